import { writeFile } from 'node:fs/promises';
import { DAY_MS, dayNumber, instantOf } from '../core/calendar-days.ts';
import { HubError } from '../core/errors.ts';
import { FIGURE_UNITS } from '../core/figures-periods.ts';
import type { GRID_LEVELS } from '../core/grid.ts';
import type { Principal } from '../core/permissions.ts';
import { openGovernance } from '../runtime/governance.ts';
import { forgetDays, makeDays } from '../subgraphs/figures/days.ts';
import { createExport, fileOf } from '../subgraphs/figures/export.ts';
import { remeasure } from '../subgraphs/figures/measure-store.ts';
import { createFiguresService, type FiguresQuestion } from '../subgraphs/figures/service.ts';
import type { FigureDimension, FigurePeriodUnit } from '../subgraphs/figures/types.generated.ts';
import { withDatabase } from './commands.ts';

/** Rows of one file. */
const MOST_ROWS = 100_000;

/** The command line sees what the database sees. */
const EVERYTHING: Principal = {
  subject: 'hub export',
  roles: ['admin'],
  grids: [''],
  expiresAt: Number.MAX_SAFE_INTEGER,
};

const DIMENSIONS: Readonly<Record<FigureDimension, true>> = {
  ...{ CITY: true, COUNTY: true, SUBDISTRICT: true, COMMUNITY: true, GRID: true, MICRO_GRID: true },
  ...{ NEIGHBOUR_UNIT: true, PARTY: true, PERSON: true, MATTER: true, SOURCE: true, CHANNEL: true },
  ...{ PROFILE: true, SEVERITY: true, PERIOD: true },
} satisfies Record<FigureDimension, true> & Record<keyof typeof GRID_LEVELS, true>;

function isDimension(value: string): value is FigureDimension {
  return Object.hasOwn(DIMENSIONS, value);
}

function isUnit(value: string): value is FigurePeriodUnit {
  return Object.hasOwn(FIGURE_UNITS, value);
}

function bad(path: string, values: readonly string[]): HubError {
  const reason = `it is one of ${values.join(', ')}`;
  return new HubError('BAD_USER_INPUT', { path, reason, reasonZh: `须为 ${values.join('、')} 之一` });
}

/** A day (`2026-11-21`, its midnight at the site) or an instant with its zone. @throws HubError BAD_USER_INPUT */
export function figureMoment(path: string, text: string | undefined, zone: string): Date | null {
  if (text === undefined) return null;
  const day = dayNumber(text);
  if (day !== null) return new Date(instantOf(day * DAY_MS, zone));
  const at = new Date(/T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? text : Number.NaN);
  if (!Number.isNaN(at.getTime())) return at;
  throw bad(path, ['2026-11-21', '2026-11-21T08:00:00+08:00']);
}

/** `hub figures rebuild`: measures every order again, beside a running hub, in batches. */
export async function rebuildFigures(): Promise<void> {
  await withDatabase('figures', async (db, log, config) => {
    const governance = await openGovernance({ db, log, config });
    try {
      const { measured, unreadable } = await remeasure(db, 'ALL', {
        book: () => governance.current(),
        nowMs: Date.now,
        progress: (done) => {
          if (done % 10_000 === 0 && done > 0) console.log(`${done} …`);
        },
      });
      await forgetDays(db.pool);
      await makeDays(db, config.site.zone);
      for (const id of unreadable) console.error(`${id}: its history cannot be read 历史无法读取`);
      console.log(`${measured} orders measured 已重算 ${measured} 件工单`);
      if (unreadable.length > 0) process.exitCode = 1;
    } finally {
      await governance.close();
    }
  });
}

export interface ExportFlags {
  out: string;
  unit: string;
  from?: string;
  to?: string;
  groupBy?: string[];
  grid?: string;
}

/** `hub export figures`: figures of the whole site, or of a grid with all below it, as CSV or XLSX by the name of the file. */
export async function exportFigures(flags: ExportFlags): Promise<void> {
  const { out, unit, grid } = flags;
  if (!isUnit(unit)) throw bad('--unit', Object.keys(FIGURE_UNITS));
  const unknown = (flags.groupBy ?? []).find((name) => !isDimension(name));
  if (unknown !== undefined) throw bad('--group-by', Object.keys(DIMENSIONS));
  const extension = out.slice(out.lastIndexOf('.') + 1).toUpperCase();
  if (extension !== 'CSV' && extension !== 'XLSX') throw bad('--out', ['….csv', '….xlsx']);
  await withDatabase('figures', async (db, log, config) => {
    const { zone } = config.site;
    const question: FiguresQuestion = {
      filter: { gridCode: grid },
      period: {
        unit,
        from: figureMoment('--from', flags.from, zone),
        to: figureMoment('--to', flags.to, zone),
      },
      groupBy: (flags.groupBy ?? []).filter(isDimension),
    };
    const governance = await openGovernance({ db, log, config });
    try {
      const now = new Date();
      const deps = { db, governance, config };
      const service = createFiguresService(deps, EVERYTHING, now);
      const { table, complete } = await createExport(deps, service, now).table(question, MOST_ROWS);
      await writeFile(out, await fileOf(table, extension));
      console.log(`${out}: ${table.rows.length} rows 行`);
      if (!complete) {
        console.error(`only the first ${MOST_ROWS} rows 仅含前 ${MOST_ROWS} 行`);
        process.exitCode = 1;
      }
    } finally {
      await governance.close();
    }
  });
}
