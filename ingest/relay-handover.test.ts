import { expect, test } from 'vitest';
import { createMetrics } from '../runtime/metrics.ts';
import type { AlertItem } from './fold-batch.ts';
import { createHandover } from './relay-handover.ts';

function item(timeNs: bigint, channel = ''): AlertItem {
  return {
    signal: {
      kind: 'alert',
      deviceId: 'cam-1',
      family: 'camera',
      gridHint: null,
      time: { ms: 1, quality: 'GOOD' },
      type: 'camera.fire',
      codeSystem: null,
      code: null,
      channel,
      sourceEventId: null,
      severity: null,
      confidence: null,
      status: 'ACTUAL',
      values: {},
      evidence: [],
    },
    type: 'camera.fire',
    key: 'k',
    severity: 'major',
    severityReason: null,
    maintenance: null,
    place: { gridCode: '511304001002001', communityCode: '511304001002' },
    receivedAt: 7,
    codec: 'canonical',
    redelivered: false,
    ...{ fingerprint: 1n, values: null, evidence: null },
    timeNs,
    id: `al_${timeNs}`,
    incidentId: null,
    counted: true,
  };
}

const some = (count: number) => Array.from({ length: count }, (_, index) => item(BigInt(index)));
const open = (rows?: number, bytes?: number) => {
  const metrics = createMetrics({ processMetrics: false });
  const handover = createHandover(metrics, rows, bytes);
  handover.open();
  return { handover, metrics };
};

test('a transaction is handed over once, to whom knows its number and how many rows it has', () => {
  const { handover } = open();
  handover.put({ xid: '7', alerts: some(2) });
  expect([handover.has('7', 1), handover.has('7', 2), handover.has('8', 2)]).toEqual([false, true, false]);
  expect(handover.take('7')?.toString().split('\n')).toEqual([
    'alert,community=511304001002,severity=major,type=camera.fire device="cam-1",id="al_0",channel="",status="ACTUAL",' +
      'counted=true,grid="511304001002001",detail="{\\"family\\":\\"camera\\",\\"received_ms\\":7,\\"codec\\":\\"canonical\\"}" 0',
    expect.stringContaining('id="al_1"'),
  ]);
  expect(handover.take('7')).toBeNull();
  expect(handover.isEmpty()).toBe(true);
});

test('it keeps nothing while the relay of this process is not the one that works, and begins empty', () => {
  const { handover } = open();
  handover.put({ xid: '7', alerts: some(1) });
  handover.close();
  expect(handover.has('7', 1)).toBe(false);
  handover.put({ xid: '8', alerts: some(1) });
  handover.open();
  expect(handover.isEmpty()).toBe(true);
});

test('full by rows or by bytes, the oldest go; one that is too large by itself is not kept', async () => {
  const { handover } = open(5);
  for (const xid of ['1', '2', '3']) handover.put({ xid, alerts: some(2) });
  expect(['1', '2', '3'].map((xid) => handover.has(xid, 2))).toEqual([false, true, true]);
  handover.put({ xid: '4', alerts: some(6) });
  expect(handover.isEmpty()).toBe(true);

  const small = open(100, 1_000);
  small.handover.put({ xid: '1', alerts: [item(1n, 'x'.repeat(500))] });
  expect(await small.metrics.text()).toMatch(/hub_relay_handover_bytes [67]\d\d\n/);
  small.handover.put({ xid: '2', alerts: [item(1n, 'x'.repeat(500))] });
  expect([small.handover.has('1', 1), small.handover.has('2', 1)]).toEqual([false, true]);
  small.handover.take('2');
  expect(await small.metrics.text()).toContain('hub_relay_handover_bytes 0\n');
});

test('what the relay has passed goes, also when it comes late; numbers are compared as numbers', () => {
  const { handover } = open();
  for (const xid of ['9', '10', '11']) handover.put({ xid, alerts: some(1) });
  handover.passed('10');
  handover.put({ xid: '8', alerts: some(1) });
  expect(['8', '9', '10', '11'].map((xid) => handover.has(xid, 1))).toEqual([false, false, false, true]);
});

test('alerts that line protocol cannot carry are left to the log, which says why', () => {
  const { handover } = open();
  handover.put({ xid: '7', alerts: [item(1n), item(2n ** 63n)] });
  expect(handover.isEmpty()).toBe(true);
});
