import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { newId } from '../../core/ids.ts';
import type { Right } from '../../core/permissions.ts';
import type { WorkOrderState } from '../../core/work-order.ts';
import { supervisionsFor } from '../../core/workflow/profile.ts';
import {
  SUPERVISION_ENTRIES,
  type SupervisionEntry,
  type SupervisorKind,
  supervisionStep,
} from '../../core/workflow/supervision.ts';
import type { TrackAct } from '../../core/workflow/track-acts.ts';
import { askableId, bad, textArgument } from '../access.ts';
import { servingPartiesOf } from '../ties.ts';
import { servingParties } from './helpers-store.ts';
import type { OrderRow } from './rows.ts';
import { addEntry, type SupervisionRow, supervisionById } from './supervision-store.ts';
import {
  besideStep,
  lockSeen,
  lockVisible,
  requireLive,
  startTrackClock,
  stopTrackClock,
  type Target,
  type TrackContext,
} from './tracks.ts';
import { profileOf, stateOf } from './workflow.ts';

type Maybe<T> = T | null | undefined;

const TEXT = 2000;

/** What a supervision is opened with. */
export interface SupervisionOpening {
  by: SupervisorKind;
  reason: string;
  partyId?: string | null;
  /** Of the profile's supervision or the escalation that opens it: one at a time of each; null: a person does. */
  code: string | null;
  policyKey?: string | null;
  dueAt?: Date | null;
  reportRequired?: boolean;
  blocksClosing?: boolean;
  actor: string;
  atMs: number;
}

/** Opens a supervision of an order that this transaction holds locked; nothing happens where its code has one open. */
export async function openSupervisionOf(
  client: pg.PoolClient,
  order: OrderRow,
  opening: SupervisionOpening,
  book: GovernanceBook,
): Promise<OrderRow> {
  const { by, reason, code, actor, atMs } = opening;
  const id = newId('sv', { nowMs: atMs });
  const { rowCount } = await client.query(
    `INSERT INTO order_supervision (id, work_order_id, code, by_kind, party_id, reason, state, report_required,
       blocks_closing, due_at, clock_policy, opened_by, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'OPEN', $7, $8, $9, $10, $11, $12)
     ON CONFLICT (work_order_id, code) WHERE code IS NOT NULL AND state IN ('OPEN', 'REPORTED') DO NOTHING`,
    [
      ...[id, order.id, code, by, opening.partyId ?? null, reason, opening.reportRequired ?? false],
      ...[
        opening.blocksClosing ?? true,
        opening.dueAt ?? null,
        opening.policyKey ?? null,
        actor,
        new Date(atMs),
      ],
    ],
  );
  if (rowCount === 0) return order;
  await addEntry(client, id, { kind: 'OPEN', text: reason, by: actor, atMs });
  const clocks = startTrackClock(book, 'SUPERVISION', id, opening.policyKey ?? null, atMs);
  const detail = { supervisionId: id, by, code };
  return besideStep(client, order, { act: 'SUPERVISION_OPENED', actor, reason, detail, clocks, atMs }, book);
}

/** Opens what the profile supervises from the state that an order has come into. */
export async function openProfileSupervisions(
  client: pg.PoolClient,
  order: OrderRow,
  from: WorkOrderState,
  { actor, atMs }: { actor: string; atMs: number },
  book: GovernanceBook,
): Promise<OrderRow> {
  const state = stateOf(order);
  if (state === from) return order;
  let changed = order;
  for (const own of supervisionsFor(profileOf(book, order), order)) {
    if (!own.fromStates.includes(state)) continue;
    const earlier = await client.query(
      `SELECT FROM order_supervision s WHERE s.work_order_id = $1 AND s.code = $2 AND s.opened_at >= coalesce(
         (SELECT max(at) FROM work_order_event WHERE work_order_id = $1 AND action = 'REOPEN'), '-infinity')`,
      [order.id, own.code],
    );
    // once in each life of the order
    if (earlier.rowCount !== 0) continue;
    const [partyId = null] = await servingParties(
      client,
      [own.by === 'GROUP' ? 'SUPERVISION' : own.by],
      order.gridCode,
    );
    const opening = {
      by: own.by,
      reason: own.zh,
      partyId,
      code: own.code,
      policyKey: own.deadline ?? null,
      blocksClosing: own.blocksClosing,
      reportRequired: own.reportRequired ?? false,
      actor,
      atMs,
    } satisfies SupervisionOpening;
    changed = await openSupervisionOf(client, changed, opening, book);
  }
  return changed;
}

/** An order that is cancelled or turned down is supervised no longer. */
export async function endSupervisions(client: pg.PoolClient, orderId: string, actor: string, atMs: number) {
  const at = new Date(atMs);
  await client.query(
    `WITH ended AS (
       UPDATE order_supervision SET state = 'WITHDRAWN', ended_at = $2
       WHERE work_order_id = $1 AND state IN ('OPEN', 'REPORTED') RETURNING id)
     INSERT INTO order_supervision_entry (supervision_id, seq, entry, text, by, at)
     SELECT ended.id, (SELECT count(*) + 1 FROM order_supervision_entry e WHERE e.supervision_id = ended.id), 'WITHDRAW',
       NULL, $3, $2 FROM ended`,
    [orderId, at, actor],
  );
}

