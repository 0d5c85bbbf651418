import { Supergraph } from '@apollo/federation-internals';
import { type FormattedExecutionResult, parse } from 'graphql';
import type { Principal } from '../../core/permissions.ts';
import type { GatewayContext } from '../../gateway/context.ts';
import { type Bridge, type BridgeOptions, createBridge } from '../../gateway/subscriptions.ts';
import { appendFeed, createFeed } from '../../runtime/feed.ts';
import { subjectReader } from '../../runtime/feed-subject.ts';
import { createMetrics } from '../../runtime/metrics.ts';
import { supergraphSdl } from '../../schema/load.ts';
import { testDb } from './db.ts';
import { testLog as log } from './log.ts';
import { addIncident, EAST, seedGrids } from './subgraph-world.ts';

export const WATCH = `subscription ($filter: IncidentFilter, $after: String) {
  incidentChanged(filter: $filter, after: $after) { cursor change } }`;

/** What resolves the event at a cursor. */
export type Resolve = (cursor: string, context: GatewayContext) => Promise<FormattedExecutionResult>;

export const answered: Resolve = async (cursor) => ({
  data: { incidentChanged: { cursor, change: 'REPEATED' } },
});

export function contextOf(subject: string, expiresAt = Date.now() + 600_000): GatewayContext {
  const principal: Principal = { subject, roles: ['admin'], grids: [''], expiresAt };
  return { principal, address: '', authorization: undefined, requestId: 'test' };
}

/** What came on a subscription, and how it ended. */
export interface Seen {
  cursors: (string | null)[];
  codes: unknown[];
  done: boolean;
  error: unknown;
}

/** The feed and its database are real, with one incident; what resolves an event is a stand-in. */
export async function bridgePlace() {
  const test = await testDb({ poolSize: 4 });
  await seedGrids(test.db);
  await addIncident(test.db, {
    ...{ id: 'inc_1', deviceId: 'd-1', gridCode: EAST, firstSeenMs: Date.UTC(2026, 10, 21) },
  });
  const schema = Supergraph.build(supergraphSdl()).apiSchema().toGraphQLJSSchema();
  return {
    db: test.db,
    close: () => test.close(),

    /** Tells the feed of a change of the incident. */
    tell: (count: number) =>
      appendFeed(test.db.pool, [
        {
          ...{ topic: 'incident', change: 'REPEATED', incidentId: 'inc_1', alertId: null, deviceId: 'd-1' },
          ...{
            channel: '',
            type: 'camera.fire',
            severity: 'critical',
            state: 'ACTIVE',
            gridCode: EAST,
            count,
          },
        },
      ]),

    /** A process of its own: its feed, its metrics, its subscribers. */
    world() {
      const metrics = createMetrics({ processMetrics: false });
      const feed = createFeed(test.db, { log, metrics, keptDays: 7 });
      const ended = new AbortController();
      return {
        feed,
        signal: ended.signal,
        bridge: (resolve: Resolve = answered, options: Partial<BridgeOptions> = {}): Bridge =>
          createBridge({
            engine: {
              schema,
              admit: ({ query, variables }) => ({ document: parse(query), variables: { ...variables } }),
              execute: ({ variables }, context) => resolve(String(variables?.hubEventCursor), context),
            },
            ...{ feed, metrics, log, subject: subjectReader(test.db) },
            ...{ maxSubscriptions: 10_000, maxQueue: 1_000 },
            ...options,
          }),
        async watch(
          bridge: Bridge,
          variables: Record<string, unknown> = {},
          context = contextOf('anybody'),
          signal = ended.signal,
        ): Promise<Seen> {
          const messages = await bridge.subscribe({ query: WATCH, variables }, context, signal);
          const seen: Seen = { cursors: [], codes: [], done: false, error: null };
          const reading = (async () => {
            for await (const { cursor, result } of messages) {
              seen.cursors.push(cursor);
              seen.codes.push(result.errors?.[0]?.extensions?.code);
            }
          })();
          reading.then(
            () => Object.assign(seen, { done: true }),
            (error) => Object.assign(seen, { done: true, error }),
          );
          return seen;
        },
        async metric(name: string): Promise<number> {
          return Number(new RegExp(`^${name} (-?\\d+)$`, 'm').exec(await metrics.text())?.[1]);
        },
        async end(): Promise<void> {
          ended.abort();
          await feed.close();
        },
      };
    },
  };
}
export type BridgePlace = Awaited<ReturnType<typeof bridgePlace>>;
export type BridgeWorld = ReturnType<BridgePlace['world']>;
