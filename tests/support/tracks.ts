import type { Principal } from '../../core/permissions.ts';
import type { Subgraph } from '../../runtime/subgraph.ts';
import { createWorkorders } from '../../subgraphs/workorders/index.ts';
import { type TestDb, testDb } from './db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './governance.ts';

export const OPERATIONS = principal('operations', [''], 'ops-1');
export const WORKER = principal('gridWorker', [PLACE.community], PEOPLE.worker.id);
export const COMMUNITY = principal('community', [PLACE.community], PEOPLE.desk.id);
export const PROPERTY = principal('property', [PLACE.grid], PEOPLE.property.id);

export const BEFORE_AND_AFTER = [
  { url: 'https://files.example/before.jpg', phase: 'BEFORE' },
  { url: 'https://files.example/after.jpg', phase: 'AFTER' },
];

const FIELDS = `id caseNumber state version gridCode allowedActions effectiveState
  mergedParent { id } mergedOrders { id state }
  clocks { kind holder state dueAt }
  history { version action fromState toState actor reason detail }
  helpers { id state required party { id } person { id } report declineReason evidence { url } }
  whistles { id arrivedCount called { id } absent { id party { id } } minutes }
  gates { id code round state dueAt waitingFor { zh en } rollListed votes { voter turn holds choice proxy }
    stages { code doneAt } tally { roll cast yes no abstain result canPass explanation { zh } } }
  supervisions { id by state reminders dueAt overdue entries { kind text } party { id } }
  evidence { url kind phase geofence sha256 } evidenceMissing { ref label { zh } }
  duplicateCandidates { workOrder { id } score verdict reasons { points } }
  recurrences { title } admission { state funds people } inTaskCatalogue sampledForCheck`;

/** A place, its work orders over the graph, and a hand to move them. */
export interface TrackWorld {
  test: TestDb;
  deps: ReturnType<typeof governanceDeps>;
  orders: Subgraph;
  act(who: Principal | null, mutation: string, input: Record<string, unknown>): Promise<Answer>;
  read(id: string, who?: Principal): ReturnType<typeof JSON.parse>;
  /** Tells of a matter with words that no other report has; gives its id. */
  report(input?: Record<string, unknown>): Promise<string>;
  /** Takes an order as far as a state, by the usual people. */
  bring(
    id: string,
    to: 'ACCEPTED' | 'DISPATCHED' | 'IN_PROGRESS' | 'FEEDBACK' | 'CHECKING' | 'CLOSED',
  ): Promise<void>;
  close(): Promise<void>;
}

export interface Answer {
  order: ReturnType<typeof JSON.parse>;
  code: string | null;
  message: string;
}

const WAY = [
  ['ACCEPTED', [[COMMUNITY, 'acceptWorkOrder', {}]]],
  ['DISPATCHED', [[COMMUNITY, 'dispatchWorkOrder', { personId: PEOPLE.worker.id }]]],
  [
    'IN_PROGRESS',
    [
      [WORKER, 'takeWorkOrder', {}],
      [WORKER, 'startWork', {}],
    ],
  ],
  ['FEEDBACK', [[WORKER, 'giveFeedback', { note: '已处理', evidence: BEFORE_AND_AFTER }]]],
  ['CHECKING', [[COMMUNITY, 'checkWork', { pass: true }]]],
  ['CLOSED', [[COMMUNITY, 'closeWorkOrder', {}]]],
] as const;

export async function trackWorld(): Promise<TrackWorld> {
  const test = await testDb();
  await seedPlace(test.db);
  const deps = governanceDeps(test.db);
  const orders = createWorkorders(deps);
  let told = 0;

  const act: TrackWorld['act'] = async (who, mutation, input) => {
    const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
    const { data, codes, messages } = await ask(
      orders,
      who,
      `mutation ($input: ${type}!) { ${mutation}(input: $input) { workOrder { ${FIELDS} } } }`,
      { input },
    );
    const order = data?.[mutation]?.workOrder ?? null;
    return { order, code: codes[0] ?? null, message: messages[0] ?? '' };
  };

  async function must(who: Principal, mutation: string, input: Record<string, unknown>) {
    const { order, code, message } = await act(who, mutation, input);
    if (code !== null) throw new Error(`${mutation}: ${code} ${message}`);
    return order;
  }

  const world: TrackWorld = {
    test,
    deps,
    orders,
    act,
    async read(id, who = OPERATIONS) {
      const { data } = await ask(orders, who, `{ workOrder(id: "${id}") { ${FIELDS} } }`);
      return data.workOrder;
    },
    async report(input = {}) {
      told += 1;
      // words far from each other, so that the reports do not look like one another
      const title = String.fromCodePoint(0x4e00 + told * 97).repeat(12);
      const order = await must(WORKER, 'reportMatter', {
        source: 'RESIDENT',
        matter: 'environment',
        profile: 'standard',
        title,
        description: '详情',
        gridCode: PLACE.microGrid,
        ...input,
      });
      return String(order.id);
    },
    async bring(id, to) {
      let state = String((await world.read(id)).state);
      const from = WAY.findIndex(([reached]) => reached === state);
      for (const [reached, steps] of WAY.slice(from + 1)) {
        for (const [who, mutation, input] of steps) await must(who, mutation, { workOrderId: id, ...input });
        state = reached;
        if (reached === to) return;
      }
      throw new Error(`an order in state ${state} does not come to ${to}`);
    },
    async close() {
      await deps.feed.close();
      await test.close();
    },
  };
  return world;
}

/** People of two departments, each for its own. */
export const FIRE = principal('property', [PLACE.county], 'p-fire');
export const HOUSING = principal('property', [PLACE.county], 'p-housing');

/** A world with departments of the county: fire brigade, housing, city management. */
export async function departmentsWorld(): Promise<TrackWorld> {
  const world = await trackWorld();
  await world.test.db.pool.query(
    `INSERT INTO party (id, kind, name, grid_code) VALUES ('pt-fire', 'DEPARTMENT', '消防大队', $1),
       ('pt-housing', 'DEPARTMENT', '住建局', $1), ('pt-city', 'DEPARTMENT', '城管局', $1)`,
    [PLACE.county],
  );
  await world.test.db.pool.query(
    `INSERT INTO person (id, title, party_id) VALUES ('p-fire', '消防联络员', 'pt-fire'), ('p-housing', '住建联络员', 'pt-housing')`,
  );
  return world;
}

export interface Clock {
  kind: string;
  holder: string | null;
  state: string;
}

/** State of the clock of a unit. */
export const unitClock = (clocks: Clock[], holder: string) =>
  clocks.find((clock) => clock.kind === 'UNIT' && clock.holder === holder)?.state;
