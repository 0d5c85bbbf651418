import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestDb, testDb } from './support/db.ts';
import { clean, rowsOf } from './support/engine.ts';
import { until } from './support/until.ts';

let database: TestDb;
const fixture = fileURLToPath(new URL('./fixtures/sweeper-process.ts', import.meta.url));
const NOW = Date.UTC(2026, 10, 21);
const COUNT = 1_500;

beforeAll(async () => {
  database = await testDb();
});
beforeEach(() => clean(database.db));
afterAll(() => database.close());

const number = async (sql: string) => {
  const [row] = await rowsOf<{ n: number }>(database.db, `SELECT count(*)::int AS n FROM ${sql}`);
  return row?.n ?? -1;
};

function start(): ChildProcess {
  return spawn(process.execPath, [fixture, database.url, String(NOW)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Incidents with one timer each, of the kind that the columns name, due a moment before NOW. */
async function seed(columns: string, values: string): Promise<void> {
  await database.db.pool.query(
    `INSERT INTO incident (id, device_id, channel, type, community_code, severity, state, count, first_seen_at,
       last_seen_at, last_alert_id, opened_at, due_at, ${columns})
     SELECT 'inc_' || n, 'd' || n, '', 'camera.loitering', '000000000000', 1, 'ACTIVE', 1, $1, $1, '', $1, $1, ${values}
     FROM generate_series(1, ${COUNT}) n`,
    [new Date(NOW - 1_000)],
  );
}

const DUE = NOW - 1_000;
const TIMERS = [
  { name: 'silence of a pulse', columns: 'pulse_due_at', values: '$1', change: 'CLEARED' },
  { name: 'the end of a shelf', columns: 'shelved_until', values: '$1', change: 'UNSHELVED' },
  {
    name: 'an off-delay',
    columns: 'engine',
    values: `'{"pendingClearMs": ${DUE}, "pendingUntilMs": ${DUE}, "clearDueMs": ${DUE}}'::jsonb`,
    change: 'CLEARED',
  },
  {
    name: 'an on-delay',
    columns: 'announced, engine',
    values: `false, '{"announceDueMs": ${DUE}}'::jsonb`,
    change: 'OPENED',
  },
  {
    name: 'the end of a maintenance window',
    columns: 'maintenance_id, maintenance_until',
    values: `'mw_1', $1`,
    change: 'MAINTENANCE_ENDED',
  },
];

describe('a timer outlives the process that would have run it', () => {
  test.each(TIMERS)('$name: kill -9 in the middle, and each fires exactly once', async (timer) => {
    await seed(timer.columns, timer.values);
    const first = start();
    const ended = once(first, 'exit');
    const fired = () => number(`incident_event WHERE change = '${timer.change}'`);
    await until(async () => (await fired()) > 0);
    first.kill('SIGKILL');
    await ended;
    const atDeath = await fired();
    expect(atDeath).toBeLessThan(COUNT);

    // two successors at once: they pass over each other's rows
    const successors = [start(), start()];
    await until(async () => (await number('incident WHERE due_at IS NOT NULL')) === 0);
    const over = successors.map((child) => once(child, 'exit'));
    for (const child of successors) child.kill('SIGKILL');
    await Promise.all(over);

    expect(await number(`incident_event WHERE change = '${timer.change}'`)).toBe(COUNT);
    expect(await number(`(SELECT DISTINCT incident_id FROM incident_event) x`)).toBe(COUNT);
    expect(await number(`feed WHERE change = '${timer.change}'`)).toBe(COUNT);
    expect(await number('(SELECT DISTINCT key FROM feed) x')).toBe(COUNT);
  });
});
