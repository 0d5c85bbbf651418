import Type, { type Static } from 'typebox';
import { type ClockEvent, clockRuns } from '../../core/clock-engine.ts';
import { policyOf } from '../../core/clock-engine-policy.ts';
import { isPromised, policyInForce } from '../../core/clock-engine-view.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { CLOSING_NEEDS, FILING_NEEDS, type MatterDocument } from '../../core/matter-schema.ts';
import { matterAt } from '../../core/matters.ts';
import { severityOfRank } from '../../core/severity.ts';
import { catalogueFaults } from '../../core/workflow/admission.ts';
import { type EvidencePart, geofenceBlockers, missingEvidence } from '../../core/workflow/evidence.ts';
import { GATE_STATES } from '../../core/workflow/gates.ts';
import type { Blocker, GateFact, GuardFacts } from '../../core/workflow/guard-facts.ts';
import { outstanding } from '../../core/workflow/helpers.ts';
import { isSampled } from '../../core/workflow/sampling.ts';
import { blockingSupervisions } from '../../core/workflow/supervision.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';
import { undecidedDuplicates } from './duplicates-store.ts';
import { type CountedGate, gateTallies } from './gates-store.ts';
import type { OrderRow } from './rows.ts';
import { clockEventsOfOrders } from './timers.ts';
import { profileOf } from './workflow.ts';

const Facts = Type.Object({
  workOrderId: Type.String(),
  helpers: Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      state: Type.Enum(['ASKED', 'ARRIVED', 'REPORTED', 'DECLINED', 'RELEASED']),
      required: Type.Boolean(),
    }),
  ),
  supervisions: Type.Array(
    Type.Object({
      id: Type.String(),
      by: Type.Enum(['OWNERS_COMMITTEE', 'OWNERS_SUPERVISORS', 'BRANCH', 'GROUP', 'SUPERIOR']),
      state: Type.Enum(['OPEN', 'REPORTED', 'SATISFIED', 'WITHDRAWN']),
      reportRequired: Type.Boolean(),
      blocksClosing: Type.Boolean(),
    }),
  ),
  evidence: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.Enum(['IMAGE', 'VIDEO', 'AUDIO', 'DOCUMENT', 'OTHER']),
      phase: Type.Enum(['BEFORE', 'DURING', 'AFTER']),
      geofence: Type.Enum(['INSIDE', 'OUTSIDE', 'UNKNOWN']),
      life: Type.Integer(),
    }),
  ),
  admission: nullable(
    Type.Object({
      state: Type.Enum(['ASKED', 'APPROVED', 'REFUSED']),
      funds: nullable(Type.String()),
      people: nullable(Type.String()),
    }),
  ),
  // actions since the last reopening
  acts: Type.Array(Type.String()),
  life: Type.Integer(),
  gates: Type.Integer(),
});
type Facts = Static<typeof Facts>;
const factRows = rowsOf(Facts);

/** All tracks of orders, in one query. */
const SQL = `
  SELECT asked.id AS "workOrderId",
    coalesce((SELECT json_agg(json_build_object('id', h.id, 'name', coalesce(party.name, person.title), 'state', h.state,
        'required', h.required) ORDER BY h.asked_at, h.id)
      FROM order_helper h LEFT JOIN party ON party.id = h.party_id LEFT JOIN person ON person.id = h.person_id
      WHERE h.work_order_id = asked.id), '[]') AS helpers,
    coalesce((SELECT json_agg(json_build_object('id', s.id, 'by', s.by_kind, 'state', s.state,
        'reportRequired', s.report_required, 'blocksClosing', s.blocks_closing) ORDER BY s.opened_at, s.id)
      FROM order_supervision s WHERE s.work_order_id = asked.id), '[]') AS supervisions,
    coalesce((SELECT json_agg(json_build_object('id', e.id, 'kind', e.kind, 'phase', e.phase, 'geofence', e.geofence,
        'life', e.life) ORDER BY e.added_at, e.id)
      FROM order_evidence e WHERE e.work_order_id = asked.id AND e.helper_id IS NULL), '[]') AS evidence,
    (SELECT json_build_object('state', a.state, 'funds', a.funds, 'people', a.people)
      FROM order_admission a WHERE a.work_order_id = asked.id) AS admission,
    coalesce((SELECT json_agg(ev.action ORDER BY ev.version) FROM work_order_event ev
      WHERE ev.work_order_id = asked.id AND ev.version >= (
        SELECT coalesce(max(version), 0) FROM work_order_event
        WHERE work_order_id = asked.id AND action = 'REOPEN')), '[]') AS acts,
    (SELECT 1 + count(*)::int FROM work_order_event WHERE work_order_id = asked.id AND action = 'REOPEN') AS life,
    (SELECT count(*)::int FROM order_gate WHERE work_order_id = asked.id) AS gates
  FROM unnest($1::text[]) AS asked (id)`;

