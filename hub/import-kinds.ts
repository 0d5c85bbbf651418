import type { PoolClient } from 'pg';
import { parentCode } from '../core/grid.ts';
import type { CodeSchemeName } from '../core/grid-codes.ts';
import { boundaryFindings, findingText } from '../core/grid-overlap.ts';
import { createGridIndex, drawnAt, type GridIndex } from '../runtime/grid-locator.ts';
import type { Batch } from './import-batch.ts';
import type { ImportFault, ImportLine } from './import-check.ts';
import type { ImportKind } from './import-columns.ts';
import {
  type BoundaryRow,
  checkBoundaries,
  checkBuildings,
  checkHouseholds,
  checkKeyPersons,
} from './import-places.ts';
import { asHeld, heldTerms } from './import-posts.ts';
import { checkDevices, checkGrids, checkPosts } from './import-rows.ts';
import {
  saveAliases,
  saveBoundaries,
  saveBuildings,
  saveDevices,
  saveFloors,
  saveGrids,
  saveHouseholds,
  saveKeyPersons,
  savePersons,
  savePosts,
  textsOf,
} from './import-save.ts';

export interface KindOptions {
  scheme: CodeSchemeName;
  minAreaM2: number;
  /** The site's: where a day without an hour begins. */
  zone: string;
  actor: string;
}

/** What a file comes to, before it is written. */
export interface Write {
  errors: ImportFault[];
  /** Sound rows, and how many of them exist already. */
  count: number;
  existing: number;
  /** What is odd and no fault: overlaps and gaps of boundaries. */
  findings: { en: string; zh: string }[];
  save(batch: Batch): Promise<void>;
}

type Kind = (
  client: PoolClient,
  lines: readonly ImportLine[],
  /** Codes of the grids in use. */
  grids: ReadonlySet<string>,
  options: KindOptions,
) => Promise<Write>;

const idsIn = (client: PoolClient, table: string, ids: readonly string[], key = 'id') =>
  textsOf(client, `SELECT ${key} AS value FROM ${table} WHERE ${key} = ANY($1)`, [ids]);

const cells = (lines: readonly ImportLine[], column: string) => [
  ...new Set(lines.map((line) => line.cells[column] ?? '').filter((value) => value !== '')),
];

