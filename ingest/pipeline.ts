import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { Logger } from 'pino';
import { Refusal } from '../core/errors.ts';
import type { Signal } from '../core/signal.ts';
import type { Config } from '../runtime/config.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { type Db, sqlState } from '../runtime/postgres.ts';
import { inSpan } from '../runtime/telemetry.ts';
import { failureOf } from './batch-failure.ts';
import { type BatchTransaction, inBatchTransaction, within } from './batch-transaction.ts';
import type { Codec, Frame } from './codec.ts';
import { createCodecMemories } from './codec-memory.ts';
import { AddressTaken, type BatchContext, type BatchResult, commitBatch } from './commit-batch.ts';
import { type DecodedFrame, decodeFrame } from './decode.ts';
import { createFaultBook } from './fault-book.ts';
import { createIncidentCache } from './incident-cache.ts';
import { createIngestMetrics } from './ingest-metrics.ts';
import { builtInPolicies, type Policies } from './policies.ts';
import { createRefusalLog } from './refusal-log.ts';
import type { Registry } from './registry.ts';
import { HUB_BROKER } from './sources/schema.ts';

export interface PipelineOptions {
  db: Db;
  registry: Registry;
  log: Logger;
  metrics: Metrics;
  config: Pick<Config, 'site' | 'limits' | 'retention'>;
  /** The codec of a topic at a broker (by its name in the sources file). */
  codecFor: (topic: string, broker: string) => Codec | null;
  /** Severity rules and maintenance windows; the built-in rules alone by default. */
  policies?: Policies | undefined;
  /** Shown what each COMMIT stored; must be cheap and not throw. */
  observe?: ((frames: readonly DecodedFrame[]) => void) | undefined;
  /** Told soon after each COMMIT what alerts it stored, so that the relay need not poll nor read them; must not throw. */
  onCommit?: ((stored: BatchResult['stored']) => void) | undefined;
}

export interface SubmitOptions {
  /** The broker marks the message as sent before (MQTT DUP). */
  redelivered?: boolean;
  /** Whole payload size in bytes, when the frame holds only its start. */
  size?: number;
  /** Name of the broker it came over (`hub`: the built-in one, or that of MQTT_URL). */
  broker?: string;
  /** The quarantine sample that is replayed; what comes of it is kept there instead of being quarantined anew. */
  replayOf?: string;
}

/** From frames to the database. What `submit` resolved is committed: only then may it be acknowledged. */
export interface Pipeline {
  /**
   * Resolves after the COMMIT of what the frame said, or of its quarantine row.
   * @throws Error once the pipeline is closed: not stored, not to be acknowledged
   */
  submit(frame: Frame, options?: SubmitOptions): Promise<void>;
  /**
   * Stores signals that no device sent but the hub found out, in the caller's transaction, the way of all others. Call
   * what it returns once that is committed.
   * @throws AddressTaken and database errors: roll back, and find out again
   */
  storeFound(client: PoolClient, signals: readonly Signal[], nowMs: number): Promise<() => void>;
  /** Frames accepted and not yet committed. */
  depth(): number;
  /** The queue has reached its limit: stop reading. `submit` still takes what was read already. */
  isFull(): boolean;
  /** Resolves when there is room again; at once when there is. */
  whenRoom(): Promise<void>;
  /** Resolves when nothing accepted waits for its COMMIT. */
  idle(): Promise<void>;
  /** Epoch ms of the last COMMIT; 0 before the first. */
  lastCommitAt(): number;
  /** Finishes what was accepted if the database answers within `graceMs` (5,000), rejects the rest. */
  close(graceMs?: number): Promise<void>;
}

