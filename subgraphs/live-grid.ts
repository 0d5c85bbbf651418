import Type from 'typebox';
import { HubError } from '../core/errors.ts';
import { type Queryable, rowsOf } from './rows.ts';

const statusRows = rowsOf(Type.Object({ status: Type.String() }));
const codeRows = rowsOf(Type.Object({ code: Type.String() }));

/** What a retired grid became, over as many splits and mergers as there were: those that are in use. */
const SUCCESSORS = `
  WITH RECURSIVE became (code) AS (
    SELECT successor FROM grid_lineage WHERE predecessor = $1
    UNION SELECT l.successor FROM grid_lineage l JOIN became ON l.predecessor = became.code)
  SELECT grid.code FROM became JOIN grid ON grid.code = became.code AND grid.status = 'ACTIVE' ORDER BY grid.code`;

/** More successors than a message names. */
const NAMED = 20;

/**
 * Whether a grid is there to be given something new; locked until the transaction ends, so that no split or merger retires
 * it meanwhile. Taken before what is moved by one: a reorganisation locks the grids first.
 * @throws HubError GRID_RETIRED for one that was split or merged, with the grids that it became
 */
export async function liveGrid(db: Queryable, gridCode: string): Promise<boolean> {
  const [grid] = statusRows(await db.query('SELECT status FROM grid WHERE code = $1 FOR SHARE', [gridCode]));
  if (grid === undefined || grid.status === 'ACTIVE') return grid !== undefined;
  const codes = codeRows(await db.query(SUCCESSORS, [gridCode])).map(({ code }) => code);
  if (codes.length === 0) return false;
  const named = codes.slice(0, NAMED);
  const more = codes.length > NAMED;
  throw new HubError('GRID_RETIRED', {
    gridCode,
    successors: `${named.join(', ')}${more ? ' …' : ''}`,
    successorsZh: `${named.join('、')}${more ? ' 等' : ''}`,
  });
}
