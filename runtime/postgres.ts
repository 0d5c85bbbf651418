import { Socket } from 'node:net';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import { createListener, type Listener } from './postgres-listen.ts';
import { PrismaClient } from './prisma/client.ts';

/** Which way a statement took: the hot path's `pg`, or Prisma's own small pool. */
export type QuerySource = 'pg' | 'prisma';

export interface Db extends Pick<Listener, 'listen'> {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Made when first asked for. */
  readonly prisma: PrismaClient;
  /**
   * Runs `work` in one transaction. Its client is discarded when the connection broke.
   * @throws what `work` throws; an Error when COMMIT became a ROLLBACK because `work` hid a failed statement
   */
  tx<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** Tells every statement sent from now on, BEGIN and COMMIT included; the returned function ends it. */
  onQuery(listener: (source: QuerySource, text: string) => void): () => void;
  close(): Promise<void>;
}

export interface PostgresOptions {
  log: Logger;
  metrics?: Metrics | undefined;
  /** Connections of the `pg` pool (10); Prisma has up to 5 besides, LISTEN one. */
  poolSize?: number;
  prismaPoolSize?: number;
  /** What `pg_stat_activity` shows. */
  applicationName?: string;
  /** One statement, ms (30,000). */
  statementTimeoutMs?: number;
  /** How long a server that owes an answer may say nothing, ms (5,000 more than a statement has). */
  silenceMs?: number;
  /** Server settings of each connection, by name: `{ jit: 'off' }`. */
  settings?: Readonly<Record<string, string>> | undefined;
  /** Asked of each new connection of the `pg` pool before it is used; one that it rejects is closed, and its caller told. */
  admit?: ((client: pg.PoolClient) => Promise<void>) | undefined;
}

/** SQLSTATE of a Postgres error, or null for any other (a lost connection, say). Classes 22, 23, 54: the data's fault. */
export function sqlState(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}

/** Lost connections, deadlocks, locks, resources, shutdown. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const WORTH_A_RETRY = /^(08|40|53|55|57|58|XX)/;

/** Whether another try may mend a Postgres fault; every other is the data's own and would stop all that comes after it. */
export function isWorthARetry(error: unknown): boolean {
  return WORTH_A_RETRY.test(sqlState(error) ?? '');
}

/**
 * COMMIT fails for all who tell something while some session listens and stands still in a transaction, for as long as it
 * does. Its SQLSTATE (54000) is that of a value which is too large.
 */
export function isNotifyQueueFull(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.routine === 'PreCommit_Notify';
}

/**
 * Whether the connection is to blame, and every other statement of it would fail too: a server that takes no writes (it
 * was the primary before a fail-over), what was prepared is gone or no longer fits, the protocol. Another may do.
 */
function spoilsConnection({ code = '', routine }: pg.DatabaseError): boolean {
  return /^(25006|08|26|XX)/.test(code) || routine === 'RevalidateCachedQuery';
}

function statementText(query: unknown): string {
  if (typeof query === 'string') return query;
  if (typeof query === 'object' && query !== null && 'text' in query) return String(query.text);
  return '';
}

/**
 * Ends a connection that owes an answer and has said nothing for so long: the server's own limit of a statement does not
 * help when the server has gone silent. By the socket's one timer, not `query_timeout`, which makes one a statement.
 * @returns to be told before each statement
 */
function endWhenSilent(client: pg.PoolClient, ms: number): () => void {
  const { stream } = client.connection;
  let isOwed = false;
  client.on('drain', () => {
    isOwed = false;
  });
  if (stream instanceof Socket) {
    stream.setTimeout(ms);
    // not handed to `setTimeout`, which would call it once: of a connection that was idle before
    stream.on('timeout', () => {
      if (isOwed) stream.destroy(new Error(`Postgres has said nothing for ${ms} ms`));
    });
  }
  return () => {
    isOwed = true;
  };
}

/** Opens the pools; connects only when first used. */
export async function openPostgres(url: string, options: PostgresOptions): Promise<Db> {
  const { log, statementTimeoutMs = 30_000, silenceMs = statementTimeoutMs + 5_000 } = options;
  const watchers = new Set<(source: QuerySource, text: string) => void>();
  const config: pg.PoolConfig = {
    connectionString: url,
    application_name: options.applicationName ?? 'wangge-hub',
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // Prisma's adapter reads a timestamptz's text as UTC whatever zone it names
    options: Object.entries({ ...options.settings, TimeZone: 'UTC' })
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  };

  let closing = false;
  function openPool(source: QuerySource, max: number): pg.Pool {
    const { admit } = options;
    const pool = new pg.Pool({
      ...{ ...config, max },
      ...(admit === undefined || source !== 'pg'
        ? {}
        : { verify: (client, done) => void admit(client).then(() => done(), done) }),
    });
    const lost = (error: Error) => {
      // while closing, the server may hang up first
      if (!closing) log.warn({ err: error, pool: source }, 'Postgres connection lost');
    };
    // an idle client whose server went away; without a listener it would end the process
    pool.on('error', lost);
    pool.on('connect', (client) => {
      // and one that is checked out
      client.on('error', lost);
      client.connection.on('errorMessage', (error: pg.DatabaseError) => {
        // the pool does not keep one that is ending; what is still asked of it fails
        if (spoilsConnection(error)) void client.end();
      });
      const asked = endWhenSilent(client, silenceMs);
      const send = client.query;
      Object.defineProperty(client, 'query', {
        value: (...args: unknown[]) => {
          asked();
          for (const watcher of watchers) watcher(source, statementText(args[0]));
          return Reflect.apply(send, client, args);
        },
      });
    });
    return pool;
  }

  const pool = openPool('pg', options.poolSize ?? 10);
  const sent = options.metrics?.counter({
    name: 'hub_postgres_queries_total',
    help: 'Statements sent to Postgres, by the pool they took',
    labels: ['source'],
  });
  if (sent !== undefined) watchers.add((source) => sent.inc({ source }));
  options.metrics?.gauge({
    name: 'hub_postgres_waiting',
    help: 'Callers that wait for a connection of the pg pool',
    collect: (gauge) => gauge.set(pool.waitingCount),
  });
  const listener = createListener({ ...config, statement_timeout: false, query_timeout: silenceMs }, log);
  let prisma: { client: PrismaClient; pool: pg.Pool } | null = null;

  return {
    url,
    pool,
    get prisma() {
      if (prisma === null) {
        const prismaPool = openPool('prisma', options.prismaPoolSize ?? 5);
        prisma = { client: new PrismaClient({ adapter: new PrismaPg(prismaPool) }), pool: prismaPool };
      }
      return prisma.client;
    },
    listen: listener.listen,

    async tx(work) {
      const client = await pool.connect();
      let broken = false;
      try {
        await client.query('BEGIN');
        const result = await work(client);
        const end = await client.query('COMMIT');
        if (end.command !== 'COMMIT') throw new Error('a statement failed unnoticed: rolled back at COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {
          broken = true;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },

    onQuery(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },

    async close() {
      closing = true;
      await listener.close();
      await prisma?.client.$disconnect();
      await prisma?.pool.end();
      await pool.end();
    },
  };
}
