import Type, { type Static } from 'typebox';
import { FAMILIES, type Family } from '../../core/signal.ts';
import { cappedCount, Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { type Subtree, subtreeItem } from '../subtrees.ts';
import { Where } from '../where.ts';

export const DEVICE_STATES = ['UNCLAIMED', 'CLAIMED', 'RETIRED'] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

const DeviceSchema = Type.Object({
  id: Type.String(),
  family: Type.Enum(FAMILIES),
  name: Type.String(),
  model: nullable(Type.String()),
  state: Type.Enum(DEVICE_STATES),
  gridCode: nullable(Type.String()),
  gridHint: nullable(Type.String()),
  address: nullable(Type.String()),
  longitude: nullable(Type.Number()),
  latitude: nullable(Type.Number()),
  online: nullable(Type.Boolean()),
  onlineAt: nullable(Instant),
  codec: nullable(Type.String()),
  firstSeenAt: nullable(Instant),
  lastSeenAt: nullable(Instant),
  claimedAt: nullable(Instant),
  claimedBy: nullable(Type.String()),
  version: Type.Integer(),
});
export type DeviceRow = Static<typeof DeviceSchema>;

const COLUMNS = `id, family, name, model, state, grid_code AS "gridCode", grid_hint AS "gridHint", address, longitude,
  latitude, online, online_at AS "onlineAt", codec, first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt",
  claimed_at AS "claimedAt", claimed_by AS "claimedBy", version`;

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
}

function criteria(where: Where, { families, state, online, search }: DeviceCriteria): void {
  if (families !== null) where.add(`family = ANY(${where.param(families)}::text[])`);
  if (state !== null) where.add(`state = ${where.param(state)}`);
  if (online !== null) where.add(`online = ${where.param(online)}`);
  if (search !== null) {
    const pattern = where.param(`%${search.replaceAll(/[\\%_]/g, '\\$&')}%`);
    where.add(`(id ILIKE ${pattern} OR name ILIKE ${pattern} OR address ILIKE ${pattern})`);
  }
}

export async function devicesById(db: Queryable, ids: readonly string[]): Promise<DeviceRow[]> {
  return readDevices(await db.query(`SELECT ${COLUMNS} FROM device WHERE id = ANY($1::text[])`, [ids]));
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

export async function gridExists(tx: Queryable, code: string): Promise<boolean> {
  return (await tx.query('SELECT 1 FROM grid WHERE code = $1', [code])).rows.length > 0;
}

/** Writes what a claim changes; the trigger on device tells ingest to look again. */
export async function saveClaim(
  tx: Queryable,
  id: string,
  claim: { gridCode: string; name: string; address: string | null; by: string; at: Date },
): Promise<DeviceRow | null> {
  const sql = `UPDATE device SET state = 'CLAIMED', grid_code = $2, name = $3, address = $4, claimed_by = $5,
    claimed_at = $6, version = version + 1 WHERE id = $1 RETURNING ${COLUMNS}`;
  const values = [id, claim.gridCode, claim.name, claim.address, claim.by, claim.at];
  return readDevices(await tx.query(sql, values))[0] ?? null;
}
