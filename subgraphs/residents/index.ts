import { publicRootFields } from '../../core/residents-public.ts';
import { createGridLocator } from '../../runtime/grid-locator.ts';
import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { createPublished } from './published.ts';
import { createReporters } from './reporter.ts';
import { type ResidentsContext, residentsResolvers } from './resolvers.ts';
import { createStaff } from './staff.ts';
import { createIntake } from './submit.ts';

/** The residents' side: reports with case number and secret, what is published, what reporters judge. */
export function createResidents(
  deps: Pick<SubgraphDeps, 'db' | 'config' | 'governance' | 'log' | 'metrics'>,
): Subgraph {
  const intake = createIntake(deps, createGridLocator(deps.db, deps.log));
  const reporters = createReporters(deps);
  const published = createPublished(deps);
  return defineSubgraph<ResidentsContext>({
    name: 'residents',
    typeDefs: subgraphTypeDefs('residents'),
    resolvers: residentsResolvers,
    publicFields: publicRootFields(deps.config.residents),
    context: (base) => ({ ...base, intake, reporters, published, staff: createStaff(deps, base.principal) }),
    log: deps.log,
  });
}
