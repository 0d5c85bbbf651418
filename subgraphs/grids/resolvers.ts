import { isPostRole, POST_ROLES, type SkippedStep } from '../../core/duty.ts';
import type { GridLevel } from '../../core/grid.ts';
import type { Grid, Party, Person, Post } from '../../runtime/prisma/client.ts';
import type { DutyRung } from './duty.ts';
import { phoneFor } from './people.ts';
import type { GridsService, PageArgs } from './service.ts';

/** What every resolver of this subgraph is given. */
export interface GridsContext {
  grids: GridsService;
}

interface AtArgs {
  at?: Date | null | undefined;
}

/** The names of a stored role; a role that this version does not know is shown by its code. */
function roleOf(code: string) {
  const names = isPostRole(code) ? POST_ROLES[code] : { zh: code, en: code };
  return { code, nameZh: names.zh, nameEn: names.en };
}

type Context = GridsContext;

export const resolvers = {
  Query: {
    grids: (
      _: unknown,
      args: PageArgs & { level?: GridLevel | null; parent?: string | null },
      { grids }: Context,
    ) => grids.grids(args),
    grid: (_: unknown, { code }: { code: string }, { grids }: Context) => grids.grid(code),
    person: (_: unknown, { id }: { id: string }, { grids }: Context) => grids.person(id),
    party: (_: unknown, { id }: { id: string }, { grids }: Context) => grids.party(id),
  },
  Grid: {
    __resolveReference: ({ code }: { code: string }, { grids }: Context) => grids.grid(code),
    id: (grid: Grid) => grid.code,
    parent: (grid: Grid, _: unknown, { grids }: Context) => grids.grid(grid.parentCode),
    ancestors: (grid: Grid, _: unknown, { grids }: Context) => grids.ancestors(grid.code),
    children: (grid: Grid, args: PageArgs, { grids }: Context) => grids.children(grid.code, args),
    duty: (grid: Grid, { at }: AtArgs, { grids }: Context) => grids.duty(grid.code, at),
    posts: (grid: Grid, { at }: AtArgs, { grids }: Context) => grids.posts(grid.code, at),
  },
  Post: {
    role: (post: Post) => roleOf(post.role),
    grid: (post: Post, _: unknown, { grids }: Context) => grids.grid(post.gridCode),
    person: (post: Post, _: unknown, { grids }: Context) => grids.person(post.personId),
    party: (post: Post, _: unknown, { grids }: Context) => grids.party(post.partyId),
  },
  DutyEntry: {
    person: ({ post }: DutyRung<Post>, _: unknown, { grids }: Context) => grids.person(post.personId),
    party: ({ post }: DutyRung<Post>, _: unknown, { grids }: Context) => grids.party(post.partyId),
    grid: ({ post }: DutyRung<Post>, _: unknown, { grids }: Context) => grids.grid(post.gridCode),
  },
  SkippedDuty: {
    role: (step: SkippedStep) => roleOf(step.role),
  },
  Person: {
    __resolveReference: ({ id }: { id: string }, { grids }: Context) => grids.person(id),
    phone: (person: Person, _: unknown, { grids }: Context) => phoneFor(grids.principal, person.phone),
    party: (person: Person, _: unknown, { grids }: Context) => grids.party(person.partyId),
    posts: (person: Person, { at }: AtArgs, { grids }: Context) => grids.postsOfPerson(person.id, at),
  },
  Party: {
    __resolveReference: ({ id }: { id: string }, { grids }: Context) => grids.party(id),
    grid: (party: Party, _: unknown, { grids }: Context) => grids.grid(party.gridCode),
  },
};
