import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import mqtt, { type IConnackPacket, type ISubackPacket, type Packet } from 'mqtt-packet';
import { type OutgoingMessage, PublishRefused } from './outgoing.ts';
import { createPacketStream } from './packet-stream.ts';
import type { Message, ProtocolVersion } from './publish-packet.ts';

export interface SessionOptions {
  url: string;
  version: ProtocolVersion;
  clientId: string;
  username: string | null;
  password: string | null;
  receiveMaximum: number;
  keepaliveSeconds: number;
  /** Larger PUBLISH packets are cut to their start. */
  maxPacketBytes: number;
}

export interface SessionHandlers {
  connack(packet: IConnackPacket): void;
  suback(packet: ISubackPacket): void;
  message(message: Message): void;
  /** Once, whatever ended it; `reason` is for a person. */
  ended(reason: string): void;
}

/** One connection to a broker, from CONNECT to its end. A later connection is another session object. */
export interface Session {
  /** QoS 1. @returns the message id that the SUBACK will carry */
  subscribe(filters: readonly string[]): number;
  /** Resolves with the UNSUBACK; rejects when the connection ends first. Filters that are not subscribed are no fault. */
  unsubscribe(filters: readonly string[]): Promise<void>;
  /**
   * QoS 1, not retained. Resolves with the broker's PUBACK.
   * @throws PublishRefused when the broker says no; Error when the connection ends first: the broker may have it or not
   */
  publish(message: OutgoingMessage): Promise<void>;
  /** PUBACKs in the given order, as one write; nothing once the connection has ended. */
  acknowledge(messageIds: readonly number[]): void;
  /** Stops reading the socket: back-pressure reaches the broker through TCP. */
  pause(): void;
  resume(): void;
  /** Sends DISCONNECT after all that was written; `ended` is called when the broker has closed, or after 3 s. */
  end(reason: string): void;
}

/** The session outlives a hub that is down for a week. */
export const SESSION_EXPIRY_SECONDS = 7 * 86_400;
const CONNECT_DEADLINE_MS = 10_000;
const END_DEADLINE_MS = 3_000;

/** A connection to a broker, `mqtts:` over TLS (`secureConnect` tells that it is open). */
export function openSocket(address: URL): Socket {
  const host = address.hostname.replace(/^\[|\]$/g, '');
  if (address.protocol === 'mqtts:') {
    return connectTls({ host, port: Number(address.port || 8883), servername: host });
  }
  return connectTcp({ host, port: Number(address.port || 1883), noDelay: true });
}

