import type pg from 'pg';
import type { FeedRow } from '../../runtime/feed-row.ts';
import type { SubgraphDeps } from '../deps.ts';
import { makeDays } from './days.ts';
import { measureOrders, remeasure } from './measure-store.ts';

/** Name of the cursor of figures in the feed. */
export const FIGURES_CONSUMER = 'figures';
const LOOK_EVERY_MS = 60_000;

/**
 * Keeps `work_order_measure`: follows the orders' changes in the feed (the cursor is stored in the transaction of the
 * measures), measures orders from before at the start, and running ones anew when calendars change. Makes the days of
 * figures where they are not there. Close it before the feed.
 */
export function startFigures(
  {
    db,
    feed,
    governance,
    config,
    log,
    metrics,
  }: Pick<SubgraphDeps, 'db' | 'feed' | 'governance' | 'config' | 'log' | 'metrics'>,
  now: () => number = Date.now,
): { close(): Promise<void> } {
  const measured = metrics.counter({
    name: 'hub_figures_measured_total',
    help: 'Work orders measured for figures, by cause: feed (a step), start (never measured), calendar (measured anew)',
    labels: ['cause'],
  });
  const unreadable = metrics.counter({
    name: 'hub_figures_unreadable_total',
    help: 'Work orders whose history figures could not read; they are left out of every figure, the log names them',
  });

  function told(cause: string, count: number, unread: readonly string[]): void {
    measured.inc({ cause }, count - unread.length);
    if (unread.length === 0) return;
    unreadable.inc(unread.length);
    log.error(
      { workOrderIds: unread.slice(0, 20) },
      'the history of work orders cannot be read: figures leave them out',
    );
  }

  async function handle({ event }: FeedRow, client: pg.PoolClient): Promise<void> {
    if (event.topic !== 'workOrder') return;
    told('feed', 1, await measureOrders(client, [event.workOrderId], governance.current(), now()));
  }

  const stop = new AbortController();
  const { signal } = stop;
  const following = feed.follow(FIGURES_CONSUMER, ['workOrder'], handle, signal);
  following.catch((error) => log.error({ err: error }, 'figures ended'));

  let unmeasured = true;
  async function look(): Promise<void> {
    const options = { book: () => governance.current(), nowMs: now, signal };
    try {
      if (unmeasured) {
        const done = await remeasure(db, 'UNMEASURED', options);
        told('start', done.measured, done.unreadable);
        unmeasured = false;
      }
      const done = await remeasure(db, 'STALE', options);
      told('calendar', done.measured, done.unreadable);
      await makeDays(db, config.site.zone, signal);
    } catch (error) {
      if (!signal.aborted) log.warn({ err: error }, 'measuring work orders failed; it is tried again');
    }
  }
  let looking = look();
  const timer = setInterval(() => {
    looking = looking.then(() => (signal.aborted ? undefined : look()));
  }, LOOK_EVERY_MS);

  return {
    async close() {
      stop.abort();
      clearInterval(timer);
      await Promise.all([following.catch(() => undefined), looking]);
    },
  };
}
