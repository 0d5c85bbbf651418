import { timingSafeEqual } from 'node:crypto';
import DataLoader from 'dataloader';
import Type from 'typebox';
import { HubError } from '../../core/errors.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { allowed, askableId, boundsArgument, gridCodeArgument, prefixesWithin } from '../access.ts';
import { idLoader } from '../batch.ts';
import { type CountedPage, instantCursor, pageOf } from '../page.ts';
import { cappedCount, nullable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';
import { refused } from './arguments.ts';
import { acknowledgePlace } from './delivery.ts';
import type { NotificationDeps } from './deps.ts';
import { lockEndpoint } from './endpoints-store.ts';
import { NOTIFICATION_CHANNEL } from './queue.ts';
import { type AttemptRow, DELIVERY_COLUMNS, type DeliveryRow, readAttempts, readDeliveries } from './rows.ts';
import type * as T from './types.generated.ts';

const SELECT = `SELECT ${DELIVERY_COLUMNS} FROM notification_delivery d`;
const MOST_REPLAYED_BY_ID = 500;
const MOST_REPLAYED = 10_000;
const OF_SUBJECT = 50;

const replayedRows = rowsOf(Type.Object({ id: Type.String(), gridCode: nullable(Type.String()) }));

const missing = (id: string) => new HubError('NOT_FOUND', { what: 'notification', id, whatZh: '通知' });

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

type Maybe<T> = T | null | undefined;

interface PageArguments {
  first?: Maybe<number>;
  after?: Maybe<string>;
}

/** Notifications as one request may see, replay and acknowledge them. */
export function createDeliveries({ db, sealer }: NotificationDeps, principal: Principal | null, now: Date) {
  const reader = () => allowed(principal, 'notification.read');
  const visible = (rows: readonly DeliveryRow[]) =>
    rows.filter(({ gridCode }) => inScope(reader(), gridCode));

  const byId = idLoader(
    async (ids) =>
      visible(readDeliveries(await db.pool.query(`${SELECT} WHERE d.id = ANY($1::text[])`, [ids]))),
    (row) => row.id,
  );
  const receipts = new DataLoader<string, AttemptRow[]>(async (ids) => {
    const rows = readAttempts(
      await db.pool.query(
        `SELECT delivery_id AS "deliveryId", no, at, ms, status, outcome, error FROM notification_attempt
         WHERE delivery_id = ANY($1::text[]) ORDER BY delivery_id, no`,
        [ids],
      ),
    );
    const lists = Map.groupBy(rows, ({ deliveryId }) => deliveryId);
    return ids.map((id) => lists.get(id) ?? []);
  });
  const ofSubject = new DataLoader<string, DeliveryRow[]>(async (subjects) => {
    const rows = readDeliveries(
      await db.pool.query(
        `SELECT own.* FROM unnest($1::text[]) AS k (subject) CROSS JOIN LATERAL (
           ${SELECT} WHERE d.subject = k.subject ORDER BY d.seq DESC LIMIT ${OF_SUBJECT}) own`,
        [subjects],
      ),
    );
    const lists = Map.groupBy(visible(rows), ({ subject }) => subject);
    return subjects.map((subject) => lists.get(subject) ?? []);
  });

  function filtered(filter: T.NotificationDeliveryFilter): Where {
    const where = new Where();
    where.prefixes(prefixesWithin(reader(), gridCodeArgument('filter.gridCode', filter.gridCode)));
    if (filter.states != null) where.add(`d.state = ANY(${where.param(filter.states)}::text[])`);
    const ids = [
      ['endpoint_id', filter.endpointId],
      ['rule_id', filter.ruleId],
      ['subject', filter.subjectId],
    ] as const;
    for (const [column, id] of ids) {
      // an id that no row can have finds nothing
      if (id != null) where.add(`d.${column} = ${where.param(askableId(id) ?? '')}`);
    }
    const { from, to } = boundsArgument('filter', filter);
    if (from !== null) where.add(`d.created_at >= ${where.param(from)}`);
    if (to !== null) where.add(`d.created_at < ${where.param(to)}`);
    return where;
  }

  async function page(
    filter: T.NotificationDeliveryFilter,
    args: PageArguments,
  ): Promise<CountedPage<DeliveryRow>> {
    const size = clampFirst(args.first);
    const cursor = instantCursor(args.after);
    const all = filtered(filter);
    const where = filtered(filter);
    if (cursor !== null) {
      where.add(`(d.created_at, d.id) < (${where.param(cursor.at)}, ${where.param(cursor.id)})`);
    }
    const sql = `${SELECT} ${where.sql} ORDER BY d.created_at DESC, d.id DESC LIMIT ${where.param(size + 1)}`;
    const rows = readDeliveries(await db.pool.query(sql, where.values));
    return {
      ...pageOf(rows, size, cursor !== null, (row) => [row.createdAt.getTime(), row.id]),
      count: () => cappedCount(db.pool, `FROM notification_delivery d ${all.sql}`, all.values),
    };
  }

  return {
    page,

    /** Not for whoever has no more than the link of a message, whatever else they may read: they tell of the receiver. */
    async receipts({ id, gridCode }: DeliveryRow): Promise<AttemptRow[]> {
      return inScope(reader(), gridCode) ? receipts.load(id) : [];
    },

    async delivery(id: string): Promise<DeliveryRow | null> {
      reader();
      return askableId(id) === null ? null : byId.load(id);
    },

    async ofSubject(id: string): Promise<DeliveryRow[]> {
      reader();
      return askableId(id) === null ? [] : ofSubject.load(id);
    },

    /** Dead letters, as if they were queued now; their ids stay. @throws HubError BAD_USER_INPUT | NOT_FOUND */
    async replay(input: T.ReplayNotificationsInput): Promise<number> {
      const by = allowed(principal, 'notification.manage');
      const ids = input.deliveryIds ?? null;
      const endpointId = input.endpointId ?? null;
      if ((ids === null) === (endpointId === null)) {
        throw refused('deliveryIds', 'give ids or an endpoint', '须且只能给出 deliveryIds 或 endpointId');
      }
      if (ids !== null && (ids.length === 0 || ids.length > MOST_REPLAYED_BY_ID)) {
        throw refused(
          'deliveryIds',
          `1 to ${MOST_REPLAYED_BY_ID} ids`,
          `须为 1 至 ${MOST_REPLAYED_BY_ID} 个编号`,
        );
      }
      return db.tx(async (tx) => {
        const where = new Where();
        where.add(`d.state = 'DEAD'`);
        where.prefixes(prefixesWithin(by));
        if (ids !== null)
          where.add(`d.id = ANY(${where.param(ids.filter((id) => askableId(id) !== null))}::text[])`);
        if (endpointId !== null) {
          await lockEndpoint(tx, by, endpointId);
          where.add(`d.endpoint_id = ${where.param(endpointId)}`);
        }
        const at = where.param(now);
        const replayed = replayedRows(
          await tx.query(
            `UPDATE notification_delivery SET state = 'QUEUED', finished_at = NULL, next_at = ${at}, queued_at = ${at},
               attempts_from = attempts, lease = NULL
             WHERE id IN (SELECT d.id FROM notification_delivery d ${where.sql} ORDER BY d.seq LIMIT ${MOST_REPLAYED} FOR UPDATE)
             RETURNING id, grid_code AS "gridCode"`,
            where.values,
          ),
        );
        if (replayed.length === 0 && ids !== null) throw missing(ids[0] ?? '');
        await tx.query(`SELECT pg_notify('${NOTIFICATION_CHANNEL}', '')`);
        await appendAudit(tx, {
          ...{ actor: by.subject, action: 'replayNotifications', kind: 'notificationDelivery' },
          ...{ objectId: endpointId ?? replayed[0]?.id ?? '', gridCode: replayed[0]?.gridCode ?? null },
          ...{ before: null, after: { endpointId, ids, replayed: replayed.length } },
        });
        return replayed.length;
      });
    },

    /**
     * Ends the repeats of its rule about the same incident or order, everywhere. Whoever has the link of the message needs
     * no login. @throws HubError NOT_FOUND
     */
    async acknowledge({ deliveryId: id, token }: T.AcknowledgeNotificationInput): Promise<DeliveryRow> {
      const by = token == null ? reader() : null;
      if (askableId(id) === null) throw missing(id);
      if (token != null && !sameText(token, (await sealer()).tokenOf(acknowledgePlace(id))))
        throw missing(id);
      return db.tx(async (tx) => {
        const [found] = readDeliveries(await tx.query(`${SELECT} WHERE d.id = $1 FOR UPDATE`, [id]));
        if (found === undefined || (by !== null && !inScope(by, found.gridCode))) throw missing(id);
        const actor = by?.subject ?? found.personId ?? 'acknowledge link';
        if (found.acknowledgedAt !== null) return found;
        await tx.query(
          'UPDATE notification_delivery SET acknowledged_at = $2, acknowledged_by = $3 WHERE id = $1',
          [id, now, actor],
        );
        await tx.query('DELETE FROM notification_repeat WHERE rule_id = $1 AND subject = $2', [
          ...[found.ruleId, found.subject],
        ]);
        await tx.query(
          `UPDATE notification_delivery SET state = 'CANCELLED', finished_at = $3
           WHERE rule_id = $1 AND subject = $2 AND repeat_no > 0 AND state = 'QUEUED' AND lease IS NULL AND id <> $4`,
          [found.ruleId, found.subject, now, id],
        );
        await appendAudit(tx, {
          ...{ actor, action: 'acknowledgeNotification', kind: 'notificationDelivery', objectId: id },
          ...{ gridCode: found.gridCode, before: { acknowledgedAt: null }, after: { acknowledgedAt: now } },
        });
        byId.clear(id);
        return { ...found, acknowledgedAt: now, acknowledgedBy: actor };
      });
    },
  };
}

export type Deliveries = ReturnType<typeof createDeliveries>;
