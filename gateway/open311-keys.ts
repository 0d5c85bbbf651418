import { createHash, timingSafeEqual } from 'node:crypto';
import { HubError } from '../core/errors.ts';
import { Open311Fault } from '../core/open311.ts';
import type { Principal } from '../core/permissions.ts';
import type { Auth } from '../runtime/auth.ts';
import type { Config } from '../runtime/config.ts';
import type { GatewayContext } from './context.ts';

const TOKEN_SECONDS = 600;

/** Who a client of the facade is: by a key of HUB_OPEN311_KEYS, by a token of the hub, or nobody. */
export interface Open311Keys {
  /** @throws Open311Fault 403 for a key that is none */
  contextOf(
    key: string | null,
    request: { authorization: string | undefined; requestId: string; address: string },
  ): Promise<GatewayContext>;
}

export function createOpen311Keys(
  { config, auth }: { config: Config; auth: Auth },
  now: () => number = Date.now,
): Open311Keys {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  const keys = Object.entries(config.residents.open311Keys).map(([name, key]) => ({ name, hash: hash(key) }));
  const tokens = new Map<string, { token: string; until: number }>();
  const remote = Object.keys(config.subgraphUrls).length > 0;

  /** Every key is compared, and each in constant time. */
  function nameOf(key: string): string | null {
    const given = hash(key);
    let found: string | null = null;
    for (const known of keys) if (timingSafeEqual(known.hash, given)) found = known.name;
    return found;
  }

  /** A token for subgraphs over HTTP, which trust nothing else. */
  async function tokenOf(subject: string): Promise<string> {
    const known = tokens.get(subject);
    if (known !== undefined && now() < known.until) return known.token;
    const token = await auth.sign({ subject, roles: ['channel'], grids: ['*'], ttlSeconds: TOKEN_SECONDS });
    tokens.set(subject, { token, until: now() + (TOKEN_SECONDS / 2) * 1_000 });
    return token;
  }

  function invalid(): Open311Fault {
    return new Open311Fault(403, 'Invalid api_key api_key 无效');
  }

  return {
    async contextOf(key, { authorization, requestId, address }) {
      if (key === null) {
        try {
          return { principal: await auth.principalOf(authorization), authorization, requestId, address };
        } catch (error) {
          if (error instanceof HubError && error.code === 'UNAUTHENTICATED') throw invalid();
          throw error;
        }
      }
      const name = nameOf(key);
      if (name !== null) {
        const subject = `open311:${name}`;
        const principal: Principal = {
          subject,
          roles: ['channel'],
          grids: [''],
          expiresAt: now() + TOKEN_SECONDS * 1_000,
        };
        const header = remote ? `Bearer ${await tokenOf(subject)}` : undefined;
        return { principal, authorization: header, requestId, address };
      }
      const header = `Bearer ${key}`;
      try {
        return { principal: await auth.verify(key), authorization: header, requestId, address };
      } catch (error) {
        if (error instanceof HubError && error.code === 'UNAUTHENTICATED') throw invalid();
        throw error;
      }
    },
  };
}
