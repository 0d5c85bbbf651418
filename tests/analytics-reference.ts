// A slow, plain reading of the definitions in subgraphs/alerts/schema.graphql, row by row in memory: what the figures
// of the database are compared with.
import fc from 'fast-check';
import type { Db } from '../runtime/postgres.ts';
import { EAST, WEST } from './support/subgraph-world.ts';

export const DAY = 86_400_000;
/** Everything random lies in the 120 days before this. */
export const END = Date.parse('2026-03-30T05:00:00Z');

export const GRIDS = ['5114', '511402', '511402001', EAST, WEST].concat(
  [EAST, WEST].flatMap((community) => [`${community}001`, `${community}002`]),
);

export const DEVICES = [
  { id: 'd1', codec: 'hikvision', model: 'DS-2' },
  { id: 'd2', codec: 'hikvision', model: null },
  { id: 'd3', codec: 'frigate', model: 'DS-2' },
  { id: 'd4', codec: null, model: null },
] as const;

export interface Row {
  id: string;
  deviceId: string;
  channel: string;
  type: string;
  gridCode: string | null;
  severity: number;
  state: 'ACTIVE' | 'CLEARED';
  falseAlarm: boolean;
  status: string;
  announced: boolean;
  count: number;
  firstMs: number;
  lastMs: number;
  clearedMs: number | null;
  /** In order of the history. */
  events: { change: string; atMs: number }[];
}

/** Whole hours too, so that borders of ranges and buckets are hit. */
const instant = fc
  .tuple(fc.integer({ min: 0, max: 120 * 24 }), fc.constantFrom(0, 0, 1, 1_234_567))
  .map(([hours, ms]) => END - 120 * DAY + hours * 3_600_000 + ms);

const row = fc.record({
  deviceId: fc.constantFrom(...DEVICES.map(({ id }) => id), 'unregistered'),
  channel: fc.constantFrom('', '2'),
  type: fc.constantFrom('camera.fire', 'camera.loitering', 'device.offline'),
  gridCode: fc.constantFrom(...GRIDS.slice(3), ...GRIDS.slice(5), '511402', null),
  severity: fc.integer({ min: 0, max: 3 }),
  state: fc.constantFrom('ACTIVE' as const, 'CLEARED' as const, 'CLEARED' as const),
  falseAlarm: fc.boolean(),
  status: fc.constantFrom('ACTUAL', 'ACTUAL', 'ACTUAL', 'TEST'),
  announced: fc.constantFrom(true, true, true, false),
  count: fc.integer({ min: 1, max: 9 }),
  firstMs: instant,
  lastsMs: fc.integer({ min: 0, max: 20 * DAY }),
  // also before the first alert: a device whose clock is ahead
  clearsAfterMs: fc.integer({ min: -DAY, max: 30 * DAY }),
  events: fc.array(
    fc.record({
      change: fc.constantFrom(
        'ACKNOWLEDGED',
        'REOPENED',
        'REOPENED',
        'CLEARED',
        'FALSE_ALARM',
        'FLAPPING',
        'SHELVED',
      ),
      afterMs: fc.integer({ min: -DAY, max: 40 * DAY }),
    }),
    { maxLength: 5 },
  ),
});

/** Incidents as the tables may hold them: of one key at most one goes on. */
export const world = fc.record({
  rows: fc.array(row, { maxLength: 60 }).map((rows) => {
    const open = new Set<string>();
    return rows.map(({ lastsMs, clearsAfterMs, events, ...some }, index): Row => {
      const key = `${some.deviceId} ${some.channel} ${some.type}`;
      const goesOn = some.state === 'ACTIVE' && !open.has(key);
      if (goesOn) open.add(key);
      return {
        ...some,
        id: `inc_${String(index).padStart(3, '0')}`,
        state: goesOn ? 'ACTIVE' : 'CLEARED',
        falseAlarm: !goesOn && some.falseAlarm,
        lastMs: some.firstMs + lastsMs,
        clearedMs: goesOn ? null : some.firstMs + clearsAfterMs,
        events: events.map(({ change, afterMs }) => ({ change, atMs: some.firstMs + afterMs })),
      };
    });
  }),
  households: fc.array(fc.option(fc.integer({ min: 0, max: 900 })), {
    minLength: GRIDS.length,
    maxLength: GRIDS.length,
  }),
});
export type World = { rows: Row[]; households: (number | null)[] };

