import { inScope, type Principal } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import type { Db } from '../../runtime/postgres.ts';
import { askableId } from '../access.ts';
import { servesScope } from './people.ts';
import { badInput, missing } from './people-arguments.ts';
import { createPeopleStore, type HeldPost, type PeopleStore } from './people-store.ts';

/** A post that the manager may change, read in the transaction of the change. */
export async function postOf(tx: PeopleStore, who: Principal, id: string): Promise<HeldPost> {
  const askable = askableId(id);
  const [post] = askable === null ? [] : await tx.postsById([askable]);
  if (post === undefined || !inScope(who, post.gridCode)) throw missing('Post', '岗位', id);
  return post;
}

/**
 * Those of some ids that there are, with the posts that they hold now or will hold; what they held elsewhere once gives
 * nobody a say.
 */
async function holdersOf(tx: PeopleStore, ids: readonly string[], now: Date) {
  const askable = ids.filter((id) => askableId(id) !== null);
  const persons = await tx.personsById(askable);
  const held = (await tx.postsOfPersons(askable)).filter(({ validTo }) => validTo === null || validTo > now);
  const posts = Map.groupBy(held, ({ personId }) => personId);
  return persons.map((person) => ({ person, posts: posts.get(person.id) ?? [] }));
}

async function holderOf(tx: PeopleStore, id: string, now: Date) {
  const [holder] = await holdersOf(tx, [id], now);
  if (holder === undefined) throw missing('Person', '人员', id);
  return holder;
}

/** A person with a post in the manager's grids, or the manager. */
export async function personOf(tx: PeopleStore, who: Principal, id: string, now: Date) {
  const { person, posts } = await holderOf(tx, id, now);
  const own = posts.find((post) => inScope(who, post.gridCode));
  if (own === undefined && id !== who.subject && !who.grids.includes('')) throw missing('Person', '人员', id);
  return { person, gridCode: own?.gridCode ?? null };
}

type Holder = Awaited<ReturnType<typeof holderOf>>;

/**
 * Whom a manager may give a post, a substitution or a shift: who has no post yet, or one that serves the manager's grids.
 * With a post come the person's phone and leave, so nobody takes them from elsewhere.
 */
function mayAppoint(who: Principal, { person, posts }: Holder): boolean {
  const free = posts.length === 0 || posts.some((post) => servesScope(who, post.gridCode));
  return free || person.id === who.subject || who.grids.includes('');
}

/** Somebody whom the manager may appoint. */
export async function appointable(tx: PeopleStore, who: Principal, id: string, now: Date) {
  const holder = await holderOf(tx, id, now);
  if (mayAppoint(who, holder)) return holder.person;
  throw missing('Person', '人员', id);
}

/** @throws HubError BAD_USER_INPUT naming those whom the manager may not appoint, and those who are nobody, alike */
export async function requireAppointable(
  tx: PeopleStore,
  who: Principal,
  path: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const own = (await holdersOf(tx, ids, now)).filter((holder) => mayAppoint(who, holder));
  const known = new Set(own.map(({ person }) => person.id));
  const others = ids.filter((id) => !known.has(id)).slice(0, 5);
  if (others.length === 0) return;
  const told = others.join(', ');
  throw badInput(path, `nobody of your grids has the id ${told}`, `您的网格中没有编号为 ${told} 的人员`);
}

/** An organisation that serves the manager's grids. */
export async function partyOf(tx: PeopleStore, who: Principal, id: string) {
  const askable = askableId(id);
  const [party] = askable === null ? [] : await tx.partiesById([askable]);
  if (party !== undefined && servesScope(who, party.gridCode)) return party;
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
