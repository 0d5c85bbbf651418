import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DUTY_LADDER, type DutyPost, POST_ROLES, type PostRole, resolveDuty } from './duty.ts';

const MICRO = '51140200100100101';
const GRID = '511402001001001';
const COMMUNITY = '511402001001';
const NOW = Date.UTC(2026, 10, 21);
const LADDER: PostRole[] = ['NEIGHBOUR_STEWARD', 'GRID_WORKER', 'COMMUNITY_DUTY'];

function post(id: string, role: PostRole, gridCode: string, more: Partial<DutyPost> = {}): DutyPost {
  return { id, role, gridCode, personId: `person-${id}`, validFrom: new Date(0), validTo: null, ...more };
}
const absent = (id: string, from = NOW - 1, to = NOW + 3_600_000) => ({
  personId: `person-${id}`,
  startsAt: new Date(from),
  endsAt: new Date(to),
});

const worker = post('w', 'GRID_WORKER', MICRO);
const elder = post('e', 'GRID_WORKER', GRID);
const desk = post('c', 'COMMUNITY_DUTY', COMMUNITY);

describe('duty ladder', () => {
  it('a vacant step is skipped and told', () => {
    const { post: found, skipped } = resolveDuty(MICRO, LADDER, [desk, worker], [], NOW);
    expect(found).toBe(worker);
    expect(skipped).toMatchObject([{ role: 'NEIGHBOUR_STEWARD', gridCode: MICRO, reasonZh: '邻管家空缺' }]);
  });

  it('a holder on leave is skipped and told, and the same role further up answers before the next role', () => {
    const { post: found, skipped } = resolveDuty(
      MICRO,
      LADDER.slice(1),
      [desk, elder, worker],
      [absent('w')],
      NOW,
    );
    expect(found).toBe(elder);
    expect(skipped).toMatchObject([{ role: 'GRID_WORKER', gridCode: MICRO }]);
    expect(skipped[0]?.reasonZh).toContain('请假');
  });

  it('when every step is empty or away nobody answers, and each one is told', () => {
    const { post: found, skipped } = resolveDuty(
      MICRO,
      LADDER,
      [worker, desk],
      [absent('w'), absent('c')],
      NOW,
    );
    expect(found).toBeNull();
    expect(skipped.map((step) => step.role)).toEqual(LADDER);
  });

  it.each([
    ['ended', { validTo: new Date(NOW) }],
    ['not begun', { validFrom: new Date(NOW + 1) }],
  ])('a post that has %s is vacant', (_, more) => {
    expect(resolveDuty(MICRO, ['GRID_WORKER'], [{ ...worker, ...more }], [], NOW).post).toBeNull();
  });

  it('leave counts from its start until before its end', () => {
    const at = (from: number, to: number) =>
      resolveDuty(MICRO, ['GRID_WORKER'], [worker], [absent('w', from, to)], NOW).post;
    expect(at(NOW, NOW + 1)).toBeNull();
    expect(at(NOW - 1, NOW)).toBe(worker);
    expect(at(NOW + 1, NOW + 2)).toBe(worker);
  });

  it('posts below or beside the grid never answer, and an unknown place has nobody', () => {
    const beside = post('b', 'GRID_WORKER', '511402001001002');
    expect(resolveDuty(GRID, ['GRID_WORKER'], [worker, beside], [], NOW).post).toBeNull();
    expect(resolveDuty(null, DUTY_LADDER, [worker, desk], [], NOW)).toEqual({ post: null, skipped: [] });
  });

  it('the answer does not depend on the order of the posts, holds a role of the ladder and is present', () => {
    const roles = fc.constantFrom(...LADDER);
    const place = fc.constantFrom(MICRO, GRID, COMMUNITY, '511402001001002');
    const posts = fc.uniqueArray(fc.tuple(fc.nat(50), roles, place), {
      selector: ([id]) => id,
      maxLength: 12,
    });
    fc.assert(
      fc.property(posts, fc.array(fc.nat(50)), (rows, away) => {
        const list = rows.map(([id, role, code]) => post(String(id), role, code));
        const absences = away.map((id) => absent(String(id)));
        const one = resolveDuty(MICRO, LADDER, list, absences, NOW);
        expect(resolveDuty(MICRO, LADDER, list.toReversed(), absences, NOW)).toEqual(one);
        if (one.post === null) return;
        expect(away.map(String)).not.toContain(one.post.id);
        expect(MICRO.startsWith(one.post.gridCode)).toBe(true);
      }),
    );
  });

  it('every role has a name in both languages', () => {
    for (const { zh, en } of Object.values(POST_ROLES)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toBe('');
    }
  });
});
