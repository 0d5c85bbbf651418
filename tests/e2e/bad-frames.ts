import mqtt from 'mqtt';
import { expect } from 'vitest';
import { until } from '../support/until.ts';
import type { Deployment } from './flow.ts';
import { at, data, listAt, textAt } from './graph-client.ts';

/** Nobody has registered it: what it says is kept, and it registers itself. */
const STRANGER = 'e2e-stranger';

interface Refused {
  name: string;
  topic: string;
  payload: string | Buffer;
  reason: string;
  codec: string | null;
  path?: string;
}

/** Frames that no alert can be made of, with what the operations centre must be told of each. */
function refusedOf(topic: string, ownBroker: boolean): Refused[] {
  const canonical = (name: string, payload: string | Buffer, reason: string, path = ''): Refused => ({
    ...{ name, topic, payload, reason, path },
    codec: 'canonical',
  });
  return [
    canonical('malformed JSON', '{"type": "elevator.trapped",', 'MALFORMED_JSON'),
    canonical(
      'a wrong type',
      '{"type": "elevator.ebike", "confidence": "high"}',
      'SCHEMA_MISMATCH',
      '/confidence',
    ),
    canonical('bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'NOT_UTF8'),
    canonical('zero bytes', '', 'EMPTY_PAYLOAD'),
    canonical('300 KB', Buffer.alloc(300_000, 0x20), 'TOO_LARGE'),
    { ...canonical('a grid code of letters', '{}', 'BAD_TOPIC'), topic: topic.replace(/v1\/\d+/, 'v1/abc') },
    {
      ...canonical('OCPP cut off', '[2, "x", "Status', 'MALFORMED_JSON'),
      topic: 'ocpp/e2e-pile/raw',
      codec: 'ocpp16',
    },
    {
      ...canonical('no Frigate event', '"no"', 'SCHEMA_MISMATCH'),
      topic: 'frigate/events',
      codec: 'frigate',
    },
    // of a broker of one's own the hub reads only the topics that it knows
    ...(ownBroker
      ? [{ ...canonical('an unknown topic', '{}', 'UNKNOWN_TOPIC'), topic: 'nobody/knows/this', codec: null }]
      : []),
  ];
}

const HOSTILE = `'"\\ \n,=e2e 楼 x' OR '1'='1; DROP MEASUREMENT "alert"`;

/** Frames that are odd and taken, with what the graph must say of the alert of that id. */
function oddOf(nowMs: number): { id: string; body: object; want: object; times?: number }[] {
  const iso = (ms: number) => new Date(ms).toISOString();
  const seconds = Math.floor(nowMs / 1_000) - 60;
  const ebike = { type: 'elevator.ebike' };
  const good = (ms: number) => ({ time: iso(ms), timeQuality: 'GOOD' });
  const bad = { timeQuality: 'BAD' };
  return [
    {
      id: 'unknown-enum',
      body: { type: 'camera.dragon', severity: 'purple', time: iso(nowMs - 1_000) },
      want: { type: { code: 'other' }, code: 'camera.dragon', values: { severityRaw: 'purple' } },
    },
    { id: 'of-1900', body: { ...ebike, time: '1900-01-00T00:00:00' }, want: bad },
    { id: 'ahead', body: { ...ebike, time: iso(nowMs + 30 * 86_400_000) }, want: bad },
    { id: 'seconds', body: { ...ebike, time: seconds }, want: good(seconds * 1_000) },
    { id: 'ms', body: { ...ebike, time: nowMs - 50_000 }, want: good(nowMs - 50_000) },
    { id: 'us', body: { ...ebike, time: (nowMs - 40_000) * 1_000 }, want: good(nowMs - 40_000) },
    { id: 'twice', body: { ...ebike, time: iso(nowMs - 30_000) }, want: good(nowMs - 30_000), times: 2 },
    {
      id: HOSTILE,
      body: {
        codeSystem: HOSTILE,
        code: HOSTILE,
        channel: HOSTILE,
        time: nowMs - 20_000,
        values: { note: HOSTILE },
      },
      want: { codeSystem: HOSTILE, code: HOSTILE, channel: HOSTILE, values: { note: HOSTILE } },
    },
  ];
}

const FAULTS = `query ($from: DateTime!) { quarantine(filter: { from: $from }, first: 100) {
  nodes { reason reasonZh codec path message topic count sampleCount } } }`;
const DEVICE = `query ($id: ID!, $from: DateTime!) { device(id: $id) { state family gridHint grid { code } lastSeenAt
  alerts(from: $from, first: 100) { nodes { sourceEventId type { code } code codeSystem channel time timeQuality values
    grid { code } incident { id count } } } } }`;
const DEVICES_OF = `query ($grid: ID!) { devices(filter: { gridCode: $grid, state: UNCLAIMED }) { nodes { id } } }`;

/**
 * What devices send wrongly or oddly is stored, or quarantined with its reason, among frames that are well; and the
 * operations centre sees which.
 */
export async function expectBadFrames(on: Deployment): Promise<void> {
  const { httpUrl, token, db } = on;
  const { rows } = await db.pool.query("SELECT code FROM grid WHERE level = 'GRID' ORDER BY code LIMIT 1");
  const gridCode = String(rows[0]?.code);
  const topic = `community/v1/${gridCode}/elevator/${STRANGER}/alert`;
  const nowMs = Date.now();
  const from = new Date(nowMs - 3_600_000).toISOString();
  const odd = oddOf(nowMs);
  const refused = refusedOf(topic, on.pubackIsCommit);

  const device = await mqtt.connectAsync(on.mqttUrl, {
    clientId: 'e2e-bad',
    clean: true,
    reconnectPeriod: 200,
  });
  for (const { id, body, times = 1 } of odd) {
    // between the frames that are refused, so that each has a neighbour to lose
    const bad = refused[odd.findIndex((one) => one.id === id)];
    if (bad !== undefined) await device.publishAsync(bad.topic, bad.payload, { qos: 1 });
    for (let n = 0; n < times; n += 1) {
      await device.publishAsync(topic, JSON.stringify({ id, ...body }), { qos: 1 });
    }
  }
  for (const bad of refused.slice(odd.length)) await device.publishAsync(bad.topic, bad.payload, { qos: 1 });

  const told = await until(
    async () => {
      const found = listAt(await data(httpUrl, token, FAULTS, { from }), 'quarantine', 'nodes');
      return found.length >= refused.length && found;
    },
    { what: 'every refused frame is told' },
  );
  for (const { name, reason, codec, path = '', topic: of } of refused) {
    const fault = told.find((one) => at(one, 'reason') === reason && at(one, 'topic') === of);
    expect(fault, `${name}: ${JSON.stringify(told)}`).toMatchObject({
      codec,
      path,
      count: 1,
      sampleCount: 1,
    });
    expect(textAt(fault, 'reasonZh')).not.toBe('');
  }
  expect(told).toHaveLength(refused.length);

  const known = await until(
    async () => {
      const found = at(await data(httpUrl, token, DEVICE, { id: STRANGER, from }), 'device');
      return listAt(found, 'alerts', 'nodes').length >= odd.length && found;
    },
    { what: 'every odd frame is an alert' },
  );
  expect(known).toMatchObject({ state: 'UNCLAIMED', family: 'ELEVATOR', grid: null, gridHint: gridCode });
  const alerts = listAt(known, 'alerts', 'nodes');
  expect(alerts).toHaveLength(odd.length);
  for (const { id, want } of odd) {
    const alert = alerts.find((one) => at(one, 'sourceEventId') === id);
    expect(alert, id).toMatchObject({ ...want, grid: { code: gridCode } });
    expect(textAt(alert, 'incident', 'id')).not.toBe('');
  }
  const list = await data(httpUrl, token, DEVICES_OF, { grid: gridCode });
  expect(listAt(list, 'devices', 'nodes')).toContainEqual({ id: STRANGER });
  await device.endAsync();
}
