import type { Severity } from '../core/severity.ts';

/** One step of a story. */
export interface StoryStep {
  do:
    | 'verify'
    | 'accept'
    | 'reject'
    | 'file'
    | 'gate'
    | 'dispatch'
    | 'take'
    | 'start'
    | 'suspend'
    | 'requestReturn'
    | 'feedback'
    | 'pass'
    | 'fail'
    | 'close'
    | 'rate'
    | 'reopen'
    | 'void'
    | 'supervise'
    | 'merge'
    | 'reachStages';
  /** Minutes after the step before. */
  after: number;
  why?: string;
  stars?: number;
  /** Key of the story that it joins. */
  into?: string;
}

/** What becomes of one order of the demo. */
export interface DemoStory {
  key: string;
  title: string;
  description: string;
  matter: string;
  severity: Severity;
  gridCode: string;
  source: 'RESIDENT' | 'PATROL' | 'HOTLINE_12345' | 'PROPERTY' | 'SUPERIOR';
  channel: 'APP' | 'CHAT_GROUP' | 'PHONE' | 'COUNTER' | 'VISIT';
  profile: string;
  startedMinutesAgo: number;
  steps: StoryStep[];
}

type Told = Omit<DemoStory, 'gridCode' | 'profile' | 'description'> & { profile?: string };

const sent: StoryStep[] = [
  { do: 'accept', after: 3 },
  { do: 'dispatch', after: 2 },
];
const working: StoryStep[] = [...sent, { do: 'take', after: 4 }, { do: 'start', after: 10 }];
const told: StoryStep[] = [...working, { do: 'feedback', after: 35 }];
/** Both stages of a road facility's clock: secured, repaired. */
const staged: StoryStep = { do: 'reachStages', after: 20 };
const closed: StoryStep[] = [...told, { do: 'pass', after: 30 }, { do: 'close', after: 5 }];

/** At least one order in every state, from what the day brings. */
const DAY: readonly Told[] = [
  {
    key: 'reported',
    title: '楼道堆放纸箱',
    matter: 'fire-hazard',
    severity: 'minor',
    source: 'RESIDENT',
    channel: 'CHAT_GROUP',
    startedMinutesAgo: 4,
    steps: [],
  },
  {
    key: 'verifying',
    title: '夜间施工噪声',
    matter: 'noise',
    severity: 'minor',
    source: 'RESIDENT',
    channel: 'APP',
    startedMinutesAgo: 25,
    steps: [{ do: 'verify', after: 12 }],
  },
  {
    key: 'rejected',
    title: '询问外区公交线路',
    matter: 'other',
    severity: 'info',
    source: 'HOTLINE_12345',
    channel: 'PHONE',
    startedMinutesAgo: 180,
    steps: [{ do: 'reject', after: 8, why: '不属本区受理范围，已告知来电人' }],
  },
  {
    key: 'accepted',
    title: '路灯不亮',
    matter: 'road-facility',
    severity: 'minor',
    source: 'PATROL',
    channel: 'VISIT',
    startedMinutesAgo: 20,
    steps: [{ do: 'accept', after: 6 }],
  },
  {
    key: 'filed',
    title: '垃圾房外溢',
    matter: 'environment',
    severity: 'minor',
    source: 'RESIDENT',
    channel: 'APP',
    startedMinutesAgo: 30,
    steps: [
      { do: 'accept', after: 5 },
      { do: 'file', after: 3 },
    ],
  },
  {
    key: 'gate',
    title: '增设停车位征求意见',
    matter: 'parking',
    severity: 'minor',
    source: 'RESIDENT',
    channel: 'COUNTER',
    startedMinutesAgo: 2880,
    steps: [
      { do: 'accept', after: 30 },
      { do: 'file', after: 10 },
      { do: 'gate', after: 60, why: '须经八成以上住户同意' },
    ],
  },
  {
    key: 'dispatched',
    title: '单元门闭门器损坏',
    matter: 'road-facility',
    severity: 'minor',
    source: 'PROPERTY',
    channel: 'PHONE',
    startedMinutesAgo: 12,
    steps: sent,
  },
  {
    key: 'overdue',
    title: '飞线充电',
    matter: 'fire-hazard',
    severity: 'major',
    source: 'PATROL',
    channel: 'VISIT',
    startedMinutesAgo: 90,
    steps: [...sent, { do: 'supervise', after: 40 }],
  },
  {
    key: 'taken',
    title: '地下车库渗水',
    matter: 'water-leak',
    severity: 'major',
    source: 'RESIDENT',
    channel: 'APP',
    startedMinutesAgo: 18,
    steps: [...sent, { do: 'take', after: 3 }],
  },
  {
    key: 'working',
    title: '消防通道停车',
    matter: 'fire-hazard',
    severity: 'major',
    source: 'PATROL',
    channel: 'VISIT',
    startedMinutesAgo: 40,
    steps: working,
  },
  {
    key: 'suspended',
    title: '电梯轿厢按钮失灵',
    matter: 'elevator-fault',
    severity: 'major',
    source: 'RESIDENT',
    channel: 'PHONE',
    startedMinutesAgo: 1500,
    steps: [...working, { do: 'suspend', after: 60, why: '等待厂家配件' }],
  },
  {
    key: 'returning',
    title: '道路井盖松动',
    matter: 'road-facility',
    severity: 'minor',
    source: 'PATROL',
    channel: 'VISIT',
    startedMinutesAgo: 200,
    steps: [...sent, { do: 'take', after: 5 }, { do: 'requestReturn', after: 30, why: '权属为市政部门' }],
  },
  {
    key: 'feedback',
    title: '充电桩插座松动',
    matter: 'charger-fault',
    severity: 'minor',
    source: 'RESIDENT',
    channel: 'APP',
    startedMinutesAgo: 150,
    steps: told,
  },
  {
    key: 'checking',
    title: '高空抛物警示牌脱落',
    matter: 'falling-object',
    severity: 'minor',
    source: 'PATROL',
    channel: 'VISIT',
    startedMinutesAgo: 240,
    steps: [...told, { do: 'pass', after: 40 }],
  },
  {
    key: 'rework',
    title: '雨水管堵塞',
    matter: 'water-leak',
    severity: 'minor',
    source: 'RESIDENT',
    channel: 'CHAT_GROUP',
    startedMinutesAgo: 400,
    steps: [...told, { do: 'fail', after: 60, why: '复核仍有积水' }],
  },
  {
    key: 'closed',
    title: '楼栋感应灯故障',
    matter: 'road-facility',
    severity: 'minor',
    source: 'RESIDENT',
    channel: 'APP',
    startedMinutesAgo: 600,
    steps: [...working, staged, ...closed.slice(working.length)],
  },
  {
    key: 'rated',
    title: '小区西门积水',
    matter: 'water-leak',
    severity: 'minor',
    source: 'RESIDENT',
    channel: 'APP',
    startedMinutesAgo: 2000,
    steps: [...closed, { do: 'rate', after: 120, stars: 5 }],
  },
  {
    key: 'reopened',
    title: '三号楼电动车入户',
    matter: 'fire-hazard',
    severity: 'major',
    source: 'RESIDENT',
    channel: 'APP',
    startedMinutesAgo: 3000,
    steps: [
      ...closed,
      { do: 'rate', after: 60, stars: 2 },
      { do: 'reopen', after: 30, why: '次日又见电动车上楼' },
    ],
  },
  {
    key: 'voided',
    title: '误报测试',
    matter: 'other',
    severity: 'info',
    source: 'PROPERTY',
    channel: 'PHONE',
    startedMinutesAgo: 300,
    steps: [{ do: 'void', after: 5, why: '演练登记，予以作废' }],
  },
  {
    key: 'merged',
    title: '消防通道被占',
    matter: 'fire-hazard',
    severity: 'major',
    source: 'RESIDENT',
    channel: 'APP',
    startedMinutesAgo: 35,
    // after the last step of the one that it joins
    steps: [{ do: 'merge', after: 20, into: 'working' }],
  },
];

