interface Named {
  zh: string;
  en: string;
}

/** Roles that a post can have; the code is stored, the names are shown. */
export const POST_ROLES = {
  NEIGHBOUR_STEWARD: { zh: '邻管家', en: 'Neighbour steward' },
  PARTY_HOUSEHOLD: { zh: '党员中心户', en: 'Party member household' },
  FLOOR_LEADER: { zh: '楼层长', en: 'Floor leader' },
  BUILDING_LEADER: { zh: '楼栋长', en: 'Building leader' },
  BUILDING_PARTY_GROUP: { zh: '楼栋党小组组长', en: 'Party group leader of a building' },
  GRID_WORKER: { zh: '网格员', en: 'Grid worker' },
  GRID_HEAD: { zh: '网格长', en: 'Grid head' },
  BRANCH_SECRETARY: { zh: '支部书记', en: 'Branch secretary' },
  OWNERS_COMMITTEE_DIRECTOR: { zh: '业委会主任', en: "Owners' committee director" },
  OWNERS_COMMITTEE_MEMBER: { zh: '业委会委员', en: "Owners' committee member" },
  OWNERS_SUPERVISOR: { zh: '业主监事', en: "Owners' supervisor" },
  PROPERTY_MANAGER: { zh: '物业经理', en: 'Property manager' },
  PARTY_MEMBER: { zh: '党员', en: 'Party member' },
  VOLUNTEER: { zh: '志愿者', en: 'Volunteer' },
  PARTNER: { zh: '治理合伙人', en: 'Governance partner' },
  LEGAL_ADVISER: { zh: '法律顾问', en: 'Legal adviser' },
  POLICE: { zh: '社区民警', en: 'Community police' },
  SERVICE_DESK: { zh: '居民之家值守', en: 'Service desk' },
  COMMUNITY_DUTY: { zh: '社区值班', en: 'Community duty desk' },
  NEIGHBOURHOOD_DUTY: { zh: '街区值班', en: 'Neighbourhood duty desk' },
  SUBDISTRICT_DUTY: { zh: '街道值班', en: 'Sub-district duty desk' },
  COUNTY_DUTY: { zh: '县（市、区）值班', en: 'County duty desk' },
  DEPARTMENT_DUTY: { zh: '部门值班', en: 'Department duty desk' },
} as const satisfies Record<string, Named>;

export type PostRole = keyof typeof POST_ROLES;

export function isPostRole(value: unknown): value is PostRole {
  return typeof value === 'string' && Object.hasOwn(POST_ROLES, value);
}

export const POST_ROLE_NAMES: readonly PostRole[] = Object.keys(POST_ROLES).filter(isPostRole);

/** The names of a stored role; one that this version does not know is shown by its code. */
export function roleNames(code: string): Named {
  return isPostRole(code) ? POST_ROLES[code] : { zh: code, en: code };
}

/** Kinds of organisations, by code. A place may store others; they are shown by their code. */
export const PARTY_KINDS = {
  BRANCH: { zh: '党支部', en: 'Party branch' },
  PARTY_GROUP: { zh: '楼栋党小组', en: 'Party group of a building' },
  OWNERS_COMMITTEE: { zh: '业主委员会', en: "Owners' committee" },
  OWNERS_SUPERVISORS: { zh: '业主监事会', en: "Owners' board of supervisors" },
  PROPERTY: { zh: '物业服务企业', en: 'Property company' },
  COMMUNITY: { zh: '社区', en: 'Community' },
  SUBDISTRICT: { zh: '街道', en: 'Sub-district' },
  DEPARTMENT: { zh: '职能部门', en: 'Department' },
  VOLUNTEERS: { zh: '志愿服务队', en: 'Volunteer team' },
  PARTNER: { zh: '治理合伙人', en: 'Governance partner' },
  POLICE: { zh: '公安派出所', en: 'Police station' },
  LEGAL: { zh: '法律服务机构', en: 'Legal service' },
  SUPERVISION: { zh: '督导组', en: 'Supervision group' },
} as const satisfies Record<string, Named>;

export type PartyKind = keyof typeof PARTY_KINDS;

export function isPartyKind(value: unknown): value is PartyKind {
  return typeof value === 'string' && Object.hasOwn(PARTY_KINDS, value);
}

export function partyKindNames(code: string): Named {
  return isPartyKind(code) ? PARTY_KINDS[code] : { zh: code, en: code };
}

/** What somebody on a post does there: the five roles 五员 (HUA-06) and the four duties of micro-grid workers (RS-10). */
export const POST_DUTIES = {
  PUBLICITY: { zh: '政策宣传', en: 'Publicity' },
  OPINION: { zh: '民情信息', en: "Residents' news" },
  MEDIATION: { zh: '矛盾调解', en: 'Mediation' },
  CONVENIENCE: { zh: '便民服务', en: 'Service to residents' },
  CIVILITY: { zh: '文明监督', en: 'Civility' },
  DATA: { zh: '信息核实', en: 'Data verification' },
  CARE: { zh: '关爱帮扶', en: 'Care' },
} as const satisfies Record<string, Named>;

export type PostDuty = keyof typeof POST_DUTIES;

export function isPostDuty(value: unknown): value is PostDuty {
  return typeof value === 'string' && Object.hasOwn(POST_DUTIES, value);
}
