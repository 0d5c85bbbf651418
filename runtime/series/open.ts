import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Metrics } from '../metrics.ts';
import type { Db } from '../postgres.ts';
import { createEmbeddedSeries } from './embedded.ts';
import { createInfluxSeries } from './influx.ts';
import { createInfluxHttp } from './influx-http.ts';
import { createInfluxQl } from './influx-ql.ts';
import { setUpInflux } from './influx-setup.ts';
import type { SeriesStore } from './port.ts';

const MEASURED = ['alerts', 'alertsById', 'counts', 'readings'] as const;

/** Times and counts every read of the store. */
function measured(store: SeriesStore, metrics: Metrics): SeriesStore {
  const seconds = metrics.histogram({
    name: 'hub_series_read_seconds',
    help: 'Time of one read of the series store',
    labels: ['store', 'read', 'outcome'],
  });
  async function timed<T>(read: (typeof MEASURED)[number], work: () => Promise<T>): Promise<T> {
    const end = seconds.startTimer({ store: store.name, read });
    try {
      const result = await work();
      end({ outcome: 'ok' });
      return result;
    } catch (error) {
      end({ outcome: 'error' });
      throw error;
    }
  }
  return {
    ...store,
    alerts: (query, page) => timed('alerts', () => store.alerts(query, page)),
    alertsById: (ids) => timed('alertsById', () => store.alertsById(ids)),
    counts: (query, intervalMs, groupBy, limit) =>
      timed('counts', () => store.counts(query, intervalMs, groupBy, limit)),
    readings: (query) => timed('readings', () => store.readings(query)),
    readingsOf: (deviceIds, query) => timed('readings', () => store.readingsOf(deviceIds, query)),
  };
}

/** The store that the configuration names: InfluxDB, or the alert log itself. Connects when first used. */
export function openSeries(
  config: Pick<Config, 'influx' | 'retention'>,
  db: Db,
  log: Logger,
  metrics: Metrics,
): SeriesStore {
  if (config.influx === null) return measured(createEmbeddedSeries(db), metrics);
  const influx = config.influx;
  const [ql, http] = [createInfluxQl(influx), createInfluxHttp(influx)];
  const setUp = () => setUpInflux({ config: influx, ql, http, log, seriesDays: config.retention.seriesDays });
  return measured(createInfluxSeries({ config: influx, db, ql, http, setUp }), metrics);
}
