import { describe, expect, it } from 'vitest';
import { readGovernanceFolder, readGovernanceText, SHIPPED_FOLDER } from '../runtime/governance-files.ts';
import { bookOf } from './governance.ts';
import { missingPolicies, policyAt, promisesOf } from './governance-promises.ts';

const NOW = Date.UTC(2026, 10, 21);
const shipped = readGovernanceFolder(SHIPPED_FOLDER, 'SHIPPED').documents.map(({ document }) => document);
const later = readGovernanceText(
  'CLOCK',
  `
code: LATER/RESPOND
version: 1
nameZh: 以后
nameEn: Later
validFrom: 2027-03-01
calendar: china
stages: [{ code: TARGET, nameZh: 响应, nameEn: Respond, target: { amount: 8, unit: MINUTES } }]`,
  'FOLDER',
  'later.yaml',
).documents.map(({ document }) => document);
const book = bookOf([...shipped, ...later], NOW);

describe('the policy that a clock takes', () => {
  it.each([
    ['a published one', 'HUAYING/RESPOND', 'HUAYING/RESPOND@1'],
    ['plain minutes, of which there is no document', 'MINUTES/90', 'MINUTES/90@1'],
    ['one that only holds from later on', 'LATER/RESPOND', 'LATER/RESPOND@1'],
    ['none that anybody knows', 'NOWHERE/RESPOND', null],
    ['no minutes at all', 'MINUTES/0', null],
    ['ten years of minutes', 'MINUTES/5270400', 'MINUTES/5270400@1'],
    ['more than a clock can count', 'MINUTES/5270401', null],
  ])('%s: %s', (_, key, id) => {
    expect(policyAt(book, key, NOW)?.id ?? null).toBe(id);
    expect(promisesOf(book).version(key, NOW)).toBe(id);
  });

  it('plain minutes are a whole policy', () => {
    expect(policyAt(book, 'MINUTES/90', NOW)?.stages[0]?.target).toEqual({ amount: 90, unit: 'MINUTES' });
  });
});

describe('clocks that would not run', () => {
  it('are none with what is shipped', () => {
    expect(missingPolicies(book, NOW)).toEqual([]);
  });

  it('are told by document and place when a policy is gone, of profiles and of matters', () => {
    const without = bookOf(
      shipped.filter(({ code }) => code !== 'HUAYING/RESPOND' && code !== 'STAGED/STOP_PENALISE'),
      NOW,
    );
    const missing = missingPolicies(without, NOW);
    expect(new Set(missing.map(({ policy }) => policy))).toEqual(
      new Set(['HUAYING/RESPOND', 'STAGED/STOP_PENALISE']),
    );
    expect(missing).toContainEqual({
      document: 'MATTER illegal-building@1',
      path: '/handling/standard',
      policy: 'STAGED/STOP_PENALISE',
    });
    expect(missing.some(({ document, path }) => /^PROFILE/.test(document) && /^\/clocks\//.test(path))).toBe(
      true,
    );
  });
});
