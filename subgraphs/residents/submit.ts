import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { type Principal, requireRight } from '../../core/permissions.ts';
import type { GridLocator } from '../../runtime/grid-locator.ts';
import { createRateLimit } from '../../runtime/rate-limit.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type EngineDeps, joinRecurrence, openReported, orderTx } from './engine.ts';
import { placeOf, type ReportPlace } from './place.ts';
import { REPORT_COLUMNS, type ReportRow, reportRows, requestRows } from './rows.ts';
import { contentHash, newSecret, repeatableSecret, requestHash, secretHash } from './secrets.ts';
import { readSubmission, type Submission, type SubmitInput } from './submission.ts';

export interface Submitted {
  report: ReportRow;
  secret: string;
  /** The same request was answered before. */
  repeated: boolean;
}

/** A repeated request is answered with the same secret for this long. */
const REPEAT_HOURS = 24;

/** Opens orders for residents. One for the process: it counts what comes without a token. */
export function createIntake(
  deps: EngineDeps & Pick<SubgraphDeps, 'metrics'>,
  locator: GridLocator,
  now: () => number = Date.now,
) {
  const reports = deps.metrics.counter({
    name: 'hub_reports_total',
    help: 'Reports of residents',
    labels: ['outcome'],
  });
  const anonymous = createRateLimit(deps.config.residents.reportsPerMinute);

  /** @throws HubError RATE_LIMITED */
  function countAnonymous(): void {
    const seconds = anonymous.hit('', now());
    if (seconds === null) return;
    throw new HubError('RATE_LIMITED', {
      what: 'reports without a token',
      whatZh: '未登录上报',
      limit: anonymous.perWindow,
      retryAfterSeconds: seconds,
    });
  }

  /** The answer to the same request before; null when there is none. */
  async function answered(
    client: pg.PoolClient,
    request: { hash: Buffer; id: string; content: Buffer },
  ): Promise<Submitted | null> {
    // the same request twice at once: the second waits here and finds the first's row
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 311))', [
      request.hash.toString('hex'),
    ]);
    const [row] = requestRows(
      await client.query(
        `SELECT ${REPORT_COLUMNS}, r.content_hash AS "contentHash", r.salt FROM report r WHERE r.request_hash = $1`,
        [request.hash],
      ),
    );
    if (row === undefined || row.salt === null) return null;
    const { contentHash: content, salt, ...report } = row;
    const old = now() - report.submittedAt.getTime() > REPEAT_HOURS * 3_600_000;
    if (old || !content.equals(request.content)) {
      throw new HubError('BAD_USER_INPUT', {
        path: 'input.clientRequestId',
        reason: old ? 'it was used more than 24 hours ago' : 'it was used for another report',
        reasonZh: old ? '该请求号已在 24 小时前使用' : '该请求号已用于另一条上报',
      });
    }
    return { report, secret: repeatableSecret(request.id, salt), repeated: true };
  }

  async function store(
    client: pg.PoolClient,
    who: Principal | null,
    submission: Submission,
    { gridCode, point }: ReportPlace,
    request: { hash: Buffer; id: string } | null,
    content: Buffer,
  ): Promise<Submitted> {
    const { matter, description, channel, address, photos, contact } = submission;
    const atMs = now();
    const order = await openReported(client, deps, {
      matter: matter.code,
      title: matter.nameZh,
      description,
      channel,
      gridCode,
      photos,
      submittedBy: who?.subject ?? null,
      atMs,
    });
    const salt = request === null ? null : randomBytes(32);
    const secret = request === null || salt === null ? newSecret() : repeatableSecret(request.id, salt);
    const [report] = reportRows(
      await client.query(
        `INSERT INTO report AS r (id, work_order_id, case_number, channel, grid_code, longitude, latitude, address,
           photos, secret_hash, request_hash, salt, content_hash, submitted_by, submitted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING ${REPORT_COLUMNS}`,
        [
          ...[newId('rp', { nowMs: atMs }), order.id, order.caseNumber, channel, gridCode],
          ...[point?.longitude ?? null, point?.latitude ?? null, address, JSON.stringify(photos)],
          ...[secretHash(secret), request?.hash ?? null, salt, content, who?.subject ?? null, new Date(atMs)],
        ],
      ),
    );
    if (report === undefined) throw new HubError('INTERNAL', { errorId: 'report' });
    if (contact !== null) {
      await client.query(
        'INSERT INTO report_contact (report_id, name, phone, email) VALUES ($1, $2, $3, $4)',
        [report.id, contact.name, contact.phone, contact.email],
      );
    }
    await joinRecurrence(client, deps, order, atMs);
    return { report, secret, repeated: false };
  }

  return {
    /**
     * A report with its order, and the secret that is shown once. Whoever has a token needs order.report and the grid in
     * scope; without one the door is HUB_PUBLIC_REPORTS (the guard of the root field).
     * @throws HubError FORBIDDEN, OUT_OF_SCOPE, BAD_USER_INPUT, NOT_FOUND or RATE_LIMITED
     */
    async submit(who: Principal | null, input: SubmitInput): Promise<Submitted> {
      if (who !== null) requireRight(who, 'order.report');
      const submission = readSubmission(deps, input, now());
      if (who === null) countAnonymous();
      const place = await placeOf(deps.db.pool, locator, { ...input, address: submission.address }, who);
      // without the contact: no hash of a telephone number stays when the contact is forgotten
      const { matter, requestId: id, contact: _contact, ...told } = submission;
      const content = contentHash([matter.code, told, place.gridCode, place.point]);
      const submitted = await orderTx(deps.db, async (client) => {
        const request = id === null ? null : { id, hash: requestHash(who?.subject ?? null, id) };
        const before = request === null ? null : await answered(client, { ...request, content });
        return before ?? store(client, who, submission, place, request, content);
      });
      reports.inc({ outcome: submitted.repeated ? 'repeated' : 'opened' });
      return submitted;
    },
  };
}

export type Intake = ReturnType<typeof createIntake>;
