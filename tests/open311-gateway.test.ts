import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth } from '../runtime/auth.ts';
import { loadConfig } from '../runtime/config.ts';
import { shippedGovernance } from '../runtime/governance.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { serveSubgraph } from '../runtime/subgraph.ts';
import { createResidents } from '../subgraphs/residents/index.ts';
import { at, data, listAt, textAt } from './e2e/graph-client.ts';
import { openSite, type Site } from './e2e/site.ts';
import { testLog } from './support/log.ts';

const KEY = 'key-of-the-city-app-0001';
const OTHER_KEY = 'key-of-another-app-0002';

let site: Site;
let base: string;
/** Where the key lies that processes apart share. */
let folder: string;
/** A micro-grid and a place within it. */
let gridCode: string;
let point: { lat: number; long: number };
let compound: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wangge-open311-'));
  site = await openSite({
    HUB_AUTH_KEY_FILE: join(folder, 'key.json'),
    HUB_OPEN311: 'on',
    HUB_OPEN311_KEYS: `city-app=${KEY},other-app=${OTHER_KEY}`,
    HUB_OPEN311_JURISDICTION: 'renhe.example.cn',
    HUB_PUBLIC_REQUESTS_PER_MINUTE: '1000',
  });
  base = `${site.url}/open311/v2`;
  const { rows } = await site.db.pool.query(
    "SELECT code, boundary FROM grid WHERE level = 'MICRO_GRID' ORDER BY code LIMIT 1",
  );
  gridCode = String(rows[0]?.code);
  const ring = listAt(rows[0]?.boundary, 'coordinates', 0);
  const middle = (axis: 0 | 1) =>
    ring.slice(0, 4).reduce<number>((sum, corner) => sum + Number(at(corner, axis)), 0) / 4;
  point = { lat: middle(1), long: middle(0) };
  const named = await site.db.pool.query('SELECT name FROM grid WHERE code = $1', [gridCode.slice(0, 15)]);
  compound = String(named.rows[0]?.name);
});
afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true, force: true });
});

interface Got {
  status: number;
  type: string | null;
  text: string;
  json: unknown;
}

async function get(path: string, init: RequestInit = {}): Promise<Got> {
  const response = await fetch(`${base}/${path}`, init);
  const text = await response.text();
  const type = response.headers.get('content-type');
  return {
    status: response.status,
    type,
    text,
    json: type?.includes('json') === true ? JSON.parse(text) : null,
  };
}

function post(fields: Record<string, string>, path = 'requests.json'): Promise<Got> {
  return get(path, { method: 'POST', body: new URLSearchParams(fields) });
}

/** Published requests of the caller's own making. */
async function made(fields: Record<string, string> = {}): Promise<string> {
  const answer = await post({
    api_key: KEY,
    service_code: 'environment',
    lat: String(point.lat),
    long: String(point.long),
    ...fields,
  });
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  return textAt(answer.json, 0, 'service_request_id');
}

const parser = new XMLParser({
  parseTagValue: false,
  isArray: (name) => ['service', 'request', 'error'].includes(name),
});
const plain = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** The fields of the specification, in its order: what a client written to it reads. */
const REQUEST_FIELDS = [
  ...['service_request_id', 'status', 'status_notes', 'service_name', 'service_code', 'description'],
  ...['agency_responsible', 'service_notice', 'requested_datetime', 'updated_datetime', 'expected_datetime'],
  ...['address', 'address_id', 'zipcode', 'lat', 'long', 'media_url'],
];
const SERVICE_FIELDS = [
  'service_code',
  'service_name',
  'description',
  'metadata',
  'type',
  'keywords',
  'group',
];

describe('service discovery', () => {
  it.each(['discovery', 'v2/discovery'])('is at /open311/%s in both formats', async (path) => {
    const json: unknown = await (await fetch(`${site.url}/open311/${path}.json`)).json();
    expect(at(json, 'endpoints', 0)).toMatchObject({
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: base,
      formats: ['text/xml', 'application/json'],
    });
    const xml = await (await fetch(`${site.url}/open311/${path}.xml`)).text();
    expect(textAt(parser.parse(xml), 'discovery', 'endpoints', 'endpoint', 'url')).toBe(base);
  });
});

