import DataLoader from 'dataloader';
import { inScope, type Principal } from '../../core/permissions.ts';
import { clampFirst } from '../../runtime/connection.ts';
import type { GridLocator } from '../../runtime/grid-locator.ts';
import type { ReadingRow, ReadingsQuery } from '../../runtime/series/port.ts';
import { allowed, askableId, gridCodeArgument, prefixesWithin } from '../access.ts';
import { byPlace, groupedLoader, idLoader } from '../batch.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type CountedPage, idCursor, pageOf } from '../page.ts';
import { COUNT_CAP } from '../rows.ts';
import { subtreesOf } from '../subtrees.ts';
import { createAuditReads } from './audit.ts';
import { arrivals } from './came-from.ts';
import { type ClaimInput, claimDevice } from './claim.ts';
import { createCommandsService } from './commands.ts';
import { criteriaOf, type DeviceFilter, type PageArguments } from './filters.ts';
import { type DeviceHealthView, healthView } from './health.ts';
import { healthOf } from './health-store.ts';
import { unwatchMetric, type WatchInput, type WatchRow, watchesOf, watchMetric } from './metric-watch.ts';
import { createQuarantineService } from './quarantine.ts';
import { type ReadingArguments, readingsQuery } from './readings.ts';
import {
  type RegisterInput,
  type RetireInput,
  registerDevice,
  retireDevice,
  type UpdateInput,
  updateDevice,
} from './registry.ts';
import type { DeviceRow } from './store.ts';
import * as store from './store.ts';
import { childIds, type LinkInput, type LinkRow, linkDevice, linksOf, silenceOf } from './topology.ts';

type Maybe<T> = T | null | undefined;

