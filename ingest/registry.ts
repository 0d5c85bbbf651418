import type { PoolClient } from 'pg';
import type { Logger } from 'pino';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { FeedEvent } from '../core/feed-event.ts';
import { ancestorCodes, communityOf, isGridCode } from '../core/grid.ts';
import type { Family } from '../core/signal.ts';
import type { Db } from '../runtime/postgres.ts';
import type { BatchTransaction } from './batch-transaction.ts';
import { plainArray, textArray } from './sql.ts';

/** Where a device hangs: the grid its alerts get. */
export interface Place {
  readonly gridCode: string | null;
  readonly communityCode: string;
}

function placeAt(gridCode: string | null): Place {
  return { gridCode, communityCode: communityOf(gridCode) };
}

const NOWHERE = placeAt(null);

/** A device as the signals of one batch name it. */
export interface Sighting {
  deviceId: string;
  family: Family;
  gridHint: string | null;
  codec: string;
  /** When the batch first heard of it, from whomever. */
  heardMs: number;
  /** When it last spoke itself; 0 when all that was said is that it is gone. */
  atMs: number;
  /** Newest event time of what the device itself said; 0 when all that was said is that it is gone. */
  aliveMs: number;
}

interface Entry {
  state: 'UNCLAIMED' | 'CLAIMED' | 'RETIRED';
  /** Where it was claimed; null while it was not. */
  place: Place | null;
  hint: string | null;
  /** Event time at which it went offline; null while it is not known to be. */
  offlineMs: number | null;
  /** When last_seen_at was last written by this process. */
  touchedMs: number;
}

const DeviceRow = Compile(
  Type.Object({
    id: Type.String(),
    state: Type.Union([Type.Literal('UNCLAIMED'), Type.Literal('CLAIMED'), Type.Literal('RETIRED')]),
    grid_code: Type.Union([Type.String(), Type.Null()]),
    grid_hint: Type.Union([Type.String(), Type.Null()]),
    offline: Type.Union([Type.Number(), Type.Null()]),
  }),
);
const TouchedRow = Compile(
  Type.Object({ id: Type.String(), offline: Type.Union([Type.Number(), Type.Null()]) }),
);
const OFFLINE =
  '(CASE WHEN d.online = false THEN extract(epoch FROM d.online_at) * 1000 END)::float8 AS offline';
const GridRow = Compile(Type.Object({ code: Type.String() }));

const TOUCH_EVERY_MS = 60_000;
/** A hint whose grid is not known yet is asked for again this soon: the grids may be imported after the first frame. */
const UNKNOWN_GRID_MS = 10_000;
const KNOWN_GRID_MS = 60_000;

/** Which sightings of a batch found what; `done` is called after COMMIT only. */
export interface Resolved {
  placeOf(deviceId: string, gridHint: string | null): Place;
  feed: FeedEvent[];
  /** Devices that were held to be offline and have spoken since: what they said is the proof. */
  returned: { deviceId: string; atMs: number }[];
  done(): void;
}

export interface Registry {
  /** Places of a batch's devices; registers unknown ones and marks all as seen, in the batch's transaction. */
  resolve(tx: BatchTransaction, sightings: ReadonlyMap<string, Sighting>): Promise<Resolved>;
  size(): number;
  close(): Promise<void>;
}

export interface RegistryOptions {
  /** Devices kept in memory (100,000). */
  capacity?: number;
  /** For what is kept for a time; nobody should put it back. */
  now?: () => number;
}

