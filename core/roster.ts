import Type, { type Static } from 'typebox';
import { minuteOfDay, WEEK_DAYS } from './calendar-data.ts';
import {
  DAY_MS,
  type Day,
  dayNumber,
  dayText,
  type Interval,
  localDay,
  localIntervals,
  weekdayOf,
} from './calendar-days.ts';

const Time = Type.String({ pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' });
const Members = Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { minItems: 1, maxItems: 200 });
const Weekdays = Type.Array(Type.Enum(['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN']), {
  minItems: 1,
  uniqueItems: true,
});
const Hours = {
  /** Local time; a shift whose end is not after its beginning ends on the next day. */
  from: Time,
  to: Time,
  /** Every day without it. */
  days: Type.Optional(Weekdays),
};
const Name = Type.String({ minLength: 1, maxLength: 40 });
const closed = { additionalProperties: false } as const;

export const COVERAGES = {
  ANY: { zh: '不限', en: 'no rule' },
  AT_LEAST_ONE: { zh: '至少一人', en: 'at least one' },
  AT_MOST_ONE: { zh: '至多一人', en: 'at most one' },
  EXACTLY_ONE: { zh: '恰好一人', en: 'exactly one' },
} as const satisfies Record<string, { zh: string; en: string }>;

/**
 * The plan of a roster as it is stored. WEEKLY: every shift names its people. ROTATION: the people take turns by day,
 * by week or by shift from the day `start` on, `together` at a time (LA-16); days without a shift are no turn.
 */
export const RosterPattern = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('WEEKLY'),
      shifts: Type.Array(Type.Object({ name: Name, ...Hours, members: Members }, closed), {
        minItems: 1,
        maxItems: 50,
      }),
      coverage: Type.Optional(Type.Enum(['ANY', 'AT_LEAST_ONE', 'AT_MOST_ONE', 'EXACTLY_ONE'])),
      /** When the coverage must hold; always without it. */
      cover: Type.Optional(Type.Array(Type.Object(Hours, closed), { minItems: 1, maxItems: 20 })),
    },
    closed,
  ),
  Type.Object(
    {
      kind: Type.Literal('ROTATION'),
      every: Type.Enum(['DAY', 'WEEK', 'SHIFT']),
      start: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      members: Members,
      together: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
      shifts: Type.Array(Type.Object({ name: Name, ...Hours }, closed), { minItems: 1, maxItems: 50 }),
      coverage: Type.Optional(Type.Enum(['ANY', 'AT_LEAST_ONE', 'AT_MOST_ONE', 'EXACTLY_ONE'])),
      cover: Type.Optional(Type.Array(Type.Object(Hours, closed), { minItems: 1, maxItems: 20 })),
    },
    closed,
  ),
]);
export type RosterPattern = Static<typeof RosterPattern>;

export const SHIFT_CHANGES = {
  OFF: { zh: '停班', en: 'not held' },
  REPLACE: { zh: '换人', en: 'another person' },
  EXTRA: { zh: '加班', en: 'one more' },
} as const satisfies Record<string, { zh: string; en: string }>;

/** What differs from the pattern. `day`: the local day on which the shift begins; a null `shift` means all of them. */
export type RosterChange =
  | { kind: 'OFF'; day: Day; shift: string | null }
  | { kind: 'REPLACE'; day: Day; shift: string | null; personId: string; byId: string }
  | { kind: 'EXTRA'; day: Day; byId: string; fromMs: number; toMs: number };

export interface Roster {
  id: string;
  gridCode: string;
  role: string;
  pattern: RosterPattern;
  validFromMs: number;
  validToMs: number | null;
  changes: readonly RosterChange[];
}

/** One shift that is held. */
export interface Shift extends Interval {
  name: string;
  /** Local day on which it begins. */
  day: Day;
  personIds: readonly string[];
}

type Period = { from: string; to: string; days?: readonly string[] | undefined };

/** The instants of one period that begins on a day; over midnight where it ends no later than it begins. */
function intervalsOf(period: Period, day: number, zone: string): Interval[] {
  const from = minuteOfDay(period.from) ?? 0;
  const to = minuteOfDay(period.to) ?? 0;
  if (from < to) return localIntervals(day, zone, [{ fromMinute: from, toMinute: to }]);
  return [
    ...localIntervals(day, zone, [{ fromMinute: from, toMinute: 1440 }]),
    ...localIntervals(day + 1, zone, [{ fromMinute: 0, toMinute: to }]),
  ];
}

