import type { IncidentChangeKind } from '../../core/feed-event.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { allowed } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import type { Incidents } from './incidents.ts';

/** One row of the feed that tells of an incident. */
export interface IncidentChangeRow {
  cursor: string;
  change: IncidentChangeKind;
  at: Date;
  incidentId: string;
  alertId: string | null;
}

/**
 * The change at a cursor; null when it is no incident's, is gone, lay outside the caller's grids, or when the incident
 * lies outside them by now. The gateway turns every event of `incidentChanged` into this look-up.
 * @throws HubError BAD_CURSOR
 */
export async function incidentChange(
  { feed }: Pick<SubgraphDeps, 'feed'>,
  principal: Principal | null,
  incidents: Pick<Incidents, 'incident'>,
  cursor: string,
): Promise<IncidentChangeRow | null> {
  const who = allowed(principal, 'incident.read');
  const row = await feed.at(cursor);
  if (row === null || row.event.topic !== 'incident' || !inScope(who, row.event.gridCode)) return null;
  const { change, incidentId, alertId } = row.event;
  if ((await incidents.incident(incidentId)) === null) return null;
  return { cursor: row.cursor, change, at: row.at, incidentId, alertId };
}
