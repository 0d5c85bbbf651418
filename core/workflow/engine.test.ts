import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGovernanceFolder, SHIPPED_FOLDER } from '../../runtime/governance-files.ts';
import { type ClockEvent, type ClockRun, clockRuns } from '../clock-engine.ts';
import { policyInForce } from '../clock-engine-view.ts';
import { clockEventsIn } from '../clock-event-schema.ts';
import { HubError } from '../errors.ts';
import { bookOf } from '../governance.ts';
import { promisesOf } from '../governance-promises.ts';
import { RIGHTS } from '../permissions.ts';
import { SEVERITIES } from '../severity.ts';
import {
  ENDED_STATES,
  TERMINAL_STATES,
  WORK_ORDER_STATES,
  type WorkOrderState,
} from '../work-order-states.ts';
import { TRANSITIONS, WORK_ORDER_ACTIONS, type WorkOrderAction } from '../work-order-transitions.ts';
import type { ActorFacts } from './actor.ts';
import { allowedActions, open, type StepContext, step } from './engine.ts';
import { type GuardFacts, NO_FACTS } from './guard-facts.ts';
import { newOrder, type OrderEvent, type OrderState, project } from './order-state.ts';
import { startState, type WorkflowProfile, workflowOf } from './profile.ts';
import type { TransitionInput } from './step-input.ts';

const NOW = Date.UTC(2026, 10, 21);
const DAY = 86_400_000;
const shipped = readGovernanceFolder(SHIPPED_FOLDER, 'SHIPPED').documents.map(({ document }) => document);
const book = bookOf(shipped, NOW);
const PROFILES = book.profiles.all.map(({ body }) => body);
const profileNamed = (code: string): WorkflowProfile => {
  const found = book.profiles.at(code, NOW);
  if (found === null) throw new Error(code);
  return found.body;
};

const promises = { ...promisesOf(book), handling: () => null };
const context = (code: string, nowMs = NOW, facts: GuardFacts = NO_FACTS): StepContext => ({
  workflow: workflowOf(profileNamed(code)),
  facts,
  promises,
  nowMs,
});
const COMPLETE: TransitionInput = {
  reason: 'because',
  note: 'done',
  evidence: [{ url: 'https://example.org/after.jpg', phase: 'AFTER' }],
  untilMs: NOW + 400 * DAY,
  stars: 5,
  severity: 'major',
  stage: 'TARGET',
  mergeInto: 'wo_parent',
  assignee: { personId: 'p1', partyId: 'pt1', postRole: 'GRID_WORKER' },
};
const order = (state: WorkOrderState, more: Partial<OrderState> = {}): OrderState =>
  newOrder({
    ...{ id: 'wo_1', profile: 'standard', profileVersion: 1, source: 'RESIDENT', matter: 'noise' },
    ...{ state, severity: 'minor', reportedBy: 'r1', gridCode: '511421001001001' },
    ...more,
  });
const actor = (subject: string, more: Partial<ActorFacts> = {}): ActorFacts => ({
  ...{ subject, rights: RIGHTS, partyIds: [], partyKinds: [], postRoles: [], helper: false },
  ...more,
});
const by = (subject: string, more: Partial<ActorFacts> = {}) => ({
  name: subject,
  facts: actor(subject, more),
});
const HUB = { name: 'hub', facts: null };
const error = (act: () => unknown): HubError | null => {
  try {
    act();
    return null;
  } catch (caught) {
    if (caught instanceof HubError) return caught;
    throw caught;
  }
};
const code = (act: () => unknown) => error(act)?.code ?? 'none';
const isAction = (name: string): name is WorkOrderAction => Object.hasOwn(TRANSITIONS, name);

function walk(from: OrderState, steps: readonly [WorkOrderAction, string?][], profile = 'standard') {
  return steps.reduce(
    (at, [action, name = 'a']) => step(at, action, by(name), COMPLETE, context(profile)).order,
    from,
  );
}

