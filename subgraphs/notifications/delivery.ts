import { acknowledgePath, type RetryPolicy } from '../../core/notify.ts';
import type { Told } from '../../core/notify-message.ts';
import type { Sealer } from '../../runtime/notify/sealed.ts';
import type { Attempt, OpenEndpoint, Transports } from '../../runtime/notify/transports.ts';
import { inSpan } from '../../runtime/telemetry.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type Claim, claim, dueEndpoints, NOTIFICATION_CHANNEL, settle } from './queue.ts';
import type { DeliveryRow, EndpointRow } from './rows.ts';

/** Attempts under way in one process; each holds a few kilobytes. */
const MOST_UNDER_WAY = 64;
/** Closing waits this long for what is under way; the rest is sent again after its lease. */
const CLOSING_MS = 3_000;

export interface DeliveryOptions {
  /** Where people reach the gateway; null: messages carry no link that acknowledges them. */
  publicUrl: string | null;
  sealer: () => Promise<Sealer>;
  transports: Transports;
  policy: RetryPolicy;
  zone: string;
  /** A claim that is not settled within this time is taken by another worker. */
  leaseMs: number;
  /** A NOTIFY may be lost, and retries come due without one. */
  pollMs: number;
  now: () => number;
}

/** Where sealed columns belong: see Sealer. */
export const addressPlace = (endpointId: string) => `${endpointId}/address`;
export const secretPlace = (endpointId: string) => `${endpointId}/secret`;
/** What the token of a link says. */
export const acknowledgePlace = (deliveryId: string) => `${deliveryId}/acknowledge`;

/** Its secrets open: the newest first, the one before while it still counts. */
export function openEndpoint(endpoint: EndpointRow, sealer: Sealer, nowMs: number): OpenEndpoint {
  const { id, kind, format, language, secretSealed, oldSecretSealed, oldSecretUntil } = endpoint;
  const old = oldSecretUntil !== null && oldSecretUntil.getTime() > nowMs ? oldSecretSealed : null;
  const secrets = [secretSealed, old].filter((sealed) => sealed !== null);
  return {
    ...{ kind, format, language },
    address: sealer.open(endpoint.addressSealed, addressPlace(id)),
    secrets: secrets.map((sealed) => sealer.open(sealed, secretPlace(id))),
  };
}

export function toldOf({ id, message, folded, repeatNo, ruleId }: DeliveryRow): Told {
  return { id, message, folded, repeatNo, test: ruleId === null };
}

/** With the link that acknowledges it: only the message itself carries one, never the database or the graph. */
function linked(told: Told, publicUrl: string | null, sealer: Sealer): Told {
  if (publicUrl === null || told.test) return told;
  const path = acknowledgePath(told.id, sealer.tokenOf(acknowledgePlace(told.id)));
  return { ...told, message: { ...told.message, acknowledgeLink: `${publicUrl}${path}` } };
}

/**
 * Sends what is queued until closed. Every endpoint has its own few places, so a slow or dead one delays only itself; of
 * several processes each delivery is held by one.
 */
