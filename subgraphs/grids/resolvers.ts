import { roleNames } from '../../core/duty-roles.ts';
import type { Party as PartyRow, Person as PersonRow, Post as PostRow } from '../../runtime/prisma/client.ts';
import type { SubgraphBase } from '../../runtime/subgraph.ts';
import type { CountedPage } from '../page.ts';
import type { GridsService } from './service.ts';
import type { GridRow } from './store.ts';
import type * as T from './types.generated.ts';

export interface GridsContext extends SubgraphBase {
  grids: GridsService;
}

/** The names of a stored role; a role that this version does not know is shown by its code. */
function roleOf(code: string) {
  const { zh, en } = roleNames(code);
  return { code, nameZh: zh, nameEn: en };
}

const Grid = {
  __resolveReference: ({ code }, { grids }) => grids.grid(code),
  id: ({ code }) => code,
  parent: ({ parentCode }, _, { grids }) => grids.grid(parentCode),
  ancestors: ({ code }, _, { grids }) => grids.ancestors(code),
  children: ({ code }, page, { grids }) => grids.children(code, page),
  posts: ({ code }, { at }, { grids }) => grids.posts(code, at),
} satisfies T.GridResolvers<GridsContext, GridRow>;

const GridConnection = {
  totalCount: (page) => page.count(),
} satisfies T.GridConnectionResolvers<GridsContext, CountedPage<GridRow>>;

const Post = {
  role: ({ role }) => roleOf(role),
  grid: ({ gridCode }, _, { grids }) => grids.grid(gridCode),
  person: ({ personId }, _, { grids }) => grids.person(personId),
  party: ({ partyId }, _, { grids }) => grids.party(partyId),
} satisfies T.PostResolvers<GridsContext, PostRow>;

const Person = {
  __resolveReference: ({ id }, { grids }) => grids.person(id),
  phone: (person, _, { grids }) => grids.phone(person),
  party: async ({ id, partyId }, _, { grids }) => ((await grids.hasLeft(id)) ? null : grids.party(partyId)),
  posts: ({ id }, { at }, { grids }) => grids.postsOfPerson(id, at),
} satisfies T.PersonResolvers<GridsContext, PersonRow>;

const Party = {
  __resolveReference: ({ id }, { grids }) => grids.party(id),
  grid: ({ gridCode }, _, { grids }) => grids.grid(gridCode),
} satisfies T.PartyResolvers<GridsContext, PartyRow>;

const Query = {
  grids: (_, args, { grids }) => grids.grids(args),
  grid: (_, { code }, { grids }) => grids.gridOf(code),
  gridAt: (_, { coordinateSystem, level, at, ...point }, { grids }) =>
    grids.gridAt(point, coordinateSystem, { level, at }),
  person: (_, { id }, { grids }) => grids.person(id),
  party: (_, { id }, { grids }) => grids.party(id),
} satisfies T.QueryResolvers<GridsContext>;

export const gridsResolvers = {
  Grid,
  GridConnection,
  Post,
  Person,
  Party,
  Query,
};
