import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { startGateway } from '../gateway/start.ts';
import { FIRST_QUERY } from '../hub/banner.ts';
import { createAuth } from '../runtime/auth.ts';
import { loadConfig } from '../runtime/config.ts';
import { subjectReader } from '../runtime/feed-subject.ts';
import { createLog } from '../runtime/log.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { ask, at, codesOf, data, listAt, textAt } from './e2e/graph-client.ts';
import { demoDevices, type MadeIncident, makeIncidents, openSite, type Site } from './e2e/site.ts';
import { freePort } from './support/free-port.ts';

let site: Site;
let incidents: MadeIncident[];
let operations: string;

beforeAll(async () => {
  site = await openSite();
  incidents = await makeIncidents(site.db, (await demoDevices(site.db)).slice(0, 60));
  operations = await site.token('operations', '*');
});
afterAll(() => site.close());

const PAGE = `query ($first: Int!) { incidents(first: $first) { nodes {
  id type { nameZh } severity count
  device { name family grid { name } }
  grid { name level duty { post { role { nameZh } grid { name } } person { title } party { name } } }
  workOrder { caseNumber state assignee { title } party { name } clocks { kind dueAt state } grid { name } }
  lastAlert { id time device { name } incident { id } }
} } }`;

/** Statements of one operation, by the pool they took. */
async function statements(
  first: number,
): Promise<{ rows: unknown[]; sent: Record<string, number>; all: string[] }> {
  const sent: Record<string, number> = {};
  const all: string[] = [];
  const stop = site.db.onQuery((source, text) => {
    // the feed's reader polls by itself
    if (text.includes('FROM feed')) return;
    sent[source] = (sent[source] ?? 0) + 1;
    all.push(text.replaceAll(/\s+/g, ' ').slice(0, 120));
  });
  const answer = await data(site.url, operations, PAGE, { first });
  stop();
  return { rows: listAt(answer, 'incidents', 'nodes'), sent, all };
}

describe('a page of incidents through the gateway', () => {
  it('has fields of four subgraphs on every row', async () => {
    const { rows } = await statements(50);
    expect(rows).toHaveLength(50);
    for (const row of rows) {
      expect(textAt(row, 'device', 'name')).not.toBe('');
      expect(textAt(row, 'grid', 'name')).not.toBe('');
      expect(listAt(row, 'grid', 'duty').length).toBeGreaterThan(0);
      expect(textAt(row, 'workOrder', 'caseNumber')).toBe(textAt(row, 'id').replace('inc_', 'wo_'));
      expect(textAt(row, 'lastAlert', 'incident', 'id')).toBe(textAt(row, 'id'));
    }
  });

  it('costs the same number of statements for 50 rows as for 10', async () => {
    const ten = await statements(10);
    const fifty = await statements(50);
    expect(ten.rows).toHaveLength(10);
    expect(fifty.rows).toHaveLength(50);
    expect(fifty.sent, fifty.all.join('\n')).toEqual(ten.sent);
    const total = Object.values(fifty.sent).reduce((sum, count) => sum + count, 0);
    expect(total, fifty.all.join('\n')).toBeLessThanOrEqual(20);
  });

  it("answers the README's first query", async () => {
    const answer = await data(site.url, operations, FIRST_QUERY);
    expect(listAt(answer, 'incidents', 'nodes')).toHaveLength(3);
    expect(textAt(answer, 'incidents', 'nodes', 0, 'workOrder', 'dispatchExplanation')).toBe('a test');
  });

  it('pages through every incident once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer = await data(
        site.url,
        operations,
        'query ($after: String) { incidents(first: 25, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...listAt(answer, 'incidents', 'nodes').map((node) => textAt(node, 'id')));
      after =
        at(answer, 'incidents', 'pageInfo', 'hasNextPage') === true
          ? textAt(answer, 'incidents', 'pageInfo', 'endCursor')
          : null;
    } while (after !== null);
    expect(seen).toEqual(incidents.map((incident) => incident.incidentId).reverse());
  });
});

