import type pg from 'pg';
import Type from 'typebox';
import { HubError } from '../../core/errors.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { askableId } from '../access.ts';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { ENDPOINT_COLUMNS, type EndpointRow, readEndpoints } from './rows.ts';

/** Read under the alias `e`. */
export const SELECT_ENDPOINT = `SELECT ${ENDPOINT_COLUMNS} FROM notification_endpoint e`;

const healthRows = rowsOf(
  Type.Object({ id: Type.String(), queued: Type.Integer(), oldest: nullable(Instant), dead: Type.Integer() }),
);

/** What waits at each endpoint, since when, and what was given up. */
export async function healthOfEndpoints(db: Queryable, ids: readonly string[]) {
  return healthRows(
    await db.query(
      `SELECT k.id, waiting.queued, waiting.oldest,
             (SELECT count(*)::int FROM notification_delivery d WHERE d.endpoint_id = k.id AND d.state = 'DEAD') AS dead
           FROM unnest($1::text[]) AS k (id) CROSS JOIN LATERAL (
             SELECT count(*)::int AS queued, min(d.queued_at) AS oldest FROM notification_delivery d
             WHERE d.endpoint_id = k.id AND d.state = 'QUEUED') waiting`,
      [ids],
    ),
  );
}

const missing = (id: string) =>
  new HubError('NOT_FOUND', { what: 'notification endpoint', id, whatZh: '通知外发地址' });

/** What the audit keeps of an endpoint: nothing that is sealed. */
function audited(row: EndpointRow): object {
  const { addressSealed, secretSealed, oldSecretSealed, ...shown } = row;
  return { ...shown, signed: secretSealed !== null };
}

/** The endpoint, locked until the end of the transaction. @throws HubError NOT_FOUND | CONFLICT */
export async function lockEndpoint(
  tx: pg.PoolClient,
  by: Principal,
  id: string,
  expectedVersion: number | null = null,
): Promise<EndpointRow> {
  if (askableId(id) === null) throw missing(id);
  const [row] = readEndpoints(await tx.query(`${SELECT_ENDPOINT} WHERE e.id = $1 FOR UPDATE`, [id]));
  if (row === undefined || !inScope(by, row.gridCode)) throw missing(id);
  if (expectedVersion !== null && expectedVersion !== row.version) {
    throw new HubError('CONFLICT', {
      ...{ what: 'Notification endpoint', whatZh: '通知外发地址', id },
      ...{ expected: expectedVersion, actual: row.version },
    });
  }
  return row;
}

/**
 * What is meant for a person goes to every endpoint that names them, wherever it happens: only who has that person in
 * their own grids (or is that person) names them. @throws HubError NOT_FOUND
 */
export async function checkPerson(
  tx: pg.PoolClient,
  { subject, grids }: Principal,
  personId: string | null,
  now: Date,
): Promise<void> {
  if (personId === null) return;
  const { rowCount } = await tx.query(
    `SELECT FROM person WHERE id = $1 AND ($2 OR EXISTS (
       SELECT FROM post JOIN unnest($3::text[]) AS own (prefix) ON starts_with(post.grid_code, own.prefix)
       WHERE post.person_id = person.id AND (post.valid_to IS NULL OR post.valid_to > $4)))`,
    [askableId(personId) ?? '', subject === personId || grids.includes(''), grids, now],
  );
  if (rowCount === 0) throw new HubError('NOT_FOUND', { what: 'person', id: personId, whatZh: '人员' });
}

/** Writes what was done to an endpoint into the audit; gives it as it is now. */
export async function auditEndpoint(
  tx: pg.PoolClient,
  by: Principal,
  action: string,
  id: string,
  before: EndpointRow | null,
): Promise<EndpointRow> {
  const [row] = readEndpoints(await tx.query(`${SELECT_ENDPOINT} WHERE e.id = $1`, [id]));
  if (row === undefined) throw new HubError('INTERNAL', { errorId: id });
  await appendAudit(tx, {
    ...{ actor: by.subject, action, kind: 'notificationEndpoint', objectId: id, gridCode: row.gridCode },
    before: before === null ? null : audited(before),
    after: audited(row),
  });
  return row;
}
