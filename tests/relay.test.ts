import { createServer, type IncomingMessage, type Server } from 'node:http';
import fc from 'fast-check';
import pg from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Relay, startRelay } from '../ingest/relay.ts';
import { alertPoint, readingPoint } from '../ingest/relay-lines.ts';
import { readPoints } from '../ingest/relay-source.ts';
import type { InfluxConfig } from '../runtime/config.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import type { AlertRecord } from '../runtime/series/port.ts';
import { ALERT_LOG_COLUMNS, alertLogRows, RAW_TEXT } from '../runtime/series/record.ts';
import { alertOf, clearLogs, fillAlerts, fillReadings } from './series-fill.ts';
import { influxAt } from './series-influx.ts';
import { type TestDb, testDb } from './support/db.ts';
import { type Influxd, influxdServer, startInfluxd } from './support/influxd.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

const HOUR = 3_600_000;
const BASE = Math.floor(Date.now() / HOUR) * HOUR - 24 * HOUR;
const COMMUNITY = '511304001002';

let hub: TestDb;
let metrics: Metrics;
const relays: Relay[] = [];

function relayTo(influx: InfluxConfig): Relay {
  const relay = startRelay({ db: hub.db, influx, seriesDays: 400, log: testLog, metrics });
  relays.push(relay);
  return relay;
}

async function settled(relay: Relay, timeoutMs = 30_000): Promise<void> {
  relay.poke();
  await until(async () => (await relay.lag()).rows === 0, { timeoutMs, what: 'the relay has caught up' });
}

/** Alerts of one device a ms apart, `from` on. */
function many(count: number, from = 0): AlertRecord[] {
  return Array.from({ length: count }, (_, index) =>
    alertOf({ timeNs: BigInt(BASE + from + index) * 1_000_000n + 17n, deviceId: `cam-${index % 7}` }),
  );
}

async function refusedRows(): Promise<{ log: string; point_key: string; reason: string; line: string }[]> {
  const { rows } = await hub.db.pool.query(
    'SELECT log, point_key, reason, line FROM relay_refused ORDER BY seq',
  );
  return rows;
}

beforeAll(async () => {
  hub = await testDb();
});
beforeEach(async () => {
  for (const relay of relays.splice(0)) await relay.close();
  metrics = createMetrics({ processMetrics: false });
  await clearLogs(hub.db);
});
afterAll(async () => {
  for (const relay of relays.splice(0)) await relay.close();
  await hub.close();
});

describe('a row becomes the same line whether Postgres or the encoder makes it', () => {
  const START = { xid: '0', seq: '0' };
  const readings = Compile(
    Type.Array(Type.Tuple([Type.String(), Type.String(), Type.String(), Type.String(), Type.String()])),
  );
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client({ connectionString: hub.url });
    await client.connect();
  });
  afterAll(() => client.end());

  async function whole(columns: string, log: string): Promise<unknown[][]> {
    const { rows } = await client.query<unknown[]>({
      text: `SELECT ${columns} FROM ${log}_log l ORDER BY l.xid, l.seq`,
      rowMode: 'array',
      types: RAW_TEXT,
    });
    return rows;
  }

  const text = fc.oneof(
    fc.constantFrom(
      '',
      'plain',
      'with space',
      'a,b=c',
      'a"b',
      'a\\',
      '%41',
      '火',
      '🔥',
      'line\nbreak',
      '\t',
      '#',
      '\u0085',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }).filter((one) => one.isWellFormed() && !one.includes('\0')),
  );
  const maybe = fc.option(text, { nil: null });

  test('for alerts', async () => {
    const alerts = fc
      .sample(
        fc.record({
          deviceId: text,
          type: fc.oneof(
            { weight: 5, arbitrary: fc.constantFrom('camera.fire', 'other') },
            { weight: 1, arbitrary: text },
          ),
          gridCode: fc.constantFrom(null, '511304001002001', '5113'),
          channel: text,
          severity: fc.constantFrom('info' as const, 'minor' as const, 'major' as const, 'critical' as const),
          codeSystem: maybe,
          code: maybe,
          sourceEventId: maybe,
          incidentId: fc.oneof(fc.constantFrom(null, 'inc_0a'), text),
          confidence: fc.option(
            fc.oneof(
              fc.float({ noNaN: true, noDefaultInfinity: true }),
              fc.float({ min: 0, max: 1, noNaN: true }),
            ),
            { nil: null },
          ),
          values: fc.dictionary(
            text,
            fc.oneof(text, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true })),
            { maxKeys: 2 },
          ),
          counted: fc.boolean(),
          codec: fc.oneof(fc.constant('ocpp16'), text),
        }),
        400,
      )
      .map((one, index) => alertOf({ ...one, timeNs: BigInt(BASE + index) * 1_000_000n }));
    await fillAlerts(hub.db, alerts);
    const { points, last } = await readPoints(client, 'alert', START, 1_000);
    const expected = alertLogRows(await whole(ALERT_LOG_COLUMNS, 'alert')).map(alertPoint);
    expect(points.map(({ line }) => line)).toEqual(expected.map(({ line }) => line));
    expect(points.map((point) => [point.key(), point.timeNs()])).toEqual(
      expected.map((point) => [point.key(), point.timeNs()]),
    );
    expect(await readPoints(client, 'alert', last, 1_000)).toEqual({ points: [], last });
  });

  test('for readings', async () => {
    const rows = fc.sample(
      fc.record({
        deviceId: text,
        metric: text,
        value: fc.oneof(fc.double(), fc.constantFrom(0, -0, 1e14, 1e15, 0.001, 1e-4, -22.5)),
      }),
      400,
    );
    await fillReadings(
      hub.db,
      rows.map((row, index) => ({ ...row, atMs: BASE + index, communityCode: COMMUNITY })),
    );
    const { points } = await readPoints(client, 'reading', START, 1_000);
    const expected = readings
      .Parse(await whole('l.device_id, l.metric, l.time_ns, l.value, l.community_code', 'reading'))
      .map(readingPoint);
    expect(points.map(({ line }) => line)).toEqual(expected.map(({ line }) => line));
    expect(points.map((point) => point.key())).toEqual(expected.map((point) => point.key()));
  });
});

