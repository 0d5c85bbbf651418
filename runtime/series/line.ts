/**
 * InfluxDB line protocol, strict: what cannot be written exactly is refused here, not mended by the server.
 * https://docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference/
 *
 * Tag values are made safe by a reversible code (`encodeTag`), because line protocol itself cannot carry a newline
 * or a trailing backslash in a tag. Field strings are quoted and carry everything but NUL.
 */

/** A value that line protocol cannot carry. The relay keeps the row in Postgres and says so in relay_refused. */
export class LineFault extends Error {}

export type FieldValue =
  | { kind: 'string'; value: string }
  | { kind: 'float'; value: number }
  | { kind: 'int'; value: number | bigint }
  | { kind: 'bool'; value: boolean };

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
/** The least and greatest time that InfluxDB stores, ns since the epoch. */
export const MIN_TIME_NS = INT64_MIN + 2n;
export const MAX_TIME_NS = INT64_MAX - 1n;

// `%` is coded too, so that decoding has one answer; a value without these stays as it is.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is being coded
const TAG_UNSAFE = /[\u0000-\u001f\u007f%\\]|\p{Surrogate}/gu;
const TAG_ESCAPED = /[,= ]/g;
const NAME_ESCAPED = /[, ]/g;

function percent(character: string): string {
  const code = character.charCodeAt(0);
  return code < 0x80 ? `%${code.toString(16).padStart(2, '0')}` : `%u${code.toString(16)}`;
}

/** The stored form of a tag value: also what a query compares with. An empty one is `%` (InfluxDB drops empty tags). */
export function encodeTag(value: string): string {
  return value === '' ? '%' : value.replace(TAG_UNSAFE, percent);
}

/** The inverse of `encodeTag`. */
export function decodeTag(stored: string): string {
  if (!stored.includes('%')) return stored;
  if (stored === '%') return '';
  return stored.replace(/%(?:u([0-9a-f]{4})|([0-9a-f]{2}))/g, (_, wide: string | undefined, narrow: string) =>
    String.fromCharCode(Number.parseInt(wide ?? narrow, 16)),
  );
}

function name(text: string, pattern: RegExp): string {
  const safe = encodeTag(text).replace(pattern, '\\$&');
  // a line that starts with `#` is a comment
  return safe.startsWith('#') ? `%23${safe.slice(1)}` : safe;
}

export function measurementName(text: string): string {
  return name(text, NAME_ESCAPED);
}

/** A tag key, tag value or field key, escaped. */
export function tagText(text: string): string {
  return encodeTag(text).replace(TAG_ESCAPED, '\\$&');
}

const FIELD_SPECIAL = /["\\\0\ud800-\udfff]/;

/** A quoted field string. NUL and lone surrogates, which Postgres does not hold either, become U+FFFD. */
export function stringField(value: string): string {
  // one look for most strings
  if (!FIELD_SPECIAL.test(value)) return `"${value}"`;
  const clean = value.toWellFormed().replaceAll('\0', '\ufffd');
  return `"${clean.replace(/["\\]/g, '\\$&')}"`;
}

/** @throws LineFault when not finite */
export function floatField(value: number): string {
  if (!Number.isFinite(value)) throw new LineFault(`${value} is not a finite number`);
  return String(value);
}

/** @throws LineFault when not an integer of 64 bits */
export function intField(value: number | bigint): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new LineFault(`${value} is not an exact integer`);
  }
  if (value < INT64_MIN || value > INT64_MAX) throw new LineFault(`${value} does not fit 64 bits`);
  return `${value}i`;
}

/** @throws LineFault when InfluxDB cannot store that time */
export function timeText(timeNs: bigint): string {
  if (timeNs < MIN_TIME_NS || timeNs > MAX_TIME_NS) throw new LineFault(`time ${timeNs} is out of range`);
  return timeNs.toString();
}

function fieldText(field: FieldValue): string {
  switch (field.kind) {
    case 'string':
      return stringField(field.value);
    case 'float':
      return floatField(field.value);
    case 'int':
      return intField(field.value);
    case 'bool':
      return field.value ? 'true' : 'false';
  }
}

/**
 * One line, without its newline; tags sorted by key as InfluxDB likes them.
 * @throws LineFault when a value cannot be written, or there is no field
 */
export function encodeLine(
  measurement: string,
  tags: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, FieldValue>>,
  timeNs: bigint,
): string {
  const tagPart = Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `,${tagText(key)}=${tagText(value)}`)
    .join('');
  const fieldPart = Object.entries(fields)
    .map(([key, value]) => `${tagText(key)}=${fieldText(value)}`)
    .join(',');
  if (fieldPart === '') throw new LineFault('a point needs a field');
  return `${measurementName(measurement)}${tagPart} ${fieldPart} ${timeText(timeNs)}`;
}
