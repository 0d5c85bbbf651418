import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedGovernance } from '../runtime/governance.ts';
import type { Queryable } from '../subgraphs/rows.ts';
import { gateTallies } from '../subgraphs/workorders/gates-store.ts';
import { LIST, listRows, progressOfLists } from '../subgraphs/workorders/lists-store.ts';
import { orderCounts, orderPages } from '../subgraphs/workorders/reads.ts';
import { clockEventsOfOrders } from '../subgraphs/workorders/timers.ts';
import { ask, PLACE } from './support/governance.ts';
import { COMMUNITY, type TrackWorld, trackWorld, WORKER } from './support/tracks.ts';

const ORDERS = 60_000;
const VOTES = 3_000;
let world: TrackWorld;

interface Asked {
  text: string;
  values: unknown[];
  rows: number;
}

/** Hands on to the database what is asked, and keeps it. */
function recorder(db: Queryable): { db: Queryable; asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    db: {
      async query(statement, values) {
        const result = await db.query(statement, values);
        const text = typeof statement === 'string' ? statement : statement.text;
        asked.push({ text, values: [...values], rows: result.rows.length });
        return result;
      },
    },
  };
}

/** How Postgres goes about a statement, and how many rows it looked at in vain. */
async function wayOf({ text, values }: Asked): Promise<{ way: string; inVain: number }> {
  const { rows } = await world.test.db.pool.query(
    `EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) ${text}`,
    values,
  );
  const way = rows.map((row: { 'QUERY PLAN': string }) => row['QUERY PLAN']).join('\n');
  const removed = [...way.matchAll(/Rows Removed by Filter: (\d+)/g)].map(([, count]) => Number(count));
  return { way, inVain: Math.max(0, ...removed) };
}

beforeAll(async () => {
  world = await trackWorld();
  const { pool } = world.test.db;
  await pool.query(
    `INSERT INTO work_order (id, case_number, profile, state, source, matter, title, severity, grid_code,
       dispatch_explanation, created_at, updated_at, closed_at)
     SELECT 'wo_' || lpad(n::text, 8, '0'), 'E0101' || to_char(at, 'YYYYMMDD') || lpad((n % 500 + 1)::text, 4, '0'),
       'standard', 'CLOSED', CASE WHEN n IN (77, 1077) THEN 'HOTLINE_12345' WHEN n % 2 = 0 THEN 'ALERT' ELSE 'RESIDENT' END,
       'environment', '旧案', 1, $1, 'x', at, at, at
     FROM (SELECT n, timestamptz '2025-01-01' + (n / 500) * interval '1 day' AS at FROM generate_series(0, $2::int - 1) n) s`,
    [PLACE.grid, ORDERS],
  );
  await pool.query(
    `INSERT INTO work_order_event (work_order_id, version, action, to_state, actor, at, clocks)
     SELECT id, step, 'REPORT', 'REPORTED', 'x', created_at, CASE WHEN step > 1 THEN '[]' ELSE jsonb_build_array(jsonb_build_object('type', 'START', 'atMs', 1735700000000, 'kind', 'HANDLE', 'holder', NULL,
         'policy', 'HUAYING/RESPOND@1')) END
     FROM work_order CROSS JOIN generate_series(1, 4) step WHERE id LIKE 'wo\\_0%'`,
  );
  await pool.query('ANALYZE');
});

afterAll(() => world.close());

describe('lists of followed matters', () => {
  it('forty lists of 250 orders are told by as many statements as one, and each row is read once', async () => {
    const { pool } = world.test.db;
    await pool.query(
      `INSERT INTO follow_up_list (id, code, name_zh, name_en, kind, decided_at, created_by, created_at)
       SELECT 'fl_' || n, 'C' || n, '清单', 'List', 'PROJECT_LIST', now(), 'x', now() FROM generate_series(0, 39) n`,
    );
    await pool.query(
      `INSERT INTO follow_up_item (id, list_id, work_order_id, added_by, added_at)
       SELECT 'fi_' || l || '_' || n, 'fl_' || l, 'wo_' || lpad((l * 250 + n)::text, 8, '0'), 'x', now()
       FROM generate_series(0, 39) l, generate_series(0, 249) n`,
    );
    const book = shippedGovernance().current();
    const lists = listRows(await pool.query(`SELECT ${LIST} FROM follow_up_list f ORDER BY f.id`));
    for (const some of [lists.slice(0, 1), lists]) {
      const { db, asked } = recorder(pool);
      const progress = await progressOfLists(db, some, book, Date.now());
      expect(progress.map(({ total, ended }) => [total, ended])).toEqual(some.map(() => [250, 250]));
      expect(asked.map(({ rows }) => rows)).toEqual([some.length * 250, some.length * 250]);
    }
  });
});

