import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HubError } from './errors.ts';
import { RIGHTS } from './permissions.ts';
import {
  allowedActions,
  ENDED_STATES,
  isLive,
  type OrderFacts,
  START_STATES,
  TERMINAL_STATES,
  TRANSITIONS,
  type Transition,
  type TransitionInput,
  transition,
  WORK_ORDER_ACTIONS,
  WORK_ORDER_STATE_NAMES,
  WORK_ORDER_STATES,
  type WorkOrderAction,
  type WorkOrderState,
} from './work-order.ts';

const NOW = Date.UTC(2026, 10, 21);
const DAY = 86_400_000;
const COMPLETE: TransitionInput = {
  reason: 'because',
  evidence: [{ url: 'https://example.org/after.jpg', phase: 'AFTER' }],
  untilMs: NOW + DAY,
  stars: 5,
  assignee: { personId: 'p1', partyId: null, postRole: 'GRID_WORKER' },
};
const order = (state: WorkOrderState, more: Partial<OrderFacts> = {}): OrderFacts => ({
  id: 'wo_1',
  state,
  version: 1,
  assigneeId: null,
  partyId: null,
  postRole: null,
  handledBy: null,
  closedAtMs: null,
  ...more,
});
const rows: [WorkOrderAction, Transition][] = WORK_ORDER_ACTIONS.map((action) => [
  action,
  TRANSITIONS[action],
]);
const code = (act: () => unknown): string => {
  try {
    act();
    return 'none';
  } catch (error) {
    return error instanceof HubError ? error.code : 'other';
  }
};
function walk(from: OrderFacts, steps: readonly [WorkOrderAction, string?][]): OrderFacts {
  return steps.reduce(
    (at, [action, actor = 'a']) => transition(at, action, actor, COMPLETE, NOW).order,
    from,
  );
}

// reached by wider profiles only
const BEYOND_CORE: WorkOrderState[] = ['VERIFYING', 'AWAITING_GATE', 'MERGED'];

describe('work order table', () => {
  it('every core state is reachable, and every state that is not terminal can be left', () => {
    const reached = new Set<WorkOrderState>(START_STATES);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const [, row] of rows) if (row.from.some((state) => reached.has(state))) reached.add(row.to);
    }
    const core = WORK_ORDER_STATE_NAMES.filter((state) => !BEYOND_CORE.includes(state));
    expect([...reached].sort()).toEqual(core.sort());
    for (const state of WORK_ORDER_STATE_NAMES) {
      const terminal = TERMINAL_STATES.some((end) => end === state);
      expect(
        rows.some(([, row]) => row.from.includes(state)),
        state,
      ).toBe(!terminal);
    }
  });

  it('from every live state a way leads to the close', () => {
    const closing = new Set<WorkOrderState>(['CLOSED']);
    for (let size = 0; size !== closing.size; ) {
      size = closing.size;
      for (const [, row] of rows) if (closing.has(row.to)) for (const from of row.from) closing.add(from);
    }
    for (const state of WORK_ORDER_STATE_NAMES.filter(isLive)) {
      if (!BEYOND_CORE.includes(state)) expect(closing.has(state), state).toBe(true);
    }
  });

  it('every state has its Chinese name and every right of the table exists', () => {
    for (const { zh } of Object.values(WORK_ORDER_STATES)) expect(zh).toMatch(/\p{Script=Han}/u);
    for (const [action, row] of rows) expect(RIGHTS.includes(row.right), action).toBe(true);
  });

  it('any action in any state either follows its row or is refused as illegal', () => {
    const anyState = fc.constantFrom(...WORK_ORDER_STATE_NAMES);
    fc.assert(
      fc.property(anyState, fc.constantFrom(...WORK_ORDER_ACTIONS), (state, action) => {
        const row: Transition = TRANSITIONS[action];
        if (!row.from.includes(state)) {
          expect(code(() => transition(order(state), action, 'a', COMPLETE, NOW))).toBe('ILLEGAL_TRANSITION');
          expect(allowedActions(state, RIGHTS)).not.toContain(action);
          return;
        }
        const { order: next, event } = transition(order(state), action, 'a', COMPLETE, NOW);
        expect(next).toMatchObject({ state: row.to, version: 2 });
        expect(event).toMatchObject({ fromState: state, toState: row.to, version: 2, actor: 'a', atMs: NOW });
        expect(allowedActions(state, RIGHTS)).toContain(action);
      }),
    );
  });

  it('whatever is done in a row, an order is ended exactly in the states that end it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 40 }), (choices) => {
        let at = order('REPORTED');
        for (const choice of choices) {
          const actions = allowedActions(at.state, RIGHTS);
          const action = actions[choice % Math.max(1, actions.length)];
          if (action === undefined) break;
          at = transition(at, action, `actor-${choice}-${at.version}`, COMPLETE, NOW).order;
          expect(at.closedAtMs !== null).toBe(ENDED_STATES.some((state) => state === at.state));
        }
      }),
    );
  });
});

