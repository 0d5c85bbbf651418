import { type Severity, severityOfRank } from '../core/severity.ts';
import {
  floatField,
  LineFault,
  measurementName,
  stringField,
  tagText,
  timeText,
} from '../runtime/series/line.ts';
import type { AlertLogRow } from '../runtime/series/record.ts';
import type { AlertItem } from './fold-batch.ts';

/** One row of a log as a point of InfluxDB. `line` is null when line protocol cannot carry it (`fault` says why). */
export interface Point {
  line: string | null;
  fault: string;
  /** What relay_refused calls it: the alert's id, or device, metric and time of a reading. */
  key(): string;
  timeNs(): bigint;
}

/** device_id, metric, time_ns, value, community_code */
export type ReadingLogRow = [string, string, string, string, string];

/** What a line of `alert` is made of: a row of the log, or an alert that was just stored as one. */
interface AlertParts {
  communityCode: string;
  severity: Severity;
  type: string;
  timeNs: bigint;
  deviceId: string;
  id: string;
  channel: string;
  status: string;
  counted: boolean;
  gridCode: string | null;
  incidentId: string | null;
  confidence: number | null;
  family: string;
  timeQuality: string;
  /** Digits. */
  receivedMs: string;
  codec: string;
  codeSystem: string | null;
  code: string | null;
  sourceEventId: string | null;
  /** JSON; null when there is none. */
  values: string | null;
  evidence: string | null;
}

const { stringify } = JSON;

/** The tags. A line begins with them and a space. */
function alertHead(community: string, severity: string, type: string): string {
  return `${measurementName('alert')},community=${tagText(community)},severity=${tagText(severity)},type=${tagText(type)}`;
}

function readingHead(community: string, device: string, metric: string): string {
  return `${measurementName('reading')},community=${tagText(community)},device=${tagText(device)},metric=${tagText(metric)}`;
}

function optional(name: string, value: string | null): string {
  return value === null ? '' : `,${name}=${stringField(value)}`;
}

function told(name: string, json: string | null): string {
  return json === null ? '' : `,"${name}":${json}`;
}

function textual(value: string | null): string | null {
  return value === null ? null : stringify(value);
}

/** What no condition asks for, as one field (runtime/series/influx-point.ts); a good time goes without saying. */
function detail(alert: AlertParts): string {
  return (
    `{"family":${stringify(alert.family)},"received_ms":${alert.receivedMs},"codec":${stringify(alert.codec)}` +
    (alert.timeQuality === 'GOOD' ? '' : told('quality', stringify(alert.timeQuality))) +
    told('code_system', textual(alert.codeSystem)) +
    told('code', textual(alert.code)) +
    told('source_event', textual(alert.sourceEventId)) +
    told('values', alert.values) +
    told('evidence', alert.evidence) +
    '}'
  );
}

/** Fields and time. @throws LineFault */
function alertRest(alert: AlertParts): string {
  return (
    `device=${stringField(alert.deviceId)},id=${stringField(alert.id)},channel=${stringField(alert.channel)}` +
    `,status=${stringField(alert.status)},counted=${alert.counted}` +
    optional('grid', alert.gridCode) +
    optional('incident', alert.incidentId) +
    (alert.confidence === null ? '' : `,confidence=${floatField(alert.confidence)}`) +
    // text of JSON holds no control character: quoted as JSON quotes it, it is quoted as line protocol does
    `,detail=${stringify(detail(alert))} ${timeText(alert.timeNs)}`
  );
}

function point(key: () => string, timeNs: () => bigint, write: () => string): Point {
  try {
    return { line: write(), fault: '', key, timeNs };
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    return { line: null, fault: error.message, key, timeNs };
  }
}

