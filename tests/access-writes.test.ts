// A token that holds every right over another community, tried on every mutation of every subgraph: it changes nothing of
// what is there, and cannot tell by trying what is there from what is not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../core/permissions.ts';
import type { Subgraph } from '../runtime/subgraph.ts';
import { SUBGRAPHS } from '../subgraphs/table.ts';
import { asNobody, atHome, type Call, callsOf, leaks, run, told } from './support/access-attack.ts';
import { type AccessWorld, accessWorld, CHANNEL, STRANGER } from './support/access-world.ts';
import { PLACE } from './support/governance.ts';

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.close());

const NAMES = SUBGRAPHS.map(({ name }) => name).filter((name) => name !== 'figures');
/** Whoever has a report's secret, or a message's link, needs no token. */
const BY_SECRET = ['rateReport', 'reopenReport', 'withdrawReport', 'submitReport', 'acknowledgeNotification'];
/** What a residents' channel may do; its scope is looked at all the same. */
const BY_CHANNEL = ['submitReport', 'reportMatter', 'rateReport', 'reopenReport', 'withdrawReport'];
/** The caller chooses the id here: that it cannot be used is told to who would give it to something new (access-ids.test.ts). */
const CHOSEN = [
  ...['saveHousehold', 'saveKeyPerson', 'saveTalent', 'saveTalentGroup'],
  ...['registerDevice', 'createPerson', 'putSeverityRule'],
];
const REFUSED = ['NOT_FOUND', 'OUT_OF_SCOPE', 'BAD_USER_INPUT', 'FORBIDDEN'];

function mutations(subgraph: Subgraph): Call[] {
  const fields = Object.values(subgraph.schema.getMutationType()?.getFields() ?? {});
  return fields.flatMap((field) => callsOf(world, 'mutation', field).slice(0, 1));
}

/** How much has happened: every change writes an audit row, a feed row or a step of an order. */
async function happened(): Promise<unknown> {
  const { rows } = await world.test.db.pool.query(
    `SELECT (SELECT count(*) FROM audit_log) AS audit, (SELECT count(*) FROM feed) AS feed,
       (SELECT count(*) FROM work_order_event) AS steps, (SELECT count(*) FROM notification_delivery) AS deliveries,
       (SELECT count(*) FROM report) AS reports`,
  );
  return rows[0];
}

async function answer(subgraph: Subgraph, who: Principal | null, call: Omit<Call, 'label'>) {
  const result = await run(subgraph, who, call);
  const codes = (result.errors ?? []).map(({ extensions }) => String(extensions.code));
  return { result, codes };
}

describe.each(NAMES)('%s', (name) => {
  it('does nothing in another community, and tells nothing by refusing', async () => {
    const subgraph = world.subgraph(name);
    const before = await happened();
    const wrong: string[] = [];
    let outside = 0;
    for (const call of mutations(subgraph)) {
      const { result, codes } = await answer(subgraph, STRANGER, call);
      const shown = leaks(JSON.stringify(result), world, call.variables);
      const nothing = JSON.stringify(result).includes('"removed":false');
      if (codes.includes('NOT_FOUND') || codes.includes('OUT_OF_SCOPE')) outside += 1;
      if (
        (codes.length === 0 && !nothing) ||
        codes.some((code) => !REFUSED.includes(code)) ||
        shown.length > 0
      ) {
        wrong.push(`${call.label}: ${codes.join()} ${shown.join()}`);
      }
      const { changed } = asNobody(world, call.variables);
      const there = told(result, world);
      const nowhere = told((await answer(subgraph, STRANGER, { ...call, variables: changed })).result, world);
      if (there !== nowhere)
        wrong.push(`${call.label}\n  ${there.slice(0, 300)}\n  ${nowhere.slice(0, 300)}`);
    }
    expect(wrong).toEqual([]);
    expect(await happened()).toEqual(before);
    // most are refused for their place, not for their shape
    expect(outside).toBeGreaterThan(mutations(subgraph).length * 0.4);
  });

  it('links nothing of another community at home', async () => {
    const subgraph = world.subgraph(name);
    const wrong: string[] = [];
    for (const call of mutations(subgraph)) {
      if (CHOSEN.includes(call.label)) continue;
      const home = { ...call, variables: atHome(world, call.variables, PLACE.otherGrid) };
      const { changed, differs } = asNobody(world, home.variables);
      if (!differs) continue;
      const { result } = await answer(subgraph, STRANGER, home);
      const shown = leaks(JSON.stringify(result), world, home.variables);
      if (shown.length > 0) wrong.push(`${call.label}: ${shown.join()}`);
      const there = told(result, world);
      const nowhere = told((await answer(subgraph, STRANGER, { ...home, variables: changed })).result, world);
      if (there !== nowhere)
        wrong.push(`${call.label}\n  ${there.slice(0, 300)}\n  ${nowhere.slice(0, 300)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('takes nothing from a token without the right, nor from nobody', async () => {
    const subgraph = world.subgraph(name);
    const before = await happened();
    const wrong: string[] = [];
    for (const call of mutations(subgraph)) {
      // that door is open here (HUB_PUBLIC_REPORTS)
      const opened = call.label === 'submitReport';
      const nobody = opened ? ['NOT_FOUND'] : (await answer(subgraph, null, call)).codes;
      const open = BY_SECRET.includes(call.label);
      if (open ? nobody.length === 0 : nobody.join() !== 'UNAUTHENTICATED') {
        wrong.push(`${call.label}, no token: ${nobody.join()}`);
      }
      const channel = (await answer(subgraph, CHANNEL, call)).codes;
      const allowed = BY_CHANNEL.includes(call.label);
      if (allowed ? channel.length === 0 : channel.join() !== 'FORBIDDEN') {
        wrong.push(`${call.label}, channel: ${channel.join()}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await happened()).toEqual(before);
  });
});
