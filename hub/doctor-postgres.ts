import type { Config } from '../runtime/config.ts';
import { type FeedBehind, feedBehind } from '../runtime/feed-behind.ts';
import { connectPostgres } from '../runtime/postgres-connect.ts';
import { needsMending } from '../runtime/restore.ts';
import { type SchemaState, schemaStateOf } from '../runtime/schema-state.ts';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { type Finding, reasonOf } from './doctor-finding.ts';

/** What the doctor calls itself in Postgres. */
const DOCTOR = 'wangge-hub doctor';

function schemaFinding(
  version: string,
  { pending, unfinished, unknown }: SchemaState,
  restored: boolean,
): Finding {
  const what = 'Postgres';
  const [failed] = unfinished;
  if (failed !== undefined) {
    return {
      what,
      ok: false,
      detail: `${version}, the migration ${failed} was begun and did not end 迁移 ${failed} 未完成`,
      mend: 'if none runs now, restore the backup and run npx hub migrate again 若当前没有迁移在运行，请恢复备份后重新运行 npx hub migrate',
    };
  }
  if (pending.length > 0) {
    return {
      what,
      ok: false,
      detail: `${version}, ${pending.length} migrations are not applied 有 ${pending.length} 个迁移尚未执行`,
      mend: 'back up, then run npx hub migrate 请先备份，再运行 npx hub migrate',
    };
  }
  if (restored) {
    return {
      what,
      ok: false,
      detail: `${version}, restored from another cluster: feed and relay stand still 由其他实例恢复而来，变更流与转储停滞`,
      mend: 'stop the processes, then run npx hub migrate 请停止各进程，再运行 npx hub migrate',
    };
  }
  const [newer] = unknown;
  return newer === undefined
    ? { what, ok: true, detail: version }
    : {
        what,
        ok: false,
        detail: `${version}, of a newer version of the hub (${newer}) 数据库属于更新版本的枢纽`,
        mend: 'run the newer version here too 请在此处也运行更新的版本',
      };
}

/** The processes of a hub that runs apart, by what they call themselves in Postgres, wherever they run. */
function processesFindings(running: readonly string[], { subgraphUrls }: Config): Finding[] {
  if (Object.keys(subgraphUrls).length === 0) return [];
  const wanted = ['ingest', 'gateway', ...SUBGRAPHS.map(({ name }) => name)];
  const there = wanted.filter((name) => running.includes(`wangge-hub ${name}`));
  const missing = wanted.filter((name) => !there.includes(name));
  const what = 'Processes 进程';
  // before the first start, or stopped
  if (there.length === 0) return [{ what, ok: true, detail: 'none runs 均未运行' }];
  return [
    {
      what,
      ok: missing.length === 0,
      detail:
        missing.length === 0
          ? `all ${there.length} are at this database 均已连接此数据库`
          : `not at this database 未连接此数据库: ${missing.join(', ')}`,
      mend: 'start them with the same settings, see their logs 请以相同的设置启动，并查看其日志',
    },
  ];
}

/** So long may an event wait for whoever follows the feed before it is told; figures may take their time after a flood. */
const BEHIND_SECONDS: Readonly<Record<string, number>> = { figures: 900 };
const BEHIND_SECONDS_ELSE = 60;
/** Event times, leases and tokens are judged by several clocks: so far apart is told. */
const CLOCKS_APART_SECONDS = 5;

function clockFinding(apartSeconds: number): Finding[] {
  if (Math.abs(apartSeconds) < CLOCKS_APART_SECONDS) return [];
  const by = Math.abs(apartSeconds).toFixed(0);
  const [en, zh] = apartSeconds > 0 ? ['ahead of', '快'] : ['behind', '慢'];
  return [
    {
      what: 'Clock 时钟',
      ok: false,
      detail: `this machine is ${by} s ${en} Postgres 本机时钟比 Postgres ${zh} ${by} 秒`,
      mend: 'keep the clocks of all machines by NTP 请以 NTP 同步各机时钟',
    },
  ];
}

/** Whether dispatch, notifications and figures keep up; nothing of it while no process runs. */
function feedFinding(consumers: readonly FeedBehind[], running: readonly string[]): Finding[] {
  const what = 'Feed 变更流';
  if (!running.some((name) => name.startsWith('wangge-hub') && name !== DOCTOR)) return [];
  const late = consumers.filter(
    ({ consumer, seconds }) => seconds >= (BEHIND_SECONDS[consumer] ?? BEHIND_SECONDS_ELSE),
  );
  const told = late.map(({ consumer, seconds }) => `${consumer} ${Math.round(seconds)} s`).join(', ');
  return [
    {
      what,
      ok: late.length === 0,
      detail: late.length === 0 ? 'all of it is read 均已处理' : `not read for 尚未处理: ${told}`,
      mend: 'see the log and the load of workorders (dispatcher), notifications, figures 请查看 workorders（派单）、notifications、figures 的日志与负载',
    },
  ];
}

/** The Postgres of DATABASE_URL: whether it admits us, its schema, and who else is there. */
export async function postgresFindings(
  url: string,
  config: Config,
  now: () => number = Date.now,
): Promise<Finding[]> {
  try {
    const client = await connectPostgres(url, DOCTOR);
    try {
      const asked = now();
      const {
        rows: [row],
      } = await client.query<{ version: string; at: number; running: string[] }>(
        `SELECT current_setting('server_version') AS version,
           date_part('epoch', clock_timestamp()) * 1000 AS at, ARRAY(SELECT DISTINCT application_name
           FROM pg_stat_activity WHERE datname = current_database()) AS running`,
      );
      const apart = ((asked + now()) / 2 - (row?.at ?? asked)) / 1000;
      const schema = await schemaStateOf(client);
      const restored = schema.pending.length === 0 && (await needsMending(client));
      return [
        schemaFinding(row?.version ?? '?', schema, restored),
        ...clockFinding(apart),
        ...processesFindings(row?.running ?? [], config),
        ...(schema.pending.length === 0 ? feedFinding(await feedBehind(client), row?.running ?? []) : []),
      ];
    } finally {
      await client.end();
    }
  } catch (error) {
    return [
      {
        what: 'Postgres',
        ok: false,
        detail: reasonOf(error),
        mend: 'check DATABASE_URL 请检查 DATABASE_URL',
      },
    ];
  }
}
