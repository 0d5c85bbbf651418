import { Kind } from 'graphql';
import { describe, expect, test } from 'vitest';
import { WORK_ORDER_ACTIONS } from '../core/work-order.ts';
import { ACTION_MUTATIONS } from '../core/work-order-mutations.ts';
import { subgraphTypeDefs } from './load.ts';

const mutations = new Set(
  subgraphTypeDefs('workorders').definitions.flatMap((one) =>
    (one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    one.name.value === 'Mutation'
      ? (one.fields ?? []).map(({ name }) => name.value)
      : [],
  ),
);

describe('every action of a work order', () => {
  test.each(WORK_ORDER_ACTIONS)('%s is carried by a mutation of the schema', (action) => {
    expect([...mutations]).toContain(ACTION_MUTATIONS[action]);
  });
});
