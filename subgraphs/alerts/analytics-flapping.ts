import Type, { type Static } from 'typebox';
import type { Principal } from '../../core/permissions.ts';
import { type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';
import { type Cohort, cohortWhere } from './analytics-cells.ts';
import { seenSince } from './analytics-parts.ts';
import type { Period } from './analytics-store.ts';

const FlappingSchema = Type.Object({
  deviceId: Type.String(),
  type: Type.String(),
  reopens: Type.Integer(),
  clears: Type.Integer(),
  marks: Type.Integer(),
  incidents: Type.Integer(),
});
export type FlappingRow = Static<typeof FlappingSchema>;
const readFlapping = rowsOf(FlappingSchema);

/** A mark as false alarm that ended an open incident: what the incident's history had last was no end. */
const ENDED_BY_MARK = `e.change = 'FALSE_ALARM' AND coalesce((
    SELECT p.change FROM incident_event p WHERE p.incident_id = e.incident_id AND p.seq < e.seq
      AND p.change IN ('OPENED', 'REOPENED', 'CLEARED', 'FALSE_ALARM') ORDER BY p.seq DESC LIMIT 1),
    'OPENED') NOT IN ('CLEARED', 'FALSE_ALARM')`;

/**
 * Devices whose incidents of one type came back most, or were marked FLAPPING, within the period (event time of the
 * history, not of the first alert), by one statement.
 */
export async function flappingOf(
  db: Queryable,
  principal: Principal,
  cohort: Cohort,
  { fromMs, toMs }: Period,
  limit: number,
): Promise<FlappingRow[]> {
  const where = new Where();
  cohortWhere(where, principal, cohort);
  const [from, to] = [where.param(new Date(fromMs)), where.param(new Date(toMs))];
  where.add(`${seenSince(from)} AND i.first_seen_at < ${to}`);
  where.add(`e.event_at >= ${from} AND e.event_at < ${to}`);
  where.add(`e.change IN ('REOPENED', 'CLEARED', 'FALSE_ALARM', 'FLAPPING')`);
  const reopened = `e.change = 'REOPENED'`;
  const sql = `SELECT i.device_id AS "deviceId", i.type,
      (count(*) FILTER (WHERE ${reopened}))::int AS reopens,
      (count(*) FILTER (WHERE e.change = 'CLEARED' OR (${ENDED_BY_MARK})))::int AS clears,
      (count(*) FILTER (WHERE e.change = 'FLAPPING'))::int AS marks,
      (count(DISTINCT i.id) FILTER (WHERE e.change IN ('REOPENED', 'FLAPPING')))::int AS incidents
    FROM incident i JOIN incident_event e ON e.incident_id = i.id ${where.sql}
    GROUP BY i.device_id, i.type HAVING count(*) FILTER (WHERE e.change IN ('REOPENED', 'FLAPPING')) > 0
    ORDER BY reopens DESC, marks DESC, i.device_id, i.type COLLATE "C" LIMIT ${where.param(limit)}`;
  return readFlapping(await db.query(sql, where.values));
}
