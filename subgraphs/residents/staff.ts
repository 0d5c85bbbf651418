import DataLoader from 'dataloader';
import { HubError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { maskedContact, publicText } from '../../core/residents-mask.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { clampFirst } from '../../runtime/connection.ts';
import {
  allowed,
  askableId,
  boundsArgument,
  gridCodeArgument,
  prefixesWithin,
  textArgument,
} from '../access.ts';
import { idLoader } from '../batch.ts';
import { instantCursor, pageOf } from '../page.ts';
import { type EngineDeps, mergedUnder, type OrderRow, ordersById } from './engine.ts';
import {
  contactsOf,
  notesOfOrders,
  type ReportQuery,
  reportCount,
  reportPage,
  reportsOfOrders,
} from './reads.ts';
import { contactRows, REPORT_COLUMNS, type ReportRow, reportRows } from './rows.ts';
import type { PublicNote } from './view.ts';

type Maybe<T> = T | null | undefined;

export interface ReportFilter {
  gridCode?: Maybe<string>;
  channels?: Maybe<readonly string[]>;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
}

/** What staff read and write of reports; holds the loaders of one request. */
export function createStaff(deps: EngineDeps, principal: Principal | null) {
  const { db } = deps;
  const reader = () => allowed(principal, 'order.read');

  const order = idLoader<OrderRow>(
    (ids) => ordersById(db.pool, ids),
    ({ id }) => id,
  );
  const contact = idLoader(
    (ids) => contactsOf(db.pool, ids),
    ({ reportId }) => reportId,
  );
  /** Reports of an order and of all that were merged into it. */
  const reports = new DataLoader<string, ReportRow[]>(async (ids) => {
    const below = await mergedUnder(db.pool, ids);
    const rows = await reportsOfOrders(db.pool, [...below.keys()]);
    const lists = Map.groupBy(rows, ({ workOrderId }) => below.get(workOrderId) ?? workOrderId);
    return ids.map((id) => lists.get(id) ?? []);
  });
  const notes = new DataLoader<string, PublicNote[]>(async (ids) => {
    const lists = Map.groupBy(await notesOfOrders(db.pool, ids), ({ workOrderId }) => workOrderId);
    return ids.map((id) => (lists.get(id) ?? []).map(({ body, at }) => ({ text: publicText(body), at })));
  });

  /** The order when the asker may see it; null otherwise. */
  async function seen(id: string): Promise<OrderRow | null> {
    const who = reader();
    const askable = askableId(id);
    const found = askable === null ? null : await order.load(askable);
    return found !== null && inScope(who, found.gridCode) ? found : null;
  }

  const ofOrder = async (id: string) => ((await seen(id)) === null ? [] : reports.load(id));
  /** Those of grids that the asker sees: an order of another grid may have been merged into this one. */
  async function reportsOf(id: string): Promise<ReportRow[]> {
    const who = reader();
    return (await ofOrder(id)).filter(({ gridCode }) => inScope(who, gridCode));
  }
  const noOrder = (id: string) => new HubError('NOT_FOUND', { what: 'Work order', whatZh: '工单', id });

  return {
    seen,

    async list(filter: ReportFilter, args: { first?: Maybe<number>; after?: Maybe<string> }) {
      const first = clampFirst(args.first);
      const after = instantCursor(args.after);
      const subtree = gridCodeArgument('filter.gridCode', filter.gridCode);
      const query: ReportQuery = {
        prefixes: prefixesWithin(reader(), subtree),
        channels: filter.channels,
        ...boundsArgument('filter', filter),
      };
      const rows = await reportPage(db.pool, query, first + 1, after);
      return {
        ...pageOf(rows, first, after !== null, (report) => [report.submittedAt.getTime(), report.id]),
        count: () => reportCount(db.pool, query),
      };
    },

    reportsOf,
    notesOf: async (id: string) => ((await seen(id)) === null ? [] : notes.load(id)),

    async satisfactionOf(id: string) {
      const rated = (await ofOrder(id)).flatMap(({ stars }) => (stars === null ? [] : [stars]));
      const sum = rated.reduce((total, stars) => total + stars, 0);
      return { stars: rated.length === 0 ? null : sum / rated.length, ratings: rated.length };
    },

    /** Masked, whoever asks: the whole of it is revealContact's. */
    async contactOf(report: ReportRow) {
      reader();
      const found = await contact.load(report.id);
      return found === null ? null : maskedContact(found);
    },

    async publishNote(workOrderId: string, text: string): Promise<OrderRow> {
      const who = allowed(principal, 'order.work');
      const body = textArgument('input.text', text, 1_000);
      const id = askableId(workOrderId);
      return db.tx(async (client) => {
        const [found] = id === null ? [] : await ordersById(client, [id]);
        if (found === undefined || !inScope(who, found.gridCode)) throw noOrder(workOrderId);
        const at = new Date();
        const noteId = newId('note', { nowMs: at.getTime() });
        await client.query(
          'INSERT INTO report_note (id, work_order_id, body, written_by, at) VALUES ($1, $2, $3, $4, $5)',
          [noteId, found.id, body, who.subject, at],
        );
        await appendAudit(client, {
          ...{ actor: who.subject, action: 'publishNote', kind: 'workOrder', objectId: found.id },
          ...{ gridCode: found.gridCode, before: null, after: { noteId, text: body } },
        });
        return found;
      });
    },

    /** The contact as it was given; the row of the audit is in the same transaction as the reading. */
    async revealContact(reportId: string, reason: string) {
      const who = allowed(principal, 'personal.read');
      const why = textArgument('input.reason', reason, 200);
      const id = askableId(reportId);
      return db.tx(async (client) => {
        const sql = `SELECT ${REPORT_COLUMNS} FROM report r WHERE r.id = $1`;
        const [report] = id === null ? [] : reportRows(await client.query(sql, [id]));
        if (report === undefined || !inScope(who, report.gridCode)) {
          throw new HubError('NOT_FOUND', { what: 'Report', whatZh: '上报', id: reportId });
        }
        const [found] = contactRows(
          await client.query(
            'SELECT report_id AS "reportId", name, phone, email FROM report_contact WHERE report_id = $1',
            [report.id],
          ),
        );
        await appendAudit(client, {
          ...{ actor: who.subject, action: 'revealReportContact', kind: 'report', objectId: report.id },
          ...{ gridCode: report.gridCode, before: null, after: { reason: why } },
        });
        return {
          name: found?.name ?? null,
          phone: found?.phone ?? null,
          email: found?.email ?? null,
        };
      });
    },
  };
}

export type Staff = ReturnType<typeof createStaff>;
