import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlertType, alertType } from './alert-types.ts';
import { HubError } from './errors.ts';
import {
  acknowledge,
  clearByPerson,
  expirePulse,
  type FoldResult,
  foldIncident,
  type IncidentInput,
  type IncidentState,
  markFalseAlarm,
  shelve,
} from './incident.ts';
import { SEVERITIES, severityRank } from './severity.ts';

const T0 = Date.UTC(2026, 10, 21);
const SECOND = 1000;
const EXPLICIT = alertType('camera.tampered');
const STATE = alertType('sensor.water_leak');
const PULSE = alertType('camera.intrusion');
const LATCHED = alertType('camera.fire');

function input(
  type: AlertType,
  kind: 'alert' | 'clear',
  atSeconds: number,
  more: Partial<IncidentInput> = {},
) {
  const eventMs = T0 + atSeconds * SECOND;
  return {
    kind,
    alertId: kind === 'alert' ? `al_${atSeconds}` : '',
    severity: type.defaultSeverity,
    eventMs,
    receivedMs: eventMs,
    deviceId: 'd',
    channel: '',
    type: type.code,
    gridCode: '511402001001001',
    communityCode: '511402001001',
    status: 'ACTUAL',
    ...more,
  } satisfies IncidentInput;
}
const raise = (type: AlertType, at: number, more?: Partial<IncidentInput>) => input(type, 'alert', at, more);
const clear = (type: AlertType, at: number, more?: Partial<IncidentInput>) => input(type, 'clear', at, more);

function counter(): () => string {
  let made = 0;
  return () => {
    made += 1;
    return `inc_${made}`;
  };
}

/** Folds in the order given; every result beside the last state. */
function run(type: AlertType, inputs: readonly IncidentInput[], from: IncidentState | null = null) {
  let state = from;
  const newId = counter();
  const results: FoldResult[] = inputs.map((one) => {
    const result = foldIncident(state, one, type, { newId });
    state = result.state;
    return result;
  });
  const changes = results.flatMap((result) => result.events.map((event) => event.change));
  return { state: some(state), results, changes };
}
function some(state: IncidentState | null): IncidentState {
  if (state === null) throw new Error('no incident');
  return state;
}

describe('grouping', () => {
  it('the first alert opens, the next are counted, and a rise in severity escalates', () => {
    const { state, changes, results } = run(EXPLICIT, [
      raise(EXPLICIT, 10, { severity: 'minor' }),
      raise(EXPLICIT, 12, { severity: 'minor' }),
      raise(EXPLICIT, 14, { severity: 'critical' }),
      raise(EXPLICIT, 13, { severity: 'info' }),
    ]);
    expect(changes).toEqual(['OPENED', 'REPEATED', 'ESCALATED', 'REPEATED']);
    expect(results.map((result) => result.opened)).toEqual([true, false, false, false]);
    expect(state).toMatchObject({
      count: 4,
      severity: 'critical',
      firstSeenMs: T0 + 10_000,
      lastSeenMs: T0 + 14_000,
      lastAlertId: 'al_14',
    });
  });

  it('a shelved incident still tells a rise in severity', () => {
    const { state } = run(EXPLICIT, [raise(EXPLICIT, 1, { severity: 'minor' })]);
    const shelved = shelve(state, 'p', 'known', T0, T0 + 3_600_000);
    expect(shelved.events.map((event) => event.change)).toEqual(['SHELVED']);
    const next = run(EXPLICIT, [raise(EXPLICIT, 2, { severity: 'critical' })], shelved.state);
    expect(next.changes).toEqual(['ESCALATED']);
    expect(next.state.shelvedUntilMs).toBe(T0 + 3_600_000);
  });

  it('an incident opened without a grid learns it from a later alert', () => {
    const unplaced = { gridCode: null, communityCode: '000000000000' };
    const { state } = run(EXPLICIT, [raise(EXPLICIT, 1, unplaced), raise(EXPLICIT, 2)]);
    expect(state).toMatchObject({ gridCode: '511402001001001', communityCode: '511402001001' });
  });
});

