import type { MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startCommandSender } from '../ingest/command-sender.ts';
import { PublishRefused } from '../ingest/outgoing.ts';
import { type Ingest, startIngest } from '../ingest/start.ts';
import { verifyAudit } from '../runtime/audit.ts';
import { loadConfig } from '../runtime/config.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { createDevicesSubgraph } from '../subgraphs/devices/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import { connectDevice } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { type Mosquitto, mosquittoServer, startMosquitto } from './support/mosquitto.ts';
import {
  ADMIN,
  addDevice,
  asker,
  EAST,
  principalOf,
  seedGrids,
  subgraphDeps,
  WEST,
} from './support/subgraph-world.ts';
import { until } from './support/until.ts';

let database: TestDb;
let mosquitto: Mosquitto;
let deps: ReturnType<typeof subgraphDeps>;
let ask: ReturnType<typeof asker>;

const OPERATOR = principalOf(['operations'], EAST);
const GRID = `${EAST}001`;
const SEND = `mutation ($input: SendDeviceCommandInput!) {
  sendDeviceCommand(input: $input) { clientMutationId command { id state topic device { id } params } } }`;
const COMMAND = `query ($id: ID!) { deviceCommand(id: $id) { state reply error attempts sentAt finishedAt repliedAt } }`;

beforeAll(async () => {
  database = await testDb();
  if (mosquittoServer === null) throw new Error('mosquitto is needed: run `npm test` once');
  mosquitto = await startMosquitto({ lines: ['autosave_interval 1000'] });
  deps = subgraphDeps(database.db);
  ask = asker(createDevicesSubgraph(deps));
  await seedGrids(database.db);
});
afterAll(async () => {
  await deps.feed.close();
  await mosquitto.close();
  await database.close();
});
beforeEach(async () => {
  await database.db.pool.query('TRUNCATE device CASCADE');
  await addDevice(database.db, 'lift-1', { gridCode: GRID }, 'elevator');
});

const send = async (input: object, who = OPERATOR) =>
  (await ask.data(who, SEND, { input })).sendDeviceCommand.command;
const commandOf = async (id: string) => (await ask.data(OPERATOR, COMMAND, { id })).deviceCommand;
const reaches = (id: string, state: string) =>
  until(async () => {
    const command = await commandOf(id);
    return command.state === state && command;
  });

interface Received {
  topic: string;
  id: string;
  command: string;
  params: unknown;
  expiresAt: string;
}

/** A device that listens for its commands and keeps them. */
async function listen(url: string, topic: string, clientId = 'lift-1') {
  const client = await connectDevice(url, clientId);
  const received: Received[] = [];
  client.on('message', (where, payload) =>
    received.push({ topic: where, ...JSON.parse(payload.toString()) }),
  );
  await client.subscribeAsync(topic, { qos: 1 });
  return { client, received };
}

const reply = (client: MqttClient, payload: object, grid = GRID) =>
  client.publishAsync(`community/v1/${grid}/elevator/lift-1/reply`, JSON.stringify(payload), { qos: 1 });

