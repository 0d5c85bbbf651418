import { describe, expect, it } from 'vitest';
import { readGovernanceFolder, SHIPPED_FOLDER } from '../../runtime/governance-files.ts';
import { bookOf, governanceFaults } from '../governance.ts';
import { KINDS } from '../governance-kinds.ts';
import { checkProfile } from './profile-check.ts';
import type { WorkflowProfile } from './profile-schema.ts';

const NOW = Date.UTC(2026, 10, 21);
const shipped = readGovernanceFolder(SHIPPED_FOLDER, 'SHIPPED').documents.map(({ document }) => document);
const book = bookOf(shipped, NOW);
const lookup = {
  fresh: true,
  has: (kind: string, code: string) => shipped.some((one) => one.kind === kind && one.code === code),
  codes: (kind: string) => shipped.filter((one) => one.kind === kind).map(({ code }) => code),
};

/** The least that is a profile: report, dispatch, take, report back, close. */
const LEAN: WorkflowProfile = {
  ...{ code: 'lean', version: 1, nameZh: '示例', nameEn: 'Example', sources: ['HY-06'], start: 'REPORTED' },
  states: ['REPORTED', 'DISPATCHED', 'TAKEN', 'FEEDBACK', 'CLOSED'].map((state) => ({ state: named(state) })),
  steps: [
    { code: 'ask', zh: '提', en: 'Ask', states: ['REPORTED', 'DISPATCHED'] },
    { code: 'do', zh: '办', en: 'Do', states: ['TAKEN', 'FEEDBACK', 'CLOSED'] },
  ],
  transitions: [
    { action: 'DISPATCH', from: ['REPORTED'] },
    { action: 'TAKE', from: ['DISPATCHED'] },
    { action: 'FEEDBACK', from: ['TAKEN'] },
    { action: 'CLOSE', from: ['FEEDBACK'] },
  ],
  clocks: [{ kind: 'RESPOND', policy: 'HUAYING/RESPOND', start: ['OPEN'], stop: ['TAKE'] }],
};
function named(state: string): WorkflowProfile['start'] {
  const found = book.profiles
    .at('standard', NOW)
    ?.body.states.map((row) => row.state)
    .find((one) => one === state);
  if (found === undefined) throw new Error(state);
  return found;
}
const faults = (changes: Partial<WorkflowProfile>) =>
  checkProfile({ ...LEAN, ...changes }, lookup).map(({ path, en }) => `${path} ${en}`);
const withState = (state: WorkflowProfile['start']) => ({
  states: [...LEAN.states, { state }],
  steps: [...LEAN.steps, { code: 'more', zh: '另', en: 'More', states: [state] }],
});

