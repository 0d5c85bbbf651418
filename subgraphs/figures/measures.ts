import { CLOCK_KINDS, isClockKind } from '../../core/clocks.ts';
import { FIGURE_MEASURE_NAMES, type FigureMeasure } from '../../core/figures-measures.ts';

/** Something that happens to a life at one moment: counted in the period that holds it. */
interface Happening {
  /** Its moment, as SQL of life `m`. */
  at: string;
  /** Of which lives, as SQL. */
  when: string;
}
/** Something that lasts: counted at the end of the period, from just after `from` up to `to` (null: still). */
interface Lasting {
  from: string;
  to: string;
  when: string;
}

const counted = (column: string, when = ''): Happening => ({
  at: `m.${column}`,
  when: when === '' ? 'm.counted' : `m.counted AND ${when}`,
});

const days = (count: number) => `interval '${count * 24} hours'`;
/** Filed, not ended, and filed this many whole days ago or longer, and not so long as the other; times are whole ms. */
const aged = (least: number, below: number | null): Lasting => ({
  from: least === 0 ? 'm.filed_at' : `(m.filed_at + ${days(least)} - interval '1 ms')`,
  to: below === null ? 'm.ended_at' : `least(m.ended_at, m.filed_at + ${days(below)} - interval '1 ms')`,
  when: 'm.counted AND m.filed_at IS NOT NULL',
});
/** No promise was over before it was closed. */
const KEPT = '(m.late_at IS NULL OR m.late_at >= m.closed_at)';

type OwnMeasure = Exclude<FigureMeasure, `${string}_MET` | `${string}_BREACHED`>;

const OWN: Readonly<Record<OwnMeasure, Happening | Lasting>> = {
  REPORTED: counted('opened_at', 'm.life = 1'),
  FILED: counted('filed_at', 'm.life = 1'),
  REJECTED: counted('ended_at', "m.outcome = 'REJECTED'"),
  DISPATCHED: counted('dispatched_at'),
  TAKEN: counted('taken_at'),
  RESPONDED: counted('respond_done_at'),
  REPORTED_BACK: counted('report_back_done_at'),
  HANDLED: counted('handle_done_at'),
  CLOSED: counted('closed_at'),
  ON_TIME: counted('closed_at', `m.promised AND ${KEPT}`),
  OVERDUE: counted('closed_at', `m.promised AND NOT ${KEPT}`),
  UNPROMISED: counted('closed_at', 'NOT m.promised'),
  REWORKED: counted('closed_at', 'm.reworks > 0'),
  REWORKS: counted('closed_at', 'm.reworks > 0'),
  RETURNED: counted('closed_at', 'm.returns > 0'),
  REOPENED: counted('opened_at', 'm.life > 1'),
  SUPERVISED: counted('supervised_at'),
  REMINDED: counted('reminded_at'),
  RATED: counted('rated_at'),
  SATISFIED: counted('rated_at', 'm.stars >= 4'),
  UNSATISFIED: counted('rated_at', 'm.stars <= 2'),
  STARS: counted('rated_at'),
  RESPOND_MINUTES: counted('respond_done_at'),
  REPORT_BACK_MINUTES: counted('report_back_done_at'),
  HANDLE_MINUTES: counted('handle_done_at'),
  CLOSE_MINUTES: counted('close_done_at'),
  PENDING: { from: 'm.opened_at', to: 'least(m.filed_at, m.ended_at)', when: 'm.counted' },
  BACKLOG: aged(0, null),
  BACKLOG_OVERDUE: {
    from: 'greatest(m.filed_at, m.late_at)',
    to: 'm.ended_at',
    when: 'm.counted AND m.filed_at IS NOT NULL AND m.late_at IS NOT NULL',
  },
  BACKLOG_UNDER_1_DAY: aged(0, 1),
  BACKLOG_1_TO_3_DAYS: aged(1, 3),
  BACKLOG_3_TO_7_DAYS: aged(3, 7),
  BACKLOG_7_TO_30_DAYS: aged(7, 30),
  BACKLOG_OVER_30_DAYS: aged(30, null),
  VOIDED: { at: 'm.ended_at', when: "m.outcome = 'VOIDED'" },
  MERGED: { at: 'm.ended_at', when: "m.outcome = 'MERGED'" },
};

function ownMeasure(name: string): name is OwnMeasure {
  return Object.hasOwn(OWN, name);
}

