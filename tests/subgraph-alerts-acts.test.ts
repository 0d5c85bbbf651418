import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedEvent } from '../core/feed-event.ts';
import { startRelay } from '../ingest/relay.ts';
import { appendFeed } from '../runtime/feed.ts';
import { createAlertsSubgraph } from '../subgraphs/alerts/index.ts';
import { type AlertsPlace, alertsPlace, EASTERN, ids, MINUTE, NOW, WESTERN } from './support/alerts-place.ts';
import { testDb } from './support/db.ts';
import { influxdServer, startInfluxd } from './support/influxd.ts';
import {
  ADMIN,
  addAlert,
  addIncident,
  asker,
  EAST,
  principalOf,
  seedGrids,
  subgraphDeps,
  WEST,
} from './support/subgraph-world.ts';
import { until } from './support/until.ts';

let place: AlertsPlace;
let db: AlertsPlace['db'];
let deps: AlertsPlace['deps'];
let ask: AlertsPlace['ask'];
let westAlert: AlertsPlace['westAlert'];

beforeAll(async () => {
  place = await alertsPlace();
  ({ db, deps, ask, westAlert } = place);
});

afterAll(() => place.close());

describe('acts of people', () => {
  const act = (name: string) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    return `mutation ($input: ${type}!) { ${name}(input: $input) { clientMutationId incident {
      id state acknowledged acknowledgedBy clearedBy clearReason shelvedUntil shelveReason falseAlarm version
      history { change actor reason } } } }`;
  };
  const until = new Date(NOW + 30 * MINUTE).toISOString();
  const by = EASTERN.subject;
  const feedOf = async (id: string) => {
    const sql = `SELECT change, grid_code AS grid, payload->>'state' AS state FROM feed WHERE key = $1 ORDER BY seq`;
    return (await db.pool.query(sql, [id])).rows;
  };

  it.each([
    [
      'acknowledgeIncident',
      'inc_east-11',
      { reason: '已到场' },
      { acknowledged: true, acknowledgedBy: by },
      'ACKNOWLEDGED',
    ],
    [
      'clearIncident',
      'inc_east-12',
      { reason: '已扑灭' },
      { state: 'CLEARED', clearedBy: by, clearReason: '已扑灭' },
      'CLEARED',
    ],
    [
      'shelveIncident',
      'inc_east-13',
      { reason: '检修', until },
      { shelvedUntil: until, shelveReason: '检修' },
      'SHELVED',
    ],
    [
      'markFalseAlarm',
      'inc_east-14',
      { reason: '灶台' },
      { state: 'CLEARED', falseAlarm: true, clearReason: '灶台' },
      'FALSE_ALARM',
    ],
  ])(
    '%s changes the incident, its history and the feed at once; again it changes nothing',
    async (name, incidentId, more, after, change) => {
      const input = { incidentId, clientMutationId: 'm', expectedVersion: 1, ...more };
      const { [name]: done } = await ask.data(EASTERN, act(name), { input });
      const history = [{ change, actor: by, reason: more.reason }];
      expect(done).toMatchObject({
        clientMutationId: 'm',
        incident: { id: incidentId, version: 2, history, ...after },
      });
      const told = [
        { change, grid: `${EAST}00${(Number(incidentId.slice(-2)) % 2) + 1}`, state: done.incident.state },
      ];
      expect(await feedOf(incidentId)).toEqual(told);
      if (name === 'shelveIncident') return;
      await ask.data(EASTERN, act(name), { input: { incidentId, reason: 'again' } });
      expect(await feedOf(incidentId)).toEqual(told);
    },
  );

  const viewer = principalOf(['viewer'], '');
  const worker = principalOf(['gridWorker'], EAST);
  it.each([
    ['of another grid', WESTERN, 'acknowledgeIncident', {}, 'NOT_FOUND'],
    ['that does not exist', ADMIN, 'acknowledgeIncident', { incidentId: 'inc_none' }, 'NOT_FOUND'],
    ['by a stale version', EASTERN, 'acknowledgeIncident', { expectedVersion: 9 }, 'CONFLICT'],
    ['of a latched type without a reason', EASTERN, 'clearIncident', {}, 'BAD_USER_INPUT'],
    [
      'until a time gone by',
      EASTERN,
      'shelveIncident',
      { reason: 'x', until: '2020-01-01T00:00:00Z' },
      'BAD_USER_INPUT',
    ],
    ['without the right to acknowledge', viewer, 'acknowledgeIncident', {}, 'FORBIDDEN'],
    ['without the right to clear', worker, 'clearIncident', { reason: 'x' }, 'FORBIDDEN'],
    ['without the right to shelve', worker, 'shelveIncident', { reason: 'x', until }, 'FORBIDDEN'],
    ['without the right to call it false', worker, 'markFalseAlarm', { reason: 'x' }, 'FORBIDDEN'],
  ])('an act on an incident %s is refused and changes nothing', async (_, who, name, more, code) => {
    const input = { incidentId: 'inc_east-20', ...more };
    expect(await ask.codes(who, act(name), { input })).toEqual([code]);
    expect(await feedOf('inc_east-20')).toEqual([]);
    const { incident } = await ask.data(
      ADMIN,
      '{ incident(id: "inc_east-20") { version history { change } } }',
    );
    expect(incident).toEqual({ version: 1, history: [] });
  });

  it('two at once are both kept, one after the other', async () => {
    const incidentId = 'inc_east-21';
    await Promise.all([
      ask.data(EASTERN, act('acknowledgeIncident'), { input: { incidentId } }),
      ask.data(EASTERN, act('clearIncident'), { input: { incidentId, reason: 'out' } }),
    ]);
    const { incident } = await ask.data(
      EASTERN,
      `{ incident(id: "${incidentId}") { acknowledged state version } }`,
    );
    expect(incident).toEqual({ acknowledged: true, state: 'CLEARED', version: 3 });
  });
});