describe('who may ask', () => {
  const query = '{ incidents(first: 1) { nodes { id } } }';

  it('answers nothing without a token, with the code and both languages', async () => {
    const answer = await ask(site.url, null, query);
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors?.[0]?.extensions.messageZh).toContain('令牌');
    expect(answer.errors?.[0]?.extensions.fix).toContain('hub token');
  });

  it.each(['nonsense', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'])(
    'refuses the token %s with 401',
    async (token) => {
      const answer = await ask(site.url, token, query);
      expect(answer.status).toBe(401);
      expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    },
  );

  it('refuses what the role may not do', async () => {
    const viewer = await site.token('viewer', '*');
    const [first] = incidents;
    const answer = await ask(
      site.url,
      viewer,
      'mutation ($id: ID!) { acknowledgeIncident(input: { incidentId: $id }) { incident { id } } }',
      { id: first?.incidentId },
    );
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });
});

describe('a token for some grids', () => {
  const COMPOUND = '511421001001001';
  let scoped: string;
  beforeAll(async () => {
    scoped = await site.token('community', COMPOUND);
  });

  it('lists only what lies in them', async () => {
    const answer = await data(
      site.url,
      scoped,
      '{ incidents(first: 100) { nodes { grid { code } } totalCount } devices(first: 500) { nodes { grid { code } } } workOrders(first: 100) { nodes { gridCode } } grids(first: 500) { nodes { code } } }',
    );
    const expected = incidents.filter((incident) => incident.gridCode.startsWith(COMPOUND)).length;
    expect(expected).toBeGreaterThan(0);
    expect(expected).toBeLessThan(incidents.length);
    expect(at(answer, 'incidents', 'totalCount')).toBe(expected);
    const codes = [
      ...listAt(answer, 'incidents', 'nodes').map((node) => textAt(node, 'grid', 'code')),
      ...listAt(answer, 'devices', 'nodes').map((node) => textAt(node, 'grid', 'code')),
      ...listAt(answer, 'workOrders', 'nodes').map((node) => textAt(node, 'gridCode')),
      ...listAt(answer, 'grids', 'nodes').map((node) => textAt(node, 'code')),
    ];
    expect(codes.filter((code) => !code.startsWith(COMPOUND))).toEqual([]);
  });

  it('gets null for things elsewhere, by whatever way', async () => {
    const outside = incidents.find((incident) => !incident.gridCode.startsWith(COMPOUND));
    const answer = await data(
      site.url,
      scoped,
      `query ($incident: ID!, $device: ID!, $grid: ID!, $order: ID!) {
         incident(id: $incident) { id } device(id: $device) { id incidents { nodes { id } } }
         grid(code: $grid) { code } workOrder(id: $order) { id }
         incidents(filter: { gridCode: $grid }) { nodes { id } } }`,
      {
        incident: outside?.incidentId,
        device: outside?.deviceId,
        grid: outside?.gridCode,
        order: outside?.workOrderId,
      },
    );
    expect(answer).toEqual({
      incident: null,
      device: null,
      grid: null,
      workOrder: null,
      incidents: { nodes: [] },
    });
  });

  it('sees nothing elsewhere across the joins of the graph', async () => {
    const inside = incidents.find((incident) => incident.gridCode.startsWith(COMPOUND));
    const outside = incidents.find((incident) => incident.gridCode.startsWith('511421002'));
    if (inside === undefined || outside === undefined) throw new Error('no such incidents');
    // the device of an incident in scope has moved away since, and its order was linked to an incident elsewhere
    await site.db.pool.query('UPDATE device SET grid_code = $1 WHERE id = $2', [
      outside.gridCode,
      inside.deviceId,
    ]);
    await site.db.pool.query(
      'INSERT INTO work_order_incident (work_order_id, incident_id, live) VALUES ($1, $2, false)',
      [inside.workOrderId, outside.incidentId],
    );
    const query = `query ($id: ID!) { incident(id: $id) {
      device { id name } grid { code parent { code } ancestors { code } duty { grid { code } post { grid { code } } } }
      workOrder { incidents { id } assignee { workOrders(first: 100) { nodes { gridCode } } } } } }`;
    const answer = await data(site.url, scoped, query, { id: inside.incidentId });
    expect(at(answer, 'incident', 'device')).toBeNull();
    expect(listAt(answer, 'incident', 'workOrder', 'incidents')).toEqual([{ id: inside.incidentId }]);
    const codes = JSON.stringify(answer).match(/"(?:code|gridCode)":"(\d+)"/g) ?? [];
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !code.includes(`"${COMPOUND}`))).toEqual([]);
    const whole = await data(site.url, operations, query, { id: inside.incidentId });
    expect(textAt(whole, 'incident', 'device', 'id')).toBe(inside.deviceId);
    expect(listAt(whole, 'incident', 'workOrder', 'incidents')).toHaveLength(2);
    await site.db.pool.query('UPDATE device SET grid_code = $1 WHERE id = $2', [
      inside.gridCode,
      inside.deviceId,
    ]);
  });
});

