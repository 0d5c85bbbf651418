import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HubError } from '../core/errors.ts';
import {
  OPEN311_FORMATS,
  Open311Fault,
  type Open311Format,
  type Open311Refusal,
  open311Path,
} from '../core/open311.ts';
import { toGraphQLError } from '../runtime/graphql-error.ts';
import type { Log } from '../runtime/log.ts';
import type { GatewayContext } from './context.ts';
import { answerBody } from './open311-answer.ts';
import type { Open311Keys } from './open311-keys.ts';
import {
  defineService,
  listRequests,
  listServices,
  type Open311Answer,
  type Open311Arguments,
  type Open311Site,
  oneRequest,
  requestOfToken,
  sendRequest,
} from './open311-methods.ts';
import { cors } from './origins.ts';

/** A form of a report is small: 4,000 characters, percent-encoded, and little else. */
const BODY_BYTES = 65_536;
/** When the facade last changed what it answers; clients read it in the discovery document. */
const CHANGESET = '2026-11-21T00:00:00Z';

export interface Open311Options {
  site: Open311Site;
  keys: Open311Keys;
  log: Log;
  /** Origins whose pages may call the facade from a browser; `*` is every one. */
  origins: readonly string[];
}

type Method = (args: Open311Arguments, context: GatewayContext) => Promise<Open311Answer>;

/** The methods at a path, by HTTP method; empty where there is nothing. */
function methodsAt(site: Open311Site, parts: readonly string[]): Partial<Record<'GET' | 'POST', Method>> {
  const [resource, id, more] = parts;
  if (more !== undefined) return {};
  switch (resource) {
    case 'services':
      return id === undefined
        ? { GET: (args, context) => listServices(site, args, context) }
        : { GET: (args, context) => defineService(site, id, args, context) };
    case 'requests':
      return id === undefined
        ? {
            GET: (args, context) => listRequests(site, args, context),
            POST: (args, context) => sendRequest(site, args, context),
          }
        : { GET: (args, context) => oneRequest(site, id, args, context) };
    case 'tokens':
      return id === undefined ? {} : { GET: (args, context) => requestOfToken(site, id, args, context) };
    default:
      return {};
  }
}

