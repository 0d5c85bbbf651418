import { typeOfSourceCode } from '../../core/alert-types.ts';
import { Refusal } from '../../core/errors.ts';
import type { EventTime, Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Decoded, Frame } from '../codec.ts';
import { cameraAlert, deviceInTopic, endOf, valuesOf } from './alert.ts';
import { DAHUA_ACCEPTED, DAHUA_REFUSED } from './dahua-examples.ts';
import { ACTIONS, type DahuaData, dahuaEvent, dahuaPush, dataOf } from './dahua-schema.ts';
import { eventsInText } from './dahua-text.ts';
import { dahuaTime } from './dahua-time.ts';
import { accept, collectRefusals, deviceIdOf, jsonOf, textOf } from './json.ts';

const CODE_SYSTEM = 'dahua';

/**
 * Dahua cameras and recorders, three ways onto MQTT. Sources: Dahua HTTP API "Event Manager, attach" (CGI); the bridge
 * psyciknz/CameraEvents; the JSON of Dahua's platforms.
 *
 * - `dahua/<device>/event`, text: `Code=<code>;action=Start|Stop|Pulse;index=<channel>;data={…}`, one or many, with or
 *   without the multipart lines between them; the word `Heartbeat` says online.
 * - `dahua/<device>/event`, JSON: `{"Events": [{"Code", "Action", "Index", "Data"}]}`.
 * - `CameraEvents/<Code>/<Camera:n>`: `ON`, `OFF`, or any text, which raises and is kept. It has no time and names no
 *   other device: `Camera:<n>` is the device, the receive time stands in.
 * - Start and Pulse raise, Stop clears; another action raises and is kept. The channel is `index` as sent, from 0.
 * - `UTC` is seconds, `UTCMS` the ms within; how local time in `UTC` is told: ingest/codecs/dahua-time.ts.
 * - Data that cannot be read is refused alone: the event stands without it.
 */
export const dahua: Codec = {
  name: 'dahua',
  version: 1,
  titleZh: '大华事件',
  titleEn: 'Dahua events',
  filters: ['dahua/+/event', 'CameraEvents/+/+'],
  decode(frame, options) {
    if (frame.topic.startsWith('CameraEvents/')) return { signals: decodeBridge(frame), refusals: [] };
    const deviceId = deviceInTopic(frame.topic, 'dahua', 'event');
    if (frame.payload.length === 0) throw new Refusal('EMPTY_PAYLOAD');
    const text = textOf(frame.payload).trim();
    if (text.startsWith('{')) return decodePush(frame, deviceId, options);
    if (text === 'Heartbeat') {
      const time = { ms: frame.receivedAt, quality: 'GOOD' } as const;
      const base = { deviceId, family: 'camera', gridHint: null } as const;
      return { signals: [{ kind: 'status', ...base, time, online: true }], refusals: [] };
    }
    const refusals = collectRefusals();
    const events = eventsInText(text, refusals.add);
    const signals = events.flatMap(({ code, action, index, data }) =>
      signalsOf(deviceId, code, action, index, data, dahuaTime(data, frame.receivedAt, options.siteZone)),
    );
    return { signals, refusals: refusals.all() };
  },
  accepted: DAHUA_ACCEPTED,
  refused: DAHUA_REFUSED,
};

function decodePush(frame: Frame, deviceId: string, options: CodecOptions): Decoded {
  const { Events } = accept(dahuaPush, jsonOf(frame.payload));
  const refusals = collectRefusals();
  const signals = Events.flatMap((entry, place): Signal[] => {
    if (refusals.full() && !dahuaEvent.Check(entry)) {
      refusals.count();
      return [];
    }
    try {
      const event = accept(dahuaEvent, entry, `/Events/${place}`);
      const data = dataOf(event.Data, `/Events/${place}/Data`);
      const time = dahuaTime(data, frame.receivedAt, options.siteZone);
      const channel = event.Index == null ? '' : String(event.Index);
      return signalsOf(deviceId, event.Code, event.Action ?? 'Pulse', channel, data, time);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.add(error);
      return [];
    }
  });
  const [first] = refusals.all();
  if (signals.length === 0 && first !== undefined) throw first;
  return { signals, refusals: refusals.all() };
}

function decodeBridge(frame: Frame): Signal[] {
  const levels = frame.topic.split('/');
  const [, code = ''] = levels;
  if (levels.length !== 3) throw new Refusal('BAD_TOPIC', '', 'expected CameraEvents/<Code>/<Camera:n>');
  deviceIdOf(code);
  const deviceId = deviceIdOf(levels[2]);
  // the deletion of a retained message
  if (frame.payload.length === 0) return [];
  const text = textOf(frame.payload).trim();
  if (text.includes('\0')) throw new Refusal('SCHEMA_MISMATCH', '', 'holds a NUL character');
  const word = text.toUpperCase();
  const action = word === 'OFF' ? 'Stop' : 'Start';
  // an end without its own time is an observation of the hub; an alert without one is told from its repeats by BAD
  const time: EventTime = { ms: frame.receivedAt, quality: word === 'OFF' ? 'GOOD' : 'BAD' };
  return signalsOf(deviceId, code, action, '', { text: word === 'ON' ? '' : text }, time);
}

function signalsOf(
  deviceId: string,
  code: string,
  action: string,
  channel: string,
  data: DahuaData,
  time: EventTime,
): Signal[] {
  const means = ACTIONS.get(action.toLowerCase());
  const alert = cameraAlert({
    deviceId,
    time,
    type: typeOfSourceCode(CODE_SYSTEM, code),
    codeSystem: CODE_SYSTEM,
    code,
    channel,
    sourceEventId: null,
    values: valuesOf({
      rule: data.Name,
      objectType: data.Object?.ObjectType,
      text: data.text,
      actionRaw: means === undefined ? action : '',
    }),
  });
  return means === 'stop' ? endOf(alert) : [alert];
}
