import type { Principal } from '../../core/permissions.ts';
import type { SubgraphDeps } from '../deps.ts';
import { createGovernanceService, GovernanceDocument, type GovernanceService } from './governance.ts';
import { createMattersService, Matter, type MattersService } from './matters.ts';
import type { OrderRow } from './rows.ts';
import {
  createSchedulesService,
  RecurringDuty,
  RecurringDutyBinding,
  RecurringDutyRun,
  type SchedulesService,
} from './schedules.ts';
import type { WorkOrdersService } from './service.ts';
import type * as T from './types.generated.ts';

/** What the resolvers of governance data find in the context of a request. */
export interface GovernanceContext {
  governance: GovernanceService;
  matters: MattersService;
  schedules: SchedulesService;
  orders: WorkOrdersService;
}

/** The services of governance data of one request. */
export function governanceContext(
  deps: Pick<SubgraphDeps, 'db' | 'governance' | 'config'>,
  principal: Principal | null,
  now: Date,
): Omit<GovernanceContext, 'orders'> {
  return {
    governance: createGovernanceService(deps, principal, now),
    matters: createMattersService(deps, principal, now),
    schedules: createSchedulesService(deps, principal, now),
  };
}

export const governanceOrder = {
  matterDetail: ({ matter, createdMs }, _, { matters }) => matters.one(matter, new Date(createdMs)),
} satisfies T.WorkOrderResolvers<GovernanceContext, OrderRow>;

export const governanceQuery = {
  governanceDocuments: (_, { filter, ...page }, { governance }) => governance.documents(filter ?? {}, page),
  governanceDocument: (_, { kind, code, version }, { governance }) =>
    governance.document(kind, code, version ?? null),
  matters: (_, { filter, ...page }, { matters }) => matters.list(filter ?? {}, page),
  matter: (_, { code, at }, { matters }) => matters.one(code, at ?? null),
  recurringDuties: (_, __, { schedules }) => schedules.all(),
} satisfies Partial<T.QueryResolvers<GovernanceContext>>;

export const governanceMutation = {
  async applyGovernance(_, { input }, { governance }) {
    const done = await governance.apply(input.kind, input, input.dryRun === true);
    return { ...done, faults: [...done.faults], clientMutationId: input.clientMutationId };
  },
  bindRecurringDuty: async (_, { input }, { schedules }) => ({
    duty: await schedules.bind(input),
    clientMutationId: input.clientMutationId,
  }),
  unbindRecurringDuty: async (_, { input }, { schedules }) => ({
    duty: await schedules.unbind(input),
    clientMutationId: input.clientMutationId,
  }),
} satisfies Partial<T.MutationResolvers<GovernanceContext>>;

export const governanceTypes = {
  GovernanceDocument,
  Matter,
  RecurringDuty,
  RecurringDutyBinding,
  RecurringDutyRun,
};
