import { createHmac } from 'node:crypto';
import type { LookupFunction } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EndpointKind } from '../core/notify.ts';
import type { Told } from '../core/notify-message.ts';
import { addressPolicy } from '../runtime/notify/addresses.ts';
import { createOutgoingHttp } from '../runtime/notify/http.ts';
import { createMailer } from '../runtime/notify/smtp.ts';
import { createTransports, type OpenEndpoint, type Transports } from '../runtime/notify/transports.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';

let receiver: Receiver;
let open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  receiver = await startReceiver();
});

beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = () => ({});
});

afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  open = [];
});

afterAll(() => receiver.close());

const NOW = Date.UTC(2026, 2, 1, 0, 0, 0);

function told(changes: Partial<Told['message']> = {}): Told {
  return {
    ...{ id: 'ntf_1', folded: 0, repeatNo: 0, test: false },
    message: {
      ...{ event: 'incident.opened', at: '2026-03-01T00:00:00.000Z', severity: 'critical' },
      grid: { code: '51142100100100101', name: '锦绣一微网格' },
      incident: {
        ...{ id: 'inc_1', type: { code: 'elevator.trapped', zh: '电梯困人', en: 'Trapped in a lift' } },
        ...{ state: 'ACTIVE', acknowledged: false, count: 1, channel: '' },
        ...{ firstSeenAt: '2026-03-01T00:00:00.000Z', lastSeenAt: '2026-03-01T00:00:00.000Z' },
        ...{ deviceId: 'lift-1', deviceName: '1号梯' },
      },
      ...{ workOrder: null, link: 'https://console.example/incident/inc_1', acknowledgeLink: null },
      ...changes,
    },
  };
}

function endpoint(kind: EndpointKind, changes: Partial<OpenEndpoint> = {}): OpenEndpoint {
  return {
    ...{
      kind,
      address: `${receiver.url}/robot/send?access_token=t`,
      secrets: [],
      format: 'MARKDOWN',
      language: 'ZH',
    },
    ...changes,
  };
}

/** The ways out, with as much of the inside open as said. */
function ways(allowPrivate: string[] = ['127.0.0.1'], resolve?: LookupFunction): Transports {
  const http = createOutgoingHttp(addressPolicy(allowPrivate), resolve);
  const made = createTransports({ http, mailer: null, zone: 'Asia/Shanghai', timeoutMs: 2_000 });
  open.push(made);
  return made;
}

const send = (transports: Transports, to: OpenEndpoint, ...deliveries: Told[]) =>
  transports.send({
    endpoint: to,
    deliveries: [deliveries[0] ?? told(), ...deliveries.slice(1)],
    ruleId: null,
    nowMs: NOW,
  });

const bodyOf = (at = 0) => JSON.parse(receiver.received[at]?.body ?? 'null');

