import { readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError } from '../../core/errors.ts';
import type { Codec } from '../codec.ts';
import { type BrokerSettings, brokerOf, checkSessions } from './brokers.ts';
import { checkEntry } from './entries.ts';
import { type FaultList, parseSourceText } from './faults.ts';
import { didYouMean, tellMisfits } from './misfits.ts';
import {
  ALL_CODECS,
  BrokerSchema,
  brokerShape,
  DeviceRuleSchema,
  HUB_BROKER,
  SlotSchema,
  SOURCE_NAME,
  type SourceEntry,
  SourceSchema,
  SourcesSchema,
  slotShape,
  sourceShape,
  sourcesShape,
} from './schema.ts';
import { readSlots, type SlotSettings } from './slots.ts';

/** One entry of `sources:`, checked, with its codec found. */
export interface Source {
  name: string;
  broker: string;
  codec: Codec;
  /** As subscribed, `$share` included. */
  filters: readonly string[];
  entry: SourceEntry;
}

export interface Sources {
  brokers: BrokerSettings[];
  /** In the order of the file: the first that matches a topic of its broker wins. */
  sources: Source[];
  /** How the brokers' topics are divided among processes; null: each process reads all of them. */
  slots: SlotSettings[] | null;
}

export interface ReadOptions {
  codecs: readonly Codec[];
  /** MQTT_CLIENT_ID; a broker without a `clientId` of its own gets `<this>-<name>`. */
  clientId: string;
}

const LARGEST_FILE = 4 * 1024 * 1024;

/** Keys of the objects of the file, by the path of the object with `*` for names and indices. */
const KEYS = new Map<string, readonly string[]>([
  ['', Object.keys(SourcesSchema.properties)],
  ['brokers/*', Object.keys(BrokerSchema.properties)],
  ['slots/*', Object.keys(SlotSchema.properties)],
  ['sources/*', Object.keys(SourceSchema.properties)],
  ['sources/*/deviceId', Object.keys(DeviceRuleSchema.properties)],
]);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What of an object fits its schema: the rest is told already, and this can still be looked through. */
function fitting(properties: Record<string, TSchema>): (value: unknown) => unknown {
  const shapes = Object.entries(properties).map(([key, schema]) => ({ key, shape: Compile(schema) }));
  return (value) =>
    isRecord(value)
      ? Object.fromEntries(
          shapes.flatMap(({ key, shape }) =>
            key in value && shape.Check(value[key]) ? [[key, value[key]]] : [],
          ),
        )
      : value;
}
const fittingBroker = fitting(BrokerSchema.properties);
const fittingSource = fitting(SourceSchema.properties);
const fittingSlot = fitting(SlotSchema.properties);

/** Name of the n-th entry: its own, else broker and codec, told apart by the number where that is taken. */
function nameOf(entry: SourceEntry, index: number, taken: ReadonlySet<string>): string {
  if (entry.name !== undefined) return entry.name;
  const name = `${entry.broker ?? HUB_BROKER}/${entry.codec}`;
  return taken.has(name) ? `${name}-${index + 1}` : name;
}

