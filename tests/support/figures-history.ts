import fc from 'fast-check';
import type { PoolClient } from 'pg';
import type { ClockEvent } from '../../core/clock-engine.ts';
import type { MeasuredEvent, MeasuredFacts } from '../../core/figures.ts';
import type { Db } from '../../runtime/postgres.ts';
import { PEOPLE, PLACE } from './governance.ts';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
/** What the tests call now. */
export const NOW = Date.UTC(2026, 8, 20, 4, 0);
/** Targets of the clocks of these histories, in minutes. */
export const TARGETS = { RESPOND: 30, REPORT_BACK: 400, HANDLE: 3000, SUPERVISION: 200 } as const;

const policy = (kind: keyof typeof TARGETS) => `MINUTES/${TARGETS[kind]}@1`;
const start = (kind: keyof typeof TARGETS, atMs: number): ClockEvent => ({
  ...{ type: 'START', atMs, kind, holder: null, policy: policy(kind) },
});

interface Move {
  action: string;
  /** Null: the state stays. */
  to: string | null;
  clocks?: (atMs: number) => ClockEvent[];
}

const halt = (atMs: number): ClockEvent[] => [{ type: 'STOP', atMs, which: {} }];
const stop =
  (kind: string) =>
  (atMs: number): ClockEvent[] => [{ type: 'STOP', atMs, which: { kind } }];
const paused =
  (cause: string) =>
  (atMs: number): ClockEvent[] => [{ type: 'PAUSE', atMs, which: {}, cause, reason: null }];
const resumed =
  (cause: string) =>
  (atMs: number): ClockEvent[] => [{ type: 'RESUME', atMs, which: {}, cause }];

const BESIDE: Move[] = [
  { action: 'REMIND', to: null },
  { action: 'SUPERVISION_OPENED', to: null, clocks: (atMs) => [start('SUPERVISION', atMs)] },
  { action: 'SUPERVISION_SATISFIED', to: null, clocks: stop('SUPERVISION') },
];
const AWAY: Move[] = [
  { action: 'VOID', to: 'VOIDED', clocks: (atMs) => [{ type: 'CANCEL', atMs, which: {}, reason: null }] },
  { action: 'MERGE', to: 'MERGED', clocks: paused('MERGED') },
];
const SEND: Move = { action: 'DISPATCH', to: 'DISPATCHED', clocks: (atMs) => [start('HANDLE', atMs)] };

/** Ways on from each state; the first of each is the usual one. */
const MOVES: Readonly<Record<string, readonly Move[]>> = {
  REPORTED: [
    { action: 'ACCEPT', to: 'ACCEPTED' },
    { action: 'REJECT', to: 'REJECTED', clocks: halt },
    ...AWAY,
  ],
  ACCEPTED: [{ action: 'FILE', to: 'FILED' }, ...BESIDE, ...AWAY],
  FILED: [SEND, ...BESIDE, ...AWAY],
  DISPATCHED: [
    { action: 'TAKE', to: 'TAKEN', clocks: stop('RESPOND') },
    { action: 'REQUEST_RETURN', to: 'RETURN_REQUESTED' },
    ...BESIDE,
  ],
  RETURN_REQUESTED: [{ action: 'GRANT_RETURN', to: 'FILED' }],
  TAKEN: [{ action: 'START', to: 'IN_PROGRESS' }, ...BESIDE],
  IN_PROGRESS: [
    { action: 'FEEDBACK', to: 'FEEDBACK', clocks: stop('REPORT_BACK') },
    { action: 'SUSPEND', to: 'SUSPENDED', clocks: paused('SUSPENDED') },
    ...BESIDE,
    ...AWAY,
  ],
  SUSPENDED: [
    { action: 'RESUME', to: 'IN_PROGRESS', clocks: resumed('SUSPENDED') },
    { action: 'REMIND', to: null },
  ],
  FEEDBACK: [
    { action: 'CHECK_PASS', to: 'CHECKING', clocks: stop('HANDLE') },
    { action: 'CHECK_FAIL', to: 'REWORK' },
    ...AWAY,
  ],
  CHECKING: [
    { action: 'CLOSE', to: 'CLOSED', clocks: halt },
    { action: 'CHECK_FAIL', to: 'REWORK' },
  ],
  REWORK: [{ action: 'START', to: 'IN_PROGRESS' }, SEND, ...AWAY],
  CLOSED: [
    { action: 'RATE', to: 'RATED' },
    { action: 'REOPEN', to: 'REOPENED', clocks: (atMs) => [start('RESPOND', atMs)] },
  ],
  RATED: [{ action: 'REOPEN', to: 'REOPENED', clocks: (atMs) => [start('RESPOND', atMs)] }],
  REOPENED: [SEND, ...AWAY],
  MERGED: [
    { action: 'UNMERGE', to: 'BEFORE', clocks: resumed('MERGED') },
    { action: 'FOLLOWED', to: 'CLOSED', clocks: halt },
  ],
  VOIDED: [],
  REJECTED: [],
};

/** An order as the tests make it. */
export interface MadeOrder {
  id: string;
  channel: string | null;
  facts: MeasuredFacts;
  events: MeasuredEvent[];
}

