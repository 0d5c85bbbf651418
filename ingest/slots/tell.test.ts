import { expect, test } from 'vitest';
import { createMetrics } from '../../runtime/metrics.ts';
import type { LeaseState } from './leases.ts';
import { type Slot, type SlotReader, staleFilters } from './slot.ts';
import { slotChecks, slotMetrics } from './tell.ts';

const slots: Slot[] = ['a', 'b', 'c', 'd'].map((name) => ({
  ...{ name, broker: 'hub', url: 'mqtt://127.0.0.1:1', clientId: `hub-${name}`, credentials: null },
  filters: [`${name}/#`],
}));
const reader: SlotReader = {
  connected: () => true,
  subscribed: () => true,
  told: () => 'MQTT 5, 0 unacknowledged',
  unsubscribe: async () => {},
  settled: async () => {},
  close: async () => {},
};
const lease = (name: string, holder: string | null) => ({
  ...{ name, holder, token: '7', clientId: `hub-${name}`, broker: 'hub', filters: [], mayHave: [] },
});
const worker = (id: string, alive: boolean) => ({
  ...{ id, name: `host-${id}:1`, division: 'x', alive, steady: true, reaches: [], misses: [] },
});
/** a is ours, b another's, c a dead worker's, d nobody's. */
const state: LeaseState = {
  slots: [lease('a', 'me'), lease('b', 'you'), lease('c', 'dead'), lease('d', null)],
  workers: [worker('me', true), worker('you', true), worker('dead', false)],
};

async function told(seen: LeaseState | null): Promise<string[]> {
  const held = new Map([['a', { reader }]]);
  const checks = slotChecks({ slots, held, state: () => seen, workerId: () => 'me' });
  return Promise.all(
    checks.map(async ({ name, check }) => {
      const note = await check().catch((error: Error) => error.message);
      return `${name}: ${note}`;
    }),
  );
}

test('a check tells who holds each slot, and fails by the name of one that nobody holds', async () => {
  expect(await told(state)).toEqual([
    'slot a: here, token 7, MQTT 5, 0 unacknowledged',
    'slot b: at host-you:1, token 7',
    'slot c: No ingest process reads slot c.',
    'slot d: No ingest process reads slot d.',
  ]);
});

test('before the first look nobody is known to hold any', async () => {
  expect(await told(null)).toEqual(
    slots.map(({ name }) => `slot ${name}: No ingest process reads slot ${name}.`),
  );
});

test('/metrics has how many are held here, how many by nobody, and the age of the lease', async () => {
  const metrics = createMetrics({ processMetrics: false });
  const told = slotMetrics(metrics, {
    slots,
    state: () => state,
    held: () => 1,
    leaseAgeMs: () => 2_500,
    missed: () => 1,
  });
  told.takenOver();
  const text = await metrics.text();
  expect(text.match(/^hub_\w+ .*$/gm)).toEqual([
    'hub_ingest_slots_held 1',
    'hub_ingest_slots_unheld 2',
    'hub_ingest_lease_age_seconds 2.5',
    'hub_ingest_brokers_missed 1',
    'hub_ingest_slot_takeovers_total 1',
    'hub_ingest_fenced_total 0',
  ]);
});

test('a session is unsubscribed from what it had and what others read now, never from its own', () => {
  expect(staleFilters({ filters: ['a', 'b'] }, ['a', 'old'], ['b', 'c', 'old'])).toEqual(['old', 'c']);
});
