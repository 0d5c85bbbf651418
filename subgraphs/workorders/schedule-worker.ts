import type pg from 'pg';
import Type from 'typebox';
import type { WorkCalendar } from '../../core/calendar.ts';
import { dayText, localDay } from '../../core/calendar-days.ts';
import { ladderFor } from '../../core/duty-ladder.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import type { Published } from '../../core/governance-document.ts';
import { type DutyPeriod, dutyTitle, planDuty } from '../../core/schedule.ts';
import type { ScheduleDocument } from '../../core/schedule-schema.ts';
import type { SubgraphDeps } from '../deps.ts';
import { nullable, rowsOf } from '../rows.ts';
import { explainDuty, findOnDuty, inBoth } from './assign.ts';
import { nextTryMs, raiseAlarm, refusal } from './dispatch-alarm.ts';
import { localHourOf } from './dispatch-incident.ts';
import { openUnplanned } from './open.ts';
import { planTimers } from './plan.ts';
import { type Step, takeStep } from './steps.ts';

/** The actor in the history of what a schedule opened. */
export const SCHEDULER = 'schedule';
/** How a recurring duty comes into the world. */
export const RECURRING_DUTY = 'RECURRING_DUTY';

/** Orders opened in one round of one schedule and period; the next round goes on. */
const ORDERS_A_ROUND = 200;
/** A duty is due to the minute, not to the second. */
const LOOK_EVERY_MS = 30_000;

interface Binding {
  gridCode: string;
  gridName: string;
  subject: string;
  title: string | null;
}
const bindingRows = rowsOf(
  Type.Object({
    gridCode: Type.String(),
    gridName: Type.String(),
    subject: Type.String(),
    title: nullable(Type.String()),
  }),
);

type WorkerDeps = Pick<SubgraphDeps, 'db' | 'governance' | 'log' | 'config'>;

/** Bindings that hold on the day of a period and have no row for it: explicit ones, and each grid of the level named. */
async function missing(
  { db }: WorkerDeps,
  { code, body }: Published<ScheduleDocument>,
  { period, dueMs }: DutyPeriod,
  zone: string,
): Promise<Binding[]> {
  const day = dayText(localDay(dueMs, zone));
  return bindingRows(
    await db.pool.query(
      `SELECT bound."gridCode", grid.name AS "gridName", bound.subject, bound.title
       FROM (
         SELECT b.grid_code AS "gridCode", b.subject, b.title FROM duty_schedule_binding b
         WHERE b.schedule = $1 AND b.starts_on <= $3::date AND (b.ends_on IS NULL OR b.ends_on >= $3::date)
         UNION
         SELECT g.code, '', NULL FROM grid g
         WHERE g.level = $4 AND NOT EXISTS (
           SELECT FROM duty_schedule_binding b WHERE b.schedule = $1 AND b.grid_code = g.code)
       ) bound
       JOIN grid ON grid.code = bound."gridCode" AND grid.status = 'ACTIVE'
       WHERE NOT EXISTS (
         SELECT FROM duty_schedule_run r
         WHERE r.schedule = $1 AND r.grid_code = bound."gridCode" AND r.subject = bound.subject AND r.period = $2)
       ORDER BY bound."gridCode", bound.subject LIMIT ${ORDERS_A_ROUND}`,
      [code, period, day, body.each ?? null],
    ),
  );
}

/** Takes the period of a binding; false when another replica has it. */
async function claim(
  client: pg.PoolClient,
  { code, version }: Published<ScheduleDocument>,
  { gridCode, subject }: Binding,
  { period, dueMs }: DutyPeriod,
  outcome: 'OPENED' | 'PASSED_OVER',
  nowMs: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO duty_schedule_run (schedule, grid_code, subject, period, version, outcome, due_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [code, gridCode, subject, period, version, outcome, new Date(dueMs), new Date(nowMs)],
  );
  return rowCount === 1;
}

