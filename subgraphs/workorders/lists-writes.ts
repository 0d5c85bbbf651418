import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { inScope, type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { allowed, askableId, bad, gridCodeArgument, textArgument } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { liveGrid } from '../live-grid.ts';
import { servingPartiesOf, servingPersons } from '../ties.ts';
import { LIST, type ListRow, listRows, progressOfLists } from './lists-store.ts';
import type * as T from './types.generated.ts';

/** More orders than this nobody follows as one list. */
const MAX_ITEMS = 500;

type Maybe<V> = V | null | undefined;
function missing(what: string, whatZh: string, id: string): HubError {
  return new HubError('NOT_FOUND', { what, whatZh, id });
}

/** A text that must be there. */
const words = (path: string, text: string, max: number) => textArgument(path, text, max) ?? '';

const seen = (list: ListRow) => ({
  ...{ code: list.code, nameZh: list.nameZh, nameEn: list.nameEn, kind: list.kind, partyId: list.partyId },
  ...{ personId: list.personId, source: list.source, gateId: list.gateId, targetAt: list.targetAt },
});

/** Whose a list is: somebody who serves the caller's grids. @throws HubError NOT_FOUND */
async function requireOwner(
  client: pg.PoolClient,
  { who, now }: { who: Principal; now: Date },
  partyId: Maybe<string>,
  personId: Maybe<string>,
) {
  if (partyId != null && !(await servingPartiesOf(client, who, [partyId])).has(partyId)) {
    throw missing('Party', '组织', partyId);
  }
  if (personId != null && !(await servingPersons(client, who, [personId], now)).has(personId)) {
    throw missing('Person', '人员', personId);
  }
}

/** A gate that has passed, of an order within the caller's grids. @throws HubError BAD_USER_INPUT */
async function passedGate(client: pg.PoolClient, who: Principal, gateId: string) {
  const { rows } = await client.query(
    `SELECT w.grid_code AS "gridCode" FROM order_gate g JOIN work_order w ON w.id = g.work_order_id
     WHERE g.id = $1 AND g.state = 'PASSED'`,
    [askableId(gateId)],
  );
  const gridCode: unknown = rows[0]?.gridCode;
  if (rows.length === 1 && inScope(who, typeof gridCode === 'string' ? gridCode : null)) return;
  throw bad('input.gateId', 'no gate of your grids that has passed', '在您的网格内没有已通过的该审议');
}

/** Writes of lists; each locks its list first, so that an ended one cannot change. */
export function createFollowUpWrites(
  { db, governance }: Pick<SubgraphDeps, 'db' | 'governance'>,
  principal: Principal | null,
  now: Date,
) {
  const manager = () => allowed(principal, 'order.dispatch');

  /** @throws HubError NOT_FOUND | BAD_USER_INPUT for one that has ended */
  async function openList(client: pg.PoolClient, who: Principal, id: string): Promise<ListRow> {
    const sql = `SELECT ${LIST} FROM follow_up_list f WHERE f.id = $1 FOR UPDATE`;
    const [list] = listRows(await client.query(sql, [askableId(id)]));
    if (list === undefined || !inScope(who, list.gridCode)) throw missing('List', '清单', id);
    if (list.endedAt === null) return list;
    throw bad('input.listId', 'the list has ended and cannot change', '该清单已销号，不能更改');
  }

  async function audited(
    client: pg.PoolClient,
    who: Principal,
    action: string,
    list: ListRow,
    change: { before: object | null; after: object | null },
  ) {
    await appendAudit(client, {
      ...{ actor: who.subject, action, kind: 'followUpList', objectId: list.id },
      ...{ gridCode: list.gridCode, ...change, at: now },
    });
  }

  return {
    create(input: T.CreateFollowUpListInput): Promise<ListRow> {
      const who = manager();
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
      requireScope(who, gridCode, placeNamed(gridCode));
      const list: ListRow = {
        ...{ id: newId('fl'), code: words('input.code', input.code, 64), kind: input.kind, gridCode },
        nameZh: words('input.nameZh', input.nameZh, 200),
        nameEn: words('input.nameEn', input.nameEn, 200),
        ...{ partyId: input.partyId ?? null, personId: input.personId ?? null },
        ...{ decidedAt: input.decidedAt ?? now, source: textArgument('input.source', input.source, 1000) },
        ...{ gateId: input.gateId ?? null, targetAt: input.targetDate ?? null },
        ...{ endedAt: null, endedProgress: null, version: 1 },
      };
      return db.tx(async (client) => {
        if (gridCode !== null && !(await liveGrid(client, gridCode))) throw missing('Grid', '网格', gridCode);
        await requireOwner(client, { who, now }, list.partyId, list.personId);
        if (list.gateId !== null) await passedGate(client, who, list.gateId);
        const { rowCount } = await client.query(
          `INSERT INTO follow_up_list (id, code, name_zh, name_en, kind, grid_code, party_id, person_id, decided_at,
             source, gate_id, target_at, created_by, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
           ON CONFLICT (coalesce(grid_code, ''), code) DO NOTHING`,
          [
            ...[
              list.id,
              list.code,
              list.nameZh,
              list.nameEn,
              list.kind,
              gridCode,
              list.partyId,
              list.personId,
            ],
            ...[list.decidedAt, list.source, list.gateId, list.targetAt, who.subject, now],
          ],
        );
        if (rowCount === 0)
          throw bad('input.code', 'the grid has a list of this code', '该网格已有此代码的清单');
        await audited(client, who, 'createFollowUpList', list, { before: null, after: seen(list) });
        return list;
      });
    },

    update(input: T.UpdateFollowUpListInput): Promise<ListRow> {
      const who = manager();
      const kept = <V>(given: V | undefined, before: V) => (given === undefined ? before : given);
      return db.tx(async (client) => {
        const before = await openList(client, who, input.listId);
        const [expected, actual] = [input.expectedVersion, before.version];
        if (expected !== actual) {
          throw new HubError('CONFLICT', {
            ...{ what: 'List', whatZh: '清单', id: before.id, expected, actual },
          });
        }
        const list: ListRow = {
          ...before,
          nameZh: textArgument('input.nameZh', input.nameZh, 200) ?? before.nameZh,
          nameEn: textArgument('input.nameEn', input.nameEn, 200) ?? before.nameEn,
          partyId: kept(input.partyId, before.partyId),
          personId: kept(input.personId, before.personId),
          source:
            input.source === undefined ? before.source : textArgument('input.source', input.source, 1000),
          targetAt: kept(input.targetDate, before.targetAt),
          version: before.version + 1,
        };
        // whoever has it already keeps it, wherever they have gone since
        const changed = <V>(given: V, had: V) => (given === had ? null : given);
        await requireOwner(
          client,
          { who, now },
          changed(input.partyId, before.partyId),
          changed(input.personId, before.personId),
        );
        await client.query(
          `UPDATE follow_up_list SET name_zh = $2, name_en = $3, party_id = $4, person_id = $5, source = $6,
             target_at = $7, version = $8 WHERE id = $1`,
          [
            ...[list.id, list.nameZh, list.nameEn, list.partyId, list.personId, list.source],
            ...[list.targetAt, list.version],
          ],
        );
        await audited(client, who, 'updateFollowUpList', list, { before: seen(before), after: seen(list) });
        return list;
      });
    },

    end({ listId }: T.EndFollowUpListInput): Promise<ListRow> {
      const who = manager();
      return db.tx(async (client) => {
        const before = await openList(client, who, listId);
        const [progress] = await progressOfLists(client, [before], governance.current(), now.getTime());
        if (progress === undefined) throw new HubError('INTERNAL', { errorId: 'list progress' });
        const list = { ...before, endedAt: now, endedProgress: progress, version: before.version + 1 };
        const sql =
          'UPDATE follow_up_list SET ended_at = $2, ended_progress = $3, version = $4 WHERE id = $1';
        await client.query(sql, [list.id, now, JSON.stringify(progress), list.version]);
        const after = { endedAt: now, progress };
        await audited(client, who, 'endFollowUpList', list, { before: { endedAt: null }, after });
        return list;
      });
    },

    addItem(input: T.AddFollowUpItemInput): Promise<ListRow> {
      const who = manager();
      const { workOrderId } = input;
      const note = textArgument('input.note', input.note, 1000);
      return db.tx(async (client) => {
        const list = await openList(client, who, input.listId);
        const { rows } = await client.query('SELECT grid_code AS "gridCode" FROM work_order WHERE id = $1', [
          askableId(workOrderId),
        ]);
        const found: unknown = rows[0]?.gridCode;
        const gridCode = typeof found === 'string' ? found : null;
        if (rows.length === 0 || !inScope(who, gridCode)) throw missing('Work order', '工单', workOrderId);
        if (!(gridCode ?? '').startsWith(list.gridCode ?? '')) {
          throw bad('input.workOrderId', 'it lies outside the grid of the list', '该工单不在清单的网格内');
        }
        const sql = `SELECT count(*) AS many FROM follow_up_item WHERE list_id = $1 AND work_order_id <> $2`;
        const many = await client.query(sql, [list.id, workOrderId]);
        if (Number(many.rows[0]?.many) >= MAX_ITEMS) {
          const [en, zh] = [`a list has at most ${MAX_ITEMS} items`, `清单最多 ${MAX_ITEMS} 项`];
          throw bad('input.listId', en, zh);
        }
        await client.query(
          `INSERT INTO follow_up_item (id, list_id, work_order_id, note, added_by, added_at)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (list_id, work_order_id) DO UPDATE SET note = excluded.note`,
          [newId('fi'), list.id, workOrderId, note, who.subject, now],
        );
        const after = { workOrderId, note };
        await audited(client, who, 'addFollowUpItem', list, { before: null, after });
        return list;
      });
    },

    removeItem({ listId, workOrderId }: T.RemoveFollowUpItemInput): Promise<ListRow> {
      const who = manager();
      return db.tx(async (client) => {
        const list = await openList(client, who, listId);
        const sql = 'DELETE FROM follow_up_item WHERE list_id = $1 AND work_order_id = $2 RETURNING note';
        const { rows } = await client.query(sql, [list.id, askableId(workOrderId)]);
        if (rows.length === 0) throw missing('Work order on the list', '清单中的工单', workOrderId);
        const before = { workOrderId, note: rows[0]?.note ?? null };
        await audited(client, who, 'removeFollowUpItem', list, { before, after: null });
        return list;
      });
    },
  };
}

export type FollowUpWrites = ReturnType<typeof createFollowUpWrites>;
