import { createServer } from 'node:net';
import mqtt from 'mqtt';
import { HubError } from '../core/errors.ts';
import { type Bindings, loadBindings } from '../ingest/sources/bind.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { openSeries } from '../runtime/series/open.ts';
import { supergraphSdl } from '../schema/load.ts';
import { slotFindings } from './doctor-slots.ts';

interface Finding {
  what: string;
  ok: boolean;
  detail: string;
  /** What to do about it, in English and Chinese. */
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
    mend: `stop the other process (perhaps this hub itself), or set ${setting} 请停止占用的进程（或即本枢纽），或设置 ${setting}`,
  };
}

/** Whether a broker answers to a client id of our own. `settings` are those to look at when it does not. */
async function brokerProbe(
  what: string,
  broker: { url: string; clientId: string; username: string | null; password: string | null },
  settings: string,
): Promise<Finding> {
  try {
    const client = await mqtt.connectAsync(broker.url, {
      clientId: `${broker.clientId}-doctor-${process.pid}`,
      connectTimeout: 5_000,
      ...(broker.username === null ? {} : { username: broker.username }),
      ...(broker.password === null ? {} : { password: broker.password }),
    });
    await client.endAsync();
    return { what, ok: true, detail: 'answers 正常' };
  } catch (error) {
    return { what, ok: false, detail: reasonOf(error), mend: `check ${settings} 请检查 ${settings}` };
  }
}

/** The sources file and each broker that it names. */
async function sourceProbes(config: Config): Promise<Finding[]> {
  if (config.sourcesFile === null) return [];
  const what = 'Sources 数据源';
  try {
    const bindings = loadBindings(config);
    return [
      { what, ok: true, detail: config.sourcesFile },
      ...(await Promise.all(
        bindings.brokers.map(({ broker }) =>
          brokerProbe(`MQTT broker ${broker.name}`, broker, `/brokers/${broker.name}`),
        ),
      )),
      ...(await slotProbes(config, bindings)),
    ];
  } catch (error) {
    return [
      {
        what,
        ok: false,
        detail: reasonOf(error),
        mend: 'correct the named lines; see docs/sources.md 请改正所列各行，参见 docs/sources.md',
      },
    ];
  }
}

/** Slots, where there are any; a database that does not answer is told by its own line. */
async function slotProbes(config: Config, bindings: Bindings): Promise<Finding[]> {
  if (bindings.slots === null || config.databaseUrl === null) return [];
  const db = await openPostgres(config.databaseUrl, { log: silent(config) });
  try {
    return await slotFindings(db, bindings);
  } catch {
    return [];
  } finally {
    await db.close();
  }
}

const PROBES: readonly Probe[] = [
  async () => ({
    what: 'Node',
    ok: Number.parseInt(process.versions.node, 10) >= 24,
    detail: process.versions.node,
    mend: 'run npm ci, which installs Node 24, and start through npx hub or npm start 请运行 npm ci 安装 Node 24，再以 npx hub 或 npm start 启动',
  }),
  (config) => portProbe('HTTP', config.http.host, config.http.port, 'HUB_HTTP_PORT'),
  async (config) => {
    if (config.mqtt.url === null) {
      return portProbe('MQTT', config.mqtt.host, config.mqtt.port, 'HUB_MQTT_PORT');
    }
    return brokerProbe(
      'MQTT broker',
      { ...config.mqtt, url: config.mqtt.url },
      'MQTT_URL, MQTT_USERNAME and MQTT_PASSWORD',
    );
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
        mend: 'run npx hub migrate 请运行 npx hub migrate',
      };
    } catch (error) {
      return {
        what: 'Postgres',
        ok: false,
        detail: reasonOf(error),
        mend: 'check DATABASE_URL 请检查 DATABASE_URL',
      };
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
        mend: 'check INFLUX_URL and its token or password 请检查 INFLUX_URL 及其令牌或密码',
      };
    } finally {
      await db.close();
    }
  },
  async () => ({
    what: 'Supergraph',
    ok: supergraphSdl().includes('join__Graph'),
    detail: 'schema/supergraph.graphql',
    mend: 'run npm run compose 请运行 npm run compose',
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
  const tell = ({ what, ok, detail, mend }: Finding) => {
    console.log(`${ok ? '✓' : '✗'} ${what}: ${detail}${ok || mend === undefined ? '' : `\n    → ${mend}`}`);
    if (!ok) faults += 1;
  };
  for (const probe of PROBES) tell(await probe(config));
  for (const finding of await sourceProbes(config)) tell(finding);
  return faults === 0 ? 0 : 1;
}
