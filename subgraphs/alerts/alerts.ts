import { decodeAlertId } from '../../core/ids.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import type { Severity } from '../../core/severity.ts';
import type { AlertStatus } from '../../core/signal.ts';
import { typesArgument } from '../../core/type-filter.ts';
import { type Connection, clampFirst } from '../../runtime/connection.ts';
import type { AlertQuery, AlertRecord } from '../../runtime/series/port.ts';
import { allowed, gridCodeArgument, prefixesWithin } from '../access.ts';
import { byPlace, groupedLoader, idLoader, mapLimited } from '../batch.ts';
import type { SubgraphDeps } from '../deps.ts';
import { pageOf, timeCursor } from '../page.ts';
import { type LogKey, loggedAlertIds } from './incident-log.ts';
import type { IncidentRow } from './incident-store.ts';
import type { PageArguments } from './incidents.ts';
import { type EventRange, eventRange } from './range.ts';

type Maybe<T> = T | null | undefined;

export interface AlertFilter {
  gridCode?: Maybe<string>;
  types?: Maybe<readonly string[]>;
  minSeverity?: Maybe<Severity>;
  deviceId?: Maybe<string>;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
  statuses?: Maybe<readonly AlertStatus[]>;
}

export interface AlertsPage extends Connection<AlertRecord> {
  range: EventRange;
}

type After = { time: bigint; id: string } | null;

const HOUR_MS = 3_600_000;
const NS_PER_MS = 1_000_000n;
/** Calls of the series store that one batch has open at once, where it must be asked key by key. */
const SERIES_WIDTH = 4;

/** Newest first, then by id, descending: the order of every alert list. */
function newestFirst(a: AlertRecord, b: AlertRecord): number {
  if (a.timeNs !== b.timeNs) return a.timeNs < b.timeNs ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}

function alertsPage(
  rows: readonly AlertRecord[],
  first: number,
  after: After,
  range: EventRange,
): AlertsPage {
  return { ...pageOf(rows, first, after !== null, (alert) => [alert.timeNs, alert.id]), range };
}

function logKey(id: string, deviceId: string, { fromMs, toMs }: Pick<EventRange, 'fromMs' | 'toMs'>): LogKey {
  return { id, deviceId, fromNs: BigInt(fromMs) * NS_PER_MS, toNs: BigInt(toMs) * NS_PER_MS - 1n };
}

function incidentRange(incident: IncidentRow): EventRange {
  const toMs = incident.lastSeenAt.getTime() + 1;
  return { fromMs: incident.firstSeenAt.getTime(), toMs, defaulted: false };
}

/**
 * What one request may read of alerts; `incidentOf` is the scope-checked loader of that request. `nowMs` is one for the
 * whole request: defaulted ranges must be the same for every key, or they would not batch.
 */
