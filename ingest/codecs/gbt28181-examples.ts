import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const DEVICE = '51142100001180000007';
const CHANNEL = '51142100001310000021';
const ALARM_INPUT = '51142100001340000003';
const TOPIC = `gb28181/${DEVICE}/notify`;
const TIME = { ms: Date.parse('2026-03-05T08:30:00+08:00'), quality: 'GOOD' } as const;

const fields = {
  CmdType: 'Alarm',
  SN: '51',
  DeviceID: CHANNEL,
  AlarmPriority: '2',
  AlarmMethod: '5',
  AlarmTime: '2026-03-05T08:30:00',
};

function body(changes: Readonly<Record<string, string>> = {}): string {
  const tags = Object.entries({ ...fields, ...changes }).map(
    ([name, value]) => `<${name}>${value}</${name}>`,
  );
  return `<Notify>\r\n${tags.join('\r\n')}\r\n</Notify>`;
}
const declared = (charset: string, changes: Readonly<Record<string, string>> = {}) =>
  `<?xml version="1.0" encoding="${charset}"?>\r\n${body(changes)}`;
const xml = (changes: Readonly<Record<string, string>> = {}) => declared('UTF-8', changes);
const INTRUDED = { Info: '<AlarmType>6</AlarmType>' };

/** `text`, in which @ stands for the bytes: no encoder of GB18030 is at hand, the bytes are written out. */
function withBytes(text: string, bytes: readonly number[]): Uint8Array {
  const [before = '', after = ''] = text.split('@');
  return Buffer.concat([Buffer.from(before), new Uint8Array(bytes), Buffer.from(after)]);
}
/** 东门入侵 in GB2312 and GBK. */
const EAST_GATE = [0xb6, 0xab, 0xc3, 0xc5, 0xc8, 0xeb, 0xc7, 0xd6];
/** 東門 in GBK: 門 is not in GB2312. */
const TRADITIONAL = [0x96, 0x7c, 0xe9, 0x54];
/** 㐀 in GB18030, four bytes. */
const FOUR_BYTES = [0x81, 0x39, 0xee, 0x39];

const INTRUSION = {
  kind: 'alert',
  deviceId: DEVICE,
  family: 'camera',
  gridHint: null,
  time: TIME,
  type: 'camera.intrusion',
  codeSystem: 'gbt28181',
  code: '5/6',
  channel: CHANNEL,
  severity: 'major',
  sourceEventId: null,
} as const;
const described = (alarmDescription: string) => [{ ...INTRUSION, values: { alarmDescription } }];

