import { describe, expect, it } from 'vitest';
import {
  Open311Fault,
  open311Closed,
  open311Degrees,
  open311List,
  open311Path,
  open311Span,
  open311Time,
} from './open311.ts';

const NOW = Date.parse('2026-06-30T00:00:00Z');
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

function refused(act: () => unknown): number {
  try {
    act();
  } catch (error) {
    if (error instanceof Open311Fault) return error.refusal.code;
    throw error;
  }
  return 0;
}

describe('the span of GET requests', () => {
  it('is the last 90 days by itself', () => {
    const { fromMs, toMs } = open311Span(null, null, NOW);
    expect(toMs).toBe(NOW + 1);
    expect(toMs - fromMs).toBe(90 * 86_400_000);
  });

  it.each([
    ['2026-01-01T00:00:00Z', null, day('2026-01-01'), day('2026-04-01')],
    ['2026-06-29T00:00:00Z', null, day('2026-06-29'), NOW + 1],
    [null, '2026-04-01T00:00:00Z', day('2026-01-01'), day('2026-04-01')],
    ['2026-03-01T08:00:00+08:00', '2026-03-02T00:00:00Z', day('2026-03-01'), day('2026-03-02')],
    ['2026-03-01T08:00:00 08:00', '2026-03-02T00:00:00Z', day('2026-03-01'), day('2026-03-02')],
  ])('%s to %s', (start, end, fromMs, toMs) => {
    expect(open311Span(start, end, NOW)).toEqual({ fromMs, toMs });
  });

  it.each([
    ['2026-01-01T00:00:00Z', '2026-04-02T00:00:00Z'],
    ['2026-03-02T00:00:00Z', '2026-03-01T00:00:00Z'],
    ['2026-03-01', null],
    ['yesterday', null],
    ['2026-13-01T00:00:00Z', null],
  ])('%s to %s is refused with 400', (start, end) => {
    expect(refused(() => open311Span(start, end, NOW))).toBe(400);
  });
});

describe('arguments', () => {
  it('a status is open, closed or both', () => {
    expect(open311Closed(null)).toBeNull();
    expect(open311Closed('open')).toBe(false);
    expect(open311Closed('closed')).toBe(true);
    expect(open311Closed('open,closed')).toBeNull();
    expect(refused(() => open311Closed('done'))).toBe(400);
  });

  it('a list is separated by commas', () => {
    expect(open311List(null)).toBeNull();
    expect(open311List(' , ')).toBeNull();
    expect(open311List('001, 002,')).toEqual(['001', '002']);
  });

  it('degrees are plain numbers in range', () => {
    expect(open311Degrees('lat', '37.762221815', 90)).toBe(37.762221815);
    expect(open311Degrees('lat', '', 90)).toBeNull();
    for (const wrong of ['91', '1e1', 'NaN', '0x1', '12.5; DROP TABLE']) {
      expect(
        refused(() => open311Degrees('lat', wrong, 90)),
        wrong,
      ).toBe(400);
    }
  });

  it.each([
    ['services.xml', ['services'], 'xml'],
    ['services/a.b.json', ['services', 'a.b'], 'json'],
    ['services/a.b', ['services', 'a.b'], null],
    ['requests/E0101.JSON', ['requests', 'E0101'], 'json'],
  ])('%s is %s in %s', (path, parts, format) => {
    expect(open311Path(path)).toEqual({ parts, format });
  });

  it('a time has its zone', () => {
    const at = new Date('2026-03-01T00:00:00.500Z');
    expect(open311Time(at, 'Asia/Shanghai')).toBe('2026-03-01T08:00:00+08:00');
    expect(open311Time(at, 'America/New_York')).toBe('2026-02-28T19:00:00-05:00');
    expect(open311Time(at, 'UTC')).toBe('2026-03-01T00:00:00+00:00');
  });
});
