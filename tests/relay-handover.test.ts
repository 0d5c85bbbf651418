import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { encodeAlertId } from '../core/ids.ts';
import type { AlertSignal } from '../core/signal.ts';
import { insertAlerts } from '../ingest/alert-store.ts';
import type { AlertItem } from '../ingest/fold-batch.ts';
import { type Relay, startRelay } from '../ingest/relay.ts';
import { createHandover, type Stored } from '../ingest/relay-handover.ts';
import { alertLines } from '../ingest/relay-lines.ts';
import { fromMemory, type Load } from '../ingest/relay-load.ts';
import { type Cursor, readPoints } from '../ingest/relay-source.ts';
import { createRound } from '../ingest/round.ts';
import { createMetrics, type Metrics } from '../runtime/metrics.ts';
import { openSeries } from '../runtime/series/open.ts';
import { alertOf, clearLogs, fillAlerts } from './series-fill.ts';
import { influxAt } from './series-influx.ts';
import { type TestDb, testDb } from './support/db.ts';
import { type Influxd, influxdServer, startInfluxd } from './support/influxd.ts';
import { emptyIntake, frame, openIntake, seedGrids } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

const HOUR = 3_600_000;
const BASE = Math.floor(Date.now() / HOUR) * HOUR - 24 * HOUR;
const START: Cursor = { xid: '0', seq: '0' };
const GRID = '511304001002001';
const COMMUNITY = '511304001002';

interface Given {
  signal?: Partial<AlertSignal>;
  severity?: AlertItem['severity'];
  gridCode?: string | null;
  incidentId?: string | null;
  counted?: boolean;
  codec?: string;
  receivedAt?: number;
}

function jsonOf(of: object): string | null {
  return Object.keys(of).length === 0 ? null : JSON.stringify(of);
}

/** An alert on its way out of a batch, with the address of its time. */
function item(timeNs: bigint, given: Given = {}): AlertItem {
  const {
    gridCode = GRID,
    severity = 'major',
    incidentId = null,
    counted = true,
    codec = 'canonical',
  } = given;
  const signal: AlertSignal = {
    ...{ kind: 'alert', deviceId: 'cam-1', family: 'camera', gridHint: null, type: 'camera.fire' },
    ...{ codeSystem: null, code: null, channel: '', sourceEventId: null, severity: null, confidence: null },
    ...{
      time: { ms: Number(timeNs / 1_000_000n), quality: 'GOOD' },
      status: 'ACTUAL',
      values: {},
      evidence: [],
    },
    ...given.signal,
  };
  const { type, deviceId } = signal;
  const [values, evidence] = [jsonOf(signal.values), jsonOf(signal.evidence)];
  return {
    ...{ signal, type, key: '', severity, severityReason: null, maintenance: null, redelivered: false },
    ...{ place: { gridCode, communityCode: COMMUNITY }, values, evidence },
    ...{ receivedAt: given.receivedAt ?? BASE, codec, fingerprint: timeNs, timeNs, incidentId, counted },
    id: encodeAlertId({ communityCode: COMMUNITY, type, timeNs, deviceId }),
  };
}

let next = 0;
function items(count: number): AlertItem[] {
  next += count;
  return Array.from({ length: count }, (_, index) => item(BigInt(BASE + next - index) * 1_000_000n));
}

let hub: TestDb;
let client: pg.Client;
let metrics: Metrics;

/** Stores them as a batch does, in one transaction. */
async function store(alerts: readonly AlertItem[]): Promise<Stored> {
  return hub.db.tx(async (tx) => {
    const round = createRound(tx);
    const inserted = insertAlerts(round, alerts);
    round.send();
    expect(await inserted).toBe(true);
    const { rows } = await tx.query('SELECT pg_current_xact_id()::text AS xid');
    return { xid: String(rows[0].xid), alerts };
  });
}

beforeAll(async () => {
  hub = await testDb();
  await seedGrids(hub.db);
  client = new pg.Client({ connectionString: hub.url });
  await client.connect();
});
beforeEach(async () => {
  metrics = createMetrics({ processMetrics: false });
  await emptyIntake(hub.db);
  await clearLogs(hub.db);
});
afterAll(async () => {
  await client.end();
  await hub.close();
});

