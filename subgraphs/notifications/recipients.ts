import type pg from 'pg';
import Type from 'typebox';
import { chooseOnDuty, isPostRole, stepsOf } from '../../core/duty.ts';
import { dutyAround, postsServing } from '../duty-facts.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';
import type { Subject } from './message.ts';
import { ENDPOINT_COLUMNS, type EndpointRow, type RuleRow, readEndpoints } from './rows.ts';

/** Where a rule's telling goes; `reason` in place of endpoints when it reaches nobody. */
export type Recipients =
  | { endpoints: [EndpointRow, ...EndpointRow[]]; personId: string | null }
  | { endpoints: []; personId: string | null; reason: string };

const assigneeRows = rowsOf(Type.Object({ assigneeId: nullable(Type.String()) }));

/** Who is on duty in a role for the grid, by rosters, substitutes and leave; null for nobody. */
async function onDuty(
  client: pg.PoolClient,
  gridCode: string | null,
  role: string,
  nowMs: number,
  zone: string,
): Promise<string | null> {
  if (gridCode === null || !isPostRole(role)) return null;
  const posts = await postsServing(client, [gridCode], [role], nowMs);
  const around = await dutyAround(client, posts, nowMs, zone);
  return chooseOnDuty({ gridCode, steps: stepsOf([role]), posts, ...around, nowMs, zone }).personId;
}

/** Whose order it is; of an incident, of its live order. */
async function assigneeOf(client: Queryable, { order, incident }: Subject): Promise<string | null> {
  if (order !== null) return order.assigneeId;
  const sql = `SELECT w.assignee_id AS "assigneeId" FROM work_order_incident l
    JOIN work_order w ON w.id = l.work_order_id WHERE l.incident_id = $1 AND l.live`;
  return assigneeRows(await client.query(sql, [incident?.id ?? '']))[0]?.assigneeId ?? null;
}

async function enabledEndpoints(
  client: Queryable,
  by: 'id' | 'person_id',
  value: string,
): Promise<EndpointRow[]> {
  const sql = `SELECT ${ENDPOINT_COLUMNS} FROM notification_endpoint e WHERE e.${by} = $1 AND e.enabled ORDER BY e.id`;
  return readEndpoints(await client.query(sql, [value]));
}

/** The endpoints that a rule tells of this subject now: its own, or those of the person it names; else its fallback. */
export async function recipientsOf(
  client: pg.PoolClient,
  rule: RuleRow,
  subject: Subject,
  { nowMs, zone }: { nowMs: number; zone: string },
): Promise<Recipients> {
  const { target, endpointId, postRole, fallbackEndpointId } = rule;
  let personId: string | null = null;
  let reason = 'the endpoint is disabled 外发地址已停用';
  let found: EndpointRow[] = [];
  if (target === 'ENDPOINT') {
    found = await enabledEndpoints(client, 'id', endpointId ?? '');
  } else {
    personId =
      target === 'ASSIGNEE'
        ? await assigneeOf(client, subject)
        : await onDuty(client, subject.gridCode, postRole ?? '', nowMs, zone);
    reason =
      personId === null
        ? `nobody is ${target === 'ASSIGNEE' ? 'assigned' : `on duty as ${postRole}`} 无人${target === 'ASSIGNEE' ? '承办' : '当值'}`
        : 'the person has no enabled endpoint 该人员没有可用的外发地址';
    if (personId !== null) found = await enabledEndpoints(client, 'person_id', personId);
  }
  if (found.length === 0 && fallbackEndpointId !== null) {
    found = await enabledEndpoints(client, 'id', fallbackEndpointId);
  }
  const [first, ...others] = found;
  return first === undefined
    ? { endpoints: [], personId, reason }
    : { endpoints: [first, ...others], personId };
}
