import type { Principal, Role } from '../../core/permissions.ts';
import type { Db } from '../../runtime/postgres.ts';
import { PEOPLE, PLACE, principal } from './governance.ts';

/** Somebody of an organisation, on a post of the compound: id, title, post, party and its kind, role of the token. */
const ROWS = [
  ['p-branch', '支部书记', 'BRANCH_SECRETARY', 'pt-branch', 'BRANCH', 'community'],
  ['p-owners', '业委会主任', 'OWNERS_COMMITTEE_DIRECTOR', 'pt-owners', 'OWNERS_COMMITTEE', 'community'],
  ['p-watch', '业主监事', 'OWNERS_SUPERVISOR', 'pt-watch', 'OWNERS_SUPERVISORS', 'supervisor'],
  ['p-group', '督导组成员', 'PARTY_MEMBER', 'pt-group', 'SUPERVISION', 'supervisor'],
  ['p-member', '在职党员甲', 'PARTY_MEMBER', 'pt-branch', 'BRANCH', 'gridWorker'],
  ['p-member-2', '在职党员乙', 'PARTY_MEMBER', 'pt-branch', 'BRANCH', 'gridWorker'],
  ['p-partner', '治理合伙人', 'PARTNER', 'pt-partner', 'PARTNER', 'gridWorker'],
  ['p-volunteer', '志愿者', 'VOLUNTEER', 'pt-volunteers', 'VOLUNTEERS', 'gridWorker'],
  ['p-water', '水务局值班', 'DEPARTMENT_DUTY', 'pt-water', 'DEPARTMENT', 'gridWorker'],
  ['p-fire', '消防救援值班', 'DEPARTMENT_DUTY', 'pt-fire', 'DEPARTMENT', 'gridWorker'],
  ['p-street', '街道值班', 'SUBDISTRICT_DUTY', 'pt-street', 'SUBDISTRICT', 'community'],
] as const satisfies readonly (readonly [string, string, string, string, string, Role])[];

/** Adds the organisations that methods of work need to the place of `seedPlace`. */
export async function seedOrganisations(db: Db): Promise<void> {
  for (const [id, title, role, partyId, kind] of ROWS) {
    await db.pool.query(
      'INSERT INTO party (id, kind, name, grid_code) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [partyId, kind, `${title}所在组织`, PLACE.grid],
    );
    await db.pool.query('INSERT INTO person (id, title, party_id) VALUES ($1, $2, $3)', [id, title, partyId]);
    await db.pool.query(
      `INSERT INTO post (id, role, grid_code, person_id, party_id, valid_from)
       VALUES ($1, $2, $3, $4, $5, '2020-01-01')`,
      [`post-${id}`, role, PLACE.grid, id, partyId],
    );
  }
}

const of = (id: string): Principal => {
  const row = ROWS.find(([one]) => one === id);
  if (row === undefined) throw new Error(id);
  return principal(row[5], [PLACE.community], id);
};

/** Who acts in tests of methods of work. */
export const ACTORS = {
  resident: principal('gridWorker', [PLACE.community], 'r-1'),
  worker: principal('gridWorker', [PLACE.community], PEOPLE.worker.id),
  property: principal('property', [PLACE.community], PEOPLE.property.id),
  desk: principal('community', [PLACE.community], PEOPLE.desk.id),
  operations: principal('operations', [''], 'ops-1'),
  branch: of('p-branch'),
  owners: of('p-owners'),
  group: of('p-group'),
  member: of('p-member'),
  member2: of('p-member-2'),
  partner: of('p-partner'),
  volunteer: of('p-volunteer'),
  water: of('p-water'),
  fire: of('p-fire'),
  street: of('p-street'),
} as const satisfies Record<string, Principal>;
