import { timeNsOf } from './influx-point.ts';
import type { InfluxQl, Series } from './influx-ql.ts';

export interface Scanned<T> {
  timeNs: bigint;
  item: T;
}

/** Time of the last point and how many there are; a SELECT without GROUP BY gives at most one series. */
function extent(series: readonly Series[]): { points: number; lastNs: bigint | null } {
  const [{ columns = [], values = [] } = {}] = series;
  const last = values.at(-1)?.[columns.indexOf('time')];
  return { points: values.length, lastNs: typeof last === 'string' ? timeNsOf(last) : null };
}

/**
 * Points of a SELECT newest first, in batches, none twice and none left out: InfluxQL orders by time alone and has no
 * cursor, so the last nanosecond of a full batch, which LIMIT may have cut through, is read again whole.
 */
export async function* scanNewestFirst<T>(
  ql: InfluxQl,
  select: { columns: string; where: string; fromNewestNs: bigint | null; batch: number },
  read: (series: Series[]) => Scanned<T>[],
): AsyncGenerator<Scanned<T>[]> {
  const ask = async (time: string, tail: string) => {
    const [series = []] = await ql.ask([
      `SELECT ${select.columns} FROM "alert" WHERE ${select.where}${time} ORDER BY time DESC${tail}`,
    ]);
    return series;
  };
  let upper = select.fromNewestNs === null ? '' : ` AND time <= ${select.fromNewestNs}`;
  for (;;) {
    const series = await ask(upper, ` LIMIT ${select.batch}`);
    const items = read(series);
    const { points, lastNs } = extent(series);
    if (points < select.batch || lastNs === null) {
      yield items;
      return;
    }
    const tied = read(await ask(` AND time = ${lastNs}`, ''));
    yield [...items.filter(({ timeNs }) => timeNs !== lastNs), ...tied];
    upper = ` AND time < ${lastNs}`;
  }
}
