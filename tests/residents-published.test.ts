import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAudit } from '../runtime/audit.ts';
import { maintain } from '../runtime/maintenance.ts';
import { ask, PLACE, principal } from './support/governance.ts';
import { channel, REPORT, type ResidentsWorld, residentsWorld } from './support/residents.ts';

let world: ResidentsWorld;

beforeAll(async () => {
  world = await residentsWorld();
});
afterAll(() => world.close());

describe('what is published (公示)', () => {
  const LIST = `query ($filter: PublicWorkOrderFilter) { publicWorkOrders(filter: $filter, first: 1000) { nodes {
    caseNumber stage matterCode place { code name longitude latitude } stars notes { text } } } }`;

  it('are orders of matters that are marked so, at the unit grid and without words of people', async () => {
    const shown = await world.submit({ ...REPORT, description: '张三 13812345678' });
    const hidden = await world.submit({ ...REPORT, matter: 'noise' });
    const rejected = await world.submit();
    await world.staff(rejected.caseNumber, { action: 'REJECT', input: { reason: '重复' } });
    const answer = await ask(world.residents, null, LIST, { filter: { gridCode: PLACE.community } });
    const numbers = answer.data.publicWorkOrders.nodes.map((node: { caseNumber: string }) => node.caseNumber);
    expect(numbers).toContain(shown.caseNumber);
    expect(numbers).not.toContain(hidden.caseNumber);
    expect(numbers).not.toContain(rejected.caseNumber);
    expect(JSON.stringify(answer.data)).not.toMatch(/张三|138123|wo_|51142100100100100101/);
    const other = await ask(world.residents, null, LIST, { filter: { gridCode: PLACE.otherCommunity } });
    expect(other.data.publicWorkOrders.nodes).toEqual([]);
    const forged = await ask(world.residents, null, LIST, { filter: { matters: ['noise', 'dispute'] } });
    expect(forged.data.publicWorkOrders.nodes).toEqual([]);
    const one = 'query ($n: String!) { publicWorkOrder(caseNumber: $n) { caseNumber } }';
    expect((await ask(world.residents, null, one, { n: hidden.caseNumber })).data.publicWorkOrder).toBeNull();
    expect(
      (await ask(world.residents, channel, one, { n: hidden.caseNumber })).data.publicWorkOrder,
    ).not.toBeNull();
    const stranger = principal('channel', [''], 'another-channel');
    expect(
      (await ask(world.residents, stranger, one, { n: hidden.caseNumber })).data.publicWorkOrder,
    ).toBeNull();
  });

  it('with the notes that staff published, numbers starred', async () => {
    const key = await world.submit();
    const { rows } = await world.test.db.pool.query('SELECT id FROM work_order WHERE case_number = $1', [
      key.caseNumber,
    ]);
    const note = `mutation ($input: PublishNoteInput!) { publishNote(input: $input) { clientMutationId } }`;
    const input = { workOrderId: rows[0]?.id, text: '周五清运，联系 13812345678' };
    expect((await ask(world.residents, channel, note, { input })).codes).toEqual(['FORBIDDEN']);
    const worker = principal('gridWorker', [PLACE.grid], 'p-worker');
    expect(
      (await ask(world.residents, principal('gridWorker', [PLACE.otherGrid]), note, { input })).codes,
    ).toEqual(['NOT_FOUND']);
    expect((await ask(world.residents, worker, note, { input })).codes).toEqual([]);
    expect((await world.status(key)).notes).toEqual([{ text: '周五清运，联系 ******' }]);
  });
});

describe('the demand list 需求清单 (HD-02, LC-22)', () => {
  const LIST = `query ($filter: ReportFilter, $first: Int, $after: String) { reports(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { id caseNumber channel contact { name phone email } workOrder { id } } } }`;

  it('is staff’s, by grid and channel, contacts masked', async () => {
    const box = await world.submit({
      ...REPORT,
      channel: 'SUGGESTION_BOX',
      contact: { name: '王小明', phone: '13812345678', email: 'wang@example.com' },
    });
    const community = principal('community', [PLACE.community]);
    const filter = { channels: ['SUGGESTION_BOX'] };
    const answer = await ask(world.residents, community, LIST, { filter });
    expect(answer.data.reports).toMatchObject({
      totalCount: 1,
      nodes: [
        {
          caseNumber: box.caseNumber,
          contact: { name: '王**', phone: '138****5678', email: 'w***@example.com' },
        },
      ],
    });
    const elsewhere = principal('community', [PLACE.otherCommunity]);
    expect((await ask(world.residents, elsewhere, LIST, { filter })).data.reports.nodes).toEqual([]);
    expect((await ask(world.residents, channel, LIST, { filter })).codes).toEqual(['FORBIDDEN']);
  });

  it('a contact is unmasked by the right alone, with a reason, and audited', async () => {
    const { data } = await ask(world.residents, principal('admin'), LIST, {
      filter: { channels: ['SUGGESTION_BOX'] },
    });
    const reportId = data.reports.nodes[0].id;
    const reveal = `mutation ($input: RevealReportContactInput!) { revealReportContact(input: $input) { name phone } }`;
    const input = { reportId, reason: '回访' };
    expect((await ask(world.residents, principal('gridWorker'), reveal, { input })).codes).toEqual([
      'FORBIDDEN',
    ]);
    const shown = await ask(world.residents, principal('community', [PLACE.community], 'desk'), reveal, {
      input,
    });
    expect(shown.data.revealReportContact).toEqual({ name: '王小明', phone: '13812345678' });
    const { rows } = await world.test.db.pool.query(
      "SELECT actor, object_id, after FROM audit_log WHERE action = 'revealReportContact'",
    );
    expect(rows).toEqual([{ actor: 'desk', object_id: reportId, after: { reason: '回访' } }]);
    expect(await verifyAudit(world.test.db.pool)).toMatchObject({ sound: true });
  });

  it('a contact is forgotten some days after its order ended', async () => {
    const key = await world.submit({ ...REPORT, contact: { phone: '13812345678' } });
    const live = await world.submit({ ...REPORT, contact: { phone: '13812345679' } });
    await world.staff(key.caseNumber, { action: 'REJECT', input: { reason: '不属本辖区' } });
    const kept = async () => {
      const { rows } = await world.test.db.pool.query(
        `SELECT r.case_number FROM report_contact c JOIN report r ON r.id = c.report_id
         WHERE r.case_number = ANY($1) ORDER BY r.submitted_at`,
        [[key.caseNumber, live.caseNumber]],
      );
      return rows.map((row) => row.case_number);
    };
    const retention = { ...world.deps.config.retention, contactDays: 90 };
    const options = {
      db: world.test.db,
      feed: world.deps.feed,
      log: world.deps.log,
      retention,
      series: 'embedded',
    } as const;
    await maintain(options, Date.now() + 89 * 86_400_000);
    expect(await kept()).toEqual([key.caseNumber, live.caseNumber]);
    await maintain(options, Date.now() + 91 * 86_400_000);
    expect(await kept()).toEqual([live.caseNumber]);
  });

  it('pages through every report once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await ask(world.residents, principal('admin'), LIST, { first: 7, after });
      seen.push(...data.reports.nodes.map((node: { id: string }) => node.id));
      after = data.reports.pageInfo.hasNextPage ? data.reports.pageInfo.endCursor : null;
    } while (after !== null);
    const { rows } = await world.test.db.pool.query(
      'SELECT id FROM report ORDER BY submitted_at DESC, id DESC',
    );
    expect(seen).toEqual(rows.map(({ id }) => id));
  });
});
