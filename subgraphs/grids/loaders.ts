import DataLoader from 'dataloader';
import { inScope, type Principal } from '../../core/permissions.ts';
import type { Person, Post } from '../../runtime/prisma/client.ts';
import { groupedLoader, idLoader } from '../batch.ts';
import { servesScope } from './people.ts';
import type { GridStore } from './store.ts';

export function heldAt(post: Post, at: Date): boolean {
  return post.validFrom <= at && (post.validTo === null || post.validTo > at);
}

/** Whether a post is held now, or will be. */
function notOver({ validTo }: Pick<Post, 'validTo'>, now: Date): boolean {
  return validTo === null || validTo > now;
}

/**
 * What somebody is to the asker's grids: there now or soon, on a post or in place of who holds it; there once; or neither.
 * Who was there once is named in the history of the grid, and is reached no more by it.
 */
export type Tie = 'SERVES' | 'SERVED' | null;

/** Every by-key load of one request: however many keys, a constant number of queries; out of scope is null. */
export function createGridLoaders(store: GridStore, principal: Principal, now: Date) {
  const grid = idLoader(
    (codes) => store.gridsByCode(codes.filter((code) => inScope(principal, code))),
    (row) => row.code,
  );

  const party = idLoader(
    async (ids) => (await store.partiesById(ids)).filter((row) => servesScope(principal, row.gridCode)),
    (row) => row.id,
  );

  const postsOfPerson = new DataLoader<string, Post[]>(async (ids) => {
    const posts = (await store.postsOfPersons(ids)).filter((post) => servesScope(principal, post.gridCode));
    const byPerson = Map.groupBy(posts, (post) => post.personId);
    return ids.map((id) => byPerson.get(id) ?? []);
  });

  const whole = principal.grids.includes('');
  const tie = new DataLoader<string, Tie>(async (ids) => {
    const posts = await Promise.all(ids.map((id) => postsOfPerson.load(id)));
    const serving = new Set(
      ids.filter(
        (id, at) => whole || id === principal.subject || posts[at]?.some((post) => notOver(post, now)),
      ),
    );
    const others = ids.filter((id) => !serving.has(id));
    const standIns = others.length === 0 ? [] : await store.standInsOf(others, now);
    for (const { personId, gridCode } of standIns) {
      if (servesScope(principal, gridCode)) serving.add(personId);
    }
    return ids.map((id, at) => (serving.has(id) ? 'SERVES' : posts[at]?.length ? 'SERVED' : null));
  });

  /** Null: unknown, or neither the asker nor anybody to the asker's grids. */
  const person = new DataLoader<string, Person | null>(async (ids) => {
    const [rows, ...ties] = await Promise.all([store.personsById(ids), ...ids.map((id) => tie.load(id))]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id, at) => (ties[at] == null ? null : (byId.get(id) ?? null)));
  });

  const posts = groupedLoader(async (codes, { at }: { at: Date }) => {
    const byGrid = Map.groupBy(await store.postsAt(codes, at), (row) => row.gridCode);
    return codes.map((code) => byGrid.get(code) ?? []);
  });

  const children = groupedLoader(async (parents, args: { take: number; after: string | null }) => {
    const byParent = Map.groupBy(await store.childCodes(parents, args.take, args.after), (row) => row.parent);
    return parents.map((parent) => (byParent.get(parent) ?? []).map((row) => row.code));
  });

  const childCount = new DataLoader<string, number>(async (parents) => {
    const counts = new Map((await store.childCounts(parents)).map((row) => [row.parent, row.count]));
    return parents.map((parent) => counts.get(parent) ?? 0);
  });

  return { grid, party, person, tie, posts, postsOfPerson, children, childCount };
}

export type GridLoaders = ReturnType<typeof createGridLoaders>;
