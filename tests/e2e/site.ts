import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeAlertId } from '../../core/ids.ts';
import type { Role } from '../../core/permissions.ts';
import { type Gateway, startGateway } from '../../gateway/start.ts';
import { seedDemo } from '../../hub/demo.ts';
import { createAuth } from '../../runtime/auth.ts';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { appendFeed, createFeed, type Feed } from '../../runtime/feed.ts';
import { subjectReader } from '../../runtime/feed-subject.ts';
import { shippedGovernance } from '../../runtime/governance.ts';
import { createMetrics, type Metrics } from '../../runtime/metrics.ts';
import type { Db } from '../../runtime/postgres.ts';
import { openSeries } from '../../runtime/series/open.ts';
import { serveSubgraph } from '../../runtime/subgraph.ts';
import { SUBGRAPHS } from '../../subgraphs/table.ts';
import { startDispatcher } from '../../subgraphs/workorders/dispatcher.ts';
import { type TestDb, testDb } from '../support/db.ts';
import { testLog } from '../support/log.ts';

/** A gateway with every subgraph in-process over a demo community, without intake and dispatcher. */
export interface Site {
  url: string;
  db: Db;
  feed: Feed;
  metrics: Metrics;
  token(role: Role, ...grids: string[]): Promise<string>;
  /** Of another person; by default it counts for two seconds more, the clocks' tolerance among them. */
  shortToken(role: Role, ttlSeconds?: number): Promise<string>;
  /** Another gateway over the same stores; `without` leaves subgraphs to `HUB_SUBGRAPHS`. */
  another(env: Record<string, string>, without?: readonly string[]): Promise<Gateway>;
  /** A subgraph by itself, over HTTP, over the same stores. */
  serve(name: string): Promise<{ name: string; url: string; close(): Promise<void> }>;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** Its stores, which it closes in the end; a database of its own in the run's Postgres by default. */
  store?: Pick<TestDb, 'db' | 'close'>;
  /** Whether incidents open work orders. */
  dispatch?: boolean;
}

