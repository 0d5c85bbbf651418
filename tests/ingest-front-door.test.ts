import { once } from 'node:events';
import { createServer } from 'node:net';
import mqtt from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type FrontDoor, startFrontDoor } from '../ingest/front-door.ts';
import { loadConfig } from '../runtime/config.ts';
import { type TestDb, testDb } from './support/db.ts';
import {
  connectDevice,
  counts,
  emptyIntake,
  frame,
  type Intake,
  openIntake,
  topicOf,
} from './support/intake.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

let database: TestDb;
let intake: Intake;
let door: FrontDoor;

beforeAll(async () => {
  database = await testDb();
});
afterAll(() => database.close());
beforeEach(async () => {
  await emptyIntake(database.db);
  intake = await openIntake(database.db);
  const config = loadConfig({ HUB_MQTT_PORT: '0' });
  door = await startFrontDoor({ config, pipeline: intake.pipeline, log: testLog, metrics: intake.metrics });
});
afterEach(async () => {
  await door.close();
  await intake.close();
});

const alert = (id: string) =>
  JSON.stringify({ id, type: 'elevator.trapped', time: new Date().toISOString() });

test("the device's PUBACK means that its alert is committed", async () => {
  const device = await connectDevice(door.url, 'lift-1');
  for (let n = 0; n < 20; n += 1) {
    await device.publishAsync(topicOf({}), alert(`e${n}`), { qos: 1 });
    expect(await counts(database.db)).toMatchObject({ alerts: n + 1 });
  }
  await device.endAsync();
});

test('nothing is acknowledged while the database refuses to commit, and all of it afterwards', async () => {
  const device = await connectDevice(door.url, 'lift-1');
  const holder = await database.db.pool.connect();
  await holder.query('BEGIN; LOCK TABLE alert_log IN ACCESS EXCLUSIVE MODE');
  let acknowledged = 0;
  const published = Array.from({ length: 10 }, (_, n) =>
    device.publishAsync(topicOf({}), alert(`e${n}`), { qos: 1 }).then(() => {
      acknowledged += 1;
    }),
  );
  await until(async () => {
    const waiting = await database.db.pool.query(
      "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'alert_log'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    return waiting.rowCount !== 0;
  });
  expect(acknowledged).toBe(0);
  await holder.query('COMMIT');
  holder.release();
  await Promise.all(published);
  expect(await counts(database.db)).toMatchObject({ alerts: 10, incidents: 1 });
  await device.endAsync();
});

test('a refused frame and an unknown topic are quarantined, acknowledged and forwarded', async () => {
  const listener = await connectDevice(door.url, 'listener');
  const heard: string[] = [];
  listener.on('message', (topic) => heard.push(topic));
  await listener.subscribeAsync('#', { qos: 0 });
  const device = await connectDevice(door.url, 'lift-1');
  await device.publishAsync(topicOf({}), '{', { qos: 1 });
  await device.publishAsync('somebody/else', 'hello', { qos: 1 });
  await device.publishAsync(topicOf({}), alert('e1'), { qos: 2 });
  const { rows } = await database.db.pool.query(
    'SELECT s.topic, f.reason FROM quarantine_sample s JOIN quarantine_fault f ON f.id = s.fault_id ORDER BY s.received_at, s.id',
  );
  expect(rows).toEqual([
    { topic: topicOf({}), reason: 'MALFORMED_JSON' },
    { topic: 'somebody/else', reason: 'UNKNOWN_TOPIC' },
  ]);
  expect(await counts(database.db)).toMatchObject({ alerts: 1 });
  await until(() => heard.length === 3);
  await Promise.all([device.endAsync(), listener.endAsync()]);
});

test('a payload far above the limit is quarantined by its first part and acknowledged', async () => {
  const device = await connectDevice(door.url, 'lift-1');
  const sizes = [300_000, 3_000_000];
  for (const size of sizes) await device.publishAsync(topicOf({}), Buffer.alloc(size, 0x61), { qos: 1 });
  await device.publishAsync(topicOf({}), alert('e1'), { qos: 1 });
  const { rows } = await database.db.pool.query(
    'SELECT f.reason, s.size, length(s.payload) AS kept, s.topic FROM quarantine_sample s JOIN quarantine_fault f ON f.id = s.fault_id ORDER BY s.size',
  );
  expect(rows).toEqual(
    sizes.map((size) => ({ reason: 'TOO_LARGE', size, kept: 65_536, topic: topicOf({}) })),
  );
  expect(await counts(database.db)).toMatchObject({ alerts: 1 });
  await device.endAsync();
});

test('a will is an alert like any other when its device is lost, and none when the hub itself ends', async () => {
  const will = {
    topic: topicOf({ kind: 'status' }),
    payload: Buffer.from('offline'),
    qos: 1 as const,
    retain: true,
  };
  const lost = await mqtt.connectAsync(door.url, { clientId: 'lift-1', protocolVersion: 4, will });
  await lost.publishAsync(topicOf({ kind: 'status' }), 'online', { qos: 1 });
  lost.stream.destroy();
  lost.options.reconnectPeriod = 0;
  await until(async () => (await counts(database.db)).active === 1);
  const spared = await mqtt.connectAsync(door.url, {
    clientId: 'lift-2',
    protocolVersion: 4,
    reconnectPeriod: 0,
    will: { ...will, topic: topicOf({ kind: 'status', device: 'lift-2' }) },
  });
  await spared.publishAsync(topicOf({ kind: 'status', device: 'lift-2' }), 'online', { qos: 1 });
  await door.close();
  await intake.pipeline.idle();
  const { rows } = await database.db.pool.query('SELECT id, online FROM device ORDER BY id');
  expect(rows).toEqual([
    { id: 'lift-1', online: false },
    { id: 'lift-2', online: true },
  ]);
  await Promise.all([lost.endAsync(true), spared.endAsync(true)]);
});

test('publishing to $SYS ends the connection', async () => {
  const device = await mqtt.connectAsync(door.url, {
    clientId: 'rogue',
    protocolVersion: 4,
    reconnectPeriod: 0,
  });
  const closed = new Promise<void>((resolve) => device.once('close', () => resolve()));
  device.publish('$SYS/broker/fake', 'x', { qos: 1 });
  await closed;
  expect(await counts(database.db)).toMatchObject({ quarantined: 0 });
  await device.endAsync(true);
});

test('a busy port is named, with the setting to change', async () => {
  const blocker = createServer();
  blocker.listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const address = blocker.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const config = loadConfig({ HUB_MQTT_PORT: String(port) });
  const { pipeline, metrics } = intake;
  await expect(startFrontDoor({ config, pipeline, log: testLog, metrics })).rejects.toMatchObject({
    code: 'PORT_BUSY',
    detail: { port, setting: 'HUB_MQTT_PORT' },
  });
  blocker.close();
});

test('a closed pipeline acknowledges nothing', async () => {
  await intake.pipeline.close();
  await expect(intake.pipeline.submit(frame('{}'))).rejects.toThrow('closed');
});
