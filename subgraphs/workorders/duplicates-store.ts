import Type, { type Static } from 'typebox';
import type { GeoPoint } from '../../core/geo.ts';
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
      SELECT 1, told.longitude, told.latitude FROM order_position told WHERE told.work_order_id = w.id
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

const pairRows = rowsOf(Type.Intersect([LikenessRow, Type.Object({ owner: Type.String() })]));

/** Where an order is; null while nobody has said. */
export async function positionOf(db: Queryable, orderId: string): Promise<GeoPoint | null> {
  return (await likenessesOf(db, [orderId]))[0]?.position ?? null;
}

/** Live orders that each of these may be the same as, the most suspicious first; two queries for all of them. */
export async function suspicionsOfOrders(
  db: Queryable,
  orders: readonly OrderRow[],
): Promise<Map<string, Suspicion[]>> {
  const placed = orders.flatMap((order) =>
    order.gridCode === null ? [] : [{ ...order, gridCode: order.gridCode }],
  );
  if (placed.length === 0) return new Map();
  const own = new Map(
    (
      await likenessesOf(
        db,
        placed.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  );
  const window = DUPLICATE_RULE.windowHours * HOUR_MS;
  const rows = pairRows(
    await db.query(
      `SELECT asked.id AS owner, found.* FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
         AS asked (id, matter, lo, hi, at)
       CROSS JOIN LATERAL (
         ${LIKENESS}
         WHERE w.matter = asked.matter AND w.id <> asked.id AND w.state <> ALL($6::text[])
           AND w.created_at BETWEEN asked.at - $7 * interval '1 ms' AND asked.at + $7 * interval '1 ms'
           AND (w.grid_code >= asked.lo COLLATE "C" AND w.grid_code < asked.hi COLLATE "C"
             OR starts_with(asked.lo, w.grid_code))
         ORDER BY w.created_at DESC LIMIT ${MOST}
       ) found`,
      [
        ...[placed.map(({ id }) => id), placed.map(({ matter }) => matter)],
        ...[placed.map(({ gridCode }) => gridCode), placed.map(({ gridCode }) => prefixEnd(gridCode))],
        ...[placed.map(({ createdMs }) => new Date(createdMs)), ENDED_STATES, window],
      ],
    ),
  );
  const others = Map.groupBy(rows, ({ owner }) => owner);
  return new Map([...own].map(([id, one]) => [id, suspicions(one, (others.get(id) ?? []).map(likenessOf))]));
}

/** Live orders that an order may be the same as, the most suspicious first. */
export async function suspicionsOf(db: Queryable, order: OrderRow): Promise<Suspicion[]> {
  return (await suspicionsOfOrders(db, [order])).get(order.id) ?? [];
}

const VerdictRow = Type.Object({
  workOrderId: Type.String(),
  otherId: Type.String(),
  verdict: Type.Enum(['DIFFERENT', 'SAME']),
});
const verdictRows = rowsOf(VerdictRow);
export type Verdicts = ReadonlyMap<string, 'DIFFERENT' | 'SAME'>;

/** What was decided about pairs of orders, whichever of the two it was decided at, the last word last. */
export async function verdictsOf(db: Queryable, orderIds: readonly string[]): Promise<Map<string, Verdicts>> {
  const rows = verdictRows(
    await db.query(
      `SELECT asked.id AS "workOrderId", CASE WHEN c.work_order_id = asked.id THEN c.other_id ELSE c.work_order_id END
         AS "otherId", c.verdict
       FROM unnest($1::text[]) AS asked (id)
       JOIN order_duplicate_check c ON c.work_order_id = asked.id OR c.other_id = asked.id ORDER BY c.at`,
      [orderIds],
    ),
  );
  const lists = Map.groupBy(rows, ({ workOrderId }) => workOrderId);
  return new Map(
    orderIds.map((id) => [
      id,
      new Map((lists.get(id) ?? []).map(({ otherId, verdict }) => [otherId, verdict])),
    ]),
  );
}

const caseRows = rowsOf(
  Type.Object({ id: Type.String(), caseNumber: Type.String(), gridCode: nullable(Type.String()) }),
);

function duplicateBlocker(
  { gridCode }: OrderRow,
  { id, score }: Suspicion,
  other: { caseNumber: string; gridCode: string | null } | undefined,
): Blocker {
  // whoever works at a grid need not see what is above it: that something is there is all they have to know
  const above = other !== undefined && !(other.gridCode ?? '').startsWith(gridCode ?? '');
  const zh = above ? '上级网格的一件工单' : ` ${other?.caseNumber ?? id} `;
  const en = above ? 'an order of a grid above' : (other?.caseNumber ?? id);
  return {
    ref: above ? 'duplicateAbove' : id,
    zh: `疑似与${zh}重复（相似度 ${score}），须判定或并单`,
    en: `it may be the same as ${en} (score ${score}): decide, or merge`,
  };
}

/** Suspicious duplicates of each order on which nobody has said that they are something else. */
export async function undecidedDuplicates(
  db: Queryable,
  orders: readonly OrderRow[],
): Promise<Map<string, Blocker[]>> {
  const found = await suspicionsOfOrders(db, orders);
  const suspicious = orders.filter(({ id }) => (found.get(id) ?? []).length > 0);
  if (suspicious.length === 0) return new Map();
  const verdicts = await verdictsOf(
    db,
    suspicious.map(({ id }) => id),
  );
  const open = suspicious.map((order) => {
    const said = verdicts.get(order.id);
    return { order, list: (found.get(order.id) ?? []).filter(({ id }) => said?.get(id) !== 'DIFFERENT') };
  });
  const others = [...new Set(open.flatMap(({ list }) => list.map(({ id }) => id)))];
  const sql = `SELECT id, case_number AS "caseNumber", grid_code AS "gridCode" FROM work_order WHERE id = ANY($1::text[])`;
  const cases = new Map(caseRows(await db.query(sql, [others])).map((row) => [row.id, row]));
  return new Map(
    open.map(({ order, list }) => [
      order.id,
      list.map((one) => duplicateBlocker(order, one, cases.get(one.id))),
    ]),
  );
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
