import Type, { type Static } from 'typebox';
import { nullable, rowsOf } from '../rows.ts';

// Times travel as epoch milliseconds: what core takes, and no driver setting changes their shape.
const ms = (column: string, alias: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${alias}"`;

/** Select list of an order; `table` is the name or alias it is read under. */
export function orderColumns(table: string): string {
  const plain = [
    'id',
    'profile',
    'state',
    'source',
    'matter',
    'title',
    'description',
    'severity',
    'rule',
    'version',
    'channel',
    'pending',
  ];
  return [
    ...plain.map((column) => `${table}.${column}`),
    `${table}.case_number AS "caseNumber"`,
    `${table}.grid_code AS "gridCode"`,
    `${table}.assignee_id AS "assigneeId"`,
    `${table}.party_id AS "partyId"`,
    `${table}.post_role AS "postRole"`,
    `${table}.handled_by AS "handledBy"`,
    `${table}.dispatch_explanation AS "dispatchExplanation"`,
    `${table}.reported_by AS "reportedBy"`,
    `${table}.profile_version AS "profileVersion"`,
    `${table}.before_state AS "beforeState"`,
    `${table}.first_receiver AS "firstReceiver"`,
    `${table}.returns_used AS "returnsUsed"`,
    `${table}.merged_into AS "mergedInto"`,
    `${table}.merged_from AS "mergedFrom"`,
    ms(`${table}.suspended_at`, 'suspendedMs'),
    ms(`${table}.created_at`, 'createdMs'),
    ms(`${table}.updated_at`, 'updatedMs'),
    ms(`${table}.closed_at`, 'closedMs'),
  ].join(', ');
}

const Receiver = Type.Object({
  personId: nullable(Type.String()),
  partyId: nullable(Type.String()),
  postRole: nullable(Type.String()),
});
const Pending = Type.Object({
  by: Type.String(),
  atMs: Type.Number(),
  reason: nullable(Type.String()),
  untilMs: Type.Optional(Type.Number()),
  to: Type.Optional(Receiver),
});

const OrderRow = Type.Object({
  id: Type.String(),
  caseNumber: Type.String(),
  profile: Type.String(),
  profileVersion: Type.Integer(),
  channel: nullable(Type.String()),
  beforeState: nullable(Type.String()),
  firstReceiver: nullable(Receiver),
  suspendedMs: nullable(Type.Number()),
  pending: Type.Object({
    suspend: Type.Optional(Pending),
    extension: Type.Optional(Pending),
    transfer: Type.Optional(Pending),
    return: Type.Optional(Pending),
  }),
  returnsUsed: Type.Integer(),
  mergedInto: nullable(Type.String()),
  mergedFrom: nullable(Type.String()),
  state: Type.String(),
  source: Type.String(),
  matter: Type.String(),
  title: Type.String(),
  description: nullable(Type.String()),
  severity: Type.Integer(),
  gridCode: nullable(Type.String()),
  assigneeId: nullable(Type.String()),
  partyId: nullable(Type.String()),
  postRole: nullable(Type.String()),
  handledBy: nullable(Type.String()),
  rule: nullable(Type.String()),
  dispatchExplanation: Type.String(),
  reportedBy: nullable(Type.String()),
  createdMs: Type.Number(),
  updatedMs: Type.Number(),
  closedMs: nullable(Type.Number()),
  version: Type.Integer(),
});
/** A work order as stored; `severity` is the rank, times are epoch milliseconds. */
export type OrderRow = Static<typeof OrderRow>;
export const orderRows = rowsOf(OrderRow);

/** An order found for an owner: a grid, a person, an incident; `''` for the whole list. */
export const ownedOrderRows = rowsOf(Type.Intersect([OrderRow, Type.Object({ owner: Type.String() })]));
export const ownedCountRows = rowsOf(Type.Object({ owner: Type.String(), count: Type.Integer() }));

export const LINK_COLUMNS =
  'link.work_order_id AS "workOrderId", link.incident_id AS "incidentId", incident.grid_code AS "gridCode"';
export const linkRows = rowsOf(
  Type.Object({ workOrderId: Type.String(), incidentId: Type.String(), gridCode: nullable(Type.String()) }),
);

export const EVENT_COLUMNS = [
  'work_order_id AS "workOrderId"',
  'version',
  'action',
  'from_state AS "fromState"',
  'to_state AS "toState"',
  'actor',
  'reason',
  'detail',
  'clocks',
  'changes',
  ms('at', 'atMs'),
].join(', ');
const EventRow = Type.Object({
  workOrderId: Type.String(),
  version: Type.Integer(),
  action: Type.String(),
  fromState: nullable(Type.String()),
  toState: Type.String(),
  actor: Type.String(),
  reason: nullable(Type.String()),
  detail: Type.Unknown(),
  /** Clock events of the step; null in rows from before there were any. */
  clocks: Type.Unknown(),
  /** What the step touched, as {before, after}. */
  changes: Type.Object({
    before: Type.Record(Type.String(), Type.Unknown()),
    after: Type.Record(Type.String(), Type.Unknown()),
  }),
  atMs: Type.Number(),
});
export type EventRow = Static<typeof EventRow>;
export const eventRows = rowsOf(EventRow);
/** With the place of its order in what was asked. */
export const placedEventRows = rowsOf(Type.Object({ ...EventRow.properties, place: Type.Integer() }));
