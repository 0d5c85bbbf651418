import { describe, expect, test } from 'vitest';
import { createCodecMemories, createCodecMemory } from './codec-memory.ts';
import { canonical } from './codecs/canonical.ts';
import { frigate } from './codecs/frigate.ts';

describe('the memory of a codec', () => {
  test('forgets what was read longest ago, by weight', () => {
    const memory = createCodecMemory(10);
    memory.set('a', 1, 4);
    memory.set('b', 2, 4);
    expect(memory.get('a')).toBe(1);
    memory.set('c', 3, 4);
    expect(memory.get('b')).toBeUndefined();
    expect([memory.get('a'), memory.get('c'), memory.size]).toEqual([1, 3, 8]);
  });

  test('counts a replaced or deleted entry no longer', () => {
    const memory = createCodecMemory(10);
    memory.set('a', 1, 4);
    memory.set('a', 2, 1);
    memory.set('b', 2);
    memory.delete('b');
    memory.delete('never');
    expect([memory.size, memory.get('a')]).toEqual([1, 2]);
  });

  test('does not keep what alone is larger than the limit, nor empties itself for it', () => {
    const memory = createCodecMemory(10);
    memory.set('a', 1, 4);
    memory.set('big', 2, 11);
    expect([memory.get('a'), memory.get('big')]).toEqual([1, undefined]);
  });

  test('is one per codec, and the same one each time', () => {
    const memories = createCodecMemories({ siteZone: 'Asia/Shanghai' });
    memories.optionsOf(canonical).memory?.set('a', 1, 3);
    expect(memories.optionsOf(canonical).memory?.get('a')).toBe(1);
    expect(memories.optionsOf(frigate).memory?.get('a')).toBeUndefined();
    expect(memories.sizes()).toEqual([['canonical', 3]]);
  });
});
