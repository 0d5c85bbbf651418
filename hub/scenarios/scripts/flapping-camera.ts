import { NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { clear, MINUTE, raise, SECOND } from './lines.ts';

const TYPE = 'camera.video_loss';
const CYCLES = 8;
const CYCLE_MS = 40 * SECOND;

export const flappingCamera: Scenario = {
  name: 'flapping-camera',
  title: { en: 'A flapping camera', zh: '抖动的摄像机' },
  input: {
    en: `a camera loses its picture ${CYCLES} times and gets it back 20 s later each time; another loses it for good`,
    zh: `一台摄像机视频丢失 ${CYCLES} 次，每次 20 秒后恢复；另一台持续丢失`,
  },
  shows: {
    en: 'one incident with the FLAPPING mark, told once; another camera is not affected',
    zh: '一个带抖动标记的事件，只通知一次；不影响其他摄像机',
  },
  roles: [{ name: 'cam', family: 'camera', count: 2 }],
  defaultRate: 1,
  durationMs: CYCLES * CYCLE_MS + MINUTE,
  *script(cast, { startMs }) {
    const [flapping, lost] = cast.all('cam');
    if (flapping === undefined || lost === undefined) return;
    yield raise(lost, TYPE, startMs, `${startMs}-l0`);
    yield raise(lost, TYPE, startMs + 10 * SECOND, `${startMs}-l1`, { atMs: startMs });
    for (let cycle = 0; cycle < CYCLES; cycle += 1) {
      const atMs = startMs + cycle * CYCLE_MS;
      yield raise(flapping, TYPE, atMs, `${startMs}-f${cycle}`);
      yield clear(flapping, TYPE, atMs + CYCLE_MS / 2, `${startMs}-f${cycle}`);
    }
  },
  expected(cast) {
    const [flapping, lost] = cast.all('cam');
    const one = { type: TYPE, state: 'ACTIVE', severity: 'major', orders: 1, told: true } as const;
    return {
      ...NOTHING_ELSE,
      alerts: CYCLES + 2,
      incidents: [
        ...(flapping === undefined
          ? []
          : [
              { ...one, actor: flapping, count: CYCLES, flapping: true, changes: { OPENED: 1, FLAPPING: 1 } },
            ]),
        ...(lost === undefined
          ? []
          : [{ ...one, actor: lost, count: 2, flapping: false, changes: { OPENED: 1, FLAPPING: 0 } }]),
      ],
    };
  },
};
