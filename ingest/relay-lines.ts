import { severityOfRank } from '../core/severity.ts';
import {
  floatField,
  LineFault,
  measurementName,
  stringField,
  tagText,
  timeText,
} from '../runtime/series/line.ts';
import type { AlertLogRow } from '../runtime/series/record.ts';

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

function alertHead(community: string, severity: string, type: string): string {
  return `${measurementName('alert')},community=${tagText(community)},severity=${tagText(severity)},type=${tagText(type)}`;
}

function readingHead(community: string, device: string, metric: string): string {
  return `${measurementName('reading')},community=${tagText(community)},device=${tagText(device)},metric=${tagText(metric)}`;
}

function optional(name: string, value: string | null): string {
  return value === null ? '' : `,${name}=${stringField(value)}`;
}

/** `<int>i`; what Postgres sends of a bigint is digits already. */
function alertFields(row: AlertLogRow): string {
  return (
    `device=${stringField(row[4])},id=${stringField(row[0])},family=${stringField(row[5])},channel=${stringField(row[7])}` +
    `,status=${stringField(row[9])},quality=${stringField(row[14])},received_ms=${row[15]}i` +
    `,counted=${row[19] === 't'},codec=${stringField(row[20])}` +
    optional('grid', row[6]) +
    optional('incident', row[18]) +
    optional('code_system', row[10]) +
    optional('code', row[11]) +
    optional('source_event', row[12]) +
    (row[13] === null ? '' : `,confidence=${floatField(Number(row[13]))}`) +
    optional('values', row[16]) +
    optional('evidence', row[17])
  );
}

function point(key: () => string, time: string, write: () => string): Point {
  const timeNs = () => BigInt(time);
  try {
    return { line: `${write()} ${timeText(timeNs())}`, fault: '', key, timeNs };
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    return { line: null, fault: error.message, key, timeNs };
  }
}

/**
 * The severity tag is the one at raise, as the log has it: sent again, the row becomes the same point.
 */
export function alertPoint(row: AlertLogRow): Point {
  return point(
    () => row[0],
    row[3],
    () => `${alertHead(row[1], severityOfRank(Number(row[8])), row[2])} ${alertFields(row)}`,
  );
}

export function readingKey(deviceMetricTime: readonly string[]): string {
  return JSON.stringify(deviceMetricTime);
}

export function readingPoint(row: ReadingLogRow): Point {
  const [device, metric, time, value, community] = row;
  return point(
    () => readingKey([device, metric, time]),
    time,
    () => `${readingHead(community, device, metric)} value=${floatField(Number(value))}`,
  );
}