function discovery(base: string): Open311Answer {
  return {
    root: 'discovery',
    value: {
      changeset: CHANGESET,
      contact: 'Wangge Hub 网格枢纽：请联系本站点管理员 ask the operator of this site',
      key_service:
        '由本站点管理员发放（HUB_OPEN311_KEYS）或使用令牌 given by the operator of this site, or a token',
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${base}/open311/v2`,
          changeset: CHANGESET,
          type: 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    },
  };
}

/** Arguments by name, the first of each: what a form or a query repeats is not asked twice. */
function argumentsOf(request: FastifyRequest): Map<string, string> {
  const at = request.raw.url?.indexOf('?') ?? -1;
  const query = new URLSearchParams(at === -1 ? '' : request.raw.url?.slice(at + 1));
  const body: unknown = request.body;
  const args = new Map<string, string>();
  for (const source of body instanceof URLSearchParams ? [query, body] : [query]) {
    for (const [name, value] of source) if (!args.has(name)) args.set(name, value);
  }
  return args;
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}

const HTTP_REFUSALS: Readonly<Record<number, Open311Refusal>> = {
  400: { code: 400, description: 'The request is malformed 请求格式错误' },
  413: { code: 413, description: 'The body is too large 请求体过大' },
  415: {
    code: 415,
    description:
      'Send content-type: application/x-www-form-urlencoded 请以 application/x-www-form-urlencoded 提交',
  },
};

/** Open311 GeoReport v2 at /open311/v2 with its discovery document, in XML and JSON. */
export function registerOpen311(app: FastifyInstance, { site, keys, log, origins }: Open311Options): void {
  function refuse(reply: FastifyReply, format: Open311Format, error: unknown, requestId: string) {
    const fault = error instanceof Open311Fault ? error : null;
    const refusal = fault?.refusal ?? HTTP_REFUSALS[statusOf(error)] ?? hidden(error, requestId);
    if (fault !== null && fault.retryAfter !== null) reply.header('retry-after', String(fault.retryAfter));
    return send(reply.code(refusal.code), format, { root: 'errors', value: [{ ...refusal }] });
  }

  /** What failed inside is logged under an id, and only the id is told. */
  function hidden(error: unknown, requestId: string): Open311Refusal {
    const told = toGraphQLError(error, log.child({ requestId }));
    const unavailable = error instanceof HubError && error.status === 503;
    return { code: unavailable ? 503 : 500, description: told.message };
  }

  function send(reply: FastifyReply, format: Open311Format, { root, value }: Open311Answer) {
    return reply
      .header('content-type', OPEN311_FORMATS[format].type)
      .header('cache-control', 'no-store')
      .send(answerBody(format, root, value));
  }

  app.register(
    async (facade) => {
      facade.removeAllContentTypeParsers();
      facade.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: BODY_BYTES },
        (_request, body, done) => done(null, new URLSearchParams(String(body))),
      );
      facade.setErrorHandler((error, request, reply) =>
        refuse(reply, open311Path(request.url.split('?', 1)[0] ?? '').format ?? 'xml', error, request.id),
      );
      facade.addHook(
        'onRequest',
        cors({ origins, methods: 'GET, HEAD, POST', headers: 'authorization, content-type' }),
      );
      facade.all('/*', async (request, reply) => {
        const wildcard = decodePath(request.url.split('?', 1)[0]?.replace(/^\/open311\//, '') ?? '');
        const { parts, format } = open311Path(wildcard);
        try {
          const [first, ...rest] = parts;
          if (format === null) {
            throw new Open311Fault(404, 'End the address with .xml or .json 地址须以 .xml 或 .json 结尾');
          }
          const isDiscovery = first === 'discovery' || (first === 'v2' && rest[0] === 'discovery');
          const discovered: Method = async () => discovery(`${request.protocol}://${hostOf(request)}`);
          const methods = isDiscovery ? { GET: discovered } : first === 'v2' ? methodsAt(site, rest) : {};
          const allowed = Object.keys(methods);
          if (allowed.length === 0) throw new Open311Fault(404, 'There is nothing here 该地址不存在');
          const found = request.method === 'POST' ? entryOf(methods, 'POST') : entryOf(methods, 'GET');
          if (found === undefined || !['GET', 'HEAD', 'POST'].includes(request.method)) {
            reply.header('allow', allowed.join(', '));
            throw new Open311Fault(
              405,
              `This address takes ${allowed.join(', ')} 该地址仅支持 ${allowed.join('、')}`,
            );
          }
          const args = argumentsOf(request);
          const key = args.get('api_key')?.trim() ?? '';
          const context = await keys.contextOf(key === '' ? null : key, {
            authorization: request.headers.authorization,
            requestId: request.id,
            address: request.ip,
          });
          return await send(reply, format, await found(args, context));
        } catch (error) {
          return refuse(reply, format ?? 'xml', error, request.id);
        }
      });
    },
    { prefix: '/open311' },
  );
}

function entryOf(methods: Partial<Record<'GET' | 'POST', Method>>, name: 'GET' | 'POST'): Method | undefined {
  return methods[name];
}

/** A path with its escapes undone, part by part; what is no escape stays. */
function decodePath(path: string): string {
  return path
    .split('/')
    .map((part) => {
      try {
        // a slash that was escaped is no separator
        return decodeURIComponent(part).replaceAll('/', '%2F');
      } catch {
        return part;
      }
    })
    .join('/');
}

const HOST = /^[\w.:[\]-]{1,255}$/;

function hostOf(request: FastifyRequest): string {
  return HOST.test(request.host) ? request.host : 'localhost';
}