describe('a robot', () => {
  it('of DingTalk is signed by the milliseconds and its secret, in the address', async () => {
    const secret = 'SECdc1';
    const attempt = await send(ways(), endpoint('DINGTALK', { secrets: [secret] }));
    expect(attempt).toMatchObject({ outcome: 'DELIVERED', told: 1 });
    const { query } = receiver.received[0] ?? { query: new URLSearchParams() };
    expect(query.get('access_token')).toBe('t');
    expect(query.get('timestamp')).toBe(String(NOW));
    const expected = createHmac('sha256', secret).update(`${NOW}\n${secret}`).digest('base64');
    expect(query.get('sign')).toBe(expected);
    expect(bodyOf()).toMatchObject({
      msgtype: 'markdown',
      markdown: { title: '【紧急】 锦绣一微网格 电梯困人 新事件' },
    });
    expect(bodyOf().markdown.text).toContain('[查看详情](https://console.example/incident/inc_1)');
    expect(bodyOf().markdown.text).toContain('时间: 2026-03-01 08:00');
  });

  it('of Feishu is signed by the seconds and its secret as the key, in the body', async () => {
    const secret = 'feishu-secret';
    await send(ways(), endpoint('FEISHU', { secrets: [secret], format: 'CARD' }));
    const body = bodyOf();
    expect(body.timestamp).toBe(String(NOW / 1_000));
    expect(body.sign).toBe(
      createHmac('sha256', `${NOW / 1_000}\n${secret}`)
        .update('')
        .digest('base64'),
    );
    expect(body).toMatchObject({
      msg_type: 'interactive',
      card: {
        header: {
          template: 'red',
          title: { tag: 'plain_text', content: expect.stringContaining('电梯困人') },
        },
      },
    });
    await send(ways(), endpoint('FEISHU', { format: 'TEXT', language: 'EN' }));
    expect(bodyOf(1)).toEqual({
      msg_type: 'text',
      content: { text: expect.stringContaining('Trapped in a lift opened') },
    });
  });

  it('of WeCom gets text, markdown or a card, within its sizes', async () => {
    const long = told({ grid: { code: '1', name: '很长的名字'.repeat(2_000) } });
    for (const format of ['TEXT', 'MARKDOWN'] as const) {
      receiver.received.length = 0;
      await send(ways(), endpoint('WECOM', { format }), long);
      const { text, markdown } = bodyOf();
      const content: string = text?.content ?? markdown?.content;
      expect(Buffer.byteLength(content)).toBeLessThanOrEqual(format === 'TEXT' ? 2_048 : 4_096);
      expect(content).not.toContain('\ufffd');
    }
    receiver.received.length = 0;
    await send(ways(), endpoint('WECOM', { format: 'CARD' }));
    expect(bodyOf()).toMatchObject({
      msgtype: 'template_card',
      template_card: {
        card_type: 'text_notice',
        card_action: { type: 1, url: expect.stringContaining('inc_1') },
      },
    });
  });

  it('gets several deliveries in one message, and those that do not fit later', async () => {
    const many = Array.from({ length: 40 }, () => told());
    const attempt = await send(ways(), endpoint('WECOM', { format: 'TEXT' }), ...many);
    expect(attempt.told).toBeGreaterThan(5);
    expect(attempt.told).toBeLessThan(40);
    expect(bodyOf().text.content.match(/电梯困人/g)).toHaveLength(attempt.told);
  });

  it('shows what people and devices wrote as text: no markup, no link, nobody called', async () => {
    const title = '<@all> <at user_id="all">x</at> [点我](https://evil.example) **粗**\n# 标题 @13800000000';
    const order = {
      ...{ id: 'wo_1', caseNumber: 'C1', title, matter: 'other', profile: 'x', assigned: true, clocks: [] },
      state: { code: 'FILED', zh: '已立案', en: 'Filed' },
    };
    await send(ways(), endpoint('WECOM'), told({ incident: null, workOrder: order, link: null }));
    const { content } = bodyOf().markdown;
    expect(content).not.toMatch(/<@|<at|\[点我\]|@138|\n#/);
    expect(content.match(/\*\*/g)).toHaveLength(2);
  });

  it('that refuses in a 200 is tried again; one that is told too much rests', async () => {
    const answers: [EndpointKind, object, number | null][] = [
      ['WECOM', { errcode: 93_000, errmsg: 'invalid webhook url' }, null],
      ['WECOM', { errcode: 45_009, errmsg: 'api freq out of limit' }, 60_000],
      ['DINGTALK', { errcode: 130_101, errmsg: 'send too fast' }, 600_000],
      ['FEISHU', { code: 19_021, msg: 'sign match fail' }, null],
      ['FEISHU', { code: 11_232, msg: 'frequency limited' }, 60_000],
    ];
    for (const [kind, body, retryAfterMs] of answers) {
      receiver.answer = () => ({ body: JSON.stringify(body) });
      expect(await send(ways(), endpoint(kind))).toMatchObject({
        outcome: 'RETRY',
        told: 0,
        status: 200,
        retryAfterMs,
      });
    }
    receiver.answer = () => ({ body: '<html>' });
    expect(await send(ways(), endpoint('WECOM'))).toMatchObject({ outcome: 'RETRY' });
  });
});

describe('an address inside', () => {
  const hosts = [
    ...[
      '127.0.0.1',
      '2130706433',
      '0x7f000001',
      '017700000001',
      '127.1',
      '0.0.0.0',
      '10.0.0.1',
      '172.31.255.255',
    ],
    ...['192.168.1.1', '169.254.169.254', '100.64.0.1', '224.0.0.1', '255.255.255.255', '198.18.0.1'],
    ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::7f00:1]'],
    ...['[2002:7f00:1::]', '[fe80::1]', '[fd00::1]', '[2001:db8::1]', '[ff02::1]'],
  ];

  it.each(hosts)('is not reached as %s', async (host) => {
    const attempt = await send(
      ways([]),
      endpoint('WEBHOOK', { address: `http://${host}:${receiver.port}/`, secrets: [] }),
    );
    expect(attempt).toMatchObject({
      outcome: 'REFUSED',
      error: expect.stringContaining('not a public address'),
    });
    expect(receiver.received).toEqual([]);
  });

  it('is not reached by a name that resolves to it, at first or later', async () => {
    const resolve: LookupFunction = (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
    const attempt = await send(
      ways([], resolve),
      endpoint('WEBHOOK', { address: `http://inside.example:${receiver.port}/` }),
    );
    expect(attempt).toMatchObject({ outcome: 'REFUSED' });
    let asked = 0;
    const rebinding: LookupFunction = (_, __, done) => {
      asked += 1;
      done(null, [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }]);
    };
    const transports = ways(['127.0.0.1'], rebinding);
    const named = endpoint('WEBHOOK', { address: `http://rebinding.example:${receiver.port}/` });
    receiver.answer = () => ({ headers: { connection: 'close' } });
    expect(await send(transports, named)).toMatchObject({ outcome: 'DELIVERED' });
    expect(await send(transports, named)).toMatchObject({ outcome: 'REFUSED' });
    expect(receiver.received).toHaveLength(1);
  });

  it('of several that a name has is passed over', async () => {
    const resolve: LookupFunction = (_, __, done) =>
      done(null, [
        { address: '10.0.0.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const named = endpoint('WEBHOOK', { address: `http://both.example:${receiver.port}/` });
    expect(await send(ways(['127.0.0.0/8'], resolve), named)).toMatchObject({ outcome: 'DELIVERED' });
  });

  it('that is allowed may be plain HTTP, the outside may not', () => {
    const policy = addressPolicy(['10.1.0.0/16', 'fd00::/8']);
    expect(policy.isAllowed('10.1.2.3')).toBe(true);
    expect(policy.isAllowed('10.2.0.1')).toBe(false);
    expect(policy.isAllowed('fd12::1')).toBe(true);
    expect(policy.isAllowed('8.8.8.8')).toBe(true);
    expect(policy.isNamed('8.8.8.8')).toBe(false);
    expect(policy.isAllowed('::ffff:8.8.8.8')).toBe(true);
    expect(policy.isAllowed('2400:3200::1')).toBe(true);
    expect(policy.isAllowed('not an address')).toBe(false);
  });

  it('has no way in by an answer that never ends', async () => {
    receiver.answer = () => ({ status: 500, body: 'x'.repeat(5_000_000) });
    const attempt = await send(ways(), endpoint('WEBHOOK'));
    expect(attempt).toMatchObject({ outcome: 'RETRY', status: 500 });
    expect(attempt.error?.length).toBeLessThan(300);
  });
});

/** A mail server that takes what it is sent; `refuse` gives the reply to a recipient. */
async function startMailServer(refuse: (to: string) => string | null = () => null) {
  const mails: { from: string; to: string[]; data: string }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let mail = { from: '', to: [] as string[], data: '' };
    let inData = false;
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 test');
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (let at = rest.indexOf('\r\n'); at !== -1; at = rest.indexOf('\r\n')) {
        const line = rest.slice(0, at);
        rest = rest.slice(at + 2);
        if (inData) {
          if (line !== '.') mail.data += `${line}\r\n`;
          else {
            inData = false;
            mails.push(mail);
            mail = { from: '', to: [], data: '' };
            say('250 taken');
          }
        } else if (/^(EHLO|HELO|RSET|NOOP)/i.test(line)) say('250 ok');
        else if (/^MAIL FROM/i.test(line)) {
          mail.from = line;
          say('250 ok');
        } else if (/^RCPT TO/i.test(line)) {
          const refusal = refuse(line);
          if (refusal === null) mail.to.push(line);
          say(refusal ?? '250 ok');
        } else if (/^DATA/i.test(line)) {
          inData = true;
          say('354 go on');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else say('502 what');
      }
    });
  });
  const { promise: listening, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await listening;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  open.push({
    async close() {
      for (const socket of sockets) socket.destroy();
      const { promise: closed, resolve: done } = Promise.withResolvers<void>();
      server.close(() => done());
      await closed;
    },
  });
  return { mails, port };
}

describe('a mail', () => {
  function mailWays(port: number): Transports {
    const mailer = createMailer(`smtp://127.0.0.1:${port}`, 'hub@example.com', 2_000);
    const http = createOutgoingHttp(addressPolicy([]));
    const made = createTransports({ http, mailer, zone: 'Asia/Shanghai', timeoutMs: 2_000 });
    open.push(made);
    return made;
  }

  it('goes to every mailbox with a Message-ID that stays, subject and text in Chinese', async () => {
    const { mails, port } = await startMailServer();
    const to = endpoint('MAIL', { address: 'a@example.com,b@example.com' });
    const title = 'x\r\nBcc: evil@example.com';
    const named = told({ grid: { code: '1', name: title } });
    expect(await send(mailWays(port), to, named)).toMatchObject({
      outcome: 'DELIVERED',
      told: 1,
      status: 250,
    });
    const [mail] = mails;
    expect(mail?.to).toHaveLength(2);
    expect(mail?.data).toContain('Message-ID: <ntf_1@example.com>');
    expect(mail?.data).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(mail?.data).not.toMatch(/^Bcc:/m);
  });

  it('to a mailbox that is not there is refused for good, one that waits is tried again', async () => {
    const gone = await startMailServer(() => '550 no such mailbox');
    const to = endpoint('MAIL', { address: 'a@example.com' });
    expect(await send(mailWays(gone.port), to)).toMatchObject({ outcome: 'REFUSED', status: 550 });
    const busy = await startMailServer(() => '451 later');
    expect(await send(mailWays(busy.port), to)).toMatchObject({ outcome: 'RETRY', status: 451 });
    expect(await send(mailWays(1), to)).toMatchObject({ outcome: 'RETRY', status: null });
    expect(await send(ways(), to)).toMatchObject({ outcome: 'REFUSED', error: 'HUB_SMTP_URL is not set' });
  });
});