describe.skipIf(influxdServer === null)('the relay into a real influxd', () => {
  let influxd: Influxd;
  beforeAll(async () => {
    influxd = await startInfluxd();
  });
  beforeEach(async () => {
    await influxd.query('DROP DATABASE wangge');
  });
  afterAll(() => influxd.close());

  /** What InfluxDB itself counts, by its own query. */
  async function points(field = 'device', measurement = 'alert'): Promise<number> {
    const answer = JSON.stringify(
      await influxd.query(`SELECT count("${field}") FROM "${measurement}"`, 'wangge'),
    );
    return Number(/"values":\[\[\d+,(\d+)\]\]/.exec(answer)?.[1] ?? 0);
  }

  test('every row is exactly one point though influxd is killed again and again while it writes', async () => {
    const relay = relayTo(influxAt(influxd.url, { timeoutMs: 2_000 }));
    let stored = 0;
    const more = async (count: number) => {
      await fillAlerts(hub.db, many(count, stored));
      await fillReadings(
        hub.db,
        Array.from({ length: count }, (_, index) => ({
          deviceId: 'pile-1',
          metric: 'powerW',
          atMs: BASE + stored + index,
          value: index / 8,
          communityCode: COMMUNITY,
        })),
      );
      stored += count;
      relay.poke();
    };
    for (let round = 0; round < 4; round += 1) {
      await more(700);
      await until(async () => (await points()) > stored - 700, { what: 'this round is on its way' });
      await more(300);
      await influxd.kill();
      await more(300);
      await influxd.start();
    }
    await settled(relay);
    expect(stored).toBe(5_200);
    expect(await points()).toBe(stored);
    expect(await points('value', 'reading')).toBe(stored);
    expect(await refusedRows()).toEqual([]);
  }, 120_000);

  test('rows wait on disk while influxd is away, the lag tells, and the rest follows when it is back', async () => {
    const relay = relayTo(influxAt(influxd.url, { timeoutMs: 1_000 }));
    await fillAlerts(hub.db, many(5));
    await settled(relay);
    await influxd.stop();
    await fillAlerts(hub.db, many(4_100, 1_000));
    await until(async () => (await relay.lag()).ageMs > 0);
    expect((await relay.lag()).rows).toBe(4_100);
    await until(async () => /hub_relay_retries_total\{log="alert"\} [1-9]/.test(await metrics.text()));
    expect(await metrics.text()).toContain('hub_relay_lag_rows 4100');
    await influxd.start();
    await settled(relay);
    expect(await points()).toBe(4_105);
    expect(await metrics.text()).toContain('hub_relay_written_total{log="alert"} 4105');
  });

  test('a relay that starts again from the beginning writes no second point', async () => {
    const first = relayTo(influxAt(influxd.url));
    await fillAlerts(hub.db, many(2_500));
    await settled(first);
    await first.close();
    await hub.db.pool.query("UPDATE relay_cursor SET xid = '0', seq = 0");
    await settled(relayTo(influxAt(influxd.url)));
    expect(await points()).toBe(2_500);
  });

  test('of two relays one works, and the other takes over', async () => {
    const one = relayTo(influxAt(influxd.url));
    await fillAlerts(hub.db, many(10));
    await settled(one);
    const two = relayTo(influxAt(influxd.url));
    await until(async () => {
      const { rowCount } = await hub.db.pool.query(
        "SELECT 1 FROM pg_stat_activity WHERE application_name = 'wangge-hub relay' AND datname = current_database()",
      );
      return rowCount === 2;
    });
    const { rowCount } = await hub.db.pool.query(
      "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    expect(rowCount).toBe(1);
    await one.close();
    await fillAlerts(hub.db, many(10, 100));
    await settled(two);
    expect(await points()).toBe(20);
  });

  test('losing the connection to Postgres, it takes its work up again', async () => {
    const relay = relayTo(influxAt(influxd.url));
    await fillAlerts(hub.db, many(10));
    await settled(relay);
    await hub.db.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'wangge-hub relay' AND datname = current_database()",
    );
    await fillAlerts(hub.db, many(10, 100));
    await settled(relay);
    expect(await points()).toBe(20);
  });

  test('a row whose transaction is still open is not passed over', async () => {
    const relay = relayTo(influxAt(influxd.url));
    const open = await hub.db.pool.connect();
    await open.query('BEGIN');
    const early = alertOf({ timeNs: BigInt(BASE) * 1_000_000n, deviceId: 'early' });
    await open.query(
      `INSERT INTO alert_log (community_code, type, time_ns, id, fingerprint, device_id, family, channel, severity, status,
         time_quality, received_at, counted, codec)
       VALUES ($1, $2, $3, $4, 0, $5, 'camera', '', 1, 'ACTUAL', 'GOOD', now(), true, 'canonical')`,
      [early.communityCode, early.type, early.timeNs.toString(), early.id, early.deviceId],
    );
    await fillAlerts(hub.db, many(10, 100));
    relay.poke();
    const filledAt = new Date();
    await until(
      async () => {
        const { rowCount } = await hub.db.pool.query(
          `SELECT 1 FROM pg_stat_activity WHERE application_name = 'wangge-hub relay'
             AND query LIKE 'SELECT 1 FROM alert_log%' AND query_start > $1`,
          [filledAt],
        );
        return rowCount === 1;
      },
      { what: 'the relay has seen that rows wait' },
    );
    expect((await relay.lag()).rows).toBe(10);
    expect(await points()).toBe(0);
    await open.query('COMMIT');
    open.release();
    await settled(relay);
    expect(await points()).toBe(11);
  });

  test('what is older than the retention is kept in relay_refused, its neighbours are written', async () => {
    const relay = relayTo(influxAt(influxd.url));
    const old = [3, 50, 51].map((index) =>
      alertOf({
        timeNs: BigInt(Date.now() - 500 * 24 * HOUR + index) * 1_000_000n,
        deviceId: `old-${index}`,
      }),
    );
    const [a = [], b = []] = [many(100), many(100, 1_000)];
    const [first, second, third] = old;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three old ones');
    await fillAlerts(hub.db, [first, ...a, second, third, ...b]);
    await settled(relay);
    expect(await points()).toBe(200);
    const refused = await refusedRows();
    expect(refused.map(({ point_key }) => point_key).sort()).toEqual(old.map(({ id }) => id).sort());
    for (const row of refused) {
      expect(row.reason).toContain('beyond retention');
      expect(row.line).toContain('device="old-');
    }
    expect(await metrics.text()).toContain('hub_relay_refused_total{log="alert"} 3');
  });

  test('all of a batch beyond retention is refused in one go', async () => {
    const relay = relayTo(influxAt(influxd.url));
    await fillAlerts(
      hub.db,
      Array.from({ length: 300 }, (_, index) => alertOf({ timeNs: BigInt(index + 1) * 1_000_000n })),
    );
    await settled(relay);
    expect(await refusedRows()).toHaveLength(300);
    expect(await points()).toBe(0);
  });

  test('a field of another type than InfluxDB has is found and refused alone', async () => {
    await influxd.query('CREATE DATABASE wangge');
    // another hand wrote `confidence` as a string: alerts that carry it conflict, the rest does not
    await fetch(`${influxd.url}/write?db=wangge`, {
      method: 'POST',
      body: `alert,community=x,severity=info,type=y confidence="high" ${BASE}000000`,
    });
    const relay = relayTo(influxAt(influxd.url));
    const bad = [12, 13, 77].map((index) =>
      alertOf({
        timeNs: BigInt(BASE + 5_000 + index) * 1_000_000n,
        deviceId: `bad-${index}`,
        confidence: 0.5,
      }),
    );
    await fillAlerts(hub.db, [...many(40), ...bad.slice(0, 2), ...many(40, 1_000), ...bad.slice(2)]);
    await settled(relay);
    expect(await points()).toBe(80);
    const refused = await refusedRows();
    expect(refused.map(({ point_key }) => point_key).sort()).toEqual(bad.map(({ id }) => id).sort());
    expect(refused.every(({ reason }) => reason.includes('field type conflict'))).toBe(true);
  });

  test('a body larger than the server takes is halved until it fits', async () => {
    const small = await startInfluxd({ http: ['max-body-size = 20000'] });
    const relay = relayTo(influxAt(small.url));
    const huge = alertOf({
      timeNs: BigInt(BASE) * 1_000_000n,
      deviceId: 'huge',
      values: { text: 'x'.repeat(30_000) },
    });
    await fillAlerts(hub.db, [...many(500, 10), huge]);
    await settled(relay);
    const answer = JSON.stringify(await small.query('SELECT count("device") FROM "alert"', 'wangge'));
    expect(answer).toContain(',500]');
    expect((await refusedRows()).map(({ point_key }) => point_key)).toEqual([huge.id]);
    await small.close();
  });

  test('a reading that is no finite number is refused before it is sent', async () => {
    const relay = relayTo(influxAt(influxd.url));
    const reading = (atMs: number, value: number) => ({
      deviceId: 'pile',
      metric: 'powerW',
      atMs,
      value,
      communityCode: COMMUNITY,
    });
    await fillReadings(hub.db, [reading(BASE, 1), reading(BASE + 1, Number.NaN), reading(BASE + 2, 3)]);
    await settled(relay);
    expect(await points('value', 'reading')).toBe(2);
    expect(await refusedRows()).toMatchObject([{ log: 'reading', reason: 'NaN is not a finite number' }]);
  });

  test('a database dropped while it runs is made again', async () => {
    const relay = relayTo(influxAt(influxd.url));
    await fillAlerts(hub.db, many(5));
    await settled(relay);
    await influxd.query('DROP DATABASE wangge');
    await fillAlerts(hub.db, many(5, 100));
    await settled(relay);
    expect(await points()).toBe(5);
  });
});

