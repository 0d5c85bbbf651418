import type { PoolClient } from 'pg';
import type { Db } from '../runtime/postgres.ts';
import { createRound, type Round } from './round.ts';

/** A transaction whose BEGIN goes out with its first statements, and whose COMMIT may go out with its last. */
export interface BatchTransaction {
  /** The client, in the transaction. */
  client(): Promise<PoolClient>;
  /** Statements to be sent together, in the transaction. */
  round(): Round;
  /**
   * Has `round` end the transaction when nothing in it fails; nothing may follow. Resolves after COMMIT.
   * In a transaction that is another's to end it does nothing.
   */
  endWith(round: Round): Promise<void>;
}

/** The part of a transaction that its caller has begun and will end. */
export function within(client: PoolClient): BatchTransaction {
  return {
    client: () => Promise.resolve(client),
    round: () => createRound(client),
    endWith: () => Promise.resolve(),
  };
}

/**
 * Runs `work` in one transaction, which is committed when it resolves and rolled back when it rejects. The client is
 * discarded when the connection broke.
 * @throws what `work` throws; an Error when COMMIT became a ROLLBACK because `work` hid a failed statement
 */
export async function inBatchTransaction<T>(db: Db, work: (tx: BatchTransaction) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  let broken = false;
  const transaction = { begun: false };
  let ended = false;
  try {
    const result = await work({
      async client() {
        if (!transaction.begun) {
          transaction.begun = true;
          await client.query('BEGIN');
        }
        return client;
      },
      round: () => createRound(client, transaction),
      async endWith(round) {
        await round.commit();
        ended = true;
      },
    });
    if (transaction.begun && !ended) {
      const end = await client.query('COMMIT');
      if (end.command !== 'COMMIT') throw new Error('a statement failed unnoticed: rolled back at COMMIT');
    }
    return result;
  } catch (error) {
    if (transaction.begun) {
      await client.query('ROLLBACK').catch(() => {
        broken = true;
      });
    }
    throw error;
  } finally {
    client.release(broken);
  }
}
