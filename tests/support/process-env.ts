import { inject } from 'vitest';

/**
 * What a process that a test starts is given besides its settings: where programs are, and the code that Node has
 * compiled for those before it, half of what a start takes.
 */
export function processEnv(): Record<string, string> {
  return { PATH: process.env.PATH ?? '', NODE_COMPILE_CACHE: inject('compiledFolder') };
}
