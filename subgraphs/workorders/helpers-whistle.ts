import { HubError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { askableId, bad, textArgument } from '../access.ts';
import { askHelpers, callerFor, type HelperArgument, MOST_HELPERS, namedHelpers } from './helpers-ask.ts';
import { whistleById } from './helpers-store.ts';
import {
  besideStep,
  lockSeen,
  lockVisible,
  requireLive,
  requirePolicy,
  type Target,
  type TrackContext,
} from './tracks.ts';

type Maybe<T> = T | null | undefined;

/** What people do about whistles: 街道吹哨—部门报到 (RS-15). */
export function createWhistleActs(context: TrackContext) {
  const { db, now } = context;
  return {
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
        const asked = await namedHelpers(client, context.book(), order, 'input.departments', departments, {
          who,
          atMs,
        });
        if (
          asked.length < 2 ||
          asked.length > MOST_HELPERS ||
          asked.some(({ partyId }) => partyId === null)
        ) {
          throw bad('input.departments', `2 to ${MOST_HELPERS} parties`, `须为 2 至 ${MOST_HELPERS} 个组织`);
        }
        const whistleId = newId('wh', { nowMs: atMs });
        await client.query(
          `INSERT INTO order_whistle (id, work_order_id, subject, place, meet_at, blown_by, blown_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [whistleId, order.id, words, where, meetAt ?? null, who.subject, new Date(atMs)],
        );
        const more = { actor: who.subject, atMs, required: true, clock: clock ?? null, whistleId };
        const { clocks } = await askHelpers(client, order, asked, more, context.book());
        return besideStep(
          client,
          order,
          {
            act: 'WHISTLE',
            actor: who.subject,
            reason: words,
            detail: { whistleId, place: where, parties: asked.map(({ partyId }) => partyId) },
            clocks,
            atMs,
          },
          context.book(),
        );
      });
    },

    minutes({ whistleId, minutes }: { whistleId: string; minutes: string }) {
      const words = textArgument('input.minutes', minutes, 4000);
      return db.tx(async (client) => {
        const id = askableId(whistleId);
        const whistle = id === null ? null : await whistleById(client, id);
        const reader = context.who('order.read');
        const order = whistle === null ? null : await lockVisible(client, reader, whistle.workOrderId);
        if (whistle === null || order === null) {
          throw new HubError('NOT_FOUND', { what: 'Whistle', whatZh: '吹哨', id: whistleId });
        }
        const atMs = now();
        const who = callerFor(context, order);
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
