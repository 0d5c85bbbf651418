import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeAlertId } from '../core/ids.ts';
import type { AlertQuery, AlertRecord, SeriesStore } from '../runtime/series/port.ts';
import { alertOf, type Reading } from './series-fill.ts';

export interface Rig {
  store: SeriesStore;
  /** Stores these and returns when the store can be asked for them. */
  fill(alerts: readonly AlertRecord[], readings?: readonly Reading[]): Promise<void>;
  close(): Promise<void>;
}

const HOUR = 3_600_000;
/** A whole hour, not long ago, so that it lies within every retention. */
export const BASE = Math.floor(Date.now() / HOUR) * HOUR - 48 * HOUR;
export const HOSTILE = [
  "it's",
  'say "no"',
  'back\\slash',
  'ends with \\',
  "' OR '1'='1",
  "\\' OR 1=1 --",
  '"; DROP MEASUREMENT alert; --',
  'a,b=c d',
  'line\nbreak',
  'forged\nalert,community=1 device="x" 1',
  'carriage\rreturn',
  'crlf\r\nend',
  'tab\tand %25 and % and %0a',
  '#comment',
  '/regex.*$/',
  '^.*$',
  '火情🔥',
  '%',
  ' ',
  '\u0001\u001f\u007f',
  '$tag {x} [y] (z) | ?',
] as const;

const GRID = '511304001002001';
const ns = (ms: number, below = 0) => BigInt(ms) * 1_000_000n + BigInt(below);

/** Some of everything: several levels of the grid, none, every severity, test alerts, equal times. */
const SAMPLE: AlertRecord[] = [
  alertOf({
    timeNs: ns(BASE, 123_456),
    deviceId: 'cam-1',
    channel: '3',
    severity: 'critical',
    codeSystem: 'hikvision',
    code: '192515',
    sourceEventId: 'evt-1',
    confidence: 0.875,
    receivedAtMs: BASE + 321,
    values: { fireMaxTemperature: 88.5, confirmed: true, zone: '3号楼 "A"' },
    evidence: [{ url: 'https://nvr.example/1.jpg?a=1&b="2"', kind: 'image', sha256: 'ab'.repeat(32) }],
    incidentId: 'inc_1',
    codec: 'hikvision-isapi',
  }),
  alertOf({
    timeNs: ns(BASE + 5 * 60_000),
    deviceId: 'lift-1',
    type: 'elevator.trapped',
    family: 'elevator',
    severity: 'critical',
    gridCode: `${GRID}01`,
  }),
  alertOf({
    timeNs: ns(BASE + HOUR + 1),
    deviceId: 'pile-9',
    type: 'charger.overheat',
    family: 'charger',
    severity: 'minor',
    gridCode: '511304001003007',
  }),
  alertOf({
    timeNs: ns(BASE + HOUR + 2),
    deviceId: 'street-lamp',
    severity: 'info',
    gridCode: '511304001',
    type: 'other',
  }),
  alertOf({
    timeNs: ns(BASE + HOUR + 3),
    deviceId: 'nobody',
    gridCode: null,
    severity: 'minor',
    timeQuality: 'BAD',
  }),
  alertOf({
    timeNs: ns(BASE + 2 * HOUR),
    deviceId: 'cam-1',
    status: 'TEST',
    counted: false,
    channel: '4',
    incidentId: 'inc_2',
  }),
  alertOf({ timeNs: ns(BASE + 2 * HOUR, 7), deviceId: 'far', gridCode: '320102001001001', severity: 'info' }),
  alertOf({ timeNs: ns(BASE + 3 * HOUR), deviceId: 'same-a', gridCode: `${GRID}02` }),
  alertOf({ timeNs: ns(BASE + 3 * HOUR), deviceId: 'same-b', type: 'camera.smoke', gridCode: `${GRID}02` }),
  alertOf({ timeNs: ns(BASE + 3 * HOUR), deviceId: 'same-c', gridCode: '511304001003001' }),
];

const ALL: AlertQuery = { prefixes: [''], fromMs: BASE - HOUR, toMs: BASE + 24 * HOUR };
const byNewest = (a: AlertRecord, b: AlertRecord) =>
  a.timeNs === b.timeNs ? (a.id < b.id ? 1 : -1) : a.timeNs < b.timeNs ? 1 : -1;