export const GBT28181_ACCEPTED: Codec['accepted'] = [
  {
    name: 'an intrusion, UTF-8 bytes as declared',
    topic: TOPIC,
    payload: xml({ ...INTRUDED, AlarmDescription: '东门入侵' }),
    gives: described('东门入侵'),
  },
  {
    name: 'GB2312 bytes as declared',
    topic: TOPIC,
    payload: withBytes(declared('GB2312', { ...INTRUDED, AlarmDescription: '@' }), EAST_GATE),
    gives: described('东门入侵'),
  },
  {
    name: 'declared GB2312, and characters of GBK',
    topic: TOPIC,
    payload: withBytes(declared('gb2312', { ...INTRUDED, AlarmDescription: '@' }), TRADITIONAL),
    gives: described('東門'),
  },
  {
    name: 'declared GB18030, a character of four bytes',
    topic: TOPIC,
    payload: withBytes(declared('GB18030', { ...INTRUDED, AlarmDescription: '@' }), FOUR_BYTES),
    gives: described('㐀'),
  },
  {
    name: 'declared GB2312, but UTF-8 bytes',
    topic: TOPIC,
    payload: declared('GB2312', { ...INTRUDED, AlarmDescription: '东门入侵' }),
    gives: described('东门入侵'),
  },
  {
    name: 'declared UTF-8, but GBK bytes',
    topic: TOPIC,
    payload: withBytes(declared('UTF-8', { ...INTRUDED, AlarmDescription: '@' }), EAST_GATE),
    gives: described('东门入侵'),
  },
  {
    name: 'GBK bytes without a declaration',
    topic: TOPIC,
    payload: withBytes(body({ ...INTRUDED, AlarmDescription: '@' }), EAST_GATE),
    gives: described('东门入侵'),
  },
  {
    name: 'a declaration with a hyphen for the equals sign',
    topic: TOPIC,
    payload: withBytes(
      declared('gb2312', { ...INTRUDED, AlarmDescription: '@' }).replace('encoding=', 'encoding-'),
      EAST_GATE,
    ),
    gives: described('东门入侵'),
  },
  {
    name: 'Info/AlarmType wins over AlarmType',
    topic: TOPIC,
    payload: xml({ AlarmType: '2', Info: '<AlarmType>8</AlarmType>' }),
    gives: [{ kind: 'alert', type: 'camera.loitering', code: '5/8' }],
  },
  {
    name: 'AlarmType on top, Info empty',
    topic: TOPIC,
    payload: xml({ AlarmType: '6', Info: '' }),
    gives: [INTRUSION],
  },
  {
    name: 'element names in another case',
    topic: TOPIC,
    payload: xml({ ...INTRUDED })
      .replaceAll('Info>', 'info>')
      .replaceAll('CmdType>', 'cmdType>'),
    gives: [INTRUSION],
  },
  {
    name: 'no AlarmType: the method alone, other',
    topic: TOPIC,
    payload: xml({ AlarmMethod: '2' }),
    gives: [
      {
        kind: 'alert',
        type: 'other',
        codeSystem: 'gbt28181',
        code: '2',
        values: { alarmMethod: '设备报警 device' },
      },
    ],
  },
  {
    name: 'the same AlarmType under another method is another alarm: video lost',
    topic: TOPIC,
    payload: xml({ AlarmMethod: '2', Info: '<AlarmType>1</AlarmType>' }),
    gives: [{ kind: 'alert', type: 'camera.video_loss', code: '2/1' }],
  },
  {
    name: 'a device tampered with',
    topic: TOPIC,
    payload: xml({ AlarmMethod: '2', Info: '<AlarmType>2</AlarmType>' }),
    gives: [{ kind: 'alert', type: 'camera.tampered', code: '2/2' }],
  },
  {
    name: 'a code that nobody has mapped is other, raw',
    topic: TOPIC,
    payload: xml({ AlarmMethod: '6', Info: '<AlarmType>1</AlarmType>' }),
    gives: [{ kind: 'alert', type: 'other', code: '6/1' }],
  },
  {
    name: 'AlarmInfo, which a maker added, and the parameter of a region',
    topic: TOPIC,
    payload: xml({
      AlarmInfo: 'zone 3',
      Info: '<AlarmType>6</AlarmType><AlarmTypeParam><EventType>1</EventType></AlarmTypeParam>',
    }),
    gives: [{ ...INTRUSION, values: { alarmInfo: 'zone 3', regionEvent: '进入区域 entered' } }],
  },
  {
    name: 'DeviceID is the device itself',
    topic: TOPIC,
    payload: xml({ ...INTRUDED, DeviceID: DEVICE }),
    gives: [{ ...INTRUSION, channel: '' }],
  },
  {
    name: 'DeviceID is the code of an alarm input',
    topic: TOPIC,
    payload: xml({ AlarmMethod: '2', DeviceID: ALARM_INPUT }),
    gives: [{ kind: 'alert', deviceId: DEVICE, channel: ALARM_INPUT }],
  },
  {
    name: 'AlarmTime has no zone: that of the site',
    topic: TOPIC,
    payload: xml({ ...INTRUDED, AlarmTime: '2026-03-05 08:30:00' }),
    gives: [INTRUSION],
  },
  {
    name: 'no AlarmTime: receive time, quality BAD',
    topic: TOPIC,
    payload: xml({ ...INTRUDED, AlarmTime: '' }),
    gives: [{ ...INTRUSION, time: { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } }],
  },
  {
    name: 'first-grade 一级警情 is critical',
    topic: TOPIC,
    payload: xml({ ...INTRUDED, AlarmPriority: '1' }),
    gives: [{ ...INTRUSION, severity: 'critical' }],
  },
  {
    name: 'a priority outside the standard grades nothing, and is kept',
    topic: TOPIC,
    payload: xml({ ...INTRUDED, AlarmPriority: '9' }),
    gives: [{ ...INTRUSION, severity: null, values: { alarmPriorityRaw: '9' } }],
  },
  {
    name: 'a position; 0 is none',
    topic: TOPIC,
    payload: xml({ ...INTRUDED, Longitude: '106.78', Latitude: '0.000' }),
    gives: [{ ...INTRUSION, values: { alarmMethod: '视频报警 video', longitude: 106.78 } }],
  },
  {
    name: 'a keepalive says online',
    topic: TOPIC,
    payload: `<?xml version="1.0"?><Notify><CmdType>Keepalive</CmdType><SN>7</SN><DeviceID>${DEVICE}</DeviceID><Status>OK</Status></Notify>`,
    gives: [{ kind: 'status', deviceId: DEVICE, online: true }],
  },
  {
    name: 'a catalogue says nothing to us',
    topic: TOPIC,
    payload: xml({ CmdType: 'Catalog' }),
    gives: [],
  },
];

export const GBT28181_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: TOPIC, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'JSON', topic: TOPIC, payload: '{}', reason: 'MALFORMED_XML' },
  { name: 'half an XML', topic: TOPIC, payload: xml().slice(0, 120), reason: 'MALFORMED_XML' },
  {
    name: 'half a character of GBK',
    topic: TOPIC,
    payload: withBytes(declared('GB2312', { AlarmDescription: '@' }), [...EAST_GATE, 0xff]),
    reason: 'BAD_CHARSET',
  },
  { name: 'another charset', topic: TOPIC, payload: declared('Big5'), reason: 'BAD_CHARSET' },
  {
    name: 'a DOCTYPE with entities',
    topic: TOPIC,
    payload: `<!DOCTYPE Notify [<!ENTITY a "6">]>${body({ Info: '<AlarmType>&a;</AlarmType>' })}`,
    reason: 'MALFORMED_XML',
  },
  {
    name: 'an answer, no notice',
    topic: TOPIC,
    payload: '<Response><CmdType>Alarm</CmdType></Response>',
    reason: 'UNSUPPORTED_MESSAGE',
  },
  {
    name: 'a command outside the standard',
    topic: TOPIC,
    payload: xml({ CmdType: 'Reboot' }),
    reason: 'UNSUPPORTED_MESSAGE',
    path: '/CmdType',
  },
  {
    name: 'no command',
    topic: TOPIC,
    payload: xml({ CmdType: '' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/CmdType',
  },
  {
    name: 'no device',
    topic: TOPIC,
    payload: xml({ DeviceID: '' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/DeviceID',
  },
  {
    name: 'no method',
    topic: TOPIC,
    payload: xml({ AlarmMethod: '' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/AlarmMethod',
  },
  {
    name: 'two types',
    topic: TOPIC,
    payload: xml({ Info: '<AlarmType>6</AlarmType><AlarmType>8</AlarmType>' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/Info/AlarmType',
  },
  { name: 'no device in the topic', topic: 'gb28181//notify', payload: xml(), reason: 'BAD_TOPIC' },
];
