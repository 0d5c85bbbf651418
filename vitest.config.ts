import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Vite would take graphql's ES module build, Node (and with it Apollo) takes the other: two builds, two schemas that do
// not know each other. Everybody gets Node's.
const resolve = {
  alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }],
};

/**
 * Those that load the machine by themselves, hold the hub to a time, or say just when a row of a log is read: an open
 * transaction of any database of the server holds that back.
 */
const ALONE = [
  'demo',
  'faults',
  'feed',
  'gateway-doors',
  'ingest-consumer',
  'notify-delivery',
  'relay-handover',
  'relay-line',
  'restore',
  'scenarios',
  'subscription-feed',
  'telemetry',
].map((name) => `tests/${name}.test.ts`);

/** It waits for leases most of its time: others run beside it, and none waits for it in the end. */
const FIRST = 'tests/slots-processes.test.ts';

class LongWaitFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isFirst = ({ moduleId }: TestSpecification) => moduleId.endsWith(FIRST);
    return [...sorted.filter(isFirst), ...sorted.filter((file) => !isFirst(file))];
  }
}

const integration = {
  globalSetup: ['tests/support/global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  test: {
    sequence: { sequencer: LongWaitFirst },
    projects: [
      {
        resolve,
        test: {
          // pure, beside their subject
          name: 'unit',
          include: ['{core,runtime,ingest,subgraphs,gateway,schema,hub}/**/*.test.ts'],
          // no module keeps state, and none is loaded a hundred times
          isolate: false,
          maxWorkers: 2,
          // it ends what hangs: what work may cost is told by the tests themselves
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        test: {
          // opens ports and databases, under tests/
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          exclude: ALONE,
          ...integration,
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        resolve,
        test: {
          // the same, one file at a time, with nothing else on the machine
          name: 'integration-alone',
          include: ALONE,
          ...integration,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
