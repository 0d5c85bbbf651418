import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import { project } from '../core/workflow/order-state.ts';
import { stateLabel, stepOf } from '../core/workflow/profile.ts';
import { type Actions, createActions } from '../subgraphs/workorders/actions.ts';
import { openOrder } from '../subgraphs/workorders/open.ts';
import { eventsOfOrders, ordersById } from '../subgraphs/workorders/reads.ts';
import type { OrderRow } from '../subgraphs/workorders/rows.ts';
import { createWorkOrdersService } from '../subgraphs/workorders/service.ts';
import { createTrackActs, type TrackActs } from '../subgraphs/workorders/track-acts.ts';
import type { ReportMatterInput } from '../subgraphs/workorders/types.generated.ts';
import { orderStateOf, profileOf, stateOf } from '../subgraphs/workorders/workflow.ts';
import { type TestDb, testDb } from './support/db.ts';
import { governanceDeps, PEOPLE, PLACE, seedPlace } from './support/governance.ts';
import { ACTORS, seedOrganisations } from './support/workflow-place.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  await seedOrganisations(test.db);
  deps = governanceDeps(test.db);
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

const MINUTE = 60_000;
/** Monday 2026-11-23, 09:00 in China. */
const MONDAY = Date.UTC(2026, 10, 23, 1, 0);

/** `2026-11-24 18:00` by the clocks of China. */
function inChina(ms: number): string {
  return new Date(ms + 8 * 60 * MINUTE).toISOString().slice(0, 16).replace('T', ' ');
}

type Order = { workOrderId: string };
type Do = (acts: Actions, order: Order, tracks: TrackActs) => Promise<OrderRow>;
/** After so many minutes somebody does something; then the order is in this state, called so by the method. */
type Turn = readonly [minutes: number, who: Principal, act: Do, state: string, called?: string];
/** A clock: minutes from the report to its due moment (or that moment), and how it ends. */
type Promised = Record<string, readonly [due: number | string, ends: string]>;

interface Method {
  profile: string;
  rows: string;
  report?: Partial<ReportMatterInput>;
  reporter?: Principal;
  turns: readonly Turn[];
  clocks: Promised;
}

/** A county approves a matter outside the task catalogue with its funds named. */
const admitted: Do = (_, order, tracks) =>
  tracks.admissions.decide({ ...order, approve: true, funds: '老旧小区改造专项 12 万元', reason: '同意' });
const EVIDENCE = [
  { url: 'https://files.example/before.jpg', phase: 'BEFORE', kind: 'IMAGE' },
  { url: 'https://files.example/after.jpg', phase: 'AFTER', kind: 'IMAGE', sha256: 'a'.repeat(64) },
] as const;
const REASON = { reason: '按要求' };

const accept: Do = (acts, order) => acts.accept(order);
const verify: Do = (acts, order) => acts.verify({ ...order, note: '属实' });
const file: Do = (acts, order) => acts.file(order);
const take: Do = (acts, order) => acts.take(order);
const claim: Do = (acts, order) => acts.claim(order);
const start: Do = (acts, order) => acts.start(order);
const feedback: Do = (acts, order) => acts.feedback({ ...order, note: '已处置', evidence: EVIDENCE });
const withList: Do = (acts, order) =>
  acts.feedback({
    ...order,
    note: '已列入改造清单',
    evidence: [{ url: 'https://files.example/list.pdf', phase: 'AFTER', kind: 'DOCUMENT' }],
  });
const pass: Do = (acts, order) => acts.check({ ...order, pass: true });
const fail: Do = (acts, order) => acts.check({ ...order, pass: false, note: '未整改到位' });
const close: Do = (acts, order) => acts.close({ ...order, note: '已解决' });
const rate: Do = (acts, order) => acts.rate({ ...order, stars: 5, comment: '满意' });
const dispatch: Do = (acts, order) => acts.dispatch(order);
const toPerson =
  (personId: string): Do =>
  (acts, order) =>
    acts.dispatch({ ...order, personId });
