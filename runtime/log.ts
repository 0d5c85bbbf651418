import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import pretty from 'pino-pretty';
import type { Config } from './config.ts';
import { traceFields } from './telemetry.ts';

export type Log = Logger;

/** Paths whose value never reaches a log. */
const SECRETS = ['authorization', 'token', 'password', 'databaseUrl', 'secret'].flatMap((name) => [
  name,
  `*.${name}`,
  `*.*.${name}`,
]);

/** What is told of an error: libraries hang whole clients, with all they hold, on theirs. */
function told(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error;
  const { code, detail } = { code: undefined, detail: undefined, ...error };
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    ...(detail === undefined ? {} : { detail }),
    stack: error.stack,
    ...(error.cause === undefined || depth > 3 ? {} : { cause: told(error.cause, depth + 1) }),
  };
}

/**
 * The log of one process or part: JSON lines on standard error, or readable lines on a terminal.
 * Standard output stays free for what a command prints.
 */
export function createLog(
  config: Pick<Config, 'logLevel' | 'logFormat'>,
  name: string,
  destination?: DestinationStream,
): Log {
  const options = {
    name,
    level: config.logLevel,
    timestamp: stdTimeFunctions.isoTime,
    mixin: traceFields,
    serializers: { err: told },
    redact: { paths: SECRETS, censor: '(secret)' },
  };
  if (destination !== undefined) return pino(options, destination);
  if (config.logFormat === 'json') return pino(options, pino.destination({ fd: 2, sync: true }));
  // In this thread, not in pino's worker: a line logged just before the process ends must still be seen.
  return pino(
    options,
    pretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss.l' }),
  );
}

/** A log that says nothing, for code that may run without one. */
export function silentLog(): Log {
  return pino({ level: 'silent' });
}
