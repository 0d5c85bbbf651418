import { HubError } from '../../core/errors.ts';
import { UNKNOWN_COMMUNITY } from '../../core/grid.ts';
import type { Principal } from '../../core/permissions.ts';
import { typesArgument } from '../../core/type-filter.ts';
import type { AlertCountRow, AlertDimension, AlertQuery } from '../../runtime/series/port.ts';
import { allowed, gridCodeArgument, prefixesWithin } from '../access.ts';
import { byPlace, groupedLoader, mapLimited } from '../batch.ts';
import type { SubgraphDeps } from '../deps.ts';
import { subtreesOf } from '../subtrees.ts';
import type { AlertFilter } from './alerts.ts';
import { type EventRange, eventRange } from './range.ts';

type Maybe<T> = T | null | undefined;

export interface CountArguments {
  interval?: Maybe<number>;
  groupBy?: Maybe<readonly AlertDimension[]>;
}

interface GridArguments {
  fromMs: number;
  toMs: number;
  intervalMs: number | null;
  groupBy: readonly AlertDimension[];
  types: readonly string[] | null;
}

/** Rows that one count for many grids may bring before each grid is counted by itself. */
const SHARED_ROWS = 50_000;
const SERIES_WIDTH = 4;
const LEAST_INTERVAL_MS = 1000;

/** @throws HubError BAD_USER_INPUT */
function intervalOf(interval: Maybe<number>): number | null {
  if (interval === null || interval === undefined) return null;
  if (interval >= LEAST_INTERVAL_MS) return interval;
  throw new HubError('BAD_USER_INPUT', {
    path: 'interval',
    reason: 'at least one second',
    reasonZh: '至少一秒',
  });
}

/** Sums rows that are equal but for their grid; `keepGrid` leaves the grid in. */
export function sumRows(rows: readonly AlertCountRow[], keepGrid: boolean): AlertCountRow[] {
  const sums = new Map<string, AlertCountRow>();
  for (const row of rows) {
    const { gridCode, ...rest } = row;
    const kept: AlertCountRow = keepGrid && gridCode !== undefined ? { ...rest, gridCode } : rest;
    const key = JSON.stringify([kept.startMs, kept.type, kept.severity, kept.communityCode, kept.gridCode]);
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { ...kept });
    else sum.count += row.count;
  }
  return [...sums.values()];
}

/** Looks rows up by the beginnings of their grids' codes: those under any of some prefixes, each once, in their order. */
export function rowsUnder(rows: readonly AlertCountRow[]): (prefixes: readonly string[]) => AlertCountRow[] {
  const placed = rows.flatMap((row, at) => (row.gridCode == null ? [] : [{ row, at, code: row.gridCode }]));
  placed.sort((a, b) => (a.code === b.code ? a.at - b.at : a.code < b.code ? -1 : 1));
  const firstOf = (prefix: string): number => {
    let [low, high] = [0, placed.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((placed[middle]?.code ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (prefixes) => {
    const found = new Map<number, AlertCountRow>();
    for (const prefix of prefixes) {
      for (let index = firstOf(prefix); index < placed.length; index += 1) {
        const one = placed[index];
        if (one === undefined || !one.code.startsWith(prefix)) break;
        found.set(one.at, one.row);
      }
    }
    return [...found].sort(([a], [b]) => a - b).map(([, row]) => row);
  };
}

/** What one request may count. `nowMs` is one for the whole request, so that defaulted ranges batch. */
export function createCounts({ series, config }: SubgraphDeps, principal: Principal | null, nowMs: number) {
  const reader = () => allowed(principal, 'alert.read');
  const rangeOf = (path: string, given: { from?: Maybe<Date>; to?: Maybe<Date> }): EventRange =>
    eventRange(path, given, nowMs, config.retention.seriesDays);

  const ofGrids = groupedLoader(async (codes, args: GridArguments) => {
    const who = reader();
    const { fromMs, toMs, intervalMs, groupBy } = args;
    const subtrees = subtreesOf(who, codes);
    const query = (prefixes: readonly string[]): AlertQuery => ({
      ...{ prefixes, fromMs, toMs },
      types: args.types ?? undefined,
    });
    const prefixesAt = byPlace(codes.length, subtrees).map((own) => own.map(({ prefix }) => prefix));
    const oneByOne = () =>
      mapLimited(prefixesAt, SERIES_WIDTH, (prefixes) => series.counts(query(prefixes), intervalMs, groupBy));
    if (codes.length < 2) return oneByOne();

    const split = groupBy.includes('GRID') ? groupBy : [...groupBy, 'GRID' as const];
    const all = [...new Set(subtrees.map(({ prefix }) => prefix))];
    const outermost = all.filter(
      (prefix) => !all.some((other) => other !== prefix && prefix.startsWith(other)),
    );
    let rows: AlertCountRow[];
    try {
      rows = await series.counts(query(outermost), intervalMs, split, SHARED_ROWS);
    } catch (error) {
      // too much to count grid by grid in one go: each by itself may still be asked
      if (error instanceof HubError && error.code === 'BAD_USER_INPUT') return oneByOne();
      throw error;
    }
    const under = rowsUnder(rows);
    return prefixesAt.map((prefixes) => sumRows(under(prefixes), groupBy.includes('GRID')));
  });

  return {
    /** @throws HubError BAD_USER_INPUT | SERIES_UNAVAILABLE */
    async counts(filter: AlertFilter, { interval, groupBy }: CountArguments): Promise<AlertCountRow[]> {
      const who = reader();
      const { fromMs, toMs } = rangeOf('filter.', filter);
      const query: AlertQuery = {
        prefixes: prefixesWithin(who, gridCodeArgument('filter.gridCode', filter.gridCode)),
        ...{ fromMs, toMs },
        types: typesArgument('filter.types', filter.types) ?? undefined,
        minSeverity: filter.minSeverity ?? undefined,
        deviceId: filter.deviceId ?? undefined,
        statuses: filter.statuses ?? undefined,
      };
      return series.counts(query, intervalOf(interval), [...new Set(groupBy ?? [])]);
    },

    async countsOfGrid(
      code: string,
      args: CountArguments & Pick<AlertFilter, 'from' | 'to' | 'types'>,
    ): Promise<AlertCountRow[]> {
      reader();
      const { fromMs, toMs } = rangeOf('', args);
      const groupBy = [...new Set(args.groupBy ?? [])];
      return ofGrids(code, {
        fromMs,
        toMs,
        intervalMs: intervalOf(args.interval),
        groupBy,
        types: typesArgument('types', args.types),
      });
    },
  };
}

/** The community of a count; null when the alerts have no known place. */
export function knownCommunity(code: string | undefined): string | null {
  return code === undefined || code === UNKNOWN_COMMUNITY ? null : code;
}

export type Counts = ReturnType<typeof createCounts>;