const toParty =
  (partyId: string): Do =>
  (acts, order) =>
    acts.dispatch({ ...order, partyId });

async function idsOf(table: string, { workOrderId }: Order): Promise<string[]> {
  const { rows } = await test.db.pool.query(`SELECT id FROM ${table} WHERE work_order_id = $1 ORDER BY id`, [
    workOrderId,
  ]);
  return rows.map(({ id }) => String(id));
}

/** The supervision that the profile opened says that it is satisfied, after a report where one is asked for. */
const satisfied: Do = async (_, order, tracks) => {
  const [supervisionId = ''] = await idsOf('order_supervision', order);
  return tracks.supervisions.judge({ supervisionId, satisfied: true, reason: '整改到位' });
};
const reported: Do = async (_, order, tracks) => {
  const [supervisionId = ''] = await idsOf('order_supervision', order);
  return tracks.supervisions.report({ supervisionId, text: '已落实，见佐证' });
};
const gate =
  (code: string, more: { voters?: string[]; households?: number } = {}): Do =>
  (_, order, tracks) =>
    tracks.gates.open({ ...order, gate: code, ...more });
/** Votes by name, written down by the desk; then the gate is closed and moves the order. */
const voted =
  (yes: readonly string[], no: readonly string[] = []): Do =>
  async (_, order, tracks) => {
    const gateId = (await idsOf('order_gate', order)).at(-1) ?? '';
    for (const voter of yes) await tracks.gates.vote({ gateId, voter, choice: 'YES' });
    for (const voter of no) await tracks.gates.vote({ gateId, voter, choice: 'NO' });
    return tracks.gates.close({ gateId });
  };
const helperReports =
  (partyId: string): Do =>
  async (_, { workOrderId }, tracks) => {
    const { rows } = await test.db.pool.query(
      'SELECT id FROM order_helper WHERE work_order_id = $1 AND party_id = $2',
      [workOrderId, partyId],
    );
    return tracks.helpers.report({ helperId: String(rows[0]?.id), report: '协办完成' });
  };

const { resident, worker, property, desk, operations, branch, owners, group } = ACTORS;
const { member, partner, volunteer, water, fire, street } = ACTORS;

