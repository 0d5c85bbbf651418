import { Pool } from 'undici';
import { HubError } from '../../core/errors.ts';
import type { InfluxConfig } from '../config.ts';
import { outageReason } from '../outage.ts';

/** 1: database and retention policy, `/write`. 2: bucket, org, DBRP mapping. 3: database, `/api/v2/write`. */
export type InfluxVersion = '1' | '2' | '3';

export interface InfluxAnswer {
  status: number;
  body: string;
  /** Version header of 1.x and 2.x. */
  version: string | null;
  retryAfterMs: number | null;
}

/** Plain HTTP to InfluxDB with a deadline over the whole call; the credentials are added here. */
export interface InfluxHttp {
  get(path: string): Promise<InfluxAnswer>;
  post(path: string, body: string | Buffer, contentType: string): Promise<InfluxAnswer>;
  /** What the configuration or the server says it is; asked once. */
  version(): Promise<InfluxVersion>;
  close(): Promise<void>;
}

/** @throws never: gives the HubError that a failed call becomes */
export function unavailable(error: unknown, timeoutMs: number): HubError {
  if (error instanceof HubError) return error;
  const timedOut = error instanceof Error && /Timeout|Abort/.test(error.name);
  const { reason, reasonZh } = timedOut
    ? { reason: `no answer within ${timeoutMs} ms`, reasonZh: `${timeoutMs} 毫秒内无应答` }
    : outageReason(error);
  return new HubError('SERIES_UNAVAILABLE', { store: 'influx', reason, reasonZh }, { cause: error });
}

export function authorization(config: InfluxConfig): Record<string, string> {
  if (config.token !== null) return { authorization: `Token ${config.token}` };
  if (config.username === null) return {};
  const basic = Buffer.from(`${config.username}:${config.password ?? ''}`).toString('base64');
  return { authorization: `Basic ${basic}` };
}

function text(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}

function seconds(header: string | null): number | null {
  const value = Number(header);
  return header === null || !Number.isFinite(value) || value < 0 ? null : value * 1000;
}

function versionOf(said: string | null): InfluxVersion | null {
  const major = /^v?([123])\./.exec(said ?? '')?.[1];
  return major === '1' || major === '2' || major === '3' ? major : null;
}

/** @param connections at once; further calls wait */
export function createInfluxHttp(config: InfluxConfig, connections = 6): InfluxHttp {
  const base = new URL(config.url);
  const prefix = base.pathname.replace(/\/+$/, '');
  const pool = new Pool(base.origin, { connections });
  const headers = authorization(config);
  let known: InfluxVersion | null = config.version === 'auto' ? null : config.version;

  async function call(method: 'GET' | 'POST', path: string, body?: string | Buffer, type?: string) {
    try {
      const response = await pool.request({
        method,
        path: prefix + path,
        headers: type === undefined ? headers : { ...headers, 'content-type': type },
        ...(body === undefined ? {} : { body }),
        // over headers and body: undici's own time limits begin again with every byte
        signal: AbortSignal.timeout(config.timeoutMs),
      });
      return {
        status: response.statusCode,
        version: text(response.headers['x-influxdb-version']),
        retryAfterMs: seconds(text(response.headers['retry-after'])),
        body: await response.body.text(),
      };
    } catch (error) {
      throw unavailable(error, config.timeoutMs);
    }
  }

  async function askVersion(): Promise<InfluxVersion> {
    const ping = await call('GET', '/ping');
    const byHeader = versionOf(ping.version);
    if (byHeader !== null) return byHeader;
    const health = await call('GET', '/health');
    const byHealth = versionOf(health.version ?? /"version"\s*:\s*"([^"]*)"/.exec(health.body)?.[1] ?? null);
    if (byHealth !== null) return byHealth;
    throw new HubError('SERIES_UNAVAILABLE', {
      store: 'influx',
      reason: 'it does not say which version it is; set INFLUX_VERSION',
      reasonZh: '未告知版本，请设置 INFLUX_VERSION',
    });
  }

  return {
    get: (path) => call('GET', path),
    post: (path, body, contentType) => call('POST', path, body, contentType),
    async version() {
      known ??= await askVersion();
      return known;
    },
    close: () => pool.destroy(),
  };
}
