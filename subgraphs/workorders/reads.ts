import { caseSearch } from '../../core/case-number.ts';
import type { Queryable } from '../rows.ts';
import { COUNT_CAP } from '../rows.ts';
import { Where } from '../where.ts';
import {
  EVENT_COLUMNS,
  eventRows,
  LINK_COLUMNS,
  linkRows,
  orderColumns,
  orderRows,
  ownedCountRows,
  ownedOrderRows,
  placedEventRows,
} from './rows.ts';
import { type LampQuery, whereLamps } from './timers.ts';

/** Which orders; null and undefined ask nothing. */
export interface OrderQuery {
  /** Grid code prefixes that may be seen, from `scopePrefixes`. */
  prefixes: readonly string[];
  states?: readonly string[] | null | undefined;
  live?: boolean | null | undefined;
  assigneeId?: string | null | undefined;
  /** Rank, 0-3. */
  minSeverity?: number | null | undefined;
  sources?: readonly string[] | null | undefined;
  /** Opened at or after, and before. */
  from?: Date | null | undefined;
  to?: Date | null | undefined;
  /** Part of the case number. */
  search?: string | null | undefined;
  /** What is asked of its clocks, as they are at `now`. */
  lamps?: LampQuery | undefined;
  now?: Date | undefined;
}

/** Whose orders: those in or below a grid, those with a person, or all (one owner, `''`). */
export type OwnerKind = 'grid' | 'person' | 'all';

const OWNED_BY: Record<OwnerKind, string> = {
  // ':' is the character after '9': the end of all codes that start with the owner's
  grid: `(w.grid_code >= owner.key COLLATE "C" AND w.grid_code < (owner.key || ':') COLLATE "C")`,
  person: 'w.assignee_id = owner.key',
  all: 'true',
};

const inGrids = (lo: string, hi: string) => `(w.grid_code >= ${lo} AND w.grid_code < ${hi})`;
const escapeLike = (text: string) => text.replaceAll(/[\\%_]/g, '\\$&');

/** `caseFound` of core in SQL. */
function caseCondition(search: string, where: Where): string {
  const { how, text } = caseSearch(search);
  switch (how) {
    case 'WHOLE':
      return `w.case_number = ${where.param(text)}`;
    case 'BEGINNING':
      return `w.case_number LIKE ${where.param(`${text}%`)}`;
    case 'PART':
      return `w.case_number ILIKE ${where.param(`%${escapeLike(text)}%`)}`;
    case 'NEVER':
      // no order is looked at
      return 'false';
  }
}

function whereOf(kind: OwnerKind, query: OrderQuery, where: Where): void {
  where.add(OWNED_BY[kind]);
  where.prefixes(query.prefixes, inGrids);
  if (query.states != null) where.add(`w.state = ANY(${where.param(query.states)}::text[])`);
  if (query.live != null) where.add(`w.closed_at IS ${query.live ? '' : 'NOT '}NULL`);
  if (query.assigneeId != null) where.add(`w.assignee_id = ${where.param(query.assigneeId)}`);
  if (query.minSeverity != null) where.add(`w.severity >= ${where.param(query.minSeverity)}`);
  if (query.sources != null) where.add(`w.source = ANY(${where.param(query.sources)}::text[])`);
  if (query.from != null) where.add(`w.created_at >= ${where.param(query.from)}`);
  if (query.to != null) where.add(`w.created_at < ${where.param(query.to)}`);
  if (query.lamps !== undefined && query.now !== undefined) whereLamps(where, query.lamps, query.now);
  if (query.search != null) where.add(caseCondition(query.search, where));
}

/** One page per owner, newest first, by one query. `after` is the (createdAt, id) of the last row seen. */
export async function orderPages(
  db: Queryable,
  kind: OwnerKind,
  owners: readonly string[],
  query: OrderQuery,
  take: number,
  after: { at: Date; id: string } | null,
) {
  const where = new Where();
  const keys = where.param(owners);
  whereOf(kind, query, where);
  if (after !== null) {
    const at = where.param(after.at);
    where.add(`(w.created_at, w.id) < (${at}::timestamptz, ${where.param(after.id)})`);
  }
  const sql = `
    SELECT owner.key AS owner, ${orderColumns('w')}
    FROM unnest(${keys}::text[]) AS owner (key)
    CROSS JOIN LATERAL (
      SELECT * FROM work_order w ${where.sql} ORDER BY w.created_at DESC, w.id DESC LIMIT ${where.param(take)}
    ) w
    ORDER BY w.created_at DESC, w.id DESC`;
  return ownedOrderRows(await db.query(sql, where.values));
}

