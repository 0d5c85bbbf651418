import { offlineSeverity } from '../core/alert-types.ts';
import type { FeedEvent } from '../core/feed-event.ts';
import type { AlertSignal, ClearSignal, StatusSignal } from '../core/signal.ts';
import type { BatchTransaction } from './batch-transaction.ts';
import { plainArray, textArray } from './sql.ts';

export interface StatusChanges {
  feed: FeedEvent[];
  /** device.offline raised or cleared, one for each device whose state changed. */
  signals: (AlertSignal | ClearSignal)[];
}

/**
 * Applies what devices said of being online: their newest word in the batch counts. Only a change tells anybody, so a
 * retained status that comes again with every reconnect changes nothing; nor does a stale one, the last will of a
 * session that another has followed: it is older than the last change.
 */
export async function applyStatuses(
  tx: BatchTransaction,
  statuses: readonly StatusSignal[],
  gridOf: (signal: StatusSignal) => string | null,
): Promise<StatusChanges> {
  if (statuses.length === 0) return { feed: [], signals: [] };
  const last = new Map<string, StatusSignal>();
  for (const status of statuses) {
    const before = last.get(status.deviceId);
    if (before === undefined || status.time.ms >= before.time.ms) last.set(status.deviceId, status);
  }
  const sorted = [...last.values()].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  const client = await tx.client();
  const { rows } = await client.query({
    name: 'ingest_status',
    text: `WITH locked AS (
        SELECT d.id, told.online, to_timestamp(told.at / 1000) AS at
        FROM unnest($1::text[], $2::boolean[], $3::float8[]) AS told(id, online, at) JOIN device d ON d.id = told.id
        WHERE d.online IS DISTINCT FROM told.online AND (d.online_at IS NULL OR to_timestamp(told.at / 1000) >= d.online_at)
        ORDER BY d.id FOR NO KEY UPDATE OF d
      )
      -- a clock that is ahead must not make the next death look stale
      UPDATE device d SET online = locked.online, online_at = LEAST(locked.at, now())
      FROM locked WHERE d.id = locked.id AND d.online IS DISTINCT FROM locked.online
      RETURNING d.id`,
    values: [
      textArray(sorted.map((status) => status.deviceId)),
      plainArray(sorted.map((status) => status.online)),
      plainArray(sorted.map((status) => status.time.ms)),
    ],
  });
  const changed = new Set(rows.map((row: { id: string }) => row.id));
  const changes: StatusChanges = { feed: [], signals: [] };
  for (const status of sorted) {
    if (!changed.has(status.deviceId)) continue;
    const { deviceId, family, gridHint, time, online } = status;
    const base = { deviceId, family, gridHint, time, type: 'device.offline', channel: '' };
    changes.feed.push({
      topic: 'device',
      change: online ? 'ONLINE' : 'OFFLINE',
      deviceId,
      gridCode: gridOf(status),
    });
    changes.signals.push(
      online
        ? { ...base, kind: 'clear', sourceEventId: null }
        : {
            ...base,
            kind: 'alert',
            codeSystem: null,
            code: null,
            sourceEventId: `offline:${time.ms}`,
            severity: offlineSeverity(family),
            confidence: null,
            status: 'ACTUAL',
            values: {},
            evidence: [],
          },
    );
  }
  return changes;
}
