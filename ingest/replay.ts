import type { PoolClient } from 'pg';
import type { Logger } from 'pino';
import type { Db } from '../runtime/postgres.ts';
import type { Codec } from './codec.ts';
import type { DecodedFrame } from './decode.ts';
import type { Pipeline } from './pipeline.ts';
import { safeText } from './sanitise.ts';
import { plainArray, textArray } from './sql.ts';

/** What came of a replayed frame. PARTLY: some entries of it are still refused. */
export type ReplayOutcome = 'ACCEPTED' | 'PARTLY' | 'REFUSED';

export interface ReplayerOptions {
  db: Db;
  pipeline: Pipeline;
  log: Logger;
  /** Time between two looks when nobody tells, ms (5,000). */
  everyMs?: number;
}

export interface Replayer {
  close(): Promise<void>;
}

/** Told by the mutation, in its transaction. */
export const REPLAY_CHANNEL = 'quarantine_replay';
/** Frames claimed at once. */
const CLAIMED = 100;
/** A process that claimed frames and was killed holds them up for this long. */
const LEASE_SECONDS = 60;

function outcomeOf({ refusals, signals }: DecodedFrame): ReplayOutcome {
  if (refusals.length === 0) return 'ACCEPTED';
  return signals.length > 0 ? 'PARTLY' : 'REFUSED';
}

function versionOf(codec: Codec | null): number | null {
  return codec?.version ?? null;
}

/**
 * Keeps what came of the replayed frames of a batch, in the transaction that stores what they said: a frame counts once
 * for its demand, however often it is tried.
 */
export async function recordReplays(
  client: PoolClient,
  frames: readonly DecodedFrame[],
): Promise<ReplayOutcome[]> {
  const replays = frames.flatMap((frame) =>
    frame.replayOf === null
      ? []
      : [{ id: frame.replayOf, frame, outcome: outcomeOf(frame), refusal: frame.refusals[0] }],
  );
  if (replays.length === 0) return [];
  await client.query({
    name: 'ingest_replayed',
    text: `WITH told AS (
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[],
          $8::text[]) AS t(id, outcome, codec, codec_version, signals, reason, path, message)
      ), done AS (
        UPDATE quarantine_sample s SET replay_state = told.outcome, replayed_at = now(), replay_leased_until = NULL,
          replay_codec = told.codec, replay_codec_version = told.codec_version, replay_signals = told.signals,
          replay_reason = told.reason, replay_path = told.path, replay_message = told.message
        FROM told, quarantine_fault f
        WHERE s.id = told.id AND s.replay_state = 'PENDING' AND f.id = s.fault_id
        RETURNING s.replay_id, coalesce(f.grid_code, '') AS grid_code, told.outcome
      ), sums AS (
        SELECT replay_id, grid_code, count(*) FILTER (WHERE outcome = 'ACCEPTED')::int AS accepted,
          count(*) FILTER (WHERE outcome = 'PARTLY')::int AS partly,
          count(*) FILTER (WHERE outcome = 'REFUSED')::int AS refused
        FROM done GROUP BY 1, 2
      ), locked AS (
        -- in one order, for other processes replay frames of the same demand
        SELECT sums.* FROM sums JOIN quarantine_replay_grid USING (replay_id, grid_code)
        ORDER BY replay_id, grid_code FOR NO KEY UPDATE OF quarantine_replay_grid)
      UPDATE quarantine_replay_grid g SET accepted = g.accepted + l.accepted, partly = g.partly + l.partly,
        refused = g.refused + l.refused,
        finished_at = CASE WHEN g.accepted + g.partly + g.refused + l.accepted + l.partly + l.refused >= g.total
          THEN now() END
      FROM locked l WHERE g.replay_id = l.replay_id AND g.grid_code = l.grid_code`,
    values: [
      textArray(replays.map(({ id }) => id)),
      textArray(replays.map(({ outcome }) => outcome)),
      textArray(replays.map(({ frame }) => frame.codec?.name ?? null)),
      plainArray(replays.map(({ frame }) => versionOf(frame.codec))),
      plainArray(replays.map(({ frame }) => frame.signals.length)),
      textArray(replays.map(({ refusal }) => refusal?.reason ?? null)),
      textArray(replays.map(({ refusal }) => (refusal === undefined ? null : safeText(refusal.path, 1_024)))),
      textArray(
        replays.map(({ refusal }) => (refusal === undefined ? null : safeText(refusal.message, 4_000))),
      ),
    ],
  });
  return replays.map(({ outcome }) => outcome);
}

interface Claimed {
  id: string;
  broker: string;
  topic: string;
  payload: Buffer;
  receivedMs: number;
}

async function claim(db: Db): Promise<Claimed[]> {
  const { rows } = await db.pool.query<Claimed>(
    `UPDATE quarantine_sample s SET replay_leased_until = now() + interval '${LEASE_SECONDS} s'
     FROM quarantine_fault f
     WHERE f.id = s.fault_id AND s.id IN (
       SELECT id FROM quarantine_sample
       WHERE replay_state = 'PENDING' AND (replay_leased_until IS NULL OR replay_leased_until < now())
       ORDER BY received_at LIMIT ${CLAIMED} FOR UPDATE SKIP LOCKED)
     RETURNING s.id, f.broker, s.topic, s.payload, extract(epoch FROM s.received_at)::float8 * 1000 AS "receivedMs"`,
  );
  return rows.sort((a, b) => a.receivedMs - b.receivedMs);
}

/**
 * Sends frames of the quarantine that somebody demanded through the pipeline again, as of the time they came, marked as
 * sent before: what was stored of them already is not stored twice. Several processes share the work by leases; what one
 * left when it was killed another takes up.
 */
export async function startReplayer(options: ReplayerOptions): Promise<Replayer> {
  const { db, pipeline, log, everyMs = 5_000 } = options;
  let closed = false;
  let wake: () => void = () => {};
  let woken = false;
  const listening = await db.listen(REPLAY_CHANNEL, poke, poke);

  function poke(): void {
    woken = true;
    wake();
  }

  async function replay({ id, broker, topic, payload, receivedMs }: Claimed): Promise<void> {
    if (pipeline.isFull()) await pipeline.whenRoom();
    const frame = { topic, payload, receivedAt: Math.round(receivedMs) };
    await pipeline.submit(frame, { broker, redelivered: true, replayOf: id });
  }

  async function round(): Promise<number> {
    const claimed = await claim(db);
    // in one turn of the event loop: one batch, in the order they came
    await Promise.all(claimed.map(replay));
    if (claimed.length > 0) log.info({ frames: claimed.length }, 'quarantined frames replayed');
    return claimed.length;
  }

  async function run(): Promise<void> {
    while (!closed) {
      woken = false;
      try {
        while (!closed && (await round()) === CLAIMED);
      } catch (error) {
        if (!closed) log.warn({ err: error }, 'frames could not be replayed: tried again');
      }
      if (closed || woken) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
  const running = run();
  return {
    async close() {
      closed = true;
      wake();
      await listening.close();
      await running;
    },
  };
}
