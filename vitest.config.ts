import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

// Vite would take graphql's ES module build, Node (and with it Apollo) takes the other: two builds, two schemas that do
// not know each other. Everybody gets Node's.
const resolve = {
  alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
};

// unit: pure, beside their subject. integration: opens ports and databases, under tests/.
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['{core,runtime,ingest,subgraphs,gateway,schema,hub}/**/*.test.ts'],
        },
      },
      {
        resolve,
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          globalSetup: ['tests/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // the machine is small and every file starts real servers
          fileParallelism: false,
        },
      },
    ],
  },
});
