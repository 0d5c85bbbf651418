import { NOTHING_ELSE, type Scenario } from '../scenario.ts';
import { MINUTE, raise, SECOND, status } from './lines.ts';

const CHILDREN = 8;
/** device.offline is told after 20 s; then the timers look once a second. */
const JUDGED_AFTER_MS = 30 * SECOND;

export const gatewayDown: Scenario = {
  name: 'gateway-down',
  title: { en: 'A gateway goes down', zh: '网关离线' },
  input: {
    en: `a gateway and the ${CHILDREN} sensors behind it go offline, a smoke detector among them first raises an alarm; after a while the gateway and all but one of the sensors return`,
    zh: `网关及其下 ${CHILDREN} 个传感器先后离线，其中一个烟感离线前报警；一段时间后网关与除一个外的传感器恢复`,
  },
  shows: {
    en: 'one root incident is told; what follows from it is suppressed; a life-safety alarm is not',
    zh: '只通知一个根因事件；由其引起的离线被抑制；生命安全告警不被抑制',
  },
  roles: [
    { name: 'gateway', family: 'sensor', count: 1 },
    { name: 'sensor', family: 'sensor', count: CHILDREN, behind: 'gateway' },
  ],
  defaultRate: 1,
  durationMs: MINUTE,
  byReceiveTime: true,
  settleMs: 30 * SECOND,
  *script(cast, { startMs }) {
    const gateway = cast.one('gateway');
    const sensors = cast.all('sensor');
    const [smoke] = sensors;
    let atMs = startMs;
    for (const actor of [gateway, ...sensors]) yield status(actor, 'online', atMs);
    atMs += 5 * SECOND;
    if (smoke !== undefined) yield raise(smoke, 'sensor.smoke', atMs, `${startMs}-0`);
    // the children's wills come before and after the gateway's own
    for (const [index, actor] of sensors.slice(0, 3).entries()) {
      yield status(actor, 'offline', atMs + index * 200);
    }
    yield status(gateway, 'offline', atMs + SECOND);
    for (const [index, actor] of sensors.slice(3).entries()) {
      yield status(actor, 'offline', atMs + 2 * SECOND + index * 200);
    }
    atMs += 40 * SECOND;
    for (const [index, actor] of [gateway, ...sensors.slice(0, -1)].entries()) {
      yield status(actor, 'online', atMs, index === 0 ? { restMs: JUDGED_AFTER_MS } : {});
    }
  },
  expected(cast) {
    const gateway = cast.one('gateway');
    const sensors = cast.all('sensor');
    const [smoke] = sensors;
    const left = sensors.at(-1);
    const offline = { type: 'device.offline', count: 1 } as const;
    const explained = { told: false, orders: 0, changes: { OPENED: 0, SUPPRESSED: 1 } } as const;
    return {
      ...NOTHING_ELSE,
      badTimes: 'any',
      alerts: CHILDREN + 2,
      incidents: [
        {
          ...offline,
          actor: gateway,
          state: 'CLEARED',
          told: true,
          orders: 1,
          changes: { OPENED: 1, SUPPRESSED: 0 },
        },
        ...sensors
          .slice(0, -1)
          .map((actor) => ({ ...offline, ...explained, actor, state: 'CLEARED' }) as const),
        ...(left === undefined
          ? []
          : [{ ...offline, ...explained, actor: left, state: 'ACTIVE', suppressedBy: gateway } as const]),
        ...(smoke === undefined
          ? []
          : [{ actor: smoke, type: 'sensor.smoke', count: 1, told: true, orders: 1 } as const]),
      ],
    };
  },
};
