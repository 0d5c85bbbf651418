import type pg from 'pg';
import Type, { type Static } from 'typebox';
import { quietUntil } from '../../core/notify.ts';
import { type Db, isWorthARetry } from '../../runtime/postgres.ts';
import { Instant, nullable, rowsOf } from '../rows.ts';
import { insertDelivery } from './enqueue.ts';
import { type MessageSources, messageOf, type Subject, severityOf, subjectOf } from './message.ts';
import {
  DELIVERY_COLUMNS,
  ENDPOINT_COLUMNS,
  quietOf,
  RULE_COLUMNS,
  readDeliveries,
  readEndpoints,
  readRules,
} from './rows.ts';

const RepeatRow = Type.Object({
  ruleId: Type.String(),
  endpointId: Type.String(),
  subject: Type.String(),
  deliveryId: Type.String(),
  sent: Type.Integer(),
  nextAt: Instant,
});
type RepeatRow = Static<typeof RepeatRow>;
const repeatRows = rowsOf(RepeatRow);
const openRows = rowsOf(Type.Object({ state: nullable(Type.String()) }));

const AT_ONCE = 50;
const PUT_OFF_MS = 300_000;

/** States in which nobody has yet said that they have the order. */
const UNTAKEN = [
  'REPORTED',
  'VERIFYING',
  'ACCEPTED',
  'FILED',
  'AWAITING_GATE',
  'DISPATCHED',
  'RETURN_REQUESTED',
  'REOPENED',
];

/** Somebody has it: acknowledged, cleared, taken, or gone. Null: not yet; `later` while it is shelved. */
function verdict({ incident, order }: Subject, nowMs: number): 'over' | 'later' | null {
  if (order !== null) return UNTAKEN.includes(order.state) && !order.closed ? null : 'over';
  if (incident === null) return 'over';
  if (incident.acknowledged || incident.state === 'CLEARED' || incident.falseAlarm) return 'over';
  const shelved = (incident.shelvedUntil?.getTime() ?? 0) > nowMs;
  return shelved || incident.suppressed || incident.inMaintenance ? 'later' : null;
}

async function stop(client: pg.PoolClient, { ruleId, endpointId, subject }: RepeatRow): Promise<void> {
  await client.query(
    'DELETE FROM notification_repeat WHERE rule_id = $1 AND endpoint_id = $2 AND subject = $3',
    [ruleId, endpointId, subject],
  );
}

/** One that cannot be told now is tried again after a while. */
async function putOff(
  client: pg.PoolClient,
  { ruleId, endpointId, subject }: RepeatRow,
  nowMs: number,
): Promise<void> {
  await client.query(
    'UPDATE notification_repeat SET next_at = $4 WHERE rule_id = $1 AND endpoint_id = $2 AND subject = $3',
    [ruleId, endpointId, subject, new Date(nowMs + PUT_OFF_MS)],
  );
}

async function fire(
  client: pg.PoolClient,
  row: RepeatRow,
  { nowMs, zone, sources }: RepeatOptions,
): Promise<'repeated' | 'stopped' | 'waits'> {
  const [rule] = readRules(
    await client.query(`SELECT ${RULE_COLUMNS} FROM notification_rule r WHERE r.id = $1`, [row.ruleId]),
  );
  const [endpoint] = readEndpoints(
    await client.query(`SELECT ${ENDPOINT_COLUMNS} FROM notification_endpoint e WHERE e.id = $1`, [
      row.endpointId,
    ]),
  );
  const [first] = readDeliveries(
    await client.query(`SELECT ${DELIVERY_COLUMNS} FROM notification_delivery d WHERE d.id = $1`, [
      row.deliveryId,
    ]),
  );
  if (!rule?.enabled || rule.repeatSeconds === null || !endpoint?.enabled || first === undefined) {
    await stop(client, row);
    return 'stopped';
  }
  const subject = await subjectOf(client, first.incidentId === null ? 'workOrder' : 'incident', row.subject);
  const said = subject === null ? 'over' : verdict(subject, nowMs);
  if (subject === null || said === 'over') {
    await stop(client, row);
    // one that waits for its next try would only wake somebody for nothing
    await client.query(
      `UPDATE notification_delivery SET state = 'CANCELLED', finished_at = $4 WHERE endpoint_id = $1 AND subject = $2
         AND rule_id = $3 AND repeat_no > 0 AND state = 'QUEUED' AND lease IS NULL`,
      [row.endpointId, row.subject, row.ruleId, new Date(nowMs)],
    );
    return 'stopped';
  }
  const [waiting] = openRows(
    await client.query(
      `SELECT state FROM notification_delivery WHERE endpoint_id = $1 AND subject = $2 AND rule_id = $3
         AND state = 'QUEUED' LIMIT 1`,
      [row.endpointId, row.subject, row.ruleId],
    ),
  );
  const severity = severityOf(subject);
  const quietEndMs = quietUntil([quietOf(rule), quietOf(endpoint)], severity, nowMs, zone);
  const nextMs = quietEndMs ?? nowMs + rule.repeatSeconds * 1_000;
  const tells = said === null && waiting === undefined && quietEndMs === null;
  const sent = row.sent + (tells ? 1 : 0);
  if (tells) {
    const told = { event: first.event, at: new Date(nowMs), severity };
    const message = await messageOf(client, subject, told, sources);
    await insertDelivery(client, {
      ...{ endpointId: row.endpointId, ruleId: row.ruleId, personId: first.personId, subject: row.subject },
      ...{ message, nowMs, atMs: nowMs, heldBy: null, repeatNo: sent, state: 'QUEUED' },
    });
  }
  if (sent >= (rule.repeatMax ?? 1)) await stop(client, row);
  else {
    await client.query(
      `UPDATE notification_repeat SET sent = $4, next_at = $5
       WHERE rule_id = $1 AND endpoint_id = $2 AND subject = $3`,
      [row.ruleId, row.endpointId, row.subject, sent, new Date(nextMs)],
    );
  }
  return tells ? 'repeated' : 'waits';
}

export interface RepeatOptions {
  nowMs: number;
  zone: string;
  sources: MessageSources;
  /** Told of each that could not be told again; it is tried later, and holds up no other. */
  failed: (error: unknown, repeat: Pick<RepeatRow, 'ruleId' | 'endpointId' | 'subject'>) => void;
}

/** Tells again what is due and nobody has acknowledged. Several processes share the work. @returns how many were told again */
export async function fireRepeats(db: Db, options: RepeatOptions): Promise<number> {
  return db.tx(async (client) => {
    const rows = repeatRows(
      await client.query(
        `SELECT rule_id AS "ruleId", endpoint_id AS "endpointId", subject, delivery_id AS "deliveryId", sent,
           next_at AS "nextAt"
         FROM notification_repeat WHERE next_at <= $1 ORDER BY next_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`,
        [new Date(options.nowMs)],
      ),
    );
    let told = 0;
    for (const row of rows) {
      await client.query('SAVEPOINT repeat');
      try {
        if ((await fire(client, row, options)) === 'repeated') told += 1;
        await client.query('RELEASE SAVEPOINT repeat');
      } catch (error) {
        if (isWorthARetry(error)) throw error;
        await client.query('ROLLBACK TO SAVEPOINT repeat');
        await putOff(client, row, options.nowMs);
        options.failed(error, row);
      }
    }
    return told;
  });
}
