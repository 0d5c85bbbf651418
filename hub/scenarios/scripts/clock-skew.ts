import { siteTime } from '../formats/format.ts';
import { NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { clear, DAY, HOUR, MINUTE, raise, SECOND } from './lines.ts';

const TYPE = 'elevator.door_blocked';

/** What each lift's clock makes of a moment; BAD ones cannot be used. */
const CLOCKS: readonly {
  bad: boolean;
  tell(ms: number, zone?: string): { timeMs: number; clock?: string | number };
}[] = [
  { bad: true, tell: (ms) => ({ timeMs: ms, clock: 0 }) },
  { bad: true, tell: (ms) => ({ timeMs: ms, clock: '1900-01-00T00:00:00' }) },
  { bad: true, tell: (ms) => ({ timeMs: ms, clock: new Date(ms + 3 * DAY).toISOString() }) },
  { bad: false, tell: (ms) => ({ timeMs: ms - HOUR }) },
  { bad: false, tell: (ms) => ({ timeMs: ms, clock: Math.floor(ms / 1000) }) },
  { bad: false, tell: (ms) => ({ timeMs: ms, clock: `${ms}000` }) },
  { bad: false, tell: (ms) => ({ timeMs: ms, clock: `${ms}000000` }) },
  { bad: false, tell: (ms, zone) => ({ timeMs: ms, clock: siteTime(ms, zone) }) },
];

export const clockSkew: Scenario = {
  name: 'clock-skew',
  title: { en: 'Devices with wrong clocks', zh: '时钟错误的设备' },
  input: {
    en: 'eight lifts tell of a blocked door twice and of its end: clocks at the epoch, at 1900-01-00, three days ahead, an hour behind; times in s, µs, ns, and without a zone',
    zh: '八部电梯各上报两次门阻挡与一次解除：时钟为纪元零点、1900-01-00、超前三天、落后一小时；时间为秒、微秒、纳秒、无时区',
  },
  shows: {
    en: 'a time that cannot be used becomes the receive time (BAD); order is judged by the device’s own clock',
    zh: '不可用的时间以接收时间代替（BAD）；先后按设备自身时钟判断',
  },
  roles: [{ name: 'lift', family: 'elevator', count: CLOCKS.length }],
  defaultRate: 1,
  durationMs: MINUTE,
  *script(cast, { startMs, zone }) {
    for (const [step, after] of [0, 10 * SECOND, 30 * SECOND].entries()) {
      const atMs = startMs + after;
      for (const [index, lift] of cast.all('lift').entries()) {
        const { timeMs = atMs, clock } = CLOCKS[index]?.tell(atMs, zone) ?? {};
        const say = step === 2 ? clear : raise;
        const eventId = `${startMs}-${index}-${step}`;
        yield say(lift, TYPE, timeMs, eventId, { atMs, ...(clock === undefined ? {} : { clock }) });
      }
    }
  },
  expected: (cast) => ({
    ...NOTHING_ELSE,
    alerts: CLOCKS.length * 2,
    badTimes: CLOCKS.filter((clock) => clock.bad).length * 2,
    incidents: cast.all('lift').map((actor) => ({
      actor,
      type: TYPE,
      count: 2,
      state: 'CLEARED',
      severity: 'minor',
      orders: 1,
      told: true,
    })),
  }),
};
