import Type from 'typebox';
import { ladderFor } from '../../core/duty-ladder.ts';
import type { Principal } from '../../core/permissions.ts';
import { severityOfRank } from '../../core/severity.ts';
import type { WorkOrderAction } from '../../core/work-order.ts';
import type { Receiver } from '../../core/workflow/order-state.ts';
import { askableId, bad, textArgument } from '../access.ts';
import { rowsOf } from '../rows.ts';
import { type Acting, type ActingDeps, type Held, type Maybe, TEXT } from './act.ts';
import { type Bilingual, explainDuty, findAssignee, findOnDuty, inBoth } from './assign.ts';
import { localHourOf } from './dispatch-incident.ts';
import type { OrderRow } from './rows.ts';
import type { Target } from './tracks.ts';
import { workflowOfOrder } from './workflow.ts';

/** Whom a caller names: a person on a post, or an organisation. */
export interface Named {
  personId?: Maybe<string>;
  partyId?: Maybe<string>;
}

interface Chosen {
  to: Receiver | undefined;
  words: Bilingual;
}

const partyRows = rowsOf(Type.Object({ id: Type.String(), name: Type.String() }));

/** A named person who serves the grid of the order. */
async function person({ client, order, atMs }: Held, personId: string): Promise<Chosen> {
  const id = askableId(personId);
  const found = id === null ? null : await findAssignee(client, id, order.gridCode, atMs);
  if (found !== null) return { to: found, words: explainDuty(found, []) };
  throw bad(
    'input.personId',
    'holds no post now that serves the grid of this order',
    '此人当前没有服务该工单网格的岗位',
  );
}

/** A named organisation of the order's grid, above or below it, or of no grid. */
async function party({ client, order }: Held, partyId: string): Promise<Chosen> {
  const id = askableId(partyId);
  const found = await client.query(
    `SELECT id, name FROM party WHERE id = $1 AND ended_at IS NULL AND (grid_code IS NULL OR $2::text IS NULL
       OR starts_with($2, grid_code) OR starts_with(grid_code, $2))`,
    [id, order.gridCode],
  );
  const [row] = partyRows(found);
  if (row === undefined) {
    throw bad(
      'input.partyId',
      'no organisation that serves the grid of this order',
      '没有服务该工单网格的此组织',
    );
  }
  return {
    to: { personId: null, partyId: row.id, postRole: null },
    words: { zh: `派给 ${row.name}`, en: `sent to ${row.name}` },
  };
}

/** Actions by which an order goes from one to another. */
export function createSending(deps: ActingDeps, { book, withOrder, stepOf }: Acting) {
  async function onDuty({ client, order, atMs }: Held): Promise<Chosen> {
    const { zone } = deps.config.site;
    const { gridCode, matter } = order;
    const severity = severityOfRank(order.severity);
    const facts = { gridCode, matter, severity, localHour: localHourOf(atMs, zone), named: null };
    const { steps } = ladderFor(book().ladders, facts, atMs);
    const { assignee, answer } = await findOnDuty(client, { gridCode, steps, nowMs: atMs, zone });
    return { to: assignee ?? undefined, words: explainDuty(assignee, answer.skipped, answer) };
  }

  function chosen(held: Held, { personId, partyId }: Named): Promise<Chosen> {
    if (personId !== null && personId !== undefined) return person(held, personId);
    if (partyId !== null && partyId !== undefined) return party(held, partyId);
    return onDuty(held);
  }

  function explained({ subject }: Principal, { zh, en }: Bilingual, reason: string | null): string {
    return inBoth({
      zh: `由 ${subject} 派单：${zh}${reason === null ? '' : `；原因：${reason}`}`,
      en: `dispatched by ${subject}: ${en}${reason === null ? '' : `; because: ${reason}`}`,
    });
  }

  /** Whether the profile files an accepted order before it is sent. */
  function filesFirst(order: OrderRow): boolean {
    const { transitions } = workflowOfOrder(book(), order);
    const can = (action: WorkOrderAction) =>
      transitions.some((row) => row.action === action && row.from.some((state) => state === order.state));
    return can('FILE') && !can('DISPATCH');
  }

  return {
    /** Files an accepted order first, where the profile files. Without a name, the duty ladder of its grid decides. */
    dispatch({ personId, partyId, reason, ...target }: Target & Named & { reason?: Maybe<string> }) {
      const why = textArgument('input.reason', reason, TEXT);
      return withOrder(target, async (held) => {
        const filed = filesFirst(held.order)
          ? await stepOf(held, held.order, { action: 'FILE' })
          : held.order;
        const { to, words } = await chosen(held, { personId, partyId });
        return stepOf(held, filed, {
          action: 'DISPATCH',
          input: { reason: why, assignee: to },
          detail: {
            personId: to?.personId ?? null,
            partyId: to?.partyId ?? null,
            postRole: to?.postRole ?? null,
          },
          explanation: { rule: null, text: explained(held.who, words, why) },
        });
      });
    },

    offerTransfer({ personId, partyId, reason, ...target }: Target & Named & { reason: string }) {
      const why = textArgument('input.reason', reason, TEXT);
      return withOrder(target, async (held) => {
        if (personId == null && partyId == null) {
          throw bad('input.personId', 'name a person or an organisation', '须指定接收人或接收组织');
        }
        const { to } = await chosen(held, { personId, partyId });
        return stepOf(held, held.order, {
          action: 'OFFER_TRANSFER',
          input: { reason: why, assignee: to },
          detail: { personId: to?.personId ?? null, partyId: to?.partyId ?? null },
        });
      });
    },
  };
}
