import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlertType, alertType } from './alert-types.ts';
import { DEFAULT_FLAP_POLICY, type FlapPolicy } from './flap-policy.ts';
import { foldIncident, type IncidentInput, type IncidentState } from './incident.ts';
import { SEVERITIES } from './severity.ts';

const T0 = Date.UTC(2026, 10, 21);
const SECOND = 1000;
const TYPES = {
  explicit: alertType('camera.tampered'),
  state: alertType('sensor.water_leak'),
  pulse: alertType('camera.intrusion'),
  latched: alertType('camera.fire'),
};

interface Row {
  kind: 'alert' | 'clear';
  at: number;
  severity: (typeof SEVERITIES)[number];
  /** Of a clear: whether its value lies inside the band of hysteresis. */
  inBand: boolean;
}

const anyRow: fc.Arbitrary<Row> = fc.record({
  kind: fc.constantFrom('alert' as const, 'alert' as const, 'clear' as const),
  // few distinct times, so that equal ones, near ones and far ones all come up
  at: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 2000 })),
  severity: fc.constantFrom(...SEVERITIES),
  inBand: fc.boolean(),
});

const anyPolicy: fc.Arbitrary<FlapPolicy> = fc.record({
  onDelaySeconds: fc.constantFrom(0, 0, 7, 60),
  offDelaySeconds: fc.constantFrom(0, 0, 5, 90),
  atLeast: fc.constantFrom(null, null, { count: 3, withinSeconds: 30 }),
  flapping: fc.constantFrom(DEFAULT_FLAP_POLICY.flapping, {
    changes: 2,
    withinSeconds: 100,
    calmSeconds: 50,
  }),
  hysteresis: fc.constantFrom(null, {
    metric: 'x',
    clears: 'below' as const,
    limit: 10,
    holdSeconds: 20,
  }),
});

/** Signals in the order that a careless network delivers them: shuffled, and some twice. */
const delivery = fc
  .array(anyRow, { minLength: 1, maxLength: 30 })
  .chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      order: fc.shuffledSubarray(
        rows.flatMap((_, index) => [index, index]),
        { minLength: rows.length },
      ),
    }),
  )
  .map(({ rows, order }) => {
    const missing = rows.map((_, index) => index).filter((index) => !order.includes(index));
    return { rows, order: [...order, ...missing] };
  });

function inputs(type: AlertType, rows: readonly Row[]): IncidentInput[] {
  return rows.map((row, index) => ({
    kind: row.kind,
    alertId: row.kind === 'alert' ? `al_${index}` : '',
    severity: row.severity,
    eventMs: T0 + row.at * SECOND,
    // the whole lot is heard at once: what timers would do meanwhile is not part of this
    receivedMs: T0 + 3_000 * SECOND,
    deviceId: 'd',
    channel: '',
    type: type.code,
    gridCode: '511402001001001',
    communityCode: '511402001001',
    status: 'ACTUAL',
    value: row.inBand ? 20 : null,
  }));
}

interface Heard {
  incidents: Map<string, IncidentState>;
  history: string[];
  /** Inputs that the rules let count, in the order heard. */
  effective: IncidentInput[];
}

/** What a process does: forgets redelivered frames, folds the rest, keeps every incident of the key. */
function hear(type: AlertType, policy: FlapPolicy, sent: readonly IncidentInput[]): Heard {
  const heard: Heard = { incidents: new Map(), history: [], effective: [] };
  const seen = new Set<IncidentInput>();
  let newest: IncidentState | null = null;
  let clearMarkMs: number | null = null;
  let made = 0;
  const newId = () => {
    made += 1;
    return `inc_${made}`;
  };
  for (const input of sent) {
    if (seen.has(input)) continue;
    seen.add(input);
    const before: IncidentState | null = newest;
    const result = foldIncident(before, input, type, { newId, policy, clearMarkMs });
    newest = result.state;
    if (result.ended !== null) heard.incidents.set(result.ended.id, result.ended);
    if (newest !== null) heard.incidents.set(newest.id, newest);
    else if (input.kind === 'clear') clearMarkMs = Math.max(clearMarkMs ?? 0, input.eventMs);
    // rule 1, after every single step
    const open = [...heard.incidents.values()].filter(({ state }) => state === 'ACTIVE');
    expect(open.length).toBeLessThanOrEqual(1);
    heard.history.push(
      ...result.events.map((event) => event.change).filter((change) => change !== 'REPEATED'),
    );
    const late = before !== null && input.eventMs < before.lastSeenMs;
    if (input.kind === 'clear' ? !late : result.disposition === 'COUNTED') heard.effective.push(input);
  }
  return heard;
}

/** What must not depend on the order: everything but what tells when things arrived. */
function facts({ incidents }: Heard) {
  return [...incidents.values()].map((state) => {
    const { version: _v, openedMs: _o, lastClearMs: _c, ...rest } = state;
    return rest;
  });
}

describe('signals in any order, twice, and late', () => {
  it.each(Object.entries(TYPES))('%s: come to what the counting ones come to in event order', (_, type) => {
    fc.assert(
      fc.property(anyPolicy, delivery, (policy, { rows, order }) => {
        const all = inputs(type, rows);
        const arrived = hear(
          type,
          policy,
          order.flatMap((index) => all[index] ?? []),
        );
        const inOrder = arrived.effective.toSorted((a, b) => a.eventMs - b.eventMs);
        const ideal = hear(type, policy, inOrder);
        expect(facts(arrived)).toEqual(facts(ideal));
      }),
      { numRuns: 3_000 },
    );
  });

  it('the history is the same too, but for the moment at which a rise in severity was learned', () => {
    const oneSeverity = delivery.map(({ rows, order }) => ({
      rows: rows.map((row) => ({ ...row, severity: 'major' as const })),
      order,
    }));
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(TYPES)),
        anyPolicy,
        oneSeverity,
        (type, policy, { rows, order }) => {
          const all = inputs(type, rows);
          const arrived = hear(
            type,
            policy,
            order.flatMap((index) => all[index] ?? []),
          );
          const ideal = hear(
            type,
            policy,
            arrived.effective.toSorted((a, b) => a.eventMs - b.eventMs),
          );
          expect(arrived.history).toEqual(ideal.history);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('every alert counts once, or is told to be historical', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(TYPES)),
        anyPolicy,
        delivery,
        (type, policy, { rows, order }) => {
          const all = inputs(type, rows);
          const { incidents, effective } = hear(
            type,
            policy,
            order.flatMap((index) => all[index] ?? []),
          );
          const counted = effective.filter(({ kind }) => kind === 'alert').length;
          const sum = [...incidents.values()].reduce((total, { count }) => total + count, 0);
          expect(sum).toBe(counted);
        },
      ),
    );
  });

  it('delivered in order, none is left out but what came after its own end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(TYPES)),
        anyPolicy,
        fc.array(anyRow, { minLength: 1, maxLength: 30 }),
        (type, policy, rows) => {
          const all = inputs(type, rows).toSorted((a, b) => a.eventMs - b.eventMs);
          const { effective } = hear(type, policy, all);
          expect(effective.length).toBe(all.length);
        },
      ),
    );
  });
});
