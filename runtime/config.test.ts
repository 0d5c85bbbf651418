import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { distance } from '../core/near.ts';
import { envExample } from './config/env-example.ts';
import { SETTINGS } from './config/settings.ts';
import { loadConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function secretFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function faultsOf(env: Record<string, string>): { en: string; zh: string; count: unknown } {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof HubError && error.code === 'CONFIG_INVALID') {
      return { en: error.message, zh: error.messageZh, count: error.detail.count };
    }
    throw error;
  }
  return { en: '', zh: '', count: 0 };
}

describe('settings that are right', () => {
  it('an empty environment gives the all-in-one on loopback', () => {
    const config = loadConfig({});
    expect(config.http).toEqual({ host: '127.0.0.1', port: 4000 });
    expect(config.mqtt).toMatchObject({ host: '127.0.0.1', port: 1883, url: null });
    expect([config.databaseUrl, config.influx, config.subgraphUrls]).toEqual([null, null, {}]);
    expect(config.demo).toBe(true);
    expect(config.dataDir).toMatch(/\.hub$/);
  });

  it('the demo does not play by itself on brokers that a sources file names', () => {
    const config = loadConfig({ HUB_SOURCES_FILE: 'sources.yaml' });
    expect(config.demo).toBe(false);
    expect(config.sourcesFile).toMatch(/^\/.*sources\.yaml$/);
    expect(
      faultsOf({ HUB_SOURCES_FILE: 'sources.yaml', MQTT_TOPICS: 'a/#', MQTT_URL: 'mqtt://a' }).en,
    ).toMatch(/HUB_SOURCES_FILE and MQTT_TOPICS/);
  });

  it('an empty variable is one that is not set', () => {
    expect(loadConfig({ INFLUX_URL: '', HUB_HTTP_PORT: ' ' })).toEqual(loadConfig({}));
  });

  it('variables of other programs are let be', () => {
    const env = {
      OTEL_SERVICE_NAME: 'x',
      PATH: '/bin',
      MYSQL_URL: 'x',
      HUBOT_TOKEN: 'x',
      INFLUXDB_TOKEN: 'x',
    };
    expect(faultsOf(env).en).toBe('');
  });

  it('what Kubernetes says of services named hub and mqtt is no setting', () => {
    const env = {
      HUB_SERVICE_HOST: '10.0.0.1',
      HUB_SERVICE_PORT_HTTP: '4000',
      HUB_PORT: 'tcp://10.0.0.1:4000',
      MQTT_PORT_1883_TCP_ADDR: '10.0.0.2',
    };
    expect(faultsOf(env).en).toBe('');
  });

  it('introspection is off in production unless it is switched on', () => {
    expect(loadConfig({}).introspection).toBe(true);
    expect(loadConfig({ NODE_ENV: 'production' }).introspection).toBe(false);
    expect(loadConfig({ NODE_ENV: 'production', HUB_INTROSPECTION: 'on' }).introspection).toBe(true);
  });

  it('a secret may lie in a file', () => {
    const config = loadConfig({
      DATABASE_URL_FILE: secretFile('db', 'postgres://u:p@db/hub\n'),
      MQTT_URL: 'mqtt://broker:1884',
      MQTT_USERNAME: 'hub',
      MQTT_PASSWORD_FILE: secretFile('mqtt', 'hunter2\n'),
    });
    expect(config.databaseUrl).toBe('postgres://u:p@db/hub');
    expect(config.mqtt.password).toBe('hunter2');
  });

  it('credentials in MQTT_URL are taken out of it', () => {
    const { mqtt } = loadConfig({ MQTT_URL: 'mqtts://hub:a%40b@broker:8883' });
    expect(mqtt).toMatchObject({ url: 'mqtts://broker:8883', username: 'hub', password: 'a@b' });
  });

  it('each InfluxDB line is taken with what it needs', () => {
    const url = 'http://influx:8086/';
    expect(loadConfig({ INFLUX_URL: url, INFLUX_DATABASE: 'hub' }).influx).toMatchObject({
      url: 'http://influx:8086',
      database: 'hub',
      token: null,
      version: 'auto',
    });
    expect(
      loadConfig({ INFLUX_URL: url, INFLUX_TOKEN: 't', INFLUX_ORG: 'o', INFLUX_BUCKET: 'b' }).influx,
    ).toMatchObject({ token: 't', org: 'o', bucket: 'b', database: 'b' });
    expect(
      loadConfig({ INFLUX_URL: url, INFLUX_VERSION: '3', INFLUX_TOKEN: 't', INFLUX_DATABASE: 'd' }).influx,
    ).toMatchObject({ token: 't', database: 'd', bucket: null });
  });

  it('lists are read', () => {
    const config = loadConfig({
      HUB_SUBGRAPHS: 'alerts=http://a:4001/graphql, grids=http://g:4001/graphql',
      MQTT_TOPICS: 'community/v1/+/camera/#,frigate/events',
    });
    expect(config.subgraphUrls).toEqual({ alerts: 'http://a:4001/graphql', grids: 'http://g:4001/graphql' });
    expect(config.mqtt.topics).toEqual(['community/v1/+/camera/#', 'frigate/events']);
  });
});

