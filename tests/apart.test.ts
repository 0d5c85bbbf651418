import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../hub/demo.ts';
import { createAuth } from '../runtime/auth.ts';
import { loadConfig } from '../runtime/config.ts';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { type HubProcess, launch, startProcess } from './e2e/child.ts';
import { runFlow } from './e2e/flow.ts';
import { at, data, listAt, textAt } from './e2e/graph-client.ts';
import { type TestDb, testDb } from './support/db.ts';
import { freePort } from './support/free-port.ts';
import { type Influxd, influxdServer, startInfluxd } from './support/influxd.ts';
import { connectDevice } from './support/intake.ts';
import { type Mosquitto, mosquittoServer, startMosquitto } from './support/mosquitto.ts';
import { until } from './support/until.ts';

describe.runIf(mosquittoServer !== null && influxdServer !== null)('every process apart, over HTTP', () => {
  let folder: string;
  let store: TestDb;
  let mosquitto: Mosquitto;
  let influxd: Influxd;
  let token: string;
  let gateway: HubProcess;
  const processes: HubProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wangge-apart-'));
    [store, mosquitto, influxd] = await Promise.all([testDb(), startMosquitto(), startInfluxd()]);
    await seedDemo(store.db);
    // the key that they all share is made before the first of them looks for it
    const auth = await createAuth(loadConfig({ HUB_DATA_DIR: folder }));
    token = await auth.sign({ subject: 'apart', roles: ['operations'], grids: ['*'], ttlSeconds: 600 });

    const shared = {
      HUB_DATA_DIR: folder,
      DATABASE_URL: store.url,
      INFLUX_URL: influxd.url,
      INFLUX_DATABASE: 'wangge',
    };
    const subgraphs = await Promise.all(
      SUBGRAPHS.map(async ({ name }) => {
        const port = String(await freePort());
        const url = `http://127.0.0.1:${port}`;
        const env = { ...shared, HUB_SUBGRAPH_PORT: port };
        return startProcess({ name, script: 'subgraphs/main.ts', args: [name], env, url, folder });
      }),
    );
    processes.push(...subgraphs);
    const [opsPort, httpPort] = [String(await freePort()), String(await freePort())];
    const ingest = startProcess({
      name: 'ingest',
      script: 'ingest/main.ts',
      env: { ...shared, MQTT_URL: mosquitto.url, HUB_OPS_PORT: opsPort },
      url: `http://127.0.0.1:${opsPort}`,
      folder,
    });
    const door = startProcess({
      name: 'gateway',
      script: 'gateway/main.ts',
      env: {
        HUB_DATA_DIR: folder,
        DATABASE_URL: store.url,
        HUB_HTTP_PORT: httpPort,
        HUB_SUBGRAPHS: subgraphs.map(({ name, url }) => `${name}=${url}/graphql`).join(','),
      },
      url: `http://127.0.0.1:${httpPort}`,
      folder,
    });
    for (const started of await Promise.allSettled([ingest, door])) {
      if (started.status === 'rejected') throw started.reason;
      processes.push(started.value);
    }
    gateway = await door;
  });

  afterAll(async () => {
    for (const each of processes) await each.kill();
    await mosquitto?.close();
    await influxd?.close();
    await store?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('carries an alert from MQTT to InfluxDB, an incident, a work order and every subscriber', async () => {
    await runFlow({
      httpUrl: gateway.url,
      mqttUrl: mosquitto.url,
      token,
      db: store.db,
      influx: { server: influxd, database: 'wangge' },
      pubackIsCommit: false,
    });
  });

  it('carries a command from the graph to a device on the broker, and its reply back', async () => {
    // a lift of the demo listens under the grid that it was claimed for
    const [lift] = listAt(
      await data(
        gateway.url,
        token,
        '{ devices(filter: { families: [ELEVATOR], state: CLAIMED }, first: 1) { nodes { id grid { code } } } }',
      ),
      'devices',
      'nodes',
    );
    const [id, grid] = [textAt(lift, 'id'), textAt(lift, 'grid', 'code')];
    const own = `community/v1/${grid}/elevator/${id}`;
    const device = await connectDevice(mosquitto.url, `apart-${id}`);
    const received: unknown[] = [];
    device.on('message', (topic, payload) => {
      const command: unknown = JSON.parse(payload.toString());
      received.push({ topic, command });
      const answer = { id: textAt(command, 'id'), result: { floor: at(command, 'params', 'floor') } };
      device.publish(`${own}/reply`, JSON.stringify(answer), { qos: 1 });
    });
    await device.subscribeAsync(`${own}/command`, { qos: 1 });
    const sent = await data(
      gateway.url,
      token,
      `mutation ($input: SendDeviceCommandInput!) {
        sendDeviceCommand(input: $input) { command { id state topic } } }`,
      { input: { deviceId: id, command: 'goToFloor', params: { floor: 3 }, timeoutSeconds: 60 } },
    );
    const commandId = textAt(sent, 'sendDeviceCommand', 'command', 'id');
    expect(at(sent, 'sendDeviceCommand', 'command')).toEqual({
      ...{ id: commandId, state: 'PENDING', topic: `${own}/command` },
    });
    const query = `query ($id: ID!) { deviceCommand(id: $id) { state reply error device { id grid { name } } } }`;
    const answered = await until(async () => {
      const found = at(await data(gateway.url, token, query, { id: commandId }), 'deviceCommand');
      return at(found, 'state') === 'ACKNOWLEDGED' && found;
    });
    expect(answered).toMatchObject({ reply: { floor: 3 }, error: null, device: { id } });
    expect(received).toMatchObject([
      { topic: `${own}/command`, command: { id: commandId, command: 'goToFloor', params: { floor: 3 } } },
    ]);
    await device.endAsync(true);
  });

  it('answers /livez, /readyz and /metrics in each', async () => {
    expect(processes.map(({ name }) => name).sort()).toEqual(
      [...SUBGRAPHS.map(({ name }) => name), 'gateway', 'ingest'].sort(),
    );
    for (const { name, url } of processes) {
      const alive = await fetch(`${url}/livez`);
      expect([name, alive.status, await alive.text()]).toEqual([name, 200, 'ok\n']);
      const ready: unknown = await (await fetch(`${url}/readyz?verbose`)).json();
      expect([name, at(ready, 'ok')]).toEqual([name, true]);
      expect(listAt(ready, 'checks').map((check) => at(check, 'name'))).toContain('postgres');
      const metrics = await (await fetch(`${url}/metrics`)).text();
      expect(metrics, name).toMatch(/^process_cpu_seconds_total /m);
      expect(metrics, name).toMatch(/^hub_\w+/m);
    }
  });

  it('trusts no token at a subgraph because the gateway is in front of it', async () => {
    const alerts = processes.find(({ name }) => name === 'alerts');
    const response = await fetch(`${alerts?.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer nonsense' },
      body: JSON.stringify({ query: '{ incidents { nodes { id } } }' }),
    });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('UNAUTHENTICATED');
  });

  it('ends each with code 0 on SIGTERM', async () => {
    const ends = await Promise.all(
      processes.toReversed().map(async (each) => ({ name: each.name, code: await each.stop() })),
    );
    expect(ends).toEqual(processes.map(({ name }) => ({ name, code: 0 })).reverse());
    // pino's 50 is error
    for (const each of processes) expect(each.output()).not.toMatch(/"level":[56]0/);
  });

  it('says what is missing and ends with code 1', async () => {
    const cases = [
      { script: 'gateway/main.ts', args: [], env: {}, says: 'DATABASE_URL' },
      { script: 'ingest/main.ts', args: [], env: {}, says: 'DATABASE_URL' },
      {
        script: 'subgraphs/main.ts',
        args: ['nothing'],
        env: {},
        says: SUBGRAPHS.map(({ name }) => name).join(', '),
      },
      {
        script: 'subgraphs/main.ts',
        args: ['grids'],
        env: { HUB_SUBGRAP_PORT: '1' },
        says: 'HUB_SUBGRAPH_PORT',
      },
    ];
    await Promise.all(
      cases.map(async ({ script, args, env, says }) => {
        const child = launch({ name: script, script, args, env, url: '', folder });
        expect([script, await child.exited]).toEqual([script, 1]);
        expect(child.output()).toContain(says);
      }),
    );
  });
});
