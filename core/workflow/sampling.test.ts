import { describe, expect, it } from 'vitest';
import { newWorkOrderId } from '../ids.ts';
import { isSampled, lotOf } from './sampling.ts';

describe('sampling for a second pair of eyes', () => {
  it('draws every critical order, none at rate 0 and all at rate 1', () => {
    const ids = Array.from({ length: 200 }, () => newWorkOrderId());
    expect(ids.every((id) => isSampled({ id, severity: 'critical' }, 0))).toBe(true);
    expect(ids.some((id) => isSampled({ id, severity: 'major' }, 0))).toBe(false);
    expect(ids.every((id) => isSampled({ id, severity: 'info' }, 1))).toBe(true);
  });

  it('draws about the rate, and the same again on a later look', () => {
    const ids = Array.from({ length: 5000 }, (_, n) => `wo_${String(n).padStart(8, '0')}`);
    const drawn = ids.filter((id) => isSampled({ id, severity: 'minor' }, 0.3));
    expect(drawn.length).toBeGreaterThan(1350);
    expect(drawn.length).toBeLessThan(1650);
    expect(ids.filter((id) => isSampled({ id, severity: 'minor' }, 0.3))).toEqual(drawn);
    // whoever is drawn at a rate is drawn at every higher one
    expect(drawn.every((id) => isSampled({ id, severity: 'minor' }, 0.4))).toBe(true);
    expect(lotOf('wo_1')).not.toBe(lotOf('wo_2'));
  });
});