describe('settings that are wrong', () => {
  it('every fault is told at once, in both languages', () => {
    const { en, zh, count } = faultsOf({
      HUB_HTTP_PORT: '70000',
      HUB_DEMO: 'perhaps',
      HUB_SITE_ZONE: 'Mars/Olympus',
      HUB_HTPT_HOST: '0.0.0.0',
    });
    expect(count).toBe(4);
    for (const part of [
      'HUB_HTTP_PORT: "70000"',
      'HUB_DEMO: "perhaps"',
      'HUB_SITE_ZONE',
      'did you mean HUB_HTTP_HOST?',
    ]) {
      expect(en).toContain(part);
    }
    expect(zh).toContain('4 处错误');
    expect(zh).toContain('是否应为 HUB_HTTP_HOST');
  });

  it.each([
    ['HUB_HTTP_PROT', 'HUB_HTTP_PORT'],
    ['MQTT_URI', 'MQTT_URL'],
    ['INFLUX_TOKN', 'INFLUX_TOKEN'],
    ['DATABASE_ULR', 'DATABASE_URL'],
    ['HBU_DATA_DIR', 'HUB_DATA_DIR'],
    ['INFLUX_TOKEN_FLIE', 'INFLUX_TOKEN_FILE'],
  ])('%s is told to be meant as %s', (wrong, right) => {
    expect(faultsOf({ [wrong]: 'x' }).en).toContain(`${wrong} is not a setting: did you mean ${right}?`);
  });

  it('a name like nothing known is refused without a guess', () => {
    expect(faultsOf({ HUB_TOTALLY_DIFFERENT_THING: 'x' }).en).toMatch(/THING is not a setting$/m);
  });

  it.each([
    [{ HUB_HTTP_PORT: '40o0' }, 'integer'],
    [{ HUB_HTTP_PORT: 'tcp://10.0.0.1:4000' }, 'integer'],
    [{ HUB_HTTP_HOST: 'a b' }, 'host'],
    [{ MQTT_URL: 'http://broker' }, 'does not begin with mqtt://, mqtts://'],
    [{ MQTT_URL: 'broker:1883' }, 'MQTT_URL'],
    [{ MQTT_URL: 'mqtt://u:%zz@broker' }, '% that escapes nothing'],
    [{ MQTT_TOPICS: 'a/#/b' }, 'wrong topic filter, a/#/b'],
    [{ MQTT_TOPICS: 'a/b+' }, 'wrong topic filter'],
    [{ HUB_SUBGRAPHS: 'alerts' }, 'holds no name=url'],
    [{ HUB_SUBGRAPHS: 'a=http://x,a=http://y' }, 'names a twice'],
    [{ HUB_SUBGRAPHS: 'a=ftp://x' }, 'does not begin with http://'],
    [{ HUB_LOG_LEVEL: 'loud' }, 'is not one of trace'],
    [{ MQTT_USERNAME: 'u' }, 'MQTT_USERNAME is of no use without MQTT_URL'],
    [{ MQTT_URL: 'mqtt://u@b', MQTT_USERNAME: 'u' }, 'both name a user'],
    [{ MQTT_URL: 'mqtt://u:p@b', MQTT_PASSWORD: 'p' }, 'both hold a password'],
    [{ MQTT_URL: 'mqtt://b', MQTT_PASSWORD: 'p' }, 'MQTT_PASSWORD needs MQTT_USERNAME'],
    [{ INFLUX_TOKEN: 't' }, 'INFLUX_TOKEN needs INFLUX_URL'],
    [{ INFLUX_URL: 'http://i' }, 'INFLUX_URL needs INFLUX_DATABASE'],
    [{ INFLUX_URL: 'http://i', INFLUX_TOKEN: 't', INFLUX_DATABASE: 'd' }, 'INFLUX_TOKEN needs INFLUX_ORG'],
    [{ INFLUX_URL: 'http://i', INFLUX_TOKEN: 't', INFLUX_ORG: 'o' }, 'INFLUX_TOKEN needs INFLUX_BUCKET'],
    [{ INFLUX_URL: 'http://i', INFLUX_BUCKET: 'b' }, 'INFLUX_BUCKET needs INFLUX_TOKEN'],
    [{ INFLUX_URL: 'http://u:p@i', INFLUX_DATABASE: 'd' }, 'put them into INFLUX_USERNAME'],
    [
      { INFLUX_URL: 'http://i', INFLUX_DATABASE: 'd', INFLUX_PASSWORD: 'p' },
      'INFLUX_PASSWORD needs INFLUX_USERNAME',
    ],
    [
      { INFLUX_URL: 'http://i', INFLUX_VERSION: '1', INFLUX_TOKEN: 't', INFLUX_ORG: 'o', INFLUX_BUCKET: 'b' },
      'INFLUX_VERSION=1 takes INFLUX_USERNAME',
    ],
    [{ HUB_JWKS_URL: 'https://i/jwks' }, 'HUB_JWKS_URL needs HUB_AUDIENCE'],
    [
      {
        ...{ HUB_JWKS_URL: 'https://i/jwks', HUB_ISSUER: 'i', HUB_AUDIENCE: 'a', HUB_OPEN311: 'on' },
        ...{ HUB_SUBGRAPHS: 'alerts=http://a', HUB_OPEN311_KEYS: 'app=key-of-the-app-0001' },
      },
      'HUB_OPEN311_KEYS with HUB_SUBGRAPHS and HUB_JWKS_URL needs HUB_AUTH_KEY_FILE',
    ],
    [
      { DATABASE_URL: 'postgres://a/b', DATABASE_URL_FILE: '/x' },
      'DATABASE_URL and DATABASE_URL_FILE are both set',
    ],
    [{ HUB_AUTH_KEY: '{}', HUB_AUTH_KEY_FILE: '/x' }, 'HUB_AUTH_KEY and HUB_AUTH_KEY_FILE are both set'],
    [{ DATABASE_URL_FILE: '/does/not/exist' }, 'DATABASE_URL_FILE: /does/not/exist cannot be read'],
  ])('%j is refused', (env, words) => {
    expect(faultsOf(env).en).toContain(words);
  });

  it('an empty or huge secret file is refused', () => {
    expect(faultsOf({ DATABASE_URL_FILE: secretFile('empty', '\n') }).en).toContain('it is empty');
    expect(faultsOf({ DATABASE_URL_FILE: secretFile('huge', 'x'.repeat(70_000)) }).en).toContain('too large');
  });

  it('a secret is never shown', () => {
    const { en, zh } = faultsOf({ DATABASE_URL: 'mysql://u:hunter2@db', MQTT_URL: 'amqp://u:hunter2@b' });
    expect(`${en}${zh}`).not.toContain('hunter2');
    expect(en).toContain('DATABASE_URL: (secret)');
  });
});