export function createAlerts(
  { db, series, config }: SubgraphDeps,
  principal: Principal | null,
  incidentOf: (id: string) => Promise<IncidentRow | null>,
  nowMs: number,
) {
  const reader = () => allowed(principal, 'alert.read');
  const maxDays = config.retention.seriesDays;

  /** Whether the alert log in Postgres surely holds every alert since then: it is the store, or its hot window. */
  function logReaches(fromMs: number): boolean {
    return series.name === 'embedded' || fromMs >= nowMs - config.retention.alertLogHours * HOUR_MS;
  }

  const byId = idLoader(
    async (ids) => {
      const who = reader();
      const ours = ids.filter((id) => decodeAlertId(id) !== null);
      const found = ours.length === 0 ? [] : await series.alertsById(ours);
      return found.filter((alert) => inScope(who, alert.gridCode));
    },
    (alert) => alert.id,
  );

  function queryOf(who: Principal, filter: AlertFilter, range: EventRange): AlertQuery {
    return {
      prefixes: prefixesWithin(who, gridCodeArgument('filter.gridCode', filter.gridCode)),
      fromMs: range.fromMs,
      toMs: range.toMs,
      types: typesArgument('filter.types', filter.types) ?? undefined,
      minSeverity: filter.minSeverity ?? undefined,
      deviceId: filter.deviceId ?? undefined,
      statuses: filter.statuses ?? undefined,
    };
  }

  async function fromSeries(query: AlertQuery, limit: number, after: After): Promise<AlertRecord[]> {
    const last = after === null ? null : { timeNs: after.time, id: after.id };
    return (await series.alerts(query, { first: limit, after: last })).rows;
  }

  /** Alerts of many keys out of the alert log: one query for the ids, one for the rows. */
  async function fromLog(
    column: 'incident_id' | 'device_id',
    keys: readonly LogKey[],
    page: { limit: number; after: After; types: readonly string[] | null },
  ): Promise<AlertRecord[][]> {
    const scope = { prefixes: prefixesWithin(reader()), withoutGrid: column === 'incident_id' };
    const places = await loggedAlertIds(db.pool, column, keys, { ...page, ...scope });
    if (places.length === 0) return keys.map(() => []);
    const found = await series.alertsById([...new Set(places.map(({ id }) => id))]);
    const alerts = new Map(found.map((alert) => [alert.id, alert]));
    const placed = places.flatMap(({ place, id }) => {
      const alert = alerts.get(id);
      return alert === undefined ? [] : [{ place, alert }];
    });
    return byPlace(keys.length, placed).map((own) => own.map(({ alert }) => alert).sort(newestFirst));
  }

  /** The log has every row that InfluxDB has not; together they are whole. */
  async function withOlder(incident: IncidentRow, logged: AlertRecord[], limit: number, after: After) {
    const { fromMs, toMs } = incidentRange(incident);
    const whole = logged.length >= limit && logReaches(Number(logged.at(-1)?.timeNs ?? 0n) / 1e6);
    const counted = after === null && logged.length >= incident.count;
    if (logReaches(fromMs) || whole || counted) return logged;
    const { id, deviceId, type } = incident;
    const query = {
      prefixes: prefixesWithin(reader()),
      fromMs,
      toMs,
      incidentId: id,
      deviceId,
      types: [type],
    };
    const older = await fromSeries(query, limit, after);
    const alerts = new Map([...older, ...logged].map((alert) => [alert.id, alert]));
    return [...alerts.values()].sort(newestFirst).slice(0, limit);
  }

  // a cursor's time is a bigint, which the grouping by arguments cannot read: it travels as the text it came in
  const ofIncidents = groupedLoader(
    async (ids, { first, after }: { first: number; after: string | null }) => {
      const incidents = (await Promise.all(ids.map(incidentOf))).map((row, place) => ({
        row,
        id: ids[place],
      }));
      const seen = incidents.flatMap(({ row }) => (row === null ? [] : [row]));
      const keys = seen.map((row) => logKey(row.id, row.deviceId, incidentRange(row)));
      const page = { limit: first + 1, after: timeCursor(after), types: null };
      const logged = await fromLog('incident_id', keys, page);
      const pairs = seen.map((row, place) => ({ row, alerts: logged[place] ?? [] }));
      const whole = await mapLimited(pairs, SERIES_WIDTH, ({ row, alerts }) =>
        withOlder(row, alerts, page.limit, page.after),
      );
      const lists = new Map(seen.map((row, place) => [row.id, whole[place] ?? []]));
      return incidents.map(({ id }) => lists.get(id ?? '') ?? []);
    },
  );

  interface DeviceArguments {
    fromMs: number;
    toMs: number;
    types: readonly string[] | null;
    first: number;
    after: string | null;
  }

  const ofDevices = groupedLoader(async (ids, args: DeviceArguments) => {
    const page = { limit: args.first + 1, after: timeCursor(args.after), types: args.types };
    if (logReaches(args.fromMs)) {
      const keys = ids.map((id) => logKey(id, id, args));
      return fromLog('device_id', keys, page);
    }
    const prefixes = prefixesWithin(reader());
    const { fromMs, toMs, types } = args;
    return mapLimited(ids, SERIES_WIDTH, (deviceId) =>
      fromSeries({ prefixes, fromMs, toMs, deviceId, types: types ?? undefined }, page.limit, page.after),
    );
  });

  return {
    async alert(id: string): Promise<AlertRecord | null> {
      reader();
      return byId.load(id);
    },

    /** @throws HubError BAD_USER_INPUT | BAD_CURSOR | SERIES_UNAVAILABLE */
    async alerts(filter: AlertFilter, page: PageArguments): Promise<AlertsPage> {
      const who = reader();
      const range = eventRange('filter.', filter, nowMs, maxDays);
      const first = clampFirst(page.first);
      const after = timeCursor(page.after);
      const rows = await fromSeries(queryOf(who, filter, range), first + 1, after);
      return alertsPage(rows, first, after, range);
    },

    async alertsOfIncident(incident: IncidentRow, page: PageArguments): Promise<AlertsPage> {
      reader();
      const first = clampFirst(page.first);
      const after = timeCursor(page.after);
      const rows = await ofIncidents(incident.id, { first, after: page.after ?? null });
      return alertsPage(rows, first, after, incidentRange(incident));
    },

    async alertsOfDevice(
      deviceId: string,
      filter: Pick<AlertFilter, 'from' | 'to' | 'types'>,
      page: PageArguments,
    ): Promise<AlertsPage> {
      reader();
      const range = eventRange('', filter, nowMs, maxDays);
      const first = clampFirst(page.first);
      const after = timeCursor(page.after);
      const types = typesArgument('types', filter.types);
      const { fromMs, toMs } = range;
      const rows = await ofDevices(deviceId, { fromMs, toMs, types, first, after: page.after ?? null });
      return alertsPage(rows, first, after, range);
    },
  };
}

export type Alerts = ReturnType<typeof createAlerts>;