/** What one request may ask of devices and the quarantine; holds the loaders of that request. */
export function createDevicesService(
  { db, series, feed, config }: SubgraphDeps,
  locator: GridLocator,
  principal: Principal | null,
) {
  const reader = () => allowed(principal, 'device.read');

  const byId = idLoader(
    async (ids) => {
      const who = reader();
      const rows = await store.devicesById(db.pool, ids);
      return rows.filter((device) => inScope(who, store.effectiveGrid(device)));
    },
    (device) => device.id,
  );

  const links = idLoader(
    (ids) => linksOf(db.pool, ids),
    (row) => row.id,
  );
  const link = async (device: DeviceRow): Promise<LinkRow> =>
    (await links.load(device.id)) ?? { id: device.id, parentId: null, class: null, silenceSeconds: null };
  const childrenOf = groupedLoader(async (ids, limit: number) =>
    byPlace(ids.length, await childIds(db.pool, ids, limit)).map((list) => list.map(({ id }) => id)),
  );

  const underGrid = groupedLoader(
    async (codes, args: { filter: DeviceFilter; first: number; after: string | null }) => {
      const places = subtreesOf(reader(), codes, gridCodeArgument('filter.gridCode', args.filter.gridCode));
      const page = { limit: args.first + 1, after: args.after };
      const rows = await store.devicesUnder(db.pool, places, criteriaOf(args.filter), page);
      return byPlace(codes.length, rows).map((list) => list.sort((a, b) => (a.id < b.id ? -1 : 1)));
    },
  );

  const countUnderGrid = groupedLoader(async (codes, filter: DeviceFilter) => {
    const places = subtreesOf(reader(), codes, gridCodeArgument('filter.gridCode', filter.gridCode));
    const rows = await store.countDevicesUnder(db.pool, places, criteriaOf(filter), COUNT_CAP);
    return byPlace(codes.length, rows).map((list) => list.reduce((sum, { count }) => sum + count, 0));
  });

  const channels = groupedLoader(async (ids) => {
    const rows = await store.channelsOf(db.pool, ids);
    const lists = Map.groupBy(rows, ({ deviceId }) => deviceId);
    return ids.map((id) => lists.get(id) ?? []);
  });

  const watches = groupedLoader(async (ids) => {
    const lists = Map.groupBy(await watchesOf(db.pool, ids), ({ deviceId }) => deviceId);
    return ids.map((id) => lists.get(id) ?? []);
  });

  const readings = groupedLoader((ids, query: ReadingsQuery) => series.readingsOf(ids, query));
  const arrived = new DataLoader<string, number>(async (ids) => {
    const found = await arrivals(db.pool, ids, prefixesWithin(reader()));
    return ids.map((id) => found.get(id) ?? Number.NEGATIVE_INFINITY);
  });
  const nowMs = Date.now();

  const health = idLoader(
    (ids) => healthOf(db.pool, ids),
    (row) => row.deviceId,
  );

  /** What a change left behind, for whoever asks later in this request. */
  function fresh(device: DeviceRow): DeviceRow {
    byId.clear(device.id).prime(device.id, device);
    return device;
  }

  function devicePage(
    rows: readonly DeviceRow[],
    first: number,
    after: string | null,
    count: () => Promise<number | null>,
  ): CountedPage<DeviceRow> {
    return { ...pageOf(rows, first, after !== null, (device) => [device.id]), count };
  }

  return {
    device: async (id: string): Promise<DeviceRow | null> => {
      reader();
      return askableId(id) === null ? null : byId.load(id);
    },

    async devices(filter: DeviceFilter, { first, after }: PageArguments): Promise<CountedPage<DeviceRow>> {
      const prefixes = prefixesWithin(reader(), gridCodeArgument('filter.gridCode', filter.gridCode));
      const wanted = criteriaOf(filter);
      const size = clampFirst(first);
      const afterId = idCursor(after);
      const rows = await store.listDevices(db.pool, prefixes, wanted, { limit: size + 1, after: afterId });
      return devicePage(rows, size, afterId, () => store.countDevices(db.pool, prefixes, wanted));
    },

    async devicesOfGrid(
      code: string,
      filter: DeviceFilter,
      page: PageArguments,
    ): Promise<CountedPage<DeviceRow>> {
      reader();
      const first = clampFirst(page.first);
      const after = idCursor(page.after);
      const rows = await underGrid(code, { filter, first, after });
      return devicePage(rows, first, after, async () => {
        const count = await countUnderGrid(code, filter);
        return count > COUNT_CAP ? null : count;
      });
    },

    readings: async (device: DeviceRow, args: ReadingArguments): Promise<ReadingRow[]> => {
      reader();
      const query = readingsQuery({ config }, args, nowMs);
      const [rows, cameMs] = await Promise.all([readings(device.id, query), arrived.load(device.id)]);
      // a bucket that began before holds what was measured there too
      return rows.filter(({ atMs }) => atMs >= cameMs);
    },

    quarantine: createQuarantineService(db, principal),

    async claim(input: ClaimInput): Promise<DeviceRow> {
      return fresh(await claimDevice(db, locator, allowed(principal, 'device.claim'), input, new Date()));
    },

    commands: createCommandsService({ db, feed }, principal),

    health: async (device: DeviceRow): Promise<DeviceHealthView> =>
      healthView(device, await health.load(device.id), new Date()),

    channels: (device: DeviceRow) => channels(device.id, null),

    metricWatches: (device: DeviceRow): Promise<WatchRow[]> => watches(device.id, null),

    watchMetric: (input: WatchInput): Promise<DeviceRow> =>
      watchMetric(db, allowed(principal, 'device.manage'), input, new Date()),

    unwatchMetric: (input: Pick<WatchInput, 'deviceId' | 'metric'>): Promise<DeviceRow> =>
      unwatchMetric(db, allowed(principal, 'device.manage'), input, new Date()),

    link,

    async silenceMs(device: DeviceRow): Promise<number | null> {
      const seconds = silenceOf(await link(device));
      return seconds === null ? null : seconds * 1000;
    },

    async parent(device: DeviceRow): Promise<DeviceRow | null> {
      const { parentId } = await link(device);
      return parentId === null ? null : byId.load(parentId);
    },

    async children(device: DeviceRow, first: Maybe<number>): Promise<DeviceRow[]> {
      reader();
      const ids = await childrenOf(device.id, clampFirst(first));
      const rows = await Promise.all(ids.map((id) => byId.load(id)));
      return rows.filter((row) => row !== null);
    },

    async setParent(input: LinkInput): Promise<DeviceRow> {
      const row = await linkDevice(db, allowed(principal, 'device.manage'), input, new Date());
      links.clear(row.id);
      return fresh(row);
    },

    async register(input: RegisterInput): Promise<DeviceRow> {
      return fresh(await registerDevice(db, locator, allowed(principal, 'device.manage'), input, new Date()));
    },

    async update(input: UpdateInput): Promise<DeviceRow> {
      return fresh(await updateDevice(db, allowed(principal, 'device.manage'), input, new Date()));
    },

    async retire(input: RetireInput): Promise<DeviceRow> {
      return fresh(await retireDevice(db, allowed(principal, 'device.manage'), input, new Date()));
    },

    ...createAuditReads({ db }, principal),
  };
}

export type DevicesService = ReturnType<typeof createDevicesService>;
