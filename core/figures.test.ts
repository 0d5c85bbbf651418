import { describe, expect, it } from 'vitest';
import { CHINA_CALENDAR } from '../tests/support/china-calendar.ts';
import { openCalendar } from './calendar.ts';
import type { ClockEvent } from './clock-engine.ts';
import { type LifeMeasure, type MeasuredEvent, type MeasuredFacts, measureOrder } from './figures.ts';
import { PolicyMap } from './governance-promises.ts';

const MINUTE = 60_000;
const T0 = Date.UTC(2026, 8, 7, 2, 0);
const BOOK = { policies: new PolicyMap(), calendars: new Map([['china', openCalendar(CHINA_CALENDAR)]]) };
const LATER = T0 + 400 * 24 * 60 * MINUTE;
const at = (minute: number) => T0 + minute * MINUTE;

const FACTS: MeasuredFacts = {
  ...{ gridCode: '511421001001001', matter: 'environment', source: 'RESIDENT', profile: 'standard' },
  ...{ severity: 'minor', partyId: null, assigneeId: null },
};

type Told = Partial<MeasuredEvent> & { action: string; to: string; minute: number };

/** A history from short words; each step comes from the state before. */
function history(...told: Told[]): MeasuredEvent[] {
  let state: string | null = null;
  return told.map(({ to, minute, ...event }, index) => {
    const fromState = state;
    state = to;
    const after = index === 0 ? FACTS : {};
    return { stars: null, clocks: [], after, fromState, toState: to, atMs: at(minute), ...event };
  });
}

const start = (kind: string, minute: number, minutes: number, holder: string | null = null): ClockEvent => ({
  ...{ type: 'START', atMs: at(minute), kind, holder, policy: `MINUTES/${minutes}@1` },
});
const stop = (minute: number, kind?: string): ClockEvent => ({
  ...{ type: 'STOP', atMs: at(minute), which: kind === undefined ? {} : { kind } },
});
const pause = (minute: number, cause = 'SUSPENDED'): ClockEvent => ({
  ...{ type: 'PAUSE', atMs: at(minute), which: {}, cause, reason: null },
});
const resume = (minute: number, cause = 'SUSPENDED'): ClockEvent => ({
  ...{ type: 'RESUME', atMs: at(minute), which: {}, cause },
});

function measure(events: readonly MeasuredEvent[], nowMs = LATER): LifeMeasure[] {
  return measureOrder(events, BOOK, nowMs);
}
function only(events: readonly MeasuredEvent[], nowMs = LATER): LifeMeasure {
  const [life, ...more] = measure(events, nowMs);
  if (life === undefined || more.length > 0) throw new Error('one life was expected');
  return life;
}

const OPENED: Told = {
  ...{ action: 'OPEN', to: 'REPORTED', minute: 0 },
  clocks: [start('RESPOND', 0, 10), start('REPORT_BACK', 0, 60)],
};
const DISPATCHED: Told = { action: 'DISPATCH', to: 'DISPATCHED', minute: 3, after: { assigneeId: 'p-1' } };
const TAKEN: Told = { action: 'TAKE', to: 'TAKEN', minute: 8, clocks: [stop(8, 'RESPOND')] };

