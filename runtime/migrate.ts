import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Logger } from 'pino';
import { flushCommits } from './flush-commits.ts';
import { connectPostgres } from './postgres-connect.ts';
import { MIGRATIONS, migrationNames } from './schema-state.ts';

// not in the ES library, and the DOM library would bring far more
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, Record<string, unknown>>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

/** Any number no other program of this database uses: one process migrates, the others wait for it. */
const MIGRATION_LOCK = 7_245_101;

/**
 * Where the process keeps its one engine: what binds it to JavaScript holds a single instance, so a second, of another copy
 * of this module (test runners make them), would have the first one's timers run in the wrong memory, and end the process.
 */
const ENGINE = Symbol.for('wangge-hub.schema-engine');

// adapter-pg cuts a script at every `;`, also inside a function's body; Postgres itself takes the whole script, and
// runs it as one transaction.
function wholeScripts(url: string) {
  const pgAdapter = new PrismaPg({
    connectionString: url,
    application_name: 'wangge-hub migrate',
    max: 2,
    // three commits a migration: they come to the disk in their order, all of them when the last one does
    options: '-c synchronous_commit=off',
  });
  const opened: { dispose(): Promise<void> }[] = [];
  return {
    /** The engine leaves its connections, and the lock it took on them, behind. */
    close: () => Promise.all(opened.map((connection) => connection.dispose())),
    provider: 'postgres' as const,
    adapterName: pgAdapter.adapterName,
    async connect() {
      const connection = await pgAdapter.connect();
      opened.push(connection);
      return Object.assign(connection, {
        executeScript: async (script: string) => {
          await connection.underlyingDriver().query(script);
        },
      });
    },
    connectToShadowDb: () => pgAdapter.connectToShadowDb(),
  };
}

// The engine never clears the 10 s limit of its lock: without this, a process that has nothing else to do lingers.
function unheldTimers(imports: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(imports)) {
    if (!name.startsWith('__wbg_setTimeout') || typeof value !== 'function') continue;
    imports[name] = (...args: unknown[]) => {
      const timer: unknown = Reflect.apply(value, undefined, args);
      return typeof timer === 'object' &&
        timer !== null &&
        'unref' in timer &&
        typeof timer.unref === 'function'
        ? timer.unref()
        : timer;
    };
  }
  return imports;
}

// The package's own entry imports the .wasm as a module, which Node tells about as experimental and test runners
// cannot load: it is set up by hand.
async function setUpEngine(): Promise<void> {
  const path = join(
    dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')),
    'schema_engine_bg.wasm',
  );
  const { instance } = await WebAssembly.instantiate(await readFile(path), {
    './schema_engine_bg.js': unheldTimers({ ...engine }),
  });
  engine.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  let panic = '';
  // where the engine leaves the text of a panic
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      get: () => panic,
      set_message: (message: string) => {
        panic = message;
      },
    },
  });
}

function engineReady(): Promise<unknown> {
  const known: unknown = Reflect.get(globalThis, ENGINE);
  if (known instanceof Promise) return known;
  const ready = setUpEngine();
  Reflect.set(globalThis, ENGINE, ready);
  return ready;
}

async function migrationsOnDisk() {
  const names = await migrationNames();
  return {
    baseDir: MIGRATIONS,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(`${MIGRATIONS}/${path}/migration.sql`, 'utf8'),
          },
        },
      })),
    ),
  };
}

/**
 * Brings the database to the newest schema by Prisma's own engine, from its npm package: nothing is downloaded.
 * Processes that start together wait for one another; a second run applies nothing.
 * @returns the names of the migrations applied now
 * @throws HubError STORE_UNAVAILABLE when there is no Postgres; Error with Prisma's code (P3009: an earlier one failed half-way; P3018: this one failed)
 */
export async function migrate(url: string, log: Logger): Promise<string[]> {
  await engineReady();
  const lock = await connectPostgres(url, 'wangge-hub migrate');
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const adapter = wholeScripts(url);
    try {
      const schema = await engine.SchemaEngine.new(
        { datamodels: undefined },
        () => {},
        bindMigrationAwareSqlAdapterFactory(adapter),
      );
      const migrationsList = await migrationsOnDisk();
      const filters = { externalTables: [], externalEnums: [] };
      const { appliedMigrationNames } = await schema.applyMigrations({ migrationsList, filters });
      const { editedMigrationNames } = await schema.diagnoseMigrationHistory({
        migrationsList,
        filters,
        optInToShadowDatabase: false,
      });
      if (editedMigrationNames.length > 0) {
        log.warn({ migrations: editedMigrationNames }, 'migrations were edited after they were applied');
      }
      if (appliedMigrationNames.length > 0) {
        await flushCommits(lock);
        log.info({ migrations: appliedMigrationNames }, 'database migrated');
      }
      schema.free();
      return appliedMigrationNames;
    } finally {
      await adapter.close();
    }
  } finally {
    await lock.end();
  }
}
