import { typeOfSourceCode } from '../../core/alert-types.ts';
import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { AlertSignal, Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Frame } from '../codec.ts';
import { ELEVATOR_VENDOR_ACCEPTED, ELEVATOR_VENDOR_REFUSED } from './elevator-vendor-examples.ts';
import {
  DISPOSALS,
  faultReport,
  SERVICE_MODES,
  SNAPSHOT_FIELDS,
  type Snapshot,
  stateReport,
} from './elevator-vendor-schema.ts';
import { accept, deviceIdOf, jsonOf } from './json.ts';
import { alertOf, clearOf, type Origin, telemetryOf } from './states.ts';

/**
 * Lift makers' and city platforms' JSON: `elevator/<codeSystem>/<lift>/fault`
 * `{code, codeSystem?, faultId?, faultTime?, time?, disposal?, snapshot?}` and `…/state` with the snapshot's fields.
 * Source: implementations of the GB/T 24476 family (B: read there, not in the standard's own text); the payload is the
 * common part of them, so a maker's own names are mapped by the bridge that copies them onto MQTT.
 *
 * - A code means nothing without its system: two cities use the same number for different faults. The payload's system
 *   wins over the topic's. A number that lost its leading zero (`2` for `02`) is found again.
 * - `disposal`: 01 occurred, 02 responded and 04 arrived tell of one occurrence, by `faultId` and `faultTime`: one
 *   alert. 00 done and 05 false alarm end it at `time`; who is trapped (a latched type) is let go by a person alone.
 *   The end of `other` is that of the same code. A state outside the list leaves the fault open.
 * - The snapshot is kept beside the alert as sent, `serviceMode` 0-7 also in words.
 */
export const elevatorVendor: Codec = {
  name: 'elevator-vendor',
  version: 1,
  titleZh: '电梯厂商报文',
  titleEn: 'Lift vendor JSON',
  filters: ['elevator/+/+/fault', 'elevator/+/+/state'],
  decode(frame, options) {
    const [root, codeSystem = '', lift, kind, ...rest] = frame.topic.split('/');
    if (root !== 'elevator' || codeSystem === '' || codeSystem.length > 64 || rest.length > 0) {
      throw new Refusal('BAD_TOPIC', '', 'expected elevator/<codeSystem>/<lift>/<fault|state>');
    }
    const deviceId = deviceIdOf(lift);
    if (kind !== 'fault' && kind !== 'state') {
      throw new Refusal('BAD_TOPIC', '', 'the last level must be fault or state');
    }
    const payload = jsonOf(frame.payload);
    const read = kind === 'fault' ? readFault : readState;
    return { signals: read({ frame, options, deviceId, codeSystem }, payload), refusals: [] };
  },
  accepted: ELEVATOR_VENDOR_ACCEPTED,
  refused: ELEVATOR_VENDOR_REFUSED,
};

interface Message {
  frame: Frame;
  options: CodecOptions;
  deviceId: string;
  codeSystem: string;
}

function originOf({ frame, options, deviceId, codeSystem }: Message, raw: unknown): Origin {
  const time = parseEventTime(raw, frame.receivedAt, options.siteZone);
  return { deviceId, family: 'elevator', gridHint: null, time, codeSystem, sourceEventId: null };
}

function readFault(message: Message, raw: unknown): Signal[] {
  const payload = accept(faultReport, raw);
  const codeSystem = payload.codeSystem ?? message.codeSystem;
  const code = String(payload.code).trim();
  // without an id the code at its time of occurrence is one: 02 and 04 repeat both
  const named = payload.faultId ?? (payload.faultTime == null ? null : code);
  const sourceEventId = named === null ? null : String(named);
  const type = typeOf(codeSystem, code);
  const channel = type === 'other' ? code : '';
  const told = payload.disposal == null ? '01' : String(payload.disposal).trim().padStart(2, '0');
  const disposal = Object.hasOwn(DISPOSALS, told) ? DISPOSALS[told] : undefined;
  if (disposal?.ends === true) {
    const ended = originOf(message, payload.time ?? payload.faultTime);
    return [clearOf({ ...ended, sourceEventId }, type, channel)];
  }
  const origin = { ...originOf(message, payload.faultTime ?? payload.time), codeSystem, sourceEventId };
  const values = { ...snapshotValues(payload.snapshot ?? {}), disposal: told };
  return [alertOf(origin, { type, code, channel, values })];
}

function typeOf(codeSystem: string, code: string): string {
  const type = typeOfSourceCode(codeSystem, code);
  return type === 'other' ? typeOfSourceCode(codeSystem, code.padStart(2, '0')) : type;
}

function snapshotValues(snapshot: Snapshot): AlertSignal['values'] {
  const values: AlertSignal['values'] = {};
  for (const field of SNAPSHOT_FIELDS) {
    const value = snapshot[field];
    if (value != null && value !== '') values[field] = value;
  }
  const mode = SERVICE_MODES[numberOf(snapshot.serviceMode) ?? -1];
  if (mode !== undefined) values.serviceModeName = mode.zh;
  return values;
}

function readState(message: Message, raw: unknown): Signal[] {
  const payload = accept(stateReport, raw);
  const values = SNAPSHOT_FIELDS.flatMap((field): [string, number][] => {
    const value = numberOf(payload[field]);
    return value === null ? [] : [[field, value]];
  });
  if (values.length === 0) throw new Refusal('SCHEMA_MISMATCH', '', 'none of the fields is a number');
  return telemetryOf(originOf(message, payload.time), values);
}

/** `3`, `'03'`, `true` (1); null for a word. */
function numberOf(value: Snapshot['serviceMode']): number | null {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' && /^\s*-?\d{1,6}(?:\.\d{1,6})?\s*$/.test(value) ? Number(value) : null;
}
