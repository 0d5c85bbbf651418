import type { FeedEvent } from '../core/feed-event.ts';
import type { Right } from '../core/permissions.ts';
import { checkRange, type FilterRules, RULES, refused, timed } from './subscription-rules.ts';

/**
 * A subscription root field: which events of the feed it passes on, and which query field resolves one of them.
 * The payload is resolved by the gateway itself, so a selection may cross every subgraph.
 */
export interface SubscriptionField {
  topic: FeedEvent['topic'];
  /** Query field, `(cursor: String!)`, that gives the payload of one event. */
  lookup: string;
  right: Right;
  /** What becomes of each field of its `filter` argument; none is passed over. */
  filter: FilterRules;
}

const { gridCode, deviceId, commandId, assigneeId, states, types, minSeverity } = RULES;

/** Lamps turn by the clock: an order is overdue, or no longer, and nothing has changed. */
const lamp = refused(
  'lamps turn by the clock and not by a change, so no stream can tell them; ask workOrders(filter)',
  '灯色与时限随时间变化而不产生变更，无法推送；请用 workOrders(filter) 查询',
);

/** Every subscription of the graph. A new one is a row here and its lookup field in a subgraph. */
export const SUBSCRIPTION_FIELDS: Readonly<Record<string, SubscriptionField>> = {
  incidentChanged: {
    topic: 'incident',
    lookup: 'incidentChange',
    right: 'incident.read',
    filter: {
      fields: {
        ...{ gridCode, states, types, minSeverity, deviceId },
        // it only moves on: what was in the range before a change is in it after
        from: timed('from', 'lastSeenAt'),
        to: refused(
          'every alert moves the time it was last seen, and what that was before is not kept; ask incidents(filter)',
          '每条告警都会推移最近发生时间，变更前的时间不再保留；请用 incidents(filter) 查询',
        ),
        pending: RULES.pending,
      },
    },
  },
  deviceCommandChanged: {
    topic: 'deviceCommand',
    lookup: 'deviceCommandChange',
    right: 'device.command',
    filter: { fields: { gridCode, deviceId, commandId, states } },
  },
  workOrderChanged: {
    topic: 'workOrder',
    lookup: 'workOrderChange',
    right: 'order.read',
    filter: {
      fields: {
        ...{ gridCode, states, assigneeId, minSeverity },
        ...{ live: RULES.live, sources: RULES.sources, search: RULES.search },
        ...{ from: timed('from', 'createdAt'), to: timed('to', 'createdAt') },
        ...{ overdue: lamp, dueBefore: lamp, light: lamp },
      },
      check: checkRange,
    },
  },
};
