// Generates the Prisma client into runtime/prisma with no download: `prisma generate` does not use the schema
// engine, but asks for its binary; any executable answers that (verified on 7.10.0).
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

const cli = createRequire(import.meta.url).resolve('prisma/build/index.js');
execFileSync(process.execPath, [cli, 'generate', '--no-hints'], {
  cwd: new URL('../..', import.meta.url),
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
