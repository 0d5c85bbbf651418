import Type from 'typebox';
import type { Principal } from '../../core/permissions.ts';
import { type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';
import { type Cohort, cellItem, cohortWhere, dimensionsOf, incidentItem } from './analytics-cells.ts';
import { HISTORY_OF_ONE, type IncidentPart, PARTS, seenSince } from './analytics-parts.ts';
import type { Period } from './analytics-store.ts';
import { INCIDENT_COLUMNS, type IncidentRow, readIncidents } from './incident-store.ts';

/** When a listed incident was: began within the period of its cell, or came back (or was marked FLAPPING) within it. */
export type Listed = 'BEGAN' | 'FLAPPED';

const SEEN_SINCE = seenSince('k.since');
const LISTED = {
  BEGAN: `${SEEN_SINCE} AND i.first_seen_at >= k.since AND i.first_seen_at < k.until`,
  FLAPPED: `${SEEN_SINCE} AND i.first_seen_at < k.until AND EXISTS (SELECT 1 FROM incident_event e
    WHERE e.incident_id = i.id AND e.change IN ('REOPENED', 'FLAPPING')
      AND e.event_at >= k.since AND e.event_at < k.until)`,
} as const satisfies Record<Listed, string>;

/** A cell over a period of its own. */
export interface TimedCell extends Period {
  key: string;
}

/** The FROM items of `cells`, each with its period, and what picks the incidents of the part. */
function timedItem(
  where: Where,
  principal: Principal,
  cohort: Cohort,
  cells: readonly TimedCell[],
  part: IncidentPart,
  listed: Listed,
): string {
  const keys = cells.map(({ key }) => key);
  const item = cellItem(where, principal, cohort, keys);
  cohortWhere(where, principal, cohort);
  where.add(LISTED[listed]);
  where.add(PARTS[part]);
  const since = where.param(cells.map(({ fromMs }) => new Date(fromMs)));
  const until = where.param(cells.map(({ toMs }) => new Date(toMs)));
  return `(SELECT k.*, (${since}::timestamptz[])[k.place + 1] AS since, (${until}::timestamptz[])[k.place + 1] AS until
    FROM ${item}) k`;
}

export interface IncidentListing {
  part: IncidentPart;
  listed: Listed;
  limit: number;
  after: { at: Date; id: string } | null;
}

const readPlaces = rowsOf(Type.Object({ place: Type.Integer() }));

/**
 * The first incidents of every cell, last seen first, by one statement; a grid of which only parts may be seen has as
 * many of each part.
 */
export async function incidentsOfCells(
  db: Queryable,
  principal: Principal,
  cohort: Cohort,
  cells: readonly TimedCell[],
  { part, listed, limit, after }: IncidentListing,
): Promise<{ place: number; incident: IncidentRow }[]> {
  const where = new Where();
  const item = timedItem(where, principal, cohort, cells, part, listed);
  if (after !== null) {
    const [at, id] = [where.param(after.at), where.param(after.id)];
    where.add(
      `i.last_seen_minute <= ${at}::timestamptz AND (i.last_seen_at, i.id) < (${at}::timestamptz, ${id})`,
    );
  }
  const sql = `SELECT k.place, x.* FROM ${item} CROSS JOIN LATERAL (
    SELECT ${INCIDENT_COLUMNS} FROM incident WHERE id IN (
      SELECT i.id FROM ${incidentItem(dimensionsOf(cohort))} ${HISTORY_OF_ONE} ${where.sql}
      ORDER BY i.last_seen_minute DESC, i.last_seen_at DESC, i.id DESC LIMIT ${where.param(limit)})) x
    ORDER BY k.place, x."lastSeenAt" DESC, x.id DESC`;
  const result = await db.query(sql, where.values);
  const incidents = readIncidents(result);
  return readPlaces(result).flatMap(({ place }, index) => {
    const incident = incidents[index];
    return incident === undefined ? [] : [{ place, incident }];
  });
}

const readCounts = rowsOf(Type.Object({ place: Type.Integer(), count: Type.Integer() }));

/** How many every cell lists, counted no further than `cap + 1` a part of a cell, by one statement. */
export async function countListed(
  db: Queryable,
  principal: Principal,
  cohort: Cohort,
  cells: readonly TimedCell[],
  part: IncidentPart,
  listed: Listed,
  cap: number,
): Promise<{ place: number; count: number }[]> {
  const where = new Where();
  const item = timedItem(where, principal, cohort, cells, part, listed);
  const sql = `SELECT k.place, x.count FROM ${item} CROSS JOIN LATERAL (
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM ${incidentItem(dimensionsOf(cohort))} ${HISTORY_OF_ONE} ${where.sql}
      LIMIT ${where.param(cap + 1)}) capped) x`;
  return readCounts(await db.query(sql, where.values));
}
