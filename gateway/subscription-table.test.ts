import { Supergraph } from '@apollo/federation-internals';
import { isInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { FeedEvent, IncidentFeedEvent, WorkOrderFeedEvent } from '../core/feed-event.ts';
import { RIGHTS } from '../core/permissions.ts';
import { supergraphSdl } from '../schema/load.ts';
import { phasesOf } from './subscription-phases.ts';
import { compileFilter } from './subscription-rules.ts';
import { SUBSCRIPTION_FIELDS } from './subscription-table.ts';

const incident: IncidentFeedEvent = {
  topic: 'incident',
  change: 'OPENED',
  incidentId: 'inc_1',
  alertId: 'al_1',
  deviceId: 'lift-001',
  channel: '',
  type: 'elevator.ebike',
  severity: 'major',
  state: 'ACTIVE',
  count: 1,
  gridCode: '51142100100100101',
};
const order: WorkOrderFeedEvent = {
  topic: 'workOrder',
  change: 'OPENED',
  workOrderId: 'wo_1',
  state: 'DISPATCHED',
  severity: 'major',
  gridCode: '51142100100100101',
  assigneeId: 'p-1',
};

const NO_RULES = { fields: {} };

function compiled(field: string, filter: Record<string, unknown>) {
  return compileFilter(SUBSCRIPTION_FIELDS[field]?.filter ?? NO_RULES, filter);
}

/** By the row alone. */
function passes(field: string, filter: Record<string, unknown>, event: FeedEvent): boolean {
  const { row } = compiled(field, filter);
  return event.topic === SUBSCRIPTION_FIELDS[field]?.topic && row(phasesOf(event));
}

describe('subscription table', () => {
  const api = Supergraph.build(supergraphSdl()).apiSchema().toGraphQLJSSchema();

  it('refuses a type that there is not', () => {
    expect(() => passes('incidentChanged', { types: ['elevator.ebik'] }, incident)).toThrow(
      /elevator\.ebike/,
    );
  });

  it.each(Object.keys(SUBSCRIPTION_FIELDS))('%s refuses a grid code that is none, as lists do', (field) => {
    for (const gridCode of ['51142', '5114x1', "5114' OR '1'='1"]) {
      expect(() => passes(field, { gridCode }, incident)).toThrow(/filter\.gridCode/);
    }
  });

  it('has a row for every subscription of the supergraph and no other', () => {
    expect(Object.keys(SUBSCRIPTION_FIELDS).sort()).toEqual(
      Object.keys(api.getSubscriptionType()?.getFields() ?? {}).sort(),
    );
  });

  it.each(Object.entries(SUBSCRIPTION_FIELDS))('%s is looked up by cursor', (name, row) => {
    const lookup = api.getQueryType()?.getFields()[row.lookup];
    const subscription = api.getSubscriptionType()?.getFields()[name];
    expect(lookup?.args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual(['cursor: String!']);
    expect(`${lookup?.type}!`).toBe(String(subscription?.type));
    expect(subscription?.args.map((arg) => arg.name).sort()).toEqual(['after', 'filter']);
    expect(RIGHTS).toContain(row.right);
  });

  it.each([
    { filter: {}, passes: true },
    { filter: { gridCode: '511421' }, passes: true },
    { filter: { gridCode: '511422' }, passes: false },
    { filter: { deviceId: 'lift-001' }, passes: true },
    { filter: { deviceId: 'lift-00' }, passes: false },
    { filter: { types: ['camera.fire', 'elevator.ebike'] }, passes: true },
    { filter: { types: ['camera.fire'] }, passes: false },
    { filter: { types: [] }, passes: false },
    { filter: { states: ['CLEARED'] }, passes: false },
    { filter: { states: ['ACTIVE'], minSeverity: 'MAJOR' }, passes: true },
    { filter: { minSeverity: 'CRITICAL' }, passes: false },
    {
      filter: { gridCode: null, types: null, states: null, minSeverity: null, deviceId: null },
      passes: true,
    },
  ])(
    'incidentChanged with $filter passes a major e-bike in a lift: $passes',
    ({ filter, passes: expected }) => {
      expect(passes('incidentChanged', filter, incident)).toBe(expected);
    },
  );

  it.each([
    { filter: {}, passes: true },
    { filter: { gridCode: '51142100100100101' }, passes: true },
    { filter: { gridCode: '5114210010010010101' }, passes: false },
    { filter: { assigneeId: 'p-1' }, passes: true },
    { filter: { assigneeId: 'p-2' }, passes: false },
    { filter: { states: ['DISPATCHED', 'TAKEN'] }, passes: true },
    { filter: { states: ['CLOSED'] }, passes: false },
    { filter: { minSeverity: 'CRITICAL' }, passes: false },
  ])('workOrderChanged with $filter passes a dispatched order: $passes', ({ filter, passes: expected }) => {
    expect(passes('workOrderChanged', filter, order)).toBe(expected);
  });

  it.each(Object.keys(SUBSCRIPTION_FIELDS))('%s has a rule for every field of its filter', (name) => {
    const [filter] = (api.getSubscriptionType()?.getFields()[name]?.args ?? []).filter(
      (arg) => arg.name === 'filter',
    );
    const type = isInputObjectType(filter?.type) ? filter.type : null;
    expect(Object.keys(SUBSCRIPTION_FIELDS[name]?.filter.fields ?? {}).sort()).toEqual(
      Object.keys(type?.getFields() ?? {}).sort(),
    );
    // one that comes later is refused until it has a rule
    expect(() => compiled(name, { newer: 1 })).toThrow(
      expect.objectContaining({ code: 'FILTER_NOT_STREAMED' }),
    );
  });

  it.each([
    ['incidentChanged', 'to', '2026-11-21T08:00:00Z'],
    ['incidentChanged', 'pending', true],
    ['workOrderChanged', 'overdue', false],
    ['workOrderChanged', 'dueBefore', '2026-11-21T08:00:00Z'],
    ['workOrderChanged', 'light', 'RED'],
  ])(
    '%s refuses %s, which no stream can keep to, in both languages, and not its null',
    (field, name, value) => {
      expect(() => compiled(field, { [name]: value })).toThrow(
        expect.objectContaining({
          code: 'FILTER_NOT_STREAMED',
          detail: {
            path: `filter.${name}`,
            reason: expect.stringMatching(/ask (incidents|workOrders)\(/),
            reasonZh: expect.stringMatching(/请用 (incidents|workOrders)\(/),
          },
        }),
      );
      expect(compiled(field, { [name]: null }).subject).toBeNull();
    },
  );

  it.each([
    ['incidentChanged', { from: '2026-02-30T08:00:00Z' }, 'filter.from'],
    ['workOrderChanged', { to: 'tomorrow' }, 'filter.to'],
    ['workOrderChanged', { from: '2026-11-21T08:00:00Z', to: '2026-11-21T16:00:00+08:00' }, 'filter.from'],
    ['workOrderChanged', { search: '  ' }, 'filter.search'],
    ['workOrderChanged', { search: 'E'.repeat(65) }, 'filter.search'],
  ])('%s refuses %o, as the list does', (field, filter, path) => {
    expect(() => compiled(field, filter)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', detail: expect.objectContaining({ path }) }),
    );
  });

  it('asks for the thing itself only where the row does not say it', () => {
    expect(compiled('incidentChanged', { states: ['ACTIVE'], minSeverity: 'MAJOR' }).subject).toBeNull();
    expect(
      compiled('workOrderChanged', { live: true, assigneeId: 'p-1', gridCode: '5114' }).subject,
    ).toBeNull();
    expect(compiled('incidentChanged', { from: '2026-11-21T08:00:00Z' }).subject).not.toBeNull();
    expect(compiled('workOrderChanged', { search: 'E01' }).subject).not.toBeNull();
  });

  describe('lets what leaves the filter through once', () => {
    const cleared: IncidentFeedEvent = { ...incident, change: 'CLEARED', state: 'CLEARED' };
    const taken: WorkOrderFeedEvent = {
      ...order,
      change: 'ASSIGNED',
      assigneeId: 'p-2',
      before: { state: 'DISPATCHED', severity: 'critical', gridCode: '51142100100100102', assigneeId: 'p-1' },
    };
    const closed: WorkOrderFeedEvent = {
      ...order,
      state: 'CLOSED',
      before: { state: 'CHECKING', severity: 'major', gridCode: order.gridCode, assigneeId: 'p-1' },
    };

    it.each([
      ['incidentChanged', { states: ['ACTIVE'] }, cleared, true],
      ['incidentChanged', { states: ['CLEARED'] }, { ...incident, change: 'REOPENED' as const }, true],
      ['incidentChanged', { states: ['CLEARED'] }, incident, false],
      ['incidentChanged', { states: ['ACTIVE'], minSeverity: 'CRITICAL' }, cleared, false],
      // ended before it was called false: it had left already
      [
        'incidentChanged',
        { states: ['ACTIVE'] },
        { ...cleared, change: 'FALSE_ALARM' as const, before: { state: 'CLEARED' as const, told: true } },
        false,
      ],
      [
        'incidentChanged',
        { states: ['ACTIVE'] },
        { ...cleared, change: 'FALSE_ALARM' as const, before: { state: 'ACTIVE' as const, told: true } },
        true,
      ],
      ['workOrderChanged', { assigneeId: 'p-1' }, taken, true],
      ['workOrderChanged', { assigneeId: 'p-2' }, taken, true],
      ['workOrderChanged', { assigneeId: 'p-3' }, taken, false],
      ['workOrderChanged', { minSeverity: 'CRITICAL' }, taken, true],
      ['workOrderChanged', { gridCode: '51142100100100102' }, taken, true],
      // what it was and what it is are not mixed
      ['workOrderChanged', { assigneeId: 'p-2', minSeverity: 'CRITICAL' }, taken, false],
      ['workOrderChanged', { live: true }, closed, true],
      ['workOrderChanged', { live: false }, closed, true],
      ['workOrderChanged', { live: false }, order, false],
      ['workOrderChanged', { live: true }, { ...closed, before: undefined }, false],
    ])('%s %o', (field, filter, event, expected) => {
      expect(passes(field, filter, event)).toBe(expected);
    });
  });

  it('passes no act on an incident of which nobody has been told', () => {
    const act = { ...incident, change: 'ACKNOWLEDGED' as const, told: false };
    expect(passes('incidentChanged', {}, { ...act, before: { state: 'ACTIVE', told: false } })).toBe(false);
    expect(passes('incidentChanged', { pending: null }, act)).toBe(false);
    // told while another explained it, and not by itself: the clear takes it out of the list
    expect(passes('incidentChanged', {}, { ...act, before: { state: 'ACTIVE', told: true } })).toBe(true);
  });

  it('passes no event of another topic, and one without a grid only where none is asked for', () => {
    expect(passes('incidentChanged', {}, order)).toBe(false);
    expect(passes('workOrderChanged', {}, incident)).toBe(false);
    expect(passes('incidentChanged', {}, { ...incident, gridCode: null })).toBe(true);
    expect(passes('incidentChanged', { gridCode: '5114' }, { ...incident, gridCode: null })).toBe(false);
  });

  it('refuses a severity that is none', () => {
    expect(() => compiled('incidentChanged', { minSeverity: 'HUGE' })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });
});
