import type { PoolClient } from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { FeedEvent } from '../core/feed-event.ts';
import { severityOfRank, severityRank } from '../core/severity.ts';
import type { Evidence, EvidenceSignal } from '../core/signal.ts';
import type { AlertItem } from './fold-batch.ts';
import { plainArray, textArray } from './sql.ts';

/** Evidence that came after its alert, or before it. */
export interface LateEvidence {
  deviceId: string;
  sourceEventId: string;
  /** Event time of the alert, as far as it is known. */
  eventMs: number;
  receivedAt: number;
  evidence: readonly Evidence[];
}

/** An alert is looked for this long before and after the time that its evidence names. */
const BEFORE_MS = 26 * 3_600_000;
const AFTER_MS = 3_600_000;
/** Evidence without an alert waits this long for it. */
export const PENDING_MS = 24 * 3_600_000;
/** Pieces of one alert; more are not kept, so that a device that repeats itself cannot grow a row without end. */
const MOST_PIECES = 64;

export function lateEvidence({
  signal,
  receivedAt,
}: {
  signal: EvidenceSignal;
  receivedAt: number;
}): LateEvidence {
  const { deviceId, sourceEventId, evidence, time } = signal;
  return { deviceId, sourceEventId, eventMs: time.ms, receivedAt, evidence };
}

/** Of alerts that were stored already, those told again with evidence that the first telling did not have. */
export async function evidenceOfDuplicates(
  client: PoolClient,
  duplicates: ReadonlySet<AlertItem> | null,
): Promise<LateEvidence[]> {
  const told = [...(duplicates ?? [])].filter(
    ({ signal }) => signal.sourceEventId !== null && signal.evidence.length > 0,
  );
  if (told.length === 0) return [];
  const { rows } = await client.query<{ n: number }>({
    name: 'ingest_more_evidence',
    text: `SELECT k.n::int AS n
      FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[]) WITH ORDINALITY
        AS k(device_id, from_ns, fingerprint, evidence, n)
      WHERE NOT EXISTS (
        SELECT 1 FROM alert_log a WHERE a.device_id = k.device_id AND a.time_ns >= k.from_ns
          AND a.time_ns < k.from_ns + 1000000 AND a.fingerprint = k.fingerprint AND a.evidence::jsonb @> k.evidence::jsonb)`,
    values: [
      textArray(told.map(({ signal }) => signal.deviceId)),
      plainArray(told.map(({ signal }) => BigInt(signal.time.ms) * 1_000_000n)),
      plainArray(told.map(({ fingerprint }) => fingerprint)),
      textArray(told.map(({ signal }) => JSON.stringify(signal.evidence))),
    ],
  });
  return rows.flatMap(({ n }) => {
    const one = told[n - 1];
    const sourceEventId = one?.signal.sourceEventId ?? null;
    if (one === undefined || sourceEventId === null) return [];
    const { deviceId, evidence, time } = one.signal;
    return [{ deviceId, sourceEventId, eventMs: time.ms, receivedAt: one.receivedAt, evidence }];
  });
}

const PendingRow = Compile(
  Type.Object({
    id: Type.String(),
    device_id: Type.String(),
    source_event_id: Type.String(),
    evidence: Type.Array(
      Type.Object({
        url: Type.String(),
        kind: Type.Enum(['image', 'video', 'audio', 'document', 'other']),
        sha256: Type.Optional(Type.String()),
      }),
    ),
    event: Type.Number(),
    received: Type.Number(),
  }),
);

const Attached = Compile(
  Type.Object({
    n: Type.Number(),
    added: Type.Boolean(),
    id: Type.String(),
    incident_id: Type.Union([Type.String(), Type.Null()]),
    device_id: Type.String(),
    channel: Type.String(),
    type: Type.String(),
    grid_code: Type.Union([Type.String(), Type.Null()]),
    severity: Type.Number(),
    state: Type.Union([Type.Literal('ACTIVE'), Type.Literal('CLEARED'), Type.Null()]),
    count: Type.Union([Type.Number(), Type.Null()]),
    incident_severity: Type.Union([Type.Number(), Type.Null()]),
  }),
);

/**
 * Adds evidence to the alerts it belongs to, by device and source event id; what an alert has already is not added
 * twice. The row takes a new place in commit order, so that the relay writes its point again, whole. What finds no
 * alert is kept for it.
 * @returns EVIDENCE events of the incidents that the alerts count for
 */
