import { describe, expect, it } from 'vitest';
import { eventRange } from './range.ts';

const NOW = Date.parse('2026-03-01T08:00:00Z');
const DAY = 86_400_000;

describe('the range of event time', () => {
  it('is the last 24 hours, and 24 ahead for devices whose clock is ahead, and says that it was defaulted', () => {
    expect(eventRange('filter.', {}, NOW, 30)).toEqual({
      fromMs: NOW - DAY,
      toMs: NOW + DAY,
      defaulted: true,
    });
  });

  it('goes back 24 hours from a given end', () => {
    const to = new Date(NOW - 5 * DAY);
    expect(eventRange('filter.', { to }, NOW, 30).fromMs).toBe(NOW - 6 * DAY);
  });

  it('is taken as given when both ends are', () => {
    const range = eventRange('filter.', { from: new Date(NOW - DAY), to: new Date(NOW) }, NOW, 30);
    expect(range).toEqual({ fromMs: NOW - DAY, toMs: NOW, defaulted: false });
  });

  it('is refused when empty or turned round', () => {
    const at = new Date(NOW);
    expect(() => eventRange('filter.', { from: at, to: at }, NOW, 30)).toThrow(/filter\.from/);
    expect(() => eventRange('', { from: new Date(NOW + 3 * DAY) }, NOW, 30)).toThrow(/before/);
  });

  it('is refused when longer than is kept', () => {
    const from = new Date(NOW - 40 * DAY);
    expect(() => eventRange('filter.', { from }, NOW, 30)).toThrow(/at most 30 days/);
  });
});
