import { Refusal } from '../core/errors.ts';
import type { AlertSignal, Evidence, ReplySignal, Signal } from '../core/signal.ts';

/** Longest id, channel or code, in UTF-16 units: three of them together still fit one Postgres index row. */
const MAX_NAME = 256;
const MAX_URL = 2048;
/** Longest text among the values; the published schema says the same. */
const MAX_VALUE = 4096;
const MAX_VALUES = 256;
/** Ns since the epoch must fit a signed 64-bit integer (the year 2262). */
const MAX_TIME_MS = 9_223_372_036_854;

function badText(text: string, limit: number): string | null {
  if (text.length > limit) return `longer than ${limit} characters`;
  // Postgres text holds neither; jsonb refuses them as escapes too (22021, 22P05, 22P02)
  if (text.includes('\u0000')) return 'contains U+0000';
  if (!text.isWellFormed()) return 'contains half of a surrogate pair';
  return null;
}

function mismatch(path: string, detail: string): Refusal {
  return new Refusal('SCHEMA_MISMATCH', path, detail);
}

function pointer(name: string): string {
  return name
    .toWellFormed()
    .replaceAll('\u0000', '\uFFFD')
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')
    .slice(0, MAX_NAME);
}

function checkValues(values: Record<string, unknown>): Refusal | null {
  let count = 0;
  for (const name in values) {
    const value = values[name];
    count += 1;
    const fault =
      badText(name, MAX_NAME) ??
      (typeof value === 'string'
        ? badText(value, MAX_VALUE)
        : typeof value === 'number'
          ? Number.isFinite(value)
            ? null
            : 'not a finite number'
          : typeof value === 'boolean'
            ? null
            : 'neither number, string nor boolean');
    if (fault !== null) return mismatch(`/values/${pointer(name)}`, fault);
  }
  return count > MAX_VALUES ? mismatch('/values', `more than ${MAX_VALUES} values`) : null;
}

function checkEvidence(evidence: readonly Evidence[]): Refusal | null {
  let index = 0;
  for (const { url, sha256 } of evidence) {
    const fault = badText(url, MAX_URL) ?? (sha256 === undefined ? null : badText(sha256, MAX_NAME));
    if (fault !== null) return mismatch(`/evidence/${index}`, fault);
    index += 1;
  }
  return null;
}

function checkReply({ commandId, error }: ReplySignal): Refusal | null {
  const id = badText(commandId, MAX_NAME);
  if (id !== null) return mismatch('/id', id);
  const text = error === null ? null : badText(error, MAX_URL);
  return text === null ? null : mismatch('/error', text);
}

function checkAlert(signal: AlertSignal): Refusal | null {
  const system = signal.codeSystem === null ? null : badText(signal.codeSystem, MAX_NAME);
  if (system !== null) return mismatch('/codeSystem', system);
  const code = signal.code === null ? null : badText(signal.code, MAX_NAME);
  if (code !== null) return mismatch('/code', code);
  if (signal.confidence !== null && !Number.isFinite(signal.confidence)) {
    return mismatch('/confidence', 'not a finite number');
  }
  return checkEvidence(signal.evidence) ?? checkValues(signal.values);
}

/**
 * What no store could hold, found before it reaches one: NUL, half surrogates, names too long for an index, numbers
 * that are none, times outside 64-bit ns. Every other character is data and passes.
 * @returns why the signal cannot be stored, with a path into it; null when it can
 */
export function refusalOf(signal: Signal): Refusal | null {
  const { ms } = signal.time;
  if (!Number.isSafeInteger(ms) || ms < 0 || ms > MAX_TIME_MS) return mismatch('/time', 'out of range');
  if (signal.deviceId === '') return mismatch('/deviceId', 'is empty');
  const device = badText(signal.deviceId, MAX_NAME);
  if (device !== null) return mismatch('/deviceId', device);
  const hint = signal.gridHint === null ? null : badText(signal.gridHint, MAX_NAME);
  if (hint !== null) return mismatch('/gridCode', hint);
  if (signal.kind === 'status') return null;
  if (signal.kind === 'reply') return checkReply(signal);
  if (signal.kind === 'telemetry') return checkValues(signal.values);
  if (signal.kind !== 'evidence') {
    const channel = badText(signal.channel, MAX_NAME);
    if (channel !== null) return mismatch('/channel', channel);
  }
  const source = signal.sourceEventId === null ? null : badText(signal.sourceEventId, MAX_NAME * 2);
  if (source !== null) return mismatch('/id', source);
  if (signal.kind === 'evidence') return checkEvidence(signal.evidence);
  return signal.kind === 'alert' ? checkAlert(signal) : checkValues(signal.values ?? {});
}

/** Text for a log or a quarantine row: never refused by Postgres, at most `limit` characters. */
export function safeText(text: string, limit: number): string {
  return text.slice(0, limit).toWellFormed().replaceAll('\u0000', '\uFFFD');
}