export function startDeliveries(
  { db, log, metrics }: Pick<SubgraphDeps, 'db' | 'log' | 'metrics'>,
  { publicUrl, sealer, transports, policy, zone, leaseMs, pollMs, now }: DeliveryOptions,
): { close(): Promise<void> } {
  const closing = new AbortController();
  const runners = new Map<string, Set<Promise<void>>>();
  let woken = Promise.withResolvers<void>();
  let underWay = 0;

  const attempts = metrics.counter({
    name: 'hub_notify_attempts_total',
    help: 'Attempts to tell somebody, by kind of endpoint and what came of them: delivered, retry, refused',
    labels: ['kind', 'outcome'],
  });
  const deliveries = metrics.counter({
    name: 'hub_notify_deliveries_total',
    help: 'Notifications by what became of them: delivered, dead',
    labels: ['kind', 'state'],
  });
  const seconds = metrics.histogram({
    name: 'hub_notify_attempt_seconds',
    help: 'Seconds that an attempt took',
    labels: ['kind'],
  });

  function wake(): void {
    woken.resolve();
    woken = Promise.withResolvers<void>();
  }

  async function attemptOf({ endpoint, deliveries: rows }: Claim, nowMs: number): Promise<Attempt> {
    try {
      const [first, ...others] = rows;
      const opener = await sealer();
      const told = (row: DeliveryRow) => linked(toldOf(row), publicUrl, opener);
      return await transports.send({
        endpoint: openEndpoint(endpoint, opener, nowMs),
        deliveries: [told(first), ...others.map(told)],
        ruleId: first.ruleId,
        nowMs,
      });
    } catch (error) {
      // a key that does not open its address; a message of ours that cannot be written
      const why = error instanceof Error ? error.message : String(error);
      log.error({ err: error, endpointId: endpoint.id }, 'a notification could not be made ready');
      return { outcome: 'RETRY', told: 0, status: null, error: why.slice(0, 500), retryAfterMs: null };
    }
  }

  /** Sends for one endpoint, one message after the other, until there is nothing it may take. */
  async function run(endpointId: string): Promise<void> {
    while (!closing.signal.aborted) {
      const taken = await claim(db, endpointId, { nowMs: now(), leaseMs, zone });
      if (taken === null) return;
      const { kind } = taken.endpoint;
      const atMs = now();
      const began = performance.now();
      const attributes = { 'hub.notify.kind': kind, 'hub.notify.messages': taken.deliveries.length };
      const attempt = await inSpan('notify', { kind: 'client', root: true, attributes }, async (span) => {
        const tried = await attemptOf(taken, atMs);
        span.set({ 'hub.outcome': tried.outcome });
        if (tried.outcome !== 'DELIVERED') span.fail(tried.outcome);
        return tried;
      });
      const tookMs = performance.now() - began;
      seconds.observe({ kind }, tookMs / 1_000);
      attempts.inc({ kind, outcome: attempt.outcome });
      const settled = await settle(db, taken, attempt, { atMs, tookMs, nowMs: now(), policy });
      deliveries.inc({ kind, state: 'DELIVERED' }, settled.delivered);
      deliveries.inc({ kind, state: 'DEAD' }, settled.dead);
      if (settled.dead > 0) {
        log.warn(
          { endpointId, kind, dead: settled.dead, error: attempt.error },
          'notifications became dead letters',
        );
      }
    }
  }

  function start(endpointId: string): void {
    const own = runners.get(endpointId) ?? new Set();
    runners.set(endpointId, own);
    underWay += 1;
    const running = run(endpointId)
      .catch((error) => log.warn({ err: error, endpointId }, 'delivering failed; it is tried again'))
      .finally(() => {
        own.delete(running);
        if (own.size === 0) runners.delete(endpointId);
        underWay -= 1;
      });
    own.add(running);
  }

  async function look(): Promise<void> {
    for (const { id, due } of await dueEndpoints(db, now())) {
      const free = Math.min(due - (runners.get(id)?.size ?? 0), MOST_UNDER_WAY - underWay);
      for (let n = 0; n < free; n++) start(id);
    }
  }

  async function loop(): Promise<void> {
    while (!closing.signal.aborted) {
      const next = woken.promise;
      try {
        await look();
      } catch (error) {
        log.warn({ err: error }, 'the queue of notifications cannot be read; trying again');
      }
      const timer = setTimeout(wake, pollMs);
      await next;
      clearTimeout(timer);
    }
  }

  const listening = db.listen(NOTIFICATION_CHANNEL, wake, wake);
  listening.catch((error) => log.warn({ err: error }, 'no LISTEN for notifications; the queue is polled'));
  const running = loop();

  return {
    async close() {
      closing.abort();
      wake();
      await running;
      const left = Promise.all([...runners.values()].flatMap((own) => [...own]));
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, CLOSING_MS);
      await Promise.race([left, late.promise]);
      clearTimeout(timer);
      // cuts what is still under way; it settles as failed and comes again
      await transports.close();
      await left;
      await listening.then(
        (one) => one.close(),
        () => undefined,
      );
    },
  };
}
