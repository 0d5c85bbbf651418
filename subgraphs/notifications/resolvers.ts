import { webhookBody } from '../../core/notify-message.ts';
import { severityOfRank } from '../../core/severity.ts';
import type { SubgraphBase } from '../../runtime/subgraph.ts';
import type { CountedPage } from '../page.ts';
import { quietShown } from './arguments.ts';
import type { Deliveries } from './deliveries.ts';
import { toldOf } from './delivery.ts';
import type { Endpoints } from './endpoints.ts';
import type { DeliveryRow, EndpointRow, RuleRow } from './rows.ts';
import type { Rules } from './rules.ts';
import type * as T from './types.generated.ts';

export interface NotificationsContext extends SubgraphBase {
  endpoints: Endpoints;
  rules: Rules;
  deliveries: Deliveries;
}

const gridOf = ({ gridCode }: { gridCode: string | null }) => (gridCode === null ? null : { code: gridCode });
const personOf = ({ personId }: { personId: string | null }) => (personId === null ? null : { id: personId });
const idOf = (id: string | null) => (id === null ? null : { id });

const NotificationEndpoint = {
  __resolveReference: ({ id }, { endpoints }) => endpoints.endpoint(id),
  grid: gridOf,
  person: personOf,
  address: ({ addressShown }) => addressShown,
  signed: ({ secretSealed }) => secretSealed !== null,
  oldSecretUntil: ({ oldSecretSealed, oldSecretUntil }) => (oldSecretSealed === null ? null : oldSecretUntil),
  quietHours: quietShown,
  health: ({ id }, _, { endpoints }) => endpoints.health(id),
  deliveries: ({ id }, { states, ...page }, { deliveries }) =>
    deliveries.page({ endpointId: id, states }, page),
} satisfies T.NotificationEndpointResolvers<NotificationsContext, EndpointRow>;

const NotificationRule = {
  __resolveReference: ({ id }, { rules }) => rules.rule(id),
  grid: gridOf,
  type: ({ typePattern }) => typePattern,
  minSeverity: ({ minSeverity }) => severityOfRank(minSeverity),
  endpoint: ({ endpointId }, _, { endpoints }) =>
    endpointId === null ? null : endpoints.endpoint(endpointId),
  fallbackEndpoint: ({ fallbackEndpointId }, _, { endpoints }) =>
    fallbackEndpointId === null ? null : endpoints.endpoint(fallbackEndpointId),
  quietHours: quietShown,
  window: ({ windowSeconds }) => windowSeconds * 1_000,
  repeatEvery: ({ repeatSeconds }) => (repeatSeconds === null ? null : repeatSeconds * 1_000),
} satisfies T.NotificationRuleResolvers<NotificationsContext, RuleRow>;

function dataOf(row: DeliveryRow): unknown {
  const body: unknown = JSON.parse(webhookBody(toldOf(row), row.ruleId));
  return typeof body === 'object' && body !== null && 'data' in body ? body.data : null;
}

const NotificationDelivery = {
  __resolveReference: ({ id }, { deliveries }) => deliveries.delivery(id),
  endpoint: ({ endpointId }, _, { endpoints }) =>
    endpointId === null ? null : endpoints.endpoint(endpointId),
  rule: ({ ruleId }, _, { rules }) => (ruleId === null ? null : rules.rule(ruleId)),
  person: personOf,
  incident: ({ incidentId }) => idOf(incidentId),
  workOrder: ({ workOrderId }) => idOf(workOrderId),
  grid: gridOf,
  severity: ({ severity }) => severityOfRank(severity),
  repeat: ({ repeatNo }) => repeatNo,
  nextAttemptAt: ({ state, nextAt }) => (state === 'QUEUED' ? nextAt : null),
  message: dataOf,
  receipts: (row, _, { deliveries }) => deliveries.receipts(row),
} satisfies T.NotificationDeliveryResolvers<NotificationsContext, DeliveryRow>;

const NotificationDeliveryConnection = {
  totalCount: (page) => page.count(),
} satisfies T.NotificationDeliveryConnectionResolvers<NotificationsContext, CountedPage<DeliveryRow>>;

const Incident = {
  __resolveReference: ({ id }) => ({ id }),
  notifications: ({ id }, _, { deliveries }) => deliveries.ofSubject(id),
} satisfies T.IncidentResolvers<NotificationsContext, { id: string }>;

const WorkOrder = {
  __resolveReference: ({ id }) => ({ id }),
  notifications: ({ id }, _, { deliveries }) => deliveries.ofSubject(id),
} satisfies T.WorkOrderResolvers<NotificationsContext, { id: string }>;

const Query = {
  notificationEndpoints: (_, args, { endpoints }) => endpoints.endpoints(args),
  notificationEndpoint: (_, { id }, { endpoints }) => endpoints.endpoint(id),
  notificationRules: (_, args, { rules }) => rules.rules(args),
  notificationRule: (_, { id }, { rules }) => rules.rule(id),
  notificationDeliveries: (_, { filter, ...page }, { deliveries }) => deliveries.page(filter ?? {}, page),
  notificationDelivery: (_, { id }, { deliveries }) => deliveries.delivery(id),
} satisfies T.QueryResolvers<NotificationsContext>;

const Mutation = {
  async createNotificationEndpoint(_, { input }, { endpoints }) {
    const { row, secret } = await endpoints.create(input);
    return { endpoint: row, secret, clientMutationId: input.clientMutationId };
  },
  updateNotificationEndpoint: async (_, { input }, { endpoints }) => ({
    endpoint: await endpoints.update(input),
    secret: null,
    clientMutationId: input.clientMutationId,
  }),
  async rotateNotificationSecret(_, { input }, { endpoints }) {
    const { row, secret } = await endpoints.rotate(input);
    return { endpoint: row, secret, clientMutationId: input.clientMutationId };
  },
  async testNotificationEndpoint(_, { input }, { endpoints, deliveries }) {
    const id = await endpoints.test(input);
    return { delivery: await deliveries.delivery(id), clientMutationId: input.clientMutationId };
  },
  createNotificationRule: async (_, { input }, { rules }) => ({
    rule: await rules.create(input),
    clientMutationId: input.clientMutationId,
  }),
  updateNotificationRule: async (_, { input }, { rules }) => ({
    rule: await rules.update(input),
    clientMutationId: input.clientMutationId,
  }),
  replayNotifications: async (_, { input }, { deliveries }) => ({
    replayed: await deliveries.replay(input),
    clientMutationId: input.clientMutationId,
  }),
  acknowledgeNotification: async (_, { input }, { deliveries }) => ({
    delivery: await deliveries.acknowledge(input),
    clientMutationId: input.clientMutationId,
  }),
} satisfies T.MutationResolvers<NotificationsContext>;

export const notificationsResolvers = {
  NotificationEndpoint,
  NotificationRule,
  NotificationDelivery,
  NotificationDeliveryConnection,
  Incident,
  WorkOrder,
  Query,
  Mutation,
};
