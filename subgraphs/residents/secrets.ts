import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { HubError } from '../../core/errors.ts';
import { normalSecret, SECRET_BYTES, secretText } from '../../core/residents-secret.ts';
import { createRateLimit } from '../../runtime/rate-limit.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** What is stored of a secret. 120 random bits need no slow hash: nobody tries 2^119 of them, at any speed. */
export function secretHash(secret: string): Buffer {
  return sha256(normalSecret(secret));
}

/** A secret made of chance alone. */
export function newSecret(): string {
  return secretText(randomBytes(SECRET_BYTES));
}

/**
 * The secret of a request that may be repeated: the same for the same request id and salt, so that a client which lost
 * the answer gets it again though only a hash is stored. Without the request id the salt tells nothing.
 */
export function repeatableSecret(requestId: string, salt: Buffer): string {
  return secretText(createHmac('sha256', salt).update(requestId.toLowerCase()).digest());
}

/** Which request it was: within one submitter, by the client's own id. */
export function requestHash(submittedBy: string | null, requestId: string): Buffer {
  return sha256(JSON.stringify([submittedBy, requestId.toLowerCase()]));
}

/** What was asked: the same id with other content is no repetition. */
export function contentHash(content: unknown): Buffer {
  return sha256(JSON.stringify(content));
}

/** Compared against where there is no report, so that both ways do the same work. */
const NOBODY = randomBytes(32);

/** In constant time; false when there is no report. */
export function isSecretOf(stored: Buffer | null, secret: string): boolean {
  const same = timingSafeEqual(secretHash(secret), stored ?? NOBODY);
  return same && stored !== null;
}

/** What anybody hears who has not the right secret of an existing case: the same words for both. */
export function noSuchReport(): HubError {
  return new HubError('NOT_FOUND', {
    what: 'A report with',
    whatZh: '上报',
    id: 'this case number and secret',
    idZh: '（案卷号与查询码须相符）',
  });
}

/** Wrong tries a minute at one case number, existing or not. */
export const TRIES_A_MINUTE = 10;

/**
 * Counts wrong tries. A try is counted before it is looked at and forgiven when it was right, so that many at once get no
 * further than many one by one. While a number is closed it is closed to the right secret too: nobody learns which it was.
 */
export function createTries(now: () => number = Date.now) {
  // per number and no more: a limit over all numbers would let a few strangers close the door for everybody, and the
  // gateway counts each address
  const tries = createRateLimit(TRIES_A_MINUTE);
  return {
    /** @throws HubError RATE_LIMITED */
    begin(caseNumber: string): void {
      const seconds = tries.hit(caseNumber, now());
      if (seconds === null) return;
      throw new HubError('RATE_LIMITED', {
        what: 'wrong case numbers or secrets',
        whatZh: '案卷号或查询码错误',
        limit: tries.perWindow,
        retryAfterSeconds: seconds,
      });
    },
    right: (caseNumber: string): void => tries.forgive(caseNumber, now()),
  };
}

export type Tries = ReturnType<typeof createTries>;
