import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Config, loadConfig } from '../runtime/config.ts';
import { createLog } from '../runtime/log.ts';
import { inSpan } from '../runtime/telemetry.ts';
import { startTelemetry } from '../runtime/telemetry-start.ts';
import { ask, data } from './e2e/graph-client.ts';
import { demoDevices, makeIncidents, openSite, type Site } from './e2e/site.ts';
import { freePort } from './support/free-port.ts';
import { type Collector, startCollector, type ToldSpan } from './support/otlp.ts';
import { until } from './support/until.ts';

const run = promisify(execFile);
const FAST = { OTEL_BSP_SCHEDULE_DELAY: '20', OTEL_EXPORTER_OTLP_TIMEOUT: '500' };
const HTTP = ['alerts', 'devices', 'grids'];
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const ASKER = 'b7ad6b7169203331';

let collector: Collector;
let site: Site;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  collector = await startCollector();
  site = await openSite();
  await makeIncidents(site.db, (await demoDevices(site.db, '511421001')).slice(0, 2));
});
afterAll(async () => {
  await site.close();
  await collector.close();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  collector.spans.length = 0;
});

/** Lines that were logged, and tracing as the variables say. */
async function traced(env: Record<string, string>, options: { flushMs?: number } = {}) {
  const lines: { level: number; msg: string }[] = [];
  const config: Config = loadConfig({ ...FAST, ...env });
  const log = createLog({ logLevel: 'info', logFormat: 'json' }, 'test', {
    write: (line) => void lines.push(JSON.parse(line)),
  });
  const telemetry = await startTelemetry(config, 'gateway', log, options);
  closers.push(() => telemetry.close());
  return { lines, close: () => telemetry.close() };
}

const named = (name: string) => collector.spans.filter((span) => span.name === name);
async function one(name: string): Promise<ToldSpan> {
  const [span] = await until(() => named(name).length > 0 && named(name), { what: name });
  if (span === undefined) throw new Error(name);
  return span;
}

describe('a query through three subgraphs over HTTP', () => {
  const QUERY = `query Dashboard($grid: ID) { incidents(filter: { gridCode: $grid }, first: 2) {
    nodes { id device { name } grid { name } } } }`;

  it('is one trace, with the right parents, and names nobody', async () => {
    const { close } = await traced({
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_EXPORTER_OTLP_HEADERS: 'x-team=grid' },
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=test',
    });
    const served = await Promise.all(HTTP.map((name) => site.serve(name)));
    const gateway = await site.another(
      {
        HUB_SUBGRAPHS: served.map(({ name, url }) => `${name}=${url}`).join(','),
        HUB_TRUST_TRACEPARENT: 'on',
      },
      HTTP,
    );
    const token = await site.token('operations', '511421');
    try {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          traceparent: `00-${TRACE}-${ASKER}-01`,
        },
        body: JSON.stringify({ query: QUERY, variables: { grid: '511421001' } }),
      });
      expect(await response.json()).toMatchObject({ data: { incidents: { nodes: [{}, {}] } } });
      // a refusal over the WebSocket's engine, in a trace of its own
      const wrong = await ask(gateway.url, token, 'query Wrong { incident(id: "nothing") { id } }');
      expect(wrong.data).toEqual({ incident: null });
    } finally {
      await gateway.close();
      for (const each of served) await each.close();
      await close();
    }
    const operation = await one('query Dashboard');
    expect(operation).toMatchObject({ traceId: TRACE, parentSpanId: ASKER, service: 'wangge-hub-gateway' });
    expect(operation.attributes).toMatchObject({
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Dashboard',
      'hub.graphql.fields': 7,
    });
    for (const name of HTTP) {
      const fetched = collector.spans.filter(
        (span) => span.name === `subgraph ${name}` && span.traceId === TRACE,
      );
      expect(fetched.length).toBeGreaterThan(0);
      for (const each of fetched) {
        expect(each).toMatchObject({ parentSpanId: operation.spanId, kind: 3 });
        const answered = collector.spans.filter((span) => span.parentSpanId === each.spanId);
        expect(answered).toMatchObject([{ traceId: TRACE, kind: 2, attributes: { 'hub.subgraph': name } }]);
      }
    }
    expect((await one('query Wrong')).traceId).not.toBe(TRACE);
    expect(collector.headers()).toMatchObject({ 'x-team': 'grid' });
    expect(collector.text()).toContain('deployment.environment');
    for (const secret of [token, '511421001', 'nothing']) expect(collector.text()).not.toContain(secret);
  });

  it('of a stranger is a trace of its own, whatever its `traceparent` says', async () => {
    const { close } = await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const served = await site.serve('alerts');
    const gateway = await site.another({ HUB_SUBGRAPHS: `alerts=${served.url}` }, ['alerts']);
    const token = await site.token('operations', '*');
    const send = (url: string, name: string, authorization: Record<string, string>) =>
      fetch(url, {
        method: 'POST',
        // the caller would not have it recorded
        headers: {
          ...{ 'content-type': 'application/json', traceparent: `00-${TRACE}-${ASKER}-00` },
          ...authorization,
        },
        body: JSON.stringify({ query: `query ${name} { alertTypes { code } }` }),
      });
    const bearer = { authorization: `Bearer ${token}` };
    try {
      expect((await send(`${gateway.url}/graphql`, 'Gateway', bearer)).status).toBe(200);
      // a subgraph goes on with the gateway's trace, or that of whoever else has a token, and nobody's else
      expect((await send(served.url, 'Unrecorded', bearer)).status).toBe(200);
      await send(served.url, 'Stranger', {});
      await send(served.url, 'Forger', { authorization: 'Bearer nonsense' });
    } finally {
      await gateway.close();
      await served.close();
      await close();
    }
    const links = [{ traceId: TRACE, spanId: ASKER }];
    const operation = await one('query Gateway');
    expect(operation).toMatchObject({ links });
    expect(operation.traceId).not.toBe(TRACE);
    expect(operation.parentSpanId ?? '').toBe('');
    const fetched = await one('subgraph alerts');
    expect(fetched).toMatchObject({ traceId: operation.traceId, parentSpanId: operation.spanId });
    expect(collector.spans.find((span) => span.parentSpanId === fetched.spanId)?.traceId).toBe(
      operation.traceId,
    );
    expect(named('query Unrecorded')).toEqual([]);
    expect(await one('query Stranger')).toMatchObject({ links });
    expect(collector.spans.filter((span) => span.traceId === TRACE)).toEqual([]);
    // what is refused at the door has no name yet
    expect(await one('graphql')).toMatchObject({ links, attributes: { 'hub.subgraph': 'alerts' } });
  });

  it('tells the codes of its errors, and keeps what the sampler says', async () => {
    const { close } = await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    const token = await site.token('operations', '*');
    await ask(site.url, null, 'query Nobody { incidents(first: 1) { nodes { id } } }');
    await ask(site.url, token, 'query Wrong { incidents(first: 0) { nodes { id } } }');
    await close();
    // refused before it is known what it is
    expect(await one('graphql')).toMatchObject({ status: { code: 2, message: 'UNAUTHENTICATED' } });
    for (const name of ['query Wrong', 'subgraph alerts']) {
      const refused = await one(name);
      expect(refused).toMatchObject({ status: { code: 2, message: 'BAD_USER_INPUT' } });
      expect(refused.attributes['hub.error.codes']).toEqual(['BAD_USER_INPUT']);
    }

    const none = await traced({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_TRACES_SAMPLER: 'always_off',
    });
    const before = collector.requests();
    await data(site.url, await site.token('operations', '*'), 'query Unsampled { __typename }');
    await none.close();
    expect(collector.requests()).toBe(before);
  });
});

