import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { localText } from './calendar-days.ts';
import {
  nextShiftMs,
  type Roster,
  type RosterChange,
  RosterPattern,
  shiftHolder,
  shiftHolders,
  shiftsBetween,
} from './roster.ts';
import { rosterFaults } from './roster-report.ts';

const ZONE = 'Asia/Shanghai';
const at = (local: string) => Date.parse(`${local}:00+08:00`);
const roster = (pattern: RosterPattern, changes: RosterChange[] = []): Roster => ({
  id: 'r',
  gridCode: '511421001001001',
  role: 'OWNERS_COMMITTEE_MEMBER',
  pattern,
  validFromMs: 0,
  validToMs: null,
  changes,
});
const WEEKLY: RosterPattern = {
  kind: 'WEEKLY',
  shifts: [
    { name: '白班', from: '08:00', to: '20:00', days: ['MON', 'TUE'], members: ['a', 'b'] },
    { name: '夜班', from: '20:00', to: '08:00', days: ['MON'], members: ['c'] },
  ],
};
const ROTATION: RosterPattern = {
  kind: 'ROTATION',
  every: 'DAY',
  start: '2026-03-02',
  members: ['a', 'b', 'c'],
  shifts: [{ name: '值班', from: '18:00', to: '21:00' }],
};

describe('a weekly roster', () => {
  it.each([
    ['2026-03-02T07:59', []],
    ['2026-03-02T08:00', ['a', 'b']],
    ['2026-03-02T19:59', ['a', 'b']],
    ['2026-03-02T20:00', ['c']],
    ['2026-03-03T07:59', ['c']],
    ['2026-03-03T08:00', ['a', 'b']],
    ['2026-03-04T07:00', []],
    ['2026-03-04T09:00', []],
  ])('at %s: %j (a night shift belongs to the day it begins on)', (time, people) => {
    expect(shiftHolders(roster(WEEKLY), at(time), ZONE)).toEqual(people);
  });

  it('a shift over midnight is one shift', () => {
    const shifts = shiftsBetween(
      roster(WEEKLY),
      { fromMs: at('2026-03-03T00:00'), toMs: at('2026-03-03T01:00') },
      ZONE,
    );
    expect(shifts.map(({ fromMs, toMs }) => [localText(fromMs, ZONE), localText(toMs, ZONE)])).toEqual([
      ['2026-03-02 20:00', '2026-03-03 08:00'],
    ]);
  });

  it('is held by nobody before it begins and after it ends', () => {
    const short = {
      ...roster(WEEKLY),
      validFromMs: at('2026-03-02T12:00'),
      validToMs: at('2026-03-02T22:00'),
    };
    expect(shiftHolder(short, at('2026-03-02T11:59'), ZONE)).toBeNull();
    expect(shiftHolder(short, at('2026-03-02T12:00'), ZONE)).toBe('a');
    expect(shiftHolder(short, at('2026-03-02T22:00'), ZONE)).toBeNull();
  });
});

