import { HubError } from '../../core/errors.ts';
import { matterAt } from '../../core/matters.ts';
import { holdsCounty } from '../../core/workflow/admission.ts';
import { bad, textArgument } from '../access.ts';
import { besideStep, lockSeen, requireLive, type Target, type TrackContext } from './tracks.ts';

type Maybe<T> = T | null | undefined;

const TEXT = 2000;

/** What people do about matters outside the task catalogue (LA-10). */
export function createAdmissionActs(context: TrackContext) {
  const { db, now } = context;
  return {
    ask({ reason, ...target }: Target & { reason: string }) {
      const who = context.who('order.dispatch');
      const words = textArgument('input.reason', reason, TEXT);
      return db.tx(async (client) => {
        const order = await lockSeen(client, who, target);
        const atMs = now();
        requireLive(order);
        if (matterAt(context.book(), order.matter, order.createdMs)?.inTaskCatalogue === true) {
          throw bad(
            'input.workOrderId',
            'its matter is in the task catalogue',
            '该事项在任务目录内，无须审批',
          );
        }
        // a refused one may be asked for again, an approved one needs nothing more
        const { rowCount } = await client.query(
          `INSERT INTO order_admission (work_order_id, state, asked_by, asked_at, ask)
           VALUES ($1, 'ASKED', $2, $3, $4)
           ON CONFLICT (work_order_id) DO UPDATE SET state = 'ASKED', asked_by = $2, asked_at = $3, ask = $4,
             decided_by = NULL, decided_at = NULL, funds = NULL, people = NULL, reason = NULL
           WHERE order_admission.state = 'REFUSED'`,
          [order.id, who.subject, new Date(atMs), words],
        );
        if (rowCount === 0) throw bad('input.workOrderId', 'it was asked for already', '已提出申请');
        return besideStep(
          client,
          order,
          { act: 'ADMISSION_ASKED', actor: who.subject, reason: words, atMs },
          context.book(),
        );
      });
    },

    decide({
      approve,
      funds,
      people,
      reason,
      ...target
    }: Target & { approve: boolean; funds?: Maybe<string>; people?: Maybe<string>; reason?: Maybe<string> }) {
      const who = context.who('order.approve');
      const money = textArgument('input.funds', funds, 400);
      const hands = textArgument('input.people', people, 400);
      const words = textArgument('input.reason', reason, TEXT);
      if (approve && money === null && hands === null) {
        throw bad('input.funds', 'approval names funds or people', '批准须明确经费或人员');
      }
      if (!approve && words === null) throw bad('input.reason', 'a reason is needed', '须填写原因');
      return db.tx(async (client) => {
        const order = await lockSeen(client, who, target);
        const atMs = now();
        if (!holdsCounty(who.grids, order.gridCode)) {
          throw new HubError('FORBIDDEN', {
            action: 'to decide for the county (a token for the whole county is needed)',
            actionZh: '代表县级审批（须持全县范围的令牌）',
          });
        }
        const state = approve ? 'APPROVED' : 'REFUSED';
        const { rowCount } = await client.query(
          `UPDATE order_admission SET state = $2, decided_by = $3, decided_at = $4, funds = $5, people = $6, reason = $7
           WHERE work_order_id = $1 AND state = 'ASKED' AND asked_by <> $3`,
          [order.id, state, who.subject, new Date(atMs), money, hands, words],
        );
        if (rowCount === 0) {
          throw bad(
            'input.workOrderId',
            'nothing is asked for, or you asked for it yourself',
            '没有待审批的申请，或申请由您本人提出',
          );
        }
        const detail = { state, funds: money, people: hands };
        return besideStep(
          client,
          order,
          { act: 'ADMISSION_DECIDED', actor: who.subject, reason: words, detail, atMs },
          context.book(),
        );
      });
    },
  };
}
