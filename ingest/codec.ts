import type { TSchema } from 'typebox';
import type { Refusal } from '../core/errors.ts';
import type { Signal } from '../core/signal.ts';

/** One MQTT message as it arrived. */
export interface Frame {
  topic: string;
  payload: Buffer;
  /** Epoch milliseconds, the hub's clock. */
  receivedAt: number;
}

/** What a frame said: signals to store, and the entries of a multi-entry frame that could not be read. */
export interface Decoded {
  signals: Signal[];
  refusals: Refusal[];
}

/**
 * What a codec remembers between frames: names that later frames only point at. Bounded and of this process alone:
 * anything may be gone at the next frame, and a codec that misses it refuses with NEEDS_BIRTH. (ingest/codec-memory.ts)
 */
export interface CodecMemory {
  get(key: string): unknown;
  /** @param weight how much of the limit the value takes: metrics or entities in it (1 by default) */
  set(key: string, value: unknown, weight?: number): void;
  delete(key: string): void;
  /** Sum of the weights kept. */
  readonly size: number;
}

export interface CodecOptions {
  /** IANA zone for times that carry none (`Asia/Shanghai` by default). */
  siteZone: string;
  /** Absent: nothing is remembered, each frame has to speak for itself. */
  memory?: CodecMemory | undefined;
  /** What the source sets for this codec, checked against its `settings`; absent: nothing. */
  settings?: Readonly<Record<string, unknown>> | undefined;
}

/** An example is documentation and test at once; `tests` walk every codec's. */
export interface CodecExample {
  name: string;
  topic: string;
  payload: string | Uint8Array;
  /** Frames that came before, for a format that remembers. */
  after?: readonly { topic: string; payload: string | Uint8Array }[];
}

/** A device format: one file under ingest/codecs, one line in ingest/codecs/table.ts. */
export interface Codec {
  /** Stable name stored with each alert and quarantined frame, e.g. `ocpp16`. */
  name: string;
  /** Bumped when the same bytes decode to something else. */
  version: number;
  titleZh: string;
  titleEn: string;
  /** Topic filters it is bound to by default (MQTT wildcards). */
  filters: readonly string[];
  /** Schema of what a source may set for it (`options:` in the sources file); absent: nothing can be set. */
  settings?: TSchema | undefined;
  /** Set on a codec that a source has bound: its name, and the grid of devices that name none. */
  source?: { name: string; gridCode: string | null } | undefined;
  /**
   * Pure but for `options.memory`: the same frame and memory give the same signals. Time linear in the payload.
   * @throws Refusal when nothing of the frame can be taken; no other error.
   */
  decode(frame: Frame, options: CodecOptions): Decoded;
  accepted: readonly (CodecExample & {
    gives: readonly Partial<Signal>[];
    /** Reasons of the entries that are refused alone; absent: not looked at. */
    refuses?: readonly Refusal['reason'][];
  })[];
  refused: readonly (CodecExample & { reason: Refusal['reason']; path?: string })[];
}
