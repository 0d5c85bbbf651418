import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../runtime/embedded-postgres.ts';
import { encodeFeedCursor } from '../runtime/feed-cursor.ts';
import { migrate } from '../runtime/migrate.ts';
import { type Db, openPostgres } from '../runtime/postgres.ts';
import { type HubProcess, startProcess } from './e2e/child.ts';
import { at, listAt, openStream, type RawStream } from './e2e/graph-client.ts';
import { type Load, startLoad } from './e2e/load.ts';
import { openSite, type Site } from './e2e/site.ts';
import { freePort } from './support/free-port.ts';
import { type Influxd, influxdServer, startInfluxd } from './support/influxd.ts';
import { testLog } from './support/log.ts';
import { type Mosquitto, mosquittoServer, startMosquitto } from './support/mosquitto.ts';
import { until } from './support/until.ts';

const DATABASE = 'wangge';
const WATCH =
  'subscription ($grid: ID!) { incidentChanged(filter: { gridCode: $grid }) { cursor change incident { id count } } }';

/** A whole hub whose parts may fail: intake is a process of its own, the graph is here. */
describe.runIf(mosquittoServer !== null && influxdServer !== null)('under a steady load', () => {
  let folder: string;
  let postgres: EmbeddedPostgres;
  let mosquitto: Mosquitto;
  let influxd: Influxd;
  let db: Db;
  let site: Site;
  let token: string;
  let devices: { id: string; gridCode: string }[];
  let ingest: HubProcess;
  let opsPort: number;
  let doorPort: number;
  let load: Load | null = null;

  /** Reads mosquitto, or with `ownBroker` is the broker itself. */
  function startIngest({ ownBroker = false } = {}): Promise<HubProcess> {
    return startProcess({
      name: 'ingest',
      script: 'ingest/main.ts',
      folder,
      url: `http://127.0.0.1:${opsPort}`,
      env: {
        HUB_DATA_DIR: folder,
        DATABASE_URL: postgres.url,
        INFLUX_URL: influxd.url,
        INFLUX_DATABASE: DATABASE,
        INFLUX_TIMEOUT_MS: '2000',
        HUB_OPS_PORT: String(opsPort),
        ...(ownBroker ? { HUB_MQTT_PORT: String(doorPort) } : { MQTT_URL: mosquitto.url }),
      },
    });
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wangge-faults-'));
    [postgres, mosquitto, influxd, opsPort, doorPort] = await Promise.all([
      // a server of its own, whose commits are on disk: it will be killed
      startEmbeddedPostgres(folder, testLog),
      startMosquitto(),
      startInfluxd(),
      freePort(),
      freePort(),
    ]);
    await migrate(postgres.url, testLog);
    db = await openPostgres(postgres.url, { log: testLog });
    site = await openSite(
      { INFLUX_URL: influxd.url, INFLUX_DATABASE: DATABASE },
      { store: { db, close: () => db.close() }, dispatch: true },
    );
    token = await site.token('operations', '*');
    const { rows } = await db.pool.query(
      "SELECT id, grid_code FROM device WHERE family = 'elevator' AND state = 'CLAIMED' ORDER BY id",
    );
    devices = rows.map((row) => ({ id: String(row.id), gridCode: String(row.grid_code) }));
    ingest = await startIngest();
  });

  afterEach(async () => {
    await load?.finish();
    load = null;
  });

  afterAll(async () => {
    await ingest?.kill();
    await site?.close();
    await mosquitto?.close();
    await influxd?.close();
    await postgres?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Each scenario has lifts of its own, all of one compound, and a subscriber who is there before the first alert. */
  async function begin(
    name: string,
    mqttUrl = mosquitto.url,
  ): Promise<{ load: Load; gridCode: string; stream: RawStream }> {
    const gridCode = devices[0]?.gridCode.slice(0, 15) ?? '';
    const own = devices.filter((device) => device.gridCode.startsWith(gridCode));
    devices = devices.filter((device) => !own.includes(device));
    if (own.length === 0) throw new Error('the demo has no lifts left');
    const stream = await watch(gridCode);
    load = startLoad({ mqttUrl, name, devices: own });
    return { load, gridCode, stream };
  }

  async function logged(run: Load): Promise<Map<string, number>> {
    const { rows } = await db.pool.query(
      'SELECT source_event_id AS id, count(*)::int AS n FROM alert_log WHERE device_id = ANY($1) GROUP BY 1',
      [run.devices],
    );
    return new Map(rows.map((row) => [String(row.id), Number(row.n)]));
  }

  /** Points that InfluxDB itself counts, by device. */
  async function points(run: Load): Promise<Map<string, number>> {
    const devicesOfRun = run.devices.map((id) => `"device" = '${id}'`).join(' OR ');
    const search = new URLSearchParams({
      db: DATABASE,
      q: `SELECT "device" FROM "alert" WHERE ${devicesOfRun}`,
    });
    const answer: unknown = await (await fetch(`${influxd.url}/query?${search}`)).json();
    const counts = new Map<string, number>();
    if (at(answer, 'results', 0, 'series') === undefined) return counts;
    for (const series of listAt(answer, 'results', 0, 'series')) {
      for (const row of listAt(series, 'values')) {
        const device = String(at(row, 1));
        counts.set(device, (counts.get(device) ?? 0) + 1);
      }
    }
    return counts;
  }

  /** Every alert that was acknowledged is there once, everywhere. `mayLose`: what its broker lost by itself. */
  async function expectExactlyOnce(
    run: Load,
    mayLose: (acknowledgedAt: number) => boolean = () => false,
  ): Promise<number> {
    await run.finish();
    const missing = async () => {
      const there = await logged(run);
      return [...run.acknowledged].filter(([id]) => !there.has(id));
    };
    await until(async () => (await missing()).every(([, { at: when }]) => mayLose(when)), {
      timeoutMs: 30_000,
      what: 'every acknowledged alert is in the alert log',
    });
    // what is still on its way from the broker counts, too
    await until(
      async () =>
        (await (await fetch(`${ingest.url}/metrics`)).text()).match(/^hub_mqtt_unacknowledged [1-9]/m) ===
        null,
    );
    const there = await logged(run);
    expect([...there].filter(([, count]) => count !== 1)).toEqual([]);

    const perDevice = new Map<string, number>();
    const alerts = await db.pool.query(
      'SELECT device_id, count(*)::int AS n FROM alert_log WHERE device_id = ANY($1) AND counted GROUP BY 1',
      [run.devices],
    );
    for (const row of alerts.rows) perDevice.set(String(row.device_id), Number(row.n));
    const incidents = await db.pool.query(
      'SELECT device_id, sum(count)::int AS n, count(*)::int AS incidents FROM incident WHERE device_id = ANY($1) GROUP BY 1',
      [run.devices],
    );
    expect(new Map(incidents.rows.map((row) => [String(row.device_id), Number(row.n)]))).toEqual(perDevice);
    expect(incidents.rows.filter((row) => row.incidents !== 1)).toEqual([]);

    await until(
      async () => {
        const counted = await points(run);
        return [...perDevice].every(([device, count]) => (counted.get(device) ?? 0) >= count);
      },
      { timeoutMs: 30_000, what: 'every alert is a point in InfluxDB' },
    );
    expect(await points(run)).toEqual(perDevice);

    const orders = () =>
      db.pool.query(
        `SELECT i.id, count(w.work_order_id)::int AS orders FROM incident i
         LEFT JOIN work_order_incident w ON w.incident_id = i.id WHERE i.device_id = ANY($1) GROUP BY 1`,
        [run.devices],
      );
    await until(async () => (await orders()).rows.every((row) => row.orders > 0), {
      what: 'every incident has its work order',
    });
    expect((await orders()).rows.filter((row) => row.orders !== 1)).toEqual([]);
    return (await missing()).length;
  }

  function watch(gridCode: string, lastEventId?: string): Promise<RawStream> {
    return openStream(site.url, {
      token,
      query: WATCH,
      variables: { grid: gridCode },
      ...(lastEventId === undefined ? {} : { lastEventId }),
    });
  }

  /** A subscriber who leaves and comes back with the last id he saw, and what he was told in all. */
  async function leaveAndResume(
    stream: RawStream,
    gridCode: string,
  ): Promise<{ before: string[]; stream: RawStream }> {
    await until(() => stream.events.length > 0);
    stream.close();
    await until(stream.done);
    const before = stream.events.map((event) => event.id ?? '');
    return { before, stream: await watch(gridCode, before.at(-1)) };
  }

  /** The cursors of every change there was, in commit order. */
  async function changes(gridCode: string): Promise<string[]> {
    const { rows } = await db.pool.query(
      "SELECT xid::text, seq::text FROM feed WHERE topic = 'incident' AND starts_with(grid_code, $1) ORDER BY feed.xid, feed.seq",
      [gridCode],
    );
    return rows.map((row) => encodeFeedCursor({ xid: BigInt(row.xid), seq: BigInt(row.seq) }));
  }

  async function expectToldAll(
    gridCode: string,
    before: readonly string[],
    stream: RawStream,
  ): Promise<void> {
    const expected = await changes(gridCode);
    const told = () => [...before, ...stream.events.map((event) => event.id ?? '')];
    await until(() => told().length >= expected.length, {
      timeoutMs: 30_000,
      what: 'the subscriber is told everything',
    });
    expect(told()).toEqual(expected);
    stream.close();
  }

  it('nothing is lost while InfluxDB is down, and nobody waits for it', async () => {
    const { load: run, gridCode, stream } = await begin('influx');
    await run.more(100);
    await influxd.stop();
    const atStop = (await logged(run)).size;
    await run.more(200);
    await until(async () => (await logged(run)).size > atStop + 150);
    const resumed = await leaveAndResume(stream, gridCode);
    await influxd.start();
    await run.more(50);
    await influxd.kill();
    await run.more(50);
    await influxd.start();
    await run.more(50);
    await expectExactlyOnce(run);
    await expectToldAll(gridCode, resumed.before, resumed.stream);
  });

  it('nothing is lost when the broker restarts on its data', async () => {
    const { load: run, gridCode, stream } = await begin('broker');
    await run.more(100);
    await mosquitto.restart();
    await run.more(100);
    const resumed = await leaveAndResume(stream, gridCode);
    await mosquitto.restart();
    await run.more(100);
    await expectExactlyOnce(run);
    await expectToldAll(gridCode, resumed.before, resumed.stream);
  });

  it('a killed broker loses at most what it had not written down itself', async () => {
    const { load: run, gridCode, stream } = await begin('killed-broker');
    await run.more(150);
    const killedAt = Date.now();
    await mosquitto.kill();
    await mosquitto.start();
    await run.more(150);
    // the promise of the hub begins where the broker hands over; its own persistence is written once a second
    const lost = await expectExactlyOnce(run, (when) => when > killedAt - 1_500 && when < killedAt + 100);
    expect(lost).toBeLessThanOrEqual(5);
    await expectToldAll(gridCode, [], stream);
  });

  it('nothing is lost when Postgres is killed', async () => {
    const { load: run, gridCode, stream } = await begin('postgres');
    for (const signal of ['SIGQUIT', 'SIGINT'] as const) {
      await run.more(100);
      const pid = postgres.pid();
      process.kill(pid, signal);
      await until(() => postgres.pid() !== pid, { timeoutMs: 30_000, what: 'Postgres is back' });
    }
    await run.more(100);
    await expectExactlyOnce(run);
    await expectToldAll(gridCode, [], stream);
  });

  it('nothing is lost when intake is killed at any point', async () => {
    const { load: run, gridCode, stream: first } = await begin('killed-intake');
    let stream = first;
    const before: string[] = [];
    for (let kill = 0; kill < 3; kill += 1) {
      await run.more(40 + Math.floor(Math.random() * 80));
      await ingest.kill();
      const resumed = await leaveAndResume(stream, gridCode);
      before.push(...resumed.before);
      stream = resumed.stream;
      ingest = await startIngest();
      await until(() => stream.events.length > 0, { timeoutMs: 30_000, what: 'intake runs again' });
    }
    await run.more(50);
    await expectExactlyOnce(run);
    await expectToldAll(gridCode, before, stream);
  });

  it("what the hub's own broker has acknowledged is stored, killed at any point", async () => {
    await ingest.stop();
    ingest = await startIngest({ ownBroker: true });
    const { load: run, gridCode, stream } = await begin('own-broker', `mqtt://127.0.0.1:${doorPort}`);
    for (let kill = 0; kill < 3; kill += 1) {
      await run.more(40 + Math.floor(Math.random() * 80));
      await ingest.kill();
      // at this very moment, before anything is started again or sent again
      const there = await logged(run);
      expect([...run.acknowledged.keys()].filter((id) => !there.has(id))).toEqual([]);
      ingest = await startIngest({ ownBroker: true });
    }
    await run.more(50);
    await expectExactlyOnce(run);
    await expectToldAll(gridCode, [], stream);
  });
});
