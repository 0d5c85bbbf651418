import fc from 'fast-check';
import mqtt, { type Packet } from 'mqtt-packet';
import { describe, expect, it } from 'vitest';
import { createPacketStream } from './packet-stream.ts';
import {
  type Message,
  messageOf,
  messageOfCut,
  type ProtocolVersion,
  plainPublish,
} from './publish-packet.ts';

/** What came of a stream: messages, other packets, and at last what was wrong. */
type Seen = { message: Message } | { packet: string; messageId: number | undefined } | { error: string };

const LIMIT = 300;
const errorOf = (error: unknown): Seen => ({ error: error instanceof Error ? error.message : String(error) });
const packetOf = ({ cmd, messageId }: Packet): Seen => ({ packet: cmd, messageId });

/** The stream in chunks of these sizes, over and over. */
function read(packets: readonly Buffer[], sizes: readonly number[], version: ProtocolVersion): Seen[] {
  const seen: Seen[] = [];
  const stream = createPacketStream(
    { version, maxPacketBytes: LIMIT },
    { message: (message) => seen.push({ message }), packet: (packet) => seen.push(packetOf(packet)) },
  );
  const bytes = Buffer.concat(packets);
  try {
    for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
      const size = sizes[turn % sizes.length] ?? bytes.length;
      stream.push(Buffer.from(bytes.subarray(at, at + size)));
      at += size;
    }
  } catch (error) {
    seen.push(errorOf(error));
  }
  return seen;
}

/** The same by mqtt-packet alone, which is shown one whole packet at a time. */
function expected(packets: readonly Buffer[], version: ProtocolVersion): Seen[] {
  const seen: Seen[] = [];
  const parser = mqtt.parser({ protocolVersion: version });
  parser.on('packet', (packet) => {
    if (packet.cmd !== 'publish') seen.push(packetOf(packet));
    else if (packet.messageId === -1)
      seen.push({ error: 'unreadable MQTT packet: Error: Cannot parse messageId' });
    else seen.push({ message: messageOf(packet) });
  });
  parser.on('error', (error: unknown) => seen.push({ error: `unreadable MQTT packet: ${String(error)}` }));
  for (const packet of packets) {
    try {
      if ((packet[0] ?? 0) >> 4 === 3 && packet.length > LIMIT) {
        const message = messageOfCut(packet, packet.length, version);
        seen.push(message === null ? { error: 'an oversize packet could not be read' } : { message });
      } else parser.parse(packet);
    } catch (error) {
      seen.push(errorOf(error));
    }
    const first = seen.findIndex((one) => 'error' in one);
    if (first !== -1) return seen.slice(0, first + 1);
  }
  return seen;
}

const text = fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 10 }));
const properties = fc.record(
  {
    messageExpiryInterval: fc.integer({ min: 1, max: 2 ** 31 }),
    contentType: text,
    responseTopic: text,
    correlationData: fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes)),
    topicAlias: fc.integer({ min: 1, max: 65_535 }),
    userProperties: fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), fc.string({ maxLength: 5 }), {
      maxKeys: 3,
    }),
  },
  { requiredKeys: [] },
);
const messageId = fc.integer({ min: 1, max: 65_535 });
const topic = fc.oneof(
  fc.constantFrom('community/v1/511421001001/camera/c1/alert', 'a', '设备/告警', '🏢'),
  text.filter((t) => t !== '' && !/[+#]/.test(t)),
);
const publish = (version: ProtocolVersion) =>
  fc
    .record({
      topic,
      payload: fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 100, maxLength: 400 })),
      qos: fc.constantFrom(0 as const, 1 as const, 2 as const),
      messageId,
      dup: fc.boolean(),
      retain: fc.boolean(),
      properties: fc.option(properties, { freq: 3 }),
    })
    .map(({ properties: told, payload, dup, ...rest }) =>
      mqtt.generate(
        {
          cmd: 'publish',
          ...rest,
          dup: rest.qos > 0 && dup,
          payload: Buffer.from(payload),
          ...(version === 5 && told !== null ? { properties: told } : {}),
        },
        { protocolVersion: version },
      ),
    )
    // the library writes nothing for properties it does not like
    .filter((packet) => packet.length > 0);
const other = (version: ProtocolVersion) =>
  fc
    .oneof(
      fc.constant<Packet>({ cmd: 'pingresp' }),
      messageId.map((id): Packet => ({ cmd: 'puback', messageId: id })),
      messageId.map((id): Packet => ({ cmd: 'suback', messageId: id, granted: [1, 0] })),
    )
    .map((packet) => mqtt.generate(packet, { protocolVersion: version }));

