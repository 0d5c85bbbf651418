import { COUNT_CAP, cappedCount, type Queryable } from '../rows.ts';
import { Where } from '../where.ts';
import {
  contactRows,
  lockedReportRows,
  type NoteRow,
  noteRows,
  noticeRows,
  REPORT_COLUMNS,
  type ReportRow,
  reportRows,
} from './rows.ts';

/** A report with the hash of its secret, by its case number; null when there is none. */
export async function reportOfCase(db: Queryable, caseNumber: string, lock = false) {
  const sql = `SELECT ${REPORT_COLUMNS}, r.secret_hash AS "secretHash" FROM report r WHERE r.case_number = $1
    ${lock ? 'FOR UPDATE' : ''}`;
  return lockedReportRows(await db.query(sql, [caseNumber]))[0] ?? null;
}

export async function reportOfHash(db: Queryable, hash: Buffer): Promise<ReportRow | null> {
  const sql = `SELECT ${REPORT_COLUMNS} FROM report r WHERE r.secret_hash = $1`;
  return reportRows(await db.query(sql, [hash]))[0] ?? null;
}

/** What was published of these orders, oldest first. */
export async function notesOfOrders(db: Queryable, orderIds: readonly string[]): Promise<NoteRow[]> {
  const sql = `SELECT work_order_id AS "workOrderId", body, at FROM report_note
    WHERE work_order_id = ANY($1::text[]) ORDER BY at, id`;
  return noteRows(await db.query(sql, [orderIds]));
}

export interface ReportQuery {
  prefixes: readonly string[];
  channels?: readonly string[] | null | undefined;
  from?: Date | null;
  to?: Date | null;
}

function whereOf(query: ReportQuery): Where {
  const where = new Where();
  where.prefixes(query.prefixes, (lo, hi) => `(r.grid_code >= ${lo} AND r.grid_code < ${hi})`);
  if (query.channels != null) where.add(`r.channel = ANY(${where.param(query.channels)}::text[])`);
  if (query.from != null) where.add(`r.submitted_at >= ${where.param(query.from)}`);
  if (query.to != null) where.add(`r.submitted_at < ${where.param(query.to)}`);
  return where;
}

export async function reportPage(
  db: Queryable,
  query: ReportQuery,
  take: number,
  after: { at: Date; id: string } | null,
): Promise<ReportRow[]> {
  const where = whereOf(query);
  if (after !== null) {
    const at = where.param(after.at);
    where.add(`(r.submitted_at, r.id) < (${at}::timestamptz, ${where.param(after.id)})`);
  }
  const sql = `SELECT ${REPORT_COLUMNS} FROM report r ${where.sql}
    ORDER BY r.submitted_at DESC, r.id DESC LIMIT ${where.param(take)}`;
  return reportRows(await db.query(sql, where.values));
}

export function reportCount(db: Queryable, query: ReportQuery): Promise<number | null> {
  const where = whereOf(query);
  return cappedCount(db, `FROM report r ${where.sql}`, where.values);
}

export { COUNT_CAP };

export async function contactsOf(db: Queryable, reportIds: readonly string[]) {
  const sql = `SELECT report_id AS "reportId", name, phone, email FROM report_contact
    WHERE report_id = ANY($1::text[])`;
  return contactRows(await db.query(sql, [reportIds]));
}

export async function reportsOfOrders(db: Queryable, orderIds: readonly string[]): Promise<ReportRow[]> {
  const sql = `SELECT ${REPORT_COLUMNS} FROM report r WHERE r.work_order_id = ANY($1::text[])
    ORDER BY r.submitted_at, r.id`;
  return reportRows(await db.query(sql, [orderIds]));
}

/** What the reporters of an order were told of mergers, oldest first. */
export async function noticesOfOrder(db: Queryable, orderId: string) {
  const sql = 'SELECT zh, en, at FROM reporter_notice WHERE work_order_id = $1 ORDER BY id';
  return noticeRows(await db.query(sql, [orderId]));
}
