import Type, { type Static } from 'typebox';
import type { Recurrence } from '../../core/maintenance.ts';
import {
  ATTEMPT_OUTCOMES,
  DELIVERY_STATES,
  ENDPOINT_KINDS,
  type EndpointKind,
  HOLDS,
  MESSAGE_FORMATS,
  MESSAGE_LANGUAGES,
  NOTIFY_TARGETS,
} from '../../core/notify.ts';
import { NotifyMessage } from '../../core/notify-message.ts';
import { Instant, nullable, rowsOf } from '../rows.ts';

const Bytes = Type.Refine(Type.Unsafe<Buffer>({}), (value: unknown) => Buffer.isBuffer(value));
const Kind = Type.Unsafe<EndpointKind>(Type.Enum(Object.keys(ENDPOINT_KINDS)));

const Quiet = {
  quietFrom: nullable(Type.Integer()),
  quietTo: nullable(Type.Integer()),
  quietDays: nullable(Type.Array(Type.Integer())),
};

const EndpointRow = Type.Object({
  id: Type.String(),
  kind: Kind,
  name: Type.String(),
  gridCode: nullable(Type.String()),
  personId: nullable(Type.String()),
  enabled: Type.Boolean(),
  addressSealed: Bytes,
  addressShown: Type.String(),
  secretSealed: nullable(Bytes),
  secretAt: nullable(Instant),
  oldSecretSealed: nullable(Bytes),
  oldSecretUntil: nullable(Instant),
  format: Type.Enum(MESSAGE_FORMATS),
  language: Type.Enum(MESSAGE_LANGUAGES),
  ...Quiet,
  perMinute: Type.Integer(),
  concurrency: Type.Integer(),
  ordered: Type.Boolean(),
  createdBy: Type.String(),
  createdAt: Instant,
  updatedAt: Instant,
  version: Type.Integer(),
});
export type EndpointRow = Static<typeof EndpointRow>;
export const readEndpoints = rowsOf(EndpointRow);

export const ENDPOINT_COLUMNS = `e.id, e.kind, e.name, e.grid_code AS "gridCode", e.person_id AS "personId", e.enabled,
  e.address_sealed AS "addressSealed", e.address_shown AS "addressShown", e.secret_sealed AS "secretSealed",
  e.secret_at AS "secretAt", e.old_secret_sealed AS "oldSecretSealed", e.old_secret_until AS "oldSecretUntil",
  e.format, e.language, e.quiet_from AS "quietFrom", e.quiet_to AS "quietTo", e.quiet_days AS "quietDays",
  e.per_minute AS "perMinute", e.concurrency, e.ordered, e.created_by AS "createdBy", e.created_at AS "createdAt",
  e.updated_at AS "updatedAt", e.version`;

const StateRow = Type.Object({
  endpointId: Type.String(),
  tokens: Type.Number(),
  /** Null: never sent, so its bucket is full. */
  tokensAt: nullable(Instant),
  failures: Type.Integer(),
  blockedUntil: nullable(Instant),
  blockedWhy: nullable(Type.String()),
  deliveredAt: nullable(Instant),
  lastError: nullable(Type.String()),
  lastErrorAt: nullable(Instant),
});
export type StateRow = Static<typeof StateRow>;
export const readStates = rowsOf(StateRow);
/** An endpoint beside its state, as `claim` locks them. */
export const readEndpointsWithState = rowsOf(Type.Intersect([EndpointRow, StateRow]));

export const STATE_COLUMNS = `s.endpoint_id AS "endpointId", s.tokens,
  CASE WHEN isfinite(s.tokens_at) THEN s.tokens_at END AS "tokensAt", s.failures, s.blocked_until AS "blockedUntil",
  s.blocked_why AS "blockedWhy", s.delivered_at AS "deliveredAt", s.last_error AS "lastError",
  s.last_error_at AS "lastErrorAt"`;

const RuleRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  gridCode: nullable(Type.String()),
  enabled: Type.Boolean(),
  events: Type.Array(Type.String()),
  typePattern: nullable(Type.String()),
  minSeverity: Type.Integer(),
  orderStates: nullable(Type.Array(Type.String())),
  unassignedOnly: Type.Boolean(),
  target: Type.Enum(NOTIFY_TARGETS),
  endpointId: nullable(Type.String()),
  postRole: nullable(Type.String()),
  fallbackEndpointId: nullable(Type.String()),
  ...Quiet,
  windowSeconds: Type.Integer(),
  repeatSeconds: nullable(Type.Integer()),
  repeatMax: nullable(Type.Integer()),
  createdBy: Type.String(),
  createdAt: Instant,
  activeFrom: Instant,
  updatedAt: Instant,
  version: Type.Integer(),
});
export type RuleRow = Static<typeof RuleRow>;
export const readRules = rowsOf(RuleRow);

export const RULE_COLUMNS = `r.id, r.name, r.grid_code AS "gridCode", r.enabled, r.events, r.type_pattern AS "typePattern",
  r.min_severity AS "minSeverity", r.order_states AS "orderStates", r.unassigned_only AS "unassignedOnly", r.target,
  r.endpoint_id AS "endpointId", r.post_role AS "postRole", r.fallback_endpoint_id AS "fallbackEndpointId",
  r.quiet_from AS "quietFrom", r.quiet_to AS "quietTo", r.quiet_days AS "quietDays",
  r.window_seconds AS "windowSeconds", r.repeat_seconds AS "repeatSeconds", r.repeat_max AS "repeatMax",
  r.created_by AS "createdBy", r.created_at AS "createdAt", r.active_from AS "activeFrom",
  r.updated_at AS "updatedAt", r.version`;

const DeliveryRow = Type.Object({
  id: Type.String(),
  endpointId: nullable(Type.String()),
  ruleId: nullable(Type.String()),
  personId: nullable(Type.String()),
  event: Type.String(),
  subject: Type.String(),
  incidentId: nullable(Type.String()),
  workOrderId: nullable(Type.String()),
  gridCode: nullable(Type.String()),
  severity: Type.Integer(),
  message: NotifyMessage,
  state: Type.Enum(DELIVERY_STATES),
  heldBy: nullable(Type.Enum(HOLDS)),
  folded: Type.Integer(),
  repeatNo: Type.Integer(),
  attempts: Type.Integer(),
  attemptsFrom: Type.Integer(),
  nextAt: Instant,
  queuedAt: Instant,
  createdAt: Instant,
  finishedAt: nullable(Instant),
  acknowledgedAt: nullable(Instant),
  acknowledgedBy: nullable(Type.String()),
});
export type DeliveryRow = Static<typeof DeliveryRow>;
export const readDeliveries = rowsOf(DeliveryRow);

export const DELIVERY_COLUMNS = `d.id, d.endpoint_id AS "endpointId", d.rule_id AS "ruleId", d.person_id AS "personId",
  d.event, d.subject, d.incident_id AS "incidentId", d.work_order_id AS "workOrderId", d.grid_code AS "gridCode",
  d.severity, d.message, d.state, d.held_by AS "heldBy", d.folded, d.repeat_no AS "repeatNo", d.attempts,
  d.attempts_from AS "attemptsFrom", d.next_at AS "nextAt", d.queued_at AS "queuedAt", d.created_at AS "createdAt",
  d.finished_at AS "finishedAt", d.acknowledged_at AS "acknowledgedAt", d.acknowledged_by AS "acknowledgedBy"`;

export const readAttempts = rowsOf(
  Type.Object({
    deliveryId: Type.String(),
    no: Type.Integer(),
    at: Instant,
    ms: Type.Integer(),
    status: nullable(Type.Integer()),
    outcome: Type.Enum(ATTEMPT_OUTCOMES),
    error: nullable(Type.String()),
  }),
);
export type AttemptRow = ReturnType<typeof readAttempts>[number];

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** Quiet hours as stored; null: none. */
export function quietOf(row: {
  quietFrom: number | null;
  quietTo: number | null;
  quietDays: number[] | null;
}): Recurrence | null {
  const { quietFrom, quietTo, quietDays } = row;
  if (quietFrom === null || quietTo === null) return null;
  return { days: quietDays ?? EVERY_DAY, minuteFrom: quietFrom, minuteTo: quietTo };
}
