import type { PoolClient } from 'pg';
import Type from 'typebox';
import { dayText, localDay } from '../../core/calendar-days.ts';
import { HOLDING_KINDS, type Holding, type HoldingKind } from '../../core/grid-split.ts';
import { isCodeOf } from '../../core/households.ts';
import { newId } from '../../core/ids.ts';
import { isSeverity } from '../../core/severity.ts';
import { appendFeed } from '../../runtime/feed.ts';
import { nullable, rowsOf } from '../rows.ts';

const holdingRows = rowsOf(
  Type.Object({
    kind: Type.String(),
    id: Type.String(),
    gridCode: Type.String(),
    longitude: nullable(Type.Number()),
    latitude: nullable(Type.Number()),
    followsKind: nullable(Type.String()),
    followsId: nullable(Type.String()),
  }),
);

/** What hangs on these grids now. An open order goes with the device of its incident. */
const HOLDINGS = `
  SELECT 'DEVICE' AS kind, id, grid_code, longitude, latitude, NULL AS follows_kind, NULL AS follows_id
    FROM device WHERE grid_code = ANY($1)
  UNION ALL SELECT 'BUILDING', id, grid_code, longitude, latitude, NULL, NULL FROM building WHERE grid_code = ANY($1)
  UNION ALL SELECT 'HOUSEHOLD', id, grid_code, longitude, latitude, 'BUILDING', building_id
    FROM household WHERE grid_code = ANY($1)
  UNION ALL SELECT 'KEY_PERSON', id, grid_code, NULL, NULL, 'HOUSEHOLD', household_id
    FROM key_person WHERE grid_code = ANY($1)
  UNION ALL SELECT 'PARTY', id, grid_code, NULL, NULL, NULL, NULL FROM party WHERE grid_code = ANY($1)
  UNION ALL SELECT 'POST', id, grid_code, NULL, NULL, NULL, NULL FROM post
    WHERE grid_code = ANY($1) AND (valid_to IS NULL OR valid_to > $2)
  UNION ALL SELECT 'ROSTER', id, grid_code, NULL, NULL, NULL, NULL FROM roster
    WHERE grid_code = ANY($1) AND (valid_to IS NULL OR valid_to > $2)
  UNION ALL SELECT 'TALENT', id, grid_code, NULL, NULL, NULL, NULL FROM talent
    WHERE grid_code = ANY($1) AND ended_at IS NULL
  UNION ALL SELECT 'TALENT_GROUP', id, grid_code, NULL, NULL, NULL, NULL FROM talent_group
    WHERE grid_code = ANY($1) AND ended_at IS NULL
  UNION ALL SELECT 'SERVICE_OFFER', id, grid_code, NULL, NULL, NULL, NULL FROM service_offer
    WHERE grid_code = ANY($1) AND ended_at IS NULL
  UNION ALL SELECT 'FOLLOW_UP_LIST', id, grid_code, NULL, NULL, NULL, NULL FROM follow_up_list
    WHERE grid_code = ANY($1) AND ended_at IS NULL
  UNION ALL SELECT 'RECURRING_DUTY', rtrim(schedule || ' ' || subject), grid_code, NULL, NULL, 'KEY_PERSON', subject
    FROM duty_schedule_binding WHERE grid_code = ANY($1) AND (ends_on IS NULL OR ends_on >= $2::date)
  UNION ALL SELECT 'ORDER', o.id, o.grid_code, NULL, NULL, 'DEVICE', (
      SELECT i.device_id FROM work_order_incident l JOIN incident i ON i.id = l.incident_id
      WHERE l.work_order_id = o.id ORDER BY l.linked_at LIMIT 1)
    FROM work_order o WHERE o.grid_code = ANY($1) AND o.closed_at IS NULL`;

export async function holdingsOf(client: PoolClient, codes: readonly string[], at: Date): Promise<Holding[]> {
  const found = await client.query(
    `SELECT kind, id, grid_code AS "gridCode", longitude, latitude, follows_kind AS "followsKind",
       follows_id AS "followsId" FROM (${HOLDINGS}) held
     (kind, id, grid_code, longitude, latitude, follows_kind, follows_id) ORDER BY kind, id`,
    [codes, at],
  );
  return holdingRows(found).flatMap(({ kind, id, gridCode, longitude, latitude, followsKind, followsId }) => {
    if (!isCodeOf(HOLDING_KINDS, kind)) return [];
    const leads = followsId !== null && followsKind !== null && isCodeOf(HOLDING_KINDS, followsKind);
    return [
      {
        ...{ kind, id, gridCode },
        point: longitude === null || latitude === null ? null : { longitude, latitude },
        follows: leads ? { kind: followsKind, id: followsId } : null,
      },
    ];
  });
}

