import { expect, test } from 'vitest';
import { type BannerFacts, banner } from './banner.ts';

const FACTS: BannerFacts = {
  httpUrl: 'http://127.0.0.1:4000',
  mqttUrl: 'mqtt://127.0.0.1:1883',
  series: 'embedded',
  influxUrl: null,
  dataDir: '/srv/hub',
  tokens: [],
  example: { gridCode: '51010000100100101', deviceId: 'lift-1' },
  missing: [],
};

test('the token command of a site of one’s own names no grid of the demo, and what is pasted sees the example', () => {
  const told = banner(FACTS);
  expect(told).toContain("  TOKEN=$(npx hub token --role operations --grid '*')\n");
  expect(told).toContain('community/v1/51010000100100101/elevator/lift-1/alert');
  expect(told).not.toContain('5114');
});

test('the demo prints the token itself, and one for each other role', () => {
  const told = banner({
    ...FACTS,
    tokens: [
      { role: 'admin', token: 'a.b.c' },
      { role: 'operations', token: 'd.e.f' },
    ],
  });
  expect(told).toContain('  TOKEN=d.e.f\n');
  expect(told).toContain('  admin 系统管理员\n    a.b.c\n');
});

test('a broker with TLS is published to on its port, with the certificates of the system', () => {
  expect(banner({ ...FACTS, mqttUrl: 'mqtts://broker.lan' })).toContain(
    'mosquitto_pub -h broker.lan -p 8883 --tls-use-os-certs -q 1',
  );
});

test('without a grid it says what to import first', () => {
  expect(banner({ ...FACTS, example: null })).toContain('npx hub import grids');
});

test('it says ready when everything works, and else what does not, in both languages', () => {
  expect(banner(FACTS)).toContain('\nWangge Hub 网格枢纽 is ready 已就绪\n');
  const told = banner({ ...FACTS, missing: [{ name: 'mqtt', en: 'It refuses.', zh: '拒绝连接。' }] });
  expect(told).not.toContain('ready 已就绪');
  expect(told).toContain(
    'not all of it works yet 已启动，以下部分尚不可用\n\n  mqtt: It refuses.\n    拒绝连接。\n',
  );
});
