import { createGridLocator } from '../../runtime/grid-locator.ts';
import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type GridsContext, gridsResolvers } from './resolvers.ts';
import { createGridsService } from './service.ts';
import { createGridStore } from './store.ts';

/** The governance grid: places, posts, people, parties, and who is on duty. */
export function createGrids(deps: Pick<SubgraphDeps, 'db' | 'log'>): Subgraph {
  const store = createGridStore(deps.db);
  const locator = createGridLocator(deps.db, deps.log);
  return defineSubgraph<GridsContext>({
    name: 'grids',
    typeDefs: subgraphTypeDefs('grids'),
    resolvers: gridsResolvers,
    context: (base) => ({ ...base, grids: createGridsService(store, locator, base.principal, new Date()) }),
    log: deps.log,
  });
}
