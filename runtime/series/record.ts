import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { isSeverity, severityOfRank } from '../../core/severity.ts';
import { ALERT_STATUSES, type Evidence, FAMILIES } from '../../core/signal.ts';
import type { AlertRecord } from './port.ts';

/** What the relay and the embedded store read of an alert, in the order of `LOG_ROW`. Everything comes as text. */
export const ALERT_LOG_COLUMNS = `l.id, l.community_code, l.type, l.time_ns, l.device_id, l.family, l.grid_code, l.channel,
  l.severity, l.status, l.code_system, l.code, l.source_event_id, l.confidence, l.time_quality,
  (date_part('epoch', l.received_at) * 1000)::bigint, l."values"::text, l.evidence::text, l.incident_id, l.counted, l.codec`;

const text = Type.String();
const maybe = Type.Union([Type.Null(), Type.String()]);
// biome-ignore format: one column a word, in the order of ALERT_LOG_COLUMNS
const LOG_ROW = Type.Tuple([
  text, text, text, text, text, text, maybe, text,
  text, text, maybe, maybe, maybe, maybe, text,
  text, maybe, maybe, maybe, text, text,
]);
export type AlertLogRow = Static<typeof LOG_ROW>;

const logRows = Compile(Type.Array(LOG_ROW));

/** Rows of `ALERT_LOG_COLUMNS` as pg gives them with `RAW_TEXT`. @throws when the columns are not these */
export function alertLogRows(rows: unknown): AlertLogRow[] {
  return logRows.Parse(rows);
}

/** For `types` of a pg query: values stay the text that Postgres sent; nothing is parsed twice. */
export const RAW_TEXT = { getTypeParser: () => (value: unknown) => value };

/** The parts of an alert as a store keeps them. */
export interface RawAlert {
  id: string;
  communityCode: string;
  type: string;
  timeNs: bigint;
  deviceId: string;
  family: string;
  gridCode: string | null;
  channel: string;
  severity: string;
  status: string;
  codeSystem: string | null;
  code: string | null;
  sourceEventId: string | null;
  confidence: number | null;
  timeQuality: string;
  receivedAtMs: number;
  /** Parsed JSON, of any shape. */
  values: unknown;
  evidence: unknown;
  incidentId: string | null;
  counted: boolean;
  codec: string;
}

const valuesShape = Compile(
  Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Boolean()])),
);
const evidenceShape = Compile(
  Type.Array(
    Type.Object({
      url: Type.String(),
      kind: Type.Union([
        Type.Literal('image'),
        Type.Literal('video'),
        Type.Literal('audio'),
        Type.Literal('document'),
        Type.Literal('other'),
      ]),
      sha256: Type.Optional(Type.String()),
    }),
  ),
);

/** Null when it is no JSON. */
export function jsonOf(source: string | null): unknown {
  if (source === null || source === '') return null;
  try {
    return JSON.parse(source);
  } catch {
    return null;
  }
}

function valuesOf(value: unknown): AlertRecord['values'] {
  return valuesShape.Check(value) ? value : {};
}

function evidenceOf(value: unknown): Evidence[] {
  return evidenceShape.Check(value) ? value : [];
}

function among<T extends string>(known: readonly T[], value: string, otherwise: T): T {
  return known.find((one) => one === value) ?? otherwise;
}

/** A value outside its set (written by another hand) is read as the least telling one rather than refused. */
export function alertRecord(raw: RawAlert): AlertRecord {
  return {
    ...raw,
    family: among(FAMILIES, raw.family, 'sensor'),
    severity: isSeverity(raw.severity) ? raw.severity : 'info',
    status: among(ALERT_STATUSES, raw.status, 'ACTUAL'),
    timeQuality: raw.timeQuality === 'BAD' ? 'BAD' : 'GOOD',
    values: valuesOf(raw.values),
    evidence: evidenceOf(raw.evidence),
  };
}

export function recordOfLogRow(row: AlertLogRow): AlertRecord {
  const [id, communityCode, type, timeNs, deviceId, family, gridCode, channel, severity, status] = row;
  return alertRecord({
    id,
    communityCode,
    type,
    timeNs: BigInt(timeNs),
    deviceId,
    family,
    gridCode,
    channel,
    severity: severityOfRank(Number(severity)),
    status,
    codeSystem: row[10],
    code: row[11],
    sourceEventId: row[12],
    confidence: row[13] === null ? null : Number(row[13]),
    timeQuality: row[14],
    receivedAtMs: Number(row[15]),
    values: jsonOf(row[16]),
    evidence: jsonOf(row[17]),
    incidentId: row[18],
    counted: row[19] === 't',
    codec: row[20],
  });
}
