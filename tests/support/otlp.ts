import { createServer } from 'node:http';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { freePort } from './free-port.ts';

const Attribute = Type.Object({
  key: Type.String(),
  value: Type.Record(Type.String(), Type.Unknown()),
});
const Span = Type.Object({
  traceId: Type.String(),
  spanId: Type.String(),
  parentSpanId: Type.Optional(Type.String()),
  name: Type.String(),
  kind: Type.Integer(),
  attributes: Type.Array(Attribute),
  links: Type.Optional(Type.Array(Type.Object({ traceId: Type.String(), spanId: Type.String() }))),
  status: Type.Object({ code: Type.Optional(Type.Integer()), message: Type.Optional(Type.String()) }),
});
const Export = Compile(
  Type.Object({
    resourceSpans: Type.Array(
      Type.Object({
        resource: Type.Object({ attributes: Type.Array(Attribute) }),
        scopeSpans: Type.Array(Type.Object({ spans: Type.Array(Span) })),
      }),
    ),
  }),
);

export type ToldSpan = Omit<Static<typeof Span>, 'attributes'> & {
  attributes: Record<string, unknown>;
  service: unknown;
};

/** `{stringValue: 'a'}` → 'a', `{arrayValue: {values: […]}}` → a list. */
function plain(value: Record<string, unknown>): unknown {
  const [inner] = Object.values(value);
  if (typeof inner !== 'object' || inner === null || !('values' in inner)) return inner;
  const list: unknown[] = Array.isArray(inner.values) ? inner.values : [];
  return list.map((one) => (typeof one === 'object' && one !== null ? Object.values(one)[0] : one));
}

const record = (attributes: Static<typeof Attribute>[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]));

/** An OTLP/HTTP collector that keeps what it is told. */
export interface Collector {
  url: string;
  spans: ToldSpan[];
  /** Requests, whatever became of them, and all that their bodies said. */
  requests: () => number;
  text: () => string;
  headers: () => Record<string, unknown>;
  close(): Promise<void>;
}

export async function startCollector(port?: number): Promise<Collector> {
  const spans: ToldSpan[] = [];
  const bodies: string[] = [];
  let headers: Record<string, unknown> = {};
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      ({ headers } = request);
      const told: unknown = JSON.parse(body);
      if (request.url !== '/v1/traces' || !Export.Check(told)) {
        response.writeHead(400).end();
        return;
      }
      for (const { resource, scopeSpans } of told.resourceSpans) {
        const service = record(resource.attributes)['service.name'];
        for (const one of scopeSpans.flatMap((scope) => scope.spans)) {
          spans.push({ ...one, attributes: record(one.attributes), service });
        }
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const at = port ?? (await freePort());
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${at}`,
    spans,
    requests: () => bodies.length,
    text: () => bodies.join('\n'),
    headers: () => headers,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
