import Type, { type Static } from 'typebox';
import { HubError } from '../../core/errors.ts';
import { type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { type Severity, severityOfRank, severityRank } from '../../core/severity.ts';
import { BUILT_IN_SEVERITY_RULES } from '../../core/severity-policy.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { allowed, askableId, gridCodeArgument, textArgument } from '../access.ts';
import { unusableId } from '../chosen-ids.ts';
import type { SubgraphDeps } from '../deps.ts';
import { liveGrid } from '../live-grid.ts';
import { nullable, rowsOf } from '../rows.ts';
import { servesGrids, servesSql } from '../ties.ts';
import { typePattern } from '../type-pattern.ts';

const RuleSchema = Type.Object({
  id: Type.String(),
  rank: Type.Integer(),
  type: nullable(Type.String()),
  gridPrefix: nullable(Type.String()),
  confidenceMin: nullable(Type.Number()),
  confidenceMax: nullable(Type.Number()),
  hourFrom: nullable(Type.Integer()),
  hourTo: nullable(Type.Integer()),
  severity: nullable(Type.Integer()),
  step: nullable(Type.Integer()),
  reason: Type.String(),
});

/** A rule as the graph shows it; `builtIn` ones stand in the program and hold after all others. */
export interface RuleRow extends Omit<Static<typeof RuleSchema>, 'severity'> {
  severity: Severity | null;
  builtIn: boolean;
}
const readRules = rowsOf(RuleSchema);

const SELECT = `SELECT id, rank, type_pattern AS type, grid_prefix AS "gridPrefix", confidence_min AS "confidenceMin",
    confidence_max AS "confidenceMax", hour_from AS "hourFrom", hour_to AS "hourTo", severity, step, reason
  FROM severity_rule`;

const BUILT_IN: readonly RuleRow[] = BUILT_IN_SEVERITY_RULES.map((rule, index) => ({
  id: rule.id,
  rank: 1_000 + index,
  type: rule.typePattern,
  gridPrefix: rule.gridPrefix,
  confidenceMin: rule.confidenceMin,
  confidenceMax: rule.confidenceMax,
  hourFrom: rule.hours?.[0] ?? null,
  hourTo: rule.hours?.[1] ?? null,
  severity: 'severity' in rule.set ? rule.set.severity : null,
  step: 'step' in rule.set ? rule.set.step : null,
  reason: `${rule.reasonZh} (${rule.reasonEn})`,
  builtIn: true,
}));

type Maybe<T> = T | null | undefined;

export interface RuleInput {
  id: string;
  rank?: Maybe<number>;
  type?: Maybe<string>;
  gridCode?: Maybe<string>;
  confidenceMin?: Maybe<number>;
  confidenceMax?: Maybe<number>;
  hourFrom?: Maybe<number>;
  hourTo?: Maybe<number>;
  severity?: Maybe<Severity>;
  step?: Maybe<number>;
  reason: string;
}

function ruleOf(row: Static<typeof RuleSchema>): RuleRow {
  return { ...row, severity: row.severity === null ? null : severityOfRank(row.severity), builtIn: false };
}

function refuse(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path: `input.${path}`, reason, reasonZh });
}

function within(path: string, value: Maybe<number>, low: number, high: number): number | null {
  const number = value ?? null;
  if (number === null || (number >= low && number <= high)) return number;
  throw refuse(path, `${low} to ${high}`, `须在 ${low} 至 ${high} 之间`);
}

/**
 * The site's severity policy: what holds in their grids is read by all who see incidents, and changed by those who may,
 * over the grid it names.
 */
