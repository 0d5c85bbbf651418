import { expect, test } from 'vitest';
import { SLOT_TIMING, since } from './timing.ts';

test('time that only one of two clocks saw counts: a machine that slept, a clock that was set', () => {
  const then = { steadyMs: 1_000, wallMs: 50_000 };
  expect(since(then, { steadyMs: 1_100, wallMs: 90_000 })).toBe(40_000);
  expect(since(then, { steadyMs: 31_000, wallMs: 20_000 })).toBe(30_000);
});

test('a survivor is there within 30 s, and a worker may miss a renewal', () => {
  const { leaseMs, renewMs, marginMs, steadyMs } = SLOT_TIMING;
  expect(leaseMs + 2 * renewMs).toBeLessThan(30_000);
  expect(leaseMs - marginMs).toBeGreaterThan(2 * renewMs);
  expect(steadyMs).toBeLessThan(leaseMs);
  // after an outage everybody has renewed before anybody evicts
  expect(steadyMs).toBeGreaterThan(2 * renewMs);
});
