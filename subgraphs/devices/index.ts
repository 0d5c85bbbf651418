import { createGridLocator } from '../../runtime/grid-locator.ts';
import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type DevicesContext, devicesResolvers } from './resolvers.ts';
import { createDevicesService } from './service.ts';

/** Devices, their readings, and the quarantine of frames that nobody could read. */
export function createDevicesSubgraph(deps: SubgraphDeps): Subgraph {
  const locator = createGridLocator(deps.db, deps.log);
  return defineSubgraph<DevicesContext>({
    name: 'devices',
    typeDefs: subgraphTypeDefs('devices'),
    resolvers: devicesResolvers,
    context: ({ principal }) => ({ devices: createDevicesService(deps, locator, principal) }),
    log: deps.log,
  });
}
