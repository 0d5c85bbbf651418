import type pg from 'pg';
import type { Db } from '../../runtime/postgres.ts';

/** What Postgres says to the one of two transactions that it ends because each waits for the other. */
const DEADLOCK = '40P01';

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DEADLOCK;
}

/**
 * A transaction that changes orders. Ended by Postgres for a deadlock, nothing of it is left: it is done once more. So
 * `work` must change nothing but by its client.
 */
export async function orderTx<T>(
  db: Pick<Db, 'tx'>,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  try {
    return await db.tx(work);
  } catch (error) {
    if (!isDeadlock(error)) throw error;
    return db.tx(work);
  }
}
