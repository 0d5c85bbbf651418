import { Compile } from 'typebox/compile';
import type { WorkOrderState } from './work-order-states.ts';
import { startState, workflowOf } from './workflow/profile.ts';
import { WorkflowProfileSchema } from './workflow/profile-schema.ts';

const Profile = Compile(WorkflowProfileSchema);

/**
 * Where a profile begins the orders of incidents, if it has no way to dispatch them from there; null for one that has,
 * or that is faulty itself. As the dispatcher opens them: FILED, else where the profile begins those of this source.
 */
export function undispatchedFrom(profile: unknown): WorkOrderState | null {
  if (!Profile.Check(profile)) return null;
  const { states, transitions } = workflowOf(profile);
  const begin = states.includes('FILED') ? 'FILED' : startState(profile, 'INCIDENT');
  const sent = transitions.some(({ action, from }) => action === 'DISPATCH' && from.includes(begin));
  return sent ? null : begin;
}
