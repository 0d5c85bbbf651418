import type pg from 'pg';
import Type from 'typebox';
import { newId } from '../../core/ids.ts';
import {
  type Bucket,
  circuitOpenMs,
  quietUntil,
  type RetryPolicy,
  retryAt,
  takeTokens,
  widthOf,
} from '../../core/notify.ts';
import { severityOfRank } from '../../core/severity.ts';
import type { Attempt } from '../../runtime/notify/transports.ts';
import type { Db } from '../../runtime/postgres.ts';
import { rowsOf } from '../rows.ts';
import {
  DELIVERY_COLUMNS,
  type DeliveryRow,
  ENDPOINT_COLUMNS,
  type EndpointRow,
  quietOf,
  RULE_COLUMNS,
  readDeliveries,
  readEndpointsWithState,
  readRules,
  STATE_COLUMNS,
  type StateRow,
} from './rows.ts';

/** Workers are woken by it; they look by themselves too. */
export const NOTIFICATION_CHANNEL = 'notification';

/** Deliveries of one message at most, where a robot's limit makes them share one. */
const MOST_TOGETHER = 10;
/** Bigger batches are looked at in parts. */
const LOOKED_AT = 50;

const dueRows = rowsOf(Type.Object({ id: Type.String(), due: Type.Integer() }));
const countRows = rowsOf(Type.Object({ count: Type.Integer() }));

/** What a worker holds: nobody else sends it before `leaseMs` are over. */
export interface Claim {
  endpoint: EndpointRow;
  lease: string;
  deliveries: readonly [DeliveryRow, ...DeliveryRow[]];
}

/** Endpoints that have something to send now, and how much of it (8 at most). */
export async function dueEndpoints(db: Db, nowMs: number): Promise<{ id: string; due: number }[]> {
  const sql = `SELECT e.id, due.count AS due
    FROM notification_endpoint e JOIN notification_endpoint_state s ON s.endpoint_id = e.id
    CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM (
      SELECT 1 FROM notification_delivery d
      WHERE d.endpoint_id = e.id AND d.state = 'QUEUED' AND d.next_at <= $1 LIMIT 8) few) due
    WHERE e.enabled AND (s.blocked_until IS NULL OR s.blocked_until <= $1) AND due.count > 0`;
  return dueRows(await db.pool.query(sql, [new Date(nowMs)]));
}

async function block(client: pg.PoolClient, endpointId: string, untilMs: number, why: string): Promise<void> {
  await client.query(
    `UPDATE notification_endpoint_state SET blocked_until = $2, blocked_why = $3
     WHERE endpoint_id = $1 AND (blocked_until IS NULL OR blocked_until < $2)`,
    [endpointId, new Date(untilMs), why],
  );
}

/** Puts off what came into quiet hours meanwhile (a retry, a replay); the rest may go. */
async function awake(
  client: pg.PoolClient,
  endpoint: EndpointRow,
  rows: readonly DeliveryRow[],
  nowMs: number,
  zone: string,
): Promise<DeliveryRow[]> {
  const ruleIds = [...new Set(rows.flatMap(({ ruleId }) => (ruleId === null ? [] : [ruleId])))];
  const rules = readRules(
    await client.query(`SELECT ${RULE_COLUMNS} FROM notification_rule r WHERE r.id = ANY($1::text[])`, [
      ruleIds,
    ]),
  );
  const ready: DeliveryRow[] = [];
  for (const row of rows) {
    const rule = rules.find(({ id }) => id === row.ruleId);
    // a test is somebody at the desk
    const hours = rule === undefined ? [] : [quietOf(endpoint), quietOf(rule)];
    const until = quietUntil(hours, severityOfRank(row.severity), nowMs, zone);
    if (until === null) ready.push(row);
    else {
      await client.query(`UPDATE notification_delivery SET next_at = $2, held_by = 'QUIET' WHERE id = $1`, [
        row.id,
        new Date(until),
      ]);
    }
  }
  return ready;
}

