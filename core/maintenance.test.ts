import { describe, expect, it } from 'vitest';
import { type MaintenanceWindow, maintenanceOf, occurrenceEnd, windowEnd } from './maintenance.ts';

const ZONE = 'Asia/Shanghai';
/** A moment in Shanghai; 2026-11-21 is a Saturday. */
const at = (text: string) => Date.parse(`${text}+08:00`);
const WINDOW: MaintenanceWindow = {
  id: 'w',
  deviceId: null,
  typePattern: null,
  gridCode: null,
  startsMs: at('2026-11-01T00:00'),
  endsMs: at('2026-12-01T00:00'),
  recurs: null,
  includeLifeSafety: false,
};
const NIGHTS = { days: [5, 6], minuteFrom: 22 * 60, minuteTo: 2 * 60 };

describe('when a window holds', () => {
  it.each([
    ['before it', '2026-10-31T23:59', null],
    ['at its first moment', '2026-11-01T00:00', '2026-12-01T00:00'],
    ['at its last', '2026-12-01T00:00', null],
  ])('one-off: %s', (_, now, end) => {
    expect(windowEnd(WINDOW, at(now), ZONE)).toBe(end === null ? null : at(end));
  });

  it.each([
    ['on its day, before its hours', '2026-11-20T21:59', null],
    ['on its day', '2026-11-20T22:00', '2026-11-21T02:00'],
    ['over midnight, on a day of its own too', '2026-11-21T01:59', '2026-11-21T02:00'],
    ['over midnight, on the day after its last', '2026-11-22T01:00', '2026-11-22T02:00'],
    ['on another day', '2026-11-22T23:00', null],
    ['over midnight from a day that is none of its days', '2026-11-20T01:00', null],
  ])('recurring: %s', (_, now, end) => {
    expect(windowEnd({ ...WINDOW, recurs: NIGHTS }, at(now), ZONE)).toBe(end === null ? null : at(end));
  });

  it.each([
    ['forward', '2026-03-07T23:00-05:00', '2026-03-08T06:00-04:00'],
    ['back', '2026-10-31T23:00-04:00', '2026-11-01T06:00-05:00'],
  ])('recurring, in the night in which a zone puts its clocks %s', (_, now, end) => {
    const nights = { days: [1, 2, 3, 4, 5, 6, 7], minuteFrom: 22 * 60, minuteTo: 6 * 60 };
    expect(occurrenceEnd(nights, Date.parse(now), 'America/New_York')).toBe(Date.parse(end));
  });

  it('the series ends in the middle of an occurrence', () => {
    const window = { ...WINDOW, endsMs: at('2026-11-20T23:00'), recurs: NIGHTS };
    expect(windowEnd(window, at('2026-11-20T22:30'), ZONE)).toBe(at('2026-11-20T23:00'));
  });

  it('the same minute from and to is a whole day', () => {
    const window = { ...WINDOW, recurs: { days: [6], minuteFrom: 0, minuteTo: 0 } };
    expect(windowEnd(window, at('2026-11-21T12:00'), ZONE)).toBe(at('2026-11-22T00:00'));
    expect(windowEnd(window, at('2026-11-22T00:00'), ZONE)).toBeNull();
  });
});

describe('what a window covers', () => {
  const facts = { deviceId: 'd', type: 'camera.intrusion', lifeSafety: false, gridCode: '511421001001001' };
  const now = at('2026-11-21T12:00');
  it.each<[string, Partial<MaintenanceWindow>, boolean]>([
    ['its device', { deviceId: 'd' }, true],
    ['no other device', { deviceId: 'e' }, false],
    ['a family of types', { typePattern: 'camera.*' }, true],
    ['no other type', { typePattern: 'camera.fire' }, false],
    ['a grid above', { gridCode: '511421001' }, true],
    ['no grid below', { gridCode: '51142100100100101' }, false],
    ['only what it all names', { deviceId: 'd', gridCode: '511422' }, false],
  ])('%s', (_, part, covered) => {
    const found = maintenanceOf([{ ...WINDOW, ...part }], facts, now, ZONE);
    expect(found?.id).toBe(covered ? 'w' : undefined);
  });

  it('a type on which a life hangs only when it says so', () => {
    const life = { ...facts, lifeSafety: true };
    expect(maintenanceOf([{ ...WINDOW, deviceId: 'd' }], life, now, ZONE)).toBeNull();
    const window = { ...WINDOW, deviceId: 'd', includeLifeSafety: true };
    expect(maintenanceOf([window], life, now, ZONE)?.id).toBe('w');
  });

  it('of several windows the one that ends last holds', () => {
    const short = { ...WINDOW, id: 'short', endsMs: at('2026-11-22T00:00') };
    expect(maintenanceOf([short, WINDOW], facts, now, ZONE)?.id).toBe('w');
  });
});
