import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Codec, Frame } from '../ingest/codec.ts';
import { codecFor } from '../ingest/codecs/table.ts';
import { type FrontDoor, startFrontDoor } from '../ingest/front-door.ts';
import { type Relay, startRelay } from '../ingest/relay.ts';
import { loadConfig } from '../runtime/config.ts';
import { openSeries } from '../runtime/series/open.ts';
import type { AlertRecord, SeriesStore } from '../runtime/series/port.ts';
import { type TestDb, testDb } from './support/db.ts';
import { type Influxd, influxdServer, startInfluxd } from './support/influxd.ts';
import {
  connectDevice,
  counts,
  emptyIntake,
  frame,
  type Intake,
  openIntake,
  seedGrids,
  topicOf,
} from './support/intake.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

let database: TestDb;
let intake: Intake;
let door: FrontDoor;

beforeAll(async () => {
  database = await testDb();
  await seedGrids(database.db);
  intake = await openIntake(database.db);
  door = await startFrontDoor({
    config: loadConfig({ HUB_MQTT_PORT: '0' }),
    pipeline: intake.pipeline,
    log: testLog,
    metrics: intake.metrics,
  });
});
afterAll(async () => {
  await door.close();
  await intake.close();
  await database.close();
});
beforeEach(() => emptyIntake(database.db));

const NOW = Date.now();
const iso = (ms: number) => new Date(ms).toISOString();
const good = (id: string) => frame({ id, type: 'elevator.trapped', time: iso(NOW) });

async function quarantined(): Promise<Record<string, unknown>[]> {
  const { rows } = await database.db.pool.query<Record<string, unknown>>(
    `SELECT f.reason, s.path, f.codec, s.topic, s.size, s.payload
     FROM quarantine_sample s JOIN quarantine_fault f ON f.id = s.fault_id ORDER BY s.received_at, s.id`,
  );
  return rows;
}

async function alerts(): Promise<Record<string, unknown>[]> {
  const { rows } = await database.db.pool.query<Record<string, unknown>>(
    'SELECT *, (time_ns / 1000000)::float8 AS ms FROM alert_log ORDER BY source_event_id',
  );
  return rows;
}

const bytes = (...values: number[]) => Buffer.from(values);

