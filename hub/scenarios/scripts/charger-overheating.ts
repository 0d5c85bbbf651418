import { NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { again, clear, MINUTE, raise, SECOND } from './lines.ts';

const TYPE = 'charger.overheat';

export const chargerOverheating: Scenario = {
  name: 'charger-overheating',
  title: { en: 'Chargers overheating', zh: '充电桩过温' },
  input: {
    en: 'one pile is hot three times and cools down after three minutes; another is hot twice, and a clear older than its last evidence comes late',
    zh: '一台充电桩三次过温，三分钟后恢复；另一台两次过温，随后迟到一条早于最后证据的解除',
  },
  shows: {
    en: 'the source ends it; a late clear is recorded and ends nothing',
    zh: '来源可解除；迟到的解除只记录，不解除',
  },
  roles: [{ name: 'pile', family: 'charger', count: 2 }],
  defaultRate: 1,
  durationMs: 4 * MINUTE,
  *script(cast, { startMs }) {
    const [cooled, hot] = cast.all('pile');
    if (cooled === undefined || hot === undefined) return;
    const at = (seconds: number) => startMs + seconds * SECOND;
    for (const [index, seconds] of again(3, (n) => n * 15).entries()) {
      yield raise(cooled, TYPE, at(seconds), `${startMs}-c${index}`);
    }
    yield raise(hot, TYPE, at(60), `${startMs}-h0`);
    yield raise(hot, TYPE, at(90), `${startMs}-h1`);
    yield clear(hot, TYPE, at(75), `${startMs}-h2`, { atMs: at(100) });
    yield clear(cooled, TYPE, at(180), `${startMs}-c3`);
  },
  expected(cast) {
    const [cooled, hot] = cast.all('pile');
    const one = { type: TYPE, severity: 'critical', orders: 1, told: true } as const;
    return {
      ...NOTHING_ELSE,
      alerts: 5,
      incidents: [
        ...(cooled === undefined ? [] : [{ ...one, actor: cooled, count: 3, state: 'CLEARED' } as const]),
        ...(hot === undefined ? [] : [{ ...one, actor: hot, count: 2, state: 'ACTIVE' } as const]),
      ],
    };
  },
};
