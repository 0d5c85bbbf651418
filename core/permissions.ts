import { HubError } from './errors.ts';

/**
 * Who may do what. Roles come from the token's `roles` claim, places from its `grids` claim (code prefixes).
 * The only table of rights: services ask `requireRight`, row rules ask `inScope` or build their WHERE from `scopePrefixes`.
 */
export const RIGHTS = [
  'alert.read',
  'incident.read',
  'incident.acknowledge',
  'incident.clear',
  'incident.shelve',
  'incident.markFalse',
  'maintenance.manage',
  'policy.manage',
  'device.read',
  'device.claim',
  'device.manage',
  'device.command',
  'grid.read',
  'duty.read',
  'personal.read',
  'order.read',
  'order.report',
  'order.dispatch',
  'order.take',
  'order.work',
  'order.check',
  'order.close',
  'order.void',
  'quarantine.read',
  'quarantine.replay',
  'audit.read',
] as const;
export type Right = (typeof RIGHTS)[number];

const READ = ['alert.read', 'incident.read', 'device.read', 'grid.read', 'duty.read', 'order.read'] as const;

export const ROLES = {
  admin: { en: 'Administrator', zh: '系统管理员', rights: RIGHTS },
  operations: {
    en: 'Operations centre',
    zh: '运行中心',
    rights: RIGHTS.filter((right) => right !== 'quarantine.replay' && right !== 'audit.read'),
  },
  community: {
    en: 'Community staff',
    zh: '社区工作人员',
    rights: [
      ...READ,
      'personal.read',
      'incident.acknowledge',
      'incident.clear',
      'incident.shelve',
      'incident.markFalse',
      'maintenance.manage',
      'device.claim',
      'device.manage',
      'order.report',
      'order.dispatch',
      'order.take',
      'order.work',
      'order.check',
      'order.close',
    ],
  },
  gridWorker: {
    en: 'Grid worker',
    zh: '网格员',
    rights: [...READ, 'incident.acknowledge', 'order.report', 'order.take', 'order.work'],
  },
  property: { en: 'Property company', zh: '物业', rights: [...READ, 'order.take', 'order.work'] },
  supervisor: { en: "Owners' supervisor", zh: '业主监督员', rights: [...READ, 'order.check'] },
  viewer: { en: 'Dashboard viewer', zh: '看板只读', rights: READ },
} as const satisfies Record<string, { en: string; zh: string; rights: readonly Right[] }>;

export type Role = keyof typeof ROLES;

export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && Object.hasOwn(ROLES, value);
}

/** Who is asking: the verified content of a token. */
export interface Principal {
  /** JWT `sub`; for a person on a post, the person's id. */
  subject: string;
  roles: readonly Role[];
  /** Grid code prefixes; `['']` sees every grid and also what has no grid yet. */
  grids: readonly string[];
  /** Epoch milliseconds after which the token no longer counts; long-lived connections end then. */
  expiresAt: number;
}

export function hasRight(principal: Principal, right: Right): boolean {
  return principal.roles.some((role) => ROLES[role].rights.some((held) => held === right));
}

/** @throws HubError FORBIDDEN */
export function requireRight(principal: Principal, right: Right): void {
  if (!hasRight(principal, right)) throw new HubError('FORBIDDEN', { action: right });
}

/**
 * Whether the principal may see something that hangs on `gridCode`.
 * A null grid (an unclaimed device's) is seen only by a whole-site scope (`''`).
 */
export function inScope(principal: Principal, gridCode: string | null): boolean {
  return principal.grids.some((prefix) => (gridCode ?? '').startsWith(prefix));
}

/** @throws HubError OUT_OF_SCOPE */
export function requireScope(principal: Principal, gridCode: string | null, what: string): void {
  if (!inScope(principal, gridCode)) throw new HubError('OUT_OF_SCOPE', { what });
}

/**
 * The prefixes that are both in the principal's scope and in the wanted subtree, for a `WHERE` clause.
 * Empty: nothing can match. `['']`: everything may.
 */
export function scopePrefixes(principal: Principal, subtree: string | null = null): string[] {
  const wanted = subtree ?? '';
  const prefixes = principal.grids.flatMap((prefix) => {
    if (prefix.startsWith(wanted)) return [prefix];
    if (wanted.startsWith(prefix)) return [wanted];
    return [];
  });
  const unique = [...new Set(prefixes)];
  return unique.filter((prefix) => !unique.some((other) => other !== prefix && prefix.startsWith(other)));
}
