import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { createActions } from '../subgraphs/workorders/actions.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { openOrder } from '../subgraphs/workorders/open.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let orders: Subgraph;

beforeAll(async () => {
  test = await testDb();
  await seedPlace(test.db);
  deps = governanceDeps(test.db);
  orders = createWorkorders(deps);
});

afterAll(async () => {
  await deps.feed.close();
  await test.close();
});

const operations = principal('operations', [''], 'ops-1');
const worker = principal('gridWorker', [PLACE.community], PEOPLE.worker.id);
const community = principal('community', [PLACE.community], PEOPLE.desk.id);

const SHA = 'a'.repeat(64);
const EVIDENCE = [
  { url: 'https://files.example/before.jpg', phase: 'BEFORE' },
  { url: 'https://files.example/after.jpg', phase: 'AFTER', sha256: SHA, kind: 'IMAGE' },
];

const FIELDS = `id caseNumber state stateLabel { zh } live version severity source matter gridCode
  grid { code } assignee { id } party { id } dispatchExplanation allowedActions closedAt
  clocks { kind targetMinutes state stoppedAt } history { version action fromState toState actor reason }`;

/** Does one mutation; gives the order, or the code of the error. */
async function act(who: Principal | null, mutation: string, input: Record<string, unknown>) {
  const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input`;
  const { data, codes, messages } = await ask(
    orders,
    who,
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { workOrder { ${FIELDS} } clientMutationId } }`,
    { input },
  );
  return {
    order: data?.[mutation]?.workOrder ?? null,
    payload: data?.[mutation],
    code: codes[0] ?? null,
    messages,
  };
}

const MATTER = {
  source: 'RESIDENT',
  channel: 'PHONE',
  matter: 'environment',
  title: '楼道堆放杂物',
  gridCode: PLACE.microGrid,
};

/** A report; where it looks like another one, somebody has decided that it is not. */
async function reported(input: Record<string, unknown> = {}) {
  const { order, code } = await act(worker, 'reportMatter', { ...MATTER, ...input });
  expect(code).toBeNull();
  const decided = await act(operations, 'decideDuplicates', { workOrderId: order.id });
  return decided.order;
}

/** An order that has come as far as `FEEDBACK`, handled by the micro-grid's worker. */
async function handled() {
  const { id: workOrderId } = await reported();
  for (const [who, mutation, more] of [
    [community, 'acceptWorkOrder', {}],
    [community, 'dispatchWorkOrder', {}],
    [worker, 'takeWorkOrder', {}],
    [worker, 'startWork', {}],
    [worker, 'giveFeedback', { note: '已清理', evidence: EVIDENCE }],
  ] as const) {
    expect((await act(who, mutation, { workOrderId, ...more })).code).toBeNull();
  }
  return workOrderId;
}

