import { encodeAlertId } from '../../core/ids.ts';
import type { Principal, Role } from '../../core/permissions.ts';
import { loadConfig } from '../../runtime/config.ts';
import { createFeed, type Feed } from '../../runtime/feed.ts';
import { shippedGovernance } from '../../runtime/governance.ts';
import { createMetrics } from '../../runtime/metrics.ts';
import type { Db } from '../../runtime/postgres.ts';
import { openSeries } from '../../runtime/series/open.ts';
import type { Subgraph } from '../../runtime/subgraph.ts';
import type { SubgraphDeps } from '../../subgraphs/deps.ts';
import { testLog } from './log.ts';

/** Two neighbouring communities with two grids each, and nothing else. */
export const EAST = '511402001001';
export const WEST = '511402001002';

export function principalOf(roles: readonly Role[], ...grids: string[]): Principal {
  return { subject: `test ${roles.join(' ')}`, roles, grids, expiresAt: Date.now() + 3_600_000 };
}

/** Sees the whole site and may do everything. */
export const ADMIN = principalOf(['admin'], '');

/** What a subgraph is given, on the embedded series store unless `env` says otherwise; close the feed before the database. */
export function subgraphDeps(db: Db, env: Record<string, string> = {}): SubgraphDeps & { feed: Feed } {
  const config = loadConfig(env);
  const metrics = createMetrics({ processMetrics: false });
  const feed = createFeed(db, { log: testLog, keptDays: config.retention.feedDays });
  const governance = shippedGovernance();
  const series = openSeries(config, db, testLog, metrics);
  return { db, series, feed, governance, config, log: testLog, metrics };
}

/** Answers of a subgraph in this process, to one principal. */
export function asker(subgraph: Subgraph) {
  const run = (principal: Principal | null, query: string, variables: Record<string, unknown> = {}) =>
    subgraph.execute({ query, variables }, { principal, requestId: 'test' });
  return {
    /** The data as plain JSON. @throws when there is any error */
    async data(principal: Principal, query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await run(principal, query, variables);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return JSON.parse(JSON.stringify(data));
    },
    /** Codes of the errors, none when all went well. */
    async codes(principal: Principal | null, query: string, variables?: Record<string, unknown>) {
      const { errors = [] } = await run(principal, query, variables);
      return errors.map((error) => error.extensions.code);
    },
  };
}

/** How many statements `work` sends to Postgres. */
export async function statements(db: Db, work: () => Promise<unknown>): Promise<number> {
  let sent = 0;
  const stop = db.onQuery(() => {
    sent += 1;
  });
  await work();
  stop();
  return sent;
}

export async function seedGrids(db: Db): Promise<void> {
  const codes = ['5114', '511402', '511402001', EAST, WEST].concat(
    [EAST, WEST].flatMap((community) => [`${community}001`, `${community}002`]),
  );
  for (const code of codes) {
    await db.pool.query('INSERT INTO grid (code, level, name, parent_code) VALUES ($1, $2, $3, $4)', [
      code,
      { 4: 'CITY', 6: 'COUNTY', 9: 'SUBDISTRICT', 12: 'COMMUNITY' }[code.length] ?? 'GRID',
      `grid ${code}`,
      codes.filter((other) => other !== code && code.startsWith(other)).at(-1) ?? null,
    ]);
  }
}

export async function addDevice(
  db: Db,
  id: string,
  where: { gridCode?: string; gridHint?: string },
  family = 'camera',
): Promise<void> {
  await db.pool.query(
    `INSERT INTO device (id, family, name, state, grid_code, grid_hint, first_seen_at)
     VALUES ($1, $2, $1, $3, $4, $5, now())`,
    [id, family, where.gridCode === undefined ? 'UNCLAIMED' : 'CLAIMED', where.gridCode, where.gridHint],
  );
}

export interface TestIncident {
  id: string;
  deviceId: string;
  gridCode: string | null;
  type?: string;
  severity?: number;
  state?: 'ACTIVE' | 'CLEARED';
  channel?: string;
  firstSeenMs: number;
  lastSeenMs?: number;
  count?: number;
}

export async function addIncident(db: Db, incident: TestIncident): Promise<void> {
  const { id, deviceId, gridCode, firstSeenMs, lastSeenMs = firstSeenMs } = incident;
  await db.pool.query(
    `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
       first_seen_at, last_seen_at, last_alert_id, opened_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '', $10)`,
    [
      ...[id, deviceId, incident.channel ?? '', incident.type ?? 'camera.fire', gridCode],
      ...[(gridCode ?? '000000000000').slice(0, 12), incident.severity ?? 3, incident.state ?? 'ACTIVE'],
      ...[incident.count ?? 1, new Date(firstSeenMs), new Date(lastSeenMs)],
    ],
  );
}

export interface TestAlert {
  deviceId: string;
  gridCode: string | null;
  timeMs: number;
  incidentId?: string;
  type?: string;
  /** Below the millisecond. */
  ns?: number;
}

/** @returns the alert's id */
export async function addAlert(db: Db, alert: TestAlert): Promise<string> {
  const { deviceId, gridCode, timeMs, type = 'camera.fire', incidentId = null } = alert;
  const communityCode = (gridCode ?? '000000000000').slice(0, 12);
  const timeNs = BigInt(timeMs) * 1_000_000n + BigInt(alert.ns ?? 0);
  const id = encodeAlertId({ communityCode, type, timeNs, deviceId });
  await db.pool.query(
    `INSERT INTO alert_log (community_code, type, time_ns, id, fingerprint, device_id, family, grid_code, channel,
       severity, status, time_quality, received_at, incident_id, counted, codec)
     VALUES ($1, $2, $3, $4, 1, $5, 'camera', $6, '', 3, 'ACTUAL', 'GOOD', $7, $8, $9, 'test')`,
    [communityCode, type, timeNs, id, deviceId, gridCode, new Date(timeMs), incidentId, incidentId !== null],
  );
  await db.pool.query(
    `INSERT INTO alert_count_hourly AS h (hour, grid_code, type, severity, count)
     VALUES (date_trunc('hour', $1::timestamptz, 'UTC'), $2, $3, 3, 1)
     ON CONFLICT (hour, grid_code, type, severity) DO UPDATE SET count = h.count + 1`,
    [new Date(timeMs), gridCode ?? '', type],
  );
  return id;
}

/** A fault of refused frames with one kept frame. */
export async function addQuarantine(
  db: Db,
  { id, gridCode, topic, message }: { id: string; gridCode: string | null; topic: string; message: string },
): Promise<void> {
  await db.pool.query(
    `INSERT INTO quarantine_fault (id, broker, source, codec, codec_version, reason, path, topic_pattern, grid_code,
       message, last_topic, count, first_seen_at, last_seen_at, samples)
     VALUES ($1, 'hub', 'canonical', 'canonical', 1, 'SCHEMA_MISMATCH', '/time', $3, $2, $4, $3, 1, now(), now(), 1)`,
    [id, gridCode, topic, message],
  );
  await db.pool.query(
    `INSERT INTO quarantine_sample (id, fault_id, topic, payload, size, whole, path, message, received_at)
     VALUES ('s-' || $1, $1, $2, $3, 2, true, '/time', $4, now())`,
    [id, topic, Buffer.from(message), message],
  );
}
