import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type Db, openPostgres } from '../../runtime/postgres.ts';
import { testLog } from './log.ts';

export interface TestDb {
  url: string;
  db: Db;
  /** Closes `db` and drops the database. */
  close(): Promise<void>;
}

async function admin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A fresh, migrated database of the run's Postgres. Call it in `beforeAll`, its `close` in `afterAll`. */
export async function testDb(options: { poolSize?: number } = {}): Promise<TestDb> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await admin(`CREATE DATABASE ${name} TEMPLATE template_hub`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  const db = await openPostgres(url.href, { log: testLog, ...options });
  return {
    url: url.href,
    db,
    async close() {
      await db.close();
      await admin(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
