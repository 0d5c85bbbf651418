import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Consumer, startConsumer } from '../ingest/consumer.ts';
import { startFrontDoor } from '../ingest/front-door.ts';
import type { Pipeline } from '../ingest/pipeline.ts';
import { loadConfig } from '../runtime/config.ts';
import { type TestDb, testDb } from './support/db.ts';
import { connectDevice, counts, emptyIntake, type Intake, openIntake, topicOf } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { type Mosquitto, mosquittoServer, startMosquitto } from './support/mosquitto.ts';
import { until } from './support/until.ts';

let database: TestDb;
let broker: Mosquitto;
let intake: Intake;
const consumers: Consumer[] = [];

beforeAll(async () => {
  database = await testDb();
  if (mosquittoServer === null) throw new Error('mosquitto is needed: run `npm test` once');
  // saving at each change, as the helper has it, takes this broker some ms an acknowledgement; it saves when it stops
  broker = await startMosquitto({ lines: ['autosave_interval 1000'] });
});
afterAll(async () => {
  await broker.close();
  await database.close();
});
beforeEach(async () => {
  await emptyIntake(database.db);
  intake = await openIntake(database.db);
});
afterEach(async () => {
  for (const consumer of consumers.splice(0)) await consumer.close();
  await intake.close();
});

let session = 0;

/** A consumer with a session of its own; the same `clientId` again takes that session up. */
async function consume(
  options: {
    clientId?: string;
    filters?: string[];
    formerFilters?: string[];
    pipeline?: Pipeline;
    url?: string;
  } = {},
): Promise<Consumer> {
  session += 1;
  const {
    clientId = `hub-${session}`,
    filters = ['community/v1/+/+/+/+'],
    pipeline = intake.pipeline,
  } = options;
  const url = options.url ?? broker.url;
  const config = loadConfig({ MQTT_URL: url, MQTT_CLIENT_ID: clientId });
  const { metrics } = intake;
  const consumer = startConsumer({
    config,
    url,
    filters,
    formerFilters: options.formerFilters,
    pipeline,
    log: testLog,
    metrics,
    keepaliveSeconds: 5,
  });
  consumers.push(consumer);
  return consumer;
}

const ready = (consumer: Consumer) => until(() => consumer.state().subscribed);
const alert = (id: string, ms = 0) =>
  JSON.stringify({ id, type: 'elevator.trapped', time: new Date(Date.now() + ms).toISOString() });

async function publish(ids: readonly string[], topic = topicOf({})): Promise<void> {
  const device = await connectDevice(broker.url, `device-${session}-${Math.random()}`);
  await Promise.all(ids.map((id) => device.publishAsync(topic, alert(id), { qos: 1 })));
  await device.endAsync();
}

const ids = (n: number, prefix = 'e') => Array.from({ length: n }, (_, index) => `${prefix}${index}`);

test('messages reach the database and are acknowledged, over MQTT 5', async () => {
  const consumer = await consume();
  await ready(consumer);
  expect(consumer.state().version).toBe(5);
  await publish(ids(500));
  await until(async () => (await counts(database.db)).alerts === 500);
  await until(() => consumer.state().unacknowledged === 0);
  await consumer.close();
  // nothing is left in the session: it was all acknowledged
  const again = await consume({ clientId: `hub-${session}` });
  await ready(again);
  await publish(['last']);
  await until(async () => (await counts(database.db)).alerts === 501);
  expect(await intake.metrics.text()).toContain('hub_ingest_duplicates_total 0');
});

test('what arrives while the hub is away waits in its session', async () => {
  const first = await consume({ clientId: 'hub-away' });
  await ready(first);
  await first.close();
  await publish(ids(300));
  await consume({ clientId: 'hub-away' });
  await until(async () => (await counts(database.db)).alerts === 300);
});

test('what an earlier configuration had subscribed is ended, what waits for it then is read', async () => {
  const canonical = 'community/v1/+/+/+/+';
  const wide = await consume({ clientId: 'narrower', filters: [canonical, 'zigbee2mqtt/#'] });
  await ready(wide);
  await wide.close();
  const formerFilters = [canonical, 'zigbee2mqtt/#', 'frigate/events'];
  const narrow = await consume({ clientId: 'narrower', filters: [canonical], formerFilters });
  await ready(narrow);
  // UNSUBSCRIBE went before it, on the same connection
  await narrow.publish({ topic: 'any', payload: Buffer.alloc(0), expirySeconds: 60 });
  await publish(['unwanted'], 'zigbee2mqtt/hall');
  await publish(['wanted']);
  await until(async () => (await counts(database.db)).alerts === 1);
  await until(() => narrow.state().unacknowledged === 0);
  expect(await counts(database.db)).toMatchObject({ alerts: 1, quarantined: 0 });
});

test('a message that was committed and not acknowledged comes again and stays one alert', async () => {
  let stored = 0;
  const deaf: Pipeline = {
    ...intake.pipeline,
    // commits, and never lets the consumer know
    submit: async (frame, options) => {
      await intake.pipeline.submit(frame, options);
      stored += 1;
      return new Promise(() => {});
    },
    idle: async () => {},
  };
  const first = await consume({ clientId: 'hub-deaf', pipeline: deaf });
  await ready(first);
  await publish(ids(50));
  await until(() => stored >= 20);
  await first.close();
  const second = await consume({ clientId: 'hub-deaf' });
  await until(async () => /hub_ingest_duplicates_total [1-9]/.test(await intake.metrics.text()));
  await until(async () => (await counts(database.db)).alerts === 50);
  await until(() => second.state().unacknowledged === 0);
  expect(await counts(database.db)).toMatchObject({ alerts: 50, incidents: 1 });
  const { rows } = await database.db.pool.query('SELECT count FROM incident');
  expect(rows).toEqual([{ count: 50 }]);
});