test('an alert becomes the same line from memory as from its row, whatever it holds', async () => {
  const text = fc
    .oneof(
      fc.constantFrom(
        '',
        'plain',
        'a b',
        'a,b=c',
        'a"b',
        'a\\',
        '\\"',
        '%41',
        '火',
        '🔥',
        'a\nb',
        'a\r\tb',
        '#',
        '\u007f\u0085\u2028',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.string({ unit: fc.constantFrom(...'\\"\n\r\t\b\f\v/\u0001\u001f{}:, '.split('')), maxLength: 6 }),
    )
    .filter((one) => one.isWellFormed() && !one.includes('\0'));
  const maybe = fc.option(text, { nil: null });
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(-0, 1e21, 1e-7, 1.5e300, 2 ** 53),
  );
  const given: fc.Arbitrary<Given> = fc.record({
    signal: fc.record({
      deviceId: text,
      channel: text,
      family: fc.constantFrom('camera' as const, 'elevator' as const, 'sensor' as const),
      type: fc.constantFrom('camera.fire', 'other'),
      codeSystem: maybe,
      code: maybe,
      sourceEventId: maybe,
      status: fc.constantFrom('ACTUAL' as const, 'TEST' as const),
      confidence: fc.option(
        fc.oneof(
          fc.double({ min: 1e-30, max: 1, noNaN: true }),
          fc.integer({ min: 0, max: 1_000 }).map((permille) => permille / 1_000),
          fc.integer({ min: 0, max: 90 }).map((power) => 2 ** -power),
        ),
        { nil: null },
      ),
      time: fc.record({
        ms: fc.constant(BASE),
        quality: fc.constantFrom('GOOD' as const, 'BAD' as const),
      }),
      values: fc.dictionary(text, fc.oneof(text, fc.boolean(), number), { maxKeys: 4 }),
      evidence: fc.array(
        fc.record(
          { url: text, kind: fc.constantFrom('image' as const, 'other' as const), sha256: text },
          { requiredKeys: ['url', 'kind'] },
        ),
        { maxLength: 2 },
      ),
    }),
    severity: fc.constantFrom('info' as const, 'minor' as const, 'major' as const, 'critical' as const),
    gridCode: fc.constantFrom(null, GRID, '5113'),
    incidentId: fc.constantFrom(null, 'inc_0a'),
    counted: fc.boolean(),
    codec: text,
    receivedAt: fc.integer({ min: 0, max: 4e12 }),
  });
  const alerts = fc.sample(given, 600).map((one, index) => item(BigInt(BASE + index) * 1_000_000n + 5n, one));
  await store(alerts);
  const { points } = await readPoints(client, 'alert', START, 1_000);
  const made = alerts.map((alert) => alertLines([alert]));
  expect(made).toEqual(points.map(({ line }) => line));
  // all at once they are the same lines, those of a series together
  expect(alertLines(alerts)?.length).toBe(made.join('\n').length);
});

