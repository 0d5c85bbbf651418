import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { clockViews } from '../core/clock-engine-view.ts';
import { project } from '../core/workflow/order-state.ts';
import { shippedGovernance } from '../runtime/governance.ts';
import { eventsOfOrders, ordersById } from '../subgraphs/workorders/reads.ts';
import { clockEventsOfOrders } from '../subgraphs/workorders/timers.ts';
import { orderStateOf } from '../subgraphs/workorders/workflow.ts';

const FOLDER = fileURLToPath(new URL('../schema/prisma/migrations/', import.meta.url));
/** The last state before work orders had profiles and clock events. */
const BEFORE = '20261121060000';
const NAME = `clocks_migrated_${process.pid}`;
const MINUTE = 60_000;
const START = Date.parse('2026-11-20T01:00:00Z');
let admin: pg.Client;
let client: pg.Client;

const migrations = readdirSync(FOLDER)
  .filter((name) => /^\d/.test(name))
  .sort();
const run = (names: readonly string[]) =>
  names.reduce(async (done, name) => {
    await done;
    await client.query(readFileSync(`${FOLDER}${name}/migration.sql`, 'utf8'));
  }, Promise.resolve());

beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${NAME}`);
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${NAME}`;
  client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await run(migrations.filter((name) => name < BEFORE));
});
afterAll(async () => {
  await client.end();
  await admin.query(`DROP DATABASE ${NAME} WITH (FORCE)`);
  await admin.end();
});

const at = (minutes: number) => new Date(START + minutes * MINUTE);

async function order(
  id: string,
  state: string,
  closed: number | null,
  steps: [action: string, minute: number][],
) {
  await client.query(
    `INSERT INTO work_order (id, case_number, profile, state, source, matter, title, severity, dispatch_explanation,
       created_at, updated_at, closed_at, version)
     VALUES ($1, $1, 'huaying-demand', $2, 'RESIDENT', 'noise', 't', 1, '', $3, $3, $4, $5)`,
    [id, state, at(0), closed === null ? null : at(closed), steps.length],
  );
  for (const [index, [action, minute]] of steps.entries()) {
    await client.query(
      `INSERT INTO work_order_event (work_order_id, version, action, from_state, to_state, actor, reason, at)
       VALUES ($1, $2, $3, NULL, $4, 'x', '等配件', $5)`,
      [id, index + 1, action, state, at(minute)],
    );
  }
}
const clock = (id: string, kind: string, minutes: number, stopped: number | null) =>
  client.query(
    'INSERT INTO work_order_clock (work_order_id, kind, target_minutes, started_at, stopped_at) VALUES ($1, $2, $3, $4, $5)',
    [id, kind, minutes, at(0), stopped === null ? null : at(stopped)],
  );

test('clocks of orders from before become events of their history, with what was left of a suspended one', async () => {
  await order('wo_running', 'TAKEN', null, [
    ['OPEN', 0],
    ['TAKE', 5],
  ]);
  await clock('wo_running', 'RESPOND', 10, 5);
  await clock('wo_running', 'HANDLE', 240, null);
  await order('wo_suspended', 'SUSPENDED', null, [
    ['OPEN', 0],
    ['SUSPEND', 30],
  ]);
  await clock('wo_suspended', 'HANDLE', 60, null);
  await order('wo_closed', 'CLOSED', 90, [
    ['OPEN', 0],
    ['CLOSE', 90],
  ]);
  await clock('wo_closed', 'HANDLE', 60, null);
  await run(migrations.filter((name) => name >= BEFORE));

  const book = shippedGovernance().current().clockBook;
  const events = await clockEventsOfOrders(client, ['wo_running', 'wo_suspended', 'wo_closed']);
  const shown = (id: string, minutes: number) =>
    clockViews(events.get(id) ?? [], book, START + minutes * MINUTE).map(
      ({ run: { kind }, state, dueAtMs, stages }) =>
        `${kind} ${state} ${dueAtMs === null ? 'moves' : (dueAtMs - START) / MINUTE} ${stages[0]?.remaining}`,
    );
  expect(shown('wo_running', 60).toSorted()).toEqual(['HANDLE RUNNING 240 180', 'RESPOND MET 10 5']);
  expect(shown('wo_suspended', 10_000)).toEqual(['HANDLE PAUSED moves 30']);
  expect(shown('wo_closed', 10_000)).toEqual(['HANDLE BREACHED 60 -30']);
  // and what they are is told by their history alone
  const rows = await ordersById(client, ['wo_running', 'wo_suspended', 'wo_closed']);
  for (const row of rows) {
    expect(project(await eventsOfOrders(client, [row.id]))).toEqual(orderStateOf(row));
  }
});
