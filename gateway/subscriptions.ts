import { setTimeout as sleep } from 'node:timers/promises';
import type { FormattedExecutionResult } from 'graphql';
import { HubError } from '../core/errors.ts';
import { inScope, type Principal, requireRight } from '../core/permissions.ts';
import type { Feed } from '../runtime/feed.ts';
import type { FeedRow } from '../runtime/feed-row.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { GatewayContext } from './context.ts';
import type { Engine } from './engine.ts';
import { type PreparedSubscription, prepareSubscription } from './subscription-document.ts';

/** One message to a subscriber. `cursor` resumes after it: `after:` over ws, Last-Event-ID over SSE. */
export interface SubscriptionMessage {
  cursor: string;
  result: FormattedExecutionResult;
}

export interface SubscriptionRequest {
  query: string;
  variables?: Readonly<Record<string, unknown>> | undefined;
  operationName?: string | null | undefined;
  lastEventId?: string | null | undefined;
}

export interface BridgeOptions {
  engine: Engine;
  feed: Feed;
  metrics: Metrics;
  /** Subscriptions carried at once by this process. */
  maxSubscriptions: number;
  /** Events that may wait for one slow subscriber before it is dropped. */
  maxQueue: number;
}

export interface Bridge {
  /**
   * Streams matching changes until the signal aborts or the token expires.
   * @throws HubError | GraphQLError before the first message when the document, token or cursor is refused
   */
  subscribe(
    request: SubscriptionRequest,
    context: GatewayContext,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<SubscriptionMessage, void>>;
}

/** How many resolved events are remembered so that equal subscriptions share one execution. */
const SHARED_RESULTS = 2_000;
/** And for how long: a payload tells how things are now, and a subscriber who resumes asks for now. */
const SHARED_MS = 250;
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Equal for subscribers that must see the same: document, variables, who asks (some see themselves), roles, grids. */
function shareKey(prepared: PreparedSubscription, principal: Principal): string {
  return JSON.stringify([
    prepared.query,
    prepared.variables,
    principal.subject,
    [...principal.roles].sort(),
    [...principal.grids].sort(),
  ]);
}

/** Between the tries to resolve an event while a store or subgraph is away; longer than results are shared. */
const OUTAGE_WAITS_MS = [300, 600, 1_200, 2_400, 4_800];
const OUTAGE_CODES = new Set(['STORE_UNAVAILABLE', 'SERIES_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE', 'INTERNAL']);

/** The whole payload is missing, and not for a reason that lies with the caller. */
function isOutage({ data, errors = [] }: FormattedExecutionResult): boolean {
  const empty = data === undefined || data === null || Object.values(data).every((value) => value === null);
  return empty && errors.some(({ extensions }) => OUTAGE_CODES.has(String(extensions?.code)));
}

/** Bridges the feed to GraphQL subscriptions, which @apollo/gateway does not carry itself. */
export function createBridge(options: BridgeOptions): Bridge {
  const { engine, feed, metrics, maxSubscriptions, maxQueue } = options;
  const shared = new Map<string, { result: Promise<FormattedExecutionResult>; until: number }>();
  let forgetting = false;
  let open = 0;
  const openGauge = metrics.gauge({
    name: 'hub_subscriptions_open',
    help: 'Subscriptions open in this process',
  });
  const delivered = metrics.counter({
    name: 'hub_subscription_messages_total',
    help: 'Messages handed to subscribers',
  });
  const executed = metrics.counter({
    name: 'hub_subscription_executions_total',
    help: 'Events resolved for subscribers',
  });

  /** Runs the lookup once per (event, equal subscription) and lets those that ask at the time share the answer. */
  function resolve(prepared: PreparedSubscription, key: string, row: FeedRow, context: GatewayContext) {
    const eventKey = `${row.cursor}\n${key}`;
    const known = shared.get(eventKey);
    const now = performance.now();
    if (known !== undefined && now < known.until) return known.result;
    executed.inc();
    const result = engine.execute(
      { query: prepared.query, variables: prepared.withCursor(row.cursor) },
      context,
    );
    // to the young end, so that the first key is the oldest
    shared.delete(eventKey);
    shared.set(eventKey, { result, until: now + SHARED_MS });
    const oldest = shared.size > SHARED_RESULTS ? shared.keys().next().value : undefined;
    if (oldest !== undefined) shared.delete(oldest);
    if (!forgetting) forgetIn(SHARED_MS);
    return result;
  }

  /** Drops what is shared no more: an answer may be large, and the last ones would stay for as long as it is quiet. */
  function forgetIn(ms: number): void {
    forgetting = true;
    setTimeout(() => {
      forgetting = false;
      const now = performance.now();
      for (const [eventKey, { until }] of shared) {
        if (until > now) return forgetIn(until - now);
        shared.delete(eventKey);
      }
    }, ms).unref();
  }

  /** As `resolve`, asking again while a store or subgraph is away: a message without its object helps nobody. */
  async function resolvePatiently(
    prepared: PreparedSubscription,
    key: string,
    row: FeedRow,
    context: GatewayContext,
    signal: AbortSignal,
  ): Promise<FormattedExecutionResult> {
    for (const waitMs of OUTAGE_WAITS_MS) {
      const result = await resolve(prepared, key, row, context);
      if (!isOutage(result) || signal.aborted) return result;
      await sleep(waitMs, undefined, { signal }).catch(() => {});
    }
    return resolve(prepared, key, row, context);
  }

  /** Takes one of the places; the returned function gives it back, once. */
  function takePlace(): () => void {
    if (open >= maxSubscriptions) throw new HubError('TOO_MANY_SUBSCRIPTIONS', { limit: maxSubscriptions });
    open += 1;
    openGauge.set(open);
    let taken = true;
    return () => {
      if (!taken) return;
      taken = false;
      open -= 1;
      openGauge.set(open);
    };
  }

  async function* stream(
    prepared: PreparedSubscription,
    context: GatewayContext,
    principal: Principal,
    rows: AsyncIterator<FeedRow>,
    first: Promise<IteratorResult<FeedRow>>,
    leave: () => void,
    signal: AbortSignal,
  ): AsyncGenerator<SubscriptionMessage, void> {
    const key = shareKey(prepared, principal);
    const { topic } = prepared.field;
    try {
      for (let step = await first; step.done !== true; step = await rows.next()) {
        const row = step.value;
        if (row.event.topic !== topic || !prepared.matches(row.event)) continue;
        if (!inScope(principal, row.event.gridCode)) continue;
        const result = await resolvePatiently(prepared, key, row, context, signal);
        yield { cursor: row.cursor, result };
        delivered.inc();
      }
    } finally {
      leave();
      await rows.return?.();
    }
  }

  return {
    async subscribe(request, context, signal) {
      const { principal } = context;
      if (principal === null)
        throw new HubError('UNAUTHENTICATED', { reason: 'no token was sent', reasonZh: '未发送令牌' });
      const admitted = engine.admit(request);
      const prepared = prepareSubscription(
        engine.schema,
        admitted.document,
        request.operationName ?? null,
        admitted.variables,
        request.lastEventId ?? null,
      );
      requireRight(principal, prepared.field.right);
      const givePlace = takePlace();
      const expired = new AbortController();
      const expiry = setTimeout(
        () => expired.abort(),
        Math.min(MAX_TIMER_MS, Math.max(0, principal.expiresAt - Date.now())),
      ).unref();
      const leave = () => {
        // else what has ended is held until its token would have expired
        clearTimeout(expiry);
        givePlace();
      };
      try {
        const ended = AbortSignal.any([signal, expired.signal]);
        const tail = feed.tail({ after: prepared.after, signal: ended, maxQueue });
        const rows = tail[Symbol.asyncIterator]();
        // a tail after a cursor reads it only when asked; its failure is told by `ready` or by the stream
        const first = rows.next();
        first.then(({ done }) => done === true && leave(), leave);
        // once the caller is answered nothing is missed; an expired cursor is told here
        await tail.ready;
        signal.addEventListener('abort', leave, { once: true });
        expired.signal.addEventListener('abort', leave, { once: true });
        return stream(prepared, context, principal, rows, first, leave, ended);
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}
