import { NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { MINUTE, raise, SECOND } from './lines.ts';

const LINES = [
  { role: 'cam', type: 'camera.intrusion' },
  { role: 'lift', type: 'elevator.ebike' },
  { role: 'pile', type: 'charger.overheat' },
  { role: 'sensor', type: 'sensor.water_leak' },
] as const;

export const duplicateDelivery: Scenario = {
  name: 'duplicate-delivery',
  title: { en: 'The same frame delivered again', zh: '重复投递' },
  input: {
    en: 'a camera, a lift, a charger and a leak sensor send two alerts 5 ms apart; each frame comes again, with the DUP flag and later without it',
    zh: '摄像机、电梯、充电桩、水浸传感器各发两条相隔 5 毫秒的告警；每帧再次到达，一次带 DUP 标志，一次不带',
  },
  shows: {
    en: 'the same frame is the same alert; two frames 5 ms apart are two',
    zh: '同一帧即同一告警；相隔 5 毫秒的两帧是两条告警',
  },
  roles: [
    { name: 'cam', family: 'camera', count: 1 },
    { name: 'lift', family: 'elevator', count: 1 },
    { name: 'pile', family: 'charger', count: 1 },
    { name: 'sensor', family: 'sensor', count: 1 },
  ],
  defaultRate: 1,
  durationMs: MINUTE,
  *script(cast, { startMs }) {
    const rounds = [
      { after: 0, dup: false },
      { after: 2 * SECOND, dup: true },
      { after: 30 * SECOND, dup: false },
    ];
    for (const { after, dup } of rounds) {
      for (const apart of [0, 5]) {
        for (const { role, type } of LINES) {
          const timeMs = startMs + apart;
          yield raise(cast.one(role), type, timeMs, `${startMs}-${apart}`, { atMs: timeMs + after, dup });
        }
      }
    }
  },
  expected: (cast) => ({
    ...NOTHING_ELSE,
    alerts: 2 * LINES.length,
    incidents: LINES.map(({ role, type }) => ({
      actor: cast.one(role),
      type,
      count: 2,
      orders: 1,
      told: true,
    })),
  }),
};
