import { createHmac, randomBytes } from 'node:crypto';

/** Prefix of a secret that is written as base64, as Standard Webhooks has it. */
const PREFIX = 'whsec_';

/** A fresh webhook secret: `whsec_` and 32 bytes in base64. */
export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64')}`;
}

/** `whsec_` and 24 to 64 bytes in base64. */
export function isWebhookSecret(secret: string): boolean {
  const text = secret.slice(PREFIX.length);
  const bytes = Buffer.from(text, 'base64');
  return (
    secret.startsWith(PREFIX) && bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === text
  );
}

/**
 * The headers of Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md):
 * HMAC-SHA256 over `id.seconds.body`, one signature for each secret that counts.
 */
export function webhookHeaders(
  secrets: readonly string[],
  id: string,
  nowMs: number,
  body: string,
): Record<string, string> {
  const seconds = Math.floor(nowMs / 1_000);
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  };
}

/** DingTalk 加签: HMAC-SHA256 of `ms\nsecret` with the secret, in the query. https://open.dingtalk.com/document/robots/customize-robot-security-settings */
export function dingtalkUrl(address: string, secret: string | null, nowMs: number): string {
  if (secret === null) return address;
  const url = new URL(address);
  url.searchParams.set('timestamp', String(nowMs));
  url.searchParams.set('sign', createHmac('sha256', secret).update(`${nowMs}\n${secret}`).digest('base64'));
  return url.href;
}

/** Feishu 签名校验: HMAC-SHA256 of nothing with `seconds\nsecret` as the key, in the body. https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot */
export function feishuSignature(secret: string | null, nowMs: number): Record<string, string> {
  if (secret === null) return {};
  const timestamp = String(Math.floor(nowMs / 1_000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') };
}
