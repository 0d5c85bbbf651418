import { createServer } from 'node:net';
import mqtt from 'mqtt';
import { HubError } from '../core/errors.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { openSeries } from '../runtime/series/open.ts';
import { supergraphSdl } from '../schema/load.ts';

interface Finding {
  what: string;
  ok: boolean;
  detail: string;
  /** What to do about it. */
  mend?: string;
}

type Probe = (config: Config) => Promise<Finding>;

function portIsFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

async function portProbe(what: string, host: string, port: number, setting: string): Promise<Finding> {
  const free = await portIsFree(host, port);
  return {
    what: `${what} port ${port}`,
    ok: free,
    detail: free ? 'free 空闲' : 'in use 已占用',
    mend: `stop the other process (perhaps this hub itself), or set ${setting}`,
  };
}

const PROBES: readonly Probe[] = [
  async () => ({
    what: 'Node',
    ok: Number.parseInt(process.versions.node, 10) >= 24,
    detail: process.versions.node,
    mend: 'run npm ci, which installs Node 24, and start through npx hub or npm start',
  }),
  (config) => portProbe('HTTP', config.http.host, config.http.port, 'HUB_HTTP_PORT'),
  async (config) => {
    if (config.mqtt.url === null) {
      return portProbe('MQTT', config.mqtt.host, config.mqtt.port, 'HUB_MQTT_PORT');
    }
    try {
      const client = await mqtt.connectAsync(config.mqtt.url, {
        clientId: `${config.mqtt.clientId}-doctor-${process.pid}`,
        connectTimeout: 5_000,
        ...(config.mqtt.username === null ? {} : { username: config.mqtt.username }),
        ...(config.mqtt.password === null ? {} : { password: config.mqtt.password }),
      });
      await client.endAsync();
      return { what: 'MQTT broker', ok: true, detail: 'answers 正常' };
    } catch (error) {
      return {
        what: 'MQTT broker',
        ok: false,
        detail: reasonOf(error),
        mend: 'check MQTT_URL, MQTT_USERNAME and MQTT_PASSWORD',
      };
    }
  },
  async (config) => {
    if (config.databaseUrl === null) {
      return { what: 'Postgres', ok: true, detail: `embedded, below ${config.dataDir} 内嵌` };
    }
    const db = await openPostgres(config.databaseUrl, { log: silent(config) });
    try {
      const { rows } = await db.pool.query<{ version: string; migrated: boolean }>(
        "SELECT current_setting('server_version') AS version, to_regclass('alert_log') IS NOT NULL AS migrated",
      );
      const [row] = rows;
      return {
        what: 'Postgres',
        ok: row?.migrated === true,
        detail: `${row?.version}${row?.migrated === true ? '' : ', not migrated 未迁移'}`,
        mend: 'run npx hub migrate',
      };
    } catch (error) {
      return { what: 'Postgres', ok: false, detail: reasonOf(error), mend: 'check DATABASE_URL' };
    } finally {
      await db.close();
    }
  },
  async (config) => {
    if (config.influx === null) return { what: 'Series store', ok: true, detail: 'embedded 内嵌' };
    const log = silent(config);
    const db = await openPostgres(config.databaseUrl ?? 'postgres://127.0.0.1:1/none', { log });
    try {
      const series = await openSeries(config, db, log, createMetrics({ processMetrics: false }));
      try {
        await series.ping();
        return { what: 'InfluxDB', ok: true, detail: 'answers 正常' };
      } finally {
        await series.close();
      }
    } catch (error) {
      return {
        what: 'InfluxDB',
        ok: false,
        detail: reasonOf(error),
        mend: 'check INFLUX_URL and its token or password',
      };
    } finally {
      await db.close();
    }
  },
  async () => ({
    what: 'Supergraph',
    ok: supergraphSdl().includes('join__Graph'),
    detail: 'schema/supergraph.graphql',
    mend: 'run npm run compose',
  }),
];

function silent(config: Config) {
  return createLog({ ...config, logLevel: 'silent' }, 'doctor');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** `hub doctor`: one line per finding; 1 when anything is wrong. */
export async function runDoctor(): Promise<number> {
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    console.log(`✗ Configuration 配置\n${error.message}\n${error.messageZh}`);
    return 1;
  }
  console.log('✓ Configuration 配置');
  let faults = 0;
  for (const probe of PROBES) {
    const { what, ok, detail, mend } = await probe(config);
    console.log(`${ok ? '✓' : '✗'} ${what}: ${detail}${ok || mend === undefined ? '' : `\n    → ${mend}`}`);
    if (!ok) faults += 1;
  }
  return faults === 0 ? 0 : 1;
}
