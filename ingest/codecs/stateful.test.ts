import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Refusal } from '../../core/errors.ts';
import type { Codec } from '../codec.ts';
import { createCodecMemory } from '../codec-memory.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';
import { homeAssistant } from './home-assistant.ts';
import { sparkplug } from './sparkplug.ts';
import { encodePayload } from './sparkplug-payload.ts';

interface Sent {
  topic: string;
  payload: Uint8Array | string;
}

/** Every frame of a codec's examples, those that come before included. */
function framesOf(codec: Codec): Sent[] {
  return [...codec.accepted, ...codec.refused].flatMap((example) => [
    ...(example.after ?? []),
    { topic: example.topic, payload: example.payload },
  ]);
}

function read(codec: Codec, frames: readonly Sent[], limit?: number) {
  const options = { siteZone: 'Asia/Shanghai', memory: createCodecMemory(limit) };
  const told = frames.map(({ topic, payload }) => {
    try {
      const frame = { topic, payload: Buffer.from(payload), receivedAt: EXAMPLE_RECEIVED_AT };
      return codec.decode(frame, options).signals;
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      return error instanceof Refusal ? error.reason : null;
    }
  });
  return { told, size: options.memory.size };
}

describe.each([
  { name: 'sparkplug', codec: sparkplug },
  { name: 'home-assistant', codec: homeAssistant },
])('the memory of $name', ({ codec }) => {
  const frames = framesOf(codec);

  test('takes frames in any order, lost and repeated, and says the same for the same ones', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...frames), { maxLength: 40 }), (order) => {
        expect(read(codec, order)).toEqual(read(codec, order));
      }),
    );
  });

  test('stays within its limit, whatever was announced', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...frames), { maxLength: 40 }),
        fc.integer({ min: 1, max: 8 }),
        (order, limit) => {
          expect(read(codec, order, limit).size).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });

  test('survives announcements that are broken', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...frames), fc.nat(), fc.uint8Array({ maxLength: 4 })), {
          maxLength: 8,
        }),
        (broken) => {
          const mutants = broken.map(([{ topic, payload }, place, bytes]) => {
            const whole = Buffer.from(payload);
            const from = place % (whole.length + 1);
            return {
              topic,
              payload: Buffer.concat([whole.subarray(0, from), bytes, whole.subarray(from + 1)]),
            };
          });
          read(codec, [...mutants, ...frames]);
        },
      ),
    );
  });
});

test('births of invented nodes push out quiet nodes, and these say that they need a birth', () => {
  const birth = (node: string) => ({
    topic: `spBv1.0/g/NBIRTH/${node}`,
    payload: encodePayload({ seq: 0, metrics: [{ name: 'smoke', alias: 1, boolean_value: false }] }),
  });
  const flood = Array.from({ length: 50 }, (_, index) => birth(`invented-${index}`));
  const data = {
    topic: 'spBv1.0/g/NDATA/real',
    payload: encodePayload({ seq: 1, metrics: [{ alias: 1, boolean_value: true }] }),
  };
  expect(read(sparkplug, [birth('real'), ...flood, data]).told.at(-1)).toMatchObject([{ kind: 'alert' }]);
  expect(read(sparkplug, [birth('real'), ...flood, data], 60).told.at(-1)).toBe('NEEDS_BIRTH');
});

test('one Home Assistant topic may serve many configurations, up to a bound', () => {
  const configs = Array.from({ length: 500 }, (_, index) => ({
    topic: `homeassistant/sensor/e${index}/config`,
    payload: JSON.stringify({ stat_t: 'homeassistant/shared', dev: { ids: 'd' } }),
  }));
  const { told } = read(homeAssistant, [...configs, { topic: 'homeassistant/shared', payload: '1' }]);
  expect(told.at(-1)?.length).toBe(200);
});
