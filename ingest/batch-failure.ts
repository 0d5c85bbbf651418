import { isNotifyQueueFull, sqlState } from '../runtime/postgres.ts';
import { AddressTaken } from './commit-batch.ts';

type Failure = 'redo' | 'data' | 'outage';

/** Whose fault a failed batch is: a race with another writer, the values of a frame, or the database's absence. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AddressTaken) return 'redo';
  const state = sqlState(error);
  if (state === null) {
    // what our own code throws over a value is the value's fault; a lost connection is a plain Error
    return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError
      ? 'data'
      : 'outage';
  }
  if (state === '23505' || state === '40001' || state === '40P01') return 'redo';
  if (isNotifyQueueFull(error)) return 'outage';
  return /^(22|23|54)/.test(state) ? 'data' : 'outage';
}