export async function fill(db: Db, { rows, households }: World): Promise<void> {
  await db.pool.query('TRUNCATE incident, incident_event');
  await db.pool.query(
    'UPDATE grid g SET households = t.households FROM unnest($1::text[], $2::int[]) AS t (code, households) WHERE g.code = t.code',
    [GRIDS, households],
  );
  await db.pool.query(
    `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
       first_seen_at, last_seen_at, last_alert_id, opened_at, cleared_at, false_alarm, status, announced)
     SELECT r->>'id', r->>'deviceId', r->>'channel', r->>'type', r->>'gridCode', '000000000000',
       (r->>'severity')::smallint, r->>'state', (r->>'count')::int, to_timestamp((r->>'firstMs')::numeric / 1000),
       to_timestamp((r->>'lastMs')::numeric / 1000), '', now(), to_timestamp((r->>'clearedMs')::numeric / 1000),
       (r->>'falseAlarm')::boolean, r->>'status', (r->>'announced')::boolean
     FROM jsonb_array_elements($1::jsonb) r`,
    [JSON.stringify(rows)],
  );
  await db.pool.query(
    `INSERT INTO incident_event (incident_id, change, event_at)
     SELECT r->>'id', e.event->>'change', to_timestamp((e.event->>'atMs')::numeric / 1000)
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS l (r, n),
       jsonb_array_elements(r->'events') WITH ORDINALITY AS e (event, m) ORDER BY l.n, e.m`,
    [JSON.stringify(rows)],
  );
}

export interface Filter {
  gridCode: string | null;
  types: string[] | null;
  minSeverity: number;
  deviceId: string | null;
  includeTests: boolean;
  includeUntold: boolean;
}

/** What a token for the subtree `scope` ('' is the whole site) may see of the filter, whenever it was. */
export function matching(rows: readonly Row[], filter: Filter, scope: string): Row[] {
  return rows.filter(
    (it) =>
      (scope === '' || (it.gridCode ?? '-').startsWith(scope)) &&
      (filter.gridCode === null || (it.gridCode ?? '-').startsWith(filter.gridCode)) &&
      (filter.types === null || filter.types.includes(it.type)) &&
      it.severity >= filter.minSeverity &&
      (filter.deviceId === null || it.deviceId === filter.deviceId) &&
      (filter.includeTests || it.status === 'ACTUAL') &&
      (filter.includeUntold || it.announced),
  );
}

export function began(rows: readonly Row[], fromMs: number, toMs: number): Row[] {
  return rows.filter((it) => it.firstMs >= fromMs && it.firstMs < toMs);
}

const LEVELS: Record<string, number> = {
  CITY: 4,
  COUNTY: 6,
  SUBDISTRICT: 9,
  COMMUNITY: 12,
  GRID: 15,
  MICRO_GRID: 17,
};

export function valueFor(it: Row, dimension: string): string | null {
  const device = DEVICES.find(({ id }) => id === it.deviceId);
  const digits = LEVELS[dimension];
  if (digits !== undefined)
    return (it.gridCode ?? '').length >= digits ? (it.gridCode ?? '').slice(0, digits) : null;
  if (dimension === 'TYPE') return it.type;
  if (dimension === 'SEVERITY') return ['INFO', 'MINOR', 'MAJOR', 'CRITICAL'][it.severity] ?? null;
  if (dimension === 'DEVICE') return it.deviceId;
  return (dimension === 'CODEC' ? device?.codec : device?.model) ?? null;
}

/** Linear interpolation between the neighbours of the rank, as SQL defines PERCENTILE_CONT. */
function percentile(values: readonly number[], p: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = p * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (rank - Math.floor(rank));
}

function durations(values: readonly number[]) {
  const sum = values.reduce((total, each) => total + each, 0);
  return {
    count: values.length,
    medianSeconds: percentile(values, 0.5),
    p90Seconds: percentile(values, 0.9),
    meanSeconds: values.length === 0 ? null : sum / values.length,
  };
}

function acknowledgedMs(it: Row): number | null {
  const times = it.events.filter(({ change }) => change === 'ACKNOWLEDGED').map(({ atMs }) => atMs);
  return times.length === 0 ? null : Math.min(...times);
}

const reopened = (it: Row) => it.events.some(({ change }) => change === 'REOPENED');

export function part(rows: readonly Row[], name: string, all: readonly Row[]): Row[] {
  const tests: Record<string, (it: Row) => boolean> = {
    ALL: () => true,
    OPEN: (it) => it.state === 'ACTIVE',
    ENDED: (it) => it.state === 'CLEARED',
    ACKNOWLEDGED: (it) => acknowledgedMs(it) !== null,
    RESOLVED: (it) => it.state === 'CLEARED' && !it.falseAlarm,
    FALSE_ALARM: (it) => it.state === 'CLEARED' && it.falseAlarm,
    REPEATED: (it) => it.count > 1,
    REOPENED: reopened,
    RECURRING: (it) =>
      all.some(
        (other) =>
          other.deviceId === it.deviceId &&
          other.channel === it.channel &&
          other.type === it.type &&
          other.status === it.status &&
          other.firstMs < it.firstMs &&
          other.lastMs >= it.firstMs - 7 * DAY,
      ),
  };
  const wanted = tests[name];
  if (wanted === undefined) throw new Error(name);
  return rows.filter(wanted).toSorted((a, b) => b.lastMs - a.lastMs || (a.id < b.id ? 1 : -1));
}

