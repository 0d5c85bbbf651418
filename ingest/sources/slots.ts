import { resolve } from 'node:path';
import { passwordOf } from './brokers.ts';
import type { FaultList } from './faults.ts';
import { didYouMean } from './misfits.ts';
import { filtersOverlap } from './overlap.ts';
import { HUB_BROKER, type SlotEntry } from './schema.ts';
import { filterFault, plainFilter } from './topic-table.ts';

/** A part of one broker's topics with an MQTT session of its own, read by one process at a time. */
export interface SlotSettings {
  /** Its own in all of the file, and no broker's unless it is all of that broker. */
  name: string;
  broker: string;
  /** Plain topic filters. */
  filters: readonly string[];
  /** Null: `<the broker's>-<name>`, or the broker's where the slot is all of it. */
  clientId: string | null;
  /** Null: the broker's user and password. */
  credentials: { username: string; password: string | null } | null;
}

export interface SlotOptions {
  /** Where password files are looked for. */
  folder: string;
  /** Names of all brokers, `hub` too. */
  brokers: readonly string[];
  /** A broker's client id, by its name. */
  clientIdOf: (broker: string) => string;
  sources: readonly { name: string; broker: string; filters: readonly string[] }[];
}

const SLOT_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

/**
 * The `slots:` of a sources file: docs/sources.md. Together they read every topic that a source names once: what two of
 * them would read, or none, is a fault. A broker that has none is one slot.
 */
export function readSlots(
  faults: FaultList,
  entries: readonly { name: string; entry: SlotEntry }[],
  options: SlotOptions,
): SlotSettings[] {
  const own = entries.map(({ name, entry }) => slotOf(faults, name, entry, options));
  checkOverlaps(faults, own, options.clientIdOf);
  checkSources(faults, own, options);
  const whole = [...new Set(options.sources.map(({ broker }) => broker))]
    .filter((broker) => options.brokers.includes(broker) && !own.some((slot) => slot.broker === broker))
    .map((broker): SlotSettings => {
      const filters = options.sources.filter((one) => one.broker === broker).flatMap((one) => one.filters);
      return { name: broker, broker, filters: [...new Set(filters)], clientId: null, credentials: null };
    });
  return [...own, ...whole];
}

function slotOf(faults: FaultList, name: string, entry: SlotEntry, options: SlotOptions): SlotSettings {
  const path = ['slots', name];
  const { broker = HUB_BROKER, filters, clientId = null, username, passwordFile } = entry;
  if (!SLOT_NAME.test(name))
    faults.add(path, 'is no name: letters, digits, . _ -', '名称只能含字母、数字与 . _ -');
  if (options.brokers.includes(name))
    faults.add(path, 'is the name of a broker: choose another', '与服务器同名：请换一个名称');
  if (!options.brokers.includes(broker)) {
    const near = didYouMean(broker, options.brokers);
    faults.add(
      [...path, 'broker'],
      `no broker is named ${broker}${near.en}`,
      `没有名为 ${broker} 的服务器${near.zh}`,
    );
  }
  for (const [index, filter] of filters.entries()) {
    const fault = filterFault(filter);
    if (fault !== null) faults.add([...path, 'filters', index], fault.en, fault.zh);
    else if (plainFilter(filter) !== filter)
      faults.add(
        [...path, 'filters', index],
        'is a $share filter: a slot is a part by itself, with plain filters',
        '为 $share 过滤器：分片须使用普通过滤器',
      );
  }
  if (passwordFile !== undefined && username === undefined)
    faults.add([...path, 'passwordFile'], 'needs username', '须同时设置 username');
  const password =
    passwordFile === undefined
      ? null
      : passwordOf(faults, [...path, 'passwordFile'], resolve(options.folder, passwordFile));
  return {
    ...{ name, broker, filters, clientId },
    credentials: username === undefined ? null : { username, password },
  };
}

/** What two slots read arrives twice: stored once, but at twice the work, and in two orders. */
function checkOverlaps(
  faults: FaultList,
  slots: readonly SlotSettings[],
  clientIdOf: (broker: string) => string,
): void {
  const idOf = ({ name, broker, clientId }: SlotSettings) => clientId ?? `${clientIdOf(broker)}-${name}`;
  for (const [at, slot] of slots.entries()) {
    for (const before of slots.slice(0, at)) {
      if (before.broker !== slot.broker) continue;
      if (idOf(slot) === idOf(before)) {
        const named =
          slot.clientId === null
            ? { en: `has the client id ${idOf(slot)},`, zh: `客户端标识 ${idOf(slot)} ` }
            : { en: 'is', zh: '' };
        faults.add(
          slot.clientId === null ? ['slots', slot.name] : ['slots', slot.name, 'clientId'],
          `${named.en} that of slot ${before.name}: the two would throw each other out`,
          `${named.zh}与分片 ${before.name} 相同：两个连接会互相踢下线`,
        );
      }
      for (const [index, filter] of slot.filters.entries()) {
        const same = before.filters.find((other) => filtersOverlap(filter, other));
        if (same === undefined) continue;
        faults.add(
          ['slots', slot.name, 'filters', index],
          `shares topics with ${same} of slot ${before.name}: each topic belongs to one slot`,
          `与分片 ${before.name} 的 ${same} 有相同主题：每个主题只能属于一个分片`,
        );
      }
    }
  }
}

/** A filter of a source that no slot reads is silence; one of a slot that no source reads is quarantine. */
function checkSources(
  faults: FaultList,
  slots: readonly SlotSettings[],
  { sources, brokers }: SlotOptions,
): void {
  for (const { name, broker, filters } of sources) {
    const parts = slots.filter((slot) => slot.broker === broker);
    if (parts.length === 0 || !brokers.includes(broker)) continue;
    const read = (filter: string) =>
      parts.some((slot) => slot.filters.some((one) => filtersOverlap(one, plainFilter(filter))));
    const unread = filters.filter((filter) => !read(filter));
    if (unread.length > 0) {
      const listed = unread.join(', ');
      faults.add(
        ['slots'],
        `none reads ${listed} of source ${name}`,
        `没有分片读取数据源 ${name} 的 ${listed}`,
      );
    }
  }
  for (const slot of slots) {
    const own = sources.filter(({ broker }) => broker === slot.broker).flatMap(({ filters }) => filters);
    for (const [index, filter] of slot.filters.entries()) {
      if (own.some((one) => filtersOverlap(filter, plainFilter(one)))) continue;
      faults.add(
        ['slots', slot.name, 'filters', index],
        'matches no source of its broker: what it reads would be quarantined',
        '与该服务器的任何数据源都不匹配：收到的报文都会被隔离',
      );
    }
  }
}
