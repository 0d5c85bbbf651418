import type { FigureMeasure } from '../core/figures-measures.ts';
import { DAY, type MadeOrder, MINUTE, TARGETS } from './support/figures-history.ts';

type Kind = keyof typeof TARGETS;
type Events = MadeOrder['events'];

/** A life by the plainest reading of its history: nothing of core/figures.ts is used. */
export interface PlainLife {
  id: string;
  life: number;
  order: MadeOrder;
  /** Rows of history of this life, and of the whole order. */
  own: Events;
  all: Events;
  person: string;
  party: string;
}

export function plainLives(orders: readonly MadeOrder[]): PlainLife[] {
  return orders.flatMap((order) => {
    const lives: Events[] = [[]];
    for (const event of order.events) {
      if (event.action === 'REOPEN') lives.push([]);
      lives.at(-1)?.push(event);
    }
    let [person, party]: [string, string] = ['', ''];
    return lives.map((own, index) => {
      for (const { after } of own) {
        person = after.assigneeId ?? person;
        party = after.partyId ?? party;
      }
      return { id: order.id, life: index + 1, order, own, all: order.events, person, party };
    });
  });
}

const OPEN_END = Number.POSITIVE_INFINITY;
const halted = (state: string) => state === 'SUSPENDED' || state === 'MERGED';

/** Stretches between rows of history in which time counts. */
function counting(all: Events): { from: number; to: number }[] {
  return all.flatMap((event, index) =>
    halted(event.toState) ? [] : [{ from: event.atMs, to: all[index + 1]?.atMs ?? OPEN_END }],
  );
}

function net(all: Events, from: number, to: number): number {
  return counting(all).reduce(
    (sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)),
    0,
  );
}

/** The first millisecond at which more than `target` has counted since `from`; null when it ends, or waits, before. */
function over(all: Events, from: number, end: number, target: number): number | null {
  let left = target;
  for (const one of counting(all)) {
    const [a, b] = [Math.max(one.from, from), Math.min(one.to, end)];
    if (b <= a) continue;
    if (b - a > left) return a + left + 1;
    left -= b - a;
  }
  return null;
}

interface Run {
  from: number;
  end: number | null;
}

function runs({ own }: PlainLife, kind: Kind): Run[] {
  const found: Run[] = [];
  for (const { clocks } of own) {
    for (const event of clocks) {
      const running = found.find(({ end }) => end === null);
      if (event.type === 'START' && event.kind === kind && running === undefined) {
        found.push({ from: event.atMs, end: null });
      }
      const ends = event.type === 'STOP' && (event.which.kind ?? kind) === kind;
      if (ends && running !== undefined) running.end = event.atMs;
      if (event.type === 'CANCEL' && running !== undefined) found.splice(found.indexOf(running), 1);
    }
  }
  return found;
}

function clock(life: PlainLife, kind: Kind) {
  const all = runs(life, kind);
  const ends = all.map(({ end }) => end ?? OPEN_END);
  const breaches = all.flatMap(
    ({ from, end }) => over(life.all, from, end ?? OPEN_END, TARGETS[kind] * MINUTE) ?? [],
  );
  return {
    any: all.length > 0,
    from: all[0]?.from ?? null,
    endedAt: all.length === 0 || ends.includes(OPEN_END) ? null : Math.max(...ends),
    breachAt: breaches.length === 0 ? null : Math.min(...breaches),
  };
}

const first = (own: Events, ...actions: string[]) =>
  own.find(({ action }) => actions.includes(action))?.atMs ?? null;
const times = (own: Events, ...actions: string[]) =>
  own.filter(({ action }) => actions.includes(action)).length;
const FILED_BY = [
  'FILED',
  'DISPATCHED',
  'REOPENED',
  'TAKEN',
  'IN_PROGRESS',
  'REWORK',
  'FEEDBACK',
  'CHECKING',
  'CLOSED',
];

/** Where a life stands at its end: closed with its parent counts as merged. */
function outcome(own: Events): { how: string; at: number } {
  const last = own.findLast(({ action, fromState, toState }) => action !== 'RATE' && fromState !== toState);
  const at = last?.atMs ?? 0;
  if (last?.action === 'FOLLOWED')
    return { how: 'MERGED', at: own.findLast((e) => e.action === 'MERGE')?.atMs ?? at };
  return { how: last?.toState ?? '', at };
}

