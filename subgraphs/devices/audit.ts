import { HubError } from '../../core/errors.ts';
import { type Principal, requireScope } from '../../core/permissions.ts';
import { type AuditCheck, verifyAudit } from '../../runtime/audit.ts';
import { type Connection, clampFirst } from '../../runtime/connection.ts';
import { allowed, boundsArgument, gridCodeArgument, prefixesWithin, textArgument } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { idCursor, pageOf } from '../page.ts';
import { type AuditRow, listAudit } from './audit-store.ts';
import type { PageArguments } from './filters.ts';

type Maybe<T> = T | null | undefined;

export interface AuditFilter {
  actor?: Maybe<string>;
  action?: Maybe<string>;
  kind?: Maybe<string>;
  objectId?: Maybe<string>;
  gridCode?: Maybe<string>;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
}

/** @throws HubError BAD_CURSOR */
function sequenceCursor(after: Maybe<string>): bigint | null {
  const seq = idCursor(after);
  if (seq === null) return null;
  if (!/^\d{1,18}$/.test(seq)) throw new HubError('BAD_CURSOR', { path: 'after' });
  return BigInt(seq);
}

/** What one request may read of the audit. */
export function createAuditReads({ db }: Pick<SubgraphDeps, 'db'>, principal: Principal | null) {
  return {
    async auditTrail(filter: AuditFilter, { first, after }: PageArguments): Promise<Connection<AuditRow>> {
      const asker = allowed(principal, 'audit.read');
      const size = clampFirst(first);
      const before = sequenceCursor(after);
      const wanted = {
        prefixes: prefixesWithin(asker, gridCodeArgument('filter.gridCode', filter.gridCode)),
        actor: textArgument('filter.actor', filter.actor, 500),
        action: textArgument('filter.action', filter.action, 100),
        kind: textArgument('filter.kind', filter.kind, 100),
        objectId: textArgument('filter.objectId', filter.objectId, 500),
        ...boundsArgument('filter', filter),
      };
      const rows = await listAudit(db.pool, wanted, { limit: size + 1, before });
      return pageOf(rows, size, before !== null, (row) => [row.seq]);
    },

    /** @throws HubError OUT_OF_SCOPE unless the whole site is the caller's */
    async auditCheck(): Promise<AuditCheck> {
      requireScope(allowed(principal, 'audit.read'), null, { en: 'The audit chain', zh: '审计链' });
      return verifyAudit(db.pool);
    },
  };
}
