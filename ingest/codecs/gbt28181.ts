import { typeOfSourceCode } from '../../core/alert-types.ts';
import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { Severity } from '../../core/severity.ts';
import type { Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Frame } from '../codec.ts';
import { cameraAlert, deviceInTopic, numberOf, valuesOf } from './alert.ts';
import { ALARM_METHODS, COMMANDS, EVENT_TYPES, PRIORITIES } from './gbt28181-codes.ts';
import { GBT28181_ACCEPTED, GBT28181_REFUSED } from './gbt28181-examples.ts';
import { childOf, type XmlNode, xmlOf } from './xml.ts';

const CODE_SYSTEM = 'gbt28181';
const MAX_CODE = 40;

/**
 * GB/T 28181 MANSCDP notices, as a SIP server bridges them onto `gb28181/<device>/notify`: bytes as they came, GB2312 or
 * UTF-8. Source: GB/T 28181-2016 (and -2022), A.2.5 报警通知 and 状态信息报送; codes: gbt28181-codes.ts.
 *
 * - The device is the topic's, the one that registered. `DeviceID` may be the code of one of its channels or alarm
 *   inputs: then that is the channel.
 * - The code is `AlarmMethod/AlarmType`; `Info/AlarmType` wins over one on top (older devices, and both at once).
 *   AlarmType may be missing: then the method alone, which is `other`.
 * - Element names differ in case (`info`, `cmdType`): none is looked at. Empty elements count as absent.
 * - `AlarmTime` has no zone: the site's.
 * - `AlarmPriority` 1 to 4 is the severity, critical to info: the device's own grade.
 * - The standard has no end of an alarm: nothing is cleared. `SN` numbers commands and starts again, so the bytes tell a
 *   redelivery.
 * - `AlarmInfo`, which makers add, the description and the position are kept.
 * - `Keepalive` says online; a channel's faults in it are not read.
 */
export const gbt28181: Codec = {
  name: 'gbt28181',
  version: 1,
  titleZh: 'GB/T 28181 报警通知',
  titleEn: 'GB/T 28181 alarm notices',
  filters: ['gb28181/+/notify'],
  decode(frame, options) {
    const deviceId = deviceInTopic(frame.topic, 'gb28181', 'notify');
    const { root, value } = xmlOf(frame.payload, 'lower');
    if (root !== 'notify') throw new Refusal('UNSUPPORTED_MESSAGE', '', 'expected Notify');
    const command = textIn(value, 'CmdType').toLowerCase();
    if (command === '') throw new Refusal('SCHEMA_MISMATCH', '/CmdType', 'is missing');
    switch (COMMANDS.get(command)) {
      case 'alarm':
        return { signals: [decodeAlarm(value, deviceId, frame, options)], refusals: [] };
      case 'online': {
        const time = { ms: frame.receivedAt, quality: 'GOOD' } as const;
        const base = { deviceId, family: 'camera', gridHint: null } as const;
        return { signals: [{ kind: 'status', ...base, time, online: true }], refusals: [] };
      }
      case 'nothing':
        return { signals: [], refusals: [] };
      default:
        throw new Refusal('UNSUPPORTED_MESSAGE', '/CmdType', 'not a notice of GB/T 28181');
    }
  },
  accepted: GBT28181_ACCEPTED,
  refused: GBT28181_REFUSED,
};

function decodeAlarm(notify: XmlNode, deviceId: string, frame: Frame, options: CodecOptions): Signal {
  const source = codeIn(notify, 'DeviceID', '/DeviceID');
  if (source === '') throw new Refusal('SCHEMA_MISMATCH', '/DeviceID', 'is missing');
  const info = childOf(notify, 'info');
  const method =
    codeIn(notify, 'AlarmMethod', '/AlarmMethod') || codeIn(info, 'AlarmMethod', '/Info/AlarmMethod');
  if (method === '') throw new Refusal('SCHEMA_MISMATCH', '/AlarmMethod', 'is missing');
  const type = codeIn(info, 'AlarmType', '/Info/AlarmType') || codeIn(notify, 'AlarmType', '/AlarmType');
  const code = type === '' ? method : `${method}/${type}`;
  const eventType = textIn(childOf(info, 'alarmtypeparam'), 'EventType');
  const priority = textIn(notify, 'AlarmPriority');
  const severity: Severity | null = PRIORITIES.get(priority) ?? null;
  return cameraAlert({
    deviceId,
    time: parseEventTime(textIn(notify, 'AlarmTime'), frame.receivedAt, options.siteZone),
    type: typeOfSourceCode(CODE_SYSTEM, code),
    codeSystem: CODE_SYSTEM,
    code,
    channel: source === deviceId ? '' : source,
    sourceEventId: null,
    severity,
    values: valuesOf({
      alarmMethod: ALARM_METHODS.get(method) ?? '',
      alarmDescription: textIn(notify, 'AlarmDescription'),
      alarmInfo: textIn(notify, 'AlarmInfo') || textIn(info, 'AlarmInfo'),
      regionEvent: EVENT_TYPES.get(eventType) ?? eventType,
      alarmPriorityRaw: severity === null ? priority : '',
      longitude: numberOf(textIn(notify, 'Longitude')) || undefined,
      latitude: numberOf(textIn(notify, 'Latitude')) || undefined,
    }),
  });
}

/** The text of a child, by its name in any case; '' when it is absent, empty, repeated or has children of its own. */
function textIn(node: XmlNode | undefined, name: string): string {
  const child = childOf(node, name.toLowerCase());
  return typeof child === 'string' ? child.trim() : '';
}

/** The same, of what becomes part of a key. @throws Refusal SCHEMA_MISMATCH when it is repeated or too long */
function codeIn(node: XmlNode | undefined, name: string, at: string): string {
  const child = childOf(node, name.toLowerCase());
  if (Array.isArray(child)) throw new Refusal('SCHEMA_MISMATCH', at, 'is there more than once');
  const text = textIn(node, name);
  if (text.length > MAX_CODE) throw new Refusal('SCHEMA_MISMATCH', at, `longer than ${MAX_CODE} characters`);
  return text;
}