const ACTS = {
  REMIND: 'SUPERVISION_REMINDED',
  TRACK: 'SUPERVISION_TRACKED',
  REPORT: 'SUPERVISION_REPORTED',
  SATISFIED: 'SUPERVISION_SATISFIED',
  UNSATISFIED: 'SUPERVISION_UNSATISFIED',
  WITHDRAW: 'SUPERVISION_WITHDRAWN',
} as const satisfies Record<Exclude<SupervisionEntry, 'OPEN'>, TrackAct>;

/** What nobody does to a supervision of their own work: who handled the order, or has it now. */
const ENDING: readonly SupervisionEntry[] = ['SATISFIED', 'UNSATISFIED', 'WITHDRAW'];

/** What people do about supervisions 督办 (HY-31, HUA-11, HD-07). */
export function createSupervisionActs(context: TrackContext) {
  const { db, now } = context;

  function enter(
    supervisionId: string,
    kind: Exclude<SupervisionEntry, 'OPEN'>,
    text: string | null,
    right: Right,
    path: string,
  ): Promise<OrderRow> {
    const who = context.who(right);
    const words = textArgument(path, text, TEXT);
    return db.tx(async (client) => {
      const id = askableId(supervisionId);
      const first = id === null ? null : await supervisionById(client, id);
      const order = first === null ? null : await lockVisible(client, who, first.workOrderId);
      if (first === null || order === null) {
        throw new HubError('NOT_FOUND', { what: 'Supervision', whatZh: '督办', id: supervisionId });
      }
      const atMs = now();
      const row: SupervisionRow = (await supervisionById(client, first.id)) ?? first;
      const state = supervisionStep(row, kind);
      const ended = state === 'SATISFIED' || state === 'WITHDRAWN';
      if (ENDING.includes(kind) && [order.handledBy, order.assigneeId].includes(who.subject)) {
        throw new HubError('FOUR_EYES', { id: order.id });
      }
      await client.query(
        'UPDATE order_supervision SET state = $2, ended_at = $3, reminders = reminders + $4 WHERE id = $1',
        [row.id, state, ended ? new Date(atMs) : null, kind === 'REMIND' ? 1 : 0],
      );
      await addEntry(client, row.id, { kind, text: words, by: who.subject, atMs });
      const act = {
        act: ACTS[kind],
        actor: who.subject,
        reason: words ?? SUPERVISION_ENTRIES[kind].zh,
        detail: { supervisionId: row.id, by: row.by, state },
        clocks: ended ? stopTrackClock('SUPERVISION', row.id, atMs) : [],
        atMs,
      };
      return besideStep(client, order, act, context.book());
    });
  }

  return {
    open({
      by,
      partyId,
      reason,
      dueAt,
      reportRequired,
      blocksClosing,
      ...target
    }: Target & {
      by: SupervisorKind;
      partyId?: Maybe<string>;
      reason: string;
      dueAt?: Maybe<Date>;
      reportRequired?: Maybe<boolean>;
      blocksClosing?: Maybe<boolean>;
    }) {
      const who = context.who('order.supervise');
      const words = textArgument('input.reason', reason, TEXT) ?? '';
      return db.tx(async (client) => {
        const order = await lockSeen(client, who, target);
        const atMs = now();
        requireLive(order);
        if (dueAt != null && dueAt.getTime() <= atMs) {
          throw bad('input.dueAt', 'it must lie ahead', '须晚于当前时间');
        }
        if (partyId != null && !(await servingPartiesOf(client, who, [partyId])).has(partyId)) {
          throw new HubError('NOT_FOUND', { what: 'Party', whatZh: '组织', id: partyId });
        }
        const opening = {
          by,
          reason: words,
          partyId: partyId ?? null,
          code: null,
          dueAt: dueAt ?? null,
          reportRequired: reportRequired ?? true,
          blocksClosing: blocksClosing ?? true,
          actor: who.subject,
          atMs,
        } satisfies SupervisionOpening;
        return openSupervisionOf(client, order, opening, context.book());
      });
    },
    remind: ({ supervisionId, text }: { supervisionId: string; text: string }) =>
      enter(supervisionId, 'REMIND', text, 'order.supervise', 'input.text'),
    track: ({ supervisionId, text }: { supervisionId: string; text: string }) =>
      enter(supervisionId, 'TRACK', text, 'order.supervise', 'input.text'),
    report: ({ supervisionId, text }: { supervisionId: string; text: string }) =>
      enter(supervisionId, 'REPORT', text, 'order.work', 'input.text'),
    withdraw: ({ supervisionId, text }: { supervisionId: string; text: string }) =>
      enter(supervisionId, 'WITHDRAW', text, 'order.supervise', 'input.text'),
    judge({
      supervisionId,
      satisfied,
      reason,
    }: {
      supervisionId: string;
      satisfied: boolean;
      reason?: Maybe<string>;
    }) {
      if (!satisfied && (reason ?? '').trim() === '') {
        throw bad('input.reason', 'why one is not satisfied', '不满意须说明理由');
      }
      return enter(
        supervisionId,
        satisfied ? 'SATISFIED' : 'UNSATISFIED',
        reason ?? null,
        'order.supervise',
        'input.reason',
      );
    },
  };
}
