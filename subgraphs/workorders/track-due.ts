import type { ClockView } from '../../core/clock-engine-view.ts';
import type { Queryable } from '../rows.ts';

const TABLES = { GATE: 'order_gate', SUPERVISION: 'order_supervision' } as const;

/**
 * Gates and supervisions that a clock was begun for are due when it is: the policy that the profile names counts, also
 * after a pause. While a pause lasts none is due. Those without a clock keep the time that they were opened with.
 */
export async function followClocks(client: Queryable, views: readonly ClockView[]): Promise<void> {
  for (const [kind, table] of Object.entries(TABLES)) {
    const live = views.filter(({ run, live }) => live && run.kind === kind && run.holder !== null);
    if (live.length === 0) continue;
    const due = live.map(({ dueAtMs }) =>
      dueAtMs === null || !Number.isFinite(dueAtMs) ? null : new Date(dueAtMs),
    );
    await client.query(
      `UPDATE ${table} SET due_at = c.due FROM unnest($1::text[], $2::timestamptz[]) AS c (id, due)
       WHERE ${table}.id = c.id AND ${table}.due_at IS DISTINCT FROM c.due`,
      [live.map(({ run }) => run.holder), due],
    );
  }
}
