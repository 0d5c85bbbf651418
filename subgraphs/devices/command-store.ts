import Type, { type Static } from 'typebox';
import { COMMAND_STATES } from '../../core/feed-event.ts';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';

const CommandSchema = Type.Object({
  id: Type.String(),
  deviceId: Type.String(),
  gridCode: nullable(Type.String()),
  topic: Type.String(),
  command: Type.String(),
  params: Type.Unknown(),
  state: Type.Enum(COMMAND_STATES),
  createdAt: Instant,
  createdBy: Type.String(),
  clientMutationId: nullable(Type.String()),
  expiresAt: Instant,
  attempts: Type.Integer(),
  sentAt: nullable(Instant),
  finishedAt: nullable(Instant),
  reply: Type.Unknown(),
  repliedAt: nullable(Instant),
  error: nullable(Type.String()),
});
export type CommandRow = Static<typeof CommandSchema>;
const readCommands = rowsOf(CommandSchema);

const COLUMNS = `id, device_id AS "deviceId", grid_code AS "gridCode", topic, command, params, state,
  created_at AS "createdAt", created_by AS "createdBy", client_mutation_id AS "clientMutationId",
  expires_at AS "expiresAt", attempts, sent_at AS "sentAt", finished_at AS "finishedAt", reply,
  replied_at AS "repliedAt", error`;

export async function commandsById(db: Queryable, ids: readonly string[]): Promise<CommandRow[]> {
  return readCommands(
    await db.query(`SELECT ${COLUMNS} FROM device_command WHERE id = ANY($1::text[])`, [ids]),
  );
}

/** Newest first; of the time when the device stood in another grid its new keepers are told nothing. */
export async function commandsOfDevice(
  db: Queryable,
  deviceId: string,
  prefixes: readonly string[],
  page: { limit: number; after: { at: Date; id: string } | null },
): Promise<CommandRow[]> {
  const where = new Where();
  where.add(`device_id = ${where.param(deviceId)}`);
  where.prefixes(prefixes);
  if (page.after !== null) {
    where.add(
      `(created_at, id) < (${where.param(page.after.at)}::timestamptz, ${where.param(page.after.id)})`,
    );
  }
  const sql = `SELECT ${COLUMNS} FROM device_command ${where.sql}
    ORDER BY created_at DESC, id DESC LIMIT ${where.param(page.limit)}`;
  return readCommands(await db.query(sql, where.values));
}

export async function commandOfClient(
  tx: Queryable,
  by: string,
  clientMutationId: string,
): Promise<CommandRow | null> {
  const sql = `SELECT ${COLUMNS} FROM device_command WHERE created_by = $1 AND client_mutation_id = $2`;
  return readCommands(await tx.query(sql, [by, clientMutationId]))[0] ?? null;
}

const readCounts = rowsOf(Type.Object({ ofDevice: Type.Integer(), ofCaller: Type.Integer() }));

/** The caller's transactions go one by one from here to their end: two of them must not count, or find, the same. */
export async function lockCaller(tx: Queryable, by: string): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('device_command ' || $1, 0))`, [by]);
}

/** Commands of the last minute. */
export async function countRecent(tx: Queryable, deviceId: string, by: string) {
  const sql = `SELECT
      (SELECT count(*)::int FROM device_command WHERE device_id = $1 AND created_at > now() - interval '1 minute')
        AS "ofDevice",
      (SELECT count(*)::int FROM device_command WHERE created_by = $2 AND created_at > now() - interval '1 minute')
        AS "ofCaller"`;
  return readCounts(await tx.query(sql, [deviceId, by]))[0] ?? { ofDevice: 0, ofCaller: 0 };
}

const readRoutes = rowsOf(
  Type.Object({ topicGrid: nullable(Type.String()), broker: nullable(Type.String()) }),
);

/** The grid and broker that the device's own frames named last. */
export async function routeOf(tx: Queryable, deviceId: string) {
  const sql = `SELECT topic_grid AS "topicGrid", broker FROM device_health WHERE device_id = $1`;
  return readRoutes(await tx.query(sql, [deviceId]))[0] ?? { topicGrid: null, broker: null };
}

export interface NewCommand {
  id: string;
  deviceId: string;
  gridCode: string | null;
  broker: string;
  topic: string;
  command: string;
  /** JSON. */
  params: string;
  by: string;
  clientMutationId: string | null;
  timeoutSeconds: number;
}

/** By the database's clock, which ends it too. */
export async function insertCommand(tx: Queryable, command: NewCommand): Promise<CommandRow[]> {
  const { id, deviceId, gridCode, broker, topic, params, by, clientMutationId, timeoutSeconds } = command;
  const sql = `INSERT INTO device_command (id, device_id, grid_code, broker, topic, command, params, created_by,
      client_mutation_id, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, now(), now() + make_interval(secs => $10))
    RETURNING ${COLUMNS}`;
  const values = [
    ...[id, deviceId, gridCode, broker, topic, command.command, params, by],
    ...[clientMutationId, timeoutSeconds],
  ];
  return readCommands(await tx.query(sql, values));
}
