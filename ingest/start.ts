import type { Logger } from 'pino';
import { HubError } from '../core/errors.ts';
import type { Config } from '../runtime/config.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Check } from '../runtime/ops.ts';
import type { Db } from '../runtime/postgres.ts';
import type { Codec } from './codec.ts';
import { allFilters } from './codecs/table.ts';
import { startCommandSender } from './command-sender.ts';
import { type Consumer, startConsumer } from './consumer.ts';
import type { DecodedFrame } from './decode.ts';
import { createDeviceHealth } from './device-health.ts';
import { type FrontDoor, startFrontDoor } from './front-door.ts';
import { openIntakePostgres } from './intake-postgres.ts';
import { startLiveness } from './liveness.ts';
import type { OutgoingChannel } from './outgoing.ts';
import { createPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';
import { createPolicies } from './policies.ts';
import {
  consumerWay,
  deviceWay,
  isProbeTopic,
  type Probe,
  type ProbeWay,
  probeCodec,
  probed,
  probeTopic,
  startProbe,
} from './probe.ts';
import { createRegistry } from './registry.ts';
import { startRelay } from './relay.ts';
import { startReplayer } from './replay.ts';
import { configFor, configForSlot, slotOf } from './slots/configure.ts';
import { createFencedPipeline } from './slots/fenced-pipeline.ts';
import { settling } from './slots/settling.ts';
import type { Slot, SlotReader } from './slots/slot.ts';
import type { SlotTiming } from './slots/timing.ts';
import { type SlotWorker, startSlotWorker } from './slots/worker.ts';
import { loadBindings } from './sources/bind.ts';
import { HUB_BROKER } from './sources/schema.ts';
import { unreadFamilies } from './sources/unread.ts';
import { startSweeper } from './sweeper.ts';

export interface IngestOptions {
  config: Config;
  db: Db;
  log: Logger;
  metrics: Metrics;
  /** The codec of a topic at a broker; by default as the sources file says, else by the table of codecs. */
  codecFor?: (topic: string, broker: string) => Codec | null;
  /** Shown what each COMMIT stored; must be cheap and not throw. */
  observe?: ((frames: readonly DecodedFrame[]) => void) | undefined;
  slotTiming?: SlotTiming;
}

export interface Ingest {
  /** The broker that devices publish to: the configured one, else our own, else the first of the sources file. */
  mqttUrl: string;
  pipeline: Pipeline;
  checks: Check[];
  close(): Promise<void>;
}

/** What /readyz says of a broker that is read. @throws HubError BROKER_UNAVAILABLE */
function consumerTold(consumer: Consumer, probe: Probe | undefined): string {
  const { subscribed, reason, reasonZh, version, unacknowledged } = consumer.state();
  if (!subscribed) {
    throw new HubError('BROKER_UNAVAILABLE', {
      reason: reason ?? 'not subscribed',
      reasonZh: reasonZh ?? '尚未订阅',
    });
  }
  const state = `MQTT ${version === 5 ? '5' : '3.1.1'}, ${unacknowledged} unacknowledged`;
  return probe === undefined ? state : `${state}, ${probe.told()}`;
}

function remove<T>(list: T[], one: T): void {
  const at = list.indexOf(one);
  if (at !== -1) list.splice(at, 1);
}

/**
 * Intake, whole: the messages of every broker that the sources name (by default MQTT_URL's, or our own), the pipeline,
 * the relay to InfluxDB where there is one, the timers of incidents and the look-out for silent devices. Used by the
 * all-in-one and by the ingest process alike.
 * @throws HubError PORT_BUSY | CONFIG_INVALID with every fault of the sources file
 */
export async function startIngest(options: IngestOptions): Promise<Ingest> {
  const { config, db, log, metrics } = options;
  // first: what is wrong with the sources is told before anything is opened
  const bindings = loadBindings(config);
  const brokers = bindings.brokers.map(({ broker }) => broker);
  const slots = bindings.slots?.map((slot) => slotOf(config, brokers, slot)) ?? null;
  const unread = unreadFamilies(bindings);
  if (unread.length > 0) {
    const zh = '没有分片读取这些类别的主题，其告警不会进入系统：请加入数据源文件的某个分片';
    log.warn(
      { families: unread, zh },
      'no slot reads the topics of these families: their alerts do not come in',
    );
  }
  const relay =
    config.influx === null
      ? null
      : startRelay({ db, influx: config.influx, seriesDays: config.retention.seriesDays, log, metrics });
  const registry = await createRegistry(db, log);
  const policies = await createPolicies(db, config.site.zone, log);
  const health = createDeviceHealth({ db, log, metrics });
  const { codecFor = bindings.codecFor } = options;
  const pipelineOptions: PipelineOptions = {
    db,
    registry,
    log,
    metrics,
    config,
    policies,
    codecFor: (topic, broker) => (isProbeTopic(topic) ? probeCodec : codecFor(topic, broker)),
    observe(frames) {
      health.observe(frames);
      options.observe?.(frames);
    },
    onCommit: (stored) => relay?.committed(stored),
  };
  const fenced =
    slots === null
      ? null
      : await createFencedPipeline({
          db,
          log,
          metrics,
          make: (own) => createPipeline({ ...pipelineOptions, ...own }),
        });
  const own = fenced === null ? await openIntakePostgres(db.url, { log, metrics }) : null;
  const pipeline = fenced?.pipeline ?? createPipeline({ ...pipelineOptions, db: own ?? db });
  const sweeper = startSweeper({ db, log });
  const liveness = startLiveness({ db, pipeline, log });
  const replayer = await startReplayer({ db, pipeline, log });
  const channels: OutgoingChannel[] = [];
  const sender = await startCommandSender({ db, log, metrics, channels });
  const { url } = config.mqtt;
  let door: FrontDoor | null = null;
  let worker: SlotWorker | null = null;
  const consumers: { broker: string; url: string; consumer: Consumer; probe: Probe | undefined }[] = [];
  const probes: Probe[] = [];
  const seconds = config.mqtt.probeSeconds;

  /** Probes a broker from now on; undefined when probing is off. */
  function probe(broker: string, way: ProbeWay): Probe | undefined {
    if (seconds === 0) return undefined;
    const started = startProbe({ broker, seconds, way, confirm: () => db.pool.query('SELECT 1'), log });
    probes.push(started);
    return started;
  }

  const closeProbes = () => Promise.all(probes.map((one) => one.close()));
  async function closeRest(): Promise<void> {
    // it waits for frames that the pipeline finishes, or rejects when the database is away
    const replayed = replayer.close();
    await pipeline.close();
    // what it read is committed, or never will be: others may read on
    await worker
      ?.leave()
      .catch((error) => log.warn({ err: error }, 'slots are given up when their lease ends'));
    await fenced?.close();
    await own?.close();
    await replayed;
    await health.close();
    await sender.close();
    await liveness.close();
    await sweeper.close();
    await policies.close();
    await registry.close();
    await relay?.close();
  }

  try {
    // the one step that can fail comes before connections are made
    if (url === null && bindings.hubFilters !== null) {
      door = await startFrontDoor({ config, pipeline, log, metrics });
      channels.push({ broker: HUB_BROKER, ready: () => true, publish: door.publish });
      const { clientId } = config.mqtt;
      probe(HUB_BROKER, deviceWay(door.url, probeTopic(clientId), clientId, log));
    }
    const read = (
      { broker, name = broker }: { broker: string; name?: string },
      address: string,
      of: Pick<Config, 'mqtt' | 'limits'>,
      filters: readonly string[],
      through: { pipeline: Pipeline; mayConnect?: () => boolean; formerFilters?: readonly string[] } = {
        pipeline,
        formerFilters: allFilters(),
      },
    ) => {
      const topic = probeTopic(of.mqtt.clientId);
      const consumer: Consumer = startConsumer({
        ...{ config: of, url: address, broker, filters, metrics, mayConnect: through.mayConnect },
        probeFilter: seconds === 0 ? undefined : topic,
        formerFilters: through.formerFilters,
        pipeline: probed(through.pipeline, topic, (payload) => mine?.returned(payload)),
        log: log.child({ broker, ...(name === broker ? {} : { slot: name }) }),
      });
      const mine = probe(name, consumerWay(topic, consumer, seconds));
      const one = { broker, url: address, consumer, probe: mine };
      const channel = { broker, ready: () => consumer.state().connected, publish: consumer.publish };
      consumers.push(one);
      channels.push(channel);
      return {
        ...one,
        async close(options?: { atOnce?: boolean }) {
          remove(consumers, one);
          remove(channels, channel);
          if (mine !== undefined) remove(probes, mine);
          await mine?.close();
          await consumer.close(options);
        },
      };
    };
    const readSlot = (slot: Slot, mayConnect: () => boolean): SlotReader => {
      const through = { pipeline: settling(pipeline), mayConnect };
      const reader = read(slot, slot.url, configForSlot(config, brokers, slot), slot.filters, through);
      return {
        connected: () => reader.consumer.state().connected,
        subscribed: () => reader.consumer.state().subscribed,
        told: () => consumerTold(reader.consumer, reader.probe),
        unsubscribe: reader.consumer.unsubscribe,
        settled: through.pipeline.idle,
        close: reader.close,
      };
    };
    if (slots !== null && fenced !== null) {
      const filtersOf = (broker: string) =>
        broker === HUB_BROKER
          ? (bindings.hubFilters ?? [])
          : (bindings.brokers.find((one) => one.broker.name === broker)?.filters ?? []);
      worker = await startSlotWorker({
        ...{ db, log, metrics, slots, filtersOf, fenced, open: readSlot },
        timing: options.slotTiming,
      });
    } else {
      if (url !== null && bindings.hubFilters !== null) {
        read({ broker: HUB_BROKER }, url, config, bindings.hubFilters);
      }
      for (const { broker, filters } of bindings.brokers) {
        read({ broker: broker.name }, broker.url, configFor(config, broker), filters);
      }
    }
  } catch (error) {
    await closeProbes();
    await closeRest();
    throw error;
  }

  if (seconds > 0) {
    metrics.gauge({
      name: 'hub_probe_age_seconds',
      help: 'Since a probe last came all the way round: broker, intake, database',
      labels: ['broker'],
      collect(gauge) {
        // a slot that went to another process is not probed by this one
        gauge.reset();
        for (const one of probes) gauge.set({ broker: one.broker }, one.ageMs() / 1_000);
      },
    });
  }
  if (consumers.length > 0 || worker !== null) {
    metrics.gauge({
      name: 'hub_mqtt_unacknowledged',
      help: 'Messages received and not yet acknowledged, of all brokers',
      collect: (gauge) =>
        gauge.set(consumers.reduce((sum, { consumer }) => sum + consumer.state().unacknowledged, 0)),
    });
  }

  return {
    mqttUrl: door?.url ?? consumers[0]?.url ?? slots?.[0]?.url ?? '',
    pipeline,
    checks: [
      ...(worker?.checks ??
        consumers.map(({ broker, consumer, probe: own }) => ({
          name: broker === HUB_BROKER ? 'mqtt' : `mqtt ${broker}`,
          check: async () => consumerTold(consumer, own),
        }))),
      {
        name: 'intake',
        async check() {
          const last = pipeline.lastCommitAt();
          const age =
            last === 0 ? 'nothing yet' : `last commit ${Math.round((Date.now() - last) / 1000)} s ago`;
          if (pipeline.isFull())
            throw new HubError('STORE_UNAVAILABLE', {
              reason: 'the intake queue is full',
              reasonZh: '接收队列已满',
            });
          const atDoor = door === null ? undefined : probes.find(({ broker }) => broker === HUB_BROKER);
          const waiting = `${age}, ${pipeline.depth()} waiting`;
          return atDoor === undefined ? waiting : `${waiting}, ${atDoor.told()}`;
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
      await closeProbes();
      // doors first: what was accepted is finished and acknowledged
      await worker?.stop();
      await Promise.all(consumers.map(({ consumer }) => consumer.close()));
      await door?.close();
      await closeRest();
    },
  };
}
