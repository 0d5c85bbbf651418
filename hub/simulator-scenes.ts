import type { PlayedDevice } from './demo.ts';

/** One MQTT message of a scene, `atMs` (epoch) being when it is sent and, unless late, what its payload tells. */
export interface PlannedFrame {
  atMs: number;
  topic: string;
  payload: string;
  retain?: boolean;
}

/** Repeatable chance. */
export interface Chance {
  /** 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  /** @throws RangeError when there is nothing to pick from */
  pick<T>(from: readonly T[]): T;
}

/** mulberry32: 32 bits of state are enough to vary a demo. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick(from) {
      const picked = from[Math.floor(next() * from.length)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
  };
}

export interface Scene {
  name: string;
  /** How often beside the others. */
  weight: number;
  plays(device: PlayedDevice): boolean;
  frames(device: PlayedDevice, startMs: number, chance: Chance): PlannedFrame[];
}

const SECOND = 1000;

const canonical = (prefix: string) => (device: PlayedDevice) =>
  device.codec === 'canonical' && device.id.startsWith(prefix);

function topicOf(device: PlayedDevice, kind: 'alert' | 'clear' | 'telemetry' | 'status'): string {
  return `community/v1/${device.gridCode}/${device.family}/${device.id}/${kind}`;
}

function message(device: PlayedDevice, kind: 'alert' | 'clear', atMs: number, payload: object): PlannedFrame {
  const time = new Date(atMs).toISOString();
  return { atMs, topic: topicOf(device, kind), payload: JSON.stringify({ time, ...payload }) };
}

/** A source event id that no other run gives: the device's, the moment's. */
function eventId(atMs: number, chance: Chance): string {
  return `sim-${atMs.toString(36)}-${chance.between(0, 46_655).toString(36).padStart(3, '0')}`;
}

/** The same alert seen again and again: one incident with a growing count. */
function repeated(device: PlayedDevice, startMs: number, chance: Chance, payload: object): PlannedFrame[] {
  const times = chance.between(1, 4);
  let atMs = startMs;
  return Array.from({ length: times }, (_, index) => {
    const gapMs = chance.between(3, 8) * SECOND;
    if (index > 0) atMs += gapMs;
    const confidence = chance.between(70, 98) / 100;
    return message(device, 'alert', atMs, { id: eventId(atMs + index, chance), confidence, ...payload });
  });
}

function cameraScene(name: string, weight: number, type: string, prefix = 'cam-gate-'): Scene {
  return {
    name,
    weight,
    plays: canonical(prefix),
    frames: (device, startMs, chance) =>
      repeated(device, startMs, chance, {
        type,
        evidence: [{ url: `/media/${device.id}/${startMs}.jpg`, kind: 'image' }],
      }),
  };
}

function ocppStatus(device: PlayedDevice, atMs: number, payload: object, chance: Chance): PlannedFrame {
  const timestamp = new Date(atMs).toISOString();
  const frame = [2, eventId(atMs, chance), 'StatusNotification', { connectorId: 1, timestamp, ...payload }];
  return { atMs, topic: `ocpp/${device.id}/raw`, payload: JSON.stringify(frame) };
}

function ocppScene(name: string, weight: number, fault: object): Scene {
  return {
    name,
    weight,
    plays: (device) => device.codec === 'ocpp16',
    frames: (device, startMs, chance) => [
      ocppStatus(device, startMs, { status: 'Faulted', ...fault }, chance),
      // the charger forgets the reason but not the fault: nothing may clear here
      ocppStatus(device, startMs + 20 * SECOND, { status: 'Faulted', errorCode: 'NoError' }, chance),
      ocppStatus(
        device,
        startMs + chance.between(90, 240) * SECOND,
        { status: 'Available', errorCode: 'NoError' },
        chance,
      ),
    ],
  };
}