/** Opens the order of a period, and sends it to whoever is on duty where the schedule says so. */
async function open(
  client: pg.PoolClient,
  schedule: Published<ScheduleDocument>,
  binding: Binding,
  period: DutyPeriod,
  { book, zone, nowMs }: { book: GovernanceBook; zone: string; nowMs: number },
): Promise<string> {
  const { code, version, body } = schedule;
  const rule = `schedule:${code}@${version}`;
  const subject = binding.title ?? binding.subject;
  const ladder = ladderFor(
    book.ladders,
    {
      ...{ gridCode: binding.gridCode, matter: body.matter, severity: body.severity },
      ...{ localHour: localHourOf(nowMs, zone), named: null },
    },
    nowMs,
  );
  const question = { gridCode: binding.gridCode, steps: ladder.steps, nowMs, zone };
  const found = body.dispatch === true ? await findOnDuty(client, question) : null;
  const assignee = found?.assignee ?? null;
  const duty =
    found === null
      ? { zh: '待派单', en: 'waits to be dispatched' }
      : explainDuty(assignee, found.answer.skipped, found.answer);
  const text = inBoth({
    zh: `例行任务 ${body.nameZh}，${period.period} 期；${duty.zh}`,
    en: `recurring duty ${body.nameEn}, period ${period.period}; ${duty.en}`,
  });
  const { order: opened, clocks } = await openUnplanned(
    client,
    {
      state: 'FILED',
      profile: body.profile,
      source: RECURRING_DUTY,
      matter: body.matter,
      title: dutyTitle(body, { grid: binding.gridName, subject, period: period.period }),
      description: null,
      severity: body.severity,
      gridCode: binding.gridCode,
      rule,
      explanation: text,
      reportedBy: null,
      actor: SCHEDULER,
      detail: { schedule: `${code}@${version}`, period: period.period, subject: binding.subject },
      clocksFromMs: nowMs,
      atMs: nowMs,
      zone,
    },
    book,
  );
  await client.query(
    `UPDATE duty_schedule_run SET work_order_id = $5
     WHERE schedule = $1 AND grid_code = $2 AND subject = $3 AND period = $4`,
    [code, binding.gridCode, binding.subject, period.period, opened.id],
  );
  if (assignee === null || found === null) {
    await planTimers(client, opened, book, nowMs, clocks);
    // asked for again once somebody is on duty, as orders of incidents are
    const again = found === null ? null : { reason: duty, ladder, nextTryMs: nextTryMs(found, nowMs, zone) };
    if (again !== null) await raiseAlarm(client, opened, again, nowMs);
    return opened.id;
  }
  const { personId, postRole } = assignee;
  const step: Step = {
    action: 'DISPATCH',
    actor: SCHEDULER,
    input: { assignee },
    detail: { personId, postRole, ladder: `${ladder.code}@${ladder.version}` },
    explanation: { rule, text },
    fresh: clocks,
    atMs: nowMs,
  };
  try {
    await takeStep(client, opened, step, book);
  } catch (error) {
    // its profile wants something first: the order is there all the same, and says what
    const why = refusal(error);
    if (why === null) throw error;
    await planTimers(client, opened, book, nowMs, clocks);
    await raiseAlarm(client, opened, { reason: why, ladder: null, nextTryMs: nowMs }, nowMs);
  }
  return opened.id;
}

export interface DutyRound {
  opened: string[];
  passedOver: number;
  failed: number;
  more: boolean;
}

/**
 * Opens what is due of every schedule in force, once per period and binding whoever else does it too; what a downtime
 * made late as the catch-up rule of the schedule says.
 */
export async function scheduleRound(deps: WorkerDeps, nowMs: number): Promise<DutyRound> {
  const { db, governance, config, log } = deps;
  const book = governance.current();
  const { zone } = config.site;
  const round: DutyRound = { opened: [], passedOver: 0, failed: 0, more: false };

  async function each(
    schedule: Published<ScheduleDocument>,
    calendar: WorkCalendar,
    period: DutyPeriod,
    outcome: 'OPENED' | 'PASSED_OVER',
  ): Promise<void> {
    const bindings = await missing(deps, schedule, period, calendar.zone);
    round.more ||= bindings.length === ORDERS_A_ROUND;
    for (const binding of bindings) {
      try {
        await db.tx(async (client) => {
          if (!(await claim(client, schedule, binding, period, outcome, nowMs))) return;
          if (outcome === 'PASSED_OVER') round.passedOver += 1;
          else round.opened.push(await open(client, schedule, binding, period, { book, zone, nowMs }));
        });
      } catch (error) {
        round.failed += 1;
        const where = { schedule: schedule.code, period: period.period, gridCode: binding.gridCode };
        log.error({ err: error, ...where }, 'the order of a recurring duty could not be opened; tried again');
      }
    }
  }

  for (const schedule of book.schedules.inForce(nowMs)) {
    const calendar = book.clockBook.calendars.get(schedule.body.calendar);
    if (calendar === undefined) continue;
    const plan = planDuty(schedule.body, calendar, nowMs);
    for (const period of plan.passOver) await each(schedule, calendar, period, 'PASSED_OVER');
    for (const period of plan.open) await each(schedule, calendar, period, 'OPENED');
  }
  return round;
}

/** Opens the orders of recurring duties until closed, looking twice a minute. `now` gives epoch milliseconds. */
export function startSchedules(
  deps: WorkerDeps & Pick<SubgraphDeps, 'metrics'>,
  now: () => number = Date.now,
): { close(): Promise<void> } {
  const { log, metrics } = deps;
  const duties = metrics.counter({
    name: 'hub_recurring_duties_total',
    help: 'Periods of recurring duties by what became of them: opened, passed over (late beyond the rule), failed',
    labels: ['did'],
  });
  let stopped = false;
  async function look(): Promise<void> {
    try {
      for (let more = true; more && !stopped; ) {
        const round = await scheduleRound(deps, now());
        if (round.opened.length > 0) duties.inc({ did: 'opened' }, round.opened.length);
        if (round.passedOver > 0) duties.inc({ did: 'passed over' }, round.passedOver);
        if (round.failed > 0) duties.inc({ did: 'failed' }, round.failed);
        more = round.more && round.failed === 0;
      }
    } catch (error) {
      log.warn({ err: error }, 'recurring duties could not be looked at; tried again');
    }
  }
  let running = look();
  const timer = setInterval(() => {
    running = running.then(look);
  }, LOOK_EVERY_MS);
  return {
    async close() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
