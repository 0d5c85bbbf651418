import type { IncidentChangeKind, WorkOrderChangeKind } from '../../core/feed-event.ts';
import { newIncidentId, newWorkOrderId } from '../../core/ids.ts';
import { type Severity, severityRank } from '../../core/severity.ts';
import { loadConfig } from '../../runtime/config.ts';
import { appendFeed, createFeed } from '../../runtime/feed.ts';
import { shippedGovernance } from '../../runtime/governance.ts';
import { createMetrics } from '../../runtime/metrics.ts';
import type { Db } from '../../runtime/postgres.ts';
import { type BackgroundOptions, startNotifications } from '../../subgraphs/notifications/background.ts';
import { createNotifications } from '../../subgraphs/notifications/index.ts';
import { NOTIFIER_CONSUMER } from '../../subgraphs/notifications/notifier.ts';
import { caughtUpWith } from './caught-up.ts';
import { PLACE, principal } from './governance.ts';
import { testLog } from './log.ts';
import { asker } from './subgraph-world.ts';

export const SECRET_KEY = Buffer.alloc(32, 7).toString('base64');
export const MANAGER = principal('operations');

/** Sends to the loopback are allowed, and attempts short. */
export const NOTIFY_ENV = {
  HUB_SECRET_KEY: SECRET_KEY,
  HUB_WEBHOOK_ALLOW_PRIVATE: '127.0.0.1',
  HUB_NOTIFY_TIMEOUT_MS: '400',
  HUB_NOTIFY_ATTEMPTS: '4',
};

export function notifyDeps(db: Db, env: Record<string, string> = {}) {
  const metrics = createMetrics({ processMetrics: false });
  const feed = createFeed(db, { log: testLog, metrics, keptDays: 7 });
  return {
    db,
    feed,
    governance: shippedGovernance(),
    log: testLog,
    metrics,
    config: loadConfig({ ...NOTIFY_ENV, ...env }),
  };
}

/** Background work of one process, quick to try again. */
export function startWorker(db: Db, env: Record<string, string> = {}, options: BackgroundOptions = {}) {
  const deps = notifyDeps(db, env);
  const running = startNotifications(deps, { pollMs: 20, backoffScale: 0.002, ...options });
  return {
    metrics: deps.metrics,
    async close() {
      await running.close();
      await deps.feed.close();
    },
  };
}

/** The graph of notifications, as the operations centre asks it unless told otherwise. */
export function notifyGraph(db: Db, env: Record<string, string> = {}) {
  const deps = notifyDeps(db, env);
  const graph = asker(createNotifications(deps));

  async function endpoint(
    input: Record<string, unknown>,
    who = MANAGER,
  ): Promise<{ id: string; secret: string }> {
    const data = await graph.data(
      who,
      `mutation ($input: CreateNotificationEndpointInput!) {
        createNotificationEndpoint(input: $input) { secret endpoint { id } } }`,
      { input: { kind: 'WEBHOOK', name: 'test', ...input } },
    );
    return {
      id: data.createNotificationEndpoint.endpoint.id,
      secret: data.createNotificationEndpoint.secret,
    };
  }

  async function rule(input: Record<string, unknown>, who = MANAGER): Promise<string> {
    const data = await graph.data(
      who,
      `mutation ($input: CreateNotificationRuleInput!) { createNotificationRule(input: $input) { rule { id } } }`,
      { input: { name: 'test', target: 'ENDPOINT', window: 'PT0S', ...input } },
    );
    return data.createNotificationRule.rule.id;
  }

  async function deliveries(filter: Record<string, unknown> = {}) {
    const data = await graph.data(
      MANAGER,
      `query ($filter: NotificationDeliveryFilter) { notificationDeliveries(filter: $filter, first: 500) { nodes {
        id event state heldBy folded repeat attempts severity endpoint { id } rule { id } person { id } incident { id }
        workOrder { id } nextAttemptAt acknowledgedBy receipts { no status outcome error ms } message } totalCount } }`,
      { filter },
    );
    return data.notificationDeliveries.nodes;
  }

  return { ...graph, endpoint, rule, deliveries, close: () => deps.feed.close() };
}

export interface Happening {
  id: string;
  type: string;
  severity: Severity;
  gridCode: string | null;
}

/** An incident as ingest leaves it, without telling the feed. */
export async function incident(
  db: Db,
  changes: Partial<Happening> & { status?: string; openedAt?: Date } = {},
): Promise<Happening> {
  const { status = 'ACTUAL', openedAt = new Date(), ...other } = changes;
  const happening: Happening = {
    ...{ id: newIncidentId(), type: 'elevator.trapped', severity: 'critical', gridCode: PLACE.microGrid },
    ...other,
  };
  const { id, type, severity, gridCode } = happening;
  await db.pool.query(
    `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
       first_seen_at, last_seen_at, last_alert_id, status, opened_at)
     VALUES ($1, $2, '', $3, $4, $5, $6, 'ACTIVE', 1, now(), now(), 'al_x', $7, $8)`,
    [
      id,
      `device-${id}`,
      type,
      gridCode,
      gridCode?.slice(0, 12) ?? '',
      severityRank(severity),
      status,
      openedAt,
    ],
  );
  return happening;
}

export function tell(
  db: Db,
  { id, type, severity, gridCode }: Happening,
  change: IncidentChangeKind,
): Promise<void> {
  return appendFeed(db.pool, [
    {
      ...{ topic: 'incident', change, incidentId: id, alertId: null, deviceId: `device-${id}`, channel: '' },
      ...{ type, severity, state: 'ACTIVE', count: 1, gridCode },
    },
  ]);
}

/** An incident that the feed tells of at once. */
export async function opened(db: Db, changes: Parameters<typeof incident>[1] = {}): Promise<Happening> {
  const happening = await incident(db, changes);
  await tell(db, happening, 'OPENED');
  return happening;
}

export interface Order {
  id: string;
  gridCode: string;
  severity: Severity;
  state: string;
  assigneeId: string | null;
}

export async function order(
  db: Db,
  changes: Partial<Order> & { title?: string; profile?: string } = {},
): Promise<Order> {
  const { title = '电梯困人', profile = 'general', ...other } = changes;
  const made: Order = {
    ...{
      id: newWorkOrderId(),
      gridCode: PLACE.microGrid,
      severity: 'major',
      state: 'DISPATCHED',
      assigneeId: null,
    },
    ...other,
  };
  await db.pool.query(
    `INSERT INTO work_order (id, case_number, profile, state, source, matter, title, severity, grid_code, assignee_id,
       dispatch_explanation, created_at, updated_at)
     VALUES ($1, $1, $7, $2, 'REPORT', 'other', $3, $4, $5, $6, '', now(), now())`,
    [made.id, made.state, title, severityRank(made.severity), made.gridCode, made.assigneeId, profile],
  );
  return made;
}

export function tellOrder(db: Db, made: Order, change: WorkOrderChangeKind): Promise<void> {
  return appendFeed(db.pool, [
    {
      ...{ topic: 'workOrder', change, workOrderId: made.id, state: made.state, severity: made.severity },
      ...{ gridCode: made.gridCode, assigneeId: made.assigneeId },
    },
  ]);
}

/** Waits until the notifier has passed everything that is in the feed now. */
export function caughtUp(db: Db): Promise<void> {
  return caughtUpWith(db, NOTIFIER_CONSUMER);
}