describe('the table of settings', () => {
  it('.env.example is made from it', () => {
    expect(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')).toBe(envExample());
  });

  it('every setting is told in both languages', () => {
    for (const [name, setting] of Object.entries(SETTINGS)) {
      expect(setting.en, name).toMatch(/\w/);
      expect(setting.zh, name).toMatch(/\p{Script=Han}|InfluxDB|Postgres/u);
    }
  });

  it('every line of .env.example is one that the hub takes', () => {
    const set = envExample()
      .split('\n')
      .flatMap((line) => {
        const match = /^# ([A-Z][A-Z0-9_]+)=(.+)$/.exec(line);
        return match === null ? [] : [[match[1] ?? '', match[2] ?? '']];
      });
    expect(set.length).toBeGreaterThan(20);
    expect(loadConfig(Object.fromEntries(set))).toEqual(loadConfig({}));
  });
});

it('notifications take a key of 32 bytes, networks, and a sender for mail', () => {
  const key = Buffer.alloc(32, 1).toString('base64');
  const wrong: [Record<string, string>, string][] = [
    [{ HUB_SECRET_KEY: 'password' }, 'HUB_SECRET_KEY: (secret) is not 32 bytes'],
    [{ HUB_WEBHOOK_ALLOW_PRIVATE: '10.0.0.0/33' }, 'holds 10.0.0.0/33, which is no network'],
    [{ HUB_WEBHOOK_ALLOW_PRIVATE: 'localhost' }, 'holds localhost, which is no network'],
    [{ HUB_SMTP_URL: 'smtp://mail' }, 'HUB_SMTP_URL needs HUB_SMTP_FROM'],
  ];
  for (const [env, said] of wrong) expect(() => loadConfig(env)).toThrow(said);
  const config = loadConfig({
    ...{ HUB_SECRET_KEY: key, HUB_WEBHOOK_ALLOW_PRIVATE: '10.1.0.0/16, ::1, fd00::/8' },
    HUB_PUBLIC_URL: 'https://hub.example.com/',
  });
  expect(config.secretKey).toEqual({ key, keyFile: null });
  expect(config.notify.allowPrivate).toEqual(['10.1.0.0/16', '::1', 'fd00::/8']);
  expect(config.notify.publicUrl).toBe('https://hub.example.com');
});

it('a transposition is one edit', () => {
  expect([
    distance('HUB', 'HBU'),
    distance('', 'abc'),
    distance('same', 'same'),
    distance('ab', 'xb'),
  ]).toEqual([1, 3, 0, 1]);
});
