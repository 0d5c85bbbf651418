import { describe, expect, it } from 'vitest';
import { alertType } from './alert-types.ts';
import { DEFAULT_FLAP_POLICY, type FlapPolicy } from './flap-policy.ts';
import { type FoldResult, foldIncident, type IncidentInput, type IncidentState, shelve } from './incident.ts';
import { decodeEngine, encodeEngine } from './incident-engine.ts';
import { nextDueMs, release, runTimers, suppress } from './incident-timers.ts';

const T0 = Date.UTC(2026, 10, 21);
const SECOND = 1000;
const TYPE = alertType('camera.tampered');

type Step = ['raise' | 'clear', at: number, more?: Partial<IncidentInput>] | ['timers', at: number];

function input(kind: 'raise' | 'clear', at: number, more: Partial<IncidentInput> = {}): IncidentInput {
  const eventMs = T0 + at * SECOND;
  return {
    kind: kind === 'raise' ? 'alert' : 'clear',
    alertId: `al_${at}`,
    severity: 'major',
    eventMs,
    receivedMs: eventMs,
    deviceId: 'd',
    channel: '',
    type: TYPE.code,
    gridCode: null,
    communityCode: '000000000000',
    status: 'ACTUAL',
    ...more,
  };
}

/** Plays steps under a policy; what was told, and the last state. */
function play(part: Partial<FlapPolicy>, steps: readonly Step[], type = TYPE) {
  const policy = { ...DEFAULT_FLAP_POLICY, ...part };
  let state: IncidentState | null = null;
  let made = 0;
  const told: string[] = [];
  const quiet: string[] = [];
  for (const step of steps) {
    const before: IncidentState | null = state;
    const at = T0 + step[1] * SECOND;
    const result: Pick<FoldResult, 'state' | 'events'> =
      step[0] === 'timers'
        ? before === null
          ? { state: null, events: [] }
          : runTimers(before, type, at, null, policy)
        : foldIncident(before, { ...input(step[0], step[1], step[2]), type: type.code }, type, {
            newId: () => `inc_${++made}`,
            policy,
          });
    state = result.state;
    for (const event of result.events) (event.quiet ? quiet : told).push(event.change);
  }
  if (state === null) throw new Error('no incident');
  return { state, told, quiet };
}

describe('N in a window', () => {
  const atLeast = { count: 3, withinSeconds: 60 };

  it('tells with the alert that makes it N, not before', () => {
    expect(
      play({ atLeast }, [
        ['raise', 0],
        ['raise', 30],
      ]).told,
    ).toEqual([]);
    expect(
      play({ atLeast }, [
        ['raise', 0],
        ['raise', 30],
        ['raise', 59],
      ]).told,
    ).toEqual(['OPENED']);
  });

  it('alerts further apart than the window never add up; a late one between them does', () => {
    const apart: Step[] = [
      ['raise', 0],
      ['raise', 50],
      ['raise', 100],
    ];
    expect(play({ atLeast }, apart).told).toEqual([]);
    expect(play({ atLeast }, [...apart, ['raise', 70]]).told).toEqual(['OPENED']);
  });

  it('a critical alert, or a change of severity, is told at once', () => {
    expect(play({ atLeast }, [['raise', 0, { severity: 'critical' }]]).told).toEqual(['OPENED']);
    expect(
      play({ atLeast }, [
        ['raise', 0, { severity: 'minor' }],
        ['raise', 1],
      ]).told,
    ).toEqual(['OPENED']);
  });

  it('what never becomes N ends without a word', () => {
    const { told, quiet, state } = play({ atLeast }, [
      ['raise', 0],
      ['clear', 5],
    ]);
    expect([told, quiet, state.state]).toEqual([[], ['CLEARED'], 'CLEARED']);
  });
});

describe('hysteresis', () => {
  const hysteresis = { metric: 'voltageV', clears: 'below' as const, limit: 235, holdSeconds: 300 };

  it('a clear with a value still in the band waits, one beyond it does not', () => {
    const inBand = play({ hysteresis }, [
      ['raise', 0],
      ['clear', 10, { value: 236 }],
    ]);
    expect([inBand.told, inBand.state.state]).toEqual([['OPENED'], 'ACTIVE']);
    const beyond = play({ hysteresis }, [
      ['raise', 0],
      ['clear', 10, { value: 236 }],
      ['clear', 20, { value: 230 }],
    ]);
    expect([beyond.told, beyond.state.clearedMs]).toEqual([['OPENED', 'CLEARED'], T0 + 10_000]);
  });

  it('nothing speaks against a clear without a value', () => {
    expect(
      play({ hysteresis }, [
        ['raise', 0],
        ['clear', 10],
      ]).told,
    ).toEqual(['OPENED', 'CLEARED']);
  });

  it('one in the band counts when nothing contradicts it for the whole time', () => {
    const steps: Step[] = [
      ['raise', 0],
      ['clear', 10, { value: 236 }],
    ];
    expect(play({ hysteresis }, [...steps, ['timers', 309]]).told).toEqual(['OPENED']);
    expect(play({ hysteresis }, [...steps, ['timers', 310]]).told).toEqual(['OPENED', 'CLEARED']);
  });
});

