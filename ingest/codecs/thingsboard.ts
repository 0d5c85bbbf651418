import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Decoded, Frame } from '../codec.ts';
import { accept, collectRefusals, jsonOf, pointerPart } from './json.ts';
import { deviceNameOf, readStates } from './states.ts';
import { THINGSBOARD_ACCEPTED, THINGSBOARD_REFUSED } from './thingsboard-examples.ts';
import { bareEntry, deviceNamed, gatewayTelemetry, timedEntry } from './thingsboard-schema.ts';

/** What the codec does with each topic under `v1/gateway/`. */
const TOPICS = new Map<string, 'telemetry' | 'online' | 'offline' | 'nothing'>([
  ['telemetry', 'telemetry'],
  ['connect', 'online'],
  ['disconnect', 'offline'],
  ['attributes', 'nothing'],
  ['claim', 'nothing'],
  ['rpc', 'nothing'],
]);

/**
 * ThingsBoard MQTT gateway API: `v1/gateway/telemetry` `{"Device A": [{ts, values}], …}`, `v1/gateway/connect` and
 * `…/disconnect` `{device}`. Source: ThingsBoard documentation, MQTT Gateway API.
 *
 * - Many devices a message: each entry is read by itself, a bad one is refused alone, with its path.
 * - The device's name is its id. Values keep their names and units; booleans named as alarms raise and clear
 *   (ingest/codecs/states.ts), each under its own channel.
 * - `ts` is ms. With it, the same device, value and ms are one alert however the gateway packs them; an entry that is
 *   values alone has the receive time, quality BAD.
 */
export const thingsboard: Codec = {
  name: 'thingsboard',
  version: 1,
  titleZh: 'ThingsBoard 网关',
  titleEn: 'ThingsBoard gateway',
  filters: ['v1/gateway/+'],
  decode(frame, options) {
    const [root, gateway, kind, ...rest] = frame.topic.split('/');
    const does =
      root === 'v1' && gateway === 'gateway' && rest.length === 0 ? TOPICS.get(kind ?? '') : undefined;
    if (does === undefined) throw new Refusal('BAD_TOPIC', '', 'expected v1/gateway/telemetry');
    if (does === 'nothing') return { signals: [], refusals: [] };
    const payload = jsonOf(frame.payload);
    if (does === 'telemetry') return decodeTelemetry(frame, payload, options);
    const deviceId = deviceNameOf(accept(deviceNamed, payload).device, '/device');
    const time = { ms: frame.receivedAt, quality: 'GOOD' } as const;
    const online = does === 'online';
    return {
      signals: [{ kind: 'status', deviceId, family: 'sensor', gridHint: null, time, online }],
      refusals: [],
    };
  },
  accepted: THINGSBOARD_ACCEPTED,
  refused: THINGSBOARD_REFUSED,
};

function decodeTelemetry(frame: Frame, payload: unknown, options: CodecOptions): Decoded {
  const refusals = collectRefusals();
  const signals: Signal[] = [];
  for (const [name, list] of Object.entries(accept(gatewayTelemetry, payload))) {
    const entries: unknown[] = Array.isArray(list) ? list : [list];
    for (const [index, entry] of entries.entries()) {
      // naming what is wrong costs far more than seeing that something is
      if (refusals.full() && !timedEntry.Check(entry) && !bareEntry.Check(entry)) {
        refusals.count();
        continue;
      }
      const at = `/${pointerPart(name)}${Array.isArray(list) ? `/${index}` : ''}`;
      try {
        signals.push(...readEntry(name, entry, at, frame, options));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.add(error);
      }
    }
  }
  const [first] = refusals.all();
  if (signals.length === 0 && first !== undefined) throw first;
  return { signals, refusals: refusals.all() };
}

function readEntry(name: string, entry: unknown, at: string, frame: Frame, options: CodecOptions): Signal[] {
  const isTimed = typeof entry === 'object' && entry !== null && ('ts' in entry || 'values' in entry);
  const { ts, values } = isTimed
    ? accept(timedEntry, entry, at)
    : { ts: null, values: accept(bareEntry, entry, at) };
  const time = parseEventTime(ts, frame.receivedAt, options.siteZone);
  const origin = {
    deviceId: deviceNameOf(name, at),
    family: 'sensor',
    gridHint: null,
    time,
    codeSystem: 'thingsboard',
    sourceEventId: time.quality === 'GOOD' ? String(time.ms) : null,
  } as const;
  return readStates(origin, Object.entries(values));
}
