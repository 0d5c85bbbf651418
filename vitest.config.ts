import { defineConfig } from 'vitest/config';

// unit: pure, beside their subject. integration: opens ports and databases, under tests/.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,runtime,ingest,subgraphs,gateway,schema,hub}/**/*.test.ts'],
        },
      },
      {
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
