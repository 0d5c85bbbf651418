import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import { severityOfRank, severityRank } from '../../core/severity.ts';
import { outageReason } from '../outage.ts';
import { sqlState } from '../postgres.ts';
import type { AlertCountRow, AlertDimension } from './port.ts';
import { type AlertPlan, nsOfMs } from './query.ts';
import { RAW_TEXT } from './record.ts';

/** Rows of text or null, as Postgres sent them. */
export type TextRow = (string | null)[];

function textRow(row: unknown): TextRow {
  if (!Array.isArray(row)) return [];
  return row.map((value: unknown) => (typeof value === 'string' ? value : null));
}

/** @throws HubError SERIES_UNAVAILABLE when the connection, not the statement, failed */
export async function askPostgres(
  pool: pg.Pool,
  text: string,
  values: readonly unknown[],
): Promise<TextRow[]> {
  try {
    const result = await pool.query<unknown[]>({
      text,
      values: [...values],
      rowMode: 'array',
      types: RAW_TEXT,
    });
    return result.rows.map(textRow);
  } catch (error) {
    const state = sqlState(error);
    // 57: the server is going down, or the statement ran into its time limit
    if (state !== null && !state.startsWith('57')) throw error;
    throw new HubError('SERIES_UNAVAILABLE', { store: 'embedded', ...outageReason(error) }, { cause: error });
  }
}

/** Collects the values of one statement and numbers them. */
export function parameters(): { values: unknown[]; add(value: unknown): string } {
  const values: unknown[] = [];
  return {
    values,
    add(value) {
      values.push(value);
      return `$${values.length}`;
    },
  };
}

type Add = (value: unknown) => string;

/** Prefixes are digits only (query.ts), so none holds a wildcard of LIKE. */
function gridCondition(prefixes: readonly string[] | undefined, add: Add): string[] {
  return prefixes === undefined
    ? []
    : [`l.grid_code LIKE ANY (${add(prefixes.map((prefix) => `${prefix}%`))}::text[])`];
}

function typeCondition(types: readonly string[] | undefined, add: Add): string[] {
  return types === undefined ? [] : [`l.type = ANY (${add([...types])}::text[])`];
}

function severityCondition(plan: AlertPlan, add: Add): string[] {
  return plan.severities === undefined
    ? []
    : [`l.severity = ANY (${add(plan.severities.map(severityRank))}::smallint[])`];
}

/** `WHERE` of alert_log `l`. */
export function alertCondition(plan: AlertPlan, add: Add): string {
  const conditions = [
    `l.time_ns >= ${add(nsOfMs(plan.fromMs).toString())}::bigint`,
    `l.time_ns < ${add(nsOfMs(plan.toMs).toString())}::bigint`,
    ...gridCondition(plan.prefixes, add),
    ...typeCondition(plan.types, add),
    ...severityCondition(plan, add),
  ];
  if (plan.deviceId !== undefined) conditions.push(`l.device_id = ${add(plan.deviceId)}`);
  if (plan.channel !== undefined) conditions.push(`l.channel = ${add(plan.channel)}`);
  if (plan.incidentId !== undefined) conditions.push(`l.incident_id = ${add(plan.incidentId)}`);
  if (plan.statuses !== undefined) conditions.push(`l.status = ANY (${add([...plan.statuses])}::text[])`);
  return conditions.join(' AND ');
}

/** `WHERE` of alert_count_hourly `l`; the plan's range is whole hours. */
export function hourlyCondition(plan: AlertPlan, add: Add): string {
  return [
    `l.hour >= to_timestamp(${add(plan.fromMs / 1000)}::float8)`,
    `l.hour < to_timestamp(${add(plan.toMs / 1000)}::float8)`,
    ...gridCondition(plan.prefixes, add),
    ...typeCondition(plan.types, add),
    ...severityCondition(plan, add),
  ].join(' AND ');
}

/** Postgres' `%` takes the sign of the left side; times before 1970 still fall into the bucket they lie in. */
export function bucketSql(ms: string, intervalMs: number | null, add: Add): string {
  if (intervalMs === null) return 'NULL::bigint';
  const interval = `${add(intervalMs)}::bigint`;
  return `${ms} - ((${ms} % ${interval}) + ${interval}) % ${interval}`;
}

/** Counts by bucket and dimensions; `columns` says how the table gives each dimension. */
export async function groupedCounts(
  pool: pg.Pool,
  groupBy: readonly AlertDimension[],
  parts: { from: string; where: string; bucket: string; count: string; grid: string; community: string },
  values: readonly unknown[],
): Promise<AlertCountRow[]> {
  const column = (wanted: AlertDimension, sql: string) => (groupBy.includes(wanted) ? sql : 'NULL::text');
  const rows = await askPostgres(
    pool,
    `SELECT ${parts.bucket}, ${column('TYPE', 'l.type')}, ${column('SEVERITY', 'l.severity::text')},
      ${column('COMMUNITY', parts.community)}, ${column('GRID', parts.grid)}, ${parts.count}
     FROM ${parts.from} WHERE ${parts.where} GROUP BY 1, 2, 3, 4, 5`,
    values,
  );
  return rows.map(([start, type, severity, community, grid, count]) => ({
    startMs: start == null ? null : Number(start),
    ...(groupBy.includes('TYPE') ? { type: type ?? '' } : {}),
    ...(groupBy.includes('SEVERITY') ? { severity: severityOfRank(Number(severity)) } : {}),
    ...(groupBy.includes('COMMUNITY') ? { communityCode: community ?? '' } : {}),
    ...(groupBy.includes('GRID') ? { gridCode: grid ?? null } : {}),
    count: Number(count),
  }));
}
