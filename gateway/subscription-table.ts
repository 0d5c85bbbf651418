import { HubError } from '../core/errors.ts';
import type { FeedEvent } from '../core/feed-event.ts';
import { isGridCode } from '../core/grid.ts';
import type { Right } from '../core/permissions.ts';
import { severityRank } from '../core/severity.ts';
import { typesArgument } from '../core/type-filter.ts';

/**
 * A subscription root field: which events of the feed it passes on, and which query field resolves one of them.
 * The payload is resolved by the gateway itself, so a selection may cross every subgraph.
 */
export interface SubscriptionField {
  topic: FeedEvent['topic'];
  /** Query field, `(cursor: String!)`, that gives the payload of one event. */
  lookup: string;
  right: Right;
  /** Compiles the `filter` argument (already coerced by the schema) to a predicate over feed events. */
  predicate: (filter: Readonly<Record<string, unknown>>) => (event: FeedEvent) => boolean;
}

function strings(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The subtree that is asked for; '' is everything. A code that is none would be answered by silence for ever. */
function subtreeOf(value: unknown): string {
  const code = text(value) ?? '';
  if (code !== '' && !isGridCode(code)) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'filter.gridCode',
      reason: 'a grid code has 4, 6, 9, 12, 15, 17 or 19 digits',
      reasonZh: '网格编码应为 4、6、9、12、15、17 或 19 位数字',
    });
  }
  return code;
}

function rankOf(value: unknown): number {
  const severity = (text(value) ?? 'INFO').toLowerCase();
  if (severity !== 'info' && severity !== 'minor' && severity !== 'major' && severity !== 'critical') {
    throw new HubError('BAD_USER_INPUT', {
      path: 'filter.minSeverity',
      reason: `${severity} is no severity`,
      reasonZh: `${severity} 不是有效的严重程度`,
    });
  }
  return severityRank(severity);
}

/** Every subscription of the graph. A new one is a row here and its lookup field in a subgraph. */
export const SUBSCRIPTION_FIELDS: Readonly<Record<string, SubscriptionField>> = {
  incidentChanged: {
    topic: 'incident',
    lookup: 'incidentChange',
    right: 'incident.read',
    predicate(filter) {
      const gridCode = subtreeOf(filter.gridCode);
      const deviceId = text(filter.deviceId);
      const states = strings(filter.states);
      const types = typesArgument('filter.types', strings(filter.types));
      const minRank = rankOf(filter.minSeverity);
      return (event) =>
        event.topic === 'incident' &&
        (event.gridCode ?? '').startsWith(gridCode) &&
        (deviceId === null || event.deviceId === deviceId) &&
        (states === null || states.includes(event.state)) &&
        (types === null || types.includes(event.type)) &&
        severityRank(event.severity) >= minRank;
    },
  },
  deviceCommandChanged: {
    topic: 'deviceCommand',
    lookup: 'deviceCommandChange',
    right: 'device.command',
    predicate(filter) {
      const gridCode = subtreeOf(filter.gridCode);
      const deviceId = text(filter.deviceId);
      const commandId = text(filter.commandId);
      const states = strings(filter.states);
      return (event) =>
        event.topic === 'deviceCommand' &&
        (event.gridCode ?? '').startsWith(gridCode) &&
        (deviceId === null || event.deviceId === deviceId) &&
        (commandId === null || event.commandId === commandId) &&
        (states === null || states.includes(event.change));
    },
  },
  workOrderChanged: {
    topic: 'workOrder',
    lookup: 'workOrderChange',
    right: 'order.read',
    predicate(filter) {
      const gridCode = subtreeOf(filter.gridCode);
      const assigneeId = text(filter.assigneeId);
      const states = strings(filter.states);
      const minRank = rankOf(filter.minSeverity);
      return (event) =>
        event.topic === 'workOrder' &&
        (event.gridCode ?? '').startsWith(gridCode) &&
        (assigneeId === null || event.assigneeId === assigneeId) &&
        (states === null || states.includes(event.state)) &&
        severityRank(event.severity) >= minRank;
    },
  },
};