function onDay(period: Period, day: number): boolean {
  return period.days?.includes(WEEK_DAYS[weekdayOf(day)] ?? '') ?? true;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

type Rotation = Extract<RosterPattern, { kind: 'ROTATION' }>;

/** Turns that a day has; none when nothing is held on it, so that a duty of one weekday goes round too. */
function turnsOn({ every, shifts }: Rotation, day: number): number {
  const held = shifts.filter((shift) => onDay(shift, day)).length;
  return every === 'SHIFT' ? held : Math.min(1, held);
}

/** Turns from the start day until before a day, less than 0 before it. */
function turnsBefore(pattern: Rotation, day: number): number {
  const start = dayNumber(pattern.start) ?? 0;
  const weeks = Math.floor((day - start) / 7);
  const within = (days: number) =>
    Array.from({ length: days }, (_, n) => turnsOn(pattern, start + n)).reduce((sum, one) => sum + one, 0);
  return weeks * within(7) + within(day - start - weeks * 7);
}

/** Whose turn it is: of the day, of the week that begins with the start day's weekday, or of the shift. */
function turnOf(pattern: Rotation, day: number, shift: number): string[] {
  const { members, together = 1, every, shifts } = pattern;
  const earlier = shifts.slice(0, shift).filter((one) => onDay(one, day)).length;
  const turn =
    every === 'WEEK'
      ? Math.floor((day - (dayNumber(pattern.start) ?? 0)) / 7)
      : turnsBefore(pattern, day) + (every === 'SHIFT' ? earlier : 0);
  const taken = Array.from(
    { length: Math.min(together, members.length) },
    (_, n) => members[modulo(turn * together + n, members.length)],
  );
  return taken.filter((member) => member !== undefined);
}

/** Who has a shift of a day by the pattern alone. */
function plannedOf(pattern: RosterPattern, day: number, shift: number): readonly string[] {
  return pattern.kind === 'WEEKLY' ? (pattern.shifts[shift]?.members ?? []) : turnOf(pattern, day, shift);
}

/** Who has a shift of a day after what was changed; none when it is off. */
function heldBy(
  planned: readonly string[],
  day: Day,
  shift: string,
  changes: readonly RosterChange[],
): string[] {
  let held = [...planned];
  for (const change of changes) {
    if (change.kind === 'EXTRA' || change.day !== day || (change.shift !== null && change.shift !== shift))
      continue;
    if (change.kind === 'OFF') return [];
    held = held.map((person) => (person === change.personId ? change.byId : person));
  }
  return [...new Set(held)];
}

/** The shifts of a roster that touch an interval, in the order of their beginnings. */
export function shiftsBetween(roster: Roster, { fromMs, toMs }: Interval, zone: string): Shift[] {
  const { pattern, changes } = roster;
  const shifts: Shift[] = [];
  const add = (interval: Interval, name: string, day: Day, personIds: readonly string[]) => {
    const from = Math.max(interval.fromMs, roster.validFromMs);
    const to = Math.min(interval.toMs, roster.validToMs ?? Number.POSITIVE_INFINITY);
    if (from >= to || to <= fromMs || from >= toMs || personIds.length === 0) return;
    shifts.push({ fromMs: from, toMs: to, name, day, personIds });
  };
  // a shift over midnight began the day before
  for (let day = localDay(fromMs, zone) - 1; day <= localDay(toMs, zone); day += 1) {
    pattern.shifts.forEach((shift, index) => {
      if (!onDay(shift, day)) return;
      const planned = plannedOf(pattern, day, index);
      const name = dayText(day);
      const held = heldBy(planned, name, shift.name, changes);
      for (const interval of joined(intervalsOf(shift, day, zone))) add(interval, shift.name, name, held);
    });
  }
  for (const change of changes) {
    if (change.kind === 'EXTRA') add(change, '', change.day, [change.byId]);
  }
  return shifts.sort((a, b) => a.fromMs - b.fromMs || (a.name < b.name ? -1 : 1));
}

/** The two halves of a shift over midnight are one. */
function joined(intervals: readonly Interval[]): Interval[] {
  const [first, second] = intervals;
  if (first === undefined || second === undefined || intervals.length > 2 || first.toMs !== second.fromMs)
    return [...intervals];
  return [{ fromMs: first.fromMs, toMs: second.toMs }];
}

/** The shifts that run at an instant. */
export function shiftsAt(roster: Roster, atMs: number, zone: string): Shift[] {
  return shiftsBetween(roster, { fromMs: atMs, toMs: atMs + 1 }, zone);
}

/** Who is on a shift at an instant, each once, in the order of the roster. */
export function shiftHolders(roster: Roster, atMs: number, zone: string): string[] {
  return [...new Set(shiftsAt(roster, atMs, zone).flatMap(({ personIds }) => personIds))];
}

/** Who is on duty at an instant; null when nobody is. Of several the first one in the roster. */
export function shiftHolder(roster: Roster, atMs: number, zone: string): string | null {
  return shiftHolders(roster, atMs, zone)[0] ?? null;
}

/** When somebody's next shift begins after an instant; null when none does within `days`. */
export function nextShiftMs(
  roster: Roster,
  personId: string | null,
  atMs: number,
  zone: string,
  days = 14,
): number | null {
  const ahead = shiftsBetween(roster, { fromMs: atMs, toMs: atMs + days * DAY_MS }, zone);
  return (
    ahead.find((shift) => shift.fromMs > atMs && (personId === null || shift.personIds.includes(personId)))
      ?.fromMs ?? null
  );
}

/** When a roster must be covered within an interval: the whole of it, or the hours that it names. */
export function coverOf(roster: Roster, within: Interval, zone: string): Interval[] {
  const { cover } = roster.pattern;
  const whole = {
    fromMs: Math.max(within.fromMs, roster.validFromMs),
    toMs: Math.min(within.toMs, roster.validToMs ?? Number.POSITIVE_INFINITY),
  };
  if (whole.fromMs >= whole.toMs) return [];
  if (cover === undefined) return [whole];
  const days = Array.from(
    { length: localDay(whole.toMs, zone) - localDay(whole.fromMs, zone) + 2 },
    (_, n) => localDay(whole.fromMs, zone) - 1 + n,
  );
  return days
    .flatMap((day) =>
      cover.filter((period) => onDay(period, day)).flatMap((period) => intervalsOf(period, day, zone)),
    )
    .map(({ fromMs, toMs }) => ({ fromMs: Math.max(fromMs, whole.fromMs), toMs: Math.min(toMs, whole.toMs) }))
    .filter(({ fromMs, toMs }) => fromMs < toMs);
}