function partsOfRow(row: AlertLogRow): AlertParts {
  return {
    id: row[0],
    communityCode: row[1],
    type: row[2],
    timeNs: BigInt(row[3]),
    deviceId: row[4],
    family: row[5],
    gridCode: row[6],
    channel: row[7],
    severity: severityOfRank(Number(row[8])),
    status: row[9],
    codeSystem: row[10],
    code: row[11],
    sourceEventId: row[12],
    confidence: row[13] === null ? null : Number(row[13]),
    timeQuality: row[14],
    receivedMs: row[15],
    values: row[16],
    evidence: row[17],
    incidentId: row[18],
    counted: row[19] === 't',
    codec: row[20],
  };
}

/**
 * The severity tag is the one at raise, as the log has it: sent again, the row becomes the same point.
 */
export function alertPoint(row: AlertLogRow): Point {
  const alert = partsOfRow(row);
  return point(
    () => alert.id,
    () => alert.timeNs,
    () => `${alertHead(alert.communityCode, alert.severity, alert.type)} ${alertRest(alert)}`,
  );
}

/** Rounded to so many digits; what lies in the middle goes to the even one. */
function rounded(value: number, digits: number): number {
  const [longer = '', exponent] = value.toExponential(digits).split('e');
  const cut = longer.slice(0, -1);
  const isMiddle = longer.endsWith('5') && Number(`${longer}e${exponent}`) === value;
  return isMiddle && /[02468]$/.test(cut) ? Number(`${cut}e${exponent}`) : Number(value.toPrecision(digits));
}

/** The shortest number that a `real` of Postgres cannot tell from `value`, as Postgres writes it (Ryu). */
function asReal(value: number): number {
  const real = Math.fround(value);
  // nearly all confidences
  const short = Number(real.toPrecision(6));
  if (Math.fround(short) === real) return short;
  for (let digits = 7; digits < 9; digits += 1) {
    const longer = rounded(real, digits);
    if (Math.fround(longer) === real) return longer;
  }
  return rounded(real, 9);
}

function partsOfItem(alert: AlertItem): AlertParts {
  const { signal, place } = alert;
  return {
    id: alert.id,
    communityCode: place.communityCode,
    type: alert.type,
    timeNs: alert.timeNs,
    deviceId: signal.deviceId,
    family: signal.family,
    gridCode: place.gridCode,
    channel: signal.channel,
    severity: alert.severity,
    status: signal.status,
    codeSystem: signal.codeSystem,
    code: signal.code,
    sourceEventId: signal.sourceEventId,
    confidence: signal.confidence === null ? null : asReal(signal.confidence),
    timeQuality: signal.time.quality,
    receivedMs: String(Math.trunc(alert.receivedAt)),
    values: alert.values,
    evidence: alert.evidence,
    incidentId: alert.incidentId,
    counted: alert.counted,
    codec: alert.codec,
  };
}

/**
 * Alerts that were just stored, as lines: byte for byte those that `alertPoint` makes of their rows, those of a series
 * together. Null when line protocol cannot carry one of them: then the rows are to be read.
 */
export function alertLines(alerts: readonly AlertItem[]): string | null {
  const series = new Map<string, { head: string; lines: string[] }>();
  try {
    for (const alert of alerts) {
      const { severity, type, place } = alert;
      const name = `${place.communityCode} ${severity} ${type}`;
      const rest = alertRest(partsOfItem(alert));
      const known = series.get(name);
      if (known === undefined) {
        const head = alertHead(place.communityCode, severity, type);
        series.set(name, { head, lines: [`${head} ${rest}`] });
      } else {
        known.lines.push(`${known.head} ${rest}`);
      }
    }
  } catch (error) {
    if (error instanceof LineFault) return null;
    throw error;
  }
  return Array.from(series.values(), ({ lines }) => lines.join('\n')).join('\n');
}

export function readingKey(deviceMetricTime: readonly string[]): string {
  return JSON.stringify(deviceMetricTime);
}

export function readingPoint(row: ReadingLogRow): Point {
  const [device, metric, time, value, community] = row;
  return point(
    () => readingKey([device, metric, time]),
    () => BigInt(time),
    () =>
      `${readingHead(community, device, metric)} value=${floatField(Number(value))} ${timeText(BigInt(time))}`,
  );
}
