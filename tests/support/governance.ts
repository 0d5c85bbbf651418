import { gridLevel, parentCode } from '../../core/grid.ts';
import type { Principal, Role } from '../../core/permissions.ts';
import { loadConfig } from '../../runtime/config.ts';
import { createFeed, type Feed } from '../../runtime/feed.ts';
import { shippedGovernance } from '../../runtime/governance.ts';
import { createMetrics } from '../../runtime/metrics.ts';
import type { Db } from '../../runtime/postgres.ts';
import type { Subgraph } from '../../runtime/subgraph.ts';
import { testLog } from './log.ts';

/** A small place: two communities, the first with a compound and its micro-grid. Names of duties, not of people. */
export const PLACE = {
  city: '5114',
  county: '511421',
  subdistrict: '511421001',
  community: '511421001001',
  grid: '511421001001001',
  microGrid: '51142100100100101',
  otherCommunity: '511421001002',
  otherGrid: '511421001002001',
} as const;

const NAMES: Record<keyof typeof PLACE, string> = {
  city: '眉州市',
  county: '仁和县',
  subdistrict: '文林街道',
  community: '书院社区',
  grid: '锦绣小区',
  microGrid: '锦绣一微网格',
  otherCommunity: '飞泉社区',
  otherGrid: '飞泉小区',
};

interface Holder {
  id: string;
  title: string;
  role: string;
  gridCode: string;
}

export const PEOPLE = {
  worker: { id: 'p-worker', title: '锦绣一微网格员', role: 'GRID_WORKER', gridCode: PLACE.microGrid },
  head: { id: 'p-head', title: '锦绣网格长', role: 'GRID_HEAD', gridCode: PLACE.grid },
  property: { id: 'p-property', title: '锦绣物业经理', role: 'PROPERTY_MANAGER', gridCode: PLACE.grid },
  desk: { id: 'p-desk', title: '书院社区值班员', role: 'COMMUNITY_DUTY', gridCode: PLACE.community },
  otherWorker: { id: 'p-other', title: '飞泉网格员', role: 'GRID_WORKER', gridCode: PLACE.otherGrid },
} as const satisfies Record<string, Holder>;

/** Grids, parties, people with a phone each, and their posts since 2020. */
export async function seedPlace(db: Db): Promise<void> {
  for (const [key, code] of Object.entries(PLACE)) {
    const name = Object.entries(NAMES).find(([other]) => other === key)?.[1] ?? key;
    await db.pool.query(
      'INSERT INTO grid (code, level, name, parent_code, households) VALUES ($1, $2, $3, $4, 60)',
      [code, gridLevel(code), name, code === PLACE.city ? null : parentCode(code)],
    );
  }
  await db.pool.query(
    `INSERT INTO party (id, kind, name, grid_code) VALUES ('pt-property', 'PROPERTY', '锦绣物业', $1),
       ('pt-other', 'PROPERTY', '飞泉物业', $2), ('pt-emergency', 'DEPARTMENT', '应急局', NULL)`,
    [PLACE.grid, PLACE.otherGrid],
  );
  for (const { id, title, role, gridCode } of Object.values(PEOPLE)) {
    await db.pool.query(
      `INSERT INTO person (id, title, phone, party_id) VALUES ($1, $2, '13800000000', $3)`,
      [id, title, id === 'p-property' ? 'pt-property' : null],
    );
    await db.pool.query(
      `INSERT INTO post (id, role, grid_code, person_id, party_id, valid_from) VALUES ($1, $2, $3, $4, $5, '2020-01-01')`,
      [`post-${id}`, role, gridCode, id, id === 'p-property' ? 'pt-property' : null],
    );
  }
}

/** The deps that the grids and workorders subgraphs take. Close `feed` before the database. */
export function governanceDeps(db: Db) {
  const metrics = createMetrics({ processMetrics: false });
  const feed: Feed = createFeed(db, { log: testLog, metrics, keptDays: 7 });
  const governance = shippedGovernance();
  return { db, feed, governance, log: testLog, metrics, config: loadConfig({}) };
}

export function principal(role: Role, grids: string[] = [''], subject: string = role): Principal {
  return { subject, roles: [role], grids, expiresAt: Number.MAX_SAFE_INTEGER };
}

/** Asks a subgraph and gives its data; errors are shown as `CODE message`. */
export async function ask(
  subgraph: Subgraph,
  who: Principal | null,
  query: string,
  variables: Record<string, unknown> = {},
) {
  const { data, errors = [] } = await subgraph.execute(
    { query, variables },
    { principal: who, requestId: 'test' },
  );
  return {
    // a copy through JSON, as a client gets it
    data: JSON.parse(JSON.stringify(data ?? null)),
    codes: errors.map((error) => String(error.extensions.code)),
    messages: errors.map((error) => error.message),
  };
}
