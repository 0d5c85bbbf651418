import { isRole, ROLES } from '../core/permissions.ts';
import { loadConfig } from '../runtime/config.ts';
import { createLifecycle } from '../runtime/lifecycle.ts';
import { createLog } from '../runtime/log.ts';
import { startTelemetry } from '../runtime/telemetry-start.ts';
import { type BannerFacts, banner, READY } from './banner.ts';
import { whenLauncherGone } from './launcher.ts';
import { missingOf } from './missing.ts';
import { type Hub, openHub } from './open.ts';

const TOKEN_SECONDS = 12 * 3600;
/** How long the banner waits for servers that are being connected to. */
const CONNECT_MS = 3_000;
/** How long it waits for the work orders of what the simulator sent first. */
const DISPATCH_MS = 5_000;
/** How often it looks whether what was missing has come, and for how long at a time. */
const AGAIN = { everyMs: 2_000, withinMs: 60_000 };

/** A lift and its grid for the banner's example, or any micro-grid with an invented lift; null where there is no grid. */
async function exampleDevice({ db }: Hub): Promise<{ deviceId: string; gridCode: string } | null> {
  const lift = await db.prisma.device.findFirst({
    where: { family: 'elevator', state: 'CLAIMED' },
    orderBy: { id: 'asc' },
  });
  if (lift !== null && lift.gridCode !== null) return { deviceId: lift.id, gridCode: lift.gridCode };
  const grid = await db.prisma.grid.findFirst({
    where: { level: { in: ['MICRO_GRID', 'GRID'] } },
    orderBy: { code: 'asc' },
  });
  return grid === null ? null : { deviceId: 'lift-001', gridCode: grid.code };
}

/** Says so when what was missing at the start has come. */
async function tellWhenReady({ checks }: Hub, signal: AbortSignal): Promise<void> {
  const { withinMs, everyMs } = AGAIN;
  while (!signal.aborted && (await missingOf(checks, withinMs, everyMs)).length > 0);
  if (!signal.aborted) console.log(READY);
}

/** `hub start`: the all-in-one until SIGINT, SIGTERM or SIGHUP, or until the npm that started it is gone. */
export async function runHub(): Promise<void> {
  const config = loadConfig();
  // a quiet terminal: the banner says what there is to say, the log speaks when something is wrong
  const quiet = config.logFormat === 'pretty' && config.logLevel === 'info' ? 'warn' : config.logLevel;
  const log = createLog({ ...config, logLevel: quiet }, 'hub');
  const lifecycle = createLifecycle(log);
  if (process.stdout.isTTY === true) console.log('Starting Wangge Hub 正在启动网格枢纽 …');
  await lifecycle.run(async () => {
    // registered first, so it is told last
    lifecycle.onClose('farewell', () => {
      if (process.stdout.isTTY === true)
        console.log(`Stopped; the data is in ${config.dataDir}. 已停止，数据在该目录。`);
    });
    // the signal that it did not pass on
    if (config.byNpm)
      lifecycle.onClose(
        'launcher',
        whenLauncherGone(() => process.kill(process.pid, 'SIGHUP')),
      );
    const telemetry = await startTelemetry(config, 'hub', log);
    lifecycle.onClose('telemetry', () => telemetry.close());
    const hub = await openHub(config, log, lifecycle);
    const tokens: BannerFacts['tokens'][number][] = [];
    // only for the demo: a real site's tokens are not written to whatever keeps this output
    const printed = config.demo && config.auth.jwksUrl === null;
    for (const role of printed ? Object.keys(ROLES).filter(isRole) : []) {
      tokens.push({
        role,
        token: await hub.auth.sign({
          subject: `demo-${role}`,
          roles: [role],
          grids: ['*'],
          ttlSeconds: TOKEN_SECONDS,
        }),
      });
    }
    const [missing] = await Promise.all([missingOf(hub.checks, CONNECT_MS), hub.dispatched(DISPATCH_MS)]);
    lifecycle.signal.throwIfAborted();
    console.log(
      banner({
        httpUrl: hub.httpUrl,
        mqttUrl: hub.mqttUrl,
        series: hub.series,
        influxUrl: config.influx?.url ?? null,
        dataDir: config.dataDir,
        tokens,
        example: await exampleDevice(hub),
        missing,
      }),
    );
    if (missing.length > 0) void tellWhenReady(hub, lifecycle.signal);
  });
}
