import { NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { MINUTE, raise } from './lines.ts';

const TYPE = 'camera.intrusion';
const CAMERAS = 20;
/** Alerts of one camera at rate 1. */
const ALERTS = 5;

export const storm: Scenario = {
  name: 'storm',
  title: { en: 'Alert storm, a hundredfold', zh: '告警风暴（百倍）' },
  input: {
    en: `${CAMERAS} cameras of one county send ${ALERTS} alerts each within a minute, times the rate (100 by default)`,
    zh: `${CAMERAS} 台摄像机一分钟内各发 ${ALERTS} 条告警，再乘以倍率（默认 100）`,
  },
  shows: {
    en: 'one incident and one work order for each key, with the exact count',
    zh: '每个键一个事件、一张工单，计数精确',
  },
  roles: [{ name: 'cam', family: 'camera', count: CAMERAS }],
  defaultRate: 100,
  durationMs: MINUTE,
  settleMs: 60_000,
  *script(cast, { startMs, rate }) {
    const cameras = cast.all('cam');
    const each = Math.max(1, Math.round(ALERTS * rate));
    for (let round = 0; round < each; round += 1) {
      const roundMs = startMs + Math.floor((round * (MINUTE - 1_000)) / each);
      for (const [index, camera] of cameras.entries()) {
        yield raise(camera, TYPE, roundMs + index, `${startMs.toString(36)}-${round}`);
      }
    }
  },
  expected(cast, { rate }) {
    const each = Math.max(1, Math.round(ALERTS * rate));
    return {
      ...NOTHING_ELSE,
      alerts: each * CAMERAS,
      incidents: cast.all('cam').map((actor) => ({
        actor,
        type: TYPE,
        count: each,
        severity: 'major',
        orders: 1,
        told: true,
        changes: { OPENED: 1 },
      })),
    };
  },
};
