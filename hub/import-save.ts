import type { PoolClient } from 'pg';
import type { DeviceFeedEvent } from '../core/feed-event.ts';
import { appendFeed } from '../runtime/feed.ts';
import type { BoundaryRow, BuildingRow, HouseholdRow, KeyPersonRow } from './import-places.ts';
import type { DeviceRow, GridRow, PostRow } from './import-rows.ts';

export async function saveGrids(client: PoolClient, rows: readonly GridRow[]): Promise<void> {
  await client.query(
    `INSERT INTO grid (code, level, name, parent_code, households, compound, property_class, full_members)
     SELECT code, level, name, "parentCode", households, compound, "propertyClass", "fullMembers"
     FROM jsonb_to_recordset($1::jsonb) AS row
       (code text, level text, name text, "parentCode" text, households integer, compound text, "propertyClass" text,
        "fullMembers" integer)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, updated_at = now(),
       parent_code = COALESCE(excluded.parent_code, grid.parent_code),
       households = COALESCE(excluded.households, grid.households),
       compound = COALESCE(excluded.compound, grid.compound),
       property_class = COALESCE(excluded.property_class, grid.property_class),
       full_members = COALESCE(excluded.full_members, grid.full_members)`,
    [JSON.stringify(rows)],
  );
}

/** Who holds the posts of these rows. */
export async function savePersons(client: PoolClient, rows: readonly PostRow[]): Promise<void> {
  const json = JSON.stringify(rows);
  await client.query(
    // one person may hold several posts: the last line that tells title or phone counts
    `INSERT INTO person (id, title, phone)
     SELECT "personId", (array_agg(title ORDER BY place DESC))[1],
            (array_agg(phone ORDER BY place DESC) FILTER (WHERE phone IS NOT NULL))[1]
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("personId" text, title text, phone text))
       WITH ORDINALITY AS row ("personId", title, phone, place)
     GROUP BY "personId"
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, phone = COALESCE(excluded.phone, person.phone)`,
    [json],
  );
}

export async function savePosts(client: PoolClient, rows: readonly PostRow[]): Promise<void> {
  const json = JSON.stringify(rows);
  await client.query(
    `INSERT INTO post (id, role, grid_code, person_id, valid_from, valid_to)
     SELECT id, role, "gridCode", "personId", COALESCE("validFrom", now()), "validTo"
     FROM jsonb_to_recordset($1::jsonb) AS row
       (id text, role text, "gridCode" text, "personId" text, "validFrom" timestamptz, "validTo" timestamptz)
     -- a line that says no end leaves the one that is there: who has left is not called back by an old file
     ON CONFLICT (id) DO UPDATE SET valid_to = COALESCE(excluded.valid_to, post.valid_to),
       valid_from = LEAST(post.valid_from, excluded.valid_from)`,
    [json],
  );
}

export async function saveDevices(client: PoolClient, rows: readonly DeviceRow[]): Promise<void> {
  const ids = rows.map((row) => row.id).toSorted();
  const claimed = await textsOf(
    client,
    `SELECT id || ' ' || grid_code AS value FROM device WHERE id = ANY($1) AND state = 'CLAIMED'
     ORDER BY id FOR UPDATE`,
    [ids],
  );
  await client.query(
    `WITH told AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS row
         (id text, family text, name text, vendor text, model text, serial text, firmware text, "gridCode" text,
          address text, building text, floor text, tags text[], longitude double precision,
          latitude double precision, codec text))
     INSERT INTO device (id, family, name, vendor, model, serial, firmware, state, grid_code, address, building, floor,
                         tags, longitude, latitude, codec, claimed_at, claimed_by)
     SELECT id, family, name, vendor, model, serial, firmware, 'CLAIMED', "gridCode", address, building, floor,
            COALESCE(tags, (SELECT known.tags FROM device known WHERE known.id = told.id), '{}'), longitude, latitude,
            codec, now(), 'import'
     FROM told
     ON CONFLICT (id) DO UPDATE SET
       family = excluded.family, name = excluded.name, state = 'CLAIMED', grid_code = excluded.grid_code,
       vendor = COALESCE(excluded.vendor, device.vendor), serial = COALESCE(excluded.serial, device.serial),
       firmware = COALESCE(excluded.firmware, device.firmware), tags = excluded.tags,
       building = COALESCE(excluded.building, device.building), floor = COALESCE(excluded.floor, device.floor),
       retired_at = NULL, retired_by = NULL, retire_reason = NULL,
       model = COALESCE(excluded.model, device.model), address = COALESCE(excluded.address, device.address),
       longitude = COALESCE(excluded.longitude, device.longitude),
       latitude = COALESCE(excluded.latitude, device.latitude),
       codec = COALESCE(excluded.codec, device.codec),
       claimed_at = now(), claimed_by = 'import', version = device.version + 1`,
    [JSON.stringify(rows)],
  );
  const wasClaimed = new Set([...claimed].map((value) => value.slice(0, value.lastIndexOf(' '))));
  const events = rows
    .filter((row) => !claimed.has(`${row.id} ${row.gridCode}`))
    .map(
      (row): DeviceFeedEvent => ({
        topic: 'device',
        change: wasClaimed.has(row.id) ? 'MOVED' : 'CLAIMED',
        deviceId: row.id,
        gridCode: row.gridCode,
      }),
    );
  if (events.length > 0) await appendFeed(client, events);
}

