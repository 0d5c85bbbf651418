import { HubError } from '../../core/errors.ts';
import { type CoordinateSystem, type GeoPoint, isOnGlobe, toWgs84 } from '../../core/geo.ts';
import { ancestorCodes, type GridLevel } from '../../core/grid.ts';
import { aliasScheme } from '../../core/grid-codes.ts';
import type { GridStatus } from '../../core/households.ts';
import { type Principal, type Right, scopePrefixes } from '../../core/permissions.ts';
import { clampFirst } from '../../runtime/connection.ts';
import type { GridLocator, LocateOptions } from '../../runtime/grid-locator.ts';
import { allowed, askableId, gridCodeArgument } from '../access.ts';
import { type CountedPage, idCursor, pageOf } from '../page.ts';
import { COUNT_CAP } from '../rows.ts';
import { createGridLoaders, type GridLoaders, heldAt } from './loaders.ts';
import { phoneFor } from './people.ts';
import type { GridRow, GridStore } from './store.ts';

export interface PageArgs {
  first?: number | null | undefined;
  after?: string | null | undefined;
}

interface GridsArgs extends PageArgs {
  level?: GridLevel | null | undefined;
  parent?: string | null | undefined;
  status?: GridStatus | null | undefined;
}

const DEFAULT_FIRST = 100;
const MAX_FIRST = 500;

/** A page in order of code, from up to one row more than asked for. */
function page(rows: readonly GridRow[], first: number, after: string | null, total: () => Promise<number>) {
  return {
    ...pageOf(rows, first, after !== null, (grid) => [grid.code]),
    count: async () => {
      const count = await total();
      return count > COUNT_CAP ? null : count;
    },
  } satisfies CountedPage<GridRow>;
}

/** What one request may ask of the grid and its people. Made per request: it holds the loaders and one `now`. */
export function createGridsService(
  store: GridStore,
  locator: GridLocator,
  principal: Principal | null,
  now: Date,
) {
  let made: GridLoaders | null = null;
  /** The loaders, once the asker is known to hold the right. */
  function loadersFor(right: Right): GridLoaders {
    const asker = allowed(principal, right);
    made ??= createGridLoaders(store, asker, now);
    return made;
  }

  /** Whether somebody has left the asker's grids: then only their name and the posts of then are told. */
  const hasLeft = async (personId: string) => (await loadersFor('duty.read').tie.load(personId)) === 'SERVED';

  return {
    /** A person's number as the asker may read it; null of one who has left the asker's grids. */
    async phone({ id, phone }: { id: string; phone: string | null }) {
      return phone === null || (await hasLeft(id)) ? null : phoneFor(principal, phone);
    },

    hasLeft,

    async grids(args: GridsArgs) {
      const prefixes = scopePrefixes(allowed(principal, 'grid.read'));
      const first = clampFirst(args.first, MAX_FIRST, DEFAULT_FIRST);
      const after = idCursor(args.after);
      const query = {
        ...{ prefixes, level: args.level ?? null, parent: gridCodeArgument('parent', args.parent) },
        status: args.status ?? null,
      };
      const rows = await store.grids(query, first + 1, after);
      return page(rows, first, after, () => store.countGrids(query, COUNT_CAP + 1));
    },

    /** By a code that a caller typed. @throws HubError BAD_USER_INPUT for one that no grid can have */
    async gridOf(code: string) {
      const { grid } = loadersFor('grid.read');
      if (aliasScheme(code) !== null) {
        const meant = await store.gridOfAlias(code);
        return meant === null ? null : grid.load(meant);
      }
      const given = gridCodeArgument('code', code);
      return given === null ? null : grid.load(given);
    },

    /** Null when it does not exist or lies outside the scope. */
    async grid(code: string | null) {
      const { grid } = loadersFor('grid.read');
      return code === null || askableId(code) === null ? null : grid.load(code);
    },

    /** Null where none is drawn, or when it lies outside the scope. @throws HubError BAD_USER_INPUT off the globe */
    async gridAt(point: GeoPoint, system: CoordinateSystem, options: LocateOptions) {
      const { grid } = loadersFor('grid.read');
      if (!isOnGlobe(point)) {
        throw new HubError('BAD_USER_INPUT', {
          path: 'longitude',
          reason: 'longitude lies in -180 to 180, latitude in -90 to 90',
          reasonZh: '经度须在 -180 至 180 之间，纬度须在 -90 至 90 之间',
        });
      }
      const code = await locator.gridAt(toWgs84(point, system), options);
      return code === null ? null : grid.load(code);
    },

    async ancestors(code: string) {
      const { grid } = loadersFor('grid.read');
      const found = await Promise.all(ancestorCodes(code).map((above) => grid.load(above)));
      return found.filter((row) => row !== null);
    },

    async children(parent: string, args: PageArgs) {
      const { children, childCount, grid } = loadersFor('grid.read');
      const first = clampFirst(args.first, MAX_FIRST, DEFAULT_FIRST);
      const after = idCursor(args.after);
      const codes = await children(parent, { take: first + 1, after });
      const rows = await Promise.all(codes.map((code) => grid.load(code)));
      return page(
        rows.filter((row) => row !== null),
        first,
        after,
        () => childCount.load(parent),
      );
    },

    posts: async (code: string, at: Date | null | undefined) =>
      loadersFor('duty.read').posts(code, { at: at ?? now }),

    async postsOfPerson(personId: string, at: Date | null | undefined) {
      const posts = await loadersFor('duty.read').postsOfPerson.load(personId);
      return posts.filter((post) => heldAt(post, at ?? now));
    },

    /** Null when unknown or not serving the scope. */
    async person(id: string | null) {
      const { person } = loadersFor('duty.read');
      return id === null || askableId(id) === null ? null : person.load(id);
    },

    /** Null when unknown or not serving the scope. */
    async party(id: string | null) {
      const { party } = loadersFor('grid.read');
      return id === null || askableId(id) === null ? null : party.load(id);
    },
  };
}

export type GridsService = ReturnType<typeof createGridsService>;
