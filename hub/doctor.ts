import { createServer } from 'node:net';
import { join } from 'node:path';
import { HubError } from '../core/errors.ts';
import { type Bindings, loadBindings } from '../ingest/sources/bind.ts';
import { HUB_BROKER } from '../ingest/sources/schema.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import { refusalOf } from '../runtime/data-folder.ts';
import { holderOf } from '../runtime/embedded-orphan.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { openSeries } from '../runtime/series/open.ts';
import { supergraphSdl } from '../schema/load.ts';
import { brokerFinding } from './doctor-broker.ts';
import { type Finding, reasonOf } from './doctor-finding.ts';
import { postgresFindings } from './doctor-postgres.ts';
import { type RunningHub, reachable, runningHub, runningIngest } from './doctor-running.ts';
import { slotFindings } from './doctor-slots.ts';

type Probe = (config: Config, running: Running) => Promise<Finding | Finding[]>;

/** What answers on the ports of the configuration. */
interface Running {
  hub: RunningHub | null;
  /** Intake by itself. */
  ingest: RunningHub | null;
}

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
    mend: `stop the other process, or set ${setting} 请停止占用的进程，或设置 ${setting}`,
  };
}

/** The port of GraphQL: free, or with the hub itself behind it, which says how it is. */
function httpProbe({ http }: Config, hub: RunningHub | null): Promise<Finding> | Finding {
  if (hub === null) return portProbe('HTTP', http.host, http.port, 'HUB_HTTP_PORT');
  const ok = hub.failing.length === 0;
  return {
    what: `HTTP port ${http.port}`,
    ok,
    detail: ok
      ? 'the hub runs and is ready 枢纽正在运行，已就绪'
      : `the hub runs and is not ready 枢纽正在运行，尚未就绪: ${hub.failing.join(', ')}`,
    mend: 'see docs/operations.md, Health, and its log 请查看 docs/operations.md（健康检查）与其日志',
  };
}

/** The folder of the embedded Postgres: one that this user may write, and of the hub that answers, if one does. */
async function folderProbe({ dataDir }: Config, hub: RunningHub | null): Promise<Finding> {
  const what = 'Postgres';
  const refusal = await refusalOf(join(dataDir, 'postgres'));
  if (refusal !== null) {
    return {
      what,
      ok: false,
      detail: `${dataDir}: ${refusal.reason} ${refusal.reasonZh}`,
      mend: 'set HUB_DATA_DIR to a folder that this user may write 请将 HUB_DATA_DIR 设为当前用户可写的目录',
    };
  }
  const holder = await holderOf(join(dataDir, 'postgres'));
  if (hub !== null && holder === null) {
    return {
      what,
      ok: false,
      detail: `the hub that runs does not have ${dataDir} 正在运行的枢纽使用的不是此目录`,
      mend: 'give HUB_DATA_DIR or DATABASE_URL as the hub has it: else commands work on another database 请设置与枢纽相同的 HUB_DATA_DIR 或 DATABASE_URL',
    };
  }
  if (hub === null && holder !== null) {
    return {
      what,
      ok: false,
      detail: `a hub has ${dataDir}, as process ${holder}, and does not answer on this HTTP port 枢纽（进程 ${holder}）正在使用该目录，但未在此 HTTP 端口应答`,
      mend: 'give HUB_HTTP_PORT as that hub has it, or wait until it has started; for a second hub set another HUB_DATA_DIR 请设置与该枢纽相同的 HUB_HTTP_PORT，或待其启动完成；另起枢纽须另设 HUB_DATA_DIR',
    };
  }
  return { what, ok: true, detail: `embedded, below ${dataDir} 内嵌` };
}

/** The sources file and each broker that it names. */
async function sourceProbes(config: Config, { hub, ingest }: Running): Promise<Finding[]> {
  if (config.sourcesFile === null) return [];
  const what = 'Sources 数据源';
  try {
    const bindings = loadBindings(config);
    return [
      { what, ok: true, detail: config.sourcesFile },
      ...(await Promise.all(
        bindings.brokers.map(({ broker }) =>
          brokerFinding(`MQTT broker ${broker.name}`, broker, `/brokers/${broker.name}`, {
            hubs: [hub, ingest],
            check: broker.name === HUB_BROKER ? 'mqtt' : `mqtt ${broker.name}`,
            slots: bindings.slots?.some((slot) => slot.broker === broker.name) ?? false,
          }),
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
  async (config, { hub }) => httpProbe(config, hub),
  async (config, { hub, ingest }) => {
    // with slots the hub's own broker is checked slot by slot
    const asked = { hubs: [hub, ingest], check: 'mqtt', slots: config.sourcesFile !== null };
    if (config.mqtt.url === null) {
      const { host, port } = config.mqtt;
      if (hub === null) return portProbe('MQTT', host, port, 'HUB_MQTT_PORT');
      const built = { clientId: 'hub', username: null, password: null };
      const url = `mqtt://${reachable(host)}:${port}`;
      return brokerFinding(`MQTT port ${port}`, { ...built, url }, 'HUB_MQTT_PORT', asked);
    }
    return brokerFinding(
      'MQTT broker',
      { ...config.mqtt, url: config.mqtt.url },
      'MQTT_URL, MQTT_USERNAME and MQTT_PASSWORD',
      asked,
    );
  },
  async (config, { hub }) =>
    config.databaseUrl === null ? folderProbe(config, hub) : postgresFindings(config.databaseUrl, config),
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
  const [hub, ingest] = await Promise.all([runningHub(config), runningIngest(config)]);
  const running = { hub, ingest };
  for (const probe of PROBES) for (const finding of [await probe(config, running)].flat()) tell(finding);
  for (const finding of await sourceProbes(config, running)) tell(finding);
  return faults === 0 ? 0 : 1;
}
