import { isPostRole, POST_ROLES, type SkippedStep } from '../../core/duty.ts';
import type {
  Grid as GridRow,
  Party as PartyRow,
  Person as PersonRow,
  Post as PostRow,
} from '../../runtime/prisma/client.ts';
import type { SubgraphBase } from '../../runtime/subgraph.ts';
import type { CountedPage } from '../page.ts';
import type { DutyRung } from './duty.ts';
import type { GridsService } from './service.ts';
import type * as T from './types.generated.ts';

export interface GridsContext extends SubgraphBase {
  grids: GridsService;
}

/** The names of a stored role; a role that this version does not know is shown by its code. */
function roleOf(code: string) {
  const names = isPostRole(code) ? POST_ROLES[code] : { zh: code, en: code };
  return { code, nameZh: names.zh, nameEn: names.en };
}

const Grid = {
  __resolveReference: ({ code }, { grids }) => grids.grid(code),
  id: ({ code }) => code,
  parent: ({ parentCode }, _, { grids }) => grids.grid(parentCode),
  ancestors: ({ code }, _, { grids }) => grids.ancestors(code),
  children: ({ code }, page, { grids }) => grids.children(code, page),
  duty: ({ code }, { at }, { grids }) => grids.duty(code, at),
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

const DutyEntry = {
  person: ({ post }, _, { grids }) => grids.person(post.personId),
  party: ({ post }, _, { grids }) => grids.party(post.partyId),
  grid: ({ post }, _, { grids }) => grids.grid(post.gridCode),
} satisfies T.DutyEntryResolvers<GridsContext, DutyRung<PostRow>>;

const SkippedDuty = {
  role: ({ role }) => roleOf(role),
} satisfies T.SkippedDutyResolvers<GridsContext, SkippedStep>;

const Person = {
  __resolveReference: ({ id }, { grids }) => grids.person(id),
  phone: ({ phone }, _, { grids }) => grids.phone(phone),
  party: ({ partyId }, _, { grids }) => grids.party(partyId),
  posts: ({ id }, { at }, { grids }) => grids.postsOfPerson(id, at),
} satisfies T.PersonResolvers<GridsContext, PersonRow>;

const Party = {
  __resolveReference: ({ id }, { grids }) => grids.party(id),
  grid: ({ gridCode }, _, { grids }) => grids.grid(gridCode),
} satisfies T.PartyResolvers<GridsContext, PartyRow>;

const Query = {
  grids: (_, args, { grids }) => grids.grids(args),
  grid: (_, { code }, { grids }) => grids.gridOf(code),
  gridAt: (_, { coordinateSystem, ...point }, { grids }) => grids.gridAt(point, coordinateSystem),
  person: (_, { id }, { grids }) => grids.person(id),
  party: (_, { id }, { grids }) => grids.party(id),
} satisfies T.QueryResolvers<GridsContext>;

export const gridsResolvers = {
  Grid,
  GridConnection,
  Post,
  DutyEntry,
  SkippedDuty,
  Person,
  Party,
  Query,
};