function say(ref: string, { zh, en }: { zh: string; en: string }): Blocker {
  return { ref, zh: `未满足：${zh}`, en: `not met: ${en}` };
}

/** What of the filing condition 立案条件 the hub can see, and does not. */
function filingFaults(
  matter: MatterDocument | null,
  order: OrderRow,
  facts: Facts,
  gates: readonly CountedGate[],
): Blocker[] {
  const met = {
    GRID: order.gridCode !== null,
    DESCRIPTION: (order.description ?? '').trim() !== '' || order.source === 'INCIDENT',
    EVIDENCE_BEFORE: facts.evidence.some(({ phase }) => phase === 'BEFORE'),
    VERIFIED: facts.acts.includes('VERIFY') || order.source === 'INCIDENT',
    CONSENT: latestOf(gates).some(({ row, rule }) => rule.kind === 'CONSENT' && row.state === 'PASSED'),
  } satisfies Record<keyof typeof FILING_NEEDS, boolean>;
  return (matter?.filing.requires ?? [])
    .filter((need) => !met[need])
    .map((need) => say(need, FILING_NEEDS[need]));
}

/** What of the closing condition 结案条件 the hub can see, and does not. */
function closingFaults(matter: MatterDocument | null, facts: Facts, stagesReached: boolean): Blocker[] {
  const met = {
    EVIDENCE_AFTER: facts.evidence.some(({ phase, life }) => phase === 'AFTER' && life === facts.life),
    FEEDBACK: facts.acts.includes('FEEDBACK'),
    CHECKED: facts.acts.lastIndexOf('CHECK_PASS') > facts.acts.lastIndexOf('CHECK_FAIL'),
    STAGES: stagesReached,
  } satisfies Record<keyof typeof CLOSING_NEEDS, boolean>;
  return (matter?.closing.requires ?? [])
    .filter((need) => !met[need])
    .map((need) => say(need, CLOSING_NEEDS[need]));
}

/** The last of each code: a gate that is opened again is judged anew. */
function latestOf(gates: readonly CountedGate[]): CountedGate[] {
  return [...new Map(gates.map((gate) => [gate.row.code, gate])).values()];
}

function gateFacts(gates: readonly CountedGate[]): GateFact[] {
  return latestOf(gates).map(({ row, rule, waitingFor }) => ({
    ref: row.code,
    state: row.state,
    zh: waitingFor?.zh ?? `${rule.zh}：${GATE_STATES[row.state].zh}`,
    en: waitingFor?.en ?? `${rule.en}: ${GATE_STATES[row.state].en.toLowerCase()}`,
  }));
}

/** Whether every stage of the handling clock of an order's present life is reached; true where there is none. */
function reached(events: readonly ClockEvent[], { clockBook }: GovernanceBook, nowMs: number): boolean {
  const run = clockRuns(events).findLast(({ kind }) => kind === 'HANDLE');
  if (run === undefined || !isPromised(run, clockBook)) return true;
  const stages = policyOf(clockBook, policyInForce(run, clockBook, nowMs).policy).policy.stages;
  return stages.every(({ code }) => run.stagesDone.has(code));
}

interface Around {
  book: GovernanceBook;
  nowMs: number;
  gates: readonly CountedGate[];
  duplicates: readonly Blocker[];
  arrived: readonly string[] | null;
  clocks: readonly ClockEvent[];
}

