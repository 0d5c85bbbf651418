import { describe, expect, it } from 'vitest';
import { concealed } from './conceal.ts';

const DINGTALK = 'https://oapi.example.com/robot/send?access_token=0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const FEISHU = 'https://open.example.com/open-apis/bot/v2/hook/11111111-2222-3333-4444-555555555555';

describe('what a receiver says', () => {
  it('is kept without the key in the address, in whatever way it repeats it', () => {
    const robot = { kind: 'DINGTALK' as const, address: DINGTALK, secrets: ['SEC0123456789'] };
    for (const said of [
      `Cannot POST ${DINGTALK}`,
      'Cannot POST /robot/send?access_token=0f1e2d3c4b5a69788796a5b4c3d2e1f0',
      'no token 0f1e2d3c4b5a69788796a5b4c3d2e1f0 here',
      'signed with SEC0123456789',
    ]) {
      const kept = concealed(said, robot);
      expect(kept).toContain('…');
      expect(kept).not.toMatch(/0f1e2d3c|SEC0123/);
    }
    const group = { kind: 'FEISHU' as const, address: FEISHU, secrets: [] };
    expect(concealed(`<pre>Cannot POST ${FEISHU.slice(24)}</pre>`, group)).not.toContain('2222');
    expect(concealed('HTTP 503: try later', group)).toBe('HTTP 503: try later');
  });

  it('is kept with mailboxes masked', () => {
    const mail = { kind: 'MAIL' as const, address: 'zhang.san@example.com,li@example.com', secrets: [] };
    expect(concealed('550 zhang.san@example.com: no such user', mail)).toBe(
      '550 z***@example.com: no such user',
    );
  });
});
