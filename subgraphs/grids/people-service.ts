import DataLoader from 'dataloader';
import { isPostDuty, isPostRole, POST_DUTIES, POST_ROLES } from '../../core/duty-roles.ts';
import { type Principal, scopePrefixes } from '../../core/permissions.ts';
import { clampFirst } from '../../runtime/connection.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, gridCodeArgument, textArgument } from '../access.ts';
import { idLoader } from '../batch.ts';
import { type CountedPage, idCursor, pageOf } from '../page.ts';
import { COUNT_CAP } from '../rows.ts';
import { servesGrids } from '../ties.ts';
import { badInput, codeArgument } from './people-arguments.ts';
import { createPeopleStore, type PostQuery } from './people-store.ts';
import type * as T from './types.generated.ts';

type Maybe<V> = V | null | undefined;

/** What one request may read of organisations, posts, leave and substitutes. */
export function createPeopleService({ db }: { db: Db }, principal: Principal | null, now: Date) {
  const store = createPeopleStore(db.pool);
  const reader = () => allowed(principal, 'duty.read');

  const parties = idLoader(
    async (ids) => (await store.partiesById(ids)).filter((row) => servesGrids(reader(), row.gridCode)),
    (row) => row.id,
  );
  const posts = idLoader(
    async (ids) => (await store.postsById(ids)).filter((row) => servesGrids(reader(), row.gridCode)),
    (row) => row.id,
  );
  const grouped = <R>(
    load: (ids: readonly string[]) => Promise<readonly R[]>,
    keyOf: (row: R) => string | null,
  ) =>
    new DataLoader<string, R[]>(async (ids) => {
      const rows = Map.groupBy(await load(ids), keyOf);
      return ids.map((id) => rows.get(id) ?? []);
    });
  const postsOfParty = grouped(
    async (ids) => (await store.postsOfParties(ids)).filter((row) => servesGrids(reader(), row.gridCode)),
    (row) => row.partyId,
  );
  const absences = grouped(
    (ids) => store.absencesOf(ids, now),
    (row) => row.personId,
  );
  const substitutes = grouped(
    (ids) => store.substitutesOf(ids, now),
    (row) => row.postId,
  );

  function page<R extends { id: string }>(
    rows: readonly R[],
    first: number,
    after: string | null,
    count: () => Promise<number>,
  ) {
    return {
      ...pageOf(rows, first, after !== null, (row) => [row.id]),
      async count() {
        const found = await count();
        return found > COUNT_CAP ? null : found;
      },
    } satisfies CountedPage<R>;
  }

  return {
    party: parties,
    post: posts,
    substitutes: (postId: string) => substitutes.load(postId),

    async absences(personId: string) {
      reader();
      return absences.load(personId);
    },
    async postsOfParty(id: string, at: Maybe<Date>) {
      reader();
      const when = at ?? now;
      return (await postsOfParty.load(id)).filter(
        ({ validFrom, validTo }) => validFrom <= when && (validTo === null || validTo > when),
      );
    },

    async parties(args: T.QueryPartiesArgs) {
      const who = reader();
      const first = clampFirst(args.first, 500, 100);
      const after = idCursor(args.after);
      const query = {
        gridCode: gridCodeArgument('gridCode', args.gridCode),
        kind: textArgument('kind', args.kind, 100),
        ended: args.ended ?? false,
      };
      const rows = await store.partyPage(who, query, first + 1, after);
      return page(rows, first, after, () => store.partyCount(who, query, COUNT_CAP + 1));
    },

    async posts(args: T.QueryPostsArgs) {
      const who = reader();
      const first = clampFirst(args.first, 500, 100);
      const after = idCursor(args.after);
      const query: PostQuery = {
        gridCode: gridCodeArgument('gridCode', args.gridCode),
        roles:
          args.roles?.map((role, at) => codeArgument(`roles.${at}`, role, isPostRole, POST_ROLES)) ?? null,
        duty: args.duty == null ? null : codeArgument('duty', args.duty, isPostDuty, POST_DUTIES),
        at: args.at ?? now,
      };
      const rows = await store.postPage(who, query, first + 1, after);
      return page(rows, first, after, () => store.postCount(who, query, COUNT_CAP + 1));
    },

    async crossPosts({ gridCode, roles = [] }: T.QueryCrossPostsArgs) {
      const who = reader();
      const wanted = [
        ...new Set(roles.map((role, at) => codeArgument(`roles.${at}`, role, isPostRole, POST_ROLES))),
      ];
      if (wanted.length < 2) throw badInput('roles', 'two different roles or more', '至少两种不同的岗位');
      const prefixes = scopePrefixes(who, gridCodeArgument('gridCode', gridCode));
      const held = await store.postsWithin(prefixes, wanted, now);
      const groups = Map.groupBy(held, (post) => `${post.gridCode} ${post.personId}`);
      return [...groups.values()]
        .filter((own) => wanted.every((role) => own.some((post) => post.role === role)))
        .flatMap((own) =>
          own.slice(0, 1).map(({ gridCode: code, personId }) => ({ gridCode: code, personId, posts: own })),
        );
    },

    async teamChecks({ gridCode, team = [] }: T.QueryTeamChecksArgs) {
      const who = reader();
      const wanted = team.map(({ role, atLeast }, at) => ({
        role: codeArgument(`team.${at}.role`, role, isPostRole, POST_ROLES),
        wanted: atLeast,
      }));
      const prefixes = scopePrefixes(who, gridCodeArgument('gridCode', gridCode));
      const communities = await store.communities(prefixes);
      const headcounts = await store.headcounts(
        prefixes,
        wanted.map(({ role }) => role),
        now,
      );
      const present = new Map(headcounts.map((row) => [`${row.community} ${row.role}`, row.present]));
      return communities.map((code) => {
        const members = wanted.map((one) => ({ ...one, present: present.get(`${code} ${one.role}`) ?? 0 }));
        return { gridCode: code, members, complete: members.every((one) => one.present >= one.wanted) };
      });
    },
  };
}

export type PeopleService = ReturnType<typeof createPeopleService>;