interface Waiting {
  decoded: DecodedFrame;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** Bytes of payload in one commit: a batch of the largest frames must not hold the database for seconds. */
const BATCH_BYTES = 8 * 1024 * 1024;
/** After a batch that met another writer or a redelivery, where more are likely: so many ask first. */
const CAREFUL_BATCHES = 50;
/** Open incidents kept in memory, about 1 KB each. */
const KNOWN_INCIDENTS = 20_000;
/** Payload that may wait for its COMMIT: a storm of the largest frames must not take the memory of the process. */
const QUEUE_BYTES = 256 * 1024 * 1024;
const REDO_TRIES = 20;
const RETRY_FIRST_MS = 50;
const RETRY_MOST_MS = 2_000;

/**
 * Adaptive group commit: the next batch is what arrived while the last one committed; nothing lingers. One transaction
 * at a time, in order of arrival. An outage keeps the batch and tries it again until it is stored; a value that the
 * database refuses is found by halving the batch, and quarantined alone.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { db, registry, log, config, codecFor, onCommit } = options;
  const { batchSize, queueFrames, payloadBytes } = config.limits;
  const siteZone = config.site.zone;
  const memories = createCodecMemories({ siteZone });
  const metrics = createIngestMetrics(options.metrics, () => waiting.length + committing, memories.sizes, {
    bytes: () => heldBytes,
    known: () => incidents.size(),
  });
  const refusals = createRefusalLog(log);
  const decodeOptions = { siteZone, payloadBytes, memories };
  const policies = options.policies ?? builtInPolicies(config.site.zone);
  const hotWindowMs = config.retention.alertLogHours * 3_600_000;
  const faults = { book: createFaultBook(), samples: config.retention.quarantineSamples };
  const incidents = createIncidentCache(KNOWN_INCIDENTS);
  // a new connection may lead to another server
  db.pool.on('connect', incidents.clear);
  const abort = new AbortController();
  let carefulBatches = 0;
  let waiting: Waiting[] = [];
  let committing = 0;
  let heldBytes = 0;
  let closed = false;
  let running: Promise<void> | null = null;
  let lastCommit = 0;
  let roomWaiters: (() => void)[] = [];

  const isFull = () => waiting.length + committing >= queueFrames || heldBytes >= QUEUE_BYTES;

  function store(
    tx: BatchTransaction,
    frames: readonly DecodedFrame[],
    how: Pick<BatchContext, 'careful' | 'probe'>,
  ): Promise<BatchResult> {
    return commitBatch(tx, frames, { ...how, registry, hotWindowMs, faults, policies, incidents });
  }

  async function commit(frames: readonly DecodedFrame[]): Promise<void> {
    const redelivered = frames.some((frame) => frame.redelivered);
    let redone = 0;
    let probe = false;
    for (let attempt = 0; ; attempt += 1) {
      if (abort.signal.aborted) throw new Error('the pipeline was closed before this frame was stored');
      const started = performance.now();
      try {
        const careful = redelivered || attempt > 0 || carefulBatches > 0;
        const attributes = { 'hub.frames': frames.length, 'hub.attempt': attempt + 1 };
        const result = await inSpan('ingest batch', { root: true, attributes }, async (span) => {
          const stored = await inBatchTransaction(db, (tx) => store(tx, frames, { careful, probe }));
          span.set({ 'hub.alerts': stored.alerts });
          return stored;
        });
        carefulBatches = Math.max(0, carefulBatches - 1);
        committed(frames, result, started);
        return;
      } catch (error) {
        const failure = failureOf(error);
        metrics.failed(failure);
        if (
          failure === 'data' &&
          (sqlState(error) !== null || frames.some((frame) => frame.signals.length > 0))
        ) {
          return isolate(frames, error);
        }
        if (failure === 'redo' && redone < REDO_TRIES) {
          redone += 1;
          carefulBatches = CAREFUL_BATCHES;
          probe ||= error instanceof AddressTaken;
          log.debug({ err: error, redone }, 'batch met another writer: done again');
          await sleep(Math.random() * 5 * redone);
          continue;
        }
        // twice more than the server does in the time of a statement: smaller batches come through
        if (sqlState(error) === '57014' && attempt > 0 && frames.length > 1) return commitHalves(frames);
        const wait = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** Math.min(attempt, 10));
        log.warn({ err: error, frames: frames.length, attempt }, 'batch not stored: kept and tried again');
        await sleep(wait * (0.5 + Math.random() / 2), undefined, { signal: abort.signal }).catch(() => {});
      }
    }
  }

  function committed(frames: readonly DecodedFrame[], result: BatchResult, started: number): void {
    lastCommit = Date.now();
    result.done();
    metrics.committed(result, frames.length, performance.now() - started);
    refusals.told(frames);
    options.observe?.(frames);
    // the second turn of the loop comes after the one that acknowledges them, while the next batch is with the database
    if (onCommit !== undefined) setImmediate(() => setImmediate(onCommit, result.stored));
  }

  async function commitHalves(frames: readonly DecodedFrame[]): Promise<void> {
    const middle = frames.length >> 1;
    await commit(frames.slice(0, middle));
    await commit(frames.slice(middle));
  }

  /** The database refused the values of some frame: halves until it is found. */
  async function isolate(frames: readonly DecodedFrame[], error: unknown): Promise<void> {
    const [first] = frames;
    if (first === undefined) return;
    if (frames.length > 1) return commitHalves(frames);
    if (first.signals.length === 0) {
      // Postgres refuses even its quarantine row: nothing is left but the log
      log.error({ err: error, topic: first.frame.topic, bytes: first.frame.payload.length }, 'frame dropped');
      return;
    }
    log.error({ err: error, topic: first.frame.topic }, 'the database refused a frame: quarantined');
    const state = sqlState(error);
    const detail = `${state ?? 'values'} ${error instanceof Error ? error.message : ''}`.trim();
    const refusals = [new Refusal('STORE_REFUSED', '', detail), ...first.refusals];
    await commit([{ ...first, signals: [], refusals }]);
  }

