import { alertType } from '../../core/alert-types.ts';
import { rate } from '../../core/analytics.ts';
import { severityOfRank } from '../../core/severity.ts';
import { type Bucket, comparison, type Flapping, type Statistics, type Trend } from './analytics.ts';
import { type IncidentDimension, isGridLevel, valueIn } from './analytics-cells.ts';
import type { Figures } from './analytics-store.ts';
import type { AlertsService } from './service.ts';
import type * as T from './types.generated.ts';

interface Context {
  alerts: AlertsService;
}

function gridCode({ cohort, key }: Statistics): string | null {
  if (cohort.by === 'subtrees') return key;
  const level = cohort.by.find(isGridLevel);
  return level === undefined ? null : valueIn(cohort, key, level);
}

function value({ cohort, key }: Statistics, dimension: IncidentDimension): string | null {
  return valueIn(cohort, key, dimension);
}

const figure =
  (of: (figures: Figures) => number) =>
  async (statistics: Statistics, _: unknown, { alerts }: Context): Promise<number> =>
    of(await alerts.figures(statistics));

const share =
  (part: (figures: Figures) => number, whole: (figures: Figures) => number) =>
  async (statistics: Statistics, _: unknown, { alerts }: Context): Promise<number | null> => {
    const figures = await alerts.figures(statistics);
    return rate(part(figures), whole(figures));
  };

const IncidentStatistics = {
  grid: (of) => {
    const code = gridCode(of);
    return code === null ? null : { code };
  },
  type: (of) => {
    const code = value(of, 'TYPE');
    return code === null ? null : alertType(code);
  },
  severity: (of) => {
    const rank = value(of, 'SEVERITY');
    return rank === null ? null : severityOfRank(Number(rank));
  },
  device: (of) => {
    const id = value(of, 'DEVICE');
    return id === null ? null : { id };
  },
  codec: (of) => value(of, 'CODEC'),
  model: (of) => value(of, 'MODEL'),
  range: ({ range }) => range,
  incidentCount: figure(({ incidents }) => incidents),
  alertCount: figure(({ alerts }) => alerts),
  openCount: figure(({ incidents, ended }) => incidents - ended),
  timeToAcknowledge: async (of, _, { alerts }) => {
    const figures = await alerts.figures(of);
    return {
      count: figures.acknowledged,
      medianSeconds: figures.acknowledgeMedian,
      p90Seconds: figures.acknowledgeP90,
      meanSeconds: figures.acknowledgeMean,
    };
  },
  timeToClear: async (of, _, { alerts }) => {
    const figures = await alerts.figures(of);
    return {
      count: figures.resolved,
      medianSeconds: figures.clearMedian,
      p90Seconds: figures.clearP90,
      meanSeconds: figures.clearMean,
    };
  },
  falseAlarmCount: figure(({ falseAlarms }) => falseAlarms),
  falseAlarmRate: share(
    ({ falseAlarms }) => falseAlarms,
    ({ ended }) => ended,
  ),
  repeatRate: share(
    ({ alerts, incidents }) => alerts - incidents,
    ({ alerts }) => alerts,
  ),
  reopenRate: share(
    ({ reopened }) => reopened,
    ({ incidents }) => incidents,
  ),
  recurrenceRate: (of, _, { alerts }) => alerts.recurrenceRate(of),
  households: (of, _, { alerts }) => alerts.households(of),
  incidentsPer100Households: (of, _, { alerts }) => alerts.per100Households(of, 'incidents'),
  alertsPer100Households: (of, _, { alerts }) => alerts.per100Households(of, 'alerts'),
  comparison: (of, _, { alerts }) => alerts.comparison(of),
  previous: (of, _, { alerts }) => alerts.previous(of),
  trend: (of, args, { alerts }) => alerts.trend(of, args),
  incidents: (of, { of: part, ...page }, { alerts }) => alerts.statisticsIncidents(of, part, page),
} satisfies T.IncidentStatisticsResolvers<Context, Statistics>;

const IncidentTrend = {
  buckets: (trend, _, { alerts }) => alerts.buckets(trend),
} satisfies T.IncidentTrendResolvers<Context, Trend>;

const IncidentBucket = {
  start: ({ statistics }) => new Date(statistics.range.fromMs),
  end: ({ statistics }) => new Date(statistics.range.toMs),
  figures: ({ figures, earlier }) => comparison(figures, earlier),
  incidents: ({ statistics }, { of: part, ...page }, { alerts }) =>
    alerts.statisticsIncidents(statistics, part, page),
} satisfies T.IncidentBucketResolvers<Context, Bucket>;

const FlappingDevice = {
  device: ({ deviceId }) => ({ id: deviceId }),
  type: ({ type }) => alertType(type),
  reopenRate: ({ reopens, clears }) => rate(reopens, clears),
  flappingMarks: ({ marks }) => marks,
  incidentCount: ({ incidents }) => incidents,
  incidents: (flapping, page, { alerts }) => alerts.flappingIncidents(flapping, page),
} satisfies T.FlappingDeviceResolvers<Context, Flapping>;

/** Types of the analytics, for the subgraph's resolver map. */
export const analyticsTypes = { IncidentStatistics, IncidentTrend, IncidentBucket, FlappingDevice };

export const analyticsQueries = {
  incidentStatistics: (_, { filter, groupBy, first }, { alerts }) =>
    alerts.statistics(filter, groupBy, first),
  incidentTrend: (_, { filter, groupBy, first, interval, timeZone }, { alerts }) =>
    alerts.trends(filter, groupBy, first, { interval, timeZone }),
  flappingDevices: (_, { filter, first }, { alerts }) => alerts.flapping(filter, first),
} satisfies T.QueryResolvers<Context>;

export const analyticsOfDevice = {
  incidentStatistics: ({ id }, args, { alerts }) => alerts.statisticsOfDevice(id, args),
} satisfies T.DeviceResolvers<Context, { id: string }>;

export const analyticsOfGrid = {
  incidentStatistics: ({ code }, args, { alerts }) => alerts.statisticsOfGrid(code, args),
} satisfies T.GridResolvers<Context, { code: string }>;