export async function saveAliases(client: PoolClient, rows: readonly GridRow[]): Promise<void> {
  await client.query(
    `INSERT INTO grid_alias (scheme, code, grid_code)
     SELECT 'CJ/T 349', alias, code FROM jsonb_to_recordset($1::jsonb) AS row (alias text, code text)
     ON CONFLICT (code) DO UPDATE SET grid_code = excluded.grid_code`,
    [JSON.stringify(rows)],
  );
}

/** A version from `validFrom` on; without one since ever for a grid that was never drawn, else from now on. */
export async function saveBoundaries(
  client: PoolClient,
  rows: readonly BoundaryRow[],
  actor: string,
): Promise<void> {
  const told = `jsonb_to_recordset($1::jsonb) AS row (code text, boundary jsonb, "areaM2" double precision, "validFrom" timestamptz)`;
  await client.query(
    `CREATE TEMP TABLE IF NOT EXISTS told_boundary (code text, boundary jsonb, area double precision, since timestamptz(3))
     ON COMMIT DROP`,
  );
  await client.query('TRUNCATE told_boundary');
  await client.query(
    `INSERT INTO told_boundary
     SELECT code, boundary, "areaM2", COALESCE("validFrom",
       CASE WHEN EXISTS (SELECT FROM grid_boundary b WHERE b.grid_code = code)
            THEN date_trunc('milliseconds', now()) ELSE '-infinity' END)
     FROM ${told}`,
    [JSON.stringify(rows)],
  );
  // drawn as it was already: no new version
  await client.query(
    `DELETE FROM told_boundary t USING grid_boundary b
     WHERE b.grid_code = t.code AND b.boundary = t.boundary AND b.valid_from <= t.since AND b.valid_to = 'infinity'`,
  );
  await client.query(
    `UPDATE grid_boundary b SET valid_to = t.since FROM told_boundary t
     WHERE b.grid_code = t.code AND b.valid_from < t.since AND b.valid_to > t.since`,
  );
  await client.query(
    'DELETE FROM grid_boundary b USING told_boundary t WHERE b.grid_code = t.code AND b.valid_from >= t.since',
  );
  await client.query(
    `INSERT INTO grid_boundary (grid_code, boundary, valid_from, area_m2, drawn_by)
     SELECT code, boundary, since, area, $1 FROM told_boundary`,
    [actor],
  );
}

