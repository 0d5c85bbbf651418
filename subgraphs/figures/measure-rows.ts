import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { clockEventsIn } from '../../core/clock-event-schema.ts';
import { CLOCK_KINDS } from '../../core/clocks.ts';
import type { LifeMeasure, MeasuredEvent } from '../../core/figures.ts';
import { severityRank } from '../../core/severity.ts';
import { nullable, rowsOf } from '../rows.ts';

const Text = Type.String();
const TextOrNull = nullable(Text);

export const EVENT_SQL = `SELECT e.work_order_id AS "workOrderId", e.version, e.action, e.from_state AS "fromState",
    e.to_state AS "toState", (extract(epoch FROM e.at) * 1000)::float8 AS "atMs", e.clocks, e.changes -> 'after' AS after,
    CASE WHEN e.action = 'RATE' AND e.detail ->> 'stars' ~ '^[1-5]$' THEN (e.detail ->> 'stars')::int END AS stars,
    w.channel
  FROM work_order_event e JOIN work_order w ON w.id = e.work_order_id
  WHERE e.work_order_id = ANY($1::text[]) ORDER BY e.work_order_id, e.version`;

/** A row of history with what figures ask of it. */
export const measuredEventRows = rowsOf(
  Type.Object({
    workOrderId: Text,
    version: Type.Integer(),
    action: Text,
    fromState: TextOrNull,
    toState: Text,
    atMs: Type.Number(),
    clocks: Type.Unknown(),
    after: Type.Unknown(),
    stars: nullable(Type.Integer()),
    channel: TextOrNull,
  }),
);
type MeasuredEventRow = ReturnType<typeof measuredEventRows>[number];

const facts = Compile(
  Type.Object({
    gridCode: Type.Optional(TextOrNull),
    matter: Type.Optional(Text),
    source: Type.Optional(Text),
    profile: Type.Optional(Text),
    severity: Type.Optional(Type.Enum(['info', 'minor', 'major', 'critical'])),
    partyId: Type.Optional(TextOrNull),
    assigneeId: Type.Optional(TextOrNull),
  }),
);

/** Null for a row whose clock events or facts this version cannot read. */
export function measuredEvent(row: MeasuredEventRow): MeasuredEvent | null {
  const clocks = clockEventsIn(row.clocks);
  const { action, fromState, toState, atMs, stars, after } = row;
  if (clocks === null || !facts.Check(after)) return null;
  return { action, fromState, toState, atMs, stars, clocks, after };
}

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** Every moment at which a figure may count this life. */
function moments(life: LifeMeasure): number[] {
  const kinds = Object.values(life.kinds).flatMap(({ endedAtMs, breachAtMs }) => [endedAtMs, breachAtMs]);
  const { openedAtMs, filedAtMs, dispatchedAtMs, takenAtMs, closedAtMs, endedAtMs } = life;
  const lengths = [life.respond, life.reportBack, life.handle, life.close].map((one) => one?.atMs ?? null);
  const own = [...lengths, openedAtMs, filedAtMs, dispatchedAtMs, takenAtMs, closedAtMs, endedAtMs];
  return [...own, life.supervisedAtMs, life.remindedAtMs, life.ratedAtMs, ...kinds].filter(
    (ms) => ms !== null,
  );
}

function spanOf(life: LifeMeasure): string {
  const all = moments(life);
  const upper = life.outcome === 'OPEN' ? '' : iso(Math.max(...all));
  return `[${iso(Math.min(...all))},${upper}${upper === '' ? ')' : ']'}`;
}

function lengths({ respond, reportBack, handle, close }: LifeMeasure): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ respond, report_back: reportBack, handle, close }).flatMap(([name, length]) => [
      [`${name}_ms`, length === null ? null : Math.round(length.ms)],
      [`${name}_done_at`, iso(length?.atMs ?? null)],
    ]),
  );
}

/** When and by what a life was measured. */
export interface Measuring {
  workOrderId: string;
  orderVersion: number;
  basis: string;
  channel: string | null;
  nowMs: number;
}

/** A life as a row of `work_order_measure`, by the names of its columns. */
export function measureRow(life: LifeMeasure, of: Measuring): Record<string, unknown> {
  const kinds = Object.keys(CLOCK_KINDS).flatMap((name) => {
    const kind = Object.entries(life.kinds).find(([other]) => other === name)?.[1];
    const column = name.toLowerCase();
    return [
      [`${column}_ended_at`, iso(kind?.endedAtMs ?? null)],
      [`${column}_breach_at`, iso(kind?.breachAtMs ?? null)],
    ];
  });
  return {
    work_order_id: of.workOrderId,
    life: life.life,
    order_version: of.orderVersion,
    basis: of.basis,
    measured_at: iso(of.nowMs),
    grid_code: life.gridCode ?? '',
    matter: life.matter,
    source: life.source,
    channel: of.channel ?? '',
    profile: life.profile,
    severity: severityRank(life.severity),
    party_id: life.partyId ?? '',
    assignee_id: life.assigneeId ?? '',
    outcome: life.outcome,
    counted: life.counted,
    opened_at: iso(life.openedAtMs),
    filed_at: iso(life.filedAtMs),
    dispatched_at: iso(life.dispatchedAtMs),
    taken_at: iso(life.takenAtMs),
    closed_at: iso(life.closedAtMs),
    ended_at: iso(life.endedAtMs),
    supervised_at: iso(life.supervisedAtMs),
    reminded_at: iso(life.remindedAtMs),
    rated_at: iso(life.ratedAtMs),
    reworks: life.reworks,
    returns: life.returns,
    reminders: life.reminders,
    stars: life.stars,
    ...lengths(life),
    promised: life.promised,
    late_at: iso(life.lateAtMs),
    ...Object.fromEntries(kinds),
    span: spanOf(life),
  };
}