describe('a gateway that something is amiss with', () => {
  it('names the setting of a busy port', async () => {
    const { port } = new URL(site.url);
    await expect(site.another({ HUB_HTTP_PORT: port })).rejects.toThrow(
      expect.objectContaining({ code: 'PORT_BUSY', fix: expect.stringContaining('HUB_HTTP_PORT') }),
    );
    // and leaves the one that was there alone
    expect((await fetch(`${site.url}/readyz`)).status).toBe(200);
  });

  it('names the setting that a subgraph is missing from', async () => {
    const opening = site.another({}, ['devices']);
    await expect(opening).rejects.toThrow(HubError);
    await expect(opening).rejects.toThrow(/HUB_SUBGRAPHS.*devices/s);
  });

  it('tells the name of a check that fails, and the log why', async () => {
    const lines: string[] = [];
    const log = createLog({ logLevel: 'warn', logFormat: 'json' }, 'test', {
      write: (line) => lines.push(line),
    });
    const { privateKey } = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { format: 'pem', type: 'pkcs8' },
      publicKeyEncoding: { format: 'pem', type: 'spki' },
    });
    const config = loadConfig({
      ...{ HUB_HTTP_PORT: '0', HUB_AUTH_KEY: privateKey },
      HUB_SUBGRAPHS: SUBGRAPHS.map(({ name }) => `${name}=http://127.0.0.1:9/graphql`).join(','),
    });
    const gateway = await startGateway({
      ...{ config, log, feed: site.feed, subject: subjectReader(site.db), auth: await createAuth(config) },
      metrics: createMetrics({ processMetrics: false }),
      subgraphs: [],
      checks: [{ name: 'store', check: () => Promise.reject<undefined>(new Error('no route to db.lan')) }],
    });
    try {
      const ready = await fetch(`${gateway.url}/readyz?verbose`);
      expect([ready.status, await ready.text()]).toEqual([503, expect.not.stringContaining('db.lan')]);
      expect(lines.join()).toContain('no route to db.lan');
    } finally {
      await gateway.close();
    }
  });

  it('answers what the other subgraphs know while one is down', async () => {
    const closed = `http://127.0.0.1:${await freePort()}/graphql`;
    const gateway = await site.another({ HUB_SUBGRAPHS: `devices=${closed}` }, ['devices']);
    try {
      const answer = await ask(
        gateway.url,
        operations,
        '{ incidents(first: 2) { nodes { id count device { id name } grid { name } workOrder { caseNumber } } } }',
      );
      expect(answer.status).toBe(200);
      expect(new Set(codesOf(answer))).toEqual(new Set(['SUBGRAPH_UNAVAILABLE']));
      expect(answer.errors?.[0]?.extensions.messageZh).toContain('devices');
      const [node] = listAt(answer.data, 'incidents', 'nodes');
      expect(at(node, 'device', 'name') ?? null).toBeNull();
      expect(textAt(node, 'grid', 'name')).not.toBe('');
      expect(textAt(node, 'workOrder', 'caseNumber')).not.toBe('');
    } finally {
      await gateway.close();
    }
  });
});
