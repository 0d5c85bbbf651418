import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Refusal } from '../core/errors.ts';
import type { Codec } from '../ingest/codec.ts';
import { canonical } from '../ingest/codecs/canonical.ts';
import { codecFor } from '../ingest/codecs/table.ts';
import { type Replayer, startReplayer } from '../ingest/replay.ts';
import { createDevicesSubgraph } from '../subgraphs/devices/index.ts';
import { type TestDb, testDb } from './support/db.ts';
import {
  counts,
  emptyIntake,
  frame,
  GRID,
  type Intake,
  openIntake,
  seedGrids,
  topicOf,
} from './support/intake.ts';
import { testLog } from './support/log.ts';
import { ADMIN, asker, subgraphDeps } from './support/subgraph-world.ts';
import { until } from './support/until.ts';

let database: TestDb;
let deps: ReturnType<typeof subgraphDeps>;
let ask: ReturnType<typeof asker>;
let intake: Intake;
let replayer: Replayer | null = null;

/** The canonical codec before and after somebody mended it: version 1 knows no `lift_stuck`. */
let mended = false;
const broken: Codec = {
  ...canonical,
  decode(one, options) {
    if (one.payload.includes('lift_stuck')) throw new Refusal('SCHEMA_MISMATCH', '/type', 'unknown word');
    return canonical.decode(one, options);
  },
};
const fixed: Codec = {
  ...canonical,
  version: 2,
  decode(one, options) {
    const payload = Buffer.from(one.payload.toString().replaceAll('lift_stuck', 'elevator.trapped'));
    return canonical.decode({ ...one, payload }, options);
  },
};
const current = (topic: string): Codec | null => {
  const codec = codecFor(topic);
  return codec?.name === 'canonical' ? (mended ? fixed : broken) : codec;
};

beforeAll(async () => {
  database = await testDb();
  await seedGrids(database.db);
  deps = subgraphDeps(database.db);
  ask = asker(createDevicesSubgraph(deps));
});
afterAll(async () => {
  await deps.feed.close();
  await database.close();
});
beforeEach(async () => {
  await emptyIntake(database.db);
  mended = false;
  intake = await openIntake(database.db, { codecFor: current });
});
afterEach(async () => {
  const stopped = replayer?.close();
  replayer = null;
  await intake.close();
  await stopped;
});

async function rows<T extends object = Record<string, unknown>>(sql: string): Promise<T[]> {
  return (await database.db.pool.query<T>(sql)).rows;
}

const FAULTS =
  'SELECT source, codec, codec_version, reason, path, topic_pattern, grid_code, count::int, samples FROM quarantine_fault ORDER BY reason, path, topic_pattern';

async function flood(frames: number, make: (n: number) => Parameters<Intake['pipeline']['submit']>[0]) {
  for (let sent = 0; sent < frames; sent += 5_000) {
    const batch = Array.from({ length: Math.min(5_000, frames - sent) }, (_, n) => make(sent + n));
    await Promise.all(batch.map((one) => intake.pipeline.submit(one)));
  }
}

