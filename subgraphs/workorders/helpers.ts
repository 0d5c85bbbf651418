import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import type { Principal } from '../../core/permissions.ts';
import { type HelperAction, helperStep } from '../../core/workflow/helpers.ts';
import type { TrackAct } from '../../core/workflow/track-acts.ts';
import { askableId, bad, textArgument } from '../access.ts';
import { type EvidenceArgument, evidenceArguments } from './evidence.ts';
import { storeEvidence } from './evidence-store.ts';
import { askHelpers, callerFor, type HelperArgument, MOST_HELPERS, namedHelpers } from './helpers-ask.ts';
import { belongsTo, type HelperRow, helperById } from './helpers-store.ts';
import type { OrderRow } from './rows.ts';
import {
  besideStep,
  lockSeen,
  lockVisible,
  requireLive,
  requirePolicy,
  stopTrackClock,
  type Target,
  type TrackContext,
} from './tracks.ts';

type Maybe<T> = T | null | undefined;

const TEXT = 2000;

/** What people do about helpers 协办 (HY-08). */
export function createHelperActs(context: TrackContext) {
  const { db, now } = context;

  /** A helper with its order locked, asked by somebody of its own side. */
  async function own(client: pg.PoolClient, who: Principal, helperId: string) {
    const found = await located(client, who, helperId);
    const atMs = now();
    const { helper } = found;
    const mine =
      helper.personId === null
        ? await belongsTo(client, who.subject, helper.partyId ?? '', atMs)
        : helper.personId === who.subject;
    if (!mine) {
      throw new HubError('FORBIDDEN', {
        action: 'to answer for this helper',
        actionZh: '代表该协办方操作',
      });
    }
    return { ...found, atMs };
  }

  async function located(client: pg.PoolClient, who: Principal, helperId: string) {
    const id = askableId(helperId);
    const first = id === null ? null : await helperById(client, id);
    const order = first === null ? null : await lockVisible(client, who, first.workOrderId);
    if (first === null || order === null) {
      throw new HubError('NOT_FOUND', { what: 'Helper', whatZh: '协办', id: helperId });
    }
    // what it was before the lock may have changed while waiting for it
    const helper = (await helperById(client, first.id)) ?? first;
    return { order, helper };
  }

  async function moved(
    client: pg.PoolClient,
    { order, helper }: { order: OrderRow; helper: HelperRow },
    action: HelperAction,
    how: {
      act: TrackAct;
      set: string;
      values: unknown[];
      actor: string;
      atMs: number;
      reason?: string | null;
      detail?: Record<string, unknown>;
    },
  ): Promise<OrderRow> {
    const state = helperStep(helper, action);
    const ends = state !== 'ARRIVED';
    const { act, actor, atMs, reason = null } = how;
    await client.query(`UPDATE order_helper SET state = $2, ended_at = $3${how.set} WHERE id = $1`, [
      helper.id,
      state,
      ends ? new Date(atMs) : null,
      ...how.values,
    ]);
    const detail = { helperId: helper.id, partyId: helper.partyId, personId: helper.personId, ...how.detail };
    const clocks = ends ? stopTrackClock('UNIT', helper.id, atMs) : [];
    return besideStep(client, order, { act, actor, reason, detail, clocks, atMs }, context.book());
  }

  return {
    add({
      helpers,
      required,
      clock,
      ...target
    }: Target & { helpers: readonly HelperArgument[]; required?: Maybe<boolean>; clock?: Maybe<string> }) {
      return db.tx(async (client) => {
        const order = await lockSeen(client, context.who('order.read'), target);
        const atMs = now();
        const who = callerFor(context, order);
        requireLive(order);
        if (helpers.length === 0 || helpers.length > MOST_HELPERS) {
          throw bad('input.helpers', `1 to ${MOST_HELPERS} of them`, `须为 1 至 ${MOST_HELPERS} 个`);
        }
        requirePolicy(context.book(), 'input.clock', clock ?? null, atMs);
        const asked = await namedHelpers(client, context.book(), order, 'input.helpers', helpers, {
          who,
          atMs,
        });
        const more = {
          actor: who.subject,
          atMs,
          required: required ?? true,
          clock: clock ?? null,
          whistleId: null,
        };
        const { ids, clocks } = await askHelpers(client, order, asked, more, context.book());
        const detail = {
          helpers: asked.map(({ partyId, personId }, at) => ({ id: ids[at], partyId, personId })),
        };
        return besideStep(
          client,
          order,
          { act: 'HELPER_ASKED', actor: who.subject, detail, clocks, atMs },
          context.book(),
        );
      });
    },

    arrive({ helperId, place }: { helperId: string; place?: Maybe<string> }) {
      const who = context.who('order.work');
      const where = textArgument('input.place', place, 200);
      return db.tx(async (client) => {
        const { atMs, ...found } = await own(client, who, helperId);
        return moved(client, found, 'ARRIVE', {
          act: 'HELPER_ARRIVED',
          actor: who.subject,
          atMs,
          set: ', arrived_at = $4, arrived_by = $5, arrived_place = $6',
          values: [new Date(atMs), who.subject, where],
          detail: { place: where },
        });
      });
    },

    report({
      helperId,
      report,
      evidence,
    }: {
      helperId: string;
      report: string;
      evidence?: Maybe<readonly EvidenceArgument[]>;
    }) {
      const who = context.who('order.work');
      const words = textArgument('input.report', report, TEXT);
      const references = evidenceArguments('input.evidence', evidence ?? [], context.config.evidenceOrigins);
      return db.tx(async (client) => {
        const { atMs, ...found } = await own(client, who, helperId);
        await storeEvidence(client, found.order, references, {
          actor: who.subject,
          atMs,
          helperId: found.helper.id,
        });
        return moved(client, found, 'REPORT', {
          act: 'HELPER_REPORTED',
          actor: who.subject,
          atMs,
          reason: words,
          set: ', reported_at = $4, reported_by = $5, report = $6',
          values: [new Date(atMs), who.subject, words],
          detail: { evidence: references.length },
        });
      });
    },

    decline({ helperId, reason }: { helperId: string; reason: string }) {
      const who = context.who('order.work');
      const words = textArgument('input.reason', reason, TEXT);
      return db.tx(async (client) => {
        const { atMs, ...found } = await own(client, who, helperId);
        return moved(client, found, 'DECLINE', {
          act: 'HELPER_DECLINED',
          actor: who.subject,
          atMs,
          reason: words,
          set: ', decline_reason = $4',
          values: [words],
        });
      });
    },

    release({ helperId, reason }: { helperId: string; reason: string }) {
      const words = textArgument('input.reason', reason, TEXT);
      return db.tx(async (client) => {
        const found = await located(client, context.who('order.read'), helperId);
        const atMs = now();
        const who = callerFor(context, found.order);
        return moved(client, found, 'RELEASE', {
          act: 'HELPER_RELEASED',
          actor: who.subject,
          atMs,
          reason: words,
          set: '',
          values: [],
        });
      });
    },
  };
}
