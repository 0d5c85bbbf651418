import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError } from '../../core/errors.ts';
import type { InfluxConfig } from '../config.ts';
import { createInfluxHttp, unavailable } from './influx-http.ts';

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

/** Requests at once; more wait. */
const CONNECTIONS = 16;

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

/** Plain `POST /query`: the `influx` client would put its default user, root, in place of the configured credentials. */
export function createInfluxQl(config: InfluxConfig): InfluxQl {
  const http = createInfluxHttp(config, CONNECTIONS);

  async function post(statements: readonly string[], named: boolean): Promise<unknown> {
    // 100 statements do not fit a URL
    const form = new URLSearchParams({ db: config.database, q: statements.join(';') });
    if (named && config.retentionPolicy !== null) form.set('rp', config.retentionPolicy);
    const { status, body } = await http.post('/query', form.toString(), 'application/x-www-form-urlencoded');
    if (status >= 300) throw refusalOf(status, body);
    try {
      return JSON.parse(body);
    } catch (error) {
      throw unavailable(error, 0);
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
    close: () => void http.close(),
  };
}
