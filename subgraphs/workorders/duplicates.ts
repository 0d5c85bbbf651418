import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import type { GeoPoint } from '../../core/geo.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { newId } from '../../core/ids.ts';
import { DUPLICATE_RULE, recurrenceOf } from '../../core/workflow/duplicates.ts';
import { workflowOf } from '../../core/workflow/profile.ts';
import { askableId, textArgument } from '../access.ts';
import { closedAt, suspicionsOf } from './duplicates-store.ts';
import { guardFactsOf } from './guard-facts.ts';
import { tellReporters } from './merge-store.ts';
import type { OrderRow } from './rows.ts';
import { takeStep } from './steps.ts';
import { bad, besideStep, lockSeen, type Target, type TrackContext } from './tracks.ts';
import { profileOf, stateOf } from './workflow.ts';
import { lockOrder } from './writes.ts';

type Maybe<T> = T | null | undefined;

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
        const { rowCount } = await client.query('SELECT FROM work_order WHERE id = ANY($1::text[])', [all]);
        if (rowCount !== all.length) {
          throw new HubError('NOT_FOUND', { what: 'Work order', whatZh: '工单', id: all.join(', ') });
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

/** A report as far as it can be a recurrence of an order that was closed. */
export interface Recurring {
  matter: string;
  gridCode: string | null;
  position: GeoPoint | null;
  title: string;
  description: string | null;
  source: string;
  reportedBy: string | null;
  actor: string;
  atMs: number;
}

/**
 * The closed order that a report brings back, reopened with the report kept beside it; null when it is a new case: no
 * such order, or its profile cannot be reopened any more. In the transaction of the report.
 */
export async function reopenRecurring(
  client: pg.PoolClient,
  report: Recurring,
  book: GovernanceBook,
): Promise<OrderRow | null> {
  const { matter, gridCode, position, atMs } = report;
  if (gridCode === null) return null;
  const longest = 366 * 86_400_000;
  const closed = await closedAt(client, matter, gridCode, atMs - longest);
  if (closed.length === 0) return null;
  const asked = { matter, gridCode, position, createdMs: atMs };
  const near = { days: 366, metres: DUPLICATE_RULE.metres };
  const found = recurrenceOf(asked, closed, near);
  const order = found === null ? null : await lockOrder(client, found.id);
  if (order === null || order.closedMs === null) return null;
  const workflow = workflowOf(profileOf(book, order));
  const { reopenWithinDays, transitions } = workflow;
  // the window is the profile's; somebody else may have reopened it meanwhile
  if (recurrenceOf(asked, found === null ? [] : [found], { ...near, days: reopenWithinDays }) === null)
    return null;
  if (!transitions.some((row) => row.action === 'REOPEN' && row.from.includes(stateOf(order)))) return null;
  const reason = `复发：${report.title}`;
  const facts = await guardFactsOf(client, order, book, atMs);
  const step = { action: 'REOPEN', actor: report.actor, input: { reason }, facts, atMs } as const;
  const reopened = await takeStep(client, order, step, book);
  await client.query(
    `INSERT INTO order_recurrence (id, work_order_id, title, description, source, reported_by, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[newId('rc', { nowMs: atMs }), order.id, report.title, report.description, report.source],
      ...[report.reportedBy, new Date(atMs)],
    ],
  );
  await tellReporters(
    client,
    [{ orderId: order.id, kind: 'RECURRED', aboutId: null, state: reopened.state }],
    atMs,
    {
      zh: '同一事项再次上报，工单已重办',
      en: 'the same matter was reported again: the order is open again',
    },
  );
  const detail = { title: report.title, source: report.source };
  return besideStep(client, reopened, { act: 'RECURRED', actor: report.actor, reason, detail, atMs }, book);
}
