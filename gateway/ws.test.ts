import { describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { closeOf } from './ws.ts';

describe('the close of a socket that may not be opened', () => {
  it('says that the token does not count, and that an issuer which is away may be back', () => {
    const refused = closeOf(
      new HubError('UNAUTHENTICATED', { reason: 'none was sent', reasonZh: '未携带令牌' }),
    );
    expect(refused).toMatchObject({ code: 4403, reason: expect.stringContaining('UNAUTHENTICATED') });
    const away = new HubError('ISSUER_UNAVAILABLE', { reason: 'no answer in time', reasonZh: '应答超时' });
    expect(closeOf(away).code).toBe(1013);
    expect(closeOf(new Error('secret'))).toEqual({ code: 4403, reason: 'Forbidden' });
  });

  it('fits a close frame whatever the reason is written in', () => {
    const { reason } = closeOf(new HubError('UNAUTHENTICATED', { reason: '令牌’'.repeat(60), reasonZh: '' }));
    expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
    expect(reason).not.toContain('\ufffd');
  });
});
