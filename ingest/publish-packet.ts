import mqtt, { type IPublishPacket } from 'mqtt-packet';

/** 4 is MQTT 3.1.1. */
export type ProtocolVersion = 4 | 5;

/** What a PUBLISH brought. */
export interface Message {
  topic: string;
  /** A view of what was read from the connection. */
  payload: Buffer;
  /** Whole payload size; more than `payload` holds when it was cut. */
  size: number;
  qos: 0 | 1 | 2;
  messageId: number | null;
  dup: boolean;
}

/**
 * The PUBLISH (MQTT 5 and 3.1.1, 3.3) that lies whole in `chunk` from `start` to `end`, its variable header from `body`
 * on: the sort that nearly every packet of a busy connection is, read at a fraction of the cost of the general parser.
 * Null for one with properties or with anything wrong: the general parser is to read it, or to say what is wrong.
 */
export function plainPublish(
  chunk: Buffer,
  { start, body, end }: { start: number; body: number; end: number },
  version: ProtocolVersion,
): Message | null {
  const flags = chunk[start] ?? 0;
  const level = (flags >> 1) & 3;
  const qos = level === 0 || level === 1 || level === 2 ? level : null;
  if (qos === null || body + 2 > end) return null;
  const topicEnd = body + 2 + wordAt(chunk, body);
  const idEnd = qos === 0 ? topicEnd : topicEnd + 2;
  // properties of MQTT 5: none when their length is 0
  const payloadStart = version === 5 ? idEnd + 1 : idEnd;
  if (payloadStart > end || (version === 5 && chunk[idEnd] !== 0)) return null;
  return {
    topic: chunk.toString('utf8', body + 2, topicEnd),
    payload: chunk.subarray(payloadStart, end),
    size: end - payloadStart,
    qos,
    messageId: qos === 0 ? null : wordAt(chunk, topicEnd),
    dup: (flags & 0x08) !== 0,
  };
}

function wordAt(chunk: Buffer, at: number): number {
  return ((chunk[at] ?? 0) << 8) | (chunk[at + 1] ?? 0);
}

/** @param size of the whole payload in bytes */
export function messageOf(packet: IPublishPacket, size = packet.payload.length): Message {
  return {
    topic: packet.topic,
    payload: Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload),
    size,
    qos: packet.qos,
    messageId: packet.messageId ?? null,
    dup: packet.dup,
  };
}

/** Reads the start of a cut PUBLISH as a packet of just those bytes. */
export function messageOfCut(head: Buffer, size: number, version: ProtocolVersion): Message | null {
  let lengthBytes = 1;
  while (((head[lengthBytes] ?? 0) & 0x80) !== 0) lengthBytes += 1;
  const body = head.subarray(1 + lengthBytes);
  const fixed = [head[0] ?? 0];
  let length = body.length;
  do {
    fixed.push((length % 128) + (length >= 128 ? 128 : 0));
    length = Math.floor(length / 128);
  } while (length > 0);
  let message: Message | null = null;
  const parser = mqtt.parser({ protocolVersion: version });
  parser.on('packet', (packet) => {
    if (packet.cmd === 'publish') message = messageOf(packet, size - (head.length - packet.payload.length));
  });
  parser.parse(Buffer.concat([Buffer.from(fixed), body]));
  return message;
}