export function openSession(options: SessionOptions, handlers: SessionHandlers): Session {
  const { version, keepaliveSeconds } = options;
  const socket = openSocket(new URL(options.url));
  let over = false;
  let ending = false;
  let endReason = 'the connection was closed';
  let paused = false;
  let lastReceived = performance.now();
  let lastSent = performance.now();
  let nextId = 1;
  const published = new Map<number, PromiseWithResolvers<void>>();
  const unsubscribed = new Map<number, PromiseWithResolvers<void>>();

  function finish(reason: string): void {
    if (over) return;
    over = true;
    clearInterval(heart);
    clearTimeout(deadline);
    socket.destroy();
    for (const waiting of [...published.values(), ...unsubscribed.values()])
      waiting.reject(new Error(reason));
    published.clear();
    unsubscribed.clear();
    handlers.ended(reason);
  }

  function send(packet: Packet): void {
    if (over) return;
    lastSent = performance.now();
    socket.write(mqtt.generate(packet, { protocolVersion: version }));
  }

  /** A number that nothing of ours on its way has. */
  function freeId(): number {
    do nextId = (nextId % 65_535) + 1;
    while (published.has(nextId) || unsubscribed.has(nextId));
    return nextId;
  }

  function settle(messageId: number, reasonCode: number): void {
    const waiting = published.get(messageId);
    published.delete(messageId);
    if (reasonCode < 0x80) waiting?.resolve();
    else waiting?.reject(new PublishRefused(`the broker refused it (reason ${reasonCode})`));
  }

  const deadline = setTimeout(
    () => finish(`no CONNACK within ${CONNECT_DEADLINE_MS / 1000} s`),
    CONNECT_DEADLINE_MS,
  );
  const heart = setInterval(
    () => {
      const now = performance.now();
      // while paused we do not read, so silence says nothing about the broker
      if (!paused && now - lastReceived > keepaliveSeconds * 1_500) finish('the broker went silent');
      else if (now - lastSent >= keepaliveSeconds * 400) send({ cmd: 'pingreq' });
      else if (now - lastReceived >= keepaliveSeconds * 500) send({ cmd: 'pingreq' });
    },
    Math.min(5_000, keepaliveSeconds * 200),
  );

  const stream = createPacketStream(options, {
    message(message) {
      if (!over && !ending) handlers.message(message);
    },
    packet(packet) {
      if (over || ending) return;
      if (packet.cmd === 'connack') {
        clearTimeout(deadline);
        handlers.connack(packet);
      } else if (packet.cmd === 'suback') handlers.suback(packet);
      else if (packet.cmd === 'unsuback') unsubscribed.get(packet.messageId ?? 0)?.resolve();
      else if (packet.cmd === 'puback') settle(packet.messageId ?? 0, packet.reasonCode ?? 0);
      else if (packet.cmd === 'disconnect')
        finish(`the broker disconnected us (reason ${packet.reasonCode ?? 0})`);
    },
  });

  socket.on('encrypted' in socket ? 'secureConnect' : 'connect', () => {
    send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: version,
      clean: false,
      keepalive: keepaliveSeconds,
      clientId: options.clientId,
      ...(options.username === null ? {} : { username: options.username }),
      ...(options.password === null ? {} : { password: Buffer.from(options.password) }),
      ...(version === 5
        ? {
            properties: {
              sessionExpiryInterval: SESSION_EXPIRY_SECONDS,
              receiveMaximum: options.receiveMaximum,
            },
          }
        : {}),
    });
  });
  socket.on('data', (chunk) => {
    lastReceived = performance.now();
    try {
      stream.push(chunk);
    } catch (error) {
      finish(error instanceof Error ? error.message : String(error));
    }
  });
  socket.on('error', (error) => finish(ending ? endReason : error.message));
  socket.on('close', () => finish(endReason));

  return {
    subscribe(filters) {
      const messageId = freeId();
      send({
        cmd: 'subscribe',
        messageId,
        subscriptions: filters.map((topic) => ({ topic, qos: 1 })),
      });
      return messageId;
    },
    unsubscribe(filters) {
      if (over || ending) return Promise.reject(new Error('not connected'));
      const messageId = freeId();
      const waiting = Promise.withResolvers<void>();
      unsubscribed.set(messageId, waiting);
      send({ cmd: 'unsubscribe', messageId, unsubscriptions: [...filters] });
      return waiting.promise.finally(() => unsubscribed.delete(messageId));
    },
    publish({ topic, payload, expirySeconds }) {
      if (over || ending) return Promise.reject(new Error('not connected'));
      const messageId = freeId();
      const waiting = Promise.withResolvers<void>();
      published.set(messageId, waiting);
      send({
        ...{ cmd: 'publish', messageId, topic, payload, qos: 1, dup: false, retain: false },
        ...(version === 5 ? { properties: { messageExpiryInterval: expirySeconds } } : {}),
      });
      return waiting.promise;
    },
    acknowledge(messageIds) {
      if (over || ending || messageIds.length === 0) return;
      const bytes = Buffer.allocUnsafe(messageIds.length * 4);
      let at = 0;
      for (const id of messageIds) {
        bytes[at] = 0x40;
        bytes[at + 1] = 2;
        bytes[at + 2] = id >> 8;
        bytes[at + 3] = id & 0xff;
        at += 4;
      }
      lastSent = performance.now();
      socket.write(bytes);
    },
    pause() {
      paused = true;
      socket.pause();
    },
    resume() {
      paused = false;
      lastReceived = performance.now();
      socket.resume();
    },
    end(reason) {
      if (over) return;
      send({ cmd: 'disconnect' });
      ending = true;
      // The broker closes when it has read all of it. Closing first would reset the connection while something of the
      // broker's is unread, and the last PUBACKs with it.
      socket.resume();
      socket.end();
      setTimeout(() => finish(reason), END_DEADLINE_MS).unref();
      endReason = reason;
    },
  };
}
