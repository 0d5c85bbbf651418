import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import { isGridCode } from '../../core/grid.ts';
import type { Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Frame } from '../codec.ts';
import { CHIRPSTACK_ACCEPTED, CHIRPSTACK_REFUSED } from './chirpstack-examples.ts';
import { CHIRPSTACK_EVENTS, joinEvent, statusEvent, type Uplink, uplinkEvent } from './chirpstack-schema.ts';
import { accept, jsonOf } from './json.ts';
import { type Origin, readStates, telemetryOf } from './states.ts';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * ChirpStack v4, MQTT integration in JSON: `application/<id>/device/<devEui>/event/<event>`. Source: ChirpStack v4
 * documentation, Integrations / Event types (api/proto/integration/integration.proto).
 *
 * - The decoded `object` of the device profile's own codec is read: booleans named as alarms raise and clear
 *   (ingest/codecs/states.ts), numbers are readings under their own names, nested ones joined by dots. `data` alone
 *   (base64, at most 1,024 characters) cannot be understood: it is checked and kept as hex beside an alert.
 * - proto3 leaves zero values out: no `fCnt` is 0, a status without `batteryLevel` is an empty battery, unless it says
 *   that the level is unknown or the device is on mains.
 * - `deduplicationId` is the same for all gateways that heard the frame. `time` has nanoseconds.
 * - A device tag `gridCode` tells the grid.
 */
export const chirpstack: Codec = {
  name: 'chirpstack',
  version: 1,
  titleZh: 'ChirpStack v4（LoRaWAN）',
  titleEn: 'ChirpStack v4 (LoRaWAN)',
  filters: ['application/+/device/+/event/+'],
  decode(frame, options) {
    const [root, , device, devEui = '', event, kind = '', ...rest] = frame.topic.split('/');
    if (root !== 'application' || device !== 'device' || event !== 'event' || rest.length > 0) {
      throw new Refusal('BAD_TOPIC', '', 'expected application/<id>/device/<devEui>/event/<event>');
    }
    if (!/^[0-9a-f]{16}$/i.test(devEui)) throw new Refusal('BAD_TOPIC', '', 'a devEui has 16 hex digits');
    const does = CHIRPSTACK_EVENTS.get(kind);
    if (does === undefined) throw new Refusal('UNSUPPORTED_MESSAGE', '', 'not an event of ChirpStack v4');
    if (does === 'nothing') return { signals: [], refusals: [] };
    const payload = jsonOf(frame.payload);
    const deviceId = devEui.toLowerCase();
    return { signals: READ[does](payload, deviceId, frame, options), refusals: [] };
  },
  accepted: CHIRPSTACK_ACCEPTED,
  refused: CHIRPSTACK_REFUSED,
};

type Read = (payload: unknown, deviceId: string, frame: Frame, options: CodecOptions) => Signal[];

const READ: Readonly<Record<'up' | 'status' | 'join', Read>> = {
  up(raw, deviceId, frame, options) {
    const payload = accept(uplinkEvent, raw);
    const data = payload.data ?? '';
    if (!BASE64.test(data)) throw new Refusal('SCHEMA_MISMATCH', '/data', 'not base64');
    const hex = Buffer.from(data, 'base64').toString('hex');
    const origin = originOf(payload, deviceId, frame, options);
    const signals = readStates(origin, flatten(payload.object ?? {}, ''));
    const told = signals.map((signal) =>
      signal.kind === 'alert' && hex !== ''
        ? { ...signal, values: { ...signal.values, dataHex: hex } }
        : signal,
    );
    return [...told, ...telemetryOf(origin, radioOf(payload))];
  },
  status(raw, deviceId, frame, options) {
    const payload = accept(statusEvent, raw);
    const values: [string, number][] = [['linkMarginDb', payload.margin ?? 0]];
    if (payload.externalPowerSource !== true && payload.batteryLevelUnavailable !== true) {
      values.push(['batteryPercent', payload.batteryLevel ?? 0]);
    }
    return telemetryOf(originOf(payload, deviceId, frame, options), values);
  },
  join(raw, deviceId, frame, options) {
    const { family, gridHint, time } = originOf(accept(joinEvent, raw), deviceId, frame, options);
    return [{ kind: 'status', deviceId, family, gridHint, time, online: true }];
  },
};

function originOf(
  payload: Pick<Uplink, 'time' | 'deduplicationId' | 'deviceInfo'>,
  deviceId: string,
  frame: Frame,
  options: CodecOptions,
): Origin {
  const grid = payload.deviceInfo?.tags?.gridCode;
  return {
    deviceId,
    family: 'sensor',
    gridHint: typeof grid === 'string' && isGridCode(grid) ? grid : null,
    time: parseEventTime(payload.time, frame.receivedAt, options.siteZone),
    codeSystem: 'chirpstack',
    sourceEventId: payload.deduplicationId || null,
  };
}

/** The frame counter, and the radio of the gateway that heard it best. */
function radioOf(payload: Uplink): [string, number][] {
  const counter: [string, number] = ['frameCounter', payload.fCnt ?? 0];
  const [first, ...others] = payload.rxInfo ?? [];
  if (first === undefined) return [counter];
  const best = others.reduce((one, other) => ((other.rssi ?? 0) > (one.rssi ?? 0) ? other : one), first);
  return [counter, ['rssiDbm', best.rssi ?? 0], ['snrDb', best.snr ?? 0]];
}

/** Nested objects as dotted names; how deep they go is bounded by `jsonOf`. */
function flatten(object: Readonly<Record<string, unknown>>, prefix: string): [string, unknown][] {
  return Object.entries(object).flatMap(([name, value]): [string, unknown][] => {
    const path = `${prefix}${name}`;
    if (path.length > 128) return [];
    return isRecord(value) ? flatten(value, `${path}.`) : [[path, value]];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