describe('a work order', () => {
  it('lives from report to rating, and every step is told', async () => {
    const cursor = await deps.feed.latest();
    const { order: first } = await act(worker, 'reportMatter', MATTER);
    expect(first).toMatchObject({
      state: 'REPORTED',
      stateLabel: { zh: '小区发现' },
      live: true,
      version: 1,
      severity: 'MINOR',
      grid: { code: PLACE.microGrid },
      history: [
        { version: 1, action: 'OPEN', fromState: null, toState: 'REPORTED', actor: PEOPLE.worker.id },
      ],
    });
    expect(first.caseNumber).toMatch(/^E0601\d{8}0001$/);
    expect(first.clocks.map((clock: { kind: string; state: string }) => [clock.kind, clock.state])).toEqual([
      ['RESPOND', 'RUNNING'],
      ['REPORT_BACK', 'RUNNING'],
    ]);

    const workOrderId = first.id;
    const steps: [Principal, string, Record<string, unknown>, string][] = [
      [community, 'acceptWorkOrder', {}, 'ACCEPTED'],
      [community, 'dispatchWorkOrder', {}, 'DISPATCHED'],
      [worker, 'takeWorkOrder', {}, 'TAKEN'],
      [worker, 'startWork', {}, 'IN_PROGRESS'],
      [worker, 'requestSuspension', { reason: '等待部门', until: '2200-01-01T00:00:00Z' }, 'IN_PROGRESS'],
      [community, 'suspendWork', {}, 'SUSPENDED'],
      [worker, 'resumeWork', {}, 'IN_PROGRESS'],
      [worker, 'giveFeedback', { note: '已清理', evidence: EVIDENCE }, 'FEEDBACK'],
      [community, 'checkWork', { pass: false, note: '仍有杂物' }, 'REWORK'],
      [worker, 'startWork', {}, 'IN_PROGRESS'],
      [worker, 'giveFeedback', { note: '再次清理', evidence: EVIDENCE }, 'FEEDBACK'],
      [community, 'checkWork', { pass: true }, 'CHECKING'],
      [community, 'closeWorkOrder', { note: '已解决' }, 'CLOSED'],
      [worker, 'rateWorkOrder', { stars: 2, comment: '太慢' }, 'RATED'],
      [worker, 'reopenWorkOrder', { reason: '又堆了' }, 'REOPENED'],
      [operations, 'voidWorkOrder', { reason: '重复' }, 'VOIDED'],
    ];
    let last = first;
    for (const [who, mutation, input, state] of steps) {
      const { order, code, messages } = await act(who, mutation, { workOrderId, ...input });
      expect([mutation, code, messages]).toEqual([mutation, null, []]);
      expect([mutation, order.state]).toEqual([mutation, state]);
      if (state === 'DISPATCHED') {
        expect(order.assignee).toEqual({ id: PEOPLE.worker.id });
        expect(order.dispatchExplanation).toContain(PEOPLE.worker.title);
        expect(order.dispatchExplanation).toContain('邻管家空缺');
        expect(order.dispatchExplanation).toContain('sent to');
      }
      if (state === 'CLOSED') {
        const stands = (clock: { kind: string; state: string }) => `${clock.kind} ${clock.state}`;
        expect(order.clocks.map(stands)).toEqual([
          'RESPOND MET',
          'REPORT_BACK MET',
          'HANDLE MET',
          'UNIT MET',
          // checked twice, with the rework between
          'CHECK MET',
          'CHECK MET',
          'RATE RUNNING',
        ]);
        expect(order.closedAt).not.toBeNull();
      }
      last = order;
    }
    expect(last.live).toBe(false);
    expect(last.history.map((event: { version: number }) => event.version)).toEqual(
      Array.from({ length: last.version }, (_, n) => n + 1),
    );
    expect(last.history[2]).toMatchObject({ action: 'FILE', fromState: 'ACCEPTED', toState: 'FILED' });

    const stop = new AbortController();
    const changes: string[] = [];
    for await (const { event } of deps.feed.tail({ after: cursor, signal: stop.signal })) {
      if (event.topic !== 'workOrder' || event.workOrderId !== workOrderId) continue;
      changes.push(`${event.change} ${event.state}`);
      if (event.state === 'VOIDED') break;
    }
    stop.abort();
    expect(changes).toEqual([
      'OPENED REPORTED',
      ...steps.flatMap(([, mutation, , state]) =>
        mutation === 'dispatchWorkOrder'
          ? ['TRANSITIONED FILED', 'ASSIGNED DISPATCHED']
          : [`TRANSITIONED ${state}`],
      ),
    ]);
  });

  it('is not checked by whoever handled it, and does not offer it', async () => {
    const workOrderId = await handled();
    const both = { ...community, subject: PEOPLE.worker.id };
    expect((await act(both, 'checkWork', { workOrderId, pass: true })).code).toBe('FOUR_EYES');
    const offered = async (who: Principal) =>
      (await ask(orders, who, `{ workOrder(id: "${workOrderId}") { allowedActions } }`)).data.workOrder
        .allowedActions;
    expect(await offered(both)).not.toContain('CHECK_PASS');
    expect(await offered(community)).toEqual(expect.arrayContaining(['CHECK_PASS', 'CHECK_FAIL']));
    expect(await offered(principal('viewer'))).toEqual([]);
    expect((await act(community, 'checkWork', { workOrderId, pass: true })).code).toBeNull();
  });

  it('refuses what its state does not allow, with the state and the action', async () => {
    const { id: workOrderId } = await reported();
    const { code, messages } = await act(worker, 'startWork', { workOrderId });
    expect(code).toBe('ILLEGAL_TRANSITION');
    expect(messages[0]).toContain('REPORTED');
    expect((await act(community, 'rejectMatter', { workOrderId, reason: '不属本社区' })).order.state).toBe(
      'REJECTED',
    );
    expect((await act(operations, 'voidWorkOrder', { workOrderId, reason: '重复' })).code).toBe(
      'ILLEGAL_TRANSITION',
    );
  });

  it('refuses a caller who saw another version, and one of two at once', async () => {
    const { id: workOrderId, version } = await reported();
    expect((await act(community, 'acceptWorkOrder', { workOrderId, expectedVersion: 7 })).code).toBe(
      'CONFLICT',
    );
    const two = await Promise.all(
      [1, 2].map(() => act(community, 'acceptWorkOrder', { workOrderId, expectedVersion: version })),
    );
    expect(two.map(({ code }) => code).sort()).toEqual(['CONFLICT', null]);
  });

  it('changes nothing when a step fails half way', async () => {
    const { id: workOrderId } = (await act(operations, 'reportMatter', { ...MATTER, gridCode: PLACE.city }))
      .order;
    await act(operations, 'decideDuplicates', { workOrderId });
    await act(operations, 'acceptWorkOrder', { workOrderId });
    // filed first, then nobody is on duty at the city
    const { code } = await act(operations, 'dispatchWorkOrder', { workOrderId });
    expect(code).toBe('BAD_USER_INPUT');
    const { data } = await ask(
      orders,
      operations,
      `{ workOrder(id: "${workOrderId}") { state version history { action } } }`,
    );
    expect(data.workOrder).toEqual({
      state: 'ACCEPTED',
      version: 3,
      history: [{ action: 'OPEN' }, { action: 'DUPLICATES_DECIDED' }, { action: 'ACCEPT' }],
    });
  });

  it('goes to a named person who serves its grid, and to no other', async () => {
    const { id: workOrderId } = await reported();
    await act(community, 'acceptWorkOrder', { workOrderId });
    const dispatch = (personId: string) =>
      act(community, 'dispatchWorkOrder', { workOrderId, personId, reason: '专业维修' });
    expect((await dispatch(PEOPLE.otherWorker.id)).code).toBe('BAD_USER_INPUT');
    expect((await dispatch('nobody')).code).toBe('BAD_USER_INPUT');
    const { order } = await dispatch(PEOPLE.property.id);
    expect(order).toMatchObject({ assignee: { id: PEOPLE.property.id }, party: { id: 'pt-property' } });
    expect(order.dispatchExplanation).toContain('专业维修');
    // somebody nearer takes it: it is theirs
    expect((await act(worker, 'takeWorkOrder', { workOrderId })).order.assignee).toEqual({
      id: PEOPLE.worker.id,
    });
    const back = await act(worker, 'requestReturn', { workOrderId, reason: '需专业人员' });
    expect(back.order.state).toBe('RETURN_REQUESTED');
    expect((await dispatch(PEOPLE.property.id)).order.state).toBe('DISPATCHED');
  });

  it('gets back exactly the time that a suspension took', async () => {
    const HOUR = 3_600_000;
    const began = Date.now() - 5 * HOUR;
    const at = (hours: number, who: Principal = worker) =>
      createActions(deps, who, () => began + hours * HOUR);
    const matter = {
      source: 'RESIDENT',
      matter: 'environment',
      title: '等料',
      gridCode: PLACE.microGrid,
    } as const;
    const { id: workOrderId } = await at(0).report({ ...matter, channel: 'PHONE', severity: 'minor' });
    await at(0, community).accept({ workOrderId });
    await at(0, community).dispatch({ workOrderId });
    await at(0).take({ workOrderId });
    const due = async () => {
      const { data } = await ask(
        orders,
        worker,
        `{ workOrder(id: "${workOrderId}") { clocks { kind dueAt } } }`,
      );
      const clock = data.workOrder.clocks.find(({ kind }: { kind: string }) => kind === 'HANDLE');
      return Date.parse(clock.dueAt);
    };
    const before = await due();
    await at(0.5).requestSuspension({ workOrderId, reason: '等料', until: new Date(began + 9 * HOUR) });
    await at(1, community).suspend({ workOrderId });
    await at(2).resume({ workOrderId });
    expect((await due()) - before).toBe(HOUR);
  });

  it('keeps the evidence as references, and refuses what is none', async () => {
    const workOrderId = await handled();
    const { data } = await ask(
      orders,
      worker,
      `{ workOrder(id: "${workOrderId}") { history { action detail } } }`,
    );
    expect(data.workOrder.history.at(-1)).toEqual({
      action: 'FEEDBACK',
      detail: {
        evidence: [
          expect.objectContaining({ ...EVIDENCE[0], sha256: null, kind: 'IMAGE' }),
          expect.objectContaining(EVIDENCE[1]),
        ],
      },
    });
    for (const evidence of [
      [],
      [EVIDENCE[0]],
      [{ url: 'javascript:alert(1)', phase: 'AFTER' }],
      [{ url: 'https://x', phase: 'AFTER', sha256: 'zz' }],
    ]) {
      const next = await reported();
      await act(community, 'acceptWorkOrder', { workOrderId: next.id });
      await act(community, 'dispatchWorkOrder', { workOrderId: next.id });
      await act(worker, 'takeWorkOrder', { workOrderId: next.id });
      await act(worker, 'startWork', { workOrderId: next.id });
      const { code } = await act(worker, 'giveFeedback', { workOrderId: next.id, note: '好了', evidence });
      expect(code).toMatch(/^(BAD_USER_INPUT|EVIDENCE_REFUSED)$/);
    }
  });
});

