import type { BatchTransaction } from './batch-transaction.ts';
import { incidentKey } from './fold-batch.ts';
import { byKey, KEYS, type KeyParts, keyValues, ms, ofKey } from './incident-keys.ts';
import type { Sink } from './round.ts';
import { plainArray, textArray } from './sql.ts';

/** Newest clears told for keys that have no incident, by key; epoch ms. */
export async function clearMarks(
  tx: BatchTransaction,
  keys: readonly KeyParts[],
): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const client = await tx.client();
  const { rows } = await client.query<KeyParts & { at: number }>({
    name: 'ingest_clear_marks',
    text: `SELECT x.device_id AS "deviceId", x.channel, x.type, ${ms('clear_at', 'at')}
      FROM ${KEYS} JOIN clear_mark x ON ${ofKey('x')}`,
    values: keyValues(keys),
  });
  return new Map(rows.map(({ deviceId, channel, type, at }) => [incidentKey(deviceId, channel, type), at]));
}

/** A mark moves only by as much as makes a difference to a late raise: a source that says "fine" all day writes little. */
const MARK_STEP = "interval '1 second'";

export function keepClearMarks(
  sink: Sink,
  marks: readonly (KeyParts & { clearMs: number })[],
): Promise<unknown> {
  if (marks.length === 0) return Promise.resolve();
  const sorted = marks.toSorted(byKey);
  return sink.query({
    name: 'ingest_keep_clear_marks',
    text: `INSERT INTO clear_mark AS m (device_id, channel, type, clear_at)
      SELECT device_id, channel, type, to_timestamp(clear / 1000)
      FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[]) AS t(device_id, channel, type, clear)
      ON CONFLICT (device_id, channel, type) DO UPDATE SET clear_at = EXCLUDED.clear_at, told_at = now()
        WHERE EXCLUDED.clear_at >= m.clear_at + ${MARK_STEP}`,
    values: [
      textArray(sorted.map((mark) => mark.deviceId)),
      textArray(sorted.map((mark) => mark.channel)),
      textArray(sorted.map((mark) => mark.type)),
      plainArray(sorted.map((mark) => mark.clearMs)),
    ],
  });
}
