import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { newId } from '../../core/ids.ts';
import { inScope } from '../../core/permissions.ts';
import { DUPLICATE_RULE, recurrenceOf } from '../../core/workflow/duplicates.ts';
import { workflowOf } from '../../core/workflow/profile.ts';
import { askableId, bad, textArgument } from '../access.ts';
import { closedAt, positionOf, suspicionsOf } from './duplicates-store.ts';
import { mergeHeld } from './merge.ts';
import { tellReporters } from './merge-store.ts';
import { ordersById } from './reads.ts';
import type { OrderRow } from './rows.ts';
import { takeStep } from './steps.ts';
import { besideStep, lockSeen, type Target, type TrackContext } from './tracks.ts';
import { profileOf, stateOf } from './workflow.ts';
import { lockOrder } from './writes.ts';

type Maybe<T> = T | null | undefined;

const DAY_MS = 86_400_000;
/** No profile reopens later. */
const LONGEST_DAYS = 366;

/** What people decide on suspicious duplicates. */
export function createDuplicateActs(context: TrackContext) {
  const { db, now } = context;
  return {
    decide({
      different,
      same,
      note,
      ...target
    }: Target & {
      different?: Maybe<readonly string[]>;
      same?: Maybe<readonly string[]>;
      note?: Maybe<string>;
    }) {
      const who = context.who('order.dispatch');
      const words = textArgument('input.note', note, 400);
      return db.tx(async (client) => {
        const order = await lockSeen(client, who, target);
        const atMs = now();
        const suggested = (await suspicionsOf(client, order)).map(({ id }) => id);
        const merged = [...new Set(same ?? [])];
        const none = different == null && merged.length === 0;
        const others = none ? suggested : [...new Set(different ?? [])].filter((id) => !merged.includes(id));
        const all = [...others, ...merged];
        if (all.some((id) => askableId(id) === null || id === order.id)) {
          throw bad('input.different', 'other orders', '须为其他工单');
        }
        // whoever names another order sees it; what the hub itself suggests is decided on without
        const named = await ordersById(client, all);
        const open = named.filter(({ gridCode }) => none || inScope(who, gridCode));
        const missing = all.filter((id) => open.every((one) => one.id !== id));
        if (missing.length > 0) {
          throw new HubError('NOT_FOUND', { what: 'Work order', whatZh: '工单', id: missing.join(', ') });
        }
        await client.query(
          `INSERT INTO order_duplicate_check (work_order_id, other_id, verdict, note, by, at)
           SELECT $1, other, verdict, $2, $3, $4 FROM unnest($5::text[], $6::text[]) AS d (other, verdict)
           ON CONFLICT (work_order_id, other_id) DO UPDATE
             SET verdict = excluded.verdict, note = excluded.note, by = excluded.by, at = excluded.at`,
          [
            ...[order.id, words, who.subject, new Date(atMs), all],
            all.map((id) => (merged.includes(id) ? 'SAME' : 'DIFFERENT')),
          ],
        );
        const detail = { different: others, same: merged };
        return besideStep(
          client,
          order,
          { act: 'DUPLICATES_DECIDED', actor: who.subject, reason: words, detail, atMs },
          context.book(),
        );
      });
    },
  };
}

/**
 * When a new order is a recurrence 复发 of one that was closed within its profile's window (same matter, grid and
 * position), the old one is reopened and the new one merged into it: its reporter keeps a case number, and no second
 * order is worked on. In the transaction of the report, once its position is known. Null: it is a new case.
 */
export async function reopenRecurring(
  client: pg.PoolClient,
  order: OrderRow,
  { actor, atMs }: { actor: string; atMs: number },
  book: GovernanceBook,
): Promise<OrderRow | null> {
  const { matter, gridCode } = order;
  const position = await positionOf(client, order.id);
  if (gridCode === null || position === null) return null;
  const asked = { matter, gridCode, position, createdMs: atMs };
  const { metres } = DUPLICATE_RULE;
  const closed = await closedAt(client, matter, gridCode, atMs - LONGEST_DAYS * DAY_MS);
  const found = recurrenceOf(asked, closed, { days: LONGEST_DAYS, metres });
  const old = found === null ? null : await lockOrder(client, found.id);
  if (found === null || old === null || old.closedMs === null) return null;
  const { reopenWithinDays: days, transitions } = workflowOf(profileOf(book, old));
  // somebody else may have reopened it meanwhile, and the window is the profile's
  if (recurrenceOf(asked, [{ ...found, closedMs: old.closedMs }], { days, metres }) === null) return null;
  const can = (row: OrderRow, action: string) =>
    workflowOf(profileOf(book, row)).transitions.some(
      (one) => one.action === action && one.from.includes(stateOf(row)),
    );
  if (!transitions.some((row) => row.action === 'REOPEN' && row.from.includes(stateOf(old)))) return null;
  if (!can(order, 'MERGE')) return null;
  const reason = `复发：${order.title}`;
  const reopen = { action: 'REOPEN', actor, input: { reason }, atMs } as const;
  const reopened = await takeStep(client, old, reopen, book);
  await client.query(
    `INSERT INTO order_recurrence (id, work_order_id, title, description, source, reported_by, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[newId('rc', { nowMs: atMs }), old.id, order.title, order.description, order.source],
      ...[order.reportedBy, new Date(atMs)],
    ],
  );
  const told = { orderId: old.id, kind: 'RECURRED', aboutId: order.id, state: reopened.state } as const;
  await tellReporters(client, [told], atMs, {
    zh: '同一事项再次上报，工单已重办',
    en: 'the same matter was reported again: the order is open again',
  });
  const detail = { caseNumber: order.caseNumber, title: order.title, source: order.source };
  const parent = await besideStep(client, reopened, { act: 'RECURRED', actor, reason, detail, atMs }, book);
  return mergeHeld(client, order, parent, { actor, reason, atMs }, book);
}