describe('measures of an order', () => {
  it('are its times, lengths and whether each clock was kept (HUA-16)', () => {
    const life = only(
      history(
        OPENED,
        DISPATCHED,
        TAKEN,
        { action: 'START', to: 'IN_PROGRESS', minute: 9 },
        { action: 'FEEDBACK', to: 'FEEDBACK', minute: 75, clocks: [stop(75, 'REPORT_BACK')] },
        { action: 'CHECK_PASS', to: 'CHECKING', minute: 80 },
        { action: 'CLOSE', to: 'CLOSED', minute: 90, clocks: [stop(90)] },
        { action: 'RATE', to: 'RATED', minute: 95, stars: 4 },
      ),
    );
    expect(life).toMatchObject({
      ...{ life: 1, outcome: 'CLOSED', counted: true, promised: true, stars: 4, assigneeId: 'p-1' },
      ...{ openedAtMs: at(0), filedAtMs: at(3), dispatchedAtMs: at(3), takenAtMs: at(8), closedAtMs: at(90) },
      respond: { ms: 8 * MINUTE, atMs: at(8) },
      reportBack: { ms: 75 * MINUTE, atMs: at(75) },
      handle: { ms: 67 * MINUTE, atMs: at(75) },
      close: { ms: 90 * MINUTE, atMs: at(90) },
      // the due moment itself is in time
      ...{ ratedAtMs: at(95), lateAtMs: at(60) + 1 },
    });
    expect(life.kinds.RESPOND).toEqual({ endedAtMs: at(8), breachAtMs: null });
    expect(life.kinds.REPORT_BACK).toEqual({ endedAtMs: at(75), breachAtMs: at(60) + 1 });
    expect(life.kinds.GATE).toEqual({ endedAtMs: null, breachAtMs: null });
  });

  it('are in time at the due moment and over 1 ms after', () => {
    const taken = (ms: number) =>
      only(
        history(OPENED, DISPATCHED, {
          ...TAKEN,
          atMs: at(10) + ms,
          clocks: [{ ...stop(10, 'RESPOND'), atMs: at(10) + ms }],
        }),
      );
    expect(taken(0).kinds.RESPOND.breachAtMs).toBeNull();
    expect(taken(1).kinds.RESPOND.breachAtMs).toBe(at(10) + 1);
  });

  it('call nothing over in a pause that began at its due moment, but 1 ms after it', () => {
    const merged = history(OPENED, {
      ...{ action: 'MERGE', to: 'MERGED', minute: 10, clocks: [pause(10, 'MERGED')] },
    });
    expect(only(merged).kinds.RESPOND.breachAtMs).toBeNull();
    const back = history(
      OPENED,
      { action: 'MERGE', to: 'MERGED', minute: 10, clocks: [pause(10, 'MERGED')] },
      { action: 'UNMERGE', to: 'REPORTED', minute: 1500, clocks: [resume(1500, 'MERGED')] },
    );
    expect(only(back).kinds.RESPOND.breachAtMs).toBe(at(1500) + 1);
  });

  it('say when a clock that still runs will be over, whenever they are made', () => {
    for (const nowMs of [at(1), at(9), at(30), LATER]) {
      const { kinds, outcome, lateAtMs } = only(history(OPENED), nowMs);
      expect([outcome, kinds.RESPOND, lateAtMs]).toEqual([
        ...['OPEN', { endedAtMs: null, breachAtMs: at(10) + 1 }],
        at(10) + 1,
      ]);
    }
  });

  it('leave suspended time out of every length and of the promise', () => {
    const life = only(
      history(
        OPENED,
        { action: 'TAKE', to: 'TAKEN', minute: 5, clocks: [stop(5, 'RESPOND')] },
        { action: 'SUSPEND', to: 'SUSPENDED', minute: 10, clocks: [pause(10)] },
        { action: 'RESUME', to: 'IN_PROGRESS', minute: 1010, clocks: [resume(1010)] },
        { action: 'FEEDBACK', to: 'FEEDBACK', minute: 1060, clocks: [stop(1060, 'REPORT_BACK')] },
        { action: 'CLOSE', to: 'CLOSED', minute: 1070, clocks: [stop(1070)] },
      ),
    );
    expect(life.reportBack).toEqual({ ms: 60 * MINUTE, atMs: at(1060) });
    expect(life.handle?.ms).toBe(55 * MINUTE);
    expect(life.close?.ms).toBe(70 * MINUTE);
    expect(life.kinds.REPORT_BACK.breachAtMs).toBeNull();
    // and while it is suspended nothing is going to be over
    const suspended = history(OPENED, { action: 'SUSPEND', to: 'SUSPENDED', minute: 5, clocks: [pause(5)] });
    expect(only(suspended).lateAtMs).toBeNull();
  });

  it('leave merged time out of the handling also where its clock stood still, between two runs of it', () => {
    const life = only(
      history(
        OPENED,
        { ...DISPATCHED, clocks: [start('HANDLE', 3, 300)] },
        { action: 'FEEDBACK', to: 'FEEDBACK', minute: 20 },
        { action: 'CHECK_PASS', to: 'CHECKING', minute: 30, clocks: [stop(30, 'HANDLE')] },
        { action: 'CHECK_FAIL', to: 'REWORK', minute: 40 },
        { action: 'MERGE', to: 'MERGED', minute: 50, clocks: [pause(50, 'MERGED')] },
        { action: 'UNMERGE', to: 'REWORK', minute: 6050, clocks: [resume(6050, 'MERGED')] },
        { action: 'DISPATCH', to: 'DISPATCHED', minute: 6060, clocks: [start('HANDLE', 6060, 300)] },
        { action: 'CLOSE', to: 'CLOSED', minute: 6100, clocks: [stop(6100)] },
      ),
    );
    // from minute 3 to 6100, without the 6000 in which it was merged
    expect(life.handle).toEqual({ ms: 97 * MINUTE, atMs: at(6100) });
    expect(life.close?.ms).toBe(100 * MINUTE);
    expect(life.kinds.HANDLE).toEqual({ endedAtMs: at(6100), breachAtMs: null });
  });

  it('count a rework once per failed check, however the order comes back to REWORK', () => {
    const life = only(
      history(
        OPENED,
        TAKEN,
        { action: 'FEEDBACK', to: 'FEEDBACK', minute: 20 },
        { action: 'CHECK_FAIL', to: 'REWORK', minute: 21 },
        { action: 'MERGE', to: 'MERGED', minute: 22, clocks: [pause(22, 'MERGED')] },
        { action: 'UNMERGE', to: 'REWORK', minute: 23, clocks: [resume(23, 'MERGED')] },
        { action: 'START', to: 'IN_PROGRESS', minute: 24 },
        { action: 'FEEDBACK', to: 'FEEDBACK', minute: 25 },
        { action: 'CHECK_FAIL', to: 'REWORK', minute: 26 },
        { action: 'REMIND', to: 'REWORK', minute: 27 },
      ),
    );
    expect([life.reworks, life.reminders, life.outcome, life.counted]).toEqual([2, 1, 'OPEN', true]);
  });

  it('give a reopened order a second life with clocks of its own', () => {
    const lives = measure(
      history(
        OPENED,
        DISPATCHED,
        TAKEN,
        { action: 'FEEDBACK', to: 'FEEDBACK', minute: 30, clocks: [stop(30, 'REPORT_BACK')] },
        { action: 'CHECK_FAIL', to: 'REWORK', minute: 31 },
        { action: 'CLOSE', to: 'CLOSED', minute: 40, clocks: [stop(40)] },
        { action: 'REOPEN', to: 'REOPENED', minute: 5000, clocks: [start('RESPOND', 5000, 10)] },
        { action: 'DISPATCH', to: 'DISPATCHED', minute: 5005, after: { assigneeId: 'p-2', partyId: 'pt-2' } },
        { action: 'TAKE', to: 'TAKEN', minute: 5020, clocks: [stop(5020, 'RESPOND')] },
        { action: 'CLOSE', to: 'CLOSED', minute: 5100, clocks: [stop(5100)] },
      ),
    );
    expect(
      lives.map(({ life, reworks, lateAtMs, closedAtMs }) => [life, reworks, lateAtMs, closedAtMs]),
    ).toEqual([
      [1, 1, null, at(40)],
      [2, 0, at(5010) + 1, at(5100)],
    ]);
    expect(lives.map(({ respond }) => respond?.ms)).toEqual([8 * MINUTE, 20 * MINUTE]);
    // each with whoever had it
    expect(lives.map(({ assigneeId, partyId }) => [assigneeId, partyId])).toEqual([
      ['p-1', null],
      ['p-2', 'pt-2'],
    ]);
  });

  it('count a merged order with its parent: not by itself, while merged or closed with it', () => {
    const merged = [
      ...[OPENED, DISPATCHED, TAKEN],
      { action: 'MERGE', to: 'MERGED', minute: 20, clocks: [pause(20, 'MERGED')] },
    ];
    const closed = [...merged, { action: 'FOLLOWED', to: 'CLOSED', minute: 90, clocks: [stop(90)] }];
    for (const told of [merged, closed]) {
      expect(only(history(...told))).toMatchObject({
        outcome: 'MERGED',
        counted: false,
        closedAtMs: null,
        endedAtMs: at(20),
      });
    }
    // its parent lives again, and it with it
    const rejoined = [...closed, { action: 'FOLLOWED', to: 'MERGED', minute: 95 }];
    expect(only(history(...rejoined))).toMatchObject({ outcome: 'MERGED', counted: false });
    // its parent was cancelled: its own way again
    const released = [
      ...merged,
      { action: 'FOLLOWED', to: 'TAKEN', minute: 30, clocks: [resume(30, 'MERGED')] },
    ];
    expect(only(history(...released))).toMatchObject({ outcome: 'OPEN', counted: true, endedAtMs: null });
    // its own reporter reopened it
    const reopened = [...closed, { action: 'REOPEN', to: 'REOPENED', minute: 200 }];
    expect(measure(history(...reopened)).map(({ counted }) => counted)).toEqual([false, true]);
  });

  it('leave a void order out, whose cancelled clocks promise nothing', () => {
    const cancel: ClockEvent = { type: 'CANCEL', atMs: at(90), which: {}, reason: null };
    const life = only(history(OPENED, { action: 'VOID', to: 'VOIDED', minute: 90, clocks: [cancel] }));
    expect(life).toMatchObject({ outcome: 'VOIDED', counted: false, promised: false, lateAtMs: null });
  });

  it('take the first signal for the start of lengths and the order for its day', () => {
    const life = only(
      history(
        { action: 'OPEN', to: 'DISPATCHED', minute: 5, clocks: [start('RESPOND', 0, 10)] },
        { action: 'TAKE', to: 'TAKEN', minute: 9, clocks: [stop(9, 'RESPOND')] },
      ),
    );
    expect([life.openedAtMs, life.filedAtMs, life.respond?.ms]).toEqual([at(5), at(5), 9 * MINUTE]);
  });

  it('judge a unit that gave the order away by its own clock, once for all units', () => {
    const handover: ClockEvent = {
      ...{ type: 'TRANSFER', atMs: at(30), kind: 'UNIT', from: 'a', to: 'b', policy: 'MINUTES/20@1' },
    };
    const life = only(
      history(
        { ...OPENED, clocks: [start('UNIT', 0, 20, 'a')] },
        { action: 'ACCEPT_TRANSFER', to: 'REPORTED', minute: 30, clocks: [handover] },
        { action: 'CLOSE', to: 'CLOSED', minute: 45, clocks: [stop(45)] },
      ),
    );
    expect(life.kinds.UNIT).toEqual({ endedAtMs: at(45), breachAtMs: at(20) + 1 });
    // a unit's clock is no promise to the reporter
    expect([life.promised, life.lateAtMs]).toEqual([false, null]);
  });

  it('do without a policy that nobody publishes any more', () => {
    const gone: ClockEvent = { type: 'START', atMs: at(0), kind: 'RESPOND', holder: null, policy: 'GONE@3' };
    const life = only(
      history({ ...OPENED, clocks: [gone] }, { ...TAKEN, minute: 900, clocks: [stop(900, 'RESPOND')] }),
    );
    expect([life.kinds.RESPOND, life.respond?.ms]).toEqual([
      { endedAtMs: at(900), breachAtMs: null },
      900 * MINUTE,
    ]);
  });
});
