import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { createExport } from './export.ts';
import { type FiguresContext, figuresResolvers } from './resolvers.ts';
import { createFiguresService } from './service.ts';

/** Figures: what was filed, on time, overdue, reopened … by grid, organisation, person, matter and period. */
export function createFigures(
  deps: Pick<SubgraphDeps, 'db' | 'governance' | 'config' | 'log'>,
  now: () => Date = () => new Date(),
): Subgraph {
  return defineSubgraph<FiguresContext>({
    name: 'figures',
    typeDefs: subgraphTypeDefs('figures'),
    resolvers: figuresResolvers,
    context(base) {
      const at = now();
      const figures = createFiguresService(deps, base.principal, at);
      return { ...base, figures, exporter: createExport(deps, figures, at) };
    },
    log: deps.log,
  });
}
