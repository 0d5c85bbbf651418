import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { communityOf } from '../core/grid.ts';
import { newIncidentId } from '../core/ids.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import {
  dispatchIncident,
  dispatchRise,
  withdrawFalseAlarm,
} from '../subgraphs/workorders/dispatch-incident.ts';
import { createWorkorders } from '../subgraphs/workorders/index.ts';
import { bookWith, profileWithout } from './support/county-book.ts';
import { type TestDb, testDb } from './support/db.ts';
import { ask, governanceDeps, PEOPLE, PLACE, principal, seedPlace } from './support/governance.ts';

let test: TestDb;
let deps: ReturnType<typeof governanceDeps>;
let orders: Subgraph;
const HEAD = { version: 1, nameZh: '本县', nameEn: 'This county' };

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

async function dispatched(type: string, gridCode: string, book: ReturnType<typeof bookWith>) {
  const id = newIncidentId();
  await test.db.pool.query(
    `INSERT INTO incident (id, device_id, channel, type, grid_code, community_code, severity, state, count,
       first_seen_at, last_seen_at, last_alert_id, status, opened_at)
     VALUES ($1, $2, '', $3, $4, $5, 3, 'ACTIVE', 1, now(), now(), 'al_x', 'ACTUAL', now())`,
    [id, `device-${id}`, type, gridCode, communityOf(gridCode)],
  );
  const times = { toldMs: Date.now(), nowMs: Date.now(), zone: 'Asia/Shanghai', book };
  const outcome = await test.db.tx((client) => dispatchIncident(client, id, times));
  const workOrderId = 'workOrderId' in outcome ? outcome.workOrderId : '';
  const { data, codes } = await ask(
    orders,
    principal('operations'),
    `{ workOrder(id: "${workOrderId}") { state rule dispatchExplanation assignee { id } party { id } alarm { reason }
       history { action detail } } }`,
  );
  expect(codes).toEqual([]);
  const helpers = await test.db.pool.query(
    'SELECT party_id, person_id, asked_by FROM order_helper WHERE work_order_id = $1 ORDER BY party_id NULLS LAST, person_id',
    [workOrderId],
  );
  return { id, times, outcome, order: data.workOrder, helpers: helpers.rows };
}

const RULES = (open: Record<string, unknown>) => ({
  ...{ code: 'county', ...HEAD, grids: [PLACE.county] },
  rules: [
    {
      ...{ name: 'county-lift', zh: '本县电梯困人', en: 'lifts of this county' },
      ...{
        when: { types: ['elevator.trapped'] },
        example: { type: 'elevator.trapped', severity: 'critical' },
      },
      open: { profile: 'huaying-demand', matter: 'elevator-rescue', ...open },
    },
  ],
});

