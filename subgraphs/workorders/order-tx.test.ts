import { expect, it } from 'vitest';
import { orderTx } from './order-tx.ts';

/** A database whose transactions end in these ways, one after another. */
function ending(...ends: (Error | string)[]) {
  let begun = 0;
  const db = {
    async tx<T>(): Promise<T> {
      const end = ends[begun];
      begun += 1;
      throw end;
    },
  };
  return { db, begun: () => begun };
}
const deadlock = () => Object.assign(new Error('deadlock detected'), { code: '40P01' });
const other = () => Object.assign(new Error('unique'), { code: '23505' });

it('does a transaction once more after a deadlock, and only then', async () => {
  const twice = ending(deadlock(), other());
  await expect(orderTx(twice.db, async () => null)).rejects.toThrow('unique');
  expect(twice.begun()).toBe(2);
  const always = ending(deadlock(), deadlock(), other());
  await expect(orderTx(always.db, async () => null)).rejects.toThrow('deadlock');
  expect(always.begun()).toBe(2);
  const once = ending(other());
  await expect(orderTx(once.db, async () => null)).rejects.toThrow('unique');
  expect(once.begun()).toBe(1);
});
