import type pg from 'pg';
import { localText } from '../../core/calendar-days.ts';
import { reporterActor } from '../../core/residents-channels.ts';
import { normalSecret } from '../../core/residents-secret.ts';
import { isClosedStage, REPORT_STAGES, stageOf } from '../../core/residents-stages.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { bad, textArgument } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import {
  allows,
  type EngineDeps,
  lockRoot,
  mergedUnder,
  type OrderRow,
  ordersById,
  orderTx,
  reopenUntilMs,
  reporterStep,
  rootOf,
  stateOf,
} from './engine.ts';
import { reportOfCase, reportOfHash, reportsOfOrders } from './reads.ts';
import type { ReportRow } from './rows.ts';
import { createTries, isSecretOf, noSuchReport, secretHash } from './secrets.ts';
import { type ReportStatus, reportStatus } from './view.ts';

/** What opens a report without a login. */
export interface ReportKey {
  caseNumber: string;
  secret: string;
}

const TEXT = 1_000;
const REOPEN = { zh: '要求重办', en: 'reopen' };

/** A resident judges what is closed: anything else is told in their words, by no step and no id of the order. */
function requireClosed(root: OrderRow, action: { zh: string; en: string }): void {
  const state = stateOf(root);
  if (state === 'CLOSED' || state === 'RATED') return;
  const stage = stageOf(state);
  const { zh, en } = REPORT_STAGES[stage];
  if (isClosedStage(stage)) {
    throw bad(
      'input.caseNumber',
      `it was ended without being handled (${en}): there is nothing to ${action.en}`,
      `该上报未经办理即已终止（${zh}），无法${action.zh}`,
    );
  }
  throw bad(
    'input.caseNumber',
    `not closed yet (${en}): ${action.en} it once it is closed`,
    `尚未结案（${zh}），结案后方可${action.zh}`,
  );
}

function requireOffered(offered: boolean, action: { zh: string; en: string }): void {
  if (offered) return;
  throw bad(
    'input.caseNumber',
    `a report of this kind has no way to ${action.en} it`,
    `此类上报不能${action.zh}`,
  );
}

