import Type, { type Static } from 'typebox';
import { Instant, nullable, rowsOf } from '../rows.ts';

const Photo = Type.Object({ url: Type.String(), sha256: nullable(Type.String()) });
export type Photo = Static<typeof Photo>;

export const REPORT_COLUMNS = [
  'r.id',
  'r.work_order_id AS "workOrderId"',
  'r.case_number AS "caseNumber"',
  'r.channel',
  'r.grid_code AS "gridCode"',
  'r.longitude',
  'r.latitude',
  'r.address',
  'r.photos',
  'r.submitted_by AS "submittedBy"',
  'r.submitted_at AS "submittedAt"',
  'r.stars',
  'r.comment',
  'r.rated_at AS "ratedAt"',
  'r.withdrawn_at AS "withdrawnAt"',
].join(', ');

const ReportRow = Type.Object({
  id: Type.String(),
  workOrderId: Type.String(),
  caseNumber: Type.String(),
  channel: Type.String(),
  gridCode: Type.String(),
  longitude: nullable(Type.Number()),
  latitude: nullable(Type.Number()),
  address: nullable(Type.String()),
  photos: Type.Array(Photo),
  submittedBy: nullable(Type.String()),
  submittedAt: Instant,
  stars: nullable(Type.Integer()),
  comment: nullable(Type.String()),
  ratedAt: nullable(Instant),
  withdrawnAt: nullable(Instant),
});
/** A report as stored, without its secret and contact. */
export type ReportRow = Static<typeof ReportRow>;
export const reportRows = rowsOf(ReportRow);

const bytes = Type.Refine(Type.Unsafe<Buffer>({}), (value: unknown) => Buffer.isBuffer(value));
/** A report with what proves who asks. */
export const lockedReportRows = rowsOf(Type.Intersect([ReportRow, Type.Object({ secretHash: bytes })]));
export const requestRows = rowsOf(
  Type.Intersect([ReportRow, Type.Object({ contentHash: bytes, salt: nullable(bytes) })]),
);

const NoteRow = Type.Object({ workOrderId: Type.String(), body: Type.String(), at: Instant });
export type NoteRow = Static<typeof NoteRow>;
export const noteRows = rowsOf(NoteRow);

const ContactRow = Type.Object({
  reportId: Type.String(),
  name: nullable(Type.String()),
  phone: nullable(Type.String()),
  email: nullable(Type.String()),
});
export type ContactRow = Static<typeof ContactRow>;
export const contactRows = rowsOf(ContactRow);

const PlaceRow = Type.Object({ code: Type.String(), name: Type.String(), boundary: Type.Unknown() });
export const placeRows = rowsOf(PlaceRow);
export const namedGridRows = rowsOf(Type.Object({ code: Type.String(), name: Type.String() }));
export const pairRows = rowsOf(Type.Object({ from: Type.String(), to: Type.String() }));
export const noticeRows = rowsOf(Type.Object({ zh: Type.String(), en: Type.String(), at: Instant }));
