import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';

const maybeFlag = Type.Optional(Type.Union([Type.Boolean(), Type.Null()]));
const maybeText = Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()]));

const DeviceState = Type.Object({
  smoke: maybeFlag,
  gas: maybeFlag,
  carbon_monoxide: maybeFlag,
  water_leak: maybeFlag,
  sos: maybeFlag,
  tamper: maybeFlag,
  battery_low: maybeFlag,
  test: maybeFlag,
  contact: maybeFlag,
  action: maybeText,
  // ms, ISO 8601 with or without a zone, by setting; absent when switched off
  last_seen: Type.Optional(Type.Union([Type.Number(), Type.String({ maxLength: 64 }), Type.Null()])),
});
export type DeviceState = Static<typeof DeviceState>;
export const deviceState = Compile(DeviceState);

/** Booleans of the state that are alarms; the code is looked up under `zigbee2mqtt` in core/alert-type-rows.ts. */
export const STATE_CODES = [
  'smoke',
  'gas',
  'carbon_monoxide',
  'water_leak',
  'sos',
  'tamper',
  'battery_low',
] as const satisfies readonly (keyof DeviceState)[];

/** Those that a detector's test button raises too. */
export const TESTABLE: ReadonlySet<string> = new Set(['smoke', 'gas', 'carbon_monoxide']);

/** Values of `action` by which someone calls for help. */
export const HELP_ACTIONS: ReadonlySet<string> = new Set(['sos', 'emergency', 'panic', 'help']);

/** Exposed numbers and booleans (as 0 or 1) to our metric names and units. */
export const METRICS: Readonly<Record<string, { metric: string; factor: number }>> = {
  battery: { metric: 'batteryPercent', factor: 1 },
  temperature: { metric: 'temperatureC', factor: 1 },
  device_temperature: { metric: 'deviceTemperatureC', factor: 1 },
  humidity: { metric: 'humidityPercent', factor: 1 },
  pressure: { metric: 'pressureHPa', factor: 1 },
  illuminance: { metric: 'illuminanceLux', factor: 1 },
  co2: { metric: 'co2Ppm', factor: 1 },
  gas_value: { metric: 'gasValue', factor: 1 },
  smoke_density: { metric: 'smokeDensity', factor: 1 },
  voltage: { metric: 'voltageV', factor: 1 },
  current: { metric: 'currentA', factor: 1 },
  power: { metric: 'powerW', factor: 1 },
  energy: { metric: 'energyWh', factor: 1000 },
  linkquality: { metric: 'linkQuality', factor: 1 },
  vibration: { metric: 'vibration', factor: 1 },
  occupancy: { metric: 'occupied', factor: 1 },
};

/** Battery devices tell `voltage` in mV, plugs in V; no plug has a kilovolt. */
export const MILLIVOLTS_FROM = 1000;
