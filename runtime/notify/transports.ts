import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { AttemptOutcome, EndpointKind, MessageFormat, MessageLanguage } from '../../core/notify.ts';
import { type Told, webhookBody } from '../../core/notify-message.ts';
import { mailOf, type RobotKind, robotMessage } from '../../core/notify-robots.ts';
import { outageReason } from '../outage.ts';
import { BlockedAddress } from './addresses.ts';
import { concealed } from './conceal.ts';
import type { HttpAnswer, OutgoingHttp } from './http.ts';
import { dingtalkUrl, feishuSignature, webhookHeaders } from './sign.ts';
import type { Mailer } from './smtp.ts';

/** An endpoint with its secrets open, for the time of one attempt. */
export interface OpenEndpoint {
  kind: EndpointKind;
  /** URL, or mail addresses separated by commas. */
  address: string;
  /** The newest first; two while one takes over from the other. */
  secrets: readonly string[];
  format: MessageFormat;
  language: MessageLanguage;
}

/** What one attempt came to. `told`: how many of the deliveries, from the first, it carried. */
export interface Attempt {
  outcome: AttemptOutcome;
  told: number;
  status: number | null;
  error: string | null;
  retryAfterMs: number | null;
}

export interface Sending {
  endpoint: OpenEndpoint;
  deliveries: readonly [Told, ...Told[]];
  ruleId: string | null;
  nowMs: number;
}

export interface Transports {
  /** Never throws. */
  send(sending: Sending): Promise<Attempt>;
  close(): Promise<void>;
}

export interface TransportOptions {
  http: OutgoingHttp;
  /** Null: no mail server is configured. */
  mailer: Mailer | null;
  zone: string;
  timeoutMs: number;
}

/** A robot's answer: WeCom and DingTalk say `errcode`, Feishu `code` (`StatusCode` before). */
const RobotAnswer = Compile(
  Type.Object({
    errcode: Type.Optional(Type.Integer()),
    errmsg: Type.Optional(Type.String()),
    code: Type.Optional(Type.Integer()),
    msg: Type.Optional(Type.String()),
    StatusCode: Type.Optional(Type.Integer()),
  }),
);

/** Codes that say "too many", and how long that lasts: WeCom 45009, DingTalk 130101 and 410100, Feishu 11232. */
const TOO_MANY: Record<RobotKind, { codes: readonly number[]; restMs: number }> = {
  WECOM: { codes: [45_009], restMs: 60_000 },
  // ten minutes of silence follow there
  DINGTALK: { codes: [130_101, 410_100], restMs: 600_000 },
  FEISHU: { codes: [11_232], restMs: 60_000 },
};

const MOST_ERROR = 250;

function failed(error: string, retryAfterMs: number | null = null, status: number | null = null): Attempt {
  return { outcome: 'RETRY', told: 0, status, error, retryAfterMs };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** By HTTP status alone: 2xx is delivered; 410 says that nobody will ever be there again. */
function byStatus({ status, body, retryAfterMs }: HttpAnswer, told: number): Attempt {
  if (status >= 200 && status < 300)
    return { outcome: 'DELIVERED', told, status, error: null, retryAfterMs: null };
  const why = status >= 300 && status < 400 ? 'redirects are not followed' : body.replaceAll(/\s+/g, ' ');
  const attempt = failed(`HTTP ${status}${why === '' ? '' : `: ${why}`}`, retryAfterMs, status);
  return status === 410 ? { ...attempt, outcome: 'REFUSED' } : attempt;
}

function ofRobot(kind: RobotKind, answer: HttpAnswer, told: number): Attempt {
  if (answer.status < 200 || answer.status >= 300) return byStatus(answer, told);
  const said = parsed(answer.body);
  if (!RobotAnswer.Check(said)) return failed('the robot answered what is not its JSON', null, answer.status);
  const code = (kind === 'FEISHU' ? (said.code ?? said.StatusCode) : said.errcode) ?? null;
  if (code === 0) return byStatus(answer, told);
  const many = TOO_MANY[kind];
  const rest = code !== null && many.codes.includes(code) ? many.restMs : null;
  return failed(`${code ?? 'no code'} ${said.errmsg ?? said.msg ?? ''}`.trim(), rest, answer.status);
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && /Timeout|Abort/.test(error.name)) return `no answer within ${timeoutMs} ms`;
  return outageReason(error).reason;
}

/** The ways out of the hub. Whoever opened `http` and `mailer` closes them here. */
export function createTransports({ http, mailer, zone, timeoutMs }: TransportOptions): Transports {
  async function webhook({ endpoint, deliveries, ruleId, nowMs }: Sending): Promise<Attempt> {
    const [told] = deliveries;
    const body = webhookBody(told, ruleId);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      ...webhookHeaders(endpoint.secrets, told.id, nowMs, body),
    };
    return byStatus(await http.post({ url: endpoint.address, headers, body, timeoutMs }), 1);
  }

  async function robot(kind: RobotKind, { endpoint, deliveries, nowMs }: Sending): Promise<Attempt> {
    const { format, language, address, secrets } = endpoint;
    const { body, told } = robotMessage(kind, deliveries, { format, language, zone });
    const [secret = null] = secrets;
    const signed = kind === 'FEISHU' ? { ...feishuSignature(secret, nowMs), ...body } : body;
    const answer = await http.post({
      url: kind === 'DINGTALK' ? dingtalkUrl(address, secret, nowMs) : address,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(signed),
      timeoutMs,
    });
    return ofRobot(kind, answer, told);
  }

  async function mail({ endpoint, deliveries }: Sending): Promise<Attempt> {
    if (mailer === null) return { ...failed('HUB_SMTP_URL is not set'), outcome: 'REFUSED' };
    const { language } = endpoint;
    const { subject, text } = mailOf(deliveries, { format: 'TEXT', language, zone });
    return mailer.send({
      to: endpoint.address,
      subject,
      text,
      id: deliveries[0].id,
      told: deliveries.length,
    });
  }

  async function attempt(sending: Sending): Promise<Attempt> {
    const { kind } = sending.endpoint;
    try {
      if (kind === 'WEBHOOK') return await webhook(sending);
      return await (kind === 'MAIL' ? mail(sending) : robot(kind, sending));
    } catch (error) {
      // undici wraps what its connector gave
      const cause = error instanceof Error && error.cause instanceof BlockedAddress ? error.cause : error;
      if (cause instanceof BlockedAddress) return { ...failed(cause.message), outcome: 'REFUSED' };
      return failed(reasonOf(error, timeoutMs));
    }
  }

  return {
    async send(sending) {
      const done = await attempt(sending);
      if (done.error === null) return done;
      // cut last: half a secret is one too
      return { ...done, error: concealed(done.error, sending.endpoint).slice(0, MOST_ERROR) };
    },
    async close() {
      await http.close();
      mailer?.close();
    },
  };
}
