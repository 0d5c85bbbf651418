import type pg from 'pg';
import type { IncidentChangeKind } from '../../core/feed-event.ts';
import type { FeedRow } from '../../runtime/feed-row.ts';
import { isWorthARetry } from '../../runtime/postgres.ts';
import type { SubgraphDeps } from '../deps.ts';
import {
  type DispatchTimes,
  dispatchHeld,
  dispatchIncident,
  dispatchRepeat,
  dispatchRise,
  type Outcome,
  withdrawFalseAlarm,
} from './dispatch-incident.ts';

type Handle = (client: pg.PoolClient, incidentId: string, times: DispatchTimes) => Promise<Outcome>;

/** What is done about each change of an incident; the others concern no order. */
const HANDLERS: Partial<Record<IncidentChangeKind, Handle>> = {
  OPENED: dispatchIncident,
  REOPENED: dispatchIncident,
  REPEATED: dispatchRepeat,
  ESCALATED: dispatchRise,
  RELEASED: dispatchHeld,
  UNSHELVED: dispatchHeld,
  MAINTENANCE_ENDED: dispatchHeld,
  FALSE_ALARM: withdrawFalseAlarm,
};

/** Name of the dispatcher's cursor in the feed. */
export const DISPATCHER_CONSUMER = 'dispatcher';

/**
 * Follows incidents in the feed and keeps their work orders: the rule table decides, the duty ladder names the person.
 * The feed lets one replica act; the cursor is stored in the transaction of the orders, so nothing is done twice.
 * `now` gives epoch milliseconds. Close it before the feed.
 */
export function startDispatcher(
  {
    feed,
    log,
    metrics,
    config,
    governance,
  }: Pick<SubgraphDeps, 'db' | 'feed' | 'log' | 'metrics' | 'config' | 'governance'>,
  now: () => number = Date.now,
): { close(): Promise<void> } {
  const outcomes = metrics.counter({
    name: 'hub_dispatch_total',
    help: 'Incident events by what the dispatcher did: opened, unassigned (nobody on duty), none (no order by rule) …',
    labels: ['did', 'rule'],
  });
  const failures = metrics.counter({
    name: 'hub_dispatch_failures_total',
    help: 'Incident events that the dispatcher could not handle and passed over; the log has the cause',
  });

  async function handle({ event, at, cursor }: FeedRow, client: pg.PoolClient): Promise<void> {
    if (event.topic !== 'incident') return;
    const handler = HANDLERS[event.change];
    if (handler === undefined) return;
    await client.query('SAVEPOINT dispatch');
    try {
      const book = governance.current();
      const times = { toldMs: at.getTime(), nowMs: now(), zone: config.site.zone, book };
      const outcome = await handler(client, event.incidentId, times);
      await client.query('RELEASE SAVEPOINT dispatch');
      outcomes.inc({ did: outcome.did, rule: 'rule' in outcome ? outcome.rule : '' });
      if (outcome.did === 'none' && outcome.rule === 'stale-no-order') {
        log.info({ incidentId: event.incidentId, ...outcome }, 'an incident came too late to send anybody');
      }
      if (outcome.did === 'unassigned') {
        log.warn(
          { ...outcome, gridCode: event.gridCode },
          'nobody is on duty: a work order waits for a person',
        );
      }
    } catch (error) {
      if (isWorthARetry(error)) throw error;
      // throws when the connection is what failed: then the follower tries again
      await client.query('ROLLBACK TO SAVEPOINT dispatch');
      failures.inc();
      log.error({ err: error, incidentId: event.incidentId, cursor }, 'an incident could not be dispatched');
    }
  }

  const stop = new AbortController();
  const running = feed.follow(DISPATCHER_CONSUMER, ['incident'], handle, stop.signal);
  running.catch((error) => log.error({ err: error }, 'the dispatcher ended'));
  return {
    async close() {
      stop.abort();
      await running.catch(() => undefined);
    },
  };
}
