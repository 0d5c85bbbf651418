import { NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { MINUTE, raise, SECOND } from './lines.ts';

const TYPE = 'camera.falling_object';
/** What each camera sees, ms after the start. */
const SEEN = [
  [0, 3 * SECOND, 8 * SECOND, 12 * SECOND, 20 * SECOND],
  [5 * SECOND],
  [9 * SECOND, 9 * SECOND + 5],
];

export const fallingObjects: Scenario = {
  name: 'falling-objects',
  title: { en: 'Objects thrown from height', zh: '高空抛物' },
  input: {
    en: 'three cameras under three buildings see five, one, and two objects; the last two are 5 ms apart',
    zh: '三栋楼下的三台摄像机分别识别到五次、一次、两次抛物，最后两次相隔 5 毫秒',
  },
  shows: {
    en: 'one incident for each camera; two alerts in a moment are two alerts',
    zh: '每台摄像机一个事件；相隔毫秒的两条告警不合并为一条',
  },
  roles: [{ name: 'cam', family: 'camera', count: SEEN.length }],
  defaultRate: 1,
  durationMs: MINUTE,
  *script(cast, { startMs }) {
    const moments = cast
      .all('cam')
      .flatMap((camera, index) =>
        (SEEN[index] ?? []).map((after, n) =>
          raise(camera, TYPE, startMs + after, `${startMs}-${index}-${n}`),
        ),
      );
    yield* moments.sort((a, b) => a.atMs - b.atMs);
  },
  expected: (cast) => ({
    ...NOTHING_ELSE,
    alerts: SEEN.flat().length,
    incidents: cast.all('cam').map((actor, index) => ({
      actor,
      type: TYPE,
      count: SEEN[index]?.length ?? 0,
      severity: 'major',
      orders: 1,
      told: true,
    })),
  }),
};
