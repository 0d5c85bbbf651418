import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Refusal } from '../core/errors.ts';
import type { Codec, Frame } from './codec.ts';
import type { Fault, FaultBook } from './fault-book.ts';
import { safeText } from './sanitise.ts';
import { plainArray, textArray } from './sql.ts';

/** A frame, or part of one, that was not taken. */
export interface Quarantined {
  frame: Frame;
  /** Whole payload size in bytes. */
  size: number;
  broker: string;
  codec: Codec | null;
  /** At least one. The first names the fault; a frame of many entries may have more. */
  refusals: readonly Refusal[];
}

export interface QuarantineOptions {
  book: FaultBook;
  /** Frames kept of one fault at most. */
  samples: number;
}

/** Frames quarantined, for /metrics. */
export interface QuarantineTally {
  codec: string;
  reason: string;
  frames: number;
}

interface Folded {
  fault: Fault;
  entries: Quarantined[];
  firstMs: number;
  lastMs: number;
}

const KEPT_BYTES = 65_536;
const KEPT_REFUSALS = 10;
const MAX_TOPIC = 1_024;
/** Payload bytes kept of one fault at most, unless a single frame is larger. */
const FAULT_BYTES = 1024 * 1024;
/** Frames of one fault looked at for a sample, in one batch. */
const LOOKED_AT = 200;
/** A fault whose samples are full takes a new one in place of an old one once in this time. */
const RENEW_MS = 10 * 60_000;
/** The first frames of a fault (half of them, when few fit) are never replaced: how it began. */
const FIRST_KEPT = 10;

