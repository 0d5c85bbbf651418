import { LRUCache } from 'lru-cache';
import type { IncidentState } from '../core/incident.ts';

/** An open incident as it was committed, and by which transaction: whoever changed its row since left another there. */
export interface KnownIncident {
  state: IncidentState;
  /** The row's `xmin`, as Postgres writes it. */
  xmin: string;
}

export interface IncidentCache {
  /** By key (fold-batch.ts, `incidentKey`). */
  get(key: string): KnownIncident | undefined;
  /** Keeps what is open, forgets what is not; the least recently used goes when there are too many. */
  put(key: string, known: KnownIncident): void;
  forget(key: string): void;
  clear(): void;
  size(): number;
}

/**
 * Open incidents that this process wrote or used last. Nothing tells it of others' changes and nothing needs to: a batch
 * that is founded on a row which has changed since is rolled back and read anew (incident-writes.ts, `updateKnownIncidents`).
 * That holds of one server: another, after a fail-over, may give the numbers of transactions again that it never had.
 */
export function createIncidentCache(capacity: number): IncidentCache {
  const entries = new LRUCache<string, KnownIncident>({ max: capacity });
  return {
    get: (key) => entries.get(key),
    put(key, known) {
      if (known.state.state === 'ACTIVE') entries.set(key, known);
      else entries.delete(key);
    },
    forget: (key) => void entries.delete(key),
    clear: () => entries.clear(),
    size: () => entries.size,
  };
}
