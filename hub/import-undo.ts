import type { PoolClient } from 'pg';
import Type from 'typebox';
import { HubError } from '../core/errors.ts';
import { isCodeOf } from '../core/households.ts';
import { appendAudit } from '../runtime/audit.ts';
import { type Db, sqlState } from '../runtime/postgres.ts';
import { Instant, nullable, rowsOf } from '../subgraphs/rows.ts';
import { IMPORT_TABLES, type ImportTable, imageSql, undoneColumns } from './import-batch.ts';

export interface UndoConflict {
  table: string;
  key: string;
  en: string;
  zh: string;
}

export interface UndoReport {
  /** Rows set back to what they were. */
  restored: number;
  /** Rows that the import had made, taken away. */
  removed: number;
  conflicts: UndoConflict[];
  applied: boolean;
}

const batchRows = rowsOf(
  Type.Object({ kind: Type.String(), fileName: Type.String(), undoneAt: nullable(Instant) }),
);
const tableRows = rowsOf(Type.Object({ table: Type.String() }));
const keyRows = rowsOf(Type.Object({ key: Type.String(), isNew: Type.Boolean(), same: Type.Boolean() }));

/** Children before their parents. */
const ORDER: readonly ImportTable[] = [
  'key_person',
  'household',
  'building_floor',
  'building',
  'post',
  'person',
  'device',
  'grid_boundary',
  'grid_alias',
  'grid',
];

class NotApplied extends Error {}

const CHANGED = { en: 'was changed since', zh: '此后已被修改' };
const IN_USE = { en: 'is used by something that came later', zh: '已被后来的数据引用' };

/** As many rows as one statement takes: its time limit is 30 s. */
const CHUNK = 5_000;

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += CHUNK) yield all.slice(at, at + CHUNK);
}

/** Rows of a table that are as the import left them, and those that are not. */
async function split(client: PoolClient, batchId: string, table: ImportTable) {
  const rows: { key: string; isNew: boolean; same: boolean }[] = [];
  for (let after = ''; ; ) {
    const found = await client.query(
      `SELECT r.key, r.before IS NULL AS "isNew", ${imageSql(table, 'r.key')} IS NOT DISTINCT FROM r.after AS same
       FROM import_row r WHERE r.batch_id = $1 AND r.table_name = $2 AND r.key > $3 ORDER BY r.key LIMIT ${CHUNK}`,
      [batchId, table, after],
    );
    const page = keyRows(found);
    rows.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < CHUNK) break;
    after = last.key;
  }
  return { same: rows.filter(({ same }) => same), changed: rows.filter(({ same }) => !same) };
}

async function restoreOne(client: PoolClient, batchId: string, table: ImportTable, keys: readonly string[]) {
  if (keys.length === 0) return;
  const columns = await undoneColumns(client, table);
  const set = columns.map((column) => `"${column}" = o."${column}"`).join(', ');
  const { key } = IMPORT_TABLES[table];
  await client.query(
    `UPDATE ${table} t SET ${set} FROM import_row r, jsonb_populate_record(NULL::${table}, r.before) o
     WHERE r.batch_id = $1 AND r.table_name = $2 AND r.key = ANY($3) AND t.${key} = r.key`,
    [batchId, table, keys],
  );
}

async function restoreMany(client: PoolClient, batchId: string, table: ImportTable, keys: readonly string[]) {
  const { key } = IMPORT_TABLES[table];
  await client.query(`DELETE FROM ${table} WHERE ${key} = ANY($1::text[])`, [keys]);
  const columns = (await undoneColumns(client, table)).map((column) => `"${column}"`).join(', ');
  const drawn = table === 'grid_boundary';
  await client.query(
    `INSERT INTO ${table} (${columns}${drawn ? ', drawn_by' : ''})
     SELECT ${columns}${drawn ? ", 'undo'" : ''} FROM import_row r, jsonb_populate_recordset(NULL::${table}, r.before)
     WHERE r.batch_id = $1 AND r.table_name = $2 AND r.key = ANY($3)`,
    [batchId, table, keys],
  );
}

const idRows = rowsOf(Type.Object({ id: Type.String() }));

/** Of these devices, those that spoke, hang something below them or were sent a command: no key of the database holds them. */
async function devicesInUse(client: PoolClient, ids: readonly string[]): Promise<string[]> {
  const found = await client.query(
    `SELECT d.id FROM device d WHERE d.id = ANY($1::text[]) AND (
       d.last_seen_at IS NOT NULL OR EXISTS (SELECT FROM incident i WHERE i.device_id = d.id)
       OR EXISTS (SELECT FROM device below WHERE below.parent_id = d.id AND below.id <> ALL($1::text[]))
       OR EXISTS (SELECT FROM device_command c WHERE c.device_id = d.id)
       OR EXISTS (SELECT FROM metric_watch w WHERE w.device_id = d.id))`,
    [ids],
  );
  return idRows(found).map(({ id }) => id);
}

