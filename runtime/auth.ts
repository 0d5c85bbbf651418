import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createRemoteJWKSet, errors as jose, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError } from '../core/errors.ts';
import { isRole, type Principal, type Role } from '../core/permissions.ts';
import { guardedKeySet } from './auth/key-set.ts';
import { keyFromFile, keyFromText, type OwnKey } from './auth/own-key.ts';
import { reasonOf } from './auth/reasons.ts';
import type { Config } from './config.ts';

/** Signature algorithms that count. `none` and the symmetric ones, whose key would be a shared secret, do not. */
const ALGORITHMS = [
  'EdDSA',
  'Ed25519',
  'ES256',
  'ES384',
  'ES512',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
];
/** Issuer and audience of the hub's own tokens, where none is configured. */
const OWN_NAME = 'wangge-hub';
const CLOCK_TOLERANCE_SECONDS = 30;
const LARGEST_TOKEN = 8_192;
const CACHED_TOKENS = 2_000;
/** With the age of the issuer's keys (key-set.ts): a key that it withdrew stops counting within a minute. */
const CACHED_MS = 30_000;

const Claims = Compile(
  Type.Object({
    sub: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000-\\u001f]+$' }),
    exp: Type.Number(),
    roles: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 }),
    grids: Type.Array(Type.String({ pattern: '^(?:\\*|\\d{0,19})$' }), { minItems: 1, maxItems: 1_000 }),
  }),
);

export interface TokenRequest {
  subject: string;
  roles: readonly Role[];
  /** Grid code prefixes; '' or '*' is the whole site. */
  grids: readonly string[];
  ttlSeconds: number;
}

/** Who is asking, by JWT: the hub's own EdDSA key, or the keys of an OIDC issuer. */
export interface Auth {
  /** @throws HubError UNAUTHENTICATED with the reason in words; ISSUER_UNAVAILABLE when its keys cannot be had */
  verify: (token: string) => Promise<Principal>;
  /** Null without a header. @throws as `verify` */
  principalOf: (authorization: string | undefined) => Promise<Principal | null>;
  /** A token of the hub's own key. @throws HubError BAD_USER_INPUT when an OIDC issuer alone signs here */
  sign: (request: TokenRequest) => Promise<string>;
}

function unauthenticated(reason: string, reasonZh: string, cause?: unknown): HubError {
  return new HubError('UNAUTHENTICATED', { reason, reasonZh }, { cause });
}

function principalFrom(claims: unknown): Principal {
  if (!Claims.Check(claims)) {
    const [fault] = Claims.Errors(claims);
    const where = fault === undefined || fault.instancePath === '' ? 'claims' : fault.instancePath.slice(1);
    const what = fault?.message ?? 'malformed';
    throw unauthenticated(
      `its claims are malformed (${where} ${what}); it needs sub, exp, roles and grids`,
      `声明格式错误（${where} ${what}）；须含 sub、exp、roles 与 grids`,
    );
  }
  // An issuer's own roles for other programs may stand beside ours.
  const roles = [...new Set(claims.roles.filter(isRole))];
  if (roles.length === 0) {
    throw unauthenticated('none of its roles is a role of this hub', '其角色均非本系统角色');
  }
  const grids = [...new Set(claims.grids.map((grid) => (grid === '*' ? '' : grid)))];
  return {
    subject: claims.sub,
    roles,
    grids: grids.includes('') ? [''] : grids,
    expiresAt: (claims.exp + CLOCK_TOLERANCE_SECONDS) * 1_000,
  };
}

async function ownKeyOf({ auth }: Config, dataDir: string): Promise<OwnKey | null> {
  if (auth.key !== null) return keyFromText(auth.key, 'HUB_AUTH_KEY');
  if (auth.keyFile !== null) return keyFromFile(auth.keyFile, 'HUB_AUTH_KEY_FILE');
  return auth.jwksUrl === null ? keyFromFile(join(dataDir, 'auth-key.json'), 'HUB_DATA_DIR') : null;
}

/**
 * @param now epoch ms, for tests
 * @throws HubError CONFIG_INVALID for a key that is none
 */
export async function createAuth(
  config: Config,
  dataDir: string = config.dataDir,
  now: () => number = Date.now,
): Promise<Auth> {
  const own = await ownKeyOf(config, dataDir);
  const remote =
    config.auth.jwksUrl === null
      ? null
      : guardedKeySet(
          createRemoteJWKSet(new URL(config.auth.jwksUrl), {
            timeoutDuration: 5_000,
            cooldownDuration: 30_000,
            cacheMaxAge: Number.POSITIVE_INFINITY,
          }),
          now,
        );
  const issuer = config.auth.issuer ?? OWN_NAME;
  const audience = config.auth.audience ?? OWN_NAME;
  const cache = new LRUCache<string, { principal: Principal; until: number }>({ max: CACHED_TOKENS });

  async function check(token: string): Promise<Principal> {
    try {
      const { payload } = await jwtVerify(
        token,
        (header, jws) => {
          if (own !== null && (remote === null || header.kid === own.kid)) return own.publicKey;
          if (remote === null) throw new jose.JWKSNoMatchingKey();
          return remote(header, jws);
        },
        {
          algorithms: ALGORITHMS,
          issuer,
          audience,
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          requiredClaims: ['sub', 'exp'],
          currentDate: new Date(now()),
        },
      );
      return principalFrom(payload);
    } catch (error) {
      if (error instanceof HubError) throw error;
      const { reason, reasonZh } = reasonOf(error);
      throw unauthenticated(reason, reasonZh, error);
    }
  }

  async function verify(token: string): Promise<Principal> {
    if (token.length > LARGEST_TOKEN) throw unauthenticated('it is too long', '令牌过长');
    // The hash, so that no usable token lies in memory.
    const key = createHash('sha256').update(token).digest('base64');
    const known = cache.get(key);
    if (known !== undefined && now() < known.until) return known.principal;
    cache.delete(key);
    const principal = await check(token);
    cache.set(key, { principal, until: Math.min(principal.expiresAt, now() + CACHED_MS) });
    return principal;
  }

  return {
    verify,
    async principalOf(authorization) {
      if (authorization === undefined || authorization.trim() === '') return null;
      const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization.trim())?.[1];
      if (token === undefined) {
        throw unauthenticated(
          'the Authorization header is not `Bearer <JWT>`',
          'Authorization 头不是 `Bearer <JWT>`',
        );
      }
      return verify(token);
    },
    async sign({ subject, roles, grids, ttlSeconds }) {
      if (own === null) {
        throw new HubError('BAD_USER_INPUT', {
          path: 'HUB_JWKS_URL',
          reason:
            'the issuer signs the tokens here; set HUB_AUTH_KEY_FILE as well to sign with a key of the hub',
          reasonZh: '令牌由签发方签署；如需由枢纽签署，请同时设置 HUB_AUTH_KEY_FILE',
        });
      }
      const exp = Math.floor(now() / 1_000) + ttlSeconds;
      try {
        principalFrom({ sub: subject, exp, roles, grids });
      } catch (cause) {
        if (!(cause instanceof HubError)) throw cause;
        const { reason = null, reasonZh = null } = cause.detail;
        throw new HubError('BAD_USER_INPUT', { path: 'token', reason, reasonZh }, { cause });
      }
      return new SignJWT({ roles: [...roles], grids: [...grids] })
        .setProtectedHeader({ alg: 'EdDSA', kid: own.kid, typ: 'JWT' })
        .setSubject(subject)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(Math.floor(now() / 1_000))
        .setExpirationTime(exp)
        .sign(own.privateKey);
    },
  };
}
