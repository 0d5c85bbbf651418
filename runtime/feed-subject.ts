import type { FeedEvent } from '../core/feed-event.ts';
import type { Db } from './postgres.ts';

/** What a row of the feed does not say of the thing it is about; null is what its kind does not have. */
export interface FeedSubject {
  /** Of an incident; only moves on. */
  lastSeenAt: Date | null;
  /** Of a work order; these three never change. */
  createdAt: Date | null;
  source: string | null;
  caseNumber: string | null;
}

/** Looks up the thing that an event is about; null when there is none (any more). */
export type ReadSubject = (event: FeedEvent) => Promise<FeedSubject | null>;

/** One read by primary key an event. */
export function subjectReader({ pool }: Pick<Db, 'pool'>): ReadSubject {
  return async (event) => {
    switch (event.topic) {
      case 'incident': {
        const text = 'SELECT last_seen_at FROM incident WHERE id = $1';
        const { rows } = await pool.query({ name: 'feed-incident', text, values: [event.incidentId] });
        return rows[0] === undefined
          ? null
          : { lastSeenAt: rows[0].last_seen_at, createdAt: null, source: null, caseNumber: null };
      }
      case 'workOrder': {
        const text = 'SELECT created_at, source, case_number FROM work_order WHERE id = $1';
        const { rows } = await pool.query({ name: 'feed-order', text, values: [event.workOrderId] });
        return rows[0] === undefined
          ? null
          : {
              lastSeenAt: null,
              createdAt: rows[0].created_at,
              source: rows[0].source,
              caseNumber: rows[0].case_number,
            };
      }
      case 'device':
      case 'deviceCommand':
        return null;
    }
  };
}
