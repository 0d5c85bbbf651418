import type pg from 'pg';
import type { ClockEvent } from '../../core/clock-engine.ts';
import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { policyAt } from '../../core/governance-promises.ts';
import { inScope, type Principal, type Right } from '../../core/permissions.ts';
import { isLive } from '../../core/work-order.ts';
import { changesOf, type OrderState } from '../../core/workflow/order-state.ts';
import { TRACK_ACTS, type TrackAct } from '../../core/workflow/track-acts.ts';
import { appendFeed } from '../../runtime/feed.ts';
import { allowed, askableId, bad } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { orderTx } from './order-tx.ts';
import { planTimers } from './plan.ts';
import type { OrderRow } from './rows.ts';
import { orderStateOf, rowAfter, stateOf } from './workflow.ts';
import { feedEventOf, insertEvent, lockOrder, setLinksLive, updateOrder } from './writes.ts';

/** Which order, and at which version the caller saw it. */
export interface Target {
  workOrderId: string;
  expectedVersion?: number | null | undefined;
}

/** What the acts of the tracks are given: who asks, the clock, what is in force. */
export interface TrackContext {
  db: Pick<SubgraphDeps['db'], 'pool' | 'tx'>;
  config: SubgraphDeps['config'];
  book(): GovernanceBook;
  /** The one who asks, with this right. @throws HubError UNAUTHENTICATED | FORBIDDEN */
  who(right: Right): Principal;
  principal: Principal | null;
  now(): number;
}

export function trackContext(
  { db, config, governance }: Pick<SubgraphDeps, 'db' | 'config' | 'governance'>,
  principal: Principal | null,
  now: () => number = Date.now,
): TrackContext {
  return {
    db: { pool: db.pool, tx: (work) => orderTx(db, work) },
    config,
    principal,
    now,
    book: () => governance.current(),
    who: (right) => allowed(principal, right),
  };
}

/** Locks an order that the asker may see; null of any other, and of none. */
export async function lockVisible(
  client: pg.PoolClient,
  who: Principal,
  workOrderId: string,
): Promise<OrderRow | null> {
  const id = askableId(workOrderId);
  const order = id === null ? null : await lockOrder(client, id);
  return order !== null && inScope(who, order.gridCode) ? order : null;
}

/**
 * Locks an order that the asker may see and that is still as they saw it.
 * @throws HubError NOT_FOUND | CONFLICT
 */
export async function lockSeen(client: pg.PoolClient, who: Principal, target: Target): Promise<OrderRow> {
  const order = await lockVisible(client, who, target.workOrderId);
  if (order === null) {
    throw new HubError('NOT_FOUND', { what: 'Work order', whatZh: '工单', id: target.workOrderId });
  }
  const expected = target.expectedVersion;
  if (expected !== null && expected !== undefined && expected !== order.version) {
    const actual = order.version;
    throw new HubError('CONFLICT', { what: 'Work order', whatZh: '工单', id: order.id, expected, actual });
  }
  return order;
}

/** @throws HubError BAD_USER_INPUT for an order that has ended */
export function requireLive(order: OrderRow): void {
  if (isLive(stateOf(order))) return;
  throw bad('input.workOrderId', 'this order has ended', '该工单已结束');
}

/** A row of history that a track writes. */
export interface BesideAct {
  act: TrackAct;
  /** A token's subject, or the name of what acts by itself. */
  actor: string;
  reason?: string | null;
  detail?: Record<string, unknown>;
  clocks?: readonly ClockEvent[];
  atMs: number;
  /** What following its parent makes of it; nothing else changes an order here. */
  follow?: Pick<OrderState, 'state' | 'closedAtMs' | 'mergedInto' | 'mergedFrom'>;
}

/**
 * Writes what a track did into the history of an order that this transaction holds locked: version, row of history with
 * its clocks, timers and feed, as a step does. The state stays unless the order follows its parent.
 */
export async function besideStep(
  client: pg.PoolClient,
  order: OrderRow,
  { act, actor, reason = null, detail, clocks = [], atMs, follow }: BesideAct,
  book: GovernanceBook,
): Promise<OrderRow> {
  const before = orderStateOf(order);
  const next: OrderState = { ...before, ...follow, version: before.version + 1 };
  const changed = rowAfter(order, next, atMs);
  await updateOrder(client, changed);
  await insertEvent(client, {
    workOrderId: order.id,
    version: next.version,
    action: act,
    fromState: before.state,
    toState: next.state,
    actor,
    reason,
    detail: detail ?? null,
    clocks,
    changes: changesOf(before, next),
    atMs,
  });
  if (isLive(before.state) !== isLive(next.state)) await setLinksLive(client, order.id, isLive(next.state));
  await planTimers(client, changed, book, atMs);
  await appendFeed(client, [feedEventOf(TRACK_ACTS[act].change, changed, order)]);
  return changed;
}

/** A clock event that begins a track's clock of this policy; none for a key that names no policy. */
export function startTrackClock(
  book: GovernanceBook,
  kind: 'UNIT' | 'GATE' | 'SUPERVISION',
  holder: string,
  policyKey: string | null,
  atMs: number,
): ClockEvent[] {
  const policy = policyKey === null ? null : policyAt(book, policyKey, atMs);
  if (policy === null) return [];
  return [{ type: 'START', atMs, kind, holder, policy: policy.id }];
}

/** @throws HubError BAD_USER_INPUT for a clock policy that nobody published */
export function requirePolicy(book: GovernanceBook, path: string, key: string | null, atMs: number): void {
  if (key === null || policyAt(book, key, atMs) !== null) return;
  throw bad(path, `no clock policy is called ${key}`, `没有时限政策 ${key}`);
}

export function stopTrackClock(
  kind: 'UNIT' | 'GATE' | 'SUPERVISION',
  holder: string,
  atMs: number,
): ClockEvent[] {
  return [{ type: 'STOP', atMs, which: { kind, holder } }];
}