/** How many orders each owner has, counted up to COUNT_CAP + 1, by one query. */
export async function orderCounts(
  db: Queryable,
  kind: OwnerKind,
  owners: readonly string[],
  query: OrderQuery,
) {
  const where = new Where();
  const keys = where.param(owners);
  whereOf(kind, query, where);
  const sql = `
    SELECT owner.key AS owner, counted.count
    FROM unnest(${keys}::text[]) AS owner (key)
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count FROM (SELECT 1 FROM work_order w ${where.sql} LIMIT ${COUNT_CAP + 1}) capped
    ) counted`;
  return ownedCountRows(await db.query(sql, where.values));
}

export async function ordersById(db: Queryable, ids: readonly string[]) {
  return orderRows(
    await db.query(`SELECT ${orderColumns('w')} FROM work_order w WHERE w.id = ANY($1::text[])`, [ids]),
  );
}

/** More orders of one incident than anybody reads; the newest are kept. */
const ORDERS_PER_INCIDENT = 100;

/** Orders of each incident: the live one first, then the newest. */
export async function ordersOfIncidents(db: Queryable, incidentIds: readonly string[]) {
  const sql = `
    SELECT owner.key AS owner, ${orderColumns('w')}
    FROM unnest($1::text[]) AS owner (key)
    CROSS JOIN LATERAL (
      SELECT work_order_id, live, linked_at FROM work_order_incident
      WHERE incident_id = owner.key ORDER BY live DESC, linked_at DESC LIMIT ${ORDERS_PER_INCIDENT}
    ) link
    JOIN work_order w ON w.id = link.work_order_id
    ORDER BY link.live DESC, link.linked_at DESC, w.id DESC`;
  return ownedOrderRows(await db.query({ name: 'orders-of-incidents', text: sql }, [incidentIds]));
}

/** Incidents of each order with their grid codes, newest link first. */
export async function incidentsOfOrders(db: Queryable, orderIds: readonly string[]) {
  const sql = `
    SELECT ${LINK_COLUMNS} FROM work_order_incident link JOIN incident ON incident.id = link.incident_id
    WHERE link.work_order_id = ANY($1::text[]) ORDER BY link.linked_at DESC, link.incident_id DESC`;
  return linkRows(await db.query(sql, [orderIds]));
}

/** Which steps of a history: so many, past a version where one is given, from either end. */
export interface EventPage {
  take: number;
  after: number | null;
  newestFirst: boolean;
}

/** One page of the history of each order up to its version, by one query. */
export async function eventPages(
  db: Queryable,
  orders: readonly { id: string; version: number }[],
  { take, after, newestFirst }: EventPage,
) {
  const order = newestFirst ? 'DESC' : 'ASC';
  const past = newestFirst ? '<' : '>';
  const sql = `
    SELECT (owner.ordinality - 1)::int AS place, ${EVENT_COLUMNS}
    FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS owner (order_id, upto, ordinality)
    CROSS JOIN LATERAL (
      SELECT * FROM work_order_event e
      WHERE e.work_order_id = owner.order_id AND e.version <= owner.upto
        AND ($3::int IS NULL OR e.version ${past} $3::int)
      ORDER BY e.version ${order} LIMIT $4
    ) step
    ORDER BY owner.ordinality, step.version ${order}`;
  const [ids, versions] = [orders.map(({ id }) => id), orders.map(({ version }) => version)];
  return placedEventRows(await db.query(sql, [ids, versions, after, take]));
}

/** The history of orders, oldest first, or what of it some actions did: votes and notes may be thousands of rows. */
export async function eventsOfOrders(
  db: Queryable,
  orderIds: readonly string[],
  actions: readonly string[] | null = null,
) {
  const sql = `SELECT ${EVENT_COLUMNS} FROM work_order_event
    WHERE work_order_id = ANY($1::text[]) AND ($2::text[] IS NULL OR action = ANY($2::text[]))
    ORDER BY work_order_id, version`;
  return eventRows(await db.query(sql, [orderIds, actions]));
}
