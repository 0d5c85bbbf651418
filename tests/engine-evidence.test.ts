import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startRelay } from '../ingest/relay.ts';
import { sweepPending } from '../ingest/sweeper.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { influxAt } from './series-influx.ts';
import { type TestDb, testDb } from './support/db.ts';
import { clean, rowsOf, say } from './support/engine.ts';
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
    await influxd.close();
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

describe('what a platform brings after its event', () => {
  let database: TestDb;
  beforeAll(async () => {
    database = await testDb();
    await seedGrids(database.db);
  });
  beforeEach(() => clean(database.db));
  afterAll(() => database.close());

  const at = Math.floor(Date.now() / 1_000) * 1_000 - 3_600_000;
  const PICTURE = { url: '/pic?id=7', kind: 'image' };
  const FILM = { url: 'https://store/r/1.mp4', kind: 'video' };
  const isecure = (status: number, atMs: number, data: object = {}, srcIndex = 'cam-9') => ({
    topic: 'isecure/county/event',
    receivedAt: atMs + 1_000,
    payload: Buffer.from(
      JSON.stringify({
        method: 'OnEventNotify',
        params: {
          events: [
            {
              ...{ eventId: 'A1', eventType: 131588, happenTime: new Date(atMs).toISOString() },
              ...{ srcIndex, srcType: 'camera', status, data },
            },
          ],
        },
      }),
    ),
  });
  const picture = isecure(5, at + 9_000, { fielddetection: [{ imageUrl: PICTURE.url }] });
  const film = isecure(4, at + 40_000, { linkageResult: [{ videoUrl: FILM.url }] });
  const stored = () =>
    rowsOf(
      database.db,
      `SELECT a.device_id, a.source_event_id AS event, COALESCE(a.evidence, '[]') AS evidence, i.count
       FROM alert_log a LEFT JOIN incident i ON i.id = a.incident_id ORDER BY a.device_id`,
    );

  test('a picture and a film with a happenTime of their own attach to the first alert; there is no second', async () => {
    const intake = await openIntake(database.db);
    for (const each of [isecure(0, at), picture, film, picture]) await intake.pipeline.submit(each);
    await intake.close();
    expect(await stored()).toEqual([
      { device_id: 'cam-9', event: 'A1', evidence: [PICTURE, FILM], count: 1 },
    ]);
    const told = await rowsOf(database.db, "SELECT change FROM feed WHERE topic = 'incident' ORDER BY seq");
    expect(told.map(({ change }) => change)).toEqual(['OPENED', 'EVIDENCE', 'EVIDENCE']);
  });

  test('a picture that comes before its event waits for it, and another source with the same id has none of it', async () => {
    const intake = await openIntake(database.db);
    await intake.pipeline.submit(picture);
    expect(await stored()).toEqual([]);
    await intake.pipeline.submit(isecure(0, at, {}, 'cam-10'));
    await intake.pipeline.submit(isecure(0, at));
    await sweepPending(database.db, at + 60_000);
    await intake.close();
    expect(await stored()).toEqual([
      { device_id: 'cam-10', event: 'A1', evidence: [], count: 1 },
      { device_id: 'cam-9', event: 'A1', evidence: [PICTURE], count: 1 },
    ]);
  });

  test('a canonical clear whose value is still in the band of its type ends nothing yet', async () => {
    const intake = await openIntake(database.db);
    const type = 'charger.overvoltage';
    const where = { family: 'charger', device: 'pile-1' } as const;
    const volts = (voltageV: number) => ({ values: { voltageV } });
    const dueS = async () => {
      const [row] = await rowsOf<{ state: string; due: number | null }>(
        database.db,
        "SELECT state, extract(epoch FROM due_at)::float8 - $1 AS due FROM incident WHERE device_id = 'pile-1'",
        [at / 1_000],
      );
      return row;
    };
    await intake.pipeline.submit(say('alert', type, at, where, volts(241)));
    await intake.pipeline.submit(say('clear', type, at + 10_000, where, volts(236)));
    expect(await dueS()).toEqual({ state: 'ACTIVE', due: 310 });
    await intake.pipeline.submit(say('clear', type, at + 20_000, where, volts(230)));
    await intake.close();
    // beyond the band only the off-delay is left
    expect((await dueS())?.due).toBeLessThan(30);
  });
});
