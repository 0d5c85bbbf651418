import Type, { type Static } from 'typebox';
import { REFUSAL_REASONS, type RefusalReason } from '../../core/errors.ts';
import { cappedCount, Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';

function isReason(value: unknown): value is RefusalReason {
  return typeof value === 'string' && Object.hasOwn(REFUSAL_REASONS, value);
}

const Reason = Type.Refine(Type.Unsafe<RefusalReason>({}), isReason);
const Payload = Type.Refine(Type.Unsafe<Buffer>({}), (value: unknown) => Buffer.isBuffer(value));

export const REPLAY_STATES = ['PENDING', 'ACCEPTED', 'PARTLY', 'REFUSED'] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

const FaultSchema = Type.Object({
  id: Type.String(),
  broker: Type.String(),
  source: Type.String(),
  codec: nullable(Type.String()),
  codecVersion: nullable(Type.Integer()),
  reason: Reason,
  path: Type.String(),
  topicPattern: Type.String(),
  gridCode: nullable(Type.String()),
  message: Type.String(),
  topic: Type.String(),
  count: Type.Integer(),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  sampleCount: Type.Integer(),
});
export type FaultRow = Static<typeof FaultSchema>;

const SampleSchema = Type.Object({
  place: Type.Integer(),
  id: Type.String(),
  topic: Type.String(),
  payload: Payload,
  size: Type.Integer(),
  whole: Type.Boolean(),
  path: Type.String(),
  message: Type.String(),
  receivedAt: Instant,
  replayId: nullable(Type.String()),
  replayState: nullable(Type.Enum([...REPLAY_STATES])),
  replayedAt: nullable(Instant),
  replayCodec: nullable(Type.String()),
  replayCodecVersion: nullable(Type.Integer()),
  replaySignals: nullable(Type.Integer()),
  replayReason: nullable(Reason),
  replayPath: nullable(Type.String()),
  replayMessage: nullable(Type.String()),
});
export type SampleRow = Static<typeof SampleSchema>;

const readFaults = rowsOf(FaultSchema);
const readSamples = rowsOf(SampleSchema);

export interface QuarantineCriteria {
  /** Grid scope as far as faults tell grids apart, a community; refused frames have no place but what topic or source names. */
  prefixes: readonly string[];
  /** Prefixes of grids below a community: of its faults only what came on their own topics is told. */
  below: readonly string[];
  reasons: readonly RefusalReason[] | null;
  topicPrefix: string | null;
  codec: string | null;
  source: string | null;
  /** The fault was seen at or after, and before. */
  from: Date | null;
  to: Date | null;
}

/** Digits of a code by which faults are told apart (ingest/fault-book.ts). */
const COMMUNITY_DIGITS = 12;

/** A scope as the quarantine can be asked for it. */
export function quarantineScope(prefixes: readonly string[]): Pick<QuarantineCriteria, 'prefixes' | 'below'> {
  return {
    prefixes: prefixes.filter((prefix) => prefix.length <= COMMUNITY_DIGITS),
    below: prefixes.filter((prefix) => prefix.length > COMMUNITY_DIGITS),
  };
}

type QuarantineScope = Pick<QuarantineCriteria, 'prefixes' | 'below'>;

/** Whether sample `s` came on a topic of one of the grids. */
function onTopicOf(where: Where, grids: readonly string[]): string {
  return `EXISTS (SELECT FROM unnest(${where.param(grids)}::text[]) AS own (grid)
    WHERE starts_with(s.topic, 'community/v1/' || own.grid))`;
}

/** Whether all of fault `f` may be seen; '' for a scope of the whole site. */
function wholeFault(where: Where, { prefixes }: QuarantineScope): string {
  const scope = new Where(where.values);
  scope.prefixes(prefixes, (lo, hi) => `(f.grid_code >= ${lo} AND f.grid_code < ${hi})`);
  return scope.condition;
}

const FAULT = `f.id, f.broker, f.source, f.codec, f.codec_version, f.reason, f.path, f.topic_pattern, f.grid_code`;

/** The FROM item `f` of faults as the scope shows them: to grids below a community, by their own samples alone. */
function faultsShown(where: Where, { prefixes, below }: QuarantineScope): string {
  if (below.length === 0) {
    where.prefixes(prefixes);
    return 'quarantine_fault f';
  }
  const whole = wholeFault(where, { prefixes, below }) || 'true';
  const communities = where.param(below.map((prefix) => prefix.slice(0, COMMUNITY_DIGITS)));
  return `(SELECT ${FAULT}, f.message, f.last_topic, f.count, f.first_seen_at, f.last_seen_at, f.samples
      FROM quarantine_fault f WHERE ${whole}
    UNION ALL
    SELECT ${FAULT}, own.message, own.topic, own.count, own.first, own.last, own.count::int
      FROM quarantine_fault f CROSS JOIN LATERAL (
        SELECT count(*) AS count, min(s.received_at) AS first, max(s.received_at) AS last,
          (array_agg(s.message ORDER BY s.received_at DESC, s.id DESC))[1] AS message,
          (array_agg(s.topic ORDER BY s.received_at DESC, s.id DESC))[1] AS topic
        FROM quarantine_sample s WHERE s.fault_id = f.id AND ${onTopicOf(where, below)}) own
      WHERE f.grid_code = ANY(${communities}::text[]) AND (${whole}) IS NOT TRUE AND own.count > 0) f`;
}

/** Which samples `s` of fault `f` the scope shows; '' for all. */
function samplesShown(where: Where, scope: QuarantineScope): string {
  const whole = wholeFault(where, scope);
  return scope.below.length === 0 || whole === '' ? whole : `(${whole} OR ${onTopicOf(where, scope.below)})`;
}

/** What of faults `f` is asked for. */
function wantedFaults(where: Where, wanted: QuarantineCriteria): void {
  if (wanted.reasons !== null) where.add(`f.reason = ANY(${where.param(wanted.reasons)}::text[])`);
  if (wanted.topicPrefix !== null) {
    const prefix = where.param(wanted.topicPrefix);
    const shown = samplesShown(where, wanted);
    where.add(`(starts_with(f.last_topic, ${prefix}) OR EXISTS (
      SELECT FROM quarantine_sample s WHERE s.fault_id = f.id AND starts_with(s.topic, ${prefix})
        ${shown === '' ? '' : `AND ${shown}`}))`);
  }
  if (wanted.codec !== null) where.add(`f.codec = ${where.param(wanted.codec)}`);
  if (wanted.source !== null) where.add(`f.source = ${where.param(wanted.source)}`);
  if (wanted.from !== null) where.add(`f.last_seen_at >= ${where.param(wanted.from)}`);
  if (wanted.to !== null) where.add(`f.first_seen_at < ${where.param(wanted.to)}`);
}

/** Conditions on `quarantine_fault f` of faults of which all may be seen: what may be replayed. */
export function faultsWhere(wanted: QuarantineCriteria): Where {
  const where = new Where();
  where.prefixes(wanted.prefixes);
  wantedFaults(where, wanted);
  return where;
}

/** Seen last, first. */
export async function listFaults(
  db: Queryable,
  wanted: QuarantineCriteria,
  page: { limit: number; after: { at: Date; id: string } | null },
): Promise<FaultRow[]> {
  const where = new Where();
  const faults = faultsShown(where, wanted);
  wantedFaults(where, wanted);
  if (page.after !== null) {
    where.add(
      `(f.last_seen_at, f.id) < (${where.param(page.after.at)}::timestamptz, ${where.param(page.after.id)})`,
    );
  }
  const sql = `SELECT id, broker, source, codec, codec_version AS "codecVersion", reason, path,
      topic_pattern AS "topicPattern", grid_code AS "gridCode", message, last_topic AS topic,
      LEAST(count, 2147483647)::int AS count, first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt",
      samples AS "sampleCount"
    FROM ${faults} ${where.sql} ORDER BY last_seen_at DESC, id DESC LIMIT ${where.param(page.limit)}`;
  return readFaults(await db.query(sql, where.values));
}

export function countFaults(db: Queryable, wanted: QuarantineCriteria): Promise<number | null> {
  const where = new Where();
  const faults = faultsShown(where, wanted);
  wantedFaults(where, wanted);
  return cappedCount(db, `FROM ${faults} ${where.sql}`, where.values);
}

/** The newest samples of each fault that the scope shows, `place` being that of the fault in `faultIds`. */
export async function samplesOfFaults(
  db: Queryable,
  faultIds: readonly string[],
  scope: QuarantineScope,
  first: number,
): Promise<SampleRow[]> {
  const where = new Where([faultIds, first]);
  const shown = samplesShown(where, scope);
  const sql = `SELECT k.place::int - 1 AS place, s.*
    FROM unnest($1::text[]) WITH ORDINALITY AS k(fault_id, place)
    JOIN quarantine_fault f ON f.id = k.fault_id CROSS JOIN LATERAL (
      SELECT id, topic, payload, size, whole, path, message, received_at AS "receivedAt", replay_id AS "replayId",
        replay_state AS "replayState", replayed_at AS "replayedAt", replay_codec AS "replayCodec",
        replay_codec_version AS "replayCodecVersion", replay_signals AS "replaySignals",
        replay_reason AS "replayReason", replay_path AS "replayPath", replay_message AS "replayMessage"
      FROM quarantine_sample s WHERE s.fault_id = k.fault_id ${shown === '' ? '' : `AND ${shown}`}
      ORDER BY received_at DESC, id DESC LIMIT $2) s
    ORDER BY 1, s."receivedAt" DESC, s.id DESC`;
  return readSamples(await db.query(sql, where.values));
}
