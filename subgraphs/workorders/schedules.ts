import Type, { type Static } from 'typebox';
import { dayNumber, dayText, localDay } from '../../core/calendar-days.ts';
import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import type { Published } from '../../core/governance-document.ts';
import { type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { type DutyPeriod, nextDuty } from '../../core/schedule.ts';
import type { ScheduleDocument } from '../../core/schedule-schema.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { allowed, bad, gridCodeArgument, prefixesWithin, textArgument } from '../access.ts';
import { byPlace, groupedLoader } from '../batch.ts';
import type { SubgraphDeps } from '../deps.ts';
import { liveGrid } from '../live-grid.ts';
import { nullable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';
import type * as T from './types.generated.ts';

const BindingRow = Type.Object({
  schedule: Type.String(),
  gridCode: Type.String(),
  subject: Type.String(),
  title: nullable(Type.String()),
  startsOn: Type.String(),
  endsOn: nullable(Type.String()),
});
export type BindingRow = Static<typeof BindingRow>;
const bindingRows = rowsOf(BindingRow);
const BINDING = `schedule, grid_code AS "gridCode", subject, title, to_char(starts_on, 'YYYY-MM-DD') AS "startsOn",
  to_char(ends_on, 'YYYY-MM-DD') AS "endsOn"`;

const RunRow = Type.Object({
  place: Type.Integer(),
  period: Type.String(),
  dueMs: Type.Number(),
  workOrderId: nullable(Type.String()),
});
export type RunRow = Static<typeof RunRow>;
const runRows = rowsOf(RunRow);

/** More bindings of one duty than a request reads. */
const MOST_BINDINGS = 5_000;

/** A recurring duty in force, and when it comes next. */
export interface DutyShown {
  document: Published<ScheduleDocument>;
  next: DutyPeriod | null;
}

type Maybe<T> = T | null | undefined;

function dayArgument(path: string, text: Maybe<string>): string | null {
  if (text === null || text === undefined) return null;
  if (dayNumber(text) === null) throw bad(path, 'a day is YYYY-MM-DD', '日期格式为 YYYY-MM-DD');
  return text;
}

/** What one request may do with recurring duties. */
export function createSchedulesService(
  { db, governance, config }: Pick<SubgraphDeps, 'db' | 'governance' | 'config'>,
  principal: Principal | null,
  now: Date,
) {
  const book: GovernanceBook = governance.current();
  const reader = () => allowed(principal, 'order.read');

  function shown(document: Published<ScheduleDocument>): DutyShown {
    const calendar = book.clockBook.calendars.get(document.body.calendar);
    const next = calendar === undefined ? null : nextDuty(document.body, calendar, now.getTime());
    return { document, next };
  }

  function duty(code: string): DutyShown {
    const document = book.schedules.at(code, now.getTime());
    if (document === null)
      throw new HubError('NOT_FOUND', { what: 'Recurring duty', whatZh: '例行任务', id: code });
    return shown(document);
  }

  const bindingsOf = groupedLoader(async (codes, take: number) => {
    const where = new Where();
    const asked = where.param(codes);
    where.add('schedule = asked.code');
    where.prefixes(prefixesWithin(reader()));
    const rows = bindingRows(
      await db.pool.query(
        `SELECT bound.* FROM unnest(${asked}::text[]) AS asked (code)
         CROSS JOIN LATERAL (
           SELECT ${BINDING} FROM duty_schedule_binding ${where.sql}
           ORDER BY schedule, grid_code, subject LIMIT ${where.param(take)}) bound`,
        where.values,
      ),
    );
    const lists = Map.groupBy(rows, ({ schedule }) => schedule);
    return codes.map((code) => lists.get(code) ?? []);
  });

  const runsOf = groupedLoader(async (keys, take: number) => {
    const parts = keys.map((key) => key.split('\n'));
    const rows = runRows(
      await db.pool.query(
        `SELECT (asked.place - 1)::int AS place, run.* FROM
           unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS asked (schedule, grid_code, subject, place)
         CROSS JOIN LATERAL (
           SELECT r.period, (extract(epoch FROM r.due_at) * 1000)::float8 AS "dueMs", r.work_order_id AS "workOrderId"
           FROM duty_schedule_run r
           WHERE r.schedule = asked.schedule AND r.grid_code = asked.grid_code AND r.subject = asked.subject
           ORDER BY r.due_at DESC LIMIT $4) run
         ORDER BY asked.place, run."dueMs" DESC`,
        [
          parts.map(([schedule]) => schedule),
          parts.map(([, grid]) => grid),
          parts.map(([, , subject]) => subject ?? ''),
          take,
        ],
      ),
    );
    return byPlace(keys.length, rows);
  });

  function place(gridCode: string, path: string) {
    const who = allowed(principal, 'duty.manage');
    const code = gridCodeArgument(path, gridCode);
    requireScope(who, code, placeNamed(code));
    return { who, code: code ?? '' };
  }

  return {
    all(): DutyShown[] {
      reader();
      return book.schedules.inForce(now.getTime()).map(shown);
    },
    bindings: (code: string, first: Maybe<number>) =>
      bindingsOf(code, clampFirst(first, MOST_BINDINGS, MOST_BINDINGS)),
    runs: ({ schedule, gridCode, subject }: BindingRow, first: Maybe<number>) =>
      runsOf(`${schedule}\n${gridCode}\n${subject}`, clampFirst(first, 100, 10)),

    /** @throws HubError NOT_FOUND, OUT_OF_SCOPE, BAD_USER_INPUT */
    async bind(input: T.BindRecurringDutyInput): Promise<DutyShown> {
      const { who, code: gridCode } = place(input.gridCode, 'input.gridCode');
      const found = duty(input.schedule);
      const subject = textArgument('input.subject', input.subject, 128) ?? '';
      if (subject.includes('\n')) throw bad('input.subject', 'one line', '须为单行文本');
      const title = textArgument('input.title', input.title, 64);
      const today = dayText(localDay(now.getTime(), config.site.zone));
      const startsOn = dayArgument('input.startsOn', input.startsOn) ?? today;
      const endsOn = dayArgument('input.endsOn', input.endsOn);
      if (endsOn !== null && endsOn < startsOn) {
        throw bad('input.endsOn', 'it lies before the first day', '不得早于起始日');
      }
      await db.tx(async (client) => {
        if (!(await liveGrid(client, gridCode)))
          throw new HubError('NOT_FOUND', { what: 'Grid', whatZh: '网格', id: gridCode });
        await client.query(
          `INSERT INTO duty_schedule_binding (schedule, grid_code, subject, title, starts_on, ends_on, created_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (schedule, grid_code, subject) DO UPDATE SET title = excluded.title,
             starts_on = excluded.starts_on, ends_on = excluded.ends_on`,
          [found.document.code, gridCode, subject, title, startsOn, endsOn, who.subject],
        );
        await appendAudit(client, {
          actor: who.subject,
          action: 'bindRecurringDuty',
          kind: 'recurringDuty',
          objectId: found.document.code,
          gridCode,
          before: null,
          after: { subject, title, startsOn, endsOn },
        });
      });
      return found;
    },

    /** @throws HubError NOT_FOUND, OUT_OF_SCOPE */
    async unbind(input: T.UnbindRecurringDutyInput): Promise<DutyShown> {
      const { who, code: gridCode } = place(input.gridCode, 'input.gridCode');
      const found = duty(input.schedule);
      const subject = textArgument('input.subject', input.subject, 128) ?? '';
      await db.tx(async (client) => {
        const gone = await client.query(
          'DELETE FROM duty_schedule_binding WHERE schedule = $1 AND grid_code = $2 AND subject = $3',
          [found.document.code, gridCode, subject],
        );
        if (gone.rowCount === 0) {
          throw new HubError('NOT_FOUND', {
            what: 'Binding',
            whatZh: '例行任务绑定',
            id: `${input.schedule} ${gridCode}`,
          });
        }
        await appendAudit(client, {
          actor: who.subject,
          action: 'unbindRecurringDuty',
          kind: 'recurringDuty',
          objectId: found.document.code,
          gridCode,
          before: { subject },
          after: null,
        });
      });
      return found;
    },
  };
}

export type SchedulesService = ReturnType<typeof createSchedulesService>;

interface SchedulesContext {
  schedules: SchedulesService;
  orders: { workOrder(id: string): Promise<import('./rows.ts').OrderRow | null> };
}

export const RecurringDuty = {
  code: ({ document }) => document.code,
  version: ({ document }) => document.version,
  label: ({ document }) => ({ zh: document.body.nameZh, en: document.body.nameEn }),
  enabled: ({ document }) => document.body.enabled,
  unit: ({ document }) => document.body.every.unit,
  matter: ({ document }) => document.body.matter,
  nextAt: ({ next }) => (next === null ? null : new Date(next.dueMs)),
  nextPeriod: ({ next }) => next?.period ?? null,
  bindings: ({ document }, { first }, { schedules }) => schedules.bindings(document.code, first),
} satisfies T.RecurringDutyResolvers<SchedulesContext, DutyShown>;

export const RecurringDutyBinding = {
  grid: ({ gridCode }) => ({ code: gridCode }),
  subject: ({ subject }) => (subject === '' ? null : subject),
  runs: (binding, { first }, { schedules }) => schedules.runs(binding, first),
} satisfies T.RecurringDutyBindingResolvers<SchedulesContext, BindingRow>;

export const RecurringDutyRun = {
  dueAt: ({ dueMs }) => new Date(dueMs),
  workOrder: ({ workOrderId }, _, { orders }) =>
    workOrderId === null ? null : orders.workOrder(workOrderId),
} satisfies T.RecurringDutyRunResolvers<SchedulesContext, RunRow>;
