import type { PoolClient } from 'pg';
import { unionOf } from '../../core/clip.ts';
import type { CoordinateSystem } from '../../core/geo.ts';
import { type BoundaryFinding, boundaryFindings } from '../../core/grid-overlap.ts';
import {
  type GridPlan,
  type HoldingKind,
  planMerge,
  planSplit,
  type SplitPart,
} from '../../core/grid-split.ts';
import { type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import type { Boundary } from '../../core/polygon.ts';
import { appendAudit } from '../../runtime/audit.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, gridCodeArgument, textArgument } from '../access.ts';
import { type PlanFaultRow, readBoundary } from './boundaries.ts';
import { groundOfOthers, PEN_M2 } from './ground.ts';
import { openGrids } from './reorganise-open.ts';
import { type Change, carryOut, type Made } from './reorganise-write.ts';

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

const countedMoves = (moves: GridPlan['moves']): Reorganised['moves'] =>
  [...Map.groupBy(moves, ({ kind, from, to }) => `${kind} ${from} ${to}`).values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined
      ? []
      : [{ kind: first.kind, from: first.from, to: first.to, count: alike.length }];
  });

/** Splits and mergers: planned by core, carried out in one transaction. */
export function createReorganise(
  { db, zone }: { db: Db; zone: string },
  principal: Principal | null,
  now: Date,
) {
  /** Carries a sound plan out, unless it is only asked for; tells what it comes to either way. */
  async function finish(
    client: PoolClient,
    by: Principal,
    whole: Change,
    more: { faults: readonly PlanFaultRow[]; findings: BoundaryFinding[]; reason: string; dryRun: boolean },
  ): Promise<Reorganised> {
    const { change, made, ended, plan } = whole;
    const faults = [
      ...more.faults,
      ...plan.faults.map(({ code, object, en, zh }) => ({ code, object, en, zh })),
    ];
    const applied = !more.dryRun && faults.length === 0;
    const moves = countedMoves(plan.moves);
    const recoded = [...plan.recoded].map(([from, to]) => ({ from, to }));
    if (applied) {
      const rules = await carryOut(client, by, whole, { reason: more.reason, now, zone });
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
        const state = await openGrids(client, by, [code], now);
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
        faults.push(...groundOfOthers(by, state.drawn, drawnParts, old ?? null));
        const findings =
          faults.length > 0 || drawnParts.length === 0
            ? []
            : boundaryFindings(old === undefined ? null : { code, boundary: old }, drawnParts, PEN_M2);
        const ended = new Map([[code, made.map((part) => part.code)]]);
        // a part without a drawing that keeps the code keeps what was drawn
        const kept = made.map((part) =>
          part.code === code && part.boundary === null ? { ...part, boundary: undefined } : part,
        );
        const change = { change: 'SPLIT', state, made: kept, ended, plan } as const;
        return finish(client, by, change, {
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
        const state = await openGrids(client, by, codes, now);
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
        const change = { change: 'MERGED', state, made, ended, plan } as const;
        return finish(client, by, change, {
          ...{ faults, findings: [], reason, dryRun: input.dryRun ?? false },
        });
      });
    },
  };
}

export type Reorganise = ReturnType<typeof createReorganise>;
