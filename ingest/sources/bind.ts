import type { Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions } from '../codec.ts';
import { CODECS, codecFor } from '../codecs/table.ts';
import type { BrokerSettings } from './brokers.ts';
import { deviceIdRule, topicTemplate } from './device-rule.ts';
import { readSources, type Source, type Sources } from './read.ts';
import { HUB_BROKER } from './schema.ts';
import type { SlotSettings } from './slots.ts';
import { type TopicTable, topicTable } from './topic-table.ts';

/** The codec that reads a topic of a broker; null: none does. */
export type CodecFor = (topic: string, broker: string) => Codec | null;

/** Which brokers are read, for what, and who reads it. */
export interface Bindings {
  codecFor: CodecFor;
  /** Filters to subscribe to at the hub's own broker or the one of MQTT_URL; null: no source reads it. */
  hubFilters: readonly string[] | null;
  brokers: { broker: BrokerSettings; filters: readonly string[] }[];
  /** Every broker's topics, divided among processes; null: each process reads all of them. */
  slots: readonly SlotSettings[] | null;
}

/**
 * A codec as a source binds it: it sees the topic and settings that the source gives, and what it says gets the
 * source's device ids and grid. As pure as the codec.
 */
export function boundCodec({ name, codec, filters, entry }: Source): Codec {
  const shown = entry.topic === undefined ? null : topicTemplate(entry.topic);
  const idOf = entry.deviceId === undefined ? null : deviceIdRule(entry.deviceId);
  const gridCode = entry.gridCode ?? null;
  const own: Partial<CodecOptions> = {
    ...(entry.siteZone === undefined ? {} : { siteZone: entry.siteZone }),
    ...(entry.options === undefined ? {} : { settings: entry.options }),
  };
  const placed = (signal: Signal, topic: string): Signal => ({
    ...signal,
    deviceId: idOf === null ? signal.deviceId : idOf(topic, signal.deviceId),
    gridHint: signal.gridHint ?? gridCode,
  });
  return {
    ...codec,
    filters,
    source: { name, gridCode },
    decode(frame, options) {
      const seen = shown === null ? frame : { ...frame, topic: shown(frame.topic) };
      const decoded = codec.decode(seen, { ...options, ...own });
      if (idOf === null && gridCode === null) return decoded;
      return { ...decoded, signals: decoded.signals.map((signal) => placed(signal, frame.topic)) };
    },
  };
}

/** The bindings that a sources file asks for. */
export function bindSources({ brokers, sources, slots }: Sources): Bindings {
  const bound = new Map<string, { filters: string[]; entries: [string, Codec][] }>();
  for (const source of sources) {
    const codec = boundCodec(source);
    const of = bound.get(source.broker) ?? { filters: [], entries: [] };
    bound.set(source.broker, of);
    for (const filter of source.filters) {
      of.filters.push(filter);
      of.entries.push([filter, codec]);
    }
  }
  const tables = new Map<string, TopicTable<Codec>>();
  for (const [broker, { entries }] of bound) tables.set(broker, topicTable(entries));
  const filtersOf = (broker: string) => [...new Set(bound.get(broker)?.filters)];
  return {
    codecFor: (topic, broker) => tables.get(broker)?.find(topic) ?? null,
    hubFilters: bound.has(HUB_BROKER) ? filtersOf(HUB_BROKER) : null,
    brokers: brokers.map((broker) => ({ broker, filters: filtersOf(broker.name) })),
    slots,
  };
}

/** Without a sources file: every codec on its own topics, at the one broker. */
export function defaultBindings(topics: readonly string[] | null): Bindings {
  return {
    codecFor,
    hubFilters: topics ?? [...new Set(CODECS.flatMap((codec) => [...codec.filters]))],
    brokers: [],
    slots: null,
  };
}

/** @throws HubError CONFIG_INVALID naming every fault of the sources file */
export function loadBindings(config: {
  sourcesFile: string | null;
  mqtt: { clientId: string; topics: string[] | null };
}): Bindings {
  if (config.sourcesFile === null) return defaultBindings(config.mqtt.topics);
  return bindSources(readSources(config.sourcesFile, { codecs: CODECS, clientId: config.mqtt.clientId }));
}