const ratio = (a: number, b: number) => (b === 0 ? null : a / b);

/** `all`: every incident there is, for what came before. */
export function figures(rows: readonly Row[], all: readonly Row[]) {
  const alerts = rows.reduce((sum, it) => sum + it.count, 0);
  const of = (name: string) => part(rows, name, all);
  const seconds = (it: Row, atMs: number | null) => Math.max(0, (atMs ?? 0) - it.firstMs) / 1000;
  return {
    incidentCount: rows.length,
    alertCount: alerts,
    openCount: of('OPEN').length,
    timeToAcknowledge: durations(of('ACKNOWLEDGED').map((it) => seconds(it, acknowledgedMs(it)))),
    timeToClear: durations(of('RESOLVED').map((it) => seconds(it, it.clearedMs))),
    falseAlarmCount: of('FALSE_ALARM').length,
    falseAlarmRate: ratio(of('FALSE_ALARM').length, of('ENDED').length),
    repeatRate: ratio(alerts - rows.length, alerts),
    reopenRate: ratio(of('REOPENED').length, rows.length),
    recurrenceRate: ratio(of('RECURRING').length, rows.length),
  };
}

export function compare(value: number | null, previous: number | null) {
  const change = value === null || previous === null ? null : value - previous;
  const changePercent = change === null || !previous ? null : (100 * change) / previous;
  return { value, previous, change, changePercent };
}

export function comparison(now: readonly Row[], before: readonly Row[], all: readonly Row[]) {
  const [a, b] = [figures(now, all), figures(before, all)];
  return {
    incidents: compare(a.incidentCount, b.incidentCount),
    alerts: compare(a.alertCount, b.alertCount),
    falseAlarmRate: compare(a.falseAlarmRate, b.falseAlarmRate),
    repeatRate: compare(a.repeatRate, b.repeatRate),
    acknowledgeMedianSeconds: compare(a.timeToAcknowledge.medianSeconds, b.timeToAcknowledge.medianSeconds),
    acknowledgeP90Seconds: compare(a.timeToAcknowledge.p90Seconds, b.timeToAcknowledge.p90Seconds),
    clearMedianSeconds: compare(a.timeToClear.medianSeconds, b.timeToClear.medianSeconds),
    clearP90Seconds: compare(a.timeToClear.p90Seconds, b.timeToClear.p90Seconds),
  };
}

/** Households of what lies in all of `subtrees` (nested in each other, or there is none): own, else of those below. */
export function households(numbers: readonly (number | null)[], ...subtrees: string[]): number | null {
  const lowest = subtrees.toSorted((a, b) => b.length - a.length)[0] ?? '';
  if (!subtrees.every((subtree) => lowest.startsWith(subtree))) return null;
  const numberOf = (code: string) => numbers[GRIDS.indexOf(code)] ?? null;
  const below = (code: string) => {
    const lower = GRIDS.filter((grid) => grid.startsWith(code) && grid !== code);
    const children = lower.filter((grid) => !lower.some((other) => other !== grid && grid.startsWith(other)));
    const known = children.map(sum).filter((each) => each !== null);
    return known.length === 0 ? null : known.reduce((total, each) => total + each, 0);
  };
  function sum(code: string): number | null {
    return numberOf(code) ?? below(code);
  }
  return sum(lowest);
}

export function flapping(rows: readonly Row[], fromMs: number, toMs: number) {
  const found = new Map<
    string,
    { deviceId: string; type: string; reopens: number; clears: number; marks: number; ids: Set<string> }
  >();
  for (const it of rows) {
    if (it.lastMs < fromMs || it.firstMs >= toMs) continue;
    const key = `${it.deviceId} ${it.type}`;
    const entry = found.get(key) ?? {
      ...{ deviceId: it.deviceId, type: it.type, reopens: 0, clears: 0, marks: 0 },
      ids: new Set<string>(),
    };
    found.set(key, entry);
    let over = false;
    for (const { change, atMs } of it.events) {
      const within = atMs >= fromMs && atMs < toMs;
      const ends = change === 'CLEARED' || (change === 'FALSE_ALARM' && !over);
      if (within && ends) entry.clears += 1;
      if (within && change === 'REOPENED') entry.reopens += 1;
      if (within && change === 'FLAPPING') entry.marks += 1;
      if (within && (change === 'REOPENED' || change === 'FLAPPING')) entry.ids.add(it.id);
      if (change === 'REOPENED') over = false;
      if (change === 'CLEARED' || change === 'FALSE_ALARM') over = true;
    }
  }
  return [...found.values()]
    .filter(({ reopens, marks }) => reopens + marks > 0)
    .toSorted(
      (a, b) =>
        b.reopens - a.reopens ||
        b.marks - a.marks ||
        (a.deviceId < b.deviceId ? -1 : a.deviceId > b.deviceId ? 1 : 0) ||
        (a.type < b.type ? -1 : 1),
    );
}