describe('flapping', () => {
  const flapping = { changes: 3, withinSeconds: 100, calmSeconds: 60 };
  const cycles = (n: number, every = 20): Step[] =>
    Array.from({ length: n }, (_, index): Step[] => [
      ['raise', index * every],
      ['clear', index * every + every / 2],
    ]).flat();

  it('is told once; then only what has not changed for the calm is an end', () => {
    const { told, state } = play({ flapping }, [...cycles(8), ['timers', 8 * 20 + 51]]);
    expect(told.filter((change) => change === 'FLAPPING')).toHaveLength(1);
    expect(told.slice(told.indexOf('FLAPPING') + 1).filter((change) => change !== 'REPEATED')).toEqual([
      'CLEARED',
    ]);
    expect(state).toMatchObject({ state: 'CLEARED', flapping: false, count: 8 });
  });

  it('slow changes are none', () => {
    expect(play({ flapping }, cycles(6, 60)).told).not.toContain('FLAPPING');
  });

  it('that settles in being active is told as steady', () => {
    const { told, state } = play({ flapping }, [
      ...cycles(4),
      ['raise', 80],
      ['timers', 139],
      ['timers', 140],
    ]);
    expect(told.at(-1)).toBe('STEADY');
    expect(state).toMatchObject({ state: 'ACTIVE', flapping: false });
  });

  it('ends an on-delay: what comes and goes all the time is worth a word', () => {
    const { told } = play({ flapping, onDelaySeconds: 15 }, cycles(5));
    expect(told.slice(0, 2)).toEqual(['OPENED', 'FLAPPING']);
  });
});

describe('timers', () => {
  const opened = play({}, [['raise', 0]]).state;

  it('each that has run is no longer due', () => {
    const policy = { ...DEFAULT_FLAP_POLICY, onDelaySeconds: 10 };
    const held = play(policy, [['raise', 0]]).state;
    const shelved = shelve(held, 'p', 'known', T0, T0 + 5_000).state;
    expect(nextDueMs(shelved)).toBe(T0 + 5_000);
    const first = runTimers(shelved, TYPE, T0 + 60_000, null, policy);
    expect(first.events.map(({ change }) => change)).toEqual(['UNSHELVED', 'OPENED']);
    expect(nextDueMs(first.state)).toBeNull();
    expect(runTimers(first.state, TYPE, T0 + 60_000, null, policy).events).toEqual([]);
  });

  it('a shelf lasts through a clear and into the next incident of the key', () => {
    const shelved = shelve(opened, 'p', 'known', T0, T0 + 86_400_000).state;
    const context = { newId: () => 'inc_2', policy: DEFAULT_FLAP_POLICY };
    const cleared = foldIncident(shelved, input('clear', 10), TYPE, context).state;
    const next = foldIncident(cleared, input('raise', 50_000), TYPE, context);
    expect(next.opened).toBe(true);
    expect(next.state?.shelvedUntilMs).toBe(T0 + 86_400_000);
    const after = foldIncident(cleared, input('raise', 90_000), TYPE, context);
    expect(after.state?.shelvedUntilMs).toBeNull();
  });

  it('what is explained is quiet until it is released, and told then', () => {
    const explained = suppress(opened, 'root', T0 + 1_000);
    expect(explained.events).toMatchObject([{ change: 'SUPPRESSED', quiet: false, reason: 'root' }]);
    const judged = release(explained.state, T0 + 60_000);
    const still = runTimers(judged, TYPE, T0 + 60_000, { suppressedBy: 'root' });
    expect(still.state).toMatchObject({ suppressedBy: 'root', announceDueMs: null });
    const free = runTimers(judged, TYPE, T0 + 60_000, { suppressedBy: null });
    expect(free.events.map(({ change }) => change)).toEqual(['RELEASED']);
    expect(free.state.suppressedBy).toBeNull();
  });
});

describe('the engine column', () => {
  it('is null for a plain incident and gives every fact back for any other', () => {
    const plain = play({}, [['raise', 0]]).state;
    expect(encodeEngine(plain)).toBeNull();
    expect(decodeEngine(null, plain.firstSeenMs)).toMatchObject({
      activeSinceMs: plain.firstSeenMs,
      changesMs: [],
    });
    const busy = play({ flapping: { changes: 2, withinSeconds: 999, calmSeconds: 50 } }, [
      ['raise', 0],
      ['clear', 5],
      ['raise', 10],
      ['clear', 15],
      ['raise', 20],
      ['clear', 25],
    ]).state;
    const column = JSON.parse(encodeEngine(busy) ?? 'null');
    expect({ ...busy, ...decodeEngine(column, busy.firstSeenMs) }).toEqual(busy);
  });

  it('of another shape is read as a plain incident', () => {
    expect(decodeEngine({ changesMs: 'x', flapDueMs: [] }, 7)).toMatchObject({
      changesMs: [],
      flapDueMs: null,
      activeSinceMs: 7,
    });
  });
});
