import type pg from 'pg';
import type { ClockEvent } from '../../core/clock-engine.ts';
import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { newId } from '../../core/ids.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { WORK_ORDER_STATES } from '../../core/work-order.ts';
import { PAUSE_MERGED } from '../../core/workflow/clock-steps.ts';
import { following, MERGE_FAULTS, type Mergeable, mergeFault } from '../../core/workflow/merge.ts';
import { appendFeed } from '../../runtime/feed.ts';
import { askableId, bad, textArgument } from '../access.ts';
import { guardFactsOf } from './guard-facts.ts';
import { childrenOf, parentsOf, tellReporters } from './merge-store.ts';
import { ordersById } from './reads.ts';
import type { OrderRow } from './rows.ts';
import { takeStep } from './steps.ts';
import { besideStep, lockSeen, lockVisible, type Target, type TrackContext } from './tracks.ts';
import { stateOf } from './workflow.ts';
import { feedEventOf, lockOrder } from './writes.ts';

const TEXT = 2000;

function mergeable(order: OrderRow): Mergeable {
  const { id, matter, gridCode, createdMs, mergedInto } = order;
  return { id, matter, gridCode, createdMs, mergedInto, state: stateOf(order) };
}

async function endLink(client: pg.PoolClient, childId: string, by: string, reason: string, atMs: number) {
  await client.query(
    'UPDATE order_merge SET ended_at = $2, ended_by = $3, end_reason = $4 WHERE child_id = $1 AND ended_at IS NULL',
    [childId, new Date(atMs), by, reason],
  );
}

/** Undoes the merge of an order that this transaction holds locked: its own state and clocks come back. */
async function release(
  client: pg.PoolClient,
  child: OrderRow,
  { actor, reason, atMs }: { actor: string; reason: string; atMs: number },
  book: GovernanceBook,
): Promise<OrderRow> {
  const facts = await guardFactsOf(client, child, book, atMs);
  const step = { action: 'UNMERGE', actor, input: { reason }, facts, change: 'MERGED', atMs } as const;
  await endLink(client, child.id, actor, reason, atMs);
  // its incidents are its own again
  await client.query(
    `UPDATE work_order_incident held SET live = false
     WHERE held.work_order_id = $1 AND EXISTS (
       SELECT FROM work_order_incident own WHERE own.work_order_id = $2 AND own.incident_id = held.incident_id)`,
    [child.mergedInto, child.id],
  );
  const own = await takeStep(client, child, step, book);
  const notice = {
    orderId: child.id,
    kind: 'UNMERGED',
    aboutId: child.mergedInto,
    state: own.state,
  } as const;
  await tellReporters(client, [notice], atMs, {
    zh: '您上报的事项已恢复单独办理',
    en: 'what you reported is dealt with by itself again',
  });
  return own;
}

/**
 * Takes the children of an order along after a step of it: closed with the same result, rejoined when it is reopened,
 * set free when it is cancelled; every reporter is told. In the transaction of the step.
 */
export async function followParent(
  client: pg.PoolClient,
  parent: OrderRow,
  { actor, reason, atMs }: { actor: string; reason: string | null; atMs: number },
  book: GovernanceBook,
): Promise<void> {
  const parentState = stateOf(parent);
  const label = WORK_ORDER_STATES[parentState];
  const why = reason ?? label.zh;
  for (const { childId } of await childrenOf(client, [parent.id])) {
    const child = await lockOrder(client, childId);
    if (child === null) continue;
    const how = following(stateOf(child), parentState);
    if (how === null) continue;
    if (how.how === 'RELEASE') {
      await release(client, child, { actor, reason: `主单 ${parent.caseNumber} 已作废`, atMs }, book);
      continue;
    }
    const detail = { parentId: parent.id, parentState };
    const act = { act: 'FOLLOWED', actor, reason: why, detail, atMs } as const;
    let state = parentState;
    if (how.how === 'END') {
      const clocks: ClockEvent[] = [{ type: 'STOP', atMs, which: {} }];
      const follow = { state: how.state, closedAtMs: atMs, mergedInto: null, mergedFrom: null };
      const ended = await besideStep(client, child, { ...act, clocks, follow }, book);
      state = how.state;
      await followParent(client, ended, { actor, reason, atMs }, book);
    } else if (how.how === 'REJOIN') {
      // its clocks do not run beside those of its parent
      const clocks: ClockEvent[] = [
        { type: 'PAUSE', atMs, which: {}, cause: PAUSE_MERGED, reason: parent.id },
      ];
      const follow = {
        state: 'MERGED',
        closedAtMs: atMs,
        mergedInto: parent.id,
        mergedFrom: 'REOPENED',
      } as const;
      const back = await besideStep(client, child, { ...act, clocks, follow }, book);
      await followParent(client, back, { actor, reason, atMs }, book);
    }
    if (how.how === 'STAY') await appendFeed(client, [feedEventOf('MERGED', child)]);
    await tellReporters(client, [{ orderId: child.id, kind: 'FOLLOWED', aboutId: parent.id, state }], atMs, {
      zh: `您上报的事项并入案件 ${parent.caseNumber} 办理：${label.zh}`,
      en: `what you reported is dealt with in case ${parent.caseNumber}: ${label.en.toLowerCase()}`,
    });
  }
}

/** An order that leaves its parent by a step of its own (reopened by its own reporter) is nobody's child any more. */
export async function leaveParent(
  client: pg.PoolClient,
  childId: string,
  actor: string,
  atMs: number,
): Promise<void> {
  await endLink(client, childId, actor, '自行重办', atMs);
}