function ofClock(measure: string): Happening {
  const kind = Object.keys(CLOCK_KINDS).find(
    (one) => measure === `${one}_MET` || measure === `${one}_BREACHED`,
  );
  if (kind === undefined || !isClockKind(kind)) throw new Error(`no measure ${measure}`);
  const column = kind.toLowerCase();
  // a clock that was over is no longer met by ending; it is breached once, when it was
  if (measure.endsWith('_MET')) return counted(`${column}_ended_at`, `m.${column}_breach_at IS NULL`);
  return counted(`${column}_breach_at`);
}

const RULES = FIGURE_MEASURE_NAMES.map((name) => ({
  name,
  rule: ownMeasure(name) ? OWN[name] : ofClock(name),
}));
const within = (moment: string) => `${moment} >= k.since AND ${moment} < k.until`;
const CONDITIONS = new Map(
  RULES.map(({ name, rule }) => [
    name,
    'at' in rule
      ? `${rule.when} AND ${within(rule.at)}`
      : `${rule.when} AND ${rule.from} < k.until AND (${rule.to} IS NULL OR ${rule.to} >= k.until)`,
  ]),
);

/** Whether life `m` is counted by the measure in cell `k`, as SQL. */
export function conditionOf(measure: FigureMeasure): string {
  return CONDITIONS.get(measure) ?? 'false';
}

/** What a life adds, where that is not 1: a column of whole numbers, of which `per` make one of the measure. */
const AMOUNTS: Partial<Record<FigureMeasure, { column: string; per: number }>> = {
  REWORKS: { column: 'm.reworks', per: 1 },
  STARS: { column: 'm.stars', per: 1 },
  RESPOND_MINUTES: { column: 'm.respond_ms', per: 60_000 },
  REPORT_BACK_MINUTES: { column: 'm.report_back_ms', per: 60_000 },
  HANDLE_MINUTES: { column: 'm.handle_ms', per: 60_000 },
  CLOSE_MINUTES: { column: 'm.close_ms', per: 60_000 },
};

/** What a life adds to the measure, as SQL. */
export function amountOf(measure: FigureMeasure): string {
  const amount = AMOUNTS[measure];
  return amount === undefined ? '1::float8' : `(${amount.column} / ${amount.per}.0)::float8`;
}

/** The value of the measure over the lives of a cell, as SQL. */
export function valueSql(measure: FigureMeasure): string {
  const filter = `FILTER (WHERE ${conditionOf(measure)})`;
  return AMOUNTS[measure] === undefined
    ? `(count(*) ${filter})::float8`
    : `coalesce(sum(${amountOf(measure)}) ${filter}, 0)::float8`;
}

/** What is kept of a measure for each day; `sql` sums whole numbers over lives `m`, each times its `sign`, in day `k`. */
export interface Tally {
  measure: FigureMeasure;
  /** Of what lasts, days add up from the beginning of time; of what happens, over the days of a period. */
  lasts: boolean;
  per: number;
  sql: string;
}

export const TALLIES: readonly Tally[] = RULES.map(({ name: measure, rule }) => {
  const { column = '1', per = 1 } = AMOUNTS[measure] ?? {};
  if ('at' in rule) {
    const sql = `coalesce(sum(m.sign * ${column}) FILTER (WHERE ${conditionOf(measure)}), 0)::bigint`;
    return { measure, lasts: false, per, sql };
  }
  const { from, to, when } = rule;
  const began = `(${within(from)})::int`;
  const ended = `coalesce((${within(to)})::int, 0)`;
  const lasted = `${when} AND (${to} IS NULL OR ${to} > ${from})`;
  const sql = `coalesce(sum(m.sign * (${began} - ${ended})) FILTER (WHERE ${lasted}), 0)::bigint`;
  return { measure, lasts: true, per, sql };
});

/** Every moment of life `m` that a tally asks for, as SQL. */
export const TALLIED_MOMENTS: readonly string[] = [
  ...new Set(RULES.flatMap(({ rule }) => ('at' in rule ? [rule.at] : [rule.from, rule.to]))),
];

/** Lengths of which a distribution is asked, and the columns they lie in. */
export const LENGTHS = {
  respond: 'respond',
  reportBack: 'report_back',
  handle: 'handle',
  close: 'close',
} as const satisfies Record<string, string>;
export type LengthName = keyof typeof LENGTHS;

/** Count, median and 90th percentile in seconds of a length, as SQL: three numbers, the last two null of none. */
export function lengthSql(name: LengthName): string {
  const column = LENGTHS[name];
  const filter = `FILTER (WHERE m.counted AND ${within(`m.${column}_done_at`)})`;
  const part = (at: number) =>
    `round((percentile_cont(${at}) WITHIN GROUP (ORDER BY m.${column}_ms / 1000.0) ${filter})::numeric, 3)::float8`;
  return `(count(*) ${filter})::float8, ${part(0.5)}, ${part(0.9)}`;
}
