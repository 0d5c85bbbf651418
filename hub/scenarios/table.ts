import type { Scenario } from './scenario.ts';
import { chargerOverheating } from './scripts/charger-overheating.ts';
import { clockSkew } from './scripts/clock-skew.ts';
import { duplicateDelivery } from './scripts/duplicate-delivery.ts';
import { ebikeInLift } from './scripts/ebike-in-lift.ts';
import { fallingObjects } from './scripts/falling-objects.ts';
import { flappingCamera } from './scripts/flapping-camera.ts';
import { gatewayDown } from './scripts/gateway-down.ts';
import { hostileFrames } from './scripts/hostile-frames.ts';
import { lateBatch } from './scripts/late-batch.ts';
import { storm } from './scripts/storm.ts';
import { testButton } from './scripts/test-button.ts';
import { trappedPassengers } from './scripts/trapped-passengers.ts';

/** Every named scenario. A new one is one file under scripts/ and one line here; `day` stands beside them. */
export const SCENARIOS: readonly Scenario[] = [
  ebikeInLift,
  trappedPassengers,
  chargerOverheating,
  fallingObjects,
  gatewayDown,
  storm,
  flappingCamera,
  clockSkew,
  lateBatch,
  duplicateDelivery,
  hostileFrames,
  testButton,
];

export const DAY_NAME = 'day';

export function scenarioNamed(name: string): Scenario | null {
  return SCENARIOS.find((scenario) => scenario.name === name) ?? null;
}
