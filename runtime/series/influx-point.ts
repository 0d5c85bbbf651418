import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Series } from './influx-ql.ts';
import { decodeTag } from './line.ts';
import type { AlertRecord } from './port.ts';
import { alertRecord, jsonOf, type RawAlert } from './record.ts';

/**
 * Measurement `alert`. Tags community, type and severity (as raised) are few and bounded; all else is a field, for a
 * tag of unbounded values costs a series each. What is asked for or charted has a field of its own; the rest lies
 * together in `detail`, JSON, because InfluxDB pays for each field of each point. Measurement `reading`: tags community,
 * device and metric, field value.
 */
const FIELDS = [
  'device',
  'grid',
  'id',
  'incident',
  'channel',
  'status',
  'confidence',
  'counted',
  'detail',
] as const;
/** What points written before `detail` have instead of it. Where a point has both, `detail` is the newer. */
const EARLIER_FIELDS = [
  'family',
  'code_system',
  'code',
  'source_event',
  'quality',
  'received_ms',
  'values',
  'evidence',
  'codec',
] as const;
export const ALERT_FIELDS = [...FIELDS, ...EARLIER_FIELDS] as const;
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

type Detail = Pick<
  RawAlert,
  | 'family'
  | 'codeSystem'
  | 'code'
  | 'sourceEventId'
  | 'timeQuality'
  | 'receivedAtMs'
  | 'values'
  | 'evidence'
  | 'codec'
>;

/** A part that is missing, or of another kind than ours (another hand wrote it), is as one that is not told. */
function detailOf(part: (name: (typeof EARLIER_FIELDS)[number]) => unknown): Detail {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const received = part('received_ms');
  return {
    family: text(part('family')) ?? '',
    codeSystem: text(part('code_system')),
    code: text(part('code')),
    sourceEventId: text(part('source_event')),
    timeQuality: text(part('quality')) ?? 'GOOD',
    receivedAtMs: typeof received === 'number' ? received : 0,
    values: part('values'),
    evidence: part('evidence'),
    codec: text(part('codec')) ?? '',
  };
}

const detailShape = Compile(Type.Record(Type.String(), Type.Unknown()));

function detail(cell: Cell): Detail {
  const told = jsonOf(textOf(cell, 'detail'));
  if (detailShape.Check(told)) return detailOf((name) => told[name]);
  return detailOf((name) =>
    name === 'values' || name === 'evidence' ? jsonOf(textOf(cell, name)) : cell(name),
  );
}

/** Null for a point that the hub did not write (no id). */
function recordOf(cell: Cell): AlertRecord | null {
  const [id, time] = [textOf(cell, 'id'), textOf(cell, 'time')];
  if (id === null || time === null) return null;
  return alertRecord({
    ...detail(cell),
    id,
    communityCode: decodeTag(textOf(cell, 'community') ?? ''),
    type: decodeTag(textOf(cell, 'type') ?? ''),
    severity: decodeTag(textOf(cell, 'severity') ?? ''),
    timeNs: timeNsOf(time),
    deviceId: textOf(cell, 'device') ?? '',
    gridCode: textOf(cell, 'grid'),
    channel: textOf(cell, 'channel') ?? '',
    status: textOf(cell, 'status') ?? '',
    confidence: numberOf(cell, 'confidence'),
    incidentId: textOf(cell, 'incident'),
    counted: cell('counted') === true,
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