describe('one change by its cursor', () => {
  it('gives the incident and its alert to whom they may be shown, and nothing else', async () => {
    const event: FeedEvent = {
      ...{
        topic: 'incident',
        change: 'OPENED',
        incidentId: 'inc_west-01',
        alertId: westAlert,
        deviceId: 'west-01',
      },
      ...{
        channel: '',
        type: 'camera.fire',
        severity: 'critical',
        state: 'ACTIVE',
        count: 1,
        gridCode: WEST,
      },
    };
    const device: FeedEvent = { topic: 'device', change: 'ONLINE', deviceId: 'west-01', gridCode: WEST };
    const after = await deps.feed.latest();
    await appendFeed(db.pool, [event, device]);
    const cursors: string[] = [];
    const ended = new AbortController();
    for await (const row of deps.feed.tail({ after, signal: ended.signal })) {
      cursors.push(row.cursor);
      if (cursors.length === 2) break;
    }
    ended.abort();
    const [incidentCursor, deviceCursor] = cursors;
    const query = `query ($cursor: String!) { incidentChange(cursor: $cursor) { cursor change incident { id } alert { id } } }`;
    expect(await ask.data(WESTERN, query, { cursor: incidentCursor })).toEqual({
      incidentChange: {
        cursor: incidentCursor,
        change: 'OPENED',
        incident: { id: 'inc_west-01' },
        alert: { id: westAlert },
      },
    });
    expect(await ask.data(EASTERN, query, { cursor: incidentCursor })).toEqual({ incidentChange: null });
    expect(await ask.data(WESTERN, query, { cursor: deviceCursor })).toEqual({ incidentChange: null });
    expect(await ask.codes(WESTERN, query, { cursor: 'x' })).toEqual(['BAD_CURSOR']);
  });
});

describe.skipIf(influxdServer === null)('with the history in a real influxd', () => {
  it('an incident older than the alert log gives all its alerts, and a device its older ones', async () => {
    const own = await testDb();
    const influxd = await startInfluxd();
    const world = subgraphDeps(own.db, { INFLUX_URL: influxd.url, INFLUX_DATABASE: 'wangge' });
    const influx = world.config.influx;
    if (influx === null) throw new Error('INFLUX_URL was not read');
    const relay = startRelay({ db: own.db, influx, seriesDays: 400, log: world.log, metrics: world.metrics });
    try {
      await seedGrids(own.db);
      const first = NOW - 5 * 86_400_000;
      const place = { deviceId: 'old', gridCode: `${EAST}001` };
      await addIncident(own.db, { ...place, id: 'inc_old', firstSeenMs: first, lastSeenMs: NOW, count: 6 });
      const alerts: string[] = [];
      for (let day = 0; day < 6; day += 1) {
        alerts.unshift(
          await addAlert(own.db, { ...place, timeMs: first + day * 86_400_000, incidentId: 'inc_old' }),
        );
      }
      relay.poke();
      await until(async () => (await relay.lag()).rows === 0, { what: 'InfluxDB has every alert' });
      await own.db.pool.query('DELETE FROM alert_log WHERE time_ns < $1', [
        BigInt(NOW - 2 * 86_400_000) * 1_000_000n,
      ]);

      const there = asker(createAlertsSubgraph(world));
      const query = `query ($after: String, $from: DateTime) {
        incident(id: "inc_old") { alerts(first: 4, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } }
        _entities(representations: [{ __typename: "Device", id: "old" }]) {
          ... on Device { alerts(from: $from) { nodes { id } } } } }`;
      const from = new Date(first - 1).toISOString();
      const page = await there.data(EASTERN, query, { from });
      const rest = await there.data(EASTERN, query, { from, after: page.incident.alerts.pageInfo.endCursor });
      expect([...ids(page.incident.alerts.nodes), ...ids(rest.incident.alerts.nodes)]).toEqual(alerts);
      expect(ids(page._entities[0].alerts.nodes)).toEqual(alerts);
    } finally {
      await relay.close();
      await world.series.close();
      await world.feed.close();
      await influxd.close();
      await own.close();
    }
  });
});
