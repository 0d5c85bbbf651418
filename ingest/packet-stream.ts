import mqtt, { type Packet } from 'mqtt-packet';
import { createPacketCutter } from './packet-cutter.ts';
import {
  type Message,
  messageOf,
  messageOfCut,
  type ProtocolVersion,
  plainPublish,
} from './publish-packet.ts';

export interface PacketStreamOptions {
  version: ProtocolVersion;
  /** Larger PUBLISH packets are cut to their start. */
  maxPacketBytes: number;
}

export interface PacketHandlers {
  message(message: Message): void;
  /** Every packet but PUBLISH. */
  packet(packet: Packet): void;
}

/** What a broker sends, packet by packet, in order. */
export interface PacketStream {
  /** @throws Error for what is no MQTT; nothing may be pushed after it */
  push(chunk: Buffer): void;
}

export function createPacketStream(
  { version, maxPacketBytes }: PacketStreamOptions,
  handlers: PacketHandlers,
): PacketStream {
  const parser = mqtt.parser({ protocolVersion: version });
  let fault: unknown = null;
  parser.on('packet', (packet) => {
    if (packet.cmd !== 'publish') handlers.packet(packet);
    // the parser's word for an id that is not there
    else if (packet.messageId === -1) fault = new Error('Cannot parse messageId');
    else handlers.message(messageOf(packet));
  });
  parser.on('error', (error: unknown) => {
    // one packet can have two; the first says what is wrong
    fault ??= error;
  });
  return createPacketCutter({
    limitBytes: maxPacketBytes,
    pass(bytes) {
      parser.parse(bytes);
      if (fault !== null) throw new Error(`unreadable MQTT packet: ${String(fault)}`);
    },
    oversize({ head, size }) {
      const message = messageOfCut(head, size, version);
      if (message === null) throw new Error('an oversize packet could not be read');
      handlers.message(message);
    },
    publish(chunk, at) {
      const message = plainPublish(chunk, at, version);
      if (message === null) return false;
      handlers.message(message);
      return true;
    },
  });
}
