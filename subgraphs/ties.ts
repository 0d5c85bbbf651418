import Type from 'typebox';
import type { Principal } from '../core/permissions.ts';
import { askableId } from './access.ts';
import { type Queryable, rowsOf } from './rows.ts';

/**
 * What somebody is to the asker's grids: there now or soon, on a post or in place of who holds it; there once; or entered
 * for them without a post so far. Anybody else is nobody to them, as one of whom there is no record.
 */
export type Tie = 'SERVES' | 'SERVED' | 'ENTERED';

export interface Standing {
  tie: Tie;
  /**
   * Whether the asker may give them a post, a substitution or a shift, with which come their phone and leave: who serves
   * the asker's grids; and who holds no post anywhere, of those entered for these grids or who left them last. Who holds
   * posts elsewhere is appointed by somebody whose grids hold both.
   */
  appointable: boolean;
}

/**
 * Whether something that serves `gridCode` serves the asker: it lies in the scope, or above it on the same path (the
 * community's staff answer for the micro-grid's worker). Null serves the whole site, so everybody.
 */
export function servesGrids({ grids }: Principal, gridCode: string | null): boolean {
  const code = gridCode ?? '';
  return grids.some((prefix) => code.startsWith(prefix) || prefix.startsWith(code));
}

/** The same in SQL: rows at, below or above one of the asker's grids (`own`: the parameter with their prefixes), and those of the whole site. */
export function servesSql(column: string, own = '$1'): string {
  return `(${column} IS NULL OR EXISTS (SELECT FROM unnest(${own}::text[]) AS own (prefix)
     WHERE starts_with(${column}, own.prefix) OR starts_with(own.prefix, ${column})))`;
}

/** Rows in or below one of these prefixes. */
export function withinSql(column: string, own = '$1'): string {
  return `EXISTS (SELECT FROM unnest(${own}::text[]) AS own (prefix) WHERE starts_with(${column}, own.prefix))`;
}

const standingRows = rowsOf(
  Type.Object({
    id: Type.String(),
    serves: Type.Boolean(),
    served: Type.Boolean(),
    entered: Type.Boolean(),
    ours: Type.Boolean(),
    held: Type.Boolean(),
  }),
);
const NOT_OVER = '(post.valid_to IS NULL OR post.valid_to > $3)';
const STANDINGS = `SELECT person.id,
    EXISTS (SELECT FROM post WHERE post.person_id = person.id AND ${NOT_OVER} AND ${servesSql('post.grid_code', '$2')})
      OR EXISTS (SELECT FROM post_substitute s JOIN post ON post.id = s.post_id
        WHERE s.person_id = person.id AND s.ends_at > $3 AND ${NOT_OVER} AND ${servesSql('post.grid_code', '$2')})
      AS serves,
    EXISTS (SELECT FROM post WHERE post.person_id = person.id AND ${servesSql('post.grid_code', '$2')}) AS served,
    coalesce(${withinSql('person.grid_code', '$2')}, false) AS entered,
    EXISTS (SELECT FROM post WHERE post.person_id = person.id AND ${withinSql('post.grid_code', '$2')}) AS ours,
    EXISTS (SELECT FROM post WHERE post.person_id = person.id AND ${NOT_OVER}) AS held
  FROM person WHERE person.id = ANY($1::text[])`;

const usable = (ids: readonly string[]) => [...new Set(ids)].filter((id) => askableId(id) !== null);

/** What those of some ids that there are are to the asker's grids; those who are nobody to them are left out. */
export async function standingsOf(
  db: Queryable,
  who: Principal,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Standing>> {
  const asked = usable(ids);
  if (asked.length === 0) return new Map();
  const rows = standingRows(
    await db.query({ name: 'person-standings', text: STANDINGS }, [asked, who.grids, now]),
  );
  const whole = who.grids.includes('');
  const standings = new Map<string, Standing>();
  for (const { id, serves, served, entered, ours, held } of rows) {
    if (whole || serves || id === who.subject) standings.set(id, { tie: 'SERVES', appointable: true });
    else if (served || entered) {
      standings.set(id, { tie: served ? 'SERVED' : 'ENTERED', appointable: !held && (ours || entered) });
    }
  }
  return standings;
}

/** Those of some ids who serve the asker's grids: whom the asker may ask for something, or name for it. */
export async function servingPersons(
  db: Queryable,
  who: Principal,
  ids: readonly string[],
  now: Date,
): Promise<Set<string>> {
  const standings = await standingsOf(db, who, ids, now);
  return new Set([...standings].filter(([, { tie }]) => tie === 'SERVES').map(([id]) => id));
}

const idRows = rowsOf(Type.Object({ id: Type.String() }));

/** Those of some ids that name an organisation which serves the asker's grids and has not ended. */
export async function servingPartiesOf(
  db: Queryable,
  who: Principal,
  ids: readonly string[],
): Promise<Set<string>> {
  const asked = usable(ids);
  if (asked.length === 0) return new Set();
  const sql = `SELECT id FROM party WHERE id = ANY($2::text[]) AND ended_at IS NULL AND ${servesSql('party.grid_code')}`;
  return new Set(idRows(await db.query(sql, [who.grids, asked])).map(({ id }) => id));
}
