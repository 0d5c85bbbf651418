import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AlertSignal } from '../core/signal.ts';
import type { Codec } from '../ingest/codec.ts';
import { codecFor } from '../ingest/codecs/table.ts';
import { createPolicies, type Policies } from '../ingest/policies.ts';
import { sweepIncidents, sweepPending } from '../ingest/sweeper.ts';
import { createLog } from '../runtime/log.ts';
import { startDispatcher } from '../subgraphs/workorders/dispatcher.ts';
import { type TestDb, testDb } from './support/db.ts';
import { clean, rowsOf, say, told } from './support/engine.ts';
import { governanceDeps } from './support/governance.ts';
import { COMMUNITY, GRID, type Intake, openIntake, seedGrids } from './support/intake.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

/** `evidence/<device>/<source event id>/<n>`: one picture, by itself. */
const EVIDENCE_CODEC: Codec = {
  name: 'evidence-test',
  version: 1,
  titleZh: '证据',
  titleEn: 'Evidence',
  filters: [],
  accepted: [],
  refused: [],
  decode({ topic, receivedAt }) {
    const [, deviceId = '', sourceEventId = '', n = ''] = topic.split('/');
    return {
      signals: [
        {
          kind: 'evidence',
          deviceId,
          family: 'camera',
          gridHint: null,
          time: { ms: receivedAt, quality: 'GOOD' },
          sourceEventId,
          evidence: [{ url: `https://store/${n}.jpg`, kind: 'image' }],
        },
      ],
      refusals: [],
    };
  },
};

let database: TestDb;
let intake: Intake;
let policies: Policies;
// 10:00 in Shanghai, yesterday
const T0 = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 86_400_000 + 2 * 3_600_000;
const HOUR = 3_600_000;
const ZONE = 'Asia/Shanghai';

beforeAll(async () => {
  database = await testDb();
  await seedGrids(database.db);
});
beforeEach(async () => {
  await clean(database.db);
  policies = await createPolicies(database.db, ZONE, testLog);
  intake = await openIntake(database.db, { policies });
});
afterEach(async () => {
  await intake.close();
  await policies.close();
});
afterAll(() => database.close());

const rows = (sql: string, values?: unknown[]) => rowsOf(database.db, sql, values);
let made = 0;
const alert = (type: string, at: number, more: object = {}, device = 'cam-1') => {
  made += 1;
  return intake.pipeline.submit(say('alert', type, at, { device }, { id: `e${made}`, ...more }));
};

describe('severity policy', () => {
  test('that could not be read when it changed is read as soon as it can be, without another word', async () => {
    const lines: string[] = [];
    const log = createLog({ logLevel: 'error', logFormat: 'json' }, 'test', {
      write: (line) => lines.push(line),
    });
    const own = await createPolicies(database.db, ZONE, log, { retryMs: 20 });
    const signal: AlertSignal = {
      ...{
        kind: 'alert',
        deviceId: 'cam-1',
        family: 'camera',
        gridHint: GRID,
        channel: '',
        status: 'ACTUAL',
      },
      ...{ type: 'camera.intrusion', codeSystem: null, code: null, sourceEventId: null, values: {} },
      ...{ time: { ms: T0, quality: 'GOOD' }, severity: null, confidence: null, evidence: [] },
    };
    const graded = () => own.grade(signal, 'camera.intrusion', GRID).severity;
    expect(graded()).toBe('major');
    await rows('ALTER TABLE severity_rule RENAME TO out_of_reach');
    await rows(
      "INSERT INTO out_of_reach (id, rank, type_pattern, severity, reason) VALUES ('mine', 1, 'camera.*', 3, '试')",
    );
    await until(() => lines.some((line) => line.includes('severity rules')));
    expect(graded()).toBe('major');
    await rows('ALTER TABLE out_of_reach RENAME TO severity_rule');
    await until(() => graded() === 'critical');
    await own.close();
  });

  test('a built-in rule makes an uncertain picture less, and says so', async () => {
    await alert('camera.intrusion', T0, { confidence: 0.4 });
    await alert('camera.intrusion', T0, { confidence: 0.6 }, 'cam-2');
    const [low, high] = await rows('SELECT severity, severity_reason FROM incident ORDER BY device_id');
    expect(low).toMatchObject({ severity: 1 });
    expect(low?.severity_reason).toMatch(/置信度.*major -> minor \[built-in:uncertain\]/);
    expect(high).toEqual({ severity: 2, severity_reason: null });
  });

  test("a site's own rule holds as soon as it is written, for its grid and hours only", async () => {
    await rows(
      `INSERT INTO severity_rule (id, type_pattern, grid_prefix, hour_from, hour_to, severity, reason)
       VALUES ('school', 'camera.gathering', $1, 7, 9, 3, '上学时段 (school hours)')`,
      [GRID],
    );
    let n = 0;
    await until(async () => {
      n += 1;
      await alert('camera.gathering', T0 - 2 * HOUR, {}, `probe-${n}`);
      const [row] = await rows('SELECT severity FROM incident WHERE device_id = $1', [`probe-${n}`]);
      return row?.severity === 3;
    });
    await alert('camera.gathering', T0, {}, 'later');
    expect(await rows("SELECT severity FROM incident WHERE device_id = 'later'")).toEqual([{ severity: 1 }]);
  });

  test('no rule makes less of what a life hangs on', async () => {
    await alert('camera.fire', T0, { confidence: 0.2 });
    expect(await rows('SELECT severity, severity_reason FROM incident')).toEqual([
      { severity: 3, severity_reason: null },
    ]);
  });
});

