import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRelay } from '../ingest/relay.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { influxAt } from './series-influx.ts';
import { type TestDb, testDb } from './support/db.ts';
import { say } from './support/engine.ts';
import { type Influxd, influxdServer, startInfluxd } from './support/influxd.ts';
import { openIntake, seedGrids } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

describe.skipIf(influxdServer === null)('late evidence in a real influxd', () => {
  let database: TestDb;
  let influxd: Influxd;
  beforeAll(async () => {
    database = await testDb();
    await seedGrids(database.db);
    influxd = await startInfluxd();
  });
  afterAll(async () => {
    await influxd.stop();
    await database.close();
  });

  test('the point that was written without it is the same point with it', async () => {
    const metrics = createMetrics({ processMetrics: false });
    const influx = influxAt(influxd.url);
    const relay = startRelay({ db: database.db, influx, seriesDays: 400, log: testLog, metrics });
    const intake = await openIntake(database.db, { onCommit: () => relay.poke() });
    const settled = () => until(async () => (await relay.lag()).rows === 0);
    const points = async () => JSON.stringify(await influxd.query('SELECT * FROM alert', 'wangge'));
    const at = Date.now() - 3_600_000;
    const alert = (evidence: object[]) =>
      intake.pipeline.submit(say('alert', 'camera.intrusion', at, {}, { id: 'e1', evidence }));

    await alert([]);
    await settled();
    await until(async () => (await points()).includes('cam-1'));
    expect(await points()).not.toContain('late.jpg');
    await alert([{ url: 'https://store/late.jpg', kind: 'image' }]);
    await settled();
    await until(async () => (await points()).includes('late.jpg'));
    const [result] = JSON.parse(await points());
    expect(result.series[0].values).toHaveLength(1);
    await intake.close();
    await relay.close();
  });
});
