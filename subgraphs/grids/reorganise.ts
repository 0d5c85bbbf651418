import type { PoolClient } from 'pg';
import Type from 'typebox';
import { unionOf } from '../../core/clip.ts';
import { HubError } from '../../core/errors.ts';
import type { CoordinateSystem } from '../../core/geo.ts';
import { gridLevel, parentCode } from '../../core/grid.ts';
import { type BoundaryFinding, boundaryFindings } from '../../core/grid-overlap.ts';
import {
  type Below,
  type GridPlan,
  type HoldingKind,
  planMerge,
  planSplit,
  type SplitPart,
} from '../../core/grid-split.ts';
import { type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import type { Boundary } from '../../core/polygon.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { drawnAt } from '../../runtime/grid-locator.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, gridCodeArgument, textArgument } from '../access.ts';
import { nullable, rowsOf } from '../rows.ts';
import { prefixEnd } from '../where.ts';
import { drawBoundary, type PlanFaultRow, pointWithin, readBoundary } from './boundaries.ts';
import { followRules } from './reorganise-rules.ts';
import { applyMoves, holdingsOf } from './reorganise-store.ts';

export interface SplitInput {
  gridCode: string;
  parts: readonly {
    code: string;
    name: string;
    households?: number | null | undefined;
    boundary?: unknown;
  }[];
  targets?: readonly { kind?: HoldingKind | null | undefined; id: string; to: string }[] | null | undefined;
  rest?: string | null | undefined;
  coordinateSystem?: CoordinateSystem | undefined;
  reason: string;
  dryRun?: boolean | undefined;
}

export interface MergeInput {
  gridCodes: readonly string[];
  into: string;
  name?: string | null | undefined;
  reason: string;
  dryRun?: boolean | undefined;
}

export interface Reorganised {
  applied: boolean;
  faults: PlanFaultRow[];
  recoded: { from: string; to: string }[];
  moves: { kind: HoldingKind; from: string; to: string; count: number }[];
  findings: BoundaryFinding[];
  gridCodes: string[];
}

const gridRows = rowsOf(
  Type.Object({
    code: Type.String(),
    name: Type.String(),
    status: Type.String(),
    households: nullable(Type.Integer()),
    validFrom: nullable(Type.Unsafe<Date>({})),
  }),
);
type Row = ReturnType<typeof gridRows>[number];

/** What a code becomes: its row and its drawing from now on. */
interface Made {
  code: string;
  name: string;
  households: number | null;
  /** Undefined: as its predecessor was drawn. */
  boundary: Boundary | null | undefined;
}

const PEN_M2 = 1;

const countedMoves = (moves: GridPlan['moves']): Reorganised['moves'] =>
  [...Map.groupBy(moves, ({ kind, from, to }) => `${kind} ${from} ${to}`).values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined
      ? []
      : [{ kind: first.kind, from: first.from, to: first.to, count: alike.length }];
  });

/** The grids of these subtrees, retired ones too, locked against another reorganisation. */
async function subtree(client: PoolClient, codes: readonly string[]): Promise<Row[]> {
  return gridRows(
    await client.query(
      `SELECT g.code, g.name, g.status, g.households, g.valid_from AS "validFrom" FROM grid g
       JOIN unnest($1::text[], $2::text[]) AS k (lo, hi) ON g.code >= k.lo AND g.code < k.hi
       ORDER BY g.code FOR UPDATE OF g`,
      [codes, codes.map(prefixEnd)],
    ),
  );
}