/** What the keys of those begin with that ended before the day. */
const ENDED = 'ended-';

/** How many ended orders the month before has. */
export const DAY_ENDED = 36;

const ENDED_MATTERS = [
  'fire-hazard',
  'environment',
  'water-leak',
  'elevator-fault',
  'charger-fault',
  'road-facility',
] as const;
const ENDED_TITLES = {
  'fire-hazard': '楼道杂物清理',
  environment: '绿化带垃圾清运',
  'water-leak': '管道渗漏维修',
  'elevator-fault': '电梯异响检修',
  'charger-fault': '充电桩故障报修',
  'road-facility': '公共设施维护',
} as const;

/** The stories of a demo at these micro-grids: the day, then `ended` of the last month. The same for the same input. */
export function demoStories(gridCodes: readonly string[], ended: number): DemoStory[] {
  const placed = (story: Told, index: number): DemoStory => ({
    description: `${story.title}（演示数据）`,
    profile: 'standard',
    ...story,
    // what joins another happened at the same place
    gridCode:
      gridCodes[
        (story.key === 'merged' ? DAY.findIndex(({ key }) => key === 'working') : index) % gridCodes.length
      ] ?? '',
  });
  const month: Told[] = Array.from({ length: ended }, (_, index) => {
    const matter = ENDED_MATTERS[index % ENDED_MATTERS.length] ?? 'road-facility';
    const slow = index % 5 === 0;
    const steps: StoryStep[] = [
      { do: 'accept', after: 3 + (index % 7) },
      { do: 'dispatch', after: 2 },
      { do: 'take', after: slow ? 50 : 3 + (index % 5) },
      { do: 'start', after: 15 },
      ...(matter === 'road-facility' ? [staged] : []),
      { do: 'feedback', after: slow ? 600 : 30 + index },
      ...(index % 9 === 0
        ? ([
            { do: 'fail', after: 30 },
            { do: 'start', after: 20 },
            { do: 'feedback', after: 90 },
          ] satisfies StoryStep[])
        : []),
      { do: 'pass', after: 45 },
      { do: 'close', after: 10 },
      ...(index % 3 === 0
        ? ([{ do: 'rate', after: 200, stars: 3 + (index % 3) }] satisfies StoryStep[])
        : []),
    ];
    return {
      key: `${ENDED}${index}`,
      title: ENDED_TITLES[matter],
      matter,
      severity: slow ? 'major' : 'minor',
      source: index % 4 === 0 ? 'PATROL' : 'RESIDENT',
      channel: index % 4 === 0 ? 'VISIT' : 'APP',
      startedMinutesAgo: (index + 2) * 1150,
      steps,
    };
  });
  // oldest first, so that case numbers and the feed run in the order of time; a joined one comes after its parent
  return [...DAY, ...month].map(placed).toSorted((a, b) => b.startedMinutesAgo - a.startedMinutesAgo);
}
