import type pg from 'pg';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { SlotTiming } from './timing.ts';

/** What the leases' tables say, as of one moment of the server's clock. */
export interface LeaseState {
  slots: SlotLease[];
  workers: WorkerLease[];
}

const SlotLeaseSchema = Type.Object({
  name: Type.String(),
  /** Id of its worker, alive or not. */
  holder: Type.Union([Type.String(), Type.Null()]),
  /** One more with each holder. */
  token: Type.String(),
  /** What its session at the broker is subscribed to, once it is read. */
  filters: Type.Array(Type.String()),
});
export type SlotLease = Static<typeof SlotLeaseSchema>;

const WorkerLeaseSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  division: Type.String(),
  alive: Type.Boolean(),
  steady: Type.Boolean(),
});
export type WorkerLease = Static<typeof WorkerLeaseSchema>;

const Slots = Compile(Type.Array(SlotLeaseSchema));
const Workers = Compile(Type.Array(WorkerLeaseSchema));
const Taken = Compile(Type.Tuple([Type.Object({ token: Type.String(), abandoned: Type.Boolean() })]));

/** A slot that was taken. */
export interface Taken {
  token: string;
  /** Its last holder did not give it up. */
  abandoned: boolean;
}

/**
 * The leases of slots. Each step is one statement, so that a process which stands still within one holds up nobody, and is
 * written so that of two who try it, one succeeds.
 */
export interface SlotLeases {
  join(worker: { id: string; name: string; division: string }): Promise<void>;
  /** @returns false: another fenced this worker, or it never joined */
  renew(id: string): Promise<boolean>;
  state(): Promise<LeaseState>;
  /** Makes a row for each slot that has none. */
  declare(slots: readonly { name: string; broker: string; clientId: string }[]): Promise<void>;
  /** @returns null: somebody else was faster, or this worker may not */
  take(id: string, slot: string): Promise<Taken | null>;
  /** Nothing when it is not this holder's any more. */
  release(id: string, slot: string, token: string): Promise<void>;
  /** Notes what the slot's session is subscribed to. */
  subscribed(id: string, slot: string, token: string, filters: readonly string[]): Promise<void>;
  /**
   * Takes a worker whose lease ran out away: it is fenced, its connections are ended, its slots are nobody's.
   * @returns false: it renewed after all, or a connection of its is not ended yet
   */
  evict(id: string): Promise<boolean>;
  /** Gives up what it still has, and forgets it. */
  leave(id: string): Promise<void>;
}

/** What the connections over which a worker commits are called in `pg_stat_activity` (63 bytes at most). */
export function commitsAs(workerId: string): string {
  return `wangge-hub slots ${workerId}`;
}

/** Rejects a connection of a worker that was fenced: what it held is another's. @throws Error */
export async function admitWorker(client: pg.ClientBase, id: string): Promise<void> {
  const { rows } = await client.query('SELECT FROM ingest_worker WHERE id = $1 AND fenced_at IS NULL', [id]);
  if (rows.length === 0)
    throw new Error('this process lost its slots to another: it commits nothing of theirs');
}

const seconds = (ms: number) => ms / 1_000;

export function createSlotLeases(pool: pg.Pool, timing: SlotTiming): SlotLeases {
  const lease = seconds(timing.leaseMs);
  return {
    async join({ id, name, division }) {
      await pool.query(
        `INSERT INTO ingest_worker (id, name, division, expires_at)
         VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))`,
        [id, name, division, lease],
      );
    },
    async renew(id) {
      const { rowCount } = await pool.query(
        `UPDATE ingest_worker SET
           steady_since = CASE WHEN expires_at < clock_timestamp() THEN clock_timestamp() ELSE steady_since END,
           expires_at = clock_timestamp() + make_interval(secs => $2)
         WHERE id = $1 AND fenced_at IS NULL`,
        [id, lease],
      );
      return rowCount === 1;
    },
    async state() {
      const workers = await pool.query(
        `SELECT id::text, name, division, fenced_at IS NULL AND expires_at >= clock_timestamp() AS alive,
           steady_since < clock_timestamp() - make_interval(secs => $1) AS steady
         FROM ingest_worker ORDER BY id`,
        [seconds(timing.steadyMs)],
      );
      const slots = await pool.query(
        'SELECT name, worker_id::text AS holder, token::text, filters FROM ingest_slot ORDER BY name',
      );
      return { workers: Workers.Parse(workers.rows), slots: Slots.Parse(slots.rows) };
    },
    async declare(slots) {
      await pool.query(
        `INSERT INTO ingest_slot (name, broker, client_id)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ORDER BY 1
         ON CONFLICT (name) DO UPDATE SET broker = excluded.broker, client_id = excluded.client_id
         WHERE (ingest_slot.broker, ingest_slot.client_id) IS DISTINCT FROM (excluded.broker, excluded.client_id)`,
        [
          slots.map(({ name }) => name),
          slots.map(({ broker }) => broker),
          slots.map(({ clientId }) => clientId),
        ],
      );
    },
    async take(id, slot) {
      const { rows } = await pool.query(
        `WITH free AS (SELECT name, abandoned FROM ingest_slot WHERE name = $2 AND worker_id IS NULL FOR UPDATE)
         UPDATE ingest_slot s SET worker_id = $1, token = token + 1, taken_at = clock_timestamp(), abandoned = false
         FROM free, ingest_worker w
         WHERE s.name = free.name AND w.id = $1 AND w.fenced_at IS NULL AND w.expires_at >= clock_timestamp()
         RETURNING s.token::text, free.abandoned`,
        [id, slot],
      );
      return rows.length === 0 ? null : Taken.Parse(rows)[0];
    },
    async release(id, slot, token) {
      await pool.query(
        'UPDATE ingest_slot SET worker_id = NULL WHERE name = $2 AND worker_id = $1 AND token = $3',
        [id, slot, token],
      );
    },
    async subscribed(id, slot, token, filters) {
      await pool.query(
        'UPDATE ingest_slot SET filters = $4 WHERE name = $2 AND worker_id = $1 AND token = $3',
        [id, slot, token, filters],
      );
    },
    async evict(id) {
      // first: from now on none of its new connections is admitted
      const fenced = await pool.query(
        `UPDATE ingest_worker SET fenced_at = coalesce(fenced_at, clock_timestamp())
         WHERE id = $1 AND (fenced_at IS NOT NULL OR expires_at < clock_timestamp())`,
        [id],
      );
      if (fenced.rowCount === 0) return false;
      // then those that were: what they have not committed they never will. One that begins later was refused
      const theirs = 'FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1';
      const asked = await pool.query('SELECT clock_timestamp()::text AS at');
      await pool.query(`SELECT pg_terminate_backend(pid, 2000) ${theirs}`, [commitsAs(id)]);
      const left = await pool.query(`SELECT ${theirs} AND backend_start <= $2::timestamptz`, [
        commitsAs(id),
        asked.rows[0]?.at,
      ]);
      if (left.rows.length > 0) return false;
      await pool.query('UPDATE ingest_slot SET worker_id = NULL, abandoned = true WHERE worker_id = $1', [
        id,
      ]);
      await pool.query('DELETE FROM ingest_worker WHERE id = $1', [id]);
      return true;
    },
    async leave(id) {
      await pool.query('UPDATE ingest_slot SET worker_id = NULL WHERE worker_id = $1', [id]);
      await pool.query('DELETE FROM ingest_worker WHERE id = $1', [id]);
    },
  };
}
