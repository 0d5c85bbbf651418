import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chooseOnDuty,
  type DutyFacts,
  type DutyLoad,
  type DutyPost,
  type DutyStep,
  stepsOf,
} from './duty.ts';
import type { PostRole } from './duty-roles.ts';
import type { Roster } from './roster.ts';

const GRID = '511402001001001';
const MICRO = `${GRID}01`;
const NOW = Date.parse('2026-03-02T10:00:00+08:00');
const HOUR = 3_600_000;

const post = (id: string, role: PostRole = 'GRID_WORKER', more: Partial<DutyPost> = {}): DutyPost => ({
  id,
  role,
  gridCode: GRID,
  personId: `person-${id}`,
  validFrom: new Date(0),
  validTo: null,
  ...more,
});
const loads = (rows: Record<string, [live: number, lastGivenMs: number | null]>) =>
  new Map<string, DutyLoad>(
    Object.entries(rows).map(([id, [live, lastGivenMs]]) => [`person-${id}`, { live, lastGivenMs }]),
  );
const facts = (more: Partial<DutyFacts<DutyPost>>): DutyFacts<DutyPost> => ({
  gridCode: MICRO,
  steps: stepsOf(['GRID_WORKER', 'GRID_HEAD']),
  posts: [post('a'), post('b'), post('c')],
  absences: [],
  nowMs: NOW,
  ...more,
});
const between = (personId: string) => ({
  personId,
  startsAt: new Date(NOW - HOUR),
  endsAt: new Date(NOW + HOUR),
});
const roster = (members: string[], from = '09:00', to = '12:00'): Roster => ({
  id: 'r',
  gridCode: GRID,
  role: 'GRID_WORKER',
  pattern: { kind: 'WEEKLY', shifts: [{ name: '早', from, to, members }] },
  validFromMs: 0,
  validToMs: null,
  changes: [],
});

describe('the choice among equals', () => {
  it.each([
    ['fewest live orders', { a: [2, 5], b: [1, 9], c: [2, 1] }, 'b', 'fewest live orders'],
    ['then longest since the last one', { a: [1, 5], b: [1, 3], c: [1, 9] }, 'b', 'longest since'],
    [
      'whoever never had one has waited longest',
      { a: [1, 5], b: [1, null], c: [1, 9] },
      'b',
      'longest since',
    ],
    ['then the lowest id', { a: [1, 5], b: [1, 5], c: [1, 5] }, 'a', 'lowest post id'],
  ] as const)('%s', (_, table, chosen, why) => {
    const answer = chooseOnDuty(
      facts({ loads: loads({ a: [...table.a], b: [...table.b], c: [...table.c] }) }),
    );
    expect(answer.post?.id).toBe(chosen);
    expect(answer.choiceEn).toContain('3 equals');
    expect(answer.choiceEn).toContain(why);
    expect(answer.choiceZh).toContain('3 人同级');
  });

  it('nearness goes before load, and roles of one step are equals', () => {
    const near = post('near', 'GRID_WORKER', { gridCode: MICRO });
    const busy = loads({ near: [9, null] });
    expect(chooseOnDuty(facts({ posts: [post('a'), near], loads: busy })).post?.id).toBe('near');
    const steps: DutyStep[] = [{ roles: ['GRID_HEAD', 'BUILDING_LEADER'] }];
    const posts = [post('h', 'GRID_HEAD'), post('l', 'BUILDING_LEADER')];
    expect(chooseOnDuty(facts({ steps, posts, loads: loads({ h: [3, null] }) })).post?.id).toBe('l');
  });

  it('a step looks only at the levels that it names', () => {
    const steps: DutyStep[] = [{ roles: ['GRID_WORKER'], levels: ['MICRO_GRID'] }, { roles: ['GRID_HEAD'] }];
    const posts = [post('a'), post('h', 'GRID_HEAD')];
    const answer = chooseOnDuty(facts({ steps, posts }));
    expect(answer).toMatchObject({ post: { id: 'h' }, step: 1, skipped: [{ kind: 'VACANT' }] });
  });

  it('who is full is passed over with the count; when everybody is full the least loaded takes it', () => {
    const limited = ['a', 'b'].map((id) => post(id, 'GRID_WORKER', { capacity: 2 }));
    const head = post('h', 'GRID_HEAD');
    const full = loads({ a: [3, null], b: [2, null] });
    const answer = chooseOnDuty(facts({ posts: [...limited, head], loads: full }));
    expect(answer.post?.id).toBe('h');
    expect(answer.skipped).toMatchObject([
      { kind: 'OVER_CAPACITY', postId: 'a', reasonZh: '网格员已有 3 单，达到上限' },
      { kind: 'OVER_CAPACITY', postId: 'b' },
    ]);
    const alone = chooseOnDuty(facts({ posts: limited, loads: full }));
    expect(alone).toMatchObject({ post: { id: 'b' }, overCapacity: true });
    expect(alone.choiceEn).toContain('everybody present is full');
  });
});

