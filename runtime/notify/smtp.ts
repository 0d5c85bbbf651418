import { createTransport } from 'nodemailer';
import type { Attempt } from './transports.ts';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** The same for every attempt: the Message-ID, so that a mail server may drop doubles. */
  id: string;
  told: number;
}

export interface Mailer {
  send(mail: Mail): Promise<Attempt>;
  close(): void;
}

function replyCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('responseCode' in error)) return null;
  return typeof error.responseCode === 'number' ? error.responseCode : null;
}

/** Mail over one server. Its address is the operator's own setting, so it may be inside. */
export function createMailer(url: string, from: string, timeoutMs: number): Mailer {
  const address = new URL(url);
  const user = decodeURIComponent(address.username);
  const secure = address.protocol === 'smtps:';
  const transport = createTransport({
    host: address.hostname.replace(/^\[|\]$/g, ''),
    port: address.port === '' ? (secure ? 465 : 587) : Number(address.port),
    secure,
    pool: true,
    maxConnections: 4,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // a text of ours never names a file or an address to be read
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(address.password) } }),
  });
  const domain = /@([\w.-]+)>?$/.exec(from)?.[1] ?? 'wangge-hub';
  return {
    async send({ to, subject, text, id, told }) {
      try {
        await transport.sendMail({ from, to, subject, text, messageId: `<${id}@${domain}>` });
        return { outcome: 'DELIVERED', told, status: 250, error: null, retryAfterMs: null };
      } catch (error) {
        const status = replyCode(error);
        const why = error instanceof Error ? error.message : String(error);
        // 550-553: the mailbox is not there or not taken; 5xx otherwise may be the login or a policy, which get mended
        const outcome = status !== null && status >= 550 && status <= 553 ? 'REFUSED' : 'RETRY';
        return { outcome, told: 0, status, error: why, retryAfterMs: null };
      }
    },
    close: () => transport.close(),
  };
}
