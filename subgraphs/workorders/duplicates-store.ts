import Type, { type Static } from 'typebox';
import { ancestorCodes } from '../../core/grid.ts';
import { ENDED_STATES } from '../../core/work-order.ts';
import { DUPLICATE_RULE, type Likeness, type Suspicion, suspicions } from '../../core/workflow/duplicates.ts';
import type { Blocker } from '../../core/workflow/guard-facts.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';
import { prefixEnd } from '../where.ts';
import type { OrderRow } from './rows.ts';

const LikenessRow = Type.Object({
  id: Type.String(),
  matter: Type.String(),
  title: Type.String(),
  gridCode: nullable(Type.String()),
  longitude: nullable(Type.Number()),
  latitude: nullable(Type.Number()),
  createdMs: Type.Number(),
  closedMs: nullable(Type.Number()),
  incidentIds: Type.Array(Type.String()),
});
const likenessRows = rowsOf(LikenessRow);

/** Where an order is: as its reporter gave it, else the device of its incident, else the first evidence with a place. */
const LIKENESS = `
  SELECT w.id, w.matter, w.title, w.grid_code AS "gridCode", place.longitude, place.latitude,
    (extract(epoch FROM w.created_at) * 1000)::float8 AS "createdMs",
    (extract(epoch FROM w.closed_at) * 1000)::float8 AS "closedMs",
    ARRAY(SELECT link.incident_id FROM work_order_incident link WHERE link.work_order_id = w.id) AS "incidentIds"
  FROM work_order w
  LEFT JOIN LATERAL (
    SELECT longitude, latitude FROM (
      SELECT 1 AS rank, report.longitude, report.latitude FROM report WHERE report.work_order_id = w.id
      UNION ALL
      SELECT 2, device.longitude, device.latitude FROM work_order_incident link
        JOIN incident ON incident.id = link.incident_id JOIN device ON device.id = incident.device_id
        WHERE link.work_order_id = w.id
      UNION ALL
      SELECT 3, e.longitude, e.latitude FROM order_evidence e WHERE e.work_order_id = w.id AND e.phase = 'BEFORE'
    ) places WHERE longitude IS NOT NULL AND latitude IS NOT NULL ORDER BY rank LIMIT 1
  ) place ON true`;

type Found = Likeness & { closedMs: number | null };

function likenessOf({ longitude, latitude, ...rest }: Static<typeof LikenessRow>): Found {
  return { ...rest, position: longitude === null || latitude === null ? null : { longitude, latitude } };
}

const HOUR_MS = 3_600_000;
/** More suspicious orders than anybody looks at. */
const MOST = 200;

async function likenessesOf(db: Queryable, ids: readonly string[]): Promise<Found[]> {
  return likenessRows(await db.query(`${LIKENESS} WHERE w.id = ANY($1::text[])`, [ids])).map(likenessOf);
}

/** Live orders that an order may be the same as, the most suspicious first. */
export async function suspicionsOf(db: Queryable, order: OrderRow): Promise<Suspicion[]> {
  const { gridCode } = order;
  if (gridCode === null) return [];
  const [own] = await likenessesOf(db, [order.id]);
  if (own === undefined) return [];
  const window = DUPLICATE_RULE.windowHours * HOUR_MS;
  const others = likenessRows(
    await db.query(
      `${LIKENESS}
       WHERE w.matter = $1 AND w.id <> $2 AND w.state <> ALL($3::text[])
         AND w.created_at BETWEEN $4 AND $5
         AND (w.grid_code >= $6 AND w.grid_code < $7 OR w.grid_code = ANY($8::text[]))
       ORDER BY w.created_at DESC LIMIT ${MOST}`,
      [
        ...[order.matter, order.id, ENDED_STATES],
        ...[new Date(order.createdMs - window), new Date(order.createdMs + window)],
        ...[gridCode, prefixEnd(gridCode), ancestorCodes(gridCode)],
      ],
    ),
  ).map(likenessOf);
  return suspicions(own, others);
}

const VerdictRow = Type.Object({
  otherId: Type.String(),
  verdict: Type.Enum(['DIFFERENT', 'SAME']),
});
const verdictRows = rowsOf(VerdictRow);

/** What was decided about pairs of an order, whichever of the two it was decided at. */
export async function verdictsOf(db: Queryable, orderId: string): Promise<Map<string, 'DIFFERENT' | 'SAME'>> {
  const rows = verdictRows(
    await db.query(
      `SELECT CASE WHEN work_order_id = $1 THEN other_id ELSE work_order_id END AS "otherId", verdict
       FROM order_duplicate_check WHERE work_order_id = $1 OR other_id = $1 ORDER BY at`,
      [orderId],
    ),
  );
  return new Map(rows.map(({ otherId, verdict }) => [otherId, verdict]));
}

const caseRows = rowsOf(Type.Object({ id: Type.String(), caseNumber: Type.String() }));

/** Suspicious duplicates on which nobody has said that they are something else. */
export async function undecidedDuplicates(db: Queryable, order: OrderRow): Promise<Blocker[]> {
  const found = await suspicionsOf(db, order);
  if (found.length === 0) return [];
  const verdicts = await verdictsOf(db, order.id);
  const open = found.filter(({ id }) => verdicts.get(id) !== 'DIFFERENT');
  if (open.length === 0) return [];
  const cases = new Map(
    caseRows(
      await db.query('SELECT id, case_number AS "caseNumber" FROM work_order WHERE id = ANY($1::text[])', [
        open.map(({ id }) => id),
      ]),
    ).map(({ id, caseNumber }) => [id, caseNumber]),
  );
  return open.map(({ id, score }) => ({
    ref: id,
    zh: `疑似与 ${cases.get(id) ?? id} 重复（相似度 ${score}），须判定或并单`,
    en: `it may be the same as ${cases.get(id) ?? id} (score ${score}): decide, or merge`,
  }));
}

/** Closed orders of a matter at a grid that ended after an instant, for judging a recurrence. */
export async function closedAt(
  db: Queryable,
  matter: string,
  gridCode: string,
  sinceMs: number,
): Promise<(Likeness & { closedMs: number })[]> {
  const rows = likenessRows(
    await db.query(
      `${LIKENESS} WHERE w.matter = $1 AND w.grid_code = $2 AND w.state IN ('CLOSED', 'RATED') AND w.closed_at >= $3
       ORDER BY w.closed_at DESC LIMIT ${MOST}`,
      [matter, gridCode, new Date(sinceMs)],
    ),
  );
  return rows
    .map(likenessOf)
    .flatMap((row) => (row.closedMs === null ? [] : [{ ...row, closedMs: row.closedMs }]));
}
