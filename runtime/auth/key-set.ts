import { type createRemoteJWKSet, errors as jose } from 'jose';
import { HubError } from '../../core/errors.ts';

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** After a failed fetch, how long no other is tried: jose itself cools down only after one that worked. */
const RETRY_AFTER_MS = 3_000;
/** So old keys are fetched anew before they count again. A key that its issuer withdrew is gone after this time. */
const REFRESH_MS = 30_000;

/**
 * A remote key set that tells "the issuer does not answer" from "the token is wrong", and does not let a stream of
 * requests become a stream of fetches while the issuer is down. Keys that are known go on counting then.
 * @param keys with a `cacheMaxAge` without end: their age is looked after here
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
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let refreshing: Promise<void> | null = null;

  function refresh(): Promise<void> {
    refreshing ??= keys
      .reload()
      .then(
        () => {
          fetchedAt = now();
        },
        () => {
          failedAt = now();
        },
      )
      .finally(() => {
        refreshing = null;
      });
    return refreshing;
  }

  return async (header, jws) => {
    if (!keys.fresh) {
      if (now() - failedAt < RETRY_AFTER_MS) throw unavailable();
    } else if (now() - fetchedAt >= REFRESH_MS && now() - failedAt >= RETRY_AFTER_MS) {
      // the first to find the issuer away has waited for it; nobody else does
      const lastFailed = failedAt > fetchedAt;
      const done = refresh();
      if (!lastFailed) await done;
    }
    const before = keys.fresh;
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
    } finally {
      if (!before && keys.fresh) fetchedAt = now();
    }
  };
}
