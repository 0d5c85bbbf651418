import type pg from 'pg';
import { isPostRole } from '../../core/duty.ts';
import { HubError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { inScope, type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { severityRank } from '../../core/severity.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { allowed, askableId, gridCodeArgument, prefixesWithin, textArgument } from '../access.ts';
import { idLoader } from '../batch.ts';
import { liveGrid } from '../live-grid.ts';
import { idCursor, pageOf } from '../page.ts';
import { typePattern } from '../type-pattern.ts';
import { Where } from '../where.ts';
import {
  eventsArgument,
  orderStatesArgument,
  quietArgument,
  refused,
  secondsArgument,
  within,
} from './arguments.ts';
import type { NotificationDeps } from './deps.ts';
import { lockEndpoint } from './endpoints-store.ts';
import { RULE_COLUMNS, type RuleRow, readRules } from './rows.ts';
import type * as T from './types.generated.ts';

const SELECT = `SELECT ${RULE_COLUMNS} FROM notification_rule r`;
const USUAL_EVENTS = ['incident.opened', 'incident.reopened', 'incident.escalated'];
const DAY_SECONDS = 86_400;
const USUAL_REPEATS = 10;

const missing = (id: string) =>
  new HubError('NOT_FOUND', { what: 'notification rule', id, whatZh: '通知规则' });

/** Whom a new rule tells, as its columns have it. @throws HubError BAD_USER_INPUT */
function targetColumns(input: T.CreateNotificationRuleInput): {
  endpointId: string | null;
  postRole: string | null;
} {
  const { target } = input;
  const endpointId = input.endpointId ?? null;
  const postRole = input.postRole ?? null;
  if ((target === 'ENDPOINT') !== (endpointId !== null)) {
    throw refused('endpointId', 'for ENDPOINT, and only then', '仅当 target 为 ENDPOINT 时填写，且必填');
  }
  if ((target === 'ROLE_ON_DUTY') !== (postRole !== null)) {
    throw refused(
      'postRole',
      'for ROLE_ON_DUTY, and only then',
      '仅当 target 为 ROLE_ON_DUTY 时填写，且必填',
    );
  }
  if (postRole !== null && !isPostRole(postRole)) {
    throw refused('postRole', 'a known role, such as GRID_WORKER', '须为已知岗位角色代码，如 GRID_WORKER');
  }
  return { endpointId, postRole };
}

/** How often it is told again; both null: once. @throws HubError BAD_USER_INPUT */
function repeatColumns(every: number | null, most: number | null) {
  if (every === null) return { repeatSeconds: null, repeatMax: null };
  return {
    repeatSeconds: secondsArgument('repeatEvery', every, 60, DAY_SECONDS),
    repeatMax: within('repeatMax', most ?? USUAL_REPEATS, 1, 100),
  };
}

/** Rules as one request may see and change them. */
export function createRules({ db }: NotificationDeps, principal: Principal | null, now: Date) {
  const reader = () => allowed(principal, 'notification.read');
  const manager = () => allowed(principal, 'notification.manage');

  const byId = idLoader(
    async (ids) => {
      const rows = readRules(await db.pool.query(`${SELECT} WHERE r.id = ANY($1::text[])`, [ids]));
      return rows.filter(({ gridCode }) => inScope(reader(), gridCode));
    },
    (row) => row.id,
  );

  async function audit(
    tx: pg.PoolClient,
    by: Principal,
    action: string,
    id: string,
    before: RuleRow | null,
  ): Promise<RuleRow> {
    const [row] = readRules(await tx.query(`${SELECT} WHERE r.id = $1`, [id]));
    if (row === undefined) throw new HubError('INTERNAL', { errorId: id });
    byId.clear(id);
    await appendAudit(tx, {
      ...{ actor: by.subject, action, kind: 'notificationRule', objectId: id, gridCode: row.gridCode },
      ...{ before, after: row },
    });
    return row;
  }

  return {
    async rules({ gridCode, first, after }: T.QueryNotificationRulesArgs) {
      const size = clampFirst(first);
      const cursor = idCursor(after);
      const where = new Where();
      where.prefixes(prefixesWithin(reader(), gridCodeArgument('gridCode', gridCode)));
      if (cursor !== null) where.add(`r.id > ${where.param(cursor)}`);
      const sql = `${SELECT} ${where.sql} ORDER BY r.id LIMIT ${where.param(size + 1)}`;
      return pageOf(readRules(await db.pool.query(sql, where.values)), size, cursor !== null, ({ id }) => [
        id,
      ]);
    },

    async rule(id: string): Promise<RuleRow | null> {
      reader();
      return askableId(id) === null ? null : byId.load(id);
    },

    /** @throws HubError BAD_USER_INPUT | OUT_OF_SCOPE | NOT_FOUND | GRID_RETIRED */
    async create(input: T.CreateNotificationRuleInput): Promise<RuleRow> {
      const by = manager();
      const name = textArgument('input.name', input.name, 200);
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
      requireScope(by, gridCode, placeNamed(gridCode));
      const { endpointId, postRole } = targetColumns(input);
      const fallbackId = input.fallbackEndpointId ?? null;
      const { quietFrom, quietTo, quietDays } = quietArgument(input.quietHours ?? null);
      const { repeatSeconds, repeatMax } = repeatColumns(input.repeatEvery ?? null, input.repeatMax ?? null);
      const id = newId('nr');
      return db.tx(async (tx) => {
        if (gridCode !== null) await liveGrid(tx, gridCode);
        // whoever sends events somewhere must be allowed to send there
        for (const endpoint of [endpointId, fallbackId]) {
          if (endpoint !== null) await lockEndpoint(tx, by, endpoint);
        }
        await tx.query(
          `INSERT INTO notification_rule (id, name, grid_code, events, type_pattern, min_severity, order_states,
             unassigned_only, target, endpoint_id, post_role, fallback_endpoint_id, quiet_from, quiet_to, quiet_days,
             window_seconds, repeat_seconds, repeat_max, created_by, created_at, active_from, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20, $20)`,
          [
            ...[
              id,
              name,
              gridCode,
              eventsArgument(input.events ?? USUAL_EVENTS),
              typePattern('input.type', input.type),
            ],
            ...[severityRank(input.minSeverity ?? 'info'), orderStatesArgument(input.orderStates ?? null)],
            ...[input.unassignedOnly ?? false, input.target, endpointId, postRole, fallbackId],
            ...[
              quietFrom,
              quietTo,
              quietDays,
              secondsArgument('window', input.window ?? 60_000, 0, DAY_SECONDS),
            ],
            ...[repeatSeconds, repeatMax, by.subject, now],
          ],
        );
        return audit(tx, by, 'createNotificationRule', id, null);
      });
    },

    /** @throws HubError BAD_USER_INPUT | NOT_FOUND | CONFLICT */
    async update(input: T.UpdateNotificationRuleInput): Promise<RuleRow> {
      const by = manager();
      const id = input.ruleId;
      if (askableId(id) === null) throw missing(id);
      return db.tx(async (tx) => {
        const [before] = readRules(await tx.query(`${SELECT} WHERE r.id = $1 FOR UPDATE`, [id]));
        if (before === undefined || !inScope(by, before.gridCode)) throw missing(id);
        const expected = input.expectedVersion ?? null;
        if (expected !== null && expected !== before.version) {
          throw new HubError('CONFLICT', {
            ...{ what: 'Notification rule', whatZh: '通知规则', id, expected, actual: before.version },
          });
        }
        const fallbackId =
          input.fallbackEndpointId === undefined ? before.fallbackEndpointId : input.fallbackEndpointId;
        if (fallbackId !== null && fallbackId !== before.fallbackEndpointId)
          await lockEndpoint(tx, by, fallbackId);
        const quiet = input.quietHours === undefined ? before : quietArgument(input.quietHours);
        const every =
          input.repeatEvery === undefined ? (before.repeatSeconds ?? 0) * 1_000 || null : input.repeatEvery;
        const repeat = repeatColumns(
          every,
          input.repeatMax === undefined ? before.repeatMax : input.repeatMax,
        );
        const enabled = input.enabled ?? before.enabled;
        await tx.query(
          `UPDATE notification_rule SET name = $2, enabled = $3, events = $4, type_pattern = $5, min_severity = $6,
             order_states = $7, unassigned_only = $8, fallback_endpoint_id = $9, quiet_from = $10, quiet_to = $11,
             quiet_days = $12, window_seconds = $13, repeat_seconds = $14, repeat_max = $15, updated_at = $16,
             active_from = CASE WHEN $3 AND NOT enabled THEN $16 ELSE active_from END, version = version + 1
           WHERE id = $1`,
          [
            ...[id, textArgument('input.name', input.name, 200) ?? before.name, enabled],
            input.events == null ? before.events : eventsArgument(input.events),
            input.type === undefined ? before.typePattern : typePattern('input.type', input.type),
            input.minSeverity == null ? before.minSeverity : severityRank(input.minSeverity),
            input.orderStates === undefined ? before.orderStates : orderStatesArgument(input.orderStates),
            ...[input.unassignedOnly ?? before.unassignedOnly, fallbackId],
            ...[quiet.quietFrom, quiet.quietTo, quiet.quietDays],
            input.window == null
              ? before.windowSeconds
              : secondsArgument('window', input.window, 0, DAY_SECONDS),
            ...[repeat.repeatSeconds, repeat.repeatMax, now],
          ],
        );
        return audit(tx, by, 'updateNotificationRule', id, before);
      });
    },
  };
}

export type Rules = ReturnType<typeof createRules>;
