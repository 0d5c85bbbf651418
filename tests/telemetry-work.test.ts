import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../runtime/config.ts';
import { createWriter } from '../runtime/series/influx-writer.ts';
import { startTelemetry } from '../runtime/telemetry-start.ts';
import { type TestDb, testDb } from './support/db.ts';
import { seedPlace } from './support/governance.ts';
import { frame, openIntake } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { notifyGraph, opened, startWorker } from './support/notify.ts';
import { type Collector, startCollector, type ToldSpan } from './support/otlp.ts';
import { startReceiver } from './support/receiver.ts';
import { until } from './support/until.ts';

// Work that nobody asked for over HTTP: each piece is a trace of its own.

let database: TestDb;
let collector: Collector;
let telemetry: { close(): Promise<void> };

beforeAll(async () => {
  database = await testDb();
  await seedPlace(database.db);
  collector = await startCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '20' };
  telemetry = await startTelemetry(loadConfig(env), 'hub', testLog);
});
afterAll(async () => {
  await telemetry.close();
  await collector.close();
  await database.close();
});

async function told(name: string, has: (span: ToldSpan) => boolean = () => true): Promise<ToldSpan> {
  return until(() => collector.spans.find((span) => span.name === name && has(span)), { what: name });
}

test('a batch is one span, however many frames it holds, and a failed attempt is one by itself', async () => {
  const intake = await openIntake(database.db);
  const alert = (id: string) => ({ id, type: 'elevator.trapped', time: new Date().toISOString() });
  const { pool } = database.db;
  const connect = pool.connect.bind(pool);
  let refusing = true;
  Object.assign(pool, {
    connect: () => {
      if (!refusing) return connect();
      refusing = false;
      return Promise.reject(Object.assign(new Error('away, says host db.example'), { code: 'ECONNREFUSED' }));
    },
  });
  try {
    await Promise.all(['a', 'b', 'c'].map((id) => intake.pipeline.submit(frame(alert(id)))));
  } finally {
    Object.assign(pool, { connect });
    await intake.close();
  }
  const failed = await told('ingest batch', ({ status }) => status.code === 2);
  expect(failed.attributes).toMatchObject({
    'hub.frames': 3,
    'hub.attempt': 1,
    'error.type': 'ECONNREFUSED',
  });
  const stored = await told('ingest batch', ({ status }) => status.code !== 2);
  expect(stored.attributes).toMatchObject({ 'hub.frames': 3, 'hub.attempt': 2, 'hub.alerts': 3 });
  expect(stored.parentSpanId).toBeFalsy();
  expect(collector.spans.filter(({ name }) => name === 'ingest batch')).toHaveLength(2);
  expect(collector.text()).not.toContain('db.example');
});

test('a write to InfluxDB says how many points it had and what became of them', async () => {
  const config = loadConfig({
    INFLUX_URL: 'http://influx.example:8086',
    INFLUX_DATABASE: 'x',
    INFLUX_VERSION: '1',
  });
  if (config.influx === null) throw new Error('no influx');
  const answers = [204, 500];
  const writer = createWriter(config.influx, {
    version: async () => '1',
    get: () => Promise.reject(new Error('not asked')),
    post: async () => ({ status: answers.shift() ?? 204, body: '', retryAfterMs: null, version: null }),
    close: async () => {},
  });
  await writer.write({ count: 2, text: 'a v=1\nb v=2' });
  await writer.write({ count: 1, text: 'c v=3' });
  const written = await told('relay write', ({ attributes }) => attributes['hub.outcome'] === 'written');
  expect(written).toMatchObject({ kind: 3, attributes: { 'hub.points': 2 } });
  const failed = await told('relay write', ({ attributes }) => attributes['hub.outcome'] === 'retry');
  expect(failed).toMatchObject({ status: { code: 2, message: 'retry' }, attributes: { 'hub.points': 1 } });
});

test('an event that is followed and the notification that comes of it are told without whom or where', async () => {
  const graph = notifyGraph(database.db);
  const receiver = await startReceiver();
  const endpoint = await graph.endpoint({ address: `${receiver.url}/hook-of-somebody` });
  await graph.rule({ endpointId: endpoint.id });
  const worker = startWorker(database.db);
  try {
    await opened(database.db);
    const request = await receiver.nth(1);
    // an endpoint of somebody else's is told nothing of our traces
    expect(request.headers).not.toHaveProperty('traceparent');
    const event = await told('feed notifier');
    expect(event).toMatchObject({ kind: 5, attributes: { 'hub.feed.topic': 'incident' } });
    const sent = await told('notify');
    expect(sent).toMatchObject({
      kind: 3,
      attributes: { 'hub.notify.kind': 'WEBHOOK', 'hub.notify.messages': 1, 'hub.outcome': 'DELIVERED' },
    });
    expect(sent.traceId).not.toBe(event.traceId);
    expect(collector.text()).not.toContain('hook-of-somebody');
  } finally {
    await worker.close();
    await receiver.close();
    await graph.close();
  }
});
