import type { Logger } from 'pino';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { alertType } from '../core/alert-types.ts';
import { zoneOffsetMs } from '../core/event-time.ts';
import { type MaintenanceWindow, maintenanceOf } from '../core/maintenance.ts';
import { severityOfRank } from '../core/severity.ts';
import {
  BUILT_IN_SEVERITY_RULES,
  type GradedSeverity,
  gradeSeverity,
  type SeverityRule,
} from '../core/severity-policy.ts';
import type { AlertSignal } from '../core/signal.ts';
import type { Db } from '../runtime/postgres.ts';

const Maybe = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const RuleRow = Compile(
  Type.Object({
    id: Type.String(),
    type_pattern: Maybe(Type.String()),
    grid_prefix: Maybe(Type.String()),
    confidence_min: Maybe(Type.Number()),
    confidence_max: Maybe(Type.Number()),
    hour_from: Maybe(Type.Number()),
    hour_to: Maybe(Type.Number()),
    severity: Maybe(Type.Number()),
    step: Maybe(Type.Number()),
    reason: Type.String(),
  }),
);
const WindowRow = Compile(
  Type.Object({
    id: Type.String(),
    device_id: Maybe(Type.String()),
    type_pattern: Maybe(Type.String()),
    grid_code: Maybe(Type.String()),
    starts: Type.Number(),
    ends: Maybe(Type.Number()),
    days: Maybe(Type.Array(Type.Number())),
    minute_from: Maybe(Type.Number()),
    minute_to: Maybe(Type.Number()),
    include_life_safety: Type.Boolean(),
  }),
);

function ruleOf(row: unknown): SeverityRule {
  if (!RuleRow.Check(row)) throw new TypeError('a severity_rule row is not of the expected shape');
  return {
    id: row.id,
    typePattern: row.type_pattern,
    gridPrefix: row.grid_prefix,
    confidenceMin: row.confidence_min,
    confidenceMax: row.confidence_max,
    hours: row.hour_from === null || row.hour_to === null ? null : [row.hour_from, row.hour_to],
    set: row.severity === null ? { step: row.step ?? 0 } : { severity: severityOfRank(row.severity) },
    reasonZh: row.reason,
    reasonEn: row.reason,
  };
}

function windowOf(row: unknown): MaintenanceWindow {
  if (!WindowRow.Check(row)) throw new TypeError('a maintenance_window row is not of the expected shape');
  const { days, minute_from: from, minute_to: to } = row;
  return {
    id: row.id,
    deviceId: row.device_id,
    typePattern: row.type_pattern,
    gridCode: row.grid_code,
    startsMs: row.starts,
    endsMs: row.ends,
    recurs: days === null || from === null || to === null ? null : { days, minuteFrom: from, minuteTo: to },
    includeLifeSafety: row.include_life_safety,
  };
}

/** The site's severity rules and maintenance windows, in memory. */
export interface Policies {
  grade(signal: AlertSignal, type: string, gridCode: string | null): GradedSeverity;
  maintenance(
    signal: AlertSignal,
    type: string,
    gridCode: string | null,
  ): { id: string; untilMs: number } | null;
  close(): Promise<void>;
}

const WINDOWS = `SELECT id, device_id, type_pattern, grid_code, days, minute_from, minute_to, include_life_safety,
    (extract(epoch FROM starts_at) * 1000)::float8 AS starts, (extract(epoch FROM ends_at) * 1000)::float8 AS ends
  FROM maintenance_window WHERE ended_at IS NULL AND (ends_at IS NULL OR ends_at > now() - interval '7 days')`;

/** The hour of the site's day; zones are whole quarters of an hour, so one look-up an hour of event time is enough. */
function hourClock(zone: string): (ms: number) => number {
  let quarter = Number.NaN;
  let hour = 0;
  return (ms) => {
    const now = Math.floor(ms / 900_000);
    if (now !== quarter) {
      quarter = now;
      hour = new Date(ms + zoneOffsetMs(zone, ms)).getUTCHours();
    }
    return hour;
  };
}

/** Grades by the built-in rules alone: what holds before a site has said anything. */
export function builtInPolicies(zone: string): Policies {
  return policiesOf(
    zone,
    () => ({ rules: BUILT_IN_SEVERITY_RULES, windows: [] }),
    async () => {},
  );
}

function policiesOf(
  zone: string,
  held: () => { rules: readonly SeverityRule[]; windows: readonly MaintenanceWindow[] },
  close: () => Promise<void>,
): Policies {
  const hourAt = hourClock(zone);
  return {
    grade(signal, type, gridCode) {
      const { severity, confidence, time } = signal;
      const facts = { type: alertType(type), severity, gridCode, confidence, localHour: hourAt(time.ms) };
      return gradeSeverity(facts, held().rules);
    },
    maintenance(signal, type, gridCode) {
      const { windows } = held();
      if (windows.length === 0) return null;
      const { lifeSafety } = alertType(type);
      const facts = { deviceId: signal.deviceId, type, lifeSafety, gridCode };
      return maintenanceOf(windows, facts, signal.time.ms, zone);
    },
    close,
  };
}

/**
 * Loads the rules and windows, and again whenever Postgres tells of a change (`policy_changed`); where they cannot be read
 * the last ones hold, and they are read again every `retryMs` until they are.
 */
export async function createPolicies(
  db: Pick<Db, 'listen' | 'pool'>,
  zone: string,
  log: Logger,
  { retryMs = 2_000 }: { retryMs?: number } = {},
): Promise<Policies> {
  let rules: readonly SeverityRule[] = BUILT_IN_SEVERITY_RULES;
  let windows: readonly MaintenanceWindow[] = [];
  let loading: Promise<void> = Promise.resolve();
  let again: NodeJS.Timeout | undefined;
  async function load(): Promise<void> {
    try {
      const own = await db.pool.query('SELECT * FROM severity_rule ORDER BY rank, id');
      const planned = await db.pool.query(WINDOWS);
      rules = [...own.rows.map(ruleOf), ...BUILT_IN_SEVERITY_RULES];
      windows = planned.rows.map(windowOf);
    } catch (error) {
      log.error(
        { err: error },
        'severity rules and maintenance windows could not be read; the last ones hold, and it is tried again',
      );
      again = setTimeout(reload, retryMs);
    }
  }
  function reload(): void {
    clearTimeout(again);
    loading = loading.then(load);
  }
  const listening = await db.listen('policy_changed', reload, reload);
  await load();
  return policiesOf(
    zone,
    () => ({ rules, windows }),
    async () => {
      await listening.close();
      await loading;
      clearTimeout(again);
    },
  );
}
