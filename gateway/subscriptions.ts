import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FormattedExecutionResult } from 'graphql';
import { HubError } from '../core/errors.ts';
import { inScope, type Principal, requireRight } from '../core/permissions.ts';
import type { Feed } from '../runtime/feed.ts';
import type { FeedRow } from '../runtime/feed-row.ts';
import type { ReadSubject } from '../runtime/feed-subject.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { GatewayContext } from './context.ts';
import type { Engine } from './engine.ts';
import { type PreparedSubscription, prepareSubscription } from './subscription-document.ts';
import { phasesOf } from './subscription-phases.ts';
import { createSubjects } from './subscription-subjects.ts';

/**
 * One message to a subscriber. `cursor` resumes after it: `after:` over ws, Last-Event-ID over SSE; null for a fault that
 * ends the stream, so that who comes again gets the event.
 */
export interface SubscriptionMessage {
  cursor: string | null;
  result: FormattedExecutionResult;
}

export interface SubscriptionRequest {
  query: string;
  variables?: Readonly<Record<string, unknown>> | undefined;
  operationName?: string | null | undefined;
  lastEventId?: string | null | undefined;
}

export interface BridgeOptions {
  engine: Pick<Engine, 'schema' | 'admit' | 'execute'>;
  feed: Feed;
  /** Looks up what filters ask of the things that events are about. */
  subject: ReadSubject;
  metrics: Metrics;
  log: Log;
  /** Subscriptions carried at once by this process. */
  maxSubscriptions: number;
  /** Events that may wait for one slow subscriber before it is dropped. */
  maxQueue: number;
  /** Between the tries to resolve an event while a store or subgraph is away; 9.3 s of them by default. */
  outageWaitsMs?: readonly number[];
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
  const asked = [prepared.query, prepared.variables];
  const who = [principal.subject, [...principal.roles].sort(), [...principal.grids].sort()];
  // short, for it is part of a key for every event: variables may be as large as a request
  return createHash('sha256')
    .update(JSON.stringify([asked, who]))
    .digest('base64');
}

/** Each longer than results are shared. */
const OUTAGE_WAITS_MS = [300, 600, 1_200, 2_400, 4_800];
/** A store or subgraph is away: the event is to be had later. */
const AWAY_CODES = new Set(['STORE_UNAVAILABLE', 'SERIES_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE']);
/** A fault of the hub may pass, too; one that stays must not hold up every stream that comes to it. */
const OUTAGE_CODES = new Set([...AWAY_CODES, 'INTERNAL']);

function isEmpty({ data }: FormattedExecutionResult): boolean {
  return data === undefined || data === null || Object.values(data).every((value) => value === null);
}

/** The whole payload is missing for one of these reasons, none of which lies with the caller. */
function isMissing(result: FormattedExecutionResult, codes: ReadonlySet<string>): boolean {
  return (
    isEmpty(result) && (result.errors ?? []).some(({ extensions }) => codes.has(String(extensions?.code)))
  );
}

/** What the event is about has gone out of the caller's grids since. */
function isGone(result: FormattedExecutionResult): boolean {
  return isEmpty(result) && (result.errors ?? []).length === 0;
}

/** Bridges the feed to GraphQL subscriptions, which @apollo/gateway does not carry itself. */
export function createBridge(options: BridgeOptions): Bridge {
  const { engine, feed, metrics, log, maxSubscriptions, maxQueue } = options;
  const { outageWaitsMs = OUTAGE_WAITS_MS } = options;
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
  const looked = metrics.counter({
    name: 'hub_subscription_lookups_total',
    help: 'Looks at what an event is about, for filters that the event alone does not answer',
  });
  const subjectOf = createSubjects(options.subject, log, () => looked.inc());

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
    for (const waitMs of outageWaitsMs) {
      const result = await resolve(prepared, key, row, context);
      if (!isMissing(result, OUTAGE_CODES)) return result;
      await sleep(waitMs, undefined, { signal }).catch(() => {});
      if (signal.aborted) return result;
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
    const { field, filter } = prepared;
    try {
      for (let step = await first; step.done !== true; step = await rows.next()) {
        // nothing is asked for a reader who left while there was more to read
        if (signal.aborted) return;
        const row = step.value;
        if (row.event.topic !== field.topic || !filter.row(phasesOf(row.event))) continue;
        if (!inScope(principal, row.event.gridCode)) continue;
        if (filter.subject !== null) {
          const subject = await subjectOf(row, signal);
          if (subject === null || !filter.subject(subject)) continue;
        }
        const result = await resolvePatiently(prepared, key, row, context, signal);
        // the reader left, or the token ended, while it was resolved
        if (signal.aborted) return;
        if (isGone(result)) continue;
        if (isMissing(result, AWAY_CODES)) return yield { cursor: null, result };
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
      const ended = AbortSignal.any([signal, expired.signal]);
      const leave = () => {
        // else what has ended is held until its token would have expired
        clearTimeout(expiry);
        givePlace();
      };
      try {
        const tail = feed.tail({ after: prepared.after, signal: ended, maxQueue });
        const rows = tail[Symbol.asyncIterator]();
        // a tail after a cursor reads it only when asked; its failure is told by `ready` or by the stream
        const first = rows.next();
        first.then(({ done }) => done === true && leave(), leave);
        const end = () => {
          leave();
          // who left before the first message was taken never asks for one: the tail would stay at its first row
          void rows.return?.();
        };
        ended.addEventListener('abort', end, { once: true });
        if (ended.aborted) end();
        // once the caller is answered nothing is missed; an expired cursor is told here
        await tail.ready;
        return stream(prepared, context, principal, rows, first, leave, ended);
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
}
