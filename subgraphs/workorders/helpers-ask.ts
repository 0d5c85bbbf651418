import type pg from 'pg';
import type { ClockEvent } from '../../core/clock-engine.ts';
import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { newId } from '../../core/ids.ts';
import { hasRight, type Principal } from '../../core/permissions.ts';
import { bad, textArgument } from '../access.ts';
import { servingPartiesOf, servingPersons } from '../ties.ts';
import { servingParties } from './helpers-store.ts';
import type { OrderRow } from './rows.ts';
import { startTrackClock, type TrackContext } from './tracks.ts';
import { profileOf } from './workflow.ts';

type Maybe<T> = T | null | undefined;

export interface HelperArgument {
  partyId?: Maybe<string>;
  personId?: Maybe<string>;
  code?: Maybe<string>;
  task?: Maybe<string>;
}

export interface Asked {
  partyId: string | null;
  personId: string | null;
  task: string | null;
  /** Key of the policy of its clock, from the profile. */
  clock: string | null;
}

export const MOST_HELPERS = 20;
const TEXT = 2000;
/** The clock of a helper for whom nothing names another (governance/clocks/tracks.yaml). */
const USUAL_CLOCK = 'HELPER/1WD';

/** Who names them, and when. */
export interface Asker {
  who: Principal;
  atMs: number;
}

/**
 * Whom the arguments mean: those who serve the asker's grids, and whom the order's profile names by code.
 * @throws HubError BAD_USER_INPUT | NOT_FOUND
 */
export async function namedHelpers(
  client: pg.PoolClient,
  book: GovernanceBook,
  order: OrderRow,
  path: string,
  helpers: readonly HelperArgument[],
  { who, atMs }: Asker,
): Promise<Asked[]> {
  const profile = profileOf(book, order);
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
  const named = helpers.filter(({ code }) => code === null || code === undefined);
  const parties = await servingPartiesOf(
    client,
    who,
    named.flatMap(({ partyId }) => partyId ?? []),
  );
  const persons = await servingPersons(
    client,
    who,
    named.flatMap(({ personId }) => personId ?? []),
    new Date(atMs),
  );
  for (const { partyId, personId } of named) {
    if (partyId == null ? persons.has(personId ?? '') : parties.has(partyId)) continue;
    const what = partyId == null ? { what: 'Person', whatZh: '人员' } : { what: 'Party', whatZh: '组织' };
    throw new HubError('NOT_FOUND', { ...what, id: partyId ?? personId ?? '' });
  }
  return asked;
}

/** Asks them, and begins the unit clock of each. */
export async function askHelpers(
  client: pg.PoolClient,
  order: OrderRow,
  asked: readonly Asked[],
  more: { actor: string; atMs: number; required: boolean; clock: string | null; whistleId: string | null },
  book: GovernanceBook,
): Promise<{ ids: string[]; clocks: ClockEvent[] }> {
  const { actor, atMs, required, clock, whistleId } = more;
  // in order, so that those asked at one time are listed as they were named
  const ids = asked.map(() => newId('hp', { nowMs: atMs })).toSorted();
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
    throw bad('input.helpers', 'one of them is asked already, or named twice', '其中有已在协办或重复的对象');
  }
  const clocks = ids.flatMap((id, at) => startTrackClock(book, 'UNIT', id, policies[at] ?? null, atMs));
  return { ids, clocks };
}

/** Who calls others in: a dispatcher, or whoever the order is with. */
export function callerFor(context: TrackContext, order: OrderRow): Principal {
  const who = context.who('order.read');
  const leads = [order.assigneeId, order.handledBy].includes(who.subject);
  return leads && hasRight(who, 'order.work') ? who : context.who('order.dispatch');
}
