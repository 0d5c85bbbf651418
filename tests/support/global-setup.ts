import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../runtime/embedded-postgres.ts';
import { migrate } from '../../runtime/migrate.ts';
import { testLog } from './log.ts';
import { runFolder } from './run-folder.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The run's embedded Postgres; its database `template_hub` is migrated and never connected to. */
    postgresUrl: string;
    /** Where processes of the hub keep their code as Node has compiled it, for those after them. */
    compiledFolder: string;
  }
}

/** One Postgres for the whole run; each test file copies its own database from the template (tests/support/db.ts). */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await runFolder();
  const server = await startEmbeddedPostgres(folder, testLog, {
    // the files die with the run; what must survive a crash is tested on servers of its own
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    shared_buffers: '64MB',
  });
  const template = new URL(server.url);
  template.pathname = '/template_hub';
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('CREATE DATABASE template_hub');
  await client.end();
  await migrate(template.href, testLog);
  project.provide('postgresUrl', server.url);
  project.provide('compiledFolder', join(folder, 'compiled'));
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