describe('GET services', () => {
  it('lists what residents may report, without a key, the same in JSON and XML', async () => {
    const json = await get('services.json?jurisdiction_id=renhe.example.cn');
    const xml = await get('services.xml?jurisdiction_id=renhe.example.cn');
    expect([json.type, xml.type]).toEqual(['application/json; charset=utf-8', 'text/xml; charset=utf-8']);
    expect(xml.text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>/);
    const services = listAt(json.json);
    expect(services.length).toBeGreaterThan(10);
    for (const service of services) expect(Object.keys(Object(service))).toEqual(SERVICE_FIELDS);
    const inXml = listAt(parser.parse(xml.text), 'services', 'service');
    expect(inXml).toEqual(
      services.map((service) =>
        Object.fromEntries(SERVICE_FIELDS.map((name) => [name, plain(at(service, name))])),
      ),
    );
    expect(services.map((service) => at(service, 'service_code'))).not.toContain('device-fault');
  });

  it('defines one; an unknown one is 404', async () => {
    expect((await get('services/environment.json')).json).toEqual({
      service_code: 'environment',
      attributes: [],
    });
    const xml = await get('services/environment.xml');
    expect(parser.parse(xml.text)).toMatchObject({ service_definition: { service_code: 'environment' } });
    const unknown = await get('services/nothing.json');
    expect([unknown.status, at(unknown.json, 0, 'code')]).toEqual([404, 404]);
  });
});

