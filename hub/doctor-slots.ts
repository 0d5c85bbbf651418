import type { Bindings } from '../ingest/sources/bind.ts';
import { unreadFamilies, unreadIn } from '../ingest/sources/unread.ts';
import type { Db } from '../runtime/postgres.ts';
import type { Finding } from './doctor-finding.ts';

/**
 * Codes of grids whose devices' canonical topics a source reads, but no slot: filters that name grids pass over one that came
 * later. A family that no slot reads anywhere is told by itself.
 */
export function unreadGrids(
  bindings: Pick<Bindings, 'codecFor' | 'slots'>,
  codes: readonly string[],
): string[] {
  const nowhere = new Set(unreadFamilies(bindings));
  return codes.filter((code) => unreadIn(bindings, code).some((family) => !nowhere.has(family)));
}

/** Who reads the slots of the sources file, and whether any grid is read by none. */
export async function slotFindings(db: Db, bindings: Bindings): Promise<Finding[]> {
  if (bindings.slots === null) return [];
  const names = bindings.slots.map(({ name }) => name);
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS wanted (name) WHERE NOT EXISTS (
       SELECT FROM ingest_slot s JOIN ingest_worker w ON w.id = s.worker_id
       WHERE s.name = wanted.name AND w.fenced_at IS NULL AND w.expires_at >= clock_timestamp())`,
    [names],
  );
  const unheld = rows.map(({ name }) => name);
  const grids = await db.pool.query<{ code: string }>(
    // devices stand in communities and below
    "SELECT code FROM grid WHERE length(code) >= 12 AND status = 'ACTIVE' ORDER BY code",
  );
  const unread = unreadGrids(
    bindings,
    grids.rows.map(({ code }) => code),
  );
  const someGrids = unread.slice(0, 5).join(', ') + (unread.length > 5 ? ` … (${unread.length})` : '');
  const families = unreadFamilies(bindings).join(', ');
  const listed = [families, someGrids].filter((one) => one !== '').join('; ');
  return [
    {
      what: 'Slots 分片',
      ok: unheld.length === 0,
      detail:
        unheld.length === 0
          ? `${names.length}, each read by a process 均有进程读取`
          : `nobody reads ${unheld.join(', ')} 无人读取`,
      mend: 'start an ingest process with this sources file 请以此数据源文件启动接入进程',
    },
    {
      what: 'Slots and grids 分片与网格',
      ok: listed === '',
      detail: listed === '' ? 'every grid is read 所有网格均被读取' : `no slot reads ${listed} 无分片读取`,
      mend: 'add their topics to a slot of the sources file 请将其主题加入数据源文件的某个分片',
    },
  ];
}
