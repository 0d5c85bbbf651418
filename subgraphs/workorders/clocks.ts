import type { ClockRun } from '../../core/clock-engine.ts';
import { explainClock } from '../../core/clock-engine-explain.ts';
import type { ClockBook } from '../../core/clock-engine-policy.ts';
import { type ClockView, clockViews, type StageView } from '../../core/clock-engine-view.ts';
import { CLOCK_KINDS, type ClockKind, isClockKind } from '../../core/clocks.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { TIME_UNITS } from '../../core/working-time.ts';
import type { Queryable } from '../rows.ts';
import { clockEventsOfOrders } from './timers.ts';
import type * as T from './types.generated.ts';

/** A clock of an order as it stands at the request's one `now`. */
export interface OrderClock {
  view: ClockView;
  book: ClockBook;
  nowMs: number;
}

/** The clocks of each order, computed from its events: nothing is stored, so nothing is late. */
export async function clocksOfOrders(
  db: Queryable,
  orderIds: readonly string[],
  { clockBook }: GovernanceBook,
  nowMs: number,
): Promise<OrderClock[][]> {
  const events = await clockEventsOfOrders(db, orderIds);
  return orderIds.map((id) =>
    clockViews(events.get(id) ?? [], clockBook, nowMs).map((view) => ({ view, book: clockBook, nowMs })),
  );
}

/** The kind as the schema has it. @throws Error for one that the tables do not know */
function kindOf({ kind }: ClockRun): ClockKind {
  if (isClockKind(kind)) return kind;
  throw new Error(`unknown clock kind ${kind}`);
}

/** The next stage to reach, else the last one. */
function present({ stages }: ClockView): StageView | null {
  const open = stages.filter(({ doneAtMs }) => doneAtMs === null);
  const [next] = open.toSorted((a, b) => (a.dueAtMs ?? Infinity) - (b.dueAtMs ?? Infinity));
  return next ?? stages.at(-1) ?? null;
}

const date = (ms: number | null) => (ms === null ? null : new Date(ms));
const bound = (ms: number) => (Number.isFinite(ms) ? new Date(ms) : null);

/** Length of a target as if every day had 24 and every working hour 60 minutes: what a client of one number gets. */
function minutesOf(stage: StageView | null): number {
  if (stage === null) return 0;
  const { amount, unit } = stage.stage.target;
  const minutes = TIME_UNITS[unit].day ? amount * 1440 : (amount * TIME_UNITS[unit].ms) / 60_000;
  return Math.round(minutes);
}

/** Resolvers of `WorkOrderClock`; the parent is an OrderClock. */
export const WorkOrderClock = {
  id: ({ view }) => view.run.id,
  kind: ({ view }) => kindOf(view.run),
  label: ({ view }) => CLOCK_KINDS[kindOf(view.run)],
  holder: ({ view }) => view.run.holder,
  generation: ({ view }) => view.run.generation,
  policy: ({ view }) => view.policy.id,
  policyLabel: ({ view }) => ({ zh: view.policy.nameZh, en: view.policy.nameEn }),
  calendar: ({ view }) => view.calendar.code,
  targetMinutes: ({ view }) => minutesOf(present(view)),
  startedAt: ({ view }) => new Date(view.run.startedAtMs),
  dueAt: ({ view }) => date(view.dueAtMs),
  amberAt: ({ view }) => date(present(view)?.amberAtMs ?? null),
  stoppedAt: ({ view }) => date(view.run.end?.atMs ?? null),
  state: ({ view }) => view.state,
  light: ({ view }) => view.light,
  amber: ({ view }) => view.light === 'AMBER',
  paused: ({ view }) => view.paused,
  live: ({ view }) => view.live,
  unit: ({ view }) => present(view)?.unit ?? 'MINUTES',
  elapsed: ({ view }) => present(view)?.elapsed ?? 0,
  remaining: ({ view }) => present(view)?.remaining ?? 0,
  stages: ({ view }) => [...view.stages],
  pauses: ({ view }) =>
    view.run.pauses.map(({ fromMs, toMs, cause, reason }) => ({
      from: new Date(fromMs),
      to: date(toMs),
      cause,
      reason,
    })),
  warnings: ({ view }) => [...view.warnings],
  explain({ view, book, nowMs }) {
    const told = explainClock(view, book, nowMs);
    return {
      policies: view.run.policies.map(({ policy, sinceMs, countFromMs, reason }) => ({
        policy,
        since: new Date(sinceMs),
        countsFrom: new Date(countFromMs),
        reason,
      })),
      stages: told.stages.map(({ stage, counted, skipped }) => ({
        stage,
        counted: counted.map(({ plan, windows, amount }) => ({
          day: plan?.day ?? null,
          dayKind: plan?.kind ?? null,
          label: plan === null || plan.nameZh === '' ? null : { zh: plan.nameZh, en: plan.nameEn },
          windows: windows.map(({ fromMs, toMs }) => ({ from: new Date(fromMs), to: bound(toMs) })),
          amount,
        })),
        skipped: skipped.map(({ from, to }) => ({
          from: from.day,
          to: to.day,
          dayKind: from.kind,
          label: from.nameZh === '' ? null : { zh: from.nameZh, en: from.nameEn },
        })),
      })),
      zh: [...told.zh],
      en: [...told.en],
    };
  },
} satisfies T.WorkOrderClockResolvers<unknown, OrderClock>;

/** Resolvers of `WorkOrderClockStage`; the parent is a StageView. */
export const WorkOrderClockStage = {
  code: ({ stage }) => stage.code,
  label: ({ stage }) => ({ zh: stage.nameZh, en: stage.nameEn }),
  target: ({ stage }) => stage.target.amount,
  unit: ({ unit }) => unit,
  unitLabel: ({ unit }) => ({ zh: TIME_UNITS[unit].zh, en: TIME_UNITS[unit].en }),
  state: ({ state }) => state,
  light: ({ light }) => light,
  countsFrom: ({ countsFromMs }) => new Date(countsFromMs),
  dueAt: ({ dueAtMs }) => date(dueAtMs),
  amberAt: ({ amberAtMs }) => date(amberAtMs),
  doneAt: ({ doneAtMs }) => date(doneAtMs),
} satisfies T.WorkOrderClockStageResolvers<unknown, StageView>;
