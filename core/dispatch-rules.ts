import type { PostRole } from './duty.ts';
import type { Severity } from './severity.ts';
import type { AlertStatus } from './signal.ts';

/** What a rule may look at. */
export interface DispatchFacts {
  type: string;
  severity: Severity;
  /** Where; null while the device is unclaimed and named no known grid. */
  gridCode: string | null;
  status: AlertStatus;
  deviceClaimed: boolean;
  /** 0-23 in the site's zone. */
  localHour: number;
  /** How old its newest evidence was when the hub was told of the incident, hours; 0 for what came in time. */
  lateHours: number;
}

/** News that came later than this sends nobody: what it tells of is over, or shows itself again. Hours. */
export const STALE_AFTER_HOURS = 24;

/** Every condition named must hold; an empty one always does. */
export interface DispatchCondition {
  /** Type codes, or a family as `camera.*`. */
  types?: readonly string[];
  severities?: readonly Severity[];
  statuses?: readonly AlertStatus[];
  lifeSafety?: boolean;
  /** Whether a grid is known. */
  placed?: boolean;
  /** From (inclusive) to (exclusive), over midnight when from > to. */
  hours?: readonly [from: number, to: number];
  /** Late by more hours than this. */
  lateOverHours?: number;
}

/** What an opened order gets. Minutes are defaults of the table, never constants in logic. */
export interface DispatchPlan {
  /** Id of a workflow profile. */
  profile: string;
  /** Code of core/matters.ts. */
  matter: string;
  ladder: readonly PostRole[];
  respondMinutes: number;
  reportBackMinutes: number;
  handleMinutes: number;
}

export interface DispatchRule {
  name: string;
  zh: string;
  en: string;
  when: DispatchCondition;
  /** Null: no order. */
  plan: DispatchPlan | null;
  /** Facts that this rule and no earlier one must win: its documentation and its test. */
  example: DispatchFacts;
}

/** 邻管家 first: somebody next door is there first. */
const NEIGHBOURS: readonly PostRole[] = [
  'NEIGHBOUR_STEWARD',
  'GRID_WORKER',
  'GRID_HEAD',
  'BUILDING_LEADER',
  'PROPERTY_MANAGER',
  'COMMUNITY_DUTY',
  'SUBDISTRICT_DUTY',
];
const GRID: readonly PostRole[] = [
  'GRID_WORKER',
  'GRID_HEAD',
  'BUILDING_LEADER',
  'PROPERTY_MANAGER',
  'COMMUNITY_DUTY',
  'SUBDISTRICT_DUTY',
];
/** What the property company runs and has keys for; manned by night. */
const PROPERTY: readonly PostRole[] = [
  'PROPERTY_MANAGER',
  'GRID_WORKER',
  'GRID_HEAD',
  'COMMUNITY_DUTY',
  'SUBDISTRICT_DUTY',
];

/** 华蓥: respond within 10 minutes, report back within 1 hour. 仁寿: full response within 15 minutes. */
const HUAYING = { profile: 'huaying-demand', respondMinutes: 10, reportBackMinutes: 60 };
const RENSHOU = { profile: 'renshou-response', respondMinutes: 15, reportBackMinutes: 60 };
/** 安丘 小区发现—分级响应—协调处置, for what can wait. */
const GRADED = { profile: 'graded-response', respondMinutes: 60, reportBackMinutes: 480 };

const HOUR = 60;
const SITE = '511681001001001';
const BASE: DispatchFacts = {
  type: 'other',
  severity: 'minor',
  gridCode: SITE,
  status: 'ACTUAL',
  deviceClaimed: true,
  localHour: 10,
  lateHours: 0,
};