describe('event time, not arrival', () => {
  it('a late clear does not close a newer incident', () => {
    const { state, changes } = run(EXPLICIT, [raise(EXPLICIT, 10), clear(EXPLICIT, 5)]);
    expect(state).toMatchObject({ state: 'ACTIVE', lastClearMs: T0 + 5000 });
    expect(changes).toEqual(['OPENED']);
  });

  it('a raise older than the last clear is historical, open or cleared', () => {
    const cleared = run(EXPLICIT, [raise(EXPLICIT, 10), clear(EXPLICIT, 20), raise(EXPLICIT, 15)]);
    expect(cleared.results.at(-1)).toMatchObject({ disposition: 'HISTORICAL', opened: false, events: [] });
    expect(cleared.state).toMatchObject({ state: 'CLEARED', count: 1 });
    const open = run(EXPLICIT, [raise(EXPLICIT, 30), raise(EXPLICIT, 15)], cleared.state);
    expect(open.results.map((result) => result.disposition)).toEqual(['COUNTED', 'HISTORICAL']);
  });

  it('a raise after the clear reopens within the window and opens a new incident later', () => {
    const window = EXPLICIT.reopenWindowSeconds;
    const first = run(EXPLICIT, [raise(EXPLICIT, 0), clear(EXPLICIT, 10)]);
    const soon = run(EXPLICIT, [raise(EXPLICIT, 10 + window)], acknowledge(first.state, 'p', null, T0).state);
    expect(soon.changes).toEqual(['REOPENED']);
    expect(soon.state).toMatchObject({
      id: first.state.id,
      state: 'ACTIVE',
      acknowledged: false,
      clearedMs: null,
      count: 2,
    });
    const much = run(EXPLICIT, [raise(EXPLICIT, 11 + window)], first.state);
    expect(much.changes).toEqual(['OPENED']);
    expect(much.state).toMatchObject({ count: 1, lastClearMs: T0 + 10_000, version: 1 });
    expect(much.results.at(0)?.opened).toBe(true);
  });

  it('reopening with a higher severity says both', () => {
    const { changes } = run(EXPLICIT, [
      raise(EXPLICIT, 0, { severity: 'minor' }),
      clear(EXPLICIT, 1),
      raise(EXPLICIT, 2, { severity: 'critical' }),
    ]);
    expect(changes).toEqual(['OPENED', 'CLEARED', 'REOPENED', 'ESCALATED']);
  });

  it('a clear for a key that never had an incident leaves nothing', () => {
    expect(foldIncident(null, clear(EXPLICIT, 1), EXPLICIT, { newId: () => 'x' })).toEqual({
      state: null,
      ended: null,
      opened: false,
      events: [],
      disposition: 'NOT_COUNTED',
    });
  });
});