/** What reporters do with case number and secret alone. One for the process: it counts wrong tries. */
export function createReporters(
  deps: EngineDeps & Pick<SubgraphDeps, 'metrics'>,
  now: () => number = Date.now,
) {
  const tries = createTries(now);
  const wrong = deps.metrics.counter({
    name: 'hub_report_wrong_secrets_total',
    help: 'Wrong case numbers or secrets of reports',
  });

  /** A report whose secret was shown; an unknown number and a wrong secret take the same way. */
  async function opened(db: Pick<pg.Pool, 'query'>, key: ReportKey, lock: boolean): Promise<ReportRow> {
    // what no case number can be is looked up all the same, under a number that nobody has
    const caseNumber = /^[A-Za-z0-9]{1,40}$/.test(key.caseNumber.trim()) ? key.caseNumber.trim() : '';
    tries.begin(caseNumber);
    const found = await reportOfCase(db, caseNumber, lock);
    const right = isSecretOf(found?.secretHash ?? null, key.secret);
    if (!right || found === null) {
      wrong.inc();
      throw noSuchReport();
    }
    tries.right(caseNumber);
    const { secretHash: _hash, ...report } = found;
    return report;
  }

  async function statusOf(report: ReportRow): Promise<ReportStatus> {
    const [own] = await ordersById(deps.db.pool, [report.workOrderId]);
    if (own === undefined) throw new Error(`report ${report.id} has no order`);
    return reportStatus(deps, report, own, await rootOf(deps.db.pool, own), now());
  }

  /** One change of a report and its order, in one transaction, then the status as it is. */
  async function change(
    key: ReportKey,
    act: (client: pg.PoolClient, report: ReportRow, root: OrderRow) => Promise<void>,
  ): Promise<ReportStatus> {
    const report = await orderTx(deps.db, async (client) => {
      // the order before the report, as every step of staff does: no two ways to wait for each other
      const seen = await opened(client, key, false);
      const root = await lockRoot(client, seen.workOrderId);
      if (root === null) throw new Error(`report ${seen.id} has no order`);
      const held = await reportOfCase(client, seen.caseNumber, true);
      if (held === null) throw noSuchReport();
      await act(client, held, root);
      return seen;
    });
    const after = await reportOfCase(deps.db.pool, report.caseNumber);
    return statusOf(after ?? report);
  }

  return {
    statusOf,

    async status(key: ReportKey): Promise<ReportStatus> {
      return statusOf(await opened(deps.db.pool, key, false));
    },

    /** Case number of a secret; null for one that is none. */
    async caseOfSecret(secret: string): Promise<string | null> {
      const usable = normalSecret(secret).length === 24;
      const report = usable ? await reportOfHash(deps.db.pool, secretHash(secret)) : null;
      if (report === null) wrong.inc();
      return report?.caseNumber ?? null;
    },

    rate(key: ReportKey, stars: number, comment: string | null | undefined) {
      const words = textArgument('input.comment', comment, TEXT);
      if (!Number.isInteger(stars) || stars < 1 || stars > 5) {
        throw bad('input.stars', 'a whole number from 1 to 5', '须为 1 至 5 的整数');
      }
      return change(key, async (client, report, root) => {
        const atMs = now();
        const state = stateOf(root);
        if (report.withdrawnAt !== null) throw bad('input.caseNumber', 'it was withdrawn', '该上报已撤回');
        requireClosed(root, { zh: '评价', en: 'rate' });
        // the first rating is a step of the order; one more, or another follower's, is the report's own
        const step = state !== 'RATED';
        if (step) {
          requireOffered(allows(deps, root, 'RATE'), { zh: '评价', en: 'rate' });
          await reporterStep(client, deps, root, report.caseNumber, {
            action: 'RATE',
            input: { stars, note: words },
            detail: { stars, reportId: report.id },
            atMs,
          });
        }
        await client.query('UPDATE report SET stars = $2, comment = $3, rated_at = $4 WHERE id = $1', [
          ...[report.id, stars, words, new Date(atMs)],
        ]);
        if (!step) {
          await appendAudit(client, {
            ...{ actor: reporterActor(report.caseNumber), action: 'rateReport', kind: 'report' },
            ...{ objectId: report.id, gridCode: report.gridCode },
            ...{ before: { stars: report.stars }, after: { stars } },
          });
        }
      });
    },

    reopen(key: ReportKey, reason: string) {
      const words = textArgument('input.reason', reason, TEXT);
      return change(key, async (client, report, root) => {
        if (report.withdrawnAt !== null) throw bad('input.caseNumber', 'it was withdrawn', '该上报已撤回');
        requireClosed(root, REOPEN);
        const untilMs = reopenUntilMs(deps, root);
        requireOffered(untilMs !== null, REOPEN);
        const atMs = now();
        if (untilMs !== null && atMs > untilMs) {
          const until = localText(untilMs, deps.config.site.zone);
          throw bad(
            'input.caseNumber',
            `it could be reopened until ${until}`,
            `重办期限已过（截至 ${until}）`,
          );
        }
        await reporterStep(client, deps, root, report.caseNumber, {
          action: 'REOPEN',
          input: { reason: words },
          detail: { reportId: report.id },
          atMs,
        });
      });
    },

    /** Ends the order while nobody took it on and no other report hangs on it; else it goes on without this reporter. */
    withdraw(key: ReportKey) {
      return change(key, async (client, report, root) => {
        if (report.withdrawnAt !== null) return;
        const atMs = now();
        if (root.closedMs !== null) {
          throw bad('input.caseNumber', 'it has ended already', '该上报已办结');
        }
        await client.query('UPDATE report SET withdrawn_at = $2 WHERE id = $1', [report.id, new Date(atMs)]);
        await client.query('DELETE FROM report_contact WHERE report_id = $1', [report.id]);
        const others = await followersOf(client, root.id, report.id);
        const own = root.id === report.workOrderId && stateOf(root) === 'REPORTED' && others === 0;
        if (own && allows(deps, root, 'VOID')) {
          await reporterStep(client, deps, root, report.caseNumber, {
            action: 'VOID',
            input: { reason: '上报人撤回 withdrawn by the reporter' },
            detail: { reportId: report.id },
            atMs,
          });
        } else {
          await appendAudit(client, {
            ...{ actor: reporterActor(report.caseNumber), action: 'withdrawReport', kind: 'report' },
            ...{ objectId: report.id, gridCode: report.gridCode, before: null, after: { withdrawn: true } },
          });
        }
      });
    },
  };

  /** Other reports that an order is handled for, not withdrawn. */
  async function followersOf(client: pg.PoolClient, rootId: string, reportId: string): Promise<number> {
    const reports = await reportsOfOrders(client, [...(await mergedUnder(client, [rootId])).keys()]);
    return reports.filter(({ id, withdrawnAt }) => id !== reportId && withdrawnAt === null).length;
  }
}

export type Reporters = ReturnType<typeof createReporters>;
