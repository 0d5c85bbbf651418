import { describe, expect, it } from 'vitest';
import { testDb } from './support/db.ts';
import { influxdServer, startInfluxd } from './support/influxd.ts';
import { mosquittoServer, startMosquitto } from './support/mosquitto.ts';

describe('test support', () => {
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