export const newest = (alerts: readonly AlertRecord[]): AlertRecord[] => alerts.toSorted(byNewest);

/** Every claim of the port (runtime/series/port.ts), for any adapter on real servers. */
export function seriesContract(name: string, open: () => Promise<Rig>): void {
  describe(`series store on ${name}`, () => {
    let rig: Rig;
    let store: SeriesStore;
    beforeAll(async () => {
      rig = await open();
      store = rig.store;
      await rig.fill(SAMPLE);
    });
    afterAll(() => rig.close());

    const devices = async (query: Partial<AlertQuery>) => {
      const { rows } = await store.alerts({ ...ALL, ...query }, { first: 100, after: null });
      return rows.map(({ deviceId }) => deviceId).sort();
    };
    const expected = (keep: (alert: AlertRecord) => boolean) =>
      SAMPLE.filter(keep)
        .map(({ deviceId }) => deviceId)
        .sort();

    test('answers, and sets up twice without harm', async () => {
      await store.ping();
      await store.setUp();
      await store.setUp();
    });

    test('an alert comes back as it was stored, newest first', async () => {
      const { rows, hasNextPage } = await store.alerts(ALL, { first: 100, after: null });
      expect(rows).toEqual(newest(SAMPLE));
      expect(hasNextPage).toBe(false);
    });

    test('a subtree is the codes that start with the prefix, at every level, and what has no grid is not in it', async () => {
      for (const prefix of [
        '5',
        '5113',
        '511304',
        '511304001',
        '511304001002',
        GRID,
        `${GRID}01`,
        '32',
        '0',
        '000000000000',
        '9',
      ]) {
        expect(await devices({ prefixes: [prefix] }), prefix).toEqual(
          expected(({ gridCode }) => gridCode?.startsWith(prefix) ?? false),
        );
      }
      expect(await devices({ prefixes: [`${GRID}01`, '32', '511304001003'] })).toEqual(
        ['far', 'lift-1', 'pile-9', 'same-c'].sort(),
      );
    });

    test('no prefix, and a prefix that is no code, see nothing', async () => {
      for (const prefixes of [[], ['%'], ["5' OR '1'='1"], ['5.*'], ['_']]) {
        expect(await devices({ prefixes })).toEqual([]);
      }
    });

    test('filters narrow together; an empty list matches nothing', async () => {
      expect(await devices({ types: ['camera.fire', 'other'] })).toEqual(
        expected(({ type }) => type === 'camera.fire' || type === 'other'),
      );
      expect(await devices({ minSeverity: 'major' })).toEqual(
        expected(({ severity }) => severity === 'major' || severity === 'critical'),
      );
      expect(await devices({ deviceId: 'cam-1' })).toEqual(['cam-1', 'cam-1']);
      expect(await devices({ deviceId: 'cam-1', channel: '4' })).toEqual(['cam-1']);
      expect(await devices({ channel: '' })).toEqual(expected(({ channel }) => channel === ''));
      expect(await devices({ incidentId: 'inc_1' })).toEqual(['cam-1']);
      expect(await devices({ statuses: ['TEST', 'EXERCISE'] })).toEqual(['cam-1']);
      expect(await devices({ types: [] })).toEqual([]);
      expect(await devices({ statuses: [] })).toEqual([]);
      expect(await devices({ prefixes: ['5113'], types: ['camera.fire'], minSeverity: 'critical' })).toEqual([
        'cam-1',
      ]);
    });

    test('the range takes its first ms and leaves its last', async () => {
      expect(await devices({ fromMs: BASE, toMs: BASE + 1 })).toEqual(['cam-1']);
      expect(await devices({ fromMs: BASE + 1, toMs: BASE + HOUR })).toEqual(['lift-1']);
      expect(await devices({ fromMs: BASE + HOUR, toMs: BASE })).toEqual([]);
      expect(await devices({ fromMs: -8.64e15, toMs: 8.64e15 })).toEqual(expected(() => true));
    });

    test('pages of any size show every alert once, across equal times too', async () => {
      for (const first of [1, 2, 3, 4, 7]) {
        const seen: AlertRecord[] = [];
        let after: { timeNs: bigint; id: string } | null = null;
        for (let more = true; more; ) {
          const page = await store.alerts(ALL, { first, after });
          expect(page.rows.length).toBeLessThanOrEqual(first);
          seen.push(...page.rows);
          const last = page.rows.at(-1);
          after = last === undefined ? null : { timeNs: last.timeNs, id: last.id };
          more = page.hasNextPage;
        }
        expect(seen.map(({ id }) => id)).toEqual(newest(SAMPLE).map(({ id }) => id));
      }
    });

    test('alerts are found by id, unknown ones are left out', async () => {
      const unknown = encodeAlertId({
        communityCode: '511304001002',
        type: 'camera.fire',
        timeNs: ns(BASE, 123_456),
        deviceId: 'another',
      });
      const wanted = [SAMPLE[0], SAMPLE[4], SAMPLE[8]].flatMap((alert) => alert ?? []);
      const found = await store.alertsById([...wanted.map(({ id }) => id), unknown, 'al_nonsense']);
      expect(newest(found)).toEqual(newest(wanted));
      expect(await store.alertsById([])).toEqual([]);
    });

    test('counts by each dimension and interval add up to the alerts', async () => {
      const total = async (query: Partial<AlertQuery>, interval: number | null) =>
        (await store.counts({ ...ALL, ...query }, interval, [])).reduce((sum, { count }) => sum + count, 0);
      for (const interval of [null, HOUR, 2 * HOUR, 10 * 60_000, 24 * HOUR]) {
        expect(await total({}, interval)).toBe(SAMPLE.length);
        expect(await total({ fromMs: BASE + 1, toMs: BASE + 3 * HOUR + 1 }, interval)).toBe(
          SAMPLE.length - 1,
        );
        expect(await total({ prefixes: ['5113'] }, interval)).toBe(8);
        expect(await total({ deviceId: 'cam-1' }, interval)).toBe(2);
      }
      const rows = await store.counts(ALL, null, ['TYPE', 'SEVERITY']);
      expect(rows).toContainEqual({ startMs: null, type: 'camera.fire', severity: 'major', count: 3 });
      expect(await store.counts(ALL, HOUR, ['COMMUNITY'])).toContainEqual({
        startMs: BASE + HOUR,
        communityCode: '000000000000',
        count: 2,
      });
      const grids = await store.counts({ ...ALL, fromMs: BASE + HOUR + 2 }, 10 * 60_000, ['GRID']);
      expect(grids).toContainEqual({ startMs: BASE + HOUR, gridCode: null, count: 1 });
      expect(grids).toContainEqual({ startMs: BASE + 3 * HOUR, gridCode: `${GRID}02`, count: 2 });
      expect(await store.counts(ALL, HOUR, ['GRID'])).toContainEqual({
        startMs: BASE + HOUR,
        gridCode: null,
        count: 1,
      });
      expect(await store.counts({ ...ALL, prefixes: ['9'] }, HOUR, [])).toEqual([]);
    });

    test('counts that would be too many, or an interval that is none, are refused by name', async () => {
      const refusal = { code: 'BAD_USER_INPUT', detail: { path: 'interval' } };
      await expect(store.counts(ALL, null, ['TYPE'], 2)).rejects.toMatchObject(refusal);
      for (const interval of [0, -1, 0.5, Number.NaN, 1]) {
        await expect(store.counts(ALL, interval, [])).rejects.toMatchObject(refusal);
      }
    });

    test('a hostile string is stored as it is and finds itself alone', async () => {
      const alerts = HOSTILE.map((text, index) =>
        alertOf({
          timeNs: ns(BASE + 10 * HOUR + index),
          deviceId: text,
          channel: text,
          code: text,
          codeSystem: text,
          sourceEventId: text,
          incidentId: text,
          values: { [text]: text },
          evidence: [{ url: text, kind: 'other' }],
          codec: text,
        }),
      );
      const readings = HOSTILE.map((text, index) => ({
        deviceId: text,
        metric: text,
        atMs: BASE + index,
        value: index,
        communityCode: '511304001002',
      }));
      await rig.fill(alerts, readings);
      const range = { fromMs: BASE + 10 * HOUR, toMs: BASE + 11 * HOUR };
      for (const [index, text] of HOSTILE.entries()) {
        for (const filter of [{ deviceId: text }, { channel: text }, { incidentId: text }]) {
          const { rows } = await store.alerts({ ...ALL, ...range, ...filter }, { first: 100, after: null });
          expect(rows).toEqual([alerts[index]]);
          expect(await store.counts({ ...ALL, ...range, ...filter }, HOUR, ['TYPE'])).toEqual([
            { startMs: BASE + 10 * HOUR, type: 'camera.fire', count: 1 },
          ]);
        }
        expect(
          await store.readings({
            deviceId: text,
            metric: text,
            communityCode: '511304001002',
            fromMs: BASE,
            toMs: BASE + HOUR,
            intervalMs: null,
            limit: 10,
          }),
        ).toEqual([{ atMs: BASE + index, value: index, min: index, max: index }]);
        expect(await devices({ types: [text] })).toEqual([]);
      }
      expect(newest(await store.alertsById(alerts.map(({ id }) => id)))).toEqual(newest(alerts));
    });

    test('text that no store holds matches nothing', async () => {
      for (const text of ['a\0b', '\ud800', 'x\udfff']) {
        expect(await devices({ deviceId: text })).toEqual([]);
        expect(await devices({ types: [text] })).toEqual([]);
      }
    });

    test('readings come oldest first, newest kept, with mean, least and greatest of each bucket', async () => {
      const reading = (atMs: number, value: number) => ({
        deviceId: 'pile-1',
        metric: 'temperatureC',
        atMs: BASE + atMs,
        value,
        communityCode: '511304001002',
      });
      await rig.fill(
        [],
        [
          reading(0, 20),
          reading(1_000, 22.5),
          reading(60_000, -3),
          reading(61_000, 1e21),
          reading(7 * HOUR, 5),
        ],
      );
      const query = {
        deviceId: 'pile-1',
        metric: 'temperatureC',
        communityCode: '511304001002',
        fromMs: BASE,
        toMs: BASE + HOUR,
        limit: 100,
      };
      expect(await store.readings({ ...query, intervalMs: null })).toEqual(
        [
          [0, 20],
          [1_000, 22.5],
          [60_000, -3],
          [61_000, 1e21],
        ].map(([at = 0, value]) => ({ atMs: BASE + at, value, min: value, max: value })),
      );
      expect(
        (await store.readings({ ...query, intervalMs: null, limit: 2 })).map(({ value }) => value),
      ).toEqual([-3, 1e21]);
      expect(await store.readings({ ...query, intervalMs: 60_000 })).toEqual([
        { atMs: BASE, value: 21.25, min: 20, max: 22.5 },
        { atMs: BASE + 60_000, value: 5e20, min: -3, max: 1e21 },
      ]);
      expect(await store.readings({ ...query, metric: 'powerW', intervalMs: null })).toEqual([]);

      // of many devices together as of each by itself: none, unknown and twice the same among them, and beyond one request
      const other = { ...reading(500, 7), deviceId: 'pile-2' };
      await rig.fill([], [other]);
      const others = Array.from({ length: 210 }, (_, n) => `nobody-${n}`);
      const many = ['pile-2', 'a\0b', ...others, 'pile-1', "x' OR '1'='1", 'pile-2'];
      for (const intervalMs of [null, 60_000]) {
        const asked = { ...query, intervalMs, limit: 2 };
        const together = await store.readingsOf(many, asked);
        expect(together).toHaveLength(many.length);
        for (const [place, deviceId] of many.entries()) {
          if (deviceId.startsWith('nobody')) expect(together[place]).toEqual([]);
          else expect(together[place]).toEqual(await store.readings({ ...asked, deviceId }));
        }
        expect(together[0]).toMatchObject([{ value: 7 }]);
      }
      expect(await store.readingsOf([], { ...query, intervalMs: null })).toEqual([]);
    });

    test('alerts that arrive late lie where they happened, and those of the future where they will', async () => {
      const late = alertOf({ timeNs: ns(BASE - 10 * 24 * HOUR), deviceId: 'late', receivedAtMs: BASE });
      const future = alertOf({ timeNs: ns(Date.now() + 20 * HOUR), deviceId: 'future' });
      await rig.fill([late, future]);
      expect(await devices({ fromMs: BASE - 11 * 24 * HOUR, toMs: BASE - 9 * 24 * HOUR })).toEqual(['late']);
      expect(await devices({ fromMs: Date.now(), toMs: Date.now() + 48 * HOUR })).toEqual(['future']);
    });
  });
}
