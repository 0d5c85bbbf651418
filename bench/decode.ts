import mqtt from 'mqtt-packet';
import { alertTimeNs, encodeAlertId, fingerprint } from '../core/ids.ts';
import { createCodecMemories } from '../ingest/codec-memory.ts';
import { codecFor } from '../ingest/codecs/table.ts';
import { type DecodedFrame, decodeFrame } from '../ingest/decode.ts';
import { createPacketStream } from '../ingest/packet-stream.ts';
import type { Message } from '../ingest/publish-packet.ts';
import { HUB_BROKER } from '../ingest/sources/schema.ts';
import { frameOf } from './frames.ts';

/**
 * `node bench/decode.ts`: CPU a frame of each step from the bytes of a connection to what the pipeline queues, with no
 * server: best and median of many rounds, collection of garbage included. BENCH_FRAMES, BENCH_ROUNDS; BENCH_CHUNK is the
 * size of one read of the socket, BENCH_MQTT the protocol version (4 or 5).
 */
const FRAMES = Number(process.env.BENCH_FRAMES ?? 50_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 15);
const CHUNK = Number(process.env.BENCH_CHUNK ?? 65_536);
const version = process.env.BENCH_MQTT === '4' ? 4 : 5;

const now = Date.now();
const wire = Buffer.concat(
  Array.from({ length: FRAMES }, (_, n) => {
    const { topic, payload } = frameOf(n, now + Math.floor(n / 16), { devices: 1_000, run: 'decode' });
    return mqtt.generate(
      { cmd: 'publish', topic, payload, qos: 1, messageId: (n % 65_535) + 1, dup: false, retain: false },
      { protocolVersion: version },
    );
  }),
);

function read(): Message[] {
  const messages: Message[] = [];
  const stream = createPacketStream(
    { version, maxPacketBytes: 330_000 },
    { message: (message) => messages.push(message), packet() {} },
  );
  for (let at = 0; at < wire.length; at += CHUNK) stream.push(wire.subarray(at, at + CHUNK));
  return messages;
}

const memories = createCodecMemories({ siteZone: 'Asia/Shanghai' });
const options = { siteZone: 'Asia/Shanghai', payloadBytes: 262_144, memories };

function decode({ topic, payload, size, dup }: Message): DecodedFrame {
  return decodeFrame(
    { topic, payload, receivedAt: now },
    { redelivered: dup, size, broker: HUB_BROKER, replayOf: null },
    codecFor(topic),
    options,
  );
}

function idsOf({ frame, signals }: DecodedFrame): string[] {
  return signals.flatMap((signal) => {
    if (signal.kind !== 'alert') return [];
    const { deviceId, type, sourceEventId, time } = signal;
    const timeNs = alertTimeNs(time.ms, fingerprint(deviceId, sourceEventId, frame.payload));
    return [encodeAlertId({ communityCode: '511421001001', type, timeNs, deviceId })];
  });
}

/** Runs it `ROUNDS` times. @param step gives how many frames it took */
function measure(name: string, step: () => number): void {
  const times: number[] = [];
  for (let round = -3; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    const taken = step();
    const { user, system } = process.cpuUsage(before);
    if (taken !== FRAMES) throw new Error(`${name}: ${taken} of ${FRAMES} frames`);
    // the first rounds compile
    if (round >= 0) times.push((user + system) / FRAMES);
  }
  times.sort((a, b) => a - b);
  const [best = Number.NaN] = times;
  const median = times[Math.floor(times.length / 2)] ?? Number.NaN;
  console.log(`${name.padEnd(34)} best ${best.toFixed(2)} us, median ${median.toFixed(2)} us a frame`);
}

const messages = read();
const decoded = messages.map(decode);
measure('packets out of chunks', () => read().length);
measure('frames decoded', () => messages.reduce((sum, message) => sum + decode(message).signals.length, 0));
measure('fingerprint, address and id', () => decoded.reduce((sum, frame) => sum + idsOf(frame).length, 0));
measure('packets and frames, all kept', () => read().map(decode).length);
