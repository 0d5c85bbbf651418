import { HubError } from '../core/errors.ts';
import { type Config, loadConfig } from './config.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { createLog, type Log } from './log.ts';
import { startTelemetry } from './telemetry-start.ts';

export interface ProcessParts {
  config: Config;
  log: Log;
  lifecycle: Lifecycle;
}

/** The frame of each main: configuration, log and lifecycle. A wrong configuration is told in words, and ends with 1. */
export async function runProcess(name: string, main: (parts: ProcessParts) => Promise<void>): Promise<void> {
  let config: Config;
  try {
    config = loadConfig();
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    process.stderr.write(`${error.message}\n\n${error.messageZh}\n\n${error.fix}\n${error.fixZh}\n`);
    process.exitCode = 1;
    return;
  }
  const log = createLog(config, name);
  const lifecycle = createLifecycle(log);
  await lifecycle.run(async () => {
    // first, so that it is closed last
    const telemetry = await startTelemetry(config, name, log);
    lifecycle.onClose('telemetry', () => telemetry.close());
    await main({ config, log, lifecycle });
  });
}