/** Deletes these rows; those that something refers to stay and are told. */
async function remove(client: PoolClient, table: ImportTable, all: readonly string[]): Promise<string[]> {
  const { key } = IMPORT_TABLES[table];
  const held = new Set(table === 'device' && all.length > 0 ? await devicesInUse(client, all) : []);
  const keys = all.filter((one) => !held.has(one));
  const attempt = async (some: readonly string[]): Promise<boolean> => {
    await client.query('SAVEPOINT removing');
    try {
      await client.query(`DELETE FROM ${table} WHERE ${key} = ANY($1::text[])`, [some]);
      await client.query('RELEASE SAVEPOINT removing');
      return true;
    } catch (error) {
      if (sqlState(error) !== '23503') throw error;
      await client.query('ROLLBACK TO SAVEPOINT removing');
      return false;
    }
  };
  if (keys.length === 0 || (await attempt(keys))) return [...held];
  const used: string[] = [...held];
  for (const one of keys) if (!(await attempt([one]))) used.push(one);
  return used;
}

/**
 * Takes an import back: what it made goes, what it changed is as before. A row that was changed since, or that something
 * now refers to, is a conflict: then nothing is undone, unless `partial`.
 * @throws HubError NOT_FOUND | BAD_USER_INPUT (undone already)
 */
export async function undoImport(
  db: Db,
  batchId: string,
  options: { dryRun?: boolean; partial?: boolean; actor?: string } = {},
): Promise<UndoReport> {
  const report: UndoReport = { restored: 0, removed: 0, conflicts: [], applied: false };
  try {
    await db.tx(async (client) => {
      const [batch] = batchRows(
        await client.query(
          'SELECT kind, file_name AS "fileName", undone_at AS "undoneAt" FROM import_batch WHERE id = $1 FOR UPDATE',
          [batchId],
        ),
      );
      if (batch === undefined)
        throw new HubError('NOT_FOUND', { what: 'Import', whatZh: '导入批次', id: batchId });
      if (batch.undoneAt !== null) {
        throw new HubError('BAD_USER_INPUT', {
          path: 'batch',
          reason: 'it is undone already',
          reasonZh: '该批次已撤销',
        });
      }
      const found = await client.query(
        'SELECT DISTINCT table_name AS table FROM import_row WHERE batch_id = $1',
        [batchId],
      );
      const tables = new Set(
        tableRows(found).flatMap(({ table }) => (isCodeOf(IMPORT_TABLES, table) ? [table] : [])),
      );
      for (const table of ORDER.filter((one) => tables.has(one))) {
        const { same, changed } = await split(client, batchId, table);
        report.conflicts.push(...changed.map(({ key }) => ({ table, key, ...CHANGED })));
        const made = same.filter(({ isNew }) => isNew).map(({ key }) => key);
        const old = same.filter(({ isNew }) => !isNew).map(({ key }) => key);
        if (IMPORT_TABLES[table].shape === 'many')
          await restoreMany(client, batchId, table, [...made, ...old]);
        else {
          for (const some of chunks(old)) await restoreOne(client, batchId, table, some);
          // the longest first: grids below before those above
          const ordered = made.toSorted((a, b) => b.length - a.length);
          const used: string[] = [];
          for (const some of chunks(ordered)) used.push(...(await remove(client, table, some)));
          report.conflicts.push(...used.map((key) => ({ table, key, ...IN_USE })));
          report.removed -= used.length;
        }
        report.restored += old.length;
        report.removed += made.length;
      }
      if (options.dryRun === true || (report.conflicts.length > 0 && options.partial !== true))
        throw new NotApplied();
      const actor = options.actor ?? 'import';
      await client.query('UPDATE import_batch SET undone_at = now(), undone_by = $2 WHERE id = $1', [
        batchId,
        actor,
      ]);
      await appendAudit(client, {
        ...{ actor, action: 'undoImport', kind: batch.kind, objectId: batch.fileName, gridCode: null },
        ...{ before: { batch: batchId }, after: { restored: report.restored, removed: report.removed } },
      });
    });
    report.applied = true;
  } catch (error) {
    if (!(error instanceof NotApplied)) throw error;
  }
  return report;
}
