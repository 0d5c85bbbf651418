import { describe, expect, it } from 'vitest';
import { gatesFor, workflowOf } from '../core/workflow/profile.ts';
import { shippedGovernance } from './governance.ts';

const NOW = Date.UTC(2026, 11, 1);
const book = shippedGovernance().current();
const matterOf = (code: string) => {
  const matter = book.matters.at(code, NOW)?.body;
  if (matter === undefined) throw new Error(code);
  return matter;
};
const profileOf = (code: string) => {
  const profile = book.profiles.at(matterOf(code).profile, NOW)?.body;
  if (profile === undefined) throw new Error(code);
  return profile;
};

describe('the method that a shipped matter takes', () => {
  it.each([
    ['micro-wish', 'member-orders', 'AQ-13'],
    ['service-request', 'longchang-partners', 'LC-23'],
    ['renovation', 'six-steps', 'LC-10'],
    ['elevator-renewal', 'six-steps', 'LC-10'],
    ['06042', 'city-management', 'GB/T 30428'],
    ['06010', 'city-management', 'GB/T 30428'],
    // no council before somebody is told to stop
    ['noise', 'graded-response', 'AQ-17'],
    ['parking', 'graded-response', 'AQ-17'],
  ])('%s goes by %s (%s)', (code, profile) => {
    expect(matterOf(code).profile).toBe(profile);
  });

  it('asks for the consent of the households where something is rebuilt, and nowhere else (LC-10)', () => {
    for (const code of ['renovation', 'elevator-renewal']) {
      expect(gatesFor(profileOf(code), code).map(({ gate }) => gate)).toEqual(['COUNCIL', 'CONSENT_80']);
    }
    expect(gatesFor(profileOf('renovation'), 'noise').map(({ gate }) => gate)).toEqual(['COUNCIL']);
  });

  it('checks its filing condition before anybody is sent or takes it', () => {
    const unchecked = book.matters.all
      .filter(({ body }) => body.filing.requires.length > 0)
      .filter(({ code }) => {
        const { profile, transitions } = workflowOf(profileOf(code));
        const seen = new Set<string>([profile.start]);
        for (const state of seen) {
          for (const { from, to, guards } of transitions)
            if (from.some((one) => one === state) && !guards.includes('filingCondition')) seen.add(to);
        }
        return seen.has('DISPATCHED') || seen.has('TAKEN');
      });
    expect(unchecked.map(({ code }) => code)).toEqual([]);
  });

  it('can reach the stages that its closing condition asks for', () => {
    const staged = ['noise', 'illegal-building', 'road-facility'];
    for (const code of staged) {
      expect(matterOf(code).closing.requires).toContain('STAGES');
      const actions = workflowOf(profileOf(code)).transitions.map(({ action }) => action);
      expect([code, actions.includes('REACH_STAGE')]).toEqual([code, true]);
    }
  });

  it('keeps the handling time of the catalogue for rubbish', () => {
    const handle = profileOf('06042').clocks.find(({ kind }) => kind === 'HANDLE');
    for (const code of ['06042', '06010']) {
      expect(handle?.byMatter?.[code]).toBe(matterOf(code).handling.standard);
    }
  });
});
