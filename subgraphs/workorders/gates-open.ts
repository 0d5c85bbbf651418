import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { newId } from '../../core/ids.ts';
import type { WorkOrderAction } from '../../core/work-order.ts';
import { GATE_STATES } from '../../core/workflow/gates.ts';
import { GATE_RULES, type GateRule } from '../../core/workflow/gates-rules.ts';
import { gatesFor, workflowOf } from '../../core/workflow/profile.ts';
import { askableId, bad, textArgument } from '../access.ts';
import { callRoll } from './gates-roll.ts';
import { gatesOfOrders } from './gates-store.ts';
import { guardFactsOf } from './guard-facts.ts';
import type { OrderRow } from './rows.ts';
import { takeStep } from './steps.ts';
import {
  besideStep,
  lockSeen,
  requireLive,
  startTrackClock,
  type Target,
  type TrackContext,
} from './tracks.ts';
import { profileOf, stateOf } from './workflow.ts';

type Maybe<T> = T | null | undefined;

const DAY_MS = 86_400_000;
const MOST_VOTERS = 10_000;

/** The rule of a code, as the order's profile has it or as it ships, and the policy of its clock. */
function ruleFor(book: GovernanceBook, order: OrderRow, code: string) {
  const own = gatesFor(profileOf(book, order), order.matter).find(({ gate }) => gate === code);
  const rule: GateRule | undefined = own?.rule ?? GATE_RULES.get(code);
  if (rule === undefined) {
    const known = [...GATE_RULES.keys()].join(', ');
    throw bad(
      'input.gate',
      `there is no gate ${code}; those that ship: ${known}`,
      `没有审议规则 ${code}；内置：${known}`,
    );
  }
  return { rule, deadline: own?.deadline ?? null };
}

/** Takes a step where the order's profile has it and nothing else holds it up; else the order stays as it is. */
export async function moveByGate(
  client: pg.PoolClient,
  book: GovernanceBook,
  order: OrderRow,
  action: WorkOrderAction,
  more: { actor: string; atMs: number; reason: string },
): Promise<OrderRow> {
  const { transitions } = workflowOf(profileOf(book, order));
  if (!transitions.some((row) => row.action === action && row.from.includes(stateOf(order)))) return order;
  const facts = await guardFactsOf(client, order, book, more.atMs);
  try {
    const step = { action, actor: more.actor, input: { reason: more.reason }, facts, atMs: more.atMs };
    return await takeStep(client, order, step, book);
  } catch (error) {
    // another gate is still to be held; the engine decides before anything is written
    if (error instanceof HubError && error.code === 'STEP_BLOCKED') return order;
    throw error;
  }
}

/** Opens gates 前置审议 (HY-07, HUA-04, HUA-07, AQ-09, LC-10). */
export function createGateOpening(context: TrackContext) {
  const { db, now } = context;
  return {
    open({
      gate: code,
      subject,
      voters,
      households,
      floorArea,
      ...target
    }: Target & {
      gate: string;
      subject?: Maybe<string>;
      voters?: Maybe<readonly string[]>;
      households?: Maybe<number>;
      floorArea?: Maybe<number>;
    }) {
      const who = context.who('gate.manage');
      const words = textArgument('input.subject', subject, 400);
      const named = voters ?? [];
      if (named.length > MOST_VOTERS || named.some((id) => askableId(id) === null)) {
        throw bad('input.voters', `at most ${MOST_VOTERS} ids`, `最多 ${MOST_VOTERS} 个编号`);
      }
      if (households != null && households < 1) throw bad('input.households', 'at least 1', '至少为 1');
      if (floorArea != null && !(floorArea > 0)) throw bad('input.floorArea', 'more than 0', '须大于 0');
      return db.tx(async (client) => {
        const order = await lockSeen(client, who, target);
        const atMs = now();
        const book = context.book();
        requireLive(order);
        const { rule, deadline } = ruleFor(book, order, code);
        const before = (await gatesOfOrders(client, [order.id])).filter((row) => row.code === code);
        const last = before.at(-1);
        if (last?.state === 'OPEN' || last?.state === 'PASSED') {
          const { zh, en } = GATE_STATES[last.state];
          throw bad('input.gate', `this gate is ${en.toLowerCase()} already`, `该审议已${zh}`);
        }
        const given = { named, households: households ?? null, who };
        const roll = await callRoll(client, rule.electorate, order, given, atMs);
        if (roll.size === 0) {
          const reason =
            'nobody may vote: no such voter is on file for this grid; name them in `voters` or `households`';
          throw bad(
            'input.gate',
            reason,
            '无人有表决资格：该网格未登记此类表决人，请在 voters 或 households 中给出',
          );
        }
        const id = newId('gt', { nowMs: atMs });
        const dueAt = rule.days === undefined ? null : new Date(atMs + rule.days * DAY_MS);
        await client.query(
          `INSERT INTO order_gate (id, work_order_id, code, round, rule, state, subject, roll_size, roll_area, roll_listed,
             opened_by, opened_at, due_at)
           VALUES ($1, $2, $3, $4, $5, 'OPEN', $6, $7, $8, $9, $10, $11, $12)`,
          [
            ...[id, order.id, code, (last?.round ?? 0) + 1, JSON.stringify(rule), words ?? order.title],
            ...[roll.size, floorArea ?? roll.area, roll.listed, who.subject, new Date(atMs), dueAt],
          ],
        );
        await client.query(
          `INSERT INTO order_gate_voter (gate_id, voter, kind)
           SELECT $1, voter, kind FROM unnest($2::text[], $3::text[]) AS v (voter, kind)`,
          [id, roll.voters.map(({ voter }) => voter), roll.voters.map(({ kind }) => kind)],
        );
        const opened = await besideStep(
          client,
          order,
          {
            act: 'GATE_OPENED',
            actor: who.subject,
            reason: words,
            detail: { gateId: id, gate: code, roll: roll.size },
            clocks: startTrackClock(book, 'GATE', id, deadline, atMs),
            atMs,
          },
          book,
        );
        return moveByGate(client, book, opened, 'AWAIT_GATE', { actor: who.subject, atMs, reason: rule.zh });
      });
    },
  };
}