const METHODS: readonly Method[] = [
  {
    profile: 'huaying-demand',
    rows: 'HUA-16, HUA-17',
    turns: [
      [1, desk, accept, 'ACCEPTED', '网格受理'],
      [2, desk, dispatch, 'DISPATCHED', '网格派单'],
      [10, worker, take, 'TAKEN', '已响应'],
      [11, worker, start, 'IN_PROGRESS', '整改中'],
      [60, worker, feedback, 'FEEDBACK', '情况反馈'],
      [70, owners, pass, 'CHECKING', '业委监督'],
      [80, owners, satisfied, 'CHECKING'],
      [90, desk, close, 'CLOSED'],
      [100, resident, rate, 'RATED'],
    ],
    // ten minutes to respond, an hour to report back: the due moment itself is in time
    clocks: {
      RESPOND: [10, 'MET'],
      REPORT_BACK: [60, 'MET'],
      HANDLE: ['2026-11-30 18:00', 'MET'],
      UNIT: ['2026-11-24 18:00', 'MET'],
      SUPERVISION: ['2026-11-26 18:00', 'MET'],
    },
  },
  {
    profile: 'renshou-response',
    rows: 'RS-11',
    report: { source: 'PATROL', channel: 'VISIT' },
    reporter: worker,
    turns: [
      [2, desk, accept, 'ACCEPTED', '社区研判'],
      [3, desk, toPerson(PEOPLE.desk.id), 'DISPATCHED', '街道社区响应'],
      [16, desk, take, 'TAKEN', '已响应'],
      [17, desk, start, 'IN_PROGRESS'],
      [40, desk, feedback, 'FEEDBACK', '跟踪反馈'],
      [50, street, pass, 'CHECKING'],
      [60, street, close, 'CLOSED'],
    ],
    // a minute late
    clocks: { RESPOND: [15, 'BREACHED'], REPORT_BACK: [60, 'MET'] },
  },
  {
    profile: 'hongya-unified',
    rows: 'HY-15, HY-30',
    report: { channel: 'SUGGESTION_BOX' },
    turns: [
      [10, worker, verify, 'VERIFYING', '入户核实'],
      [20, desk, accept, 'ACCEPTED'],
      [30, desk, toParty('pt-property'), 'DISPATCHED', '及时交办'],
      [60, property, take, 'TAKEN', '分口领办'],
      [70, property, start, 'IN_PROGRESS', '分口落实'],
      [200, property, feedback, 'FEEDBACK', '落实反馈'],
      [210, worker, reported, 'FEEDBACK'],
      [220, desk, pass, 'CHECKING', '支部督办'],
      [230, branch, satisfied, 'CHECKING'],
      [240, desk, close, 'CLOSED'],
    ],
    clocks: { RESPOND: [60, 'MET'], UNIT: [150, 'MET'], SUPERVISION: ['2026-11-26 18:00', 'MET'] },
  },
  {
    profile: 'four-roles',
    rows: 'HY-08',
    turns: [
      [5, branch, accept, 'ACCEPTED'],
      [10, branch, toParty('pt-owners'), 'DISPATCHED', '党组织交办'],
      [20, owners, take, 'TAKEN', '业委会领办'],
      [30, property, start, 'IN_PROGRESS', '物业承办'],
      // the volunteers were asked with the dispatch: whoever does it reports back when they have
      [85, volunteer, helperReports('pt-volunteers'), 'IN_PROGRESS'],
      [90, property, feedback, 'FEEDBACK', '承办反馈'],
      [100, branch, pass, 'CHECKING', '党组织验收'],
      [110, branch, close, 'CLOSED'],
      [120, resident, rate, 'RATED'],
    ],
    clocks: { RESPOND: [60, 'MET'], UNIT: [130, 'MET'] },
  },
  {
    profile: 'six-steps',
    rows: 'HY-29',
    turns: [
      [20, worker, verify, 'VERIFYING', '网格核'],
      [30, branch, accept, 'ACCEPTED', '支部引'],
      [40, branch, gate('COUNCIL', { voters: ['甲', '乙', '丙'] }), 'AWAITING_GATE', '民主议'],
      [50, branch, voted(['甲', '乙'], ['丙']), 'FILED', '分类办：待办'],
      [60, desk, toPerson(PEOPLE.worker.id), 'DISPATCHED'],
      [70, worker, take, 'TAKEN'],
      [80, worker, start, 'IN_PROGRESS', '分类办'],
      [300, worker, feedback, 'FEEDBACK'],
      [310, desk, pass, 'CHECKING', '过程督'],
      [320, group, satisfied, 'CHECKING'],
      [330, desk, close, 'CLOSED'],
    ],
    clocks: { RESPOND: [60, 'MET'], SUPERVISION: ['2026-11-26 18:00', 'MET'] },
  },
  {
    profile: 'six-steps',
    rows: 'LC-10, HY-29',
    report: { matter: 'elevator-renewal' },
    turns: [
      [20, worker, verify, 'VERIFYING', '网格核'],
      [30, branch, accept, 'ACCEPTED', '支部引'],
      [40, branch, gate('COUNCIL', { voters: ['甲', '乙', '丙'] }), 'AWAITING_GATE', '民主议'],
      // the council alone does not decide on a lift: four households of five have to agree
      [45, branch, voted(['甲', '乙', '丙']), 'AWAITING_GATE', '民主议'],
      [50, branch, gate('CONSENT_80', { households: 5 }), 'AWAITING_GATE', '民主议'],
      [60, branch, voted(['1-101', '1-102', '1-201', '1-202'], ['1-301']), 'FILED', '分类办：待办'],
      [62, desk, (_, order, tracks) => tracks.admissions.ask({ ...order, ...REASON }), 'FILED'],
      [64, operations, admitted, 'FILED'],
      [70, desk, toParty('pt-owners'), 'DISPATCHED'],
      [80, owners, take, 'TAKEN'],
      [90, owners, start, 'IN_PROGRESS', '分类办'],
      [300, owners, withList, 'FEEDBACK'],
      [310, desk, pass, 'CHECKING', '过程督'],
      [320, group, satisfied, 'CHECKING'],
      [330, desk, close, 'CLOSED'],
    ],
    clocks: { RESPOND: [60, 'MET'] },
  },
  {
    profile: 'anqiu-six-matters',
    rows: 'AQ-05',
    turns: [
      [30, desk, accept, 'ACCEPTED', '小区听事'],
      [40, desk, gate('COUNCIL', { voters: ['甲', '乙', '丙'] }), 'AWAITING_GATE', '社区议事'],
      [50, desk, voted(['甲', '乙', '丙']), 'FILED', '民主定事'],
      [60, desk, toParty('pt-property'), 'DISPATCHED', '协同办事：已交办'],
      [70, property, take, 'TAKEN'],
      [80, property, start, 'IN_PROGRESS', '协同办事'],
      [200, property, feedback, 'FEEDBACK'],
      [210, desk, pass, 'CHECKING'],
      [220, desk, close, 'CLOSED', '待群众评事'],
      [230, resident, rate, 'RATED', '群众评事'],
    ],
    clocks: { RESPOND: [60, 'MET'] },
  },
  {
    profile: 'graded-response',
    rows: 'AQ-17',
    report: { severity: 'major', source: 'PATROL' },
    turns: [
      [5, desk, accept, 'ACCEPTED', '分级研判'],
      [10, desk, dispatch, 'DISPATCHED', '分级响应'],
      [30, worker, take, 'TAKEN'],
      [40, worker, start, 'IN_PROGRESS', '协调处置'],
      [90, worker, feedback, 'FEEDBACK'],
      [95, desk, fail, 'REWORK'],
      [100, worker, start, 'IN_PROGRESS'],
      [120, worker, feedback, 'FEEDBACK'],
      [130, desk, pass, 'CHECKING'],
      [140, desk, close, 'CLOSED'],
    ],
    // a major one: thirty minutes
    clocks: { RESPOND: [30, 'MET'], REPORT_BACK: [480, 'MET'] },
  },
  {
    profile: 'member-orders',
    rows: 'AQ-13',
    report: { matter: 'micro-wish', channel: 'WECHAT' },
    turns: [
      [30, desk, accept, 'ACCEPTED', '小区派单：待认领'],
      [60, member, claim, 'TAKEN', '党员接单'],
      [70, member, start, 'IN_PROGRESS', '服务中'],
      [
        200,
        member,
        (acts, order) => acts.feedback({ ...order, note: '已送药上门', evidence: [] }),
        'FEEDBACK',
      ],
      [210, resident, close, 'CLOSED', '心愿办结'],
      [220, resident, rate, 'RATED', '居民评价'],
    ],
    clocks: { RESPOND: [72 * 60, 'MET'] },
  },
  {
    profile: 'longchang-partners',
    rows: 'LC-23, LC-10',
    report: { matter: 'renovation' },
    turns: [
      [10, desk, accept, 'ACCEPTED', '社区受理'],
      [20, desk, gate('CONSENT_80', { households: 5 }), 'AWAITING_GATE', '征求同意'],
      [30, desk, voted(['1-101', '1-102', '1-201', '1-202'], ['1-301']), 'ACCEPTED'],
      // outside the task catalogue: money or people are named first (LA-10)
      [32, desk, (_, order, tracks) => tracks.admissions.ask({ ...order, ...REASON }), 'ACCEPTED'],
      [34, operations, admitted, 'ACCEPTED'],
      [36, desk, file, 'FILED', '待派单'],
      [40, desk, toParty('pt-partner'), 'DISPATCHED', '社区派单'],
      [60, partner, take, 'TAKEN', '合伙人接单'],
      [70, partner, start, 'IN_PROGRESS', '合伙人服务'],
      [300, partner, withList, 'FEEDBACK'],
      [310, desk, pass, 'CHECKING'],
      [320, desk, close, 'CLOSED'],
    ],
    clocks: { RESPOND: [24 * 60, 'MET'] },
  },
  {
    profile: 'hongdong-alliance',
    rows: 'HD-04',
    report: { matter: 'service-request', channel: 'MEETING' },
    turns: [
      [10, desk, accept, 'ACCEPTED', '列入需求清单'],
      [20, desk, (acts, order) => acts.file({ ...order, form: { list: 'PROJECT' } }), 'FILED', '社区下单'],
      [90, partner, claim, 'TAKEN', '联盟接单'],
      [100, partner, start, 'IN_PROGRESS', '项目实施'],
      [500, partner, feedback, 'FEEDBACK'],
      [510, desk, pass, 'CHECKING', '居民验收'],
      [520, desk, close, 'CLOSED'],
      [530, resident, rate, 'RATED'],
    ],
    clocks: { RESPOND: [72 * 60, 'MET'] },
  },
  {
    profile: 'hongdong-rectify',
    rows: 'HD-07',
    report: { source: 'SUPERVISION', channel: 'VISIT' },
    turns: [
      [10, desk, accept, 'ACCEPTED', '问题入账'],
      [20, desk, toParty('pt-property'), 'DISPATCHED', '交办整改'],
      [30, property, take, 'TAKEN', '认领整改'],
      [40, property, start, 'IN_PROGRESS', '整改落实'],
      [50, property, (acts, order) => acts.requestExtension({ ...order, ...REASON }), 'IN_PROGRESS'],
      [60, desk, (acts, order) => acts.decideExtension({ ...order, grant: true }), 'IN_PROGRESS'],
      [200, property, feedback, 'FEEDBACK', '交办监督'],
      [210, property, reported, 'FEEDBACK'],
      [220, group, satisfied, 'FEEDBACK'],
      [230, group, pass, 'CHECKING', '效果检视'],
      [240, desk, (acts, order) => acts.close({ ...order, form: { effect: 'GOOD' } }), 'CLOSED', '销号'],
    ],
    clocks: {
      RESPOND: [24 * 60, 'MET'],
      HANDLE: ['2026-12-24 00:00', 'MET'],
      SUPERVISION: ['2026-11-26 18:00', 'MET'],
    },
  },
  {
    profile: 'renshou-whistle',
    rows: 'RS-15',
    report: { source: 'SUPERIOR' },
    turns: [
      [10, street, accept, 'ACCEPTED', '街道研判'],
      [20, street, file, 'FILED', '街道吹哨'],
      [30, street, toParty('pt-water'), 'DISPATCHED', '已吹哨待报到'],
      [90, water, take, 'TAKEN', '部门报到'],
      [100, water, start, 'IN_PROGRESS', '联合处置'],
      // called with the dispatch: the other department of the place and the sub-district
      [150, fire, helperReports('pt-fire'), 'IN_PROGRESS'],
      [160, street, helperReports('pt-street'), 'IN_PROGRESS'],
      [200, water, feedback, 'FEEDBACK', '处置反馈'],
      [210, street, pass, 'CHECKING', '街道评价'],
      [220, street, close, 'CLOSED'],
    ],
    clocks: { RESPOND: [120, 'MET'] },
  },
  {
    profile: 'city-management',
    rows: 'GB/T 30428',
    report: { source: 'PATROL', matter: 'environment' },
    reporter: worker,
    turns: [
      [5, worker, verify, 'VERIFYING', '核实'],
      [10, desk, accept, 'ACCEPTED', '受理'],
      [30, desk, file, 'FILED', '立案'],
      [60, desk, toParty('pt-property'), 'DISPATCHED', '任务派遣'],
      [70, property, take, 'TAKEN', '专业部门接收'],
      [80, property, start, 'IN_PROGRESS', '任务处理'],
      [
        90,
        property,
        (acts, order) =>
          acts.requestSuspension({ ...order, ...REASON, until: new Date(MONDAY + 1000 * MINUTE) }),
        'IN_PROGRESS',
      ],
      [100, desk, (acts, order) => acts.suspend(order), 'SUSPENDED'],
      [160, property, (acts, order) => acts.resume(order), 'IN_PROGRESS'],
      [200, property, feedback, 'FEEDBACK', '处理反馈'],
      [210, desk, pass, 'CHECKING', '核查'],
      [220, desk, close, 'CLOSED', '结案'],
    ],
    clocks: {
      RESPOND: [30, 'MET'],
      REPORT_BACK: [60, 'MET'],
      HANDLE: ['2026-11-24 18:00', 'MET'],
      CHECK: ['2026-11-23 17:00', 'MET'],
    },
  },
  {
    profile: 'standard',
    rows: 'HY-06',
    turns: [
      [5, desk, accept, 'ACCEPTED', '已受理'],
      [6, desk, dispatch, 'DISPATCHED', '已派单'],
      [20, worker, take, 'TAKEN'],
      [
        25,
        worker,
        (acts, order) => acts.offerTransfer({ ...order, ...REASON, personId: PEOPLE.property.id }),
        'TAKEN',
      ],
      [30, property, (acts, order) => acts.answerTransfer({ ...order, accept: true }), 'TAKEN'],
      [40, property, start, 'IN_PROGRESS'],
      [90, property, feedback, 'FEEDBACK'],
      [100, desk, pass, 'CHECKING'],
      [110, desk, close, 'CLOSED'],
      [120, resident, rate, 'RATED'],
      [130, resident, (acts, order) => acts.reopen({ ...order, reason: '又坏了' }), 'REOPENED'],
      [140, operations, (acts, order) => acts.void({ ...order, reason: '重复' }), 'VOIDED'],
    ],
    clocks: { RESPOND: [60, 'MET'] },
  },
];

