import type { Kind } from './kinds.ts';

/** One environment variable: what it is for, how it is read, what it is when it is not set. */
export interface Setting<T> {
  section: SectionName;
  kind: Kind<T>;
  /** The default as one would write it; null: not set. */
  shown: string | null;
  /** The default as read. */
  fallback: T | null;
  en: string;
  zh: string;
  /** A secret is never shown in a fault, and `<NAME>_FILE` may name a file that holds it. */
  secret: boolean;
  /** The file of `<NAME>_FILE` is made by its owner when it is not there yet. */
  fileMayBeMissing: boolean;
}

/** A setting that always has a value. */
export interface Settled<T> extends Setting<T> {
  shown: string;
  fallback: T;
}

export const SECTIONS = {
  hub: { en: 'The hub itself', zh: '枢纽本身' },
  mqtt: {
    en: 'An MQTT broker of your own instead of the built-in one',
    zh: '使用已有的 MQTT 服务器代替内置服务器',
  },
  postgres: {
    en: 'Postgres of your own instead of the embedded one',
    zh: '使用已有的 Postgres 代替内嵌数据库',
  },
  influx: { en: 'InfluxDB for the alert history', zh: '用于告警历史的 InfluxDB' },
  auth: { en: 'Tokens', zh: '令牌' },
  notify: { en: 'Notifications', zh: '通知外发' },
  residents: { en: 'Residents and the public', zh: '居民与公众' },
  apart: { en: 'Every process by itself', zh: '各进程独立运行' },
  telemetry: {
    en: 'Traces to an OpenTelemetry collector; nothing is sent without an endpoint',
    zh: '向 OpenTelemetry 收集器发送链路追踪；未设置地址时不发送任何数据',
  },
  retention: { en: 'How long things are kept', zh: '保留时长' },
  limits: { en: 'Limits', zh: '上限' },
} as const satisfies Record<string, { en: string; zh: string }>;
export type SectionName = keyof typeof SECTIONS;

type Extra = { secret?: boolean; fileMayBeMissing?: boolean };

export function unset<T>(
  section: SectionName,
  kind: Kind<T>,
  en: string,
  zh: string,
  extra: Extra = {},
): Setting<T> {
  return {
    section,
    kind,
    shown: null,
    fallback: null,
    en,
    zh,
    secret: false,
    fileMayBeMissing: false,
    ...extra,
  };
}

export function settled<T>(
  section: SectionName,
  kind: Kind<T>,
  shown: string,
  en: string,
  zh: string,
): Settled<T> {
  const reading = kind.read(shown);
  if ('fault' in reading) throw new Error(`default ${shown} ${reading.fault.en}`);
  return { section, kind, shown, fallback: reading.value, en, zh, secret: false, fileMayBeMissing: false };
}

export const secret = { secret: true };
