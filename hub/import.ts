import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PoolClient } from 'pg';
import { HubError } from '../core/errors.ts';
import type { DeviceFeedEvent } from '../core/feed-event.ts';
import type { Boundary } from '../core/polygon.ts';
import { appendAudit } from '../runtime/audit.ts';
import { appendFeed } from '../runtime/feed.ts';
import { boundaryOf, createGridIndex, type GridIndex } from '../runtime/grid-locator.ts';
import type { Db } from '../runtime/postgres.ts';
import { csvRows } from './import-csv.ts';
import { writeErrorFile } from './import-error-file.ts';
import {
  checkDevices,
  checkGrids,
  checkPosts,
  type DeviceRow,
  type GridRow,
  type ImportFault,
  type ImportKind,
  type PostRow,
} from './import-rows.ts';
import { type RawTable, type ReadTable, readTable, UnreadableTable } from './import-table.ts';
import { isXlsx, xlsxRows } from './import-xlsx.ts';

export interface ImportOptions {
  /** Check everything, change nothing. */
  dryRun?: boolean;
  /** Take the sound lines although others are wrong; without it one wrong line stops the whole file. */
  partial?: boolean;
  /** Where to write the file again with its bad rows marked (.xlsx or .csv); nothing is written when none is bad. */
  errorFile?: string | undefined;
}

export interface ImportReport {
  kind: ImportKind;
  /** Data lines in the file. */
  rows: number;
  /** Of the sound lines: those that are new, and those that exist and are brought to the file's values. */
  added: number;
  updated: number;
  /** Sorted by line. */
  faults: ImportFault[];
  /** Whether anything was written. */
  applied: boolean;
}

const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads grids, posts or devices from a CSV file (UTF-8 or GB18030) or the first sheet of an .xlsx, with a header line and
 * the columns of hub/import-rows.ts, in one transaction. `kind` null: told by the header. Rows that exist are updated; nothing is removed. Imported devices are
 * claimed for their grid.
 * @throws HubError BAD_USER_INPUT when the file cannot be read as such a table
 */
export async function importFile(
  db: Db,
  kind: ImportKind | null,
  path: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const bytes = await readBounded(path);
  let table: RawTable;
  let read: ReadTable;
  try {
    table = isXlsx(bytes) ? await xlsxRows(bytes) : csvRows(bytes);
    read = readTable(table, kind);
  } catch (cause) {
    if (!(cause instanceof UnreadableTable)) throw cause;
    throw new HubError(
      'BAD_USER_INPUT',
      { path, reason: cause.message, reasonZh: cause.reasonZh },
      { cause },
    );
  }
  const { lines } = read;
  const report = await db.tx(async (client) => {
    const grids = await textsOf(client, 'SELECT code AS value FROM grid');
    const write = await KINDS[read.kind](client, lines, grids);
    const faults = [...read.errors, ...write.errors].toSorted((a, b) => a.line - b.line);
    const applied =
      options.dryRun !== true && write.count > 0 && (faults.length === 0 || options.partial === true);
    if (applied) {
      await write.save();
      await appendAudit(client, {
        ...{ actor: 'import', action: 'import', kind: read.kind, objectId: basename(path), gridCode: null },
        before: null,
        after: { added: write.count - write.existing, updated: write.existing, refused: faults.length },
      });
    }
    return {
      kind: read.kind,
      rows: lines.length + read.errors.length,
      added: write.count - write.existing,
      updated: write.existing,
      faults,
      applied,
    };
  });
  if (options.errorFile !== undefined && report.faults.length > 0) {
    await writeErrorFile(options.errorFile, table, report.faults);
  }
  return report;
}

interface Write {
  errors: ImportFault[];
  /** Sound rows, and how many of them exist already. */
  count: number;
  existing: number;
  save(): Promise<void>;
}

type Kind = (
  client: PoolClient,
  lines: Parameters<typeof checkGrids>[0],
  grids: ReadonlySet<string>,
) => Promise<Write>;

const KINDS: Record<ImportKind, Kind> = {
  async grids(client, lines, grids) {
    const { rows, errors } = checkGrids(lines, grids);
    const existing = rows.filter((row) => grids.has(row.code)).length;
    return { errors, count: rows.length, existing, save: () => saveGrids(client, rows) };
  },
  async posts(client, lines, grids) {
    const { rows, errors } = checkPosts(lines, grids);
    const ids = rows.map((row) => row.id);
    const known = await textsOf(client, 'SELECT id AS value FROM post WHERE id = ANY($1)', [ids]);
    return { errors, count: rows.length, existing: known.size, save: () => savePosts(client, rows) };
  },
  async devices(client, lines, grids) {
    const asksPosition = lines.some(({ cells }) => (cells.gridCode ?? '') === '');
    const index = asksPosition ? await drawnGrids(client) : null;
    const { rows, errors } = checkDevices(lines, grids, (point) => index?.at(point) ?? null);
    const ids = rows.map((row) => row.id);
    const known = await textsOf(client, 'SELECT id AS value FROM device WHERE id = ANY($1)', [ids]);
    return { errors, count: rows.length, existing: known.size, save: () => saveDevices(client, rows) };
  },
};

