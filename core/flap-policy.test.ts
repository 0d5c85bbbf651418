import { describe, expect, it } from 'vitest';
import { ALERT_TYPES } from './alert-types.ts';
import { FLAP_POLICIES, flapPolicy, insideBand } from './flap-policy.ts';
import { FOLLOWS_PARENT } from './topology.ts';

describe('the table of flap control', () => {
  it('names known types only', () => {
    for (const code of Object.keys(FLAP_POLICIES)) expect(ALERT_TYPES.has(code), code).toBe(true);
  });

  it('makes nobody wait for what a life hangs on, and lets no parent explain it', () => {
    for (const type of ALERT_TYPES.values()) {
      if (!type.lifeSafety) continue;
      expect(flapPolicy(type.code), type.code).toMatchObject({ onDelaySeconds: 0, atLeast: null });
      expect(FOLLOWS_PARENT.has(type.code), type.code).toBe(false);
    }
  });

  it('a flapping mark needs at least two changes and ends', () => {
    for (const code of ALERT_TYPES.keys()) {
      const { flapping } = flapPolicy(code);
      expect(flapping.changes).toBeGreaterThan(1);
      expect(flapping.calmSeconds).toBeGreaterThan(0);
    }
  });

  it('a value inside the band speaks against a clear; none, or one beyond it, does not', () => {
    const battery = flapPolicy('device.battery_low');
    expect([null, 20, 25, 26].map((value) => insideBand(battery, value))).toEqual([false, true, true, false]);
    const voltage = flapPolicy('charger.overvoltage');
    expect([240, 235.4, 230].map((value) => insideBand(voltage, value))).toEqual([true, true, false]);
  });
});
