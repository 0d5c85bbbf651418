import { chinaZoned, type Format, json, numberFor, siteTime } from './format.ts';

const words = (...pairs: [type: string, word: string][]): ReadonlyMap<string, string> => new Map(pairs);

const ISAPI = words(
  ['camera.intrusion', 'fieldDetection'],
  ['camera.loitering', 'loitering'],
  ['camera.gathering', 'group'],
  ['camera.fire', 'fireDetection'],
  ['camera.smoke', 'smokeDetection'],
  ['camera.video_loss', 'videoloss'],
  ['camera.tampered', 'shelteralarm'],
);

/** `EventNotificationAlert` in XML, as cameras post it. */
export const hikvisionIsapi: Format = {
  name: 'hikvision-isapi',
  say(saying) {
    if (saying.kind !== 'raise' && saying.kind !== 'clear') return null;
    const code = ISAPI.get(saying.type);
    if (code === undefined || (saying.kind === 'raise' && saying.status !== undefined)) return null;
    const fields = {
      ipAddress: '192.0.2.21',
      channelID: '1',
      dateTime: saying.clock ?? chinaZoned(saying.timeMs),
      activePostCount: numberFor(saying.eventId) % 1000,
      eventType: code,
      eventState: saying.kind === 'raise' ? 'active' : 'inactive',
      eventDescription: `${code} alarm`,
      uuid: saying.eventId,
    };
    const body = Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`);
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema">\n${body.join('\n')}\n</EventNotificationAlert>`;
    return { topic: `hikvision/${saying.actor.id}/event`, payload: xml };
  },
};

const ISECURE = words(
  ['camera.intrusion', '131588'],
  ['camera.loitering', '131590'],
  ['camera.fall', '131605'],
  ['camera.gathering', '131593'],
  ['camera.fire', '192515'],
  ['camera.smoke', '192514'],
  ['camera.fire_lane_blocked', '254103'],
  ['camera.video_loss', '131329'],
  ['camera.tampered', '131330'],
);

/** The platform's `OnEventNotify` callback with one event. */
export const hikvisionIsecure: Format = {
  name: 'hikvision-isecure',
  say(saying) {
    if (saying.kind !== 'raise' && saying.kind !== 'clear') return null;
    const code = ISECURE.get(saying.type);
    if (code === undefined || (saying.kind === 'raise' && saying.status !== undefined)) return null;
    const event = {
      eventId: saying.eventId,
      eventType: Number(code),
      happenTime: saying.clock ?? siteTime(saying.timeMs, saying.zone),
      srcIndex: saying.actor.id,
      srcType: 'camera',
      status: saying.kind === 'raise' ? 1 : 2,
      timeout: 30,
    };
    const params = { ability: 'event_vss', sendTime: chinaZoned(saying.timeMs), events: [event] };
    return json('isecure/platform-1/event', { method: 'OnEventNotify', params });
  },
};

const DAHUA = words(
  ['camera.intrusion', 'CrossRegionDetection'],
  ['camera.loitering', 'WanderDetection'],
  ['camera.fall', 'TumbleDetection'],
  ['camera.gathering', 'RioterDetection'],
  ['camera.fire', 'FireDetection'],
  ['camera.smoke', 'SmokeDetection'],
  ['camera.video_loss', 'VideoLoss'],
  ['camera.tampered', 'VideoBlind'],
);

/** The text of the CGI event manager; `GroupID` stands for the event, which has no id of its own. */
export const dahua: Format = {
  name: 'dahua',
  say(saying) {
    if (saying.kind !== 'raise' && saying.kind !== 'clear') return null;
    const code = DAHUA.get(saying.type);
    if (code === undefined || saying.clock !== undefined) return null;
    if (saying.kind === 'raise' && saying.status !== undefined) return null;
    const utcms = saying.timeMs % 1000;
    const data = {
      GroupID: numberFor(saying.eventId),
      Name: 'Rule1',
      UTC: (saying.timeMs - utcms) / 1000,
      UTCMS: utcms,
    };
    const action = saying.kind === 'raise' ? 'Start' : 'Stop';
    const payload = `Code=${code};action=${action};index=0;data=${JSON.stringify(data)}`;
    return { topic: `dahua/${saying.actor.id}/event`, payload };
  },
};

const ONVIF = words(
  ['camera.intrusion', 'RuleEngine/FieldDetector/ObjectsInside'],
  ['camera.loitering', 'RuleEngine/LoiteringDetector/ObjectIsLoitering'],
  ['camera.video_loss', 'VideoSource/SignalLoss'],
  ['camera.tampered', 'RuleEngine/TamperDetector/Tamper'],
);

