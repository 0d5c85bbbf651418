import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Ballot, type Tally, tally, waitingFor } from '../../core/workflow/gates.ts';
import { GateRule } from '../../core/workflow/gates-rules.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';

const ms = (column: string, alias: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${alias}"`;
const Rule = Compile(GateRule);

const GateRow = Type.Object({
  id: Type.String(),
  workOrderId: Type.String(),
  code: Type.String(),
  round: Type.Integer(),
  rule: Type.Unknown(),
  state: Type.Enum(['OPEN', 'PASSED', 'REFUSED']),
  subject: Type.String(),
  rollSize: Type.Integer(),
  rollArea: nullable(Type.Number()),
  rollListed: Type.Boolean(),
  openedBy: Type.String(),
  openedMs: Type.Number(),
  dueMs: nullable(Type.Number()),
  closedBy: nullable(Type.String()),
  closedMs: nullable(Type.Number()),
});
export type GateRow = Static<typeof GateRow>;
const gateRows = rowsOf(GateRow);

const GATES = `
  SELECT id, work_order_id AS "workOrderId", code, round, rule, state, subject, roll_size AS "rollSize",
    roll_area AS "rollArea", roll_listed AS "rollListed", opened_by AS "openedBy", ${ms('opened_at', 'openedMs')},
    ${ms('due_at', 'dueMs')}, closed_by AS "closedBy", ${ms('closed_at', 'closedMs')}
  FROM order_gate`;

const BallotRow = Type.Object({
  gateId: Type.String(),
  voter: Type.String(),
  choice: Type.Enum(['YES', 'NO', 'ABSTAIN']),
  area: nullable(Type.Number()),
});
const ballotRows = rowsOf(BallotRow);
const StageRow = Type.Object({
  gateId: Type.String(),
  stage: Type.String(),
  note: Type.String(),
  by: Type.String(),
  atMs: Type.Number(),
});
export type StageRow = Static<typeof StageRow>;
const stageRows = rowsOf(StageRow);

const VoteRow = Type.Object({
  gateId: Type.String(),
  voter: Type.String(),
  turn: Type.Integer(),
  holds: Type.Boolean(),
  choice: Type.Enum(['YES', 'NO', 'ABSTAIN']),
  proxy: nullable(Type.String()),
  note: nullable(Type.String()),
  recordedBy: Type.String(),
  atMs: Type.Number(),
});
export type VoteRow = Static<typeof VoteRow>;
const voteRows = rowsOf(VoteRow);

export async function votesOf(db: Queryable, gateIds: readonly string[]): Promise<VoteRow[]> {
  return voteRows(
    await db.query(
      `SELECT gate_id AS "gateId", voter, turn, turn = max(turn) OVER (PARTITION BY gate_id, voter) AS holds, choice,
         proxy, note, recorded_by AS "recordedBy", ${ms('at', 'atMs')}
       FROM order_gate_vote WHERE gate_id = ANY($1::text[]) ORDER BY gate_id, at, voter, turn`,
      [gateIds],
    ),
  );
}

/** The rule that a gate was opened with. @throws Error for one that this version does not know */
export function ruleOf({ id, rule }: Pick<GateRow, 'id' | 'rule'>): GateRule {
  if (Rule.Check(rule)) return rule;
  throw new Error(`gate ${id} has a rule that this version does not know`);
}

/** A gate with its count. */
export interface CountedGate {
  row: GateRow;
  rule: GateRule;
  tally: Tally;
  stages: StageRow[];
  /** Null once it is closed. */
  waitingFor: { zh: string; en: string } | null;
}

async function counted(db: Queryable, gates: readonly GateRow[]): Promise<CountedGate[]> {
  const ids = gates.map(({ id }) => id);
  if (ids.length === 0) return [];
  const ballots = ballotRows(
    await db.query(
      `SELECT DISTINCT ON (v.gate_id, v.voter) v.gate_id AS "gateId", v.voter, v.choice,
         coalesce(listed.area, v.area) AS area
       FROM order_gate_vote v LEFT JOIN order_gate_voter listed ON listed.gate_id = v.gate_id AND listed.voter = v.voter
       WHERE v.gate_id = ANY($1::text[]) ORDER BY v.gate_id, v.voter, v.turn DESC`,
      [ids],
    ),
  );
  const stages = stageRows(
    await db.query(
      `SELECT gate_id AS "gateId", stage, note, by, ${ms('at', 'atMs')} FROM order_gate_stage
       WHERE gate_id = ANY($1::text[]) ORDER BY gate_id, at`,
      [ids],
    ),
  );
  return gates.map((row) => {
    const rule = ruleOf(row);
    const own: Ballot[] = ballots.filter(({ gateId }) => gateId === row.id);
    const held = stages.filter(({ gateId }) => gateId === row.id);
    const roll = { size: row.rollSize, area: row.rollArea };
    const count = tally(
      rule,
      roll,
      own,
      held.map(({ stage }) => stage),
    );
    return {
      row,
      rule,
      tally: count,
      stages: held,
      waitingFor: row.state === 'OPEN' ? waitingFor(rule, count) : null,
    };
  });
}

/** The gates of orders with their counts, oldest first. */
export async function gateTallies(db: Queryable, orderIds: readonly string[]): Promise<CountedGate[]> {
  const sql = `${GATES} WHERE work_order_id = ANY($1::text[]) ORDER BY opened_at, round, id`;
  return counted(db, gateRows(await db.query(sql, [orderIds])));
}

export async function gateById(db: Queryable, id: string): Promise<CountedGate | null> {
  return (await counted(db, gateRows(await db.query(`${GATES} WHERE id = $1`, [id]))))[0] ?? null;
}
