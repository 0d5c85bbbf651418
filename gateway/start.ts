import type { GraphQLDataSource } from '@apollo/gateway';
import { HubError } from '../core/errors.ts';
import { ACKNOWLEDGE_FIELD } from '../core/notify.ts';
import { publicRootFields } from '../core/residents-public.ts';
import type { Auth } from '../runtime/auth.ts';
import type { Config } from '../runtime/config.ts';
import type { Feed } from '../runtime/feed.ts';
import type { ReadSubject } from '../runtime/feed-subject.ts';
import { createHttp, listen } from '../runtime/http.ts';
import type { Log } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { type Check, registerOps } from '../runtime/ops.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { operationTrace } from '../runtime/telemetry-apollo.ts';
import { supergraphSdl } from '../schema/load.ts';
import { registerAcknowledge } from './acknowledge.ts';
import { fieldCount } from './admission.ts';
import type { GatewayContext } from './context.ts';
import { httpDataSource, inProcessDataSource } from './data-source.ts';
import { createEngine } from './engine.ts';
import { registerDoors } from './http.ts';
import { registerOpen311 } from './open311.ts';
import { open311Graph } from './open311-graph.ts';
import { createOpen311Keys } from './open311-keys.ts';
import { operationMetrics } from './operation-metrics.ts';
import { createPublicAccess } from './public-access.ts';
import { createBridge } from './subscriptions.ts';

export interface GatewayOptions {
  config: Config;
  auth: Auth;
  feed: Feed;
  /** Looks up what filters of subscriptions ask of the things that events are about. */
  subject: ReadSubject;
  log: Log;
  metrics: Metrics;
  /** Subgraphs of this process; those of `config.subgraphUrls` are reached over HTTP. */
  subgraphs: readonly Subgraph[];
  /** Of /readyz; or what opens the rest of the process when the graph is made, before it listens, and gives them. */
  checks?: readonly Check[] | (() => Promise<readonly Check[]>);
}

export interface Gateway {
  /** `http://host:port`; the graph is at `/graphql`, event streams at `/graphql/stream`. */
  url: string;
  close(): Promise<void>;
}

const KEEP_ALIVE_CONNECTIONS = 32;
/** How long clients may take their last answers when the gateway closes; a reader that is stuck must not hold it up. */
const CLOSING_MS = 5_000;

/** Data sources by subgraph name, and how to close those that hold connections. */
function dataSources({ config, subgraphs, log }: GatewayOptions) {
  const sources = new Map<string, GraphQLDataSource<GatewayContext>>();
  const closers: (() => Promise<void>)[] = [];
  for (const [name, url] of Object.entries(config.subgraphUrls)) {
    const remote = httpDataSource(
      name,
      url,
      {
        timeoutMs: config.limits.subgraphTimeoutMs,
        maxResponseBytes: config.limits.subgraphResponseBytes,
        connections: KEEP_ALIVE_CONNECTIONS,
      },
      log,
    );
    sources.set(name, remote.source);
    closers.push(remote.close);
  }
  for (const subgraph of subgraphs) sources.set(subgraph.name, inProcessDataSource(subgraph));
  return {
    of(name: string): GraphQLDataSource<GatewayContext> {
      const source = sources.get(name);
      if (source !== undefined) return source;
      throw new HubError('CONFIG_INVALID', {
        count: 1,
        faults: `  - HUB_SUBGRAPHS: names no URL for the subgraph ${name} (name=url, separated by commas)`,
        faultsZh: `  - HUB_SUBGRAPHS：缺少子图 ${name} 的地址（名称=URL，以逗号分隔）`,
      });
    },
    close: () => Promise.all(closers.map((close) => close())),
  };
}

/** Origins whose pages may use the graph, the gateway's own address for browsers among them. */
function graphOrigins({ graphOrigins: named, notify: { publicUrl } }: Config): string[] {
  return publicUrl === null ? named : [...named, new URL(publicUrl).origin];
}

/**
 * Opens the graph: HTTP, WebSocket and SSE on one port, with /livez, /readyz and /metrics beside them.
 * @throws HubError PORT_BUSY, CONFIG_INVALID
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { config, auth, feed, subject, log, metrics, checks = [] } = options;
  const { limits } = config;
  const sources = dataSources(options);
  const withoutToken = metrics.counter({
    name: 'hub_gateway_without_token_total',
    help: 'Operations without a token, by what became of them',
    labels: ['outcome'],
  });
  const engine = await createEngine({
    supergraphSdl: supergraphSdl(),
    dataSourceOf: sources.of,
    introspection: config.introspection,
    log,
    publicAccess: createPublicAccess({
      open:
        config.notify.publicUrl === null
          ? publicRootFields(config.residents)
          : new Set([...publicRootFields(config.residents), ACKNOWLEDGE_FIELD]),
      requestsPerMinute: config.residents.requestsPerMinute,
      reportsPerMinute: Math.ceil(config.residents.reportsPerMinute / 10),
      told: (outcome) => withoutToken.inc({ outcome }),
    }),
    limits: {
      maxCharacters: limits.documentCharacters,
      maxTokens: limits.tokens,
      maxDepth: limits.depth,
      maxAliases: limits.aliases,
      maxRootFields: limits.rootFields,
      maxFields: limits.selections,
      maxCost: limits.cost,
    },
    plugins: [operationMetrics(metrics), operationTrace(fieldCount)],
  });
  const bridge = createBridge({
    engine,
    feed,
    subject,
    metrics,
    log,
    maxSubscriptions: limits.subscriptions,
    maxQueue: limits.subscriptionQueue,
  });

  let started = false;
  const closing = new AbortController();
  const contextOf = async (
    authorization: string | undefined,
    requestId: string,
    address: string,
  ): Promise<GatewayContext> => ({
    principal: await auth.principalOf(authorization),
    authorization,
    requestId,
    address,
  });
  const app = createHttp({
    log,
    metrics,
    server: 'gateway',
    bodyBytes: limits.bodyBytes,
    trustedProxies: config.residents.trustedProxies,
  });
  const known: Check[] = [];
  registerOps(app, { metrics, log, checks: known, started: () => started });
  await registerDoors(app, {
    engine,
    bridge,
    log,
    closing: closing.signal,
    maxMessageBytes: limits.bodyBytes,
    origins: graphOrigins(config),
    trustTraceparent: config.telemetry.trustTraceparent,
    contextOf,
  });
  if (config.notify.publicUrl !== null) registerAcknowledge(app, { engine, contextOf });
  if (config.residents.open311) {
    registerOpen311(app, {
      site: {
        graph: open311Graph(engine),
        jurisdiction: config.residents.open311Jurisdiction,
        zone: config.site.zone,
        now: Date.now,
      },
      keys: createOpen311Keys({ config, auth }),
      log,
      origins: config.residents.open311Origins,
    });
  }
  async function close(): Promise<void> {
    started = false;
    closing.abort();
    const impatient = setTimeout(() => {
      for (const client of app.websocketServer.clients) client.terminate();
      app.server.closeAllConnections();
    }, CLOSING_MS);
    await app.close().finally(() => clearTimeout(impatient));
    await engine.close();
    await sources.close();
  }
  try {
    known.push(...(typeof checks === 'function' ? await checks() : checks));
    const url = await listen(app, { ...config.http, what: 'HTTP', setting: 'HUB_HTTP_PORT' });
    started = true;
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}
