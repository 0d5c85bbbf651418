import type { Config } from '../runtime/config.ts';
import { flushCommits } from '../runtime/flush-commits.ts';
import type { Governance } from '../runtime/governance.ts';
import type { Log } from '../runtime/log.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { SIDE_BY_SIDE, seedDemoOrders } from './demo-orders.ts';

/** The orders of a demo community that are about to be told. */
export interface DemoOrders {
  /** They are on the disk when it resolves. */
  told(): Promise<void>;
}

/**
 * Makes ready to tell the orders of a demo community. Over connections of their own, whose thousand commits do not wait for
 * the disk one by one: nobody has been told anything yet. They are made before this returns: what is done beside the
 * telling may keep this process from answering for longer than a connection is waited for.
 */
export async function openDemoOrders(deps: {
  config: Config;
  governance: Governance;
  log: Log;
  postgresUrl: string;
}): Promise<DemoOrders> {
  const { config, governance, log, postgresUrl } = deps;
  const db = await openPostgres(postgresUrl, { log, settings: { synchronous_commit: 'off' } });
  const connected = await Promise.allSettled(
    Array.from({ length: SIDE_BY_SIDE }, async () => {
      const client = await db.pool.connect();
      return () => client.release();
    }),
  );
  for (const one of connected) if (one.status === 'fulfilled') one.value();
  return {
    async told() {
      try {
        await seedDemoOrders({ config, db, governance });
        await flushCommits(db.pool);
      } finally {
        await db.close();
      }
    },
  };
}
