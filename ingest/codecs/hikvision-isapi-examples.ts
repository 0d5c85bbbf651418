import type { Codec } from '../codec.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const TOPIC = 'hikvision/nvr-07/event';
const AT = '2026-03-05T08:30:00+08:00';
const TIME = { ms: Date.parse(AT), quality: 'GOOD' } as const;
const UNTIMED = { ms: EXAMPLE_RECEIVED_AT, quality: 'BAD' } as const;

const fields = {
  ipAddress: '192.0.2.7',
  portNo: '80',
  channelID: '2',
  dateTime: AT,
  activePostCount: '1',
  eventType: 'fielddetection',
  eventState: 'active',
  eventDescription: 'Intrusion alarm',
};

function xml(changes: Readonly<Record<string, string>> = {}, attributes = '', inside = ''): string {
  const tags = Object.entries({ ...fields, ...changes }).map(
    ([name, value]) => `<${name}>${value}</${name}>`,
  );
  const root = 'EventNotificationAlert';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${attributes}>\n${tags.join('\n')}${inside}\n</${root}>`;
}
const json = (changes: object = {}) =>
  JSON.stringify({ ...fields, channelID: 2, activePostCount: 1, ...changes });

const INTRUSION = {
  kind: 'alert',
  deviceId: 'nvr-07',
  family: 'camera',
  time: TIME,
  type: 'camera.intrusion',
  codeSystem: 'hikvision',
  channel: '2',
} as const;

export const ISAPI_ACCEPTED: Codec['accepted'] = [
  {
    name: 'XML without a namespace',
    topic: TOPIC,
    payload: xml(),
    gives: [
      {
        ...INTRUSION,
        code: 'fielddetection',
        sourceEventId: null,
        values: { activePostCount: 1, eventDescription: 'Intrusion alarm' },
      },
    ],
  },
  {
    name: 'XML in the namespace of Hikvision',
    topic: TOPIC,
    payload: xml({}, ' version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"'),
    gives: [INTRUSION],
  },
  {
    name: 'XML in the namespace of the ISAPI standard',
    topic: TOPIC,
    payload: xml({}, ' version="2.0" xmlns="http://www.isapi.org/ver20/XMLSchema"'),
    gives: [INTRUSION],
  },
  {
    name: 'XML with a namespace prefix and a byte order mark',
    topic: TOPIC,
    payload: `\uFEFF${xml({}, ' xmlns:h="http://www.hikvision.com/ver20/XMLSchema"').replaceAll(/<(\/?)([A-Za-z])/g, '<$1h:$2')}`,
    gives: [INTRUSION],
  },
  { name: 'JSON, top level, a number as channel', topic: TOPIC, payload: json(), gives: [INTRUSION] },
  {
    name: 'JSON, wrapped',
    topic: TOPIC,
    payload: `{"EventNotificationAlert":${json()}}`,
    gives: [INTRUSION],
  },
  {
    name: 'a network camera of a recorder: dynChannelID is the channel',
    topic: TOPIC,
    payload: xml({ channelID: '0', dynChannelID: '33' }),
    gives: [{ ...INTRUSION, channel: '33' }],
  },
  {
    name: 'no channel: the device is one thing',
    topic: TOPIC,
    payload: json({ channelID: null }),
    gives: [{ ...INTRUSION, channel: '' }],
  },
  {
    name: 'the repeat of a second later is an alert of its own',
    topic: TOPIC,
    payload: xml({ dateTime: '2026-03-05T08:30:01+08:00', activePostCount: '2' }),
    gives: [{ ...INTRUSION, time: { ms: TIME.ms + 1000, quality: 'GOOD' }, values: { activePostCount: 2 } }],
  },
  {
    name: 'the repeats of one event share its uuid: the number of the post tells them apart',
    topic: TOPIC,
    payload: json({ uuid: '0f8fad5b-d9cb-469f-a165-70867728950e', activePostCount: 7 }),
    gives: [{ ...INTRUSION, sourceEventId: '0f8fad5b-d9cb-469f-a165-70867728950e#7' }],
  },
  {
    name: 'inactive clears',
    topic: TOPIC,
    payload: xml({ eventState: 'inactive' }),
    gives: [{ kind: 'clear', deviceId: 'nvr-07', type: 'camera.intrusion', channel: '2', time: TIME }],
  },
  {
    name: 'the heartbeat of an idle camera, videoloss inactive, clears what is not there',
    topic: TOPIC,
    payload: xml({ eventType: 'videoloss', eventState: 'inactive', activePostCount: '0' }),
    gives: [{ kind: 'clear', type: 'camera.video_loss' }],
  },
  {
    name: 'a heartbeat by name says online',
    topic: TOPIC,
    payload: xml({ eventType: 'heartBeat', eventState: 'inactive' }),
    gives: [{ kind: 'status', deviceId: 'nvr-07', online: true }],
  },
  {
    name: 'fire, with the highest temperature',
    topic: TOPIC,
    payload: xml({ eventType: 'fireDetection', fireMaxTemperature: '82.5' }),
    gives: [
      { kind: 'alert', type: 'camera.fire', code: 'fireDetection', values: { fireMaxTemperatureC: 82.5 } },
    ],
  },
  {
    name: 'fire, the temperature in the regions: the highest of them',
    topic: TOPIC,
    payload: xml(
      { eventType: 'fireDetection' },
      '',
      `<DetectionRegionList>${[61, 140.2].map((t) => `<DetectionRegionEntry><regionID>1</regionID><fireMaxTemperature>${t}</fireMaxTemperature></DetectionRegionEntry>`).join('')}</DetectionRegionList>`,
    ),
    gives: [{ kind: 'alert', type: 'camera.fire', values: { fireMaxTemperatureC: 140.2 } }],
  },
  {
    name: 'fire as JSON, the temperature in a region',
    topic: TOPIC,
    payload: json({
      eventType: 'fireDetection',
      DetectionRegionList: [{ DetectionRegionEntry: { fireMaxTemperature: 97 } }],
    }),
    gives: [{ kind: 'alert', type: 'camera.fire', values: { fireMaxTemperatureC: 97 } }],
  },
  {
    name: 'dateTime without a zone is in the zone of the site',
    topic: TOPIC,
    payload: xml({ dateTime: '2026-03-05T08:30:00' }),
    gives: [INTRUSION],
  },
  {
    name: 'dateTime without seconds',
    topic: TOPIC,
    payload: json({ dateTime: '2026-03-05T00:30Z' }),
    gives: [INTRUSION],
  },
  {
    name: 'no dateTime: receive time, quality BAD',
    topic: TOPIC,
    payload: json({ dateTime: null }),
    gives: [{ ...INTRUSION, time: UNTIMED }],
  },
  {
    name: 'a code that nobody has mapped is other, raw; its end clears nothing',
    topic: TOPIC,
    payload: xml({ eventType: 'VMD', eventState: 'active' }),
    gives: [{ kind: 'alert', type: 'other', codeSystem: 'hikvision', code: 'VMD' }],
  },
  {
    name: 'the end of an unmapped code',
    topic: TOPIC,
    payload: xml({ eventType: 'VMD', eventState: 'inactive' }),
    gives: [],
  },
  {
    name: 'a state that nobody knows raises, the word kept',
    topic: TOPIC,
    payload: json({ eventState: 'pulse' }),
    gives: [{ ...INTRUSION, values: { eventStateRaw: 'pulse' } }],
  },
  {
    name: 'Chinese and an ampersand in the name of a channel',
    topic: TOPIC,
    payload: xml({ channelName: '3栋&amp;4栋<![CDATA[<东>]]>' }),
    gives: [{ ...INTRUSION, values: { channelName: '3栋&4栋<东>' } }],
  },
  {
    name: 'GB2312 bytes, as declared',
    topic: TOPIC,
    payload: Buffer.concat([
      Buffer.from(
        '<?xml version="1.0" encoding="GB2312"?><EventNotificationAlert><eventType>fireDetection</eventType>',
      ),
      Buffer.from('<eventDescription>'),
      new Uint8Array([0xbb, 0xf0, 0xc7, 0xe9]),
      Buffer.from('</eventDescription></EventNotificationAlert>'),
    ]),
    gives: [{ kind: 'alert', type: 'camera.fire', values: { eventDescription: '火情' } }],
  },
  {
    name: 'references of pictures are kept, a picture itself is not',
    topic: TOPIC,
    payload: json({
      imageURL: 'http://192.0.2.7/p/1.jpg',
      bkgUrl: 'data:image/jpeg;base64,AA',
      videoURL: '/v/1.mp4',
    }),
    gives: [
      {
        ...INTRUSION,
        evidence: [
          { url: 'http://192.0.2.7/p/1.jpg', kind: 'image' },
          { url: '/v/1.mp4', kind: 'video' },
        ],
      },
    ],
  },
];

const LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>';

export const ISAPI_REFUSED: Codec['refused'] = [
  { name: 'empty', topic: TOPIC, payload: '', reason: 'EMPTY_PAYLOAD' },
  { name: 'half an XML', topic: TOPIC, payload: xml().slice(0, 200), reason: 'MALFORMED_XML' },
  {
    name: 'elements that end in another order',
    topic: TOPIC,
    payload: '<EventNotificationAlert><eventType>VMD</EventNotificationAlert></eventType>',
    reason: 'MALFORMED_XML',
  },
  { name: 'a DOCTYPE', topic: TOPIC, payload: `${LAUGHS}${xml()}`, reason: 'MALFORMED_XML' },
  {
    name: 'a DOCTYPE that reads a file',
    topic: TOPIC,
    payload: `<!doctype x SYSTEM "file:///etc/passwd">${xml().slice(39)}`,
    reason: 'MALFORMED_XML',
  },
  {
    name: 'nested too deep',
    topic: TOPIC,
    payload: `${'<a>'.repeat(90)}${'</a>'.repeat(90)}`,
    reason: 'MALFORMED_XML',
  },
  {
    name: 'too many elements',
    topic: TOPIC,
    payload: `<EventNotificationAlert>${'<a/>'.repeat(6000)}</EventNotificationAlert>`,
    reason: 'MALFORMED_XML',
  },
  { name: 'NUL in XML', topic: TOPIC, payload: xml({ eventType: 'a\0b' }), reason: 'MALFORMED_XML' },
  {
    name: 'a charset that no device here uses',
    topic: TOPIC,
    payload: xml().replace('UTF-8', 'EBCDIC-CP-US'),
    reason: 'BAD_CHARSET',
  },
  {
    name: 'bytes of no charset',
    topic: TOPIC,
    payload: Buffer.concat([Buffer.from('<EventNotificationAlert>'), new Uint8Array([0xff, 0xff])]),
    reason: 'BAD_CHARSET',
  },
  { name: 'half a JSON', topic: TOPIC, payload: '{"eventType":', reason: 'MALFORMED_JSON' },
  { name: 'a picture', topic: TOPIC, payload: new Uint8Array([0xff, 0xd8, 0xff]), reason: 'NOT_UTF8' },
  {
    name: 'another document of ISAPI',
    topic: TOPIC,
    payload: '<ResponseStatus><statusCode>1</statusCode></ResponseStatus>',
    reason: 'UNSUPPORTED_MESSAGE',
  },
  {
    name: 'no eventType',
    topic: TOPIC,
    payload: '<EventNotificationAlert><eventState>active</eventState></EventNotificationAlert>',
    reason: 'SCHEMA_MISMATCH',
    path: '/eventType',
  },
  {
    name: 'no eventType, wrapped',
    topic: TOPIC,
    payload: '{"EventNotificationAlert":{}}',
    reason: 'SCHEMA_MISMATCH',
    path: '/EventNotificationAlert/eventType',
  },
  {
    name: 'two states',
    topic: TOPIC,
    payload: xml({}, '', '<eventState>inactive</eventState>'),
    reason: 'SCHEMA_MISMATCH',
    path: '/eventState',
  },
  { name: 'no device in the topic', topic: 'hikvision//event', payload: xml(), reason: 'BAD_TOPIC' },
];