describe('a rotation (LA-16)', () => {
  it('gives each committee member a day in turn, before the start day too', () => {
    const days = ['03-01', '03-02', '03-03', '03-04', '03-05'].map((day) => `2026-${day}T19:00`);
    expect(days.map((day) => shiftHolder(roster(ROTATION), at(day), ZONE))).toEqual([
      'c',
      'a',
      'b',
      'c',
      'a',
    ]);
  });

  it.each(['DAY', 'SHIFT'] as const)(
    'by %s goes round also where only some weekdays have a shift',
    (every) => {
      const hours = { name: '班', from: '18:00', to: '22:00' };
      const held = (days: ('MON' | 'FRI')[], texts: string[]) => {
        const shifts = [{ ...hours, days }];
        const plan = roster({ ...ROTATION, every, members: ['a', 'b', 'c'], start: '2026-03-02', shifts });
        return texts.map((text) => shiftHolder(plan, at(`2026-${text}T19:00`), ZONE));
      };
      // 2026-03-02 is a Monday
      expect(held(['MON'], ['02-23', '03-02', '03-09', '03-16', '03-23'])).toEqual(['c', 'a', 'b', 'c', 'a']);
      expect(held(['MON', 'FRI'], ['03-02', '03-06', '03-09', '03-13'])).toEqual(['a', 'b', 'c', 'a']);
    },
  );

  it.each(['24:30', '24:01', '25:00', '8:00'])('%s is no time of a shift', (to) => {
    expect(Value.Check(RosterPattern, { ...ROTATION, shifts: [{ name: '班', from: '18:00', to }] })).toBe(
      false,
    );
  });

  it('by week turns on the weekday of its start day; by shift at every shift', () => {
    const weeks = roster({ ...ROTATION, every: 'WEEK', start: '2026-03-04' });
    expect(
      ['03-04', '03-10', '03-11', '03-18'].map((day) => shiftHolder(weeks, at(`2026-${day}T19:00`), ZONE)),
    ).toEqual(['a', 'a', 'b', 'c']);
    const three = roster({
      ...ROTATION,
      every: 'SHIFT',
      members: ['a', 'b'],
      shifts: [
        { name: '早', from: '00:00', to: '08:00' },
        { name: '中', from: '08:00', to: '16:00' },
        { name: '晚', from: '16:00', to: '24:00' },
      ],
    });
    const hours = ['02T01:00', '02T09:00', '02T17:00', '03T01:00'];
    expect(hours.map((hour) => shiftHolder(three, at(`2026-03-${hour}`), ZONE))).toEqual([
      'a',
      'b',
      'a',
      'b',
    ]);
  });

  it('a swap, a day off and an extra shift go before the pattern', () => {
    const changed = roster(ROTATION, [
      { kind: 'REPLACE', day: '2026-03-02', shift: '值班', personId: 'a', byId: 'c' },
      { kind: 'REPLACE', day: '2026-03-04', shift: '值班', personId: 'c', byId: 'a' },
      { kind: 'OFF', day: '2026-03-03', shift: null },
      {
        kind: 'EXTRA',
        day: '2026-03-03',
        byId: 'z',
        fromMs: at('2026-03-03T09:00'),
        toMs: at('2026-03-03T10:00'),
      },
    ]);
    const hours = ['02T19:00', '03T19:00', '04T19:00', '03T09:30'];
    expect(hours.map((hour) => shiftHolder(changed, at(`2026-03-${hour}`), ZONE))).toEqual([
      'c',
      null,
      'a',
      'z',
    ]);
    expect(nextShiftMs(changed, 'a', at('2026-03-02T10:00'), ZONE)).toBe(at('2026-03-04T18:00'));
  });

  it('where the clocks change, a shift is as long as its clocks show', () => {
    const night = roster({ ...ROTATION, shifts: [{ name: '夜', from: '22:00', to: '06:00' }] });
    const hours = (day: string) => {
      const fromMs = Date.parse(`${day}T21:00:00Z`) - 2 * 3_600_000;
      const shifts = shiftsBetween(night, { fromMs, toMs: fromMs + 4 * 3_600_000 }, 'Europe/Berlin');
      return shifts
        .filter((shift) => shift.day === day)
        .map((shift) => (shift.toMs - shift.fromMs) / 3_600_000);
    };
    expect(hours('2026-03-27')).toEqual([8]);
    // 28 to 29 March 2026 loses an hour, 24 to 25 October gains one
    expect(hours('2026-03-28')).toEqual([7]);
    expect(hours('2026-10-24')).toEqual([9]);
  });
});

