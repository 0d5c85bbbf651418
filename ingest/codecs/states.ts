import { typeOfSourceCode } from '../../core/alert-types.ts';
import { Refusal } from '../../core/errors.ts';
import type { AlertSignal, ClearSignal, EventTime, Family, Signal } from '../../core/signal.ts';
import { deviceIdOf } from './json.ts';

// What the platforms have in common: a bag of named values, of which some booleans are alarms and the numbers readings.

/** What all signals of one reading share. */
export interface Origin {
  deviceId: string;
  family: Family;
  gridHint: string | null;
  time: EventTime;
  /** Stored beside the raw name of the value. */
  codeSystem: string;
  sourceEventId: string | null;
}

/** Postgres takes 256 values a signal; a birth may hold more. */
const VALUES_PER_SIGNAL = 200;
const ALERT_VALUES = 20;
const MAX_TEXT = 500;
/** Names that stand for the device as a whole: their channel is ''. Any other name is its own channel. */
const WHOLE_DEVICE = new Set(['smoke', 'gas', 'water_leak', 'sos', 'tamper', 'battery_low']);
const WORDS = new Map<string, boolean>([
  ...['true', 'on', '1', 'yes', 'alarm', 'alert', 'leak', 'detected', 'triggered', '报警', '告警'].map(
    (word): [string, boolean] => [word, true],
  ),
  ...['false', 'off', '0', 'no', 'normal', 'clear', 'ok', 'none', '正常'].map((word): [string, boolean] => [
    word,
    false,
  ]),
]);

export function alertOf(
  { deviceId, family, gridHint, time, codeSystem, sourceEventId }: Origin,
  raised: Pick<AlertSignal, 'type' | 'code'> & Partial<AlertSignal>,
): AlertSignal {
  return {
    deviceId,
    family,
    gridHint,
    time,
    codeSystem,
    sourceEventId,
    channel: '',
    severity: null,
    confidence: null,
    status: 'ACTUAL',
    values: {},
    evidence: [],
    ...raised,
    kind: 'alert',
  };
}

export function clearOf(origin: Origin, type: string, channel = ''): ClearSignal {
  const { deviceId, family, gridHint, time, sourceEventId } = origin;
  return { kind: 'clear', deviceId, family, gridHint, time, type, channel, sourceEventId };
}

/** Whether a value says raised (true) or not (false): booleans, 0 and 1, the usual words. Null: it says neither. */
export function stateOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 0 || value === 1) return value === 1;
  return typeof value === 'string' && value.length <= 20
    ? (WORDS.get(value.trim().toLowerCase()) ?? null)
    : null;
}

/** The alert type that the name of a boolean stands for (`smoke_alarm`, `Zone1/SmokeAlarm`); null for none. */
export function stateType(name: string): string | null {
  if (name.length > 128) return null;
  const word = name
    .slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('.')) + 1)
    .replaceAll(/[\s_-]/g, '');
  const type = typeOfSourceCode('sensor-state', word);
  return type === 'other' ? null : type;
}

/** Two values of one device may be of one type: each is a channel of its own. */
export function channelOf(name: string): string {
  return WHOLE_DEVICE.has(name) ? '' : name;
}

/** Fit to name a stored value: 1-128 characters, none of them a control character. */
export function isMetricName(name: string): boolean {
  return name !== '' && name.length <= 128 && !/\p{Cc}/u.test(name) && name.isWellFormed();
}

/** Readings, in as many signals as they need. */
export function telemetryOf(origin: Origin, values: readonly (readonly [string, number])[]): Signal[] {
  const { deviceId, family, gridHint, time } = origin;
  const sound = values.filter(([name, value]) => isMetricName(name) && Number.isFinite(value));
  const signals: Signal[] = [];
  for (let from = 0; from < sound.length; from += VALUES_PER_SIGNAL) {
    const part = Object.fromEntries(sound.slice(from, from + VALUES_PER_SIGNAL));
    signals.push({ kind: 'telemetry', deviceId, family, gridHint, time, values: part });
  }
  return signals;
}

/** The first few named values that can be stored beside an alert: numbers, booleans, texts cut at 500. */
export function plainValues(entries: Iterable<readonly [string, unknown]>): AlertSignal['values'] {
  const kept: [string, number | string | boolean][] = [];
  for (const [name, value] of entries) {
    if (kept.length === ALERT_VALUES) break;
    if (!isMetricName(name)) continue;
    if (typeof value === 'string') {
      if (value !== '') kept.push([name, value.slice(0, MAX_TEXT).toWellFormed()]);
    } else if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
      kept.push([name, value]);
    }
  }
  return Object.fromEntries(kept);
}

/**
 * Reads a bag of values: names of core/code-systems.ts `sensor-state` with a state raise or clear, other numbers and
 * booleans (as 0 or 1) are readings under their own names, texts are left out. Units stay the device's.
 */
export function readStates(origin: Origin, entries: readonly (readonly [string, unknown])[]): Signal[] {
  const numbers: [string, number][] = [];
  const states: { name: string; type: string; raised: boolean }[] = [];
  for (const [name, value] of entries) {
    const type = stateType(name);
    const raised = type === null ? null : stateOf(value);
    if (type !== null && raised !== null) states.push({ name, type, raised });
    else if (typeof value === 'number') numbers.push([name, value]);
    else if (typeof value === 'boolean') numbers.push([name, value ? 1 : 0]);
  }
  const values = states.some((state) => state.raised) ? plainValues(numbers) : {};
  return [
    ...states.map(({ name, type, raised }) =>
      raised
        ? alertOf(origin, { type, code: name, channel: channelOf(name), values })
        : clearOf(origin, type, channelOf(name)),
    ),
    ...telemetryOf(origin, numbers),
  ];
}

/** A device named in the payload. @throws Refusal SCHEMA_MISMATCH */
export function deviceNameOf(name: string, path: string): string {
  try {
    return deviceIdOf(name);
  } catch (cause) {
    throw new Refusal('SCHEMA_MISMATCH', path, 'a device name has 1 to 128 characters, none a control one', {
      cause,
    });
  }
}