export interface Move {
  kind: HoldingKind;
  id: string;
  from: string;
  to: string;
}

/** Rows that only say where they are now. */
const SIMPLE = {
  DEVICE: 'UPDATE device t SET grid_code = m.target, version = t.version + 1',
  BUILDING: 'UPDATE building t SET grid_code = m.target, updated_at = now()',
  HOUSEHOLD: 'UPDATE household t SET grid_code = m.target, version = t.version + 1, updated_at = now()',
  KEY_PERSON: 'UPDATE key_person t SET grid_code = m.target, version = t.version + 1, updated_at = now()',
  PARTY: 'UPDATE party t SET grid_code = m.target',
  TALENT: 'UPDATE talent t SET grid_code = m.target, version = t.version + 1, updated_at = now()',
  TALENT_GROUP: 'UPDATE talent_group t SET grid_code = m.target, version = t.version + 1, updated_at = now()',
  SERVICE_OFFER: 'UPDATE service_offer t SET grid_code = m.target',
  FOLLOW_UP_LIST: 'UPDATE follow_up_list t SET grid_code = m.target, version = t.version + 1',
} as const satisfies Partial<Record<HoldingKind, string>>;

const MOVES = 'unnest($1::text[], $2::text[]) AS m (id, target)';

async function moveSimple(
  client: PoolClient,
  kind: keyof typeof SIMPLE,
  moves: readonly Move[],
): Promise<void> {
  await client.query(`${SIMPLE[kind]} FROM ${MOVES} WHERE t.id = m.id`, [
    moves.map(({ id }) => id),
    moves.map(({ to }) => to),
  ]);
}

/**
 * What goes on at a device goes with it: its new keepers see it and act on it, and the old ones do not. What is over stays
 * told where it was. Locked in the order in which intake locks incidents, and before the orders, as the dispatcher does.
 */
async function moveIncidents(client: PoolClient, moves: readonly Move[]): Promise<void> {
  await client.query(
    `WITH held AS (
       SELECT i.id, m.target FROM incident i JOIN unnest($1::text[], $2::text[], $3::text[]) AS m (device, source, target)
         ON m.device = i.device_id AND m.source = i.grid_code
       WHERE i.state = 'ACTIVE' ORDER BY i.device_id, i.channel, i.type FOR UPDATE OF i)
     UPDATE incident t SET grid_code = held.target, version = t.version + 1,
       community_code = CASE WHEN length(held.target) >= 12 THEN left(held.target, 12) ELSE t.community_code END
     FROM held WHERE t.id = held.id`,
    [moves.map(({ id }) => id), moves.map(({ from }) => from), moves.map(({ to }) => to)],
  );
}

/** A term at one grid ends and goes on at the other: who was on duty then stays told. Later terms just move. */
async function moveTerms(
  client: PoolClient,
  table: 'post' | 'roster',
  moves: readonly Move[],
  { at, zone }: { at: Date; zone: string },
): Promise<void> {
  const values = [moves.map(({ id }) => id), moves.map(({ to }) => to), moves.map(() => newId(table)), at];
  const terms = 'unnest($1::text[], $2::text[], $3::text[]) AS m (id, target, fresh)';
  await client.query(
    `INSERT INTO ${table} SELECT (jsonb_populate_record(t, jsonb_build_object(
         'id', m.fresh, 'grid_code', m.target, 'valid_from', $4::timestamptz))).*
     FROM ${table} t JOIN ${terms} ON t.id = m.id WHERE t.valid_from < $4`,
    values,
  );
  const follow =
    table === 'post'
      ? ['UPDATE post_substitute s SET post_id = m.fresh', 's.post_id = m.id AND s.ends_at > $4']
      : ['UPDATE roster_change s SET roster_id = m.fresh', 's.roster_id = m.id AND s.day >= $5::date'];
  await client.query(
    `${follow[0]} FROM ${terms} JOIN ${table} t ON t.id = m.id WHERE ${follow[1]} AND t.valid_from < $4`,
    table === 'post' ? values : [...values, dayText(localDay(at.getTime(), zone))],
  );
  await client.query(
    `UPDATE ${table} t SET valid_to = $4 FROM ${terms} WHERE t.id = m.id AND t.valid_from < $4`,
    values,
  );
  await client.query(
    `UPDATE ${table} t SET grid_code = m.target FROM ${terms} WHERE t.id = m.id AND t.valid_from >= $4`,
    values,
  );
}

const orderRows = rowsOf(
  Type.Object({
    id: Type.String(),
    state: Type.String(),
    severity: Type.String(),
    target: Type.String(),
    before: nullable(Type.String()),
    assigneeId: nullable(Type.String()),
  }),
);