const GAPS = [1, 1, 2, 4, 11, 30, 45, 200, 1500, 6000].map((minutes) => minutes * MINUTE);

interface Script {
  grid: string | null;
  matter: string;
  source: string;
  channel: string | null;
  severity: MeasuredFacts['severity'];
  openedDaysAgo: number;
  openedAhead: boolean;
  person: string;
  party: string | null;
  steps: { pick: number; gap: number; stars: number }[];
}

/** One order of a script: at each step the usual way or another; it ends when nothing leads on, or now comes. */
function orderOf(script: Script, index: number): MadeOrder {
  const facts: MeasuredFacts = {
    ...{ gridCode: script.grid, matter: script.matter, source: script.source, profile: 'standard' },
    ...{ severity: script.severity, partyId: null, assigneeId: null },
  };
  let state = script.openedAhead ? 'FILED' : 'REPORTED';
  let before = state;
  let atMs = NOW - script.openedDaysAgo * DAY;
  const events: MeasuredEvent[] = [
    {
      ...{ action: 'OPEN', fromState: null, toState: state, atMs, stars: null, after: facts },
      clocks: [start('RESPOND', atMs), start('REPORT_BACK', atMs)],
    },
  ];
  for (const { pick, gap, stars } of script.steps) {
    const moves = MOVES[state] ?? [];
    // half of the steps go the usual way
    const move = moves[pick % 2 === 0 ? 0 : Math.floor(pick / 2) % Math.max(1, moves.length)];
    atMs += GAPS[gap] ?? MINUTE;
    if (move === undefined || atMs > NOW) break;
    const to = move.to === 'BEFORE' ? before : (move.to ?? state);
    if (move.action === 'MERGE') before = state;
    events.push({
      ...{ action: move.action, fromState: state, toState: to, atMs },
      stars: move.action === 'RATE' ? stars : null,
      after: move.action === 'DISPATCH' ? { assigneeId: script.person, partyId: script.party } : {},
      clocks: move.clocks?.(atMs) ?? [],
    });
    state = to;
  }
  return { id: `wo_${String(index).padStart(4, '0')}`, channel: script.channel, facts, events };
}

const script: fc.Arbitrary<Script> = fc.record({
  grid: fc.constantFrom(PLACE.grid, PLACE.microGrid, PLACE.otherGrid, PLACE.community, null),
  matter: fc.constantFrom('environment', 'parking'),
  source: fc.constantFrom('RESIDENT', 'PATROL'),
  channel: fc.constantFrom('PHONE', null),
  severity: fc.constantFrom('info', 'minor', 'major', 'critical'),
  openedDaysAgo: fc.integer({ min: 0, max: 45 }),
  openedAhead: fc.boolean(),
  person: fc.constantFrom(PEOPLE.worker.id, PEOPLE.property.id),
  party: fc.constantFrom('pt-property', null),
  steps: fc.array(
    fc.record({
      pick: fc.nat({ max: 200 }),
      gap: fc.nat({ max: GAPS.length - 1 }),
      stars: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 40, size: 'max' },
  ),
});

/** Several orders with random histories. */
export const madeOrders: fc.Arbitrary<MadeOrder[]> = fc
  .array(script, { minLength: 1, maxLength: 12, size: 'max' })
  .map((scripts) => scripts.map(orderOf));

/** Rows of history, but for those that are there already. */
async function insertEvents(
  client: PoolClient,
  { id, events }: Pick<MadeOrder, 'id' | 'events'>,
): Promise<void> {
  for (const [index, event] of events.entries()) {
    const { action, fromState, toState, stars, clocks, after, atMs } = event;
    await client.query(
      `INSERT INTO work_order_event (work_order_id, version, action, from_state, to_state, actor, detail, at, clocks,
         changes) VALUES ($1, $2, $3, $4, $5, 'test', $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [
        ...[id, index + 1, action, fromState, toState],
        ...[stars === null ? null : JSON.stringify({ stars }), new Date(atMs)],
        ...[JSON.stringify(clocks), JSON.stringify({ before: {}, after })],
      ],
    );
  }
}

/** The steps that orders in the database do not have yet. */
export async function addSteps(db: Db, orders: readonly MadeOrder[]): Promise<void> {
  await db.tx(async (client) => {
    for (const order of orders) await insertEvents(client, order);
  });
}

/** Puts orders into the database, in place of all others. The row of an order itself is of no matter to figures. */
export async function storeOrders(db: Db, orders: readonly MadeOrder[]): Promise<void> {
  await db.tx(async (client) => {
    await client.query('DELETE FROM work_order_measure');
    await client.query('DELETE FROM work_order_event');
    await client.query('DELETE FROM work_order');
    for (const { id, channel, facts, events } of orders) {
      const opened = new Date(events[0]?.atMs ?? NOW);
      await client.query(
        `INSERT INTO work_order (id, case_number, profile, state, source, channel, matter, title, severity, grid_code,
           dispatch_explanation, created_at, updated_at, closed_at, version)
         VALUES ($1, $1, $2, 'CLOSED', $3, $4, $5, 'test', 1, $6, '', $7, $7, $7, $8)`,
        [id, facts.profile, facts.source, channel, facts.matter, facts.gridCode, opened, events.length],
      );
      await insertEvents(client, { id, events });
    }
  });
}
