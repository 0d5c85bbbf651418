import type { Severity } from '../../core/severity.ts';
import type { AlertStatus, Evidence, Family, TimeQuality } from '../../core/signal.ts';

/** One stored alert, the same from every store. */
export interface AlertRecord {
  /** Address-encoded id (core/ids.ts). */
  id: string;
  communityCode: string;
  type: string;
  /** Event time, ns since the epoch; below the millisecond it is a hash, not a measurement. */
  timeNs: bigint;
  deviceId: string;
  family: Family;
  gridCode: string | null;
  channel: string;
  severity: Severity;
  status: AlertStatus;
  codeSystem: string | null;
  code: string | null;
  sourceEventId: string | null;
  confidence: number | null;
  timeQuality: TimeQuality;
  receivedAtMs: number;
  values: Record<string, number | string | boolean>;
  evidence: Evidence[];
  incidentId: string | null;
  /** False: a historical occurrence or a test that belongs to no incident's count. */
  counted: boolean;
  codec: string;
}

export interface AlertQuery {
  /** Grid code prefixes that may be seen, from `scopePrefixes`; `['']` sees all, also what has no grid. */
  prefixes: readonly string[];
  /** Event time, epoch ms: from (inclusive), to (exclusive). Always both: no unbounded scan. */
  fromMs: number;
  toMs: number;
  types?: readonly string[] | undefined;
  minSeverity?: Severity | undefined;
  deviceId?: string | undefined;
  channel?: string | undefined;
  incidentId?: string | undefined;
  statuses?: readonly AlertStatus[] | undefined;
}

export interface AlertPage {
  /** Newest first: by timeNs, then id, both descending. */
  rows: AlertRecord[];
  hasNextPage: boolean;
}

export const ALERT_DIMENSIONS = ['TYPE', 'SEVERITY', 'COMMUNITY', 'GRID'] as const;
export type AlertDimension = (typeof ALERT_DIMENSIONS)[number];

export interface AlertCountRow {
  /** Start of the interval, epoch ms (UTC-aligned multiples of the interval); null without an interval. */
  startMs: number | null;
  type?: string;
  severity?: Severity;
  communityCode?: string;
  gridCode?: string | null;
  count: number;
}

export interface ReadingQuery {
  deviceId: string;
  communityCode: string;
  metric: string;
  fromMs: number;
  toMs: number;
  /** Length of one bucket in ms; the mean, least and greatest of each bucket are given. Null: raw values. */
  intervalMs: number | null;
  /** At most this many rows, newest kept. */
  limit: number;
}

/** Of whichever device. */
export type ReadingsQuery = Omit<ReadingQuery, 'deviceId' | 'communityCode'>;

export interface ReadingRow {
  atMs: number;
  value: number;
  min: number;
  max: number;
}

/** The series store: two adapters (embedded = the Postgres alert log, influx), one contract suite. */
export interface SeriesStore {
  readonly name: 'embedded' | 'influx';
  /** `after` is the (timeNs, id) of the last row of the page before. */
  alerts(
    query: AlertQuery,
    page: { first: number; after: { timeNs: bigint; id: string } | null },
  ): Promise<AlertPage>;
  /** Those that exist, in any order. Ids are already decoded and valid. Not scope-checked: the service does. */
  alertsById(ids: readonly string[]): Promise<AlertRecord[]>;
  /** Zero rows are left out. At most `limit` rows, else BAD_USER_INPUT naming `interval`. */
  counts(
    query: AlertQuery,
    intervalMs: number | null,
    groupBy: readonly AlertDimension[],
    limit?: number,
  ): Promise<AlertCountRow[]>;
  readings(query: ReadingQuery): Promise<ReadingRow[]>;
  /** The same of many devices, in their order, for the cost of one question (InfluxDB: of one for each 100). */
  readingsOf(deviceIds: readonly string[], query: ReadingsQuery): Promise<ReadingRow[][]>;
  /** Resolves when the store answers within its deadline. @throws HubError SERIES_UNAVAILABLE */
  ping(): Promise<void>;
  /** Makes retention and downsampling as configured; safe to repeat. */
  setUp(): Promise<void>;
  close(): Promise<void>;
}