describe.each(['mosquitto', 'the built-in broker'])('over %s', (broker) => {
  let ingest: Ingest;
  let device: Awaited<ReturnType<typeof listen>>;
  let session = 0;

  beforeEach(async () => {
    session += 1;
    const config = loadConfig(
      broker === 'mosquitto'
        ? { MQTT_URL: mosquitto.url, MQTT_CLIENT_ID: `hub-commands-${session}` }
        : { HUB_MQTT_PORT: '0' },
    );
    const metrics = createMetrics({ processMetrics: false });
    ingest = await startIngest({ config, db: database.db, log: testLog, metrics });
    await until(async () => {
      await Promise.all(ingest.checks.map(({ check }) => check()));
      return true;
    });
    device = await listen(ingest.mqttUrl, `community/v1/${GRID}/elevator/lift-1/command`);
  });
  afterEach(async () => {
    await device.client.endAsync(true);
    await ingest.close();
  });

  test('a command reaches its device, and its reply comes back into the graph', async () => {
    const { id, state, topic } = await send({
      deviceId: 'lift-1',
      command: 'goToFloor',
      params: { floor: 3, 备注: '消防"\\' },
    });
    expect({ state, topic }).toEqual({
      state: 'PENDING',
      topic: `community/v1/${GRID}/elevator/lift-1/command`,
    });
    await until(() => device.received.length === 1);
    expect(device.received[0]).toMatchObject({
      id,
      command: 'goToFloor',
      params: { floor: 3, 备注: '消防"\\' },
    });
    await reaches(id, 'SENT');
    await reply(device.client, { id, result: { floor: 3 } });
    expect(await reaches(id, 'ACKNOWLEDGED')).toMatchObject({
      reply: { floor: 3 },
      error: null,
      attempts: 1,
    });
    const told = await database.db.pool.query(
      `SELECT change FROM feed WHERE topic = 'deviceCommand' AND key = $1 ORDER BY seq`,
      [id],
    );
    expect(told.rows.map((row) => row.change)).toEqual(['PENDING', 'SENT', 'ACKNOWLEDGED']);
    // the hub's own command, which it reads back from the broker, is no fault
    const faults = await database.db.pool.query(`SELECT 1 FROM feed WHERE topic = 'quarantine'`);
    expect(faults.rowCount).toBe(0);
  });

  test('a device that says it could not has failed, in its own words', async () => {
    const { id } = await send({ deviceId: 'lift-1', command: 'openDoor' });
    await until(() => device.received.length === 1);
    await reply(device.client, { id, ok: false, error: '电梯运行中' });
    expect(await reaches(id, 'FAILED')).toMatchObject({ error: '电梯运行中', reply: null });
  });

  test('silence is a time-out, and a reply after it is kept without undoing it', async () => {
    const { id } = await send({ deviceId: 'lift-1', command: 'openDoor', timeoutSeconds: 1 });
    const over = await reaches(id, 'TIMED_OUT');
    expect(over.finishedAt).not.toBeNull();
    await reply(device.client, { id, result: 'done' });
    const late = await until(async () => {
      const command = await commandOf(id);
      return command.repliedAt !== null && command;
    });
    expect(late).toMatchObject({ state: 'TIMED_OUT', reply: 'done' });
  });

  test('only the device that was asked can answer, and its first answer counts', async () => {
    const { id } = await send({ deviceId: 'lift-1', command: 'openDoor' });
    await reaches(id, 'SENT');
    const rogue = `community/v1/${GRID}/elevator/lift-2/reply`;
    await device.client.publishAsync(rogue, JSON.stringify({ id, result: 'forged' }), { qos: 1 });
    await reply(device.client, { id, result: 'first' });
    await reply(device.client, { id, error: 'second' });
    await reply(device.client, { id: 'cmd_unknown', result: 1 });
    await ingest.pipeline.idle();
    expect(await reaches(id, 'ACKNOWLEDGED')).toMatchObject({ reply: 'first', error: null });
  });

  test('commands that were given while the hub was down go out when it is up again', async () => {
    await ingest.close();
    const { id } = await send({ deviceId: 'lift-1', command: 'openDoor', timeoutSeconds: 60 });
    session += 1;
    const config = loadConfig(
      broker === 'mosquitto'
        ? { MQTT_URL: mosquitto.url, MQTT_CLIENT_ID: `hub-commands-${session}` }
        : { HUB_MQTT_PORT: new URL(ingest.mqttUrl).port },
    );
    const metrics = createMetrics({ processMetrics: false });
    ingest = await startIngest({ config, db: database.db, log: testLog, metrics });
    // the device comes back by itself
    await until(async () => (await commandOf(id)).state === 'SENT');
  });
});

test('a device gets its commands where it speaks, whatever grid it was claimed for', async () => {
  const config = loadConfig({ HUB_MQTT_PORT: '0' });
  const metrics = createMetrics({ processMetrics: false });
  const ingest = await startIngest({ config, db: database.db, log: testLog, metrics });
  const spoken = `${EAST}002`;
  const device = await listen(ingest.mqttUrl, `community/v1/${spoken}/elevator/lift-1/command`);
  const topic = `community/v1/${spoken}/elevator/lift-1/telemetry`;
  await device.client.publishAsync(topic, JSON.stringify({ values: { speedMps: 1 } }), { qos: 1 });
  // what intake learned is written when it ends, and once a minute
  await device.client.endAsync(true);
  await ingest.close();
  const { topic: where } = await send({ deviceId: 'lift-1', command: 'openDoor' });
  expect(where).toBe(`community/v1/${spoken}/elevator/lift-1/command`);
});

test('a device on the built-in broker cannot give commands to another', async () => {
  const config = loadConfig({ HUB_MQTT_PORT: '0' });
  const metrics = createMetrics({ processMetrics: false });
  const ingest = await startIngest({ config, db: database.db, log: testLog, metrics });
  const rogue = await connectDevice(ingest.mqttUrl, 'rogue');
  rogue.options.reconnectPeriod = 0;
  const closed = new Promise<void>((resolve) => rogue.once('close', () => resolve()));
  rogue.publish(`community/v1/${GRID}/elevator/lift-1/command`, '{"id":"x","command":"openDoor"}', {
    qos: 1,
  });
  await closed;
  await rogue.endAsync(true);
  await ingest.close();
});