/** Splits and mergers: planned by core, carried out in one transaction. */
export function createReorganise(
  { db, zone }: { db: Db; zone: string },
  principal: Principal | null,
  now: Date,
) {
  async function open(client: PoolClient, by: Principal, codes: readonly string[]) {
    for (const code of codes) requireScope(by, code, placeNamed(code));
    // one at a time under one parent: codes are looked at and given
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [
      `grids ${parentCode(codes[0] ?? '') ?? ''}`,
    ]);
    const rows = await subtree(client, codes);
    const active = rows.filter(({ status }) => status === 'ACTIVE');
    for (const code of codes) {
      if (active.some((row) => row.code === code)) continue;
      throw new HubError('NOT_FOUND', { what: 'Grid in use', whatZh: '在用网格', id: code });
    }
    const drawn = new Map(await drawnAt(client, now));
    const below = active
      .filter(({ code }) => !codes.includes(code))
      .map(({ code }): Below => {
        const boundary = drawn.get(code);
        return { code, point: boundary === undefined ? null : pointWithin(boundary) };
      });
    const holdings = await holdingsOf(
      client,
      active.map(({ code }) => code),
      now,
    );
    const siblings = gridRows(
      await client.query(
        `SELECT code, name, status, households, valid_from AS "validFrom" FROM grid
         WHERE parent_code IS NOT DISTINCT FROM $1 AND level = $2`,
        [parentCode(codes[0] ?? ''), gridLevel(codes[0] ?? '')],
      ),
    );
    const taken = new Set([...rows, ...siblings].map(({ code }) => code));
    return { active, drawn, below, holdings, taken };
  }

  /** Makes, retires, draws, tells the lineage and moves, in this order. @returns how many rules follow */
  async function carryOut(
    client: PoolClient,
    by: Principal,
    change: 'SPLIT' | 'MERGED',
    state: Awaited<ReturnType<typeof open>>,
    made: readonly Made[],
    ended: ReadonlyMap<string, readonly string[]>,
    plan: GridPlan,
    reason: string,
  ): Promise<number> {
    const known = new Map(state.active.map((row) => [row.code, row]));
    const all: Made[] = [...made];
    for (const [from, to] of plan.recoded) {
      const row = known.get(from);
      if (row === undefined || made.some(({ code }) => code === to)) continue;
      all.push({
        code: to,
        name: row.name,
        households: row.households,
        boundary: state.drawn.get(from) ?? null,
      });
    }
    for (const { code, name, households, boundary } of all.toSorted(
      (a, b) => a.code.length - b.code.length,
    )) {
      if (known.has(code)) {
        await client.query(
          'UPDATE grid SET name = $2, households = COALESCE($3, households), updated_at = $4 WHERE code = $1',
          [code, name, households, now],
        );
        if (boundary !== undefined) await drawBoundary(client, code, boundary, now, by.subject);
        continue;
      }
      await client.query(
        `INSERT INTO grid (code, level, name, parent_code, households, valid_from, compound, property_class)
         SELECT $1, $2, $3, $4, $5, $6, old.compound, old.property_class
         FROM (SELECT) one LEFT JOIN grid old ON old.code = $7`,
        [code, gridLevel(code), name, parentCode(code), households, now, [...ended.keys()][0] ?? null],
      );
      if (boundary !== undefined && boundary !== null)
        await drawBoundary(client, code, boundary, now, by.subject);
    }
    // after the new grids are there, before the old ones end
    await applyMoves(client, plan.moves, { actor: by.subject, reason, at: now, zone });
    const lineage: [string, string][] = [...ended].flatMap(([old, next]) =>
      next.filter((code) => code !== old).map((code): [string, string] => [old, code]),
    );
    for (const [from, to] of plan.recoded) if (!ended.has(from)) lineage.push([from, to]);
    await client.query(
      `INSERT INTO grid_lineage (predecessor, successor, change, at, reason, actor)
       SELECT p, s, $3, $4, $5, $6 FROM unnest($1::text[], $2::text[]) AS l (p, s)`,
      [lineage.map(([p]) => p), lineage.map(([, s]) => s), change, now, reason, by.subject],
    );
    const gone = [...new Set(lineage.map(([old]) => old))].filter((code) => !ended.get(code)?.includes(code));
    for (const code of gone) await drawBoundary(client, code, null, now, by.subject);
    const rules = await followRules(client, lineage, gone);
    await client.query(
      `UPDATE grid SET status = 'RETIRED', valid_to = $2, updated_at = $2 WHERE code = ANY($1::text[])`,
      [gone, now],
    );
    return rules;
  }

  /** Carries a sound plan out, unless it is only asked for; tells what it comes to either way. */
  async function finish(
    client: PoolClient,
    by: Principal,
    change: 'SPLIT' | 'MERGED',
    state: Awaited<ReturnType<typeof open>>,
    made: readonly Made[],
    ended: ReadonlyMap<string, readonly string[]>,
    plan: GridPlan,
    more: { faults: readonly PlanFaultRow[]; findings: BoundaryFinding[]; reason: string; dryRun: boolean },
  ): Promise<Reorganised> {
    const faults = [
      ...more.faults,
      ...plan.faults.map(({ code, object, en, zh }) => ({ code, object, en, zh })),
    ];
    const applied = !more.dryRun && faults.length === 0;
    const moves = countedMoves(plan.moves);
    const recoded = [...plan.recoded].map(([from, to]) => ({ from, to }));
    if (applied) {
      const rules = await carryOut(client, by, change, state, made, ended, plan, more.reason);
      const [objectId = ''] = [...ended.keys()];
      await appendAudit(client, {
        ...{ actor: by.subject, kind: 'grid', objectId, gridCode: objectId, at: now },
        action: change === 'SPLIT' ? 'splitGrid' : 'mergeGrids',
        before: { codes: [...ended.keys()] },
        after: { codes: made.map(({ code }) => code), reason: more.reason, recoded, moves, rules },
      });
    }
    const gridCodes = applied ? made.map(({ code }) => code) : [];
    return { applied, faults, recoded, moves, findings: more.findings, gridCodes };
  }

  return {
    async split(input: SplitInput): Promise<Reorganised> {
      const by = allowed(principal, 'grid.manage');
      const code = gridCodeArgument('input.gridCode', input.gridCode) ?? input.gridCode;
      const reason = textArgument('input.reason', input.reason, 500) ?? '';
      // who sees one grid alone makes no neighbours for it
      for (const part of input.parts) requireScope(by, part.code, placeNamed(part.code));
      return db.tx(async (client) => {
        const state = await open(client, by, [code]);
        const faults: PlanFaultRow[] = [];
        const made = input.parts.map((part): Made & SplitPart => {
          const read =
            part.boundary === null || part.boundary === undefined
              ? { boundary: null, faults: [] }
              : readBoundary(part.code, part.boundary, input.coordinateSystem ?? 'WGS84');
          faults.push(...read.faults);
          const name = textArgument('input.parts.name', part.name, 200) ?? '';
          return { code: part.code, name, households: part.households ?? null, boundary: read.boundary };
        });
        const named = new Map(
          (input.targets ?? []).map(({ kind, id, to }) => [kind ? `${kind} ${id}` : id, to] as const),
        );
        const request = { code, parts: made, named, rest: input.rest ?? null };
        const plan = planSplit(request, state.below, state.holdings, state.taken);
        const old = state.drawn.get(code);
        const drawnParts = made.flatMap((part) =>
          part.boundary === null ? [] : [{ code: part.code, boundary: part.boundary }],
        );
        const findings =
          faults.length > 0 || drawnParts.length === 0
            ? []
            : boundaryFindings(old === undefined ? null : { code, boundary: old }, drawnParts, PEN_M2);
        const ended = new Map([[code, made.map((part) => part.code)]]);
        // a part without a drawing that keeps the code keeps what was drawn
        const kept = made.map((part) =>
          part.code === code && part.boundary === null ? { ...part, boundary: undefined } : part,
        );
        return finish(client, by, 'SPLIT', state, kept, ended, plan, {
          ...{ faults, findings, reason, dryRun: input.dryRun ?? false },
        });
      });
    },

    async merge(input: MergeInput): Promise<Reorganised> {
      const by = allowed(principal, 'grid.manage');
      const codes = [...new Set(input.gridCodes)].map(
        (code) => gridCodeArgument('input.gridCodes', code) ?? code,
      );
      const into = gridCodeArgument('input.into', input.into) ?? input.into;
      const reason = textArgument('input.reason', input.reason, 500) ?? '';
      const given = textArgument('input.name', input.name, 200);
      requireScope(by, into, placeNamed(into));
      return db.tx(async (client) => {
        const state = await open(client, by, codes);
        const plan = planMerge({ codes, into }, state.below, state.holdings, state.taken);
        const keeps = state.active.find((row) => row.code === into);
        const name = given ?? keeps?.name ?? null;
        const faults: PlanFaultRow[] =
          name === null
            ? [{ code: 'NO_NAME', object: into, en: 'a new code needs a name', zh: '新编码须给出名称' }]
            : [];
        const shapes = codes.flatMap((code) => state.drawn.get(code) ?? []);
        const whole: Boundary | null =
          shapes.length === 0 ? null : { type: 'MultiPolygon', coordinates: unionOf(shapes) };
        const sizes = state.active.filter((row) => codes.includes(row.code)).map((row) => row.households);
        const households = sizes.includes(null)
          ? null
          : sizes.reduce<number>((sum, one) => sum + (one ?? 0), 0);
        const made = [{ code: into, name: name ?? into, households, boundary: whole }];
        const ended = new Map(codes.map((code) => [code, [into]] as const));
        return finish(client, by, 'MERGED', state, made, ended, plan, {
          ...{ faults, findings: [], reason, dryRun: input.dryRun ?? false },
        });
      });
    },
  };
}

export type Reorganise = ReturnType<typeof createReorganise>;
