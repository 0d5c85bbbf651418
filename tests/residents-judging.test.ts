import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../runtime/audit.ts';
import { createResidents } from '../subgraphs/residents/index.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { bookWith, profileWithout } from './support/county-book.ts';
import { ask, PLACE, principal } from './support/governance.ts';
import {
  act,
  HANDLED,
  REPORT,
  type ResidentsWorld,
  residentsWorld,
  STATUS,
  until,
} from './support/residents.ts';

let world: ResidentsWorld;

beforeAll(async () => {
  world = await residentsWorld();
});
afterAll(() => world.close());

describe('the reporter judges (AQ-05 群众评事)', () => {
  it('rates when it is closed, reopens when unhappy, within the window', async () => {
    const key = await world.submit();
    const rating = { ...key, stars: 2, comment: '没有清干净' };
    const refused = [
      await ask(world.residents, null, act('rateReport'), { input: rating }),
      await ask(world.residents, null, act('reopenReport'), { input: { ...key, reason: '还有垃圾' } }),
    ];
    for (const { codes, messages } of refused) {
      expect([codes, messages]).toEqual([['BAD_USER_INPUT'], [expect.stringContaining('not closed yet')]]);
      expect(messages.join(' ')).not.toMatch(/wo_|allowedActions|work order/i);
    }
    await world.staff(key.caseNumber, ...HANDLED);
    expect(await world.status(key)).toMatchObject({ stage: 'CLOSED', canRate: true, canReopen: true });
    const rated = await ask(world.residents, null, act('rateReport'), { input: rating });
    expect(rated.data.rateReport.status).toMatchObject({ stage: 'CLOSED', rating: { stars: 2 } });
    const reopen = { input: { ...key, reason: '还有垃圾' } };
    expect(
      (await ask(world.residents, null, act('reopenReport'), { input: { ...key, reason: ' ' } })).codes,
    ).toEqual(['BAD_USER_INPUT']);
    const reopened = await ask(world.residents, null, act('reopenReport'), reopen);
    expect(reopened.data.reopenReport.status).toMatchObject({ stage: 'ACCEPTED', canReopen: false });
    const { rows } = await world.test.db.pool.query(
      `SELECT e.action, e.actor FROM work_order_event e JOIN work_order w ON w.id = e.work_order_id
       WHERE w.case_number = $1 AND e.action IN ('RATE', 'REOPEN') ORDER BY e.version`,
      [key.caseNumber],
    );
    expect(rows).toEqual([
      { action: 'RATE', actor: `reporter:${key.caseNumber}` },
      { action: 'REOPEN', actor: `reporter:${key.caseNumber}` },
    ]);
  });

  it('not after the window', async () => {
    const key = await world.submit();
    const closedAt = Date.now() - 40 * 86_400_000;
    await world.staff(key.caseNumber, ...HANDLED.map((step) => ({ ...step, atMs: closedAt })));
    expect(await world.status(key)).toMatchObject({ stage: 'CLOSED', canReopen: false });
    const late = await ask(world.residents, null, act('reopenReport'), { input: { ...key, reason: '还有' } });
    // in a resident's words, with the day, and no step or id of the order
    expect(late.codes).toEqual(['BAD_USER_INPUT']);
    expect(late.messages[0]).toMatch(/it could be reopened until \d{4}-\d{2}-\d{2}/);
    expect(late.messages[0]).not.toMatch(/wo_|workOrderId|work order/i);
    expect(await world.status(key)).toMatchObject({ stage: 'CLOSED' });
  });

  it('withdraws: an order that nobody took on ends with it, and its contact is forgotten', async () => {
    const key = await world.submit({ ...REPORT, contact: { phone: '13812345678' } });
    const gone = await ask(world.residents, null, act('withdrawReport'), { input: key });
    expect(gone.data.withdrawReport.status).toMatchObject({ stage: 'WITHDRAWN' });
    const taken = await world.submit({ ...REPORT, contact: { phone: '13812345678' } });
    await world.staff(taken.caseNumber, ...until('TAKE'));
    await ask(world.residents, null, act('withdrawReport'), { input: taken });
    const { rows } = await world.test.db.pool.query(
      `SELECT w.state, (SELECT count(*)::int FROM report_contact c WHERE c.report_id = r.id) AS contacts
       FROM report r JOIN work_order w ON w.id = r.work_order_id WHERE r.case_number = ANY($1) ORDER BY w.state`,
      [[key.caseNumber, taken.caseNumber]],
    );
    expect(rows).toEqual([
      { state: 'TAKEN', contacts: 0 },
      { state: 'VOIDED', contacts: 0 },
    ]);
    expect(await world.status(taken)).toMatchObject({ stage: 'WITHDRAWN', canWithdraw: false });
  });

  it('a turned-down report says why, without numbers', async () => {
    const key = await world.submit();
    await world.staff(key.caseNumber, {
      action: 'REJECT',
      input: { reason: '不属本辖区，请致电 028-12345678' },
    });
    const shown = await world.status(key);
    expect(shown).toMatchObject({ stage: 'NOT_ACCEPTED', canRate: false });
    expect(shown.rejectedBecause).toMatch(/^不属本辖区，请致电 \*+$/);
  });
});

