import { isRole, ROLES } from '../core/permissions.ts';
import { loadConfig } from '../runtime/config.ts';
import { createLifecycle } from '../runtime/lifecycle.ts';
import { createLog } from '../runtime/log.ts';
import { startTelemetry } from '../runtime/telemetry-start.ts';
import { type BannerFacts, banner } from './banner.ts';
import { whenLauncherGone } from './launcher.ts';
import { type Hub, openHub } from './open.ts';

const TOKEN_SECONDS = 12 * 3600;

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
    console.log(
      banner({
        httpUrl: hub.httpUrl,
        mqttUrl: hub.mqttUrl,
        series: hub.series,
        influxUrl: config.influx?.url ?? null,
        dataDir: config.dataDir,
        tokens,
        example: await exampleDevice(hub),
      }),
    );
  });
}
