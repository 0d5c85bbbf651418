import { describe, expect, it } from 'vitest';
import { testDb } from './support/db.ts';
import { freePort } from './support/free-port.ts';
import { influxdServer, startInfluxd } from './support/influxd.ts';
import { mosquittoServer, startMosquitto } from './support/mosquitto.ts';
import { findServer, notUsed } from './support/servers.ts';

describe('test support', () => {
  it('CI=true fails where a real server is not here, or was not started by a run of everything', () => {
    const server = { path: '/usr/sbin/x', env: {}, version: '1' };
    const both = { influxd: server, mosquitto: server };
    expect(notUsed(both, () => 3)).toEqual([]);
    // of some tests alone nothing is demanded but that they could be started
    expect(notUsed(both, null)).toEqual([]);
    expect(notUsed(both, (name) => (name === 'influxd' ? 0 : 1))).toEqual([
      'CI=true demands a real influxd, and none was used',
    ]);
    expect(notUsed({ influxd: server, mosquitto: null }, null)).toEqual([
      'CI=true demands a real mosquitto, and none was used',
    ]);
    for (const name of ['influxd', 'mosquitto'] as const) {
      expect(findServer(name)?.version ?? '1.2.3').toMatch(/^\d+\.\d+\.\d+/);
    }
  });

  it('gives ports of their own, also when many are asked for at once, that no outgoing connection gets', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
    expect(new Set(ports).size).toBe(50);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });

  it('gives databases of their own', async () => {
    const [one, two] = [await testDb(), await testDb()];
    await one.db.pool.query("INSERT INTO party (id, kind, name) VALUES ('p', 'k', '物业')");
    expect((await two.db.pool.query('SELECT * FROM party')).rowCount).toBe(0);
    expect(await one.db.prisma.party.count()).toBe(1);
    await one.close();
    await two.close();
  });

  it.runIf(influxdServer)('restarts influxd on the same data after a kill', async () => {
    const influxd = await startInfluxd();
    await influxd.query('CREATE DATABASE kept');
    await influxd.kill();
    await influxd.start();
    expect(JSON.stringify(await influxd.query('SHOW DATABASES'))).toContain('kept');
    await influxd.close();
  });

  it.runIf(mosquittoServer)('restarts mosquitto on the same port', async () => {
    const mosquitto = await startMosquitto();
    await mosquitto.restart();
    await mosquitto.kill();
    await mosquitto.start();
    await mosquitto.close();
  });
});
