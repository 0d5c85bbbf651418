import type pg from 'pg';
import type { Logger } from 'pino';
import type { Db } from './postgres.ts';

/** A log whose rows are read in commit order, and the cursors into it. */
interface OrderedLog {
  table: string;
  /** `UPDATE <cursors> …`, one row per reader; those of the relay are chosen by `log`. */
  cursors: { table: string; key: string; where: string }[];
}

const LOGS: readonly OrderedLog[] = [
  {
    table: 'feed',
    cursors: [
      { table: 'feed_consumer', key: 'name', where: 'true' },
      { table: 'feed_pruned', key: 'only_row', where: 'true' },
    ],
  },
  { table: 'alert_log', cursors: [{ table: 'relay_cursor', key: 'log', where: "log = 'alert'" }] },
  { table: 'reading_log', cursors: [{ table: 'relay_cursor', key: 'log', where: "log = 'reading'" }] },
];

/** The first transaction id that Postgres gives: older than whatever commits from now on. */
const RESTORED_XID = '3';

async function liesAhead(client: pg.ClientBase, table: string): Promise<boolean> {
  const { rows } = await client.query<{ ahead: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM ${table} WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())) AS ahead`,
  );
  return rows[0]?.ahead === true;
}

/** Whether a database was restored from another cluster and not mended since: its feed and its relay stand still. */
export async function needsMending(client: pg.ClientBase): Promise<boolean> {
  for (const { table, cursors } of LOGS) {
    for (const name of [table, ...cursors.map((cursor) => cursor.table)]) {
      if (await liesAhead(client, name)) return true;
    }
  }
  return false;
}

/**
 * Mends the order of the logs after a logical restore (pg_dump into another cluster). Rows then carry transaction ids
 * of the old cluster, which lie ahead of the new one's: readers would wait for them, perhaps for months. Everything
 * restored is made older than what comes, in order of its sequence; a cursor is set before the first row it has not
 * passed, so a reader may see a row again and misses none. Subscribers' own cursors end with CURSOR_EXPIRED or
 * BAD_CURSOR. Run it while nothing else writes: at start, after the migrations. Does nothing where nothing lies ahead.
 * @returns the tables mended
 */
export async function mendAfterRestore(db: Db, log: Logger): Promise<string[]> {
  return db.tx(async (client) => {
    const mended: string[] = [];
    for (const { table, cursors } of LOGS) {
      const tables = [table, ...cursors.map((cursor) => cursor.table)];
      let ahead = false;
      for (const name of tables) ahead ||= await liesAhead(client, name);
      if (!ahead) continue;
      await client.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`);
      // all of them, not only those ahead: their order among each other must stay
      for (const cursor of cursors) {
        await client.query(
          `UPDATE ${cursor.table} c SET xid = $1::text::xid8, seq = COALESCE(
             (SELECT min(l.seq) - 1 FROM ${table} l WHERE (l.xid, l.seq) > (c.xid, c.seq)),
             (SELECT max(l.seq) FROM ${table} l), 0)
           WHERE ${cursor.where}`,
          [RESTORED_XID],
        );
      }
      await client.query(`UPDATE ${table} SET xid = $1::text::xid8`, [RESTORED_XID]);
      mended.push(table);
    }
    if (mended.length > 0) {
      log.warn(
        { tables: mended },
        'the database was restored from another cluster; its logs are in order again',
      );
    }
    return mended;
  });
}
