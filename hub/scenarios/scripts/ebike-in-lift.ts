import { chance } from '../../simulator-scenes.ts';
import { NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { again, MINUTE, raise } from './lines.ts';

const TYPE = 'elevator.ebike';

export const ebikeInLift: Scenario = {
  name: 'ebike-in-lift',
  title: { en: 'E-bike in the lift', zh: '电动车进电梯' },
  input: {
    en: 'a lift probe sees an e-bike four times within 20 s, and twice again ten minutes later',
    zh: '电梯探针 20 秒内四次识别到电动车，十分钟后又两次',
  },
  shows: {
    en: 'repeats are counted in one incident; what comes after the silence and the reopen window is another',
    zh: '重复告警计入同一事件；静默与重开窗口之后为新事件',
  },
  roles: [{ name: 'lift', family: 'elevator', count: 1 }],
  defaultRate: 1,
  durationMs: 11 * MINUTE,
  *script(cast, { startMs, seed }) {
    const lift = cast.one('lift');
    const random = chance(seed);
    const first = again(4, (index) => startMs + index * 5_000 + random.between(0, 2_000));
    const later = again(2, (index) => startMs + 10 * MINUTE + index * 6_000);
    for (const [index, timeMs] of [...first, ...later].entries()) {
      yield raise(lift, TYPE, timeMs, `${startMs}-${index}`, { confidence: random.between(80, 98) / 100 });
    }
  },
  expected(cast) {
    const one = { actor: cast.one('lift'), type: TYPE, severity: 'major', orders: 1, told: true } as const;
    return {
      ...NOTHING_ELSE,
      alerts: 6,
      incidents: [
        { ...one, count: 4, state: 'CLEARED' },
        { ...one, count: 2 },
      ],
    };
  },
};
