import type pg from 'pg';
import Type, { type Static } from 'typebox';
import { ancestorCodes } from '../../core/grid.ts';
import { newId } from '../../core/ids.ts';
import { contains } from '../../core/polygon.ts';
import { type EvidenceReference, geofence } from '../../core/workflow/evidence.ts';
import { boundaryOf } from '../../runtime/grid-locator.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';

const boundaryRows = rowsOf(Type.Object({ boundary: Type.Unknown() }));
const lifeRows = rowsOf(Type.Object({ id: Type.String(), life: Type.Integer() }));

const EvidenceRow = Type.Object({
  id: Type.String(),
  workOrderId: Type.String(),
  helperId: nullable(Type.String()),
  url: Type.String(),
  sha256: nullable(Type.String()),
  kind: Type.Enum(['IMAGE', 'VIDEO', 'AUDIO', 'DOCUMENT', 'OTHER']),
  phase: Type.Enum(['BEFORE', 'DURING', 'AFTER']),
  takenMs: nullable(Type.Number()),
  longitude: nullable(Type.Number()),
  latitude: nullable(Type.Number()),
  geofence: Type.Enum(['INSIDE', 'OUTSIDE', 'UNKNOWN']),
  addedBy: Type.String(),
  addedMs: Type.Number(),
  life: Type.Integer(),
});
export type EvidenceRow = Static<typeof EvidenceRow>;
export const evidenceRows = rowsOf(EvidenceRow);

export async function evidenceOfOrders(db: Queryable, orderIds: readonly string[]): Promise<EvidenceRow[]> {
  return evidenceRows(
    await db.query(
      `SELECT id, work_order_id AS "workOrderId", helper_id AS "helperId", url, sha256, kind, phase,
         (extract(epoch FROM taken_at) * 1000)::float8 AS "takenMs", longitude, latitude, geofence,
         added_by AS "addedBy", (extract(epoch FROM added_at) * 1000)::float8 AS "addedMs", life
       FROM order_evidence WHERE work_order_id = ANY($1::text[]) ORDER BY added_at, id`,
      [orderIds],
    ),
  );
}

/** The boundary that an order's evidence is held against: its grid's, else the nearest drawn one around it. */
async function fenceOf(db: Queryable, gridCode: string | null) {
  if (gridCode === null) return null;
  const [row] = boundaryRows(
    await db.query(
      `SELECT boundary FROM grid WHERE code = ANY($1::text[]) AND boundary IS NOT NULL
       ORDER BY length(code) DESC LIMIT 1`,
      [[gridCode, ...ancestorCodes(gridCode)]],
    ),
  );
  return boundaryOf(row?.boundary);
}

/** Which life each order is in: 1 for one that was never reopened. */
export async function livesOf(db: Queryable, orderIds: readonly string[]): Promise<Map<string, number>> {
  const sql = `SELECT work_order_id AS id, 1 + count(*)::int AS life FROM work_order_event
    WHERE work_order_id = ANY($1::text[]) AND action = 'REOPEN' GROUP BY work_order_id`;
  const reopened = lifeRows(await db.query(sql, [orderIds]));
  return new Map([
    ...orderIds.map((id) => [id, 1] as const),
    ...reopened.map(({ id, life }) => [id, life] as const),
  ]);
}

/** Keeps references of evidence with an order, each held against its grid; gives their ids. */
export async function storeEvidence(
  client: pg.PoolClient,
  order: { id: string; gridCode: string | null },
  references: readonly EvidenceReference[],
  by: { actor: string; atMs: number; helperId?: string },
): Promise<string[]> {
  if (references.length === 0) return [];
  const positioned = references.some(({ position }) => (position ?? null) !== null);
  const boundary = positioned ? await fenceOf(client, order.gridCode) : null;
  const fence =
    boundary === null ? null : (point: Parameters<typeof contains>[1]) => contains(boundary, point);
  const life = (await livesOf(client, [order.id])).get(order.id) ?? 1;
  // those of one instant are listed by id: in the order given
  const ids = references.map(() => newId('ev', { nowMs: by.atMs })).toSorted();
  const column = <T>(of: (reference: EvidenceReference) => T) => references.map(of);
  await client.query(
    `INSERT INTO order_evidence (id, work_order_id, helper_id, url, sha256, kind, phase, taken_at, longitude, latitude,
       geofence, added_by, added_at, life)
     SELECT id, $1, $2, url, sha256, kind, phase, taken_at, longitude, latitude, geofence, $3, $4, $5
     FROM unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::timestamptz[], $12::float8[],
       $13::float8[], $14::text[]) AS e (id, url, sha256, kind, phase, taken_at, longitude, latitude, geofence)`,
    [
      ...[order.id, by.helperId ?? null, by.actor, new Date(by.atMs), life, ids],
      ...[column(({ url }) => url), column(({ sha256 }) => sha256 ?? null)],
      ...[column(({ kind }) => kind ?? 'IMAGE'), column(({ phase }) => phase ?? 'AFTER')],
      column(({ takenAtMs }) => (takenAtMs == null ? null : new Date(takenAtMs))),
      ...[
        column(({ position }) => position?.longitude ?? null),
        column(({ position }) => position?.latitude ?? null),
      ],
      column(({ position }) => geofence(position ?? null, fence)),
    ],
  );
  return ids;
}
