import type pg from 'pg';
import type { ClockEvent } from '../../core/clock-engine.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { promisesOf } from '../../core/governance-promises.ts';
import { newWorkOrderId } from '../../core/ids.ts';
import { type Severity, severityRank } from '../../core/severity.ts';
import type { WorkOrderState } from '../../core/work-order.ts';
import { open } from '../../core/workflow/engine.ts';
import { newOrder } from '../../core/workflow/order-state.ts';
import { startState, workflowOf } from '../../core/workflow/profile.ts';
import { appendFeed } from '../../runtime/feed.ts';
import { planTimers } from './plan.ts';
import type { OrderRow } from './rows.ts';
import { profileFor } from './workflow.ts';
import { feedEventOf, insertEvent, insertOrder, nextCaseNumber } from './writes.ts';

/** What an order is opened with. */
export interface Opening {
  /** Code of a profile; left out: the one of its matter, else the usual path. */
  profile?: string | undefined;
  /** Where it begins; left out: where the profile begins orders of this source. */
  state?: WorkOrderState | undefined;
  source: string;
  /** How the report reached us; a row of core/report-channels.ts. */
  channel?: string | null | undefined;
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
  /** When its clocks began: the first signal, epoch ms. */
  clocksFromMs: number;
  atMs: number;
  /** The site's zone: the day in the case number. */
  zone: string;
}

/** An order that was opened in the running transaction, with the clock events of its one row of history. */
export interface Opened {
  order: OrderRow;
  clocks: readonly ClockEvent[];
}

/**
 * Opens an order in the running transaction: its row, case number, first history row with its clocks, and feed row. It
 * keeps the version of the profile that is in force now. Its timers are not planned yet: the caller takes a step of it
 * (`fresh`), or plans them.
 */
export async function openUnplanned(
  client: pg.PoolClient,
  opening: Opening,
  book: GovernanceBook,
): Promise<Opened> {
  const { source, matter, title, description, gridCode, rule, reportedBy, atMs, severity } = opening;
  const profile = profileFor(book, opening, atMs);
  const asked = opening.state;
  // a method that has no such state begins where it begins
  const known = profile.states.some((one) => one.state === asked);
  const state = asked !== undefined && known ? asked : startState(profile, source);
  const begun = newOrder({
    id: newWorkOrderId(),
    profile: profile.code,
    profileVersion: profile.version,
    source,
    matter,
    gridCode,
    reportedBy,
    state,
    severity,
    rule,
    dispatchExplanation: opening.explanation,
  });
  const order: OrderRow = {
    ...begun,
    severity: severityRank(severity),
    caseNumber: await nextCaseNumber(client, book, matter, atMs, opening.zone),
    channel: opening.channel ?? null,
    title,
    description,
    createdMs: atMs,
    updatedMs: atMs,
    closedMs: null,
    suspendedMs: null,
  };
  const event = open(begun, opening.actor, {
    workflow: workflowOf(profile),
    promises: promisesOf(book),
    nowMs: atMs,
    clocksFromMs: opening.clocksFromMs,
  });
  await insertOrder(client, order);
  await insertEvent(client, { ...event, detail: opening.detail });
  await appendFeed(client, [feedEventOf('OPENED', order)]);
  return { order, clocks: event.clocks };
}

/** Opens an order and plans its timers: one that stays as it begins. */
export async function openOrder(
  client: pg.PoolClient,
  opening: Opening,
  book: GovernanceBook,
): Promise<OrderRow> {
  const { order, clocks } = await openUnplanned(client, opening, book);
  await planTimers(client, order, book, opening.atMs, clocks);
  return order;
}
