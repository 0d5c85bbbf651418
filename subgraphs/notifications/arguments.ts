import { HubError } from '../../core/errors.ts';
import { maskEmail } from '../../core/mask.ts';
import { nearest } from '../../core/near.ts';
import { type EndpointKind, isEventPattern, MOST_PER_MINUTE, NOTIFY_EVENTS } from '../../core/notify.ts';
import { WORK_ORDER_STATE_NAMES } from '../../core/work-order-states.ts';
import { isWebhookSecret } from '../../runtime/notify/sign.ts';
import { minuteArgument, timeOfMinute, weekdaysArgument } from '../day-time.ts';
import type { QuietHours, QuietHoursInput } from './types.generated.ts';

export function refused(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path: `input.${path}`, reason, reasonZh });
}

/** What of a row says when it rests. */
export interface QuietColumns {
  quietFrom: number | null;
  quietTo: number | null;
  quietDays: number[] | null;
}

/** @throws HubError BAD_USER_INPUT, also for hours that never end */
export function quietArgument(input: QuietHoursInput | null): QuietColumns {
  if (input === null) return { quietFrom: null, quietTo: null, quietDays: null };
  const quietFrom = minuteArgument('input.quietHours.from', input.from) % 1440;
  const quietTo = minuteArgument('input.quietHours.to', input.to);
  if (quietFrom === quietTo % 1440) {
    throw refused(
      'quietHours.to',
      'a whole day is no rest: disable it instead',
      '不能全天免打扰，请改为停用',
    );
  }
  const { days } = input;
  const quietDays =
    days === null || days === undefined ? null : weekdaysArgument('input.quietHours.days', days);
  return { quietFrom, quietTo: quietTo === 0 ? 1440 : quietTo, quietDays };
}

/** As the graph shows it. */
export function quietShown({ quietFrom, quietTo, quietDays }: QuietColumns): QuietHours | null {
  if (quietFrom === null || quietTo === null) return null;
  return {
    ...{ from: timeOfMinute(quietFrom), to: timeOfMinute(quietTo) },
    days: quietDays ?? [1, 2, 3, 4, 5, 6, 7],
  };
}

/** A whole number between two bounds. @throws HubError BAD_USER_INPUT */
export function within(path: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw refused(path, `${least} to ${most}`, `须在 ${least} 至 ${most} 之间`);
}

/** A length of time (ms) in whole seconds. @throws HubError BAD_USER_INPUT */
export function secondsArgument(path: string, ms: number, least: number, most: number): number {
  const seconds = Math.round(ms / 1_000);
  if (seconds >= least && seconds <= most) return seconds;
  throw refused(path, `from ${least} s to ${most} s`, `须在 ${least} 秒至 ${most} 秒之间`);
}

export function perMinuteArgument(kind: EndpointKind, value: number): number {
  return within('perMinute', value, 1, MOST_PER_MINUTE[kind]);
}

/** @throws HubError BAD_USER_INPUT with the nearest known event */
export function eventsArgument(events: readonly string[]): string[] {
  if (events.length === 0) throw refused('events', 'name at least one', '至少指定一项');
  for (const [at, event] of events.entries()) {
    if (isEventPattern(event)) continue;
    const near = nearest(event.slice(0, 80), [...NOTIFY_EVENTS], 4);
    throw refused(
      `events.${at}`,
      `not a known event${near === null ? ' (such as incident.opened, work_order.*)' : `; did you mean "${near}"?`}`,
      `不是已知的变化种类${near === null ? '（如 incident.opened、work_order.*）' : `，是否为“${near}”？`}`,
    );
  }
  return [...new Set(events)];
}

/** @throws HubError BAD_USER_INPUT */
export function orderStatesArgument(states: readonly string[] | null): string[] | null {
  if (states === null) return null;
  const known: readonly string[] = WORK_ORDER_STATE_NAMES;
  const wrong = states.findIndex((state) => !known.includes(state));
  if (wrong === -1) return states.length === 0 ? null : [...new Set(states)];
  throw refused(`orderStates.${wrong}`, 'a WorkOrderState', '须为工单状态代码');
}

const MAILBOX = /^[^\s@,;<>"()[\]\\]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;
const MOST_MAILBOXES = 20;

/** An address as it is kept, and as it is shown. `allowHttp`: private networks are named, so plain HTTP may reach them. @throws HubError BAD_USER_INPUT */
export function addressArgument(
  kind: EndpointKind,
  text: string,
  allowHttp: boolean,
): { address: string; shown: string } {
  if (text.length > 2_000) throw refused('address', 'at most 2,000 characters', '最多 2000 个字符');
  if (kind === 'MAIL') {
    const boxes = text.split(',').map((box) => box.trim());
    if (boxes.length > MOST_MAILBOXES || !boxes.every((box) => MAILBOX.test(box))) {
      throw refused(
        'address',
        `1 to ${MOST_MAILBOXES} mailboxes, separated by commas`,
        `须为 1 至 ${MOST_MAILBOXES} 个邮箱，以逗号分隔`,
      );
    }
    return { address: boxes.join(','), shown: boxes.map(maskEmail).join(', ') };
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  const schemes = allowHttp ? ['https:', 'http:'] : ['https:'];
  if (url === null || !schemes.includes(url.protocol)) {
    throw refused(
      'address',
      allowHttp
        ? 'an http or https URL'
        : 'an https URL (http only to networks in HUB_WEBHOOK_ALLOW_PRIVATE)',
      allowHttp
        ? '须为 http 或 https 网址'
        : '须为 https 网址（http 仅限 HUB_WEBHOOK_ALLOW_PRIVATE 所列内网）',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw refused('address', 'without user and password', '不得包含用户名与密码');
  }
  // the path and query of a robot's address are its key
  return { address: url.href, shown: `${url.protocol}//${url.host}/…` };
}

/** A secret that fits its kind. @throws HubError BAD_USER_INPUT */
export function secretArgument(kind: EndpointKind, secret: string | null): string | null {
  if (secret === null) return null;
  if (kind === 'WECOM' || kind === 'MAIL') {
    throw refused('secret', 'this kind is not signed', '该渠道不使用签名密钥');
  }
  if (kind === 'WEBHOOK' ? isWebhookSecret(secret) : /^[\x21-\x7e]{8,200}$/.test(secret)) return secret;
  throw refused(
    'secret',
    kind === 'WEBHOOK' ? '`whsec_` and 24 to 64 bytes in base64' : '8 to 200 printable characters',
    kind === 'WEBHOOK' ? '须为 `whsec_` 加 24 至 64 字节的 base64' : '须为 8 至 200 个可见字符',
  );
}
