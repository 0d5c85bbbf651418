import { LRUCache } from 'lru-cache';
import type { Codec, CodecMemory, CodecOptions } from './codec.ts';

/** What one codec may remember, in the units of `CodecMemory.set` (a metric, an entity): some tens of megabytes. */
export const CODEC_MEMORY_LIMIT = 200_000;

/**
 * A bounded memory: at the limit what was read longest ago is forgotten, so a flood of births of invented devices
 * costs a rebirth of quiet ones and never the process. What alone is larger than the limit is not kept.
 * @param limit one at least
 */
export function createCodecMemory(limit = CODEC_MEMORY_LIMIT): CodecMemory {
  const entries = new LRUCache<string, { value: unknown }>({ maxSize: limit });
  return {
    get: (key) => entries.get(key)?.value,
    set: (key, value, weight = 1) => void entries.set(key, { value }, { size: Math.max(1, weight) }),
    delete: (key) => void entries.delete(key),
    get size() {
      return entries.calculatedSize;
    },
  };
}

/** A memory that is read and never written. */
export function recallOnly(memory: CodecMemory): CodecMemory {
  return { get: memory.get, set() {}, delete() {}, size: memory.size };
}

/**
 * The options of every codec of one process, each with a memory of its own that lives as long as the process. A codec
 * that two sources bind has two: what one installation announced says nothing of the other.
 */
export interface CodecMemories {
  optionsOf(codec: Codec): CodecOptions;
  /** Codec name and units in use, of those that remember anything: for /metrics. */
  sizes(): [codec: string, size: number][];
}

/** @param limit units per codec */
export function createCodecMemories(options: CodecOptions, limit = CODEC_MEMORY_LIMIT): CodecMemories {
  const known = new Map<Codec, CodecOptions & { memory: CodecMemory }>();
  return {
    optionsOf(codec) {
      const before = known.get(codec);
      if (before !== undefined) return before;
      const made = { ...options, memory: createCodecMemory(limit) };
      known.set(codec, made);
      return made;
    },
    sizes() {
      const sizes = new Map<string, number>();
      for (const [{ name }, { memory }] of known) {
        if (memory.size > 0) sizes.set(name, (sizes.get(name) ?? 0) + memory.size);
      }
      return [...sizes];
    },
  };
}
