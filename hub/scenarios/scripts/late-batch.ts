import { STALE_AFTER_HOURS } from '../../../core/dispatch-rules.ts';
import { type Actor, type Beat, NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { clear, HOUR, MINUTE, raise, SECOND } from './lines.ts';

/** Hours before it is back in touch: when something happened while it was not. */
const MISSED_HOURS = [44, 30, 3];

/** So that it comes by itself: within one batch the hub puts everything in order first. */
const STRAY_AFTER_MS = 300;

interface Line {
  actor: Actor;
  type: string;
}

/** What a device kept for two days, oldest first, then what is now, then one that was left behind. */
function* backlog({ actor, type }: Line, startMs: number, name: string): Generator<Beat> {
  let atMs = startMs;
  const sent = () => {
    atMs += 100;
    return { atMs };
  };
  for (const [index, hours] of MISSED_HOURS.entries()) {
    const timeMs = startMs - hours * HOUR;
    yield raise(actor, type, timeMs, `${name}-${index}a`, sent());
    yield raise(actor, type, timeMs + 20 * SECOND, `${name}-${index}b`, sent());
    yield clear(actor, type, timeMs + MINUTE, `${name}-${index}c`, sent());
  }
  yield raise(actor, type, startMs, `${name}-now`, sent());
  yield raise(actor, type, startMs - 20 * HOUR, `${name}-stray`, { ...sent(), restMs: STRAY_AFTER_MS });
}

export const lateBatch: Scenario = {
  name: 'late-batch',
  title: { en: 'Two offline days in one batch', zh: '离线两天后批量补报' },
  input: {
    en: 'after two days without a network a lift and a charger send at once what they kept: three faults that came and went (two alerts and a clear each), one that is there now, and one alert more from between',
    zh: '断网两天后，一部电梯与一台充电桩一次补报：三次已恢复的故障（各两条告警、一条解除）、一次当前故障，以及一条遗漏的旧告警',
  },
  shows: {
    en: `judged by event time: three incidents that are over and one that is not; a raise older than the last clear opens nothing, and what came more than ${STALE_AFTER_HOURS} h late sends nobody`,
    zh: `按事件时间判断：三个已结束的事件、一个进行中的事件；早于最后解除的告警不开事件，迟报超过 ${STALE_AFTER_HOURS} 小时的不派单`,
  },
  roles: [
    { name: 'lift', family: 'elevator', count: 1 },
    { name: 'pile', family: 'charger', count: 1 },
  ],
  defaultRate: 1,
  durationMs: 5 * SECOND,
  *script(cast, { startMs }) {
    const base = startMs.toString(36);
    const beats = [
      ...backlog({ actor: cast.one('lift'), type: 'elevator.door_blocked' }, startMs, `${base}-l`),
      ...backlog({ actor: cast.one('pile'), type: 'charger.overcurrent' }, startMs, `${base}-p`),
    ];
    yield* beats.sort((a, b) => a.atMs - b.atMs);
  },
  expected(cast) {
    const lines = [
      { actor: cast.one('lift'), type: 'elevator.door_blocked' },
      { actor: cast.one('pile'), type: 'charger.overcurrent' },
    ];
    return {
      ...NOTHING_ELSE,
      alerts: lines.length * (2 * MISSED_HOURS.length + 2),
      historical: lines.length,
      incidents: lines.flatMap((line) => [
        ...MISSED_HOURS.map((hours) => {
          // what came too late sends nobody, and says so
          const orders = hours > STALE_AFTER_HOURS ? 0 : 1;
          return { ...line, count: 2, state: 'CLEARED', told: true, orders } as const;
        }),
        { ...line, count: 1, state: 'ACTIVE', told: true, orders: 1 } as const,
      ]),
    };
  },
};