describe('needs', () => {
  it.each(rows.filter(([, row]) => row.needs.length > 0).map(([action, row]) => [action, row] as const))(
    '%s without what it needs is refused',
    (action, row) => {
      const from = row.from[0] ?? 'REPORTED';
      for (const input of [{}, { reason: ' ', evidence: [], untilMs: NOW, stars: 6 }]) {
        expect(code(() => transition(order(from), action, 'a', input, NOW))).toBe('BAD_USER_INPUT');
      }
    },
  );

  it('a photo from before the work alone is no evidence that it is done', () => {
    const before: TransitionInput = { evidence: [{ url: 'https://example.org/b.jpg', phase: 'BEFORE' }] };
    expect(code(() => transition(order('IN_PROGRESS'), 'FEEDBACK', 'a', before, NOW))).toBe('BAD_USER_INPUT');
  });

  it('an order is reopened within 14 days of its close, not later', () => {
    const closed = order('CLOSED', { closedAtMs: NOW - 14 * DAY });
    expect(transition(closed, 'REOPEN', 'a', COMPLETE, NOW).order).toMatchObject({
      state: 'REOPENED',
      closedAtMs: null,
    });
    expect(code(() => transition(closed, 'REOPEN', 'a', COMPLETE, NOW + 1))).toBe('BAD_USER_INPUT');
  });
});

describe('four eyes', () => {
  const done = walk(order('DISPATCHED'), [
    ['TAKE', 'a'],
    ['START', 'a'],
    ['FEEDBACK', 'a'],
  ]);

  it('who handled it can neither pass nor fail it; another can', () => {
    for (const action of ['CHECK_PASS', 'CHECK_FAIL'] as const) {
      expect(code(() => transition(done, action, 'a', COMPLETE, NOW))).toBe('FOUR_EYES');
      expect(code(() => transition(done, action, 'b', COMPLETE, NOW))).toBe('none');
    }
  });

  it('after rework by another the new handler is the one who may not check', () => {
    const again = walk(done, [
      ['CHECK_FAIL', 'b'],
      ['START', 'b'],
      ['FEEDBACK', 'b'],
    ]);
    expect(code(() => transition(again, 'CHECK_PASS', 'b', COMPLETE, NOW))).toBe('FOUR_EYES');
    expect(
      walk(again, [
        ['CHECK_PASS', 'a'],
        ['CLOSE', 'b'],
      ]),
    ).toMatchObject({ state: 'CLOSED', closedAtMs: NOW });
  });
});

describe('clocks', () => {
  const effects = (state: WorkOrderState, action: WorkOrderAction, more: Partial<OrderFacts> = {}) =>
    transition(order(state, more), action, 'a', COMPLETE, NOW).event.clocks;

  it.each([
    ['ACCEPTED', 'FILE', { start: ['HANDLE'] }],
    ['DISPATCHED', 'TAKE', { stop: ['RESPOND'] }],
    ['IN_PROGRESS', 'FEEDBACK', { stop: ['REPORT_BACK'] }],
    ['CHECKING', 'CLOSE', { stop: ['RESPOND', 'REPORT_BACK', 'HANDLE'] }],
    ['TAKEN', 'VOID', { stop: ['RESPOND', 'REPORT_BACK', 'HANDLE'] }],
    ['FEEDBACK', 'CHECK_FAIL', { start: [], stop: [] }],
    ['CLOSED', 'REOPEN', { restart: ['RESPOND', 'REPORT_BACK', 'HANDLE'] }],
  ] as const)('%s > %s', (state, action, expected) => {
    expect(effects(state, action)).toMatchObject({ shiftMs: 0, ...expected });
  });

  it('what a suspension took is given back exactly', () => {
    const suspended = transition(order('IN_PROGRESS'), 'SUSPEND', 'a', COMPLETE, NOW - 90_061).order;
    expect(suspended.suspendedAtMs).toBe(NOW - 90_061);
    const resumed = transition(suspended, 'RESUME', 'a', {}, NOW);
    expect(resumed.event.clocks.shiftMs).toBe(90_061);
    expect(resumed.order.suspendedAtMs).toBeNull();
  });
});

describe('dispatching', () => {
  it('sends the order to a person or a party, and keeps the reason', () => {
    const { order: next, event } = transition(order('FILED'), 'DISPATCH', 'a', COMPLETE, NOW);
    expect(next).toMatchObject({
      state: 'DISPATCHED',
      assigneeId: 'p1',
      partyId: null,
      postRole: 'GRID_WORKER',
    });
    expect(event.reason).toBe('because');
    const party = { assignee: { personId: null, partyId: 'pt', postRole: null } };
    expect(transition(next, 'DISPATCH', 'a', party, NOW).order).toMatchObject({
      assigneeId: null,
      partyId: 'pt',
    });
  });

  it('rights decide what is offered', () => {
    expect(allowedActions('DISPATCHED', ['order.take'])).toEqual(['TAKE', 'REQUEST_RETURN']);
    expect(allowedActions('DISPATCHED', ['order.read'])).toEqual([]);
  });
});