describe('folding', () => {
  test('a flood of 100,000 bad frames is one row, bounded samples, and one row update a batch', async () => {
    let updates = 0;
    let kept = 0;
    const stop = database.db.onQuery((_, text) => {
      if (text.includes('INTO quarantine_fault')) updates += 1;
      if (text.includes('INTO quarantine_sample')) kept += 1;
    });
    await flood(100_000, (n) => frame({ id: `e${n}`, time: 'x', values: 3 }, { device: `lift-${n % 500}` }));
    stop();
    expect(await rows(FAULTS)).toEqual([
      {
        ...{ source: 'canonical', codec: 'canonical', codec_version: 2, reason: 'SCHEMA_MISMATCH' },
        ...{ path: '/values', topic_pattern: 'community/v1/+/+/+/+', grid_code: '511421001001' },
        ...{ count: 100_000, samples: 50 },
      },
    ]);
    expect(await rows('SELECT count(*)::int AS n FROM quarantine_sample')).toEqual([{ n: 50 }]);
    const text = await intake.metrics.text();
    const batches = Number(/^hub_ingest_batch_frames_count (\d+)/m.exec(text)?.[1]);
    expect(updates).toBe(batches);
    // the first batch fills the samples
    expect(kept).toBe(1);
    expect(text).toContain('hub_ingest_quarantined_total{codec="canonical",reason="SCHEMA_MISMATCH"} 100000');
  });

  test('the same frame again and again is one sample; other faults are rows of their own', async () => {
    const same = frame('{');
    for (let n = 0; n < 5; n += 1) await intake.pipeline.submit(same);
    await intake.pipeline.submit(frame({ time: 1 }, { device: 'lift-2' }));
    await intake.pipeline.submit(frame([{ values: { a: 'x' } }], { kind: 'telemetry' }));
    await intake.pipeline.submit(
      frame([{ values: { a: 1 } }, { values: { a: 'x' } }], { kind: 'telemetry' }),
    );
    await intake.pipeline.submit({ ...frame('x'), topic: 'garage/17/door/a8f3/state' });
    await intake.pipeline.submit({ ...frame('x'), topic: 'garage/18/door/b771/state' });
    expect(await rows(`SELECT reason, path, topic_pattern, count::int, samples FROM (${FAULTS}) f`)).toEqual([
      ...[
        ['MALFORMED_JSON', '', 'community/v1/+/+/+/+', 5, 1],
        ['SCHEMA_MISMATCH', '/*/values/a', 'community/v1/+/+/+/+', 2, 2],
        ['SCHEMA_MISMATCH', '/type', 'community/v1/+/+/+/+', 1, 1],
        ['UNKNOWN_TOPIC', '', 'garage/+/door/+/state', 2, 2],
      ].map(([reason, path, topic_pattern, count, samples]) => ({
        ...{ reason, path, topic_pattern, count, samples },
      })),
    ]);
  });

  test('invented topics and paths are a bounded number of rows', async () => {
    const word = (n: number) =>
      `w${String.fromCharCode(97 + (n % 26), 97 + (Math.floor(n / 26) % 26), 97 + Math.floor(n / 676))}`;
    await flood(2_000, (n) => ({ ...frame('x'), topic: `${word(n)}/hello` }));
    const [row] = await rows<{ rows: number; frames: number; rest: number }>(
      `SELECT count(*)::int AS rows, sum(count)::int AS frames,
         sum(count) FILTER (WHERE topic_pattern = '#')::int AS rest FROM quarantine_fault`,
    );
    expect(row).toEqual({ rows: 201, frames: 2_000, rest: 1_800 });
  });

  test('samples are bounded in bytes too', async () => {
    const start = Date.now() - 3_600_000;
    const big = (n: number, receivedAt: number) =>
      frame(`{"n":${n},"pad":"${'x'.repeat(200_000)}"}`, { receivedAt });
    for (let n = 0; n < 12; n += 1) await intake.pipeline.submit(big(n, start + n));
    const sizes = 'SELECT samples, sample_bytes::int AS bytes FROM quarantine_fault';
    const [full] = await rows<{ samples: number; bytes: number }>(sizes);
    expect(full?.samples).toBe(5);
    expect(full?.bytes).toBeLessThanOrEqual(1024 * 1024);
  });

  test('of a fault that has its samples a new one takes the place of an old one after ten minutes', async () => {
    await intake.close();
    intake = await openIntake(database.db, { codecFor: current, env: { HUB_QUARANTINE_SAMPLES: '4' } });
    const start = Date.now() - 3_600_000;
    const bad = (n: number, minute: number) =>
      intake.pipeline.submit(frame({ n, type: 3 }, { receivedAt: start + minute * 60_000 + n }));
    for (let n = 0; n < 6; n += 1) await bad(n, 0);
    await bad(6, 5);
    await bad(7, 15);
    await bad(8, 16);
    const kept = await rows<{ n: number }>(
      "SELECT (convert_from(payload, 'UTF8')::jsonb->>'n')::int AS n FROM quarantine_sample ORDER BY received_at, n",
    );
    expect(kept.map(({ n }) => n)).toEqual([0, 1, 3, 7]);
    expect(await rows('SELECT count::int, samples FROM quarantine_fault')).toEqual([
      { count: 9, samples: 4 },
    ]);
  });
});

