import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Refusal } from '../../core/errors.ts';
import type { AlertSignal } from '../../core/signal.ts';
import { canonical } from './canonical.ts';
import { EXAMPLE_RECEIVED_AT } from './examples.ts';

const CAMERA = 'community/v1/511421001001001/camera/cam-001/alert';

function decode(topic: string, payload: string) {
  const frame = { topic, payload: Buffer.from(payload), receivedAt: EXAMPLE_RECEIVED_AT };
  return canonical.decode(frame, { siteZone: 'Asia/Shanghai' });
}

function alertOf(payload: string): AlertSignal {
  const [signal] = decode(CAMERA, payload).signals;
  if (signal?.kind !== 'alert') throw new Error('no alert');
  return signal;
}

it('the topic is taken exactly when it has six levels and begins as ours', () => {
  const level = fc.constantFrom(
    'community',
    'v1',
    '511421001001001',
    'camera',
    'd',
    'alert',
    'clear',
    '',
    'x',
  );
  const almost = fc
    .tuple(fc.constantFrom(...CAMERA.split('/').keys(), 6), fc.nat(1), fc.array(level, { maxLength: 2 }))
    .map(([at, removed, added]) =>
      CAMERA.split('/')
        .toSpliced(at, removed, ...added)
        .join('/'),
    );
  const any = fc.array(level, { maxLength: 8 }).map((levels) => levels.join('/'));
  fc.assert(
    fc.property(fc.oneof(almost, any), (topic) => {
      const [root, version, grid, family, device, kind, ...more] = topic.split('/');
      const ours = root === 'community' && version === 'v1' && kind !== undefined && more.length === 0;
      const whole = ours && grid === '511421001001001' && family === 'camera' && device !== '';
      try {
        decode(topic, '{"type":"camera.fire"}');
        expect(whole && (kind === 'alert' || kind === 'clear')).toBe(true);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        expect(error.reason).toBe('BAD_TOPIC');
        expect(error.message.includes('expected community/v1/')).toBe(!ours);
      }
    }),
    { numRuns: 500 },
  );
});

it('values keep their keys, __proto__ too, whether or not raw words stand beside them', () => {
  const values = '{"__proto__":1,"constructor":"x","severityRaw":"told"}';
  const plain = alertOf(`{"type":"camera.fire","values":${values}}`);
  expect(Object.entries(plain.values)).toEqual([
    ['__proto__', 1],
    ['constructor', 'x'],
    ['severityRaw', 'told'],
  ]);
  const raw = alertOf(`{"type":"camera.fire","severity":"特急","values":${values}}`);
  expect(Object.entries(raw.values)).toEqual([
    ['__proto__', 1],
    ['constructor', 'x'],
    ['severityRaw', '特急'],
  ]);
  expect(Object.getPrototypeOf(plain.values)).toBe(Object.prototype);
  expect(Object.getPrototypeOf(raw.values)).toBe(Object.prototype);
});

it.each([
  ['https://a/1.jpg', true],
  ['HTTPS://a/1.jpg', true],
  [' http://a/1.jpg ', true],
  ['/media/1.jpg', true],
  ['media/1.jpg', true],
  ['1:2', true],
  ['http:/a', false],
  ['httpsx://a', false],
  ['data:image/png;base64,AA', false],
  [' JavaScript:alert(1)', false],
])('evidence at %j is a reference: %j', (url, taken) => {
  const { signals, refusals } = decode(
    CAMERA,
    JSON.stringify({
      type: 'camera.fire',
      evidence: [{ url: '/first' }, { url }, { url: '/last', kind: 'VIDEO' }],
    }),
  );
  const kept = [
    { url: '/first', kind: 'other' },
    ...(taken ? [{ url: url.trim(), kind: 'other' }] : []),
    { url: '/last', kind: 'video' },
  ];
  expect(signals).toMatchObject([{ kind: 'alert', evidence: kept }]);
  expect(refusals.map(({ path }) => path)).toEqual(taken ? [] : ['/evidence/1/url']);
});