describe('the rules of a county', () => {
  it('go before the shipped ones in its grids, call in whom they name, and say so in the order', async () => {
    const helpers = [
      { party: 'DEPARTMENT' },
      { role: 'GRID_HEAD' },
      { role: 'PROPERTY_MANAGER' },
      { role: 'POLICE' },
    ];
    const notes = { zh: '先断电', en: 'cut the power first' };
    const book = bookWith(['DISPATCH', RULES({ ladder: 'property', helpers, notes })]);
    const found = await dispatched('elevator.trapped', PLACE.grid, book);
    expect(found.order).toMatchObject({
      state: 'DISPATCHED',
      rule: 'county-lift',
      assignee: { id: PEOPLE.property.id },
    });
    expect(found.order.dispatchExplanation).toContain('先断电');
    // whoever leads does not help; a role that nobody holds is left out
    expect(found.helpers).toEqual([
      { party_id: 'pt-emergency', person_id: null, asked_by: 'dispatcher' },
      { party_id: null, person_id: PEOPLE.head.id, asked_by: 'dispatcher' },
    ]);
    expect(found.order.history.at(-1).action).toBe('HELPER_ASKED');
    const other = await dispatched('camera.fire', PLACE.grid, book);
    expect(other.order.rule).toBe('fire');
  });

  it('send an order to the organisation that leads when nobody of the ladder is on duty: no alarm', async () => {
    const book = bookWith(
      ['DISPATCH', RULES({ ladder: 'nobody', lead: 'PROPERTY' })],
      ['LADDER', { code: 'nobody', ...HEAD, steps: [{ roles: ['PARTNER'] }] }],
    );
    const found = await dispatched('elevator.trapped', PLACE.grid, book);
    expect(found.outcome.did).toBe('opened');
    expect(found.order).toMatchObject({
      state: 'DISPATCHED',
      assignee: null,
      party: { id: 'pt-property' },
      alarm: null,
    });
    expect(found.order.dispatchExplanation).toContain('派给主办组织（物业服务企业）');
  });

  it('a dry run says to which organisation it would go then', async () => {
    const own = createWorkorders({
      ...deps,
      governance: {
        ...deps.governance,
        current: () =>
          bookWith(
            ['DISPATCH', RULES({ ladder: 'nobody', lead: 'PROPERTY' })],
            ['LADDER', { code: 'nobody', ...HEAD, steps: [{ roles: ['PARTNER'] }] }],
          ),
      },
    });
    const { data, codes } = await ask(
      own,
      principal('operations'),
      'query ($input: PreviewDispatchInput!) { previewDispatch(input: $input) { lead assignee { id } party { id } explanationZh } }',
      { input: { type: 'elevator.trapped', severity: 'CRITICAL', gridCode: PLACE.grid } },
    );
    expect(codes).toEqual([]);
    expect(data.previewDispatch).toMatchObject({
      lead: 'PROPERTY',
      assignee: null,
      party: { id: 'pt-property' },
    });
    expect(data.previewDispatch.explanationZh).toContain('派给主办组织（物业服务企业）');
  });

  it('a profile that cannot be voided or regraded leaves the order as it is, which is no failure', async () => {
    const book = bookWith(
      ['DISPATCH', RULES({ ladder: 'property', profile: 'bare' })],
      profileWithout('bare', 'VOID', 'REGRADE'),
    );
    const { id, times, outcome } = await dispatched('elevator.trapped', PLACE.grid, book);
    expect(outcome.did).toBe('opened');
    const again = (handle: typeof dispatchRise) => test.db.tx((client) => handle(client, id, times));
    await test.db.pool.query('UPDATE work_order SET severity = 1 WHERE profile = $1', ['bare']);
    expect(await again(dispatchRise)).toEqual({ did: 'nothing' });
    await test.db.pool.query('UPDATE incident SET false_alarm = true WHERE id = $1', [id]);
    expect(await again(withdrawFalseAlarm)).toEqual({ did: 'nothing' });
  });

  it('a ladder of the place stands for the one that the rule names', async () => {
    const own = {
      ...{ code: 'desk-first', ...HEAD, applies: { grids: [PLACE.community], matters: ['fire-safety'] } },
      ...{ instead: ['neighbours'], steps: [{ roles: ['COMMUNITY_DUTY'] }] },
    };
    const found = await dispatched('camera.fire', PLACE.microGrid, bookWith(['LADDER', own]));
    expect(found.order.assignee).toEqual({ id: PEOPLE.desk.id });
    const [open] = found.order.history;
    expect(open.detail).toMatchObject({ ladder: 'desk-first@1', document: 'default@1' });
  });

  it('a profile that wants a gate first leaves the order with an alarm that says so', async () => {
    const book = bookWith(['DISPATCH', RULES({ ladder: 'property' })]);
    const profile = book.profiles.at('huaying-demand', Date.now());
    const transitions = profile?.body.transitions.filter(({ action }) => action !== 'DISPATCH');
    const gated = { ...profile?.body, code: 'gated', transitions };
    const withGate = bookWith(
      ['DISPATCH', { ...RULES({ ladder: 'property', profile: 'gated' }) }],
      ['PROFILE', gated],
    );
    const found = await dispatched('elevator.trapped', PLACE.grid, withGate);
    expect(found.order).toMatchObject({ state: 'FILED', assignee: null });
    expect(found.order.alarm.reason).toContain('暂不能派单');
  });
});