/** Those that are due, the most serious first; of an ordered endpoint the oldest, once it is due. */
async function candidates(
  client: pg.PoolClient,
  endpoint: EndpointRow & StateRow,
  nowMs: number,
): Promise<DeliveryRow[]> {
  const { id, ordered } = endpoint;
  const sql = ordered
    ? `SELECT ${DELIVERY_COLUMNS} FROM notification_delivery d WHERE d.endpoint_id = $1 AND d.state = 'QUEUED'
       AND (d.held_by IS NULL OR d.next_at <= $2) ORDER BY d.seq LIMIT ${LOOKED_AT} FOR UPDATE OF d`
    : `SELECT ${DELIVERY_COLUMNS} FROM notification_delivery d WHERE d.endpoint_id = $1 AND d.state = 'QUEUED'
       AND d.next_at <= $2 ORDER BY d.severity DESC, d.seq LIMIT ${LOOKED_AT} FOR UPDATE OF d`;
  const rows = readDeliveries(await client.query(sql, [id, new Date(nowMs)]));
  // one that is tried again later holds up those behind it
  const waits = ordered ? rows.findIndex(({ nextAt }) => nextAt.getTime() > nowMs) : -1;
  return waits === -1 ? rows : rows.slice(0, waits);
}

/**
 * Takes what one message of an endpoint carries. Null: nothing is due, as much is under way as the endpoint bears, its
 * limit is reached, or another worker is just taking.
 */
export async function claim(
  db: Db,
  endpointId: string,
  { nowMs, leaseMs, zone }: { nowMs: number; leaseMs: number; zone: string },
): Promise<Claim | null> {
  return db.tx(async (client) => {
    const [endpoint] = readEndpointsWithState(
      await client.query(
        `SELECT ${ENDPOINT_COLUMNS}, ${STATE_COLUMNS} FROM notification_endpoint_state s
         JOIN notification_endpoint e ON e.id = s.endpoint_id
         WHERE s.endpoint_id = $1 AND e.enabled FOR UPDATE OF s SKIP LOCKED`,
        [endpointId],
      ),
    );
    if (endpoint === undefined || (endpoint.blockedUntil?.getTime() ?? 0) > nowMs) return null;
    const [underWay] = countRows(
      await client.query(
        `SELECT count(DISTINCT lease)::int AS count FROM notification_delivery
         WHERE endpoint_id = $1 AND state = 'QUEUED' AND lease IS NOT NULL AND next_at > $2`,
        [endpointId, new Date(nowMs)],
      ),
    );
    const width = endpoint.ordered ? 1 : widthOf(endpoint.concurrency, endpoint.failures);
    if ((underWay?.count ?? 0) >= width) return null;
    const due = await awake(client, endpoint, await candidates(client, endpoint, nowMs), nowMs, zone);
    if (due.length === 0) return null;
    const before: Bucket | null =
      endpoint.tokensAt === null ? null : { tokens: endpoint.tokens, atMs: endpoint.tokensAt.getTime() };
    const { taken, bucket, nextMs } = takeTokens(before, endpoint.perMinute, 1, nowMs);
    if (taken === 0) {
      await block(client, endpointId, nextMs, 'RATE');
      return null;
    }
    await client.query(
      'UPDATE notification_endpoint_state SET tokens = $2, tokens_at = $3 WHERE endpoint_id = $1',
      [...[endpointId, bucket.tokens, new Date(bucket.atMs)]],
    );
    const scarce = endpoint.kind !== 'WEBHOOK' && due.length > bucket.tokens + 1;
    const [first, ...others] = due.slice(0, scarce ? MOST_TOGETHER : 1);
    if (first === undefined) return null;
    const deliveries: [DeliveryRow, ...DeliveryRow[]] = [first, ...others];
    const lease = newId('nl');
    await client.query(
      `UPDATE notification_delivery SET lease = $2, next_at = $3, attempts = attempts + 1, held_by = NULL
       WHERE id = ANY($1::text[])`,
      [deliveries.map(({ id }) => id), lease, new Date(nowMs + leaseMs)],
    );
    return {
      endpoint,
      lease,
      deliveries: [
        { ...first, attempts: first.attempts + 1 },
        ...others.map((row) => ({ ...row, attempts: row.attempts + 1 })),
      ],
    };
  });
}