/** Merges an order into another, both held locked and judged before; gives the child. */
export async function mergeHeld(
  client: pg.PoolClient,
  child: OrderRow,
  parent: OrderRow,
  { actor, reason, atMs }: { actor: string; reason: string; atMs: number },
  book: GovernanceBook,
): Promise<OrderRow> {
  const step = {
    action: 'MERGE',
    actor,
    input: { reason, mergeInto: parent.id },
    detail: { into: parent.id, caseNumber: parent.caseNumber },
    change: 'MERGED',
    atMs,
  } as const;
  const merged = await takeStep(client, child, step, book);
  await client.query(
    `INSERT INTO order_merge (id, child_id, parent_id, merged_by, merged_at, reason)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [newId('mg', { nowMs: atMs }), child.id, parent.id, actor, new Date(atMs), reason],
  );
  // what happens at its devices belongs to the parent now: no incident opens another order
  await client.query(
    `INSERT INTO work_order_incident (work_order_id, incident_id, live)
     SELECT $1, incident_id, true FROM work_order_incident WHERE work_order_id = $2
     ON CONFLICT (work_order_id, incident_id) DO UPDATE SET live = true`,
    [parent.id, child.id],
  );
  const detail = { childId: child.id, caseNumber: child.caseNumber };
  await besideStep(client, parent, { act: 'CHILD_MERGED', actor, reason, detail, atMs }, book);
  // its own children follow it, and it follows its parent
  const told = { orderId: child.id, kind: 'MERGED', aboutId: parent.id, state: parent.state } as const;
  await tellReporters(client, [told], atMs, {
    zh: `您上报的事项已并入案件 ${parent.caseNumber} 办理`,
    en: `what you reported is now dealt with in case ${parent.caseNumber}`,
  });
  return merged;
}

/** The link of an order that somebody names to its parent, if it has one; of an order that they may not see, none. */
async function linkOf(client: pg.PoolClient, who: Principal, { workOrderId }: Target) {
  const id = askableId(workOrderId);
  const [named] = id === null ? [] : await ordersById(client, [id]);
  return named !== undefined && inScope(who, named.gridCode) ? parentsOf(client, [named.id]) : [];
}

/** The order that another is merged into, locked. @throws HubError NOT_FOUND, which does not tell which it is */
async function lockParent(client: pg.PoolClient, who: Principal, id: string): Promise<OrderRow> {
  const parent = await lockVisible(client, who, id);
  if (parent !== null) return parent;
  const named = { what: 'The order', id: 'that it is merged into', whatZh: '所并入的', idZh: '主单' };
  throw new HubError('NOT_FOUND', named);
}

/** What people do about merging 并单. */
export function createMergeActs(context: TrackContext) {
  const { db, now } = context;
  return {
    merge({ intoId, reason, ...target }: Target & { intoId: string; reason: string }) {
      const who = context.who('order.merge');
      const words = textArgument('input.reason', reason, TEXT) ?? '';
      if (askableId(intoId) === null) throw bad('input.intoId', 'no such order', '没有该工单');
      return db.tx(async (client) => {
        const book = context.book();
        const [link] = await linkOf(client, who, target);
        // asked before any lock is taken: what closes its parent locks the parent first
        if (link !== undefined && link.parentId === intoId) {
          throw bad('input.workOrderId', 'it is merged into that order already', '该工单已并入该主单');
        }
        // both in the order of their ids, so that two merges that cross wait for each other instead of locking up
        const ids = [target.workOrderId, intoId].toSorted();
        const rows = new Map<string, OrderRow>();
        for (const id of new Set(ids)) {
          const wanted = id === target.workOrderId ? target : { workOrderId: id };
          rows.set(id, await lockSeen(client, who, wanted));
        }
        const atMs = now();
        const child = rows.get(target.workOrderId);
        const parent = rows.get(intoId);
        if (child === undefined || parent === undefined)
          throw bad('input.intoId', 'no such order', '没有该工单');
        const fault = mergeFault(mergeable(child), mergeable(parent));
        if (fault !== null) throw bad('input.intoId', MERGE_FAULTS[fault].en, MERGE_FAULTS[fault].zh);
        return mergeHeld(client, child, parent, { actor: who.subject, reason: words, atMs }, book);
      });
    },

    unmerge({ reason, ...target }: Target & { reason: string }) {
      const who = context.who('order.merge');
      const words = textArgument('input.reason', reason, TEXT) ?? '';
      return db.tx(async (client) => {
        const book = context.book();
        // the parent first, as whatever makes its children follow it; it changes too, so it is seen as for a merge
        const [link] = await linkOf(client, who, target);
        const first = link === undefined ? null : await lockParent(client, who, link.parentId);
        const child = await lockSeen(client, who, target);
        if (child.state !== 'MERGED' || child.mergedInto === null) {
          throw bad('input.workOrderId', 'it is not merged', '该工单未被并单');
        }
        const parent = first ?? (await lockParent(client, who, child.mergedInto));
        const atMs = now();
        const own = await release(client, child, { actor: who.subject, reason: words, atMs }, book);
        const detail = { childId: child.id, caseNumber: child.caseNumber };
        const left = { act: 'CHILD_LEFT', actor: who.subject, reason: words, detail, atMs } as const;
        await besideStep(client, parent, left, book);
        return own;
      });
    },
  };
}
