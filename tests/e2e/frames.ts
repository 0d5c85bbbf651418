import type { Db } from '../../runtime/postgres.ts';

/** One MQTT message and the alert that it must become. */
export interface ExpectedFrame {
  name: string;
  topic: string;
  payload: string;
  deviceId: string;
  deviceName: string;
  gridCode: string;
  type: string;
  /** As stored with the point. */
  severity: string;
  codec: string;
  eventMs: number;
}

interface Row {
  id: string;
  name: string;
  gridCode: string;
}

async function deviceOf(db: Db, family: string, codec: string, offset: number): Promise<Row> {
  const { rows } = await db.pool.query(
    'SELECT id, name, grid_code FROM device WHERE family = $1 AND codec = $2 ORDER BY id LIMIT 1 OFFSET $3',
    [family, codec, offset],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`the demo has no ${codec} ${family} number ${offset}`);
  return { id: String(row.id), name: String(row.name), gridCode: String(row.grid_code) };
}

interface Format {
  name: string;
  family: string;
  codec: string;
  type: string;
  severity: string;
  message: (device: Row, id: string, ms: number) => { topic: string; payload: unknown };
}

function canonical(family: string, type: string, severity: string): Format {
  return {
    name: `${family}, canonical`,
    family,
    codec: 'canonical',
    type,
    severity,
    message: (device, id, ms) => ({
      topic: `community/v1/${device.gridCode}/${family}/${device.id}/alert`,
      // the signs that line protocol, InfluxQL and SQL treat as their own
      payload: {
        id,
        type,
        time: new Date(ms).toISOString(),
        confidence: 0.9,
        values: { note: `a'b"c\\d,e=f 楼\n${id}` },
      },
    }),
  };
}

/** One frame of each device family and of each foreign format. */
const FORMATS: readonly Format[] = [
  canonical('camera', 'camera.fire_lane_blocked', 'major'),
  canonical('elevator', 'elevator.ebike', 'major'),
  canonical('charger', 'charger.overheat', 'critical'),
  {
    name: 'charger, OCPP 1.6',
    family: 'charger',
    codec: 'ocpp16',
    type: 'charger.ground_fault',
    severity: 'critical',
    message: (device, id, ms) => ({
      topic: `ocpp/${device.id}/raw`,
      payload: [
        2,
        id,
        'StatusNotification',
        {
          connectorId: 1,
          errorCode: 'GroundFailure',
          status: 'Faulted',
          timestamp: new Date(ms).toISOString(),
        },
      ],
    }),
  },
  {
    name: 'camera, Frigate',
    family: 'camera',
    codec: 'frigate',
    type: 'camera.fire_lane_blocked',
    severity: 'major',
    message: (device, id, ms) => ({
      topic: 'frigate/events',
      payload: {
        type: 'new',
        before: {},
        after: {
          id: `${ms / 1000}-${id}`,
          camera: device.id,
          frame_time: ms / 1000 + 1,
          label: 'car',
          sub_label: null,
          top_score: 0.88,
          false_positive: false,
          start_time: ms / 1000,
          end_time: null,
          current_zones: ['fire_lane'],
          entered_zones: ['fire_lane'],
          has_snapshot: true,
          has_clip: false,
        },
      },
    }),
  },
  {
    name: 'camera, a review of Frigate',
    family: 'camera',
    codec: 'frigate',
    type: 'camera.fire_lane_blocked',
    severity: 'major',
    message: (device, id, ms) => ({
      topic: 'frigate/reviews',
      payload: {
        type: 'new',
        before: {},
        after: {
          id: `${ms / 1000}-review`,
          camera: device.id,
          start_time: ms / 1000,
          end_time: null,
          severity: 'alert',
          thumb_path: '/media/frigate/clips/review/thumb.webp',
          data: {
            detections: [`${ms / 1000}-${id}`],
            objects: ['car'],
            sub_labels: [],
            zones: ['fire_lane'],
            audio: [],
          },
        },
      },
    }),
  },
];

/** A round of frames, one of each format; another round takes other devices. */
export async function framesOf(db: Db, round = 0, nowMs = Date.now()): Promise<ExpectedFrame[]> {
  const frames: ExpectedFrame[] = [];
  for (const [index, format] of FORMATS.entries()) {
    // each its own device, also of two formats that one kind of device speaks
    const alike = FORMATS.filter(({ family, codec }) => family === format.family && codec === format.codec);
    const offset = round * alike.length + alike.indexOf(format);
    const device = await deviceOf(db, format.family, format.codec, offset);
    const eventMs = nowMs - 10_000 + index * 1_000;
    const { topic, payload } = format.message(device, `e2e-${round}-${index}`, eventMs);
    frames.push({
      name: format.name,
      topic,
      payload: JSON.stringify(payload),
      deviceId: device.id,
      deviceName: device.name,
      gridCode: device.gridCode,
      type: format.type,
      severity: format.severity,
      codec: format.codec,
      eventMs,
    });
  }
  return frames;
}