async function saveGrids(client: PoolClient, rows: readonly GridRow[]): Promise<void> {
  await client.query(
    `INSERT INTO grid (code, level, name, parent_code, households)
     SELECT code, level, name, "parentCode", households
     FROM jsonb_to_recordset($1::jsonb) AS row
       (code text, level text, name text, "parentCode" text, households integer)
     ON CONFLICT (code) DO UPDATE SET name = excluded.name, updated_at = now(),
       parent_code = COALESCE(excluded.parent_code, grid.parent_code),
       households = COALESCE(excluded.households, grid.households)`,
    [JSON.stringify(rows)],
  );
}

async function savePosts(client: PoolClient, rows: readonly PostRow[]): Promise<void> {
  const json = JSON.stringify(rows);
  await client.query(
    // one person may hold several posts: the last line that tells title or phone counts
    `INSERT INTO person (id, title, phone)
     SELECT "personId", (array_agg(title ORDER BY place DESC))[1],
            (array_agg(phone ORDER BY place DESC) FILTER (WHERE phone IS NOT NULL))[1]
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS ("personId" text, title text, phone text))
       WITH ORDINALITY AS row ("personId", title, phone, place)
     GROUP BY "personId"
     ON CONFLICT (id) DO UPDATE SET title = excluded.title, phone = COALESCE(excluded.phone, person.phone)`,
    [json],
  );
  await client.query(
    `INSERT INTO post (id, role, grid_code, person_id, valid_from, valid_to)
     SELECT id, role, "gridCode", "personId", COALESCE("validFrom", now()), "validTo"
     FROM jsonb_to_recordset($1::jsonb) AS row
       (id text, role text, "gridCode" text, "personId" text, "validFrom" timestamptz, "validTo" timestamptz)
     ON CONFLICT (id) DO UPDATE SET valid_to = excluded.valid_to,
       valid_from = LEAST(post.valid_from, excluded.valid_from)`,
    [json],
  );
}

async function drawnGrids(client: PoolClient): Promise<GridIndex> {
  const { rows } = await client.query<{ code: string; boundary: unknown }>(
    'SELECT code, boundary FROM grid WHERE boundary IS NOT NULL',
  );
  return createGridIndex(
    rows.flatMap(({ code, boundary }) => {
      const drawn = boundaryOf(boundary);
      return drawn === null ? [] : [[code, drawn] satisfies [string, Boundary]];
    }),
  );
}

async function saveDevices(client: PoolClient, rows: readonly DeviceRow[]): Promise<void> {
  const ids = rows.map((row) => row.id).toSorted();
  const claimed = await textsOf(
    client,
    `SELECT id || ' ' || grid_code AS value FROM device WHERE id = ANY($1) AND state = 'CLAIMED'
     ORDER BY id FOR UPDATE`,
    [ids],
  );
  await client.query(
    `WITH told AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS row
         (id text, family text, name text, vendor text, model text, serial text, firmware text, "gridCode" text,
          address text, building text, floor text, tags text[], longitude double precision,
          latitude double precision, codec text))
     INSERT INTO device (id, family, name, vendor, model, serial, firmware, state, grid_code, address, building, floor,
                         tags, longitude, latitude, codec, claimed_at, claimed_by)
     SELECT id, family, name, vendor, model, serial, firmware, 'CLAIMED', "gridCode", address, building, floor,
            COALESCE(tags, (SELECT known.tags FROM device known WHERE known.id = told.id), '{}'), longitude, latitude,
            codec, now(), 'import'
     FROM told
     ON CONFLICT (id) DO UPDATE SET
       family = excluded.family, name = excluded.name, state = 'CLAIMED', grid_code = excluded.grid_code,
       vendor = COALESCE(excluded.vendor, device.vendor), serial = COALESCE(excluded.serial, device.serial),
       firmware = COALESCE(excluded.firmware, device.firmware), tags = excluded.tags,
       building = COALESCE(excluded.building, device.building), floor = COALESCE(excluded.floor, device.floor),
       retired_at = NULL, retired_by = NULL, retire_reason = NULL,
       model = COALESCE(excluded.model, device.model), address = COALESCE(excluded.address, device.address),
       longitude = COALESCE(excluded.longitude, device.longitude),
       latitude = COALESCE(excluded.latitude, device.latitude),
       codec = COALESCE(excluded.codec, device.codec),
       claimed_at = now(), claimed_by = 'import', version = device.version + 1`,
    [JSON.stringify(rows)],
  );
  const wasClaimed = new Set([...claimed].map((value) => value.slice(0, value.lastIndexOf(' '))));
  const events = rows
    .filter((row) => !claimed.has(`${row.id} ${row.gridCode}`))
    .map(
      (row): DeviceFeedEvent => ({
        topic: 'device',
        change: wasClaimed.has(row.id) ? 'MOVED' : 'CLAIMED',
        deviceId: row.id,
        gridCode: row.gridCode,
      }),
    );
  if (events.length > 0) await appendFeed(client, events);
}

async function textsOf(client: PoolClient, text: string, values: unknown[] = []): Promise<Set<string>> {
  const { rows } = await client.query<{ value: unknown }>(text, values);
  return new Set(rows.map((row) => String(row.value)));
}

async function readBounded(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_BYTES) return await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('BAD_USER_INPUT', { path, reason, reasonZh: `无法读取：${reason}` }, { cause });
  }
  throw new HubError('BAD_USER_INPUT', { path, reason: 'larger than 64 MiB', reasonZh: '超过 64 MiB' });
}
