import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Likeness, recurrenceOf, suspicion, suspicions } from './duplicates.ts';

const HOUR = 3_600_000;
const GRID = '511421001001001';

const order = (id: string, more: Partial<Likeness> = {}): Likeness => ({
  id,
  matter: 'environment',
  title: '3 栋楼下垃圾满溢',
  gridCode: GRID,
  position: null,
  createdMs: 100 * HOUR,
  incidentIds: [],
  ...more,
});

describe('suspicious duplicates', () => {
  it('are of the same matter, within one grid and within the window, with reasons that add up', () => {
    const found = suspicion(order('a'), order('b', { createdMs: 99 * HOUR, title: '3栋楼下垃圾满溢了' }));
    expect(found?.score).toBeGreaterThanOrEqual(70);
    expect(found?.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(found?.score);
    expect(found?.reasons.map(({ zh }) => zh)).toContain('相隔 1 小时');
    expect(suspicion(order('a'), order('b', { matter: 'noise' }))).toBeNull();
    expect(suspicion(order('a'), order('b', { gridCode: '511421001002001' }))).toBeNull();
    expect(suspicion(order('a'), order('b', { createdMs: 20 * HOUR }))).toBeNull();
    expect(suspicion(order('a'), order('a'))).toBeNull();
    // the same matter at the same hour in the same grid, told in quite other words
    expect(suspicion(order('a'), order('b', { title: '小区北门外有人乱倒建筑渣土' }))).toBeNull();
    // a micro-grid lies in its grid
    expect(suspicion(order('a'), order('b', { gridCode: `${GRID}01` }))).not.toBeNull();
  });

  it('are not far apart, whatever the words say, and nearer is more suspicious', () => {
    const at = (longitude: number) => ({ position: { longitude, latitude: 30 } });
    const near = suspicion(order('a', at(104)), order('b', at(104.0001)));
    const farther = suspicion(order('a', at(104)), order('b', at(104.0004)));
    expect(near?.score ?? 0).toBeGreaterThan(farther?.score ?? 0);
    expect(suspicion(order('a', at(104)), order('b', at(104.01)))).toBeNull();
  });

  it('come the most suspicious first and never include the order itself', () => {
    const list = suspicions(order('a'), [
      order('a'),
      order('b', { createdMs: 80 * HOUR }),
      order('c', { createdMs: 100 * HOUR }),
      order('d', { matter: 'noise' }),
    ]);
    expect(list.map(({ id }) => id)).toEqual(['c', 'b']);
  });

  it('are suspicious of each other alike', () => {
    const any = fc.record({
      title: fc.string({ maxLength: 20 }),
      createdMs: fc.integer({ min: 0, max: 200 * HOUR }),
      gridCode: fc.constantFrom(GRID, `${GRID}01`, null),
      position: fc.option(
        fc.record({
          longitude: fc.double({ min: 104, max: 104.002, noNaN: true }),
          latitude: fc.double({ min: 30, max: 30.002, noNaN: true }),
        }),
      ),
    });
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [x, y] = [order('x', a), order('y', b)];
        expect(suspicion(x, y)?.score ?? 0).toBe(suspicion(y, x)?.score ?? 0);
      }),
    );
  });
});

describe('a recurrence', () => {
  const at = (longitude: number) => ({ position: { longitude, latitude: 30 } });
  const closed = (id: string, closedMs: number, more: Partial<Likeness> = {}) => ({
    ...order(id, { ...at(104), ...more }),
    closedMs,
  });
  const rule = { days: 14, metres: 50 };
  const report = { matter: 'environment', gridCode: GRID, ...at(104), createdMs: 1000 * HOUR };

  it('is the latest closed order of the same matter, grid and position within the window', () => {
    const list = [closed('old', 500 * HOUR), closed('b', 700 * HOUR), closed('c', 900 * HOUR)];
    expect(recurrenceOf(report, list, rule)?.id).toBe('c');
    expect(recurrenceOf(report, [closed('old', 500 * HOUR)], rule)).toBeNull();
    // the last moment of the window still counts
    expect(recurrenceOf(report, [closed('edge', (1000 - 14 * 24) * HOUR)], rule)?.id).toBe('edge');
    expect(recurrenceOf(report, [closed('near', 900 * HOUR, at(104.0001))], rule)?.id).toBe('near');
  });

  it('is not one of another matter, grid or position, nor of an unknown one', () => {
    expect(recurrenceOf(report, [closed('a', 900 * HOUR, { matter: 'noise' })], rule)).toBeNull();
    expect(recurrenceOf(report, [closed('a', 900 * HOUR, { gridCode: `${GRID}01` })], rule)).toBeNull();
    expect(recurrenceOf(report, [closed('a', 900 * HOUR, at(104.01))], rule)).toBeNull();
    expect(recurrenceOf(report, [closed('a', 900 * HOUR, { position: null })], rule)).toBeNull();
    expect(recurrenceOf({ ...report, position: null }, [closed('a', 900 * HOUR)], rule)).toBeNull();
  });
});