export async function attachEvidence(
  client: PoolClient,
  late: readonly LateEvidence[],
  keepRest = true,
): Promise<FeedEvent[]> {
  // several pieces for one alert in one statement would each see the row as it was: one after the other
  const feed: FeedEvent[] = [];
  const rest: LateEvidence[] = [];
  for (const one of late) {
    const { rows } = await client.query({
      name: 'ingest_attach_evidence',
      text: `WITH found AS (
          SELECT a.community_code, a.type, a.time_ns, COALESCE(a.evidence::jsonb, '[]') AS old
          FROM alert_log a
          WHERE a.device_id = $1 AND a.source_event_id = $2
            AND a.time_ns >= $4::bigint AND a.time_ns <= $5::bigint
          ORDER BY abs(a.time_ns - $6::bigint), a.time_ns DESC LIMIT 1 FOR UPDATE
        ), piece AS (
          SELECT f.*, (
            SELECT COALESCE(jsonb_agg(e.piece ORDER BY e.n), '[]') FROM jsonb_array_elements($3::jsonb)
              WITH ORDINALITY AS e(piece, n)
            WHERE NOT EXISTS (SELECT 1 FROM jsonb_array_elements(f.old) o WHERE o ->> 'url' = e.piece ->> 'url')
              AND e.n <= ${MOST_PIECES} - jsonb_array_length(f.old)
          ) AS fresh FROM found f
        ), written AS (
          UPDATE alert_log a SET evidence = (p.old || p.fresh)::json, xid = DEFAULT, seq = DEFAULT
          FROM piece p
          WHERE a.community_code = p.community_code AND a.type = p.type AND a.time_ns = p.time_ns
            AND jsonb_array_length(p.fresh) > 0
          RETURNING a.id
        )
        SELECT 1 AS n, EXISTS (SELECT 1 FROM written) AS added, a.id, a.incident_id, a.device_id, a.channel, a.type,
          i.grid_code, a.severity, i.state, i.count, i.severity AS incident_severity
        FROM piece p JOIN alert_log a ON a.community_code = p.community_code AND a.type = p.type AND a.time_ns = p.time_ns
        LEFT JOIN incident i ON i.id = a.incident_id`,
      values: [
        one.deviceId,
        one.sourceEventId,
        JSON.stringify(one.evidence),
        (BigInt(one.eventMs - BEFORE_MS) * 1_000_000n).toString(),
        (BigInt(one.eventMs + AFTER_MS) * 1_000_000n).toString(),
        (BigInt(one.eventMs) * 1_000_000n).toString(),
      ],
    });
    const row: unknown = rows[0];
    if (row === undefined) {
      rest.push(one);
      continue;
    }
    if (!Attached.Check(row)) throw new TypeError('an alert row is not of the expected shape');
    if (!row.added || row.incident_id === null || row.state === null) continue;
    const severity = severityOfRank(row.incident_severity ?? row.severity);
    await client.query({
      name: 'ingest_evidence_event',
      text: `INSERT INTO incident_event (incident_id, change, event_at, reason, severity, count)
        VALUES ($1, 'EVIDENCE', to_timestamp($2::float8 / 1000), $3, $4, $5)`,
      values: [row.incident_id, one.receivedAt, row.id, severityRank(severity), row.count],
    });
    feed.push({
      topic: 'incident',
      change: 'EVIDENCE',
      incidentId: row.incident_id,
      alertId: row.id,
      deviceId: row.device_id,
      channel: row.channel,
      type: row.type,
      severity,
      state: row.state,
      count: row.count ?? 1,
      gridCode: row.grid_code,
    });
  }
  if (keepRest && rest.length > 0) await keepPending(client, rest);
  return feed;
}

async function keepPending(client: PoolClient, late: readonly LateEvidence[]): Promise<void> {
  await client.query({
    name: 'ingest_pending_evidence',
    text: `INSERT INTO evidence_pending (device_id, source_event_id, event_at, evidence, received_at)
      SELECT device_id, source, to_timestamp(at / 1000), evidence::jsonb, to_timestamp(received / 1000)
      FROM unnest($1::text[], $2::text[], $3::float8[], $4::text[], $5::float8[])
        AS t(device_id, source, at, evidence, received)`,
    values: [
      textArray(late.map((one) => one.deviceId)),
      textArray(late.map((one) => one.sourceEventId)),
      plainArray(late.map((one) => one.eventMs)),
      textArray(late.map((one) => JSON.stringify(one.evidence))),
      plainArray(late.map((one) => one.receivedAt)),
    ],
  });
}

/** Tries again what came before its alert; forgets what waited for a day in vain. @returns how many pieces found theirs */
export async function attachPending(
  client: PoolClient,
  nowMs: number,
): Promise<{ attached: number; feed: FeedEvent[] }> {
  const { rows } = await client.query({
    name: 'ingest_pending_due',
    text: `SELECT p.id, p.device_id, p.source_event_id, p.evidence,
        (extract(epoch FROM p.event_at) * 1000)::float8 AS event, (extract(epoch FROM p.received_at) * 1000)::float8 AS received
      FROM evidence_pending p
      WHERE EXISTS (SELECT 1 FROM alert_log a WHERE a.device_id = p.device_id AND a.source_event_id = p.source_event_id
        AND a.time_ns >= (extract(epoch FROM p.event_at)::bigint - $1::bigint) * 1000000000
        AND a.time_ns <= (extract(epoch FROM p.event_at)::bigint + $2::bigint) * 1000000000)
      ORDER BY p.id LIMIT 200 FOR UPDATE SKIP LOCKED`,
    values: [BEFORE_MS / 1000 - 1, AFTER_MS / 1000 - 1],
  });
  const found = rows.map((row) => {
    if (!PendingRow.Check(row)) throw new TypeError('an evidence_pending row is not of the expected shape');
    return row;
  });
  const feed = await attachEvidence(
    client,
    found.map((row) => ({
      deviceId: row.device_id,
      sourceEventId: row.source_event_id,
      eventMs: Math.round(row.event),
      receivedAt: Math.round(row.received),
      evidence: row.evidence,
    })),
    false,
  );
  await client.query('DELETE FROM evidence_pending WHERE id = ANY($1::bigint[]) OR received_at < $2', [
    found.map((row) => row.id),
    new Date(nowMs - PENDING_MS),
  ]);
  return { attached: found.length, feed };
}