describe('substitutes', () => {
  it('stand in for the post, whether its holder is away or not, and are told', () => {
    const substitutes = [{ ...between('person-z'), postId: 'a' }];
    const answer = chooseOnDuty(facts({ posts: [post('a')], substitutes }));
    expect(answer).toMatchObject({ personId: 'person-z', substituteFor: 'person-a' });
    expect(answer.skipped).toMatchObject([{ kind: 'SUBSTITUTED', postId: 'a' }]);
    const away = chooseOnDuty(facts({ posts: [post('a')], substitutes, absences: [between('person-a')] }));
    expect(away.personId).toBe('person-z');
  });

  it('who are away themselves are passed over for the holder', () => {
    const substitutes = [{ ...between('person-z'), postId: 'a' }];
    const one = facts({ posts: [post('a')], substitutes, absences: [between('person-z')] });
    expect(chooseOnDuty(one)).toMatchObject({ personId: 'person-a', substituteFor: null });
    const both = { ...one, absences: [between('person-z'), between('person-a')] };
    expect(chooseOnDuty(both)).toMatchObject({
      post: null,
      skipped: [{ kind: 'ON_LEAVE' }, { kind: 'ON_LEAVE' }, { kind: 'VACANT' }],
    });
  });
});

describe('rosters', () => {
  it('who is not on shift is passed over, with their next shift', () => {
    const answer = chooseOnDuty(facts({ rosters: [roster(['person-b'])] }));
    expect(answer.post?.id).toBe('b');
    expect(answer.skipped.map(({ kind, postId }) => `${kind} ${postId}`)).toEqual([
      'NOT_ON_SHIFT a',
      'NOT_ON_SHIFT c',
    ]);
    const later = chooseOnDuty(
      facts({ posts: [post('a')], rosters: [roster(['person-a'], '22:00', '06:00')] }),
    );
    expect(later.post).toBeNull();
    expect(later.skipped[0]?.reasonEn).toContain('next one 2026-03-02T14:00:00.000Z');
  });

  it('of another grid or role bind nobody', () => {
    const elsewhere = { ...roster(['person-x']), gridCode: MICRO };
    expect(chooseOnDuty(facts({ rosters: [elsewhere] })).post?.id).toBe('a');
  });
});

describe('property', () => {
  it('whoever answers is there, on shift, and no better equal was left; else every step is explained', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const world = fc.record({
      away: fc.subarray(ids),
      shift: fc.option(fc.subarray(ids, { minLength: 1 })),
      held: fc.subarray(ids),
      capacity: fc.option(fc.integer({ min: 1, max: 3 })),
      live: fc.array(fc.nat(4), { minLength: 5, maxLength: 5 }),
      last: fc.array(fc.option(fc.nat(100)), { minLength: 5, maxLength: 5 }),
    });
    fc.assert(
      fc.property(world, ({ away, shift, held, capacity, live, last }) => {
        const posts = held.map((id) => post(id, 'GRID_WORKER', { capacity }));
        const table = loads(Object.fromEntries(ids.map((id, n) => [id, [live[n] ?? 0, last[n] ?? null]])));
        const one = facts({
          posts,
          absences: away.map((id) => between(`person-${id}`)),
          rosters: shift === null ? [] : [roster(shift.map((id) => `person-${id}`))],
          loads: table,
        });
        const answer = chooseOnDuty(one);
        expect(chooseOnDuty({ ...one, posts: posts.toReversed() })).toEqual(answer);
        const there = held.filter((id) => !away.includes(id) && (shift?.includes(id) ?? true));
        if (there.length === 0) {
          expect(answer.post).toBeNull();
          for (const id of held) expect(answer.skipped.map(({ postId }) => postId)).toContain(id);
          return;
        }
        expect(there).toContain(answer.post?.id);
        const liveOf = (id: string) => table.get(`person-${id}`)?.live ?? 0;
        const free = there.filter((id) => capacity === null || liveOf(id) < capacity);
        const best = Math.min(...(free.length > 0 ? free : there).map(liveOf));
        expect(liveOf(answer.post?.id ?? '')).toBe(best);
        expect(answer.overCapacity).toBe(free.length === 0);
      }),
    );
  });
});
