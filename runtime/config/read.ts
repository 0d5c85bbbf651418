import { readFileSync, statSync } from 'node:fs';
import { nearest } from '../../core/near.ts';
import type { Fault } from './kinds.ts';
import type { Setting, Settled } from './setting.ts';
import { SETTINGS } from './settings.ts';

export type Env = Readonly<Record<string, string | undefined>>;

const OUR_PREFIXES = ['HUB_', 'MQTT_', 'INFLUX_', 'DATABASE_'];
/** Bytes; a secret is a line or a key, never more. */
const LARGEST_SECRET_FILE = 65_536;
const ALL: Readonly<Record<string, Setting<unknown>>> = SETTINGS;

/** Kubernetes describes each service `hub`, `mqtt`, … in variables of its own, which are no settings. */
function isServiceLink(name: string, value: string): boolean {
  return (
    /_SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?$/.test(name) || (/_PORT(_|$)/.test(name) && isLinkValue(name, value))
  );
}

function isLinkValue(name: string, value: string): boolean {
  return /^(tcp|udp):\/\//.test(value) || /_PORT_\d+_(TCP|UDP)_(PROTO|PORT|ADDR)$/.test(name);
}

/** Reads settings and gathers every fault, so that all can be told at once. */
export interface SettingReader {
  faults: Fault[];
  /** Whether the variable (or its `_FILE`) is set to something. */
  has: (name: string) => boolean;
  value: <T>(name: string, setting: Settled<T>) => T;
  optional: <T>(name: string, setting: Setting<T>) => T | null;
  /** The path of `<NAME>_FILE`, for a file that its owner reads and makes. */
  file: (name: string) => string | null;
  fault: (en: string, zh: string) => void;
}

export function createReader(env: Env): SettingReader {
  const faults: Fault[] = [];
  const fault = (en: string, zh: string): void => {
    faults.push({ en, zh });
  };
  // An empty variable is one that is not set: `${INFLUX_URL:-}` in a compose file gives that.
  const raw = (name: string): string | null => {
    const value = env[name]?.trim() ?? '';
    return value === '' ? null : value;
  };

  function secretOf(name: string, setting: Setting<unknown>): string | null {
    const path = setting.secret ? raw(`${name}_FILE`) : null;
    if (path === null || setting.fileMayBeMissing) return raw(name);
    if (raw(name) !== null) {
      fault(
        `${name} and ${name}_FILE are both set: keep one`,
        `${name} 与 ${name}_FILE 同时设置：请只保留一个`,
      );
      return null;
    }
    try {
      if (statSync(path).size > LARGEST_SECRET_FILE) throw new Error('it is too large for a secret');
      const text = readFileSync(path, 'utf8').trim();
      if (text === '') throw new Error('it is empty');
      return text;
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      fault(`${name}_FILE: ${path} cannot be read: ${why}`, `${name}_FILE：无法读取 ${path}：${why}`);
      return null;
    }
  }

  function optional<T>(name: string, setting: Setting<T>): T | null {
    const text = secretOf(name, setting);
    if (text === null) return setting.fallback;
    const reading = setting.kind.read(text);
    if ('value' in reading) return reading.value;
    const shown = setting.secret ? '(secret)' : JSON.stringify(text);
    const shownZh = setting.secret ? '（保密）' : JSON.stringify(text);
    fault(`${name}: ${shown} ${reading.fault.en}`, `${name}：${shownZh} ${reading.fault.zh}`);
    return setting.fallback;
  }

  return {
    faults,
    fault,
    optional,
    has: (name) => raw(name) !== null || (ALL[name]?.secret === true && raw(`${name}_FILE`) !== null),
    value: (name, setting) => optional(name, setting) ?? setting.fallback,
    file: (name) => {
      const path = raw(`${name}_FILE`);
      if (path !== null && raw(name) !== null) {
        fault(
          `${name} and ${name}_FILE are both set: keep one`,
          `${name} 与 ${name}_FILE 同时设置：请只保留一个`,
        );
      }
      return path;
    },
  };
}

/** A fault for each variable that looks like one of ours and is none, with what was probably meant. */
export function unknownNames(env: Env): Fault[] {
  const known = Object.entries(ALL).flatMap(([name, setting]) =>
    setting.secret ? [name, `${name}_FILE`] : [name],
  );
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value === '' || known.includes(name)) continue;
    const ours = OUR_PREFIXES.some((prefix) => name.startsWith(prefix));
    if (ours && isServiceLink(name, value)) continue;
    // Another program's variable may well resemble ours; only a single slip in the name is taken for one. OpenTelemetry
    // has many that mean nothing here and may be set for a whole machine.
    const near = nearest(name, known, ours ? 4 : 1);
    if (!ours && (near === null || near.length < 8)) continue;
    faults.push({
      en: `${name} is not a setting${near === null ? '' : `: did you mean ${near}?`}`,
      zh: `${name} 不是有效设置${near === null ? '' : `：是否应为 ${near}？`}`,
    });
  }
  return faults;
}