describe.each(METHODS)('$profile ($rows)', ({ profile, report, reporter = resident, turns, clocks }) => {
  it('runs from the report to the end by its own words, its clocks at the minute', async () => {
    const at = (minutes: number, who: Principal): [Actions, TrackActs] => {
      const now = () => MONDAY + minutes * MINUTE;
      return [createActions(deps, who, now), createTrackActs(deps, who, now)];
    };
    const input: ReportMatterInput = {
      ...{ source: 'RESIDENT', channel: 'PHONE', matter: 'property-service', severity: 'minor' },
      ...{ title: '楼道灯不亮', description: '三单元二楼，已三天', gridCode: PLACE.microGrid, profile },
      ...report,
    };
    const opened = await at(0, reporter)[0].report(input);
    const order = { workOrderId: opened.id };
    // the same place has many reports in this test: somebody decided that they are not the same
    await at(0, operations)[1].duplicates.decide(order);
    await at(0, operations)[1].addEvidence({ ...order, evidence: [EVIDENCE[0]] });
    const document = profileOf(deps.governance.current(), opened);
    expect([opened.profile, opened.profileVersion]).toEqual([profile, document.version]);

    const steps = new Set([stepOf(document, stateOf(opened))?.code]);
    for (const [minutes, who, act, state, called] of turns) {
      const [acts, tracks] = at(minutes, who);
      const after = await act(acts, order, tracks);
      expect([profile, minutes, after.state]).toEqual([profile, minutes, state]);
      if (called !== undefined) expect(stateLabel(document, stateOf(after)).zh).toBe(called);
      steps.add(stepOf(document, stateOf(after))?.code);
    }
    // no step of the method is passed over
    for (const { code } of document.steps) {
      const optional = profile === 'city-management' && code === 'evaluate';
      if (!optional) expect([...steps]).toContain(code);
    }

    const [row] = await ordersById(test.db.pool, [opened.id]);
    const events = await eventsOfOrders(test.db.pool, [opened.id]);
    if (row === undefined) throw new Error(opened.id);
    expect(project(events)).toEqual(orderStateOf(row));
    expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));

    const last = Math.max(...turns.map(([minutes]) => minutes));
    const service = createWorkOrdersService(deps, operations, new Date(MONDAY + (last + 1) * MINUTE));
    const views = (await service.clocks(row)).map(({ view }) => view);
    const shown = Object.entries(clocks).map(([kind, [due]]) => {
      const view = views.find(({ run }) => run.kind === kind);
      const dueAtMs = view?.dueAtMs ?? Number.NaN;
      return [kind, typeof due === 'number' ? (dueAtMs - MONDAY) / MINUTE : inChina(dueAtMs), view?.state];
    });
    expect(shown).toEqual(Object.entries(clocks).map(([kind, [due, ends]]) => [kind, due, ends]));
    const running = views.filter(({ live }) => live).map(({ run }) => run.kind);
    expect(running.filter((kind) => kind !== 'RATE')).toEqual([]);
  });
});