describe('reports', () => {
  it('give the client its own id back', async () => {
    const { payload } = await act(worker, 'reportMatter', { ...MATTER, clientMutationId: 'c1' });
    expect(payload.clientMutationId).toBe('c1');
  });

  it.each([
    [{ source: 'INCIDENT' }, 'BAD_USER_INPUT'],
    [{ title: '  ' }, 'BAD_USER_INPUT'],
    [{ title: 'x'.repeat(201) }, 'BAD_USER_INPUT'],
    [{ matter: "a'b" }, 'BAD_USER_INPUT'],
    [{ gridCode: '12' }, 'BAD_USER_INPUT'],
    [{ gridCode: PLACE.otherGrid }, 'OUT_OF_SCOPE'],
    [{ gridCode: `${PLACE.community}999` }, 'NOT_FOUND'],
    [{ description: 'a\0b' }, 'BAD_USER_INPUT'],
  ])('with %o are refused as %s', async (input, code) => {
    expect((await act(worker, 'reportMatter', { ...MATTER, ...input })).code).toBe(code);
  });

  it('made at once by many get case numbers without gap or duplicate', async () => {
    const report = () => act(worker, 'reportMatter', { ...MATTER, matter: 'public-order' });
    const made = await Promise.all(Array.from({ length: 20 }, report));
    const serials = made
      .map(({ order: { caseNumber } }) => Number(caseNumber.slice(-4)))
      .sort((a, b) => a - b);
    expect(serials).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  it('keep hostile text as it is', async () => {
    const title = `'; DROP TABLE work_order; -- "\\ \n{}`;
    const { id } = await reported({ title });
    const { data } = await ask(orders, worker, `{ workOrder(id: "${id}") { title } }`);
    expect(data.workOrder.title).toBe(title);
  });
});

describe('rights and scope', () => {
  it('a viewer changes nothing, and nobody without a token sees anything', async () => {
    const { id: workOrderId } = await reported();
    expect((await act(principal('viewer'), 'takeWorkOrder', { workOrderId })).code).toBe('FORBIDDEN');
    expect((await act(worker, 'acceptWorkOrder', { workOrderId })).code).toBe('FORBIDDEN');
    expect((await act(null, 'takeWorkOrder', { workOrderId })).code).toBe('UNAUTHENTICATED');
  });

  it('what lies outside the scope is null, is not listed and cannot be changed', async () => {
    const { id: workOrderId } = await reported();
    const elsewhere = principal('operations', [PLACE.otherCommunity]);
    const { data, codes } = await ask(
      orders,
      elsewhere,
      `query ($refs: [_Any!]!) { workOrder(id: "${workOrderId}") { id } workOrders { nodes { id } totalCount }
        _entities(representations: $refs) { ... on WorkOrder { id } ... on Grid { workOrders { nodes { id } } } } }`,
      {
        refs: [
          { __typename: 'WorkOrder', id: workOrderId },
          { __typename: 'Grid', code: PLACE.grid },
        ],
      },
    );
    expect(codes).toEqual([]);
    expect(data).toEqual({
      workOrder: null,
      workOrders: { nodes: [], totalCount: 0 },
      _entities: [null, { workOrders: { nodes: [] } }],
    });
    expect((await act(elsewhere, 'acceptWorkOrder', { workOrderId })).code).toBe('NOT_FOUND');
    expect((await act(operations, 'acceptWorkOrder', { workOrderId: 'a\0b' })).code).toBe('NOT_FOUND');
  });
});

describe('lists', () => {
  const LIST = `query ($filter: WorkOrderFilter, $first: Int, $after: String) {
    workOrders(filter: $filter, first: $first, after: $after) {
      nodes { id createdAt } totalCount pageInfo { hasNextPage endCursor } } }`;

  it('are gone through page by page, newest first, each order once', async () => {
    for (let n = 0; n < 5; n++) await reported({ matter: 'water-leak' });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await ask(orders, worker, LIST, { first: 2, after, filter: { gridCode: PLACE.grid } });
      seen.push(...data.workOrders.nodes.map((node: { id: string }) => node.id));
      after = data.workOrders.pageInfo.hasNextPage ? data.workOrders.pageInfo.endCursor : null;
    } while (after !== null);
    const { rows } = await test.db.pool.query(
      'SELECT id FROM work_order WHERE grid_code LIKE $1 ORDER BY created_at DESC, id DESC',
      [`${PLACE.grid}%`],
    );
    expect(seen).toEqual(rows.map(({ id }) => id));
  });

  it.each([
    ['states', { states: ['VOIDED'] }, "state = 'VOIDED'"],
    ['live', { live: true }, 'closed_at IS NULL'],
    ['ended', { live: false }, 'closed_at IS NOT NULL'],
    ['assignee', { assigneeId: PEOPLE.worker.id }, `assignee_id = '${PEOPLE.worker.id}'`],
    ['severity', { minSeverity: 'MAJOR' }, 'severity >= 2'],
    ['sources', { sources: ['PATROL', 'HOTLINE_12345'] }, "source IN ('PATROL', 'HOTLINE_12345')"],
    ['opened before', { to: '2020-01-01T00:00:00Z' }, "created_at < '2020-01-01'"],
    ['case number', { search: 'e0601' }, "case_number ILIKE '%E0601%'"],
    ['wildcards in the case number as they are', { search: '%' }, 'false'],
    ['elsewhere', { gridCode: PLACE.otherCommunity }, `grid_code LIKE '${PLACE.otherCommunity}%'`],
  ])('are narrowed by %s', async (_, filter, where) => {
    await reported({ source: 'PATROL', severity: 'MAJOR' });
    const { data, codes } = await ask(orders, operations, LIST, { filter, first: 500 });
    expect(codes).toEqual([]);
    const { rows } = await test.db.pool.query(`SELECT id FROM work_order WHERE ${where}`);
    expect(data.workOrders.nodes.map((node: { id: string }) => node.id).sort()).toEqual(
      rows.map(({ id }) => id).sort(),
    );
    expect(data.workOrders.totalCount).toBe(rows.length);
  });

  it('LA-11 一网统管: every source of task stands in the one list, and is told apart in it', async () => {
    const told = ['RESIDENT', 'PATROL', 'HOTLINE_12345', 'PROPERTY', 'SUPERIOR', 'SUPERVISION'];
    const made = new Map<string, string>();
    for (const source of told) made.set(source, (await reported({ source, title: `来自 ${source}` })).id);
    // these two are opened by devices and by schedules, through the same door
    for (const source of ['INCIDENT', 'RECURRING_DUTY'] as const) {
      const order = await test.db.tx((client) =>
        openOrder(
          client,
          {
            ...{ state: 'FILED', profile: 'renshou-response', source, matter: 'environment', title: source },
            ...{ description: null, severity: 'minor', gridCode: PLACE.microGrid, rule: null },
            ...{ explanation: '测试', reportedBy: null, actor: 'test', detail: null },
            ...{ clocksFromMs: Date.now(), atMs: Date.now(), zone: 'Asia/Shanghai' },
          },
          deps.governance.current(),
        ),
      );
      made.set(source, order.id);
    }
    const list = `query ($filter: WorkOrderFilter) { workOrders(filter: $filter, first: 500) { nodes { id source } } }`;
    const all = await ask(orders, worker, list, { filter: { gridCode: PLACE.grid } });
    const found = new Map<string, string>(
      all.data.workOrders.nodes.map(({ id, source }: { id: string; source: string }) => [id, source]),
    );
    for (const [source, id] of made) {
      expect(found.get(id)).toBe(source);
      const own = await ask(orders, worker, list, { filter: { gridCode: PLACE.grid, sources: [source] } });
      expect(own.data.workOrders.nodes).toContainEqual({ id, source });
      expect(own.data.workOrders.nodes.every((node: { source: string }) => node.source === source)).toBe(
        true,
      );
    }
  });

  it('refuse a cursor that is none of ours', async () => {
    expect((await ask(orders, worker, LIST, { after: 'x' })).codes).toEqual(['BAD_CURSOR']);
    expect((await ask(orders, worker, LIST, { first: 501 })).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('refuse a range turned round', async () => {
    const filter = { from: '2026-11-21T00:00:00Z', to: '2026-11-20T00:00:00Z' };
    expect((await ask(orders, worker, LIST, { filter })).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('of a grid hold what lies below it; of a person what is with that person', async () => {
    const { data } = await ask(
      orders,
      operations,
      `query ($refs: [_Any!]!) { _entities(representations: $refs) {
        ... on Grid { workOrders(first: 500) { totalCount nodes { gridCode } } }
        ... on Person { workOrders(first: 500, states: [IN_PROGRESS]) { totalCount nodes { state assignee { id } } } } } }`,
      {
        refs: [
          { __typename: 'Grid', code: PLACE.grid },
          { __typename: 'Person', id: PEOPLE.worker.id },
        ],
      },
    );
    const [grid, person] = data._entities;
    expect(grid.workOrders.totalCount).toBeGreaterThan(10);
    expect(new Set(grid.workOrders.nodes.map((node: { gridCode: string }) => node.gridCode))).toEqual(
      new Set([PLACE.microGrid]),
    );
    expect(person.workOrders.totalCount).toBe(person.workOrders.nodes.length);
    expect(person.workOrders.nodes[0]).toEqual({ state: 'IN_PROGRESS', assignee: { id: PEOPLE.worker.id } });
  });
});

describe('changes', () => {
  it('are found by their cursor, by those who may see the order', async () => {
    const cursor = await deps.feed.latest();
    const { id } = await reported();
    const stop = new AbortController();
    for await (const row of deps.feed.tail({ after: cursor, signal: stop.signal })) {
      if (row.event.topic !== 'workOrder' || row.event.workOrderId !== id) continue;
      const query =
        'query ($cursor: String!) { workOrderChange(cursor: $cursor) { cursor change workOrder { id state } } }';
      const { data } = await ask(orders, worker, query, { cursor: row.cursor });
      expect(data.workOrderChange).toEqual({
        cursor: row.cursor,
        change: 'OPENED',
        workOrder: { id, state: 'REPORTED' },
      });
      const elsewhere = principal('operations', [PLACE.otherCommunity]);
      expect((await ask(orders, elsewhere, query, { cursor: row.cursor })).data.workOrderChange).toBeNull();
      expect((await ask(orders, worker, query, { cursor: 'x' })).codes).toEqual(['BAD_CURSOR']);
      break;
    }
    stop.abort();
  });
});

describe('batching', () => {
  it('asks the same number of queries for one order as for fifty', async () => {
    for (let n = 0; n < 50; n++) await reported();
    const { rows } = await test.db.pool.query('SELECT id FROM work_order ORDER BY created_at DESC LIMIT 50');
    const ids: string[] = rows.map(({ id }) => id);
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
      ... on WorkOrder { caseNumber clocks { dueAt } history { at } events(first: 2) { nodes { at } } allowedActions incidents { id } grid { code } }
      ... on Incident { workOrder { id } ofIncident: workOrders { id clocks { state } } }
      ... on Grid { workOrders(first: 3) { totalCount nodes { id history { at } } } }
      ... on Person { workOrders(first: 3) { nodes { id } } } } }`;
    const count = async (n: number) => {
      let queries = 0;
      const end = test.db.onQuery(() => {
        queries++;
      });
      const refs = ids.slice(0, n).flatMap((id, at) => [
        { __typename: 'WorkOrder', id },
        { __typename: 'Incident', id: `inc-${at}` },
        { __typename: 'Grid', code: `${PLACE.community}${100 + at}` },
        { __typename: 'Person', id: `p-${at}` },
      ]);
      const { codes } = await ask(orders, operations, query, { refs });
      end();
      expect(codes).toEqual([]);
      return queries;
    };
    const one = await count(1);
    expect(await count(50)).toBe(one);
    expect(one).toBeLessThanOrEqual(16);
  });
});
