import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, at, codesOf, data, listAt, textAt } from './e2e/graph-client.ts';
import { demoDevices, openSite, type Site } from './e2e/site.ts';
import { NOTIFY_ENV, opened, startWorker } from './support/notify.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { until } from './support/until.ts';

let site: Site;
let receiver: Receiver;
let worker: ReturnType<typeof startWorker>;
let token: string;
const PUBLIC = { HUB_PUBLIC_URL: 'https://hub.example.com/' };

beforeAll(async () => {
  receiver = await startReceiver();
  site = await openSite({ ...NOTIFY_ENV, ...PUBLIC });
  worker = startWorker(site.db, PUBLIC);
  token = await site.token('operations', '*');
});
afterAll(async () => {
  await worker.close();
  await site.close();
  await receiver.close();
});

const OF_INCIDENT = `query ($id: ID!) { incident(id: $id) { notifications {
  id state acknowledgedAt acknowledgedBy endpoint { name grid { code } } incident { id severity } } } }`;

describe('a notification through the gateway (RS-28, HUA-16)', () => {
  it('is found by its incident, and acknowledged by whoever presses the button behind its link', async () => {
    const [device] = await demoDevices(site.db);
    const gridCode = device?.gridCode ?? '';
    const made = await data(
      site.url,
      token,
      `mutation ($input: CreateNotificationEndpointInput!) {
        createNotificationEndpoint(input: $input) { endpoint { id grid { name } } } }`,
      {
        input: { kind: 'FEISHU', name: '值班群', address: `${receiver.url}/robot`, gridCode, format: 'CARD' },
      },
    );
    expect(textAt(made, 'createNotificationEndpoint', 'endpoint', 'grid', 'name')).not.toBe('');
    const endpointId = textAt(made, 'createNotificationEndpoint', 'endpoint', 'id');
    await data(
      site.url,
      token,
      `mutation ($input: CreateNotificationRuleInput!) { createNotificationRule(input: $input) { rule { id } } }`,
      { input: { name: '告警', target: 'ENDPOINT', endpointId, gridCode, repeatEvery: 'PT5M' } },
    );
    const { id } = await opened(site.db, { gridCode });
    const { body } = await receiver.nth(1);
    const card: unknown = JSON.parse(body);
    const link = textAt(card, 'card', 'elements', 1, 'actions', 0, 'url');
    expect(link).toMatch(/^https:\/\/hub\.example\.com\/acknowledge\/ntf_[0-9a-f]{32}\/[\w-]{32}$/);
    const path = new URL(link).pathname;
    const notification = () =>
      until(async () => {
        const [one] = listAt(await data(site.url, token, OF_INCIDENT, { id }), 'incident', 'notifications');
        return at(one, 'state') === 'DELIVERED' && one;
      });
    // neither the graph nor the database shows the link
    expect(JSON.stringify(await notification())).not.toContain('acknowledge/');

    const looked = await fetch(`${site.url}${path}`);
    expect(looked.status).toBe(200);
    expect(await looked.text()).toContain('<form method="post">');
    expect(at(await notification(), 'acknowledgedAt')).toBeNull();
    const forged = await fetch(`${site.url}${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`, {
      method: 'POST',
    });
    expect(forged.status).toBe(404);
    expect(at(await notification(), 'acknowledgedAt')).toBeNull();
    const pressed = await fetch(`${site.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    });
    expect([pressed.status, await pressed.text()]).toEqual([200, expect.stringContaining('Acknowledged')]);
    expect(await notification()).toMatchObject({
      ...{
        acknowledgedBy: 'acknowledge link',
        endpoint: { name: '值班群' },
        incident: { id, severity: 'CRITICAL' },
      },
    });
    const { rows } = await site.db.pool.query('SELECT FROM notification_repeat WHERE subject = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('is acknowledged by nobody without a token, and by no link where the hub makes none', async () => {
    const mutation = `mutation ($input: AcknowledgeNotificationInput!) {
      acknowledgeNotification(input: $input) { delivery { id } } }`;
    const input = { deliveryId: `ntf_${'0'.repeat(32)}` };
    expect(codesOf(await ask(site.url, null, mutation, { input }))).toEqual(['UNAUTHENTICATED']);
    const inside = await site.another({ HUB_PUBLIC_URL: '' });
    try {
      const variables = { input: { ...input, token: 'x' } };
      expect(codesOf(await ask(inside.url, null, mutation, variables))).toEqual(['UNAUTHENTICATED']);
      const page = await fetch(`${inside.url}/acknowledge/ntf_${'0'.repeat(32)}/${'A'.repeat(32)}`);
      expect(page.status).toBe(404);
    } finally {
      await inside.close();
    }
  });
});