describe('a collector that does not answer', () => {
  it('is told once, costs nothing but the spans, and is told again when it answers', async () => {
    const port = await freePort();
    const { lines } = await traced({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` });
    const work = () => inSpan('work', {}, async () => 1);
    await until(async () => (await work()) === 1 && lines.length > 0);
    for (let at = 0; at < 50; at += 1) expect(await work()).toBe(1);
    const back = await startCollector(port);
    try {
      await until(async () => (await work()) === 1 && back.spans.length > 0);
      await until(() => lines.length > 1);
      expect(lines.map(({ level }) => level)).toEqual([40, 30]);
      expect(lines[0]?.msg).toContain('takes no spans');
    } finally {
      await back.close();
    }
  });

  it('holds up a stop no longer than its deadline', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const { close } = await traced(
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${address.port}`,
        OTEL_EXPORTER_OTLP_TIMEOUT: '30000',
      },
      { flushMs: 200 },
    );
    await inSpan('work', {}, async () => {});
    const began = performance.now();
    await close();
    expect(performance.now() - began).toBeLessThan(2_000);
    silent.close();
  });
});

describe('without a collector', () => {
  const SCRIPT = `
    import { createRequire } from 'node:module';
    import { loadConfig } from './runtime/config.ts';
    import { silentLog } from './runtime/log.ts';
    import { inSpan } from './runtime/telemetry.ts';
    import { startTelemetry } from './runtime/telemetry-start.ts';
    const telemetry = await startTelemetry(loadConfig(), 'hub', silentLog());
    await inSpan('work', {}, async () => {});
    await telemetry.close();
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    console.log(loaded.filter((path) => path.includes('opentelemetry')).length);`;

  /** Files of OpenTelemetry that a process loaded, and what the collector heard from it. */
  async function loadedWith(env: Record<string, string>): Promise<{ files: number; requests: number }> {
    const before = collector.requests();
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', SCRIPT], {
      env: { PATH: process.env.PATH, ...env },
    });
    return { files: Number(stdout), requests: collector.requests() - before };
  }

  it.each([
    { name: 'no endpoint', env: { OTEL_SERVICE_NAME: 'hub' }, on: false },
    { name: 'the SDK disabled', env: { OTEL_SDK_DISABLED: 'true' }, on: false },
    { name: 'no exporter', env: { OTEL_TRACES_EXPORTER: 'none' }, on: false },
    { name: 'all as it should be', env: {}, on: true },
  ])('nothing is loaded or sent: $name', async ({ name, env, on }) => {
    const endpoint =
      name === 'no endpoint' ? {} : { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/v1/traces` };
    const { files, requests } = await loadedWith({ ...endpoint, ...env });
    expect([files > 0, requests]).toEqual([on, on ? 1 : 0]);
  });

  it('a mistyped variable is told with the one that was meant; others of OpenTelemetry are let be', () => {
    expect(() => loadConfig({ OTEL_EXPORTER_OTLP_ENDPONT: 'http://x:4318' })).toThrow(
      /did you mean OTEL_EXPORTER_OTLP_ENDPOINT/,
    );
    expect(() => loadConfig({ OTEL_TRACES_SAMPLER: 'sometimes' })).toThrow(/OTEL_TRACES_SAMPLER/);
    expect(() => loadConfig({ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toThrow(/http\/json/);
    for (const name of ['OTEL_METRICS_EXPORTER', 'OTEL_PROPAGATORS', 'OTEL_BLRP_MAX_QUEUE_SIZE']) {
      expect(() => loadConfig({ [name]: 'x' })).not.toThrow();
    }
  });
});
