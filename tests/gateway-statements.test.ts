// What a page costs: however many rows it has and whatever subgraphs it crosses, each store is asked a fixed number of times.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRelay } from '../ingest/relay.ts';
import { loadConfig } from '../runtime/config.ts';
import { at, data, listAt } from './e2e/graph-client.ts';
import { demoDevices, makeIncidents, openSite, type Site } from './e2e/site.ts';
import { type Influxd, influxdServer, startInfluxd } from './support/influxd.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

/** Pages over every join of the graph, with what one row of each must not lack. */
const PAGES = {
  incidents: {
    query: `query ($first: Int!) { incidents(first: $first) { nodes { id
      device { name grid { name } } grid { name level duty { person { title } party { name } } }
      workOrder { caseNumber assignee { title } grid { name } clocks { kind dueAt state } history { action } }
      lastAlert { id device { name } incident { id } } alerts(first: 2) { nodes { id incident { id } } }
      history(first: 2) { change } } } }`,
    has: ['device', 'grid', 'workOrder', 'lastAlert'],
  },
  workOrders: {
    query: `query ($first: Int!) { workOrders(first: $first) { nodes { id caseNumber assignee { title } party { name }
      grid { name parent { name } duty { person { title } } } clocks { kind dueAt state } history { action } allowedActions
      incidents(first: 3) { id device { name } grid { name } lastAlert { id } workOrder { id } } } } }`,
    has: ['grid', 'assignee'],
  },
  alerts: {
    query: `query ($first: Int!) { alerts(filter: {}, first: $first) { nodes { id device { name grid { name } }
      grid { name parent { name } } incident { id count device { name } workOrder { caseNumber assignee { title } } } } } }`,
    has: ['device', 'grid', 'incident'],
  },
  devices: {
    query: `query ($first: Int!) { devices(first: $first) { nodes { id grid { name duty { person { title } } } parent { id }
      children(first: 2) { id } health { status } incidents(first: 2) { nodes { id workOrder { caseNumber } } }
      readings(metric: "temperatureC") { at value } mean: readings(metric: "temperatureC", interval: "1h") { value }
      alerts(first: 2) { nodes { id } } } } }`,
    has: ['grid', 'incidents', 'readings'],
  },
  grids: {
    query: `query ($first: Int!) { grids(first: $first) { nodes { code parent { name } ancestors { code }
      children(first: 2) { nodes { code } } duty { person { title } party { name } post { role { code } grid { name } } }
      devices(first: 2) { nodes { id name } } incidents(first: 2) { nodes { id device { name } } }
      alertCounts(groupBy: [TYPE]) { count type { code } }
      workOrders(first: 2) { nodes { id incidents(first: 2) { id } } } } } }`,
    has: ['duty'],
  },
} as const;

for (const [stores, possible] of [
  ['Postgres alone', true],
  ['Postgres and InfluxDB', influxdServer !== null],
] as const) {
  describe.runIf(possible)(`a page over ${stores}`, () => {
    let site: Site;
    let token: string;
    let influxd: Influxd | null = null;

    beforeAll(async () => {
      influxd = stores === 'Postgres alone' ? null : await startInfluxd();
      const env: Record<string, string> =
        influxd === null ? {} : { INFLUX_URL: influxd.url, INFLUX_DATABASE: 'wangge' };
      site = await openSite({ ...env, HUB_MAX_COST: '1000000' });
      await makeIncidents(site.db, (await demoDevices(site.db)).slice(0, 60));
      token = await site.token('operations', '*');
      const { influx } = loadConfig(env);
      if (influx === null) return;
      const { db, metrics } = site;
      const relay = startRelay({ db, influx, seriesDays: 400, log: testLog, metrics });
      await until(async () => (await relay.lag()).rows === 0);
      await relay.close();
    });
    afterAll(async () => {
      await site.close();
      await influxd?.close();
    });

    /** Reads that influxd itself has counted. */
    async function readsOf(): Promise<number> {
      if (influxd === null) return 0;
      const answer: unknown = await (await fetch(`${influxd.url}/debug/vars`)).json();
      const counted = Object.entries(Object(answer)).find(([name]) => name.startsWith('httpd:'))?.[1];
      return Number(at(counted, 'values', 'queryReq'));
    }

    async function costOf(query: string, first: number) {
      const sent: Record<string, number> = { pg: 0, prisma: 0 };
      const all: string[] = [];
      const before = await readsOf();
      const stop = site.db.onQuery((source, text) => {
        // the feed's reader polls by itself
        if (text.includes('FROM feed')) return;
        sent[source] = (sent[source] ?? 0) + 1;
        all.push(text.replaceAll(/\s+/g, ' ').slice(0, 150));
      });
      const answer = await data(site.url, token, query, { first });
      stop();
      return { sent: { ...sent, influx: (await readsOf()) - before }, all: all.sort(), answer };
    }

    it.each(Object.entries(PAGES))(
      'of %s costs the same for 50 rows as for 25',
      async (name, { query, has }) => {
        const [few, many] = [await costOf(query, 25), await costOf(query, 50)];
        const rows = listAt(many.answer, name, 'nodes');
        expect(rows).toHaveLength(50);
        for (const part of has) {
          const filled = rows.filter((row) => JSON.stringify(at(row, part) ?? null) !== 'null');
          expect(filled.length, `${name} with ${part}`).toBe(50);
        }
        expect(many.all).toEqual(few.all);
        expect(many.sent).toEqual(few.sent);
      },
    );
  });
}
