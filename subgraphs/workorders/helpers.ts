import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { hasRight, type Principal } from '../../core/permissions.ts';
import { type HelperAction, helperStep } from '../../core/workflow/helpers.ts';
import type { TrackAct } from '../../core/workflow/track-acts.ts';
import { askableId, textArgument } from '../access.ts';
import { type EvidenceArgument, evidenceArguments } from './evidence.ts';
import { storeEvidence } from './evidence-store.ts';
import {
  belongsTo,
  type HelperRow,
  helperById,
  knownParties,
  knownPersons,
  servingParties,
  whistleById,
} from './helpers-store.ts';
import type { OrderRow } from './rows.ts';
import {
  bad,
  besideStep,
  lockSeen,
  requireLive,
  requirePolicy,
  startTrackClock,
  stopTrackClock,
  type Target,
  type TrackContext,
} from './tracks.ts';
import { profileOf } from './workflow.ts';

type Maybe<T> = T | null | undefined;

export interface HelperArgument {
  partyId?: Maybe<string>;
  personId?: Maybe<string>;
  code?: Maybe<string>;
  task?: Maybe<string>;
}

interface Asked {
  partyId: string | null;
  personId: string | null;
  task: string | null;
  /** Key of the policy of its clock, from the profile. */
  clock: string | null;
}

const MOST = 20;
const TEXT = 2000;
/** The clock of a helper for whom nothing names another (governance/clocks/tracks.yaml). */
const USUAL_CLOCK = 'HELPER/1WD';