describe('what the relay sends next', () => {
  async function all(handover: ReturnType<typeof createHandover>, from = START) {
    const read: [string, number][] = [];
    const take = fromMemory(handover, (source, count) => read.push([source, count]));
    const loads: Load[] = [];
    for (let after = from; ; ) {
      const load = await take(client, after);
      if (load.count === 0) return { read, loads, last: after };
      loads.push(load);
      after = load.last;
    }
  }

  test('the log says the order: from memory what is there, from the log what lies between, nothing twice', async () => {
    const handover = createHandover(metrics);
    handover.open();
    const early = await store(items(3));
    const stored = [await store(items(4)), await store(items(5))];
    await fillAlerts(hub.db, [alertOf({ timeNs: BigInt(BASE + 5_000) * 1_000_000n })]);
    stored.push(await store(items(6)));
    // in another order than the transactions', as it happens when several end at once
    for (const one of stored.toReversed()) handover.put(one);
    const { read, last } = await all(handover);
    expect(read).toEqual([
      ['log', 3],
      ['memory', 9],
      ['log', 1],
      ['memory', 6],
    ]);
    expect(last.xid).toBe(stored[2]?.xid);
    expect(handover.isEmpty()).toBe(true);
    handover.put(early);
    expect(handover.isEmpty()).toBe(true);
  });

  test('a transaction of which the log has not all rows, or of which some are read already, is read from the log', async () => {
    const handover = createHandover(metrics);
    handover.open();
    const [cut, changed] = [await store(items(10)), await store(items(10))];
    const { last: middle } = await readPoints(client, 'alert', START, 4);
    // as late evidence does it
    const [first] = changed.alerts;
    await hub.db.pool.query(
      `UPDATE alert_log SET evidence = '[]', xid = DEFAULT, seq = DEFAULT WHERE id = $1`,
      [first?.id],
    );
    handover.put(cut);
    handover.put(changed);
    const { read } = await all(handover, middle);
    expect(read).toEqual([['log', 6 + 9 + 1]]);
  });

  test('a transaction that is still open holds back what follows, also when that is in memory', async () => {
    const handover = createHandover(metrics);
    handover.open();
    const open = await hub.db.pool.connect();
    try {
      await open.query('BEGIN; SELECT pg_current_xact_id()');
      const later = await store(items(3));
      handover.put(later);
      expect((await all(handover)).read).toEqual([]);
      expect(handover.has(later.xid, 3)).toBe(true);
    } finally {
      await open.query('COMMIT');
      open.release();
    }
    expect((await all(handover)).read).toEqual([['memory', 3]]);
  });

  test('more rows than are looked at once come in pieces, each once', async () => {
    const handover = createHandover(metrics);
    handover.open();
    const large = await store(items(5_400));
    const small = await store(items(300));
    const more = [await store(items(2_500)), await store(items(2_400)), await store(items(700))];
    for (const one of [large, small, ...more]) handover.put(one);
    const { read } = await all(handover);
    expect(read.reduce((sum, [, count]) => sum + count, 0)).toBe(11_300);
    expect(read.slice(-2)).toEqual([
      ['memory', 2_800],
      ['memory', 3_100],
    ]);
  });
});

