import { DAY_MS, dayText, localDay } from '../../core/calendar-days.ts';
import { inScope, type Principal, scopePrefixes } from '../../core/permissions.ts';
import { shiftHolders, shiftsBetween } from '../../core/roster.ts';
import { ROSTER_FAULTS, type RosterFault, rosterFaults } from '../../core/roster-report.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, askableId, gridCodeArgument, rangeArgument } from '../access.ts';
import { groupedLoader, idLoader } from '../batch.ts';
import { badInput } from './people-arguments.ts';
import { dayArgument } from './roster-arguments.ts';
import { changeDays, coreRoster, createRosterStore, type RosterRow } from './roster-store.ts';

type Maybe<V> = V | null | undefined;

/** Shifts and faults that one answer holds; more is no roster of one grid. */
const MOST = 500;
const LONGEST_DAYS = 92;

/** A fault with the roster it is of. */
export interface ToldFault extends RosterFault {
  roster: RosterRow;
  zh: string;
  en: string;
}

/** What one request may read of rosters. */
export function createRosterService(
  { db, zone }: { db: Db; zone: string },
  principal: Principal | null,
  now: Date,
) {
  const store = createRosterStore(db.pool);
  const reader = () => allowed(principal, 'duty.read');

  const byId = idLoader(
    async (ids) => (await store.byId(ids)).filter((row) => inScope(reader(), row.gridCode)),
    (row) => row.id,
  );
  const ofGrid = groupedLoader(async (codes, { at }: { at: Date }) => {
    const rows = Map.groupBy(await store.ofGrids(codes, at), (row) => row.gridCode);
    return codes.map((code) => rows.get(code) ?? []);
  });
  const changes = groupedLoader(async (ids, { from, to }: { from: string; to: string | null }) => {
    const rows = Map.groupBy(await store.changes(ids, from, to), (row) => row.rosterId);
    return ids.map((id) => rows.get(id) ?? []);
  });

  async function withChanges(row: RosterRow, from: Date, to: Date) {
    const { first, last } = changeDays(from, to, zone);
    return coreRoster(row, await changes(row.id, { from: first, to: last }));
  }

  function daysArgument(days: Maybe<number>): Date {
    const wanted = days ?? 14;
    if (wanted < 1 || wanted > 90) throw badInput('days', 'from 1 to 90', '须在 1 到 90 之间');
    return new Date(now.getTime() + wanted * DAY_MS);
  }

  async function faultsOf(rosters: readonly RosterRow[], to: Date): Promise<ToldFault[]> {
    if (rosters.length === 0) return [];
    const { posts, substitutes, absences } = await store.around(rosters, now, to);
    const found = await Promise.all(
      rosters.map(async (row) => {
        const roster = await withChanges(row, now, to);
        const range = { fromMs: now.getTime(), toMs: to.getTime() };
        const faults = rosterFaults({ roster, posts, absences, substitutes, zone }, range);
        return faults.map((fault) => ({ ...fault, ...ROSTER_FAULTS[fault.kind], roster: row }));
      }),
    );
    return found
      .flat()
      .sort((a, b) => a.fromMs - b.fromMs || (a.roster.id < b.roster.id ? -1 : 1))
      .slice(0, MOST);
  }

  return {
    async roster(id: string) {
      reader();
      return askableId(id) === null ? null : byId.load(id);
    },
    async ofGrid(code: string, at: Maybe<Date>) {
      reader();
      return ofGrid(code, { at: at ?? now });
    },
    async shifts(row: RosterRow, from: Maybe<Date>, to: Maybe<Date>) {
      const start = from ?? now;
      const end = to ?? new Date(start.getTime() + 7 * DAY_MS);
      const range = rangeArgument('from', start.getTime(), end.getTime());
      if (range.toMs - range.fromMs > LONGEST_DAYS * DAY_MS) {
        throw badInput(
          'to',
          `at most ${LONGEST_DAYS} days after \`from\``,
          `与 from 相距不得超过 ${LONGEST_DAYS} 天`,
        );
      }
      return shiftsBetween(await withChanges(row, start, end), range, zone).slice(0, MOST);
    },
    async onDuty(row: RosterRow, at: Maybe<Date>) {
      const when = at ?? now;
      return shiftHolders(await withChanges(row, when, when), when.getTime(), zone);
    },
    async changes(row: RosterRow, from: Maybe<string>) {
      const day = from == null ? dayText(localDay(now.getTime(), zone)) : dayArgument('from', from);
      return (await changes(row.id, { from: day, to: null })).slice(0, MOST);
    },
    faults: (row: RosterRow, days: Maybe<number>) => faultsOf([row], daysArgument(days)),
    async gaps(gridCode: Maybe<string>, days: Maybe<number>) {
      const prefixes = scopePrefixes(reader(), gridCodeArgument('gridCode', gridCode));
      const to = daysArgument(days);
      return faultsOf(await store.within(prefixes, now, to, MOST), to);
    },
  };
}

export type RosterService = ReturnType<typeof createRosterService>;
