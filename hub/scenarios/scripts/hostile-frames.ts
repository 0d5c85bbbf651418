import type { RefusalReason } from '../../../core/errors.ts';
import { canonicalWords } from '../formats/canonical.ts';
import { type Actor, NOTHING_ELSE, type Scenario, type Told } from '../scenario.ts';
import { MINUTE, raise, SECOND } from './lines.ts';

const TYPE = 'elevator.ebike';
/** More than HUB_MAX_PAYLOAD_BYTES by default. */
const TOO_LARGE = 300_000;

interface Hostile {
  reason: RefusalReason;
  frame(actor: Actor, timeMs: number): Told;
}

const onTopic = (actor: Actor, payload: string | Buffer, last = 'alert'): Told => ({
  topic: `community/v1/${actor.gridCode}/${actor.family}/${actor.id}/${last}`,
  payload,
});
const alert = (fields: object) => JSON.stringify({ type: TYPE, ...fields });

const HOSTILE: readonly Hostile[] = [
  { reason: 'EMPTY_PAYLOAD', frame: (actor) => onTopic(actor, '') },
  { reason: 'NOT_UTF8', frame: (actor) => onTopic(actor, Buffer.from([0x7b, 0xff, 0xfe, 0x7d])) },
  { reason: 'MALFORMED_JSON', frame: (actor) => onTopic(actor, '{"type":"elevator.ebike","time":') },
  // deep enough to end a parser that recurses
  {
    reason: 'MALFORMED_JSON',
    frame: (actor) => onTopic(actor, `${'['.repeat(50_000)}${']'.repeat(50_000)}`),
  },
  { reason: 'SCHEMA_MISMATCH', frame: (actor) => onTopic(actor, '[]') },
  { reason: 'SCHEMA_MISMATCH', frame: (actor) => onTopic(actor, alert({ confidence: 'very' })) },
  // what Postgres refuses in text and jsonb
  {
    reason: 'SCHEMA_MISMATCH',
    frame: (actor) => onTopic(actor, '{"type":"elevator.ebike","id":"a\\u0000b"}'),
  },
  {
    reason: 'SCHEMA_MISMATCH',
    frame: (actor) => onTopic(actor, '{"type":"elevator.ebike","id":"\\ud800"}'),
  },
  { reason: 'TOO_LARGE', frame: (actor) => onTopic(actor, alert({ padding: 'x'.repeat(TOO_LARGE) })) },
  { reason: 'BAD_TOPIC', frame: (actor) => onTopic(actor, alert({}), 'alarm') },
  {
    reason: 'BAD_TOPIC',
    frame: (actor) => ({ topic: `community/v1/nowhere/elevator/${actor.id}/alert`, payload: alert({}) }),
  },
  {
    reason: 'MALFORMED_XML',
    frame: (actor) => ({
      topic: `hikvision/${actor.id}/event`,
      payload:
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><EventNotificationAlert>&c;</EventNotificationAlert>',
    }),
  },
  {
    reason: 'UNSUPPORTED_MESSAGE',
    frame: (actor) => ({ topic: `ocpp/${actor.id}/raw`, payload: '[2,"1","FormatDisk",{}]' }),
  },
];

/** Values that are odd and harmless: kept as text, never run. */
const ODD_IDS = [
  "'; DROP TABLE alert_log; --",
  'a,b=c "d"\\n',
  '<script>alert(1)</script>',
  '%s%n ../../etc/passwd',
];

function reasons(): Partial<Record<RefusalReason, number>> {
  const counted: Partial<Record<RefusalReason, number>> = {};
  for (const { reason } of HOSTILE) counted[reason] = (counted[reason] ?? 0) + 1;
  return counted;
}

export const hostileFrames: Scenario = {
  name: 'hostile-frames',
  title: { en: 'Hostile frames', zh: '恶意与损坏报文' },
  input: {
    en: `between sound alerts: ${HOSTILE.length} frames that are empty, no UTF-8, cut off, 50,000 levels deep, too large, with NUL and half surrogates, an entity bomb, unknown topics and messages; event ids with SQL, line protocol and script in them`,
    zh: `正常告警之间夹杂 ${HOSTILE.length} 帧：空、非 UTF-8、截断、五万层嵌套、超长、含 NUL 与半个代理对、XML 实体炸弹、未知主题与消息；事件号中含 SQL、行协议与脚本`,
  },
  shows: {
    en: 'each is quarantined with its reason, none disturbs the others, odd text is stored as text',
    zh: '逐帧按原因隔离，互不影响；异常文本按文本保存',
  },
  roles: [{ name: 'lift', family: 'elevator', count: 1 }],
  defaultRate: 1,
  durationMs: MINUTE,
  *script(cast, { startMs }) {
    const lift = cast.one('lift');
    let atMs = startMs;
    for (const { frame } of HOSTILE) {
      yield { atMs, say: frame(lift, atMs) };
      atMs += SECOND;
    }
    for (const id of ODD_IDS) {
      const { say } = raise(lift, TYPE, atMs, `${id} ${startMs}`);
      if ('kind' in say) yield { atMs, say: canonicalWords(say) };
      atMs += SECOND;
    }
  },
  expected: (cast) => ({
    ...NOTHING_ELSE,
    alerts: ODD_IDS.length,
    quarantined: reasons(),
    incidents: [{ actor: cast.one('lift'), type: TYPE, count: ODD_IDS.length, orders: 1, told: true }],
  }),
};
