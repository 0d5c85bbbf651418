import { HubError } from '../../core/errors.ts';
import { type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { allowed, gridCodeArgument, textArgument } from '../access.ts';
import { type ActingDeps, bad } from './act.ts';
import { inBoth } from './assign.ts';
import { openOrder } from './open.ts';
import type { OrderRow } from './rows.ts';
import type { ReportMatterInput } from './types.generated.ts';

const MATTER = /^[A-Za-z0-9.-]{1,64}$/;

function words(input: ReportMatterInput) {
  if (input.source === 'INCIDENT') {
    throw bad('input.source', 'INCIDENT orders are opened by the dispatcher', '设备事件工单由系统自动创建');
  }
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
  };
}

/** Tells of a matter: an order begins where its profile begins those of this source. */
export async function reportMatter(
  { db, config, governance }: ActingDeps,
  principal: Principal | null,
  input: ReportMatterInput,
  atMs: number,
): Promise<OrderRow> {
  const who = allowed(principal, 'order.report');
  const { title, description, gridCode, profile } = words(input);
  requireScope(who, gridCode, placeNamed(input.gridCode));
  return db.tx(async (client) => {
    const { rowCount } = await client.query("SELECT FROM grid WHERE code = $1 AND status = 'ACTIVE'", [
      gridCode,
    ]);
    if (rowCount === 0) throw new HubError('NOT_FOUND', { what: 'Grid', whatZh: '网格', id: input.gridCode });
    return openOrder(
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
      governance.current(),
    );
  });
}
