import { describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { figureMoment } from './figures.ts';

describe('a day on the command line', () => {
  it('is that of the site, wherever the site is', () => {
    const of = (text: string, zone: string) => figureMoment('--from', text, zone)?.toISOString();
    expect(of('2026-01-01', 'Asia/Shanghai')).toBe('2025-12-31T16:00:00.000Z');
    expect(of('2026-01-01', 'Asia/Urumqi')).toBe('2025-12-31T18:00:00.000Z');
    expect(of('2026-01-01T08:00:00+08:00', 'Asia/Urumqi')).toBe('2026-01-01T00:00:00.000Z');
    for (const text of ['2026-02-30', '2026-01-01T08:00:00', 'yesterday']) {
      expect(() => of(text, 'Asia/Shanghai')).toThrow(HubError);
    }
  });
});
