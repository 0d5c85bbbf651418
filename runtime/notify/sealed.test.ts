import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { HubError } from '../../core/errors.ts';
import { checkNamedKey, createSealer, openSealer, secretKeyOf } from './sealed.ts';
import { isWebhookSecret, newWebhookSecret, webhookHeaders } from './sign.ts';

const key = Buffer.alloc(32, 1);
let folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  folders = [];
});

describe('a sealed secret', () => {
  it('opens where it belongs, and nowhere else', () => {
    const sealer = createSealer(key);
    const sealed = sealer.seal('https://example.com/?key=秘密', 'ne_1/address');
    expect(sealed.toString('latin1')).not.toContain('key=');
    expect(sealer.open(sealed, 'ne_1/address')).toBe('https://example.com/?key=秘密');
    expect(sealer.seal('x', 'a')).not.toEqual(sealer.seal('x', 'a'));
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    for (const open of [
      () => sealer.open(sealed, 'ne_2/address'),
      () => createSealer(Buffer.alloc(32, 2)).open(sealed, 'ne_1/address'),
      () => sealer.open(changed, 'ne_1/address'),
      () => sealer.open(sealed.subarray(0, 10), 'ne_1/address'),
    ]) {
      expect(open).toThrow(HubError);
    }
  });

  it('is opened with the key of a file that its first user makes, readable by its owner alone', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'wangge-seal-'));
    folders.push(dataDir);
    const config = { dataDir, secretKey: { key: null, keyFile: null } };
    const [first, second] = await Promise.all([openSealer(config), openSealer(config)]);
    expect(second.open(first.seal('x', 'p'), 'p')).toBe('x');
    const { mode } = await stat(join(dataDir, 'secret-key'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('a named key file that holds no key is told with its setting and path; none named, none is made', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'wangge-seal-'));
    folders.push(dataDir);
    const keyFile = join(dataDir, 'given');
    await writeFile(keyFile, 'rubbish\n');
    const fault = await checkNamedKey({ dataDir, secretKey: { key: null, keyFile } }).catch(String);
    expect(fault).toContain(`HUB_SECRET_KEY_FILE (${keyFile}): it is not 32 bytes`);
    expect(fault).not.toContain('rubbish');
    await checkNamedKey({ dataDir, secretKey: { key: null, keyFile: null } });
    expect(await readdir(dataDir)).toEqual(['given']);
    await checkNamedKey({ dataDir, secretKey: { key: null, keyFile: join(dataDir, 'made') } });
    expect(await readdir(dataDir)).toContain('made');
  });

  it('takes a key of 32 bytes in hex or base64, and no other', () => {
    expect(secretKeyOf(key.toString('hex'))).toEqual(key);
    expect(secretKeyOf(`${key.toString('base64')}\n`)).toEqual(key);
    expect(() => secretKeyOf('password')).toThrow(HubError);
  });
});

describe('a webhook', () => {
  it('is signed as the example of Standard Webhooks', () => {
    // https://github.com/standard-webhooks/standard-webhooks: the test vector of its libraries
    const headers = webhookHeaders(
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
      'msg_p5jXN8AQM9LWM0D4loKWxJek',
      1_614_265_330_000,
      '{"test": 2432232314}',
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
    expect(headers['webhook-timestamp']).toBe('1614265330');
  });

  it('has a secret of 24 to 64 bytes', () => {
    expect(isWebhookSecret(newWebhookSecret())).toBe(true);
    expect(
      ['whsec_', 'whsec_AAAA', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_!!'].some(isWebhookSecret),
    ).toBe(false);
  });
});
