import { NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { clear, MINUTE, raise, SECOND } from './lines.ts';

const TYPE = 'elevator.trapped';

export const trappedPassengers: Scenario = {
  name: 'trapped-passengers',
  title: { en: 'Passengers trapped in a lift', zh: '电梯困人' },
  input: {
    en: 'a lift tells three times within a minute that people are trapped; five minutes later the source says that it is over',
    zh: '电梯一分钟内三次上报困人；五分钟后来源上报已解除',
  },
  shows: {
    en: 'latched: only a person ends it, whatever the source says',
    zh: '锁存：只能由人解除，来源解除不生效',
  },
  roles: [{ name: 'lift', family: 'elevator', count: 1 }],
  defaultRate: 1,
  durationMs: 6 * MINUTE,
  *script(cast, { startMs }) {
    const lift = cast.one('lift');
    for (const [index, after] of [0, 30, 58].entries()) {
      yield raise(lift, TYPE, startMs + after * SECOND, `${startMs}-${index}`);
    }
    yield clear(lift, TYPE, startMs + 5 * MINUTE, `${startMs}-2`);
  },
  expected: (cast) => ({
    ...NOTHING_ELSE,
    alerts: 3,
    incidents: [
      {
        actor: cast.one('lift'),
        type: TYPE,
        count: 3,
        state: 'ACTIVE',
        severity: 'critical',
        orders: 1,
        told: true,
      },
    ],
  }),
};
