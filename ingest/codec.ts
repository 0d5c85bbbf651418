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

export interface CodecOptions {
  /** IANA zone for times that carry none (`Asia/Shanghai` by default). */
  siteZone: string;
}

/** An example is documentation and test at once; `tests` walk every codec's. */
export interface CodecExample {
  name: string;
  topic: string;
  payload: string | Uint8Array;
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
  /**
   * Pure: bytes in, signals out, time linear in the payload.
   * @throws Refusal when nothing of the frame can be taken; no other error.
   */
  decode(frame: Frame, options: CodecOptions): Decoded;
  accepted: readonly (CodecExample & { gives: readonly Partial<Signal>[] })[];
  refused: readonly (CodecExample & { reason: Refusal['reason']; path?: string })[];
}
