import type pg from 'pg';
import { partyKindNames } from '../../core/duty-roles.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { newId } from '../../core/ids.ts';
import type { ProfileHelper } from '../../core/workflow/profile-schema.ts';
import { inBoth } from './assign.ts';
import { askHelpers } from './helpers-ask.ts';
import { askedByProfile, nearestParties } from './helpers-store.ts';
import type { OrderRow } from './rows.ts';
import { besideStep } from './tracks.ts';
import { profileOf } from './workflow.ts';

interface By {
  actor: string;
  atMs: number;
}

/**
 * Asks the helpers 协办 that the order's profile names for whoever it is dispatched to (HY-08), and blows its whistle
 * 街道吹哨 (RS-15): of each kind of party those nearest to the order's grid, the lead left out. Once in an order's life,
 * however often it is dispatched; whom people called before is not called again. A kind that nobody is of is told in the
 * history, once.
 */
export async function askProfileHelpers(
  client: pg.PoolClient,
  order: OrderRow,
  by: By,
  book: GovernanceBook,
): Promise<OrderRow> {
  const named = (profileOf(book, order).helpers ?? []).filter(({ ask }) => ask === 'ON_DISPATCH');
  if (named.length === 0) return order;
  const before = await askedByProfile(client, order.id);
  let changed = order;
  for (const helper of named) {
    if (before.codes.includes(helper.code) || (helper.summons === true && before.whistled)) continue;
    const told = before.missing.includes(helper.code);
    changed = await askOne(client, changed, helper, { ...by, parties: before.parties, told }, book);
  }
  return changed;
}

async function askOne(
  client: pg.PoolClient,
  order: OrderRow,
  { code, zh, en, parties: kinds, deadline, summons }: ProfileHelper,
  { actor, atMs, parties, told }: By & { parties: readonly string[]; told: boolean },
  book: GovernanceBook,
): Promise<OrderRow> {
  const near = await nearestParties(client, kinds, order.gridCode);
  const missing = kinds.filter((kind) => !near.some((party) => party.kind === kind));
  const asked = near
    .filter(({ id }) => id !== order.partyId && !parties.includes(id))
    .map(({ id }) => ({ partyId: id, personId: null, task: zh, clock: deadline ?? null }));
  const names = missing.map(partyKindNames);
  const lacking = {
    zh: `本网格及上级没有${names.map((name) => name.zh).join('、')}`,
    en: `no ${names.map((name) => name.en.toLowerCase()).join(', ')} serves this grid`,
  };
  if (asked.length === 0) {
    if (missing.length === 0 || told) return order;
    const reason = inBoth({ zh: `${zh}：${lacking.zh}`, en: `${en}: ${lacking.en}` });
    return besideStep(
      client,
      order,
      { act: 'HELPER_MISSING', actor, reason, detail: { code, missing }, atMs },
      book,
    );
  }
  const whistleId = summons === true ? newId('wh', { nowMs: atMs }) : null;
  if (whistleId !== null) {
    await client.query(
      `INSERT INTO order_whistle (id, work_order_id, subject, blown_by, blown_at) VALUES ($1, $2, $3, $4, $5)`,
      [whistleId, order.id, order.title, actor, new Date(atMs)],
    );
  }
  const more = { actor, atMs, required: true, clock: null, whistleId };
  const { ids, clocks } = await askHelpers(client, order, asked, more, book);
  const helpers = asked.map(({ partyId, personId }, at) => ({ id: ids[at], partyId, personId }));
  const text = missing.length === 0 ? { zh, en } : { zh: `${zh}；${lacking.zh}`, en: `${en}; ${lacking.en}` };
  const whistle = whistleId === null ? {} : { whistleId, parties: asked.map(({ partyId }) => partyId) };
  return besideStep(
    client,
    order,
    {
      act: whistleId === null ? 'HELPER_ASKED' : 'WHISTLE',
      actor,
      reason: inBoth(text),
      detail: { code, helpers, missing, ...whistle },
      clocks,
      atMs,
    },
    book,
  );
}
