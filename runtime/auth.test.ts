import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { type Auth, createAuth } from './auth.ts';
import { loadConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'auth-'));
afterAll(() => rmSync(folder, { recursive: true }));

let clock = Date.UTC(2026, 0, 31);
const now = (): number => clock;
const keyPair = generateKeyPairSync('ed25519');
const pem = keyPair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
let auth: Auth;
beforeAll(async () => {
  auth = await createAuth(loadConfig({ HUB_AUTH_KEY: pem }), folder, now);
});

interface Forged {
  claims?: Record<string, unknown>;
  key?: typeof keyPair.privateKey;
  issuer?: string;
  audience?: string;
  expiresIn?: number;
}

/** A token by the hub's key, but for what is named. */
function forge({
  claims = {},
  key = keyPair.privateKey,
  issuer,
  audience,
  expiresIn = 60,
}: Forged): Promise<string> {
  return new SignJWT({ roles: ['viewer'], grids: ['5114'], ...claims })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject('someone')
    .setIssuer(issuer ?? 'wangge-hub')
    .setAudience(audience ?? 'wangge-hub')
    .setExpirationTime(Math.floor(clock / 1_000) + expiresIn)
    .sign(key);
}

async function refusal(work: Promise<unknown>): Promise<HubError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof HubError) return error;
  throw new Error(`not refused with a HubError: ${String(error)}`);
}

describe('tokens of the hub’s own key', () => {
  it('what is signed is who is asking', async () => {
    const token = await auth.sign({
      subject: 'ops',
      roles: ['operations'],
      grids: ['5114', '5101'],
      ttlSeconds: 60,
    });
    expect(await auth.principalOf(`Bearer ${token}`)).toEqual({
      subject: 'ops',
      roles: ['operations'],
      grids: ['5114', '5101'],
      expiresAt: clock + 90_000,
    });
  });

  it('the whole site may be written as nothing or as *, and swallows narrower grids', async () => {
    for (const grids of [[''], ['*'], ['5114', '*']]) {
      const token = await auth.sign({ subject: 'ops', roles: ['admin'], grids, ttlSeconds: 60 });
      expect((await auth.verify(token)).grids).toEqual(['']);
    }
  });

  it('roles of other programs are let be beside ours', async () => {
    const token = await forge({ claims: { roles: ['offline_access', 'viewer', 'viewer'] } });
    expect((await auth.verify(token)).roles).toEqual(['viewer']);
  });

  it('no header is nobody', async () => {
    expect(await auth.principalOf(undefined)).toBeNull();
    expect(await auth.principalOf(' ')).toBeNull();
  });

  it('a signed token asks for a place that can be one', async () => {
    const error = await refusal(
      auth.sign({ subject: 'x', roles: ['viewer'], grids: ['51;'], ttlSeconds: 1 }),
    );
    expect(error.code).toBe('BAD_USER_INPUT');
  });
});