/** A property of ONVIF's MQTT payload. */
export const onvif: Format = {
  name: 'onvif',
  say(saying) {
    if (saying.kind !== 'raise' && saying.kind !== 'clear') return null;
    const path = ONVIF.get(saying.type);
    if (path === undefined || saying.clock !== undefined) return null;
    if (saying.kind === 'raise' && saying.status !== undefined) return null;
    return json(`onvif/${saying.actor.id}/onvif-ej/${path}/&1`, {
      UtcTime: new Date(saying.timeMs).toISOString(),
      Source: { VideoSource: '1' },
      Data: { State: saying.kind === 'raise', ObjectId: numberFor(saying.eventId) },
    });
  },
};

const GBT28181 = words(
  ['camera.intrusion', '5/6'],
  ['camera.loitering', '5/8'],
  ['camera.video_loss', '2/1'],
  ['camera.tampered', '2/2'],
);

/** A MANSCDP alarm notice. The standard has no words for an end. */
export const gbt28181: Format = {
  name: 'gbt28181',
  say(saying) {
    if (saying.kind !== 'raise' || saying.status !== undefined) return null;
    const [method, type] = GBT28181.get(saying.type)?.split('/') ?? [];
    if (method === undefined || type === undefined) return null;
    const { id } = saying.actor;
    const payload = `<?xml version="1.0" encoding="UTF-8"?>
<Notify>
<CmdType>Alarm</CmdType>
<SN>${numberFor(saying.eventId)}</SN>
<DeviceID>${id}</DeviceID>
<AlarmPriority>2</AlarmPriority>
<AlarmMethod>${method}</AlarmMethod>
<AlarmTime>${saying.clock ?? siteTime(saying.timeMs, saying.zone)}</AlarmTime>
<Info><AlarmType>${type}</AlarmType></Info>
</Notify>`;
    return { topic: `gb28181/${id}/notify`, payload };
  },
};

const MEGCUBE = words(
  ['camera.fire', 'safety_alarm/FIRE'],
  ['camera.smoke', 'safety_alarm/SMOKE'],
  ['camera.falling_object', 'gkpw_alarm/falling_goods'],
  ['camera.loitering', 'alert_alarm/WANDER'],
  ['camera.fall', 'alert_alarm/FALL'],
  ['camera.garbage_overflow', 'city_alarm/OVERFLOWED_GARBAGE'],
  ['camera.garbage_exposed', 'city_alarm/EXPOSED_GARBAGE'],
  ['elevator.ebike', 'safety_alarm/ELECTRIC_BIKE_IN_ELEVATOR'],
);

/** An AI box's alarm; it tells no end. */
export const megcube: Format = {
  name: 'megcube',
  say(saying) {
    if (saying.kind !== 'raise' || saying.status !== undefined) return null;
    const [major, minor] = MEGCUBE.get(saying.type)?.split('/') ?? [];
    if (major === undefined) return null;
    return json(`megcube/${saying.actor.id}/alarm`, {
      major,
      minor,
      id: saying.eventId,
      time: saying.clock ?? saying.timeMs,
      confidence: saying.confidence,
    });
  },
};

/** Frigate's label and zone for a type. */
const FRIGATE: ReadonlyMap<string, { label: string; zone: string | null }> = new Map([
  ['camera.fire', { label: 'fire', zone: null }],
  ['camera.smoke', { label: 'smoke', zone: null }],
  ['camera.fall', { label: 'fallen_person', zone: null }],
  ['camera.falling_object', { label: 'falling_object', zone: null }],
  ['camera.garbage_overflow', { label: 'garbage_overflow', zone: null }],
  ['camera.garbage_exposed', { label: 'garbage', zone: null }],
  ['camera.fire_lane_blocked', { label: 'car', zone: 'fire_lane' }],
  ['camera.intrusion', { label: 'person', zone: 'east_wall' }],
  ['elevator.ebike', { label: 'bicycle', zone: 'lift' }],
]);

/** A tracked object of Frigate, seen anew each time. Its end is that of one object, which is no end of an incident. */
export const frigate: Format = {
  name: 'frigate',
  say(saying) {
    const { actor } = saying;
    if (saying.kind === 'online' || saying.kind === 'offline') {
      if (actor.family !== 'camera') return null;
      return { topic: `frigate/${actor.id}/status/detect`, payload: saying.kind, retain: true };
    }
    if (saying.kind !== 'raise' || saying.status !== undefined || saying.clock !== undefined) return null;
    const seen = FRIGATE.get(saying.type);
    if (seen === undefined) return null;
    const start = saying.timeMs / 1000;
    const zones = seen.zone === null ? [] : [seen.zone];
    const object = {
      id: `${start.toFixed(6)}-${numberFor(saying.eventId).toString(36).padStart(6, '0')}`,
      camera: actor.id,
      frame_time: start,
      label: seen.label,
      sub_label: null,
      top_score: saying.confidence ?? 0.9,
      false_positive: false,
      start_time: start,
      end_time: null,
      current_zones: zones,
      entered_zones: zones,
      has_snapshot: true,
      has_clip: false,
    };
    return json('frigate/events', { type: 'new', before: object, after: object });
  },
};
