import Type, { type Static } from 'typebox';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';
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

const ChosenSchema = Type.Object({ id: Type.String(), gridCode: Type.String(), ready: Type.Boolean() });
/** `gridCode` is '' where the frame names no grid. */
export type ChosenSample = Static<typeof ChosenSchema>;
const readChosen = rowsOf(ChosenSchema);

/**
 * Locks the samples that are asked for, oldest first. `ready` is false for one that cannot be replayed (not kept whole,
 * or its replay is under way) and, when asked for by filter alone, one that was accepted already.
 */
export async function lockSamples(
  tx: Queryable,
  wanted: QuarantineCriteria,
  ids: readonly string[] | null,
  most: number,
): Promise<ChosenSample[]> {
  const where = faultsWhere(wanted);
  if (ids !== null) {
    const asked = where.param(ids);
    where.add(`(s.id = ANY(${asked}::text[]) OR s.fault_id = ANY(${asked}::text[]))`);
  }
  const done = ids === null ? "('PENDING', 'ACCEPTED')" : "('PENDING')";
  const sql = `SELECT s.id, coalesce(f.grid_code, '') AS "gridCode", s.whole AND coalesce(s.replay_state, '') NOT IN ${done} AS ready
    FROM quarantine_sample s JOIN quarantine_fault f ON f.id = s.fault_id ${where.sql}
    ORDER BY s.received_at, s.id LIMIT ${where.param(most)} FOR NO KEY UPDATE OF s`;
  return readChosen(await tx.query(sql, where.values));
}

/** Marks the samples that are ready to be replayed and keeps the demand; ingest is told at COMMIT. */
export async function insertReplay(
  tx: Queryable,
  demand: {
    id: string;
    by: string;
    at: Date;
    asked: object;
    chosen: readonly ChosenSample[];
    channel: string;
  },
): Promise<void> {
  const { id, by, at, asked, chosen, channel } = demand;
  const ready = chosen.filter((sample) => sample.ready);
  await tx.query(
    `UPDATE quarantine_sample SET replay_state = 'PENDING', replay_id = $1, replay_leased_until = NULL,
       replayed_at = NULL, replay_codec = NULL, replay_codec_version = NULL, replay_signals = NULL,
       replay_reason = NULL, replay_path = NULL, replay_message = NULL
     WHERE id = ANY($2::text[])`,
    [id, ready.map((sample) => sample.id)],
  );
  await tx.query(
    'INSERT INTO quarantine_replay (id, requested_by, requested_at, asked) VALUES ($1, $2, $3, $4)',
    [id, by, at, JSON.stringify(asked)],
  );
  await tx.query(
    `INSERT INTO quarantine_replay_grid (replay_id, grid_code, total, skipped)
     SELECT $1, grid_code, count(*) FILTER (WHERE ready), count(*) FILTER (WHERE NOT ready)
     FROM unnest($2::text[], $3::boolean[]) AS t(grid_code, ready) GROUP BY grid_code`,
    [id, chosen.map(({ gridCode }) => gridCode), chosen.map((sample) => sample.ready)],
  );
  await tx.query('SELECT pg_notify($1, $2)', [channel, id]);
}

/**
 * A demand with what came of the frames of the grids in `prefixes`; null when none of it is of these, but for who asked.
 * Finished is it when all of these are.
 */
export async function replayById(
  db: Queryable,
  id: string,
  { prefixes, subject }: { prefixes: readonly string[]; subject: string },
): Promise<ReplayRow | null> {
  const where = new Where();
  where.add(`g.replay_id = ${where.param(id)}`);
  where.prefixes(prefixes);
  const all = prefixes.includes('');
  const sql = `SELECT r.id, r.requested_by AS "requestedBy", r.requested_at AS "requestedAt", part.total, part.skipped,
      part.accepted, part.partly, part.refused,
      CASE WHEN part.accepted + part.partly + part.refused >= part.total
        THEN coalesce(part.finished_at, r.requested_at) END AS "finishedAt"
    FROM quarantine_replay r CROSS JOIN LATERAL (
      SELECT count(*) AS grids, coalesce(sum(total), 0)::int AS total, coalesce(sum(skipped), 0)::int AS skipped,
        coalesce(sum(accepted), 0)::int AS accepted, coalesce(sum(partly), 0)::int AS partly,
        coalesce(sum(refused), 0)::int AS refused, max(finished_at) AS finished_at
      FROM quarantine_replay_grid g ${where.sql}) part
    WHERE r.id = $1 AND (part.grids > 0 OR ${where.param(all)} OR r.requested_by = ${where.param(subject)})`;
  const [row] = readReplays(await db.query(sql, where.values));
  return row ?? null;
}
