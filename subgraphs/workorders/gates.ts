import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import { hasRight, type Principal, requireRight } from '../../core/permissions.ts';
import { GATE_STATES, nextStage, VOTE_CHOICES, type VoteChoice } from '../../core/workflow/gates.ts';
import { askableId, bad, textArgument } from '../access.ts';
import { closeCounted, moveByResult } from './gates-close.ts';
import { gateById, gateSeen, gatesOfOrders, type SeenGate, votersCount } from './gates-store.ts';
import { belongsTo } from './helpers-store.ts';
import type { OrderRow } from './rows.ts';
import { besideStep, lockVisible, requireLive, type TrackContext } from './tracks.ts';

type Maybe<T> = T | null | undefined;

const TEXT = 2000;

/** What people do about gates that are open: stages, votes, the count (HUA-07, LC-10). */
export function createGateActs(context: TrackContext) {
  const { db, now } = context;

  /** A gate, read with its order locked. `read` brings what of it is needed: a vote does not read all the others. */
  async function held<G extends SeenGate>(
    client: pg.PoolClient,
    who: Principal,
    gateId: string,
    read: (client: pg.PoolClient, id: string) => Promise<G | null>,
  ) {
    const missing = () => new HubError('NOT_FOUND', { what: 'Gate', whatZh: '前置审议', id: gateId });
    const id = askableId(gateId);
    const first = id === null ? null : await gateSeen(client, id);
    const order = first === null ? null : await lockVisible(client, who, first.row.workOrderId);
    if (first === null || order === null) throw missing();
    const gate = await read(client, first.row.id);
    if (gate === null) throw missing();
    return { order, gate };
  }

  /** @throws HubError ILLEGAL_TRANSITION for a gate that is closed, BAD_USER_INPUT for one of an order that has ended */
  function requireOpen({ order, gate }: { order: OrderRow; gate: SeenGate }): void {
    if (gate.row.state === 'OPEN') {
      requireLive(order);
      return;
    }
    const { zh, en } = GATE_STATES[gate.row.state];
    throw new HubError('ILLEGAL_TRANSITION', {
      id: gate.row.id,
      from: en,
      fromZh: zh,
      action: 'be voted at',
      actionZh: '表决或变更',
    });
  }

  /** Whether an order still waits though its gate, the newest of its code, was closed: it was not moved then. */
  async function waitsAfter(client: pg.PoolClient, { order, gate }: { order: OrderRow; gate: SeenGate }) {
    if (gate.row.state === 'OPEN' || order.state !== 'AWAITING_GATE') return false;
    const rounds = (await gatesOfOrders(client, [order.id])).filter(({ code }) => code === gate.row.code);
    return rounds.at(-1)?.id === gate.row.id;
  }

  /** A gate that may still be spoken and voted at: after its deadline it only waits to be counted. */
  async function beforeDeadline<G extends SeenGate>(
    client: pg.PoolClient,
    who: Principal,
    gateId: string,
    read: (client: pg.PoolClient, id: string) => Promise<G | null>,
  ) {
    const found = { ...(await held(client, who, gateId, read)), atMs: now() };
    requireOpen(found);
    const { id, dueMs } = found.gate.row;
    if (dueMs === null || found.atMs <= dueMs) return found;
    throw new HubError('ILLEGAL_TRANSITION', {
      id,
      from: 'Past its deadline',
      fromZh: '已到期',
      action: 'be voted at',
      actionZh: '表决或变更',
    });
  }

  /** Whether somebody may cast the vote of a voter. @throws HubError FORBIDDEN | BAD_USER_INPUT */
  async function requireVoter(
    client: pg.PoolClient,
    { row }: SeenGate,
    who: Principal,
    voter: string,
    atMs: number,
  ): Promise<void> {
    const { rows } = await client.query(
      'SELECT kind FROM order_gate_voter WHERE gate_id = $1 AND voter = $2',
      [row.id, voter],
    );
    const kind: unknown = rows[0]?.kind;
    const own =
      voter === who.subject || (kind === 'PARTY' && (await belongsTo(client, who.subject, voter, atMs)));
    // whether somebody else is on the roll is told to those who see it alone
    if (!own && !hasRight(who, 'gate.manage')) requireRight(who, 'gate.record');
    if (kind === undefined) {
      if (row.rollListed) throw bad('input.voter', 'not on the roll of this gate', '不在本次审议的名册内');
      requireRight(who, 'gate.record');
      if (voter.trim() === '' || voter.length > 64) {
        throw bad('input.voter', '1 to 64 characters', '须为 1 至 64 个字符');
      }
      return;
    }
    if (own || hasRight(who, 'gate.manage')) return;
    // households and invited guests have no token: those who go from door to door write their votes down, no one else
    if (kind === 'HOUSEHOLD' || kind === 'NAMED') return;
    throw new HubError('FORBIDDEN', { action: 'to vote for somebody else', actionZh: '代他人表决' });
  }

  return {
    stage({ gateId, stage, note }: { gateId: string; stage: string; note: string }) {
      const who = context.who('gate.manage');
      const words = textArgument('input.note', note, TEXT);
      return db.tx(async (client) => {
        const { order, gate, atMs } = await beforeDeadline(client, who, gateId, gateById);
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
        const { order, gate, atMs } = await beforeDeadline(client, who, gateId, gateSeen);
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
        const turn: unknown = rows[0]?.turn;
        // of a roll that is listed only those on it may vote
        if (turn === 1 && !row.rollListed && (await votersCount(client, row.id)) > row.rollSize) {
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
          turn: turn ?? 1,
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
        const found = await held(client, who, gateId, gateById);
        const { order, gate } = found;
        const closing = { actor: who.subject, atMs: now(), note: words, moveOrder: moveOrder !== false };
        if (closing.moveOrder && (await waitsAfter(client, found))) {
          return moveByResult(client, order, gate, closing, context.book());
        }
        requireOpen(found);
        return closeCounted(client, order, gate, closing, context.book());
      });
    },
  };
}
