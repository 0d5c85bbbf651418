import Type, { type Static } from 'typebox';
import { localText, MINUTE_MS } from './calendar-days.ts';
import { CLOCK_KINDS, isClockKind } from './clocks.ts';
import type { IncidentChangeKind } from './feed-event.ts';
import type { MessageLanguage } from './notify.ts';
import { SEVERITIES, SEVERITY_ZH } from './severity.ts';

const Nullable = Type.Union([Type.String(), Type.Null()]);
const Labelled = Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() });

/**
 * What is told: ids, labels in both languages, times as ISO 8601 UTC. No names or phones of people; free text went through
 * `maskText`. Stored with the delivery, so that every attempt says the same.
 */
export const NotifyMessage = Type.Object({
  event: Type.String(),
  at: Type.String(),
  severity: Type.Enum(SEVERITIES),
  grid: Type.Union([Type.Object({ code: Type.String(), name: Type.String() }), Type.Null()]),
  incident: Type.Union([
    Type.Object({
      id: Type.String(),
      type: Labelled,
      state: Type.String(),
      acknowledged: Type.Boolean(),
      count: Type.Integer(),
      firstSeenAt: Type.String(),
      lastSeenAt: Type.String(),
      deviceId: Type.String(),
      deviceName: Nullable,
      channel: Type.String(),
    }),
    Type.Null(),
  ]),
  workOrder: Type.Union([
    Type.Object({
      id: Type.String(),
      caseNumber: Type.String(),
      title: Type.String(),
      matter: Type.String(),
      profile: Type.String(),
      state: Labelled,
      assigned: Type.Boolean(),
      clocks: Type.Array(Type.Object({ kind: Type.String(), dueAt: Type.String(), state: Type.String() })),
    }),
    Type.Null(),
  ]),
  /** Page of it in the console. */
  link: Nullable,
  /** Opens the page that acknowledges this telling. */
  acknowledgeLink: Nullable,
});
export type NotifyMessage = Static<typeof NotifyMessage>;

/** A message with what only its delivery knows. */
export interface Told {
  id: string;
  message: NotifyMessage;
  /** Further events that this one stands for. */
  folded: number;
  /** 0: the first telling. */
  repeatNo: number;
  test: boolean;
}

const INCIDENT_EVENTS = {
  OPENED: { zh: '新事件', en: 'opened' },
  REPEATED: { zh: '再次告警', en: 'again' },
  ESCALATED: { zh: '等级升高', en: 'grown worse' },
  REOPENED: { zh: '重新发生', en: 'reopened' },
  ACKNOWLEDGED: { zh: '已确认', en: 'acknowledged' },
  SHELVED: { zh: '已搁置', en: 'shelved' },
  UNSHELVED: { zh: '搁置到期', en: 'no longer shelved' },
  CLEARED: { zh: '已解除', en: 'cleared' },
  FALSE_ALARM: { zh: '误报', en: 'false alarm' },
  FLAPPING: { zh: '频繁抖动', en: 'flapping' },
  STEADY: { zh: '抖动停止', en: 'steady again' },
  SUPPRESSED: { zh: '被上级故障解释', en: 'explained by another' },
  RELEASED: { zh: '解除抑制', en: 'released' },
  MAINTENANCE_ENDED: { zh: '检修结束', en: 'maintenance over' },
  EVIDENCE: { zh: '补充证据', en: 'more evidence' },
  NOT_DISPATCHED: { zh: '未派单', en: 'nobody sent' },
} as const satisfies Record<IncidentChangeKind, { zh: string; en: string }>;

const ORDER_EVENTS: ReadonlyMap<string, { zh: string; en: string }> = new Map([
  ['work_order.opened', { zh: '新工单', en: 'opened' }],
  ['work_order.assigned', { zh: '指派变更', en: 'assigned' }],
  ['work_order.incident_linked', { zh: '事件并入', en: 'incident linked' }],
  ['work_order.unassigned', { zh: '无人承办', en: 'nobody to take it' }],
  ['work_order.widened', { zh: '扩大响应范围', en: 'circle widened' }],
  ['work_order.reminded', { zh: '催办', en: 'reminded' }],
  ['work_order.escalated', { zh: '逐级上报', en: 'escalated' }],
  ['work_order.supervised', { zh: '督办', en: 'supervised' }],
  ['work_order.merged', { zh: '已并单', en: 'merged' }],
  ['work_order.helper', { zh: '协办', en: 'co-handling' }],
  ['work_order.gate', { zh: '前置审议', en: 'gate' }],
  ['work_order.evidence', { zh: '补充佐证', en: 'more evidence' }],
  ['work_order.recurred', { zh: '再次上报', en: 'reported again' }],
  ['work_order.admission', { zh: '目录外事项准入', en: 'admission' }],
]);

const EVENT_NAMES: ReadonlyMap<string, { zh: string; en: string }> = new Map([
  ['notification.test', { zh: '测试', en: 'test' }],
  ...Object.entries(INCIDENT_EVENTS).map(([change, names]): [string, { zh: string; en: string }] => [
    `incident.${change.toLowerCase()}`,
    names,
  ]),
  ...ORDER_EVENTS,
]);

function clockNames(kind: string): { zh: string; en: string } {
  if (!isClockKind(kind)) return { zh: `时限 ${kind}`, en: `${kind} due` };
  const { zh, en } = CLOCK_KINDS[kind];
  return { zh: zh.endsWith('时限') ? zh : `${zh}时限`, en: `${en} by` };
}