describe.each(PROFILES)('$code ($nameZh)', (profile) => {
  const workflow = workflowOf(profile);

  /** One chance decision after another, from the opening on: what was done, and what is left. */
  function run(choices: readonly number[]) {
    const sources = ['RESIDENT', 'INCIDENT', 'PATROL'];
    const source = sources[(choices[0] ?? 0) % sources.length] ?? 'RESIDENT';
    let at = order(startState(profile, source), { profile: profile.code, source });
    const events: OrderEvent[] = [
      open(at, 'r1', { workflow, promises, nowMs: NOW, clocksFromMs: NOW - 60_000 }),
    ];
    const facts = {
      ...NO_FACTS,
      gates: (profile.gates ?? []).map(({ gate }) => ({
        ref: gate,
        state: 'PASSED' as const,
        zh: '',
        en: '',
      })),
    };
    for (const [index, choice] of choices.entries()) {
      const nowMs = NOW + index * 3_600_000;
      const some = { personId: `p${choice % 3}`, partyId: choice % 2 === 0 ? 'pt1' : null, postRole: null };
      const input = { ...COMPLETE, assignee: some, taker: some, severity: SEVERITIES[choice % 4] };
      const rows = workflow.transitions.filter(({ from }) => from.includes(at.state));
      const row = rows[choice % Math.max(1, rows.length)];
      if (row === undefined) break;
      try {
        const taken = step(at, row.action, HUB, input, { workflow, facts, promises, nowMs });
        at = taken.order;
        events.push(taken.event);
      } catch (caught) {
        // a request that is not open, a return too many: refused, and nothing changed
        if (!(caught instanceof HubError)) throw caught;
      }
    }
    return { at, events };
  }
  const choices = fc.array(fc.nat(1000), { maxLength: 60 });

  it('is what its history tells, whatever is done', () => {
    fc.assert(
      fc.property(choices, (path) => {
        const { at, events } = run(path);
        expect(project(events)).toEqual(at);
        expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
      }),
    );
  });

  it('never comes into a state that it does not list, and leaves a terminal one by undoing a merge only', () => {
    fc.assert(
      fc.property(choices, (path) => {
        const { events } = run(path);
        for (const { fromState, toState, action } of events) {
          expect(workflow.states).toContain(toState);
          const terminal = TERMINAL_STATES.some((state) => state === fromState);
          if (terminal) expect([fromState, action]).toEqual(['MERGED', 'UNMERGE']);
        }
      }),
    );
  });

  it('is ended exactly in the states that end it, and then no clock of it runs but the reporter’s', () => {
    fc.assert(
      fc.property(choices, (path) => {
        const { at, events } = run(path);
        const ended = ENDED_STATES.some((state) => state === at.state);
        expect(at.closedAtMs !== null).toBe(ended);
        if (!ended || at.state === 'MERGED') return;
        const running = clockRuns(events.flatMap(({ clocks }) => clocks)).filter(({ end }) => end === null);
        expect(running.map(({ kind }) => kind).filter((kind) => kind !== 'RATE')).toEqual([]);
      }),
    );
  });

  it('any action in any state follows a row of the profile or is refused as illegal', () => {
    const states = fc.constantFrom(...workflow.states);
    fc.assert(
      fc.property(states, fc.constantFrom(...WORK_ORDER_ACTIONS), (state, action) => {
        const known = workflow.transitions.some((row) => row.action === action && row.from.includes(state));
        const given = order(state, { profile: profile.code });
        const refused = code(() => step(given, action, HUB, COMPLETE, context(profile.code)));
        if (!known) expect(refused).toBe('ILLEGAL_TRANSITION');
        const offered = allowedActions(given, actor('x'), context(profile.code));
        if (!known) expect(offered.map((one) => one.action)).not.toContain(action);
      }),
    );
  });

  it('has a step of the method for every state in which an order lives', () => {
    for (const { zh, en } of profile.steps) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
    for (const state of workflow.states) {
      if (TERMINAL_STATES.some((one) => one === state)) continue;
      expect(profile.steps.some(({ states }) => states.includes(state))).toBe(true);
    }
  });
});

