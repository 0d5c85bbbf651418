import { describe, expect, it } from 'vitest';
import { readGovernanceFolder, SHIPPED_FOLDER } from '../../runtime/governance-files.ts';
import { HubError } from '../errors.ts';
import { bookOf } from '../governance.ts';
import { promisesOf } from '../governance-promises.ts';
import type { Role } from '../permissions.ts';
import type { WorkOrderAction } from '../work-order-transitions.ts';
import { type ActorFacts, actorOf } from './actor.ts';
import { allowedActions, step } from './engine.ts';
import { NO_FACTS } from './guard-facts.ts';
import { newOrder, type OrderState } from './order-state.ts';
import { type WorkflowProfile, workflowOf } from './profile.ts';
import type { TransitionInput } from './step-input.ts';

const NOW = Date.UTC(2026, 10, 21);
const shipped = readGovernanceFolder(SHIPPED_FOLDER, 'SHIPPED').documents.map(({ document }) => document);
const book = bookOf(shipped, NOW);
const promises = { ...promisesOf(book), handling: () => null };

const person = (subject: string, role: Role): ActorFacts =>
  actorOf({ subject, roles: [role], grids: [''], expiresAt: 0 });
const WORKER = person('worker', 'gridWorker');
const COMMUNITY = person('community', 'community');
const OTHER = person('other', 'community');
const ASKED: TransitionInput = { reason: '等待配件', untilMs: NOW + 86_400_000 };

const working = ({ code, version }: WorkflowProfile): OrderState =>
  newOrder({
    ...{ id: 'wo_1', profile: code, profileVersion: version, source: 'RESIDENT', matter: 'noise' },
    ...{ state: 'IN_PROGRESS', severity: 'minor', assigneeId: 'worker', handledBy: 'worker' },
  });

const context = (profile: WorkflowProfile) => ({
  workflow: workflowOf(profile),
  facts: NO_FACTS,
  promises,
  nowMs: NOW,
});

/** The order after a step, or what refuses it. */
function after(
  profile: WorkflowProfile,
  order: OrderState,
  action: WorkOrderAction,
  facts: ActorFacts,
  input: TransitionInput = {},
): OrderState | string {
  try {
    return step(order, action, { name: facts.subject, facts }, input, context(profile)).order;
  } catch (error) {
    if (error instanceof HubError) return `${error.code} ${String(error.detail.reason ?? '')}`.trim();
    throw error;
  }
}

function asked(profile: WorkflowProfile, by: ActorFacts): OrderState {
  const order = after(profile, working(profile), 'REQUEST_SUSPEND', by, ASKED);
  if (typeof order === 'string') throw new Error(order);
  return order;
}

const SUSPENDING = book.profiles.all
  .map(({ body }) => body)
  .filter(({ transitions }) => transitions.some(({ action }) => action === 'SUSPEND'))
  .map((profile) => [profile.code, profile] as const);

const RETURNING = book.profiles.all
  .map(({ body }) => body)
  .filter(({ transitions }) => transitions.some(({ action }) => action === 'GRANT_RETURN'))
  .map((profile) => [profile.code, profile] as const);

const EXTENDING = book.profiles.all
  .map(({ body }) => body)
  .filter(({ transitions }) => transitions.some(({ action }) => action === 'GRANT_EXTENSION'))
  .map((profile) => [profile.code, profile] as const);

describe('a return 回退 in a shipped method', () => {
  const returned = (profile: WorkflowProfile, by: ActorFacts) =>
    after(profile, working(profile), 'REQUEST_RETURN', by, { reason: '不属本单位' });

  it('there is in every one', () => {
    expect(RETURNING).toHaveLength(book.profiles.all.length);
  });

  it.each(RETURNING)(
    '%s: is granted by somebody else than who asked, whatever their rights',
    (_, profile) => {
      const order = returned(profile, COMMUNITY);
      if (typeof order === 'string') throw new Error(order);
      expect(order).toMatchObject({ state: 'RETURN_REQUESTED', pending: { return: { by: 'community' } } });
      expect(after(profile, order, 'GRANT_RETURN', COMMUNITY)).toBe(
        'STEP_BLOCKED whoever asked for it cannot grant it',
      );
      expect(after(profile, order, 'GRANT_RETURN', OTHER)).toMatchObject({ pending: {} });
      expect(after(profile, order, 'REFUSE_RETURN', OTHER, { reason: '属本单位' })).toMatchObject({
        ...{ state: 'IN_PROGRESS', pending: {} },
      });
    },
  );

  it('is over when the order is sent to somebody else or taken after all', () => {
    const [, profile] = RETURNING.find(([code]) => code === 'standard') ?? [];
    if (profile === undefined) throw new Error('standard');
    const order = returned(profile, WORKER);
    if (typeof order === 'string') throw new Error(order);
    const assignee = { personId: 'p2', partyId: null, postRole: null };
    expect(after(profile, order, 'DISPATCH', COMMUNITY, { assignee })).toMatchObject({
      ...{ state: 'DISPATCHED', pending: {} },
    });
    expect(after(profile, order, 'TAKE', WORKER)).toMatchObject({ state: 'TAKEN', pending: {} });
  });

  it('of an order of an earlier version, and one asked for before requests of it were kept, goes as before', () => {
    const [, profile] = RETURNING.find(([code]) => code === 'standard') ?? [];
    if (profile === undefined) throw new Error('standard');
    const { transitions } = profile;
    const earlier: WorkflowProfile = {
      ...profile,
      version: 3,
      transitions: transitions.map((row) => (row.action === 'GRANT_RETURN' ? { action: row.action } : row)),
    };
    const order = returned(earlier, COMMUNITY);
    if (typeof order === 'string') throw new Error(order);
    expect(after(earlier, { ...order, pending: {} }, 'GRANT_RETURN', COMMUNITY)).toMatchObject({
      state: 'FILED',
    });
  });
});

