import Type from 'typebox';
import { zoneOffsetMs } from '../../core/event-time.ts';
import { FORMULA_UNITS } from '../../core/figures-formulas.ts';
import { FIGURE_MEASURE_NAMES, FIGURE_MEASURES } from '../../core/figures-measures.ts';
import type { FigureTable, TableCell } from '../../core/figures-table.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import type { Principal } from '../../core/permissions.ts';
import { SEVERITY_ZH, severityOfRank } from '../../core/severity.ts';
import { type Queryable, rowsOf } from '../rows.ts';
import { servesSql, standingsOf, withinSql } from '../ties.ts';
import { type Cell, type CellDimension, isGridDimension } from './cohort.ts';
import type { LengthName } from './measures.ts';
import type { FiguresService } from './service.ts';

const nameRows = rowsOf(Type.Object({ id: Type.String(), name: Type.String() }));

/** Chinese header of a dimension; with a name beside the code where there is one. */
const HEADERS: Readonly<Record<CellDimension, readonly string[]>> = {
  CITY: ['市编码', '市'],
  COUNTY: ['区县编码', '区县'],
  SUBDISTRICT: ['街道编码', '街道'],
  COMMUNITY: ['社区编码', '社区'],
  GRID: ['网格编码', '网格'],
  MICRO_GRID: ['微网格编码', '微网格'],
  NEIGHBOUR_UNIT: ['邻编码', '邻'],
  SUBTREE: ['网格编码', '网格'],
  PARTY: ['组织编号', '组织'],
  PERSON: ['人员编号', '职务'],
  MATTER: ['事项代码', '事项'],
  SOURCE: ['来源'],
  CHANNEL: ['渠道'],
  PROFILE: ['流程代码', '流程'],
  SEVERITY: ['严重程度'],
};

const LENGTH_NAMES: Readonly<Record<LengthName, string>> = {
  respond: '响应时长',
  reportBack: '反馈时长',
  handle: '处置时长',
  close: '结案时长',
};
const LENGTH_KEYS: readonly LengthName[] = ['respond', 'reportBack', 'handle', 'close'];

/** $1: ids, $2: the reader's grids. What is nobody's of these grids has a code and no name, as in the graph. */
const NAME_SQL = {
  grid: `SELECT code AS id, name FROM grid WHERE code = ANY($1::text[]) AND ${withinSql('code', '$2')}`,
  party: `SELECT id, name FROM party WHERE id = ANY($1::text[]) AND ${servesSql('party.grid_code', '$2')}`,
} as const;
const PERSON_SQL = 'SELECT id, title AS name FROM person WHERE id = ANY($1::text[])';

/** Those of some ids whom the graph names to the reader: they serve these grids, or did. */
async function namedPersons(db: Queryable, who: Principal, ids: readonly string[], nowMs: number) {
  const standings = await standingsOf(db, who, ids, new Date(nowMs));
  const named = (id: string) => ['SERVES', 'SERVED'].includes(standings.get(id)?.tie ?? '');
  return ids.filter(named);
}

/** What a value of a dimension is called; '' where nothing is known of it. */
async function namesOfDimension(
  db: Queryable,
  dimension: CellDimension,
  values: readonly string[],
  { who, book, nowMs }: { who: Principal; book: GovernanceBook; nowMs: number },
): Promise<(value: string) => TableCell[]> {
  const named = async (sql: string, parameters: readonly unknown[] = [values, who.grids]) => {
    const rows = nameRows(await db.query(sql, parameters));
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return (value: string): TableCell[] => [value, names.get(value) ?? ''];
  };
  if (isGridDimension(dimension)) return named(NAME_SQL.grid);
  if (dimension === 'PARTY') return named(NAME_SQL.party);
  if (dimension === 'PERSON') return named(PERSON_SQL, [await namedPersons(db, who, values, nowMs)]);
  if (dimension === 'MATTER') return (code) => [code, book.matters.at(code, nowMs)?.body.nameZh ?? ''];
  if (dimension === 'PROFILE') return (code) => [code, book.profiles.at(code, nowMs)?.body.nameZh ?? ''];
  if (dimension === 'SEVERITY') return (rank) => [SEVERITY_ZH[severityOfRank(Number(rank))]];
  return (value) => [value];
}

const rounded = (value: number | null, digits = 2): TableCell =>
  value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits;
const minutes = (seconds: number | null) => rounded(seconds === null ? null : seconds / 60, 1);

/** An instant as the site's clocks show it, `2026-10-01 00:00`. */
function siteTime(atMs: number, zone: string): string {
  return new Date(atMs + zoneOffsetMs(zone, atMs)).toISOString().slice(0, 16).replace('T', ' ');
}

/** Rows of figures as a table with Chinese headers: period, dimensions, every measure, lengths, formulas. */
export async function figureTable(
  db: Queryable,
  figures: FiguresService,
  cells: readonly Cell[],
  dimensions: readonly CellDimension[],
  book: GovernanceBook,
  { nowMs, zone }: { nowMs: number; zone: string },
): Promise<FigureTable> {
  const formulas = figures.formulasInForce();
  const who = figures.requireReader();
  const header = [
    ...['统计期', '起', '止', '是否结束'],
    ...dimensions.flatMap((dimension) => HEADERS[dimension]),
    ...FIGURE_MEASURE_NAMES.map((measure) => FIGURE_MEASURES[measure].zh),
    ...LENGTH_KEYS.flatMap((name) => [
      `${LENGTH_NAMES[name]}中位数（分钟）`,
      `${LENGTH_NAMES[name]}九成分位（分钟）`,
    ]),
    ...formulas.map(
      ({ body }) =>
        `${body.nameZh}${FORMULA_UNITS[body.unit].zh === '' ? '' : `（${FORMULA_UNITS[body.unit].zh}）`}`,
    ),
  ];
  const names = await Promise.all(
    dimensions.map((dimension, index) => {
      const values = [...new Set(cells.map(({ key }) => key[index] ?? ''))].filter((value) => value !== '');
      return namesOfDimension(db, dimension, values, { who, book, nowMs });
    }),
  );
  const rows = await Promise.all(
    cells.map(async (cell) => {
      const [values, lengths, results] = await Promise.all([
        figures.values(cell, null),
        Promise.all(LENGTH_KEYS.map((name) => figures.length(cell, name))),
        figures.formulas(cell),
      ]);
      const { label, fromMs, endMs, toMs } = cell.period;
      return [
        ...[label, siteTime(fromMs, zone), siteTime(endMs, zone), toMs === endMs ? '是' : '否'],
        ...names.flatMap((name, index) => name(cell.key[index] ?? '')),
        ...values.map(({ value }) => rounded(value)),
        ...lengths.flatMap(({ medianSeconds, p90Seconds }) => [minutes(medianSeconds), minutes(p90Seconds)]),
        ...results.map(({ value }) => rounded(value)),
      ];
    }),
  );
  return { header, rows };
}
