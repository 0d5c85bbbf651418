import type { MatterDocument } from '../../core/matter-schema.ts';
import { hasRight, inScope, type Principal } from '../../core/permissions.ts';
import { publicGridCode } from '../../core/residents-mask.ts';
import { isLive, WORK_ORDER_STATE_NAMES } from '../../core/work-order.ts';
import type { Connection } from '../../runtime/connection.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { boundsArgument, gridCodeArgument } from '../access.ts';
import { instantCursor, pageOf } from '../page.ts';
import { Where } from '../where.ts';
import { orderColumns, orderRows } from '../workorders/rows.ts';
import { type EngineDeps, type OrderRow, orderOfCase } from './engine.ts';
import { reportOfCase } from './reads.ts';
import { isReportable } from './submission.ts';
import { type PublicOrder, publicOrders } from './view.ts';

type Maybe<T> = T | null | undefined;

export interface PublicFilter {
  gridCode?: Maybe<string>;
  matters?: Maybe<readonly string[]>;
  caseNumbers?: Maybe<readonly string[]>;
  closed?: Maybe<boolean>;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
}

/** Most of a page: what Open311 asks for at once. */
const MOST = 1_000;
/** A list of codes or numbers beyond this is cut: no list of ours is longer. */
const MOST_VALUES = 500;
const ENDED = WORK_ORDER_STATE_NAMES.filter((state) => !isLive(state));
/** What nobody took on is no news of the place; a merged order is shown by the one it was merged into. */
const NEVER_SHOWN = ['REJECTED', 'VOIDED', 'MERGED'];

function isPublished(matter: MatterDocument): boolean {
  return matter.residents?.published ?? false;
}

const usable = (values: readonly string[]) =>
  values.slice(0, MOST_VALUES).filter((value) => !value.includes('\0') && value.length <= 64);

/** What a place publishes of its orders (公示). */
export function createPublished(deps: EngineDeps, now: () => number = Date.now) {
  const inForce = () =>
    deps.governance
      .current()
      .matters.inForce(now())
      .map(({ body }) => body);

  return {
    matters(code: Maybe<string>) {
      return inForce()
        .filter((matter) => isReportable(matter) && (code == null || matter.code === code))
        .map((matter) => ({
          code: matter.code,
          nameZh: matter.nameZh,
          nameEn: matter.nameEn,
          group: matter.standard.ref === 'LOCAL' ? null : matter.standard.ref,
          keywords: matter.residents?.keywords ?? [],
          published: isPublished(matter),
        }));
    },

    async list(
      filter: PublicFilter,
      args: { first?: Maybe<number>; after?: Maybe<string> },
    ): Promise<Connection<PublicOrder>> {
      const first = clampFirst(args.first, MOST);
      const after = instantCursor(args.after);
      const gridCode = gridCodeArgument('filter.gridCode', filter.gridCode);
      const { from, to } = boundsArgument('filter', filter);
      const published = inForce().filter(isPublished);
      const wanted = new Set(filter.matters ?? published.map(({ code }) => code));
      const where = new Where();
      where.add(
        `w.matter = ANY(${where.param(published.map(({ code }) => code).filter((code) => wanted.has(code)))}::text[])`,
      );
      where.add(`w.state <> ALL(${where.param(NEVER_SHOWN)}::text[])`);
      where.add('w.grid_code IS NOT NULL');
      if (gridCode !== null) {
        // below the unit grid nothing is told apart: asking by micro-grid must not do it either
        const asked = publicGridCode(gridCode) ?? '';
        where.prefixes([asked], (lo, hi) => `(w.grid_code >= ${lo} AND w.grid_code < ${hi})`);
      }
      if (filter.caseNumbers != null) {
        where.add(`w.case_number = ANY(${where.param(usable(filter.caseNumbers))}::text[])`);
      }
      if (filter.closed != null) {
        where.add(`${filter.closed ? '' : 'NOT '}w.state = ANY(${where.param(ENDED)}::text[])`);
      }
      if (from !== null) where.add(`w.created_at >= ${where.param(from)}`);
      if (to !== null) where.add(`w.created_at < ${where.param(to)}`);
      if (after !== null) {
        const at = where.param(after.at);
        where.add(`(w.created_at, w.id) < (${at}::timestamptz, ${where.param(after.id)})`);
      }
      const sql = `SELECT ${orderColumns('w')} FROM work_order w ${where.sql}
        ORDER BY w.created_at DESC, w.id DESC LIMIT ${where.param(first + 1)}`;
      const rows = orderRows(await deps.db.pool.query(sql, where.values));
      const shown = await publicOrders(deps, rows, now());
      return pageOf(shown, first, after !== null, (order) => [order.openedAt.getTime(), order.id]);
    },

    /** One that is published; with a token also one that it reported, or may read. Null for any other. */
    async one(who: Principal | null, caseNumber: string): Promise<PublicOrder | null> {
      if (caseNumber.length > 64 || caseNumber.includes('\0')) return null;
      const order = await orderOfCase(deps.db.pool, caseNumber);
      if (order === null || !(await maySee(who, order))) return null;
      return (await publicOrders(deps, [order], now()))[0] ?? null;
    },
  };

  async function maySee(who: Principal | null, order: OrderRow): Promise<boolean> {
    if (who !== null && hasRight(who, 'order.read') && inScope(who, order.gridCode)) return true;
    if (who !== null) {
      const report = await reportOfCase(deps.db.pool, order.caseNumber);
      if (report !== null && report.submittedBy === who.subject) return true;
    }
    const published = inForce().some((matter) => matter.code === order.matter && isPublished(matter));
    return published && !NEVER_SHOWN.includes(order.state) && order.gridCode !== null;
  }
}

export type Published = ReturnType<typeof createPublished>;