describe('an extension 延时 in a shipped method', () => {
  it('there is in four', () => {
    const codes = EXTENDING.map(([code]) => code).sort();
    expect(codes).toEqual(['city-management', 'graded-response', 'hongdong-rectify', 'standard']);
  });

  it.each(EXTENDING)(
    '%s: is granted by somebody else than who asked, whatever their rights',
    (_, profile) => {
      const wanted = after(profile, working(profile), 'REQUEST_EXTENSION', COMMUNITY, ASKED);
      if (typeof wanted === 'string') throw new Error(wanted);
      expect(after(profile, wanted, 'GRANT_EXTENSION', COMMUNITY)).toBe(
        'STEP_BLOCKED whoever asked for it cannot grant it',
      );
      expect(after(profile, wanted, 'GRANT_EXTENSION', OTHER)).toMatchObject({ pending: {} });
      const unasked = allowedActions(working(profile), OTHER, context(profile));
      expect(unasked.find(({ action }) => action === 'GRANT_EXTENSION')?.blockedBy).toEqual([
        expect.objectContaining({ ref: 'extension' }),
      ]);
    },
  );
});

describe('a suspension 挂账 in a shipped method', () => {
  it('there is in every one but that of the members, who hold nothing up', () => {
    const without = book.profiles.all
      .map(({ code }) => code)
      .filter((code) => !SUSPENDING.some(([name]) => name === code));
    expect(without).toEqual(['member-orders']);
  });

  it.each(SUSPENDING)('%s: whoever works on it asks, somebody else with the right grants', (_, profile) => {
    expect(asked(profile, WORKER)).toMatchObject({
      state: 'IN_PROGRESS',
      pending: { suspend: { by: 'worker', reason: '等待配件' } },
    });
    expect(after(profile, asked(profile, WORKER), 'SUSPEND', COMMUNITY)).toMatchObject({
      ...{ state: 'SUSPENDED', suspendedAtMs: NOW, pending: {} },
    });
    expect(
      after(profile, asked(profile, WORKER), 'REFUSE_SUSPEND', COMMUNITY, { reason: '可先处置' }),
    ).toMatchObject({ state: 'IN_PROGRESS', pending: {} });
  });

  it.each(SUSPENDING)('%s: nobody grants their own, nobody without having been asked', (_, profile) => {
    expect(after(profile, asked(profile, WORKER), 'SUSPEND', WORKER)).toBe('FORBIDDEN');
    expect(after(profile, working(profile), 'SUSPEND', WORKER, ASKED)).toBe('FORBIDDEN');
    expect(after(profile, working(profile), 'SUSPEND', COMMUNITY, ASKED)).toBe(
      'STEP_BLOCKED it has to be asked for first',
    );
    // whatever rights they hold
    expect(after(profile, asked(profile, COMMUNITY), 'SUSPEND', COMMUNITY)).toBe(
      'STEP_BLOCKED whoever asked for it cannot grant it',
    );
    expect(after(profile, asked(profile, COMMUNITY), 'SUSPEND', OTHER)).toMatchObject({ state: 'SUSPENDED' });
  });

  it('is offered to whom may grant it, and tells the others in both languages why not', () => {
    const [, profile] = SUSPENDING.find(([code]) => code === 'standard') ?? [];
    if (profile === undefined) throw new Error('standard');
    const grant = (facts: ActorFacts) =>
      allowedActions(asked(profile, COMMUNITY), facts, context(profile)).find(
        ({ action }) => action === 'SUSPEND',
      );
    expect(grant(OTHER)).toMatchObject({ allowed: true, blockedBy: [] });
    expect(grant(COMMUNITY)).toMatchObject({
      allowed: false,
      blockedBy: [
        {
          ref: 'askedByAnother',
          zh: '申请人不能审批自己的申请',
          en: 'whoever asked for it cannot grant it',
        },
      ],
    });
  });

  it('of an order of an earlier version goes as that version says', () => {
    const [, profile] = SUSPENDING.find(([code]) => code === 'standard') ?? [];
    if (profile === undefined) throw new Error('standard');
    const first: WorkflowProfile = {
      ...profile,
      version: 1,
      transitions: profile.transitions.map((row) => (row.action === 'SUSPEND' ? { action: 'SUSPEND' } : row)),
    };
    expect(after(first, working(first), 'SUSPEND', WORKER, ASKED)).toMatchObject({ state: 'SUSPENDED' });
  });
});
