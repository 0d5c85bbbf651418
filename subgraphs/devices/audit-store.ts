import Type, { type Static } from 'typebox';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';

const AuditSchema = Type.Object({
  seq: Type.String(),
  at: Instant,
  actor: Type.String(),
  action: Type.String(),
  kind: Type.String(),
  objectId: Type.String(),
  gridCode: nullable(Type.String()),
  before: Type.Unknown(),
  after: Type.Unknown(),
  hash: Type.String(),
});
export type AuditRow = Static<typeof AuditSchema>;
const readAudit = rowsOf(AuditSchema);

export interface AuditCriteria {
  prefixes: readonly string[];
  actor: string | null;
  action: string | null;
  kind: string | null;
  objectId: string | null;
  from: Date | null;
  to: Date | null;
}

/** Newest first. */
export async function listAudit(
  db: Queryable,
  wanted: AuditCriteria,
  page: { limit: number; before: bigint | null },
): Promise<AuditRow[]> {
  const where = new Where();
  where.prefixes(wanted.prefixes);
  if (wanted.actor !== null) where.add(`actor = ${where.param(wanted.actor)}`);
  if (wanted.action !== null) where.add(`action = ${where.param(wanted.action)}`);
  if (wanted.kind !== null) where.add(`kind = ${where.param(wanted.kind)}`);
  if (wanted.objectId !== null) where.add(`object_id = ${where.param(wanted.objectId)}`);
  if (wanted.from !== null) where.add(`at >= ${where.param(wanted.from)}`);
  if (wanted.to !== null) where.add(`at < ${where.param(wanted.to)}`);
  if (page.before !== null) where.add(`a.seq < ${where.param(page.before)}`);
  const sql = `SELECT a.seq::text AS seq, at, actor, action, kind, object_id AS "objectId", grid_code AS "gridCode",
      before, after, encode(hash, 'hex') AS hash
    FROM audit_log a ${where.sql} ORDER BY a.seq DESC LIMIT ${where.param(page.limit)}`;
  return readAudit(await db.query(sql, where.values));
}
