import { hasRight, type Principal } from '../../core/permissions.ts';
import { PAUSE_MERGED } from '../../core/workflow/clock-steps.ts';
import type { OrderClock } from './clocks.ts';
import type { EventRow } from './rows.ts';
import type { WorkOrdersService } from './service.ts';
import type { VoteSight } from './vote-sight.ts';

/** What of a step the reader is shown. */
export type ShownStep = Pick<EventRow, 'actor' | 'reason' | 'detail'>;

/** What the detail of a step says of another order: which key names it, or which list of them. */
const OTHER_ORDER: Readonly<Record<string, string>> = {
  MERGE: 'into',
  FOLLOWED: 'parentId',
  CHILD_MERGED: 'childId',
  CHILD_LEFT: 'childId',
};
const OTHER_ORDERS = ['different', 'same'] as const;
/** Who is said to have cast a vote of which only the count is shown: what gates do by themselves is theirs as well. */
const GATES = 'gates';
const CASE_NUMBERS = /\b[CE][0-9]{16,24}\b/gi;

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const without = (detail: Record<string, unknown>, ...keys: string[]) =>
  Object.fromEntries(Object.entries(detail).filter(([key]) => !keys.includes(key)));

/**
 * Histories and clocks as one reader may see them: a step that has to do with an order, an incident or a vote that the
 * reader may not see is there, and does not name it.
 */
export function createShown(
  principal: Principal | null,
  orders: Pick<WorkOrdersService, 'workOrder' | 'linkedIncident'>,
  sight: Pick<VoteSight, 'seesVotesOf'>,
) {
  // a channel is handed the order that it reported, and reads no other
  const reads = principal !== null && hasRight(principal, 'order.read');
  const seen = async (id: unknown) =>
    reads && typeof id === 'string' && (await orders.workOrder(id)) !== null;

  /** The other order of a step about two; null where it is about none, or names none. */
  function otherOf({ action, changes }: EventRow, detail: Record<string, unknown>): unknown {
    const key = OTHER_ORDER[action];
    if (key !== undefined) return detail[key] ?? null;
    return action === 'UNMERGE' ? (changes.before.mergedInto ?? null) : null;
  }

  async function vote(event: EventRow, detail: Record<string, unknown>): Promise<ShownStep> {
    const order = reads ? await orders.workOrder(event.workOrderId) : null;
    if (order !== null && (await sight.seesVotesOf(order, detail.gateId))) return event;
    return { actor: GATES, reason: null, detail: { gateId: detail.gateId, gate: detail.gate } };
  }

  async function step(event: EventRow): Promise<ShownStep> {
    const detail = recordOf(event.detail);
    if (event.action === 'VOTE') return vote(event, detail);
    if (event.action === 'DUPLICATES_DECIDED') {
      for (const key of OTHER_ORDERS) {
        const ids = Array.isArray(detail[key]) ? detail[key] : [];
        const visible = await Promise.all(ids.map(seen));
        detail[key] = ids.filter((_, at) => visible[at]);
      }
      return { ...event, detail };
    }
    const other = otherOf(event, detail);
    if (other !== null && !(await seen(other))) {
      const reason = event.reason?.replaceAll(CASE_NUMBERS, '***') ?? null;
      const own = without(detail, OTHER_ORDER[event.action] ?? '', 'caseNumber');
      return { ...event, reason, detail: event.detail === null ? null : own };
    }
    const { incidentId } = detail;
    if (typeof incidentId !== 'string') return event;
    if (reads && (await orders.linkedIncident(event.workOrderId, incidentId))) return event;
    return { ...event, detail: without(detail, 'incidentId') };
  }

  const steps = new WeakMap<EventRow, Promise<ShownStep>>();
  return {
    /** A step as the reader sees it. */
    step(event: EventRow): Promise<ShownStep> {
      const known = steps.get(event) ?? step(event);
      steps.set(event, known);
      return known;
    },

    /** Clocks of an order: what was paused by a merge does not name an order that the reader may not see. */
    async clocks(clocks: readonly OrderClock[]): Promise<OrderClock[]> {
      return Promise.all(
        clocks.map(async (clock) => {
          const { run } = clock.view;
          const pauses = await Promise.all(
            run.pauses.map(async (pause) =>
              pause.cause === PAUSE_MERGED && pause.reason !== null && !(await seen(pause.reason))
                ? { ...pause, reason: null }
                : pause,
            ),
          );
          return { ...clock, view: { ...clock.view, run: { ...run, pauses } } };
        }),
      );
    },
  };
}

export type Shown = ReturnType<typeof createShown>;
