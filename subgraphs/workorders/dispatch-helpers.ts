import type pg from 'pg';
import type { DispatchHelper } from '../../core/dispatch-rules.ts';
import { stepsOf } from '../../core/duty.ts';
import { isPostRole, partyKindNames, roleNames } from '../../core/duty-roles.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { newId } from '../../core/ids.ts';
import type { Queryable } from '../rows.ts';
import { type Assignee, type Bilingual, findOnDuty } from './assign.ts';
import { servingParties } from './helpers-store.ts';
import type { OrderRow } from './rows.ts';
import { besideStep, startTrackClock } from './tracks.ts';

/** The clock of a helper that a rule asks (governance/clocks/tracks.yaml). */
const HELPER_CLOCK = 'HELPER/1WD';

interface Summoning {
  actor: string;
  book: GovernanceBook;
  nowMs: number;
  zone: string;
}

/** The nearest organisation of a kind, as whom an order goes to when nobody of the ladder is there. */
export async function leadParty(
  client: Queryable,
  kind: string,
  gridCode: string | null,
): Promise<{ partyId: string; words: Bilingual } | null> {
  const [partyId] = await servingParties(client, [kind], gridCode);
  if (partyId === undefined) return null;
  const { zh, en } = partyKindNames(kind);
  return {
    partyId,
    words: {
      zh: `阶梯上无人当值，派给主办组织（${zh}）`,
      en: `nobody of the ladder is on duty: it goes to the ${en.toLowerCase()}`,
    },
  };
}

/** Calls in whom a rule names: organisations of a kind that serve the grid, and whoever of a role is on duty. */
export async function summonHelpers(
  client: pg.PoolClient,
  order: OrderRow,
  helpers: readonly DispatchHelper[],
  assignee: Assignee | null,
  { actor, book, nowMs, zone }: Summoning,
): Promise<OrderRow> {
  const asked: { id: string; partyId: string | null; personId: string | null; task: string }[] = [];
  const add = (partyId: string | null, personId: string | null, task: string) => {
    const known = asked.some((one) => one.partyId === partyId && one.personId === personId);
    const leads =
      (personId !== null && personId === assignee?.personId) ||
      (partyId !== null && partyId === order.partyId);
    if (!known && !leads) asked.push({ id: newId('hp', { nowMs }), partyId, personId, task });
  };
  for (const { party, role } of helpers) {
    if (party !== undefined) {
      const [nearest] = await servingParties(client, [party], order.gridCode);
      if (nearest !== undefined) add(nearest, null, partyKindNames(party).zh);
    }
    if (isPostRole(role)) {
      const found = await findOnDuty(client, {
        gridCode: order.gridCode,
        steps: stepsOf([role]),
        nowMs,
        zone,
      });
      if (found.assignee !== null) add(null, found.assignee.personId, roleNames(role).zh);
    }
  }
  if (asked.length === 0) return order;
  const { rows } = await client.query(
    `INSERT INTO order_helper (id, work_order_id, party_id, person_id, required, task, state, asked_by, asked_at, clock_policy)
     SELECT id, $1, party_id, person_id, false, task, 'ASKED', $2, $3, $4
     FROM unnest($5::text[], $6::text[], $7::text[], $8::text[]) AS h (id, party_id, person_id, task)
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[order.id, actor, new Date(nowMs), HELPER_CLOCK, asked.map(({ id }) => id)],
      ...[
        asked.map(({ partyId }) => partyId),
        asked.map(({ personId }) => personId),
        asked.map(({ task }) => task),
      ],
    ],
  );
  // whom the profile called in already is not asked twice
  const newly = asked.filter(({ id }) => rows.some((row) => row.id === id));
  if (newly.length === 0) return order;
  const clocks = newly.flatMap(({ id }) => startTrackClock(book, 'UNIT', id, HELPER_CLOCK, nowMs));
  const detail = { helpers: newly.map(({ id, partyId, personId }) => ({ id, partyId, personId })) };
  return besideStep(client, order, { act: 'HELPER_ASKED', actor, detail, clocks, atMs: nowMs }, book);
}
