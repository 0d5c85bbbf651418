import Type from 'typebox';
import type { RetryPolicy } from '../../core/notify.ts';
import { addressPolicy } from '../../runtime/notify/addresses.ts';
import { createOutgoingHttp } from '../../runtime/notify/http.ts';
import { createMailer } from '../../runtime/notify/smtp.ts';
import { createTransports, type Transports } from '../../runtime/notify/transports.ts';
import type { SubgraphDeps } from '../deps.ts';
import { nullable, rowsOf } from '../rows.ts';
import { startDeliveries } from './delivery.ts';
import type { MessageSources } from './message.ts';
import { startNotifier } from './notifier.ts';
import { fireRepeats } from './repeats.ts';
import { sealerOf } from './sealer.ts';

const HOUR_MS = 3_600_000;
const PRUNED_AT_ONCE = 2_000;

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

/** Removes what finished before the kept days; its receipts go with it. @returns rows removed */
export async function pruneDeliveries(
  { db }: Pick<SubgraphDeps, 'db'>,
  nowMs: number,
  keptDays: number,
): Promise<number> {
  const before = new Date(nowMs - keptDays * 24 * HOUR_MS);
  for (let removed = 0; ; ) {
    const { rowCount } = await db.pool.query(
      `DELETE FROM notification_delivery WHERE id IN (
         SELECT id FROM notification_delivery WHERE finished_at < $1 LIMIT ${PRUNED_AT_ONCE})`,
      [before],
    );
    removed += rowCount ?? 0;
    if ((rowCount ?? 0) < PRUNED_AT_ONCE) return removed;
  }
}

function registerGauges({ db, metrics }: Pick<SubgraphDeps, 'db' | 'metrics'>, now: () => number): void {
  const read = async () =>
    queueRows(
      await db.pool.query(
        `SELECT e.kind, d.state, count(*)::int AS count,
           coalesce(max(extract(epoch FROM $1 - d.queued_at)) FILTER (WHERE d.held_by IS NULL), 0)::float8 AS "ageSeconds"
         FROM notification_delivery d LEFT JOIN notification_endpoint e ON e.id = d.endpoint_id
         WHERE d.state IN ('QUEUED', 'DEAD') GROUP BY 1, 2`,
        [new Date(now())],
      ),
    );
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
    clockBook: () => deps.governance.current().clockBook,
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
  async function tick(): Promise<void> {
    try {
      const told = await fireRepeats(db, {
        nowMs: now(),
        zone: site.zone,
        sources,
      });
      repeats.inc(told);
      if (now() - prunedMs > HOUR_MS) {
        prunedMs = now();
        const removed = await pruneDeliveries(deps, now(), notify.keptDays);
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