describe('a gate at which thousands vote', () => {
  it('a vote reads none of the others, nor their rows of history', async () => {
    const { pool } = world.test.db;
    const workOrderId = await world.report();
    await world.bring(workOrderId, 'ACCEPTED');
    await pool.query(
      "INSERT INTO household (id, grid_code, room) SELECT 'h-' || n, $1, n::text FROM generate_series(0, $2::int) n",
      [PLACE.microGrid, VOTES + 1],
    );
    const { order } = await world.act(COMMUNITY, 'openGate', { workOrderId, gate: 'CONSENT_80' });
    expect(order.gates[0]).toMatchObject({ rollListed: true, tally: { roll: VOTES + 2 } });
    const gateId = String(order.gates[0].id);
    const CAST = 'mutation ($input: CastVoteInput!) { castVote(input: $input) { workOrder { id } } }';
    const vote = async (voter: string) => {
      const texts: string[] = [];
      const stop = world.test.db.onQuery((_, text) => texts.push(text));
      const { codes } = await ask(world.orders, WORKER, CAST, { input: { gateId, voter, choice: 'YES' } });
      stop();
      expect(codes).toEqual([]);
      return texts;
    };
    const first = await vote('h-0');
    const [{ version }] = (await pool.query('SELECT version FROM work_order WHERE id = $1', [workOrderId]))
      .rows;
    await pool.query(
      `INSERT INTO order_gate_vote (gate_id, voter, turn, choice, recorded_by, at)
       SELECT $1, 'h-' || n, 1, 'YES', 'x', now() FROM generate_series(1, $2::int) n`,
      [gateId, VOTES],
    );
    await pool.query(
      `INSERT INTO work_order_event (work_order_id, version, action, to_state, actor, at, clocks)
       SELECT $1, $2::int + n, 'VOTE', 'AWAITING_GATE', 'x', now(), '[]' FROM generate_series(1, $3::int) n`,
      [workOrderId, version, VOTES],
    );
    await pool.query('UPDATE work_order SET version = version + $2 WHERE id = $1', [workOrderId, VOTES]);
    await pool.query('ANALYZE work_order_event');
    const last = await vote(`h-${VOTES + 1}`);
    expect(last).toEqual(first);
    // of this voter alone
    const votes = last.filter((text) => /FROM order_gate_vote\b/.test(text));
    expect(votes).toEqual([expect.stringMatching(/^INSERT .*WHERE gate_id = \$1 AND voter = \$2/s)]);
    const { db, asked } = recorder(pool);
    const events = await clockEventsOfOrders(db, [workOrderId]);
    expect(events.get(workOrderId)?.length).toBeGreaterThan(0);
    const [clocks] = asked;
    if (clocks === undefined) throw new Error('the clocks are read');
    expect(await wayOf(clocks)).toMatchObject({
      way: expect.stringContaining('work_order_event_clocks'),
      inVain: 0,
    });
    expect((await gateTallies(pool, [workOrderId]))[0]?.tally).toMatchObject({
      cast: VOTES + 2,
      yes: VOTES + 2,
    });
  });
});

describe('lists of orders', () => {
  const asks = [
    ['the last digits of a case number', { search: '0477' }],
    ['the day and the serial', { search: '202501020078' }],
    ['a part that no number has', { search: '99999' }],
    ['a beginning of two characters that few numbers have', { search: 'c0' }],
    ['a source that few come from', { sources: ['HOTLINE_12345'] }],
    ['sources that few and none come from', { sources: ['HOTLINE_12345', 'PATROL'] }],
  ] as const;
  it.each(asks)('%s: found by an index, page and count', async (_, query) => {
    const { db, asked } = recorder(world.test.db.pool);
    await orderPages(db, 'all', [''], { prefixes: [''], ...query }, 51, null);
    await orderCounts(db, 'all', [''], { prefixes: [''], ...query });
    expect(asked).toHaveLength(2);
    for (const one of asked) {
      const { way, inVain } = await wayOf(one);
      expect(way).toMatch(/work_order_(case_part|case_number|source)/);
      expect(inVain).toBeLessThan(100);
    }
  });

  it('two digits are no beginning of a case number: no order is looked at', async () => {
    const { db, asked } = recorder(world.test.db.pool);
    await orderPages(db, 'all', [''], { prefixes: [''], search: '77' }, 51, null);
    await orderCounts(db, 'all', [''], { prefixes: [''], search: '77' });
    for (const one of asked) {
      const { way, inVain } = await wayOf(one);
      expect([way.includes('Scan on work_order'), inVain]).toEqual([false, 0]);
    }
  });

  it('a database that may not have pg_trgm is migrated all the same', async () => {
    const file = '../schema/prisma/migrations/20261121190000_order_search/migration.sql';
    const sql = await readFile(new URL(file, import.meta.url), 'utf8');
    const block = sql.slice(sql.indexOf('DO $$'));
    const client = await world.test.db.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('DROP EXTENSION pg_trgm CASCADE');
      await client.query('CREATE ROLE order_search_tenant NOLOGIN');
      await client.query('SET LOCAL ROLE order_search_tenant');
      await client.query(block);
      const { rows } = await client.query("SELECT FROM pg_extension WHERE extname = 'pg_trgm'");
      expect(rows).toEqual([]);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
