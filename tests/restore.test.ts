import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FeedEvent } from '../core/feed-event.ts';
import { appendFeed, createFeed } from '../runtime/feed.ts';
import { mendAfterRestore } from '../runtime/restore.ts';
import { type TestDb, testDb } from './support/db.ts';
import { testLog as log } from './support/log.ts';
import { until } from './support/until.ts';

let test: TestDb;

beforeAll(async () => {
  test = await testDb();
});
afterAll(() => test.close());

const event = (deviceId: string): FeedEvent => ({
  topic: 'device',
  change: 'REGISTERED',
  deviceId,
  gridCode: '511401',
});

describe('a database restored from another cluster', () => {
  it('is left alone when nothing lies ahead', async () => {
    await appendFeed(test.db.pool, [event('before')]);
    expect(await mendAfterRestore(test.db, log)).toEqual([]);
  });

  it('hands on what no consumer had seen, and what comes after it, though its rows carried later transaction ids', async () => {
    const { db } = test;
    const seen: string[] = [];
    const feed = createFeed(db, { log, keptDays: 7 });
    const follow = () =>
      feed.followOnce('test', ['device'], async ({ event: told }) => {
        if (told.topic === 'device') seen.push(told.deviceId);
      });
    await follow();
    expect(seen).toEqual(['before']);
    await appendFeed(db.pool, [event('unseen')]);

    // what pg_dump and pg_restore leave: the rows and cursors of a cluster that was a billion transactions further
    const shift = 'SET xid = ((xid::text::bigint + 1000000000)::text)::xid8';
    await db.pool.query(`UPDATE feed ${shift}`);
    await db.pool.query(`UPDATE feed_consumer ${shift}`);
    await db.pool.query(`UPDATE relay_cursor ${shift}`);
    await follow();
    expect(seen).toEqual(['before']);

    expect(await mendAfterRestore(db, log)).toEqual(['feed', 'alert_log', 'reading_log']);
    expect(await mendAfterRestore(db, log)).toEqual([]);
    await appendFeed(db.pool, [event('after')]);
    await until(async () => {
      await follow();
      return seen.includes('after');
    });
    expect(seen.filter((name) => name !== 'before')).toEqual(['unseen', 'after']);
    await feed.close();
  });
});
