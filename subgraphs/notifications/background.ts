import Type from 'typebox';
import type { RetryPolicy } from '../../core/notify.ts';
import { addressPolicy } from '../../runtime/notify/addresses.ts';
import { createOutgoingHttp } from '../../runtime/notify/http.ts';
import { createMailer } from '../../runtime/notify/smtp.ts';
import { createTransports, type Transports } from '../../runtime/notify/transports.ts';
import type { SubgraphDeps } from '../deps.ts';
import { nullable, rowsOf } from '../rows.ts';
import { startDeliveries } from './delivery.ts';
import { expireDeliveries, pruneDeliveries } from './housekeeping.ts';
import type { MessageSources } from './message.ts';
import { startNotifier } from './notifier.ts';
import { fireRepeats } from './repeats.ts';
import { sealerOf } from './sealer.ts';

const HOUR_MS = 3_600_000;
/** How often what is too old is looked for. */
const EXPIRE_MS = 60_000;

export interface BackgroundOptions {
  now?: () => number;
  pollMs?: number;
  leaseMs?: number;
  backoffScale?: number;
  /** The ways out; made from the configuration when not given. Closed with the rest. */
  transports?: Transports;
}

const queueRows = rowsOf(
  Type.Object({
    kind: nullable(Type.String()),
    state: Type.String(),
    count: Type.Integer(),
    ageSeconds: Type.Number(),
  }),
);

function registerGauges({ db, metrics }: Pick<SubgraphDeps, 'db' | 'metrics'>, now: () => number): void {
  // each half by the index of its state: what was delivered is most of the table
  const half = (state: 'QUEUED' | 'DEAD') => `SELECT e.kind, d.state, count(*)::int AS count,
      coalesce(max(extract(epoch FROM $1 - d.queued_at)) FILTER (WHERE d.held_by IS NULL), 0)::float8 AS "ageSeconds"
    FROM notification_delivery d LEFT JOIN notification_endpoint e ON e.id = d.endpoint_id
    WHERE d.state = '${state}' GROUP BY 1, 2`;
  const ask = async () =>
    queueRows(await db.pool.query(`${half('QUEUED')} UNION ALL ${half('DEAD')}`, [new Date(now())]));
  let asked: ReturnType<typeof ask> | null = null;
  /** The gauges of one scrape share one look. */
  const read = () => {
    asked ??= ask().finally(() => {
      asked = null;
    });
    return asked;
  };
  metrics.gauge({
    name: 'hub_notify_queued',
    help: 'Notifications that wait or are being sent, by kind of endpoint',
    labels: ['kind'],
    async collect(gauge) {
      gauge.reset();
      for (const { kind, state, count } of await read()) {
        if (state === 'QUEUED') gauge.set({ kind: kind ?? '' }, count);
      }
    },
  });
  metrics.gauge({
    name: 'hub_notify_oldest_seconds',
    help: 'Age of the oldest notification that waits and is not held by a window or quiet hours, by kind of endpoint',
    labels: ['kind'],
    async collect(gauge) {
      gauge.reset();
      for (const { kind, state, ageSeconds } of await read()) {
        if (state === 'QUEUED') gauge.set({ kind: kind ?? '' }, ageSeconds);
      }
    },
  });
  metrics.gauge({
    name: 'hub_notify_dead',
    help: 'Dead letters that are kept and can be replayed, by kind of endpoint',
    labels: ['kind'],
    async collect(gauge) {
      gauge.reset();
      for (const { kind, state, count } of await read()) {
        if (state === 'DEAD') gauge.set({ kind: kind ?? '' }, count);
      }
    },
  });
}

function transportsOf({ config }: Pick<SubgraphDeps, 'config'>): Transports {
  const { allowPrivate, smtpUrl, smtpFrom, timeoutMs } = config.notify;
  return createTransports({
    http: createOutgoingHttp(addressPolicy(allowPrivate)),
    mailer: smtpUrl === null || smtpFrom === null ? null : createMailer(smtpUrl, smtpFrom, timeoutMs),
    zone: config.site.zone,
    timeoutMs,
  });
}

/** Rules over the feed, repeats, delivery and housekeeping: all that notifications do by themselves. */
export function startNotifications(
  deps: Pick<SubgraphDeps, 'db' | 'feed' | 'governance' | 'config' | 'log' | 'metrics'>,
  options: BackgroundOptions = {},
): { close(): Promise<void> } {
  const { db, config, log, metrics } = deps;
  const { now = Date.now, pollMs = 1_000, backoffScale = 1 } = options;
  const { notify, site } = config;
  const policy: RetryPolicy = {
    attempts: notify.attempts,
    maxAgeMs: notify.maxAgeHours * HOUR_MS,
    backoffScale,
  };
  const sources: MessageSources = {
    linkTemplate: notify.linkTemplate,
    book: () => deps.governance.current(),
  };
  registerGauges(deps, now);
  const repeats = metrics.counter({
    name: 'hub_notify_repeats_total',
    help: 'Notifications told again because nobody had acknowledged',
  });
  const deliveries = startDeliveries(deps, {
    publicUrl: notify.publicUrl,
    sealer: sealerOf(config),
    transports: options.transports ?? transportsOf(deps),
    policy,
    zone: site.zone,
    // connecting, greeting and sending may each take their time
    leaseMs: options.leaseMs ?? notify.timeoutMs * 4 + 5_000,
    ...{ pollMs, now },
  });
  const notifier = startNotifier(deps, { now, sources });

  const closing = new AbortController();
  let prunedMs = 0;
  let expiredMs = 0;
  async function tick(): Promise<void> {
    try {
      const told = await fireRepeats(db, {
        nowMs: now(),
        zone: site.zone,
        sources,
        failed: (error, repeat) =>
          log.error({ err: error, ...repeat }, 'a notification could not be repeated'),
      });
      repeats.inc(told);
      if (now() - expiredMs > EXPIRE_MS) {
        expiredMs = now();
        const expired = await expireDeliveries(db, now(), policy.maxAgeMs);
        if (expired > 0) log.warn({ expired }, 'notifications became dead letters: they waited too long');
      }
      if (now() - prunedMs > HOUR_MS) {
        prunedMs = now();
        const removed = await pruneDeliveries(db, now(), notify.keptDays);
        if (removed > 0) log.info({ removed }, 'old notifications removed');
      }
    } catch (error) {
      log.warn({ err: error }, 'repeating notifications failed; it is tried again');
    }
  }
  let ticking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    ticking = ticking.then(() => (closing.signal.aborted ? undefined : tick()));
  }, pollMs);

  return {
    async close() {
      closing.abort();
      clearInterval(timer);
      await ticking;
      await notifier.close();
      await deliveries.close();
    },
  };
}
