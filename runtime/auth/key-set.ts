import { type createRemoteJWKSet, errors as jose } from 'jose';
import { HubError } from '../../core/errors.ts';

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** After a failed fetch, how long no other is tried: jose itself cools down only after one that worked. */
const RETRY_AFTER_MS = 3_000;

/**
 * A remote key set that tells "the issuer does not answer" from "the token is wrong", and does not let a stream of
 * requests become a stream of fetches while the issuer is down.
 * @throws HubError ISSUER_UNAVAILABLE; errors of jose for a key that the set does not hold
 */
export function guardedKeySet(
  keys: KeySet,
  now: () => number,
): (...header: Parameters<KeySet>) => ReturnType<KeySet> {
  let failedAt = Number.NEGATIVE_INFINITY;
  const unavailable = (cause?: unknown): HubError =>
    new HubError(
      'ISSUER_UNAVAILABLE',
      { reason: 'the issuer’s keys could not be fetched', reasonZh: '无法获取签发方的公钥' },
      { cause },
    );
  return async (header, jws) => {
    if (!keys.fresh && now() - failedAt < RETRY_AFTER_MS) throw unavailable();
    try {
      return await keys(header, jws);
    } catch (error) {
      const aboutToken =
        error instanceof jose.JWKSNoMatchingKey ||
        error instanceof jose.JWKSMultipleMatchingKeys ||
        error instanceof jose.JOSENotSupported;
      if (aboutToken) throw error;
      failedAt = now();
      throw unavailable(error);
    }
  };
}