export function createSeverityRules({ db }: SubgraphDeps, principal: Principal | null) {
  return {
    async severityRules(): Promise<RuleRow[]> {
      const who = allowed(principal, 'incident.read');
      const sql = `${SELECT} WHERE ${servesSql('grid_prefix')} ORDER BY rank, id`;
      const own = readRules(await db.pool.query(sql, [who.grids]));
      return [...own.map(ruleOf), ...BUILT_IN];
    },

    /** Writes a rule, or the same id anew. @throws HubError BAD_USER_INPUT | OUT_OF_SCOPE | GRID_RETIRED */
    async putSeverityRule(input: RuleInput): Promise<RuleRow> {
      const by = allowed(principal, 'policy.manage');
      const id = textArgument('input.id', input.id, 100) ?? '';
      if (id.startsWith('built-in:'))
        throw refuse('id', 'built-in rules stay as they are', '内置规则不可修改');
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
      requireScope(by, gridCode, placeNamed(gridCode));
      const severity = input.severity ?? null;
      const step = within('step', input.step, -3, 3);
      if ((severity === null) === (step === null)) {
        throw refuse('severity', 'give a severity or a step', '须且只能指定 severity 或 step');
      }
      const hourFrom = within('hourFrom', input.hourFrom, 0, 23);
      const hourTo = within('hourTo', input.hourTo, 0, 24);
      if ((hourFrom === null) !== (hourTo === null))
        throw refuse('hourTo', 'both hours or none', '须同时指定起止小时');
      const values = [
        ...[id, input.rank ?? 100, typePattern('input.type', input.type), gridCode],
        ...[
          within('confidenceMin', input.confidenceMin, 0, 1),
          within('confidenceMax', input.confidenceMax, 0, 1),
        ],
        ...[hourFrom, hourTo, severity === null ? null : severityRank(severity), step],
        textArgument('input.reason', input.reason, 200),
      ];
      return db.tx(async (tx) => {
        if (gridCode !== null) await liveGrid(tx, gridCode);
        const before = readRules(await tx.query(`${SELECT} WHERE id = $1 FOR UPDATE`, [id]))[0];
        // a rule of another place is not taken over by its id
        if (before !== undefined && !servesGrids(by, before.gridPrefix)) throw unusableId();
        if (before !== undefined)
          requireScope(by, before.gridPrefix, { en: `Rule ${id}`, zh: `规则 ${id} ` });
        await tx.query(
          `INSERT INTO severity_rule (id, rank, type_pattern, grid_prefix, confidence_min, confidence_max, hour_from,
             hour_to, severity, step, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           ON CONFLICT (id) DO UPDATE SET rank = excluded.rank, type_pattern = excluded.type_pattern,
             grid_prefix = excluded.grid_prefix, confidence_min = excluded.confidence_min,
             confidence_max = excluded.confidence_max, hour_from = excluded.hour_from, hour_to = excluded.hour_to,
             severity = excluded.severity, step = excluded.step, reason = excluded.reason`,
          values,
        );
        const [row] = readRules(await tx.query(`${SELECT} WHERE id = $1`, [id]));
        if (row === undefined) throw new HubError('INTERNAL', { errorId: id });
        await appendAudit(tx, {
          ...{ actor: by.subject, action: 'putSeverityRule', kind: 'severityRule', objectId: id, gridCode },
          before: before ?? null,
          after: row,
        });
        return ruleOf(row);
      });
    },

    /** @returns whether there was such a rule; one that lies outside the caller's grids is none @throws HubError OUT_OF_SCOPE */
    async removeSeverityRule(id: string): Promise<boolean> {
      const by = allowed(principal, 'policy.manage');
      if (askableId(id) === null) return false;
      return db.tx(async (tx) => {
        const before = readRules(await tx.query(`${SELECT} WHERE id = $1 FOR UPDATE`, [id]))[0];
        if (before === undefined || !servesGrids(by, before.gridPrefix)) return false;
        requireScope(by, before.gridPrefix, { en: `Rule ${id}`, zh: `规则 ${id} ` });
        await tx.query('DELETE FROM severity_rule WHERE id = $1', [id]);
        await appendAudit(tx, {
          ...{ actor: by.subject, action: 'removeSeverityRule', kind: 'severityRule', objectId: id },
          ...{ gridCode: before.gridPrefix, before, after: null },
        });
        return true;
      });
    },
  };
}
