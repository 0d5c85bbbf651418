import { createHash } from 'node:crypto';
import Type, { type Static } from 'typebox';
import type { Db } from '../../runtime/postgres.ts';
import { type Queryable, rowsOf } from '../rows.ts';
import { TALLIED_MOMENTS, TALLIES } from './measures.ts';

/** Grid codes are kept to this many digits: the days of a community hold all below it. */
export const DAY_DIGITS = 12;
/** Days that one transaction makes. */
const DAYS_AT_ONCE = 7;
/** Any number no other lock of this database uses: whoever changes measures or their days does so alone. */
const DAYS_LOCK = 7_245_120;

const TALLY_LIST = TALLIES.map(({ sql }) => sql).join(',\n  ');
/** Other rules, other days. */
export const DAY_RULES = createHash('sha256')
  .update(JSON.stringify([DAY_DIGITS, TALLY_LIST]))
  .digest('hex');

const StateSchema = Type.Object({
  rules: Type.String(),
  zone: Type.String(),
  /** `YYYY-MM-DD`, `infinity` or `-infinity`. */
  builtFrom: Type.String(),
});
export type DayState = Static<typeof StateSchema>;
const stateRows = rowsOf(StateSchema);

/** Null: there are no days that may be read or kept. */
export async function dayState(db: Queryable): Promise<DayState | null> {
  const sql = 'SELECT rules, zone, built_from::text AS "builtFrom" FROM work_order_day_state';
  return stateRows(await db.query(sql, []))[0] ?? null;
}

/**
 * What lives add to each tally of the days that they touch, as SQL: `lives` gives rows `m` of measures with a `sign`;
 * `$1` is the zone, `$2` and `$3` the first day and the day after the last. OFFSET 0: else the zone of every day is worked
 * out anew for every tally.
 */
function talliesSql(lives: string): string {
  return `SELECT left(m.grid_code, ${DAY_DIGITS}) AS community, k.day, ARRAY[${TALLY_LIST}] AS tallies
    FROM ${lives} m CROSS JOIN LATERAL (
      SELECT DISTINCT (moment AT TIME ZONE $1)::date AS day FROM unnest(ARRAY[${TALLIED_MOMENTS.join(', ')}]) moment
      WHERE moment >= $2::date::timestamp AT TIME ZONE $1 AND moment < $3::date::timestamp AT TIME ZONE $1) own
    CROSS JOIN LATERAL (SELECT own.day, own.day::timestamp AT TIME ZONE $1 AS since,
      (own.day + 1)::timestamp AT TIME ZONE $1 AS until OFFSET 0) k GROUP BY 1, 2`;
}

/** Takes the lock that every change of measures holds, and says that this transaction keeps the days itself. */
export async function lockDays(client: Queryable): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock($1), set_config('hub.days_kept', 'yes', true)`, [
    DAYS_LOCK,
  ]);
}

/**
 * The days after a change of measures, as SQL to follow `WITH … old AS (…), new AS (…)`: those rows before and after.
 * Parameters are those of `talliesSql`.
 */
export const KEEP_DAYS = `, signed AS (SELECT 1 AS sign, n.* FROM new n
      UNION ALL SELECT -1 AS sign, o.* FROM old o JOIN new USING (work_order_id, life)),
    changed AS (${talliesSql('signed')})
    INSERT INTO work_order_day AS d (community, day, tallies)
    SELECT community, day, tallies FROM changed WHERE 0 <> ANY(tallies) ORDER BY community, day
    ON CONFLICT (community, day) DO UPDATE SET tallies = ARRAY(
      SELECT a + b FROM unnest(d.tallies, excluded.tallies) WITH ORDINALITY AS t (a, b, place) ORDER BY place)`;

/** The days are worthless from now on, until they are made again. */
export async function forgetDays(client: Queryable): Promise<void> {
  await client.query('DELETE FROM work_order_day_state', []);
}

const oldestRows = rowsOf(Type.Object({ day: Type.String() }));

/** Makes days before the state's, or says that all are there. @returns whether there is more to do */
async function makeSome(client: Queryable, zone: string, oldest: string): Promise<boolean> {
  await lockDays(client);
  let state = await dayState(client);
  if (state === null || state.rules !== DAY_RULES || state.zone !== zone) {
    await client.query('DELETE FROM work_order_day', []);
    await forgetDays(client);
    state = { rules: DAY_RULES, zone, builtFrom: 'infinity' };
    await client.query('INSERT INTO work_order_day_state (rules, zone, built_from) VALUES ($1, $2, $3)', [
      ...[state.rules, state.zone, state.builtFrom],
    ]);
  }
  if (state.builtFrom === '-infinity') return false;
  const [from] = oldestRows(
    await client.query(
      `SELECT CASE WHEN since <= $3::date THEN '-infinity' ELSE since END::text AS day FROM (
         SELECT least($1::date, (now() AT TIME ZONE $2)::date + 1) - ${DAYS_AT_ONCE} AS since) s`,
      [state.builtFrom, zone, oldest],
    ),
  );
  const first = from?.day ?? '-infinity';
  const lives = `(SELECT 1 AS sign, w.* FROM work_order_measure w WHERE w.span && tstzrange(
      $2::date::timestamp AT TIME ZONE $1, $3::date::timestamp AT TIME ZONE $1))`;
  await client.query(`INSERT INTO work_order_day (community, day, tallies) ${talliesSql(lives)}`, [
    ...[zone, first, state.builtFrom],
  ]);
  await client.query('UPDATE work_order_day_state SET built_from = $1', [first]);
  return true;
}

/** Makes the days that are not there, the newest first, a few in each short transaction, beside whoever measures. */
export async function makeDays(
  db: Pick<Db, 'tx' | 'pool'>,
  zone: string,
  signal?: AbortSignal,
): Promise<void> {
  const state = await dayState(db.pool);
  if (state?.rules === DAY_RULES && state.zone === zone && state.builtFrom === '-infinity') return;
  const [found] = oldestRows(
    await db.pool.query(
      `SELECT coalesce((min(lower(span)) AT TIME ZONE $1)::date, 'infinity')::text AS day FROM work_order_measure`,
      [zone],
    ),
  );
  const oldest = found?.day ?? 'infinity';
  while (signal?.aborted !== true && (await db.tx((client) => makeSome(client, zone, oldest))));
}
