import Type, { type Static } from 'typebox';
import { REFUSAL_REASONS, type RefusalReason } from '../../core/errors.ts';
import { cappedCount, Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';

function isReason(value: unknown): value is RefusalReason {
  return typeof value === 'string' && Object.hasOwn(REFUSAL_REASONS, value);
}

const QuarantineSchema = Type.Object({
  id: Type.String(),
  topic: Type.String(),
  payload: Type.Refine(Type.Unsafe<Buffer>({}), (value: unknown) => Buffer.isBuffer(value)),
  size: Type.Integer(),
  codec: nullable(Type.String()),
  codecVersion: nullable(Type.Integer()),
  reason: Type.Refine(Type.Unsafe<RefusalReason>({}), isReason),
  path: Type.String(),
  message: Type.String(),
  receivedAt: Instant,
});
export type QuarantineRow = Static<typeof QuarantineSchema>;

const readQuarantine = rowsOf(QuarantineSchema);

const COLUMNS = `id, topic, payload, size, codec, codec_version AS "codecVersion", reason, path, message,
  received_at AS "receivedAt"`;

/** Level of the canonical topic before the grid code, `community/v1/<gridCode>/…`. */
const CANONICAL = 'community/v1/';

export interface QuarantineCriteria {
  /** Grid scope; refused frames have no other place than what their topic names. */
  prefixes: readonly string[];
  reasons: readonly RefusalReason[] | null;
  topicPrefix: string | null;
  codec: string | null;
  from: Date | null;
  to: Date | null;
}

function criteria(wanted: QuarantineCriteria): Where {
  const where = new Where();
  if (!wanted.prefixes.includes('')) {
    const topics = where.param(wanted.prefixes.map((prefix) => CANONICAL + prefix));
    where.add(
      `EXISTS (SELECT FROM unnest(${topics}::text[]) AS own (topic) WHERE starts_with(quarantine.topic, own.topic))`,
    );
  }
  if (wanted.reasons !== null) where.add(`reason = ANY(${where.param(wanted.reasons)}::text[])`);
  if (wanted.topicPrefix !== null) where.add(`starts_with(topic, ${where.param(wanted.topicPrefix)})`);
  if (wanted.codec !== null) where.add(`codec = ${where.param(wanted.codec)}`);
  if (wanted.from !== null) where.add(`received_at >= ${where.param(wanted.from)}`);
  if (wanted.to !== null) where.add(`received_at < ${where.param(wanted.to)}`);
  return where;
}

/** Newest first. */
export async function listQuarantine(
  db: Queryable,
  wanted: QuarantineCriteria,
  page: { limit: number; after: { at: Date; id: string } | null },
): Promise<QuarantineRow[]> {
  const where = criteria(wanted);
  if (page.after !== null) {
    where.add(
      `(received_at, id) < (${where.param(page.after.at)}::timestamptz, ${where.param(page.after.id)})`,
    );
  }
  const sql = `SELECT ${COLUMNS} FROM quarantine ${where.sql}
    ORDER BY received_at DESC, id DESC LIMIT ${where.param(page.limit)}`;
  return readQuarantine(await db.query(sql, where.values));
}

export function countQuarantine(db: Queryable, wanted: QuarantineCriteria): Promise<number | null> {
  const where = criteria(wanted);
  return cappedCount(db, `FROM quarantine ${where.sql}`, where.values);
}
