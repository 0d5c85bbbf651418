/** The start of a PUBLISH that is too large to be read whole, as raw bytes of the packet. */
export interface OversizePacket {
  head: Buffer;
  /** Whole size of the packet in bytes, fixed header included. */
  size: number;
}

/** Where a packet lies in a chunk: its fixed header from `start` on, what follows that from `body` to `end`. */
export interface PacketPlace {
  start: number;
  body: number;
  end: number;
}

export interface PacketCutterOptions {
  /** Larger PUBLISH packets are cut out. */
  limitBytes: number;
  pass(bytes: Buffer): void;
  oversize(packet: OversizePacket): void;
  /**
   * Shown each PUBLISH that came whole in one chunk, after all that was before it. True when it has been read; else it is
   * passed on. With it, packets are passed on one by one: a parser never sees the bytes of the next.
   */
  publish?: ((chunk: Buffer, at: PacketPlace) => boolean) | undefined;
}

export interface PacketCutter {
  /** Feeds one chunk of the connection. @throws Error for a remaining length that is none (MQTT 5, 1.5.5) */
  push(chunk: Buffer): void;
}

const HEAD_BYTES = 128 * 1024;
const PUBLISH = 3;
/** A PUBLISH of no more than this waits until it is whole; joining larger ones again and again would be dear. */
const WAIT_BYTES = 4_096;
const NOTHING = Buffer.alloc(0);

/** Where the fixed header at `offset` ends; -1 when it is not there yet. */
function bodyAt(chunk: Buffer, offset: number): number {
  for (let at = offset + 1; at <= offset + 4; at += 1) {
    const byte = chunk[at];
    if (byte === undefined) return -1;
    if ((byte & 0x80) === 0) return at + 1;
  }
  throw new Error('malformed remaining length in the MQTT stream');
}

/** Remaining length, the last of its bytes being the highest. */
function lengthAt(chunk: Buffer, offset: number, body: number): number {
  let length = 0;
  for (let at = body - 1; at > offset; at -= 1) length = length * 128 + ((chunk[at] ?? 0) & 0x7f);
  return length;
}

/**
 * Passes whole packets of an MQTT stream on as they are, and cuts PUBLISH packets above `limitBytes` out of it, keeping
 * only their start: what a broker sends never decides how much memory we take.
 */
export function createPacketCutter({
  limitBytes,
  pass,
  oversize,
  publish,
}: PacketCutterOptions): PacketCutter {
  /** Bytes of the current packet still to come. */
  let remaining = 0;
  let cutting: { parts: Buffer[]; kept: number; size: number } | null = null;
  /** What a chunk ended in and is read with the next: the beginning of a fixed header, or of a small PUBLISH. */
  let begun: Buffer = NOTHING;

  return {
    push(incoming) {
      const chunk = begun.length === 0 ? incoming : Buffer.concat([begun, incoming]);
      begun = NOTHING;
      let offset = 0;
      let passFrom = 0;
      while (offset < chunk.length) {
        if (remaining === 0) {
          const body = bodyAt(chunk, offset);
          const end = body === -1 ? chunk.length : body + lengthAt(chunk, offset, body);
          const isPublish = (chunk[offset] ?? 0) >> 4 === PUBLISH;
          const waits =
            publish !== undefined && isPublish && end - offset <= WAIT_BYTES && end > chunk.length;
          if (body === -1 || waits) {
            begun = chunk.subarray(offset);
            break;
          }
          remaining = end - offset;
          if (isPublish) {
            if (remaining > limitBytes) {
              if (offset > passFrom) pass(chunk.subarray(passFrom, offset));
              cutting = { parts: [], kept: 0, size: remaining };
            } else if (end <= chunk.length && publish?.(chunk, { start: offset, body, end }) === true) {
              remaining = 0;
              offset = end;
              passFrom = end;
              continue;
            }
          }
        }
        const taken = Math.min(remaining, chunk.length - offset);
        if (cutting !== null && cutting.kept < HEAD_BYTES) {
          const part = Buffer.from(
            chunk.subarray(offset, offset + Math.min(taken, HEAD_BYTES - cutting.kept)),
          );
          cutting.parts.push(part);
          cutting.kept += part.length;
        }
        remaining -= taken;
        offset += taken;
        if (cutting === null) {
          if (publish !== undefined && remaining === 0) {
            pass(chunk.subarray(passFrom, offset));
            passFrom = offset;
          }
          continue;
        }
        passFrom = offset;
        if (remaining === 0) {
          const { parts, size } = cutting;
          cutting = null;
          oversize({ head: Buffer.concat(parts), size });
        }
      }
      const end = chunk.length - begun.length;
      if (cutting === null && end > passFrom) pass(chunk.subarray(passFrom, end));
    },
  };
}
