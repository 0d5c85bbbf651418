import { Refusal } from '../../core/errors.ts';
import type { AlertSignal, ClearSignal, Evidence } from '../../core/signal.ts';
import { deviceIdOf } from './json.ts';

type Needed = 'deviceId' | 'time' | 'type' | 'codeSystem' | 'code' | 'channel' | 'sourceEventId';

/** An alert of a camera, recorder or AI box; what is not given is not known. */
export function cameraAlert(seen: Pick<AlertSignal, Needed> & Partial<AlertSignal>): AlertSignal {
  return {
    family: 'camera',
    gridHint: null,
    severity: null,
    confidence: null,
    status: 'ACTUAL',
    values: {},
    evidence: [],
    ...seen,
    kind: 'alert',
  };
}

/**
 * What the end of `alert` clears. Nothing for `other`: every unmapped code of a channel shares it, so the end of one
 * would clear what another raised; silence ends it.
 */
export function endOf(alert: AlertSignal): ClearSignal[] {
  if (alert.type === 'other') return [];
  const { deviceId, family, gridHint, time, type, channel, sourceEventId } = alert;
  return [{ kind: 'clear', deviceId, family, gridHint, time, type, channel, sourceEventId }];
}

const MAX_TEXT = 500;

/** The named values that a device did give: finite numbers, booleans, and texts that are not empty (cut at 500). */
export function valuesOf(given: Readonly<Record<string, unknown>>): AlertSignal['values'] {
  const values: AlertSignal['values'] = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'string') {
      const text = value.trim().slice(0, MAX_TEXT).toWellFormed();
      if (text !== '') values[name] = text;
    } else if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
      values[name] = value;
    }
  }
  return values;
}

/** A number, or the decimal number in a text; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value)) return undefined;
  return Number(value);
}

/** A confidence, 0-1; null for anything else. */
export function confidenceOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== undefined && number >= 0 && number <= 1 ? number : null;
}

const MAX_URL = 2048;

/** A reference to evidence: an http(s) URL or a path. Bytes in the text, base64 or `data:`, are never taken. */
export function referenceOf(url: unknown, kind: Evidence['kind']): Evidence[] {
  if (typeof url !== 'string' || url.length > MAX_URL) return [];
  const text = url.trim();
  return /^(?:https?:\/\/|\/)[^\s\p{Cc}]+$/iu.test(text) ? [{ url: text, kind }] : [];
}

/** The device in `<root>/<device>/<last>`. @throws Refusal BAD_TOPIC */
export function deviceInTopic(topic: string, root: string, last: string): string {
  const levels = topic.split('/');
  if (levels.length !== 3 || levels[0] !== root || levels[2] !== last) {
    throw new Refusal('BAD_TOPIC', '', `expected ${root}/<device>/${last}`);
  }
  return deviceIdOf(levels[1]);
}
