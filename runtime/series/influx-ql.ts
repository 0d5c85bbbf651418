import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { InfluxDB, type ISingleHostConfig } from 'influx';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError } from '../../core/errors.ts';
import type { InfluxConfig } from '../config.ts';
import { authorization, unavailable } from './influx-http.ts';

const SERIES = Type.Object({
  name: Type.Optional(Type.String()),
  tags: Type.Optional(Type.Record(Type.String(), Type.String())),
  columns: Type.Array(Type.String()),
  values: Type.Optional(Type.Array(Type.Array(Type.Unknown()))),
  /** The server cut the answer off (`max-row-limit`). */
  partial: Type.Optional(Type.Boolean()),
});
export type Series = Static<typeof SERIES>;

const ANSWER = Compile(
  Type.Object({
    results: Type.Optional(
      Type.Array(
        Type.Object({ series: Type.Optional(Type.Array(SERIES)), error: Type.Optional(Type.String()) }),
      ),
    ),
    error: Type.Optional(Type.String()),
  }),
);

/** What the server said no to, in its own words. */
export class InfluxRefusal extends Error {}

/** InfluxQL, the one language that 1.x, 2.x and 3.x answer at `/query`. */
export interface InfluxQl {
  /** The series of each statement. @throws HubError SERIES_UNAVAILABLE */
  ask(statements: readonly string[]): Promise<Series[][]>;
  /** One statement that changes something. @throws InfluxRefusal when refused, HubError when out of reach */
  command(statement: string): Promise<Series[]>;
  close(): void;
}

/** What the servers say to a user who may not do what was asked. */
export const NO_RIGHT = /authoriz|privilege|admin/i;

/** Connections at once; more requests wait. */
const CONNECTIONS = 16;

// One host: never taken out of the pool after an error, or reads would fail for seconds after it is back.
const ALWAYS = {
  getDelay: () => 0,
  next: () => ALWAYS,
  reset: () => ALWAYS,
};

/** The HTTP status of the client's RequestError, whose message ends with the body; null for every other error. */
function statusOf(error: unknown): number | null {
  const res: unknown = error instanceof Error && 'res' in error ? error.res : null;
  const status = typeof res === 'object' && res !== null && 'statusCode' in res ? res.statusCode : null;
  return typeof status === 'number' ? status : null;
}

/** What a status of `/query` other than 2xx means. 400 and 404 say in the body what is wrong with the statement. */
function refusalOf(status: number, body: string): Error {
  const said = /"(?:error|message)"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] ?? `HTTP ${status}`;
  if (status === 401) {
    return new HubError(
      'SERIES_UNAVAILABLE',
      {
        store: 'influx',
        reason: 'it does not accept the user and password, or the token',
        reasonZh: '用户名与密码或令牌未通过认证',
      },
      { cause: new Error(`HTTP 401: ${said}`) },
    );
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return new InfluxRefusal(said);
  return unavailable(new Error(`HTTP ${status} to /query`), 0);
}

export function createInfluxQl(config: InfluxConfig): InfluxQl {
  const url = new URL(config.url);
  const secure = url.protocol === 'https:';
  const options = { keepAlive: true, maxSockets: CONNECTIONS, timeout: config.timeoutMs };
  const agent = secure ? new TlsAgent(options) : new Agent(options);
  const target: ISingleHostConfig = {
    protocol: secure ? 'https' : 'http',
    host: url.hostname,
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    path: url.pathname === '/' ? '' : url.pathname,
    database: config.database,
    options: { agent, headers: authorization(config) },
    pool: { maxRetries: 0, requestTimeout: config.timeoutMs, backoff: ALWAYS },
  };
  // left out it is root's, which the client puts in the place of our header; null is nobody's
  Reflect.set(target, 'username', null);
  const client = new InfluxDB(target);

  /** The client's promise never settles when the socket dies after the headers, so the deadline is ours. */
  async function post(statements: readonly string[], named: boolean): Promise<unknown> {
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        controller.abort();
        reject(unavailable(new DOMException('deadline', 'TimeoutError'), config.timeoutMs));
      }, config.timeoutMs);
    });
    try {
      const answer: Promise<unknown> = client.queryRaw([...statements], {
        // 100 statements do not fit a URL
        method: 'POST',
        signal: controller.signal,
        ...(named && config.retentionPolicy !== null ? { retentionPolicy: config.retentionPolicy } : {}),
      });
      return await Promise.race([answer, deadline]);
    } catch (error) {
      const status = statusOf(error);
      throw status === null ? unavailable(error, config.timeoutMs) : refusalOf(status, String(error));
    } finally {
      clearTimeout(timer);
    }
  }

  async function results(statements: readonly string[], named: boolean): Promise<Series[][]> {
    const answer = await post(statements, named);
    if (!ANSWER.Check(answer)) throw unavailable(new Error('its answer is no InfluxQL result'), 0);
    const refused = answer.error ?? answer.results?.find((one) => one.error !== undefined)?.error;
    if (refused !== undefined) throw new InfluxRefusal(refused);
    const series = (answer.results ?? []).map((one) => one.series ?? []);
    if (series.flat().some((one) => one.partial === true)) {
      throw new HubError('SERIES_UNAVAILABLE', {
        store: 'influx',
        reason: 'it cut its answer off; set max-row-limit = 0 there',
        reasonZh: '应答被截断，请将其 max-row-limit 设为 0',
      });
    }
    return series;
  }

  const refused = (cause: InfluxRefusal) =>
    new HubError(
      'SERIES_UNAVAILABLE',
      NO_RIGHT.test(cause.message)
        ? { store: 'influx', reason: 'its user may not read there', reasonZh: '该用户没有读取权限' }
        : { store: 'influx', reason: 'it refused the query', reasonZh: '拒绝了查询' },
      { cause },
    );

  return {
    async ask(statements) {
      try {
        return await results(statements, true);
      } catch (error) {
        throw error instanceof InfluxRefusal ? refused(error) : error;
      }
    },
    command: async (statement) => (await results([statement], false))[0] ?? [],
    close: () => agent.destroy(),
  };
}
