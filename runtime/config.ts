import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { HubError } from '../core/errors.ts';
import { type InfluxConfig, influxOf, type MqttConfig, mqttOf } from './config/cross-checks.ts';
import { createReader, type Env, unknownNames } from './config/read.ts';
import { SETTINGS as S } from './config/settings.ts';
import { type TelemetryConfig, telemetryOf } from './config/telemetry.ts';

export type { InfluxConfig } from './config/cross-checks.ts';

/** Everything that a process of the hub can be told from outside. Times in the unit of their name. */
export interface Config {
  site: { zone: string };
  http: { host: string; port: number };
  mqtt: MqttConfig;
  /** Absolute path; null: every codec on its own topics, at the one broker. */
  sourcesFile: string | null;
  /** Absolute path of a folder laid out as `governance/`; null: only what is shipped and applied. */
  governanceDir: string | null;
  /** Origins beside https on public names. */
  evidenceOrigins: string[];
  /** Other origins whose pages may use the graph. */
  graphOrigins: string[];
  /** Absolute path. */
  dataDir: string;
  demo: boolean;
  /** Null: the embedded Postgres. */
  databaseUrl: string | null;
  postgresConnections: number;
  /** Null: the embedded series store. */
  influx: InfluxConfig | null;
  auth: {
    issuer: string | null;
    audience: string | null;
    jwksUrl: string | null;
    /** The private key itself, JWK or PEM. */
    key: string | null;
    /** Where the private key is kept; made when missing. */
    keyFile: string | null;
  };
  /** What seals the secrets of notification endpoints. */
  secretKey: {
    /** The key itself; null: it is in a file. */
    key: string | null;
    /** Null: `secret-key` in the data folder. */
    keyFile: string | null;
  };
  notify: {
    /** Networks, CIDR. */
    allowPrivate: string[];
    linkTemplate: string | null;
    /** Without a slash at the end. */
    publicUrl: string | null;
    timeoutMs: number;
    attempts: number;
    maxAgeHours: number;
    /** Finished deliveries and their receipts. */
    keptDays: number;
    smtpUrl: string | null;
    smtpFrom: string | null;
  };
  /** NODE_ENV=production. */
  production: boolean;
  /** Started by `npm start` or npx, with which it ends. */
  byNpm: boolean;
  introspection: boolean;
  limits: {
    payloadBytes: number;
    batchSize: number;
    queueFrames: number;
    subscriptions: number;
    subscriptionQueue: number;
    bodyBytes: number;
    documentCharacters: number;
    tokens: number;
    depth: number;
    aliases: number;
    rootFields: number;
    selections: number;
    cost: number;
    subgraphTimeoutMs: number;
    subgraphResponseBytes: number;
  };
  retention: {
    alertLogHours: number;
    seriesDays: number;
    feedDays: number;
    quarantineDays: number;
    quarantineRows: number;
    quarantineSamples: number;
    contactDays: number;
  };
  /** What is open to people without a token. */
  residents: {
    publicReports: boolean;
    /** Root fields a minute of one address without a token. */
    requestsPerMinute: number;
    /** Reports a minute without a token, all addresses together. */
    reportsPerMinute: number;
    /** Proxies whose X-Forwarded-For counts. */
    trustedProxies: string[];
    open311: boolean;
    /** api_key by the name of its client. */
    open311Keys: Record<string, string>;
    open311Jurisdiction: string | null;
    /** Origins whose pages may use Open311; `*` is every one. */
    open311Origins: string[];
  };
  subgraph: { host: string; port: number };
  /** Subgraph name to its URL; empty in the all-in-one. */
  subgraphUrls: Record<string, string>;
  opsPort: number;
  /** Traces to an OpenTelemetry collector. */
  telemetry: TelemetryConfig;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  logFormat: 'json' | 'pretty';
}

/** The variables of the process, over those of `.env` in the working folder. */
function environment(): Env {
  const path = resolve('.env');
  return existsSync(path) ? { ...parseEnv(readFileSync(path, 'utf8')), ...process.env } : process.env;
}

/**
 * The configuration of this process: the only reader of the environment.
 * @throws HubError CONFIG_INVALID naming every fault at once
 */
