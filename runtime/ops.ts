import type { FastifyInstance } from 'fastify';
import { HubError } from '../core/errors.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Something that must work for the process to be of use. `check` may resolve to a note, such as the age of a probe. */
export interface Check {
  name: string;
  /** Rejects when it does not work. */
  check: () => Promise<string | undefined> | Promise<void>;
}

export interface CheckResult {
  name: string;
  ok: boolean;
  ms: number;
  /** A note, or the code of what failed; texts of drivers may name hosts and users and go to the log alone. */
  detail?: string;
}

export interface OpsOptions {
  metrics: Metrics;
  checks?: readonly Check[];
  /** False while starting and closing. */
  started?: () => boolean;
  log?: Log;
  /** Of each check. */
  timeoutMs?: number;
}

async function runCheck(
  { name, check }: Check,
  timeoutMs: number,
  log: Log | undefined,
): Promise<CheckResult> {
  const begun = performance.now();
  const { promise: deadline, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer')), timeoutMs);
  try {
    const note = await Promise.race([check(), deadline]);
    const result = { name, ok: true, ms: Math.round(performance.now() - begun) };
    return typeof note === 'string' ? { ...result, detail: note } : result;
  } catch (err) {
    log?.warn({ err, check: name }, 'readiness check failed');
    const detail = err instanceof HubError ? err.code : 'failed';
    return { name, ok: false, ms: Math.round(performance.now() - begun), detail };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * `GET /livez` (the process answers), `/readyz` (every check passes; 503 otherwise; `?verbose` names them) and
 * `/metrics` (Prometheus text).
 */
export function registerOps(app: FastifyInstance, options: OpsOptions): void {
  const { metrics, checks = [], started = () => true, log, timeoutMs = 2_000 } = options;
  const ready = metrics.gauge({
    name: 'hub_ready',
    help: '1 when a readiness check passes',
    labels: ['check'],
  });
  let running: Promise<CheckResult[]> | null = null;

  // Many asking at once share one run, so that asking costs the stores nothing more.
  function runChecks(): Promise<CheckResult[]> {
    running ??= Promise.all(checks.map((check) => runCheck(check, timeoutMs, log))).finally(() => {
      running = null;
    });
    return running;
  }

  app.get('/livez', (_request, reply) =>
    reply.header('cache-control', 'no-store').type('text/plain').send('ok\n'),
  );

  app.get<{ Querystring: { verbose?: string } }>('/readyz', async (request, reply) => {
    const results = started() ? await runChecks() : [{ name: 'started', ok: false, ms: 0 }];
    const ok = results.every((result) => result.ok);
    for (const result of results) ready.set({ check: result.name }, result.ok ? 1 : 0);
    reply.code(ok ? 200 : 503).header('cache-control', 'no-store');
    if (request.query.verbose !== undefined) return { ok, checks: results };
    reply.type('text/plain');
    const failing = results.filter((result) => !result.ok).map((result) => result.name);
    return ok ? 'ok\n' : `not ready: ${failing.join(', ')}\n`;
  });

  app.get('/metrics', async (_request, reply) => {
    reply.header('cache-control', 'no-store').type(metrics.contentType);
    return metrics.text();
  });
}