/** What people do about helpers 协办 and whistles 吹哨 (HY-08, RS-15). */
export function createHelperActs(context: TrackContext) {
  const { db, now } = context;

  async function named(
    client: pg.PoolClient,
    order: OrderRow,
    path: string,
    helpers: readonly HelperArgument[],
  ): Promise<Asked[]> {
    const profile = profileOf(context.book(), order);
    const asked: Asked[] = [];
    for (const [index, { partyId, personId, code, task }] of helpers.entries()) {
      const at = `${path}.${index}`;
      const given = [partyId, personId, code].filter((one) => one !== null && one !== undefined);
      if (given.length !== 1) {
        throw bad(
          at,
          'one of `partyId`, `personId` and `code`',
          '`partyId`、`personId`、`code` 须且仅须填一项',
        );
      }
      const words = textArgument(`${at}.task`, task, TEXT);
      if (code === null || code === undefined) {
        asked.push({ partyId: partyId ?? null, personId: personId ?? null, task: words, clock: null });
        continue;
      }
      const own = profile.helpers?.find((one) => one.code === code);
      if (own === undefined)
        throw bad(`${at}.code`, `the profile has no helper ${code}`, `流程中没有协办 ${code}`);
      const parties = await servingParties(client, own.parties, order.gridCode);
      if (parties.length === 0) {
        throw bad(`${at}.code`, 'no party of that kind serves this grid', '没有服务该网格的此类组织');
      }
      asked.push(
        ...parties.map((id) => ({ partyId: id, personId: null, task: words, clock: own.deadline ?? null })),
      );
    }
    const parties = await knownParties(
      client,
      asked.flatMap(({ partyId }) => partyId ?? []),
    );
    const persons = await knownPersons(
      client,
      asked.flatMap(({ personId }) => personId ?? []),
    );
    for (const { partyId, personId } of asked) {
      const known = partyId === null ? persons.has(personId ?? '') : parties.has(partyId);
      if (known) continue;
      const what = partyId === null ? { what: 'Person', whatZh: '人员' } : { what: 'Party', whatZh: '组织' };
      throw new HubError('NOT_FOUND', { ...what, id: partyId ?? personId ?? '' });
    }
    return asked;
  }

  async function ask(
    client: pg.PoolClient,
    order: OrderRow,
    asked: readonly Asked[],
    more: { actor: string; atMs: number; required: boolean; clock: string | null; whistleId: string | null },
  ): Promise<{ ids: string[]; policies: (string | null)[] }> {
    const { actor, atMs, required, clock, whistleId } = more;
    const ids = asked.map(() => newId('hp', { nowMs: atMs }));
    const policies = asked.map((one) => clock ?? one.clock ?? USUAL_CLOCK);
    const { rowCount } = await client.query(
      `INSERT INTO order_helper (id, work_order_id, whistle_id, party_id, person_id, required, task, state, asked_by,
         asked_at, clock_policy)
       SELECT id, $1, $2, party_id, person_id, $3, task, 'ASKED', $4, $5, clock
       FROM unnest($6::text[], $7::text[], $8::text[], $9::text[], $10::text[]) AS h (id, party_id, person_id, task, clock)
       ON CONFLICT DO NOTHING`,
      [
        ...[order.id, whistleId, required, actor, new Date(atMs), ids],
        ...[asked.map(({ partyId }) => partyId), asked.map(({ personId }) => personId)],
        ...[asked.map(({ task }) => task), policies],
      ],
    );
    if (rowCount !== asked.length) {
      throw bad(
        'input.helpers',
        'one of them is asked already, or named twice',
        '其中有已在协办或重复的对象',
      );
    }
    return { ids, policies };
  }

  function startClocks(ids: readonly string[], policies: readonly (string | null)[], atMs: number) {
    return ids.flatMap((id, at) => startTrackClock(context.book(), 'UNIT', id, policies[at] ?? null, atMs));
  }

  /** Who calls others in: a dispatcher, or whoever the order is with. */
  function caller(order: OrderRow): Principal {
    const who = context.who('order.read');
    const leads = [order.assigneeId, order.handledBy].includes(who.subject);
    return leads && hasRight(who, 'order.work') ? who : context.who('order.dispatch');
  }

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
    if (first === null) throw new HubError('NOT_FOUND', { what: 'Helper', whatZh: '协办', id: helperId });
    const order = await lockSeen(client, who, { workOrderId: first.workOrderId });
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
        const who = caller(order);
        requireLive(order);
        if (helpers.length === 0 || helpers.length > MOST) {
          throw bad('input.helpers', `1 to ${MOST} of them`, `须为 1 至 ${MOST} 个`);
        }
        requirePolicy(context.book(), 'input.clock', clock ?? null, atMs);
        const asked = await named(client, order, 'input.helpers', helpers);
        const more = {
          actor: who.subject,
          atMs,
          required: required ?? true,
          clock: clock ?? null,
          whistleId: null,
        };
        const { ids, policies } = await ask(client, order, asked, more);
        const detail = {
          helpers: asked.map(({ partyId, personId }, at) => ({ id: ids[at], partyId, personId })),
        };
        const clocks = startClocks(ids, policies, atMs);
        return besideStep(
          client,
          order,
          { act: 'HELPER_ASKED', actor: who.subject, detail, clocks, atMs },
          context.book(),
        );
      });
    },

    blowWhistle({
      subject,
      place,
      meetAt,
      departments,
      clock,
      ...target
    }: Target & {
      subject: string;
      place?: Maybe<string>;
      meetAt?: Maybe<Date>;
      departments: readonly HelperArgument[];
      clock?: Maybe<string>;
    }) {
      const who = context.who('order.dispatch');
      const words = textArgument('input.subject', subject, 200);
      const where = textArgument('input.place', place, 200);
      return db.tx(async (client) => {
        const order = await lockSeen(client, who, target);
        const atMs = now();
        requireLive(order);
        requirePolicy(context.book(), 'input.clock', clock ?? null, atMs);
        const asked = await named(client, order, 'input.departments', departments);
        if (asked.length < 2 || asked.length > MOST || asked.some(({ partyId }) => partyId === null)) {
          throw bad('input.departments', `2 to ${MOST} parties`, `须为 2 至 ${MOST} 个组织`);
        }
        const whistleId = newId('wh', { nowMs: atMs });
        await client.query(
          `INSERT INTO order_whistle (id, work_order_id, subject, place, meet_at, blown_by, blown_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [whistleId, order.id, words, where, meetAt ?? null, who.subject, new Date(atMs)],
        );
        const more = { actor: who.subject, atMs, required: true, clock: clock ?? null, whistleId };
        const { ids, policies } = await ask(client, order, asked, more);
        return besideStep(
          client,
          order,
          {
            act: 'WHISTLE',
            actor: who.subject,
            reason: words,
            detail: { whistleId, place: where, parties: asked.map(({ partyId }) => partyId) },
            clocks: startClocks(ids, policies, atMs),
            atMs,
          },
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
        const who = caller(found.order);
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

    minutes({ whistleId, minutes }: { whistleId: string; minutes: string }) {
      const words = textArgument('input.minutes', minutes, 4000);
      return db.tx(async (client) => {
        const id = askableId(whistleId);
        const whistle = id === null ? null : await whistleById(client, id);
        if (whistle === null)
          throw new HubError('NOT_FOUND', { what: 'Whistle', whatZh: '吹哨', id: whistleId });
        const order = await lockSeen(client, context.who('order.read'), { workOrderId: whistle.workOrderId });
        const atMs = now();
        const who = caller(order);
        await client.query(
          'UPDATE order_whistle SET minutes = $2, minutes_by = $3, minutes_at = $4 WHERE id = $1',
          [whistle.id, words, who.subject, new Date(atMs)],
        );
        const act = {
          act: 'WHISTLE_MINUTES',
          actor: who.subject,
          reason: words,
          detail: { whistleId },
          atMs,
        } as const;
        return besideStep(client, order, act, context.book());
      });
    },
  };
}
