import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ballot, nextStage, tally, VOTE_CHOICES, type VoteChoice, waitingFor } from './gates.ts';
import { GATE_RULES, type GateRule, gateRuleFaults, shareOf } from './gates-rules.ts';

function shipped(code: string): GateRule {
  const rule = GATE_RULES.get(code);
  if (rule === undefined) throw new Error(`no gate ${code}`);
  return rule;
}

function votes(yes: number, no = 0, abstain = 0, area: number | null = null): Ballot[] {
  const choices: VoteChoice[] = [
    ...Array.from({ length: yes }, () => 'YES' as const),
    ...Array.from({ length: no }, () => 'NO' as const),
    ...Array.from({ length: abstain }, () => 'ABSTAIN' as const),
  ];
  return choices.map((choice, index) => ({ voter: `v${index}`, choice, area }));
}

describe('a gate', () => {
  it.each([...GATE_RULES.values()])('$code that ships is sound', (rule) => {
    expect(gateRuleFaults(rule)).toEqual([]);
  });

  it('of 80 % of the households passes at the eightieth of a hundred, not at the seventy-ninth (LC-10)', () => {
    const rule = shipped('CONSENT_80');
    const roll = { size: 100, area: null };
    expect(tally(rule, roll, votes(79, 21)).result).toBe('REFUSED');
    expect(tally(rule, roll, votes(80)).result).toBe('PASSED');
    // 80 % of 66 is 52.8
    expect(tally(rule, { size: 66, area: null }, votes(52, 1)).result).toBe('REFUSED');
    expect(tally(rule, { size: 66, area: null }, votes(53)).result).toBe('PASSED');
  });

  it('of more than half is not passed by exactly half (HY-07, HUA-04, AQ-09)', () => {
    const rule = shipped('BRANCH_REVIEW');
    expect(tally(rule, { size: 4, area: null }, votes(2, 1)).result).toBe('REFUSED');
    expect(tally(rule, { size: 4, area: null }, votes(3)).result).toBe('PASSED');
    expect(tally(rule, { size: 5, area: null }, votes(3, 2)).result).toBe('PASSED');
  });

  it('of the votes cast is refused without its quorum, however many of them say yes', () => {
    const rule = shipped('BUILDING_LEADERS');
    const stages = ['SURVEY', 'OPINION', 'CONSENSUS'];
    expect(tally(rule, { size: 10, area: null }, votes(4), stages).result).toBe('REFUSED');
    expect(tally(rule, { size: 10, area: null }, votes(3, 2), stages).result).toBe('PASSED');
  });

  it('of building leaders goes survey, opinion, consensus, and waits for each by name (HUA-07)', () => {
    const rule = shipped('BUILDING_LEADERS');
    const count = tally(rule, { size: 2, area: null }, votes(2), ['SURVEY']);
    expect(count.result).toBe('REFUSED');
    expect(nextStage(rule, ['SURVEY'])).toBe('OPINION');
    expect(nextStage(rule, ['SURVEY', 'OPINION', 'CONSENSUS'])).toBeNull();
    expect(waitingFor(rule, count)).toEqual({
      zh: '楼栋长先行议事：等待初步意见',
      en: 'Deliberation by the building leaders: initial opinion',
    });
  });

  it('by area wants both heads and floor area (民法典 278)', () => {
    const rule = shipped('OWNERS_VOTE');
    const roll = { size: 3, area: 300 };
    const big = [
      { voter: 'a', choice: 'YES', area: 60 },
      { voter: 'b', choice: 'YES', area: 60 },
      { voter: 'c', choice: 'NO', area: 180 },
    ] satisfies Ballot[];
    const count = tally(rule, roll, big);
    expect(count.heads.reached).toBe(true);
    expect(count.area).toMatchObject({ quorate: true, reached: false });
    expect(count.result).toBe('REFUSED');
    // without the floor area of everybody nothing is decided by it
    expect(tally(rule, { size: 3, area: null }, big).result).toBe('REFUSED');
  });

  it('by area is met by its very share, to the hundredth of a square metre', () => {
    const rule: GateRule = { ...shipped('OWNERS_VOTE'), moreThan: false, threshold: '2/3', of: 'ROLL' };
    const roll = { size: 2, area: 2_211_374.97 };
    const of = (area: number) => tally(rule, roll, votes(1, 0, 0, area)).area;
    expect(of(1_474_249.98)).toMatchObject({ castNeeded: 1_474_249.98, quorate: true, reached: true });
    expect(of(1_474_249.97)).toMatchObject({ quorate: false, reached: false });
    // a sum of parts is a little off its true value
    const half = { ...rule, quorum: '1/2', threshold: '1/2' };
    expect(tally(half, { size: 3, area: 0.6 }, votes(3, 0, 0, 0.1)).area).toMatchObject({ reached: true });
  });

  it('says what is missing, and when it cannot pass any more', () => {
    const rule = shipped('CONSENT_80');
    const roll = { size: 10, area: null };
    expect(waitingFor(rule, tally(rule, roll, votes(5, 1))).zh).toBe('居民同意率 80%：还差 2 票、3 个同意');
    const lost = tally(rule, roll, votes(5, 3));
    expect(lost.canPass).toBe(false);
    expect(waitingFor(rule, lost).en).toContain('can no longer pass');
    expect(lost.zh).toContain('应投 10，已投 8');
  });

  it('that nobody may vote at, or nobody voted at, is not passed', () => {
    for (const rule of GATE_RULES.values()) {
      const stages = (rule.stages ?? []).map(({ code }) => code);
      expect(tally(rule, { size: 0, area: 0 }, [], stages).result).toBe('REFUSED');
      expect(tally(rule, { size: 5, area: 500 }, [], stages).result).toBe('REFUSED');
    }
  });

  it('counts alike in any order, and one more yes instead of a no never loses it', () => {
    const choices = Object.keys(VOTE_CHOICES).filter((choice): choice is VoteChoice =>
      Object.hasOwn(VOTE_CHOICES, choice),
    );
    const ballots = fc.array(fc.constantFrom(...choices), { maxLength: 40 });
    const rules = fc.constantFrom(...GATE_RULES.values());
    fc.assert(
      fc.property(rules, ballots, fc.integer({ min: 0, max: 10 }), (rule, cast, missing) => {
        const stages = (rule.stages ?? []).map(({ code }) => code);
        const made = cast.map((choice, index) => ({ voter: String(index), choice, area: 50 }));
        const roll = { size: cast.length + missing, area: (cast.length + missing) * 50 };
        const count = tally(rule, roll, made, stages);
        expect(tally(rule, roll, made.toReversed(), stages)).toEqual(count);
        expect(count.yes + count.no + count.abstain).toBe(count.cast);
        const firstNo = made.findIndex(({ choice }) => choice === 'NO');
        if (count.result === 'PASSED') {
          expect(count.canPass).toBe(true);
          if (firstNo >= 0) {
            const turned = made.map((one, index) =>
              index === firstNo ? { ...one, choice: 'YES' as const } : one,
            );
            expect(tally(rule, roll, turned, stages).result).toBe('PASSED');
          }
        }
      }),
    );
  });

  it('rule that can never be met is refused with its place', () => {
    const rule = shipped('CONSENT_80');
    expect(shareOf('80%')).toEqual({ parts: 80, whole: 100 });
    expect(gateRuleFaults({ ...rule, threshold: '100%', moreThan: true }).map(({ path }) => path)).toEqual([
      '/threshold',
    ]);
    expect(gateRuleFaults({ ...rule, quorum: '3/2' })[0]).toMatchObject({ path: '/quorum' });
    const twice = { code: 'A', zh: '甲', en: 'A' };
    expect(gateRuleFaults({ ...rule, stages: [twice, twice] })[0]?.path).toBe('/stages/1/code');
  });
});