/** The event name of an order that goes to another grid with everything else there. */
export const ORDER_MOVED = 'MOVE_GRID';

/**
 * Open orders go on in the new grid, and what residents told of them with them: whoever keeps the one reads the other. Their
 * history tells it, like every other change of theirs.
 */
async function moveOrders(
  client: PoolClient,
  moves: readonly Move[],
  by: { actor: string; reason: string; at: Date },
): Promise<void> {
  const moved = await client.query(
    `WITH m AS (SELECT * FROM ${MOVES}),
     old AS (SELECT t.id, t.grid_code FROM work_order t JOIN m ON m.id = t.id WHERE t.closed_at IS NULL FOR UPDATE OF t),
     new AS (
       UPDATE work_order t SET grid_code = m.target, version = t.version + 1, updated_at = $3
       FROM m, old WHERE t.id = m.id AND old.id = t.id
       RETURNING t.id, t.state, t.severity, t.version, t.assignee_id, m.target, old.grid_code AS before),
     reports AS (UPDATE report r SET grid_code = new.target FROM new WHERE r.work_order_id = new.id),
     told AS (
       INSERT INTO work_order_event (work_order_id, version, action, from_state, to_state, actor, reason, at, changes)
       SELECT id, version, $4, state, state, $5, $6, $3, jsonb_build_object(
         'before', jsonb_build_object('gridCode', before, 'version', version - 1),
         'after', jsonb_build_object('gridCode', target, 'version', version)) FROM new)
     SELECT id, state, (ARRAY['info', 'minor', 'major', 'critical'])[severity + 1] AS severity, target, before,
       assignee_id AS "assigneeId" FROM new ORDER BY id`,
    [moves.map(({ id }) => id), moves.map(({ to }) => to), by.at, ORDER_MOVED, by.actor, by.reason],
  );
  await appendFeed(
    client,
    orderRows(moved).flatMap(({ id, state, severity, target, before, assigneeId }) =>
      isSeverity(severity)
        ? [
            {
              ...{
                topic: 'workOrder' as const,
                change: 'TRANSITIONED' as const,
                workOrderId: id,
                state,
                severity,
              },
              ...{ gridCode: target, assigneeId },
              before: { state, severity, gridCode: before, assigneeId },
            },
          ]
        : [],
    ),
  );
}

/** Goes on in the new grid from its first day; periods that were served are not served twice. */
async function moveDuties(
  client: PoolClient,
  moves: readonly Move[],
  { at, zone }: { at: Date; zone: string },
): Promise<void> {
  const values = [moves.map(({ id }) => id), moves.map(({ from }) => from), moves.map(({ to }) => to)];
  const moved = 'unnest($1::text[], $2::text[], $3::text[]) AS m (id, source, target)';
  const same = "b.grid_code = m.source AND rtrim(b.schedule || ' ' || b.subject) = m.id";
  await client.query(
    `INSERT INTO duty_schedule_binding SELECT (jsonb_populate_record(b, jsonb_build_object('grid_code', m.target))).*
     FROM ${moved} JOIN duty_schedule_binding b ON ${same} ON CONFLICT DO NOTHING`,
    values,
  );
  await client.query(
    `INSERT INTO duty_schedule_run SELECT (jsonb_populate_record(b, jsonb_build_object('grid_code', m.target))).*
     FROM ${moved} JOIN duty_schedule_run b ON ${same} ON CONFLICT DO NOTHING`,
    values,
  );
  await client.query(
    `UPDATE duty_schedule_binding b SET ends_on = GREATEST(b.starts_on, $4::date)
     FROM ${moved} WHERE ${same}`,
    [...values, dayText(localDay(at.getTime(), zone))],
  );
}

/** Carries the moves out, in the caller's transaction. */
export async function applyMoves(
  client: PoolClient,
  all: readonly Move[],
  by: { actor: string; reason: string; at: Date; zone: string },
): Promise<void> {
  const byKind = Map.groupBy(all, ({ kind }) => kind);
  for (const [kind, moves] of byKind) {
    if (kind === 'ORDER') await moveOrders(client, moves, by);
    else if (kind === 'POST') await moveTerms(client, 'post', moves, by);
    else if (kind === 'RECURRING_DUTY') await moveDuties(client, moves, by);
    else if (kind === 'ROSTER') await moveTerms(client, 'roster', moves, by);
    else await moveSimple(client, kind, moves);
    if (kind === 'DEVICE') await moveIncidents(client, moves);
  }
  const devices = byKind.get('DEVICE') ?? [];
  await appendFeed(
    client,
    devices.map(({ id, to }) => ({ topic: 'device', change: 'MOVED', deviceId: id, gridCode: to })),
  );
}
