import { encodeTag } from './line.ts';

/**
 * The only place where a value enters InfluxQL. Names, strings and regular expressions are quoted by what the
 * scanner of influxd reads (influxql/scanner.go): `\n`, `\\` and the quote are its only escapes, a raw newline ends a
 * string badly, `\r` is read as `\n`, and NUL is read as the end of the query.
 */

/** A double-quoted name: database, retention policy, measurement, field. @throws RangeError on CR or NUL */
export function quoteName(name: string): string {
  if (/[\r\0]/.test(name)) throw new RangeError('a name in a query cannot hold CR or NUL');
  return `"${name.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

/** A single-quoted string. @throws RangeError on CR or NUL: ask `fieldIs` */
export function quoteString(value: string): string {
  if (/[\r\0]/.test(value)) throw new RangeError('a string in a query cannot hold CR or NUL');
  return `'${value.replace(/['\\]/g, '\\$&').replaceAll('\n', '\\n')}'`;
}

// Everything but ASCII letters and digits is written by code point, so neither the regex nor the scanner sees it.
function literal(text: string): string {
  return text.replace(
    /[^A-Za-z0-9]/gu,
    (character) => `\\x{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** `/^(a|b)$/`: exactly one of these texts (RE2). */
export function regexOneOf(values: readonly string[]): string {
  return `/^(${values.map(literal).join('|')})$/`;
}

/** `/^(a|b)/`: starts with one of these texts (RE2). */
export function regexPrefix(prefixes: readonly string[]): string {
  return `/^(${prefixes.map(literal).join('|')})/`;
}

/** Condition: the string field equals the value, whatever the value holds. */
export function fieldIs(field: string, value: string): string {
  return /[\r\0]/.test(value)
    ? `${quoteName(field)} =~ ${regexOneOf([value])}`
    : `${quoteName(field)} = ${quoteString(value)}`;
}

/** Condition: the tag equals the value; stored tags are coded (line.ts), so no control character is left. */
export function tagIs(tag: string, value: string): string {
  return `${quoteName(tag)} = ${quoteString(encodeTag(value))}`;
}

/** Conditions joined by OR in brackets; none: never true. */
export function anyOf(conditions: readonly string[]): string {
  return `(${conditions.join(' OR ')})`;
}
