import fc from 'fast-check';
import { buildSchema, graphqlSync } from 'graphql';
import { describe, expect, it } from 'vitest';
import { parseDuration, printDuration } from './duration.ts';
import { DateTime, Duration, Json } from './scalars.ts';

function echo(query: string, variableValues: Record<string, unknown> = {}) {
  const schema = buildSchema(
    'scalar DateTime scalar Duration scalar JSON ' +
      'type Query { at(v: DateTime): DateTime long(v: Duration): Duration json(v: JSON): JSON }',
  );
  for (const scalar of [DateTime, Duration, Json]) {
    const type = schema.getType(scalar.name);
    if (type === undefined) throw new Error(scalar.name);
    Object.assign(type, {
      serialize: scalar.serialize,
      parseValue: scalar.parseValue,
      parseLiteral: scalar.parseLiteral,
    });
  }
  const value = ({ v }: { v: unknown }): unknown => v;
  return graphqlSync({
    schema,
    source: query,
    variableValues,
    rootValue: { at: value, long: value, json: value },
  });
}

describe('DateTime', () => {
  const moment = '2026-01-31T00:00:00.000Z';
  const ms = Date.parse(moment);

  it.each([
    '2026-01-31T08:00:00+08:00',
    '2026-01-31T08:00:00+0800',
    '2026-01-31t00:00:00z',
    '2026-01-31T00:00Z',
    '2026-01-31T00:00:00.000000001Z',
    ms,
    ms + 0.2,
    String(ms),
  ])('the variable %j is taken', (v) => {
    expect(echo('query($v: DateTime) { at(v: $v) }', { v }).data).toEqual({ at: moment });
  });

  it.each([`"${moment}"`, `"2026-01-31T08:00:00+08:00"`, `${ms}`, `"${ms}"`])(
    'the literal %s is taken',
    (literal) => {
      expect(echo(`{ at(v: ${literal}) }`).data).toEqual({ at: moment });
    },
  );

  it.each([
    '2026-01-31T08:00:00',
    '2026-02-30T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-31T24:30:00Z',
    '2026-01-31',
    '9999-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    'yesterday',
    '',
    true,
    {},
    1e300,
    99_999_999_999_999,
  ])('the variable %j is refused as BAD_USER_INPUT, in both languages', (v) => {
    const [error] = echo('query($v: DateTime) { at(v: $v) }', { v }).errors ?? [];
    expect(error?.extensions.code).toBe('BAD_USER_INPUT');
    expect(error?.message).toContain('Variable "$v" got invalid value');
    expect(error?.extensions.messageZh).toContain('不能是');
  });

  it('a literal that is no moment is refused as BAD_USER_INPUT', () => {
    for (const literal of ['"soon"', 'true', '[1]', '{a: 1}']) {
      expect(echo(`{ at(v: ${literal}) }`).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  it('every moment the stores can hold survives out and in', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1678, 0, 1), max: Date.UTC(2262, 0, 1) - 1 }), (at) => {
        expect(DateTime.parseValue(DateTime.serialize(at)).getTime()).toBe(at);
      }),
    );
  });

  it('no text whatever makes it fail otherwise than by refusing', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          expect(Number.isNaN(DateTime.parseValue(value).getTime())).toBe(false);
        } catch (error) {
          expect(error).toHaveProperty('extensions.code', 'BAD_USER_INPUT');
        }
      }),
    );
  });
});

describe('Duration', () => {
  it.each([
    ['PT1H', 3_600_000, 'PT1H'],
    ['5m', 300_000, 'PT5M'],
    ['1h', 3_600_000, 'PT1H'],
    ['1d', 86_400_000, 'P1D'],
    ['250ms', 250, 'PT0.25S'],
    ['P1DT12H', 129_600_000, 'P1DT12H'],
    ['P2W', 1_209_600_000, 'P14D'],
    ['PT90M', 5_400_000, 'PT1H30M'],
    ['PT1.5S', 1_500, 'PT1.5S'],
    ['PT0S', 0, 'PT0S'],
  ])('%s is %i ms and comes out as %s', (text, ms, iso) => {
    expect(parseDuration(text)).toBe(ms);
    expect(printDuration(ms)).toBe(iso);
    expect(echo('query($v: Duration) { long(v: $v) }', { v: text }).data).toEqual({ long: iso });
  });

  it.each([
    'P',
    'PT',
    'P1M',
    'P1Y',
    '1 month',
    '-PT1H',
    '5',
    '',
    'PT1H30',
    'P1DT',
    '999999999999d',
    '9999999999d',
  ])('%j is refused', (v) => {
    expect(echo('query($v: Duration) { long(v: $v) }', { v }).errors?.[0]?.extensions.code).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('every length survives out and in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_525 * 86_400_000 }), (ms) => {
        expect(parseDuration(printDuration(ms))).toBe(ms);
      }),
    );
  });
});

it('JSON passes as it is, as literal and as variable', () => {
  const v = { a: [1, 'x', null, true] };
  expect(echo('query($v: JSON) { json(v: $v) }', { v }).data).toEqual({ json: v });
  expect(echo('{ json(v: {a: [1, "x", null, true]}) }').data).toEqual({ json: v });
});
