import Type, { type Static } from 'typebox';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { faultsWhere, type QuarantineCriteria } from './quarantine-store.ts';

const ReplaySchema = Type.Object({
  id: Type.String(),
  requestedBy: Type.String(),
  requestedAt: Instant,
  total: Type.Integer(),
  skipped: Type.Integer(),
  accepted: Type.Integer(),
  partly: Type.Integer(),
  refused: Type.Integer(),
  finishedAt: nullable(Instant),
});
export type ReplayRow = Static<typeof ReplaySchema>;
const readReplays = rowsOf(ReplaySchema);

const readChosen = rowsOf(Type.Object({ id: Type.String(), ready: Type.Boolean() }));

const COLUMNS = `id, requested_by AS "requestedBy", requested_at AS "requestedAt", total, skipped, accepted, partly,
  refused, finished_at AS "finishedAt"`;

/**
 * Locks the samples that are asked for, oldest first. `ready` is false for one that cannot be replayed (not kept whole,
 * or its replay is under way) and, when asked for by filter alone, one that was accepted already.
 */
export async function lockSamples(
  tx: Queryable,
  wanted: QuarantineCriteria,
  ids: readonly string[] | null,
  most: number,
): Promise<{ id: string; ready: boolean }[]> {
  const where = faultsWhere(wanted);
  if (ids !== null) {
    const asked = where.param(ids);
    where.add(`(s.id = ANY(${asked}::text[]) OR s.fault_id = ANY(${asked}::text[]))`);
  }
  const done = ids === null ? "('PENDING', 'ACCEPTED')" : "('PENDING')";
  const sql = `SELECT s.id, s.whole AND coalesce(s.replay_state, '') NOT IN ${done} AS ready
    FROM quarantine_sample s JOIN quarantine_fault f ON f.id = s.fault_id ${where.sql}
    ORDER BY s.received_at, s.id LIMIT ${where.param(most)} FOR NO KEY UPDATE OF s`;
  return readChosen(await tx.query(sql, where.values));
}

/** Marks samples to be replayed and keeps the demand; ingest is told at COMMIT. */
export async function insertReplay(
  tx: Queryable,
  demand: {
    id: string;
    by: string;
    at: Date;
    asked: object;
    sampleIds: readonly string[];
    skipped: number;
    channel: string;
  },
): Promise<ReplayRow | null> {
  const { id, by, at, asked, sampleIds, skipped, channel } = demand;
  await tx.query(
    `UPDATE quarantine_sample SET replay_state = 'PENDING', replay_id = $1, replay_leased_until = NULL,
       replayed_at = NULL, replay_codec = NULL, replay_codec_version = NULL, replay_signals = NULL,
       replay_reason = NULL, replay_path = NULL, replay_message = NULL
     WHERE id = ANY($2::text[])`,
    [id, sampleIds],
  );
  const total = sampleIds.length;
  const [row] = readReplays(
    await tx.query(
      `INSERT INTO quarantine_replay (id, requested_by, requested_at, asked, total, skipped, finished_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
      [id, by, at, JSON.stringify(asked), total, skipped, total === 0 ? at : null],
    ),
  );
  await tx.query('SELECT pg_notify($1, $2)', [channel, id]);
  return row ?? null;
}

export async function replayById(db: Queryable, id: string): Promise<ReplayRow | null> {
  const [row] = readReplays(await db.query(`SELECT ${COLUMNS} FROM quarantine_replay WHERE id = $1`, [id]));
  return row ?? null;
}
