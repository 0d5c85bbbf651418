import { createHash } from 'node:crypto';
import type pg from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError } from '../core/errors.ts';

/** Who did what to which object. `before` and `after` hold what the change touched, never secrets or evidence bytes. */
export interface AuditEntry {
  /** JWT subject, or the name of the process that acted by itself. */
  actor: string;
  /** As the graph names it, e.g. `claimDevice`. */
  action: string;
  /** What the object is, e.g. `device`. */
  kind: string;
  objectId: string;
  /** Whose scope the row belongs to; null: the whole site's. */
  gridCode: string | null;
  before: object | null;
  after: object | null;
  /** Now by default. */
  at?: Date;
}

export type AuditCheck =
  | { sound: true; rows: number }
  /** `seq`: the first row that is not as it was written, or whose neighbour is gone. */
  | { sound: false; rows: number; seq: bigint; reason: 'CHANGED' | 'MISSING' };

const bytes = Type.Refine(Type.Unsafe<Buffer>({}), (value: unknown) => Buffer.isBuffer(value));
const HeadRow = Compile(Type.Object({ seq: Type.String(), hash: bytes }));
const Row = Compile(
  Type.Object({
    seq: Type.String(),
    at: Type.Refine(Type.Unsafe<Date>({}), (value: unknown) => value instanceof Date),
    actor: Type.String(),
    action: Type.String(),
    kind: Type.String(),
    objectId: Type.String(),
    gridCode: Type.Union([Type.String(), Type.Null()]),
    before: Type.Unknown(),
    after: Type.Unknown(),
    hash: bytes,
  }),
);

/** JSON with its keys in order, as it is after a way through `jsonb`. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, canonical(entry)]),
  );
}

interface Link extends Omit<AuditEntry, 'before' | 'after'> {
  seq: bigint;
  at: Date;
  before: unknown;
  after: unknown;
}

/** SHA-256 over the hash before and the row's own words. */
function hashOf(previous: Buffer, link: Link): Buffer {
  const { seq, at, actor, action, kind, objectId, gridCode, before, after } = link;
  const words = [`${seq}`, at.toISOString(), actor, action, kind, objectId, gridCode, before, after];
  return createHash('sha256')
    .update(previous)
    .update(JSON.stringify(words.map(canonical)))
    .digest();
}

/**
 * Adds a row to the audit chain, in the transaction of the change it tells. Call it last: the end of the chain stays
 * locked until COMMIT, and audited transactions wait for each other there.
 */
export async function appendAudit(client: pg.PoolClient, entry: AuditEntry): Promise<void> {
  const { rows } = await client.query('SELECT seq::text AS seq, hash FROM audit_head FOR UPDATE');
  const [head] = rows;
  if (!HeadRow.Check(head)) throw new HubError('INTERNAL', { errorId: 'audit head' });
  const link: Link = { ...entry, seq: BigInt(head.seq) + 1n, at: entry.at ?? new Date() };
  const hash = hashOf(head.hash, link);
  const json = (value: unknown) => (value === null ? null : JSON.stringify(canonical(value)));
  await client.query(
    `WITH moved AS (UPDATE audit_head SET seq = $1, hash = $2)
     INSERT INTO audit_log (seq, hash, prev_hash, at, actor, action, kind, object_id, grid_code, before, after)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[link.seq, hash, head.hash, link.at, link.actor, link.action, link.kind, link.objectId],
      ...[link.gridCode, json(link.before), json(link.after)],
    ],
  );
}

const PAGE = 1_000;

/**
 * Walks the whole chain: every row says what was written, none is gone from the middle, and the last is the one that the
 * end of the chain names. What a person with the database's own password rewrites from some row on to the end shows only
 * against a copy of a hash kept elsewhere.
 */
export async function verifyAudit(pool: pg.Pool): Promise<AuditCheck> {
  const client = await pool.connect();
  try {
    // one view of the chain and its end, whatever is added meanwhile
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const end = await client.query('SELECT seq::text AS seq, hash FROM audit_head');
    const head: unknown = end.rows[0];
    if (!HeadRow.Check(head)) throw new HubError('INTERNAL', { errorId: 'audit head' });
    let previous: Buffer = Buffer.alloc(32);
    let last = 0n;
    for (;;) {
      const { rows } = await client.query(
        `SELECT a.seq::text AS seq, at, actor, action, kind, object_id AS "objectId", grid_code AS "gridCode",
           before, after, hash FROM audit_log a WHERE a.seq > $1 ORDER BY a.seq LIMIT ${PAGE}`,
        [last],
      );
      for (const row of rows) {
        if (!Row.Check(row)) throw new HubError('INTERNAL', { errorId: 'audit row' });
        const seq = BigInt(row.seq);
        if (seq !== last + 1n) return { sound: false, rows: Number(last), seq: last + 1n, reason: 'MISSING' };
        const hash = hashOf(previous, { ...row, seq });
        if (!hash.equals(row.hash)) return { sound: false, rows: Number(last), seq, reason: 'CHANGED' };
        previous = hash;
        last = seq;
      }
      if (rows.length < PAGE) break;
    }
    if (last !== BigInt(head.seq))
      return { sound: false, rows: Number(last), seq: last + 1n, reason: 'MISSING' };
    if (!previous.equals(head.hash))
      return { sound: false, rows: Number(last), seq: last, reason: 'CHANGED' };
    return { sound: true, rows: Number(last) };
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    client.release();
  }
}
