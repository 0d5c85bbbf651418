import type { PoolClient } from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Family } from '../core/signal.ts';
import type { Db } from '../runtime/postgres.ts';
import { type DemoDevice, demoDevices } from './demo-devices.ts';
import { type DemoHouseholds, demoHouseholds } from './demo-households.ts';
import { type DemoPeople, demoPeople } from './demo-people.ts';
import { type DemoGrid, demoGrids } from './demo-places.ts';

/** The demo community: places, people, households and devices with invented names. */
export interface Demo extends DemoPeople, DemoHouseholds {
  grids: DemoGrid[];
  devices: DemoDevice[];
}

/** `claimed_by` of the demo's devices. */
export const DEMO_CLAIMANT = 'demo';

/** Pure: the same `now` gives the same community. */
export function buildDemo(now: Date): Demo {
  const grids = demoGrids();
  return { grids, ...demoPeople(grids, now), ...demoHouseholds(grids), devices: demoDevices(grids) };
}

/**
 * Puts the demo community into an empty hub, in one transaction. Does nothing where any grid exists already.
 * @returns how many rows were made; null when nothing was done
 */
export async function seedDemo(
  db: Db,
  now = new Date(),
): Promise<{ grids: number; devices: number; posts: number } | null> {
  return db.tx(async (client) => {
    // two hubs starting at once on one database: the second one waits, then sees the grids
    await client.query('LOCK TABLE grid IN SHARE ROW EXCLUSIVE MODE');
    const existing = await client.query('SELECT 1 FROM grid LIMIT 1');
    if (existing.rowCount !== 0) return null;
    const demo = buildDemo(now);
    await insert(client, 'grid', demo.grids, {
      code: 'text',
      level: 'text',
      name: 'text',
      parentCode: 'text',
      households: 'integer',
      boundary: 'jsonb',
    });
    await insert(client, 'party', demo.parties, { id: 'text', kind: 'text', name: 'text', gridCode: 'text' });
    await insert(client, 'person', demo.persons, {
      id: 'text',
      title: 'text',
      phone: 'text',
      partyId: 'text',
    });
    await insert(client, 'post', demo.posts, {
      id: 'text',
      role: 'text',
      gridCode: 'text',
      personId: 'text',
      partyId: 'text',
      validFrom: 'timestamptz',
      validTo: 'timestamptz',
    });
    await insert(client, 'absence', demo.absences, {
      id: 'text',
      personId: 'text',
      startsAt: 'timestamptz',
      endsAt: 'timestamptz',
      reason: 'text',
    });
    await insert(client, 'post_substitute', demo.substitutes, {
      id: 'text',
      postId: 'text',
      personId: 'text',
      startsAt: 'timestamptz',
      endsAt: 'timestamptz',
    });
    await insert(client, 'roster', demo.rosters, {
      id: 'text',
      gridCode: 'text',
      role: 'text',
      name: 'text',
      pattern: 'jsonb',
      validFrom: 'timestamptz',
    });
    await insertHouseholds(client, demo);
    const claimed = demo.devices.map((device) => ({
      ...device,
      state: 'CLAIMED',
      claimedAt: now,
      claimedBy: DEMO_CLAIMANT,
    }));
    await insert(client, 'device', claimed, {
      id: 'text',
      family: 'text',
      name: 'text',
      model: 'text',
      gridCode: 'text',
      address: 'text',
      longitude: 'double precision',
      latitude: 'double precision',
      codec: 'text',
      state: 'text',
      claimedAt: 'timestamptz',
      claimedBy: 'text',
    });
    return { grids: demo.grids.length, devices: demo.devices.length, posts: demo.posts.length };
  });
}

async function insertHouseholds(client: PoolClient, demo: Demo): Promise<void> {
  await insert(client, 'building', demo.buildings, {
    ...{ id: 'text', gridCode: 'text', name: 'text', compound: 'text', address: 'text' },
    ...{ floors: 'integer', leaderId: 'text' },
  });
  await insert(client, 'building_floor', demo.floors, {
    ...{ buildingId: 'text', floor: 'text', leaderId: 'text' },
  });
  await insert(client, 'household', demo.households, {
    ...{ id: 'text', gridCode: 'text', buildingId: 'text', floor: 'text', room: 'text' },
    ...{ headName: 'text', members: 'integer' },
  });
  await insert(client, 'key_person', demo.keyPersons, {
    ...{ id: 'text', gridCode: 'text', householdId: 'text', category: 'text', name: 'text' },
    ...{ careNote: 'text', weeklyVisit: 'boolean' },
  });
}

type ColumnType = 'text' | 'integer' | 'double precision' | 'jsonb' | 'timestamptz' | 'boolean';

/** One statement for all rows. Table and column names come from this file alone, never from outside. */
async function insert<T extends object>(
  client: PoolClient,
  table: string,
  rows: readonly T[],
  columns: Partial<Record<keyof T & string, ColumnType>>,
): Promise<void> {
  const names = Object.keys(columns).map((name) =>
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
  const shape = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  const picked = Object.keys(columns).map((name) => `"${name}"`);
  await client.query(
    `INSERT INTO ${table} (${names.join(', ')})
     SELECT ${picked.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS row (${shape.join(', ')})`,
    [JSON.stringify(rows)],
  );
}

/** What the simulator plays: a device as it is known to the hub. */
export interface PlayedDevice {
  id: string;
  family: Family;
  codec: DemoDevice['codec'];
  gridCode: string;
}

const playedDevice = Compile(
  Type.Object({
    id: Type.String(),
    family: Type.Union([
      Type.Literal('camera'),
      Type.Literal('elevator'),
      Type.Literal('charger'),
      Type.Literal('sensor'),
    ]),
    codec: Type.Union([Type.Literal('canonical'), Type.Literal('ocpp16'), Type.Literal('frigate')]),
    gridCode: Type.String(),
  }),
);

/** The demo's devices that are still claimed, where they stand now. */
export async function playedDevices(db: Db): Promise<PlayedDevice[]> {
  const result = await db.pool.query(
    `SELECT id, family, codec, grid_code AS "gridCode" FROM device
     WHERE claimed_by = $1 AND state = 'CLAIMED' ORDER BY id`,
    [DEMO_CLAIMANT],
  );
  // a row that somebody has changed to another format is no longer the simulator's
  return result.rows.filter((row: unknown) => playedDevice.Check(row));
}
