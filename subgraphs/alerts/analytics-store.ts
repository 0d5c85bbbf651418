import Type, { type Static } from 'typebox';
import type { Buckets } from '../../core/analytics-buckets.ts';
import { GRID_LEVELS } from '../../core/grid.ts';
import type { Principal } from '../../core/permissions.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';
import { type Subtree, subtreeItem } from '../subtrees.ts';
import { Where } from '../where.ts';
import {
  type Cohort,
  cellItem,
  cellKey,
  cohortWhere,
  dimensionsOf,
  incidentItem,
  valueSql,
} from './analytics-cells.ts';
import {
  HISTORY_OF_ALL,
  HISTORY_OF_ONE,
  type IncidentPart,
  PARTS,
  secondsTo,
  seenSince,
} from './analytics-parts.ts';

/** Event time, epoch ms: from (inclusive), to (exclusive). */
export interface Period {
  fromMs: number;
  toMs: number;
}

/** Began (first alert) within the period; the second condition says the same by an indexed column. */
function beganIn(where: Where, { fromMs, toMs }: Period): void {
  const from = where.param(new Date(fromMs));
  where.add(`${seenSince(from)} AND i.first_seen_at >= ${from}`);
  where.add(`i.first_seen_at < ${where.param(new Date(toMs))}`);
}

const readGroups = rowsOf(Type.Object({ values: Type.Array(Type.String()) }));

/** Keys of the cells that hold incidents, those with most first; by one statement. */
export async function groupsOf(
  db: Queryable,
  principal: Principal,
  cohort: Cohort,
  period: Period,
  limit: number,
): Promise<string[]> {
  const dimensions = dimensionsOf(cohort);
  if (dimensions.length === 0) return [cellKey([])];
  const where = new Where();
  cohortWhere(where, principal, cohort);
  beganIn(where, period);
  const values = dimensions.map((dimension) => `(${valueSql(dimension)}) COLLATE "C"`);
  const sql = `SELECT ARRAY[${values.join(', ')}]::text[] AS values FROM ${incidentItem(dimensions)} ${where.sql}
    GROUP BY ${values.join(', ')} ORDER BY count(*) DESC, ${values.join(', ')} LIMIT ${where.param(limit)}`;
  return readGroups(await db.query(sql, where.values)).map((row) => cellKey(row.values));
}

const Seconds = nullable(Type.Number());
const FiguresSchema = Type.Object({
  incidents: Type.Integer(),
  alerts: Type.Number(),
  acknowledged: Type.Integer(),
  ended: Type.Integer(),
  resolved: Type.Integer(),
  falseAlarms: Type.Integer(),
  repeated: Type.Integer(),
  reopened: Type.Integer(),
  acknowledgeMedian: Seconds,
  acknowledgeP90: Seconds,
  acknowledgeMean: Seconds,
  clearMedian: Seconds,
  clearP90: Seconds,
  clearMean: Seconds,
});
/** Figures of one cell; times in seconds, null of no incident. */
export type Figures = Static<typeof FiguresSchema>;
const PlacedFigures = Type.Intersect([
  FiguresSchema,
  Type.Object({ place: Type.Integer(), bucket: Type.Integer() }),
]);
const readFigures = rowsOf(PlacedFigures);

export const NO_FIGURES: Figures = {
  ...{ incidents: 0, alerts: 0, acknowledged: 0, ended: 0, resolved: 0 },
  ...{ falseAlarms: 0, repeated: 0, reopened: 0 },
  ...{ acknowledgeMedian: null, acknowledgeP90: null, acknowledgeMean: null },
  ...{ clearMedian: null, clearP90: null, clearMean: null },
};

const counted = (part: IncidentPart, name: string) =>
  `(count(*) FILTER (WHERE ${PARTS[part]}))::int AS ${name}`;

const FIGURES = [
  'count(*)::int AS incidents',
  'sum(i.count)::float8 AS alerts',
  counted('ACKNOWLEDGED', 'acknowledged'),
  counted('ENDED', 'ended'),
  counted('RESOLVED', 'resolved'),
  counted('FALSE_ALARM', '"falseAlarms"'),
  counted('REPEATED', 'repeated'),
  counted('REOPENED', 'reopened'),
  // an incident without such a time is no part of these
  ...(
    [
      ['acknowledge', 'ACKNOWLEDGED', 'h.acknowledged_at'],
      ['clear', 'RESOLVED', 'i.cleared_at'],
    ] as const
  ).flatMap(([name, part, instant]) => {
    const of = `FILTER (WHERE ${PARTS[part]})`;
    const seconds = secondsTo(instant);
    return [
      `percentile_cont(0.5) WITHIN GROUP (ORDER BY ${seconds}) ${of} AS "${name}Median"`,
      `percentile_cont(0.9) WITHIN GROUP (ORDER BY ${seconds}) ${of} AS "${name}P90"`,
      `avg(${seconds}) ${of} AS "${name}Mean"`,
    ];
  }),
].join(',\n    ');