test('acknowledgements go out in the order of receipt, whatever is stored first', async () => {
  const released: (() => void)[] = [];
  const backwards: Pipeline = {
    ...intake.pipeline,
    submit: () => new Promise((resolve) => released.push(resolve)),
    depth: () => 1,
    idle: async () => {},
  };
  const consumer = await consume({ pipeline: backwards });
  await ready(consumer);
  await publish(ids(5));
  await until(() => released.length === 5);
  released[4]?.();
  released[1]?.();
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(consumer.state().unacknowledged).toBe(5);
  released[0]?.();
  await until(() => consumer.state().unacknowledged === 3);
  for (const release of released) release();
  await until(() => consumer.state().unacknowledged === 0);
});

test('a broker that restarts is found again, and nothing that it acknowledged is lost', async () => {
  const consumer = await consume();
  await ready(consumer);
  await publish(ids(100, 'a'));
  await broker.restart();
  await publish(ids(100, 'b'));
  await until(async () => (await counts(database.db)).alerts === 200, { timeoutMs: 30_000 });
  expect(consumer.state().reason).toBeNull();
});

test('a broker that freezes is left, also when the clock is put back then, and found again when it thaws', async () => {
  const consumer = await consume();
  await ready(consumer);
  broker.freeze();
  const { now } = Date;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() - 3_600_000);
  await until(() => !consumer.state().connected, { timeoutMs: 30_000 }).finally(() => clock.mockRestore());
  broker.thaw();
  await until(() => consumer.state().subscribed, { timeoutMs: 30_000 });
  await publish(['e1']);
  await until(async () => (await counts(database.db)).alerts === 1);
});

test('a full queue stops the reading, and all of it arrives in the end', async () => {
  const small = await openIntake(database.db, { env: { HUB_QUEUE_FRAMES: '50', HUB_BATCH_SIZE: '40' } });
  let deepest = 0;
  const watched: Pipeline = {
    ...small.pipeline,
    submit: (frame, options) => {
      deepest = Math.max(deepest, small.pipeline.depth());
      return small.pipeline.submit(frame, options);
    },
  };
  const consumer = await consume({ pipeline: watched });
  await ready(consumer);
  await publish(ids(600));
  await until(async () => (await counts(database.db)).alerts === 600);
  // one read of the socket may overshoot the limit, no more
  expect(deepest).toBeLessThan(400);
  await consumer.close();
  await small.close();
});

test('a payload far above the limit is quarantined by its first part, and its neighbours arrive', async () => {
  const consumer = await consume();
  await ready(consumer);
  const device = await connectDevice(broker.url, 'big');
  await Promise.all([
    device.publishAsync(topicOf({}), alert('e1'), { qos: 1 }),
    device.publishAsync(topicOf({}), Buffer.alloc(2_000_000, 0x61), { qos: 1 }),
    device.publishAsync(topicOf({}), Buffer.alloc(300_000, 0x61), { qos: 1 }),
    device.publishAsync(topicOf({}), alert('e2'), { qos: 1 }),
  ]);
  await device.endAsync();
  await until(async () => (await counts(database.db)).alerts === 2);
  const { rows } = await database.db.pool.query(
    'SELECT f.reason, s.size, length(s.payload) AS kept FROM quarantine_sample s JOIN quarantine_fault f ON f.id = s.fault_id ORDER BY s.size',
  );
  expect(rows).toEqual([
    { reason: 'TOO_LARGE', size: 300_000, kept: 65_536 },
    { reason: 'TOO_LARGE', size: 2_000_000, kept: 65_536 },
  ]);
  await until(() => consumer.state().unacknowledged === 0);
});

test('a $share filter is refused on this mosquitto, with the reason', async () => {
  const consumer = await consume({ filters: ['$share/hub/community/v1/+/+/+/+'] });
  await until(() => consumer.state().reason?.includes('$share') === true);
  expect(consumer.state()).toMatchObject({ connected: true, subscribed: false });
  expect(consumer.state().reason).toContain('MQTT_CLIENT_ID');
});

test('a broker that speaks only MQTT 3.1.1 is spoken to in that', async () => {
  const config = loadConfig({ HUB_MQTT_PORT: '0' });
  const own = await openIntake(database.db);
  const door = await startFrontDoor({ config, pipeline: own.pipeline, log: testLog, metrics: own.metrics });
  const consumer = await consume({ url: door.url });
  await ready(consumer);
  expect(consumer.state().version).toBe(4);
  const device = await connectDevice(door.url, 'lift-1');
  await device.publishAsync(topicOf({}), alert('e1'), { qos: 1 });
  await until(() => consumer.state().unacknowledged === 0);
  expect(await counts(database.db)).toMatchObject({ alerts: 1 });
  await device.endAsync();
  await consumer.close();
  await door.close();
  await own.close();
});

test('a broker that refuses a subscription is told of', async () => {
  const strict = await startMosquitto({ lines: ['acl_file /dev/null'] });
  try {
    const consumer = await consume({ url: strict.url });
    await until(
      () => consumer.state().reason?.includes('refused to subscribe') === true || consumer.state().subscribed,
    );
    expect(consumer.state().connected).toBe(true);
  } finally {
    for (const consumer of consumers.splice(0)) await consumer.close();
    await strict.close();
  }
});