describe('the base table', () => {
  it('has both names of every action, and every state its Chinese name', () => {
    for (const { zh } of Object.values(WORK_ORDER_STATES)) expect(zh).toMatch(/\p{Script=Han}/u);
    for (const { zh, en } of Object.values(TRANSITIONS)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('has the usual path use every action that no method needs for itself', () => {
    const used = new Set<string>(
      workflowOf(profileNamed('standard')).transitions.map(({ action }) => action),
    );
    expect(WORK_ORDER_ACTIONS.filter((action) => !used.has(action))).toEqual([]);
  });
});

describe('needs', () => {
  const wanting = Object.entries(TRANSITIONS).filter(([, row]) => row.needs.length > 0);
  it.each(wanting.map(([action, row]) => [action, row.from[0], row] as const))(
    '%s from %s without what it needs is refused',
    (action, from) => {
      if (!isAction(action)) throw new Error(action);
      const pending = { by: 'a', atMs: NOW, reason: null };
      const asked = { extension: pending, transfer: pending };
      const given = order(from, {
        beforeState: 'IN_PROGRESS',
        mergedFrom: 'TAKEN',
        pending: action.startsWith('REFUSE_SUSPEND')
          ? { suspend: pending }
          : /^REQUEST|^OFFER/.test(action)
            ? {}
            : asked,
      });
      for (const input of [{}, { reason: ' ', evidence: [], untilMs: NOW, stars: 6 }]) {
        expect(code(() => step(given, action, HUB, input, context('standard')))).toBe('BAD_USER_INPUT');
      }
    },
  );

  it('a photo from before the work alone is no evidence that it is done', () => {
    const before: TransitionInput = { evidence: [{ url: 'https://example.org/b.jpg', phase: 'BEFORE' }] };
    expect(code(() => step(order('IN_PROGRESS'), 'FEEDBACK', HUB, before, context('standard')))).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('an order is reopened within the days of its profile, not later', () => {
    const closed = order('CLOSED', { closedAtMs: NOW - 14 * DAY });
    expect(step(closed, 'REOPEN', by('r1'), COMPLETE, context('standard')).order).toMatchObject({
      state: 'REOPENED',
      closedAtMs: null,
    });
    expect(code(() => step(closed, 'REOPEN', by('r1'), COMPLETE, context('standard', NOW + 1)))).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('a form is filled in as the profile asks (HD-07)', () => {
    const checked = order('CHECKING', { profile: 'hongdong-rectify' });
    const close = (form: Record<string, unknown>) =>
      error(() => step(checked, 'CLOSE', HUB, { form }, context('hongdong-rectify')))?.detail.path ?? 'done';
    expect(close({})).toBe('input.form.effect');
    expect(close({ effect: 'BEST' })).toBe('input.form.effect');
    expect(close({ effect: 'GOOD', other: 1 })).toBe('input.form.other');
    expect(close({ effect: 'GOOD' })).toBe('done');
  });
});

describe('who may', () => {
  it('four eyes: who handled it can neither pass nor fail it; another can', () => {
    const done = walk(order('DISPATCHED'), [
      ['TAKE', 'a'],
      ['START', 'a'],
      ['FEEDBACK', 'a'],
    ]);
    for (const action of ['CHECK_PASS', 'CHECK_FAIL'] as const) {
      expect(code(() => step(done, action, by('a'), COMPLETE, context('standard')))).toBe('FOUR_EYES');
      expect(code(() => step(done, action, by('b'), COMPLETE, context('standard')))).toBe('none');
    }
    const again = walk(done, [
      ['CHECK_FAIL', 'b'],
      ['START', 'b'],
      ['FEEDBACK', 'b'],
    ]);
    expect(code(() => step(again, 'CHECK_PASS', by('b'), COMPLETE, context('standard')))).toBe('FOUR_EYES');
  });

  it('without the right, or without the role that the profile names, it is refused with both told', () => {
    const given = order('DISPATCHED', { profile: 'four-roles', partyId: 'pt-owners' });
    const take = (more: Partial<ActorFacts>) =>
      error(() => step(given, 'TAKE', by('x', more), {}, context('four-roles')));
    expect(take({ rights: ['order.read'] })?.code).toBe('FORBIDDEN');
    expect(take({})?.messageZh).toContain('业主委员会');
    expect(take({ partyKinds: ['OWNERS_COMMITTEE'] })).toBeNull();
  });

  it('a right that is not held is named once, in both languages', () => {
    const reader = by('x', { rights: ['order.read'] });
    const refused = error(() => step(order('CHECKING'), 'CHECK_PASS', reader, {}, context('standard')));
    expect(refused?.message).toBe(
      'Your roles do not allow "pass the check" (it takes the right order.check).',
    );
    expect(refused?.messageZh).toMatch(/^您的角色无权[^无]+（需要权限 order\.check）。$/);
  });

  it('what stands in the way is told beside what may be done', () => {
    const facts = { ...NO_FACTS, supervisionsOpen: [{ ref: 's1', zh: '业委会督办中', en: 'supervised' }] };
    const views = allowedActions(order('CHECKING'), actor('x'), context('standard', NOW, facts));
    expect(views.find(({ action }) => action === 'CLOSE')).toMatchObject({
      allowed: false,
      to: 'CLOSED',
      blockedBy: [{ ref: 's1', zh: '业委会督办中' }],
    });
    expect(views.find(({ action }) => action === 'CHECK_FAIL')?.allowed).toBe(true);
    const blocked = error(() => step(order('CHECKING'), 'CLOSE', HUB, {}, context('standard', NOW, facts)));
    expect(blocked?.code).toBe('STEP_BLOCKED');
    expect(blocked?.messageZh).toBe('该工单暂不能结案：业委会督办中。');
  });
});

describe('guards', () => {
  it.each([
    ['duplicatesUndecided', 'REPORTED', 'ACCEPT'],
    ['filingFaults', 'ACCEPTED', 'FILE'],
    ['catalogueFaults', 'ACCEPTED', 'FILE'],
    ['evidenceMissing', 'IN_PROGRESS', 'FEEDBACK'],
    ['geofenceBreaches', 'IN_PROGRESS', 'FEEDBACK'],
    ['helpersOutstanding', 'FEEDBACK', 'CHECK_PASS'],
    ['closingFaults', 'CHECKING', 'CLOSE'],
  ] as const)('%s in state %s hold up %s', (fact, state, action) => {
    const facts = { ...NO_FACTS, [fact]: [{ ref: 'x', zh: '缺', en: 'missing' }] };
    const act = (given: GuardFacts) =>
      code(() => step(order(state), action, HUB, COMPLETE, context('standard', NOW, given)));
    expect(act(facts)).toBe('STEP_BLOCKED');
    expect(act(NO_FACTS)).toBe('none');
  });

  it('a gate holds up what the profile says, for the matters it is for (LC-10)', () => {
    const dispatch = (matter: string, gates: GuardFacts['gates']) =>
      error(() =>
        step(
          order('ACCEPTED', { profile: 'longchang-partners', matter }),
          'FILE',
          HUB,
          COMPLETE,
          context('longchang-partners', NOW, { ...NO_FACTS, gates }),
        ),
      );
    const gate = { ref: 'CONSENT_80', zh: '已同意 79%，须 80%', en: '79 % of 80 %' };
    expect(dispatch('renovation', [])?.code).toBe('STEP_BLOCKED');
    expect(dispatch('renovation', [{ ...gate, state: 'OPEN' }])?.messageZh).toContain('79%');
    expect(dispatch('renovation', [{ ...gate, state: 'PASSED' }])).toBeNull();
    expect(dispatch('noise', [])).toBeNull();
  });

  it('an order that is not drawn for a check is closed without one; a drawn one is not (HD-04)', () => {
    const closing = (sampledForCheck: boolean | null) =>
      code(() =>
        step(
          order('FEEDBACK', { profile: 'hongdong-alliance' }),
          'CLOSE',
          HUB,
          {},
          context('hongdong-alliance', NOW, { ...NO_FACTS, sampledForCheck }),
        ),
      );
    expect(closing(false)).toBe('none');
    expect(closing(true)).toBe('STEP_BLOCKED');
    expect(closing(null)).toBe('STEP_BLOCKED');
  });

  it('returns end with the limit of the profile; a reopened order has them anew', () => {
    let at = order('DISPATCHED', { profile: 'city-management' });
    for (let used = 1; used <= 2; used++) {
      at = walk(at, [['REQUEST_RETURN']], 'city-management');
      expect(at.returnsUsed).toBe(used);
      at = walk(at, [['REFUSE_RETURN']], 'city-management');
      expect(at.state).toBe('DISPATCHED');
    }
    expect(code(() => walk(at, [['REQUEST_RETURN']], 'city-management'))).toBe('STEP_BLOCKED');
  });
});

describe('requests beside the state', () => {
  it('an extension asked for and granted lengthens the promise from its start; the state stays', () => {
    const at = walk(
      order('IN_PROGRESS', { profile: 'city-management' }),
      [['REQUEST_EXTENSION']],
      'city-management',
    );
    expect(at).toMatchObject({
      state: 'IN_PROGRESS',
      pending: { extension: { by: 'a', reason: 'because' } },
    });
    expect(code(() => walk(at, [['REQUEST_EXTENSION']], 'city-management'))).toBe('STEP_BLOCKED');
    const granted = step(at, 'GRANT_EXTENSION', HUB, {}, context('city-management'));
    expect(granted.order.pending).toEqual({});
    expect(granted.event.clocks).toMatchObject([
      { type: 'POLICY', which: { kind: 'HANDLE' }, policy: 'HANDLE/5WD@1', counting: 'FROM_START' },
    ]);
    expect(
      code(() => step(granted.order, 'REFUSE_EXTENSION', HUB, COMPLETE, context('city-management'))),
    ).toBe('STEP_BLOCKED');
  });

  it('an extension that was granted is not taken back by a new severity', () => {
    const asked = walk(
      order('IN_PROGRESS', { profile: 'city-management' }),
      [['REQUEST_EXTENSION']],
      'city-management',
    );
    const begun: ClockEvent = {
      ...{ type: 'START', atMs: NOW, kind: 'HANDLE', holder: null, policy: 'CITY/HANDLE@1' },
    };
    const granted = step(asked, 'GRANT_EXTENSION', HUB, {}, context('city-management', NOW + 1));
    const urgent = { reason: '险情扩大', severity: 'critical' } as const;
    const regraded = step(granted.order, 'REGRADE', HUB, urgent, context('city-management', NOW + 2));
    expect(regraded.order.severity).toBe('critical');
    const clocks = [begun, ...granted.event.clocks, ...regraded.event.clocks];
    const inForce = (run: ClockRun) => policyInForce(run, book.clockBook, NOW + 3).policy;
    expect(clockEventsIn(JSON.parse(JSON.stringify(clocks)))).toEqual(clocks);
    expect(clockRuns(clocks).map(inForce)).toEqual(['HANDLE/5WD@1']);
    // without one the new severity brings its own promise
    const plain = step(asked, 'REGRADE', HUB, urgent, context('city-management', NOW + 2)).event.clocks;
    expect(clockRuns([begun, ...plain]).map(inForce)).toEqual(['CITY/URGENT@1']);
  });

  it('a transfer goes over when the other side accepts, with a clock of its own for the new unit', () => {
    const held = order('IN_PROGRESS', { assigneeId: 'p1', partyId: 'pt-a', firstReceiver: null });
    const to = { personId: 'p2', partyId: 'pt-b', postRole: null };
    const offered = step(
      held,
      'OFFER_TRANSFER',
      by('p1'),
      { reason: 'theirs', assignee: to },
      context('standard'),
    );
    expect(offered.order).toMatchObject({ assigneeId: 'p1', pending: { transfer: { to } } });
    const accept = (subject: string) =>
      step(offered.order, 'ACCEPT_TRANSFER', by(subject), {}, context('standard'));
    expect(code(() => accept('p3'))).toBe('FORBIDDEN');
    expect(accept('p2').order).toMatchObject({
      assigneeId: 'p2',
      partyId: 'pt-b',
      handledBy: 'p2',
      pending: {},
    });
    expect(accept('p2').event.clocks).toMatchObject([
      { type: 'TRANSFER', kind: 'UNIT', from: 'pt-a', to: 'pt-b' },
    ]);
  });

  it('a suspension that was asked for is no longer asked for once the work is done', () => {
    const asked = step(order('IN_PROGRESS'), 'REQUEST_SUSPEND', by('a'), COMPLETE, context('standard')).order;
    expect(step(asked, 'FEEDBACK', by('a'), COMPLETE, context('standard')).order.pending).toEqual({});
  });

  it('a suspension that was asked for is granted without saying it again, and pauses every clock', () => {
    const asked = step(order('IN_PROGRESS'), 'REQUEST_SUSPEND', by('a'), COMPLETE, context('standard')).order;
    const { order: held, event } = step(asked, 'SUSPEND', by('b'), {}, context('standard'));
    expect(held).toMatchObject({ state: 'SUSPENDED', suspendedAtMs: NOW, pending: {} });
    expect(event).toMatchObject({
      reason: 'because',
      clocks: [{ type: 'PAUSE', which: {}, cause: 'SUSPENDED' }],
    });
    const { event: back } = step(held, 'RESUME', by('a'), {}, context('standard', NOW + 90_061));
    expect(back.clocks).toMatchObject([{ type: 'RESUME', cause: 'SUSPENDED', atMs: NOW + 90_061 }]);
  });

  it('the first receiver stays responsible: a granted return gives it back (HY-06)', () => {
    const first = { personId: 'p1', partyId: null, postRole: 'GRID_WORKER' };
    const at = order('RETURN_REQUESTED', {
      ...{ profile: 'huaying-demand', firstReceiver: first, assigneeId: 'p2', beforeState: 'TAKEN' },
      pending: { return: { by: 'worker', atMs: NOW, reason: '不属本单位' } },
    });
    expect(walk(at, [['GRANT_RETURN']], 'huaying-demand')).toMatchObject({
      state: 'FILED',
      assigneeId: 'p1',
    });
    expect(walk({ ...at, profile: 'standard' }, [['GRANT_RETURN']])).toMatchObject({ assigneeId: null });
  });
});

describe('merging', () => {
  it('pauses every clock, and undoing it leads back to where it was, even while it waited for a gate', () => {
    const at = order('AWAITING_GATE', { beforeState: 'ACCEPTED' });
    const merged = step(at, 'MERGE', HUB, COMPLETE, context('standard'));
    expect(merged.order).toMatchObject({ state: 'MERGED', mergedInto: 'wo_parent', closedAtMs: NOW });
    expect(merged.event.clocks).toMatchObject([{ type: 'PAUSE', which: {}, cause: 'MERGED' }]);
    const undone = step(merged.order, 'UNMERGE', HUB, COMPLETE, context('standard', NOW + 5));
    expect(undone.order).toEqual({ ...at, version: 3 });
    expect(undone.event.clocks).toMatchObject([{ type: 'RESUME', cause: 'MERGED', atMs: NOW + 5 }]);
  });
});
