import type { PoolClient } from 'pg';
import type { Refusal } from '../core/errors.ts';
import { newId } from '../core/ids.ts';
import type { Codec, Frame } from './codec.ts';
import { safeText } from './sanitise.ts';
import { plainArray, textArray } from './sql.ts';

/** A frame, or part of one, that was not taken. */
export interface Quarantined {
  frame: Frame;
  /** Whole payload size in bytes. */
  size: number;
  codec: Codec | null;
  /** At least one. The first names the row's reason and path; a frame of many entries may have more. */
  refusals: readonly Refusal[];
}

const KEPT_BYTES = 65_536;
const KEPT_REFUSALS = 10;

function messageOf(refusals: readonly Refusal[]): string {
  const lines = refusals
    .slice(0, KEPT_REFUSALS)
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = refusals.length - lines.length;
  return safeText([...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'), 4_000);
}

/**
 * Stores refused frames with topic, bytes, codec, reason and path, so that they can be replayed once the codec is
 * mended. One row a frame; of a payload over 64 KiB that was refused for its size, the first 64 KiB.
 */
export async function quarantine(client: PoolClient, entries: readonly Quarantined[]): Promise<void> {
  if (entries.length === 0) return;
  const kept = entries.map(({ frame, size, refusals }) =>
    refusals[0]?.reason === 'TOO_LARGE' || size > frame.payload.length
      ? frame.payload.subarray(0, KEPT_BYTES)
      : frame.payload,
  );
  await client.query({
    name: 'ingest_quarantine',
    text: `INSERT INTO quarantine (id, topic, payload, size, codec, codec_version, reason, path, message, received_at)
      SELECT id, topic, payload, size, codec, codec_version, reason, path, message, to_timestamp(at / 1000)
      FROM unnest($1::text[], $2::text[], $3::bytea[], $4::int[], $5::text[], $6::int[], $7::text[], $8::text[],
        $9::text[], $10::float8[])
        AS t(id, topic, payload, size, codec, codec_version, reason, path, message, at)`,
    values: [
      textArray(entries.map(({ frame }) => newId('qr', { nowMs: frame.receivedAt }))),
      textArray(entries.map(({ frame }) => safeText(frame.topic, 1_024))),
      textArray(kept.map((payload) => `\\x${payload.toString('hex')}`)),
      plainArray(entries.map(({ size }) => size)),
      textArray(entries.map(({ codec }) => codec?.name ?? null)),
      plainArray(entries.map(({ codec }) => codec?.version ?? null)),
      textArray(entries.map(({ refusals }) => refusals[0]?.reason ?? 'CODEC_FAULT')),
      textArray(entries.map(({ refusals }) => safeText(refusals[0]?.path ?? '', 1_024))),
      textArray(entries.map(({ refusals }) => messageOf(refusals))),
      plainArray(entries.map(({ frame }) => frame.receivedAt)),
    ],
  });
}