function frigateFrames(device: PlayedDevice, startMs: number, chance: Chance): PlannedFrame[] {
  const start = startMs / 1000;
  const letters = chance.between(60_466_176, 2_176_782_335).toString(36);
  const id = `${start.toFixed(6)}-${letters}`;
  const reviewId = `${(start + 0.8).toFixed(6)}-r${letters.slice(1)}`;
  const zones = [chance.pick(['restricted_roof', 'east_wall'])];
  const staySeconds = chance.between(15, 60);
  const event = (type: string, after: number, end: number | null): PlannedFrame => {
    const object = {
      id,
      camera: device.id,
      frame_time: start + after,
      label: 'person',
      sub_label: null,
      top_score: 0.6 + chance.next() * 0.39,
      false_positive: false,
      start_time: start,
      end_time: end,
      current_zones: end === null ? zones : [],
      entered_zones: zones,
      has_snapshot: true,
      has_clip: end !== null,
    };
    const payload = JSON.stringify({ type, before: object, after: object });
    return { atMs: startMs + after * SECOND, topic: 'frigate/events', payload };
  };
  const review = (type: string, after: number, end: number | null): PlannedFrame => {
    const segment = {
      id: reviewId,
      camera: device.id,
      start_time: start + 0.8,
      end_time: end,
      severity: 'alert',
      data: { detections: [id], objects: ['person'], sub_labels: [], zones, audio: [] },
    };
    const payload = JSON.stringify({ type, before: segment, after: segment });
    return { atMs: startMs + after * SECOND, topic: 'frigate/reviews', payload };
  };
  const end = start + staySeconds;
  return [
    event('new', 0, null),
    review('new', 1, null),
    ...[2, 3, 5, 8].map((after) => event('update', after, null)),
    event('end', staySeconds, end),
    review('end', staySeconds + 1, end),
  ];
}

function overheat(device: PlayedDevice, startMs: number, chance: Chance): PlannedFrame[] {
  const channel = chance.between(1, 10);
  const hot = chance.between(78, 96);
  const coolMs = startMs + chance.between(60, 180) * SECOND;
  const reading = (atMs: number, temperatureC: number): PlannedFrame => ({
    atMs,
    topic: topicOf(device, 'telemetry'),
    payload: JSON.stringify({
      time: new Date(atMs).toISOString(),
      values: { temperatureC, [`port${channel}.temperatureC`]: temperatureC },
    }),
  });
  const raise = (atMs: number, temperatureC: number) =>
    message(device, 'alert', atMs, {
      id: eventId(atMs, chance),
      type: 'charger.overheat',
      channel,
      values: { temperatureC },
    });
  return [
    reading(startMs, hot),
    raise(startMs, hot),
    raise(startMs + 15 * SECOND, hot + 2),
    reading(coolMs, 41),
    message(device, 'clear', coolMs, { type: 'charger.overheat', channel }),
  ];
}

