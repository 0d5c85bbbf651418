// What the doctor asks a broker must cost the hub nothing, also where the broker takes the user's name for the client id.
import mqtt from 'mqtt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trySignIn } from '../ingest/sign-in.ts';
import { type Mosquitto, mosquittoServer, startMosquitto } from './support/mosquitto.ts';
import { until } from './support/until.ts';

const TOPIC = 'community/v1/51/camera/c/alert';

describe.skipIf(mosquittoServer === null)('a broker is asked whether it admits the hub', () => {
  let broker: Mosquitto;
  beforeAll(async () => {
    broker = await startMosquitto({ lines: ['use_username_as_clientid true'] });
  });
  afterAll(() => broker.close());

  const open = (protocolVersion: 4 | 5, clientId: string, username: string) =>
    mqtt.connectAsync(broker.url, {
      protocolVersion,
      clientId,
      username,
      clean: false,
      reconnectPeriod: 0,
      ...(protocolVersion === 5 ? { properties: { sessionExpiryInterval: 600 } } : {}),
    });
  const ask = (username: string) =>
    trySignIn({ url: broker.url, clientId: 'wangge-hub-doctor-1', username, password: 'any' });

  test.each([4, 5] as const)(
    'what waits for a hub of MQTT %i that is away is there when it comes back',
    async (version) => {
      const name = `hub-${version}`;
      const hub = await open(version, name, name);
      await hub.subscribeAsync(TOPIC, { qos: 1 });
      await hub.endAsync();
      const device = await open(4, 'device', 'device');
      for (const payload of ['1', '2', '3']) await device.publishAsync(TOPIC, payload, { qos: 1 });
      await device.endAsync();

      expect(await ask(name)).toEqual({ refusal: null, takenOver: true });

      const heard: string[] = [];
      const back = mqtt.connect(broker.url, {
        protocolVersion: version,
        clientId: name,
        username: name,
        clean: false,
        reconnectPeriod: 0,
        ...(version === 5 ? { properties: { sessionExpiryInterval: 600 } } : {}),
      });
      back.on('message', (_, payload) => heard.push(String(payload)));
      await until(() => heard.length >= 3, { what: 'the three that waited' });
      expect(heard).toEqual(['1', '2', '3']);
      await back.endAsync();
    },
  );

  test.each([4, 5] as const)('it leaves no session of its own behind (then MQTT %i)', async (version) => {
    const name = `nobody-${version}`;
    expect(await ask(name)).toEqual({ refusal: null, takenOver: false });
    const later = mqtt.connect(broker.url, {
      protocolVersion: version,
      clientId: name,
      username: name,
      clean: false,
      reconnectPeriod: 0,
    });
    const present = await new Promise((resolve) =>
      later.once('connect', (ack) => resolve(ack.sessionPresent)),
    );
    expect(present).toBe(false);
    await later.endAsync();
  });

  test('one that is not there is told in both languages', async () => {
    const gone = { url: 'mqtt://127.0.0.1:1', clientId: 'a', username: null, password: null };
    expect((await trySignIn(gone)).refusal).toEqual({ en: 'it refuses connections', zh: '拒绝连接' });
  });
});

describe.skipIf(mosquittoServer === null)('a broker that admits nobody unnamed', () => {
  test('says so, and the doctor with it', async () => {
    const strict = await startMosquitto({ lines: ['allow_anonymous false'] });
    try {
      const { refusal } = await trySignIn({
        url: strict.url,
        clientId: 'a',
        username: 'hub',
        password: 'wrong',
      });
      expect(refusal?.en).toMatch(/code \d+: the user or password is wrong/);
      expect(refusal?.zh).toContain('用户名或密码错误');
    } finally {
      await strict.close();
    }
  });
});
