import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEventTime, zoneOffsetMs } from './event-time.ts';

const NOW = Date.UTC(2026, 10, 21, 4, 0, 0);
const DAY = 86_400_000;
const FAR = Date.UTC(9999, 11, 31);
const good = (ms: number) => ({ ms, quality: 'GOOD' });
const bad = { ms: NOW, quality: 'BAD' };

describe('event time', () => {
  it('seconds, milliseconds, microseconds and nanoseconds are told apart, as number, bigint or text', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2010, 0, 2), max: NOW + DAY }), (ms) => {
        expect(parseEventTime(ms, NOW)).toEqual(good(ms));
        expect(parseEventTime(String(ms), NOW)).toEqual(good(ms));
        expect(parseEventTime(Math.floor(ms / 1000), NOW)).toEqual(good(Math.floor(ms / 1000) * 1000));
        expect(parseEventTime(ms * 1000, NOW)).toEqual(good(ms));
        expect(parseEventTime(BigInt(ms) * 1_000_000n, NOW)).toEqual(good(ms));
        expect(parseEventTime(ms * 1_000_000, NOW)).toEqual(good(ms));
        expect(parseEventTime(ms / 1000, NOW)).toEqual(good(ms));
        if (ms < NOW) expect(parseEventTime(`${ms}999999`, NOW)).toEqual(good(ms));
      }),
    );
  });

  it('an ISO time that JavaScript writes is read back exactly, in UTC or in the zone of the site', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2010, 0, 2), max: NOW + DAY }), (ms) => {
        expect(parseEventTime(new Date(ms).toISOString(), NOW)).toEqual(good(ms));
        const shanghai = new Date(ms + 8 * 3_600_000).toISOString().slice(0, -1);
        expect(parseEventTime(shanghai, NOW)).toEqual(good(ms));
        expect(parseEventTime(`${shanghai}+08:00`, NOW, 'Europe/Berlin')).toEqual(good(ms));
      }),
    );
  });

  it.each([
    ['2026-11-21T12:00:00', NOW],
    ['2026-11-21 12:00:00', NOW],
    ['2026/11/21 12:00', NOW],
    ['20261121120000', NOW],
    ['20261121T040000Z', NOW],
    ['2026-11-21T04:00:00+0000', NOW],
    ['2026-11-21T12:00:00.123456789+08', NOW + 123],
    ['2026-11-21T12:00:00,5', NOW + 500],
    [' 2026-11-21T04:00:00z ', NOW],
    ['2026-11-21', NOW - 12 * 3_600_000],
    [NOW / 1000 + 0.25, NOW + 250],
    [new Date(NOW), NOW],
    [NOW - 40 * DAY, NOW - 40 * DAY],
    [NOW + DAY, NOW + DAY],
  ])('%s is good', (raw, ms) => {
    expect(parseEventTime(raw, NOW)).toEqual(good(ms));
  });

  it.each([
    [null],
    [undefined],
    [''],
    [0],
    ['0'],
    [-1],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [1e300],
    [true],
    [{}],
    [[NOW]],
    [new Date(Number.NaN)],
    ['1900-01-00T00:00:00'],
    ['1900-01-01T00:00:00Z'],
    ['1970-01-01T00:00:00Z'],
    ['2000-01-03T10:00:00'],
    ['2026-02-30T00:00:00'],
    ['2026-13-01T00:00:00'],
    ['2026-11-21T25:00:00'],
    ['2026-11-21T10:60:00'],
    ['2026-11-21T10:00:00+99:00'],
    ['300000-01-01T00:00:00Z'],
    ['yesterday'],
    ['9'.repeat(400)],
    [NOW + DAY + 1],
    [new Date(NOW + 30 * DAY).toISOString()],
  ])('%j is bad: the receive time stands in', (raw) => {
    expect(parseEventTime(raw, NOW)).toEqual(bad);
  });

  it('no input makes it throw, leave the integers or run more than a day ahead', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true }), (raw) => {
        const { ms } = parseEventTime(raw, NOW);
        expect(Number.isSafeInteger(ms) && ms <= NOW + DAY).toBe(true);
      }),
    );
  });

  it('the plain ISO form is read as the general way reads it, whatever is wrong with it', () => {
    const digits = (length: number, most: number) =>
      fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(length, '0'));
    const text = fc
      .record({
        year: fc.oneof(digits(4, 9999), fc.constantFrom('2024', '2026', '2000', '2100')),
        month: digits(2, 13),
        day: fc.oneof(digits(2, 32), fc.constantFrom('28', '29', '30', '31')),
        hour: digits(2, 25),
        minute: digits(2, 61),
        second: digits(2, 61),
        fraction: fc.oneof(
          fc.constant(''),
          digits(3, 999).map((ms) => `.${ms}`),
          fc.constantFrom('.', '.1', '.12', '.1234', ',123', '.12x', ':123'),
        ),
        zone: fc.oneof(
          fc.constantFrom('Z', 'z', '', '+0800', '+08', '+08:0', '-00:00', ' 08:00', '+8:000'),
          fc
            .tuple(fc.constantFrom('+', '-'), digits(2, 15), digits(2, 60))
            .map(([s, h, m]) => `${s}${h}:${m}`),
        ),
      })
      .map((t) => `${t.year}-${t.month}-${t.day}T${t.hour}:${t.minute}:${t.second}${t.fraction}${t.zone}`);
    const spoilt = fc
      .tuple(text, fc.nat(28), fc.constantFrom('/', ' ', 'a', '０', '-', ':', '9', '+', '\u0000', ''))
      .map(([whole, at, other]) => whole.slice(0, at) + other + whole.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(text, spoilt), (told) => {
        // a space in front is no part of the plain form
        expect(parseEventTime(told, FAR)).toEqual(parseEventTime(` ${told}`, FAR));
      }),
      { numRuns: 3_000 },
    );
    expect(parseEventTime('2024-02-29T23:59:60.999-14:59', FAR)).toEqual(
      good(Date.UTC(2024, 2, 1, 0, 0, 0, 999) + (14 * 60 + 59) * 60_000),
    );
    expect(parseEventTime('2026-02-30T00:00:00Z', FAR).quality).toBe('BAD');
  });

  it('a zone-less time is the wall clock of the site, on both sides of a change of the clocks', () => {
    expect(parseEventTime('2026-03-29T01:30:00', NOW, 'Europe/Berlin').ms).toBe(Date.UTC(2026, 2, 29, 0, 30));
    expect(parseEventTime('2026-03-29T03:30:00', NOW, 'Europe/Berlin').ms).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(zoneOffsetMs('America/St_Johns', Date.UTC(2026, 0, 1))).toBe(-3.5 * 3_600_000);
    expect(zoneOffsetMs('UTC', NOW)).toBe(0);
  });
});