describe('device-incident (HY-06)', () => {
  it('runs from the alarm to the close; its clocks began with the first signal, and nobody is asked to rate it', async () => {
    const book = deps.governance.current();
    const at = (minutes: number, who: Principal) => createActions(deps, who, () => MONDAY + minutes * MINUTE);
    const opened = await test.db.tx((client) =>
      openOrder(
        client,
        {
          ...{ profile: 'device-incident', source: 'INCIDENT', matter: 'fire-safety', title: '烟雾报警' },
          ...{ description: null, severity: 'critical', gridCode: PLACE.microGrid, rule: 'fire' },
          ...{ explanation: '规则 fire', reportedBy: null, actor: 'dispatcher', detail: null },
          ...{ clocksFromMs: MONDAY, atMs: MONDAY + MINUTE, zone: 'Asia/Shanghai' },
        },
        book,
      ),
    );
    expect(opened.state).toBe('FILED');
    const order = { workOrderId: opened.id };
    const states: string[] = [];
    for (const [minutes, who, act] of [
      [2, operations, toPerson(PEOPLE.worker.id)],
      [9, worker, take],
      [10, worker, start],
      [50, worker, feedback],
      [55, desk, pass],
      [58, desk, close],
    ] as const) {
      const tracks = createTrackActs(deps, who, () => MONDAY + minutes * MINUTE);
      states.push(
        stateLabel(profileOf(book, opened), stateOf(await act(at(minutes, who), order, tracks))).zh,
      );
    }
    expect(states).toEqual(['就近派单', '已接警', '到场处置', '已反馈', '复核', '已结案']);
    const [row] = await ordersById(test.db.pool, [opened.id]);
    if (row === undefined) throw new Error(opened.id);
    expect(project(await eventsOfOrders(test.db.pool, [opened.id]))).toEqual(orderStateOf(row));
    const service = createWorkOrdersService(deps, operations, new Date(MONDAY + 60 * MINUTE));
    const views = (await service.clocks(row)).map(({ view }) => view);
    const due = views.map(({ run, dueAtMs, state }) => [run.kind, ((dueAtMs ?? 0) - MONDAY) / MINUTE, state]);
    expect(due).toEqual(
      expect.arrayContaining([
        ['RESPOND', 10, 'MET'],
        ['REPORT_BACK', 60, 'MET'],
        ['HANDLE', 120, 'MET'],
      ]),
    );
    expect(views.filter(({ live }) => live)).toEqual([]);
  });
});

describe('profiles', () => {
  it('run all through in this file, but the one that devices open', () => {
    const run = new Set(METHODS.map(({ profile }) => profile));
    const left = deps.governance.current().profiles.all.filter(({ code }) => !run.has(code));
    expect(left.map(({ code }) => code)).toEqual(['device-incident']);
  });
});
