import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Gauge } from 'prom-client';
import type { Metrics } from '../../runtime/metrics.ts';
import type { Db } from '../../runtime/postgres.ts';
import { openIntakePostgres } from '../intake-postgres.ts';
import type { Pipeline } from '../pipeline.ts';
import { admitWorker, commitsAs } from './leases.ts';

export interface FencedPipelineOptions {
  db: Db;
  log: Logger;
  metrics: Metrics;
  make(options: { db: Db; metrics: Metrics }): Pipeline;
}

/** A pipeline whose commits end with the leases of this process. */
export interface FencedPipeline {
  /** The same object for good, whichever pipeline does its work. */
  pipeline: Pipeline;
  /** As whom it commits: the worker's id in Postgres. */
  workerId(): string;
  /** Commits as a new worker from now on; what the old one has not committed it never will, and is told so. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

interface Incarnation {
  id: string;
  db: Db;
  pipeline: Pipeline;
}

/** A pipeline that is made anew tells its own numbers: of a gauge that is there already, what collects it is exchanged. */
function latestGauges(metrics: Metrics): Metrics {
  const collectors = new Map<string, (gauge: Gauge) => void | Promise<void>>();
  return {
    ...metrics,
    gauge(options) {
      if (options.collect === undefined) return metrics.gauge(options);
      collectors.set(options.name, options.collect);
      return metrics.gauge({ ...options, collect: (gauge) => collectors.get(options.name)?.(gauge) });
    },
  };
}

/**
 * The fence of slots. The pipeline has connections of its own, which bear the name of this worker: who takes its slots over
 * has the server refuse it new ones and end those it has, before a message of them is read anew. So a process that lost its
 * lease without noticing commits nothing, and the commits themselves carry nothing of it.
 */
export async function createFencedPipeline(options: FencedPipelineOptions): Promise<FencedPipeline> {
  const { log, make } = options;
  const metrics = latestGauges(options.metrics);

  async function incarnate(): Promise<Incarnation> {
    const id = randomUUID();
    const db = await openIntakePostgres(options.db.url, {
      ...{ log, metrics, applicationName: commitsAs(id) },
      admit: (client) => admitWorker(client, id),
    });
    return { id, db, pipeline: make({ db, metrics }) };
  }

  async function end({ db, pipeline }: Incarnation, graceMs?: number): Promise<void> {
    await pipeline.close(graceMs);
    await db.close();
  }

  let current = await incarnate();
  return {
    pipeline: {
      submit: (frame, submitOptions) => current.pipeline.submit(frame, submitOptions),
      storeFound: (client, signals, nowMs) => current.pipeline.storeFound(client, signals, nowMs),
      depth: () => current.pipeline.depth(),
      isFull: () => current.pipeline.isFull(),
      whenRoom: () => current.pipeline.whenRoom(),
      idle: () => current.pipeline.idle(),
      lastCommitAt: () => current.pipeline.lastCommitAt(),
      close: (graceMs) => current.pipeline.close(graceMs),
    },
    workerId: () => current.id,
    async renew() {
      const old = current;
      current = await incarnate();
      // not waited for: a statement of its may hang on a server that is out of reach
      void end(old, 0).catch((error) => log.debug({ err: error }, 'closing a fenced pipeline'));
    },
    close: () => current.db.close(),
  };
}
