import DataLoader from 'dataloader';
import Type, { type Static } from 'typebox';
import { type Principal, scopePrefixes } from '../../core/permissions.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { allowed, gridCodeArgument } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type CountedPage, instantCursor, pageOf } from '../page.ts';
import { cappedCount, Instant, nullable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';
import { type Preview, previewDispatch } from './preview.ts';
import type { OrderRow } from './rows.ts';
import { orderColumns, orderRows } from './rows.ts';
import type { PreviewDispatchInput, QueryUnassignedWorkOrdersArgs } from './types.generated.ts';

const AlarmRow = Type.Object({
  orderId: Type.String(),
  since: Instant,
  reason: nullable(Type.String()),
  attempts: Type.Integer(),
  nextTryAt: nullable(Instant),
});
export type AlarmRow = Static<typeof AlarmRow>;
const alarmRows = rowsOf(AlarmRow);

const CircleRow = Type.Object({
  orderId: Type.String(),
  personId: Type.String(),
  postRole: Type.String(),
  gridCode: Type.String(),
  step: Type.Integer(),
  reason: Type.String(),
  toldAt: Instant,
});
export type CircleRow = Static<typeof CircleRow>;
const circleRows = rowsOf(CircleRow);

const stepRows = rowsOf(
  Type.Object({
    orderId: Type.String(),
    step: Type.Integer(),
    dueAt: Instant,
    doneAt: nullable(Instant),
    outcome: nullable(Type.String()),
    plan: Type.Object({
      zh: Type.String(),
      en: Type.String(),
      tell: Type.Optional(Type.Array(Type.String())),
      assign: Type.Optional(Type.Array(Type.String())),
    }),
  }),
);
const waitRows = rowsOf(Type.Object({ id: Type.String(), sinceMs: Type.Number() }));

/** What one request may read of dispatching; holds the loaders of that request. */
export function createDispatchReads(
  deps: Pick<SubgraphDeps, 'db' | 'config' | 'governance'>,
  principal: Principal | null,
  now: Date,
) {
  const { db } = deps;
  const reader = () => allowed(principal, 'order.read');
  const lists = <R extends { orderId: string }>(load: (ids: readonly string[]) => Promise<R[]>) =>
    new DataLoader<string, R[]>(async (ids) => {
      const rows = Map.groupBy(await load(ids), (row) => row.orderId);
      return ids.map((id) => rows.get(id) ?? []);
    });

  const alarms = lists(async (ids) =>
    alarmRows(
      await db.pool.query(
        `SELECT work_order_id AS "orderId", since, reason, attempts,
           CASE WHEN ladder IS NULL THEN NULL ELSE next_try_at END AS "nextTryAt"
         FROM work_order_alarm WHERE work_order_id = ANY($1::text[]) AND resolved_at IS NULL`,
        [ids],
      ),
    ),
  );
  const circles = lists(async (ids) =>
    circleRows(
      await db.pool.query(
        `SELECT work_order_id AS "orderId", person_id AS "personId", post_role AS "postRole", grid_code AS "gridCode",
           step, reason, told_at AS "toldAt"
         FROM work_order_circle WHERE work_order_id = ANY($1::text[]) ORDER BY told_at, person_id`,
        [ids],
      ),
    ),
  );
  const steps = lists(async (ids) =>
    stepRows(
      await db.pool.query(
        `SELECT work_order_id AS "orderId", step, due_at AS "dueAt", done_at AS "doneAt", outcome, plan
         FROM work_order_widening WHERE work_order_id = ANY($1::text[]) ORDER BY step`,
        [ids],
      ),
    ),
  );

  return {
    alarm: async (order: OrderRow) => (await alarms.load(order.id))[0] ?? null,
    circle: (order: OrderRow) => circles.load(order.id),
    async widening(order: OrderRow) {
      const rows = await steps.load(order.id);
      return rows.map(({ plan: { zh, en, tell = [], assign = [] }, ...row }) => ({
        ...row,
        zh,
        en,
        tell,
        assign,
      }));
    },
    preview: (input: PreviewDispatchInput): Promise<Preview> =>
      previewDispatch(deps, principal, input, now.getTime()),

    /** Longest waiting first. */
    async unassigned(args: QueryUnassignedWorkOrdersArgs): Promise<CountedPage<OrderRow>> {
      const who = reader();
      const first = clampFirst(args.first);
      const after = instantCursor(args.after);
      const gridCode = gridCodeArgument('gridCode', args.gridCode);
      const conditions = (where: Where) => {
        where.add('a.resolved_at IS NULL');
        where.prefixes(
          scopePrefixes(who, gridCode),
          (lo, hi) => `(w.grid_code >= ${lo} AND w.grid_code < ${hi})`,
        );
      };
      const where = new Where();
      conditions(where);
      if (after !== null) {
        where.add(
          `(a.since, a.work_order_id) > (${where.param(after.at)}::timestamptz, ${where.param(after.id)})`,
        );
      }
      const from = 'FROM work_order_alarm a JOIN work_order w ON w.id = a.work_order_id';
      const found = await db.pool.query(
        `SELECT ${orderColumns('w')}, (extract(epoch FROM a.since) * 1000)::float8 AS "sinceMs" ${from} ${where.sql}
         ORDER BY a.since, a.work_order_id LIMIT ${where.param(first + 1)}`,
        where.values,
      );
      const since = new Map(waitRows(found).map(({ id, sinceMs }) => [id, sinceMs]));
      return {
        ...pageOf(orderRows(found), first, after !== null, (order) => [since.get(order.id) ?? 0, order.id]),
        count() {
          const counted = new Where();
          conditions(counted);
          return cappedCount(db.pool, `${from} ${counted.sql}`, counted.values);
        },
      };
    },
  };
}

export type DispatchReads = ReturnType<typeof createDispatchReads>;
