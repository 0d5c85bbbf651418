import { describe, expect, it } from 'vitest';
import { readGovernanceFolder, SHIPPED_FOLDER } from '../../runtime/governance-files.ts';
import { bookOf } from '../governance.ts';
import {
  gatesFor,
  policyKeyOf,
  profileOfPlace,
  startState,
  stateLabel,
  stepOf,
  supervisionsFor,
  type WorkflowProfile,
  workflowOf,
} from './profile.ts';

const NOW = Date.UTC(2026, 10, 21);
const book = bookOf(
  readGovernanceFolder(SHIPPED_FOLDER, 'SHIPPED').documents.map(({ document }) => document),
  NOW,
);
function named(code: string): WorkflowProfile {
  const found = book.profiles.at(code, NOW);
  if (found === null) throw new Error(code);
  return found.body;
}

describe('a profile', () => {
  it('begins where its source begins, and calls states and steps by its own words', () => {
    const huaying = named('huaying-demand');
    expect(startState(huaying, 'RESIDENT')).toBe('REPORTED');
    expect(startState(huaying, 'INCIDENT')).toBe('FILED');
    expect(stateLabel(huaying, 'REPORTED')).toEqual({ zh: '居民提需', en: 'Raised by residents' });
    expect(stateLabel(huaying, 'CLOSED').zh).toBe('已结案');
    expect(stepOf(huaying, 'FEEDBACK')).toMatchObject({ zh: '情况反馈', index: 3 });
    expect(stepOf(huaying, 'VOIDED')).toBeNull();
  });

  it('has its gates and supervisions for the orders that they are for', () => {
    const longchang = named('longchang-partners');
    expect(gatesFor(longchang, 'renovation').map(({ gate }) => gate)).toEqual(['CONSENT_80']);
    expect(gatesFor(longchang, 'noise')).toEqual([]);
    const huaying = named('huaying-demand');
    expect(supervisionsFor(huaying, { source: 'RESIDENT', matter: 'noise' })).toHaveLength(1);
    expect(supervisionsFor(huaying, { source: 'INCIDENT', matter: 'fire-safety' })).toEqual([]);
  });

  it('promises by matter before the catalogue, by the catalogue before severity, and by severity before itself', () => {
    const [clock] = workflowOf(named('standard')).clocks;
    if (clock === undefined) throw new Error('no clock');
    const full = {
      ...clock,
      ...{ policy: 'own', ofMatter: true, byMatter: { noise: 'matter' }, bySeverity: { major: 'severity' } },
    };
    expect(policyKeyOf(full, { matter: 'noise', severity: 'major' }, 'catalogue')).toBe('matter');
    expect(policyKeyOf(full, { matter: 'parking', severity: 'major' }, 'catalogue')).toBe('catalogue');
    expect(policyKeyOf(full, { matter: 'parking', severity: 'major' }, null)).toBe('severity');
    expect(
      policyKeyOf({ ...full, ofMatter: false }, { matter: 'parking', severity: 'minor' }, 'catalogue'),
    ).toBe('own');
  });

  it('holds by itself at its place: the nearest one wins, and of two there the one for the matter', () => {
    const of = (code: string, applies: WorkflowProfile['applies']): WorkflowProfile => {
      const { applies: _, ...rest } = named('standard');
      return applies === undefined ? { ...rest, code } : { ...rest, code, applies };
    };
    const county = of('county', { grids: ['511421'] });
    const street = of('street', { grids: ['511421001'] });
    const noise = of('noise', { grids: ['511421001'], matters: ['noise'] });
    const patrol = of('patrol', { grids: ['511421001001001'], sources: ['PATROL'] });
    const all = [
      of('elsewhere', { grids: ['3707'] }),
      of('nowhere', undefined),
      county,
      noise,
      patrol,
      street,
    ];
    const at = (gridCode: string | null, matter = 'parking', source = 'RESIDENT') =>
      profileOfPlace(all, { gridCode, matter, source })?.code ?? null;
    expect(at('511421002001')).toBe('county');
    expect(at('511421001001001')).toBe('street');
    expect(at('511421001001001', 'noise')).toBe('noise');
    expect(at('511421001001001', 'noise', 'PATROL')).toBe('patrol');
    expect(at('510100')).toBeNull();
    expect(at(null)).toBeNull();
  });
});
