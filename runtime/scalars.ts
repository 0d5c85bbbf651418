import { readFileSync } from 'node:fs';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { parseDuration, printDuration } from './duration.ts';

/** The SDL of what every subgraph shares: DateTime, Duration, JSON, Severity, PageInfo. */
export const SHARED_SDL = readFileSync(new URL('../schema/scalars.graphql', import.meta.url), 'utf8');

/** A GraphQLError, not a HubError: graphql-js then keeps its own text of which variable or argument it was. */
function refuse(type: string, value: unknown, en: string, zh: string): GraphQLError {
  const shown = JSON.stringify(value)?.slice(0, 60) ?? String(value);
  return new GraphQLError(`${type} cannot be ${shown}: ${en}.`, {
    extensions: { code: 'BAD_USER_INPUT', messageZh: `${type} 不能是 ${shown}：${zh}。` },
  });
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/i;
// Nanoseconds since 1970 must fit 64 bits, in the series store and in alert ids.
const LEAST_MS = Date.UTC(1678, 0, 1);
const MOST_MS = Date.UTC(2262, 0, 1);

function millisecondsOf(value: unknown): number {
  if (typeof value === 'number') return Math.round(value);
  if (typeof value !== 'string') return Number.NaN;
  if (/^-?\d{1,15}$/.test(value)) return Number(value);
  const parts = ISO.exec(value);
  if (parts === null) return Number.NaN;
  const [, year, month, day] = parts.map(Number);
  // Date would take 30 February for 2 March.
  if (year === undefined || month === undefined || day === undefined) return Number.NaN;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return Number.NaN;
  // Date reads +08:00, not the basic +0800.
  return Date.parse(value.toUpperCase().replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}

function parseDateTime(value: unknown): Date {
  const ms = millisecondsOf(value);
  if (Number.isNaN(ms)) {
    throw refuse(
      'DateTime',
      value,
      'give ISO 8601 with a zone (2026-01-31T08:00:00+08:00) or milliseconds since 1970',
      '请给出带时区的 ISO 8601 时间（2026-01-31T08:00:00+08:00）或 1970 年起的毫秒数',
    );
  }
  if (ms < LEAST_MS || ms >= MOST_MS) {
    throw refuse('DateTime', value, 'the year must be from 1678 to 2261', '年份须在 1678 至 2261 之间');
  }
  return new Date(ms);
}

function literalOf(type: string, ast: ValueNode): string | number {
  if (ast.kind === Kind.STRING) return ast.value;
  if (ast.kind === Kind.INT || ast.kind === Kind.FLOAT) return Number(ast.value);
  throw refuse(type, ast.kind, 'give a string or a number', '请给出字符串或数字');
}

/** Inside: Date. Resolvers may also hand out epoch milliseconds or an ISO string. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => (value instanceof Date ? checked(value) : parseDateTime(value)).toISOString(),
  parseValue: parseDateTime,
  parseLiteral: (ast) => parseDateTime(literalOf('DateTime', ast)),
});

function checked(value: Date): Date {
  if (Number.isNaN(value.getTime())) throw new TypeError('a resolver gave an invalid Date');
  return value;
}

function durationOf(value: unknown): number {
  const ms = typeof value === 'string' ? parseDuration(value) : null;
  if (ms === null) {
    throw refuse(
      'Duration',
      value,
      'give an ISO 8601 duration without months and years (PT1H, P1D) or 30s, 5m, 1h, 1d',
      '请给出不含月和年的 ISO 8601 时长（PT1H、P1D）或 30s、5m、1h、1d',
    );
  }
  return ms;
}

/** Inside: milliseconds. */
export const Duration = new GraphQLScalarType<number, string>({
  name: 'Duration',
  serialize: (value) => {
    if (typeof value === 'number' && value >= 0) return printDuration(value);
    throw new TypeError(`a resolver gave ${String(value)} for a Duration: give milliseconds`);
  },
  parseValue: durationOf,
  parseLiteral: (ast) => durationOf(literalOf('Duration', ast)),
});

export const Json = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (ast, variables) => valueFromASTUntyped(ast, variables),
});

/** Resolvers of SHARED_SDL. Severity inside is core's: 'info' … 'critical'. */
export const SHARED_RESOLVERS = {
  DateTime,
  Duration,
  JSON: Json,
  Severity: { INFO: 'info', MINOR: 'minor', MAJOR: 'major', CRITICAL: 'critical' },
};