describe('what a roster declares', () => {
  const range = { fromMs: at('2026-03-02T00:00'), toMs: at('2026-03-09T00:00') };
  const post = (personId: string) => ({
    id: `post-${personId}`,
    role: 'OWNERS_COMMITTEE_MEMBER',
    gridCode: '511421001001001',
    personId,
    validFrom: new Date(0),
    validTo: null,
  });
  const facts = (pattern: RosterPattern, more = {}) => ({
    roster: roster(pattern),
    posts: ['a', 'b', 'c'].map(post),
    absences: [],
    substitutes: [],
    zone: ZONE,
    ...more,
  });
  const MORNINGS = { from: '08:00', to: '12:00' };

  it('gaps are told in the hours to be covered, with who is away, who has no post any more', () => {
    const evening: RosterPattern = {
      ...ROTATION,
      coverage: 'EXACTLY_ONE',
      cover: [{ from: '18:00', to: '22:00' }],
    };
    const away = {
      personId: 'b',
      startsAt: new Date(at('2026-03-03T00:00')),
      endsAt: new Date(at('2026-03-04T00:00')),
    };
    const faults = rosterFaults(facts(evening, { absences: [away], posts: [post('a'), post('b')] }), {
      ...range,
      toMs: at('2026-03-05T00:00'),
    });
    expect(
      faults.map(({ kind, fromMs, toMs }) => `${kind} ${localText(fromMs, ZONE)} ${localText(toMs, ZONE)}`),
    ).toEqual([
      'NO_SHIFT 2026-03-02 21:00 2026-03-02 22:00',
      'AWAY 2026-03-03 18:00 2026-03-03 21:00',
      'NO_SHIFT 2026-03-03 21:00 2026-03-03 22:00',
      'NO_POST 2026-03-04 18:00 2026-03-04 21:00',
      'NO_SHIFT 2026-03-04 21:00 2026-03-04 22:00',
    ]);
    const standIn = { ...away, postId: 'post-b', personId: 'a' };
    expect(
      rosterFaults(facts(evening, { absences: [away], substitutes: [standIn] }), range).some(
        ({ kind }) => kind === 'AWAY',
      ),
    ).toBe(false);
  });

  it('two at once are told only where at most one is declared', () => {
    expect(
      rosterFaults(facts({ ...WEEKLY, coverage: 'AT_MOST_ONE' }), range).map(({ kind }) => kind),
    ).toEqual(['TOO_MANY', 'TOO_MANY']);
    expect(rosterFaults(facts(WEEKLY), range)).toEqual([]);
  });

  it('property: a rotation round the clock has exactly as many on duty as it declares, at every instant', () => {
    const zones = fc.constantFrom(ZONE, 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
    const start = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(
        zones,
        start,
        fc.constantFrom('DAY', 'WEEK', 'SHIFT' as const),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: -400 * 24 * 60, max: 400 * 24 * 60 }), { minLength: 20, maxLength: 20 }),
        (zone, day, every, people, together, cuts, minutes) => {
          const hours = cuts.sort((a, b) => a - b).map((hour) => `${String(hour).padStart(2, '0')}:00`);
          const pattern: RosterPattern = {
            kind: 'ROTATION',
            every,
            start: day.toISOString().slice(0, 10),
            members: Array.from({ length: people }, (_, n) => `m${n}`),
            together,
            shifts: hours.map((from, n) => ({ name: from, from, to: hours[n + 1] ?? hours[0] ?? from })),
          };
          const one = { ...roster(pattern), validFromMs: Number.NEGATIVE_INFINITY };
          for (const minute of minutes) {
            const ms = day.getTime() + minute * 60_000;
            expect(shiftHolders(one, ms, zone)).toHaveLength(Math.min(together, people));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('property: the fault report agrees with the instants', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    const shift = fc.record({
      from: hour,
      to: hour,
      days: fc.uniqueArray(fc.constantFrom('MON', 'WED', 'SAT', 'SUN' as const), { minLength: 1 }),
      members: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
    });
    const text = (value: number) => `${String(value).padStart(2, '0')}:00`;
    fc.assert(
      fc.property(
        fc.array(shift, { minLength: 1, maxLength: 5 }),
        fc.nat(7 * 24 * 60 - 1),
        (shifts, minute) => {
          const pattern: RosterPattern = {
            kind: 'WEEKLY',
            coverage: 'EXACTLY_ONE',
            cover: [MORNINGS],
            shifts: shifts.map((one, n) => ({
              ...one,
              name: `s${n}`,
              from: text(one.from),
              to: text(one.to),
            })),
          };
          const ms = range.fromMs + minute * 60_000;
          const faults = rosterFaults(facts(pattern), range).filter(
            (fault) => fault.fromMs <= ms && ms < fault.toMs,
          );
          const people = shiftHolders(roster(pattern), ms, ZONE).length;
          const morning = minute % 1440 >= 480 && minute % 1440 < 720;
          const expected = people > 1 ? ['TOO_MANY'] : people === 0 && morning ? ['NO_SHIFT'] : [];
          expect(faults.map(({ kind }) => kind)).toEqual(expected);
        },
      ),
    );
  });
});
