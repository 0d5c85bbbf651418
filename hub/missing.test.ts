import { expect, test } from 'vitest';
import { HubError } from '../core/errors.ts';
import { missingOf } from './missing.ts';

test('what comes in time is not missing; what does not is told in both languages, with what to do', async () => {
  let asked = 0;
  const late = {
    name: 'late',
    check: async () => {
      asked += 1;
      if (asked < 3) throw new Error('not yet');
    },
  };
  expect(await missingOf([late], 60_000, 1)).toEqual([]);
  const refused = async () => {
    throw new HubError('BROKER_UNAVAILABLE', { reason: 'it refuses', reasonZh: '拒绝连接' });
  };
  const silent = { name: 'silent', check: () => new Promise<void>(() => {}) };
  const [broker, other, ...rest] = await missingOf([{ name: 'mqtt', check: refused }, silent], 20, 1);
  expect(rest).toEqual([]);
  expect(broker?.en).toMatch(/^The MQTT broker does not serve us: it refuses\. Check MQTT_URL/);
  expect(broker?.zh).toMatch(/^MQTT 服务器不可用：拒绝连接。请检查 MQTT_URL/);
  expect(other).toEqual({ name: 'silent', en: 'no answer yet', zh: '尚无应答' });
});
