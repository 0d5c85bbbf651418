import { HOUR } from './scripts/lines.ts';

/** How often a scene of the simulator happens to one device in a day, and when. */
export interface DayRate {
  scene: string;
  /** Per device and day. Estimates for a county of old and new compounds, to be replaced by a site's own numbers. */
  perDeviceDay: number;
  /** Share of each hour of the site's day, 0 to 23; any scale. */
  hours: readonly number[];
}

const EVEN = Array.from({ length: 24 }, () => 1);
const busy = (...spans: [from: number, to: number, weight: number][]): readonly number[] =>
  EVEN.map((_, hour) => spans.find(([from, to]) => hour >= from && hour < to)?.[2] ?? 1);

const COMMUTE = busy([0, 6, 0.3], [7, 9, 6], [11, 13, 3], [17, 21, 8]);
const DAYTIME = busy([0, 6, 0.2], [7, 21, 3]);
const EVENING = busy([0, 6, 1], [18, 24, 5]);
const NIGHT = busy([0, 5, 5], [22, 24, 6]);
const CHARGING = busy([0, 6, 4], [18, 24, 6]);

/** Every scene of the simulator. */
export const DAY_RATES: readonly DayRate[] = [
  { scene: 'ebike-in-lift', perDeviceDay: 1.2, hours: COMMUTE },
  { scene: 'lift-door-blocked', perDeviceDay: 0.5, hours: COMMUTE },
  // one or two a year for each lift
  { scene: 'trapped-in-lift', perDeviceDay: 0.004, hours: COMMUTE },
  { scene: 'falling-object', perDeviceDay: 0.05, hours: EVENING },
  { scene: 'fly-wire-charging', perDeviceDay: 0.1, hours: EVENING },
  { scene: 'fire-lane-blocked', perDeviceDay: 0.8, hours: EVENING },
  { scene: 'garbage-overflow', perDeviceDay: 0.5, hours: DAYTIME },
  { scene: 'loitering', perDeviceDay: 0.3, hours: NIGHT },
  { scene: 'frigate-person', perDeviceDay: 1.5, hours: NIGHT },
  { scene: 'charger-overheat', perDeviceDay: 0.02, hours: CHARGING },
  { scene: 'ocpp-high-temperature', perDeviceDay: 0.02, hours: CHARGING },
  { scene: 'ocpp-ground-fault', perDeviceDay: 0.01, hours: EVEN },
  { scene: 'ocpp-smoke', perDeviceDay: 0.001, hours: CHARGING },
  // a test button a month
  { scene: 'smoke-detector-test-button', perDeviceDay: 0.033, hours: DAYTIME },
  { scene: 'camera-offline', perDeviceDay: 0.05, hours: EVEN },
  { scene: 'garbled-frame', perDeviceDay: 0.02, hours: EVEN },
];

/** Time between two readings of a device that measures. */
export const READING_EVERY_MS = HOUR / 12;
