import type pg from 'pg';
import type { ClockKind } from '../../core/clocks.ts';
import { newWorkOrderId } from '../../core/ids.ts';
import { type Severity, severityRank } from '../../core/severity.ts';
import type { WorkOrderState } from '../../core/work-order.ts';
import { appendFeed } from '../../runtime/feed.ts';
import type { OrderRow } from './rows.ts';
import {
  applyClocks,
  feedEventOf,
  insertEvent,
  insertOrder,
  nextCaseNumber,
  type Targets,
} from './writes.ts';

/** What an order is opened with. */
export interface Opening {
  /** REPORTED by somebody, or FILED for an incident. */
  state: Extract<WorkOrderState, 'REPORTED' | 'FILED'>;
  profile: string;
  source: string;
  matter: string;
  title: string;
  description: string | null;
  severity: Severity;
  gridCode: string | null;
  rule: string | null;
  explanation: string;
  reportedBy: string | null;
  actor: string;
  /** Kept with the first history row. */
  detail: Record<string, unknown> | null;
  targets: Targets;
  /** Clocks that begin with it. */
  clocks: readonly ClockKind[];
  /** When they began: the first signal, epoch ms. */
  clocksFromMs: number;
  atMs: number;
  /** The site's zone: the day in the case number. */
  zone: string;
}

/** Opens an order in the running transaction: its row, case number, first history row, clocks and feed row. */
export async function openOrder(client: pg.PoolClient, opening: Opening): Promise<OrderRow> {
  const { state, profile, source, matter, title, description, gridCode, rule, reportedBy, atMs } = opening;
  const order: OrderRow = {
    id: newWorkOrderId(),
    caseNumber: await nextCaseNumber(client, matter, atMs, opening.zone),
    state,
    profile,
    source,
    matter,
    title,
    description,
    severity: severityRank(opening.severity),
    gridCode,
    assigneeId: null,
    partyId: null,
    postRole: null,
    handledBy: null,
    rule,
    dispatchExplanation: opening.explanation,
    reportedBy,
    createdMs: atMs,
    updatedMs: atMs,
    closedMs: null,
    version: 1,
  };
  await insertOrder(client, order);
  await insertEvent(client, {
    workOrderId: order.id,
    version: 1,
    action: 'OPEN',
    fromState: null,
    toState: state,
    actor: opening.actor,
    reason: null,
    detail: opening.detail,
    atMs,
  });
  const effects = { start: opening.clocks, restart: [], stop: [], shiftMs: 0 };
  await applyClocks(client, order.id, effects, opening.targets, opening.clocksFromMs);
  await appendFeed(client, [feedEventOf('OPENED', order)]);
  return order;
}
