import DataLoader from 'dataloader';
import { inScope, type Principal } from '../../core/permissions.ts';
import type { Person, Post } from '../../runtime/prisma/client.ts';
import { groupedLoader, idLoader } from '../batch.ts';
import { servesGrids, type Tie } from '../ties.ts';
import type { GridStore } from './store.ts';

export function heldAt(post: Post, at: Date): boolean {
  return post.validFrom <= at && (post.validTo === null || post.validTo > at);
}

/** Every by-key load of one request: however many keys, a constant number of queries; out of scope is null. */
export function createGridLoaders(store: GridStore, principal: Principal, now: Date) {
  const grid = idLoader(
    (codes) => store.gridsByCode(codes.filter((code) => inScope(principal, code))),
    (row) => row.code,
  );

  const party = idLoader(
    async (ids) => (await store.partiesById(ids)).filter((row) => servesGrids(principal, row.gridCode)),
    (row) => row.id,
  );

  const postsOfPerson = new DataLoader<string, Post[]>(async (ids) => {
    const posts = (await store.postsOfPersons(ids)).filter((post) => servesGrids(principal, post.gridCode));
    const byPerson = Map.groupBy(posts, (post) => post.personId);
    return ids.map((id) => byPerson.get(id) ?? []);
  });

  /** Who was there once is named in the history of the grid, and is reached no more by it. */
  const tie = new DataLoader<string, Tie | null>(async (ids) => {
    const standings = await store.standingsOf(principal, ids, now);
    return ids.map((id) => standings.get(id)?.tie ?? null);
  });

  /** Null: unknown, or neither the asker nor anybody to the asker's grids. */
  const person = new DataLoader<string, Person | null>(async (ids) => {
    const [rows, ...ties] = await Promise.all([store.personsById(ids), ...ids.map((id) => tie.load(id))]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    // who is only entered is shown to whoever enters them, in the answer to that
    const seen = (own: Tie | null | undefined) => own === 'SERVES' || own === 'SERVED';
    return ids.map((id, at) => (seen(ties[at]) ? (byId.get(id) ?? null) : null));
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