describe('a maintenance window', () => {
  async function window(more: Record<string, unknown>): Promise<void> {
    const row = {
      id: `mw_${made}`,
      title: '检修',
      starts_at: new Date(T0 - HOUR),
      ends_at: new Date(T0 + HOUR),
      created_by: 'p',
      ...more,
    };
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${index + 1}`).join(', ');
    await rows(`INSERT INTO maintenance_window (${names.join(', ')}) VALUES (${places})`, Object.values(row));
    await policies.close();
    await intake.close();
    policies = await createPolicies(database.db, ZONE, testLog);
    intake = await openIntake(database.db, { policies });
  }
  const marks = () =>
    rows('SELECT device_id, maintenance_id IS NOT NULL AS held FROM incident ORDER BY device_id');

  test('of a grid marks what begins in it, but nothing on which a life hangs', async () => {
    await window({ grid_code: COMMUNITY });
    await alert('camera.intrusion', T0, {}, 'a');
    await alert('camera.fire', T0, {}, 'b');
    await alert('camera.intrusion', T0 + 2 * HOUR, {}, 'c');
    expect(await marks()).toEqual([
      { device_id: 'a', held: true },
      { device_id: 'b', held: false },
      { device_id: 'c', held: false },
    ]);
  });

  test('may say that it covers life safety too, and may name a device or a type', async () => {
    await window({ device_id: 'a', type_pattern: 'camera.*', include_life_safety: true });
    await alert('camera.fire', T0, {}, 'a');
    await alert('camera.fire', T0, {}, 'b');
    expect(await marks()).toEqual([
      { device_id: 'a', held: true },
      { device_id: 'b', held: false },
    ]);
  });

  test('that ends tells what still goes on, once', async () => {
    await window({ device_id: 'a' });
    await alert('elevator.stopped', T0, {}, 'a');
    await sweepIncidents(database.db, T0 + HOUR - 1);
    expect(await told(database.db)).toEqual(['OPENED a 1']);
    await Promise.all([1, 2].map((n) => sweepIncidents(database.db, T0 + HOUR + n)));
    expect(await told(database.db)).toEqual(['OPENED a 1', 'MAINTENANCE_ENDED a 1']);
    expect(await marks()).toEqual([{ device_id: 'a', held: false }]);
  });
});

describe('the dispatcher', () => {
  const orders = () => rows('SELECT count(*)::int AS n FROM work_order');

  test('sends nobody for what is in maintenance, shelved or explained, and somebody when that is over', async () => {
    await rows('TRUNCATE work_order CASCADE');
    await alert('elevator.stopped', T0, {}, 'maintained');
    await alert('elevator.stopped', T0, {}, 'shelved');
    await alert('elevator.stopped', T0, {}, 'explained');
    await rows(
      `UPDATE incident SET maintenance_id = 'mw', maintenance_until = now() + interval '1 hour' WHERE device_id = 'maintained'`,
    );
    await rows(`UPDATE incident SET shelved_until = now() + interval '1 hour' WHERE device_id = 'shelved'`);
    await rows(`UPDATE incident SET suppressed_by = 'inc_root' WHERE device_id = 'explained'`);
    const deps = governanceDeps(database.db);
    const dispatcher = startDispatcher(deps);
    const read = async () =>
      (await rows('SELECT 1 FROM feed f, feed_consumer c WHERE (f.xid, f.seq) > (c.xid, c.seq)')).length ===
        0 && (await rows('SELECT 1 FROM feed_consumer')).length === 1;
    await until(read);
    expect(await orders()).toEqual([{ n: 0 }]);

    await rows('UPDATE incident SET suppressed_by = NULL, maintenance_id = NULL, shelved_until = NULL');
    await rows(
      `INSERT INTO feed (topic, change, key, grid_code, payload)
       SELECT 'incident', c.change, key, grid_code, jsonb_set(payload, '{change}', to_jsonb(c.change))
       FROM feed JOIN (VALUES ('maintained', 'MAINTENANCE_ENDED'), ('shelved', 'UNSHELVED'), ('explained', 'RELEASED'))
         AS c (device, change) ON payload ->> 'deviceId' = c.device WHERE topic = 'incident'`,
    );
    await until(async () => (await orders())[0]?.n === 3);
    await dispatcher.close();
    await deps.feed.close();
  });
});

describe('evidence that comes later', () => {
  const picture = (n: number) => ({ url: `https://store/${n}.jpg`, kind: 'image' });
  const stored = () => rows('SELECT evidence, counted FROM alert_log ORDER BY time_ns');

  test('told with the alert again attaches to it: no second alert, no second count, one point written anew', async () => {
    const body = { id: 'e1', evidence: [picture(1)] };
    await intake.pipeline.submit(say('alert', 'camera.intrusion', T0, {}, body));
    const [before] = await rows('SELECT seq, xid FROM alert_log');
    const more = { ...body, evidence: [picture(1), picture(2)] };
    await intake.pipeline.submit(say('alert', 'camera.intrusion', T0, {}, more));
    await intake.pipeline.submit(say('alert', 'camera.intrusion', T0, {}, more));
    expect(await stored()).toEqual([{ evidence: [picture(1), picture(2)], counted: true }]);
    expect(await told(database.db)).toEqual(['OPENED cam-1 1', 'EVIDENCE cam-1 1']);
    const [after] = await rows('SELECT seq, xid FROM alert_log');
    expect(BigInt(String(after?.seq))).toBeGreaterThan(BigInt(String(before?.seq)));
    expect(BigInt(String(after?.xid))).toBeGreaterThan(BigInt(String(before?.xid)));
    expect(await rows('SELECT change, actor FROM incident_event ORDER BY seq')).toMatchObject([
      { change: 'OPENED' },
      { change: 'EVIDENCE' },
    ]);
  });

  const alone = (device: string, sourceEventId: string, at: number, n: number) =>
    intake.pipeline.submit({
      ...say('alert', 'camera.intrusion', at),
      topic: `evidence/${device}/${sourceEventId}/${n}`,
    });

  test('told by itself attaches by device and event id; before its alert it waits for it', async () => {
    await intake.close();
    intake = await openIntake(database.db, {
      policies,
      codecFor: (topic) => (topic.startsWith('evidence/') ? EVIDENCE_CODEC : codecFor(topic)),
    });
    await alone('cam-1', 'e7', T0, 1);
    await intake.pipeline.submit(say('alert', 'camera.intrusion', T0, {}, { id: 'e7' }));
    await intake.pipeline.submit(say('alert', 'camera.intrusion', T0, { device: 'cam-2' }, { id: 'e7' }));
    expect(await stored()).toMatchObject([{ evidence: null }, { evidence: null }]);
    await Promise.all([sweepPending(database.db, T0), sweepPending(database.db, T0)]);
    await alone('cam-1', 'e7', T0 + 5_000, 2);
    const kept = await rows('SELECT device_id, evidence FROM alert_log ORDER BY device_id');
    expect(kept).toEqual([
      { device_id: 'cam-1', evidence: [picture(1), picture(2)] },
      { device_id: 'cam-2', evidence: null },
    ]);
    expect(await rows('SELECT 1 FROM evidence_pending')).toEqual([]);
    expect(await rows('SELECT sum(count)::int AS n FROM incident')).toEqual([{ n: 2 }]);
  });
});