describe('POST requests', () => {
  it.each([
    ['lat and long', () => ({ lat: String(point.lat), long: String(point.long) })],
    ['address_id', () => ({ address_id: gridCode })],
    ['address_string', () => ({ address_string: `${compound} 3 栋楼下` })],
  ])('by %s answers an id and the secret of its status', async (_, place) => {
    const answer = await post({
      ...{ jurisdiction_id: 'renhe.example.cn', api_key: KEY, service_code: 'environment' },
      ...{ description: '垃圾桶满了 <b>&"\'', first_name: '小明', last_name: '王', phone: '13812345678' },
      ...{ email: 'wang@example.com', media_url: 'https://files.example.com/1.jpg', device_id: 'tt222111' },
      ...place(),
    });
    expect(answer.status).toBe(200);
    expect(Object.keys(Object(at(answer.json, 0)))).toEqual([
      'service_request_id',
      'service_notice',
      'account_id',
    ]);
    const caseNumber = textAt(answer.json, 0, 'service_request_id');
    const secret = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){5}/.exec(textAt(answer.json, 0, 'service_notice'))?.[0] ?? '';
    const status = await data(
      site.url,
      null,
      'query ($c: String!, $s: String!) { reportStatus(caseNumber: $c, secret: $s) { stage channel } }',
      { c: caseNumber, s: secret },
    );
    expect(at(status, 'reportStatus')).toEqual({ stage: 'RECEIVED', channel: 'OPEN311' });
    const token = await get(`tokens/${secret}.json`);
    expect(token.json).toEqual([{ service_request_id: caseNumber, token: secret }]);
    const { rows } = await site.db.pool.query(
      `SELECT w.description, w.reported_by, r.photos, c.name, c.phone FROM report r
       JOIN work_order w ON w.id = r.work_order_id JOIN report_contact c ON c.report_id = r.id
       WHERE r.case_number = $1`,
      [caseNumber],
    );
    expect(rows).toEqual([
      {
        description: '垃圾桶满了 <b>&"\'',
        reported_by: 'open311:city-app',
        photos: [{ url: 'https://files.example.com/1.jpg', sha256: null }],
        name: '王 小明',
        phone: '13812345678',
      },
    ]);
  });

  it('takes a token of the hub as api_key or in its header', async () => {
    const token = await site.token('community', '*');
    const fields = { service_code: 'noise', address_id: gridCode };
    expect((await post({ ...fields, api_key: token })).status).toBe(200);
    const headed = await get('requests.json', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { authorization: `Bearer ${token}` },
    });
    expect(headed.status).toBe(200);
  });

  it('is told what a grid that was split has become', async () => {
    const old = `${gridCode.slice(0, 15)}99`;
    await site.db.pool.query(
      `INSERT INTO grid (code, level, name, parent_code, status, valid_to)
       VALUES ($1, 'MICRO_GRID', '旧微网格', left($1, 15), 'RETIRED', now())`,
      [old],
    );
    await site.db.pool.query(
      `INSERT INTO grid_lineage (predecessor, successor, change, at, reason, actor)
       VALUES ($1, $2, 'SPLIT', now(), '拆分', 'test')`,
      [old, gridCode],
    );
    const answer = await post({ api_key: KEY, service_code: 'noise', address_id: old });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(gridCode)]);
  });

  it('the same client_request_id is the same request', async () => {
    const client_request_id = '018f3c2e-7b1a-7c3d-9e4f-5a6b7c8d9e11';
    const first = await made({ client_request_id });
    expect(await made({ client_request_id })).toBe(first);
  });

  it.each([
    ['no key', { api_key: '' }, 403],
    ['a wrong key', { api_key: 'key-of-nobody-at-all' }, 403],
    ['a token that is none', { api_key: 'aaaa.bbbb.cccc' }, 403],
    ['another jurisdiction', { jurisdiction_id: 'elsewhere.gov' }, 404],
    ['no service', { service_code: '' }, 400],
    ['an unknown service', { service_code: "001' OR 1=1" }, 404],
    ['no place', { lat: '', long: '' }, 400],
    ['half a place', { long: '' }, 400],
    ['a place that is no number', { lat: 'north' }, 400],
    ['a place outside the site', { lat: '1', long: '1' }, 400],
    ['an address of nowhere', { lat: '', long: '', address_string: 'Lane 1' }, 400],
    ['media without https', { media_url: 'http://files.example.com/1.jpg' }, 400],
    ['too long a description', { description: 'x'.repeat(4_001) }, 400],
  ])('%s is refused in the form of the specification', async (_, fields, status) => {
    const sent = {
      ...{ api_key: KEY, service_code: 'environment', lat: String(point.lat), long: String(point.long) },
      ...fields,
    };
    const json = await post(sent);
    expect([json.status, json.json]).toEqual([status, [{ code: status, description: expect.any(String) }]]);
    const xml = await post(sent, 'requests.xml');
    expect(xml.type).toBe('text/xml; charset=utf-8');
    expect([xml.status, parser.parse(xml.text)]).toMatchObject([
      status,
      { errors: { error: [{ code: String(status), description: textAt(json.json, 0, 'description') }] } },
    ]);
  });

  it('takes a form alone, and a small one', async () => {
    const body = JSON.stringify({ service_code: 'environment' });
    const json = await get('requests.json', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect([json.status, at(json.json, 0, 'code')]).toEqual([415, 415]);
    const large = await post({ api_key: KEY, description: 'x'.repeat(70_000) });
    expect([large.status, at(large.json, 0, 'code')]).toEqual([413, 413]);
  });
});

