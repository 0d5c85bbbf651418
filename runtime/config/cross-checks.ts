import type { SettingReader } from './read.ts';
import { SETTINGS as S } from './settings.ts';

export interface MqttConfig {
  /** Where the built-in broker listens. */
  host: string;
  port: number;
  /** A broker of one's own, without credentials in it; null: the built-in one. */
  url: string | null;
  clientId: string;
  username: string | null;
  password: string | null;
  receiveMaximum: number;
  /** Null: the filters of every codec. */
  topics: string[] | null;
  /** Between two probes; 0: none. */
  probeSeconds: number;
}

export interface InfluxConfig {
  url: string;
  version: '1' | '2' | '3' | 'auto';
  /** The database that InfluxQL asks; for a bucket, the one mapped to it. */
  database: string;
  retentionPolicy: string | null;
  token: string | null;
  org: string | null;
  bucket: string | null;
  username: string | null;
  password: string | null;
  timeoutMs: number;
}

/** The URL without its user and password, and these by themselves. */
function credentialsOf(address: string): { url: string; username: string | null; password: string | null } {
  const parsed = new URL(address);
  const username = parsed.username === '' ? null : decodeURIComponent(parsed.username);
  const password = parsed.password === '' ? null : decodeURIComponent(parsed.password);
  if (username === null && password === null) return { url: address, username, password };
  parsed.username = '';
  parsed.password = '';
  return { url: parsed.toString(), username, password };
}

export function mqttOf(read: SettingReader): MqttConfig {
  const address = read.optional('MQTT_URL', S.MQTT_URL);
  const inUrl = address === null ? null : credentialsOf(address);
  const username = read.optional('MQTT_USERNAME', S.MQTT_USERNAME);
  const password = read.optional('MQTT_PASSWORD', S.MQTT_PASSWORD);
  if (inUrl?.username != null && username !== null) {
    read.fault(
      'MQTT_URL and MQTT_USERNAME both name a user: keep one',
      'MQTT_URL 与 MQTT_USERNAME 都含用户名：请只保留一个',
    );
  }
  if (inUrl?.password != null && password !== null) {
    read.fault(
      'MQTT_URL and MQTT_PASSWORD both hold a password: keep one',
      'MQTT_URL 与 MQTT_PASSWORD 都含密码：请只保留一个',
    );
  }
  if (!read.has('MQTT_URL')) {
    for (const name of ['MQTT_USERNAME', 'MQTT_PASSWORD']) {
      if (read.has(name))
        read.fault(`${name} is of no use without MQTT_URL`, `未设置 MQTT_URL 时 ${name} 不起作用`);
    }
  }
  if (read.has('HUB_SOURCES_FILE') && read.has('MQTT_TOPICS')) {
    read.fault(
      'HUB_SOURCES_FILE and MQTT_TOPICS both name topics: put the filters into the file',
      'HUB_SOURCES_FILE 与 MQTT_TOPICS 都指定主题：请将过滤器写入文件',
    );
  }
  const user = username ?? inUrl?.username ?? null;
  const secret = password ?? inUrl?.password ?? null;
  if (secret !== null && user === null) {
    read.fault('MQTT_PASSWORD needs MQTT_USERNAME', '设置 MQTT_PASSWORD 时必须设置 MQTT_USERNAME');
  }
  return {
    host: read.value('HUB_MQTT_HOST', S.HUB_MQTT_HOST),
    port: read.value('HUB_MQTT_PORT', S.HUB_MQTT_PORT),
    url: inUrl?.url ?? null,
    clientId: read.value('MQTT_CLIENT_ID', S.MQTT_CLIENT_ID),
    username: user,
    password: secret,
    receiveMaximum: read.value('MQTT_RECEIVE_MAXIMUM', S.MQTT_RECEIVE_MAXIMUM),
    topics: read.optional('MQTT_TOPICS', S.MQTT_TOPICS),
    probeSeconds: read.value('HUB_PROBE_SECONDS', S.HUB_PROBE_SECONDS),
  };
}

