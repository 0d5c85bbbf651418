import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type DevicesContext, devicesResolvers } from './resolvers.ts';
import { createDevicesService } from './service.ts';

/** Devices, their readings, and the quarantine of frames that nobody could read. */
export function createDevicesSubgraph(deps: SubgraphDeps): Subgraph {
  return defineSubgraph<DevicesContext>({
    name: 'devices',
    typeDefs: subgraphTypeDefs('devices'),
    resolvers: devicesResolvers,
    context: ({ principal }) => ({ devices: createDevicesService(deps, principal) }),
    log: deps.log,
  });
}
