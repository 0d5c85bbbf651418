import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fillAlerts } from './series-fill.ts';
import { influxAt } from './series-influx.ts';
import { many, relayHub } from './support/relay-hub.ts';

const hub = relayHub();
const { relayTo, settled, refusedRows } = hub;

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
