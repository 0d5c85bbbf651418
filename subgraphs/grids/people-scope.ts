import { inScope, type Principal } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import type { Db } from '../../runtime/postgres.ts';
import { askableId } from '../access.ts';
import { servesScope } from './people.ts';
import { missing } from './people-arguments.ts';
import { createPeopleStore, type HeldPost, type PeopleStore } from './people-store.ts';

/** A post that the manager may change, read in the transaction of the change. */
export async function postOf(tx: PeopleStore, who: Principal, id: string): Promise<HeldPost> {
  const askable = askableId(id);
  const [post] = askable === null ? [] : await tx.postsById([askable]);
  if (post === undefined || !inScope(who, post.gridCode)) throw missing('Post', '岗位', id);
  return post;
}

/** Somebody, with the posts that they hold now or will hold; what they held elsewhere once gives nobody a say. */
async function holderOf(tx: PeopleStore, id: string, now: Date) {
  const askable = askableId(id);
  const [person] = askable === null ? [] : await tx.personsById([askable]);
  if (person === undefined) throw missing('Person', '人员', id);
  const posts = await tx.postsOfPerson(person.id);
  return { person, posts: posts.filter(({ validTo }) => validTo === null || validTo > now) };
}

/** A person with a post in the manager's grids, or the manager. */
export async function personOf(tx: PeopleStore, who: Principal, id: string, now: Date) {
  const { person, posts } = await holderOf(tx, id, now);
  const own = posts.find((post) => inScope(who, post.gridCode));
  if (own === undefined && id !== who.subject && !who.grids.includes('')) throw missing('Person', '人员', id);
  return { person, gridCode: own?.gridCode ?? null };
}

/**
 * Whom a manager may give a post or a substitution: who has none yet, or one that serves the manager's grids. With a post
 * come the person's phone and leave, so nobody takes them from elsewhere.
 */
export async function appointable(tx: PeopleStore, who: Principal, id: string, now: Date) {
  const { person, posts } = await holderOf(tx, id, now);
  const free = posts.length === 0 || posts.some((post) => servesScope(who, post.gridCode));
  if (free || id === who.subject || who.grids.includes('')) return person;
  throw missing('Person', '人员', id);
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
