import { codecFor } from '../../ingest/codecs/table.ts';
import { createPipeline } from '../../ingest/pipeline.ts';
import { createRegistry, type Registry } from '../../ingest/registry.ts';
import { createFencedPipeline, type FencedPipeline } from '../../ingest/slots/fenced-pipeline.ts';
import type { Slot, SlotReader } from '../../ingest/slots/slot.ts';
import type { SlotTiming } from '../../ingest/slots/timing.ts';
import { type SlotWorker, startSlotWorker } from '../../ingest/slots/worker.ts';
import { loadConfig } from '../../runtime/config.ts';
import { createMetrics, type Metrics } from '../../runtime/metrics.ts';
import type { Db } from '../../runtime/postgres.ts';
import { testLog } from './log.ts';

export const QUICK: SlotTiming = {
  leaseMs: 4_000,
  renewMs: 100,
  marginMs: 1_000,
  steadyMs: 300,
  graceMs: 600,
};

export const SLOTS: Slot[] = ['a', 'b', 'c', 'd'].map((name) => ({
  ...{ name, broker: 'hub', url: 'mqtt://127.0.0.1:1', clientId: `hub-${name}`, credentials: null },
  filters: [`${name}/#`],
}));

export interface StartedWorker {
  worker: SlotWorker;
  fenced: FencedPipeline;
  registry: Registry;
  metrics: Metrics;
}

/** Workers of one process, with real leases and pipelines, whose readers read nothing. */
export interface SlotWorkers {
  start(
    who: string,
    timing?: SlotTiming,
    reader?: Partial<SlotReader>,
    ask?: () => Promise<boolean>,
  ): Promise<StartedWorker>;
  stop(one: StartedWorker): Promise<void>;
  /** How many slots one reads. */
  held(who: string): number;
  /** Names of its checks that fail. */
  failing(one: StartedWorker): Promise<string[]>;
  /** Slots that two read at one moment, which is a fault. */
  readTwice: string[];
  /** Stops all. */
  end(): Promise<void>;
}

export function slotWorkers(db: Db): SlotWorkers {
  const reading = new Map<string, string[]>();
  const readTwice: string[] = [];
  const started: StartedWorker[] = [];

  async function stop(one: StartedWorker): Promise<void> {
    started.splice(started.indexOf(one), 1);
    await one.worker.stop();
    await one.fenced.pipeline.close(0);
    await one.worker.leave();
    await one.fenced.close();
    await one.registry.close();
  }

  return {
    readTwice,
    stop,
    async start(who, timing = QUICK, reader = {}, ask = async () => true) {
      const metrics = createMetrics({ processMetrics: false });
      const registry = await createRegistry(db, testLog);
      const config = loadConfig({});
      const fenced = await createFencedPipeline({
        ...{ db, log: testLog, metrics },
        make: (own) => createPipeline({ registry, log: testLog, config, codecFor, ...own }),
      });
      const open = ({ name }: Slot): SlotReader => {
        const readers = reading.get(name) ?? [];
        reading.set(name, [...readers, who]);
        if (readers.length > 0) readTwice.push(name);
        return {
          connected: () => true,
          subscribed: () => true,
          told: () => 'fine',
          unsubscribe: async () => {},
          settled: async () => {},
          async close() {
            const others = (reading.get(name) ?? []).filter((one) => one !== who);
            reading.set(name, others);
          },
          ...reader,
        };
      };
      const worker = await startSlotWorker({
        ...{ db, log: testLog, metrics, slots: SLOTS, filtersOf: () => [], fenced, open, timing, ask },
      });
      const one = { worker, fenced, registry, metrics };
      started.push(one);
      return one;
    },
    held: (who) => [...reading].filter(([, readers]) => readers.includes(who)).length,
    async failing({ worker }) {
      const results = await Promise.allSettled(worker.checks.map((one) => one.check()));
      return worker.checks
        .filter((_, index) => results[index]?.status === 'rejected')
        .map(({ name }) => name);
    },
    async end() {
      for (const one of [...started]) await stop(one);
    },
  };
}
