import type pg from 'pg';
import type { Db } from './postgres.ts';

/** The two logs that are partitioned by UTC day of their event time. */
export const PARTITIONED_LOGS = ['alert_log', 'reading_log'] as const;
export type PartitionedLog = (typeof PARTITIONED_LOGS)[number];

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 3;
const PRUNE_ROWS = 5_000;
/** Making and dropping a partition needs the log to itself: rather later than with every writer queued behind. */
const LOCK_TIMEOUT = "SET LOCAL lock_timeout = '2s'";

interface Day {
  name: string;
  /** First and one past the last ns since the epoch. */
  fromNs: bigint;
  toNs: bigint;
}

function dayOf(log: PartitionedLog, ms: number): Day {
  const start = Math.floor(ms / DAY_MS) * DAY_MS;
  return {
    name: `${log}_${new Date(start).toISOString().slice(0, 10).replaceAll('-', '')}`,
    fromNs: BigInt(start) * 1_000_000n,
    toNs: BigInt(start + DAY_MS) * 1_000_000n,
  };
}

async function exists(client: pg.Pool | pg.PoolClient, table: string): Promise<boolean> {
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS found', [table]);
  return rows[0].found;
}

// Rows of this day that came before it was made lie in the default partition: they move, and keep their place in
// commit order (xid, seq), so that the relay neither misses nor repeats one.
async function makeDay(db: Db, log: PartitionedLog, day: Day): Promise<boolean> {
  return db.tx(async (client) => {
    await client.query(LOCK_TIMEOUT);
    await client.query(`LOCK TABLE ${log} IN ACCESS EXCLUSIVE MODE`);
    if (await exists(client, day.name)) return false;
    await client.query(`CREATE TEMP TABLE moved (LIKE ${log}) ON COMMIT DROP`);
    await client.query(
      `WITH taken AS (DELETE FROM ${log}_default WHERE time_ns >= $1 AND time_ns < $2 RETURNING *)
       INSERT INTO moved SELECT * FROM taken`,
      [day.fromNs, day.toNs],
    );
    await client.query(
      `CREATE TABLE ${day.name} PARTITION OF ${log} FOR VALUES FROM (${day.fromNs}) TO (${day.toNs})`,
    );
    await client.query(`INSERT INTO ${log} OVERRIDING SYSTEM VALUE SELECT * FROM moved`);
    return true;
  });
}

/**
 * Makes the partitions of today and the next two days (UTC) where they are missing; whatever lies outside the days
 * that have one is in the default partition. Safe to run in several processes at once.
 * @returns the names made
 */
export async function ensurePartitions(db: Db, nowMs: number): Promise<string[]> {
  const made: string[] = [];
  for (const log of PARTITIONED_LOGS) {
    for (let ahead = 0; ahead < DAYS_AHEAD; ahead++) {
      const day = dayOf(log, nowMs + ahead * DAY_MS);
      if (!(await exists(db.pool, day.name)) && (await makeDay(db, log, day))) made.push(day.name);
    }
  }
  return made;
}

const RELAYED = `(l.xid, l.seq) <= (SELECT c.xid, c.seq FROM relay_cursor c WHERE c.log = $1)`;

function relayName(log: PartitionedLog): string {
  return log === 'alert_log' ? 'alert' : 'reading';
}

// The lock comes before the look: no row can arrive in between.
async function dropDay(db: Db, log: PartitionedLog, name: string, onlyRelayed: boolean): Promise<boolean> {
  return db.tx(async (client) => {
    await client.query(LOCK_TIMEOUT);
    await client.query(`LOCK TABLE ${log} IN ACCESS EXCLUSIVE MODE`);
    if (!(await exists(client, name))) return false;
    if (onlyRelayed) {
      const left = await client.query(`SELECT 1 FROM ${name} l WHERE NOT (${RELAYED}) LIMIT 1`, [
        relayName(log),
      ]);
      if (left.rowCount !== 0) return false;
    }
    await client.query(`DROP TABLE ${name}`);
    return true;
  });
}

async function partitionsBefore(db: Db, log: PartitionedLog, cutoffMs: number): Promise<string[]> {
  const { rows } = await db.pool.query(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = $1::regclass AND c.relname ~ '_[0-9]{8}$' ORDER BY c.relname`,
    [log],
  );
  // the name of the day that the cutoff falls into: whole days before it go
  const kept = dayOf(log, cutoffMs).name;
  return rows.map((row) => String(row.name)).filter((name) => name < kept);
}

// Late ones: kept, too, as long after they came as others are kept after they happened, so that a redelivery is known.
async function pruneDefault(
  db: Db,
  log: PartitionedLog,
  cutoffMs: number,
  onlyRelayed: boolean,
): Promise<number> {
  const conditions = [
    'l.time_ns < $2',
    ...(log === 'alert_log' ? ['l.received_at < to_timestamp($2::numeric / 1000000000)'] : []),
    onlyRelayed ? RELAYED : '$1::text IS NOT NULL',
  ];
  for (let removed = 0; ; ) {
    const { rowCount } = await db.pool.query(
      `DELETE FROM ${log}_default WHERE ctid = ANY (ARRAY(
         SELECT l.ctid FROM ${log}_default l WHERE ${conditions.join(' AND ')} LIMIT ${PRUNE_ROWS}))`,
      [relayName(log), BigInt(cutoffMs) * 1_000_000n],
    );
    removed += rowCount ?? 0;
    if ((rowCount ?? 0) < PRUNE_ROWS) return removed;
  }
}

/**
 * Removes whole days of both logs whose last moment is older than `keptMs`, and such rows of the default partition.
 * @param onlyRelayed what InfluxDB does not have yet stays, however old
 * @returns partitions dropped and rows removed from the default ones
 */
export async function pruneLogs(
  db: Db,
  options: { nowMs: number; keptMs: number; onlyRelayed: boolean },
): Promise<{ dropped: string[]; rows: number }> {
  const cutoffMs = options.nowMs - options.keptMs;
  const dropped: string[] = [];
  let rows = 0;
  for (const log of PARTITIONED_LOGS) {
    for (const name of await partitionsBefore(db, log, cutoffMs)) {
      if (await dropDay(db, log, name, options.onlyRelayed)) dropped.push(name);
    }
    rows += await pruneDefault(db, log, cutoffMs, options.onlyRelayed);
  }
  return { dropped, rows };
}
