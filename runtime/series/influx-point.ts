import type { Series } from './influx-ql.ts';
import { decodeTag } from './line.ts';
import type { AlertRecord } from './port.ts';
import { alertRecord } from './record.ts';

/**
 * Measurement `alert`. Tags community, type and severity (as raised) are few and bounded; all else is a field, for a
 * tag of unbounded values costs a series each. Values and evidence are JSON. Measurement `reading`: tags community,
 * device and metric, field value.
 */
export const ALERT_FIELDS = [
  'device',
  'grid',
  'id',
  'incident',
  'channel',
  'family',
  'status',
  'code_system',
  'code',
  'source_event',
  'confidence',
  'quality',
  'received_ms',
  'values',
  'evidence',
  'counted',
  'codec',
] as const;
export const ALERT_TAGS = ['community', 'type', 'severity'] as const;

/** What a SELECT of whole alerts names. */
export const ALERT_SELECT = [...ALERT_TAGS, ...ALERT_FIELDS].map((name) => `"${name}"`).join(', ');

/** RFC 3339 with up to nine fraction digits, as InfluxQL answers, in ns: a number would lose the last digits. */
export function timeNsOf(rfc3339: string): bigint {
  const [seconds = '', fraction = ''] = rfc3339.replace('Z', '').split('.');
  return BigInt(Date.parse(`${seconds}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** One row of a series by column name. */
export function cells(columns: readonly string[], row: readonly unknown[]): (name: string) => unknown {
  return (name) => row[columns.indexOf(name)] ?? null;
}

type Cell = (name: string) => unknown;

function textOf(cell: Cell, name: string): string | null {
  const value = cell(name);
  return typeof value === 'string' ? value : null;
}

function numberOf(cell: Cell, name: string): number | null {
  const value = cell(name);
  return typeof value === 'number' ? value : null;
}

/** Null for a point that the hub did not write (no id). */
function recordOf(cell: Cell): AlertRecord | null {
  const [id, time] = [textOf(cell, 'id'), textOf(cell, 'time')];
  if (id === null || time === null) return null;
  return alertRecord({
    id,
    communityCode: decodeTag(textOf(cell, 'community') ?? ''),
    type: decodeTag(textOf(cell, 'type') ?? ''),
    severity: decodeTag(textOf(cell, 'severity') ?? ''),
    timeNs: timeNsOf(time),
    deviceId: textOf(cell, 'device') ?? '',
    family: textOf(cell, 'family') ?? '',
    gridCode: textOf(cell, 'grid'),
    channel: textOf(cell, 'channel') ?? '',
    status: textOf(cell, 'status') ?? '',
    codeSystem: textOf(cell, 'code_system'),
    code: textOf(cell, 'code'),
    sourceEventId: textOf(cell, 'source_event'),
    confidence: numberOf(cell, 'confidence'),
    timeQuality: textOf(cell, 'quality') ?? '',
    receivedAtMs: numberOf(cell, 'received_ms') ?? 0,
    values: textOf(cell, 'values'),
    evidence: textOf(cell, 'evidence'),
    incidentId: textOf(cell, 'incident'),
    counted: cell('counted') === true,
    codec: textOf(cell, 'codec') ?? '',
  });
}

export function recordsOf(series: readonly Series[]): AlertRecord[] {
  return series.flatMap(({ columns, values = [] }) =>
    values.flatMap((row) => recordOf(cells(columns, row)) ?? []),
  );
}

/** Rows of any SELECT; `tags` are those of GROUP BY. */
export function rowsOf(series: readonly Series[]): { tags: Record<string, string>; cell: Cell }[] {
  return series.flatMap(({ columns, values = [], tags = {} }) =>
    values.map((row) => ({ tags, cell: cells(columns, row) })),
  );
}