const REPLAY = `mutation ($input: ReplayQuarantineInput!) { replayQuarantine(input: $input) { replay { id total } } }`;
const OUTCOME = `query ($id: ID!) { quarantineReplay(id: $id) { total accepted partly refused pending finishedAt } }`;

async function demand(input: object): Promise<{ id: string; total: number }> {
  return (await ask.data(ADMIN, REPLAY, { input })).replayQuarantine.replay;
}

/** Asks for a replay and waits for what came of it. */
async function replay(input: object): Promise<Record<string, unknown>> {
  const { id } = await demand(input);
  let outcome: Record<string, unknown> = {};
  await until(async () => {
    outcome = (await ask.data(ADMIN, OUTCOME, { id })).quarantineReplay;
    return outcome.finishedAt !== null;
  });
  const { finishedAt, ...rest } = outcome;
  return rest;
}

const stuck = (id: string, more: object = {}) => ({
  id,
  type: 'lift_stuck',
  time: '2026-03-05T08:00:00Z',
  ...more,
});
const everything = { filter: { reasons: ['SCHEMA_MISMATCH'] } };

describe('replay', () => {
  beforeEach(async () => {
    replayer = await startReplayer({ db: database.db, pipeline: intake.pipeline, log: testLog });
  });

  test('after the codec is mended gives each frame its one alert, however often it is asked for', async () => {
    await intake.pipeline.submit(frame(stuck('a')));
    await intake.pipeline.submit(frame(stuck('b'), { device: 'lift-2' }));
    expect(await replay(everything)).toEqual({ total: 2, accepted: 0, partly: 0, refused: 2, pending: 0 });
    expect(await counts(database.db)).toMatchObject({ alerts: 0, quarantined: 2 });
    mended = true;
    expect(await replay(everything)).toEqual({ total: 2, accepted: 2, partly: 0, refused: 0, pending: 0 });
    expect(await counts(database.db)).toMatchObject({ alerts: 2, incidents: 2, quarantined: 2 });
    // by filter what was accepted is passed over, by id it is done again, and stored once all the same
    expect(await demand(everything)).toMatchObject({ total: 0 });
    const ids = (await rows<{ id: string }>('SELECT id FROM quarantine_fault')).map(({ id }) => id);
    expect(await replay({ ids })).toMatchObject({ total: 2, accepted: 2 });
    expect(await counts(database.db)).toMatchObject({ alerts: 2, incidents: 2 });
    expect(await rows('SELECT DISTINCT count FROM incident')).toEqual([{ count: 1 }]);
    const states = '{ quarantine { nodes { samples { replay { state codecVersion signals reason } } } } }';
    const { quarantine } = await ask.data(ADMIN, states);
    for (const { samples } of quarantine.nodes) {
      for (const sample of samples) {
        expect(sample.replay).toEqual({ state: 'ACCEPTED', codecVersion: 2, signals: 1, reason: null });
      }
    }
    expect(await intake.metrics.text()).toContain('hub_ingest_replayed_total{outcome="ACCEPTED"} 4');
  });

  test('of a frame without a time is one alert too, as of when it came', async () => {
    const receivedAt = Date.now() - 3_600_000;
    await intake.pipeline.submit(frame({ type: 'lift_stuck' }, { receivedAt }));
    mended = true;
    const [fault] = await rows<{ id: string }>('SELECT id FROM quarantine_fault');
    await replay({ ids: [fault?.id] });
    await replay({ ids: [fault?.id] });
    expect(await rows('SELECT (time_ns / 1000000)::float8 AS ms FROM alert_log')).toEqual([
      { ms: receivedAt },
    ]);
  });

  test('of a frame that came on a topic nobody knew goes to the source that is bound now', async () => {
    const topic = topicOf({});
    await intake.close();
    const unbound = await openIntake(database.db, { codecFor: () => null });
    await unbound.pipeline.submit({ ...frame({ ...stuck('a'), type: 'elevator.trapped' }), topic });
    await unbound.close();
    expect(await rows('SELECT reason, grid_code FROM quarantine_fault')).toEqual([
      { reason: 'UNKNOWN_TOPIC', grid_code: GRID.slice(0, 12) },
    ]);
    intake = await openIntake(database.db, { codecFor: current });
    const stopped = replayer?.close();
    replayer = await startReplayer({ db: database.db, pipeline: intake.pipeline, log: testLog });
    await stopped;
    expect(await replay({ filter: { reasons: ['UNKNOWN_TOPIC'] } })).toMatchObject({ accepted: 1 });
    expect(await counts(database.db)).toMatchObject({ alerts: 1 });
  });

  test('of one that is refused still says why, and is no new fault', async () => {
    await intake.pipeline.submit(
      frame([{ values: { a: 'x' } }, { values: { a: 1 } }], { kind: 'telemetry' }),
    );
    await intake.pipeline.submit(frame('{'));
    const ids = (await rows<{ id: string }>('SELECT id FROM quarantine_fault')).map(({ id }) => id);
    expect(await replay({ ids })).toMatchObject({ partly: 1, refused: 1 });
    expect(await rows('SELECT sum(count)::int AS n FROM quarantine_fault')).toEqual([{ n: 2 }]);
    expect(
      await rows('SELECT replay_state, replay_reason FROM quarantine_sample ORDER BY replay_state'),
    ).toEqual([
      { replay_state: 'PARTLY', replay_reason: 'SCHEMA_MISMATCH' },
      { replay_state: 'REFUSED', replay_reason: 'MALFORMED_JSON' },
    ]);
    expect(await rows('SELECT count(*)::int AS n FROM reading_log')).toEqual([{ n: 1 }]);
  });

  test('does not set a device online by what it said long ago', async () => {
    await intake.pipeline.submit(frame('lift_stuck', { kind: 'status' }));
    await intake.pipeline.submit(frame('offline', { kind: 'status' }));
    await database.db.pool.query(
      "UPDATE quarantine_sample SET payload = 'online', size = 6, received_at = now() - interval '1 day'",
    );
    const [fault] = await rows<{ id: string }>('SELECT id FROM quarantine_fault');
    expect(await replay({ ids: [fault?.id] })).toMatchObject({ accepted: 1 });
    expect(await rows('SELECT online FROM device')).toEqual([{ online: false }]);
  });

  test('of many frames is divided among processes, and what a killed one had claimed another does', async () => {
    await flood(600, (n) => frame(stuck(`e${n}`), { device: `lift-${n}` }));
    await database.db.pool.query(
      `INSERT INTO quarantine_sample (id, fault_id, topic, payload, size, whole, path, message, received_at)
       SELECT 'x' || n, f.id, 'community/v1/${GRID}/elevator/lift-x' || n || '/alert', s.payload, s.size, true, '', '', now()
       FROM generate_series(1, 500) n, quarantine_fault f
       CROSS JOIN LATERAL (SELECT payload, size FROM quarantine_sample LIMIT 1) s`,
    );
    mended = true;
    const second = await openIntake(database.db, { codecFor: current });
    const other = await startReplayer({ db: database.db, pipeline: second.pipeline, log: testLog });
    const { id } = await demand(everything);
    await database.db.pool.query(
      "UPDATE quarantine_sample SET replay_leased_until = now() + interval '1 s' WHERE id = 'x7' AND replay_state = 'PENDING'",
    );
    await until(async () => (await ask.data(ADMIN, OUTCOME, { id })).quarantineReplay.finishedAt !== null, {
      timeoutMs: 20_000,
    });
    expect((await ask.data(ADMIN, OUTCOME, { id })).quarantineReplay).toMatchObject({
      total: 550,
      accepted: 550,
    });
    expect(await counts(database.db)).toMatchObject({ alerts: 550 });
    const stopped = other.close();
    await second.close();
    await stopped;
  });
});