/** A server that answers writes from a list: what 2.x and 3.x say cannot be asked of a real one here. */
describe('the relay by the API of 2.x', () => {
  let server: Server;
  let url: string;
  let answers: { status: number; body?: string }[];
  let writes: { url: string; token: string | undefined; lines: string[] }[];

  async function bodyOf(request: IncomingMessage): Promise<string> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    return body;
  }

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const body = await bodyOf(request);
      if (request.url === '/ping') {
        response.writeHead(204, { 'x-influxdb-version': 'v2.7.11' }).end();
      } else if (request.url?.startsWith('/api/v2/dbrps') === true) {
        response.writeHead(200).end('{"content":[{"database":"wangge"}]}');
      } else {
        writes.push({
          url: request.url ?? '',
          token: request.headers.authorization,
          lines: body.split('\n'),
        });
        const answer = answers.shift() ?? { status: 204 };
        if (answer.status === 0) response.destroy();
        else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  });
  beforeEach(() => {
    [answers, writes] = [[], []];
  });
  afterAll(() => {
    server.close();
  });

  const relay2 = () =>
    relayTo(influxAt(url, { token: 'secret', org: '社区', bucket: 'b&c', timeoutMs: 1_000 }));

  test('lines go to the bucket of the organisation, with the token, in ns', async () => {
    await fillAlerts(hub.db, many(2));
    await settled(relay2());
    expect(writes).toHaveLength(1);
    expect(writes[0]?.token).toBe('Token secret');
    const sent = new URL(writes[0]?.url ?? '', url);
    expect(sent.pathname).toBe('/api/v2/write');
    expect(Object.fromEntries(sent.searchParams)).toEqual({ org: '社区', bucket: 'b&c', precision: 'ns' });
    expect(writes[0]?.lines).toHaveLength(2);
  });

  test('only 204 is success: 201, 429, 500 and a cut answer are sent again', async () => {
    answers = [
      { status: 201 },
      { status: 0 },
      { status: 429, body: '{}' },
      { status: 500, body: '{"message":"internal"}' },
    ];
    await fillAlerts(hub.db, many(3));
    await settled(relay2());
    expect(writes).toHaveLength(5);
    expect(new Set(writes.map(({ lines }) => lines.join('\n'))).size).toBe(1);
    expect(await refusedRows()).toEqual([]);
  });

  test('422 beyond retention is looked for among the oldest; a 400 of another kind drops nothing', async () => {
    const beyond = {
      status: 422,
      body: '{"code":"unprocessable entity","message":"partial write: points beyond retention policy dropped=1"}',
    };
    answers = [
      { status: 400, body: '{"code":"invalid","message":"org is missing"}' },
      beyond,
      { status: 204 },
      beyond,
    ];
    const alerts = many(4);
    await fillAlerts(hub.db, alerts.toReversed());
    await settled(relay2());
    expect(writes.map(({ lines }) => lines.length)).toEqual([4, 4, 3, 1]);
    expect((await refusedRows()).map(({ point_key }) => point_key)).toEqual([alerts[0]?.id]);
  });
});
