import fc from 'fast-check';
import pg from 'pg';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertPoint, readingPoint } from '../ingest/relay-lines.ts';
import { readPoints } from '../ingest/relay-source.ts';
import { ALERT_LOG_COLUMNS, alertLogRows, RAW_TEXT } from '../runtime/series/record.ts';
import { alertOf, fillAlerts, fillReadings } from './series-fill.ts';
import { BASE, COMMUNITY, relayHub } from './support/relay-hub.ts';

const hub = relayHub();

describe('a row becomes the same line whether Postgres or the encoder makes it', () => {
  const START = { xid: '0', seq: '0' };
  const readings = Compile(
    Type.Array(Type.Tuple([Type.String(), Type.String(), Type.String(), Type.String(), Type.String()])),
  );
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client({ connectionString: hub.url });
    await client.connect();
  });
  afterAll(() => client.end());

  async function whole(columns: string, log: string): Promise<unknown[][]> {
    const { rows } = await client.query<unknown[]>({
      text: `SELECT ${columns} FROM ${log}_log l ORDER BY l.xid, l.seq`,
      rowMode: 'array',
      types: RAW_TEXT,
    });
    return rows;
  }

  const text = fc.oneof(
    fc.constantFrom(
      '',
      'plain',
      'with space',
      'a,b=c',
      'a"b',
      'a\\',
      '%41',
      '火',
      '🔥',
      'line\nbreak',
      '\t',
      '#',
      '\u0085',
    ),
    fc.string({ unit: 'binary', maxLength: 8 }).filter((one) => one.isWellFormed() && !one.includes('\0')),
  );
  const maybe = fc.option(text, { nil: null });

  test('for alerts', async () => {
    const alerts = fc
      .sample(
        fc.record({
          deviceId: text,
          type: fc.oneof(
            { weight: 5, arbitrary: fc.constantFrom('camera.fire', 'other') },
            { weight: 1, arbitrary: text },
          ),
          gridCode: fc.constantFrom(null, '511304001002001', '5113'),
          channel: text,
          severity: fc.constantFrom('info' as const, 'minor' as const, 'major' as const, 'critical' as const),
          codeSystem: maybe,
          code: maybe,
          sourceEventId: maybe,
          incidentId: fc.oneof(fc.constantFrom(null, 'inc_0a'), text),
          confidence: fc.option(
            fc.oneof(
              fc.float({ noNaN: true, noDefaultInfinity: true }),
              fc.float({ min: 0, max: 1, noNaN: true }),
            ),
            { nil: null },
          ),
          values: fc.dictionary(
            text,
            fc.oneof(text, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true })),
            { maxKeys: 2 },
          ),
          counted: fc.boolean(),
          codec: fc.oneof(fc.constant('ocpp16'), text),
        }),
        400,
      )
      .map((one, index) => alertOf({ ...one, timeNs: BigInt(BASE + index) * 1_000_000n }));
    await fillAlerts(hub.db, alerts);
    const { points, last } = await readPoints(client, 'alert', START, 1_000);
    const expected = alertLogRows(await whole(ALERT_LOG_COLUMNS, 'alert')).map(alertPoint);
    expect(points.map(({ line }) => line)).toEqual(expected.map(({ line }) => line));
    expect(points.map((point) => [point.key(), point.timeNs()])).toEqual(
      expected.map((point) => [point.key(), point.timeNs()]),
    );
    expect(await readPoints(client, 'alert', last, 1_000)).toEqual({ points: [], last });
  });

  test('for readings', async () => {
    const rows = fc.sample(
      fc.record({
        deviceId: text,
        metric: text,
        value: fc.oneof(fc.double(), fc.constantFrom(0, -0, 1e14, 1e15, 0.001, 1e-4, -22.5)),
      }),
      400,
    );
    await fillReadings(
      hub.db,
      rows.map((row, index) => ({ ...row, atMs: BASE + index, communityCode: COMMUNITY })),
    );
    const { points } = await readPoints(client, 'reading', START, 1_000);
    const expected = readings
      .Parse(await whole('l.device_id, l.metric, l.time_ns, l.value, l.community_code', 'reading'))
      .map(readingPoint);
    expect(points.map(({ line }) => line)).toEqual(expected.map(({ line }) => line));
    expect(points.map((point) => point.key())).toEqual(expected.map((point) => point.key()));
  });
});
