import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds: from in-process calls to a store that hangs. */
export const SECONDS_BUCKETS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
] as const;

export interface MetricOptions {
  name: string;
  help: string;
  labels?: readonly string[];
}

/** The metrics of one process, in a registry of its own. Asking for a name again gives the metric of before. */
export interface Metrics {
  registry: Registry;
  counter: (options: MetricOptions) => Counter;
  /** `collect` is called at each scrape and should `set` the gauge it gets. */
  gauge: (options: MetricOptions & { collect?: (gauge: Gauge) => void | Promise<void> }) => Gauge;
  histogram: (options: MetricOptions & { buckets?: readonly number[] }) => Histogram;
  /** The Prometheus text exposition. */
  text: () => Promise<string>;
  contentType: string;
}

/** @param processMetrics CPU, memory, event loop and garbage collection of this process too. */
export function createMetrics({ processMetrics = true } = {}): Metrics {
  const registry = new Registry();
  if (processMetrics) collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();

  function once<M>(known: Map<string, M>, name: string, make: () => M): M {
    const before = known.get(name);
    if (before !== undefined) return before;
    const made = make();
    known.set(name, made);
    return made;
  }

  return {
    registry,
    counter: ({ name, help, labels = [] }) =>
      once(counters, name, () => new Counter({ name, help, labelNames: [...labels], registers: [registry] })),
    gauge: ({ name, help, labels = [], collect }) =>
      once(
        gauges,
        name,
        () =>
          new Gauge({
            name,
            help,
            labelNames: [...labels],
            registers: [registry],
            ...(collect === undefined
              ? {}
              : {
                  collect() {
                    return collect(this);
                  },
                }),
          }),
      ),
    histogram: ({ name, help, labels = [], buckets = SECONDS_BUCKETS }) =>
      once(
        histograms,
        name,
        () =>
          new Histogram({
            name,
            help,
            labelNames: [...labels],
            buckets: [...buckets],
            registers: [registry],
          }),
      ),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
