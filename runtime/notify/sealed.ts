import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { HubError } from '../../core/errors.ts';
import type { Config } from '../config.ts';
import { ownerFile } from '../owner-file.ts';

/** Keeps secrets of others (addresses with tokens in them, signing secrets) unreadable in the database and its copies. */
export interface Sealer {
  /** @param place what it belongs to: sealed text moved to another row or column does not open */
  seal(text: string, place: string): Buffer;
  /** @throws HubError CONFIG_INVALID when another key sealed it, or it was changed */
  open(sealed: Buffer, place: string): string;
  /** A short proof that the hub itself made a link for `text`. */
  tokenOf(text: string): string;
}

const VERSION = 1;
const KEY_ID_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES + IV_BYTES + TAG_BYTES;
const SETTING = 'HUB_SECRET_KEY';

function invalid(en: string, zh: string, where = SETTING): HubError {
  return new HubError('CONFIG_INVALID', {
    count: 1,
    faults: `  - ${where}: ${en}`,
    faultsZh: `  - ${where}：${zh}`,
  });
}

/**
 * 32 bytes as 64 hex digits or base64.
 * @param where the setting, with its file
 * @throws HubError CONFIG_INVALID, never showing the key
 */
export function secretKeyOf(text: string, where = SETTING): Buffer {
  const trimmed = text.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : Buffer.from(trimmed.replaceAll('-', '+').replaceAll('_', '/'), 'base64');
  if (bytes.length === 32) return bytes;
  throw invalid(
    'it is not 32 bytes in hex or base64; `openssl rand -base64 32` makes one',
    '不是 32 字节的十六进制或 base64；可用 `openssl rand -base64 32` 生成',
    where,
  );
}

/** AES-256-GCM with a key that is derived for this use alone. */
export function createSealer(key: Buffer): Sealer {
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', key, '', use, 32));
  const sealing = derived('wangge-hub notification secrets');
  const linking = derived('wangge-hub notification links');
  const keyId = createHash('sha256').update(sealing).digest().subarray(0, KEY_ID_BYTES);
  return {
    seal(text, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(place));
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), keyId, iv, cipher.getAuthTag(), hidden]);
    },
    open(sealed, place) {
      const otherKey = invalid(
        'the stored secrets were sealed with another key, or changed: restore the key of the backup, or enter the addresses and secrets anew',
        '已存储的密钥由其他密钥加密，或已被改动：请恢复备份时的密钥，或重新填写地址与密钥',
      );
      if (sealed.length < HEAD_BYTES || sealed[0] !== VERSION) throw otherKey;
      const ivAt = 1 + KEY_ID_BYTES;
      const tagAt = ivAt + IV_BYTES;
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(ivAt, tagAt), {
        authTagLength: TAG_BYTES,
      })
        .setAAD(Buffer.from(place))
        .setAuthTag(sealed.subarray(tagAt, HEAD_BYTES));
      try {
        return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]).toString(
          'utf8',
        );
      } catch {
        throw otherKey;
      }
    },
    tokenOf: (text) => createHmac('sha256', linking).update(text).digest('base64url').slice(0, 32),
  };
}

/**
 * A key file that is named holds a key, or is made: told at the start, not by the first endpoint. Without one nothing
 * need be written until there is something to seal.
 * @throws HubError CONFIG_INVALID
 */
export async function checkNamedKey(config: Pick<Config, 'secretKey' | 'dataDir'>): Promise<void> {
  if (config.secretKey.keyFile !== null) await openSealer(config);
}

/** The sealer of this process: HUB_SECRET_KEY, its file, or a key of its own in the data folder. */
export async function openSealer(config: Pick<Config, 'secretKey' | 'dataDir'>): Promise<Sealer> {
  const { key, keyFile } = config.secretKey;
  if (key !== null) return createSealer(secretKeyOf(key));
  const path = keyFile ?? join(config.dataDir, 'secret-key');
  const setting = keyFile === null ? 'HUB_DATA_DIR' : `${SETTING}_FILE`;
  const text = await ownerFile(path, setting, () => randomBytes(32).toString('base64'));
  return createSealer(secretKeyOf(text, `${setting} (${path})`));
}
