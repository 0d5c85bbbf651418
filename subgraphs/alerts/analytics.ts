import { compared, per100Households, periodBefore, rate } from '../../core/analytics.ts';
import type { Buckets, TrendInterval } from '../../core/analytics-buckets.ts';
import type { Principal } from '../../core/permissions.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { allowed, askableId } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type CountedPage, instantCursor, pageOf } from '../page.ts';
import { COUNT_CAP } from '../rows.ts';
import {
  cohortOf,
  groupingOf,
  periodOf,
  requireCells,
  type StatisticsFilter,
  trendBuckets,
  zoneOf,
} from './analytics-arguments.ts';
import { type Cohort, cellKey, type IncidentDimension } from './analytics-cells.ts';
import { type FlappingRow, flappingOf } from './analytics-flapping.ts';
import type { Listed } from './analytics-list.ts';
import { createAnalyticsLoaders, timedKey } from './analytics-loaders.ts';
import type { IncidentPart } from './analytics-parts.ts';
import * as store from './analytics-store.ts';
import type { IncidentRow } from './incident-store.ts';
import type { PageArguments } from './incidents.ts';
import type { EventRange } from './range.ts';

type Maybe<T> = T | null | undefined;

/** A cell of a cohort over a range: what figures are asked of. */
export interface Statistics {
  cohort: Cohort;
  key: string;
  range: EventRange;
}

export interface Trend {
  statistics: Statistics;
  interval: TrendInterval;
  timeZone: string;
  buckets: Buckets;
}

export interface Bucket {
  statistics: Statistics;
  complete: boolean;
  figures: store.Figures;
  earlier: store.Figures;
}

export interface Flapping extends FlappingRow {
  cohort: Cohort;
  range: EventRange;
}

export interface TrendArguments {
  interval: TrendInterval;
  timeZone?: Maybe<string>;
}

/** The figures that are compared, each by its definition. */
export function comparison(now: store.Figures, before: store.Figures) {
  const beside = (figure: (of: store.Figures) => number | null) => compared(figure(now), figure(before));
  return {
    incidents: beside((of) => of.incidents),
    alerts: beside((of) => of.alerts),
    falseAlarmRate: beside((of) => rate(of.falseAlarms, of.ended)),
    repeatRate: beside((of) => rate(of.alerts - of.incidents, of.alerts)),
    acknowledgeMedianSeconds: beside((of) => of.acknowledgeMedian),
    acknowledgeP90Seconds: beside((of) => of.acknowledgeP90),
    clearMedianSeconds: beside((of) => of.clearMedian),
    clearP90Seconds: beside((of) => of.clearP90),
  };
}

/**
 * What one request may read of the figures of incidents; everything is counted in the database, and each loader asks
 * once for all cells of a request. `nowMs` is one for the whole request, so that defaulted ranges batch.
 */