function packetWith(first: number, body: Uint8Array): Buffer {
  const length =
    body.length < 128 ? [body.length] : [(body.length % 128) + 128, Math.floor(body.length / 128)];
  return Buffer.concat([Buffer.from([first, ...length]), body]);
}

/** A packet with some bytes behind its fixed header changed, cut off or added, and perhaps other flags. */
const spoilt = (of: fc.Arbitrary<Buffer>) =>
  fc
    .record({
      packet: of,
      flags: fc.option(fc.integer({ min: 0, max: 15 })),
      at: fc.nat(40),
      remove: fc.nat(6),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom(new Uint8Array([0, 0]), new Uint8Array([255])),
      ),
      keep: fc.oneof(fc.nat(12), fc.constant(10_000)),
    })
    .map(({ packet, flags, at, remove, insert, keep }) => {
      const body = packet.subarray((packet[1] ?? 0) < 128 ? 2 : 3);
      const changed = Buffer.concat([body.subarray(0, at), insert, body.subarray(at + remove)]);
      const first = packet[0] ?? 0;
      return packetWith(flags === null ? first : (first & 0xf0) | flags, changed.subarray(0, keep));
    });
const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 900 })), {
  minLength: 1,
  maxLength: 6,
});

describe.each([4 as const, 5 as const])('packets of MQTT, protocol version %i', (version) => {
  it('are what mqtt-packet reads, wherever the chunks end', () => {
    const packets = fc.array(fc.oneof({ weight: 4, arbitrary: publish(version) }, other(version)), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(packets, sizes, (all, chunks) => {
        const seen = read(all, chunks, version);
        expect(seen).toEqual(expected(all, version));
        expect(seen.filter((one) => !('error' in one))).toHaveLength(all.length);
      }),
      { numRuns: 300 },
    );
  });

  it('that are malformed end the stream as mqtt-packet would, after the same messages', () => {
    const random = fc
      .tuple(
        fc.constantFrom(0x30, 0x32, 0x34, 0x36, 0x3a, 0x40, 0x90, 0x00, 0xf0, 0x20),
        fc.uint8Array({ maxLength: 30 }),
      )
      .map(([first, body]) => packetWith(first, body));
    const packets = fc.array(
      fc.oneof(publish(version), other(version), spoilt(publish(version)), spoilt(other(version)), random),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(packets, sizes, (all, chunks) => {
        const seen = read(all, chunks, version);
        expect(seen).toEqual(expected(all, version));
      }),
      { numRuns: 3_000 },
    );
  });

  it('a PUBLISH without the id that its QoS needs is none, and not message -1', () => {
    const packet = packetWith(0x32, Buffer.from([0, 1, 0x61]));
    expect(read([packet], [100], version)).toEqual([
      { error: 'unreadable MQTT packet: Error: Cannot parse messageId' },
    ]);
    // and does not take the bytes of the next packet for its own
    expect(read([packet, packet], [100], version)).toEqual(read([packet], [100], version));
  });

  it('a plain PUBLISH is read where it lies, one with properties or a wrong length is not', () => {
    const whole = (bytes: Buffer) => plainPublish(bytes, { start: 0, body: 2, end: bytes.length }, version);
    const rest = version === 5 ? [0, 0x7b] : [0x7b];
    expect(whole(packetWith(0x3b, Buffer.from([0, 1, 0x61, 1, 2, ...rest])))).toEqual({
      topic: 'a',
      payload: Buffer.from([0x7b]),
      size: 1,
      qos: 1,
      messageId: 258,
      dup: true,
    });
    expect(whole(packetWith(0x30, Buffer.from([0, 1, 0x61, ...rest])))).toMatchObject({
      qos: 0,
      messageId: null,
    });
    expect(whole(packetWith(0x32, Buffer.from([0, 9, 0x61, 1, 2, ...rest])))).toBeNull();
    expect(whole(packetWith(0x36, Buffer.from([0, 1, 0x61, 1, 2, ...rest])))).toBeNull();
    expect(whole(packetWith(0x30, Buffer.from([0])))).toBeNull();
    if (version === 5)
      expect(whole(packetWith(0x30, Buffer.from([0, 1, 0x61, 5, 2, 0, 0, 0, 9, 0x7b])))).toBeNull();
  });
});

it('a remaining length of more than four bytes is no MQTT', () => {
  expect(read([Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01])], [1], 4)).toEqual([
    { error: 'malformed remaining length in the MQTT stream' },
  ]);
});
