import type { Logger } from 'pino';
import { ensurePartitions, pruneLogs } from './alert-log.ts';
import type { Feed } from './feed.ts';
import { measureFeedBehind } from './feed-behind.ts';
import type { Metrics } from './metrics.ts';
import type { Db } from './postgres.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const EVERY_MS = HOUR_MS;
/**
 * A hub that was away for longer than the log is kept first gets what it stored last and did not acknowledge once more, and
 * knows it by the log.
 */
const LOGS_AFTER_MS = 10 * 60_000;
/** Any number no other use of this database takes: one process tends it at a time. */
const MAINTENANCE_LOCK = 7_245_102;

export interface MaintenanceOptions {
  db: Db;
  feed: Feed;
  log: Logger;
  metrics?: Metrics | undefined;
  retention: {
    /** How long alerts and readings stay in Postgres once InfluxDB has them. */
    alertLogHours: number;
    /** How long the series are kept; without InfluxDB the logs are the series. */
    seriesDays: number;
    quarantineDays: number;
    quarantineRows: number;
    /** How long a reporter's contact is kept after the order ended. */
    contactDays: number;
  };
  series: 'embedded' | 'influx';
}

export interface MaintenanceReport {
  made: string[];
  dropped: string[];
  /** Rows removed, by table. */
  removed: Record<string, number>;
}

/** Faults kept at most; their number is bounded by what can differ, unless sources and codecs change all the time. */
const MOST_FAULTS = 10_000;

async function pruneQuarantine(
  db: Db,
  nowMs: number,
  { quarantineDays, quarantineRows }: MaintenanceOptions['retention'],
): Promise<Record<string, number>> {
  const cutoff = new Date(nowMs - quarantineDays * DAY_MS);
  // a frame that somebody demanded to be replayed waits for that
  const samples = await db.pool.query(
    `WITH gone AS (
       DELETE FROM quarantine_sample
       WHERE replay_state IS DISTINCT FROM 'PENDING' AND (received_at < $1 OR (received_at, id) <= (
         SELECT received_at, id FROM quarantine_sample ORDER BY received_at DESC, id DESC OFFSET $2 LIMIT 1))
       RETURNING fault_id, length(payload) AS bytes
     ), sums AS (SELECT fault_id, count(*)::int AS samples, sum(bytes) AS bytes FROM gone GROUP BY 1)
     UPDATE quarantine_fault f SET samples = f.samples - sums.samples, sample_bytes = f.sample_bytes - sums.bytes
     FROM sums WHERE f.id = sums.fault_id RETURNING sums.samples`,
    [cutoff, quarantineRows],
  );
  const faults = await db.pool.query(
    `DELETE FROM quarantine_fault f
     WHERE (last_seen_at < $1 OR (last_seen_at, id) <= (
         SELECT last_seen_at, id FROM quarantine_fault ORDER BY last_seen_at DESC, id DESC OFFSET $2 LIMIT 1))
       AND NOT EXISTS (SELECT FROM quarantine_sample s WHERE s.fault_id = f.id AND s.replay_state = 'PENDING')`,
    [cutoff, MOST_FAULTS],
  );
  const replays = await db.pool.query('DELETE FROM quarantine_replay WHERE requested_at < $1', [cutoff]);
  return {
    quarantine_sample: samples.rows.reduce((sum: number, row: { samples: number }) => sum + row.samples, 0),
    quarantine_fault: faults.rowCount ?? 0,
    quarantine_replay: replays.rowCount ?? 0,
  };
}

async function pruneSeriesTables(db: Db, nowMs: number, seriesDays: number): Promise<Record<string, number>> {
  const cutoff = [new Date(nowMs - seriesDays * DAY_MS)];
  const counts = await db.pool.query('DELETE FROM alert_count_hourly WHERE hour < $1', cutoff);
  const refused = await db.pool.query('DELETE FROM relay_refused WHERE refused_at < $1', cutoff);
  const commands = await db.pool.query('DELETE FROM device_command WHERE finished_at < $1', cutoff);
  return {
    alert_count_hourly: counts.rowCount ?? 0,
    relay_refused: refused.rowCount ?? 0,
    device_command: commands.rowCount ?? 0,
  };
}

/** Contacts of reporters whose orders, and those they were merged into, ended long enough ago. */
async function forgetContacts(db: Db, nowMs: number, contactDays: number): Promise<Record<string, number>> {
  const forgotten = await db.pool.query(
    `DELETE FROM report_contact c USING report r JOIN work_order w ON w.id = r.work_order_id
     WHERE r.id = c.report_id AND w.state <> 'MERGED' AND w.closed_at < $1`,
    [new Date(nowMs - contactDays * DAY_MS)],
  );
  return { report_contact: forgotten.rowCount ?? 0 };
}

/**
 * One round: partitions ahead, old days dropped (but for `keepLogs`), feed, quarantine and counts pruned to their limits.
 * Null when another process is at it.
 */
export async function maintain(
  options: MaintenanceOptions,
  nowMs = Date.now(),
  keepLogs = false,
): Promise<MaintenanceReport | null> {
  const { db, feed, retention, series } = options;
  const holder = await db.pool.connect();
  let failed = false;
  try {
    const lock = await holder.query('SELECT pg_try_advisory_lock($1) AS got', [MAINTENANCE_LOCK]);
    if (!lock.rows[0].got) return null;
    const made = await ensurePartitions(db, nowMs);
    const onlyRelayed = series === 'influx';
    const keptMs = onlyRelayed ? retention.alertLogHours * HOUR_MS : retention.seriesDays * DAY_MS;
    const logs = keepLogs ? { dropped: [], rows: 0 } : await pruneLogs(db, { nowMs, keptMs, onlyRelayed });
    const removed = {
      'late log rows': logs.rows,
      feed: await feed.prune(),
      ...(await pruneQuarantine(db, nowMs, retention)),
      ...(await pruneSeriesTables(db, nowMs, retention.seriesDays)),
      ...(await forgetContacts(db, nowMs, retention.contactDays)),
    };
    await holder.query('SELECT pg_advisory_unlock($1)', [MAINTENANCE_LOCK]);
    return { made, dropped: logs.dropped, removed };
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    // a client that may still hold the lock is not given back
    holder.release(failed);
  }
}

/**
 * Makes the partitions of the coming days before it returns, then keeps house at once and every hour until closed; of the
 * logs nothing is dropped in the first ten minutes. A round that
 * fails is logged and comes again.
 */
export async function startMaintenance(options: MaintenanceOptions): Promise<{ close(): Promise<void> }> {
  const { log } = options;
  const failures = options.metrics?.counter({
    name: 'hub_maintenance_failures_total',
    help: 'Rounds of housekeeping in Postgres that failed',
  });
  if (options.metrics !== undefined) measureFeedBehind(options.db.pool, options.metrics);
  let running: Promise<void> = Promise.resolve();
  async function round(keepLogs = false): Promise<void> {
    try {
      const report = await maintain(options, Date.now(), keepLogs);
      if (report !== null) log.info(report, 'housekeeping done');
    } catch (error) {
      failures?.inc();
      log.error({ err: error }, 'housekeeping failed; it comes again');
    }
  }
  await ensurePartitions(options.db, Date.now());
  running = round(true);
  const next = () => {
    running = running.then(() => round());
  };
  const first = setTimeout(next, LOGS_AFTER_MS);
  const timer = setInterval(next, EVERY_MS);
  return {
    async close() {
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
}
