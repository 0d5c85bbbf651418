import type pg from 'pg';
import type { FeedRow } from '../../runtime/feed-row.ts';
import type { SubgraphDeps } from '../deps.ts';
import { retryUnassigned } from './dispatch-alarm.ts';
import { DISPATCHER } from './dispatch-incident.ts';
import { planWidening, widenDue } from './widening.ts';

/** Name of the cursor in the feed of the one who plans the graded response. */
export const WIDENING_CONSUMER = 'widening';
/** Channel on which the database tells that posts, leave, substitutes or rosters changed. */
const DUTY_CHANNEL = 'duty_changed';
/** How long somebody may wait beyond the time of a step or of a shift. */
const ROUND_MS = 5_000;

/**
 * Work that waits for its time: orders that nobody has are asked for again when duty changes or a shift begins, and
 * those that nobody takes are told to more people. Any number of replicas; every step is taken once. `now` gives epoch
 * milliseconds. Close it before the feed.
 */
export function startDispatchRounds(
  {
    db,
    feed,
    log,
    metrics,
    config,
    governance,
  }: Pick<SubgraphDeps, 'db' | 'feed' | 'log' | 'metrics' | 'config' | 'governance'>,
  now: () => number = Date.now,
): { close(): Promise<void>; round(all?: boolean): Promise<void> } {
  metrics.gauge({
    name: 'hub_work_orders_unassigned',
    help: 'Live work orders that nobody has: each has an open alarm',
    async collect(gauge) {
      const { rows } = await db.pool.query(
        'SELECT count(*)::int AS count FROM work_order_alarm WHERE resolved_at IS NULL',
      );
      gauge.set(Number(rows[0]?.count ?? 0));
    },
  });
  const retries = metrics.counter({
    name: 'hub_dispatch_retries_total',
    help: 'Work orders without anybody that were looked at again, by what came of it',
    labels: ['did'],
  });
  const widened = metrics.counter({
    name: 'hub_dispatch_widened_total',
    help: 'Steps of the graded response that were taken: an order was not taken in time and more people were told',
  });
  const zone = config.site.zone;
  let running: Promise<void> = Promise.resolve();
  let waiting: { all: boolean } | null = null;
  let closed = false;

  async function once(all: boolean): Promise<void> {
    const book = governance.current();
    const context = { book, nowMs: now(), zone };
    const failed = (workOrderId: string, error: unknown) =>
      log.error({ err: error, workOrderId }, 'a work order that waits could not be looked at; tried again');
    const retried = await retryUnassigned(db, { ...context, actor: DISPATCHER, all }, failed);
    for (const [workOrderId, did] of retried) {
      retries.inc({ did });
      if (did === 'announced') {
        log.warn(
          { workOrderId },
          'a work order is with nobody: unassignedWorkOrders lists them 有工单无人承接',
        );
      }
      if (did === 'assigned') log.info({ workOrderId }, 'a work order that was with nobody was dispatched');
    }
    for (const [workOrderId, did] of await widenDue(db, context, failed)) {
      if (did === 'over' || did === 'failed') continue;
      widened.inc(did.done);
      log.info({ workOrderId, steps: did.done }, 'a work order was not taken in time: more people were told');
    }
  }

  /** One after another; those asked for meanwhile are one. A failed round is told and the next one tries again. */
  function round(all = false): Promise<void> {
    if (waiting !== null) {
      waiting.all ||= all;
      return running;
    }
    const mine = { all };
    waiting = mine;
    running = running.then(async () => {
      waiting = null;
      if (closed) return;
      try {
        await once(mine.all);
      } catch (error) {
        log.warn({ err: error }, 'orders that wait could not be looked at; tried again');
      }
    });
    return running;
  }

  async function follow({ event, at }: FeedRow, client: pg.PoolClient): Promise<void> {
    if (event.topic !== 'workOrder' || event.change === 'WIDENED' || event.change === 'UNASSIGNED') return;
    const context = { book: governance.current(), nowMs: now(), zone };
    await planWidening(client, event.workOrderId, at.getTime(), context);
  }

  const stop = new AbortController();
  const following = feed.follow(WIDENING_CONSUMER, ['workOrder'], follow, stop.signal);
  following.catch((error) => log.error({ err: error }, 'the graded response ended'));
  const timer = setInterval(() => void round(), ROUND_MS);
  timer.unref();
  const listening = db.listen(
    DUTY_CHANNEL,
    () => void round(true),
    () => void round(true),
  );
  listening.catch((error) =>
    log.warn({ err: error }, 'changes of duty are not heard; rounds look by themselves'),
  );

  return {
    round,
    async close() {
      closed = true;
      clearInterval(timer);
      stop.abort();
      await following.catch(() => undefined);
      await listening.then((one) => one.close()).catch(() => undefined);
      await running;
    },
  };
}
