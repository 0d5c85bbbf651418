import { HttpError, InfluxDB, type Transport } from '@influxdata/influxdb-client';
import type { InfluxConfig } from '../config.ts';
import { inSpan } from '../telemetry.ts';
import { type InfluxHttp, unavailable } from './influx-http.ts';

/** How one write ended. Only `written` lets the relay go on; `refused` lines are looked for one by one. */
export type WriteOutcome =
  | { kind: 'written' }
  /** The values of some lines: never taken, however often they are sent. `dropped` lines of those sent, when told. */
  | { kind: 'refused'; reason: string; dropped: number | null }
  | { kind: 'tooLarge' }
  /** No database, no policy, or no right to it: set up, then try again. */
  | { kind: 'missing'; reason: string }
  | { kind: 'retry'; reason: string; afterMs: number | null };

/** Points in line protocol, one request's worth; lines are parted by newlines, none at the end. */
export interface Lines {
  count: number;
  text: string | Buffer;
}

export interface LineWriter {
  /** Never throws: what went wrong is the outcome. */
  write(lines: Lines): Promise<WriteOutcome>;
}

/**
 * What the server says of lines it will never take (1.x: 400; 2.x: 400 and 422; 3.x: 400). Any other 4xx is a fault of
 * the set-up (a wrong path, a proxy): it waits for a person and drops nothing.
 */
/** No fault of the lines: `max-series-per-database` and `max-values-per-tag` of 1.x. The server asks for room. */
const NO_ROOM = /limit exceeded/i;
const LINES_AT_FAULT =
  /partial write|unable to parse|invalid line protocol|field type conflict|beyond retention/i;
const NOT_SET_UP = /(database|bucket|retention policy|organization) .*not found/i;

/** Reads a status and a body as InfluxDB 1.x, 2.x and 3.x answer a write. */
export function outcomeOf(status: number, body: string, afterMs: number | null): WriteOutcome {
  if (status === 204) return { kind: 'written' };
  const reason = `HTTP ${status}: ${body.trim().slice(0, 500)}`;
  if (status === 413) return { kind: 'tooLarge' };
  if ((status === 400 || status === 422) && LINES_AT_FAULT.test(body) && !NO_ROOM.test(body)) {
    const dropped = /dropped=(\d+)/.exec(body)?.[1];
    // "dropped=0" comes with lines that did not parse: the server does not count those
    return { kind: 'refused', reason, dropped: dropped === undefined ? null : Number(dropped) || null };
  }
  if ([401, 403, 404].includes(status) || NOT_SET_UP.test(body)) return { kind: 'missing', reason };
  return { kind: 'retry', reason, afterMs };
}

/** 1.x: `POST /write`. */
export function createWriterV1(config: InfluxConfig, http: InfluxHttp): LineWriter {
  const query = new URLSearchParams({ db: config.database, precision: 'ns' });
  if (config.retentionPolicy !== null) query.set('rp', config.retentionPolicy);
  const path = `/write?${query}`;
  return {
    async write({ text }) {
      try {
        const { status, body, retryAfterMs } = await http.post(path, text, 'text/plain');
        return outcomeOf(status, body, retryAfterMs);
      } catch (error) {
        return { kind: 'retry', reason: String(error), afterMs: null };
      }
    },
  };
}

/** Keeps the status: the client takes 201 for success too, and some servers answer so when they dropped lines. */
function watchStatus(inner: Transport): { transport: Transport; status: () => number | null } {
  let seen: number | null = null;
  return {
    status: () => seen,
    transport: {
      chunkCombiner: inner.chunkCombiner,
      request: inner.request.bind(inner),
      iterate: inner.iterate.bind(inner),
      send: (path, body, options, callbacks = {}) =>
        inner.send(path, body, options, {
          ...callbacks,
          responseStarted(headers, status) {
            seen = status ?? null;
            callbacks.responseStarted?.(headers, status);
          },
        }),
    },
  };
}

/**
 * 2.x and 3.x: `/api/v2/write` through the official client as a plain sender. Its retries, buffer and timer are off
 * (they drop lines), one WriteApi serves one write, and whatever fails is thrown to us. 3.x has no organisations and
 * calls its buckets databases. Not verified against a real 2.x or 3.x server; tested against what their API
 * descriptions say.
 */
export function createWriterV2(config: InfluxConfig): LineWriter {
  const options = {
    url: config.url,
    timeout: config.timeoutMs,
    ...(config.token === null ? {} : { token: config.token }),
  };
  const base = new InfluxDB(options).transport;
  return {
    async write({ text }) {
      const { transport, status } = watchStatus(base);
      const api = new InfluxDB({ ...options, transport }).getWriteApi(
        config.org ?? '',
        config.bucket ?? config.database,
        'ns',
        {
          maxRetries: 0,
          maxBufferLines: 0,
          flushInterval: 0,
          // above the one record: a full buffer would send by itself, and nobody would see how that ended
          batchSize: 2,
          maxBatchBytes: Number.MAX_SAFE_INTEGER,
          gzipThreshold: Number.MAX_SAFE_INTEGER,
          // a promise given here is the outcome of flush(); without it the client logs to the console
          writeFailed: (error) => Promise.reject(error),
        },
      );
      let timer: NodeJS.Timeout | undefined;
      try {
        // the client joins records by newlines: all lines at once are one to it
        api.writeRecord(text.toString());
        const deadline = new Promise<never>((_, reject) => {
          timer = setTimeout(
            () => reject(unavailable(new DOMException('', 'TimeoutError'), config.timeoutMs)),
            config.timeoutMs,
          );
        });
        await Promise.race([api.flush(), deadline]);
        return outcomeOf(status() ?? 0, '', null);
      } catch (error) {
        if (error instanceof HttpError) {
          return outcomeOf(error.statusCode, error.body ?? '', error.retryAfter() || null);
        }
        return { kind: 'retry', reason: String(error), afterMs: null };
      } finally {
        clearTimeout(timer);
        api.dispose();
      }
    },
  };
}

/** Asks the server which version it is before the first write. */
export function createWriter(config: InfluxConfig, http: InfluxHttp): LineWriter {
  let writer: LineWriter | null = null;
  return {
    write: (lines) =>
      inSpan(
        'relay write',
        { kind: 'client', root: true, attributes: { 'hub.points': lines.count } },
        async (span) => {
          const outcome = await write(lines);
          span.set({ 'hub.outcome': outcome.kind });
          if (outcome.kind !== 'written') span.fail(outcome.kind);
          return outcome;
        },
      ),
  };

  async function write(lines: Lines): Promise<WriteOutcome> {
    try {
      writer ??= (await http.version()) === '1' ? createWriterV1(config, http) : createWriterV2(config);
    } catch (error) {
      return { kind: 'retry', reason: String(error), afterMs: null };
    }
    return writer.write(lines);
  }
}