export function createAnalytics({ db, config }: SubgraphDeps, principal: Principal | null, nowMs: number) {
  const reader = () => allowed(principal, 'incident.read');

  const load = createAnalyticsLoaders(db.pool, reader);

  async function listed(
    { cohort, key, range: { fromMs, toMs } }: Statistics,
    part: IncidentPart,
    how: Listed,
    page: PageArguments,
  ): Promise<CountedPage<IncidentRow>> {
    reader();
    const first = clampFirst(page.first);
    const after = instantCursor(page.after);
    const cell = timedKey({ key, fromMs, toMs });
    const rows = await load.listOf(cell, { cohort, part, listed: how, limit: first + 1, after });
    return {
      ...pageOf(rows.slice(0, first + 1), first, after !== null, (row) => [row.lastSeenAt.getTime(), row.id]),
      async count() {
        const total = await load.totalOf(cell, { cohort, part, listed: how });
        return total > COUNT_CAP ? null : total;
      },
    };
  }

  const periodIn = ({ fromMs, toMs }: EventRange): store.Period => ({ fromMs, toMs });
  const figures = ({ cohort, key, range }: Statistics) =>
    load.figuresOf(key, { cohort, period: periodIn(range) });
  const previous = (of: Statistics): Statistics => ({
    ...of,
    range: { ...of.range, ...periodBefore(of.range) },
  });
  const households = ({ cohort, key }: Statistics) => load.householdsOf(key, cohort);

  async function groups(cohort: Cohort, range: EventRange, first: Maybe<number>): Promise<Statistics[]> {
    const limit = clampFirst(first);
    const keys = await store.groupsOf(db.pool, reader(), cohort, range, limit);
    return keys.map((key) => ({ cohort, key, range }));
  }

  function trend(of: Statistics, { interval, timeZone }: TrendArguments): Trend {
    const zone = zoneOf(timeZone, config.site.zone);
    const buckets = trendBuckets(of.range, interval, zone);
    const fromMs = buckets.bounds[buckets.count] ?? of.range.fromMs;
    const statistics = { ...of, range: { ...of.range, fromMs } };
    return { statistics, interval, timeZone: timeZone ?? zone, buckets };
  }

  return {
    figures,
    previous,
    households,
    trend,

    async statistics(
      filter: StatisticsFilter,
      groupBy: Maybe<readonly IncidentDimension[]>,
      first: Maybe<number>,
    ): Promise<Statistics[]> {
      reader();
      const range = periodOf('filter.', filter, nowMs);
      return groups(cohortOf(filter, groupingOf(groupBy)), range, first);
    },

    statisticsOfGrid(code: string, filter: StatisticsFilter): Statistics {
      reader();
      return { cohort: cohortOf(filter, 'subtrees', 'types'), key: code, range: periodOf('', filter, nowMs) };
    },

    statisticsOfDevice(id: string, filter: StatisticsFilter): Statistics {
      reader();
      const cohort = cohortOf(filter, ['DEVICE'], 'types');
      return { cohort, key: cellKey([askableId(id) ?? '']), range: periodOf('', filter, nowMs) };
    },

    async trends(
      filter: StatisticsFilter,
      groupBy: Maybe<readonly IncidentDimension[]>,
      first: Maybe<number>,
      how: TrendArguments,
    ): Promise<Trend[]> {
      reader();
      const cohort = cohortOf(filter, groupingOf(groupBy));
      const whole = trend({ cohort, key: '', range: periodOf('filter.', filter, nowMs) }, how);
      const found = await groups(cohort, whole.statistics.range, first);
      requireCells(found.length, whole.buckets);
      return found.map((statistics) => ({ ...whole, statistics }));
    },

    async buckets({ statistics, buckets }: Trend): Promise<Bucket[]> {
      const { cohort, key, range } = statistics;
      const { bounds, count, toMs } = buckets;
      const own = await load.bucketFiguresOf(key, { cohort, buckets });
      return Array.from({ length: count }, (_, index) => {
        const [fromMs, end] = [bounds[count + index] ?? toMs, bounds[count + index + 1] ?? toMs];
        return {
          statistics: { cohort, key, range: { ...range, fromMs, toMs: Math.min(end, toMs) } },
          complete: end <= toMs,
          // width_bucket counts from 1
          figures: own.get(count + index + 1) ?? store.NO_FIGURES,
          earlier: own.get(index + 1) ?? store.NO_FIGURES,
        };
      });
    },

    comparison: async (of: Statistics) => {
      const [now, before] = await Promise.all([figures(of), figures(previous(of))]);
      return comparison(now, before);
    },

    async per100Households(of: Statistics, figure: 'incidents' | 'alerts') {
      const [counted, homes] = await Promise.all([figures(of), households(of)]);
      return per100Households(counted[figure], homes);
    },

    async recurrenceRate(of: Statistics): Promise<number | null> {
      const { cohort, key, range } = of;
      const [recurring, { incidents }] = await Promise.all([
        load.countOf(key, { cohort, period: periodIn(range), part: 'RECURRING' }),
        figures(of),
      ]);
      return rate(recurring, incidents);
    },

    statisticsIncidents: (of: Statistics, part: IncidentPart, page: PageArguments) =>
      listed(of, part, 'BEGAN', page),

    async flapping(filter: StatisticsFilter, first: Maybe<number>): Promise<Flapping[]> {
      const who = reader();
      const range = periodOf('filter.', filter, nowMs);
      const cohort = cohortOf(filter, ['DEVICE', 'TYPE']);
      const rows = await flappingOf(db.pool, who, cohort, range, clampFirst(first));
      return rows.map((row) => ({ ...row, cohort, range }));
    },

    flappingIncidents: ({ cohort, range, deviceId, type }: Flapping, page: PageArguments) =>
      listed({ cohort, range, key: cellKey([deviceId, type]) }, 'ALL', 'FLAPPED', page),
  };
}

export type Analytics = ReturnType<typeof createAnalytics>;
