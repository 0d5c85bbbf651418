import { CLOCK_KINDS, isClockKind } from '../../core/clocks.ts';
import { FIGURE_MEASURE_NAMES, type FigureMeasure } from '../../core/figures-measures.ts';

/** Happened within the period of cell `k` to life `m`. */
const within = (column: string) => `m.${column} >= k.since AND m.${column} < k.until`;
const counted = (column: string, when = '') =>
  `m.counted AND ${within(column)}${when === '' ? '' : ` AND ${when}`}`;

/** Open at the end of the period, by what is known now. */
const OPEN_AT_END = 'm.counted AND (m.ended_at IS NULL OR m.ended_at >= k.until)';
const BACKLOG = `${OPEN_AT_END} AND m.filed_at < k.until`;
const aged = (condition: string) => `${BACKLOG} AND ${condition}`;
const younger = (days: number) => `m.filed_at > k.until - interval '${days} days'`;
const older = (days: number) => `m.filed_at <= k.until - interval '${days} days'`;
/** No promise was over before it was closed. */
const KEPT = '(m.late_at IS NULL OR m.late_at >= m.closed_at)';

type OwnMeasure = Exclude<FigureMeasure, `${string}_MET` | `${string}_BREACHED`>;

const OWN: Readonly<Record<OwnMeasure, string>> = {
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
  PENDING: `${OPEN_AT_END} AND m.opened_at < k.until AND (m.filed_at IS NULL OR m.filed_at >= k.until)`,
  BACKLOG,
  BACKLOG_OVERDUE: aged('m.late_at < k.until'),
  BACKLOG_UNDER_1_DAY: aged(younger(1)),
  BACKLOG_1_TO_3_DAYS: aged(`${older(1)} AND ${younger(3)}`),
  BACKLOG_3_TO_7_DAYS: aged(`${older(3)} AND ${younger(7)}`),
  BACKLOG_7_TO_30_DAYS: aged(`${older(7)} AND ${younger(30)}`),
  BACKLOG_OVER_30_DAYS: aged(older(30)),
  VOIDED: `m.outcome = 'VOIDED' AND ${within('ended_at')}`,
  MERGED: `m.outcome = 'MERGED' AND ${within('ended_at')}`,
};

function ownMeasure(name: string): name is OwnMeasure {
  return Object.hasOwn(OWN, name);
}

function clockCondition(measure: string): string {
  const kind = Object.keys(CLOCK_KINDS).find(
    (one) => measure === `${one}_MET` || measure === `${one}_BREACHED`,
  );
  if (kind === undefined || !isClockKind(kind)) throw new Error(`no measure ${measure}`);
  const column = kind.toLowerCase();
  // a clock that was over is no longer met by ending; it is breached once, when it was
  if (measure.endsWith('_MET')) return counted(`${column}_ended_at`, `m.${column}_breach_at IS NULL`);
  return counted(`${column}_breach_at`);
}

const CONDITIONS = new Map(
  FIGURE_MEASURE_NAMES.map((name) => [name, ownMeasure(name) ? OWN[name] : clockCondition(name)]),
);

/** Whether life `m` is counted by the measure in cell `k`, as SQL. */
export function conditionOf(measure: FigureMeasure): string {
  return CONDITIONS.get(measure) ?? 'false';
}

const AMOUNTS: Partial<Record<FigureMeasure, string>> = {
  REWORKS: 'm.reworks',
  STARS: 'm.stars',
  RESPOND_MINUTES: 'm.respond_ms / 60000.0',
  REPORT_BACK_MINUTES: 'm.report_back_ms / 60000.0',
  HANDLE_MINUTES: 'm.handle_ms / 60000.0',
  CLOSE_MINUTES: 'm.close_ms / 60000.0',
};

/** What a life adds to the measure, as SQL. */
export function amountOf(measure: FigureMeasure): string {
  return `(${AMOUNTS[measure] ?? '1'})::float8`;
}

/** The value of the measure over the lives of a cell, as SQL. */
export function valueSql(measure: FigureMeasure): string {
  const filter = `FILTER (WHERE ${conditionOf(measure)})`;
  return AMOUNTS[measure] === undefined
    ? `(count(*) ${filter})::float8`
    : `coalesce(sum(${amountOf(measure)}) ${filter}, 0)::float8`;
}

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
  const filter = `FILTER (WHERE ${counted(`${column}_done_at`)})`;
  const part = (at: number) =>
    `round((percentile_cont(${at}) WITHIN GROUP (ORDER BY m.${column}_ms / 1000.0) ${filter})::numeric, 3)::float8`;
  return `(count(*) ${filter})::float8, ${part(0.5)}, ${part(0.9)}`;
}