/** What can happen in the demo community. A scene is a row. */
export const SCENES: readonly Scene[] = [
  {
    name: 'ebike-in-lift',
    weight: 5,
    plays: canonical('lift-'),
    frames: (device, startMs, chance) =>
      repeated(device, startMs, chance, { type: 'elevator.ebike', values: { floor: chance.between(1, 18) } }),
  },
  { name: 'charger-overheat', weight: 3, plays: canonical('pile-'), frames: overheat },
  cameraScene('falling-object', 3, 'camera.falling_object', 'cam-sky-'),
  { name: 'frigate-person', weight: 4, plays: (device) => device.codec === 'frigate', frames: frigateFrames },
  ocppScene('ocpp-high-temperature', 2, { errorCode: 'HighTemperature', info: '82 C' }),
  ocppScene('ocpp-ground-fault', 1, { errorCode: 'GroundFailure' }),
  ocppScene('ocpp-smoke', 1, { errorCode: 'OtherError', vendorId: 'demo', vendorErrorCode: 'SmokeDetected' }),
  cameraScene('fire-lane-blocked', 3, 'camera.fire_lane_blocked'),
  cameraScene('garbage-overflow', 3, 'camera.garbage_overflow'),
  cameraScene('loitering', 2, 'camera.loitering'),
  cameraScene('fly-wire-charging', 2, 'camera.fly_wire_charging', 'cam-sky-'),
  {
    name: 'lift-door-blocked',
    weight: 3,
    plays: canonical('lift-'),
    frames: (device, startMs, chance) => [
      message(device, 'alert', startMs, {
        id: eventId(startMs, chance),
        codeSystem: 'gbt24476',
        code: '0201',
      }),
      message(device, 'clear', startMs + chance.between(30, 90) * SECOND, { type: 'elevator.door_blocked' }),
    ],
  },
  {
    name: 'trapped-in-lift',
    weight: 1,
    plays: canonical('lift-'),
    frames: (device, startMs, chance) => [
      message(device, 'alert', startMs, {
        id: eventId(startMs, chance),
        codeSystem: 'gbt24476',
        code: '0101',
        values: { carStatus: 'stopped', doorZone: false, passenger: true, floor: chance.between(2, 17) },
      }),
    ],
  },
  {
    name: 'smoke-detector-test-button',
    weight: 1,
    plays: canonical('smoke-'),
    frames: (device, startMs, chance) => [
      message(device, 'alert', startMs, {
        id: eventId(startMs, chance),
        type: 'sensor.smoke',
        status: 'Test',
      }),
      message(device, 'clear', startMs + 10 * SECOND, { type: 'sensor.smoke' }),
    ],
  },
  {
    name: 'camera-offline',
    weight: 2,
    plays: canonical('cam-gate-'),
    frames: (device, startMs, chance) => [
      { atMs: startMs, topic: topicOf(device, 'status'), payload: 'offline', retain: true },
      {
        atMs: startMs + chance.between(60, 180) * SECOND,
        topic: topicOf(device, 'status'),
        payload: 'online',
        retain: true,
      },
    ],
  },
  {
    // a probe with broken firmware: shows what the quarantine is for
    name: 'garbled-frame',
    weight: 1,
    plays: canonical('lift-'),
    frames: (device, startMs) => [
      { atMs: startMs, topic: topicOf(device, 'alert'), payload: '{"type":"elevator.ebike","time":' },
    ],
  },
];

/** Played at once on start, so that a new hub has something of every kind to show. */
export const OPENING: readonly string[] = [
  'ebike-in-lift',
  'charger-overheat',
  'falling-object',
  'frigate-person',
  'ocpp-ground-fault',
];

/** What a device says when it comes up. */
export function greeting(device: PlayedDevice, atMs: number, chance: Chance): PlannedFrame {
  if (device.codec === 'frigate') {
    return { atMs, topic: `frigate/${device.id}/status/detect`, payload: 'online', retain: true };
  }
  if (device.codec === 'ocpp16') {
    const boot = { chargePointVendor: 'demo', chargePointModel: 'demo-2' };
    const payload = JSON.stringify([2, eventId(atMs, chance), 'BootNotification', boot]);
    return { atMs, topic: `ocpp/${device.id}/raw`, payload };
  }
  return { atMs, topic: topicOf(device, 'status'), payload: 'online', retain: true };
}

/** An ordinary reading of a charger or lift; null for a device that measures nothing. */
export function reading(device: PlayedDevice, atMs: number, chance: Chance): PlannedFrame | null {
  const time = new Date(atMs).toISOString();
  if (device.codec === 'ocpp16') {
    const sampledValue = [
      { value: String(chance.between(3000, 7000)), measurand: 'Power.Active.Import', unit: 'W' },
      { value: String(chance.between(25, 45)), measurand: 'Temperature', unit: 'Celsius' },
    ];
    const meter = { connectorId: 1, meterValue: [{ timestamp: time, sampledValue }] };
    const payload = JSON.stringify([2, eventId(atMs, chance), 'MeterValues', meter]);
    return { atMs, topic: `ocpp/${device.id}/raw`, payload };
  }
  const values =
    device.family === 'charger'
      ? { temperatureC: chance.between(18, 40), powerW: chance.between(0, 1800) }
      : device.family === 'elevator'
        ? { floor: chance.between(1, 18), speedMps: chance.between(0, 20) / 10 }
        : null;
  if (values === null) return null;
  return { atMs, topic: topicOf(device, 'telemetry'), payload: JSON.stringify({ time, values }) };
}
