import { Agent } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import { InfluxDB } from 'influx';
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

// One host: never taken out of the pool after an error, or reads would fail for seconds after it is back.
const ALWAYS = {
  getDelay: () => 0,
  next: () => ALWAYS,
  reset: () => ALWAYS,
};

export function createInfluxQl(config: InfluxConfig): InfluxQl {
  const url = new URL(config.url);
  const secure = url.protocol === 'https:';
  const options = { keepAlive: true, maxSockets: 16, timeout: config.timeoutMs };
  const agent = secure ? new TlsAgent(options) : new Agent(options);
  const client = new InfluxDB({
    protocol: secure ? 'https' : 'http',
    host: url.hostname,
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    path: url.pathname === '/' ? '' : url.pathname,
    database: config.database,
    options: { agent, headers: authorization(config) },
    pool: { maxRetries: 0, requestTimeout: config.timeoutMs, backoff: ALWAYS },
  });

  /** The client's promise never settles when the socket dies after the headers, so the deadline is ours. */
  async function withDeadline(statements: readonly string[], named: boolean): Promise<unknown> {
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
      throw unavailable(error, config.timeoutMs);
    } finally {
      clearTimeout(timer);
    }
  }

  async function results(statements: readonly string[], named: boolean): Promise<Series[][]> {
    const answer = await withDeadline(statements, named);
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

  return {
    async ask(statements) {
      try {
        return await results(statements, true);
      } catch (error) {
        throw error instanceof InfluxRefusal
          ? new HubError(
              'SERIES_UNAVAILABLE',
              { store: 'influx', reason: 'it refused the query', reasonZh: '拒绝了查询' },
              { cause: error },
            )
          : error;
      }
    },
    command: async (statement) => (await results([statement], false))[0] ?? [],
    close: () => agent.destroy(),
  };
}
