import { Supergraph } from '@apollo/federation-internals';
import { parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { supergraphSdl } from '../schema/load.ts';
import { type PreparedSubscription, prepareSubscription } from './subscription-document.ts';
import { phasesOf } from './subscription-phases.ts';

const schema = Supergraph.build(supergraphSdl()).apiSchema().toGraphQLJSSchema();

function prepare(
  query: string,
  variables: Record<string, unknown> = {},
  operationName: string | null = null,
  afterHeader: string | null = null,
): PreparedSubscription {
  return prepareSubscription(schema, parse(query), operationName, variables, afterHeader);
}

/** One line, single spaces. */
function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

describe('subscription document', () => {
  it('becomes the lookup of one event with the same selection under the same key', () => {
    const prepared = prepare('subscription { incidentChanged { cursor incident { id device { name } } } }');
    expect(flat(prepared.query)).toBe(
      'query ($hubEventCursor: String!) { incidentChanged: incidentChange(cursor: $hubEventCursor) { cursor incident { id device { name } } } }',
    );
    expect(prepared.withCursor('c1')).toEqual({ hubEventCursor: 'c1' });
    expect(prepared.after).toBeNull();
  });

  it('keeps aliases, fragments and directives, and is valid against the graph', () => {
    const prepared = prepare(
      `subscription Watch($deep: Boolean!) { news: workOrderChanged { change ...Order } }
       fragment Order on WorkOrderChange { workOrder { caseNumber grid @include(if: $deep) { name } } }
       query Other { incidents { nodes { id } } }`,
      { deep: true },
      'Watch',
    );
    expect(flat(prepared.query)).toContain('news: workOrderChange(cursor: $hubEventCursor)');
    expect(prepared.query).not.toContain('Other');
    expect(validate(schema, parse(prepared.query), specifiedRules)).toEqual([]);
    expect(prepared.withCursor('c')).toEqual({ deep: true, hubEventCursor: 'c' });
  });

  it('drops variables that only filter and after used, and reads both', () => {
    const prepared = prepare(
      `subscription ($filter: IncidentFilter, $after: String, $n: Int!) {
         incidentChanged(filter: $filter, after: $after) { incident { alerts(first: $n) { nodes { id } } } } }`,
      { filter: { types: ['camera.fire'] }, after: 'c7', n: 2 },
    );
    expect(validate(schema, parse(prepared.query), specifiedRules)).toEqual([]);
    expect(prepared.variables).toEqual({ n: 2 });
    expect(prepared.after).toBe('c7');
    const event = {
      topic: 'incident' as const,
      change: 'OPENED' as const,
      incidentId: 'inc_1',
      alertId: null,
      deviceId: 'd',
      channel: '',
      severity: 'major' as const,
      state: 'ACTIVE' as const,
      count: 1,
      gridCode: null,
    };
    const passes = (type: string) => prepared.filter.row(phasesOf({ ...event, type }));
    expect([passes('camera.fire'), passes('camera.smoke')]).toEqual([true, false]);
  });

  it('lets Last-Event-ID win over after', () => {
    const query = 'subscription { incidentChanged(after: "old") { cursor } }';
    expect(prepare(query).after).toBe('old');
    expect(prepare(query, {}, null, 'newer').after).toBe('newer');
  });

  it.each([
    { name: 'a query', query: '{ incidents { nodes { id } } }' },
    {
      name: 'two fields',
      query: 'subscription { a: incidentChanged { cursor } b: incidentChanged { cursor } }',
    },
    {
      name: 'a field within a fragment',
      query: 'subscription { ...F } fragment F on Subscription { incidentChanged { cursor } }',
    },
    {
      name: 'the variable that carries the event',
      query: 'subscription ($hubEventCursor: String) { incidentChanged(after: $hubEventCursor) { cursor } }',
    },
    { name: '__typename alone', query: 'subscription { __typename }' },
  ])('refuses $name', ({ query }) => {
    expect(() => prepare(query)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
