import type pg from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError } from '../core/errors.ts';
import { GOVERNANCE_KINDS, isGovernanceKind, type RawDocument } from '../core/governance-document.ts';

/** Channel that tells every process to read the documents again. */
export const GOVERNANCE_CHANNEL = 'governance';

/** Any number no other use of this database takes: documents are published one transaction at a time. */
const PUBLISH_LOCK = 7_245_107;

const Row = Compile(
  Type.Object({
    kind: Type.String(),
    code: Type.String(),
    version: Type.Integer(),
    validFromMs: Type.Number(),
    origin: Type.Enum(['SHIPPED', 'FOLDER', 'APPLIED']),
    sha256: Type.String(),
    body: Type.Unknown(),
  }),
);

/** Every published version. Kinds that this version of the hub does not know are left out. */
export async function readDocuments(db: pg.Pool | pg.PoolClient): Promise<RawDocument[]> {
  const { rows } = await db.query(
    `SELECT kind, code, version, (extract(epoch FROM valid_from) * 1000)::float8 AS "validFromMs", origin, sha256, body
     FROM governance_document ORDER BY kind, code, version`,
  );
  return rows.flatMap((row: unknown): RawDocument[] => {
    if (!Row.Check(row)) throw new HubError('INTERNAL', { errorId: 'governance document' });
    const { kind, ...rest } = row;
    return isGovernanceKind(kind) ? [{ ...rest, kind }] : [];
  });
}

/** Holds until the transaction ends: whoever publishes next sees what was published before. */
export async function lockPublishing(client: pg.PoolClient): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [PUBLISH_LOCK]);
}

/** Adds versions and wakes every process at COMMIT. */
export async function insertDocuments(
  client: pg.PoolClient,
  documents: readonly RawDocument[],
  actor: string,
  atMs: number,
): Promise<void> {
  for (const { kind, code, version, body, sha256, validFromMs, origin } of documents) {
    await client.query(
      `INSERT INTO governance_document (kind, code, version, body, sha256, valid_from, origin, created_by, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[kind, code, version, JSON.stringify(body), sha256, new Date(validFromMs), origin, actor],
        new Date(atMs),
      ],
    );
  }
  if (documents.length > 0) await client.query(`SELECT pg_notify('${GOVERNANCE_CHANNEL}', '')`);
}

/** Name of a document in a fault. */
export function documentName({ kind, code, version }: Pick<RawDocument, 'kind' | 'code' | 'version'>) {
  const { zh, en } = GOVERNANCE_KINDS[kind];
  return { zh: `${zh} ${code}@${version}`, en: `${en} ${code}@${version}` };
}
