import { describe, expect, test } from 'vitest';
import { buildDemo } from '../demo.ts';
import { chance, SCENES } from '../simulator-scenes.ts';
import { newCast } from './cast.ts';
import { DAY_RATES } from './day-rates.ts';
import { canonical } from './formats/canonical.ts';
import { judge } from './judge.ts';
import type { Observation } from './observe.ts';
import { startOf } from './play.ts';
import { dayExpectation, dayFrames, poisson } from './scripts/day.ts';
import { ebikeInLift } from './scripts/ebike-in-lift.ts';
import { DAY, HOUR } from './scripts/lines.ts';

const START = Date.parse('2026-03-04T16:00:00Z');
const { devices } = buildDemo(new Date(START));
const day = (seed: number, rate = 1, lengthMs = DAY) => [
  ...dayFrames({ devices, startMs: START, seed, rate, lengthMs }),
];

describe('a county day', () => {
  test('has a rate for every scene of the simulator, and no other', () => {
    const rated = DAY_RATES.map((rate) => rate.scene).sort();
    expect(rated).toEqual(SCENES.map((scene) => scene.name).sort());
    for (const { hours } of DAY_RATES) expect(hours).toHaveLength(24);
  });

  test('is the same again with the same seed, another with another', () => {
    expect(day(5, 1, 3 * HOUR)).toEqual(day(5, 1, 3 * HOUR));
    expect(day(5, 1, 3 * HOUR)).not.toEqual(day(6, 1, 3 * HOUR));
  });

  test('is told in order of time, in the formats of its devices', () => {
    const frames = day(1);
    const times = frames.map((frame) => frame.atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    const roots = new Set(frames.map((frame) => frame.topic.split('/')[0]));
    expect([...roots].sort()).toEqual(['community', 'frigate', 'ocpp']);
  });

  test('has about as many alerts as its rates say, e-bikes when people come home', () => {
    const ebikes = day(1, 20).filter(({ payload }) => String(payload).includes('"elevator.ebike"'));
    const lifts = devices.filter((device) => device.id.startsWith('lift-')).length;
    // each scene is 1 to 4 alerts
    const scenes = ebikes.length / 2.5;
    expect(scenes / (lifts * 1.2 * 20)).toBeGreaterThan(0.8);
    expect(scenes / (lifts * 1.2 * 20)).toBeLessThan(1.2);
    const between = (from: number, to: number) =>
      ebikes.filter(({ atMs }) => atMs >= START + from * HOUR && atMs < START + to * HOUR).length;
    expect(between(17, 21)).toBeGreaterThan(5 * between(1, 5));
  });

  test('has its hours in the zone of the site', () => {
    const ebikes = [
      ...dayFrames({ devices, startMs: START, seed: 1, rate: 20, zone: 'America/New_York' }),
    ].filter(({ payload }) => String(payload).includes('"elevator.ebike"'));
    // START is 11:00 there
    const between = (from: number, to: number) =>
      ebikes.filter(({ atMs }) => atMs >= START + (from - 11) * HOUR && atMs < START + (to - 11) * HOUR)
        .length;
    expect(between(17, 21)).toBeGreaterThan(5 * between(25, 29));
  });

  test('has as much as its rates say at any rate', () => {
    for (const mean of [0.1, 3, 400, 2_000, 50_000]) {
      const random = chance(9);
      const rounds = Math.ceil(4_000 / mean);
      const sum = Array.from({ length: rounds }, () => poisson(mean, random)).reduce((a, b) => a + b, 0);
      expect(Math.abs(sum / rounds / mean - 1)).toBeLessThan(0.1);
    }
    expect(poisson(0, chance(9))).toBe(0);
  });

  test('foretells what the hub must keep of it', () => {
    const expected = dayExpectation(day(3, 24, HOUR * 2));
    expect(expected.alerts).toBeGreaterThan(20);
    expect(expected.incidents).toBe('not counted');
  });
});

describe('the player', () => {
  test('begins so that devices never tell a time ahead of the clock', () => {
    const now = START;
    for (const speed of [0.01, 0.5, 1, 1.5, 60, 100_000, Number.POSITIVE_INFINITY]) {
      const startMs = startOf(DAY, speed, now);
      for (const part of [0, 0.25, 0.5, 1]) {
        const toldMs = startMs + part * DAY;
        const clockMs = now + (part * DAY) / speed;
        expect(toldMs).toBeLessThanOrEqual(clockMs + 1);
      }
    }
    expect(startOf(DAY, 1, now)).toBe(now);
  });
});

describe('the judge', () => {
  const script = { startMs: START, seed: 1, rate: 1 };
  const cast = newCast(ebikeInLift, {
    run: 'unit',
    seed: 1,
    gridCodes: ['511421001001001'],
    format: canonical,
  });
  const expected = ebikeInLift.expected(cast, script);
  const { id } = cast.one('lift');
  const incident = {
    deviceId: id,
    type: 'elevator.ebike',
    channel: '',
    count: 4,
    state: 'CLEARED',
    severity: 2,
    told: true,
    flapping: false,
    suppressedBy: null,
    orders: 1,
    rules: ['fire-hazard'],
    changes: ['OPENED', 'REPEATED', 'CLEARED'],
  } as const;
  const later = { ...incident, count: 2, state: 'ACTIVE' } as const;
  const seen = (changes: Partial<Observation> = {}): Observation => ({
    alerts: 6,
    tests: 0,
    historical: 0,
    badTimes: 0,
    incidents: [
      { ...incident, rules: [], changes: [] },
      { ...later, rules: [], changes: [] },
    ],
    refusedOfThem: 0,
    refused: {},
    undispatched: 0,
    ...changes,
  });
  const found = (changes: Partial<Observation>) => judge(expected, seen(changes)).map(({ what }) => what);

  test('has nothing to say when everything happened as it must', () => {
    expect(judge(expected, seen())).toEqual([]);
  });

  test.each([
    ['an alert more', { alerts: 7 }, 'alerts stored'],
    ['a refused frame', { refusedOfThem: 1 }, 'frames in quarantine'],
    ['an unusable time', { badTimes: 1 }, 'alerts without a usable time'],
    ['an alert of the past', { historical: 1 }, 'historical alerts'],
    ['a dispatcher that is behind', { undispatched: 1 }, 'events not dispatched yet'],
  ])('tells %s', (_, changes, what) => {
    expect(found(changes)).toContain(what);
  });

  test('tells a wrong count, a second order, a missing and a surplus incident, two open ones of a key', () => {
    const one = { ...incident, rules: [], changes: [] };
    const two = { ...later, rules: [], changes: [] };
    const key = `${id} elevator.ebike`;
    expect(found({ incidents: [{ ...one, count: 5 }, two] })).toEqual([
      `${key}: count`,
      'alerts in incidents',
    ]);
    expect(found({ incidents: [one, { ...two, orders: 2 }] })).toEqual([`${key}: work orders`]);
    expect(found({ incidents: [one] })).toContain(`${key}: incidents by count`);
    expect(found({ incidents: [one, two, two] })).toEqual([
      `${key}: incidents by count`,
      'alerts in incidents',
      `${id}  elevator.ebike: open incidents`,
    ]);
  });
});
