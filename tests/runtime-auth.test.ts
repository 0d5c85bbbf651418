import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createAuth } from '../runtime/auth.ts';
import { loadConfig } from '../runtime/config.ts';

// An OIDC issuer as far as a resource server sees it: a key set over HTTP.
const first = await generateKeyPair('RS256', { extractable: true });
const second = await generateKeyPair('ES256', { extractable: true });
const unknown = await generateKeyPair('RS256', { extractable: true });
let published: Record<string, unknown>[] = [];
let fetches = 0;
let works = true;
let server: Server;
let jwksUrl: string;
let clock = Date.now();

beforeAll(async () => {
  server = createServer((_request, response) => {
    fetches += 1;
    response.writeHead(works ? 200 : 500, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  jwksUrl = `http://127.0.0.1:${address.port}/jwks`;
});

afterAll(() => new Promise((done) => server.close(done)));

beforeEach(async () => {
  fetches = 0;
  works = true;
  clock = Date.now();
  published = [{ ...(await exportJWK(first.publicKey)), kid: 'first', alg: 'RS256' }];
});

interface Token {
  key?: Awaited<ReturnType<typeof generateKeyPair>>;
  kid?: string;
  alg?: string;
  audience?: string;
  issuer?: string;
  sub?: string;
}

function token({
  key = first,
  kid = 'first',
  alg = 'RS256',
  audience = 'hub',
  issuer = 'https://id',
  sub = 'a',
}: Token) {
  return new SignJWT({ roles: ['viewer', 'uma_authorization'], grids: ['5114'] })
    .setProtectedHeader({ alg, kid })
    .setSubject(sub)
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime('10m')
    .sign(key.privateKey);
}

function open(env: Record<string, string> = {}) {
  const settings = { HUB_JWKS_URL: jwksUrl, HUB_ISSUER: 'https://id', HUB_AUDIENCE: 'hub', ...env };
  return createAuth(loadConfig(settings), '/nowhere', () => clock);
}

describe('tokens of an OIDC issuer', () => {
  it('count, and its keys are fetched once', async () => {
    const auth = await open();
    for (const sub of ['a', 'b', 'c']) {
      expect(await auth.verify(await token({ sub }))).toMatchObject({
        subject: sub,
        roles: ['viewer'],
        grids: ['5114'],
      });
    }
    expect(fetches).toBe(1);
  });

  it.each<[string, Token, string]>([
    ['for another audience', { audience: 'shop' }, 'another audience'],
    ['of another issuer', { issuer: 'https://evil' }, 'another issuer'],
    ['signed by another key under a known name', { key: unknown }, 'its signature is wrong'],
  ])('%s do not count', async (_what, wrong, words) => {
    const auth = await open();
    await expect(auth.verify(await token(wrong))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: expect.stringContaining(words),
    });
  });

  it('under made-up key names do not become a stream of fetches', async () => {
    const auth = await open();
    for (let i = 0; i < 20; i++) {
      await expect(auth.verify(await token({ key: unknown, kid: `made-up-${i}` }))).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
        message: expect.stringContaining('unknown key'),
      });
    }
    expect(fetches).toBe(1);
  });

  it('wait while the issuer is away, without a fetch for each, and count when it is back', async () => {
    works = false;
    const auth = await open();
    for (let i = 0; i < 10; i++) {
      await expect(auth.verify(await token({ sub: `s${i}` }))).rejects.toMatchObject({
        code: 'ISSUER_UNAVAILABLE',
      });
    }
    expect(fetches).toBe(1);
    works = true;
    clock += 3_001;
    expect((await auth.verify(await token({}))).subject).toBe('a');
  });

  it('end within a minute when the issuer withdraws their key', async () => {
    published.push({ ...(await exportJWK(second.publicKey)), kid: 'second', alg: 'ES256' });
    const auth = await open();
    const withdrawn = await token({});
    await auth.verify(withdrawn);
    clock += 29_000;
    await auth.verify(await token({ sub: 'b' }));
    published.shift();
    clock += 60_000;
    const lost = { code: 'UNAUTHENTICATED', message: expect.stringContaining('unknown key') };
    await expect(auth.verify(withdrawn)).rejects.toMatchObject(lost);
    await expect(auth.verify(await token({ sub: 'c' }))).rejects.toMatchObject(lost);
    expect((await auth.verify(await token({ key: second, kid: 'second', alg: 'ES256' }))).subject).toBe('a');
  });

  it('whose keys are known count as long as the issuer is away, without a fetch for each', async () => {
    onTestFinished(() => void vi.useRealTimers());
    const auth = await open();
    await auth.verify(await token({}));
    works = false;
    for (let hour = 0; hour < 4; hour++) {
      clock += 3_600_000;
      vi.setSystemTime(clock);
      fetches = 0;
      for (let i = 0; i < 10; i++) {
        expect((await auth.verify(await token({ sub: `${hour}-${i}` }))).subject).toBe(`${hour}-${i}`);
      }
      expect(fetches).toBeLessThanOrEqual(1);
    }
    works = true;
    published = [{ ...(await exportJWK(second.publicKey)), kid: 'second', alg: 'ES256' }];
    clock += 60_000;
    vi.setSystemTime(clock);
    // the next finds it away no more, those after it the new keys
    await auth.verify(await token({ sub: 'last' })).catch(() => undefined);
    let attempt = 0;
    await vi.waitFor(async () => {
      attempt += 1;
      await expect(auth.verify(await token({ sub: `gone-${attempt}` }))).rejects.toMatchObject({
        code: 'UNAUTHENTICATED',
      });
    });
  });

  it('count whichever of its keys signed them', async () => {
    published.push({ ...(await exportJWK(second.publicKey)), kid: 'second', alg: 'ES256' });
    const auth = await open();
    expect((await auth.verify(await token({ key: second, kid: 'second', alg: 'ES256' }))).subject).toBe('a');
  });

  it('are signed by the issuer alone, unless the hub is given a key as well', async () => {
    const alone = await open();
    const request = { subject: 'x', roles: ['viewer'] as const, grids: [''], ttlSeconds: 60 };
    await expect(alone.sign(request)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const both = await open({ HUB_AUTH_KEY: JSON.stringify(await exportJWK(privateKey)) });
    expect((await both.verify(await both.sign(request))).subject).toBe('x');
    expect((await both.verify(await token({}))).subject).toBe('a');
  });
});