describe('sending', () => {
  /** A sender on a broker that does what the test says. */
  async function sender(publish: (payload: Record<string, unknown>) => Promise<void>) {
    const channel = {
      broker: 'hub',
      ready: () => true,
      publish: ({ payload }: { payload: Buffer }) => publish(JSON.parse(payload.toString())),
    };
    const metrics = createMetrics({ processMetrics: false });
    return startCommandSender({ db: database.db, log: testLog, metrics, channels: [channel], everyMs: 50 });
  }

  test('is tried again when it is not known whether the broker has it, with the same id', async () => {
    const ids: unknown[] = [];
    const running = await sender(async ({ id }) => {
      ids.push(id);
      if (ids.length === 1) throw new Error('connection lost');
    });
    const { id } = await send({ deviceId: 'lift-1', command: 'openDoor' });
    expect(await reaches(id, 'SENT')).toMatchObject({ attempts: 2, error: null });
    expect(ids).toEqual([id, id]);
    await running.close();
  });

  test('fails at once when the broker refuses', async () => {
    const running = await sender(() =>
      Promise.reject(new PublishRefused('the broker refused it (reason 135)')),
    );
    const { id } = await send({ deviceId: 'lift-1', command: 'openDoor' });
    expect(await reaches(id, 'FAILED')).toMatchObject({ error: 'the broker refused it (reason 135)' });
    await running.close();
  });

  test('by two processes at once sends each command once', async () => {
    const sent: unknown[] = [];
    const publish = async ({ id }: Record<string, unknown>) => void sent.push(id);
    const both = await Promise.all([sender(publish), sender(publish)]);
    const ids: string[] = [];
    for (let n = 0; n < 10; n += 1) ids.push((await send({ deviceId: 'lift-1', command: `c${n}` })).id);
    for (const id of ids) await reaches(id, 'SENT');
    expect(sent.toSorted()).toEqual(ids.toSorted());
    for (const one of both) await one.close();
  });

  test('is taken up by another process when the first died before it wrote down what became of it', async () => {
    const { id } = await send({ deviceId: 'lift-1', command: 'openDoor' });
    await database.db.pool.query(
      `UPDATE device_command SET leased_until = now() + interval '400 ms', attempts = 1 WHERE id = $1`,
      [id],
    );
    const sent: unknown[] = [];
    const running = await sender(async (payload) => void sent.push(payload.id));
    expect(await reaches(id, 'SENT')).toMatchObject({ attempts: 2 });
    expect(sent).toEqual([id]);
    await running.close();
  });

  test('a reply that overtakes the PUBACK stands', async () => {
    const { id } = await send({ deviceId: 'lift-1', command: 'openDoor' });
    const running = await sender(async () => {
      await database.db.pool.query(
        `UPDATE device_command SET state = 'ACKNOWLEDGED', replied_at = now() WHERE id = $1`,
        [id],
      );
    });
    await reaches(id, 'ACKNOWLEDGED');
    await running.close();
    expect(await commandOf(id)).toMatchObject({ state: 'ACKNOWLEDGED' });
  });
});