describe('clear modes', () => {
  it.each([
    ['explicit', EXPLICIT],
    ['state', STATE],
    ['pulse', PULSE],
  ])('%s is cleared by its source', (_, type) => {
    const { state, changes } = run(type, [raise(type, 1), clear(type, 2)]);
    expect(changes).toEqual(['OPENED', 'CLEARED']);
    expect(state).toMatchObject({ state: 'CLEARED', clearedMs: T0 + 2000, pulseDueMs: null });
  });

  it('latched is cleared by neither its source nor silence, only by a person with a reason', () => {
    const { state, changes } = run(LATCHED, [raise(LATCHED, 1), clear(LATCHED, 2)]);
    expect(changes).toEqual(['OPENED']);
    expect(expirePulse(state, T0 + 365 * 86_400_000)).toBeNull();
    for (const reason of [null, '', '  ']) {
      expect(() => clearByPerson(state, 'p', reason, T0)).toThrow(HubError);
      expect(() => markFalseAlarm(state, 'p', reason, T0)).toThrow(/reason/);
    }
    const ended = clearByPerson(state, 'p', ' put out ', T0 + 60_000);
    expect(ended.state).toMatchObject({ state: 'CLEARED', clearedMs: T0 + 60_000 });
    expect(ended.events).toMatchObject([{ change: 'CLEARED', actor: 'p', reason: 'put out' }]);
  });

  it("silence clears a pulse by the hub's clock; each alert puts it off, and none brings it forward", () => {
    const timeout = PULSE.pulseTimeoutSeconds * SECOND;
    const received = T0 + 500_000;
    const { state } = run(PULSE, [
      raise(PULSE, 1, { receivedMs: received }),
      raise(PULSE, 3, { receivedMs: received + 2000 }),
      raise(PULSE, 2, { receivedMs: received + 1000 }),
    ]);
    expect(state.pulseDueMs).toBe(received + 2000 + timeout);
    expect(expirePulse(state, received + 2000 + timeout - 1)).toBeNull();
    const ended = expirePulse(state, received + 9000 + timeout);
    expect(ended?.state).toMatchObject({ state: 'CLEARED', clearedMs: received + 2000 + timeout });
    expect(ended?.events).toMatchObject([{ change: 'CLEARED', actor: null, reason: 'PULSE_TIMEOUT' }]);
    expect(expirePulse(some(ended?.state ?? null), received * 2)).toBeNull();
  });

  it('a device whose clock is slow is still heard after a person or silence has cleared it', () => {
    const slow = 600_000;
    const first = run(LATCHED, [raise(LATCHED, 0, { receivedMs: T0 + slow })]);
    const ended = clearByPerson(first.state, 'p', 'put out', T0 + slow + 60_000);
    const again = run(LATCHED, [raise(LATCHED, 90, { receivedMs: T0 + slow + 90_000 })], ended.state);
    expect(again.changes).toEqual(['REOPENED']);
  });
});

describe('tests and exercises', () => {
  it.each(['TEST', 'EXERCISE'] as const)(
    'a %s alert opens nothing and touches no real incident',
    (status) => {
      const alone = foldIncident(null, raise(STATE, 1, { status }), STATE, { newId: () => 'x' });
      expect(alone).toMatchObject({ state: null, opened: false, events: [], disposition: 'TEST' });
      const real = run(STATE, [raise(STATE, 1, { severity: 'minor' })]).state;
      const beside = foldIncident(real, raise(STATE, 2, { status, severity: 'critical' }), STATE, {
        newId: () => 'x',
      });
      expect(beside.state).toBe(real);
      expect(foldIncident(real, clear(STATE, 3, { status }), STATE, { newId: () => 'x' }).state).toBe(real);
    },
  );
});

describe('acts of people', () => {
  const { state } = run(EXPLICIT, [raise(EXPLICIT, 1)]);

  it('a second acknowledgement changes nothing', () => {
    const once = acknowledge(state, 'p', null, T0);
    expect(once.state).toMatchObject({ acknowledged: true, version: state.version + 1 });
    expect(acknowledge(once.state, 'q', null, T0)).toEqual({ state: once.state, events: [] });
  });

  it('a false alarm ends it; the next raise within the window takes the mark away', () => {
    const marked = markFalseAlarm(state, 'p', 'a lamp', T0 + 2000);
    expect(marked.state).toMatchObject({ falseAlarm: true, state: 'CLEARED' });
    expect(marked.events.map((event) => event.change)).toEqual(['FALSE_ALARM']);
    expect(run(EXPLICIT, [raise(EXPLICIT, 3)], marked.state).state.falseAlarm).toBe(false);
    const late = markFalseAlarm(clearByPerson(state, 'p', null, T0).state, 'p', null, T0 + 9000);
    expect(late.state).toMatchObject({ falseAlarm: true, clearedMs: T0 });
  });

  it.each([
    ['no reason', ' ', T0 + 1],
    ['a time not ahead', 'x', T0],
    ['no time', 'x', Number.NaN],
    ['too long', 'x', T0 + 31 * 86_400_000],
  ])('shelving with %s is refused', (_, reason, until) => {
    expect(() => shelve(state, 'p', reason, T0, until)).toThrow(HubError);
  });
});

