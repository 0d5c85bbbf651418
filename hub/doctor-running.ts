import type { Config } from '../runtime/config.ts';

/** A hub, or a process of it, that answers on a port of the configuration. */
export interface RunningHub {
  /** Names of its readiness checks that fail. */
  failing: string[];
  passing: string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** What `/readyz?verbose` told; null when no hub tells it so. */
export function hubIn(answer: unknown): RunningHub | null {
  if (!isRecord(answer) || typeof answer.ok !== 'boolean' || !Array.isArray(answer.checks)) return null;
  const failing: string[] = [];
  const passing: string[] = [];
  for (const check of answer.checks) {
    if (!isRecord(check) || typeof check.name !== 'string' || typeof check.ok !== 'boolean') return null;
    (check.ok ? passing : failing).push(check.name);
  }
  return { failing, passing };
}

/** Where to reach what listens on `host` of this machine. */
export function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function hubAt(host: string, port: number): Promise<RunningHub | null> {
  try {
    const answer = await fetch(`http://${reachable(host)}:${port}/readyz?verbose`, {
      signal: AbortSignal.timeout(5_000),
    });
    return hubIn(await answer.json());
  } catch {
    return null;
  }
}

/** The hub that runs with this configuration's HTTP port, or null. */
export function runningHub({ http }: Pick<Config, 'http'>): Promise<RunningHub | null> {
  return hubAt(http.host, http.port);
}

/** The ingest process that runs by itself with this configuration, on this machine; or null. */
export function runningIngest({
  subgraph,
  opsPort,
}: Pick<Config, 'subgraph' | 'opsPort'>): Promise<RunningHub | null> {
  return hubAt(subgraph.host, opsPort);
}
