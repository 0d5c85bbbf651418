import { inScope, type Principal } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import type { Db } from '../../runtime/postgres.ts';
import { askableId } from '../access.ts';
import { servesGrids } from '../ties.ts';
import { badInput, missing } from './people-arguments.ts';
import { createPeopleStore, type HeldPost, type PeopleStore } from './people-store.ts';

/** A post that the manager may change, read in the transaction of the change. */
export async function postOf(tx: PeopleStore, who: Principal, id: string): Promise<HeldPost> {
  const askable = askableId(id);
  const [post] = askable === null ? [] : await tx.postsById([askable]);
  if (post === undefined || !inScope(who, post.gridCode)) throw missing('Post', '岗位', id);
  return post;
}

/** A person with a post in the manager's grids now or later, or the manager; null of anybody else, and of nobody. */
async function heldIn(tx: PeopleStore, who: Principal, id: string, now: Date) {
  const [person] = askableId(id) === null ? [] : await tx.personsById([id]);
  if (person === undefined) return null;
  const own = (await tx.postsHeldBy(id, now)).find((post) => inScope(who, post.gridCode));
  if (own === undefined && id !== who.subject && !who.grids.includes('')) return null;
  return { person, gridCode: own?.gridCode ?? null };
}

/** A person with a post in the manager's grids, or the manager. */
export async function personOf(tx: PeopleStore, who: Principal, id: string, now: Date) {
  const found = await heldIn(tx, who, id, now);
  if (found === null) throw missing('Person', '人员', id);
  return found;
}

/** Leave of somebody whom the manager has a say over. @throws HubError NOT_FOUND alike for any other and for none */
export async function absenceOf(tx: PeopleStore, who: Principal, id: string, now: Date) {
  const absence = askableId(id) === null ? null : await tx.absence(id);
  const held = absence === null ? null : await heldIn(tx, who, absence.personId, now);
  if (absence === null || held === null) throw missing('Absence', '请假', id);
  return { absence, gridCode: held.gridCode };
}

/** A substitution at a post of the manager's. @throws HubError NOT_FOUND alike for any other and for none */
export async function substituteOf(tx: PeopleStore, who: Principal, id: string) {
  const substitute = askableId(id) === null ? null : await tx.substitute(id);
  const [post] = substitute === null ? [] : await tx.postsById([substitute.postId]);
  if (substitute === null || post === undefined || !inScope(who, post.gridCode)) {
    throw missing('Substitute', '替班', id);
  }
  return { substitute, post };
}

/** Somebody whom the manager may appoint (subgraphs/ties.ts says whom). */
export async function appointable(tx: PeopleStore, who: Principal, id: string, now: Date) {
  const own = (await tx.standingsOf(who, [id], now)).get(id);
  const [person] = own?.appointable === true ? await tx.personsById([id]) : [];
  if (person === undefined) throw missing('Person', '人员', id);
  return person;
}

/** @throws HubError BAD_USER_INPUT naming those whom the manager may not appoint, and those who are nobody, alike */
export async function requireAppointable(
  tx: PeopleStore,
  who: Principal,
  path: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const standings = await tx.standingsOf(who, ids, now);
  const others = ids.filter((id) => standings.get(id)?.appointable !== true).slice(0, 5);
  if (others.length === 0) return;
  const told = others.join(', ');
  throw badInput(path, `nobody of your grids has the id ${told}`, `您的网格中没有编号为 ${told} 的人员`);
}

/** An organisation that serves the manager's grids. */
export async function partyOf(tx: PeopleStore, who: Principal, id: string) {
  const askable = askableId(id);
  const [party] = askable === null ? [] : await tx.partiesById([askable]);
  if (party !== undefined && servesGrids(who, party.gridCode)) return party;
  throw missing('Party', '组织', id);
}

/** One audited transaction. */
export function audited<R>(
  { db, now }: { db: Db; now: Date },
  who: Principal,
  action: string,
  work: (tx: PeopleStore) => Promise<{
    result: R;
    kind: string;
    id: string;
    gridCode: string | null;
    before: object | null;
    after: object | null;
  }>,
): Promise<R> {
  return db.tx(async (client) => {
    const { result, kind, id, gridCode, before, after } = await work(createPeopleStore(client));
    await appendAudit(client, {
      actor: who.subject,
      action,
      kind,
      objectId: id,
      gridCode,
      before,
      after,
      at: now,
    });
    return result;
  });
}
