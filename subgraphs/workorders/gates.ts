import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { newId } from '../../core/ids.ts';
import { hasRight, type Principal } from '../../core/permissions.ts';
import type { WorkOrderAction } from '../../core/work-order.ts';
import { GATE_STATES, nextStage, VOTE_CHOICES, type VoteChoice } from '../../core/workflow/gates.ts';
import { GATE_RULES, type GateRule } from '../../core/workflow/gates-rules.ts';
import { gatesFor, workflowOf } from '../../core/workflow/profile.ts';
import { askableId, textArgument } from '../access.ts';
import { callRoll } from './gates-roll.ts';
import { type CountedGate, gateById, gateTallies } from './gates-store.ts';
import { guardFactsOf } from './guard-facts.ts';
import { belongsTo } from './helpers-store.ts';
import type { OrderRow } from './rows.ts';
import { takeStep } from './steps.ts';
import {
  bad,
  besideStep,
  lockSeen,
  requireLive,
  startTrackClock,
  stopTrackClock,
  type Target,
  type TrackContext,
} from './tracks.ts';
import { profileOf, stateOf } from './workflow.ts';

type Maybe<T> = T | null | undefined;

const TEXT = 2000;
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

/** What people do about gates 前置审议 (HY-07, HUA-04, HUA-07, AQ-09, LC-10). */
export function createGateActs(context: TrackContext) {
  const { db, now } = context;

  /** Takes a step where the order's profile has it and nothing else holds it up; else the order stays as it is. */
  async function move(
    client: pg.PoolClient,
    order: OrderRow,
    action: WorkOrderAction,
    more: { actor: string; atMs: number; reason: string },
  ): Promise<OrderRow> {
    const book = context.book();
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

  /** A gate that is open, with its order locked. */
  async function open(client: pg.PoolClient, who: Principal, gateId: string) {
    const id = askableId(gateId);
    const first = id === null ? null : await gateById(client, id);
    if (first === null) throw new HubError('NOT_FOUND', { what: 'Gate', whatZh: '前置审议', id: gateId });
    const order = await lockSeen(client, who, { workOrderId: first.row.workOrderId });
    const gate = (await gateById(client, first.row.id)) ?? first;
    if (gate.row.state !== 'OPEN') {
      const { zh, en } = GATE_STATES[gate.row.state];
      throw new HubError('ILLEGAL_TRANSITION', {
        id: gate.row.id,
        from: en,
        fromZh: zh,
        action: 'be voted at',
        actionZh: '表决或变更',
      });
    }
    return { order, gate };
  }

  /** Whether somebody may cast the vote of a voter. @throws HubError FORBIDDEN | BAD_USER_INPUT */
  async function requireVoter(
    client: pg.PoolClient,
    { row }: CountedGate,
    who: Principal,
    voter: string,
    atMs: number,
  ): Promise<void> {
    const { rows } = await client.query(
      'SELECT kind FROM order_gate_voter WHERE gate_id = $1 AND voter = $2',
      [row.id, voter],
    );
    const kind: unknown = rows[0]?.kind;
    if (kind === undefined) {
      if (row.rollListed) throw bad('input.voter', 'not on the roll of this gate', '不在本次审议的名册内');
      if (voter.trim() === '' || voter.length > 64) {
        throw bad('input.voter', '1 to 64 characters', '须为 1 至 64 个字符');
      }
      return;
    }
    if (voter === who.subject || hasRight(who, 'gate.manage')) return;
    // households and invited guests have no token: those who go from door to door write their votes down
    if (kind === 'HOUSEHOLD' || kind === 'NAMED') return;
    if (kind === 'PARTY' && (await belongsTo(client, who.subject, voter, atMs))) return;
    throw new HubError('FORBIDDEN', { action: 'to vote for somebody else', actionZh: '代他人表决' });
  }

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
        const before = (await gateTallies(client, [order.id])).filter(({ row }) => row.code === code);
        const last = before.at(-1)?.row;
        if (last?.state === 'OPEN' || last?.state === 'PASSED') {
          const { zh, en } = GATE_STATES[last.state];
          throw bad('input.gate', `this gate is ${en.toLowerCase()} already`, `该审议已${zh}`);
        }
        const given = { named, households: households ?? null };
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
        return move(client, opened, 'AWAIT_GATE', { actor: who.subject, atMs, reason: rule.zh });
      });
    },

    stage({ gateId, stage, note }: { gateId: string; stage: string; note: string }) {
      const who = context.who('gate.manage');
      const words = textArgument('input.note', note, TEXT);
      return db.tx(async (client) => {
        const { order, gate } = await open(client, who, gateId);
        const atMs = now();
        const next = nextStage(
          gate.rule,
          gate.stages.map((one) => one.stage),
        );
        if (next !== stage) {
          const due = gate.rule.stages?.find(({ code }) => code === next);
          throw bad(
            'input.stage',
            due === undefined ? 'no stage is left' : `${due.code} (${due.en}) comes next`,
            due === undefined ? '环节均已完成' : `下一环节为 ${due.code}（${due.zh}）`,
          );
        }
        await client.query(
          'INSERT INTO order_gate_stage (gate_id, stage, note, by, at) VALUES ($1, $2, $3, $4, $5)',
          [gate.row.id, stage, words, who.subject, new Date(atMs)],
        );
        const detail = { gateId: gate.row.id, gate: gate.row.code, stage };
        return besideStep(
          client,
          order,
          { act: 'GATE_STAGE', actor: who.subject, reason: words, detail, atMs },
          context.book(),
        );
      });
    },

    vote({
      gateId,
      voter: named,
      choice,
      proxy,
      area,
      note,
    }: {
      gateId: string;
      voter?: Maybe<string>;
      choice: VoteChoice;
      proxy?: Maybe<string>;
      area?: Maybe<number>;
      note?: Maybe<string>;
    }) {
      const who = context.who('gate.vote');
      const voter = named ?? who.subject;
      const agent = textArgument('input.proxy', proxy, 100);
      const words = textArgument('input.note', note, 400);
      if (askableId(voter) === null) throw bad('input.voter', 'no such voter', '没有该表决人');
      if (area != null && !(area >= 0)) throw bad('input.area', 'not below 0', '不得小于 0');
      return db.tx(async (client) => {
        const { order, gate } = await open(client, who, gateId);
        const atMs = now();
        const { row, rule } = gate;
        if (agent !== null && rule.proxies === false) {
          throw bad('input.proxy', 'this gate takes no proxies', '本次审议不接受委托');
        }
        await requireVoter(client, gate, who, voter, atMs);
        const { rows } = await client.query(
          `INSERT INTO order_gate_vote (gate_id, voter, turn, choice, area, proxy, note, recorded_by, at)
           SELECT $1, $2, coalesce(max(turn), 0) + 1, $3, $4, $5, $6, $7, $8 FROM order_gate_vote
           WHERE gate_id = $1 AND voter = $2 RETURNING turn`,
          [row.id, voter, choice, area ?? null, agent, words, who.subject, new Date(atMs)],
        );
        const after = (await gateById(client, row.id)) ?? gate;
        if (after.tally.cast > row.rollSize) {
          throw bad(
            'input.voter',
            `all ${row.rollSize} have voted already`,
            `应投 ${row.rollSize} 票，已投满`,
          );
        }
        const detail = {
          gateId: row.id,
          gate: row.code,
          voter,
          choice,
          turn: rows[0]?.turn ?? 1,
          byProxy: agent !== null,
        };
        return besideStep(
          client,
          order,
          { act: 'VOTE', actor: who.subject, reason: words ?? VOTE_CHOICES[choice].zh, detail, atMs },
          context.book(),
        );
      });
    },

    close({ gateId, note, moveOrder }: { gateId: string; note?: Maybe<string>; moveOrder?: Maybe<boolean> }) {
      const who = context.who('gate.manage');
      const words = textArgument('input.note', note, TEXT);
      return db.tx(async (client) => {
        const { order, gate } = await open(client, who, gateId);
        const atMs = now();
        const { row, rule, tally } = gate;
        await client.query(
          'UPDATE order_gate SET state = $2, closed_by = $3, closed_at = $4, tally = $5 WHERE id = $1',
          [row.id, tally.result, who.subject, new Date(atMs), JSON.stringify(tally)],
        );
        const { zh, en } = GATE_STATES[tally.result];
        const reason = `${rule.zh}${zh}：${tally.zh}${words === null ? '' : `。${words}`}`;
        const detail = {
          gateId: row.id,
          gate: row.code,
          result: tally.result,
          zh: tally.zh,
          en: `${en}: ${tally.en}`,
        };
        const closed = await besideStep(
          client,
          order,
          {
            act: 'GATE_CLOSED',
            actor: who.subject,
            reason,
            detail,
            clocks: stopTrackClock('GATE', row.id, atMs),
            atMs,
          },
          context.book(),
        );
        if (moveOrder === false) return closed;
        const action = tally.result === 'PASSED' ? 'PASS_GATE' : 'REFUSE_GATE';
        return move(client, closed, action, { actor: who.subject, atMs, reason });
      });
    },
  };
}
