import type { Config } from './config.ts';
import type { Log } from './log.ts';
import { traceWith } from './telemetry.ts';

/** What is not sent by then is lost, so that a collector that is away holds up no stop. */
const FLUSH_MS = 3_000;

/**
 * Begins to trace, when a collector is set; else OpenTelemetry is not even loaded. What is wrong with tracing is logged
 * and stops nothing. Close it after everything else: the last spans are those of closing.
 * @param name of the process; `service.name` unless OTEL_SERVICE_NAME says another
 */
export async function startTelemetry(
  { telemetry }: Pick<Config, 'telemetry'>,
  name: string,
  log: Log,
  { flushMs = FLUSH_MS }: { flushMs?: number } = {},
): Promise<{ close(): Promise<void> }> {
  if (!telemetry.enabled) return { close: async () => {} };
  try {
    const { openBackend } = await import('./telemetry-otlp.ts');
    const service = name === 'hub' ? 'wangge-hub' : `wangge-hub-${name.replaceAll(' ', '-')}`;
    const backend = openBackend({ variables: telemetry.variables, service, log, flushMs });
    traceWith(backend);
    return {
      async close() {
        traceWith(null);
        await backend.close();
      },
    };
  } catch (error) {
    log.error({ err: error }, 'tracing could not begin; the hub works without it');
    return { close: async () => {} };
  }
}
