import { Supergraph } from '@apollo/federation-internals';
import { describe, expect, it } from 'vitest';
import type { FeedEvent, IncidentFeedEvent, WorkOrderFeedEvent } from '../core/feed-event.ts';
import { RIGHTS } from '../core/permissions.ts';
import { supergraphSdl } from '../schema/load.ts';
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

function passes(field: string, filter: Record<string, unknown>, event: FeedEvent): boolean {
  return SUBSCRIPTION_FIELDS[field]?.predicate(filter)(event) ?? false;
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

  it('passes no event of another topic, and one without a grid only where none is asked for', () => {
    expect(passes('incidentChanged', {}, order)).toBe(false);
    expect(passes('workOrderChanged', {}, incident)).toBe(false);
    expect(passes('incidentChanged', {}, { ...incident, gridCode: null })).toBe(true);
    expect(passes('incidentChanged', { gridCode: '5114' }, { ...incident, gridCode: null })).toBe(false);
  });

  it('refuses a severity that is none', () => {
    expect(() => SUBSCRIPTION_FIELDS.incidentChanged?.predicate({ minSeverity: 'HUGE' })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT' }),
    );
  });
});
