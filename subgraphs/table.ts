import type { Config } from '../runtime/config.ts';
import { checkNamedKey } from '../runtime/notify/sealed.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createAlertsSubgraph } from './alerts/index.ts';
import type { SubgraphDeps } from './deps.ts';
import { createDevicesSubgraph } from './devices/index.ts';
import { startFigures } from './figures/background.ts';
import { createFigures } from './figures/index.ts';
import { createGrids } from './grids/index.ts';
import { startNotifications } from './notifications/background.ts';
import { createNotifications } from './notifications/index.ts';
import { createResidents } from './residents/index.ts';
import { startWorkorders } from './workorders/background.ts';
import { createWorkorders } from './workorders/index.ts';

export interface SubgraphEntry {
  /** Folder under subgraphs/, and name in the supergraph. */
  name: string;
  create: (deps: SubgraphDeps) => Subgraph;
  /** What must be right in its settings before it starts. @throws HubError CONFIG_INVALID */
  check?: (config: Config) => Promise<void>;
  /** Work on the feed that belongs to it; a process that runs the subgraph alone starts it too. */
  background?: (deps: SubgraphDeps) => { close(): Promise<void> };
}

/** Every subgraph. A new one is a folder and a line here. */
export const SUBGRAPHS: readonly SubgraphEntry[] = [
  { name: 'alerts', create: createAlertsSubgraph },
  { name: 'devices', create: createDevicesSubgraph },
  { name: 'figures', create: createFigures, background: startFigures },
  { name: 'grids', create: createGrids },
  { name: 'residents', create: createResidents },
  {
    name: 'notifications',
    create: createNotifications,
    check: checkNamedKey,
    background: startNotifications,
  },
  { name: 'workorders', create: createWorkorders, background: startWorkorders },
];
