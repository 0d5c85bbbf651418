import { Refusal } from '../../core/errors.ts';
import { deviceIdOf } from './json.ts';

// OCPP-J framing (OCPP-J 1.6, 4.2; OCPP 2.0.1 part 4, 4.2), the same in both versions.

/** The charger in `<root>/<charger>/raw`. @throws Refusal BAD_TOPIC */
export function rawTopicDevice(topic: string, root: string): string {
  const levels = topic.split('/');
  if (levels.length !== 3 || levels[0] !== root || levels[2] !== 'raw') {
    throw new Refusal('BAD_TOPIC', '', `expected ${root}/<charger>/raw`);
  }
  return deviceIdOf(levels[1]);
}

/** A CALL of OCPP-J: a request of the charger (or, copied by a bridge, of the central system). */
export interface OcppCall {
  id: string;
  action: string;
  payload: unknown;
}

/** The CALL in a frame; null for a CALLRESULT or CALLERROR. @throws Refusal SCHEMA_MISMATCH */
export function callOf(frame: unknown): OcppCall | null {
  if (!Array.isArray(frame)) throw new Refusal('SCHEMA_MISMATCH', '', 'expected [2, id, action, payload]');
  const [type, id, action, payload]: unknown[] = frame;
  if (type === 3 || type === 4) return null;
  if (type !== 2) throw new Refusal('SCHEMA_MISMATCH', '/0', 'the message type must be 2, 3 or 4');
  if (typeof id !== 'string' || id === '' || id.length > 200) {
    throw new Refusal('SCHEMA_MISMATCH', '/1', 'the message id must be a string of 1 to 200 characters');
  }
  if (typeof action !== 'string') throw new Refusal('SCHEMA_MISMATCH', '/2', 'the action must be a string');
  return { id, action, payload };
}