/** Frames that are refused, each with the reason and the place that the quarantine must name. */
const REFUSED: { name: string; sent: Frame; reason: string; path?: string }[] = [
  { name: 'malformed JSON', sent: frame('{"type": "elevator.trapped",'), reason: 'MALFORMED_JSON' },
  { name: 'two JSON values', sent: frame('{}{}'), reason: 'MALFORMED_JSON' },
  {
    name: 'JSON nested 100,000 deep',
    sent: frame(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    reason: 'MALFORMED_JSON',
  },
  { name: 'a list where an object belongs', sent: frame('[1, 2]'), reason: 'SCHEMA_MISMATCH' },
  {
    name: 'a wrong type',
    sent: frame({ type: 'elevator.trapped', confidence: 'high' }),
    reason: 'SCHEMA_MISMATCH',
    path: '/confidence',
  },
  {
    name: 'an object among the values',
    sent: frame({ type: 'elevator.trapped', values: { door: { open: true } } }),
    reason: 'SCHEMA_MISMATCH',
    path: '/values/door',
  },
  { name: 'neither type nor code', sent: frame({ id: 'x' }), reason: 'SCHEMA_MISMATCH', path: '/type' },
  {
    name: 'a number beyond every range',
    sent: frame('{"type": "elevator.trapped", "values": {"floor": 1e999}}'),
    reason: 'SCHEMA_MISMATCH',
    path: '/values/floor',
  },
  { name: 'a payload of 300 KB', sent: frame(Buffer.alloc(300_000, 0x20)), reason: 'TOO_LARGE' },
  {
    name: 'an unknown topic',
    sent: { topic: 'nobody/knows/this', payload: Buffer.from('{}'), receivedAt: NOW },
    reason: 'UNKNOWN_TOPIC',
  },
  { name: 'a grid code of letters', sent: frame({}, { grid: 'abc' }), reason: 'BAD_TOPIC' },
  {
    name: 'an unknown last level',
    sent: { ...frame({}), topic: topicOf({}).replace(/alert$/, 'alarm') },
    reason: 'BAD_TOPIC',
  },
  { name: 'bytes that are not UTF-8', sent: frame(bytes(0x7b, 0xff, 0xfe, 0x7d)), reason: 'NOT_UTF8' },
  { name: 'GBK bytes where UTF-8 belongs', sent: frame(bytes(0x22, 0xb5, 0xe7, 0x22)), reason: 'NOT_UTF8' },
  { name: 'no bytes at all', sent: frame(''), reason: 'EMPTY_PAYLOAD' },
  {
    name: 'NUL as an escape',
    sent: frame('{"type": "elevator.trapped", "id": "a\\u0000b"}'),
    reason: 'SCHEMA_MISMATCH',
    path: '/id',
  },
  {
    name: 'half a surrogate pair',
    sent: frame('{"type": "elevator.trapped", "values": {"note": "\\ud800"}}'),
    reason: 'SCHEMA_MISMATCH',
    path: '/values/note',
  },
  { name: 'NUL in the topic', sent: frame({ type: 'other' }, { device: 'a\u0000b' }), reason: 'BAD_TOPIC' },
];

describe('a frame that is refused', () => {
  test.each(REFUSED)(
    '$name is quarantined with its reason, and its neighbours are stored',
    async ({ sent, reason, path }) => {
      const batch = [good('before'), sent, good('after')];
      await Promise.all(batch.map((one) => intake.pipeline.submit(one)));
      const [row, ...more] = await quarantined();
      expect(more).toEqual([]);
      expect(row).toMatchObject({
        reason,
        topic: sent.topic.replaceAll('\u0000', '\uFFFD'),
        size: sent.payload.length,
        ...(path === undefined ? {} : { path }),
      });
      expect(row?.payload).toEqual(sent.payload.subarray(0, reason === 'TOO_LARGE' ? 65_536 : undefined));
      expect((await alerts()).map((alert) => alert.source_event_id)).toEqual(['after', 'before']);
    },
  );

  test('is acknowledged to the device, which goes on', async () => {
    const device = await connectDevice(door.url, 'lift-1');
    for (const { sent } of REFUSED.filter((one) => !one.sent.topic.includes('\u0000'))) {
      await device.publishAsync(sent.topic, sent.payload, { qos: 1 });
    }
    await device.publishAsync(topicOf({}), good('last').payload, { qos: 1 });
    expect((await alerts()).map((alert) => alert.source_event_id)).toEqual(['last']);
    expect((await quarantined()).length).toBe(REFUSED.length - 1);
    await device.endAsync();
  });
});

describe('a frame that is odd and taken', () => {
  test.each([
    {
      name: 'an unknown type',
      body: { type: 'camera.dragon' },
      want: { type: 'other', code: 'camera.dragon' },
    },
    {
      name: 'an unknown vendor code',
      body: { codeSystem: 'acme', code: '4711' },
      want: { type: 'other', code_system: 'acme', code: '4711' },
    },
    {
      name: 'an unknown severity',
      body: { type: 'elevator.trapped', severity: 'purple' },
      want: { type: 'elevator.trapped', severity: 3, values: { severityRaw: 'purple' } },
    },
  ])('$name is stored with the raw word', async ({ body, want }) => {
    await intake.pipeline.submit(frame({ id: 'e', time: iso(NOW), ...body }));
    expect(await alerts()).toMatchObject([want]);
    expect(await quarantined()).toEqual([]);
  });

  test.each([
    ['in 1900', '1900-01-00T00:00:00'],
    ['30 days ahead', iso(NOW + 30 * 86_400_000)],
    ['of epoch 0', 0],
    ['that is no time', 'yesterday'],
    ['of the year 300000', '+300000-01-01T00:00:00Z'],
    ['of null', null],
  ])('a time %s is replaced by the receive time and marked', async (_name, time) => {
    await intake.pipeline.submit(frame({ id: 'e', type: 'elevator.trapped', time }, { receivedAt: NOW }));
    expect(await alerts()).toMatchObject([{ time_quality: 'BAD', ms: NOW }]);
  });

  test.each([
    ['seconds', Math.floor(NOW / 1_000), Math.floor(NOW / 1_000) * 1_000],
    ['milliseconds', NOW, NOW],
    ['microseconds', NOW * 1_000, NOW],
    ['nanoseconds as text', `${NOW}000000`, NOW],
  ])('a time in epoch %s is told by its range', async (_name, time, ms) => {
    await intake.pipeline.submit(frame({ id: 'e', type: 'elevator.trapped', time }));
    expect(await alerts()).toMatchObject([{ time_quality: 'GOOD', ms }]);
  });

  test('the same frame delivered twice is one alert', async () => {
    const device = await connectDevice(door.url, 'lift-1');
    await device.publishAsync(topicOf({}), good('e').payload, { qos: 1 });
    await device.publishAsync(topicOf({}), good('e').payload, { qos: 1, dup: true });
    expect(await counts(database.db)).toMatchObject({ alerts: 1, incidents: 1 });
    await device.endAsync();
  });
});

describe('what only the database refuses', () => {
  /** Gives a confidence that Postgres cannot hold in a real for one event id, and breaks its contract for another. */
  const careless: Codec = {
    name: 'careless',
    version: 3,
    titleZh: '测试',
    titleEn: 'Test',
    filters: [],
    accepted: [],
    refused: [],
    decode(received, options) {
      const decoded = codecFor(received.topic)?.decode(received, options) ?? { signals: [], refusals: [] };
      for (const signal of decoded.signals) {
        if (signal.kind === 'alert' && signal.sourceEventId === 'poison') signal.confidence = 1e300;
        if (signal.kind === 'alert' && signal.sourceEventId === 'bug') throw new Error('a bug of the codec');
      }
      return decoded;
    },
  };

  test('one poison frame among 500 is found and quarantined alone, and so is one that breaks its codec', async () => {
    const own = await openIntake(database.db, { codecFor: () => careless });
    const ids = Array.from({ length: 500 }, (_, n) => (n === 321 ? 'poison' : n === 77 ? 'bug' : `e${n}`));
    await Promise.all(ids.map((id) => own.pipeline.submit(good(id))));
    expect(await counts(database.db)).toMatchObject({ alerts: 498, incidents: 1, quarantined: 2 });
    const rows = await quarantined();
    expect(rows.map((row) => row.reason).sort()).toEqual(['CODEC_FAULT', 'STORE_REFUSED']);
    expect(rows).toMatchObject([{ codec: 'careless' }, { codec: 'careless' }]);
    const { rows: incidents } = await database.db.pool.query('SELECT count FROM incident');
    expect(incidents).toEqual([{ count: 498 }]);
    await own.close();
  });
});

/** Text that means something to line protocol, InfluxQL, SQL, JSON, regular expressions, topics or terminals. */
const HOSTILE = [
  `'"\\`,
  `a'b"c\\`,
  `x' OR '1'='1`,
  `'); DROP TABLE alert_log; --`,
  `"; DROP MEASUREMENT "alert"; --`,
  'a=b,c d',
  'tag=1,other=2 field=3 1700000000000000000',
  'back\\slash\\',
  '\\',
  '"',
  `''`,
  '$1 $x %s {0}',
  '.*(a|b)+[^c]$',
  '/slash/es',
  '{"json": [1]}',
  'NULL',
  '{}',
  '中文 ，“引号”',
  '👩‍👩‍👧 é',
  '\u202eright to left',
  '<script>alert(1)</script>',
];
const CONTROLS = [
  'line\nbreak',
  'alert,type=forged device="x" 1\nalert,type=forged device="y" 2',
  'tab\tand\rreturn',
];

describe.runIf(influxdServer !== null)('hostile characters', () => {
  let influxd: Influxd;
  let relay: Relay;
  let influx: SeriesStore;
  let embedded: SeriesStore;

  beforeAll(async () => {
    influxd = await startInfluxd();
    const config = loadConfig({ INFLUX_URL: influxd.url, INFLUX_DATABASE: `quote"d'b` });
    if (config.influx === null) throw new Error('no InfluxDB configured');
    const { metrics } = intake;
    relay = startRelay({ db: database.db, influx: config.influx, seriesDays: 400, log: testLog, metrics });
    influx = openSeries(config, database.db, testLog, metrics);
    embedded = openSeries(loadConfig({}), database.db, testLog, metrics);
  });
  afterAll(async () => {
    await relay.close();
    await influx.close();
    await embedded.close();
    await influxd.close();
  });

  const read = async (store: SeriesStore, deviceId: string): Promise<AlertRecord[]> => {
    const query = { prefixes: [''], fromMs: NOW - 60_000, toMs: NOW + 60_000, deviceId };
    return (await store.alerts(query, { first: 100, after: null })).rows;
  };

  test('in every string of an alert come back from both stores as they were sent', async () => {
    const texts = [...HOSTILE, ...CONTROLS];
    const bodies = texts.map((text, n) => ({
      id: `${n} ${text}`,
      codeSystem: text,
      code: text,
      channel: text,
      time: iso(NOW + n),
      severity: text.slice(0, 40),
      values: { note: text, ...(CONTROLS.includes(text) ? {} : { [text]: text }) },
      evidence: [{ url: `https://nvr.example/${text}`, kind: text.slice(0, 40) }],
    }));
    await Promise.all(bodies.map((body) => intake.pipeline.submit(frame(body))));
    expect(await quarantined()).toEqual([]);
    await until(async () => (await relay.lag()).rows === 0);
    for (const store of [embedded, influx]) {
      const rows = await read(store, 'lift-1');
      expect(rows.length, store.name).toBe(texts.length);
      for (const [n, text] of texts.entries()) {
        const row = rows.find((one) => one.sourceEventId === `${n} ${text}`);
        expect(row, `${store.name}: ${JSON.stringify(text)}`).toMatchObject({
          type: 'other',
          codeSystem: text,
          code: text,
          channel: text,
          values: {
            note: text,
            severityRaw: text.slice(0, 40),
            ...(CONTROLS.includes(text) ? {} : { [text]: text }),
          },
          evidence: [{ url: `https://nvr.example/${text}`.trim(), kind: 'other' }],
        });
      }
      const found = await store.alertsById(rows.map((row) => row.id));
      expect(found.length, store.name).toBe(texts.length);
    }
    // nothing was forged: what influxd holds is what was sent, in one measurement of a few series
    expect(await influxd.query('SELECT count(id) FROM alert', `quote"d'b`)).toMatchObject([
      { series: [{ values: [[0, texts.length]] }] },
    ]);
  });

  test('in a device id reach nothing but that device', async () => {
    const ids = HOSTILE.filter((text) => !text.includes('/'));
    const outcome = ids.map((device, n) =>
      intake.pipeline.submit(frame({ id: `d${n}`, type: 'elevator.trapped', time: iso(NOW) }, { device })),
    );
    await Promise.all(outcome);
    const refused = (await quarantined()).map((row) => row.topic);
    const stored = ids.filter((device) => !refused.includes(topicOf({ device })));
    expect(stored.length).toBeGreaterThan(10);
    await until(async () => (await relay.lag()).rows === 0);
    for (const store of [embedded, influx]) {
      for (const device of stored) {
        const rows = await read(store, device);
        expect(
          rows.map((row) => row.deviceId),
          `${store.name}: ${device}`,
        ).toEqual([device]);
      }
    }
    const { rows: devices } = await database.db.pool.query('SELECT count(*)::int AS n FROM device');
    expect(devices).toEqual([{ n: stored.length }]);
  });

  test('in a metric name come back as they were sent', async () => {
    const values = Object.fromEntries(
      HOSTILE.filter((text) => text.length <= 64).map((text, n) => [text, n]),
    );
    await intake.pipeline.submit(frame({ time: iso(NOW), values }, { kind: 'telemetry', device: 'pile-1' }));
    expect(await quarantined()).toEqual([]);
    await until(async () => (await relay.lag()).rows === 0);
    for (const store of [embedded, influx]) {
      for (const [metric, value] of Object.entries(values)) {
        const readings = await store.readings({
          deviceId: 'pile-1',
          communityCode: '511421001001',
          metric,
          fromMs: NOW - 60_000,
          toMs: NOW + 60_000,
          intervalMs: null,
          limit: 10,
        });
        expect(readings, `${store.name}: ${metric}`).toMatchObject([{ atMs: NOW, value }]);
      }
    }
  });

  test('in a queried filter find nothing and break nothing', async () => {
    await intake.pipeline.submit(
      frame({ id: 'e', type: 'elevator.trapped', time: iso(NOW) }, { device: 'lift-9' }),
    );
    await until(async () => (await relay.lag()).rows === 0);
    for (const store of [embedded, influx]) {
      for (const text of [...HOSTILE, ...CONTROLS]) {
        const query = {
          prefixes: [text],
          fromMs: NOW - 60_000,
          toMs: NOW + 60_000,
          deviceId: text,
          channel: text,
          types: [text],
          incidentId: text,
        };
        const page = await store.alerts(query, { first: 10, after: null });
        expect(page.rows, `${store.name}: ${JSON.stringify(text)}`).toEqual([]);
        expect(await store.counts(query, null, ['TYPE']), store.name).toEqual([]);
      }
    }
    expect((await read(influx, 'lift-9')).length).toBe(1);
  });
});