describe('many at once on one report', () => {
  it('ten actors leave a history without gaps, and every refusal has its reason', async () => {
    for (let round = 0; round < 5; round += 1) {
      const key = await world.submit({ ...REPORT, contact: { phone: '13812345678' } });
      await world.staff(key.caseNumber, ...(round % 2 === 0 ? HANDLED : until('START')));
      const calls = [
        ...[1, 2, 3, 4].map((stars) => ['rateReport', { ...key, stars }] as const),
        ...['a', 'b', 'c'].map((reason) => ['reopenReport', { ...key, reason }] as const),
        ...[1, 2, 3].map(() => ['withdrawReport', key] as const),
      ];
      const answers = await Promise.all(
        calls.map(([name, input]) => ask(world.residents, null, act(name), { input })),
      );
      const codes = new Set(answers.flatMap((answer) => answer.codes));
      expect([...codes].filter((code) => code !== 'ILLEGAL_TRANSITION' && code !== 'BAD_USER_INPUT')).toEqual(
        [],
      );
      const { rows } = await world.test.db.pool.query(
        `SELECT w.version, w.state, array_agg(e.version ORDER BY e.version) AS versions,
           count(*) FILTER (WHERE e.action = 'RATE')::int AS rated,
           count(*) FILTER (WHERE e.action = 'REOPEN')::int AS reopened
         FROM work_order w JOIN work_order_event e ON e.work_order_id = w.id WHERE w.case_number = $1 GROUP BY w.id`,
        [key.caseNumber],
      );
      const [order] = rows;
      expect(order.versions).toEqual(Array.from({ length: order.version }, (_, index) => index + 1));
      expect(order.rated).toBeLessThanOrEqual(1);
      expect(order.reopened).toBeLessThanOrEqual(1);
    }
    expect(await verifyAudit(world.test.db.pool)).toMatchObject({ sound: true });
  });
});

describe('reports that were merged', () => {
  it('keep their own secrets and follow the order that they were merged into', async () => {
    const parent = await world.submit();
    const [first, second] = [
      await world.submit(),
      await world.submit({ ...REPORT, channel: 'HOTLINE_12345' }),
    ];
    const { rows } = await world.test.db.pool.query('SELECT id FROM work_order WHERE case_number = $1', [
      parent.caseNumber,
    ]);
    const mergeInto = String(rows[0]?.id);
    const merge = `mutation ($input: MergeWorkOrderInput!) { mergeWorkOrder(input: $input) { workOrder { state } } }`;
    const workorders = createWorkorders(world.deps);
    for (const child of [first, second]) {
      const own = await world.test.db.pool.query('SELECT id FROM work_order WHERE case_number = $1', [
        child.caseNumber,
      ]);
      const input = { workOrderId: own.rows[0]?.id, intoId: mergeInto, reason: '同一事项' };
      expect((await ask(workorders, principal('operations'), merge, { input })).messages).toEqual([]);
      const shown = await world.status(child);
      expect(shown).toMatchObject({ stage: 'RECEIVED', merged: true, canRate: false });
      expect(shown.notices[0].text.zh).toContain(parent.caseNumber);
    }
    await world.staff(parent.caseNumber, { action: 'ACCEPT' });
    expect(await world.status(first)).toMatchObject({ stage: 'ACCEPTED' });
    await world.staff(parent.caseNumber, ...HANDLED.slice(1));
    for (const child of [first, second]) {
      const shown = await world.status(child);
      expect(shown).toMatchObject({
        caseNumber: child.caseNumber,
        stage: 'CLOSED',
        merged: true,
        canRate: true,
      });
      expect(shown.steps.map((step: { label: { zh: string } }) => step.label.zh)).toContain('结案');
    }
    // the secret of one opens none of the others
    expect((await ask(world.residents, null, STATUS, { ...first, secret: second.secret })).codes).toEqual([
      'NOT_FOUND',
    ]);
    for (const [key, stars] of [[first, 5] as const, [second, 2] as const]) {
      const rated = await ask(world.residents, null, act('rateReport'), { input: { ...key, stars } });
      expect(rated.data.rateReport.status.rating).toEqual({ stars });
    }
    const entity = await ask(
      world.residents,
      principal('community', [PLACE.community]),
      `query ($id: ID!) { _entities(representations: [{ __typename: "WorkOrder", id: $id }]) { ... on WorkOrder {
         reports { caseNumber channel rating { stars } } satisfaction { stars ratings } } } }`,
      { id: mergeInto },
    );
    expect(entity.data._entities[0]).toEqual({
      reports: [
        { caseNumber: parent.caseNumber, channel: 'WECHAT', rating: null },
        { caseNumber: first.caseNumber, channel: 'WECHAT', rating: { stars: 5 } },
        { caseNumber: second.caseNumber, channel: 'HOTLINE_12345', rating: { stars: 2 } },
      ],
      satisfaction: { stars: 3.5, ratings: 2 },
    });
    // unhappy alone: only this reporter's own order opens again
    await ask(world.residents, null, act('reopenReport'), { input: { ...second, reason: '仍未解决' } });
    expect(await world.status(second)).toMatchObject({ stage: 'ACCEPTED', merged: false });
    expect(await world.status(first)).toMatchObject({ stage: 'CLOSED', merged: true });
  });
});