function factsOf(
  order: OrderRow,
  facts: Facts,
  { book, nowMs, gates: counted, duplicates, arrived, clocks }: Around,
): GuardFacts {
  const matter = matterAt(book, order.matter, nowMs);
  const gates = gateFacts(counted);
  const present = facts.evidence.filter(({ life, phase }) => life === facts.life || phase === 'BEFORE');
  const parts: readonly EvidencePart[] = present;
  const fresh = arrived === null ? [] : facts.evidence.filter(({ id }) => arrived.includes(id));
  return {
    duplicatesUndecided: duplicates,
    filingFaults: filingFaults(matter, order, facts, counted),
    closingFaults: closingFaults(matter, facts, reached(clocks, book, nowMs)),
    gates,
    gatesRequired: gates.map(({ ref }) => ref),
    supervisionsOpen: blockingSupervisions(facts.supervisions.map((one) => ({ ...one, dueAtMs: null }))),
    helpersOutstanding: outstanding(facts.helpers),
    evidenceMissing: missingEvidence(matter?.evidence ?? [], parts),
    geofenceBreaches: geofenceBlockers(fresh),
    // a matter that the book does not have stands in no catalogue
    catalogueFaults: catalogueFaults(matter?.inTaskCatalogue ?? false, facts.admission),
    returnsUsed: facts.acts.filter((act) => act === 'REQUEST_RETURN').length,
    sampledForCheck: isSampled(
      { id: order.id, severity: severityOfRank(order.severity) },
      profileOf(book, order).checkSampling ?? 1,
    ),
  };
}

/** States in which duplicates are still looked for. */
const UNJUDGED: readonly string[] = ['REPORTED', 'VERIFYING'];

/** What the tracks beside orders say to their engine now; a handful of queries for all of them. */
export async function guardFactsOfOrders(
  db: Queryable,
  orders: readonly OrderRow[],
  book: GovernanceBook,
  nowMs: number,
  arrived: readonly string[] | null = null,
): Promise<Map<string, GuardFacts>> {
  const rows = factRows(await db.query({ name: 'order-facts', text: SQL }, [orders.map(({ id }) => id)]));
  const gated = rows.filter(({ gates }) => gates > 0).map(({ workOrderId }) => workOrderId);
  const counted = gated.length === 0 ? [] : await gateTallies(db, gated);
  const gates = Map.groupBy(counted, ({ row }) => row.workOrderId);
  const unjudged = orders.filter(({ state }) => UNJUDGED.includes(state));
  const duplicates = await undecidedDuplicates(db, unjudged);
  // only where the closing condition asks for it
  const staged = orders.filter((order) =>
    matterAt(book, order.matter, nowMs)?.closing.requires.includes('STAGES'),
  );
  const clocks =
    staged.length === 0
      ? new Map<string, ClockEvent[]>()
      : await clockEventsOfOrders(
          db,
          staged.map(({ id }) => id),
        );
  const byId = new Map(rows.map((row) => [row.workOrderId, row]));
  return new Map(
    orders.flatMap((order) => {
      const facts = byId.get(order.id);
      if (facts === undefined) return [];
      const around = {
        book,
        nowMs,
        gates: gates.get(order.id) ?? [],
        duplicates: duplicates.get(order.id) ?? [],
        arrived,
        clocks: clocks.get(order.id) ?? [],
      };
      return [[order.id, factsOf(order, facts, around)]];
    }),
  );
}

/** What they say of an order that was opened in this very transaction, in a state past the judging of duplicates: nothing is asked. */
export function guardFactsOfNew(
  order: OrderRow,
  clocks: readonly ClockEvent[],
  book: GovernanceBook,
  nowMs: number,
): GuardFacts {
  const facts: Facts = {
    ...{ workOrderId: order.id, helpers: [], supervisions: [], evidence: [], admission: null },
    ...{ acts: ['OPEN'], life: 1, gates: 0 },
  };
  return factsOf(order, facts, { book, nowMs, gates: [], duplicates: [], arrived: null, clocks });
}

/** What the tracks beside an order say to its engine now. `arrived`: ids of the evidence that comes with the step. */
export async function guardFactsOf(
  db: Queryable,
  order: OrderRow,
  book: GovernanceBook,
  nowMs: number,
  arrived: readonly string[] | null = null,
): Promise<GuardFacts> {
  const facts = (await guardFactsOfOrders(db, [order], book, nowMs, arrived)).get(order.id);
  if (facts === undefined) throw new Error(`the tracks of ${order.id} did not answer`);
  return facts;
}