export interface Settlement {
  /** When the attempt began, and how long it took. */
  atMs: number;
  tookMs: number;
  nowMs: number;
  policy: RetryPolicy;
}

/** What became of the deliveries of a claim. */
export interface Settled {
  delivered: number;
  retried: number;
  dead: number;
}

/** Writes the receipts, and what is next for the deliveries and their endpoint. Nothing, where the lease was lost. */
export async function settle(
  db: Db,
  { endpoint, lease, deliveries }: Claim,
  attempt: Attempt,
  { atMs, tookMs, nowMs, policy }: Settlement,
): Promise<Settled> {
  const delivered = attempt.outcome === 'DELIVERED';
  // what did not fit into the message goes with the next one
  const tried = delivered ? deliveries.slice(0, attempt.told) : deliveries;
  const left = deliveries.slice(tried.length);
  const now = new Date(nowMs);
  const settled: Settled = { delivered: 0, retried: 0, dead: 0 };
  await db.tx(async (client) => {
    const [state] = countRows(
      await client.query(
        delivered
          ? `UPDATE notification_endpoint_state SET failures = 0, delivered_at = $2,
               blocked_until = CASE WHEN blocked_why = 'RATE' THEN blocked_until END WHERE endpoint_id = $1
             RETURNING failures AS count`
          : `UPDATE notification_endpoint_state SET failures = failures + 1, last_error_at = $2, last_error = $3
             WHERE endpoint_id = $1 RETURNING failures AS count`,
        delivered ? [endpoint.id, now] : [endpoint.id, now, attempt.error],
      ),
    );
    if (!delivered) {
      const restMs = Math.max(
        circuitOpenMs(state?.count ?? 0, policy.backoffScale),
        attempt.retryAfterMs ?? 0,
      );
      if (restMs > 0) await block(client, endpoint.id, nowMs + restMs, 'FAILING');
    }
    for (const row of tried) {
      const failure = {
        attempts: row.attempts - row.attemptsFrom,
        ...{
          queuedMs: row.queuedAt.getTime(),
          nowMs,
          retryAfterMs: attempt.retryAfterMs,
          chance: Math.random(),
        },
      };
      const again = attempt.outcome === 'RETRY' ? retryAt(policy, failure) : null;
      const next = delivered ? 'DELIVERED' : again === null ? 'DEAD' : 'QUEUED';
      const { rowCount } = await client.query(
        `UPDATE notification_delivery SET state = $3, lease = NULL, next_at = coalesce($4, next_at), finished_at = $5
         WHERE id = $1 AND lease = $2`,
        [row.id, lease, next, again === null ? null : new Date(again), next === 'QUEUED' ? null : now],
      );
      if (rowCount === 0 && !delivered) continue;
      await client.query(
        `INSERT INTO notification_attempt (delivery_id, no, at, ms, status, outcome, error)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
        [
          row.id,
          row.attempts,
          new Date(atMs),
          Math.round(tookMs),
          attempt.status,
          attempt.outcome,
          attempt.error,
        ],
      );
      if (rowCount === 0) continue;
      settled[next === 'DELIVERED' ? 'delivered' : next === 'DEAD' ? 'dead' : 'retried'] += 1;
    }
    await client.query(
      `UPDATE notification_delivery SET lease = NULL, next_at = $3, attempts = attempts - 1
       WHERE id = ANY($1::text[]) AND lease = $2`,
      [left.map(({ id }) => id), lease, now],
    );
  });
  return settled;
}
