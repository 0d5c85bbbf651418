import type { Codec, CodecMemory, CodecOptions } from './codec.ts';

/** What one codec may remember, in the units of `CodecMemory.set` (a metric, an entity): some tens of megabytes. */
export const CODEC_MEMORY_LIMIT = 200_000;

/**
 * A bounded memory: at the limit what was read longest ago is forgotten, so a flood of births of invented devices
 * costs a rebirth of quiet ones and never the process. What alone is larger than the limit is not kept.
 */
export function createCodecMemory(limit = CODEC_MEMORY_LIMIT): CodecMemory {
  // a Map keeps the order of insertion: read or written last stands at the end
  const entries = new Map<string, { value: unknown; weight: number }>();
  let size = 0;

  function remove(key: string): void {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    size -= entry.weight;
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, weight = 1) {
      remove(key);
      if (weight > limit) return;
      entries.set(key, { value, weight });
      size += weight;
      for (const oldest of entries.keys()) {
        if (size <= limit) break;
        remove(oldest);
      }
    },
    delete: remove,
    get size() {
      return size;
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
