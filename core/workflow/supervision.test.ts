import { describe, expect, it } from 'vitest';
import { HubError } from '../errors.ts';
import { blockingSupervisions, isOverdue, type Supervision, supervisionStep } from './supervision.ts';

const one = (state: Supervision['state'], more: Partial<Supervision> = {}): Supervision => ({
  id: 's1',
  by: 'BRANCH',
  state,
  reportRequired: true,
  blocksClosing: true,
  dueAtMs: 1000,
  ...more,
});

describe('a supervision (HD-07, HUA-11, HY-31)', () => {
  it('is satisfied only after the report that it asks for', () => {
    expect(() => supervisionStep(one('OPEN'), 'SATISFIED')).toThrow(HubError);
    expect(supervisionStep(one('OPEN'), 'REPORT')).toBe('REPORTED');
    expect(supervisionStep(one('REPORTED'), 'SATISFIED')).toBe('SATISFIED');
    expect(supervisionStep(one('OPEN', { reportRequired: false }), 'SATISFIED')).toBe('SATISFIED');
  });

  it('that is not satisfied is open again and wants another report', () => {
    const state = supervisionStep(one('REPORTED'), 'UNSATISFIED');
    expect(state).toBe('OPEN');
    expect(() => supervisionStep(one(state), 'SATISFIED')).toThrow('no');
  });

  it('is reminded of and tracked as often as one likes without changing, and not after its end', () => {
    expect(supervisionStep(one('OPEN'), 'REMIND')).toBe('OPEN');
    expect(supervisionStep(one('REPORTED'), 'TRACK')).toBe('REPORTED');
    for (const ended of ['SATISFIED', 'WITHDRAWN'] as const) {
      for (const entry of ['REMIND', 'TRACK', 'REPORT', 'SATISFIED', 'UNSATISFIED', 'WITHDRAW'] as const) {
        expect(() => supervisionStep(one(ended), entry)).toThrow(HubError);
      }
    }
  });

  it('that has ended refuses in whole sentences', () => {
    expect(() => supervisionStep(one('SATISFIED'), 'REMIND')).toThrow(
      'A work order in state Satisfied cannot be reminded of under this supervision.',
    );
  });

  it('blocks closing while it is not satisfied, where it is to', () => {
    const all = [
      one('OPEN'),
      one('REPORTED'),
      one('SATISFIED'),
      one('WITHDRAWN'),
      one('OPEN', { blocksClosing: false }),
    ];
    expect(blockingSupervisions(all).map(({ zh }) => zh)).toEqual([
      '党支部督办中，尚未评判满意',
      '党支部已报告，尚未评判满意',
    ]);
  });

  it('is overdue after its deadline and only while open', () => {
    expect(isOverdue(one('OPEN'), 1000)).toBe(false);
    expect(isOverdue(one('OPEN'), 1001)).toBe(true);
    expect(isOverdue(one('SATISFIED'), 5000)).toBe(false);
  });
});