/** Eleven-digit mobile numbers and 18-digit identity numbers, wherever they stand in a text. */
export function maskText(text: string): string {
  return text
    .replaceAll(/(?<![0-9])([1-9][0-9]{5})[0-9]{8}([0-9]{3}[0-9Xx])(?![0-9Xx])/g, '$1********$2')
    .replaceAll(/(?<![0-9])(1[3-9][0-9])[0-9]{4}([0-9]{4})(?![0-9])/g, '$1****$2');
}

/**
 * Text of people and devices as it may stand in a chat: nothing in it is markup, a link, or calls everybody (`<@all>`,
 * `<at user_id="all">`). Robots know no escape that they all keep, so the signs get their full-width twins.
 */
export function plain(text: string): string {
  const twins: Record<string, string> = {
    '<': '＜',
    '>': '＞',
    '[': '［',
    ']': '］',
    '`': '｀',
    '*': '＊',
    '#': '＃',
    '@': '＠',
  };
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[<>[\]`*#@]/g, (sign) => twins[sign] ?? sign);
}

/** The first part of a text that has at most `most` bytes in UTF-8, ended by an ellipsis when something was cut. */
export function cutBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  let bytes = 0;
  let kept = '';
  for (const sign of text) {
    bytes += Buffer.byteLength(sign);
    if (bytes > most - 3) break;
    kept += sign;
  }
  return `${kept}…`;
}

function spoken(language: MessageLanguage, { zh, en }: { zh: string; en: string }): string {
  if (language === 'ZH') return zh;
  if (language === 'EN') return en;
  return zh === en ? zh : `${zh} ${en}`;
}

function eventNames({ event, workOrder }: NotifyMessage): { zh: string; en: string } {
  if (event === 'work_order.transitioned' && workOrder !== null) return workOrder.state;
  return EVENT_NAMES.get(event) ?? { zh: event, en: event };
}

/** `2026-03-01 08:00` by the site's clocks. */
function localMinute(iso: string, zone: string): string {
  return localText(Math.floor(Date.parse(iso) / MINUTE_MS) * MINUTE_MS, zone);
}

/** One line: severity, place, what, what happened. */
export function titleOf({ message, repeatNo, test }: Told, language: MessageLanguage): string {
  const { severity, grid, incident, workOrder } = message;
  const what =
    workOrder !== null
      ? { zh: `工单 ${workOrder.title}`, en: `order ${workOrder.title}` }
      : (incident?.type ?? { zh: '通知', en: 'notice' });
  const parts = [
    `[${spoken(language, { zh: SEVERITY_ZH[severity], en: severity })}]`,
    ...(test ? [spoken(language, { zh: '测试通知，请忽略', en: 'test, please ignore' })] : []),
    ...(grid === null ? [] : [grid.name]),
    spoken(language, what),
    ...(test ? [] : [spoken(language, eventNames(message))]),
    ...(repeatNo === 0
      ? []
      : [spoken(language, { zh: `（第 ${repeatNo} 次重复提醒）`, en: `(reminder ${repeatNo})` })]),
  ];
  // the brackets are ours; full-width, they are no markup either
  return plain(parts.join(' ')).replace('［', '【').replace('］', '】');
}

export interface Line {
  label: string;
  value: string;
}

/** What else there is to know, a line each. */
export function linesOf({ message, folded }: Told, language: MessageLanguage, zone: string): Line[] {
  const { grid, incident, workOrder, at } = message;
  const lines: [{ zh: string; en: string }, string | null][] = [
    [{ zh: '网格', en: 'Grid' }, grid === null ? null : `${grid.name} (${grid.code})`],
    [{ zh: '案卷号', en: 'Case' }, workOrder?.caseNumber ?? null],
    [{ zh: '状态', en: 'State' }, workOrder === null ? null : spoken(language, workOrder.state)],
    [
      { zh: '承办', en: 'Assigned' },
      workOrder === null || workOrder.assigned ? null : spoken(language, { zh: '无人承办', en: 'to nobody' }),
    ],
    [{ zh: '设备', en: 'Device' }, incident === null ? null : (incident.deviceName ?? incident.deviceId)],
    [{ zh: '次数', en: 'Count' }, incident === null || incident.count < 2 ? null : String(incident.count)],
    ...(workOrder?.clocks ?? []).map(({ kind, dueAt }): [{ zh: string; en: string }, string] => [
      clockNames(kind),
      localMinute(dueAt, zone),
    ]),
    [{ zh: '时间', en: 'Time' }, localMinute(at, zone)],
    [
      { zh: '合并', en: 'Together' },
      folded === 0 ? null : spoken(language, { zh: `另有 ${folded} 次变化`, en: `${folded} more changes` }),
    ],
  ];
  return lines.flatMap(([label, value]) =>
    value === null ? [] : [{ label: spoken(language, label), value: plain(value) }],
  );
}

/** The JSON of a webhook: `type`, `timestamp`, `data`, as Standard Webhooks recommends. Same bytes for every attempt. */
export function webhookBody({ message, folded, repeatNo, test }: Told, ruleId: string | null): string {
  const { event, at, severity, ...facts } = message;
  const data = {
    severity: severity.toUpperCase(),
    severityZh: SEVERITY_ZH[severity],
    label: eventNames(message),
    ...facts,
    ruleId,
    repeat: repeatNo,
    folded,
  };
  return JSON.stringify({ type: test ? 'notification.test' : event, timestamp: at, data });
}
