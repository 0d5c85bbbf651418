import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Ballot, type Tally, tally, waitingFor } from '../../core/workflow/gates.ts';
import { GateRule } from '../../core/workflow/gates-rules.ts';
import { cappedCount, nullable, type Queryable, rowsOf } from '../rows.ts';

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
const countRows = rowsOf(Type.Object({ count: Type.Integer() }));

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

/** The first votes of each gate, oldest first. */
export async function votesOf(db: Queryable, gateIds: readonly string[], take: number): Promise<VoteRow[]> {
  return voteRows(
    await db.query(
      `SELECT v.gate_id AS "gateId", v.voter, v.turn, v.choice, v.proxy, v.note, v.recorded_by AS "recordedBy",
         ${ms('v.at', 'atMs')}, NOT EXISTS (
           SELECT FROM order_gate_vote later
           WHERE later.gate_id = v.gate_id AND later.voter = v.voter AND later.turn > v.turn) AS holds
       FROM unnest($1::text[]) AS asked (id)
       CROSS JOIN LATERAL (
         SELECT * FROM order_gate_vote WHERE gate_id = asked.id ORDER BY at, voter, turn LIMIT $2) v
       ORDER BY v.gate_id, v.at, v.voter, v.turn`,
      [gateIds, take],
    ),
  );
}

const VoterRow = Type.Object({
  gateId: Type.String(),
  voter: Type.String(),
  kind: Type.Enum(['HOUSEHOLD', 'PERSON', 'PARTY', 'NAMED']),
  area: nullable(Type.Number()),
  choice: nullable(Type.Enum(['YES', 'NO', 'ABSTAIN'])),
  votedMs: nullable(Type.Number()),
});
/** Somebody on the roll of a gate, with the vote that holds; nulls: none yet. */
export type VoterRow = Static<typeof VoterRow>;
const voterRows = rowsOf(VoterRow);

/** Whom of a roll one asks for; `voted` null asks for all. */
export interface RollQuery {
  voted: boolean | null;
  after: string | null;
  take: number;
}

const VOTED = `EXISTS (SELECT FROM order_gate_vote v WHERE v.gate_id = listed.gate_id AND v.voter = listed.voter)`;

/** One page of the roll of each gate, in order of the voters' ids. */
export async function rollsOf(
  db: Queryable,
  gateIds: readonly string[],
  { voted, after, take }: RollQuery,
): Promise<VoterRow[]> {
  return voterRows(
    await db.query(
      `SELECT page.gate_id AS "gateId", page.voter, page.kind, page.area, own.choice, ${ms('own.at', 'votedMs')}
       FROM unnest($1::text[]) AS asked (id)
       CROSS JOIN LATERAL (
         SELECT * FROM order_gate_voter listed WHERE listed.gate_id = asked.id AND ($2::text IS NULL OR listed.voter > $2)
           AND ($3::boolean IS NULL OR $3 = ${VOTED})
         ORDER BY listed.voter LIMIT $4) page
       LEFT JOIN LATERAL (
         SELECT choice, at FROM order_gate_vote v WHERE v.gate_id = page.gate_id AND v.voter = page.voter
         ORDER BY turn DESC LIMIT 1) own ON true
       ORDER BY page.gate_id, page.voter`,
      [gateIds, after, voted, take],
    ),
  );
}

export function rollCount(db: Queryable, gateId: string, voted: boolean | null): Promise<number | null> {
  const from = `FROM order_gate_voter listed WHERE listed.gate_id = $1 AND ($2::boolean IS NULL OR $2 = ${VOTED})`;
  return cappedCount(db, from, [gateId, voted]);
}

/** The rule that a gate was opened with. @throws Error for one that this version does not know */
export function ruleOf({ id, rule }: Pick<GateRow, 'id' | 'rule'>): GateRule {
  if (Rule.Check(rule)) return rule;
  throw new Error(`gate ${id} has a rule that this version does not know`);
}

/** A gate as it was opened; its votes are not read, of which there may be thousands. */
export interface SeenGate {
  row: GateRow;
  rule: GateRule;
}

/** A gate with its count. */
export interface CountedGate extends SeenGate {
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
  const ballotsOf = Map.groupBy(ballots, ({ gateId }) => gateId);
  const stagesOf = Map.groupBy(stages, ({ gateId }) => gateId);
  return gates.map((row) => {
    const rule = ruleOf(row);
    const own: Ballot[] = ballotsOf.get(row.id) ?? [];
    const held = stagesOf.get(row.id) ?? [];
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

/** The gates of orders, oldest first. */
export async function gatesOfOrders(db: Queryable, orderIds: readonly string[]): Promise<GateRow[]> {
  const sql = `${GATES} WHERE work_order_id = ANY($1::text[]) ORDER BY opened_at, round, id`;
  return gateRows(await db.query(sql, [orderIds]));
}

/** The gates of orders with their counts, oldest first. */
export async function gateTallies(db: Queryable, orderIds: readonly string[]): Promise<CountedGate[]> {
  return counted(db, await gatesOfOrders(db, orderIds));
}

export async function gateSeen(db: Queryable, id: string): Promise<SeenGate | null> {
  const [row] = gateRows(await db.query(`${GATES} WHERE id = $1`, [id]));
  return row === undefined ? null : { row, rule: ruleOf(row) };
}

/** How many voted at a gate, whatever they changed later: their first votes, by the key of the table alone. */
export async function votersCount(db: Queryable, gateId: string): Promise<number> {
  const sql = 'SELECT count(*)::int AS count FROM order_gate_vote WHERE gate_id = $1 AND turn = 1';
  const [row] = countRows(await db.query(sql, [gateId]));
  return row?.count ?? 0;
}

export async function gateById(db: Queryable, id: string): Promise<CountedGate | null> {
  return (await counted(db, gateRows(await db.query(`${GATES} WHERE id = $1`, [id]))))[0] ?? null;
}
