import DataLoader from 'dataloader';
import Type, { type Static } from 'typebox';
import { HubError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { inScope, type Principal, placeNamed, requireScope, scopePrefixes } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { clampFirst } from '../../runtime/connection.ts';
import { allowed, askableId, bad, gridCodeArgument, textArgument } from '../access.ts';
import { groupedLoader } from '../batch.ts';
import type { SubgraphDeps } from '../deps.ts';
import { liveGrid } from '../live-grid.ts';
import { type CountedPage, idCursor, pageOf } from '../page.ts';
import { cappedCount, Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { servingPartiesOf, servingPersons } from '../ties.ts';
import type { OrderRow } from './rows.ts';
import { orderColumns, ownedOrderRows } from './rows.ts';
import type { EndServiceOfferInput, OfferServiceInput, QueryServiceOffersArgs } from './types.generated.ts';

const OfferRow = Type.Object({
  id: Type.String(),
  title: Type.String(),
  description: nullable(Type.String()),
  matters: Type.Array(Type.String()),
  gridCode: nullable(Type.String()),
  partyId: nullable(Type.String()),
  personId: nullable(Type.String()),
  capacity: nullable(Type.Integer()),
  offeredAt: Instant,
  endedAt: nullable(Instant),
});
export type OfferRow = Static<typeof OfferRow>;
const offerRows = rowsOf(OfferRow);
const matchedRows = rowsOf(Type.Intersect([OfferRow, Type.Object({ owner: Type.String() })]));
const loadRows = rowsOf(Type.Object({ id: Type.String(), live: Type.Integer() }));
const OFFER = `o.id, o.title, o.description, o.matters, o.grid_code AS "gridCode", o.party_id AS "partyId",
  o.person_id AS "personId", o.capacity, o.offered_at AS "offeredAt", o.ended_at AS "endedAt"`;
/** Live orders of whoever offers a service. */
const LIVE = `(SELECT count(*)::int FROM work_order own WHERE own.closed_at IS NULL
  AND (own.party_id = o.party_id OR own.assignee_id = o.person_id))`;

/** The service list, and what of the demand list it matches. */
export function createServiceOffers(
  { db, governance }: Pick<SubgraphDeps, 'db' | 'governance'>,
  principal: Principal | null,
  now: Date,
) {
  const reader = () => allowed(principal, 'order.read');
  const manager = () => allowed(principal, 'duty.manage');
  const lists = <R extends { owner: string }>(keys: readonly string[], rows: readonly R[]) => {
    const found = Map.groupBy(rows, (row) => row.owner);
    return keys.map((key) => found.get(key) ?? []);
  };

  const loads = new DataLoader<string, number>(async (ids) => {
    const sql = `SELECT o.id, ${LIVE} AS live FROM service_offer o WHERE o.id = ANY($1::text[])`;
    const live = new Map(loadRows(await db.pool.query(sql, [ids])).map((row) => [row.id, row.live]));
    return ids.map((id) => live.get(id) ?? 0);
  });

  const services = groupedLoader(async (orderIds, { take }: { take: number }) => {
    const sql = `SELECT w.id AS owner, ${OFFER} FROM unnest($1::text[]) AS asked (id)
      JOIN work_order w ON w.id = asked.id
      CROSS JOIN LATERAL (
        SELECT o.* FROM service_offer o
        WHERE o.ended_at IS NULL AND o.matters @> ARRAY[w.matter]
          AND (o.grid_code IS NULL OR starts_with(w.grid_code, o.grid_code))
        ORDER BY o.capacity IS NOT NULL AND ${LIVE} >= o.capacity,
          length(coalesce(o.grid_code, '')) DESC, o.id LIMIT $2) o`;
    return lists(orderIds, matchedRows(await db.pool.query(sql, [orderIds, take])));
  });

  const orders = groupedLoader(async (offerIds, { take, prefixes }: { take: number; prefixes: string[] }) => {
    const sql = `SELECT o.id AS owner, ${orderColumns('w')} FROM service_offer o
      CROSS JOIN LATERAL (
        SELECT * FROM work_order w
        WHERE w.closed_at IS NULL AND w.state IN ('FILED', 'DISPATCHED', 'REOPENED') AND w.matter = ANY(o.matters)
          AND (o.grid_code IS NULL OR starts_with(w.grid_code, o.grid_code))
          AND EXISTS (SELECT FROM unnest($3::text[]) AS own (prefix) WHERE starts_with(coalesce(w.grid_code, ''), own.prefix))
        ORDER BY w.created_at, w.id LIMIT $2) w
      WHERE o.id = ANY($1::text[]) ORDER BY w.created_at, w.id`;
    return lists(offerIds, ownedOrderRows(await db.pool.query(sql, [offerIds, take, prefixes])));
  });

  async function locked(client: Queryable, who: Principal, id: string): Promise<OfferRow> {
    const askable = askableId(id);
    const sql = `SELECT ${OFFER} FROM service_offer o WHERE o.id = $1 FOR UPDATE`;
    const [offer] = askable === null ? [] : offerRows(await client.query(sql, [askable]));
    if (offer === undefined || !inScope(who, offer.gridCode)) {
      throw new HubError('NOT_FOUND', { what: 'Service', whatZh: '服务', id });
    }
    return offer;
  }

  const seen = ({ title, matters, gridCode, partyId, personId, capacity }: OfferRow) => ({
    ...{ title, matters, gridCode, partyId, personId, capacity },
  });

  return {
    live: (offer: OfferRow) => loads.load(offer.id),
    servicesOf: (order: OrderRow, first: number | null | undefined) =>
      services(order.id, { take: clampFirst(first, 100, 20) }),
    ordersOf: (offer: OfferRow, first: number | null | undefined) =>
      orders(offer.id, { take: clampFirst(first, 100, 20), prefixes: scopePrefixes(reader()) }),

    async list(args: QueryServiceOffersArgs): Promise<CountedPage<OfferRow>> {
      const who = reader();
      const first = clampFirst(args.first);
      const after = idCursor(args.after);
      const gridCode = gridCodeArgument('gridCode', args.gridCode);
      const from = `FROM service_offer o WHERE o.ended_at IS NULL
        AND (o.grid_code IS NULL OR EXISTS (SELECT FROM unnest($1::text[]) AS own (prefix)
          WHERE starts_with(o.grid_code, own.prefix) OR starts_with(own.prefix, o.grid_code)))
        AND ($2::text IS NULL OR o.grid_code IS NULL OR starts_with($2, o.grid_code))
        AND ($3::text IS NULL OR o.matters @> ARRAY[$3::text])`;
      // a matter that cannot be finds nothing
      const matter = args.matter == null ? null : (askableId(args.matter) ?? '');
      const values = [who.grids, gridCode, matter];
      const sql = `SELECT ${OFFER} ${from} AND ($4::text IS NULL OR o.id > $4) ORDER BY o.id LIMIT $5`;
      const rows = offerRows(await db.pool.query(sql, [...values, after, first + 1]));
      return {
        ...pageOf(rows, first, after !== null, (offer) => [offer.id]),
        count: () => cappedCount(db.pool, from, values),
      };
    },

    offer(input: OfferServiceInput): Promise<OfferRow> {
      const who = manager();
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
      requireScope(who, gridCode, placeNamed(gridCode));
      if ((input.partyId == null) === (input.personId == null)) {
        throw bad(
          'input.partyId',
          'one of `partyId` and `personId`',
          '`partyId` 与 `personId` 须且仅须填一项',
        );
      }
      const { matters } = governance.current();
      const wanted = [...new Set(input.matters)];
      const unknown = wanted.filter((code) => matters.at(code, now.getTime()) === null);
      if (wanted.length === 0 || unknown.length > 0) {
        const told = unknown.slice(0, 5).join(', ');
        throw bad(
          'input.matters',
          `known codes of matters (unknown: ${told})`,
          `须为已知的事项代码（未知：${told}）`,
        );
      }
      if (input.capacity != null && (input.capacity < 1 || input.capacity > 10_000)) {
        throw bad('input.capacity', 'a whole number from 1 to 10000', '须为 1 至 10000 的整数');
      }
      const offer: OfferRow = {
        id: newId('sv'),
        title: textArgument('input.title', input.title, 200) ?? '',
        description: textArgument('input.description', input.description, 2000),
        ...{ matters: wanted, gridCode, partyId: input.partyId ?? null, personId: input.personId ?? null },
        ...{ capacity: input.capacity ?? null, offeredAt: now, endedAt: null },
      };
      return db.tx(async (client) => {
        const { partyId, personId } = offer;
        const known =
          partyId === null
            ? (await servingPersons(client, who, [personId ?? ''], now)).has(personId ?? '')
            : (await servingPartiesOf(client, who, [partyId])).has(partyId);
        if (!known) {
          const what =
            partyId === null ? { what: 'Person', whatZh: '人员' } : { what: 'Party', whatZh: '组织' };
          throw new HubError('NOT_FOUND', { ...what, id: partyId ?? personId ?? '' });
        }
        if (gridCode !== null && !(await liveGrid(client, gridCode))) {
          throw new HubError('NOT_FOUND', { what: 'Grid', whatZh: '网格', id: gridCode });
        }
        await client.query(
          `INSERT INTO service_offer (id, party_id, person_id, title, description, matters, grid_code, capacity, offered_at, offered_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
          [
            ...[offer.id, offer.partyId, offer.personId, offer.title, offer.description, offer.matters],
            ...[gridCode, offer.capacity, now, who.subject],
          ],
        );
        await appendAudit(client, {
          ...{
            actor: who.subject,
            action: 'offerService',
            kind: 'serviceOffer',
            objectId: offer.id,
            gridCode,
          },
          ...{ before: null, after: seen(offer), at: now },
        });
        return offer;
      });
    },

    end({ serviceOfferId }: EndServiceOfferInput): Promise<OfferRow> {
      const who = manager();
      return db.tx(async (client) => {
        const offer = await locked(client, who, serviceOfferId);
        const ended = { ...offer, endedAt: offer.endedAt ?? now };
        await client.query('UPDATE service_offer SET ended_at = $2 WHERE id = $1', [offer.id, ended.endedAt]);
        await appendAudit(client, {
          ...{ actor: who.subject, action: 'endServiceOffer', kind: 'serviceOffer', objectId: offer.id },
          ...{
            gridCode: offer.gridCode,
            before: { endedAt: offer.endedAt },
            after: { endedAt: ended.endedAt },
            at: now,
          },
        });
        return ended;
      });
    },
  };
}

export type ServiceOffers = ReturnType<typeof createServiceOffers>;
