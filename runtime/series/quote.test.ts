import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldIs, quoteName, quoteString, regexOneOf, regexPrefix } from './quote.ts';

/** What influxd's scanner makes of a quoted text (influxql/scanner.go, ScanString); null when it is not one token. */
function scan(quoted: string): string | null {
  const quote = quoted.charAt(0);
  let text = '';
  for (let at = 1; at < quoted.length; at += 1) {
    const character = quoted.charAt(at);
    if (character === quote) return at === quoted.length - 1 ? text : null;
    if (character === '\n' || character === '\r' || character === '\0') return null;
    if (character !== '\\') {
      text += character;
      continue;
    }
    at += 1;
    const escaped = quoted.charAt(at);
    if (escaped === 'n') text += '\n';
    else if ('\\"\''.includes(escaped) && escaped !== '') text += escaped;
    else return null;
  }
  return null;
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'a\'"\\/\n\r\0;-火 nx|()[].*$^{}'.split('')) }),
);
const quotable = hostile.filter((text) => !/[\r\0]/.test(text));

describe('InfluxQL quoting', () => {
  test('a quoted string is one token that says the value', () => {
    fc.assert(
      fc.property(quotable, (value) => {
        expect(scan(quoteString(value))).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a quoted name is one token that says the name', () => {
    fc.assert(
      fc.property(quotable, (value) => {
        expect(scan(quoteName(value))).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });

  test('CR and NUL, which the scanner mangles, never enter a literal', () => {
    expect(() => quoteString('a\rb')).toThrow(RangeError);
    expect(() => quoteName('a\0b')).toThrow(RangeError);
    expect(fieldIs('device', 'a\rb')).toBe('"device" =~ /^(a\\x{d}b)$/');
  });

  test('a regular expression matches its texts alone', () => {
    // RE2 writes a code point \x{…} where JavaScript writes \u{…}
    const compiled = (literal: string) => new RegExp(literal.slice(1, -1).replaceAll('\\x{', '\\u{'), 'u');
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 3 }), hostile, (values, other) => {
        const wellFormed = values.map((value) => value.toWellFormed());
        const literal = regexOneOf(wellFormed);
        expect(literal.slice(1, -1)).not.toMatch(/[/\n\r]/);
        for (const value of wellFormed) expect(compiled(literal).test(value)).toBe(true);
        const text = other.toWellFormed();
        expect(compiled(literal).test(text)).toBe(wellFormed.includes(text));
        expect(compiled(regexPrefix(wellFormed)).test(text)).toBe(
          wellFormed.some((value) => text.startsWith(value)),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