/** Device -> grid in memory, loaded when missed, forgotten when Postgres tells of a change (`device_changed`). */
export async function createRegistry(
  db: Pick<Db, 'listen'>,
  log: Logger,
  options: RegistryOptions = {},
): Promise<Registry> {
  const { capacity = 100_000, now = () => performance.now() } = options;
  const devices = new Map<string, Entry>();
  /** What a hint says, by the hint. */
  const grids = new Map<string, { place: Place; untilMs: number }>();
  // a change told while rows are being loaded may be newer than they are: then they are used once and not kept
  let generation = 0;

  const listening = await db.listen(
    'device_changed',
    (deviceId) => {
      generation += 1;
      devices.delete(deviceId);
    },
    () => {
      generation += 1;
      devices.clear();
      log.debug('device cache emptied: the LISTEN connection was away');
    },
  );

  function keep<V>(map: Map<string, V>, key: string, value: V): void {
    map.delete(key);
    map.set(key, value);
    if (map.size <= capacity) return;
    const oldest = map.keys().next();
    if (oldest.done !== true) map.delete(oldest.value);
  }

  async function load(client: PoolClient, ids: readonly string[]): Promise<Map<string, Entry>> {
    const { rows } = await client.query({
      name: 'ingest_devices',
      text: `SELECT d.id, d.state, d.grid_code, d.grid_hint, ${OFFLINE} FROM device d WHERE d.id = ANY($1::text[])`,
      values: [textArray(ids)],
    });
    const found = new Map<string, Entry>();
    for (const row of rows) {
      if (!DeviceRow.Check(row)) throw new TypeError('a device row is not of the expected shape');
      found.set(row.id, {
        state: row.state,
        place: row.state === 'UNCLAIMED' || row.grid_code === null ? null : placeAt(row.grid_code),
        hint: row.grid_hint,
        offlineMs: row.offline,
        touchedMs: 0,
      });
    }
    return found;
  }

  async function register(client: PoolClient, strangers: readonly Sighting[]): Promise<Set<string>> {
    const sorted = strangers.toSorted((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
    const { rows } = await client.query({
      name: 'ingest_register',
      text: `INSERT INTO device (id, family, name, grid_hint, codec, first_seen_at)
        SELECT id, family, id, hint, codec, to_timestamp(at / 1000)
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[]) AS t(id, family, hint, codec, at)
        ON CONFLICT (id) DO NOTHING RETURNING id`,
      values: [
        textArray(sorted.map((one) => one.deviceId)),
        textArray(sorted.map((one) => one.family)),
        textArray(sorted.map((one) => one.gridHint)),
        textArray(sorted.map((one) => one.codec)),
        plainArray(sorted.map((one) => one.heardMs)),
      ],
    });
    return new Set(rows.map((row: { id: string }) => row.id));
  }

  /** @returns those that are offline by now, whatever memory says, and since when */
  async function touch(tx: BatchTransaction, seen: readonly Sighting[]): Promise<Map<string, number>> {
    if (seen.length === 0) return new Map();
    const client = await tx.client();
    const { rows } = await client.query({
      name: 'ingest_touch',
      // locked in key order first: two batches that touch the same devices must not wait for each other in a ring. What
      // was seen goes along: joined again, as lists without an index, 4,000 devices took 5 s
      text: `WITH locked AS (
          SELECT d.id, seen.codec, to_timestamp(seen.at / 1000) AS at
          FROM unnest($1::text[], $2::text[], $3::float8[]) AS seen(id, codec, at) JOIN device d ON d.id = seen.id
          ORDER BY d.id FOR NO KEY UPDATE OF d
        )
        UPDATE device d SET last_seen_at = GREATEST(d.last_seen_at, locked.at), codec = locked.codec
        FROM locked WHERE d.id = locked.id RETURNING d.id, ${OFFLINE}`,
      values: [
        textArray(seen.map((one) => one.deviceId)),
        textArray(seen.map((one) => one.codec)),
        plainArray(seen.map((one) => one.atMs)),
      ],
    });
    const offline = new Map<string, number>();
    for (const row of rows) {
      if (TouchedRow.Check(row) && row.offline !== null) offline.set(row.id, row.offline);
    }
    return offline;
  }

  /** Nearest of the hint and its ancestors that exists as a grid. */
  async function resolveHints(tx: BatchTransaction, hints: ReadonlySet<string>): Promise<void> {
    const nowMs = now();
    const wanted = [...hints].filter((hint) => (grids.get(hint)?.untilMs ?? 0) <= nowMs);
    if (wanted.length === 0) return;
    const client = await tx.client();
    const codes = new Set(wanted.flatMap((hint) => [hint, ...ancestorCodes(hint)]));
    const { rows } = await client.query({
      name: 'ingest_grids',
      text: "SELECT code FROM grid WHERE code = ANY($1::text[]) AND status = 'ACTIVE'",
      values: [textArray([...codes])],
    });
    const known = new Set(rows.map((row: unknown) => (GridRow.Check(row) ? row.code : '')));
    for (const hint of wanted) {
      const code = [hint, ...ancestorCodes(hint)].find((candidate) => known.has(candidate)) ?? null;
      const untilMs = nowMs + (code === hint ? KNOWN_GRID_MS : UNKNOWN_GRID_MS);
      keep(grids, hint, { place: placeAt(code), untilMs });
    }
  }

  return {
    async resolve(tx, sightings) {
      const started = generation;
      const entries = new Map<string, Entry>();
      const missing: Sighting[] = [];
      for (const sighting of sightings.values()) {
        const entry = devices.get(sighting.deviceId);
        if (entry === undefined) missing.push(sighting);
        else entries.set(sighting.deviceId, entry);
      }
      const feed: FeedEvent[] = [];
      const fresh = new Map<string, Entry>();
      if (missing.length > 0) {
        const client = await tx.client();
        const found = await load(
          client,
          missing.map((one) => one.deviceId),
        );
        const strangers = missing.filter((one) => !found.has(one.deviceId));
        if (strangers.length > 0) {
          const made = await register(client, strangers);
          for (const { deviceId, gridHint } of strangers) {
            if (made.has(deviceId))
              feed.push({ topic: 'device', change: 'REGISTERED', deviceId, gridCode: gridHint });
          }
          const again = await load(
            client,
            strangers.map((one) => one.deviceId),
          );
          for (const [id, entry] of again) found.set(id, entry);
        }
        for (const [id, entry] of found) {
          fresh.set(id, entry);
          entries.set(id, entry);
        }
      }

      const hints = new Set<string>();
      const due: Sighting[] = [];
      for (const sighting of sightings.values()) {
        const entry = entries.get(sighting.deviceId);
        const hint = sighting.gridHint ?? entry?.hint ?? null;
        if (entry?.state !== 'CLAIMED' && isGridCode(hint)) hints.add(hint);
        if (entry !== undefined && sighting.atMs - entry.touchedMs >= TOUCH_EVERY_MS) due.push(sighting);
      }
      await resolveHints(tx, hints);
      const offline = await touch(tx, due);
      const returned: Resolved['returned'] = [];
      for (const { deviceId, aliveMs } of sightings.values()) {
        const since = offline.get(deviceId) ?? entries.get(deviceId)?.offlineMs ?? null;
        if (since !== null && aliveMs > since) returned.push({ deviceId, atMs: aliveMs });
      }

      return {
        returned,
        feed: feed.map((event) =>
          event.topic === 'device' && event.gridCode !== null
            ? { ...event, gridCode: grids.get(event.gridCode)?.place.gridCode ?? null }
            : event,
        ),
        placeOf(deviceId, gridHint) {
          const entry = entries.get(deviceId);
          if (entry !== undefined && entry.place !== null) return entry.place;
          const hint = gridHint ?? entry?.hint ?? null;
          return (hint === null ? undefined : grids.get(hint)?.place) ?? NOWHERE;
        },
        done() {
          if (generation === started) for (const [id, entry] of fresh) keep(devices, id, entry);
          for (const { deviceId, atMs } of due) {
            const entry = devices.get(deviceId);
            if (entry !== undefined) entry.touchedMs = atMs;
          }
        },
      };
    },
    size: () => devices.size,
    close: () => listening.close(),
  };
}
