import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import Type from 'typebox';
import writeXlsxFile, { type Row } from 'write-excel-file/node';
import { HubError } from '../core/errors.ts';
import { harmless } from '../core/figures-table.ts';
import { maskName, maskPhone } from '../core/mask.ts';
import { appendAudit } from '../runtime/audit.ts';
import type { Db } from '../runtime/postgres.ts';
import { rowsOf } from '../subgraphs/rows.ts';
import { prefixEnd } from '../subgraphs/where.ts';
import { IMPORT_COLUMNS, type ImportKind } from './import-columns.ts';

export interface ExportOptions {
  /** Only this subtree. */
  grid?: string | undefined;
  /** Why names and phones are written as they are; without a reason they are masked. */
  personalReason?: string | undefined;
  actor?: string;
}

const RowSchema = rowsOf(Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])));

/** Each kind as the import reads it: every column as text, in order of id. $1 and $2 bound the grid codes. */
const SELECTS: Readonly<Record<ImportKind, string>> = {
  grids: `SELECT g.code, g.name, g.households::text, g.compound, g.property_class AS "propertyClass",
      g.full_members::text AS "fullMembers", (SELECT min(a.code) FROM grid_alias a WHERE a.grid_code = g.code) AS alias
    FROM grid g WHERE g.status = 'ACTIVE' AND g.code >= $1 AND g.code < $2 ORDER BY g.code`,
  boundaries: `SELECT b.grid_code AS code, b.boundary::text, 'WGS84' AS "coordinateSystem",
      to_char(NULLIF(b.valid_from, '-infinity') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "validFrom"
    FROM grid_boundary b JOIN grid g ON g.code = b.grid_code AND g.status = 'ACTIVE'
    WHERE b.valid_to = 'infinity' AND b.grid_code >= $1 AND b.grid_code < $2 ORDER BY b.grid_code`,
  buildings: `SELECT b.id AS "buildingId", b.name, b.grid_code AS "gridCode", b.compound, b.address, b.floors::text,
      b.leader_id AS "leaderId", (SELECT string_agg(f.floor || '=' || f.leader_id, ';' ORDER BY f.floor)
        FROM building_floor f WHERE f.building_id = b.id) AS "floorLeaders",
      CASE WHEN b.longitude IS NOT NULL THEN 'WGS84' END AS "coordinateSystem", b.longitude::text, b.latitude::text
    FROM building b WHERE b.grid_code >= $1 AND b.grid_code < $2 ORDER BY b.id`,
  households: `SELECT h.id AS "householdId", h.grid_code AS "gridCode", h.building_id AS "buildingId", h.floor, h.room,
      h.head_name AS "headName", h.phone, CASE WHEN h.permanent THEN '是' ELSE '否' END AS permanent, h.members::text,
      CASE WHEN h.longitude IS NOT NULL THEN 'WGS84' END AS "coordinateSystem", h.longitude::text, h.latitude::text
    FROM household h WHERE h.grid_code >= $1 AND h.grid_code < $2 ORDER BY h.id`,
  'key-persons': `SELECT p.id AS "keyPersonId", p.category, p.name, p.grid_code AS "gridCode",
      p.household_id AS "householdId", p.phone, p.care_note AS "careNote",
      CASE WHEN p.weekly_visit THEN '是' ELSE '否' END AS "weeklyVisit"
    FROM key_person p WHERE p.ended_at IS NULL AND p.grid_code >= $1 AND p.grid_code < $2 ORDER BY p.id`,
  posts: `SELECT p.role, p.grid_code AS "gridCode", n.title, p.person_id AS "personId", n.phone,
      to_char(p.valid_from AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "validFrom",
      to_char(p.valid_to AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "validTo"
    FROM post p JOIN person n ON n.id = p.person_id
    WHERE p.grid_code >= $1 AND p.grid_code < $2 ORDER BY p.grid_code, p.role, p.id`,
  devices: `SELECT d.id, d.family, d.name, d.grid_code AS "gridCode", d.vendor, d.model, d.serial, d.firmware, d.address,
      d.building, d.floor, array_to_string(d.tags, ';') AS tags,
      CASE WHEN d.longitude IS NOT NULL THEN 'WGS84' END AS "coordinateSystem", d.longitude::text, d.latitude::text,
      d.codec
    FROM device d WHERE d.state = 'CLAIMED' AND d.grid_code >= $1 AND d.grid_code < $2 ORDER BY d.id`,
};

/** What each kind says of persons, and how it is masked; an import passes over what is masked. */
const MASKS: Partial<Record<ImportKind, Readonly<Record<string, (value: string) => string>>>> = {
  households: { headName: (name) => `${maskName(name).slice(0, 1)}**`, phone: maskPhone },
  'key-persons': {
    name: (name) => `${maskName(name).slice(0, 1)}**`,
    phone: maskPhone,
    careNote: () => '**',
  },
  posts: { phone: maskPhone },
};

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

