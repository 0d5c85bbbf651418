import { Refusal } from '../../core/errors.ts';

/** Deepest nesting of arrays and objects that a payload may have. */
export const MAX_JSON_DEPTH = 32;

/** A multi-entry frame tells at most this many refusals one by one; the last one says how many more there were. */
export const MAX_REFUSALS = 20;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;
const CONTROLS = new RegExp(CONTROL, 'g');

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The payload as text, without a byte order mark. @throws Refusal NOT_UTF8 */
export function textOf(payload: Uint8Array): string {
  try {
    return utf8.decode(payload);
  } catch (cause) {
    throw new Refusal('NOT_UTF8', '', '', { cause });
  }
}

/**
 * The payload as a JSON value that is safe to store: UTF-8, at most `MAX_JSON_DEPTH` deep, and no string or key
 * with what Postgres text and jsonb refuse (NUL: SQLSTATE 22021 and 22P05, half a surrogate pair: 22P02).
 * @throws Refusal EMPTY_PAYLOAD, NOT_UTF8, MALFORMED_JSON or SCHEMA_MISMATCH (with the path of the bad string)
 */
export function jsonOf(payload: Uint8Array): unknown {
  if (payload.length === 0) throw new Refusal('EMPTY_PAYLOAD');
  const text = textOf(payload);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Refusal('MALFORMED_JSON', '', cause instanceof Error ? printable(cause.message) : '', {
      cause,
    });
  }
  // Raw NUL is no JSON and raw half surrogates are no UTF-8: either can only come from a \u escape.
  if (text.includes('\\u')) checkTree(value, '', 0);
  else checkDepth(value, 0);
  return value;
}

/** JSON.parse itself does not recurse; this walk does, and stops at the limit. @throws Refusal MALFORMED_JSON */
function checkDepth(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_JSON_DEPTH) throw tooDeep();
  if (Array.isArray(value)) {
    for (const entry of value) if (typeof entry === 'object') checkDepth(entry, depth + 1);
  } else if (isRecord(value)) {
    // no array of the entries: for most frames this walk is all there is to check
    for (const key in value) if (typeof value[key] === 'object') checkDepth(value[key], depth + 1);
  }
}

function isRecord(value: object): value is Record<string, unknown> {
  return !Array.isArray(value);
}

function tooDeep(): Refusal {
  return new Refusal('MALFORMED_JSON', '', `nested deeper than ${MAX_JSON_DEPTH}`);
}

/** Depth, and each string and key. @throws Refusal MALFORMED_JSON or SCHEMA_MISMATCH */
function checkTree(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string') checkString(value, path);
  if (typeof value !== 'object' || value === null) return;
  if (depth >= MAX_JSON_DEPTH) throw tooDeep();
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) checkTree(entry, `${path}/${index}`, depth + 1);
    return;
  }
  for (const [key, entry] of Object.entries(value)) {
    checkString(key, path);
    checkTree(entry, `${path}/${pointerPart(key)}`, depth + 1);
  }
}

/** @throws Refusal SCHEMA_MISMATCH when the string holds NUL or half a surrogate pair */
export function checkString(value: string, path: string): void {
  if (value.includes('\0')) throw new Refusal('SCHEMA_MISMATCH', path, 'holds a NUL character');
  if (!value.isWellFormed()) throw new Refusal('SCHEMA_MISMATCH', path, 'holds half a surrogate pair');
}

/** One part of a JSON Pointer (RFC 6901, clause 3). */
export function pointerPart(key: string): string {
  return printable(key).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Short and storable: what a refusal says may quote the payload. */
function printable(text: string): string {
  const short = text.length <= 200 ? text : `${text.slice(0, 200)}…`;
  return short.toWellFormed().replaceAll(CONTROLS, '?');
}

/** What this file needs of a compiled typebox schema. */
export interface Shape<T> {
  Check(value: unknown): value is T;
  Errors(
    value: unknown,
  ): readonly { keyword: string; instancePath: string; params: object; message: string }[];
}

/** `value`, if it fits. `at` is the JSON Pointer of the value in its frame. @throws Refusal SCHEMA_MISMATCH */
export function accept<T>(shape: Shape<T>, value: unknown, at = ''): T {
  if (shape.Check(value)) return value;
  const errors = shape.Errors(value);
  // of a union, the error of the union itself says more than the one of its first branch
  const first = errors.find((error) => error.keyword === 'anyOf') ?? errors[0];
  if (first === undefined) throw new Refusal('SCHEMA_MISMATCH', at, 'does not fit the schema');
  const missing = first.keyword === 'required' ? missingOf(first.params) : '';
  const path = first.instancePath.split('/').map(printable).join('/');
  throw new Refusal('SCHEMA_MISMATCH', `${at}${path}${missing}`, printable(first.message));
}

function missingOf(params: object): string {
  const names: unknown = 'requiredProperties' in params ? params.requiredProperties : undefined;
  return Array.isArray(names) && typeof names[0] === 'string' ? `/${pointerPart(names[0])}` : '';
}

/** Collects the refusals of a multi-entry frame, bounded by `MAX_REFUSALS`. */
export function collectRefusals(): {
  add(refusal: Refusal): void;
  /** Whether further refusals are only counted: then their reasons need not be worked out. */
  full(): boolean;
  /** Counts one more without its reason. */
  count(): void;
  all(): Refusal[];
} {
  const kept: Refusal[] = [];
  let more = 0;
  return {
    add(refusal) {
      if (kept.length < MAX_REFUSALS) kept.push(refusal);
      else more += 1;
    },
    full: () => kept.length >= MAX_REFUSALS,
    count() {
      more += 1;
    },
    all() {
      const last = kept.at(-1);
      if (more === 0 || last === undefined) return kept;
      return [...kept.slice(0, -1), new Refusal(last.reason, last.path, `and ${more} more entries`)];
    },
  };
}

/** One level of a topic that names a device. @throws Refusal BAD_TOPIC */
export function deviceIdOf(level: string | undefined): string {
  if (level === undefined || level === '' || level.length > 128) {
    throw new Refusal('BAD_TOPIC', '', 'the device id must have 1 to 128 characters');
  }
  if (CONTROL.test(level) || !level.isWellFormed()) {
    throw new Refusal('BAD_TOPIC', '', 'the device id holds a control character');
  }
  return level;
}
