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
  'grid.manage',
  'household.read',
  'household.manage',
  'duty.read',
  'duty.manage',
  'personal.read',
  'order.read',
  'order.report',
  'order.dispatch',
  'order.approve',
  'order.take',
  'order.work',
  'order.check',
  'order.supervise',
  'order.merge',
  'order.close',
  'order.void',
  'gate.vote',
  'gate.record',
  'gate.manage',
  'governance.manage',
  'figures.read',
  'notification.read',
  'notification.manage',
  'quarantine.read',
  'quarantine.replay',
  'audit.read',
] as const;
export type Right = (typeof RIGHTS)[number];

/** The rights in Chinese, as read after 您的角色无权. */
export const RIGHT_NAMES_ZH = {
  'alert.read': '查看告警',
  'incident.read': '查看事件',
  'incident.acknowledge': '确认事件',
  'incident.clear': '解除事件',
  'incident.shelve': '搁置事件',
  'incident.markFalse': '将事件标记为误报',
  'maintenance.manage': '管理检修窗口',
  'policy.manage': '管理告警策略',
  'device.read': '查看设备',
  'device.claim': '认领设备',
  'device.manage': '管理设备',
  'device.command': '向设备下发指令',
  'grid.read': '查看网格',
  'grid.manage': '管理网格',
  'household.read': '查看住户',
  'household.manage': '管理住户与重点人员',
  'duty.read': '查看值守',
  'duty.manage': '管理岗位与排班',
  'personal.read': '查看个人信息',
  'order.read': '查看工单',
  'order.report': '上报工单',
  'order.dispatch': '派遣工单',
  'order.approve': '审批挂账、回退、延时与目录外事项',
  'order.take': '接收工单',
  'order.work': '处置工单',
  'order.check': '核查工单',
  'order.supervise': '督办工单',
  'order.merge': '并单',
  'order.close': '结案',
  'order.void': '作废工单',
  'gate.vote': '参加前置审议表决',
  'gate.record': '代记居民与受邀人员的表决',
  'gate.manage': '管理前置审议',
  'governance.manage': '管理流程、日历、事项与派单规则',
  'figures.read': '查看统计',
  'notification.read': '查看通知',
  'notification.manage': '管理通知规则与外发地址',
  'quarantine.read': '查看隔离报文',
  'quarantine.replay': '重放隔离报文',
  'audit.read': '查看审计记录',
} as const satisfies Record<Right, string>;

const READ = [
  'alert.read',
  'incident.read',
  'device.read',
  'grid.read',
  'duty.read',
  'order.read',
  'figures.read',
] as const;

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
      'grid.manage',
      'household.read',
      'household.manage',
      'duty.manage',
      'order.report',
      'order.dispatch',
      'order.approve',
      'order.take',
      'order.work',
      'order.check',
      'order.supervise',
      'order.merge',
      'order.close',
      'gate.vote',
      'gate.record',
      'gate.manage',
      'notification.read',
    ],
  },
  gridWorker: {
    en: 'Grid worker',
    zh: '网格员',
    rights: [
      ...READ,
      'household.read',
      'incident.acknowledge',
      'order.report',
      'order.take',
      'order.work',
      'gate.vote',
      'gate.record',
    ],
  },
  property: {
    en: 'Property company',
    zh: '物业',
    rights: [...READ, 'order.take', 'order.work', 'gate.vote'],
  },
  supervisor: {
    en: "Owners' supervisor",
    zh: '业主监督员',
    rights: [...READ, 'order.check', 'order.supervise', 'gate.vote', 'gate.record'],
  },
  channel: {
    en: "Residents' channel (mini programme, hotline)",
    zh: '居民渠道（小程序、热线）',
    rights: ['order.report'],
  },
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
  if (!hasRight(principal, right)) {
    throw new HubError('FORBIDDEN', { action: right, actionZh: RIGHT_NAMES_ZH[right] });
  }
}

/**
 * Whether the principal may see something that hangs on `gridCode`.
 * A null grid (an unclaimed device's) is seen only by a whole-site scope (`''`).
 */
export function inScope(principal: Principal, gridCode: string | null): boolean {
  return principal.grids.some((prefix) => (gridCode ?? '').startsWith(prefix));
}

/** @param what it is, as the error names it. @throws HubError OUT_OF_SCOPE */
export function requireScope(
  principal: Principal,
  gridCode: string | null,
  what: { en: string; zh: string },
): void {
  if (inScope(principal, gridCode)) return;
  throw new HubError('OUT_OF_SCOPE', { what: what.en, whatZh: what.zh });
}

/** A grid, or the whole site (null), as `requireScope` names it. */
export function placeNamed(gridCode: string | null): { en: string; zh: string } {
  return gridCode === null
    ? { en: 'The whole site', zh: '全域' }
    : { en: `Grid ${gridCode}`, zh: `网格 ${gridCode} ` };
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
