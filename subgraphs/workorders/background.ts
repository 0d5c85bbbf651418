import type { SubgraphDeps } from '../deps.ts';
import { startDispatchRounds } from './dispatch-rounds.ts';
import { startDispatcher } from './dispatcher.ts';
import { escalationActs } from './escalation-acts.ts';
import { startEscalation } from './escalation-worker.ts';
import { startGateDeadlines } from './gates-due.ts';
import { startSchedules } from './schedule-worker.ts';

/** What goes on beside the graph: incidents are dispatched, who waits is asked for again, escalation ladders climbed, gates closed at their deadline, recurring duties opened. */
export function startWorkorders(deps: SubgraphDeps): { close(): Promise<void> } {
  const running = [
    startDispatcher(deps),
    startDispatchRounds(deps),
    startEscalation(deps, escalationActs(deps)),
    startGateDeadlines(deps),
    startSchedules(deps),
  ];
  return {
    async close() {
      await Promise.all(running.map((one) => one.close()));
    },
  };
}