describe('a method of work that knows no rating and no reopening', () => {
  it('is told to its reporters in their words, and offered by nothing', async () => {
    const key = await world.submit();
    await world.staff(key.caseNumber, ...HANDLED);
    const residents = createResidents({
      ...world.deps,
      governance: {
        ...world.deps.governance,
        current: () => bookWith(profileWithout('bare', 'RATE', 'REOPEN')),
      },
    });
    await world.test.db.pool.query(
      "UPDATE work_order SET profile = 'bare', profile_version = 1 WHERE case_number = $1",
      [key.caseNumber],
    );
    const shown = await ask(residents, null, STATUS, key);
    expect(shown.data.reportStatus).toMatchObject({
      stage: 'CLOSED',
      canRate: false,
      canReopen: false,
      reopenUntil: null,
    });
    for (const [name, more] of [
      ['rateReport', { stars: 5 }],
      ['reopenReport', { reason: '还有' }],
    ] as const) {
      const { codes, messages } = await ask(residents, null, act(name), { input: { ...key, ...more } });
      expect([codes, messages]).toEqual([['BAD_USER_INPUT'], [expect.stringContaining('has no way to')]]);
    }
  });
});

it('the reports of an order are those of grids that one sees, also when it was merged from above', async () => {
  const own = await world.submit({ ...REPORT, description: '三号楼' });
  const above = await world.submit({ ...REPORT, gridCode: PLACE.community, description: '社区' });
  const idOf = async ({ caseNumber }: { caseNumber: string }) => {
    const { rows } = await world.test.db.pool.query('SELECT id FROM work_order WHERE case_number = $1', [
      caseNumber,
    ]);
    return String(rows[0]?.id);
  };
  const merge =
    'mutation ($input: MergeWorkOrderInput!) { mergeWorkOrder(input: $input) { workOrder { state } } }';
  const input = { workOrderId: await idOf(above), intoId: await idOf(own), reason: '同一事项' };
  expect(
    (await ask(createWorkorders(world.deps), principal('operations'), merge, { input })).messages,
  ).toEqual([]);
  const REPORTS = `query ($id: ID!) { _entities(representations: [{ __typename: "WorkOrder", id: $id }]) { ... on WorkOrder {
    reports { caseNumber } satisfaction { ratings } } } }`;
  const seen = async (grid: string) => {
    const { data } = await ask(world.residents, principal('community', [grid]), REPORTS, {
      id: input.intoId,
    });
    return data._entities[0].reports.map(({ caseNumber }: { caseNumber: string }) => caseNumber);
  };
  expect(await seen(PLACE.community)).toEqual([own.caseNumber, above.caseNumber]);
  expect(await seen(PLACE.microGrid)).toEqual([own.caseNumber]);
});
