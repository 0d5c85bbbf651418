import type { IncidentState } from './incident-state.ts';

/** What of an incident only the engine reads: kept together in one column, null for the plain majority. */
export type EngineFacts = Pick<
  IncidentState,
  | 'announceDueMs'
  | 'activeSinceMs'
  | 'priorUntilMs'
  | 'pendingClearMs'
  | 'pendingUntilMs'
  | 'clearDueMs'
  | 'changesMs'
  | 'recentMs'
  | 'flapDueMs'
>;

/** JSON of what differs from a plain incident; null when nothing does. */
export function encodeEngine(state: IncidentState): string | null {
  const facts: Partial<EngineFacts> = {};
  let some = false;
  if (state.activeSinceMs !== state.firstSeenMs) {
    facts.activeSinceMs = state.activeSinceMs;
    some = true;
  }
  for (const name of [
    'announceDueMs',
    'priorUntilMs',
    'pendingClearMs',
    'pendingUntilMs',
    'clearDueMs',
    'flapDueMs',
  ] as const) {
    if (state[name] === null) continue;
    facts[name] = state[name];
    some = true;
  }
  for (const name of ['changesMs', 'recentMs'] as const) {
    if (state[name].length === 0) continue;
    facts[name] = state[name];
    some = true;
  }
  return some ? JSON.stringify(facts) : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function numbersOf(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : [];
}

/** Reads the column; whatever is missing or of another kind is what a plain incident has. */
export function decodeEngine(column: unknown, firstSeenMs: number): EngineFacts {
  const facts: Record<string, unknown> = typeof column === 'object' && column !== null ? { ...column } : {};
  return {
    activeSinceMs: numberOf(facts.activeSinceMs) ?? firstSeenMs,
    announceDueMs: numberOf(facts.announceDueMs),
    priorUntilMs: numberOf(facts.priorUntilMs),
    pendingClearMs: numberOf(facts.pendingClearMs),
    pendingUntilMs: numberOf(facts.pendingUntilMs),
    clearDueMs: numberOf(facts.clearDueMs),
    changesMs: numbersOf(facts.changesMs),
    recentMs: numbersOf(facts.recentMs),
    flapDueMs: numberOf(facts.flapDueMs),
  };
}
