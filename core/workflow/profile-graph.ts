import { ENDED_STATES, type WorkOrderState } from '../work-order-states.ts';
import type { WorkOrderAction } from '../work-order-transitions.ts';
import type { Workflow, WorkflowTransition } from './profile.ts';

export interface Edge {
  from: WorkOrderState;
  to: WorkOrderState;
  action: WorkOrderAction;
}

function targets(row: WorkflowTransition, from: WorkOrderState, rows: readonly WorkflowTransition[]) {
  if (row.to === 'SAME') return [from];
  if (row.to !== 'BEFORE') return [row.to];
  // back to wherever a transition into this state starts
  return [...new Set(rows.flatMap((other) => (other.to === from ? other.from : [])))];
}

/** Every way from one state to another (or back to itself) that a profile has. */
export function edgesOf({ transitions }: Workflow): Edge[] {
  return transitions.flatMap((row) =>
    row.from.flatMap((from) =>
      targets(row, from, transitions).map((to) => ({ from, to, action: row.action })),
    ),
  );
}

/** The states that are reached from some others, themselves included. */
export function reachable(from: Iterable<WorkOrderState>, edges: readonly Edge[]): Set<WorkOrderState> {
  const reached = new Set(from);
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const edge of edges) if (reached.has(edge.from)) reached.add(edge.to);
  }
  return reached;
}

/** The states from which one of these is reached, themselves included. */
export function leadingTo(to: Iterable<WorkOrderState>, edges: readonly Edge[]): Set<WorkOrderState> {
  return reachable(
    to,
    edges.map(({ from, to: end, action }) => ({ from: end, to: from, action })),
  );
}

/** Whether an order has ended in a state: all its clocks have stopped on the way in. */
export function isEnded(state: WorkOrderState): boolean {
  return ENDED_STATES.some((ended) => ended === state);
}