const FETCH = 5_000;

/** The rows of a kind, `FETCH` at a time, so that a county's households need not be in memory at once. */
async function* rowsOfKind(client: PoolClient, kind: ImportKind, grid: string) {
  await client.query(`DECLARE exported NO SCROLL CURSOR FOR ${SELECTS[kind]}`, [grid, prefixEnd(grid)]);
  for (;;) {
    const rows = RowSchema(await client.query(`FETCH ${FETCH} FROM exported`, []));
    if (rows.length === 0) return;
    yield rows;
  }
}

async function writeCsv(
  path: string,
  columns: readonly string[],
  chunks: AsyncIterable<Record<string, string | null>[]>,
): Promise<number> {
  let count = 0;
  async function* lines() {
    yield `\uFEFF${columns.map(quoted).join(',')}\r\n`;
    for await (const rows of chunks) {
      count += rows.length;
      const told = rows.map((row) => columns.map((column) => quoted(harmless(row[column] ?? ''))).join(','));
      yield `${told.join('\r\n')}\r\n`;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return count;
}

async function writeXlsx(
  path: string,
  columns: readonly string[],
  chunks: AsyncIterable<Record<string, string | null>[]>,
): Promise<number> {
  const head: Row = columns.map((value) => ({ value, type: String, fontWeight: 'bold' }));
  const sheet: Row[] = [head];
  for await (const rows of chunks) {
    for (const row of rows) {
      // every cell is text: no code loses its digits, and none is a formula
      sheet.push(columns.map((column) => ({ value: row[column] ?? '', type: String, format: '@' })));
    }
  }
  await writeXlsxFile(sheet, { stickyRowsCount: 1 }).toFile(path);
  return sheet.length - 1;
}

async function writeGeoJson(
  path: string,
  chunks: AsyncIterable<Record<string, string | null>[]>,
): Promise<number> {
  const features: string[] = [];
  for await (const rows of chunks) {
    for (const { code, boundary, validFrom } of rows) {
      const properties = JSON.stringify({ code, ...(validFrom ? { validFrom } : {}) });
      features.push(`{"type":"Feature","properties":${properties},"geometry":${boundary}}`);
    }
  }
  await writeFile(path, `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`);
  return features.length;
}

/** Who takes names and phones out, why, and of how many rows. */
async function auditPersonal(
  db: Db,
  kind: ImportKind,
  reason: string,
  { grid = '', actor = 'export' }: ExportOptions,
): Promise<void> {
  await db.tx(async (client) => {
    const counted = await client.query(`SELECT count(*)::text AS rows FROM (${SELECTS[kind]}) all_rows`, [
      grid,
      prefixEnd(grid),
    ]);
    const [row] = RowSchema(counted);
    await appendAudit(client, {
      ...{ actor, action: 'exportPersonal', kind, objectId: kind, gridCode: grid === '' ? null : grid },
      ...{ before: null, after: { reason, rows: Number(row?.rows ?? 0) } },
    });
  });
}

/**
 * Writes a kind as the import reads it: .csv (UTF-8 with a mark), .xlsx, or .geojson for boundaries. Names and phones are
 * masked unless a reason is given, which is audited.
 * @returns how many rows
 */
export async function exportFile(
  db: Db,
  kind: ImportKind,
  path: string,
  options: ExportOptions = {},
): Promise<number> {
  const name = path.toLowerCase();
  const geo = name.endsWith('.geojson') || name.endsWith('.json');
  if (!(name.endsWith('.csv') || name.endsWith('.xlsx') || (geo && kind === 'boundaries'))) {
    throw new HubError('BAD_USER_INPUT', {
      path: 'file',
      reason: 'it ends in .csv or .xlsx, or for boundaries in .geojson',
      reasonZh: '文件名须以 .csv 或 .xlsx 结尾，边界也可为 .geojson',
    });
  }
  const reason = options.personalReason?.trim() ?? '';
  const masks = reason === '' ? MASKS[kind] : undefined;
  // told before anything is written: half a file of names is one too
  if (reason !== '' && MASKS[kind] !== undefined) await auditPersonal(db, kind, reason, options);
  return db.tx(async (client) => {
    async function* shown() {
      for await (const rows of rowsOfKind(client, kind, options.grid ?? '')) {
        if (masks === undefined) yield rows;
        else {
          yield rows.map((row) => ({
            ...row,
            ...Object.fromEntries(
              Object.entries(masks).map(([column, mask]) => [column, row[column] ? mask(row[column]) : null]),
            ),
          }));
        }
      }
    }
    const columns = Object.keys(IMPORT_COLUMNS[kind]);
    let count: number;
    if (geo) count = await writeGeoJson(path, shown());
    else count = await (name.endsWith('.csv') ? writeCsv : writeXlsx)(path, columns, shown());
    return count;
  });
}
