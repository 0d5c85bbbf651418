import Type, { type Static } from 'typebox';
import { HubError } from '../../core/errors.ts';
import { FAMILIES, type Family } from '../../core/signal.ts';
import { cappedCount, Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { type Subtree, subtreeItem } from '../subtrees.ts';
import { Where } from '../where.ts';
import type { Channel, RegistryFields } from './fields.ts';
import { addHealthCriteria, type HealthCriteria } from './health-store.ts';

export const DEVICE_STATES = ['UNCLAIMED', 'CLAIMED', 'RETIRED'] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

const DeviceSchema = Type.Object({
  id: Type.String(),
  family: Type.Enum(FAMILIES),
  name: Type.String(),
  vendor: nullable(Type.String()),
  model: nullable(Type.String()),
  serial: nullable(Type.String()),
  firmware: nullable(Type.String()),
  state: Type.Enum(DEVICE_STATES),
  gridCode: nullable(Type.String()),
  gridHint: nullable(Type.String()),
  address: nullable(Type.String()),
  building: nullable(Type.String()),
  floor: nullable(Type.String()),
  longitude: nullable(Type.Number()),
  latitude: nullable(Type.Number()),
  tags: Type.Array(Type.String()),
  online: nullable(Type.Boolean()),
  onlineAt: nullable(Instant),
  codec: nullable(Type.String()),
  firstSeenAt: nullable(Instant),
  lastSeenAt: nullable(Instant),
  claimedAt: nullable(Instant),
  claimedBy: nullable(Type.String()),
  retiredAt: nullable(Instant),
  retiredBy: nullable(Type.String()),
  retireReason: nullable(Type.String()),
  version: Type.Integer(),
});
export type DeviceRow = Static<typeof DeviceSchema>;

const COLUMNS = `id, family, name, vendor, model, serial, firmware, state, grid_code AS "gridCode",
  grid_hint AS "gridHint", address, building, floor, longitude, latitude, tags, online, online_at AS "onlineAt", codec, first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt",
  claimed_at AS "claimedAt", claimed_by AS "claimedBy", retired_at AS "retiredAt",
  retired_by AS "retiredBy", retire_reason AS "retireReason", version`;

const readDevices = rowsOf(DeviceSchema);
const readPlaced = rowsOf(Type.Intersect([DeviceSchema, Type.Object({ place: Type.Integer() })]));
const readPlacedCounts = rowsOf(Type.Object({ place: Type.Integer(), count: Type.Integer() }));

/** Where a device counts as being: where it was claimed for, else where its own topic says. */
export function effectiveGrid(device: Pick<DeviceRow, 'gridCode' | 'gridHint'>): string | null {
  return device.gridCode ?? device.gridHint;
}

function underRange(lo: string, hi: string): string {
  return `((grid_code >= ${lo} AND grid_code < ${hi})
    OR (grid_code IS NULL AND grid_hint >= ${lo} AND grid_hint < ${hi}))`;
}

export interface DeviceCriteria {
  families: readonly Family[] | null;
  state: DeviceState | null;
  online: boolean | null;
  search: string | null;
  tags: readonly string[] | null;
  building: string | null;
  vendor: string | null;
  health: HealthCriteria;
}

function criteria(where: Where, wanted: DeviceCriteria): void {
  const { families, state, online, search, tags, building, vendor } = wanted;
  if (families !== null) where.add(`family = ANY(${where.param(families)}::text[])`);
  if (state !== null) where.add(`state = ${where.param(state)}`);
  if (online !== null) where.add(`online = ${where.param(online)}`);
  if (search !== null) {
    const pattern = where.param(`%${search.replaceAll(/[\\%_]/g, '\\$&')}%`);
    where.add(
      `(id ILIKE ${pattern} OR name ILIKE ${pattern} OR address ILIKE ${pattern} OR serial ILIKE ${pattern})`,
    );
  }
  if (tags !== null) where.add(`tags @> ${where.param(tags)}::text[]`);
  if (building !== null) where.add(`building = ${where.param(building)}`);
  if (vendor !== null) where.add(`vendor = ${where.param(vendor)}`);
  addHealthCriteria(where, wanted.health);
}

export async function devicesById(db: Queryable, ids: readonly string[]): Promise<DeviceRow[]> {
  const text = `SELECT ${COLUMNS} FROM device WHERE id = ANY($1::text[])`;
  return readDevices(await db.query({ name: 'devices-by-id', text }, [ids]));
}

/** By id, ascending, after `after`. */
export async function listDevices(
  db: Queryable,
  prefixes: readonly string[],
  wanted: DeviceCriteria,
  page: { limit: number; after: string | null },
): Promise<DeviceRow[]> {
  const where = new Where();
  where.prefixes(prefixes, underRange);
  criteria(where, wanted);
  if (page.after !== null) where.add(`id > ${where.param(page.after)}`);
  const sql = `SELECT ${COLUMNS} FROM device ${where.sql} ORDER BY id LIMIT ${where.param(page.limit)}`;
  return readDevices(await db.query(sql, where.values));
}

export function countDevices(db: Queryable, prefixes: readonly string[], wanted: DeviceCriteria) {
  const where = new Where();
  where.prefixes(prefixes, underRange);
  criteria(where, wanted);
  return cappedCount(db, `FROM device ${where.sql}`, where.values);
}

/** The first `limit` devices under each subtree, by one query. */
export async function devicesUnder(
  db: Queryable,
  subtrees: readonly Subtree[],
  wanted: DeviceCriteria,
  page: { limit: number; after: string | null },
) {
  const where = new Where();
  const from = subtreeItem(where, subtrees);
  where.add(underRange('k.lo', 'k.hi'));
  criteria(where, wanted);
  if (page.after !== null) where.add(`id > ${where.param(page.after)}`);
  const limit = where.param(page.limit);
  const each = `SELECT ${COLUMNS} FROM device ${where.sql} ORDER BY id LIMIT ${limit}`;
  return readPlaced(
    await db.query(`SELECT k.place, d.* FROM ${from} CROSS JOIN LATERAL (${each}) d`, where.values),
  );
}

/** How many devices are under each subtree, counted no further than `cap + 1`, by one query. */
export async function countDevicesUnder(
  db: Queryable,
  subtrees: readonly Subtree[],
  wanted: DeviceCriteria,
  cap: number,
) {
  const where = new Where();
  const from = subtreeItem(where, subtrees);
  where.add(underRange('k.lo', 'k.hi'));
  criteria(where, wanted);
  const each = `SELECT 1 FROM device ${where.sql} LIMIT ${where.param(cap + 1)}`;
  const sql = `SELECT k.place, d.count FROM ${from} CROSS JOIN LATERAL
    (SELECT count(*)::int AS count FROM (${each}) capped) d`;
  return readPlacedCounts(await db.query(sql, where.values));
}

export async function lockDevice(tx: Queryable, id: string): Promise<DeviceRow | null> {
  const sql = `SELECT ${COLUMNS} FROM device WHERE id = $1 FOR UPDATE`;
  return readDevices(await tx.query(sql, [id]))[0] ?? null;
}

/** The one row that a statement on a locked device gives back. */
function onlyDevice(rows: DeviceRow[]): DeviceRow {
  const [device] = rows;
  if (device === undefined) throw new HubError('INTERNAL', { errorId: 'device' });
  return device;
}

export interface Claim {
  gridCode: string;
  name: string;
  address: string | null;
  longitude: number | null;
  latitude: number | null;
  by: string;
  at: Date;
}

/** Writes what a claim changes; the trigger on device tells ingest to look again. */
export async function saveClaim(tx: Queryable, id: string, claim: Claim): Promise<DeviceRow> {
  const sql = `UPDATE device SET state = 'CLAIMED', grid_code = $2, name = $3, address = $4, longitude = $5,
    latitude = $6, claimed_by = $7, claimed_at = $8, retired_at = NULL, retired_by = NULL, retire_reason = NULL,
    version = version + 1 WHERE id = $1 RETURNING ${COLUMNS}`;
  const { gridCode, name, address, longitude, latitude, by, at } = claim;
  const values = [id, gridCode, name, address, longitude, latitude, by, at];
  return onlyDevice(readDevices(await tx.query(sql, values)));
}

/** Null when the id is taken. */
export async function addDevice(
  tx: Queryable,
  device: { id: string; family: Family; gridCode: string; fields: RegistryFields; by: string; at: Date },
): Promise<DeviceRow | null> {
  const { id, family, gridCode, fields, by, at } = device;
  const sql = `INSERT INTO device (id, family, state, grid_code, claimed_by, claimed_at, name, vendor, model, serial,
      firmware, address, building, floor, longitude, latitude, tags)
    VALUES ($1, $2, 'CLAIMED', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    ON CONFLICT (id) DO NOTHING RETURNING ${COLUMNS}`;
  const values = [id, family, gridCode, by, at, ...fieldValues(fields)];
  return readDevices(await tx.query(sql, values))[0] ?? null;
}

function fieldValues(fields: RegistryFields): unknown[] {
  const { name, vendor, model, serial, firmware, address, building, floor, longitude, latitude, tags } =
    fields;
  return [name, vendor, model, serial, firmware, address, building, floor, longitude, latitude, tags];
}

export async function saveFields(tx: Queryable, id: string, fields: RegistryFields): Promise<DeviceRow> {
  const sql = `UPDATE device SET name = $2, vendor = $3, model = $4, serial = $5, firmware = $6, address = $7,
    building = $8, floor = $9, longitude = $10, latitude = $11, tags = $12, version = version + 1
    WHERE id = $1 RETURNING ${COLUMNS}`;
  return onlyDevice(readDevices(await tx.query(sql, [id, ...fieldValues(fields)])));
}

export async function saveRetirement(
  tx: Queryable,
  id: string,
  { reason, by, at }: { reason: string; by: string; at: Date },
): Promise<DeviceRow> {
  const sql = `UPDATE device SET state = 'RETIRED', retired_at = $2, retired_by = $3, retire_reason = $4,
    version = version + 1 WHERE id = $1 RETURNING ${COLUMNS}`;
  return onlyDevice(readDevices(await tx.query(sql, [id, at, by, reason])));
}

const readChannels = rowsOf(
  Type.Object({
    deviceId: Type.String(),
    channel: Type.String(),
    name: nullable(Type.String()),
    place: nullable(Type.String()),
  }),
);

/** Of all these devices, by device and channel. */
export async function channelsOf(db: Queryable, ids: readonly string[]) {
  const sql = `SELECT device_id AS "deviceId", channel, name, place FROM device_channel
    WHERE device_id = ANY($1::text[]) ORDER BY device_id, channel`;
  return readChannels(await db.query(sql, [ids]));
}

export async function replaceChannels(
  tx: Queryable,
  id: string,
  channels: readonly Channel[],
): Promise<void> {
  await tx.query('DELETE FROM device_channel WHERE device_id = $1', [id]);
  if (channels.length === 0) return;
  await tx.query(
    `INSERT INTO device_channel (device_id, channel, name, place)
     SELECT $1, channel, name, place FROM unnest($2::text[], $3::text[], $4::text[]) AS t (channel, name, place)`,
    [
      id,
      channels.map(({ channel }) => channel),
      channels.map(({ name }) => name),
      channels.map(({ place }) => place),
    ],
  );
}
