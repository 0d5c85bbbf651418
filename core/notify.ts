import { INCIDENT_CHANGES, WORK_ORDER_CHANGES } from './feed-event.ts';
import { occurrenceEnd, type Recurrence } from './maintenance.ts';
import { type Severity, severityRank } from './severity.ts';

/** Ways that people and programs are told. */
export const ENDPOINT_KINDS = {
  WEBHOOK: { zh: '网络回调', en: 'Webhook' },
  WECOM: { zh: '企业微信群机器人', en: 'WeCom robot' },
  DINGTALK: { zh: '钉钉群机器人', en: 'DingTalk robot' },
  FEISHU: { zh: '飞书群机器人', en: 'Feishu robot' },
  MAIL: { zh: '电子邮件', en: 'Mail' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type EndpointKind = keyof typeof ENDPOINT_KINDS;

/** The root field that a link in a message asks, without a token of the reader's. */
export const ACKNOWLEDGE_FIELD = 'Mutation.acknowledgeNotification';

/** Path of that link at the gateway; `token` proves that the hub made it. */
export function acknowledgePath(deliveryId: string, token: string): string {
  return `/acknowledge/${deliveryId}/${token}`;
}

/** Whom a rule tells. */
export const NOTIFY_TARGETS = ['ENDPOINT', 'ROLE_ON_DUTY', 'ASSIGNEE', 'CIRCLE'] as const;

export const MESSAGE_FORMATS = ['TEXT', 'MARKDOWN', 'CARD'] as const;
export type MessageFormat = (typeof MESSAGE_FORMATS)[number];

export const MESSAGE_LANGUAGES = ['ZH', 'EN', 'BOTH'] as const;
export type MessageLanguage = (typeof MESSAGE_LANGUAGES)[number];

/** What became of a delivery. QUEUED may be waiting, held or being tried; the others are its ends. */
export const DELIVERY_STATES = ['QUEUED', 'DELIVERED', 'DEAD', 'CANCELLED', 'UNREACHABLE'] as const;

/** What one attempt came to: RETRY is tried again, REFUSED is not. */
export const ATTEMPT_OUTCOMES = ['DELIVERED', 'RETRY', 'REFUSED'] as const;
export type AttemptOutcome = (typeof ATTEMPT_OUTCOMES)[number];

export const HOLDS = ['WINDOW', 'QUIET'] as const;
export type Hold = (typeof HOLDS)[number];

const TOPICS = { incident: 'incident', workOrder: 'work_order' } as const;

/** A change of the feed as rules and webhooks name it: `incident.opened`, `work_order.transitioned`. */
export function eventName(topic: keyof typeof TOPICS, change: string): string {
  return `${TOPICS[topic]}.${change.toLowerCase()}`;
}

/** Every event that a rule can name. */
export const NOTIFY_EVENTS: readonly string[] = [
  ...INCIDENT_CHANGES.map((change) => eventName('incident', change)),
  ...WORK_ORDER_CHANGES.map((change) => eventName('workOrder', change)),
];

/** What a rule may say to match an event, the event itself first: `work_order.opened`, `work_order.*`. */
export function eventPatterns(event: string): string[] {
  return [event, `${event.slice(0, event.indexOf('.'))}.*`];
}

export function isEventPattern(pattern: string): boolean {
  return NOTIFY_EVENTS.some((event) => eventPatterns(event).includes(pattern));
}

/**
 * The most messages of one robot in a minute, as its vendor publishes it; more and it is shut for minutes.
 * WeCom https://developer.work.weixin.qq.com/document/path/91770, DingTalk
 * https://open.dingtalk.com/document/robots/custom-robot-access, Feishu
 * https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot (100 a minute and 5 a second there).
 */
export const MOST_PER_MINUTE = {
  WEBHOOK: 6_000,
  WECOM: 20,
  DINGTALK: 20,
  FEISHU: 100,
  MAIL: 600,
} as const satisfies Record<EndpointKind, number>;

export const USUAL_PER_MINUTE = {
  WEBHOOK: 600,
  WECOM: 20,
  DINGTALK: 20,
  FEISHU: 20,
  MAIL: 60,
} as const satisfies Record<EndpointKind, number>;

/** When the last of the quiet hours that hold at `nowMs` is over, epoch ms; null outside them, and for critical always. */
export function quietUntil(
  quiet: readonly (Recurrence | null)[],
  severity: Severity,
  nowMs: number,
  zone: string,
): number | null {
  if (severity === 'critical') return null;
  let at = nowMs;
  // hours that follow each other are one rest; eight steps are more than a week of them
  for (let step = 0; step < 8; step++) {
    const ends = quiet.flatMap((hours) =>
      hours === null ? [] : [occurrenceEnd(hours, at, zone)].filter((end) => end !== null),
    );
    if (ends.length === 0) break;
    at = Math.max(...ends);
  }
  return at === nowMs ? null : at;
}

/** The last delivery of one rule's window: to the same endpoint, about the same subject. */
export interface LastTold {
  id: string;
  createdMs: number;
  /** The highest that was told, or waits to be, since the window began. */
  severity: Severity;
  /** Waits for the end of its window or of quiet hours, and takes further events in. */
  pending: boolean;
  /** When a pending one is due. */
  dueMs: number;
}

/** What an event does to the queue of one endpoint. `raise`: the delivery that waits is superseded by the new one. */
export type Telling =
  | { do: 'send'; atMs: number; held: Hold | null; supersedes: string | null }
  | { do: 'fold'; into: string };

/**
 * One event: told now, at the end of quiet hours, or with others at the end of the window. A severity above what was told
 * before is never held by the window, and critical never by anything.
 */
export function decideTelling(
  event: { severity: Severity; nowMs: number; quietEndMs: number | null; windowSeconds: number },
  last: LastTold | null,
): Telling {
  const { severity, nowMs, quietEndMs, windowSeconds } = event;
  const rises = last === null || severityRank(severity) > severityRank(last.severity);
  if (last?.pending && (!rises || quietEndMs !== null)) return { do: 'fold', into: last.id };
  if (quietEndMs !== null) return { do: 'send', atMs: quietEndMs, held: 'QUIET', supersedes: null };
  if (!rises) {
    const windowEndMs = last.createdMs + windowSeconds * 1_000;
    if (nowMs < windowEndMs) return { do: 'send', atMs: windowEndMs, held: 'WINDOW', supersedes: null };
  }
  return { do: 'send', atMs: nowMs, held: null, supersedes: last?.pending ? last.id : null };
}

/** Seconds before the second, third … attempt; then the last again. */
const BACKOFF_SECONDS = [5, 15, 60, 180, 600, 1_800, 3_600, 7_200] as const;

export interface RetryPolicy {
  attempts: number;
  maxAgeMs: number;
  /** 1; tests make it small. */
  backoffScale: number;
}

export interface Failure {
  /** Attempts made so far, this one with them. */
  attempts: number;
  queuedMs: number;
  nowMs: number;
  /** What the receiver asked for. */
  retryAfterMs: number | null;
  /** 0 to 1. */
  chance: number;
}

/** When a failed delivery is tried again, epoch ms; null: it is dead. A receiver's Retry-After is never undercut. */
export function retryAt(policy: RetryPolicy, failure: Failure): number | null {
  const { attempts, queuedMs, nowMs, retryAfterMs, chance } = failure;
  if (attempts >= policy.attempts) return null;
  const seconds = BACKOFF_SECONDS[Math.min(attempts, BACKOFF_SECONDS.length) - 1] ?? BACKOFF_SECONDS[0];
  const backoffMs = seconds * 1_000 * policy.backoffScale * (0.75 + chance / 2);
  const at = nowMs + Math.max(backoffMs, retryAfterMs ?? 0);
  return at - queuedMs > policy.maxAgeMs ? null : Math.ceil(at);
}

/** After so many failures in a row nothing but one probe at a time is sent. */
const FAILURES_TO_OPEN = 5;

/** How long an endpoint is left alone after its n-th failure in a row, ms; 0: not at all. */
export function circuitOpenMs(failures: number, backoffScale = 1): number {
  if (failures < FAILURES_TO_OPEN) return 0;
  return Math.min(600_000, 10_000 * 2 ** Math.min(failures - FAILURES_TO_OPEN, 6)) * backoffScale;
}

/** How many at once: one that fails is only probed. */
export function widthOf(concurrency: number, failures: number): number {
  return failures === 0 ? concurrency : 1;
}

/** A bucket of tokens that fills evenly; one token a message. */
export interface Bucket {
  tokens: number;
  atMs: number;
}

/**
 * Takes up to `wanted` tokens. A full bucket holds a quarter of a minute's messages and is refilled with the other three
 * quarters, so that no sixty seconds see more than `perMinute`.
 */
export function takeTokens(
  bucket: Bucket | null,
  perMinute: number,
  wanted: number,
  nowMs: number,
): { taken: number; bucket: Bucket; nextMs: number } {
  const most = burstOf(perMinute);
  const rate = Math.max(perMinute - most, perMinute / 2) / 60_000;
  const filled =
    bucket === null ? most : Math.min(most, bucket.tokens + Math.max(0, nowMs - bucket.atMs) * rate);
  const taken = Math.min(wanted, Math.floor(filled));
  const tokens = filled - taken;
  return {
    taken,
    bucket: { tokens, atMs: nowMs },
    nextMs: nowMs + Math.ceil(Math.max(0, 1 - tokens) / rate),
  };
}

/** Tokens at most: burst and refill of any minute together stay at or under the limit. */
function burstOf(perMinute: number): number {
  return Math.max(1, Math.floor(perMinute / 4));
}
