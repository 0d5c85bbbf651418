import type { PoolClient } from 'pg';
import Type from 'typebox';
import { newId } from '../core/ids.ts';
import { rowsOf } from '../subgraphs/rows.ts';

/**
 * Tables that an import writes. `one`: a row per key; its image is the row without what others write all the time.
 * `many`: all rows of a key are one image.
 */
export const IMPORT_TABLES = {
  grid: { shape: 'one', key: 'code', without: ['updated_at', 'boundary'] },
  grid_alias: { shape: 'one', key: 'code', without: [] },
  grid_boundary: { shape: 'many', key: 'grid_code', without: ['id', 'drawn_at', 'drawn_by'] },
  building: { shape: 'one', key: 'id', without: ['updated_at'] },
  building_floor: { shape: 'many', key: 'building_id', without: [] },
  household: { shape: 'one', key: 'id', without: ['updated_at'] },
  key_person: { shape: 'one', key: 'id', without: ['updated_at'] },
  person: { shape: 'one', key: 'id', without: [] },
  post: { shape: 'one', key: 'id', without: [] },
  device: {
    shape: 'one',
    key: 'id',
    without: ['online', 'online_at', 'first_seen_at', 'last_seen_at', 'grid_hint'],
  },
} as const satisfies Record<string, { shape: 'one' | 'many'; key: string; without: readonly string[] }>;

export type ImportTable = keyof typeof IMPORT_TABLES;

/** Ids of these are compared by the database's own collation: the index of no other serves them. */
const DEFAULT_COLLATION: readonly ImportTable[] = ['person', 'post'];

/** SQL of the image of one key (an expression), as a scalar: null for a key without rows. By index, key by key. */
export function imageSql(table: ImportTable, key: string): string {
  const { shape, key: column, without } = IMPORT_TABLES[table];
  const image = `to_jsonb(t)${without.map((left) => ` - '${left}'`).join('')}`;
  const collated = DEFAULT_COLLATION.includes(table) ? `${key} COLLATE "default"` : key;
  const where = `FROM ${table} t WHERE t.${column} = ${collated}`;
  return shape === 'one'
    ? `(SELECT ${image} ${where})`
    : `(SELECT jsonb_agg(${image} ORDER BY t::text COLLATE "C") ${where})`;
}

/** A batch being written: what each row was before, and what it is after. */
export interface Batch {
  id: string;
  /** Writes rows of a table by chunks; `write` gets the keys and does it. */
  rows<T>(
    table: ImportTable,
    rows: readonly T[],
    keyOf: (row: T) => string,
    write: (chunk: readonly T[]) => Promise<void>,
  ): Promise<void>;
}

/** As many rows as one statement takes: its time limit is 30 s. */
const CHUNK = 5_000;

/** Begins a batch in the caller's transaction. */
export async function beginBatch(
  client: PoolClient,
  batch: { kind: string; fileName: string; actor: string; added: number; updated: number },
): Promise<Batch> {
  const id = newId('imp');
  await client.query(
    'INSERT INTO import_batch (id, kind, file_name, actor, added, updated) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, batch.kind, batch.fileName, batch.actor, batch.added, batch.updated],
  );
  return {
    id,
    async rows(table, rows, keyOf, write) {
      for (let at = 0; at < rows.length; at += CHUNK) {
        const chunk = rows.slice(at, at + CHUNK);
        const keys = [...new Set(chunk.map(keyOf))];
        await client.query(
          `INSERT INTO import_row (batch_id, table_name, key, before, after)
           SELECT $1, $2, k, ${imageSql(table, 'k')}, 'null' FROM unnest($3::text[]) AS k ON CONFLICT DO NOTHING`,
          [id, table, keys],
        );
        await write(chunk);
        await client.query(
          `UPDATE import_row r SET after = COALESCE(${imageSql(table, 'r.key')}, 'null')
           WHERE r.batch_id = $1 AND r.table_name = $2 AND r.key = ANY($3::text[])`,
          [id, table, keys],
        );
        // what the file did not change needs no undoing
        await client.query(
          'DELETE FROM import_row WHERE batch_id = $1 AND table_name = $2 AND key = ANY($3) AND before = after',
          [id, table, keys],
        );
      }
    },
  };
}

const columnRows = rowsOf(Type.Object({ name: Type.String() }));

/** Columns of a table that an undo sets back. */
export async function undoneColumns(client: PoolClient, table: ImportTable): Promise<string[]> {
  const { without } = IMPORT_TABLES[table];
  const found = await client.query(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER'`,
    [table],
  );
  return columnRows(found)
    .map(({ name }) => name)
    .filter((name) => !without.some((left) => left === name));
}
