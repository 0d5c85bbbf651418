import { describe, expect, it } from 'vitest';
import { PLACE, principal } from './support/governance.ts';
import { MANAGER } from './support/notify.ts';
import { notifyWorld } from './support/notify-world.ts';

const world = notifyWorld();
const { endpoint } = world;
const QUIET = { from: '22:00', to: '06:00' };

describe('who may', () => {
  it('see and manage only what lies in their grids, and never reads a secret back', async () => {
    const east = principal('operations', [PLACE.community]);
    const own = await world.graph.endpoint(
      { address: `${world.receiver.url}/own`, gridCode: PLACE.grid },
      east,
    );
    const others = await endpoint({ gridCode: PLACE.otherGrid });
    const list = '{ notificationEndpoints { nodes { id address signed } } }';
    const seen = await world.graph.data(east, list);
    expect(seen.notificationEndpoints.nodes).toEqual([
      { id: own.id, address: `http://127.0.0.1:${world.receiver.port}/…`, signed: true },
    ]);
    const rotate = `mutation ($input: RotateNotificationSecretInput!) { rotateNotificationSecret(input: $input) { secret } }`;
    expect(await world.graph.codes(east, rotate, { input: { endpointId: others.id } })).toEqual([
      'NOT_FOUND',
    ]);
    const create = `mutation ($input: CreateNotificationRuleInput!) { createNotificationRule(input: $input) { rule { id } } }`;
    const input = { name: 'x', target: 'ENDPOINT', endpointId: own.id };
    expect(await world.graph.codes(east, create, { input })).toEqual(['OUT_OF_SCOPE']);
    expect(
      await world.graph.codes(east, create, {
        input: { ...input, gridCode: PLACE.grid, endpointId: others.id },
      }),
    ).toEqual(['NOT_FOUND']);
    expect(await world.graph.codes(principal('community'), create, { input })).toEqual(['FORBIDDEN']);
    expect(await world.graph.codes(null, list)).toEqual(['UNAUTHENTICATED']);
    expect(await world.graph.codes(principal('viewer'), list)).toEqual(['FORBIDDEN']);
    const stored = await world.db.pool.query('SELECT * FROM notification_endpoint WHERE id = $1', [own.id]);
    const bytes = JSON.stringify(stored.rows, (_, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
    );
    expect(bytes).not.toContain(own.secret);
    expect(bytes).not.toContain('/own');
    const audited = await world.db.pool.query('SELECT after::text FROM audit_log WHERE object_id = $1', [
      own.id,
    ]);
    expect(audited.rows).toHaveLength(1);
    expect(audited.rows[0].after).not.toContain('sealed');
  });

  it('is told what is wrong with an endpoint or a rule', async () => {
    const create = `mutation ($input: CreateNotificationEndpointInput!) { createNotificationEndpoint(input: $input) { secret } }`;
    const wrong = [
      { kind: 'WEBHOOK', address: 'ftp://example.com' },
      { kind: 'WEBHOOK', address: 'https://user:pass@example.com' },
      { kind: 'WEBHOOK', address: 'https://example.com', secret: 'short' },
      { kind: 'WECOM', address: 'https://example.com', perMinute: 21 },
      { kind: 'WECOM', address: 'https://example.com', secret: 'wecom-signs-nothing' },
      { kind: 'MAIL', address: 'nobody' },
      { kind: 'MAIL', address: 'a@example.com\r\nBcc: b@example.com' },
      { kind: 'MAIL', address: 'a@example.com', quietHours: { from: '08:00', to: '08:00' } },
    ];
    for (const input of wrong) {
      expect(await world.graph.codes(MANAGER, create, { input: { name: 'x', ...input } })).toEqual([
        'BAD_USER_INPUT',
      ]);
    }
    const { id } = await endpoint();
    const rule = `mutation ($input: CreateNotificationRuleInput!) { createNotificationRule(input: $input) { rule { id } } }`;
    const bad = [
      { target: 'ENDPOINT' },
      { target: 'ASSIGNEE', endpointId: id },
      { target: 'ROLE_ON_DUTY', postRole: 'KING' },
      { target: 'ENDPOINT', endpointId: id, events: ['incident.opend'] },
      { target: 'ENDPOINT', endpointId: id, type: 'camera.fyre' },
      { target: 'ENDPOINT', endpointId: id, orderStates: ['NOWHERE'] },
      { target: 'ENDPOINT', endpointId: id, repeatEvery: 'PT1S' },
    ];
    for (const input of bad) {
      expect(await world.graph.codes(MANAGER, rule, { input: { name: 'x', ...input } })).toEqual([
        'BAD_USER_INPUT',
      ]);
    }
  });

  it('changes an endpoint from the version they saw', async () => {
    const { id: endpointId } = await endpoint();
    const update = `mutation ($input: UpdateNotificationEndpointInput!) {
      updateNotificationEndpoint(input: $input) { endpoint { version enabled quietHours { from to } } } }`;
    const input = { endpointId, expectedVersion: 1, enabled: false, quietHours: QUIET };
    const { updateNotificationEndpoint } = await world.graph.data(MANAGER, update, { input });
    expect(updateNotificationEndpoint.endpoint).toEqual({ version: 2, enabled: false, quietHours: QUIET });
    expect(await world.graph.codes(MANAGER, update, { input })).toEqual(['CONFLICT']);
    const second = await world.graph.data(MANAGER, update, { input: { endpointId, quietHours: null } });
    expect(second.updateNotificationEndpoint.endpoint).toEqual({
      version: 3,
      enabled: false,
      quietHours: null,
    });
  });
});
