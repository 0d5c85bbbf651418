import type { Sealer } from '../../runtime/notify/sealed.ts';
import type { SubgraphDeps } from '../deps.ts';

/** What the services of notifications work with. */
export interface NotificationDeps extends Pick<SubgraphDeps, 'db' | 'config'> {
  sealer: () => Promise<Sealer>;
}