export async function openSite(env: Record<string, string> = {}, options: SiteOptions = {}): Promise<Site> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wangge-site-'));
  const store = options.store ?? (await testDb());
  const { db } = store;
  await seedDemo(db);
  const base = { HUB_HTTP_PORT: '0', HUB_DATA_DIR: dataDir, HUB_LOG_LEVEL: 'silent', ...env };
  const config = loadConfig(base);
  const metrics = createMetrics({ processMetrics: false });
  const feed = createFeed(db, { log: testLog, metrics, keptDays: config.retention.feedDays });
  const series = openSeries(config, db, testLog, metrics);
  const auth = await createAuth(config);
  const governance = shippedGovernance();

  async function open(using: Config, on: Metrics, without: readonly string[]): Promise<Gateway> {
    const deps = { config: using, db, feed, governance, series, log: testLog, metrics: on };
    const here = SUBGRAPHS.filter((entry) => !without.includes(entry.name));
    return startGateway({
      config: using,
      // of the same key, and of what the setting names beside it
      auth: await createAuth(using),
      feed,
      subject: subjectReader(db),
      log: testLog,
      metrics: on,
      subgraphs: here.map((entry) => entry.create(deps)),
      checks: [{ name: 'postgres', check: async () => void (await db.pool.query('SELECT 1')) }],
    });
  }

  const gateway = await open(config, metrics, []);
  const dispatcher =
    options.dispatch === true
      ? startDispatcher({ db, feed, governance, config, log: testLog, metrics })
      : null;
  return {
    url: gateway.url,
    db,
    feed,
    metrics,
    token: (role, ...grids) => auth.sign({ subject: `test-${role}`, roles: [role], grids, ttlSeconds: 600 }),
    shortToken: (role, ttlSeconds = -28) =>
      auth.sign({ subject: `short-${role}`, roles: [role], grids: ['*'], ttlSeconds }),
    another: (more, without = []) =>
      open(loadConfig({ ...base, ...more }), createMetrics({ processMetrics: false }), without),
    async serve(name) {
      const entry = SUBGRAPHS.find((one) => one.name === name);
      if (entry === undefined) throw new Error(`no subgraph ${name}`);
      const on = createMetrics({ processMetrics: false });
      const served = await serveSubgraph(
        entry.create({ config, db, feed, governance, series, log: testLog, metrics: on }),
        { config, auth, metrics: on, log: testLog, port: 0, host: '127.0.0.1' },
      );
      return { name, ...served };
    },
    async close() {
      await gateway.close();
      await dispatcher?.close();
      await series.close();
      await feed.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export interface MadeIncident {
  incidentId: string;
  workOrderId: string;
  deviceId: string;
  gridCode: string;
}

/** One active incident with its alert and its work order on each of these devices, newest last. */
export async function makeIncidents(
  db: Db,
  devices: readonly { id: string; gridCode: string }[],
  now = Date.now(),
): Promise<MadeIncident[]> {
  const made: MadeIncident[] = [];
  for (const [index, { id: deviceId, gridCode }] of devices.entries()) {
    const incidentId = `inc_test-${deviceId}`;
    const workOrderId = `wo_test-${deviceId}`;
    const timeMs = now - (devices.length - index) * 1_000;
    const timeNs = BigInt(timeMs) * 1_000_000n + BigInt(index);
    const communityCode = gridCode.slice(0, 12);
    const type = 'elevator.ebike';
    const alertId = encodeAlertId({ communityCode, type, timeNs, deviceId });
    const at = new Date(timeMs);
    await db.pool.query(
      `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
         first_seen_at, last_seen_at, last_alert_id, opened_at)
       VALUES ($1, $2, '', $3, $4, $5, 2, 'ACTIVE', 1, $6, $6, $7, $6)`,
      [incidentId, deviceId, type, gridCode, communityCode, at, alertId],
    );
    await db.pool.query(
      `INSERT INTO alert_log (community_code, type, time_ns, id, fingerprint, device_id, family, grid_code, channel,
         severity, status, time_quality, received_at, incident_id, counted, codec)
       VALUES ($1, $2, $3, $4, $5, $6, 'elevator', $7, '', 2, 'ACTUAL', 'GOOD', $8, $9, true, 'canonical')`,
      [communityCode, type, timeNs, alertId, index, deviceId, gridCode, at, incidentId],
    );
    const person = await db.pool.query(
      'SELECT person_id FROM post WHERE $1 LIKE grid_code || $2 ORDER BY length(grid_code) DESC, id LIMIT 1',
      [gridCode, '%'],
    );
    await db.pool.query(
      `INSERT INTO work_order (id, case_number, profile, state, source, matter, title, severity, grid_code,
         assignee_id, dispatch_explanation, created_at, updated_at)
       VALUES ($1, $1, 'test', 'DISPATCHED', 'INCIDENT', 'fire-hazard', '电动车进电梯', 2, $2, $3, 'a test', $4, $4)`,
      [workOrderId, gridCode, person.rows[0]?.person_id ?? null, at],
    );
    await db.pool.query('INSERT INTO work_order_incident (work_order_id, incident_id) VALUES ($1, $2)', [
      workOrderId,
      incidentId,
    ]);
    made.push({ incidentId, workOrderId, deviceId, gridCode });
  }
  return made;
}

/** Tells the feed of a change, as the pipeline does after a repeated alert. */
export async function tellRepeated(db: Db, incident: MadeIncident, count = 2): Promise<void> {
  await appendFeed(db.pool, [
    {
      topic: 'incident',
      change: 'REPEATED',
      incidentId: incident.incidentId,
      alertId: null,
      deviceId: incident.deviceId,
      channel: '',
      type: 'elevator.ebike',
      severity: 'major',
      state: 'ACTIVE',
      count,
      gridCode: incident.gridCode,
    },
  ]);
}

/** The demo's devices, by grid. */
export async function demoDevices(db: Db, prefix = ''): Promise<{ id: string; gridCode: string }[]> {
  const { rows } = await db.pool.query(
    'SELECT id, grid_code FROM device WHERE starts_with(grid_code, $1) ORDER BY id',
    [prefix],
  );
  return rows.map((row) => ({ id: String(row.id), gridCode: String(row.grid_code) }));
}