describe('whatever the order of arrival', () => {
  const anyInput = fc.record({
    kind: fc.constantFrom('alert' as const, 'alert' as const, 'clear' as const),
    at: fc.integer({ min: 0, max: 2000 }),
    severity: fc.constantFrom(...SEVERITIES),
  });
  const anyType = fc.constantFrom(EXPLICIT, STATE, PULSE, LATCHED);
  const signals = fc.array(anyInput, { minLength: 1, maxLength: 40 });
  const build = (type: AlertType, rows: readonly { kind: 'alert' | 'clear'; at: number }[]) =>
    rows.map((row, index) =>
      input(type, row.kind, row.at, { ...row, alertId: row.kind === 'alert' ? `al_${index}` : '' }),
    );

  it('count, first and last seen and severity are those of the counted alerts of each incident', () => {
    fc.assert(
      fc.property(anyType, signals, (type, rows) => {
        const counted = new Map<string, IncidentInput[]>();
        let state: IncidentState | null = null;
        const newId = counter();
        for (const one of build(type, rows)) {
          const before: IncidentState | null = state;
          const result = foldIncident(before, one, type, { newId });
          state = result.state;
          expect(result.opened).toBe(result.events.some((event) => event.change === 'OPENED'));
          // never two open: a new incident begins only where none was active, or where that one ends with it
          if (result.opened) expect((result.ended ?? before)?.state).not.toBe('ACTIVE');
          if (result.disposition !== 'COUNTED' || state === null) continue;
          const all = [...(counted.get(state.id) ?? []), one];
          counted.set(state.id, all);
          expect(state.count).toBe(all.length);
          expect(state.firstSeenMs).toBe(Math.min(...all.map((alert) => alert.eventMs)));
          expect(state.lastSeenMs).toBe(Math.max(...all.map((alert) => alert.eventMs)));
          expect(severityRank(state.severity)).toBe(
            Math.max(...all.map((alert) => severityRank(alert.severity))),
          );
        }
        const alerts = rows.filter((row) => row.kind === 'alert').length;
        expect([...counted.values()].flat().length).toBeLessThanOrEqual(alerts);
      }),
    );
  });

  it('an unlatched key is open at the end exactly when its newest signal is a raise', () => {
    const distinct = fc.uniqueArray(anyInput, { minLength: 1, maxLength: 30, selector: (row) => row.at });
    fc.assert(
      fc.property(fc.constantFrom(EXPLICIT, STATE, PULSE), distinct, (type, rows) => {
        // a clear before the first raise has nothing to be kept on
        const first = rows.findIndex((row) => row.kind === 'alert');
        if (first < 0) return;
        const heard = build(type, rows.slice(first));
        const newest = heard.reduce((a, b) => (a.eventMs > b.eventMs ? a : b));
        const { state } = run(type, heard);
        expect(state.state).toBe(newest.kind === 'alert' ? 'ACTIVE' : 'CLEARED');
      }),
    );
  });

  it('raises alone come to the same incident in any order', () => {
    // within the time in which a pulse is one occurrence
    const raises = fc.uniqueArray(
      anyInput.map((row) => ({ ...row, at: row.at % 300 })),
      { minLength: 1, maxLength: 20, selector: (row) => row.at },
    );
    fc.assert(
      fc.property(anyType, raises, fc.infiniteStream(fc.nat()), (type, rows, keys) => {
        const sent = build(
          type,
          rows.map((row) => ({ ...row, kind: 'alert' as const })),
        );
        const shuffled = sent
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        const same = ({ openedMs: _opened, ...rest }: IncidentState) => rest;
        expect(same(run(type, shuffled).state)).toEqual(same(run(type, sent).state));
      }),
    );
  });

  it('a latched key stays open until a person ends it', () => {
    fc.assert(
      fc.property(signals, (rows) => {
        const inputs = build(LATCHED, [{ kind: 'alert', at: 0 }, ...rows]);
        expect(run(LATCHED, inputs).state.state).toBe('ACTIVE');
      }),
    );
  });
});