describe.skipIf(influxdServer === null)('handed over to a relay into a real influxd', () => {
  let influxd: Influxd;
  const relays: Relay[] = [];
  beforeAll(async () => {
    influxd = await startInfluxd();
  });
  beforeEach(async () => {
    for (const relay of relays.splice(0)) await relay.close();
    await influxd.query('DROP DATABASE wangge');
  });
  afterAll(async () => {
    for (const relay of relays.splice(0)) await relay.close();
    await influxd.close();
  });

  function relayOf(of: Metrics = metrics): Relay {
    const influx = influxAt(influxd.url, { timeoutMs: 2_000 });
    const relay = startRelay({ db: hub.db, influx, seriesDays: 400, log: testLog, metrics: of });
    relays.push(relay);
    return relay;
  }

  async function settled(relay: Relay): Promise<void> {
    relay.poke();
    await until(async () => (await relay.lag()).rows === 0, {
      timeoutMs: 30_000,
      what: 'the relay has caught up',
    });
  }

  async function taken(from: 'memory' | 'log'): Promise<number> {
    const found = new RegExp(`hub_relay_alerts_total{from="${from}"} (\\d+)`).exec(await metrics.text());
    return Number(found?.[1] ?? 0);
  }

  /** Until it is this process's relay that works, and takes what it is given. */
  async function working(relay: Relay): Promise<void> {
    await until(async () => {
      relay.committed(await store(items(1)));
      await settled(relay);
      return (await taken('memory')) > 0;
    });
  }

  async function points(): Promise<number> {
    const answer = JSON.stringify(await influxd.query('SELECT count("device") FROM "alert"', 'wangge'));
    return Number(/"values":\[\[\d+,(\d+)\]\]/.exec(answer)?.[1] ?? 0);
  }

  async function rows(): Promise<number> {
    const { rows: found } = await hub.db.pool.query('SELECT count(*)::int AS n FROM alert_log');
    return found[0].n;
  }

  test('every row is exactly one point, equal to its row, though influxd is killed again and again', async () => {
    const relay = relayOf();
    await working(relay);
    const before = await taken('log');
    for (let round = 0; round < 3; round += 1) {
      for (let batch = 0; batch < 4; batch += 1) relay.committed(await store(items(200)));
      // another ingest process
      await store(items(100));
      await influxd.kill();
      for (let batch = 0; batch < 4; batch += 1) relay.committed(await store(items(200)));
      await influxd.start();
    }
    await settled(relay);
    expect(await points()).toBe(await rows());
    expect(await taken('memory')).toBeGreaterThan(4_000);
    expect((await taken('log')) - before).toBeGreaterThanOrEqual(300);
    const retention = {
      ...{ alertLogHours: 48, seriesDays: 400, feedDays: 7, quarantineDays: 1, quarantineRows: 1 },
      ...{ quarantineSamples: 1, contactDays: 1 },
    };
    const stores = [null, influxAt(influxd.url)].map((influx) =>
      openSeries({ influx, retention }, hub.db, testLog, createMetrics({ processMetrics: false })),
    );
    const query = { prefixes: [''], fromMs: BASE, toMs: BASE + HOUR };
    const [logged, written] = await Promise.all(
      stores.map(async (store) => (await store.alerts(query, { first: 10_000, after: null })).rows),
    );
    expect(written?.length).toBe(await rows());
    expect(written).toEqual(logged);
    for (const store of stores) await store.close();
  }, 60_000);

  test('frames go from the batch that stored them to InfluxDB; evidence of the same batch and later is in the point', async () => {
    const relay = relayOf();
    await working(relay);
    const intake = await openIntake(hub.db, { onCommit: relay.committed });
    const at = BASE + 2 * HOUR;
    const alert = (n: number, evidence: string[] = []) =>
      intake.pipeline.submit(
        frame({
          ...{ id: `e${n}`, type: 'elevator.trapped', time: new Date(at + n).toISOString() },
          evidence: evidence.map((url) => ({ url, kind: 'image' })),
        }),
      );
    const first = await taken('memory');
    await Promise.all(Array.from({ length: 50 }, (_, n) => alert(n)));
    await settled(relay);
    expect(await taken('memory')).toBeGreaterThanOrEqual(first + 50);
    // told twice in one batch, with its picture only the second time; and one whose picture comes while influxd is away
    await Promise.all([alert(60), alert(60, ['same-batch.jpg'])]);
    await influxd.stop();
    await alert(70);
    await alert(70, ['late.jpg']);
    await influxd.start();
    await settled(relay);
    const answer = JSON.stringify(await influxd.query('SELECT "device", "detail" FROM "alert"', 'wangge'));
    expect(answer).toContain('same-batch.jpg');
    expect(answer).toContain('late.jpg');
    expect(await points()).toBe(await rows());
    await intake.close();
  }, 30_000);

  test('what InfluxDB refuses is found among what was handed over, its neighbours are written', async () => {
    const relay = relayOf();
    await working(relay);
    const old = item(BigInt(Date.now() - 500 * 24 * HOUR) * 1_000_000n);
    relay.committed(await store([...items(40), old, ...items(40)]));
    await settled(relay);
    const { rows: refused } = await hub.db.pool.query('SELECT point_key, line FROM relay_refused');
    expect(refused).toEqual([{ point_key: old.id, line: alertLines([old]) }]);
    expect(await points()).toBe((await rows()) - 1);
  });

  test('the relay that waits keeps nothing: the one that works reads it back', async () => {
    const relay = relayOf();
    await working(relay);
    const other = createMetrics({ processMetrics: false });
    const waiting = relayOf(other);
    const before = await taken('log');
    waiting.committed(await store(items(10)));
    expect(await other.text()).toContain('hub_relay_handover_bytes 0');
    await settled(relay);
    expect(await taken('log')).toBe(before + 10);
    expect(await points()).toBe(await rows());
  });

  test('a relay that takes its work up again forgets what was handed over, and reads it back', async () => {
    const relay = relayOf();
    await working(relay);
    await influxd.stop();
    for (let batch = 0; batch < 3; batch += 1) relay.committed(await store(items(20)));
    await hub.db.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'wangge-hub relay' AND datname = current_database()",
    );
    await until(async () => /hub_relay_handover_bytes 0\n/.test(await metrics.text()));
    relay.committed(await store(items(20)));
    await influxd.start();
    await settled(relay);
    expect(await points()).toBe(await rows());
  });
});
