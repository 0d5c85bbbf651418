import type pg from 'pg';
import Type from 'typebox';
import { newId } from '../../core/ids.ts';
import { decideTelling, type Hold, type LastTold, quietUntil } from '../../core/notify.ts';
import type { NotifyMessage } from '../../core/notify-message.ts';
import { type Severity, severityOfRank, severityRank } from '../../core/severity.ts';
import { nullable, rowsOf } from '../rows.ts';
import { NOTIFICATION_CHANNEL } from './queue.ts';
import { type EndpointRow, quietOf, type RuleRow } from './rows.ts';

/** One telling of one rule to one endpoint. */
export interface Telling {
  rule: RuleRow;
  endpoint: EndpointRow;
  personId: string | null;
  subject: string;
  message: NotifyMessage;
}

const lastRows = rowsOf(
  Type.Object({
    id: Type.String(),
    createdMs: Type.Number(),
    toldMs: nullable(Type.Number()),
    severity: Type.Integer(),
    pending: Type.Boolean(),
    dueMs: Type.Number(),
  }),
);

/** The last telling of a window; locked, so that no worker takes it while something is folded into it. */
async function lastTold(
  client: pg.PoolClient,
  { rule, endpoint, subject }: Telling,
): Promise<LastTold | null> {
  const sql = `SELECT id, (extract(epoch FROM created_at) * 1000)::float8 AS "createdMs",
      (extract(epoch FROM finished_at) * 1000)::float8 AS "toldMs", severity,
      state = 'QUEUED' AND held_by IS NOT NULL AND lease IS NULL AS pending,
      (extract(epoch FROM next_at) * 1000)::float8 AS "dueMs"
    FROM notification_delivery WHERE endpoint_id = $1 AND subject = $2 AND rule_id = $3 AND state <> 'CANCELLED'
    ORDER BY seq DESC LIMIT 1 FOR UPDATE`;
  const [row] = lastRows(await client.query(sql, [endpoint.id, subject, rule.id]));
  if (row === undefined) return null;
  const { id, pending, dueMs } = row;
  return {
    id,
    pending,
    dueMs,
    createdMs: row.toldMs ?? row.createdMs,
    severity: severityOfRank(row.severity),
  };
}

interface NewDelivery {
  endpointId: string | null;
  ruleId: string | null;
  personId: string | null;
  subject: string;
  message: NotifyMessage;
  atMs: number;
  heldBy: Hold | null;
  repeatNo: number;
  state: 'QUEUED' | 'UNREACHABLE';
  nowMs: number;
}

/** Puts a delivery into the queue; its id is the message's for ever. */
export async function insertDelivery(client: pg.PoolClient, one: NewDelivery): Promise<string> {
  const id = newId('ntf');
  const { message, nowMs, state } = one;
  const now = new Date(nowMs);
  await client.query(
    `INSERT INTO notification_delivery (id, endpoint_id, rule_id, person_id, event, subject, incident_id,
       work_order_id, grid_code, severity, message, state, held_by, repeat_no, next_at, queued_at, created_at, finished_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17)`,
    [
      ...[id, one.endpointId, one.ruleId, one.personId, message.event, one.subject, message.incident?.id],
      ...[message.workOrder?.id, message.grid?.code, severityRank(message.severity), JSON.stringify(message)],
      ...[state, one.heldBy, one.repeatNo, new Date(one.atMs), now, state === 'QUEUED' ? null : now],
    ],
  );
  await client.query(`SELECT pg_notify('${NOTIFICATION_CHANNEL}', '')`);
  return id;
}

async function fold(client: pg.PoolClient, into: string, message: NotifyMessage): Promise<void> {
  await client.query(
    `UPDATE notification_delivery SET folded = folded + 1, event = $2, message = $3, severity = greatest(severity, $4)
     WHERE id = $1`,
    [into, message.event, JSON.stringify(message), severityRank(message.severity)],
  );
}

/** Queues one telling by its window and quiet hours. Returns what was done, and the delivery that tells it. */
export async function enqueue(
  client: pg.PoolClient,
  telling: Telling,
  { nowMs, zone }: { nowMs: number; zone: string },
): Promise<{ did: 'queued' | 'held' | 'folded'; deliveryId: string }> {
  const { rule, endpoint, personId, subject, message } = telling;
  const { severity } = message;
  const quietEndMs = quietUntil([quietOf(rule), quietOf(endpoint)], severity, nowMs, zone);
  const { windowSeconds } = rule;
  const last = await lastTold(client, telling);
  const decision = decideTelling({ severity, nowMs, quietEndMs, windowSeconds }, last);
  if (decision.do === 'fold') {
    await fold(client, decision.into, higher(message, last?.severity ?? severity));
    return { did: 'folded', deliveryId: decision.into };
  }
  if (decision.supersedes !== null) {
    await client.query(
      `UPDATE notification_delivery SET state = 'CANCELLED', finished_at = $2 WHERE id = $1 AND state = 'QUEUED'`,
      [decision.supersedes, new Date(nowMs)],
    );
  }
  const deliveryId = await insertDelivery(client, {
    ...{ endpointId: endpoint.id, ruleId: rule.id, personId, subject, message, nowMs },
    ...{ atMs: decision.atMs, heldBy: decision.held, repeatNo: 0, state: 'QUEUED' },
  });
  return { did: decision.held === null ? 'queued' : 'held', deliveryId };
}

/** What is folded says the worst of all that it stands for. */
function higher(message: NotifyMessage, severity: Severity): NotifyMessage {
  return severityRank(severity) > severityRank(message.severity) ? { ...message, severity } : message;
}

/** Starts the repeats of a telling, or lets those that run go on. */
export async function startRepeats(
  client: pg.PoolClient,
  { rule, endpoint, subject }: Telling,
  deliveryId: string,
  nowMs: number,
): Promise<void> {
  if (rule.repeatSeconds === null) return;
  await client.query(
    `INSERT INTO notification_repeat (rule_id, endpoint_id, subject, delivery_id, next_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (rule_id, endpoint_id, subject) DO UPDATE SET delivery_id = excluded.delivery_id`,
    [rule.id, endpoint.id, subject, deliveryId, new Date(nowMs + rule.repeatSeconds * 1_000)],
  );
}

/** Writes down that a rule reached nobody, once an hour for each subject and person. */
export async function noteUnreachable(
  client: pg.PoolClient,
  rule: RuleRow,
  telling: { personId: string | null; subject: string; message: NotifyMessage; reason: string },
  nowMs: number,
): Promise<boolean> {
  const { personId, subject, message, reason } = telling;
  const { rowCount } = await client.query(
    `SELECT FROM notification_delivery WHERE subject = $1 AND rule_id = $2 AND state = 'UNREACHABLE' AND created_at > $3
       AND severity >= $4 AND person_id IS NOT DISTINCT FROM $5 LIMIT 1`,
    [subject, rule.id, new Date(nowMs - 3_600_000), severityRank(message.severity), personId],
  );
  if ((rowCount ?? 0) > 0) return false;
  const id = await insertDelivery(client, {
    ...{ endpointId: null, ruleId: rule.id, personId, subject, message, nowMs },
    ...{ atMs: nowMs, heldBy: null, repeatNo: 0, state: 'UNREACHABLE' },
  });
  await client.query(
    `INSERT INTO notification_attempt (delivery_id, no, at, ms, outcome, error) VALUES ($1, 0, $2, 0, 'REFUSED', $3)`,
    [id, new Date(nowMs), reason],
  );
  return true;
}
