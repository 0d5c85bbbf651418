import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError } from '../../core/errors.ts';
import { ownerFile } from '../owner-file.ts';

/** An Ed25519 key pair; `kid` is the JWK thumbprint (RFC 7638) of its public half. */
export interface OwnKey {
  privateKey: KeyObject;
  publicKey: KeyObject;
  kid: string;
}

const PrivateJwk = Compile(
  Type.Object({
    kty: Type.Literal('OKP'),
    crv: Type.Literal('Ed25519'),
    x: Type.String(),
    d: Type.String(),
  }),
);

function invalid(setting: string, en: string, zh: string, cause?: unknown): HubError {
  return new HubError(
    'CONFIG_INVALID',
    { count: 1, faults: `  - ${setting}: ${en}`, faultsZh: `  - ${setting}：${zh}` },
    { cause },
  );
}

function privateKeyOf(text: string): KeyObject {
  if (!text.trimStart().startsWith('{')) return createPrivateKey(text);
  const jwk: unknown = JSON.parse(text);
  if (!PrivateJwk.Check(jwk)) throw new Error('not a private Ed25519 JWK');
  return createPrivateKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, d: jwk.d }, format: 'jwk' });
}

/**
 * The key pair of a private key, JWK or PEM.
 * @throws HubError CONFIG_INVALID naming the setting, never the key
 */
export async function keyFromText(text: string, setting: string): Promise<OwnKey> {
  let privateKey: KeyObject;
  try {
    privateKey = privateKeyOf(text);
  } catch (cause) {
    throw invalid(setting, 'it holds no private key (JWK or PEM)', '其中没有私钥（JWK 或 PEM）', cause);
  }
  if (privateKey.asymmetricKeyType !== 'ed25519') {
    throw invalid(setting, 'its key is not of type Ed25519', '其密钥不是 Ed25519 类型');
  }
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, kid: await calculateJwkThumbprint(publicKey.export({ format: 'jwk' })) };
}

function freshKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return JSON.stringify(privateKey.export({ format: 'jwk' }));
}

/**
 * The key kept in a file, which is made with mode 0600 when it is missing.
 * @throws HubError CONFIG_INVALID naming the setting
 */
export async function keyFromFile(path: string, setting: string): Promise<OwnKey> {
  const text = await ownerFile(path, setting, freshKey);
  return keyFromText(text, `${setting} (${path})`);
}
