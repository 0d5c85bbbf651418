/** The start of a PUBLISH that is too large to be read whole, as raw bytes of the packet. */
export interface OversizePacket {
  head: Buffer;
  /** Whole size of the packet in bytes, fixed header included. */
  size: number;
}

export interface PacketCutter {
  /** Feeds one chunk of the connection. @throws Error for a remaining length that is none (MQTT 5, 1.5.5) */
  push(chunk: Buffer): void;
}

const HEAD_BYTES = 128 * 1024;
const PUBLISH = 3;

/**
 * Passes whole packets of an MQTT stream on as they are, and cuts PUBLISH packets above `limitBytes` out of it, keeping
 * only their start: what a broker sends never decides how much memory we take.
 */
export function createPacketCutter(
  limitBytes: number,
  pass: (bytes: Buffer) => void,
  oversize: (packet: OversizePacket) => void,
): PacketCutter {
  /** Bytes of the current packet still to come. */
  let remaining = 0;
  let cutting: { parts: Buffer[]; kept: number; size: number } | null = null;
  /** The beginning of a fixed header that a chunk ended in. */
  let header: Buffer = Buffer.alloc(0);

  /** Type and whole size of the packet at `offset`; null when its fixed header is not there yet. */
  function sizeAt(chunk: Buffer, offset: number): { type: number; size: number } | null {
    let length = 0;
    for (let index = 1; index <= 4; index += 1) {
      const byte = chunk[offset + index];
      if (byte === undefined) return null;
      length += (byte & 0x7f) * 128 ** (index - 1);
      if ((byte & 0x80) === 0) return { type: (chunk[offset] ?? 0) >> 4, size: 1 + index + length };
    }
    throw new Error('malformed remaining length in the MQTT stream');
  }

  return {
    push(incoming) {
      const chunk = header.length === 0 ? incoming : Buffer.concat([header, incoming]);
      header = Buffer.alloc(0);
      let offset = 0;
      let passFrom = 0;
      while (offset < chunk.length) {
        if (remaining === 0) {
          const found = sizeAt(chunk, offset);
          if (found === null) {
            header = chunk.subarray(offset);
            break;
          }
          remaining = found.size;
          if (found.type === PUBLISH && found.size > limitBytes) {
            if (offset > passFrom) pass(chunk.subarray(passFrom, offset));
            cutting = { parts: [], kept: 0, size: found.size };
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
        if (cutting === null) continue;
        passFrom = offset;
        if (remaining === 0) {
          const { parts, size } = cutting;
          cutting = null;
          oversize({ head: Buffer.concat(parts), size });
        }
      }
      const end = chunk.length - header.length;
      if (cutting === null && end > passFrom) pass(chunk.subarray(passFrom, end));
    },
  };
}
