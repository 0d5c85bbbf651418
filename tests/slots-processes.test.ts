import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type HubProcess, startProcess } from './e2e/child.ts';
import { type Load, startLoad } from './e2e/load.ts';
import { type TestDb, testDb } from './support/db.ts';
import { freePort } from './support/free-port.ts';
import { emptyIntake, GRID } from './support/intake.ts';
import { type Mosquitto, mosquittoServer, startMosquitto } from './support/mosquitto.ts';
import { until } from './support/until.ts';

const DEVICES = Array.from({ length: 8 }, (_, index) => ({ id: `lift-${index}`, gridCode: GRID }));
/** Four slots of two lifts each. */
const SOURCES = JSON.stringify({
  slots: Object.fromEntries(
    [0, 2, 4, 6].map((first) => [
      `slot-${first}`,
      { filters: [first, first + 1].map((lift) => `community/v1/+/elevator/lift-${lift}/+`) },
    ]),
  ),
  sources: [{ codec: 'canonical' }],
});

describe.runIf(mosquittoServer !== null)('two processes that share slots, under load', () => {
  let folder: string;
  let database: TestDb;
  let broker: Mosquitto;
  let load: Load | null = null;
  const running = new Set<HubProcess>();

  async function start(name: string): Promise<HubProcess> {
    const port = String(await freePort());
    const started = await startProcess({
      ...{ name, script: 'ingest/main.ts', folder, url: `http://127.0.0.1:${port}` },
      env: {
        HUB_DATA_DIR: folder,
        DATABASE_URL: database.url,
        MQTT_URL: broker.url,
        HUB_SOURCES_FILE: join(folder, 'sources.json'),
        HUB_OPS_PORT: port,
      },
    });
    running.add(started);
    return started;
  }

  async function figure({ url }: HubProcess, name: string): Promise<number> {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  }
  const holds = (one: HubProcess, count: number) =>
    until(async () => (await figure(one, 'hub_ingest_slots_held')) === count, {
      timeoutMs: 45_000,
      what: `${one.name} holds ${count} slots`,
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wangge-slots-'));
    await writeFile(join(folder, 'sources.json'), SOURCES);
    [database, broker] = await Promise.all([testDb(), startMosquitto()]);
  });
  afterEach(async () => {
    await load?.finish();
    load = null;
    for (const one of running) await one.kill();
    running.clear();
    await emptyIntake(database.db);
    await database.db.pool.query('TRUNCATE ingest_slot, ingest_worker');
  });
  afterAll(async () => {
    await broker?.close();
    await database?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function bothWork(): Promise<[HubProcess, HubProcess]> {
    const both: [HubProcess, HubProcess] = [await start('first'), await start('second')];
    await Promise.all(both.map((one) => holds(one, 2)));
    load = startLoad({ mqttUrl: broker.url, name: `slots-${Date.now()}`, devices: DEVICES });
    await load.more(200);
    return both;
  }

  /** Every alert that the broker acknowledged is stored, and counted by the incident of its lift, once. */
  async function expectExactlyOnce(): Promise<void> {
    await load?.finish();
    const acknowledged = new Set(load?.acknowledged.keys());
    expect(acknowledged.size).toBeGreaterThan(300);
    const { pool } = database.db;
    await until(async () => {
      const { rows } = await pool.query<{ id: string }>(
        'SELECT DISTINCT source_event_id AS id FROM alert_log',
      );
      const stored = new Set(rows.map(({ id }) => id));
      return [...acknowledged].every((id) => stored.has(id));
    });
    const { rows } = await pool.query(
      `SELECT (SELECT count(*)::int FROM alert_log) AS alerts,
         (SELECT count(DISTINCT source_event_id)::int FROM alert_log) AS different,
         (SELECT sum(count)::int FROM incident) AS counted, (SELECT count(*)::int FROM incident) AS incidents`,
    );
    const { alerts } = rows[0];
    expect(rows).toEqual([{ alerts, different: alerts, counted: alerts, incidents: DEVICES.length }]);
  }

  it('the survivor takes over from one that was killed, within 30 s', async () => {
    const [first, second] = await bothWork();
    await first.kill();
    running.delete(first);
    const killedAt = Date.now();
    await holds(second, 4);
    expect(Date.now() - killedAt).toBeLessThan(30_000);
    expect(await figure(second, 'hub_ingest_slot_takeovers_total')).toBe(2);
    await load?.more(100);
    await expectExactlyOnce();
    const { rows } = await database.db.pool.query('SELECT name, token::int FROM ingest_slot ORDER BY name');
    // first took all four, second two of them, then the two others
    expect(rows.map(({ token }) => token)).toEqual([2, 2, 2, 2]);
  });

  it('one that stood still is fenced, and begins anew', async () => {
    const [first, second] = await bothWork();
    first.freeze();
    await holds(second, 4);
    await load?.more(100);
    first.thaw();
    await until(async () => (await figure(first, 'hub_ingest_fenced_total')) === 1);
    await load?.more(100);
    await Promise.all([holds(first, 2), holds(second, 2)]);
    await load?.more(50);
    await expectExactlyOnce();
  });

  it('one that is stopped hands over at once', async () => {
    const [first, second] = await bothWork();
    expect(await first.stop()).toBe(0);
    running.delete(first);
    const stoppedAt = Date.now();
    await holds(second, 4);
    expect(Date.now() - stoppedAt).toBeLessThan(5_000);
    expect(await figure(second, 'hub_ingest_slot_takeovers_total')).toBe(0);
    await load?.more(100);
    await expectExactlyOnce();
  });
});
