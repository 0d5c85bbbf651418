import Type from 'typebox';
import { HubError } from '../../core/errors.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { GRID_LEVELS } from '../../core/grid.ts';
import { type GridFactsOfRules, gridRuleFindings, type RuleFinding } from '../../core/grid-rules.ts';
import { isCodeOf } from '../../core/households.ts';
import { type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, gridCodeArgument } from '../access.ts';
import { nullable, rowsOf } from '../rows.ts';
import { prefixEnd } from '../where.ts';

const factRows = rowsOf(
  Type.Object({
    code: Type.String(),
    level: Type.String(),
    name: Type.String(),
    households: nullable(Type.Integer()),
    compound: nullable(Type.String()),
    propertyClass: nullable(Type.String()),
    fullMembers: nullable(Type.Integer()),
    buildingCompounds: Type.Array(Type.String()),
    posts: Type.Record(Type.String(), Type.Integer()),
    parties: Type.Record(Type.String(), Type.Integer()),
    children: Type.Integer(),
  }),
);

/** Buildings and registered households count for every grid above them too. */
const FACTS = `
  WITH g AS (SELECT * FROM grid WHERE code >= $1 AND code < $2 AND status = 'ACTIVE'),
  registered AS (
    SELECT left(h.grid_code, digits) AS code, count(*)::int AS households
    FROM household h CROSS JOIN (SELECT DISTINCT length(code) AS digits FROM g) levels
    WHERE h.grid_code >= $1 AND h.grid_code < $2 AND h.permanent AND length(h.grid_code) >= digits GROUP BY 1),
  standing AS (
    SELECT left(b.grid_code, digits) AS code, array_agg(DISTINCT b.compound) AS compounds
    FROM building b CROSS JOIN (SELECT DISTINCT length(code) AS digits FROM g) levels
    WHERE b.grid_code >= $1 AND b.grid_code < $2 AND b.compound IS NOT NULL AND length(b.grid_code) >= digits
    GROUP BY 1),
  held AS (
    SELECT grid_code AS code, jsonb_object_agg(role, n) AS posts FROM (
      SELECT grid_code, role, count(*)::int AS n FROM post
      WHERE grid_code >= $1 AND grid_code < $2 AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $3)
      GROUP BY 1, 2) p GROUP BY 1),
  serving AS (
    SELECT grid_code AS code, jsonb_object_agg(kind, n) AS parties FROM (
      SELECT grid_code, kind, count(*)::int AS n FROM party
      WHERE grid_code >= $1 AND grid_code < $2 AND (ended_at IS NULL OR ended_at > $3) GROUP BY 1, 2) p GROUP BY 1),
  under AS (SELECT parent_code AS code, count(*)::int AS n FROM g GROUP BY 1)
  SELECT g.code, g.level, g.name, COALESCE(registered.households, g.households) AS households, g.compound,
    g.property_class AS "propertyClass", g.full_members AS "fullMembers",
    COALESCE(standing.compounds, '{}') AS "buildingCompounds", COALESCE(held.posts, '{}') AS posts,
    COALESCE(serving.parties, '{}') AS parties, COALESCE(under.n, 0) AS children
  FROM g LEFT JOIN registered USING (code) LEFT JOIN standing USING (code) LEFT JOIN held USING (code)
    LEFT JOIN serving USING (code) LEFT JOIN under USING (code)
  ORDER BY g.code`;

export interface RuleReport {
  checked: number;
  total: number;
  findings: (RuleFinding & { document: string; version: number })[];
}

/** What breaks the rules in force under a grid. */
export function createGridRules(
  db: Db,
  book: () => Pick<GovernanceBook, 'gridRules'>,
  principal: Principal | null,
  now: Date,
) {
  return {
    async report(gridCode: string, first: number | null | undefined): Promise<RuleReport> {
      const by = allowed(principal, 'household.read');
      const code = gridCodeArgument('gridCode', gridCode) ?? gridCode;
      requireScope(by, code, placeNamed(code));
      const take = first ?? 200;
      if (take < 1 || take > 1_000) {
        throw new HubError('BAD_USER_INPUT', {
          path: 'first',
          reason: '1 to 1000',
          reasonZh: '须为 1 至 1000',
        });
      }
      const rows = factRows(await db.pool.query(FACTS, [code, prefixEnd(code), now]));
      const facts = rows.flatMap((row): GridFactsOfRules[] =>
        isCodeOf(GRID_LEVELS, row.level) ? [{ ...row, level: row.level }] : [],
      );
      const findings = book()
        .gridRules.inForce(now.getTime())
        .flatMap(({ body, code: document, version }) =>
          gridRuleFindings(body.rules, facts).map((finding) => ({ ...finding, document, version })),
        )
        .toSorted((a, b) => (a.gridCode < b.gridCode ? -1 : a.gridCode > b.gridCode ? 1 : 0));
      return { checked: facts.length, total: findings.length, findings: findings.slice(0, take) };
    },
  };
}

export type GridRulesService = ReturnType<typeof createGridRules>;
