import {
  acknowledge,
  clearByPerson,
  type IncidentState,
  markFalseAlarm,
  shelve,
} from '../../core/incident.ts';
import type { Principal, Right } from '../../core/permissions.ts';
import { allowed, textArgument } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type ActInput, actOnIncident } from './acts.ts';
import { createAlerts } from './alerts.ts';
import { createAnalytics } from './analytics.ts';
import { incidentChange } from './changes.ts';
import { createCounts } from './counts.ts';
import type { IncidentRow } from './incident-store.ts';
import { createIncidents } from './incidents.ts';
import { createMaintenance } from './maintenance.ts';
import { createSeverityRules } from './severity-rules.ts';

interface ReasonedInput extends ActInput {
  reason?: string | null | undefined;
}

type Decision = (
  state: IncidentState,
  by: string,
  reason: string | null,
  nowMs: number,
) => ReturnType<typeof acknowledge>;

/** What one request may read of alerts and incidents, and do to incidents; holds the loaders of that request. */
export function createAlertsService(deps: SubgraphDeps, principal: Principal | null, nowMs: number) {
  const incidents = createIncidents(deps, principal);

  async function act(right: Right, input: ReasonedInput, decide: Decision): Promise<IncidentRow> {
    const by = allowed(principal, right);
    const reason = input.reason?.trim() ? textArgument('input.reason', input.reason, 2000) : null;
    const row = await actOnIncident(deps.db, by, input, (state) => decide(state, by.subject, reason, nowMs));
    incidents.forget(row.id);
    return row;
  }

  return {
    ...incidents,
    ...createAlerts(deps, principal, incidents.incident, nowMs),
    ...createCounts(deps, principal, nowMs),
    ...createAnalytics(deps, principal, nowMs),
    ...createMaintenance(deps, principal, nowMs),
    ...createSeverityRules(deps, principal),

    incidentChange: (cursor: string) => incidentChange(deps, principal, incidents, cursor),

    acknowledge: (input: ReasonedInput) => act('incident.acknowledge', input, acknowledge),
    clear: (input: ReasonedInput) => act('incident.clear', input, clearByPerson),
    shelve: (input: ReasonedInput & { until: Date }) =>
      act('incident.shelve', input, (state, by, reason, nowMs) =>
        shelve(state, by, reason, nowMs, input.until.getTime()),
      ),
    markFalseAlarm: (input: ReasonedInput) => act('incident.markFalse', input, markFalseAlarm),
  };
}

export type AlertsService = ReturnType<typeof createAlertsService>;
