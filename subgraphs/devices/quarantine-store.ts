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
  /** Grid scope; refused frames have no other place than what their topic or source names. */
  prefixes: readonly string[];
  reasons: readonly RefusalReason[] | null;
  topicPrefix: string | null;
  codec: string | null;
  source: string | null;
  /** The fault was seen at or after, and before. */
  from: Date | null;
  to: Date | null;
}

/** Conditions on `quarantine_fault f`. */
export function faultsWhere(wanted: QuarantineCriteria): Where {
  const where = new Where();
  where.prefixes(wanted.prefixes);
  if (wanted.reasons !== null) where.add(`f.reason = ANY(${where.param(wanted.reasons)}::text[])`);
  if (wanted.topicPrefix !== null) {
    const prefix = where.param(wanted.topicPrefix);
    where.add(`(starts_with(f.last_topic, ${prefix}) OR EXISTS (
      SELECT FROM quarantine_sample s WHERE s.fault_id = f.id AND starts_with(s.topic, ${prefix})))`);
  }
  if (wanted.codec !== null) where.add(`f.codec = ${where.param(wanted.codec)}`);
  if (wanted.source !== null) where.add(`f.source = ${where.param(wanted.source)}`);
  if (wanted.from !== null) where.add(`f.last_seen_at >= ${where.param(wanted.from)}`);
  if (wanted.to !== null) where.add(`f.first_seen_at < ${where.param(wanted.to)}`);
  return where;
}

/** Seen last, first. */
export async function listFaults(
  db: Queryable,
  wanted: QuarantineCriteria,
  page: { limit: number; after: { at: Date; id: string } | null },
): Promise<FaultRow[]> {
  const where = faultsWhere(wanted);
  if (page.after !== null) {
    where.add(
      `(f.last_seen_at, f.id) < (${where.param(page.after.at)}::timestamptz, ${where.param(page.after.id)})`,
    );
  }
  const sql = `SELECT id, broker, source, codec, codec_version AS "codecVersion", reason, path,
      topic_pattern AS "topicPattern", grid_code AS "gridCode", message, last_topic AS topic,
      LEAST(count, 2147483647)::int AS count, first_seen_at AS "firstSeenAt", last_seen_at AS "lastSeenAt",
      samples AS "sampleCount"
    FROM quarantine_fault f ${where.sql} ORDER BY last_seen_at DESC, id DESC LIMIT ${where.param(page.limit)}`;
  return readFaults(await db.query(sql, where.values));
}

export function countFaults(db: Queryable, wanted: QuarantineCriteria): Promise<number | null> {
  const where = faultsWhere(wanted);
  return cappedCount(db, `FROM quarantine_fault f ${where.sql}`, where.values);
}

/** The newest samples of each fault, `place` being that of the fault in `faultIds`. */
export async function samplesOfFaults(
  db: Queryable,
  faultIds: readonly string[],
  first: number,
): Promise<SampleRow[]> {
  const sql = `SELECT k.place::int - 1 AS place, s.*
    FROM unnest($1::text[]) WITH ORDINALITY AS k(fault_id, place) CROSS JOIN LATERAL (
      SELECT id, topic, payload, size, whole, path, message, received_at AS "receivedAt", replay_id AS "replayId",
        replay_state AS "replayState", replayed_at AS "replayedAt", replay_codec AS "replayCodec",
        replay_codec_version AS "replayCodecVersion", replay_signals AS "replaySignals",
        replay_reason AS "replayReason", replay_path AS "replayPath", replay_message AS "replayMessage"
      FROM quarantine_sample WHERE fault_id = k.fault_id ORDER BY received_at DESC, id DESC LIMIT $2) s
    ORDER BY 1, s."receivedAt" DESC, s.id DESC`;
  return readSamples(await db.query(sql, [faultIds, first]));
}