/**
 * Figures of many cells over one period, or over each of its buckets (1-based, the earlier ones first), by one
 * statement. Cells and buckets without an incident have no row.
 */
export async function figuresOf(
  db: Queryable,
  principal: Principal,
  cohort: Cohort,
  keys: readonly string[],
  time: Period | Buckets,
): Promise<Static<typeof PlacedFigures>[]> {
  const where = new Where();
  const cells = cellItem(where, principal, cohort, keys);
  cohortWhere(where, principal, cohort);
  let bucket = '0';
  if ('bounds' in time) {
    const { bounds, count, toMs, earlierToMs } = time;
    beganIn(where, { fromMs: bounds[0] ?? toMs, toMs });
    const [cut, start] = [new Date(earlierToMs), new Date(bounds[count] ?? toMs)];
    where.add(`NOT (i.first_seen_at >= ${where.param(cut)} AND i.first_seen_at < ${where.param(start)})`);
    const instants = where.param(bounds.map((ms) => new Date(ms)));
    bucket = `width_bucket(i.first_seen_at, ${instants}::timestamptz[])`;
  } else {
    beganIn(where, time);
  }
  const sql = `WITH i AS (
    SELECT k.place, ${bucket} AS bucket, i.id, i.count, i.state, i.false_alarm, i.first_seen_at, i.cleared_at
    FROM ${cells} CROSS JOIN ${incidentItem(dimensionsOf(cohort))} ${where.sql}
  ), h AS (
    ${HISTORY_OF_ALL}
  ) SELECT i.place, i.bucket, ${FIGURES}
  FROM i LEFT JOIN h ON h.incident_id = i.id GROUP BY i.place, i.bucket`;
  return readFigures(await db.query(sql, where.values));
}

const readCounts = rowsOf(Type.Object({ place: Type.Integer(), count: Type.Integer() }));

/** How many incidents of a part every cell holds, by one statement; cells without any have no row. */
export async function countPartOf(
  db: Queryable,
  principal: Principal,
  cohort: Cohort,
  keys: readonly string[],
  period: Period,
  part: IncidentPart,
): Promise<{ place: number; count: number }[]> {
  const where = new Where();
  const cells = cellItem(where, principal, cohort, keys);
  cohortWhere(where, principal, cohort);
  beganIn(where, period);
  where.add(PARTS[part]);
  const sql = `SELECT k.place, count(*)::int AS count
    FROM ${cells} CROSS JOIN ${incidentItem(dimensionsOf(cohort))} ${HISTORY_OF_ONE} ${where.sql} GROUP BY k.place`;
  return readCounts(await db.query(sql, where.values));
}

const ABOVE = ['CITY', 'COUNTY', 'SUBDISTRICT', 'COMMUNITY', 'GRID', 'MICRO_GRID'] as const;

/**
 * Households below each subtree, by one statement: a grid's own number where it has one, else the sum of those below
 * it that are in use: those that a split or merger retired live on in their successors. A retired grid that is asked for
 * itself has its own. A subtree in which nobody has counted has no row.
 */
export async function householdsOf(
  db: Queryable,
  subtrees: readonly Subtree[],
): Promise<{ place: number; count: number }[]> {
  const where = new Where();
  const item = subtreeItem(where, subtrees);
  const codes = ABOVE.map((level) => `left(g.code, ${GRID_LEVELS[level].digits})`).join(', ');
  const counts = (grid: string) => `(${grid}.status = 'ACTIVE' OR ${grid}.code = k.lo)`;
  const sql = `SELECT k.place, sum(g.households)::int AS count FROM ${item}
    JOIN grid g ON g.code >= k.lo AND g.code < k.hi
    WHERE g.households IS NOT NULL AND ${counts('g')} AND NOT EXISTS (
      SELECT 1 FROM grid a WHERE a.code IN (${codes}) AND a.code <> g.code AND a.households IS NOT NULL
        AND ${counts('a')} AND length(a.code) >= length(k.lo))
    GROUP BY k.place`;
  return readCounts(await db.query(sql, where.values));
}
