import type { Metrics } from '../runtime/metrics.ts';
import type { BatchResult } from './commit-batch.ts';

export interface IngestMetrics {
  committed(result: BatchResult, frames: number, ms: number): void;
  failed(failure: string): void;
}

const BATCH_BUCKETS = [1, 5, 10, 50, 100, 250, 500, 1_000, 2_000, 5_000, 10_000, 20_000];

/** What intake tells /metrics. `depth`, `remembered` (codec, units) and what is `held` are asked at each scrape. */
export function createIngestMetrics(
  metrics: Metrics,
  depth: () => number,
  remembered: () => [codec: string, size: number][],
  held: { bytes: () => number; known: () => number },
): IngestMetrics {
  const counter = (name: string, help: string) => metrics.counter({ name: `hub_ingest_${name}`, help });
  const frames = counter('frames_total', 'Frames committed');
  const alerts = counter('alerts_total', 'Alerts stored');
  const duplicates = counter('duplicates_total', 'Alerts that were stored already');
  const opened = counter('incidents_opened_total', 'Incidents opened');
  const quarantined = metrics.counter({
    name: 'hub_ingest_quarantined_total',
    help: 'Frames quarantined; codec none: no source is bound to the topic',
    labels: ['codec', 'reason'],
  });
  const replayed = metrics.counter({
    name: 'hub_ingest_replayed_total',
    help: 'Quarantined frames replayed',
    labels: ['outcome'],
  });
  const failures = metrics.counter({
    name: 'hub_ingest_batch_failures_total',
    help: 'Batches rolled back: redo = met another writer, data = values refused, outage = database away',
    labels: ['kind'],
  });
  const seconds = metrics.histogram({ name: 'hub_ingest_commit_seconds', help: 'Time of one commit' });
  const size = metrics.histogram({
    name: 'hub_ingest_batch_frames',
    help: 'Frames of one commit',
    buckets: BATCH_BUCKETS,
  });
  metrics.gauge({
    name: 'hub_ingest_queue_frames',
    help: 'Frames accepted and not yet committed',
    collect: (gauge) => gauge.set(depth()),
  });
  metrics.gauge({
    name: 'hub_ingest_queue_bytes',
    help: 'Payload of the frames accepted and not yet committed (256 MiB at most, then sockets are not read)',
    collect: (gauge) => gauge.set(held.bytes()),
  });
  metrics.gauge({
    name: 'hub_ingest_known_incidents',
    help: 'Open incidents kept in memory (20,000 at most)',
    collect: (gauge) => gauge.set(held.known()),
  });
  metrics.gauge({
    name: 'hub_ingest_codec_memory',
    help: 'Metrics and entities that a codec remembers between frames',
    labels: ['codec'],
    collect(gauge) {
      for (const [codec, size] of remembered()) gauge.set({ codec }, size);
    },
  });
  return {
    committed(result, count, ms) {
      frames.inc(count);
      alerts.inc(result.alerts);
      duplicates.inc(result.duplicates);
      opened.inc(result.opened);
      for (const { codec, reason, frames: refused } of result.quarantined) {
        quarantined.inc({ codec, reason }, refused);
      }
      for (const outcome of result.replayed) replayed.inc({ outcome });
      seconds.observe(ms / 1_000);
      size.observe(count);
    },
    failed: (kind) => failures.inc({ kind }),
  };
}
