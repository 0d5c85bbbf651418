import { HubError } from '../../core/errors.ts';
import { type Connection, clampFirst, decodeCursor } from '../../runtime/connection.ts';
import { byPlace, groupedLoader } from '../batch.ts';
import { pageOf } from '../page.ts';
import type { Queryable } from '../rows.ts';
import { type EventPage, eventPages } from './reads.ts';
import type { EventRow, OrderRow } from './rows.ts';

/** The plain list holds so many steps, the newest; all of them are read by pages. */
const LISTED = 500;
/** What an `integer` of Postgres holds. */
const LARGEST_VERSION = 2 ** 31 - 1;

export interface HistoryArguments {
  first?: number | null | undefined;
  after?: string | null | undefined;
  newestFirst?: boolean | null | undefined;
}

/** The version in the cursor of a page of history. @throws HubError BAD_CURSOR */
function versionCursor(after: string | null | undefined): number | null {
  const [text] = decodeCursor(after, 1) ?? [];
  if (text === undefined) return null;
  const version = /^\d{1,10}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
  if (version > LARGEST_VERSION) throw new HubError('BAD_CURSOR', { path: 'after' });
  return version;
}

/**
 * Histories of orders for one request, each up to the version at which its order was read: a mutation's payload never
 * shows what was before it, nor a page what came after.
 */
export function createHistory(db: Queryable) {
  const load = groupedLoader(async (keys, page: EventPage) => {
    const orders = keys.map((key) => {
      const [version = '', id = ''] = key.split(' ');
      return { id, version: Number(version) };
    });
    return byPlace(keys.length, await eventPages(db, orders, page));
  });
  const read = ({ id, version }: OrderRow, page: EventPage) => load(`${version} ${id}`, page);
  return {
    /** The newest `LISTED` steps, oldest first. */
    async list(order: OrderRow): Promise<EventRow[]> {
      return (await read(order, { take: LISTED, after: null, newestFirst: true })).toReversed();
    },

    async page(
      order: OrderRow,
      args: HistoryArguments,
    ): Promise<Connection<EventRow> & { totalCount: number }> {
      const first = clampFirst(args.first);
      const after = versionCursor(args.after);
      const rows = await read(order, { take: first + 1, after, newestFirst: args.newestFirst === true });
      return {
        ...pageOf(rows, first, after !== null, ({ version }) => [version]),
        // every step raises the version by one
        totalCount: order.version,
      };
    },
  };
}