describe('who may send', () => {
  test.each([
    [
      'a role without the right',
      principalOf(['community'], EAST),
      { deviceId: 'lift-1', command: 'x' },
      'FORBIDDEN',
    ],
    [
      'a device outside the scope',
      principalOf(['operations'], WEST),
      { deviceId: 'lift-1', command: 'x' },
      'NOT_FOUND',
    ],
    ['a command that is no word', OPERATOR, { deviceId: 'lift-1', command: 'rm -rf' }, 'BAD_USER_INPUT'],
    [
      'a time-out beyond an hour',
      OPERATOR,
      { deviceId: 'lift-1', command: 'x', timeoutSeconds: 3601 },
      'BAD_USER_INPUT',
    ],
    [
      'a time-out of none',
      OPERATOR,
      { deviceId: 'lift-1', command: 'x', timeoutSeconds: 0 },
      'BAD_USER_INPUT',
    ],
    [
      'parameters as large as a file',
      OPERATOR,
      { deviceId: 'lift-1', command: 'x', params: 'x'.repeat(17_000) },
      'BAD_USER_INPUT',
    ],
    [
      'NUL in the parameters',
      OPERATOR,
      { deviceId: 'lift-1', command: 'x', params: { a: ['\0'] } },
      'BAD_USER_INPUT',
    ],
    [
      'half a surrogate pair in them',
      OPERATOR,
      { deviceId: 'lift-1', command: 'x', params: '\ud800' },
      'BAD_USER_INPUT',
    ],
  ])('refuses %s', async (_, who, input, code) => {
    expect(await ask.codes(who, SEND, { input })).toEqual([code]);
  });

  test('a text that only looks like an escape is no fault', async () => {
    const { params } = await send({
      deviceId: 'lift-1',
      command: 'x',
      params: { path: 'C:\\u0000', face: '😀' },
    });
    expect(params).toEqual({ path: 'C:\\u0000', face: '😀' });
  });

  test('refuses a retired device, and one whose topic nobody knows', async () => {
    await addDevice(database.db, 'stranger', {});
    await database.db.pool.query("UPDATE device SET state = 'RETIRED' WHERE id = 'lift-1'");
    expect(await ask.codes(OPERATOR, SEND, { input: { deviceId: 'lift-1', command: 'x' } })).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect(await ask.codes(ADMIN, SEND, { input: { deviceId: 'stranger', command: 'x' } })).toEqual([
      'BAD_USER_INPUT',
    ]);
  });

  test('refuses a device that speaks another format at once, and says which in both languages', async () => {
    const input = { deviceId: 'lift-1', command: 'openDoor' };
    for (const codec of ['ocpp16', 'home-assistant']) {
      await database.db.pool.query("UPDATE device SET codec = $1 WHERE id = 'lift-1'", [codec]);
      const told = createDevicesSubgraph(deps).execute(
        { query: SEND, variables: { input } },
        { principal: OPERATOR, requestId: 'r' },
      );
      expect((await told).errors).toMatchObject([
        {
          message: expect.stringContaining(`the device speaks ${codec}`),
          extensions: {
            code: 'BAD_USER_INPUT',
            messageZh: expect.stringContaining(`该设备使用 ${codec} 协议`),
          },
        },
      ]);
    }
    expect((await database.db.pool.query('SELECT 1 FROM device_command')).rowCount).toBe(0);
    await database.db.pool.query("UPDATE device SET codec = 'canonical' WHERE id = 'lift-1'");
    expect((await send(input)).state).toBe('PENDING');
  });

  test('the same request again is the same command', async () => {
    const input = { deviceId: 'lift-1', command: 'x', clientMutationId: 'once' };
    const [first, ...rest] = await Promise.all([send(input), send(input), send(input)]);
    for (const other of rest) expect(other.id).toBe(first.id);
    expect(await ask.codes(OPERATOR, SEND, { input: { ...input, command: 'y' } })).toEqual([
      'BAD_USER_INPUT',
    ]);
    // another caller may use the same words
    expect((await send(input, ADMIN)).id).not.toBe(first.id);
  });

  test('is held to 10 a minute for a device, also when all come at once', async () => {
    const codes = await Promise.all(
      Array.from({ length: 14 }, () =>
        ask.codes(OPERATOR, SEND, { input: { deviceId: 'lift-1', command: 'x' } }),
      ),
    );
    expect(codes.flat()).toEqual(Array.from({ length: 4 }, () => 'RATE_LIMITED'));
  });

  test('every command is a row of the audit chain', async () => {
    const { id } = await send({ deviceId: 'lift-1', command: 'openDoor', params: { why: '测试' } });
    const { auditTrail } = await ask.data(
      ADMIN,
      '{ auditTrail(first: 1, filter: { action: "sendDeviceCommand" }) { nodes { actor objectId after } } }',
    );
    expect(auditTrail.nodes).toMatchObject([
      { actor: OPERATOR.subject, objectId: 'lift-1', after: { commandId: id, params: { why: '测试' } } },
    ]);
    expect(await verifyAudit(database.db.pool)).toMatchObject({ sound: true });
  });

  test('a change is looked up by its cursor, within the scope', async () => {
    const { id } = await send({ deviceId: 'lift-1', command: 'openDoor' });
    const tail = deps.feed.tail({ after: null, signal: AbortSignal.timeout(5_000) });
    await send({ deviceId: 'lift-1', command: 'openDoor' });
    const query =
      'query ($c: String!) { deviceCommandChange(cursor: $c) { change command { state device { id } } } }';
    for await (const { cursor, event } of tail) {
      if (event.topic !== 'deviceCommand' || event.commandId === id) continue;
      expect(await ask.data(OPERATOR, query, { c: cursor })).toEqual({
        deviceCommandChange: { change: 'PENDING', command: { state: 'PENDING', device: { id: 'lift-1' } } },
      });
      expect(await ask.data(principalOf(['operations'], WEST), query, { c: cursor })).toEqual({
        deviceCommandChange: null,
      });
      break;
    }
    const { device } = await ask.data(
      OPERATOR,
      '{ device(id: "lift-1") { commands(first: 1) { nodes { state } pageInfo { hasNextPage } } } }',
    );
    expect(device.commands).toEqual({ nodes: [{ state: 'PENDING' }], pageInfo: { hasNextPage: true } });
  });
});
