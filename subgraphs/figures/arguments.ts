import { HubError } from '../../core/errors.ts';
import { type FigurePeriod, figurePeriods, wholePeriod } from '../../core/figures-periods.ts';
import type { Principal } from '../../core/permissions.ts';
import { severityRank } from '../../core/severity.ts';
import { askableId, gridCodeArgument, prefixesWithin } from '../access.ts';
import { type CellDimension, type Cohort, isGridDimension } from './cohort.ts';
import type { FigureDimension, FigurePeriodInput, WorkOrderFigureFilter } from './types.generated.ts';

type Maybe<T> = T | null | undefined;

/** Periods of one answer. */
export const MOST_PERIODS = 400;
const MOST_VALUES = 200;

function refused(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path, reason, reasonZh });
}

/** @throws HubError BAD_USER_INPUT when it ends before it begins, or has more than MOST_PERIODS units */
export function periodsArgument(
  input: Maybe<FigurePeriodInput>,
  zone: string,
  nowMs: number,
): { unit: FigurePeriod['unit']; periods: FigurePeriod[]; whole: FigurePeriod } {
  const unit = input?.unit ?? 'MONTH';
  const toMs = input?.to?.getTime() ?? nowMs;
  const fromMs = input?.from?.getTime() ?? toMs;
  if (fromMs > toMs) throw refused('period.from', '`from` must not lie after `to`', '`from` 不得晚于 `to`');
  // `to` names the last unit by any of its moments, its first one too
  const periods = figurePeriods({ fromMs, toMs: toMs + 1 }, unit, zone, nowMs, MOST_PERIODS);
  const whole = periods === null ? null : wholePeriod(periods);
  if (periods === null || whole === null) {
    throw refused('period', `at most ${MOST_PERIODS} units`, `统计期不超过 ${MOST_PERIODS} 个周期`);
  }
  return { unit, periods, whole };
}

function listArgument(path: string, values: Maybe<readonly string[]>): string[] | null {
  if (values === null || values === undefined) return null;
  if (values.length <= MOST_VALUES) return values.filter((value) => askableId(value) !== null);
  throw refused(path, `at most ${MOST_VALUES}`, `不超过 ${MOST_VALUES} 个`);
}

/** An id to look for; one that no row can have finds nothing. */
function idArgument(id: Maybe<string>): string | null {
  return id === null || id === undefined ? null : (askableId(id) ?? '\uffff');
}

/** Which orders, and how they are told apart. @throws HubError BAD_USER_INPUT */
export function cohortOf(
  who: Principal,
  filter: WorkOrderFigureFilter,
  dimensions: readonly CellDimension[],
): Cohort {
  if (dimensions.filter(isGridDimension).length > 1) {
    throw refused('groupBy', 'at most one level of the grid', '网格层级至多一个');
  }
  const cohort = {
    prefixes: prefixesWithin(who, gridCodeArgument('filter.gridCode', filter.gridCode)),
    matters: listArgument('filter.matters', filter.matters),
    sources: listArgument('filter.sources', filter.sources),
    channels: listArgument('filter.channels', filter.channels),
    profiles: listArgument('filter.profiles', filter.profiles),
    minSeverity: severityRank(filter.minSeverity ?? 'info'),
    partyId: idArgument(filter.partyId),
    personId: idArgument(filter.personId),
    dimensions,
  };
  return { ...cohort, id: JSON.stringify(cohort) };
}

/** Each once, in the order given; PERIOD apart. */
export function groupingArgument(groupBy: Maybe<readonly FigureDimension[]>): {
  dimensions: Exclude<FigureDimension, 'PERIOD'>[];
  byPeriod: boolean;
} {
  const asked = [...new Set(groupBy ?? [])];
  const dimensions = asked.flatMap((dimension) => (dimension === 'PERIOD' ? [] : [dimension]));
  return { dimensions, byPeriod: asked.includes('PERIOD') };
}