function facts(life: PlainLife) {
  const { own, all } = life;
  const { how, at } = outcome(own);
  const ended = ['CLOSED', 'REJECTED', 'VOIDED', 'MERGED'].includes(how);
  const opened = own[0]?.atMs ?? 0;
  const promises = [clock(life, 'RESPOND'), clock(life, 'REPORT_BACK'), clock(life, 'HANDLE')];
  const late = promises.flatMap(({ breachAt }) => breachAt ?? []);
  const taken = first(own, 'TAKE');
  const filed =
    own.find(({ toState, action }) => FILED_BY.includes(toState) && action !== 'FOLLOWED')?.atMs ?? null;
  const sent = first(own, 'DISPATCH');
  const closed = how === 'CLOSED' ? at : null;
  const length = (kind: Kind, from: number, to: number | null) => {
    const own = clock(life, kind);
    const [a, b] = own.any ? [own.from ?? from, own.endedAt] : [from, to];
    return b === null ? null : { at: b, ms: net(all, a, b) };
  };
  const handled = own.findLast(({ action }) => action === 'FEEDBACK')?.atMs ?? null;
  const rating = own.findLast(({ action }) => action === 'RATE');
  return {
    ...{ how, at, opened, taken, filed, sent, closed, rating },
    counted: how !== 'VOIDED' && how !== 'MERGED',
    endedAt: ended ? at : OPEN_END,
    promised: promises.some(({ any }) => any),
    lateAt: late.length === 0 ? OPEN_END : Math.min(...late),
    respond: length('RESPOND', opened, taken),
    reportBack: length('REPORT_BACK', opened, first(own, 'FEEDBACK')),
    handle: length('HANDLE', taken ?? sent ?? filed ?? opened, handled),
    close: closed === null ? null : { at: closed, ms: net(all, opened, closed) },
    reworks: times(own, 'CHECK_FAIL'),
  };
}

/** What a life adds to a measure in a period, or null where it is not counted. */
export function plainAmount(
  life: PlainLife,
  measure: FigureMeasure,
  since: number,
  until: number,
): number | null {
  const is = facts(life);
  const within = (at: number | null) => at !== null && at >= since && at < until;
  const one = (yes: boolean) => (yes ? 1 : null);
  const out = (how: string) => one(is.how === how && within(is.at));
  if (measure === 'VOIDED' || measure === 'MERGED') return out(measure);
  if (!is.counted) return null;
  const open = is.endedAt >= until;
  const backlog = open && is.filed !== null && is.filed < until;
  const age = until - (is.filed ?? 0);
  const aged = (from: number, to: number) => one(backlog && age >= from * DAY && age < to * DAY);
  const closed = within(is.closed);
  const kept = is.lateAt >= (is.closed ?? 0);
  const stars = is.rating?.stars ?? 0;
  const rated = within(is.rating?.atMs ?? null);
  const minutes = (length: { at: number; ms: number } | null) =>
    length !== null && within(length.at) ? length.ms / MINUTE : null;
  const kind = (name: Kind) => {
    const { endedAt, breachAt } = clock(life, name);
    return { met: one(within(endedAt) && breachAt === null), breached: one(within(breachAt)) };
  };
  const table: Partial<Record<FigureMeasure, () => number | null>> = {
    REPORTED: () => one(life.life === 1 && within(is.opened)),
    FILED: () => one(life.life === 1 && within(is.filed)),
    REJECTED: () => out('REJECTED'),
    DISPATCHED: () => one(within(is.sent)),
    TAKEN: () => one(within(is.taken)),
    RESPONDED: () => one(minutes(is.respond) !== null),
    REPORTED_BACK: () => one(minutes(is.reportBack) !== null),
    HANDLED: () => one(minutes(is.handle) !== null),
    CLOSED: () => one(closed),
    ON_TIME: () => one(closed && is.promised && kept),
    OVERDUE: () => one(closed && is.promised && !kept),
    UNPROMISED: () => one(closed && !is.promised),
    REWORKED: () => one(closed && is.reworks > 0),
    REWORKS: () => (closed && is.reworks > 0 ? is.reworks : null),
    RETURNED: () => one(closed && times(life.own, 'REQUEST_RETURN') > 0),
    REOPENED: () => one(life.life > 1 && within(is.opened)),
    SUPERVISED: () => one(within(first(life.own, 'SUPERVISION_OPENED'))),
    REMINDED: () => one(within(first(life.own, 'REMIND'))),
    RATED: () => one(rated),
    SATISFIED: () => one(rated && stars >= 4),
    UNSATISFIED: () => one(rated && stars <= 2),
    STARS: () => (rated ? stars : null),
    RESPOND_MINUTES: () => minutes(is.respond),
    REPORT_BACK_MINUTES: () => minutes(is.reportBack),
    HANDLE_MINUTES: () => minutes(is.handle),
    CLOSE_MINUTES: () => minutes(is.close),
    PENDING: () => one(open && is.opened < until && (is.filed === null || is.filed >= until)),
    BACKLOG: () => one(backlog),
    BACKLOG_OVERDUE: () => one(backlog && is.lateAt < until),
    BACKLOG_UNDER_1_DAY: () => aged(-1, 1),
    BACKLOG_1_TO_3_DAYS: () => aged(1, 3),
    BACKLOG_3_TO_7_DAYS: () => aged(3, 7),
    BACKLOG_7_TO_30_DAYS: () => aged(7, 30),
    BACKLOG_OVER_30_DAYS: () => aged(30, 1e6),
    RESPOND_MET: () => kind('RESPOND').met,
    RESPOND_BREACHED: () => kind('RESPOND').breached,
    REPORT_BACK_MET: () => kind('REPORT_BACK').met,
    REPORT_BACK_BREACHED: () => kind('REPORT_BACK').breached,
    HANDLE_MET: () => kind('HANDLE').met,
    HANDLE_BREACHED: () => kind('HANDLE').breached,
    SUPERVISION_MET: () => kind('SUPERVISION').met,
    SUPERVISION_BREACHED: () => kind('SUPERVISION').breached,
  };
  return table[measure]?.() ?? null;
}