describe('the static check of profiles', () => {
  it('finds a clock that begins where nothing that stops it can be done any more', () => {
    const clocks: WorkflowProfile['clocks'] = [
      { kind: 'RESPOND', policy: 'HUAYING/RESPOND', start: ['TAKE'], stop: ['DISPATCH'] },
    ];
    expect(faults({ clocks })).toEqual([
      '/clocks/0/stop begun in TAKEN, none of the actions that stop it can be done any more',
    ]);
    // one that was published before goes on to hold
    expect(checkProfile({ ...LEAN, clocks }, { ...lookup, fresh: false })).toEqual([]);
  });

  it('finds nothing in those that ship, and there are all of them', () => {
    expect(governanceFaults(shipped, [], { fresh: true }).filter(({ kind }) => kind === 'PROFILE')).toEqual(
      [],
    );
    expect(book.profiles.all.map(({ code }) => code).sort()).toEqual([
      'anqiu-six-matters',
      'city-management',
      'device-incident',
      'four-roles',
      'graded-response',
      'hongdong-alliance',
      'hongdong-rectify',
      'hongya-unified',
      'huaying-demand',
      'longchang-partners',
      'member-orders',
      'renshou-response',
      'renshou-whistle',
      'six-steps',
      'standard',
    ]);
    expect(faults({})).toEqual([]);
  });

  it.each<[string, Partial<WorkflowProfile>, RegExp]>([
    ['a state that nothing reaches', withState('SUSPENDED'), /SUSPENDED cannot be reached/],
    [
      'a state that cannot be left',
      {
        ...withState('SUSPENDED'),
        transitions: [...LEAN.transitions, { action: 'SUSPEND', from: ['TAKEN'] }],
      },
      /SUSPENDED cannot be left/,
    ],
    [
      'a state that only voiding leaves',
      {
        states: [...withState('SUSPENDED').states, { state: 'VOIDED' }],
        steps: withState('SUSPENDED').steps,
        transitions: [
          ...LEAN.transitions,
          { action: 'SUSPEND', from: ['TAKEN'] },
          { action: 'VOID', from: ['SUSPENDED'] },
        ],
      },
      /SUSPENDED cannot be left/,
    ],
    [
      'a post that nobody can hold',
      {
        transitions: LEAN.transitions.map((row) =>
          row.action === 'TAKE' ? { ...row, who: [{ right: 'order.take', as: ['post:WIZARD'] }] } : row,
        ),
      },
      /\/transitions\/1\/who\/0\/as\/0 nobody can be post:WIZARD/,
    ],
    [
      'a helper where there are none',
      {
        transitions: LEAN.transitions.map((row) =>
          row.action === 'TAKE' ? { ...row, who: [{ right: 'order.take', as: ['HELPER'] }] } : row,
        ),
      },
      /nobody can be HELPER/,
    ],
    [
      'a clock that no action stops',
      { clocks: [{ kind: 'RESPOND', policy: 'HUAYING/RESPOND', start: ['OPEN'], stop: [] }] },
      /\/clocks\/0\/stop no action stops it/,
    ],
    [
      'a clock that goes on for ever after the close',
      { clocks: [{ kind: 'RATE', policy: 'RATE/14D', start: ['CLOSE'], stop: ['TAKE'] }] },
      /\/clocks\/0\/stop it never stops in CLOSED/,
    ],
    [
      'a clock by an action that is not there',
      { clocks: [{ kind: 'HANDLE', policy: 'HANDLE/24H', start: ['FILE'], stop: ['CLOSE'] }] },
      /the profile has no action FILE/,
    ],
    [
      'a policy that is not there',
      { clocks: [{ kind: 'RESPOND', policy: 'NOWHERE/RESPOND', start: ['OPEN'], stop: ['TAKE'] }] },
      /there is no clock policy NOWHERE\/RESPOND; `npx hub governance list`/,
    ],
    [
      'a policy that is nearly there',
      { clocks: [{ kind: 'RESPOND', policy: 'HUAYING/RESPONSE', start: ['OPEN'], stop: ['TAKE'] }] },
      /there is no clock policy HUAYING\/RESPONSE: did you mean HUAYING\/RESPOND\?/,
    ],
    [
      'a transition to a state that is not listed',
      { transitions: [...LEAN.transitions, { action: 'CHECK_FAIL', from: ['FEEDBACK'] }] },
      /state REWORK is not among the states/,
    ],
    ['a gate that nothing waits for', { gates: [{ gate: 'COUNCIL' }] }, /nothing waits for gate COUNCIL/],
    [
      'a gate that is not there',
      {
        transitions: LEAN.transitions.map((row) =>
          row.action === 'DISPATCH' ? { ...row, gates: ['NO_SUCH'] } : row,
        ),
      },
      /the profile has no gate NO_SUCH/,
    ],
    [
      'a matter that is not there',
      {
        clocks: [
          {
            ...{ kind: 'RESPOND', policy: 'HUAYING/RESPOND', start: ['OPEN'], stop: ['TAKE'] },
            byMatter: { nothing: 'HUAYING/RESPOND' },
          },
        ],
      },
      /there is no matter nothing/,
    ],
    [
      'a supervision that should block the close and does not',
      {
        supervision: [
          {
            ...{ code: 'branch', zh: '督办', en: 'Supervised', by: 'BRANCH' },
            fromStates: ['DISPATCHED'],
            blocksClosing: true,
          },
        ],
        transitions: LEAN.transitions.map((row) => (row.action === 'CLOSE' ? { ...row, guards: [] } : row)),
      },
      /CLOSE does not wait/,
    ],
    [
      'two rows for one action and state',
      { transitions: [...LEAN.transitions, { action: 'TAKE', from: ['DISPATCHED'] }] },
      /TAKE is already there for state DISPATCHED/,
    ],
    ['a sampling that skips nothing', { checkSampling: 0.2 }, /belong together/],
    [
      'a grant of what cannot be asked for',
      {
        ...withState('SUSPENDED'),
        transitions: [
          ...LEAN.transitions,
          { action: 'SUSPEND', from: ['TAKEN'], guards: ['askedByAnother'] },
          { action: 'RESUME', to: 'TAKEN' },
        ],
      },
      /askedByAnother is for what grants a request that the profile has/,
    ],
    [
      'an extension of no clock',
      { transitions: [...LEAN.transitions, { action: 'GRANT_EXTENSION', from: ['TAKEN'] }] },
      /no clock has an `extended` policy/,
    ],
  ])('refuses %s', (_, changes, told) => {
    expect(faults(changes).join('\n')).toMatch(told);
  });

  it('tells all faults at once, each in both languages with its path', () => {
    const found = checkProfile(
      {
        ...LEAN,
        ...withState('SUSPENDED'),
        clocks: [{ kind: 'RESPOND', policy: 'NOWHERE', start: ['OPEN'], stop: [] }],
        gates: [{ gate: 'COUNCIL' }],
      },
      lookup,
    );
    expect(found.length).toBeGreaterThanOrEqual(4);
    for (const { path, zh, en } of found) {
      expect(path).toMatch(/^\//);
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('refuses a misspelt key or value by its path', () => {
    const misspelt = { ...LEAN, transition: [], steps: [{ ...LEAN.steps[0], states: ['REPORTD'] }] };
    const told = KINDS.PROFILE.faults(misspelt, lookup).map(({ path }) => path);
    expect(told).toEqual(expect.arrayContaining(['/transition', '/steps/0/states/0']));
  });
});