describe('tokens that do not count', () => {
  const stranger = generateKeyPairSync('ed25519').privateKey;
  it.each<[string, Forged, string]>([
    ['another key', { key: stranger }, 'its signature is wrong'],
    ['another issuer', { issuer: 'elsewhere' }, 'another issuer'],
    ['another audience', { audience: 'elsewhere' }, 'another audience'],
    ['one that expired', { expiresIn: -31 }, 'it expired at 2026-01-30T23:59:29.000Z'],
    ['one that does not count yet', { claims: { nbf: 4_000_000_000 } }, 'does not count yet'],
    ['roles that are a word', { claims: { roles: 'admin' } }, 'roles'],
    ['roles that nobody knows', { claims: { roles: ['root', 'constructor'] } }, 'none of its roles'],
    ['no roles', { claims: { roles: [] } }, 'none of its roles'],
    ['grids that are a word', { claims: { grids: '5114' } }, 'grids'],
    ['no grids', { claims: { grids: [] } }, 'grids'],
    ['grids that are no codes', { claims: { grids: ["51' OR 1=1"] } }, 'grids'],
    ['a NUL in the subject', { claims: { sub: 'a\0' } }, 'its claims are malformed'],
  ])('%s', async (_what, forged, words) => {
    let token = await forge(forged);
    if (forged.claims?.sub !== undefined) {
      const claims = {
        roles: ['viewer'],
        grids: ['5114'],
        ...forged.claims,
        iss: 'wangge-hub',
        aud: 'wangge-hub',
      };
      token = await new SignJWT({ ...claims, exp: Math.floor(clock / 1_000) + 60 })
        .setProtectedHeader({ alg: 'EdDSA' })
        .sign(keyPair.privateKey);
    }
    const error = await refusal(auth.verify(token));
    expect(error.code).toBe('UNAUTHENTICATED');
    expect(error.message).toContain(words);
    expect(error.messageZh).toMatch(/请求没有有效令牌：.*\p{Script=Han}/u);
  });

  it('an unsigned one', async () => {
    const token = new UnsecuredJWT({ roles: ['admin'], grids: [''], sub: 'x' })
      .setExpirationTime('1h')
      .encode();
    expect((await refusal(auth.verify(token))).message).toContain('no valid token');
  });

  it('one signed with the public key as a shared secret', async () => {
    const secret = new TextEncoder().encode(
      keyPair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    );
    const token = await new SignJWT({ roles: ['admin'], grids: [''] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('x')
      .setExpirationTime('1h')
      .sign(secret);
    expect((await refusal(auth.verify(token))).message).toContain('algorithm is not accepted');
  });

  it('one that never expires', async () => {
    const token = await new SignJWT({ roles: ['viewer'], grids: ['5114'] })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setSubject('x')
      .setIssuer('wangge-hub')
      .setAudience('wangge-hub')
      .sign(keyPair.privateKey);
    expect((await refusal(auth.verify(token))).message).toContain('it has no exp claim');
  });

  it.each([
    'Basic dXNlcjpwYXNz',
    'Bearer',
    'Bearer a b',
    'Bearer nonsense',
    `Bearer ${'x'.repeat(9_000)}`,
    'x\ny',
  ])('the header %j', async (header) => {
    expect((await refusal(auth.principalOf(header))).code).toBe('UNAUTHENTICATED');
  });

  it('a verified one stops counting when it expires, though it is remembered', async () => {
    const token = await auth.sign({ subject: 'x', roles: ['viewer'], grids: [''], ttlSeconds: 40 });
    await auth.verify(token);
    clock += 69_000;
    await auth.verify(token);
    clock += 2_000;
    expect((await refusal(auth.verify(token))).message).toContain('it expired');
  });
});

describe('the key', () => {
  it('is made once, for its owner alone, and processes that start together share it', async () => {
    const path = join(folder, 'deep', 'key.json');
    const config = loadConfig({ HUB_AUTH_KEY_FILE: path });
    const all = await Promise.all(Array.from({ length: 8 }, () => createAuth(config, folder)));
    const token = await all[0]?.sign({ subject: 'x', roles: ['viewer'], grids: [''], ttlSeconds: 60 });
    for (const each of all) expect((await each.verify(token ?? '')).subject).toBe('x');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['key.json']);
  });

  it('lies in the data folder when none is configured, and survives a restart', async () => {
    const data = join(folder, 'data');
    const before = await createAuth(loadConfig({}), data);
    const token = await before.sign({ subject: 'x', roles: ['viewer'], grids: [''], ttlSeconds: 60 });
    expect(JSON.parse(readFileSync(join(data, 'auth-key.json'), 'utf8'))).toMatchObject({ crv: 'Ed25519' });
    const after = await createAuth(loadConfig({}), data);
    expect((await after.verify(token)).subject).toBe('x');
  });

  it.each([
    ['not a key', 'hunter2'],
    ['a public key', JSON.stringify(keyPair.publicKey.export({ format: 'jwk' }))],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    ],
  ])('%s is refused by the name of its setting, without being shown', async (_what, text) => {
    const error = await refusal(createAuth(loadConfig({ HUB_AUTH_KEY: text }), folder));
    expect(error.code).toBe('CONFIG_INVALID');
    expect(error.message).toContain('HUB_AUTH_KEY');
    expect(error.message).not.toContain('hunter2');
  });

  it('a folder that cannot be written is told', async () => {
    writeFileSync(join(folder, 'file'), '');
    const error = await refusal(createAuth(loadConfig({}), join(folder, 'file', 'data')));
    expect(error.message).toContain('cannot be read or made');
  });
});
