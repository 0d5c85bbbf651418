import type pg from 'pg';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError } from '../../core/errors.ts';
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
  /** Whose session it is at the broker. */
  clientId: Type.String(),
  broker: Type.String(),
  /** What that is surely subscribed to, once it is read. */
  filters: Type.Array(Type.String()),
  /** All that it may be subscribed to, also where a process ended in the middle of changing it. */
  mayHave: Type.Array(Type.String()),
});
export type SlotLease = Static<typeof SlotLeaseSchema>;

const WorkerLeaseSchema = Type.Object({
  id: Type.String(),
  name: Type.String(),
  division: Type.String(),
  alive: Type.Boolean(),
  steady: Type.Boolean(),
  /** Names of brokers that answer it, as it tells with each renewal, and of those that have not for long. */
  reaches: Type.Array(Type.String()),
  misses: Type.Array(Type.String()),
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
  /** May be tried again when it is not known whether it succeeded. @returns false: it did, and was fenced since */
  join(worker: { id: string; name: string; division: string }): Promise<boolean>;
  /** @returns false: another fenced this worker, or it never joined */
  renew(id: string, brokers?: { reaches: readonly string[]; misses: readonly string[] }): Promise<boolean>;
  state(): Promise<LeaseState>;
  /**
   * Makes a row for each slot that has none.
   * @throws HubError CONFIG_INVALID: a living worker reads one of them as another client of the broker, or at another broker
   */
  declare(slots: readonly { name: string; broker: string; clientId: string }[]): Promise<void>;
  /** Its session may have these filters from now on. @returns null: somebody else was faster, or this worker may not */
  take(id: string, slot: string, filters: readonly string[]): Promise<Taken | null>;
  /** Nothing when it is not this holder's any more. */
  release(id: string, slot: string, token: string): Promise<void>;
  /** Notes what the slot's session is subscribed to. */
  subscribed(
    id: string,
    slot: string,
    token: string,
    session: { filters: readonly string[]; mayHave: readonly string[] },
  ): Promise<void>;
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

/**
 * Rejects a connection of a worker that was fenced: what it held is another's.
 * @throws Error
 */
export async function admitWorker(client: pg.ClientBase, id: string): Promise<void> {
  // before it is asked, so that who fences this worker later finds it: DATABASE_URL may name another, or a pooler keep it
  await client.query("SELECT set_config('application_name', $1, false)", [commitsAs(id)]);
  const { rows } = await client.query('SELECT FROM ingest_worker WHERE id = $1 AND fenced_at IS NULL', [id]);
  if (rows.length === 0)
    throw new Error('this process lost its slots to another: it commits nothing of theirs');
}

/** That the worker `w` holds its lease. */
const LIVES = 'w.fenced_at IS NULL AND w.expires_at >= clock_timestamp()';

/** What waits in the session of another client id would be read by nobody. */
function otherClients(
  found: readonly { slot: string; own: string; known: string; worker: string }[],
): HubError {
  const faults = found.map(
    ({ slot, own, known, worker }) =>
      `  - slot ${slot}: ${worker} reads it as ${known} (broker/client id), this process would as ${own}. ` +
      'MQTT_CLIENT_ID and HUB_SOURCES_FILE must say the same in all processes; to change a client id, stop all first',
  );
  const faultsZh = found.map(
    ({ slot, own, known, worker }) =>
      `  - 分片 ${slot}：${worker} 以 ${known}（服务器/客户端标识）读取，本进程则为 ${own}。` +
      '所有进程的 MQTT_CLIENT_ID 与 HUB_SOURCES_FILE 必须一致；更改客户端标识须先停止全部进程',
  );
  const params = { count: found.length, faults: faults.join('\n'), faultsZh: faultsZh.join('\n') };
  return new HubError('CONFIG_INVALID', params);
}

const seconds = (ms: number) => ms / 1_000;

export function createSlotLeases(pool: pg.Pool, timing: SlotTiming): SlotLeases {
  const lease = seconds(timing.leaseMs);
  return {
    async join({ id, name, division }) {
      const { rowCount } = await pool.query(
        `INSERT INTO ingest_worker AS known (id, name, division, expires_at)
         VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))
         ON CONFLICT (id) DO UPDATE SET steady_since = clock_timestamp(), expires_at = excluded.expires_at
         WHERE known.fenced_at IS NULL`,
        [id, name, division, lease],
      );
      return rowCount === 1;
    },
    async renew(id, { reaches, misses } = { reaches: [], misses: [] }) {
      const { rowCount } = await pool.query(
        `UPDATE ingest_worker SET
           steady_since = CASE WHEN expires_at < clock_timestamp() THEN clock_timestamp() ELSE steady_since END,
           expires_at = clock_timestamp() + make_interval(secs => $2), reaches = $3, misses = $4
         WHERE id = $1 AND fenced_at IS NULL`,
        [id, lease, reaches, misses],
      );
      return rowCount === 1;
    },
    async state() {
      const workers = await pool.query(
        `SELECT id::text, name, division, fenced_at IS NULL AND expires_at >= clock_timestamp() AS alive,
           steady_since < clock_timestamp() - make_interval(secs => $1) AS steady,
           reaches, misses
         FROM ingest_worker ORDER BY id`,
        [seconds(timing.steadyMs)],
      );
      const slots = await pool.query(
        `SELECT name, worker_id::text AS holder, token::text, client_id AS "clientId", broker, filters, may_have AS "mayHave"
         FROM ingest_slot ORDER BY name`,
      );
      return { workers: Workers.Parse(workers.rows), slots: Slots.Parse(slots.rows) };
    },
    async declare(slots) {
      const wanted = [
        slots.map(({ name }) => name),
        slots.map(({ broker }) => broker),
        slots.map(({ clientId }) => clientId),
      ];
      await pool.query(
        `INSERT INTO ingest_slot AS known (name, broker, client_id)
         SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ORDER BY 1
         ON CONFLICT (name) DO UPDATE SET broker = excluded.broker, client_id = excluded.client_id
         WHERE (known.broker, known.client_id) IS DISTINCT FROM (excluded.broker, excluded.client_id)
           AND NOT EXISTS (SELECT FROM ingest_worker w WHERE w.id = known.worker_id AND ${LIVES})`,
        wanted,
      );
      const { rows } = await pool.query<{ slot: string; own: string; known: string; worker: string }>(
        `SELECT s.name AS slot, wanted.broker || '/' || wanted.client_id AS own,
           s.broker || '/' || s.client_id AS known, w.name AS worker
         FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted (name, broker, client_id)
         JOIN ingest_slot s USING (name) JOIN ingest_worker w ON w.id = s.worker_id
         WHERE (s.broker, s.client_id) <> (wanted.broker, wanted.client_id) AND ${LIVES} ORDER BY 1`,
        wanted,
      );
      if (rows.length > 0) throw otherClients(rows);
    },
    async take(id, slot, filters) {
      const { rows } = await pool.query(
        `WITH free AS (SELECT name, abandoned FROM ingest_slot WHERE name = $2 AND worker_id IS NULL FOR UPDATE)
         UPDATE ingest_slot s SET worker_id = $1, token = token + 1, taken_at = clock_timestamp(), abandoned = false,
           -- before it subscribes
           may_have = ARRAY(SELECT DISTINCT unnest(may_have || $3::text[]))
         FROM free, ingest_worker w
         WHERE s.name = free.name AND w.id = $1 AND w.fenced_at IS NULL AND w.expires_at >= clock_timestamp()
         RETURNING s.token::text, free.abandoned`,
        [id, slot, filters],
      );
      return rows.length === 0 ? null : Taken.Parse(rows)[0];
    },
    async release(id, slot, token) {
      await pool.query(
        'UPDATE ingest_slot SET worker_id = NULL WHERE name = $2 AND worker_id = $1 AND token = $3',
        [id, slot, token],
      );
    },
    async subscribed(id, slot, token, { filters, mayHave }) {
      await pool.query(
        'UPDATE ingest_slot SET filters = $4, may_have = $5 WHERE name = $2 AND worker_id = $1 AND token = $3',
        [id, slot, token, filters, mayHave],
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
      // when one began is not told to a role that may end it and no more
      const left = await pool.query(`SELECT ${theirs} AND coalesce(backend_start <= $2::timestamptz, true)`, [
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
