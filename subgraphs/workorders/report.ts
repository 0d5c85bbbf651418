import { HubError } from '../../core/errors.ts';
import { type GeoPoint, isOnGlobe } from '../../core/geo.ts';
import { type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { allowed, bad, gridCodeArgument, textArgument } from '../access.ts';
import { liveGrid } from '../live-grid.ts';
import type { ActingDeps } from './act.ts';
import { inBoth } from './assign.ts';
import { reopenRecurring } from './duplicates.ts';
import { openOrder } from './open.ts';
import { orderTx } from './order-tx.ts';
import type { OrderRow } from './rows.ts';
import type { ReportMatterInput, WorkOrderSource } from './types.generated.ts';
import { lockOrder } from './writes.ts';

/** Sources that nobody reports by. */
const OPENED_BY_THE_HUB: Partial<Record<WorkOrderSource, { zh: string; en: string }>> = {
  INCIDENT: { zh: '设备事件工单由系统自动创建', en: 'INCIDENT orders are opened by the dispatcher' },
  RECURRING_DUTY: {
    zh: '例行任务工单由系统自动创建',
    en: 'RECURRING_DUTY orders are opened by their schedules',
  },
};
const MATTER = /^[A-Za-z0-9.-]{1,64}$/;

function positionOf({ position }: ReportMatterInput): GeoPoint | null {
  if (position === null || position === undefined) return null;
  if (isOnGlobe(position)) return position;
  throw bad(
    'input.position',
    'longitude -180 to 180, latitude -90 to 90',
    '经度须在 -180 至 180、纬度须在 -90 至 90 之间',
  );
}

function words(input: ReportMatterInput) {
  const own = OPENED_BY_THE_HUB[input.source];
  if (own !== undefined) throw bad('input.source', own.en, own.zh);
  if (!MATTER.test(input.matter)) {
    throw bad(
      'input.matter',
      '1 to 64 letters, digits, dots or dashes',
      '须为 1 至 64 个字母、数字、点或连字符',
    );
  }
  return {
    title: textArgument('input.title', input.title, 200) ?? '',
    description: textArgument('input.description', input.description, 4000),
    gridCode: gridCodeArgument('input.gridCode', input.gridCode),
    profile: textArgument('input.profile', input.profile, 64) ?? undefined,
    position: positionOf(input),
  };
}

/**
 * Tells of a matter: an order begins where its profile begins those of this source. With its position it may be one that
 * comes back: then the old order is open again and this one merged into it, as with residents' reports.
 */
export async function reportMatter(
  { db, config, governance }: ActingDeps,
  principal: Principal | null,
  input: ReportMatterInput,
  atMs: number,
): Promise<OrderRow> {
  const who = allowed(principal, 'order.report');
  const { title, description, gridCode, profile, position } = words(input);
  requireScope(who, gridCode, placeNamed(input.gridCode));
  return orderTx(db, async (client) => {
    if (gridCode === null || !(await liveGrid(client, gridCode)))
      throw new HubError('NOT_FOUND', { what: 'Grid', whatZh: '网格', id: input.gridCode });
    const book = governance.current();
    const order = await openOrder(
      client,
      {
        profile,
        source: input.source,
        channel: input.channel ?? 'OTHER',
        matter: input.matter,
        title,
        description,
        severity: input.severity ?? 'minor',
        gridCode,
        rule: null,
        explanation: inBoth({ zh: '已上报，待受理', en: 'reported, not yet accepted' }),
        reportedBy: who.subject,
        actor: who.subject,
        detail: { channel: input.channel ?? 'OTHER' },
        clocksFromMs: atMs,
        atMs,
        zone: config.site.zone,
      },
      book,
    );
    if (position === null) return order;
    await client.query(
      'INSERT INTO order_position (work_order_id, longitude, latitude) VALUES ($1, $2, $3)',
      [order.id, position.longitude, position.latitude],
    );
    const recurring = await reopenRecurring(client, order, { actor: who.subject, atMs }, book);
    return recurring === null ? order : ((await lockOrder(client, order.id)) ?? order);
  });
}