export async function saveBuildings(client: PoolClient, rows: readonly BuildingRow[]): Promise<void> {
  await client.query(
    `INSERT INTO building (id, grid_code, name, compound, address, floors, leader_id, longitude, latitude)
     SELECT id, "gridCode", name, compound, address, floors, "leaderId", longitude, latitude
     FROM jsonb_to_recordset($1::jsonb) AS row
       (id text, "gridCode" text, name text, compound text, address text, floors integer, "leaderId" text,
        longitude double precision, latitude double precision)
     ON CONFLICT (id) DO UPDATE SET grid_code = excluded.grid_code, name = excluded.name, updated_at = now(),
       compound = COALESCE(excluded.compound, building.compound),
       address = COALESCE(excluded.address, building.address),
       floors = COALESCE(excluded.floors, building.floors),
       leader_id = COALESCE(excluded.leader_id, building.leader_id),
       longitude = COALESCE(excluded.longitude, building.longitude),
       latitude = COALESCE(excluded.latitude, building.latitude)`,
    [JSON.stringify(rows)],
  );
}

/** Rows with floor leaders say all of their building's. */
export async function saveFloors(client: PoolClient, rows: readonly BuildingRow[]): Promise<void> {
  await client.query('DELETE FROM building_floor WHERE building_id = ANY($1)', [rows.map(({ id }) => id)]);
  const floors = rows.flatMap(({ id, floorLeaders }) =>
    (floorLeaders ?? []).map(({ floor, leaderId }) => ({ id, floor, leaderId })),
  );
  await client.query(
    `INSERT INTO building_floor (building_id, floor, leader_id)
     SELECT DISTINCT ON (id, floor) id, floor, "leaderId"
     FROM jsonb_to_recordset($1::jsonb) AS row (id text, floor text, "leaderId" text)`,
    [JSON.stringify(floors)],
  );
}

export async function saveHouseholds(client: PoolClient, rows: readonly HouseholdRow[]): Promise<void> {
  await client.query(
    `WITH told AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS row
       (id text, "gridCode" text, "buildingId" text, floor text, room text, "headName" text, phone text,
        permanent boolean, members integer, longitude double precision, latitude double precision))
     INSERT INTO household (id, grid_code, building_id, floor, room, head_name, phone, permanent, members, longitude,
       latitude)
     SELECT t.id, "gridCode", "buildingId", t.floor, t.room, "headName", t.phone,
       COALESCE(t.permanent, h.permanent, true), t.members, t.longitude, t.latitude
     FROM told t LEFT JOIN household h ON h.id = t.id
     ON CONFLICT (id) DO UPDATE SET grid_code = excluded.grid_code, permanent = excluded.permanent,
       building_id = COALESCE(excluded.building_id, household.building_id),
       floor = COALESCE(excluded.floor, household.floor), room = COALESCE(excluded.room, household.room),
       head_name = COALESCE(excluded.head_name, household.head_name),
       phone = COALESCE(excluded.phone, household.phone), members = COALESCE(excluded.members, household.members),
       longitude = COALESCE(excluded.longitude, household.longitude),
       latitude = COALESCE(excluded.latitude, household.latitude),
       version = household.version + 1, updated_at = now()`,
    [JSON.stringify(rows)],
  );
}

export async function saveKeyPersons(client: PoolClient, rows: readonly KeyPersonRow[]): Promise<void> {
  await client.query(
    `WITH told AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS row
       (id text, "gridCode" text, "householdId" text, category text, name text, phone text, "careNote" text,
        "weeklyVisit" boolean))
     INSERT INTO key_person (id, grid_code, household_id, category, name, phone, care_note, weekly_visit)
     SELECT t.id, "gridCode", "householdId", t.category, COALESCE(t.name, p.name), t.phone, "careNote",
       COALESCE("weeklyVisit", p.weekly_visit, false)
     FROM told t LEFT JOIN key_person p ON p.id = t.id
     ON CONFLICT (id) DO UPDATE SET grid_code = excluded.grid_code, category = excluded.category,
       name = excluded.name, weekly_visit = excluded.weekly_visit, ended_at = NULL,
       household_id = COALESCE(excluded.household_id, key_person.household_id),
       phone = COALESCE(excluded.phone, key_person.phone),
       care_note = COALESCE(excluded.care_note, key_person.care_note),
       version = key_person.version + 1, updated_at = now()`,
    [JSON.stringify(rows)],
  );
}

export async function textsOf(
  client: PoolClient,
  text: string,
  values: unknown[] = [],
): Promise<Set<string>> {
  const { rows } = await client.query<{ value: unknown }>(text, values);
  return new Set(rows.map((row) => String(row.value)));
}
