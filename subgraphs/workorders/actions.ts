import type pg from 'pg';
import { targetsFor } from '../../core/dispatch.ts';
import { DUTY_LADDER } from '../../core/duty.ts';
import { HubError } from '../../core/errors.ts';
import { inScope, type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { severityRank } from '../../core/severity.ts';
import { TRANSITIONS } from '../../core/work-order.ts';
import { allowed, askableId, gridCodeArgument, textArgument } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type Assignee, type Bilingual, explainDuty, findAssignee, findDuty, inBoth } from './assign.ts';
import { type EvidenceArgument, evidenceArguments } from './evidence.ts';
import { openOrder } from './open.ts';
import type { OrderRow } from './rows.ts';
import { type Step, takeStep, targetsOf } from './steps.ts';
import type { ReportMatterInput } from './types.generated.ts';
import { lockOrder } from './writes.ts';

type Maybe<T> = T | null | undefined;

/** Which order, and at which version the caller saw it. */
export interface Target {
  workOrderId: string;
  expectedVersion?: Maybe<number>;
}

const TEXT = 2000;
const MATTER = /^[A-Za-z0-9.-]{1,64}$/;

function bad(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path, reason, reasonZh });
}

/** What people do to work orders: each call is one transaction, decided by core. `now` gives epoch milliseconds. */
export function createActions(
  { db, config }: Pick<SubgraphDeps, 'db' | 'config'>,
  principal: Principal | null,
  now: () => number = Date.now,
) {
  /** Locks an order that the caller may see and that is still as the caller saw it. */
  async function locked(client: pg.PoolClient, who: Principal, target: Target): Promise<OrderRow> {
    const id = askableId(target.workOrderId);
    const order = id === null ? null : await lockOrder(client, id);
    if (order === null || !inScope(who, order.gridCode)) {
      throw new HubError('NOT_FOUND', { what: 'Work order', whatZh: '工单', id: target.workOrderId });
    }
    const expected = target.expectedVersion;
    if (expected !== null && expected !== undefined && expected !== order.version) {
      const actual = order.version;
      throw new HubError('CONFLICT', { what: 'Work order', whatZh: '工单', id: order.id, expected, actual });
    }
    return order;
  }

  /** One step with nothing to look up. */
  function act(target: Target, action: Step['action'], more: Pick<Step, 'input' | 'detail'> = {}) {
    const who = allowed(principal, TRANSITIONS[action].right);
    return db.tx(async (client) => {
      const order = await locked(client, who, target);
      return takeStep(client, order, { action, actor: who.subject, atMs: now(), ...more });
    });
  }

  async function chosen(client: pg.PoolClient, order: OrderRow, personId: Maybe<string>, atMs: number) {
    if (personId === null || personId === undefined) {
      return findDuty(client, order.gridCode, DUTY_LADDER, atMs);
    }
    const id = askableId(personId);
    const assignee = id === null ? null : await findAssignee(client, id, order.gridCode, atMs);
    if (assignee === null) {
      throw bad(
        'personId',
        'holds no post now that serves the grid of this order',
        '此人当前没有服务该工单网格的岗位',
      );
    }
    return { assignee, skipped: [] };
  }

  function explainChoice(
    who: Principal,
    assignee: Assignee | null,
    skipped: Parameters<typeof explainDuty>[1],
    reason: string | null,
  ): Bilingual {
    const duty = explainDuty(assignee, skipped);
    return {
      zh: `由 ${who.subject} 派单：${duty.zh}${reason === null ? '' : `；原因：${reason}`}`,
      en: `dispatched by ${who.subject}: ${duty.en}${reason === null ? '' : `; because: ${reason}`}`,
    };
  }

  return {
    async report(input: ReportMatterInput): Promise<OrderRow> {
      const who = allowed(principal, 'order.report');
      if (input.source === 'INCIDENT') {
        throw bad(
          'input.source',
          'INCIDENT orders are opened by the dispatcher',
          '设备事件工单由系统自动创建',
        );
      }
      if (!MATTER.test(input.matter)) {
        throw bad(
          'input.matter',
          '1 to 64 letters, digits, dots or dashes',
          '须为 1 至 64 个字母、数字、点或连字符',
        );
      }
      const title = textArgument('input.title', input.title, 200) ?? '';
      const description = textArgument('input.description', input.description, 4000);
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
      requireScope(who, gridCode, placeNamed(input.gridCode));
      const severity = input.severity ?? 'minor';
      const { profile } = targetsFor(severity);
      return db.tx(async (client) => {
        const { rowCount } = await client.query('SELECT FROM grid WHERE code = $1', [gridCode]);
        if (rowCount === 0)
          throw new HubError('NOT_FOUND', { what: 'Grid', whatZh: '网格', id: input.gridCode });
        const atMs = now();
        return openOrder(client, {
          state: 'REPORTED',
          profile,
          source: input.source,
          matter: input.matter,
          title,
          description,
          severity,
          gridCode,
          rule: null,
          explanation: inBoth({ zh: '已上报，待受理', en: 'reported, not yet accepted' }),
          reportedBy: who.subject,
          actor: who.subject,
          detail: { channel: input.channel ?? 'OTHER' },
          targets: targetsOf({ severity: severityRank(severity) }),
          clocks: ['RESPOND', 'REPORT_BACK'],
          clocksFromMs: atMs,
          atMs,
          zone: config.site.zone,
        });
      });
    },

    accept: ({ note, ...target }: Target & { note?: Maybe<string> }) =>
      act(target, 'ACCEPT', { input: { note: textArgument('input.note', note, TEXT) } }),

    reject: ({ reason, ...target }: Target & { reason: string }) =>
      act(target, 'REJECT', { input: { reason: textArgument('input.reason', reason, TEXT) } }),

    /** Files an accepted order first. Without a person, the duty ladder of its grid decides. */
    dispatch({ personId, reason, ...target }: Target & { personId?: Maybe<string>; reason?: Maybe<string> }) {
      const who = allowed(principal, TRANSITIONS.DISPATCH.right);
      const why = textArgument('input.reason', reason, TEXT);
      return db.tx(async (client) => {
        const atMs = now();
        const step = { actor: who.subject, atMs };
        let order = await locked(client, who, target);
        if (order.state === 'ACCEPTED') order = await takeStep(client, order, { ...step, action: 'FILE' });
        const { assignee, skipped } = await chosen(client, order, personId, atMs);
        const text = inBoth(explainChoice(who, assignee, skipped, why));
        return takeStep(client, order, {
          ...step,
          action: 'DISPATCH',
          input: { reason: why, assignee: assignee ?? undefined },
          detail: { personId: assignee?.personId ?? null, postRole: assignee?.postRole ?? null },
          explanation: { rule: null, text },
        });
      });
    },

    /** Whoever takes it has it from now on, when the subject is a known person. */
    take(target: Target) {
      const who = allowed(principal, TRANSITIONS.TAKE.right);
      return db.tx(async (client) => {
        const order = await locked(client, who, target);
        const { rowCount } = await client.query('SELECT FROM person WHERE id = $1', [who.subject]);
        const known = rowCount === 1 ? { assigneeId: who.subject } : {};
        return takeStep(client, order, { action: 'TAKE', actor: who.subject, atMs: now(), ...known });
      });
    },

    start: ({ note, ...target }: Target & { note?: Maybe<string> }) =>
      act(target, 'START', { input: { note: textArgument('input.note', note, TEXT) } }),

    suspend: ({ reason, until, ...target }: Target & { reason: string; until: Date }) =>
      act(target, 'SUSPEND', {
        input: { reason: textArgument('input.reason', reason, TEXT), untilMs: until.getTime() },
        detail: { until: until.toISOString() },
      }),

    resume: ({ note, ...target }: Target & { note?: Maybe<string> }) =>
      act(target, 'RESUME', { input: { note: textArgument('input.note', note, TEXT) } }),

    requestReturn: ({ reason, ...target }: Target & { reason: string }) =>
      act(target, 'REQUEST_RETURN', { input: { reason: textArgument('input.reason', reason, TEXT) } }),

    feedback({
      note,
      evidence,
      ...target
    }: Target & { note: string; evidence: readonly EvidenceArgument[] }) {
      const references = evidenceArguments('input.evidence', evidence);
      return act(target, 'FEEDBACK', {
        input: { note: textArgument('input.note', note, TEXT), evidence: references },
        detail: { evidence: references },
      });
    },

    check({ pass, note, ...target }: Target & { pass: boolean; note?: Maybe<string> }) {
      const reason = textArgument('input.note', note, TEXT);
      return act(target, pass ? 'CHECK_PASS' : 'CHECK_FAIL', { input: { reason } });
    },

    close: ({ note, ...target }: Target & { note?: Maybe<string> }) =>
      act(target, 'CLOSE', { input: { note: textArgument('input.note', note, TEXT) } }),

    rate: ({ stars, comment, ...target }: Target & { stars: number; comment?: Maybe<string> }) =>
      act(target, 'RATE', {
        input: { stars, note: textArgument('input.comment', comment, TEXT) },
        detail: { stars },
      }),

    reopen: ({ reason, ...target }: Target & { reason: string }) =>
      act(target, 'REOPEN', { input: { reason: textArgument('input.reason', reason, TEXT) } }),

    void: ({ reason, ...target }: Target & { reason: string }) =>
      act(target, 'VOID', { input: { reason: textArgument('input.reason', reason, TEXT) } }),
  };
}

export type Actions = ReturnType<typeof createActions>;
