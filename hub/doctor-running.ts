import type { Config } from '../runtime/config.ts';

/** A hub that answers on the HTTP port of the configuration. */
export interface RunningHub {
  /** Names of its readiness checks that fail. */
  failing: string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** What `/readyz?verbose` told; null when no hub tells it so. */
export function hubIn(answer: unknown): RunningHub | null {
  if (!isRecord(answer) || typeof answer.ok !== 'boolean' || !Array.isArray(answer.checks)) return null;
  const failing: string[] = [];
  for (const check of answer.checks) {
    if (!isRecord(check) || typeof check.name !== 'string' || typeof check.ok !== 'boolean') return null;
    if (!check.ok) failing.push(check.name);
  }
  return { failing };
}

/** Where to reach what listens on `host` of this machine. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** The hub that runs with this configuration's HTTP port, or null. */
export async function runningHub({ http }: Pick<Config, 'http'>): Promise<RunningHub | null> {
  try {
    const answer = await fetch(`http://${reachable(http.host)}:${http.port}/readyz?verbose`, {
      signal: AbortSignal.timeout(5_000),
    });
    return hubIn(await answer.json());
  } catch {
    return null;
  }
}
