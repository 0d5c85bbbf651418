import Type, { type Static } from 'typebox';
import { stringify } from 'yaml';
import { HubError } from '../../core/errors.ts';
import {
  GOVERNANCE_KINDS,
  type GovernanceKind,
  type GovernanceOrigin,
  isGovernanceKind,
} from '../../core/governance-document.ts';
import { type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { clampFirst, decodeCursor } from '../../runtime/connection.ts';
import { type Applied, applyDocuments, sentDocuments } from '../../runtime/governance-apply.ts';
import { allowed, askableId } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { pageOf } from '../page.ts';
import { type Queryable, rowsOf } from '../rows.ts';
import { Where } from '../where.ts';
import type { PageArguments } from './service.ts';
import type * as T from './types.generated.ts';

const DocumentRow = Type.Object({
  kind: Type.Enum(Object.keys(GOVERNANCE_KINDS).filter(isGovernanceKind)),
  code: Type.String(),
  version: Type.Integer(),
  body: Type.Unknown(),
  sha256: Type.String(),
  validFromMs: Type.Number(),
  origin: Type.Enum(['SHIPPED', 'FOLDER', 'APPLIED']),
  createdBy: Type.String(),
  createdMs: Type.Number(),
});
/** A published version with whoever published it. */
export type DocumentRow = Static<typeof DocumentRow> & { inForce: boolean };
const documentRows = rowsOf(DocumentRow);

const COLUMNS = `kind, code, version, body, sha256, origin, created_by AS "createdBy",
  (extract(epoch FROM valid_from) * 1000)::float8 AS "validFromMs",
  (extract(epoch FROM created_at) * 1000)::float8 AS "createdMs"`;

/** The version in force of each code, as core/governance-document.ts orders them. */
const IN_FORCE = `(d.kind, d.code, d.version) IN (
  SELECT DISTINCT ON (kind, code) kind, code, version FROM governance_document WHERE valid_from <= $1
  ORDER BY kind, code, (origin = 'SHIPPED'), valid_from DESC, version DESC)`;
const inForceRows = rowsOf(
  Type.Object({ kind: Type.String(), code: Type.String(), version: Type.Integer() }),
);

export interface DocumentFilter {
  kinds?: readonly GovernanceKind[] | null | undefined;
  code?: string | null | undefined;
  inForce?: boolean | null | undefined;
  origins?: readonly GovernanceOrigin[] | null | undefined;
}

async function marked(
  db: Queryable,
  rows: readonly Static<typeof DocumentRow>[],
  now: Date,
): Promise<DocumentRow[]> {
  if (rows.length === 0) return [];
  const found = inForceRows(
    await db.query(`SELECT d.kind, d.code, d.version FROM governance_document d WHERE ${IN_FORCE}`, [now]),
  );
  const keys = new Set(found.map(({ kind, code, version }) => `${kind} ${code}@${version}`));
  return rows.map((row) => ({ ...row, inForce: keys.has(`${row.kind} ${row.code}@${row.version}`) }));
}

type Sent = { yaml?: string | null | undefined; json?: unknown };

function textOf({ yaml, json }: Sent): { yaml: string } | { json: unknown } {
  const both = typeof yaml === 'string' && json !== null && json !== undefined;
  if (typeof yaml === 'string' && !both) return { yaml };
  if (json !== null && json !== undefined && !both) return { json };
  throw new HubError('BAD_USER_INPUT', {
    path: 'input',
    reason: 'send either `yaml` or `json`',
    reasonZh: '请提供 yaml 或 json 之一',
  });
}

/** What one request may do with governance documents. */
export function createGovernanceService(
  { db, governance, config }: Pick<SubgraphDeps, 'db' | 'governance' | 'config'>,
  principal: Principal | null,
  now: Date,
) {
  const reader = () => allowed(principal, 'order.read');

  async function documents(filter: DocumentFilter, args: PageArguments) {
    reader();
    const first = clampFirst(args.first);
    const after = decodeCursor(args.after, 3);
    const where = new Where([now]);
    if (filter.kinds != null) where.add(`d.kind = ANY(${where.param(filter.kinds)}::text[])`);
    // a code that no document can have finds nothing
    if (filter.code != null) where.add(`d.code = ${where.param(askableId(filter.code) ?? '')}`);
    if (filter.origins != null) where.add(`d.origin = ANY(${where.param(filter.origins)}::text[])`);
    if (filter.inForce != null) where.add(`${filter.inForce ? '' : 'NOT '}${IN_FORCE}`);
    if (after !== null) {
      const [kind = '', code = '', version = ''] = after;
      if (!/^\d{1,9}$/.test(version)) throw new HubError('BAD_CURSOR', { path: 'after' });
      where.add(
        `(d.kind, d.code, d.version) > (${where.param(kind)}, ${where.param(code)}, ${where.param(Number(version))}::int)`,
      );
    }
    const sql = `SELECT ${COLUMNS} FROM governance_document d ${where.sql === '' ? 'WHERE true' : where.sql}
      AND $1::timestamptz IS NOT NULL ORDER BY d.kind, d.code, d.version LIMIT ${where.param(first + 1)}`;
    const rows = await marked(db.pool, documentRows(await db.pool.query(sql, where.values)), now);
    return pageOf(rows, first, after !== null, ({ kind, code, version }) => [kind, code, version]);
  }

  return {
    documents,

    /** Without a version the one in force. */
    async document(kind: GovernanceKind, code: string, version: number | null): Promise<DocumentRow | null> {
      const page = await documents(
        { kinds: [kind], code, ...(version === null ? { inForce: true } : {}) },
        { first: 500 },
      );
      return page.nodes.find((one) => version === null || one.version === version) ?? null;
    },

    /** @throws HubError FORBIDDEN, OUT_OF_SCOPE: what holds everywhere is written by those who see everything */
    async apply(
      kind: GovernanceKind,
      sent: Sent,
      dryRun: boolean,
    ): Promise<Omit<Applied, 'documents'> & { documents: DocumentRow[] }> {
      const who = allowed(principal, 'governance.manage');
      requireScope(who, null, placeNamed(null));
      const reading = sentDocuments(kind, textOf(sent), config.site.zone);
      const nowMs = now.getTime();
      const done = await applyDocuments({ db, governance }, reading, { actor: who.subject, dryRun, nowMs });
      const rows = done.documents.map((one) => ({
        ...one,
        createdBy: who.subject,
        createdMs: nowMs,
        inForce: false,
      }));
      const shown = done.applied ? await marked(db.pool, rows, now) : rows;
      return { ...done, documents: done.faults.length > 0 ? [] : shown };
    },
  };
}

export type GovernanceService = ReturnType<typeof createGovernanceService>;

function nameIn(body: unknown, key: 'nameZh' | 'nameEn'): string {
  if (typeof body !== 'object' || body === null) return '';
  const entries: [string, unknown][] = Object.entries(body);
  const value = entries.find(([name]) => name === key)?.[1];
  return typeof value === 'string' ? value : '';
}

export const GovernanceDocument = {
  id: ({ kind, code, version }) => `${kind}/${code}@${version}`,
  label: ({ body }) => ({ zh: nameIn(body, 'nameZh'), en: nameIn(body, 'nameEn') }),
  validFrom: ({ validFromMs }) => (validFromMs === 0 ? null : new Date(validFromMs)),
  yaml: ({ body }) => stringify(body, { lineWidth: 110 }),
  createdAt: ({ createdMs }) => new Date(createdMs),
} satisfies T.GovernanceDocumentResolvers<unknown, DocumentRow>;