describe('GET requests', () => {
  it('has every field of the specification, the same in JSON and XML', async () => {
    const id = await made();
    const json = await get(`requests.json?service_request_id=${id}`);
    const [request, ...more] = listAt(json.json);
    expect(more).toEqual([]);
    expect(Object.keys(Object(request))).toEqual(REQUEST_FIELDS);
    expect(request).toMatchObject({
      ...{ service_request_id: id, status: 'open', service_code: 'environment', description: null },
      ...{ address: compound, address_id: gridCode.slice(0, 15) },
      requested_datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
    });
    // the middle of the compound, not what was told
    expect([at(request, 'lat'), at(request, 'long')]).not.toEqual([point.lat, point.long]);
    const xml = await get(`requests.xml?service_request_id=${id}`);
    expect(listAt(parser.parse(xml.text), 'service_requests', 'request')).toEqual([
      Object.fromEntries(REQUEST_FIELDS.map((name) => [name, plain(at(request, name))])),
    ]);
    expect((await get(`requests/${id}.json`)).json).toEqual(json.json);
    expect((await get(`requests/${id}.xml`)).text).toBe(xml.text);
  });

  it('filters by service, status and time', async () => {
    const earlier = await site.db.pool.query('SELECT max(created_at) AS at FROM work_order');
    const before = new Date(new Date(earlier.rows[0]?.at ?? 0).getTime() + 1).toISOString();
    const ids = [await made(), await made({ service_code: 'water-leak' })];
    const of = async (query: string) =>
      listAt((await get(`requests.json?${query}`)).json).map((request) => at(request, 'service_request_id'));
    expect(await of(`start_date=${encodeURIComponent(before)}`)).toEqual(ids.toReversed());
    expect(await of(`start_date=${before}&service_code=water-leak,other`)).toEqual([ids[1]]);
    expect(await of(`start_date=${before}&status=closed`)).toEqual([]);
    expect(await of(`start_date=${before}&status=open,closed`)).toHaveLength(2);
    expect(await of(`end_date=${encodeURIComponent('2026-01-01T00:00:00Z')}`)).toEqual([]);
    expect(await of(`start_date=${before}&jurisdiction_id=${gridCode.slice(0, 6)}`)).toHaveLength(2);
    expect(await of(`start_date=${before}&jurisdiction_id=9999`)).toEqual([]);
  });

  it('a matter that is not published is shown to the client that sent it alone', async () => {
    const id = await made({ service_code: 'noise' });
    expect((await get(`requests/${id}.json`)).status).toBe(404);
    expect((await get(`requests/${id}.json?api_key=${OTHER_KEY}`)).status).toBe(404);
    expect((await get(`requests/${id}.json?api_key=${KEY}`)).status).toBe(200);
    expect(listAt((await get(`requests.json?service_request_id=${id}`)).json)).toEqual([]);
  });

  it.each([
    ['requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z', 400],
    ['requests.json?start_date=yesterday', 400],
    ['requests.json?status=done', 400],
    ['requests.json?jurisdiction_id=elsewhere', 404],
    ['requests.json?api_key=key-of-nobody-at-all', 403],
    ['requests/E0000.json', 404],
    ['requests/%27%20OR%201%3D1.json', 404],
    ['requests/%00.json', 404],
    ['tokens/0000-0000-0000-0000-0000-0000.json', 404],
    ['nothing.json', 404],
    ['requests/a/b.json', 404],
  ])('%s is %d', async (path, status) => {
    const answer = await get(path);
    expect([answer.status, at(answer.json, 0, 'code')]).toEqual([status, status]);
  });

  it('an address without a format is 404, in XML', async () => {
    const answer = await get('requests');
    expect([answer.status, answer.type]).toEqual([404, 'text/xml; charset=utf-8']);
  });

  it.each(['PUT', 'DELETE', 'PATCH'])('%s is 405 and names what is taken', async (method) => {
    const response = await fetch(`${base}/requests.json`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
    expect(await response.json()).toEqual([{ code: 405, description: expect.any(String) }]);
    const posted = await fetch(`${base}/services.json`, { method: 'POST', body: new URLSearchParams() });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET']);
  });
});

describe('every process apart', () => {
  // nobody answers there, for the gateway's own tokens need no key of the issuer
  const issuer = { HUB_JWKS_URL: 'http://127.0.0.1:9/jwks', HUB_ISSUER: 'https://id', HUB_AUDIENCE: 'hub' };
  it.each<[string, Record<string, string>]>([
    ['the key of the site', {}],
    ['that key beside an outside issuer', issuer],
  ])('asks the residents subgraph over HTTP, as the key’s own client: %s', async (_name, auths) => {
    const config = loadConfig({
      ...{ HUB_DATA_DIR: folder, HUB_AUTH_KEY_FILE: join(folder, 'key.json'), HUB_OPEN311: 'on' },
      ...{ HUB_LOG_LEVEL: 'silent', ...auths },
    });
    const metrics = createMetrics({ processMetrics: false });
    const deps = { db: site.db, config, governance: shippedGovernance(), log: testLog, metrics };
    const auth = await createAuth(config);
    const served = await serveSubgraph(createResidents(deps), {
      ...{ config, auth, metrics, log: testLog, port: 0, host: '127.0.0.1' },
    });
    const gateway = await site.another({ HUB_SUBGRAPHS: `residents=${served.url}`, ...auths }, ['residents']);
    try {
      const sent = await fetch(`${gateway.url}/open311/v2/requests.json`, {
        method: 'POST',
        body: new URLSearchParams({ api_key: KEY, service_code: 'noise', address_id: gridCode }),
      });
      const answer: unknown = await sent.json();
      expect([sent.status, answer]).toEqual([200, expect.any(Array)]);
      const id = textAt(answer, 0, 'service_request_id');
      const { rows } = await site.db.pool.query('SELECT submitted_by FROM report WHERE case_number = $1', [
        id,
      ]);
      expect(rows).toEqual([{ submitted_by: 'open311:city-app' }]);
      const services = await fetch(`${gateway.url}/open311/v2/services.json`);
      expect(services.status).toBe(200);
      // the subgraph itself opens no more than the gateway does
      for (const query of ['{ reports { nodes { id } } }', '{ _service { sdl } }']) {
        const direct = await fetch(served.url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
        });
        expect(await direct.text()).toContain('UNAUTHENTICATED');
      }
    } finally {
      await gateway.close();
      await served.close();
    }
  });
});

