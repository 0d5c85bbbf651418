import Type, { type Static } from 'typebox';
import { nullable, type Queryable, rowsOf } from '../rows.ts';

const ms = (column: string, alias: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${alias}"`;

const SupervisionRow = Type.Object({
  id: Type.String(),
  workOrderId: Type.String(),
  code: nullable(Type.String()),
  by: Type.Enum(['OWNERS_COMMITTEE', 'OWNERS_SUPERVISORS', 'BRANCH', 'GROUP', 'SUPERIOR']),
  partyId: nullable(Type.String()),
  reason: Type.String(),
  state: Type.Enum(['OPEN', 'REPORTED', 'SATISFIED', 'WITHDRAWN']),
  reportRequired: Type.Boolean(),
  blocksClosing: Type.Boolean(),
  dueMs: nullable(Type.Number()),
  reminders: Type.Integer(),
  openedBy: Type.String(),
  openedMs: Type.Number(),
  endedMs: nullable(Type.Number()),
});
export type SupervisionRow = Static<typeof SupervisionRow>;
const supervisionRows = rowsOf(SupervisionRow);

const SUPERVISIONS = `
  SELECT id, work_order_id AS "workOrderId", code, by_kind AS by, party_id AS "partyId", reason, state,
    report_required AS "reportRequired", blocks_closing AS "blocksClosing", ${ms('due_at', 'dueMs')}, reminders,
    opened_by AS "openedBy", ${ms('opened_at', 'openedMs')}, ${ms('ended_at', 'endedMs')}
  FROM order_supervision`;

export async function supervisionsOfOrders(
  db: Queryable,
  orderIds: readonly string[],
): Promise<SupervisionRow[]> {
  const sql = `${SUPERVISIONS} WHERE work_order_id = ANY($1::text[]) ORDER BY opened_at, id`;
  return supervisionRows(await db.query(sql, [orderIds]));
}

export async function supervisionById(db: Queryable, id: string): Promise<SupervisionRow | null> {
  return supervisionRows(await db.query(`${SUPERVISIONS} WHERE id = $1`, [id]))[0] ?? null;
}

const EntryRow = Type.Object({
  supervisionId: Type.String(),
  kind: Type.Enum(['OPEN', 'REMIND', 'TRACK', 'REPORT', 'SATISFIED', 'UNSATISFIED', 'WITHDRAW']),
  text: nullable(Type.String()),
  by: Type.String(),
  atMs: Type.Number(),
});
export type EntryRow = Static<typeof EntryRow>;
const entryRows = rowsOf(EntryRow);

export async function entriesOf(db: Queryable, supervisionIds: readonly string[]): Promise<EntryRow[]> {
  return entryRows(
    await db.query(
      `SELECT supervision_id AS "supervisionId", entry AS kind, text, by, ${ms('at', 'atMs')}
       FROM order_supervision_entry WHERE supervision_id = ANY($1::text[]) ORDER BY supervision_id, seq`,
      [supervisionIds],
    ),
  );
}

export async function addEntry(
  client: Queryable,
  supervisionId: string,
  entry: Pick<EntryRow, 'kind' | 'text' | 'by' | 'atMs'>,
): Promise<void> {
  await client.query(
    `INSERT INTO order_supervision_entry (supervision_id, seq, entry, text, by, at)
     SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5 FROM order_supervision_entry WHERE supervision_id = $1`,
    [supervisionId, entry.kind, entry.text, entry.by, new Date(entry.atMs)],
  );
}
