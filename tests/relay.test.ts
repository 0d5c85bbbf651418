import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { alertOf, fillAlerts, fillReadings } from './series-fill.ts';
import { influxAt } from './series-influx.ts';
import { freezingProxy } from './support/freezing-proxy.ts';
import { type Influxd, influxdServer, startInfluxd } from './support/influxd.ts';
import { BASE, COMMUNITY, HOUR, many, relayHub } from './support/relay-hub.ts';
import { until } from './support/until.ts';

const hub = relayHub();
const { relayTo, settled, refusedRows } = hub;

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
    await until(async () => /hub_relay_retries_total\{log="alert"\} [1-9]/.test(await hub.metrics.text()));
    expect(await hub.metrics.text()).toContain('hub_relay_lag_rows 4100');
    await influxd.start();
    await settled(relay);
    expect(await points()).toBe(4_105);
    expect(await hub.metrics.text()).toContain('hub_relay_written_total{log="alert"} 4105');
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

  test('a way to Postgres that falls silent without being closed is left for a new one', async () => {
    const proxy = await freezingProxy(hub.url);
    const relay = relayTo(influxAt(influxd.url), {
      db: { url: proxy.url, pool: hub.db.pool },
      silenceMs: 1_500,
    });
    await fillAlerts(hub.db, many(3));
    await settled(relay);
    proxy.freeze();
    await fillAlerts(hub.db, many(3, 1_000));
    // the server learns of it by asking the way, which here answers for who is gone
    const { db } = hub;
    const relays = () =>
      db.pool.query(
        `SELECT pid FROM pg_stat_activity WHERE application_name = 'wangge-hub relay' AND datname = current_database()
         ORDER BY backend_start`,
      );
    await until(async () => (await relays()).rowCount === 2, { what: 'another connection' });
    await db.pool.query('SELECT pg_terminate_backend($1)', [(await relays()).rows[0].pid]);
    await settled(relay);
    expect(await points()).toBe(6);
    proxy.freeze();
    await relay.close();
    await proxy.close();
  });

  test('a clock that is put back does not make it wait for the time to come again', async () => {
    const relay = relayTo(influxAt(influxd.url));
    await fillAlerts(hub.db, many(3));
    await settled(relay);
    const { now } = Date;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() - HOUR);
    try {
      relay.poke();
      await fillAlerts(hub.db, many(3, 1_000));
      await settled(relay);
    } finally {
      clock.mockRestore();
    }
    expect(await points()).toBe(6);
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
          `SELECT 1 FROM pg_stat_activity WHERE application_name = 'wangge-hub relay' AND datname = current_database()
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
    expect(await hub.metrics.text()).toContain('hub_relay_refused_total{log="alert"} 3');
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

  test('what it does not take for want of room waits until somebody makes room', async () => {
    const small = await startInfluxd({ data: ['max-series-per-database = 2'] });
    const alerts = [
      ...many(2),
      alertOf({ timeNs: BigInt(BASE) * 1_000_000n + 1n, severity: 'minor' }),
      alertOf({ timeNs: BigInt(BASE) * 1_000_000n + 2n, severity: 'critical' }),
    ];
    try {
      const relay = relayTo(influxAt(small.url));
      await fillAlerts(hub.db, alerts);
      relay.poke();
      await until(async () => /hub_relay_retries_total\{log="alert"\} [1-9]/.test(await hub.metrics.text()));
      expect(await refusedRows()).toEqual([]);
      expect((await relay.lag()).rows).toBe(4);
    } finally {
      await small.close();
    }
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
