import { expect, test } from 'vitest';
import type { Frame } from '../codec.ts';
import type { Pipeline } from '../pipeline.ts';
import { settling } from './settling.ts';

const frame: Frame = { topic: 't', payload: Buffer.alloc(0), receivedAt: 0 };

test('a reader is idle when its own frames are settled, stored or not, whatever others have waiting', async () => {
  const waiting: PromiseWithResolvers<void>[] = [];
  const shared: Pipeline = {
    submit() {
      const one = Promise.withResolvers<void>();
      waiting.push(one);
      return one.promise;
    },
    storeFound: async () => () => {},
    depth: () => waiting.length,
    isFull: () => false,
    whenRoom: async () => {},
    idle: () => new Promise(() => {}),
    lastCommitAt: () => 0,
    close: async () => {},
  };
  const reader = settling(shared);
  await reader.idle();
  void shared.submit(frame);
  const stored = reader.submit(frame);
  const refused = reader.submit(frame);
  let idle = false;
  const told = reader.idle().then(() => {
    idle = true;
  });
  waiting[1]?.resolve();
  await stored;
  expect(idle).toBe(false);
  waiting[2]?.reject(new Error('not stored'));
  await expect(refused).rejects.toThrow('not stored');
  await told;
  expect(idle).toBe(true);
});
