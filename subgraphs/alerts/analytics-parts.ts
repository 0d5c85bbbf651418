import { RECURRENCE_DAYS } from '../../core/analytics.ts';

/**
 * Parts of a cohort that figures count, as conditions on incident `i` and its history `h`: the same condition counts
 * and lists, so that a list holds exactly what the figure counted.
 */
export const PARTS = {
  ALL: 'true',
  OPEN: `i.state = 'ACTIVE'`,
  ENDED: `i.state = 'CLEARED'`,
  ACKNOWLEDGED: 'h.acknowledged_at IS NOT NULL',
  RESOLVED: `(i.state = 'CLEARED' AND NOT i.false_alarm AND i.cleared_at IS NOT NULL)`,
  FALSE_ALARM: `(i.state = 'CLEARED' AND i.false_alarm)`,
  REPEATED: 'i.count > 1',
  REOPENED: 'coalesce(h.reopens, 0) > 0',
  RECURRING: `EXISTS (SELECT 1 FROM incident p
    WHERE p.device_id = i.device_id AND p.channel = i.channel AND p.type = i.type AND p.status = i.status
      AND p.last_seen_at >= i.first_seen_at - interval '${RECURRENCE_DAYS} days'
      AND p.first_seen_at < i.first_seen_at)`,
} as const satisfies Record<string, string>;

export type IncidentPart = keyof typeof PARTS;

/** What the history of incidents says, by columns of `h`; over `incident_event e`. */
const HISTORY = `min(e.event_at) FILTER (WHERE e.change = 'ACKNOWLEDGED') AS acknowledged_at,
  (count(*) FILTER (WHERE e.change = 'REOPENED'))::int AS reopens`;
const HISTORY_CHANGES = `e.change IN ('ACKNOWLEDGED', 'REOPENED')`;

/** `h` of the incident `i` at hand. */
export const HISTORY_OF_ONE = `LEFT JOIN LATERAL (
    SELECT ${HISTORY} FROM incident_event e WHERE e.incident_id = i.id AND ${HISTORY_CHANGES}) h ON true`;

/** `h` of all incidents of the FROM item `i`. */
export const HISTORY_OF_ALL = `SELECT e.incident_id, ${HISTORY} FROM incident_event e
    WHERE e.incident_id IN (SELECT id FROM i) AND ${HISTORY_CHANGES} GROUP BY e.incident_id`;

/** Incident `i` was last seen at `instant` or later; the minute, which is what the indexes hold, is at most one before. */
export function seenSince(instant: string): string {
  return `i.last_seen_at >= ${instant} AND i.last_seen_minute >= ${instant}::timestamptz - interval '1 minute'`;
}

/** From the first alert, in seconds. What a clock that is ahead makes negative took no time. */
export function secondsTo(instant: string): string {
  return `greatest(0, extract(epoch FROM ${instant} - i.first_seen_at))::float8`;
}