function readEntry(
  faults: FaultList,
  entry: SourceEntry,
  index: number,
  { brokers, codecs, taken }: { brokers: readonly string[]; codecs: readonly Codec[]; taken: Set<string> },
): Source[] {
  const path = ['sources', index];
  const broker = entry.broker ?? HUB_BROKER;
  if (!brokers.includes(broker)) {
    const near = didYouMean(broker, brokers);
    faults.add(
      [...path, 'broker'],
      `no broker is named ${broker}${near.en}`,
      `没有名为 ${broker} 的服务器${near.zh}`,
    );
  }
  const all = entry.codec === ALL_CODECS;
  const bound = all ? codecs : codecs.filter(({ name }) => name === entry.codec);
  if (bound.length === 0) {
    const near = didYouMean(
      entry.codec,
      codecs.map(({ name }) => name),
    );
    faults.add(
      [...path, 'codec'],
      `no codec is named ${entry.codec}${near.en}`,
      `没有名为 ${entry.codec} 的编解码器${near.zh}`,
    );
  }
  for (const key of ['filters', 'topic', 'options'] as const) {
    if (all && entry[key] !== undefined)
      faults.add([...path, key], 'goes with one codec, not with all', '须指定单个编解码器，不能用于 all');
  }
  checkEntry(faults, path, entry, all ? null : (bound[0] ?? null));
  if (entry.name !== undefined && !SOURCE_NAME.test(entry.name))
    faults.add([...path, 'name'], 'is no name: letters, digits, . _ - /', '名称只能含字母、数字与 . _ - /');
  const name = nameOf(entry, index, taken);
  if (taken.has(name)) faults.add([...path, 'name'], `${name} is named twice`, `重复的名称 ${name}`);
  taken.add(name);
  return bound.map((codec) => ({
    name: all ? `${name}/${codec.name}` : name,
    broker,
    codec,
    filters: entry.filters ?? codec.filters,
    entry,
  }));
}

/**
 * The brokers and sources that a text names: docs/sources.md. Pure but for the password files that it names.
 * @param file how the text is called in faults; password files are looked for beside it
 * @throws HubError CONFIG_INVALID naming every fault at once, each with its line and path
 */
export function parseSources(file: string, text: string, { codecs, clientId }: ReadOptions): Sources {
  const { value, faults } = parseSourceText(basename(file), text);
  if (faults.count > 0) faults.throwAny();
  if (!sourcesShape.Check(value)) {
    tellMisfits(faults, sourcesShape, value, [], (path) => {
      const place = path.map((part, at) => (at === 1 ? '*' : part)).join('/');
      return KEYS.get(place) ?? [];
    });
    if (faults.count === 0) faults.add([], 'does not fit', '不符合要求');
  }
  const root = isRecord(value) ? value : {};
  const brokerEntries = isRecord(root.brokers) ? Object.entries(root.brokers) : [];
  const brokers = brokerEntries.flatMap(([name, given]) => {
    const entry = fittingBroker(given);
    return brokerShape.Check(entry)
      ? [brokerOf(faults, name, entry, { folder: dirname(file), clientId })]
      : [];
  });
  checkSessions(faults, brokers);
  const names = [HUB_BROKER, ...brokerEntries.map(([name]) => name)];
  const taken = new Set<string>();
  const entries: unknown[] = Array.isArray(root.sources) ? root.sources : [];
  const sources = entries.flatMap((given, index) => {
    const entry = fittingSource(given);
    return sourceShape.Check(entry) ? readEntry(faults, entry, index, { brokers: names, codecs, taken }) : [];
  });
  for (const [name] of brokerEntries) {
    if (entries.some((entry) => isRecord(entry) && entry.broker === name)) continue;
    faults.add(['brokers', name], 'is read by no source', '没有任何数据源使用该服务器');
  }
  const slots = isRecord(root.slots)
    ? readSlots(
        faults,
        Object.entries(root.slots).flatMap(([name, given]) => {
          const entry = fittingSlot(given);
          return slotShape.Check(entry) ? [{ name, entry }] : [];
        }),
        {
          ...{ folder: dirname(file), brokers: names, sources },
          clientIdOf: (broker) => brokers.find(({ name }) => name === broker)?.clientId ?? clientId,
        },
      )
    : null;
  faults.throwAny();
  return { brokers, sources, slots };
}

/** Reads HUB_SOURCES_FILE. @throws HubError CONFIG_INVALID */
export function readSources(file: string, options: ReadOptions): Sources {
  let text: string;
  try {
    if (statSync(file).size > LARGEST_FILE) throw new Error('it is larger than 4 MiB');
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new HubError(
      'CONFIG_INVALID',
      {
        count: 1,
        faults: `  - HUB_SOURCES_FILE: ${file} cannot be read: ${why}`,
        faultsZh: `  - HUB_SOURCES_FILE：无法读取 ${file}：${why}`,
      },
      { cause },
    );
  }
  return parseSources(file, text, options);
}
