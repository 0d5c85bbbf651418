import type pg from 'pg';
import { UNKNOWN_COMMUNITY } from '../../core/grid.ts';
import type { Count } from './counts.ts';
import { bucketSql, groupedCounts, hourlyCondition, parameters } from './sql.ts';

/**
 * Counts of whole hours from the rollup that ingest keeps in the transaction of each batch (late data included), for
 * both stores. An alert without a grid stands there under the empty code.
 */
export function hourlyCounts(pool: pg.Pool): Count {
  return (plan, intervalMs, groupBy) => {
    const { values, add } = parameters();
    const where = hourlyCondition(plan, add);
    const bucket = bucketSql(`(date_part('epoch', l.hour) * 1000)::bigint`, intervalMs, add);
    return groupedCounts(
      pool,
      groupBy,
      {
        from: 'alert_count_hourly l',
        where,
        bucket,
        count: 'sum(l.count)',
        grid: `NULLIF(l.grid_code, '')`,
        // communityOf of core/grid.ts
        community: `CASE WHEN length(l.grid_code) >= 12 THEN left(l.grid_code, 12) ELSE '${UNKNOWN_COMMUNITY}' END`,
      },
      values,
    );
  };
}