function messageOf(refusals: readonly Refusal[]): string {
  const lines = refusals
    .slice(0, KEPT_REFUSALS)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = refusals.length - lines.length;
  return safeText([...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'), 4_000);
}

function fold(entries: readonly Quarantined[], book: FaultBook): Folded[] {
  const folded = new Map<string, Folded>();
  for (const entry of entries) {
    const [refusal] = entry.refusals;
    if (refusal === undefined) continue;
    const fault = book.faultOf({ ...entry, topic: entry.frame.topic, refusal });
    const at = entry.frame.receivedAt;
    const before = folded.get(fault.id);
    if (before === undefined) folded.set(fault.id, { fault, entries: [entry], firstMs: at, lastMs: at });
    else {
      before.entries.push(entry);
      before.firstMs = Math.min(before.firstMs, at);
      before.lastMs = Math.max(before.lastMs, at);
    }
  }
  // several processes that touch the same rows do so in one order
  return [...folded.values()].sort((a, b) => (a.fault.id < b.fault.id ? -1 : 1));
}

interface FaultRow {
  id: string;
  samples: number;
  bytes: number;
  sampledMs: number | null;
}

async function countFaults(client: PoolClient, folded: readonly Folded[]): Promise<Map<string, FaultRow>> {
  const faults = folded.map(({ fault }) => fault);
  const newest = folded.map(({ entries }) => entries.at(-1));
  const { rows } = await client.query<FaultRow>({
    name: 'ingest_quarantine_fault',
    text: `INSERT INTO quarantine_fault AS f (id, broker, source, codec, codec_version, reason, path, topic_pattern,
        grid_code, message, last_topic, count, first_seen_at, last_seen_at)
      SELECT id, broker, source, codec, codec_version, reason, path, topic_pattern, grid_code, message, last_topic,
        count, to_timestamp(first_ms / 1000), to_timestamp(last_ms / 1000)
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::text[], $11::text[], $12::bigint[], $13::float8[], $14::float8[])
        AS t(id, broker, source, codec, codec_version, reason, path, topic_pattern, grid_code, message, last_topic,
          count, first_ms, last_ms)
      ORDER BY id
      ON CONFLICT (id) DO UPDATE SET count = f.count + excluded.count, message = excluded.message,
        last_topic = excluded.last_topic, first_seen_at = LEAST(f.first_seen_at, excluded.first_seen_at),
        last_seen_at = GREATEST(f.last_seen_at, excluded.last_seen_at)
      RETURNING id, samples, sample_bytes::float8 AS bytes, extract(epoch FROM sampled_at)::float8 * 1000 AS "sampledMs"`,
    values: [
      textArray(faults.map(({ id }) => id)),
      textArray(faults.map(({ broker }) => broker)),
      textArray(faults.map(({ source }) => source)),
      textArray(faults.map(({ codec }) => codec)),
      plainArray(faults.map(({ codecVersion }) => codecVersion)),
      textArray(faults.map(({ reason }) => reason)),
      textArray(faults.map(({ path }) => path)),
      textArray(faults.map(({ topicPattern }) => topicPattern)),
      textArray(faults.map(({ gridCode }) => gridCode)),
      textArray(newest.map((entry) => messageOf(entry?.refusals ?? []))),
      textArray(newest.map((entry) => safeText(entry?.frame.topic ?? '', MAX_TOPIC))),
      plainArray(folded.map(({ entries }) => entries.length)),
      plainArray(folded.map(({ firstMs }) => firstMs)),
      plainArray(folded.map(({ lastMs }) => lastMs)),
    ],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

interface Sample {
  id: string;
  faultId: string;
  entry: Quarantined;
  payload: Buffer;
  /** How many of the oldest stay when this one takes the place of an older one; null: there is room. */
  renews: number | null;
}

function sampleOf(faultId: string, entry: Quarantined, renews: number | null): Sample {
  const { frame, size, refusals } = entry;
  const cut = refusals[0]?.reason === 'TOO_LARGE' || size > frame.payload.length;
  const payload = cut ? frame.payload.subarray(0, KEPT_BYTES) : frame.payload;
  // the same bytes again show nothing new
  const hash = createHash('sha256').update(`${faultId} ${frame.topic} ${size} `).update(payload);
  return { id: `qs_${hash.digest('base64url').slice(0, 24)}`, faultId, entry, payload, renews };
}

function samplesOf({ fault, entries, lastMs }: Folded, row: FaultRow, most: number): Sample[] {
  const chosen = new Map<string, Sample>();
  let { bytes } = row;
  const room = most - row.samples;
  const full = room <= 0 || bytes >= FAULT_BYTES;
  if (full && lastMs - (row.sampledMs ?? 0) < RENEW_MS) return [];
  // of a fault that is full already, what it looks like now
  const looked = full ? entries.slice(-1) : entries.slice(0, LOOKED_AT);
  for (const entry of looked) {
    const sample = sampleOf(fault.id, entry, full ? Math.min(FIRST_KEPT, row.samples >> 1) : null);
    if (chosen.has(sample.id)) continue;
    if (!full && (chosen.size >= room || (bytes > 0 && bytes + sample.payload.length > FAULT_BYTES))) break;
    bytes += sample.payload.length;
    chosen.set(sample.id, sample);
  }
  return [...chosen.values()];
}

async function keepSamples(client: PoolClient, samples: readonly Sample[]): Promise<void> {
  if (samples.length === 0) return;
  const renewed = samples.filter(({ renews }) => renews !== null);
  if (renewed.length > 0) {
    await client.query({
      name: 'ingest_quarantine_renew',
      text: `WITH gone AS (
          DELETE FROM quarantine_sample WHERE id IN (
            SELECT old.id FROM unnest($1::text[], $2::int[]) AS f(id, stay) CROSS JOIN LATERAL (
              SELECT s.id FROM quarantine_sample s
              WHERE s.fault_id = f.id AND s.replay_state IS DISTINCT FROM 'PENDING'
              ORDER BY s.received_at, s.id OFFSET f.stay LIMIT 1) old)
          RETURNING fault_id, length(payload) AS bytes)
        UPDATE quarantine_fault f SET samples = f.samples - 1, sample_bytes = f.sample_bytes - gone.bytes
        FROM gone WHERE f.id = gone.fault_id`,
      values: [
        textArray(renewed.map(({ faultId }) => faultId)),
        plainArray(renewed.map(({ renews }) => renews)),
      ],
    });
  }
  await client.query({
    name: 'ingest_quarantine_sample',
    text: `WITH kept AS (
        INSERT INTO quarantine_sample (id, fault_id, topic, payload, size, whole, path, message, received_at)
        SELECT id, fault_id, topic, payload, size, whole, path, message, to_timestamp(at / 1000)
        FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::int[], $6::boolean[], $7::text[], $8::text[],
          $9::float8[]) AS t(id, fault_id, topic, payload, size, whole, path, message, at)
        ON CONFLICT (id) DO NOTHING
        RETURNING fault_id, length(payload) AS bytes, received_at
      ), sums AS (
        SELECT fault_id, count(*)::int AS samples, sum(bytes) AS bytes, max(received_at) AS at FROM kept GROUP BY 1)
      UPDATE quarantine_fault f SET samples = f.samples + sums.samples, sample_bytes = f.sample_bytes + sums.bytes,
        sampled_at = GREATEST(f.sampled_at, sums.at)
      FROM sums WHERE f.id = sums.fault_id`,
    values: [
      textArray(samples.map(({ id }) => id)),
      textArray(samples.map(({ faultId }) => faultId)),
      textArray(samples.map(({ entry }) => safeText(entry.frame.topic, MAX_TOPIC))),
      textArray(samples.map(({ payload }) => `\\x${payload.toString('hex')}`)),
      plainArray(samples.map(({ entry }) => entry.size)),
      plainArray(
        samples.map(
          ({ entry, payload }) =>
            payload.length === entry.size && safeText(entry.frame.topic, MAX_TOPIC) === entry.frame.topic,
        ),
      ),
      textArray(samples.map(({ entry }) => safeText(entry.refusals[0]?.path ?? '', 1_024))),
      textArray(samples.map(({ entry }) => messageOf(entry.refusals))),
      plainArray(samples.map(({ entry }) => entry.frame.receivedAt)),
    ],
  });
}

/**
 * Counts refused frames under their faults, one row each, and keeps some of them with topic and bytes, so that they can
 * be looked at and, once the codec is mended, replayed. Of a fault that has its samples a batch costs one row update,
 * however many frames it brings. Of a payload that was refused for its size, the first 64 KiB are kept.
 */
export async function quarantine(
  client: PoolClient,
  entries: readonly Quarantined[],
  { book, samples }: QuarantineOptions,
): Promise<QuarantineTally[]> {
  if (entries.length === 0) return [];
  const folded = fold(entries, book);
  const rows = await countFaults(client, folded);
  await keepSamples(
    client,
    folded.flatMap((one) => {
      const row = rows.get(one.fault.id);
      return row === undefined ? [] : samplesOf(one, row, samples);
    }),
  );
  return folded.map(({ fault, entries: { length } }) => ({
    codec: fault.codec ?? 'none',
    reason: fault.reason,
    frames: length,
  }));
}
