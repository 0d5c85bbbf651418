import type { PoolClient } from 'pg';
import { type Db, sqlState } from '../runtime/postgres.ts';
import { type Begun, createRound, type Round } from './round.ts';

/** A transaction that begins with its first statements, and may end with its last. */
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

/** What it was rejected with; null when it was not. */
const rejectionOf = (promise: Promise<void> | null): Promise<unknown> =>
  promise?.then(
    () => null,
    (error: unknown) => error,
  ) ?? Promise.resolve(null);

/**
 * Runs `work` in one transaction, which is committed when it resolves and rolled back when it rejects. The client is
 * discarded when the connection broke.
 * @throws what `work` throws; an Error when COMMIT became a ROLLBACK because `work` hid a failed statement
 */
export async function inBatchTransaction<T>(db: Db, work: (tx: BatchTransaction) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  let broken = false;
  const transaction: Begun = { state: 'no' };
  let ending: Promise<void> | null = null;
  try {
    const result = await work({
      async client() {
        if (transaction.state === 'no') {
          transaction.state = 'yes';
          await client.query('BEGIN');
        }
        return client;
      },
      round: () => createRound(client, transaction),
      async endWith(round) {
        ending = round.commit();
        await ending;
      },
    });
    if (transaction.state === 'yes' && ending === null) {
      const end = await client.query('COMMIT');
      if (end.command !== 'COMMIT') throw new Error('a statement failed unnoticed: rolled back at COMMIT');
    }
    return result;
  } catch (error) {
    if (transaction.state === 'yes') {
      await client.query('ROLLBACK').catch(() => {
        broken = true;
      });
    }
    // a round that was all of it has been rolled back, if the server says so
    if (transaction.state === 'lone') broken = sqlState(await rejectionOf(ending)) === null;
    throw error;
  } finally {
    client.release(broken);
  }
}