async function gridsOf(client: PoolClient, table: 'building' | 'household', ids: readonly string[]) {
  const { rows } = await client.query<{ id: unknown; grid: unknown }>(
    `SELECT id, grid_code AS grid FROM ${table} WHERE id = ANY($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, grid }) => [String(id), String(grid)]));
}

/** The drawn grids, when a line needs its position asked. */
async function indexFor(client: PoolClient, lines: readonly ImportLine[]): Promise<GridIndex | null> {
  const asks = lines.some(
    (line) => (line.cells.gridCode ?? '') === '' && (line.cells.longitude ?? '') !== '',
  );
  return asks ? createGridIndex(await drawnAt(client, new Date())) : null;
}

/** How what the file draws fits with what is drawn: below each grid that it touches. */
async function boundaryNotes(client: PoolClient, rows: readonly BoundaryRow[], minAreaM2: number) {
  const drawn = new Map(await drawnAt(client, new Date()));
  for (const { code, boundary } of rows) drawn.set(code, boundary);
  const children = Map.groupBy([...drawn.keys()], (code) => parentCode(code) ?? '');
  const touched = new Set(rows.flatMap(({ code }) => [code, parentCode(code) ?? '']));
  return [...touched].sort().flatMap((code) => {
    const below = (children.get(code) ?? []).flatMap((one) => {
      const boundary = drawn.get(one);
      return boundary === undefined ? [] : [{ code: one, boundary }];
    });
    const own = drawn.get(code);
    const parent = own === undefined ? null : { code, boundary: own };
    return boundaryFindings(parent, below, minAreaM2).map(findingText);
  });
}

/** One entry for each kind of file: check, count, save. */
export const KINDS: Readonly<Record<ImportKind, Kind>> = {
  async grids(client, lines, grids, { scheme }) {
    const retired = await textsOf(client, `SELECT code AS value FROM grid WHERE status = 'RETIRED'`);
    const { rows, errors } = checkGrids(lines, grids, { scheme, retired });
    const existing = rows.filter((row) => grids.has(row.code)).length;
    const aliased = rows.filter((row) => row.alias !== null);
    return {
      ...{ errors, count: rows.length, existing, findings: [] },
      async save(batch) {
        await batch.rows(
          'grid',
          rows,
          ({ code }) => code,
          (chunk) => saveGrids(client, chunk),
        );
        await batch.rows(
          'grid_alias',
          aliased,
          ({ alias }) => alias ?? '',
          (chunk) => saveAliases(client, chunk),
        );
      },
    };
  },

  async boundaries(client, lines, grids, { minAreaM2, actor, zone }) {
    const { rows, errors } = checkBoundaries(lines, grids, zone);
    const known = await textsOf(client, 'SELECT DISTINCT grid_code AS value FROM grid_boundary');
    const existing = rows.filter((row) => known.has(row.code)).length;
    return {
      ...{ errors, count: rows.length, existing },
      findings: await boundaryNotes(client, rows, minAreaM2),
      save: (batch) =>
        batch.rows(
          'grid_boundary',
          rows,
          ({ code }) => code,
          (chunk) => saveBoundaries(client, chunk, actor),
        ),
    };
  },

  async buildings(client, lines, grids) {
    const index = await indexFor(client, lines);
    const persons = await textsOf(client, 'SELECT id AS value FROM person');
    const { rows, errors } = checkBuildings(lines, grids, persons, (point) => index?.at(point) ?? null);
    const known = await idsIn(
      client,
      'building',
      rows.map(({ id }) => id),
    );
    const floored = rows.filter(({ floorLeaders }) => floorLeaders !== null);
    return {
      ...{ errors, count: rows.length, existing: known.size, findings: [] },
      async save(batch) {
        await batch.rows(
          'building',
          rows,
          ({ id }) => id,
          (chunk) => saveBuildings(client, chunk),
        );
        await batch.rows(
          'building_floor',
          floored,
          ({ id }) => id,
          (chunk) => saveFloors(client, chunk),
        );
      },
    };
  },

  async households(client, lines, grids) {
    const index = await indexFor(client, lines);
    const buildings = await gridsOf(client, 'building', cells(lines, 'buildingId'));
    const { rows, errors } = checkHouseholds(lines, grids, buildings, (point) => index?.at(point) ?? null);
    const known = await idsIn(
      client,
      'household',
      rows.map(({ id }) => id),
    );
    return {
      ...{ errors, count: rows.length, existing: known.size, findings: [] },
      save: (batch) =>
        batch.rows(
          'household',
          rows,
          ({ id }) => id,
          (chunk) => saveHouseholds(client, chunk),
        ),
    };
  },

  async 'key-persons'(client, lines, grids) {
    const households = await gridsOf(client, 'household', cells(lines, 'householdId'));
    const known = await idsIn(client, 'key_person', cells(lines, 'keyPersonId'));
    const { rows, errors } = checkKeyPersons(lines, grids, households, known);
    const existing = rows.filter(({ id }) => known.has(id)).length;
    return {
      ...{ errors, count: rows.length, existing, findings: [] },
      save: (batch) =>
        batch.rows(
          'key_person',
          rows,
          ({ id }) => id,
          (chunk) => saveKeyPersons(client, chunk),
        ),
    };
  },

  async posts(client, lines, grids, { zone }) {
    const { rows: told, errors } = checkPosts(lines, grids, zone);
    const rows = asHeld(
      told,
      await heldTerms(
        client,
        told.map(({ personId }) => personId),
      ),
    );
    const known = await idsIn(
      client,
      'post',
      rows.map(({ id }) => id),
    );
    return {
      ...{ errors, count: rows.length, existing: known.size, findings: [] },
      async save(batch) {
        await batch.rows(
          'person',
          rows,
          ({ personId }) => personId,
          (chunk) => savePersons(client, chunk),
        );
        await batch.rows(
          'post',
          rows,
          ({ id }) => id,
          (chunk) => savePosts(client, chunk),
        );
      },
    };
  },

  async devices(client, lines, grids) {
    const index = await indexFor(client, lines);
    const { rows, errors } = checkDevices(lines, grids, (point) => index?.at(point) ?? null);
    const known = await idsIn(
      client,
      'device',
      rows.map(({ id }) => id),
    );
    return {
      ...{ errors, count: rows.length, existing: known.size, findings: [] },
      save: (batch) =>
        batch.rows(
          'device',
          rows,
          ({ id }) => id,
          (chunk) => saveDevices(client, chunk),
        ),
    };
  },
};
