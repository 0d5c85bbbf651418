import { HubError } from '../core/errors.ts';

/**
 * For a process that runs by itself and has nothing embedded: asserts that settings are there, telling every
 * missing one at once. Keys are the names of the environment variables.
 * @throws HubError CONFIG_INVALID
 */
export function assertSettings<T extends Record<string, string | null>>(
  settings: T,
): asserts settings is T & Record<keyof T, string> {
  const missing = Object.keys(settings).filter((name) => settings[name] === null);
  if (missing.length === 0) return;
  const told = (text: string) => missing.map((name) => `  ${name}: ${text}`).join('\n');
  throw new HubError('CONFIG_INVALID', {
    count: missing.length,
    faults: told('is needed by a process that runs by itself'),
    faultsZh: told('独立运行的进程必须设置'),
  });
}
