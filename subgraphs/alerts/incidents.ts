import { inScope, type Principal } from '../../core/permissions.ts';
import { type Severity, severityRank } from '../../core/severity.ts';
import { typesArgument } from '../../core/type-filter.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { allowed, askableId, boundsArgument, gridCodeArgument, prefixesWithin } from '../access.ts';
import { byPlace, groupedLoader, idLoader } from '../batch.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type CountedPage, instantCursor, pageOf } from '../page.ts';
import { COUNT_CAP } from '../rows.ts';
import { subtreesOf } from '../subtrees.ts';
import { historyOf, type IncidentEventRow } from './incident-log.ts';
import type { IncidentCriteria, IncidentKeys, IncidentRow, IncidentSlice } from './incident-store.ts';
import * as store from './incident-store.ts';

type Maybe<T> = T | null | undefined;

export interface IncidentFilter {
  gridCode?: Maybe<string>;
  states?: Maybe<readonly IncidentRow['state'][]>;
  types?: Maybe<readonly string[]>;
  minSeverity?: Maybe<Severity>;
  deviceId?: Maybe<string>;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
  pending?: Maybe<boolean>;
}

export interface PageArguments {
  first?: Maybe<number>;
  after?: Maybe<string>;
}

interface ListArguments {
  wanted: IncidentCriteria;
  first: number;
  after: IncidentSlice['after'];
}

/** @throws HubError BAD_USER_INPUT for an unknown type, or an empty range */
function criteriaOf(filter: IncidentFilter): IncidentCriteria {
  const deviceId = filter.deviceId ?? null;
  return {
    // a device id that no row can have matches nothing
    states: deviceId !== null && askableId(deviceId) === null ? [] : (filter.states ?? null),
    types: typesArgument('filter.types', filter.types),
    minSeverity: severityRank(filter.minSeverity ?? 'info'),
    deviceId: deviceId === null ? null : askableId(deviceId),
    ...boundsArgument('filter', filter),
    pending: filter.pending ?? false,
  };
}

/** Last seen first, then by id, descending: the order of every incident list. */
function lastSeenFirst(a: IncidentRow, b: IncidentRow): number {
  return b.lastSeenAt.getTime() - a.lastSeenAt.getTime() || (a.id < b.id ? 1 : -1);
}

function incidentPage(
  rows: readonly IncidentRow[],
  first: number,
  hasPrevious: boolean,
  count: () => Promise<number | null>,
): CountedPage<IncidentRow> {
  return { ...pageOf(rows, first, hasPrevious, (row) => [row.lastSeenAt.getTime(), row.id]), count };
}

/** What one request may read of incidents; holds the loaders of that request. */
export function createIncidents({ db }: SubgraphDeps, principal: Principal | null) {
  const reader = () => allowed(principal, 'incident.read');

  const byId = idLoader(
    async (ids) => {
      const who = reader();
      const rows = await store.incidentsById(db.pool, ids);
      return rows.filter((row) => inScope(who, row.gridCode));
    },
    (row) => row.id,
  );

  /** Rows of a list are known by id from then on. */
  function remember<R extends IncidentRow>(rows: readonly R[]): readonly R[] {
    for (const row of rows) byId.prime(row.id, row);
    return rows;
  }

  function keysOf(kind: IncidentKeys['kind'], keys: readonly string[]): IncidentKeys {
    if (kind === 'grids') return { kind, subtrees: subtreesOf(reader(), keys) };
    return { kind, deviceIds: keys, prefixes: prefixesWithin(reader()) };
  }

  /** List and count of incidents that hang on a key of another type. */
  function ofKeys(kind: IncidentKeys['kind']) {
    const list = groupedLoader(async (keys, { wanted, first, after }: ListArguments) => {
      const page = { limit: first + 1, after };
      const rows = remember(await store.incidentsOfKeys(db.pool, keysOf(kind, keys), wanted, page));
      return byPlace(keys.length, rows).map((own) => own.sort(lastSeenFirst));
    });
    const count = groupedLoader(async (keys, wanted: IncidentCriteria) => {
      const rows = await store.countIncidentsOfKeys(db.pool, keysOf(kind, keys), wanted, COUNT_CAP);
      return byPlace(keys.length, rows).map((own) => own.reduce((sum, row) => sum + row.count, 0));
    });
    return async (key: string, filter: IncidentFilter, page: PageArguments) => {
      reader();
      const wanted = criteriaOf(filter);
      const first = clampFirst(page.first);
      const after = instantCursor(page.after);
      const rows = await list(key, { wanted, first, after });
      return incidentPage(rows, first, after !== null, async () => {
        const total = await count(key, wanted);
        return total > COUNT_CAP ? null : total;
      });
    };
  }

  const history = groupedLoader(async (ids, limit: number) =>
    byPlace(ids.length, await historyOf(db.pool, ids, limit)),
  );

  return {
    async incident(id: string): Promise<IncidentRow | null> {
      reader();
      return askableId(id) === null ? null : byId.load(id);
    },

    /** After a change, or when time has passed: the next load of it asks again. */
    forget(id: string): void {
      byId.clear(id);
    },

    async incidents(filter: IncidentFilter, page: PageArguments): Promise<CountedPage<IncidentRow>> {
      const prefixes = prefixesWithin(reader(), gridCodeArgument('filter.gridCode', filter.gridCode));
      const wanted = criteriaOf(filter);
      const first = clampFirst(page.first);
      const after = instantCursor(page.after);
      const rows = await store.listIncidents(db.pool, prefixes, wanted, { limit: first + 1, after });
      return incidentPage(remember(rows), first, after !== null, () =>
        store.countIncidents(db.pool, prefixes, wanted),
      );
    },

    incidentsOfGrid: ofKeys('grids'),
    incidentsOfDevice: ofKeys('devices'),

    async history(incident: IncidentRow, first: Maybe<number>): Promise<IncidentEventRow[]> {
      reader();
      return history(incident.id, clampFirst(first));
    },
  };
}

export type Incidents = ReturnType<typeof createIncidents>;
