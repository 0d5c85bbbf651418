import type { Logger } from 'pino';
import { HubError } from '../core/errors.ts';
import type { Config } from '../runtime/config.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Check } from '../runtime/ops.ts';
import type { Db } from '../runtime/postgres.ts';
import type { Codec } from './codec.ts';
import { CODECS, codecFor } from './codecs/table.ts';
import { type Consumer, startConsumer } from './consumer.ts';
import { type FrontDoor, startFrontDoor } from './front-door.ts';
import { createPipeline, type Pipeline } from './pipeline.ts';
import { createRegistry } from './registry.ts';
import { startRelay } from './relay.ts';
import { startSweeper } from './sweeper.ts';

export interface IngestOptions {
  config: Config;
  db: Db;
  log: Logger;
  metrics: Metrics;
  /** The codec of a topic; the table's by default. */
  codecFor?: (topic: string) => Codec | null;
}

export interface Ingest {
  /** The broker that devices publish to: the configured one, else our own. */
  mqttUrl: string;
  pipeline: Pipeline;
  checks: Check[];
  close(): Promise<void>;
}

function consumerCheck(consumer: Consumer): Check {
  return {
    name: 'mqtt',
    async check() {
      const { subscribed, reason, version, unacknowledged } = consumer.state();
      if (!subscribed) throw new HubError('BROKER_UNAVAILABLE', { reason: reason ?? 'not subscribed' });
      return `MQTT ${version === 5 ? '5' : '3.1.1'}, ${unacknowledged} unacknowledged`;
    },
  };
}

/**
 * Intake, whole: the broker's messages (MQTT_URL) or our own broker, the pipeline, the relay to InfluxDB where there is
 * one, and the sweeper of pulse incidents. Used by the all-in-one and by the ingest process alike.
 * @throws HubError PORT_BUSY
 */
export async function startIngest(options: IngestOptions): Promise<Ingest> {
  const { config, db, log, metrics } = options;
  const relay =
    config.influx === null
      ? null
      : startRelay({ db, influx: config.influx, seriesDays: config.retention.seriesDays, log, metrics });
  const registry = await createRegistry(db, log);
  const pipeline = createPipeline({
    db,
    registry,
    log,
    metrics,
    config,
    codecFor: options.codecFor ?? codecFor,
    onCommit: () => relay?.poke(),
  });
  const sweeper = startSweeper({ db, log });
  const { url } = config.mqtt;
  let door: FrontDoor | null = null;
  let consumer: Consumer | null = null;

  async function closeRest(): Promise<void> {
    await pipeline.close();
    await sweeper.close();
    await registry.close();
    await relay?.close();
  }

  try {
    if (url === null) door = await startFrontDoor({ config, pipeline, log, metrics });
    else {
      const filters = config.mqtt.topics ?? [...new Set(CODECS.flatMap((codec) => codec.filters))];
      consumer = startConsumer({ config, url, filters, pipeline, log, metrics });
    }
  } catch (error) {
    await closeRest();
    throw error;
  }

  return {
    mqttUrl: url ?? door?.url ?? '',
    pipeline,
    checks: [
      ...(consumer === null ? [] : [consumerCheck(consumer)]),
      {
        name: 'intake',
        async check() {
          const last = pipeline.lastCommitAt();
          const age =
            last === 0 ? 'nothing yet' : `last commit ${Math.round((Date.now() - last) / 1000)} s ago`;
          if (pipeline.isFull())
            throw new HubError('STORE_UNAVAILABLE', { reason: 'the intake queue is full' });
          return `${age}, ${pipeline.depth()} waiting`;
        },
      },
      ...(relay === null
        ? []
        : [
            {
              name: 'relay',
              // behind is no reason to send traffic elsewhere: alerts go on being taken in and dispatched
              async check() {
                const { rows, ageMs } = await relay.lag();
                return `${rows} rows behind, the oldest for ${Math.round(ageMs / 1000)} s`;
              },
            },
          ]),
    ],
    async close() {
      // doors first: what was accepted is finished and acknowledged
      await consumer?.close();
      await door?.close();
      await closeRest();
    },
  };
}
