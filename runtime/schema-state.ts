import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { HubError } from '../core/errors.ts';
import { connectPostgres } from './postgres-connect.ts';

/** The folder of the migrations that this version brings. */
export const MIGRATIONS = fileURLToPath(new URL('../schema/prisma/migrations', import.meta.url));

/** Names of this version's migrations, in their order. */
export async function migrationNames(): Promise<string[]> {
  return (await readdir(MIGRATIONS, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && existsSync(`${MIGRATIONS}/${entry.name}/migration.sql`))
    .map((entry) => entry.name)
    .sort();
}

/** How a database stands to this version's migrations. */
export interface SchemaState {
  /** Not applied yet. */
  pending: string[];
  /** Begun and not ended: a migration that failed, or runs now. */
  unfinished: string[];
  /** Applied, and unknown here: the database is of a newer version. */
  unknown: string[];
}

interface Asked {
  query<T extends object>(text: string): Promise<{ rows: T[] }>;
}

export async function schemaStateOf(client: Asked): Promise<SchemaState> {
  const names = await migrationNames();
  const {
    rows: [table],
  } = await client.query<{ there: boolean }>("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
  if (table?.there !== true) return { pending: names, unfinished: [], unknown: [] };
  const { rows } = await client.query<{ name: string; done: boolean }>(
    `SELECT migration_name AS name, bool_or(finished_at IS NOT NULL) AS done FROM _prisma_migrations
     WHERE rolled_back_at IS NULL GROUP BY migration_name ORDER BY migration_name`,
  );
  const done = new Set(rows.filter((row) => row.done).map(({ name }) => name));
  return {
    pending: names.filter((name) => !done.has(name)),
    unfinished: rows.filter((row) => !row.done).map(({ name }) => name),
    unknown: [...done].filter((name) => !names.includes(name)),
  };
}

/**
 * For a process that does not migrate itself: that Postgres can be reached, and is of this version. A newer one is no reason to
 * stay away: it is migrated before the processes are replaced.
 * @throws HubError STORE_UNAVAILABLE, SCHEMA_BEHIND
 */
export async function requireSchema(url: string, applicationName: string): Promise<void> {
  const client = await connectPostgres(url, applicationName);
  try {
    const { pending } = await schemaStateOf(client);
    const [first] = pending;
    if (first !== undefined) throw new HubError('SCHEMA_BEHIND', { count: pending.length, first });
  } finally {
    await client.end();
  }
}
