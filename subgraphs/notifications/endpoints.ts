import { newId } from '../../core/ids.ts';
import { USUAL_PER_MINUTE } from '../../core/notify.ts';
import { inScope, type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { newWebhookSecret } from '../../runtime/notify/sign.ts';
import { allowed, askableId, gridCodeArgument, prefixesWithin, textArgument } from '../access.ts';
import { idLoader } from '../batch.ts';
import { liveGrid } from '../live-grid.ts';
import { idCursor, pageOf } from '../page.ts';
import { Where } from '../where.ts';
import {
  addressArgument,
  perMinuteArgument,
  quietArgument,
  refused,
  secondsArgument,
  secretArgument,
  within,
} from './arguments.ts';
import { addressPlace, secretPlace } from './delivery.ts';
import type { NotificationDeps } from './deps.ts';
import {
  auditEndpoint,
  checkPerson,
  healthOfEndpoints,
  lockEndpoint,
  SELECT_ENDPOINT,
} from './endpoints-store.ts';
import { insertDelivery } from './enqueue.ts';
import { type EndpointRow, readEndpoints, readStates, STATE_COLUMNS } from './rows.ts';
import type * as T from './types.generated.ts';

const MOST_KEPT_SECONDS = 7 * 86_400;

/** Endpoints as one request may see and change them. */
export function createEndpoints(
  { db, config, sealer }: NotificationDeps,
  principal: Principal | null,
  now: Date,
) {
  const reader = () => allowed(principal, 'notification.read');
  const manager = () => allowed(principal, 'notification.manage');
  const allowHttp = config.notify.allowPrivate.length > 0;

  const byId = idLoader(
    async (ids) => {
      const rows = readEndpoints(
        await db.pool.query(`${SELECT_ENDPOINT} WHERE e.id = ANY($1::text[])`, [ids]),
      );
      return rows.filter(({ gridCode }) => inScope(reader(), gridCode));
    },
    (row) => row.id,
  );
  const state = idLoader(
    async (ids) =>
      readStates(
        await db.pool.query(
          `SELECT ${STATE_COLUMNS} FROM notification_endpoint_state s WHERE s.endpoint_id = ANY($1::text[])`,
          [ids],
        ),
      ),
    (row) => row.endpointId,
  );
  const queues = idLoader(
    (ids) => healthOfEndpoints(db.pool, ids),
    (row) => row.id,
  );

  /** Audits, and forgets what was loaded before. */
  function audit(...told: Parameters<typeof auditEndpoint>): Promise<EndpointRow> {
    byId.clear(told[3]);
    return auditEndpoint(...told);
  }

  return {
    async endpoints({ gridCode, first, after }: T.QueryNotificationEndpointsArgs) {
      const size = clampFirst(first);
      const cursor = idCursor(after);
      const where = new Where();
      where.prefixes(prefixesWithin(reader(), gridCodeArgument('gridCode', gridCode)));
      if (cursor !== null) where.add(`e.id > ${where.param(cursor)}`);
      const sql = `${SELECT_ENDPOINT} ${where.sql} ORDER BY e.id LIMIT ${where.param(size + 1)}`;
      return pageOf(
        readEndpoints(await db.pool.query(sql, where.values)),
        size,
        cursor !== null,
        ({ id }) => [id],
      );
    },

    async endpoint(id: string): Promise<EndpointRow | null> {
      reader();
      return askableId(id) === null ? null : byId.load(id);
    },

    async health(id: string) {
      const [own, queue] = await Promise.all([state.load(id), queues.load(id)]);
      return {
        failures: own?.failures ?? 0,
        blockedUntil: (own?.blockedUntil?.getTime() ?? 0) > now.getTime() ? own?.blockedUntil : null,
        blockedWhy: (own?.blockedUntil?.getTime() ?? 0) > now.getTime() ? own?.blockedWhy : null,
        ...{ deliveredAt: own?.deliveredAt, lastError: own?.lastError, lastErrorAt: own?.lastErrorAt },
        ...{ queued: queue?.queued ?? 0, oldestQueuedAt: queue?.oldest, dead: queue?.dead ?? 0 },
      };
    },

    /** @throws HubError BAD_USER_INPUT | OUT_OF_SCOPE | NOT_FOUND */
    async create(
      input: T.CreateNotificationEndpointInput,
    ): Promise<{ row: EndpointRow; secret: string | null }> {
      const by = manager();
      const { kind } = input;
      const name = textArgument('input.name', input.name, 200);
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
      requireScope(by, gridCode, placeNamed(gridCode));
      const { address, shown } = addressArgument(kind, input.address.trim(), allowHttp);
      const given = secretArgument(kind, input.secret ?? null);
      const made = kind === 'WEBHOOK' && given === null ? newWebhookSecret() : null;
      const secret = given ?? made;
      const { quietFrom, quietTo, quietDays } = quietArgument(input.quietHours ?? null);
      const perMinute = perMinuteArgument(kind, input.perMinute ?? USUAL_PER_MINUTE[kind]);
      const concurrency = within('concurrency', input.concurrency ?? (kind === 'WEBHOOK' ? 4 : 1), 1, 16);
      const personId = input.personId ?? null;
      const id = newId('ne');
      const seal = await sealer();
      const row = await db.tx(async (tx) => {
        if (gridCode !== null) await liveGrid(tx, gridCode);
        await checkPerson(tx, by, personId, now);
        await tx.query(
          `INSERT INTO notification_endpoint (id, kind, name, grid_code, person_id, address_sealed, address_shown,
             secret_sealed, secret_at, format, language, quiet_from, quiet_to, quiet_days, per_minute, concurrency, ordered,
             created_by, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19)`,
          [
            ...[id, kind, name, gridCode, personId, seal.seal(address, addressPlace(id)), shown],
            ...[secret === null ? null : seal.seal(secret, secretPlace(id)), secret === null ? null : now],
            ...[input.format ?? 'MARKDOWN', input.language ?? 'ZH', quietFrom, quietTo, quietDays],
            ...[perMinute, concurrency, input.ordered ?? false, by.subject, now],
          ],
        );
        await tx.query('INSERT INTO notification_endpoint_state (endpoint_id) VALUES ($1)', [id]);
        return audit(tx, by, 'createNotificationEndpoint', id, null);
      });
      return { row, secret: made };
    },

    /** @throws HubError BAD_USER_INPUT | NOT_FOUND | CONFLICT */
    async update(input: T.UpdateNotificationEndpointInput): Promise<EndpointRow> {
      const by = manager();
      const seal = await sealer();
      return db.tx(async (tx) => {
        const before = await lockEndpoint(tx, by, input.endpointId, input.expectedVersion);
        const { id, kind } = before;
        const moved = input.address == null ? null : addressArgument(kind, input.address.trim(), allowHttp);
        const quiet = input.quietHours === undefined ? before : quietArgument(input.quietHours);
        const personId = input.personId === undefined ? before.personId : input.personId;
        if (personId !== before.personId) await checkPerson(tx, by, personId, now);
        await tx.query(
          `UPDATE notification_endpoint SET name = $2, address_sealed = $3, address_shown = $4, person_id = $5,
             enabled = $6, format = $7, language = $8, quiet_from = $9, quiet_to = $10, quiet_days = $11,
             per_minute = $12, concurrency = $13, ordered = $14, updated_at = $15, version = version + 1
           WHERE id = $1`,
          [
            ...[id, textArgument('input.name', input.name, 200) ?? before.name],
            moved === null ? before.addressSealed : seal.seal(moved.address, addressPlace(id)),
            ...[moved?.shown ?? before.addressShown, personId, input.enabled ?? before.enabled],
            ...[input.format ?? before.format, input.language ?? before.language],
            ...[quiet.quietFrom, quiet.quietTo, quiet.quietDays],
            input.perMinute == null ? before.perMinute : perMinuteArgument(kind, input.perMinute),
            input.concurrency == null ? before.concurrency : within('concurrency', input.concurrency, 1, 16),
            ...[input.ordered ?? before.ordered, now],
          ],
        );
        // what it failed with before is no reason to wait: it may be mended now
        await tx.query(
          `UPDATE notification_endpoint_state SET failures = 0,
             blocked_until = CASE WHEN blocked_why = 'RATE' THEN blocked_until END WHERE endpoint_id = $1`,
          [id],
        );
        return audit(tx, by, 'updateNotificationEndpoint', id, before);
      });
    },

    /** @throws HubError BAD_USER_INPUT | NOT_FOUND */
    async rotate(
      input: T.RotateNotificationSecretInput,
    ): Promise<{ row: EndpointRow; secret: string | null }> {
      const by = manager();
      const seal = await sealer();
      return db.tx(async (tx) => {
        const before = await lockEndpoint(tx, by, input.endpointId);
        const { id, kind } = before;
        const given = secretArgument(kind, input.secret ?? null);
        if (given === null && kind !== 'WEBHOOK') {
          throw refused('secret', 'give the one that the robot shows', '请填写机器人给出的密钥');
        }
        const secret = given ?? newWebhookSecret();
        // a robot takes one signature
        const keptSeconds =
          kind === 'WEBHOOK'
            ? secondsArgument('keepOld', input.keepOld ?? 86_400_000, 0, MOST_KEPT_SECONDS)
            : 0;
        const kept = keptSeconds > 0 && before.secretSealed !== null;
        await tx.query(
          `UPDATE notification_endpoint SET secret_sealed = $2, secret_at = $3, old_secret_sealed = $4,
             old_secret_until = $5, updated_at = $3, version = version + 1 WHERE id = $1`,
          [
            ...[id, seal.seal(secret, secretPlace(id)), now, kept ? before.secretSealed : null],
            kept ? new Date(now.getTime() + keptSeconds * 1_000) : null,
          ],
        );
        const row = await audit(tx, by, 'rotateNotificationSecret', id, before);
        return { row, secret: given === null ? secret : null };
      });
    },

    /** Queues a message that says it is a test. @returns the delivery's id @throws HubError NOT_FOUND */
    async test(input: T.TestNotificationEndpointInput): Promise<string> {
      const by = manager();
      return db.tx(async (tx) => {
        const endpoint = await lockEndpoint(tx, by, input.endpointId);
        if (!endpoint.enabled) {
          throw refused('endpointId', 'it is disabled: enable it first', '已停用，请先启用');
        }
        const id = await insertDelivery(tx, {
          ...{
            endpointId: endpoint.id,
            ruleId: null,
            personId: null,
            subject: endpoint.id,
            nowMs: now.getTime(),
          },
          ...{ atMs: now.getTime(), heldBy: null, repeatNo: 0, state: 'QUEUED' },
          message: {
            ...{ event: 'notification.test', at: now.toISOString(), severity: 'info' },
            grid: endpoint.gridCode === null ? null : { code: endpoint.gridCode, name: endpoint.gridCode },
            ...{ incident: null, workOrder: null, link: null, acknowledgeLink: null },
          },
        });
        await appendAudit(tx, {
          ...{ actor: by.subject, action: 'testNotificationEndpoint', kind: 'notificationEndpoint' },
          ...{ objectId: endpoint.id, gridCode: endpoint.gridCode, before: null, after: { deliveryId: id } },
        });
        return id;
      });
    },
  };
}

export type Endpoints = ReturnType<typeof createEndpoints>;