const INFLUX_NEEDS_URL = [
  'INFLUX_DATABASE',
  'INFLUX_RETENTION_POLICY',
  'INFLUX_USERNAME',
  'INFLUX_PASSWORD',
  'INFLUX_TOKEN',
  'INFLUX_ORG',
  'INFLUX_BUCKET',
];

function needs(read: SettingReader, name: string, others: readonly string[]): void {
  for (const other of others) {
    if (read.has(name) && !read.has(other))
      read.fault(`${name} needs ${other}`, `设置 ${name} 时必须设置 ${other}`);
  }
}

/** 1.x: a database, perhaps with user and password. 2.x: token, organisation and bucket. 3.x: token and database. */
export function influxOf(read: SettingReader): InfluxConfig | null {
  const url = read.optional('INFLUX_URL', S.INFLUX_URL);
  const version = read.value('INFLUX_VERSION', S.INFLUX_VERSION);
  const database = read.optional('INFLUX_DATABASE', S.INFLUX_DATABASE);
  const bucket = read.optional('INFLUX_BUCKET', S.INFLUX_BUCKET);
  const influx = {
    version,
    retentionPolicy: read.optional('INFLUX_RETENTION_POLICY', S.INFLUX_RETENTION_POLICY),
    token: read.optional('INFLUX_TOKEN', S.INFLUX_TOKEN),
    org: read.optional('INFLUX_ORG', S.INFLUX_ORG),
    bucket,
    username: read.optional('INFLUX_USERNAME', S.INFLUX_USERNAME),
    password: read.optional('INFLUX_PASSWORD', S.INFLUX_PASSWORD),
    timeoutMs: read.value('INFLUX_TIMEOUT_MS', S.INFLUX_TIMEOUT_MS),
  };
  if (!read.has('INFLUX_URL')) {
    for (const name of INFLUX_NEEDS_URL) needs(read, name, ['INFLUX_URL']);
    return null;
  }
  if (url === null) return null;
  if (new URL(url).username !== '' || new URL(url).password !== '') {
    read.fault(
      'INFLUX_URL holds a user or password: put them into INFLUX_USERNAME and INFLUX_PASSWORD',
      'INFLUX_URL 含用户名或密码：请改用 INFLUX_USERNAME 与 INFLUX_PASSWORD',
    );
  }
  if (!read.has('INFLUX_DATABASE') && !read.has('INFLUX_BUCKET')) {
    read.fault(
      'INFLUX_URL needs INFLUX_DATABASE (1.x, 3.x), or INFLUX_TOKEN, INFLUX_ORG and INFLUX_BUCKET (2.x)',
      '设置 INFLUX_URL 时必须设置 INFLUX_DATABASE（1.x、3.x），或 INFLUX_TOKEN、INFLUX_ORG、INFLUX_BUCKET（2.x）',
    );
  }
  if (version !== '3') needs(read, 'INFLUX_TOKEN', ['INFLUX_ORG', 'INFLUX_BUCKET']);
  needs(read, 'INFLUX_BUCKET', ['INFLUX_TOKEN', 'INFLUX_ORG']);
  needs(read, 'INFLUX_ORG', ['INFLUX_TOKEN', 'INFLUX_BUCKET']);
  needs(read, 'INFLUX_PASSWORD', ['INFLUX_USERNAME']);
  if (version === '1' && read.has('INFLUX_TOKEN')) {
    read.fault(
      'INFLUX_VERSION=1 takes INFLUX_USERNAME and INFLUX_PASSWORD, not INFLUX_TOKEN',
      'INFLUX_VERSION=1 使用 INFLUX_USERNAME 与 INFLUX_PASSWORD，而非 INFLUX_TOKEN',
    );
  }
  if (read.has('INFLUX_TOKEN') && read.has('INFLUX_USERNAME')) {
    read.fault(
      'INFLUX_TOKEN and INFLUX_USERNAME are both set: keep one',
      'INFLUX_TOKEN 与 INFLUX_USERNAME 同时设置：请只保留一个',
    );
  }
  return { url: url.replace(/\/+$/, ''), database: database ?? bucket ?? '', ...influx };
}