export function loadConfig(env: Env = environment()): Config {
  const read = createReader(env);
  const limit = read.value;
  const production = env.NODE_ENV === 'production';
  const format = read.value('HUB_LOG_FORMAT', S.HUB_LOG_FORMAT);
  const mqtt = mqttOf(read);
  const sourcesFile = read.optional('HUB_SOURCES_FILE', S.HUB_SOURCES_FILE);
  const governanceDir = read.optional('HUB_GOVERNANCE_DIR', S.HUB_GOVERNANCE_DIR);
  const databaseUrl = read.optional('DATABASE_URL', S.DATABASE_URL);
  // never by itself on a broker or database that is somebody's own
  const demo =
    read.optional('HUB_DEMO', S.HUB_DEMO) ??
    (mqtt.url === null && databaseUrl === null && sourcesFile === null);
  const config: Config = {
    site: { zone: read.value('HUB_SITE_ZONE', S.HUB_SITE_ZONE) },
    http: {
      host: read.value('HUB_HTTP_HOST', S.HUB_HTTP_HOST),
      port: read.value('HUB_HTTP_PORT', S.HUB_HTTP_PORT),
    },
    mqtt,
    sourcesFile: sourcesFile === null ? null : resolve(sourcesFile),
    governanceDir: governanceDir === null ? null : resolve(governanceDir),
    evidenceOrigins: read.optional('HUB_EVIDENCE_ORIGINS', S.HUB_EVIDENCE_ORIGINS) ?? [],
    graphOrigins: read.optional('HUB_GRAPH_ORIGINS', S.HUB_GRAPH_ORIGINS) ?? [],
    dataDir: resolve(read.value('HUB_DATA_DIR', S.HUB_DATA_DIR)),
    demo,
    databaseUrl,
    postgresConnections: read.value('HUB_POSTGRES_CONNECTIONS', S.HUB_POSTGRES_CONNECTIONS),
    influx: influxOf(read),
    auth: {
      issuer: read.optional('HUB_ISSUER', S.HUB_ISSUER),
      audience: read.optional('HUB_AUDIENCE', S.HUB_AUDIENCE),
      jwksUrl: read.optional('HUB_JWKS_URL', S.HUB_JWKS_URL),
      key: read.optional('HUB_AUTH_KEY', S.HUB_AUTH_KEY),
      keyFile: read.file('HUB_AUTH_KEY'),
    },
    secretKey: {
      key: read.optional('HUB_SECRET_KEY', S.HUB_SECRET_KEY),
      keyFile: read.file('HUB_SECRET_KEY'),
    },
    notify: {
      allowPrivate: read.optional('HUB_WEBHOOK_ALLOW_PRIVATE', S.HUB_WEBHOOK_ALLOW_PRIVATE) ?? [],
      linkTemplate: read.optional('HUB_NOTIFY_LINK', S.HUB_NOTIFY_LINK),
      publicUrl: read.optional('HUB_PUBLIC_URL', S.HUB_PUBLIC_URL)?.replace(/\/+$/, '') ?? null,
      timeoutMs: read.value('HUB_NOTIFY_TIMEOUT_MS', S.HUB_NOTIFY_TIMEOUT_MS),
      attempts: read.value('HUB_NOTIFY_ATTEMPTS', S.HUB_NOTIFY_ATTEMPTS),
      keptDays: read.value('HUB_NOTIFY_DAYS', S.HUB_NOTIFY_DAYS),
      maxAgeHours: read.value('HUB_NOTIFY_MAX_HOURS', S.HUB_NOTIFY_MAX_HOURS),
      smtpUrl: read.optional('HUB_SMTP_URL', S.HUB_SMTP_URL),
      smtpFrom: read.optional('HUB_SMTP_FROM', S.HUB_SMTP_FROM),
    },
    production,
    byNpm: env.npm_lifecycle_event === 'start' || env.npm_lifecycle_event === 'npx',
    introspection: read.optional('HUB_INTROSPECTION', S.HUB_INTROSPECTION) ?? !production,
    limits: {
      payloadBytes: limit('HUB_MAX_PAYLOAD_BYTES', S.HUB_MAX_PAYLOAD_BYTES),
      batchSize: limit('HUB_BATCH_SIZE', S.HUB_BATCH_SIZE),
      queueFrames: limit('HUB_QUEUE_FRAMES', S.HUB_QUEUE_FRAMES),
      subscriptions: limit('HUB_MAX_SUBSCRIPTIONS', S.HUB_MAX_SUBSCRIPTIONS),
      subscriptionQueue: limit('HUB_SUBSCRIPTION_QUEUE', S.HUB_SUBSCRIPTION_QUEUE),
      bodyBytes: limit('HUB_MAX_BODY_BYTES', S.HUB_MAX_BODY_BYTES),
      documentCharacters: limit('HUB_MAX_DOCUMENT_CHARACTERS', S.HUB_MAX_DOCUMENT_CHARACTERS),
      tokens: limit('HUB_MAX_TOKENS', S.HUB_MAX_TOKENS),
      depth: limit('HUB_MAX_DEPTH', S.HUB_MAX_DEPTH),
      aliases: limit('HUB_MAX_ALIASES', S.HUB_MAX_ALIASES),
      rootFields: limit('HUB_MAX_ROOT_FIELDS', S.HUB_MAX_ROOT_FIELDS),
      selections: limit('HUB_MAX_SELECTIONS', S.HUB_MAX_SELECTIONS),
      cost: limit('HUB_MAX_COST', S.HUB_MAX_COST),
      subgraphTimeoutMs: limit('HUB_SUBGRAPH_TIMEOUT_MS', S.HUB_SUBGRAPH_TIMEOUT_MS),
      subgraphResponseBytes: limit('HUB_SUBGRAPH_RESPONSE_BYTES', S.HUB_SUBGRAPH_RESPONSE_BYTES),
    },
    retention: {
      alertLogHours: read.value('HUB_ALERT_LOG_HOURS', S.HUB_ALERT_LOG_HOURS),
      seriesDays: read.value('HUB_SERIES_DAYS', S.HUB_SERIES_DAYS),
      feedDays: read.value('HUB_FEED_DAYS', S.HUB_FEED_DAYS),
      quarantineDays: read.value('HUB_QUARANTINE_DAYS', S.HUB_QUARANTINE_DAYS),
      quarantineRows: read.value('HUB_QUARANTINE_ROWS', S.HUB_QUARANTINE_ROWS),
      quarantineSamples: read.value('HUB_QUARANTINE_SAMPLES', S.HUB_QUARANTINE_SAMPLES),
      contactDays: read.value('HUB_CONTACT_DAYS', S.HUB_CONTACT_DAYS),
    },
    residents: {
      publicReports: read.value('HUB_PUBLIC_REPORTS', S.HUB_PUBLIC_REPORTS),
      requestsPerMinute: read.value('HUB_PUBLIC_REQUESTS_PER_MINUTE', S.HUB_PUBLIC_REQUESTS_PER_MINUTE),
      reportsPerMinute: read.value('HUB_PUBLIC_REPORTS_PER_MINUTE', S.HUB_PUBLIC_REPORTS_PER_MINUTE),
      trustedProxies: read.optional('HUB_TRUSTED_PROXIES', S.HUB_TRUSTED_PROXIES) ?? [],
      open311: read.optional('HUB_OPEN311', S.HUB_OPEN311) ?? demo,
      open311Keys: read.optional('HUB_OPEN311_KEYS', S.HUB_OPEN311_KEYS) ?? {},
      open311Jurisdiction: read.optional('HUB_OPEN311_JURISDICTION', S.HUB_OPEN311_JURISDICTION),
      open311Origins: read.optional('HUB_OPEN311_ORIGINS', S.HUB_OPEN311_ORIGINS) ?? [],
    },
    subgraph: {
      host: read.value('HUB_SUBGRAPH_HOST', S.HUB_SUBGRAPH_HOST),
      port: read.value('HUB_SUBGRAPH_PORT', S.HUB_SUBGRAPH_PORT),
    },
    subgraphUrls: read.optional('HUB_SUBGRAPHS', S.HUB_SUBGRAPHS) ?? {},
    opsPort: read.value('HUB_OPS_PORT', S.HUB_OPS_PORT),
    telemetry: telemetryOf(read),
    logLevel: read.value('HUB_LOG_LEVEL', S.HUB_LOG_LEVEL),
    logFormat: format === 'auto' ? (process.stderr.isTTY === true ? 'pretty' : 'json') : format,
  };
  if (config.notify.smtpUrl !== null && config.notify.smtpFrom === null) {
    read.fault('HUB_SMTP_URL needs HUB_SMTP_FROM', '设置 HUB_SMTP_URL 时必须设置 HUB_SMTP_FROM');
  }
  if (config.auth.jwksUrl !== null) {
    // Without both, every token of the same issuer would open the hub, whatever it was made for.
    for (const [name, value] of [
      ['HUB_ISSUER', config.auth.issuer],
      ['HUB_AUDIENCE', config.auth.audience],
    ]) {
      if (value === null) read.fault(`HUB_JWKS_URL needs ${name}`, `设置 HUB_JWKS_URL 时必须设置 ${name}`);
    }
  }
  const issuerAlone =
    config.auth.jwksUrl !== null && config.auth.key === null && config.auth.keyFile === null;
  const { open311, open311Keys } = config.residents;
  const apart = Object.keys(config.subgraphUrls).length > 0;
  if (open311 && Object.keys(open311Keys).length > 0 && apart && issuerAlone) {
    // subgraphs over HTTP believe tokens alone, and nobody would be there to sign one for the client of a key
    read.fault(
      'HUB_OPEN311_KEYS with HUB_SUBGRAPHS and HUB_JWKS_URL needs HUB_AUTH_KEY_FILE: the gateway signs for the ' +
        'client of a key towards the subgraphs; name the same file in every process',
      'HUB_OPEN311_KEYS 与 HUB_SUBGRAPHS、HUB_JWKS_URL 同时使用时必须设置 HUB_AUTH_KEY_FILE：' +
        '网关须为密钥客户端向子图签发令牌；请在各进程中指定同一文件',
    );
  }
  const faults = [...unknownNames(env), ...read.faults];
  if (faults.length > 0) {
    throw new HubError('CONFIG_INVALID', {
      count: faults.length,
      faults: faults.map((fault) => `  - ${fault.en}`).join('\n'),
      faultsZh: faults.map((fault) => `  - ${fault.zh}`).join('\n'),
    });
  }
  return config;
}