describe('the door', () => {
  it('is not there unless it is opened', async () => {
    const closed = await site.another({ HUB_OPEN311: 'off' });
    try {
      expect((await fetch(`${closed.url}/open311/v2/services.json`)).status).toBe(404);
    } finally {
      await closed.close();
    }
  });

  it('is shut to pages of other origins, unless they are named', async () => {
    const origin = 'https://app.example.cn';
    const services = (of: string, from: string, init: RequestInit = {}) =>
      fetch(`${of}/open311/v2/services.json`, { ...init, headers: { origin: from, ...init.headers } });
    const allowed = (answer: Response) => answer.headers.get('access-control-allow-origin');
    expect(allowed(await services(site.url, origin))).toBeNull();
    const preflight = {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
    };
    expect((await services(site.url, origin, preflight)).status).toBe(405);
    const named = await site.another({ HUB_OPEN311_ORIGINS: `${origin},https://other.example.cn` });
    const everyone = await site.another({ HUB_OPEN311_ORIGINS: '*' });
    try {
      const answer = await services(named.url, origin);
      expect([answer.status, allowed(answer), answer.headers.get('vary')]).toEqual([200, origin, 'origin']);
      expect(allowed(await services(named.url, 'https://evil.example'))).toBeNull();
      expect(allowed(await services(everyone.url, origin))).toBe('*');
      const asked = await services(named.url, origin, preflight);
      expect([asked.status, allowed(asked), asked.headers.get('access-control-allow-headers')]).toEqual([
        ...[204, origin, 'authorization, content-type'],
      ]);
      // a refusal must be readable, too
      const refused = await services(named.url, origin, { method: 'POST', body: '{}' });
      expect([refused.status, allowed(refused)]).toEqual([415, origin]);
      const graph = await fetch(`${named.url}/graphql`, { method: 'OPTIONS', headers: { origin } });
      expect(allowed(graph)).toBeNull();
    } finally {
      await named.close();
      await everyone.close();
    }
  });

  it('takes so many requests a minute from one address without a key', async () => {
    const few = await site.another({ HUB_PUBLIC_REQUESTS_PER_MINUTE: '2' });
    try {
      const answers = [];
      for (let at = 0; at < 3; at += 1) answers.push(await fetch(`${few.url}/open311/v2/services.json`));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
      expect(Number(answers[2]?.headers.get('retry-after'))).toBeGreaterThan(0);
      const withKey = await fetch(`${few.url}/open311/v2/services.json?api_key=${KEY}`);
      expect(withKey.status).toBe(200);
    } finally {
      await few.close();
    }
  });
});
