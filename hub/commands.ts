import { Supergraph } from '@apollo/federation-internals';
import { printSchema } from 'graphql';
import { HubError } from '../core/errors.ts';
import type { Role } from '../core/permissions.ts';
import { createAuth } from '../runtime/auth.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import { createLog, type Log } from '../runtime/log.ts';
import { migrate } from '../runtime/migrate.ts';
import { type Db, openPostgres } from '../runtime/postgres.ts';
import { mendAfterRestore } from '../runtime/restore.ts';
import { supergraphSdl } from '../schema/load.ts';
import { postgresBeside } from './postgres.ts';

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
    throw new HubError('BAD_USER_INPUT', {
      path: '--hours',
      reason: `it must be more than 0 and at most ${MAX_TOKEN_HOURS}`,
      reasonZh: `须大于 0 且不超过 ${MAX_TOKEN_HOURS}`,
    });
  }
  for (const code of grid) {
    if (!/^(\*|\d{1,19})$/.test(code)) {
      throw new HubError('BAD_USER_INPUT', {
        path: '--grid',
        reason: `${code} is no grid code prefix (digits, or '*')`,
        reasonZh: `${code} 不是网格编码前缀（数字或 '*'）`,
      });
    }
  }
  const auth = await createAuth(loadConfig());
  console.log(await auth.sign({ subject, roles: role, grids: grid, ttlSeconds: Math.round(hours * 3600) }));
}

/** Opens the configured Postgres (the embedded one of a running hub too), migrated, for one command. */
export async function withDatabase(
  name: string,
  work: (db: Db, log: Log, config: Config) => Promise<void>,
): Promise<void> {
  const config = loadConfig();
  const log = createLog({ ...config, logLevel: config.logLevel === 'info' ? 'warn' : config.logLevel }, name);
  const postgres = await postgresBeside(config, log);
  try {
    await migrate(postgres.url, log);
    const db = await openPostgres(postgres.url, { log });
    try {
      await work(db, log, config);
    } finally {
      await db.close();
    }
  } finally {
    await postgres.stop();
  }
}

/** `hub migrate`: brings the database to this version, and makes the signing key where it is missing. */
export async function migrateDatabase(): Promise<void> {
  const config = loadConfig();
  const log = createLog(config, 'migrate');
  const postgres = await postgresBeside(config, log);
  try {
    const applied = await migrate(postgres.url, log);
    const db = await openPostgres(postgres.url, { log });
    try {
      await mendAfterRestore(db, log);
    } finally {
      await db.close();
    }
    await createAuth(config);
    console.log(
      applied.length === 0
        ? 'The database is up to date. 数据库已是最新。'
        : applied.map((migration) => `applied 已执行 ${migration}`).join('\n'),
    );
  } finally {
    await postgres.stop();
  }
}

/** `hub export-schema`: what clients see, or the whole supergraph. */
export function exportSchema(supergraph: boolean): void {
  const sdl = supergraphSdl();
  console.log(supergraph ? sdl : printSchema(Supergraph.build(sdl).apiSchema().toGraphQLJSSchema()));
}
