import type pg from 'pg';
import Type from 'typebox';
import { chooseOnDuty, isPostRole, stepsOf } from '../../core/duty.ts';
import { dutyAround, postsServing } from '../duty-facts.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';
import { standingsOf } from '../ties.ts';
import type { Subject } from './message.ts';
import { ENDPOINT_COLUMNS, type EndpointRow, type RuleRow, readEndpoints } from './rows.ts';

/** An endpoint, and the person who is told there; null where the rule names the endpoint itself. */
export interface Recipient {
  endpoint: EndpointRow;
  personId: string | null;
}

/** Where a rule's telling goes, and whom it does not reach, each with why. */
export interface Recipients {
  told: Recipient[];
  missed: { personId: string | null; reason: string }[];
}

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

const circleRows = rowsOf(Type.Object({ personId: Type.String() }));

/** Whose order it is; of an incident, of its live order. */
async function assigneeOf(client: Queryable, { order, incident }: Subject): Promise<string | null> {
  if (order !== null) return order.assigneeId;
  const sql = `SELECT w.assignee_id AS "assigneeId" FROM work_order_incident l
    JOIN work_order w ON w.id = l.work_order_id WHERE l.incident_id = $1 AND l.live`;
  return assigneeRows(await client.query(sql, [incident?.id ?? '']))[0]?.assigneeId ?? null;
}

/** Everybody who was told of the order beside its assignee; of an incident, of its live order. */
async function circleOf(client: Queryable, { order, incident }: Subject): Promise<string[]> {
  const sql = `SELECT person_id AS "personId" FROM work_order_circle WHERE work_order_id = coalesce($1, (
      SELECT work_order_id FROM work_order_incident WHERE incident_id = $2 AND live))
    ORDER BY told_at, person_id`;
  const rows = circleRows(await client.query(sql, [order?.id ?? null, incident?.id ?? null]));
  return rows.map(({ personId }) => personId);
}

async function enabledEndpoints(
  client: Queryable,
  by: 'id' | 'person_id',
  value: string,
): Promise<EndpointRow[]> {
  const sql = `SELECT ${ENDPOINT_COLUMNS} FROM notification_endpoint e WHERE e.${by} = $1 AND e.enabled ORDER BY e.id`;
  return readEndpoints(await client.query(sql, [value]));
}

/**
 * The endpoints of a person, wherever it happens: but those that others made for them in grids that they have left since.
 * Whoever made one there had a say over the person then, and has none over where they are now.
 */
async function ownEndpoints(client: Queryable, personId: string, nowMs: number): Promise<EndpointRow[]> {
  const own: EndpointRow[] = [];
  for (const endpoint of await enabledEndpoints(client, 'person_id', personId)) {
    const { gridCode, createdBy } = endpoint;
    const grids = gridCode === null || createdBy === personId ? [''] : [gridCode];
    const asker = { subject: '', roles: [], grids, expiresAt: 0 };
    const standings = await standingsOf(client, asker, [personId], new Date(nowMs));
    if (standings.get(personId)?.tie !== 'SERVED') own.push(endpoint);
  }
  return own;
}

/** Whom a rule means, and what is said where that is nobody. */
async function personsOf(
  client: pg.PoolClient,
  { target, postRole }: RuleRow,
  subject: Subject,
  { nowMs, zone }: { nowMs: number; zone: string },
): Promise<{ persons: string[]; nobody: string }> {
  const some = (personId: string | null) => (personId === null ? [] : [personId]);
  if (target === 'CIRCLE') {
    return { persons: await circleOf(client, subject), nobody: 'nobody is in its circle 知晓范围内无人' };
  }
  if (target === 'ASSIGNEE') {
    return { persons: some(await assigneeOf(client, subject)), nobody: 'nobody is assigned 无人承办' };
  }
  const personId = await onDuty(client, subject.gridCode, postRole ?? '', nowMs, zone);
  return { persons: some(personId), nobody: `nobody is on duty as ${postRole} 无人当值` };
}

/** The endpoints that a rule tells of this subject now: its own, or those of whom it means; else its fallback. */
export async function recipientsOf(
  client: pg.PoolClient,
  rule: RuleRow,
  subject: Subject,
  times: { nowMs: number; zone: string },
): Promise<Recipients> {
  const { target, endpointId, fallbackEndpointId } = rule;
  const told: Recipient[] = [];
  const missed: Recipients['missed'] = [];
  if (target === 'ENDPOINT') {
    const own = await enabledEndpoints(client, 'id', endpointId ?? '');
    told.push(...own.map((endpoint) => ({ endpoint, personId: null })));
    if (own.length === 0) missed.push({ personId: null, reason: 'the endpoint is disabled 外发地址已停用' });
  } else {
    const { persons, nobody } = await personsOf(client, rule, subject, times);
    if (persons.length === 0) missed.push({ personId: null, reason: nobody });
    for (const personId of persons) {
      const own = await ownEndpoints(client, personId, times.nowMs);
      told.push(...own.map((endpoint) => ({ endpoint, personId })));
      if (own.length > 0) continue;
      missed.push({ personId, reason: 'the person has no enabled endpoint 该人员没有可用的外发地址' });
    }
  }
  const [first] = missed;
  if (first === undefined || fallbackEndpointId === null) return { told, missed };
  const fallback = await enabledEndpoints(client, 'id', fallbackEndpointId);
  if (fallback.length === 0) return { told, missed };
  // one telling stands for all of them there
  told.push(...fallback.map((endpoint) => ({ endpoint, personId: first.personId })));
  return { told, missed: [] };
}
