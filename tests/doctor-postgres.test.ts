import { afterAll, beforeAll, expect, it } from 'vitest';
import { postgresFindings } from '../hub/doctor-postgres.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import { appendFeed } from '../runtime/feed.ts';
import { measureFeedBehind } from '../runtime/feed-behind.ts';
import { createMetrics } from '../runtime/metrics.ts';
import { openPostgres } from '../runtime/postgres.ts';
import { mendAfterRestore } from '../runtime/restore.ts';
import { type TestDb, testDb } from './support/db.ts';
import { testLog } from './support/log.ts';

let test: TestDb;
let config: Config;

beforeAll(async () => {
  test = await testDb();
  config = loadConfig({
    DATABASE_URL: test.db.url,
    HUB_SUBGRAPHS: 'alerts=http://127.0.0.1:4001/graphql',
  });
});
afterAll(() => test.close());

const findings = () => postgresFindings(test.db.url, config);
const postgres = async () => (await findings())[0];

it('a database of this version is well', async () => {
  expect(await postgres()).toMatchObject({ ok: true, detail: expect.not.stringContaining('migration') });
});

it.each([
  [
    'of an older version',
    `DELETE FROM _prisma_migrations WHERE migration_name = (SELECT max(migration_name) FROM _prisma_migrations)`,
    '1 migrations are not applied',
  ],
  [
    'whose migration did not end',
    `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '20261121000000_spine'`,
    'the migration 20261121000000_spine was begun and did not end',
  ],
])('one %s is told', async (_, statement, detail) => {
  const { rows } = await test.db.pool.query('SELECT * FROM _prisma_migrations');
  await test.db.pool.query(statement);
  expect(await postgres()).toMatchObject({ ok: false, detail: expect.stringContaining(detail) });
  await test.db.pool.query('DELETE FROM _prisma_migrations');
  await test.db.pool.query(
    'INSERT INTO _prisma_migrations SELECT * FROM json_populate_recordset(NULL::_prisma_migrations, $1)',
    [JSON.stringify(rows)],
  );
});

it('one with a migration that is unknown here is of a newer version', async () => {
  await test.db.pool.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
     VALUES ('x', 'x', '29990101000000_later', now())`,
  );
  expect(await postgres()).toMatchObject({
    ok: false,
    detail: expect.stringContaining('of a newer version of the hub (29990101000000_later)'),
  });
  await test.db.pool.query("DELETE FROM _prisma_migrations WHERE id = 'x'");
});

it('one that was restored and not mended is told', async () => {
  await test.db.pool.query(
    "UPDATE relay_cursor SET xid = ((pg_current_xact_id()::text::bigint + 1000000)::text)::xid8 WHERE log = 'alert'",
  );
  expect(await postgres()).toMatchObject({
    ok: false,
    detail: expect.stringContaining('restored from another cluster'),
    mend: expect.stringContaining('npx hub migrate'),
  });
  await mendAfterRestore(test.db, testLog);
  expect(await postgres()).toMatchObject({ ok: true });
});

it('once a process is at the database, others that are not are told, and who does not keep up with the feed', async () => {
  expect(await findings()).toContainEqual({ what: 'Processes 进程', ok: true, detail: 'none runs 均未运行' });
  const ingest = await openPostgres(test.db.url, { log: testLog, applicationName: 'wangge-hub ingest' });
  await ingest.pool.query('SELECT 1');
  await appendFeed(test.db.pool, [
    { topic: 'device', change: 'REGISTERED', deviceId: 'd', gridCode: '511401' },
  ]);
  await test.db.pool.query("INSERT INTO feed_consumer (name, xid, seq) VALUES ('dispatcher', '0', 0)");
  expect(await findings()).toContainEqual({
    ...{ what: 'Feed 变更流', ok: true, detail: 'all of it is read 均已处理' },
    mend: expect.any(String),
  });
  await test.db.pool.query("UPDATE feed SET at = now() - interval '90 s'");
  expect(await findings()).toContainEqual(
    expect.objectContaining({
      ok: false,
      detail: expect.stringMatching(/not read for .*: dispatcher 9\d s/),
    }),
  );
  const metrics = createMetrics({ processMetrics: false });
  measureFeedBehind(test.db.pool, metrics);
  expect(await metrics.text()).toMatch(/hub_feed_behind_seconds\{consumer="dispatcher"\} 9\d/);
  const [, processes] = await findings();
  expect(processes).toMatchObject({ ok: false, detail: expect.stringContaining('gateway, alerts') });
  expect(processes?.detail).not.toContain('ingest');
  await ingest.close();
});

it.each([
  [-40_000, 'this machine is 40 s behind Postgres'],
  [40_000, 'this machine is 40 s ahead of Postgres'],
])('a clock that is %i ms off that of Postgres is told', async (off, detail) => {
  expect(await postgresFindings(test.db.url, config, () => Date.now() + off)).toContainEqual(
    expect.objectContaining({ what: 'Clock 时钟', ok: false, detail: expect.stringContaining(detail) }),
  );
  expect((await findings()).map(({ what }) => what)).not.toContain('Clock 时钟');
});

it('a wrong password is told in both languages', async () => {
  const url = new URL(test.db.url);
  url.password = 'not-this';
  const [finding] = await postgresFindings(url.href, config);
  expect(finding).toMatchObject({ ok: false, detail: expect.stringContaining('密码错误') });
});
