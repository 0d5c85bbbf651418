import DataLoader from 'dataloader';
import { inScope, type Principal, scopePrefixes } from '../../core/permissions.ts';
import { isTalentField, isTalentGroupKind, TALENT_FIELDS, TALENT_GROUP_KINDS } from '../../core/talents.ts';
import { clampFirst } from '../../runtime/connection.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, askableId, gridCodeArgument, prefixesWithin } from '../access.ts';
import { groupedLoader } from '../batch.ts';
import { type CountedPage, idCursor, pageOf } from '../page.ts';
import { subtreesOf } from '../subtrees.ts';
import { codeArgument } from './people-arguments.ts';
import { createTalentStore, type GroupRow, type TalentQuery, type TalentRow } from './talents-store.ts';
import type * as T from './types.generated.ts';

type Maybe<V> = V | null | undefined;

const fieldsArgument = (path: string, fields: Maybe<readonly string[]>) =>
  fields?.map((field, at) => codeArgument(`${path}.${at}`, field, isTalentField, TALENT_FIELDS)) ?? null;

/** What one request may read of the talent registry and the groups (HY-05). */
export function createTalents(db: Db, principal: Principal | null) {
  const store = createTalentStore(db.pool);
  const reader = () => allowed(principal, 'household.read');

  const under = groupedLoader((codes, args: { query: TalentQuery; take: number; after: string | null }) => {
    const subtrees = subtreesOf(reader(), codes);
    return store.talentsUnder(codes.length, subtrees, args.query, args.take, args.after);
  });
  const groups = new DataLoader<string, GroupRow[]>(async (ids) => {
    const who = reader();
    const rows = (await store.groupsOfTalents(ids)).filter(({ gridCode }) => inScope(who, gridCode));
    const found = Map.groupBy(rows, ({ owner }) => owner);
    return ids.map((id) => found.get(id) ?? []);
  });
  const counts = new DataLoader<string, number>(async (ids) => {
    const rows = await store.talentsInGroups(ids, scopePrefixes(reader()));
    const found = new Map(rows.map(({ owner, count }) => [owner, count]));
    return ids.map((id) => found.get(id) ?? 0);
  });

  function page<R extends { id: string }>(
    rows: readonly R[],
    { first, after }: { first: number; after: string | null },
    count: () => Promise<number | null>,
  ): CountedPage<R> {
    return { ...pageOf(rows, first, after !== null, ({ id }) => [id]), count };
  }
  const asked = (args: { first?: Maybe<number>; after?: Maybe<string> }) => ({
    first: clampFirst(args.first, 500, 50),
    after: idCursor(args.after),
  });

  return {
    groupsOf: (talentId: string) => groups.load(talentId),
    talentCount: (groupId: string) => counts.load(groupId),

    async ofGrid(code: string, args: Partial<T.GridTalentsArgs>): Promise<CountedPage<TalentRow>> {
      const who = reader();
      const place = asked(args);
      const query: TalentQuery = {
        fields: fieldsArgument('fields', args.fields),
        ...{ available: args.available ?? null, groupId: null },
      };
      const rows = await under(code, { query, take: place.first + 1, after: place.after });
      return page(rows, place, () => store.talentCount(prefixesWithin(who, code), query));
    },

    async talents({ filter = {}, ...args }: T.QueryTalentsArgs): Promise<CountedPage<TalentRow>> {
      const who = reader();
      const place = asked(args);
      const query: TalentQuery = {
        fields: fieldsArgument('filter.fields', filter.fields),
        available: filter.available ?? null,
        // an id that no row can have finds nothing
        groupId: filter.groupId == null ? null : (askableId(filter.groupId) ?? ''),
      };
      const prefixes = prefixesWithin(who, gridCodeArgument('filter.gridCode', filter.gridCode));
      const rows = await store.talents(prefixes, query, place.first + 1, place.after);
      return page(rows, place, () => store.talentCount(prefixes, query));
    },

    async groups(args: T.QueryTalentGroupsArgs): Promise<CountedPage<GroupRow>> {
      const who = reader();
      const place = asked(args);
      const query = {
        prefixes: prefixesWithin(who, gridCodeArgument('gridCode', args.gridCode)),
        kind:
          args.kind == null ? null : codeArgument('kind', args.kind, isTalentGroupKind, TALENT_GROUP_KINDS),
      };
      const rows = await store.groups(query, place.first + 1, place.after);
      return page(rows, place, () => store.groupCount(query));
    },
  };
}

export type Talents = ReturnType<typeof createTalents>;
