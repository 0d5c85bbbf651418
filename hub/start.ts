import { isRole, ROLES } from '../core/permissions.ts';
import { loadConfig } from '../runtime/config.ts';
import { createLifecycle } from '../runtime/lifecycle.ts';
import { createLog } from '../runtime/log.ts';
import { type BannerFacts, banner } from './banner.ts';
import { type Hub, openHub } from './open.ts';

const TOKEN_SECONDS = 12 * 3600;

/** One device of the demo for the banner's example; an invented one where there is no demo. */
async function exampleDevice({ db }: Hub): Promise<{ deviceId: string; gridCode: string }> {
  const found = await db.prisma.device.findFirst({
    where: { family: 'elevator', state: 'CLAIMED' },
    orderBy: { id: 'asc' },
  });
  return { deviceId: found?.id ?? 'lift-001', gridCode: found?.gridCode ?? '511421001001001' };
}

/** `hub start`: the all-in-one until SIGINT or SIGTERM. */
export async function runHub(): Promise<void> {
  const config = loadConfig();
  // a quiet terminal: the banner says what there is to say, the log speaks when something is wrong
  const quiet = config.logFormat === 'pretty' && config.logLevel === 'info' ? 'warn' : config.logLevel;
  const log = createLog({ ...config, logLevel: quiet }, 'hub');
  const lifecycle = createLifecycle(log);
  await lifecycle.run(async () => {
    const hub = await openHub(config, log, lifecycle);
    const tokens: BannerFacts['tokens'][number][] = [];
    for (const role of config.auth.jwksUrl === null ? Object.keys(ROLES).filter(isRole) : []) {
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
