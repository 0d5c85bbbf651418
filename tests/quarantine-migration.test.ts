import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

const FOLDER = fileURLToPath(new URL('../schema/prisma/migrations/', import.meta.url));
const OURS = '20261121020000_quarantine_replay';
const BY_GRID = '20261121183000_replay_by_grid';
const NAME = `migrated_${process.pid}`;
let admin: pg.Client;
let client: pg.Client;

function sql(migration: string): string {
  return readFileSync(`${FOLDER}${migration}/migration.sql`, 'utf8');
}

beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${NAME}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${NAME}`;
  client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const before = readdirSync(FOLDER)
    .filter((name) => /^\d/.test(name) && name < OURS)
    .sort();
  for (const migration of before) await client.query(sql(migration));
});
afterAll(async () => {
  await client.end();
  await admin.query(`DROP DATABASE ${NAME} WITH (FORCE)`);
  await admin.end();
});

test('frames that were quarantined before the migration are samples of their faults after it', async () => {
  const add = (id: string, topic: string, payload: string, size: number, reason: string, minute: number) =>
    client.query(
      `INSERT INTO quarantine (id, topic, payload, size, codec, codec_version, reason, path, message, received_at)
       VALUES ($1, $2, $3, $4, 'canonical', 1, $5, '/time', $1, $6)`,
      [id, topic, Buffer.from(payload), size, reason, new Date(Date.UTC(2026, 0, 1, 0, minute))],
    );
  const lift = 'community/v1/511421001001001/elevator/lift-1/alert';
  await add('q1', lift, 'ab', 2, 'SCHEMA_MISMATCH', 1);
  await add('q2', lift, 'abc', 3, 'SCHEMA_MISMATCH', 2);
  await add('q3', 'x/y', 'abc', 900_000, 'TOO_LARGE', 3);
  await client.query(sql(OURS));
  const faults = await client.query(
    `SELECT reason, path, source, grid_code, message, last_topic, count::int, samples, sample_bytes::int AS bytes
     FROM quarantine_fault ORDER BY reason`,
  );
  expect(faults.rows).toEqual([
    {
      ...{ reason: 'SCHEMA_MISMATCH', path: '/time', source: 'canonical', grid_code: '511421001001' },
      ...{ message: 'q2', last_topic: lift, count: 2, samples: 2, bytes: 5 },
    },
    {
      ...{ reason: 'TOO_LARGE', path: '/time', source: 'canonical', grid_code: null },
      ...{ message: 'q3', last_topic: 'x/y', count: 1, samples: 1, bytes: 3 },
    },
  ]);
  const samples = await client.query('SELECT id, whole FROM quarantine_sample ORDER BY id');
  expect(samples.rows).toEqual([
    { id: 'q1', whole: true },
    { id: 'q2', whole: true },
    { id: 'q3', whole: false },
  ]);
});

test('demands of before keep their numbers: what waits by its grid, the rest for whoever sees the whole site', async () => {
  const later = readdirSync(FOLDER).filter((name) => /^\d/.test(name) && name > OURS && name < BY_GRID);
  for (const migration of later.sort()) await client.query(sql(migration));
  await client.query(
    `INSERT INTO quarantine_replay (id, requested_by, requested_at, asked, total, skipped, accepted, finished_at)
     VALUES ('half', 'me', now(), '{}', 5, 1, 3, NULL), ('done', 'me', now(), '{}', 2, 0, 2, now())`,
  );
  await client.query("UPDATE quarantine_sample SET replay_id = 'half', replay_state = 'PENDING'");
  await client.query("UPDATE quarantine_sample SET replay_state = 'ACCEPTED' WHERE id = 'q1'");
  await client.query(sql(BY_GRID));
  const { rows } = await client.query(
    `SELECT replay_id, grid_code, total, skipped, accepted, finished_at IS NOT NULL AS done
     FROM quarantine_replay_grid ORDER BY 1, 2`,
  );
  expect(rows).toEqual([
    { replay_id: 'done', grid_code: '', total: 2, skipped: 0, accepted: 2, done: true },
    // q3 names no grid, and waits as well
    { replay_id: 'half', grid_code: '', total: 4, skipped: 1, accepted: 3, done: false },
    { replay_id: 'half', grid_code: '511421001001', total: 1, skipped: 0, accepted: 0, done: false },
  ]);
});