  function take(): Waiting[] {
    let bytes = 0;
    let count = 0;
    while (count < waiting.length && count < batchSize && bytes < BATCH_BYTES) {
      bytes += waiting[count]?.decoded.frame.payload.length ?? 0;
      count += 1;
    }
    return waiting.splice(0, count);
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = take();
      committing = batch.length;
      try {
        await commit(batch.map((one) => one.decoded));
        committing = 0;
        for (const one of batch) one.resolve();
      } catch (error) {
        committing = 0;
        const cause = error instanceof Error ? error : new Error(String(error));
        for (const one of batch) one.reject(cause);
      }
      for (const { decoded } of batch) heldBytes -= decoded.frame.payload.length;
      if (!isFull()) {
        const ready = roomWaiters;
        roomWaiters = [];
        for (const tell of ready) tell();
      }
    }
    running = null;
  }

  return {
    submit(frame, options = {}) {
      const { redelivered = false, size = frame.payload.length } = options;
      const { broker = HUB_BROKER, replayOf = null } = options;
      if (closed) return Promise.reject(new Error('the pipeline is closed'));
      const decoded = decodeFrame(
        frame,
        { redelivered, size, broker, replayOf },
        codecFor(frame.topic, broker),
        decodeOptions,
      );
      if (decoded.fault !== null) log.error({ err: decoded.fault, topic: frame.topic }, 'a codec failed');
      return new Promise((resolve, reject) => {
        waiting.push({ decoded, resolve, reject });
        heldBytes += frame.payload.length;
        // begins after all that this turn of the event loop brings
        running ??= new Promise<void>((begin) => setImmediate(begin)).then(run);
      });
    },
    async storeFound(client, signals, nowMs) {
      const frame: DecodedFrame = {
        frame: { topic: '', payload: Buffer.alloc(0), receivedAt: nowMs },
        redelivered: false,
        size: 0,
        broker: '',
        replayOf: null,
        codec: null,
        signals: [...signals],
        refusals: [],
        fault: null,
      };
      const result = await store(within(client), [frame], { careful: true, probe: true });
      return () => {
        result.done();
        onCommit?.(result.stored);
      };
    },
    depth: () => waiting.length + committing,
    isFull,
    whenRoom: () => (isFull() ? new Promise((resolve) => roomWaiters.push(resolve)) : Promise.resolve()),
    async idle() {
      while (running !== null) await running;
    },
    lastCommitAt: () => lastCommit,
    async close(graceMs = 5_000) {
      closed = true;
      const timer = setTimeout(() => abort.abort(), graceMs);
      await running;
      clearTimeout(timer);
      db.pool.off('connect', incidents.clear);
      refusals.close();
      const rest = waiting;
      waiting = [];
      for (const one of rest) one.reject(new Error('the pipeline is closed'));
    },
  };
}