/** The ordered table: the first match wins; the last row matches everything. Lives first. */
export const DISPATCH_RULES: readonly DispatchRule[] = [
  {
    name: 'test-no-order',
    zh: '测试与演练不派单',
    en: 'tests and exercises open no order',
    when: { statuses: ['TEST', 'EXERCISE'] },
    plan: null,
    example: { ...BASE, type: 'sensor.smoke', severity: 'critical', status: 'TEST' },
  },
  {
    name: 'stale-no-order',
    zh: `迟报超过 ${STALE_AFTER_HOURS} 小时的历史事件不派单；再次上报即派单`,
    en: `all of it came more than ${STALE_AFTER_HOURS} h late: no order, until it shows itself again`,
    when: { lateOverHours: STALE_AFTER_HOURS },
    plan: null,
    example: { ...BASE, type: 'elevator.trapped', severity: 'critical', lateHours: 30 },
  },
  {
    name: 'unplaced-life-safety',
    zh: '位置不明的生命安全告警，派给运行中心',
    en: 'life safety at an unknown place: the operations centre finds it',
    when: { placed: false, lifeSafety: true, severities: ['minor', 'major', 'critical'] },
    plan: { ...HUAYING, matter: 'person-in-danger', ladder: [], handleMinutes: 2 * HOUR },
    example: { ...BASE, type: 'sensor.sos', severity: 'critical', gridCode: null, deviceClaimed: false },
  },
  {
    name: 'info-no-order',
    zh: '提示级只记录，不派单',
    en: 'info is kept and shown, no order',
    when: { severities: ['info'] },
    plan: null,
    example: { ...BASE, type: 'device.battery_low', severity: 'info' },
  },
  {
    name: 'unplaced-no-order',
    zh: '设备待认领且位置不明，认领后再派单',
    en: 'an unclaimed device at an unknown place: claim it first',
    when: { placed: false },
    plan: null,
    example: { ...BASE, type: 'camera.garbage_overflow', gridCode: null, deviceClaimed: false },
  },
  {
    name: 'fire',
    zh: '火情、烟雾、燃气：最近的人先到',
    en: 'fire, smoke, gas: whoever is nearest',
    when: {
      types: [
        'camera.fire',
        'camera.smoke',
        'sensor.smoke',
        'sensor.gas',
        'charger.smoke',
        'charger.overheat',
      ],
    },
    plan: { ...HUAYING, matter: 'fire-safety', ladder: NEIGHBOURS, handleMinutes: 2 * HOUR },
    example: { ...BASE, type: 'camera.fire', severity: 'critical' },
  },
  {
    name: 'elevator-rescue',
    zh: '电梯困人、超速、轿厢意外移动：物业先到',
    en: 'people in a lift that holds or runs away: the property company first',
    when: { types: ['elevator.trapped', 'elevator.overspeed', 'elevator.unintended_movement'] },
    plan: { ...HUAYING, matter: 'elevator-rescue', ladder: PROPERTY, handleMinutes: HOUR },
    example: { ...BASE, type: 'elevator.trapped', severity: 'critical' },
  },
  {
    name: 'person-in-danger',
    zh: '人员跌倒、求助、看护：邻管家先到',
    en: 'a person fallen, calling for help or unattended: the neighbour steward first',
    when: { types: ['camera.fall', 'sensor.sos', 'camera.unattended_child'] },
    plan: { ...HUAYING, matter: 'person-in-danger', ladder: NEIGHBOURS, handleMinutes: 2 * HOUR },
    example: { ...BASE, type: 'sensor.sos', severity: 'critical' },
  },
  {
    name: 'charger-danger',
    zh: '充电漏电、严重电气故障：物业断电',
    en: 'a live charger: the property company cuts the power',
    when: { types: ['charger.*'], severities: ['critical'] },
    plan: { ...HUAYING, matter: 'charger-danger', ladder: PROPERTY, handleMinutes: 4 * HOUR },
    example: { ...BASE, type: 'charger.ground_fault', severity: 'critical' },
  },
  {
    name: 'critical',
    zh: '其他紧急告警',
    en: 'anything else critical',
    when: { severities: ['critical'] },
    plan: { ...HUAYING, matter: 'other', ladder: NEIGHBOURS, handleMinutes: 4 * HOUR },
    example: { ...BASE, type: 'other', severity: 'critical' },
  },
  {
    name: 'fire-hazard',
    zh: '飞线充电、电动车进楼、消防通道占用',
    en: 'charging over wires, e-bikes in lifts, blocked fire lanes',
    when: { types: ['camera.fly_wire_charging', 'elevator.ebike', 'camera.fire_lane_blocked'] },
    plan: { ...RENSHOU, matter: 'fire-hazard', ladder: GRID, handleMinutes: 4 * HOUR },
    example: { ...BASE, type: 'elevator.ebike', severity: 'major' },
  },
  {
    name: 'falling-object',
    zh: '高空抛物',
    en: 'an object thrown from height',
    when: { types: ['camera.falling_object'] },
    plan: { ...RENSHOU, matter: 'falling-object', ladder: GRID, handleMinutes: 24 * HOUR },
    example: { ...BASE, type: 'camera.falling_object', severity: 'major' },
  },
  {
    name: 'public-order-night',
    zh: '夜间治安：物业值班先到',
    en: 'public order by night: the property guard is awake',
    when: { types: ['camera.intrusion', 'camera.loitering', 'camera.gathering'], hours: [22, 6] },
    plan: { ...RENSHOU, matter: 'public-order', ladder: PROPERTY, handleMinutes: 4 * HOUR },
    example: { ...BASE, type: 'camera.loitering', localHour: 23 },
  },
  {
    name: 'public-order',
    zh: '白天治安：网格员先到',
    en: 'public order by day: the grid worker',
    when: { types: ['camera.intrusion', 'camera.loitering', 'camera.gathering'] },
    plan: { ...RENSHOU, matter: 'public-order', ladder: GRID, handleMinutes: 8 * HOUR },
    example: { ...BASE, type: 'camera.intrusion', severity: 'major' },
  },
  {
    name: 'water-leak',
    zh: '水浸：物业关阀',
    en: 'a leak: the property company shuts the valve',
    when: { types: ['sensor.water_leak'] },
    plan: { ...RENSHOU, matter: 'water-leak', ladder: PROPERTY, handleMinutes: 8 * HOUR },
    example: { ...BASE, type: 'sensor.water_leak', severity: 'major' },
  },
  {
    name: 'elevator-fault',
    zh: '电梯故障：物业报修',
    en: 'a lift out of order: the property company',
    when: { types: ['elevator.*'] },
    plan: {
      ...GRADED,
      respondMinutes: 30,
      matter: 'elevator-fault',
      ladder: PROPERTY,
      handleMinutes: 24 * HOUR,
    },
    example: { ...BASE, type: 'elevator.stopped', severity: 'major' },
  },
  {
    name: 'charger-fault',
    zh: '充电设施故障：物业报修',
    en: 'a charger out of order: the property company',
    when: { types: ['charger.*'] },
    plan: {
      ...GRADED,
      respondMinutes: 30,
      matter: 'charger-fault',
      ladder: PROPERTY,
      handleMinutes: 24 * HOUR,
    },
    example: { ...BASE, type: 'charger.overcurrent', severity: 'major' },
  },
  {
    name: 'offline-minor-no-order',
    zh: '一般设备离线由运行中心值守，不派单',
    en: 'a minor device offline is watched by the operations centre, no order',
    when: { types: ['device.offline'], severities: ['minor'] },
    plan: null,
    example: { ...BASE, type: 'device.offline' },
  },
  {
    name: 'device-fault',
    zh: '感知设备离线、遮挡、失联：物业检修',
    en: 'a device offline, covered or blind: the property company',
    when: { types: ['device.*', 'camera.tampered', 'camera.video_loss'] },
    plan: { ...GRADED, matter: 'device-fault', ladder: PROPERTY, handleMinutes: 24 * HOUR },
    example: { ...BASE, type: 'camera.video_loss', severity: 'major' },
  },
  {
    name: 'environment',
    zh: '垃圾满溢、暴露垃圾：网格员',
    en: 'rubbish: the grid worker',
    when: { types: ['camera.garbage_overflow', 'camera.garbage_exposed'] },
    plan: { ...GRADED, matter: 'environment', ladder: GRID, handleMinutes: 24 * HOUR },
    example: { ...BASE, type: 'camera.garbage_overflow' },
  },
  {
    name: 'major',
    zh: '其他重要告警',
    en: 'anything else major',
    when: { severities: ['major'] },
    plan: { ...RENSHOU, matter: 'other', ladder: GRID, handleMinutes: 24 * HOUR },
    example: { ...BASE, type: 'other', severity: 'major' },
  },
  {
    name: 'minor',
    zh: '其他一般告警：网格员',
    en: 'anything else: the grid worker',
    when: {},
    plan: { ...GRADED, matter: 'other', ladder: GRID, handleMinutes: 72 * HOUR },
    example: BASE,
  },
];
