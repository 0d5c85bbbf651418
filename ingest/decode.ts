import { Refusal } from '../core/errors.ts';
import type { Signal } from '../core/signal.ts';
import type { Codec, CodecOptions, Decoded, Frame } from './codec.ts';
import { type CodecMemories, recallOnly } from './codec-memory.ts';
import { refusalOf } from './sanitise.ts';

/** A frame with what its codec read in it; every signal of it can be stored. */
export interface DecodedFrame {
  frame: Frame;
  /** The broker said that it sent this message before (MQTT DUP). */
  redelivered: boolean;
  /** Whole payload size in bytes; more than the frame holds when only its start was read. */
  size: number;
  /** Name of the broker it came over. */
  broker: string;
  /** The quarantine sample that this is the replay of; null for a frame that just came. */
  replayOf: string | null;
  codec: Codec | null;
  signals: Signal[];
  refusals: Refusal[];
  /** Set when the codec broke its own contract: for the log. */
  fault: unknown;
}

export interface DecodeOptions extends CodecOptions {
  payloadBytes: number;
  /** Gives each codec its own memory; absent: none remembers. */
  memories?: CodecMemories | undefined;
}

/** What of it can be stored: nearly always all, as it is. */
function storable(decoded: Decoded, replayed: boolean): Decoded {
  // having been online then tells nothing of now
  const isPast = (signal: Signal) => replayed && signal.kind === 'status';
  if (decoded.signals.every((signal) => !isPast(signal) && refusalOf(signal) === null)) return decoded;
  const signals: Signal[] = [];
  const refusals = [...decoded.refusals];
  for (const signal of decoded.signals) {
    if (isPast(signal)) continue;
    const refusal = refusalOf(signal);
    if (refusal === null) signals.push(signal);
    else refusals.push(refusal);
  }
  return { signals, refusals };
}

/** Reads one frame. Never throws: what cannot be taken is a refusal. */
export function decodeFrame(
  frame: Frame,
  { redelivered, size, broker, replayOf }: Pick<DecodedFrame, 'redelivered' | 'size' | 'broker' | 'replayOf'>,
  codec: Codec | null,
  options: DecodeOptions,
): DecodedFrame {
  const result: DecodedFrame = {
    frame,
    redelivered,
    size,
    broker,
    replayOf,
    codec,
    signals: [],
    refusals: [],
    fault: null,
  };
  if (codec === null) {
    result.refusals.push(new Refusal('UNKNOWN_TOPIC'));
    return result;
  }
  if (size > options.payloadBytes) {
    const sizes = `${size} bytes, the limit is ${options.payloadBytes}`;
    result.refusals.push(new Refusal('TOO_LARGE', '', sizes));
    return result;
  }
  try {
    const live = options.memories?.optionsOf(codec) ?? options;
    // what was announced long ago must not replace what holds now
    const memory = replayOf === null || live.memory === undefined ? live.memory : recallOnly(live.memory);
    const decoded = codec.decode(frame, memory === live.memory ? live : { ...live, memory });
    const { signals, refusals } = storable(decoded, replayOf !== null);
    result.signals = signals;
    result.refusals = refusals;
  } catch (error) {
    if (error instanceof Refusal) result.refusals = [error];
    else {
      result.fault = error;
      result.refusals = [new Refusal('CODEC_FAULT', '', codec.name, { cause: error })];
    }
    result.signals = [];
  }
  return result;
}
