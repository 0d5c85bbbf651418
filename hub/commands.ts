import { Supergraph } from '@apollo/federation-internals';
import { printSchema } from 'graphql';
import { HubError } from '../core/errors.ts';
import type { Role } from '../core/permissions.ts';
import { createAuth } from '../runtime/auth.ts';
import { loadConfig } from '../runtime/config.ts';
import { createLog } from '../runtime/log.ts';
import { migrate } from '../runtime/migrate.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { supergraphSdl } from '../schema/load.ts';
import { importFile } from './import.ts';
import { isImportKind } from './import-rows.ts';
import { postgresOf } from './postgres.ts';

const MAX_TOKEN_HOURS = 24 * 366;

/** `hub token`: one JWT on standard output, nothing else. */
export async function printToken(request: {
  role: Role[];
  grid: string[];
  subject: string;
  hours: number;
}): Promise<void> {
  const { role, grid, subject, hours } = request;
  if (!(hours > 0 && hours <= MAX_TOKEN_HOURS)) {
    throw new HubError('BAD_USER_INPUT', { path: '--hours', reason: `it must lie in 0-${MAX_TOKEN_HOURS}` });
  }
  for (const code of grid) {
    if (!/^(\*|\d{1,19})$/.test(code)) {
      throw new HubError('BAD_USER_INPUT', {
        path: '--grid',
        reason: `${code} is no grid code prefix (digits, or '*')`,
      });
    }
  }
  const auth = await createAuth(loadConfig());
  console.log(await auth.sign({ subject, roles: role, grids: grid, ttlSeconds: Math.round(hours * 3600) }));
}

/** `hub migrate`: brings the database to this version, and makes the signing key where it is missing. */
export async function migrateDatabase(): Promise<void> {
  const config = loadConfig();
  const log = createLog(config, 'migrate');
  const postgres = await postgresOf(config, log);
  try {
    const applied = await migrate(postgres.url, log);
    await createAuth(config);
    console.log(
      applied.length === 0
        ? 'The database is up to date. 数据库已是最新。'
        : applied.map((name) => `applied ${name}`).join('\n'),
    );
  } finally {
    await postgres.stop();
  }
}

/** `hub import`: exit code 1 when any row is refused; nothing is written then. */
export async function importCsv(kind: string, file: string, dryRun: boolean): Promise<void> {
  if (!isImportKind(kind)) {
    throw new HubError('BAD_USER_INPUT', { path: 'kind', reason: 'it is one of grids, posts, devices' });
  }
  const config = loadConfig();
  const log = createLog(config, 'import');
  const postgres = await postgresOf(config, log);
  try {
    await migrate(postgres.url, log);
    const db = await openPostgres(postgres.url, { log });
    try {
      const report = await importFile(db, kind, file, { dryRun });
      for (const fault of report.faults) {
        console.error(`${file}:${fault.line}: ${fault.column}: ${fault.reason} ${fault.reasonZh}`);
      }
      const done = dryRun ? 'would be written 可写入' : 'written 已写入';
      console.log(
        report.faults.length > 0
          ? `${report.faults.length} fault(s), nothing written 共 ${report.faults.length} 处错误，未写入`
          : `${report.rows} ${kind} ${done}`,
      );
      if (report.faults.length > 0) process.exitCode = 1;
    } finally {
      await db.close();
    }
  } finally {
    await postgres.stop();
  }
}

/** `hub export-schema`: what clients see, or the whole supergraph. */
export function exportSchema(supergraph: boolean): void {
  const sdl = supergraphSdl();
  console.log(supergraph ? sdl : printSchema(Supergraph.build(sdl).apiSchema().toGraphQLJSSchema()));
}
