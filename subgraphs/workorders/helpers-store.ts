import Type, { type Static } from 'typebox';
import { HELPER_STATES, type HelperState } from '../../core/workflow/helpers.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';

const ms = (column: string, alias: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${alias}"`;

function isHelperState(value: string): value is HelperState {
  return Object.hasOwn(HELPER_STATES, value);
}
const States = Type.Enum(Object.keys(HELPER_STATES).filter(isHelperState));

const HelperRow = Type.Object({
  id: Type.String(),
  workOrderId: Type.String(),
  whistleId: nullable(Type.String()),
  partyId: nullable(Type.String()),
  personId: nullable(Type.String()),
  name: Type.String(),
  required: Type.Boolean(),
  task: nullable(Type.String()),
  state: States,
  askedBy: Type.String(),
  askedMs: Type.Number(),
  arrivedMs: nullable(Type.Number()),
  arrivedBy: nullable(Type.String()),
  arrivedPlace: nullable(Type.String()),
  reportedMs: nullable(Type.Number()),
  report: nullable(Type.String()),
  declineReason: nullable(Type.String()),
});
export type HelperRow = Static<typeof HelperRow>;
const helperRows = rowsOf(HelperRow);

const HELPERS = `
  SELECT h.id, h.work_order_id AS "workOrderId", h.whistle_id AS "whistleId", h.party_id AS "partyId",
    h.person_id AS "personId", coalesce(party.name, person.title) AS name, h.required, h.task, h.state,
    h.asked_by AS "askedBy", ${ms('h.asked_at', 'askedMs')}, ${ms('h.arrived_at', 'arrivedMs')},
    h.arrived_by AS "arrivedBy", h.arrived_place AS "arrivedPlace", ${ms('h.reported_at', 'reportedMs')}, h.report,
    h.decline_reason AS "declineReason"
  FROM order_helper h LEFT JOIN party ON party.id = h.party_id LEFT JOIN person ON person.id = h.person_id`;

export async function helpersOfOrders(db: Queryable, orderIds: readonly string[]): Promise<HelperRow[]> {
  const sql = `${HELPERS} WHERE h.work_order_id = ANY($1::text[]) ORDER BY h.asked_at, h.id`;
  return helperRows(await db.query(sql, [orderIds]));
}

export async function helperById(db: Queryable, id: string): Promise<HelperRow | null> {
  return helperRows(await db.query(`${HELPERS} WHERE h.id = $1`, [id]))[0] ?? null;
}

const WhistleRow = Type.Object({
  id: Type.String(),
  workOrderId: Type.String(),
  subject: Type.String(),
  place: nullable(Type.String()),
  meetMs: nullable(Type.Number()),
  blownBy: Type.String(),
  blownMs: Type.Number(),
  minutes: nullable(Type.String()),
  minutesBy: nullable(Type.String()),
  minutesMs: nullable(Type.Number()),
});
export type WhistleRow = Static<typeof WhistleRow>;
const whistleRows = rowsOf(WhistleRow);

const WHISTLES = `
  SELECT id, work_order_id AS "workOrderId", subject, place, ${ms('meet_at', 'meetMs')}, blown_by AS "blownBy",
    ${ms('blown_at', 'blownMs')}, minutes, minutes_by AS "minutesBy", ${ms('minutes_at', 'minutesMs')}
  FROM order_whistle`;

export async function whistlesOfOrders(db: Queryable, orderIds: readonly string[]): Promise<WhistleRow[]> {
  const sql = `${WHISTLES} WHERE work_order_id = ANY($1::text[]) ORDER BY blown_at, id`;
  return whistleRows(await db.query(sql, [orderIds]));
}

export async function whistleById(db: Queryable, id: string): Promise<WhistleRow | null> {
  return whistleRows(await db.query(`${WHISTLES} WHERE id = $1`, [id]))[0] ?? null;
}

const idRows = rowsOf(Type.Object({ id: Type.String() }));

/** Parties of these kinds that serve a grid: at it, above it, or of the whole place. Nearest first. */
export async function servingParties(
  db: Queryable,
  kinds: readonly string[],
  gridCode: string | null,
): Promise<string[]> {
  const rows = idRows(
    await db.query(
      `SELECT id FROM party WHERE kind = ANY($1::text[]) AND ended_at IS NULL
         AND (grid_code IS NULL OR $2::text IS NULL OR starts_with($2, grid_code))
       ORDER BY length(coalesce(grid_code, '')) DESC, id`,
      [kinds, gridCode],
    ),
  );
  return rows.map(({ id }) => id);
}

const kindRows = rowsOf(Type.Object({ id: Type.String(), kind: Type.String() }));

/** Of each kind the parties nearest to a grid on its way up; several where they serve the same grid. */
export async function nearestParties(
  db: Queryable,
  kinds: readonly string[],
  gridCode: string | null,
): Promise<{ id: string; kind: string }[]> {
  return kindRows(
    await db.query(
      `SELECT id, kind FROM (
         SELECT id, kind, rank() OVER (PARTITION BY kind ORDER BY length(coalesce(grid_code, '')) DESC) AS nearness
         FROM party WHERE kind = ANY($1::text[]) AND ended_at IS NULL
           AND (grid_code IS NULL OR starts_with($2::text, grid_code))
       ) near WHERE nearness = 1 ORDER BY array_position($1::text[], kind), id`,
      [kinds, gridCode],
    ),
  );
}

const askedRows = rowsOf(
  Type.Object({
    codes: Type.Array(Type.String()),
    missing: Type.Array(Type.String()),
    parties: Type.Array(Type.String()),
    whistled: Type.Boolean(),
  }),
);

/** What was called in for an order: codes of its profile's helpers, those that had nobody, parties, a whistle. */
export async function askedByProfile(db: Queryable, orderId: string) {
  const [row] = askedRows(
    await db.query(
      `SELECT
         ARRAY(SELECT detail->>'code' FROM work_order_event WHERE work_order_id = $1 AND detail ? 'code'
           AND action IN ('HELPER_ASKED', 'WHISTLE')) AS codes,
         ARRAY(SELECT detail->>'code' FROM work_order_event WHERE work_order_id = $1 AND detail ? 'code'
           AND action = 'HELPER_MISSING') AS missing,
         ARRAY(SELECT party_id::text FROM order_helper WHERE work_order_id = $1 AND party_id IS NOT NULL) AS parties,
         EXISTS (SELECT FROM order_whistle WHERE work_order_id = $1) AS whistled`,
      [orderId],
    ),
  );
  return row ?? { codes: [], missing: [], parties: [], whistled: false };
}

/** Whether a subject is a person who belongs to a party, by itself or by a post held at an instant. */
export async function belongsTo(
  db: Queryable,
  subject: string,
  partyId: string,
  atMs: number,
): Promise<boolean> {
  const rows = idRows(
    await db.query(
      `SELECT person.id FROM person WHERE person.id = $1 AND (person.party_id = $2 OR EXISTS (
         SELECT FROM post WHERE post.person_id = person.id AND post.party_id = $2 AND post.valid_from <= $3
           AND (post.valid_to IS NULL OR post.valid_to > $3)))`,
      [subject, partyId, new Date(atMs)],
    ),
  );
  return rows.length > 0;
}

/** Those of the orders that a subject helps with, by itself or by one of its parties. */
export async function helpedBy(
  db: Queryable,
  orderIds: readonly string[],
  subject: string,
  partyIds: readonly string[],
): Promise<Set<string>> {
  const rows = idRows(
    await db.query(
      `SELECT DISTINCT work_order_id AS id FROM order_helper
       WHERE work_order_id = ANY($1::text[]) AND state IN ('ASKED', 'ARRIVED', 'REPORTED')
         AND (person_id = $2 OR party_id = ANY($3::text[]))`,
      [orderIds, subject, partyIds],
    ),
  );
  return new Set(rows.map(({ id }) => id));
}
