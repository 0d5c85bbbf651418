import { describe, expect, test } from 'vitest';
import type { Signal } from '../core/signal.ts';
import { codecFor } from '../ingest/codecs/table.ts';
import { buildDemo } from './demo.ts';
import { chance, greeting, OPENING, type PlannedFrame, reading, SCENES } from './simulator-scenes.ts';

const START = Date.parse('2026-03-05T00:00:00Z');
const { devices } = buildDemo(new Date(START));

function signalsOf(frame: PlannedFrame): Signal[] {
  const codec = codecFor(frame.topic);
  if (codec === null) throw new Error(`no codec for ${frame.topic}`);
  const input = { topic: frame.topic, payload: Buffer.from(frame.payload), receivedAt: frame.atMs };
  const { signals, refusals } = codec.decode(input, { siteZone: 'Asia/Shanghai' });
  expect(refusals).toEqual([]);
  return signals;
}

describe('the simulator', () => {
  const sound = SCENES.filter((scene) => scene.name !== 'garbled-frame');

  test.each(sound.map((scene) => ({ name: scene.name, scene })))(
    'speaks the real formats: $name',
    ({ scene }) => {
      const random = chance(7);
      const fitting = devices.filter((device) => scene.plays(device));
      expect(fitting.length).toBeGreaterThan(0);
      for (const device of fitting) {
        const signals = scene.frames(device, START, random).flatMap(signalsOf);
        expect(signals.length).toBeGreaterThan(0);
        for (const signal of signals) {
          expect(signal.deviceId).toBe(device.id);
          expect(signal.family).toBe(device.family);
          expect(signal.time.quality).toBe('GOOD');
        }
      }
    },
  );

  test('what is seen again and again is seen some seconds later each time', () => {
    const scene = SCENES.find(({ name }) => name === 'ebike-in-lift');
    const device = devices.find((candidate) => scene?.plays(candidate));
    for (let seed = 1; seed <= 50; seed += 1) {
      const frames = scene && device ? scene.frames(device, START, chance(seed)) : [];
      expect(frames[0]?.atMs).toBe(START);
      for (const [index, { atMs }] of frames.entries()) {
        if (index > 0) expect(atMs - (frames[index - 1]?.atMs ?? 0)).toBeGreaterThanOrEqual(3_000);
      }
    }
  });

  test('sends one frame that the quarantine takes', () => {
    const scene = SCENES.find((candidate) => candidate.name === 'garbled-frame');
    const device = devices.find((candidate) => scene?.plays(candidate));
    const frames = scene && device ? scene.frames(device, START, chance(1)) : [];
    expect(frames).toHaveLength(1);
    for (const frame of frames) expect(() => signalsOf(frame)).toThrow();
  });

  test('opens with an alert of each of its opening scenes at once', () => {
    for (const name of OPENING) {
      const scene = SCENES.find((candidate) => candidate.name === name);
      const device = devices.find((candidate) => scene?.plays(candidate));
      const frames = scene && device ? scene.frames(device, START, chance(1)) : [];
      const first = frames.filter((frame) => frame.atMs === START).flatMap(signalsOf);
      expect(
        first.some((signal) => signal.kind === 'alert'),
        name,
      ).toBe(true);
    }
  });

  test('greets for every device and reads from those that measure', () => {
    const random = chance(3);
    for (const device of devices) {
      const [hello] = signalsOf(greeting(device, START, random));
      expect(hello).toMatchObject({ kind: 'status', online: true, deviceId: device.id });
      const measured = reading(device, START, random);
      if (measured !== null)
        expect(signalsOf(measured)[0]).toMatchObject({ kind: 'telemetry', deviceId: device.id });
    }
  });

  test('is the same again with the same seed', () => {
    const [a, b] = [chance(42), chance(42)];
    const numbers = Array.from({ length: 50 }, () => [a.next(), b.next()]);
    for (const [one, two] of numbers) expect(one).toBe(two);
    expect(numbers.flat().every((value) => value >= 0 && value < 1)).toBe(true);
  });

  test('gives the Frigate event and its review one identity', () => {
    const scene = SCENES.find((candidate) => candidate.name === 'frigate-person');
    const device = devices.find((candidate) => scene?.plays(candidate));
    const signals = scene && device ? scene.frames(device, START, chance(9)).flatMap(signalsOf) : [];
    const alerts = signals.filter((signal) => signal.kind === 'alert');
    expect(alerts.length).toBeGreaterThan(5);
    expect(new Set(alerts.map((alert) => `${alert.sourceEventId} ${alert.time.ms}`)).size).toBe(1);
  });
});
