import DataLoader from 'dataloader';
import type { KeyPersonCategory } from '../../core/households.ts';
import type { Principal, Right } from '../../core/permissions.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { allowed, prefixesWithin } from '../access.ts';
import { groupedLoader, idLoader } from '../batch.ts';
import { type CountedPage, idCursor, pageOf } from '../page.ts';
import { subtreesOf } from '../subtrees.ts';
import type { ListArgs, PlacesStore } from './places-store.ts';
import type { PageArgs } from './service.ts';

export interface KeyPersonArgs extends PageArgs {
  category?: KeyPersonCategory | null | undefined;
  weeklyVisit?: boolean | null | undefined;
}

const DEFAULT_FIRST = 50;
const MAX_FIRST = 500;

/** What one request may read of the grid's history and of what lies in it: one query for all grids asked alike. */
export function createPlacesService(store: PlacesStore, principal: Principal | null, now: Date) {
  const facts = idLoader(store.facts, (row) => row.code);
  const boundary = groupedLoader(async (codes, { at }: { at: Date | null }) => {
    const byGrid = Map.groupBy(await store.boundaries(codes, at), (row) => row.gridCode);
    return codes.map((code) => byGrid.get(code) ?? []);
  });
  const lineage = groupedLoader(async (codes, { side }: { side: 'predecessors' | 'successors' }) => {
    const byGrid = Map.groupBy(await store.lineage(codes, side), (row) => row.gridCode);
    return codes.map((code) => byGrid.get(code) ?? []);
  });
  const aliases = new DataLoader(async (codes: readonly string[]) => {
    const byGrid = Map.groupBy(await store.aliases(codes), (row) => row.gridCode);
    return codes.map((code) => byGrid.get(code) ?? []);
  });
  const floors = new DataLoader(async (ids: readonly string[]) => {
    const byBuilding = Map.groupBy(await store.floors(ids), (row) => row.buildingId);
    return ids.map((id) => byBuilding.get(id) ?? []);
  });
  const under = (codes: readonly string[], right: Right) => subtreesOf(allowed(principal, right), codes);
  const buildings = groupedLoader((codes, args: ListArgs) =>
    store.buildings(codes.length, under(codes, 'grid.read'), args),
  );
  const households = groupedLoader((codes, args: ListArgs) =>
    store.households(codes.length, under(codes, 'household.read'), args),
  );
  const keyPersons = groupedLoader((codes, args: ListArgs) =>
    store.keyPersons(codes.length, under(codes, 'household.read'), args),
  );
  const permanent = new DataLoader((codes: readonly string[]) =>
    store.permanentHouseholds(codes.length, under(codes, 'household.read')),
  );
  const totals = new DataLoader((codes: readonly string[]) =>
    store.keyPersonTotals(codes.length, under(codes, 'household.read')),
  );

  const listArgs = (args: PageArgs): ListArgs & { first: number } => {
    const first = clampFirst(args.first, MAX_FIRST, DEFAULT_FIRST);
    return { first, take: first + 1, after: idCursor(args.after) };
  };
  function page<T extends { id: string }>(
    rows: readonly T[],
    { first, after }: { first: number; after: string | null },
    count: () => Promise<number | null>,
  ): CountedPage<T> {
    return { ...pageOf(rows, first, after !== null, (row) => [row.id]), count };
  }

  return {
    facts: (code: string) => facts.load(code),

    /** The boundary that holds at a moment; null when nothing is drawn then. */
    async boundary(code: string, at: Date | null | undefined) {
      const [version] = await boundary(code, { at: at ?? now });
      return version?.boundary ?? null;
    },
    boundaryVersions: (code: string) => boundary(code, { at: null }),
    predecessors: (code: string) => lineage(code, { side: 'predecessors' }),
    successors: (code: string) => lineage(code, { side: 'successors' }),
    aliases: (code: string) => aliases.load(code),
    floors: (buildingId: string) => floors.load(buildingId),

    async buildings(code: string, args: PageArgs) {
      const asker = allowed(principal, 'grid.read');
      const { first, ...list } = listArgs(args);
      const rows = await buildings(code, list);
      const within = prefixesWithin(asker, code);
      return page(rows, { first, after: list.after }, () => store.count('building', within));
    },

    async households(code: string, args: PageArgs) {
      const asker = allowed(principal, 'household.read');
      const { first, ...list } = listArgs(args);
      const rows = await households(code, list);
      const within = prefixesWithin(asker, code);
      return page(rows, { first, after: list.after }, () => store.count('household', within));
    },

    async keyPersons(code: string, args: KeyPersonArgs) {
      const asker = allowed(principal, 'household.read');
      const { first, ...list } = listArgs(args);
      const filter = { category: args.category ?? null, weeklyVisit: args.weeklyVisit ?? null };
      const rows = await keyPersons(code, { ...list, ...filter });
      const within = prefixesWithin(asker, code);
      return page(rows, { first, after: list.after }, () => store.count('key_person', within, filter));
    },

    async registeredHouseholds(code: string) {
      allowed(principal, 'household.read');
      return permanent.load(code);
    },
    async keyPersonTotals(code: string) {
      allowed(principal, 'household.read');
      return totals.load(code);
    },
  };
}

export type PlacesService = ReturnType<typeof createPlacesService>;
