import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHINA_CALENDAR } from '../tests/support/china-calendar.ts';
import { openCalendar } from './calendar.ts';
import type { ClockEvent } from './clock-engine.ts';
import { type ClockPolicy, openClockBook } from './clock-engine-policy.ts';
import { clockViews } from './clock-engine-view.ts';
import { type EscalationFacts, lampPlan, planEscalation, stillDue } from './escalation.ts';
import { checkEscalation, type EscalationDocument } from './escalation-schema.ts';
import { KINDS } from './governance-kinds.ts';
import type { TimeTarget } from './working-time.ts';

const CHINA = openCalendar(CHINA_CALENDAR);
const at = (text: string) => Date.parse(`${text}+08:00`);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function policy(key: string, ...targets: TimeTarget[]): ClockPolicy {
  return {
    id: `${key}@1`,
    key,
    version: 1,
    nameZh: key,
    nameEn: key,
    validFromMs: 0,
    calendar: 'china',
    amberPart: 0.75,
    stages: targets.map((target, index) => ({
      code: `S${index + 1}`,
      nameZh: '阶段',
      nameEn: 'stage',
      target,
    })),
  };
}
const BOOK = openClockBook(
  [
    policy('TEN', { amount: 10, unit: 'MINUTES' }),
    policy('DAY', { amount: 1, unit: 'WORKING_DAYS' }),
    policy('LONG', { amount: 40, unit: 'CALENDAR_DAYS' }),
    policy('STAGED', { amount: 4, unit: 'WORKING_HOURS' }, { amount: 7, unit: 'WORKING_DAYS' }),
  ],
  [CHINA],
);

function ladder(steps: EscalationDocument['steps'], more: Partial<EscalationDocument> = {}) {
  const body: EscalationDocument = {
    code: 'standard',
    version: 1,
    nameZh: '升级',
    nameEn: 'Escalation',
    order: 100,
    when: {},
    steps,
    ...more,
  };
  return body;
}
function shelf(...bodies: EscalationDocument[]) {
  return KINDS.ESCALATION.shelf(
    bodies.map((body) => ({
      kind: 'ESCALATION',
      code: body.code,
      version: body.version,
      validFromMs: 0,
      origin: 'SHIPPED',
      sha256: '',
      body,
    })),
  );
}
const word = { zh: '一', en: 'one' };
const STEPS: EscalationDocument['steps'] = [
  { code: 'REMIND', ...word, at: 'AMBER', act: 'REMIND' },
  { code: 'NEXT', ...word, at: 'RED', act: 'ESCALATE' },
  {
    code: 'DAILY',
    ...word,
    at: 'RED',
    after: { amount: 1, unit: 'HOURS' },
    act: 'REMIND',
    repeat: { every: { amount: 1, unit: 'HOURS' }, times: 2 },
  },
];
const FACTS: EscalationFacts = {
  profile: 'standard',
  matter: 'noise',
  source: 'RESIDENT',
  severity: 'minor',
  gridCode: '511421001001001',
};
const START = at('2026-11-20T09:00:00');
const start = (policyKey: string, atMs = START): ClockEvent => ({
  type: 'START',
  atMs,
  kind: 'RESPOND',
  holder: null,
  policy: `${policyKey}@1`,
});
const planned = (events: ClockEvent[], nowMs: number, ladders = shelf(ladder(STEPS)), facts = FACTS) =>
  planEscalation(clockViews(events, BOOK, nowMs), ladders, facts);
const times = (steps: ReturnType<typeof planned>) =>
  Object.fromEntries(steps.map(({ key, atMs }) => [key, (atMs - START) / MINUTE]));

describe('escalation ladders', () => {
  it('remind at amber, call the next step past due, and again later; in minutes from the start', () => {
    expect(times(planned([start('TEN')], START))).toEqual({
      'RESPOND#1/S1/standard/REMIND#1': 7.5,
      'RESPOND#1/S1/standard/NEXT#1': 10 + 1 / MINUTE,
      'RESPOND#1/S1/standard/DAILY#1': 70 + 1 / MINUTE,
      'RESPOND#1/S1/standard/DAILY#2': 130 + 1 / MINUTE,
      'RESPOND#1/S1/standard/DAILY#3': 190 + 1 / MINUTE,
    });
  });

  it('trap: a working day is a day of the calendar, not 24 working hours', () => {
    // Friday 2026-11-20, 09:00: due when the office closes on Monday the 23rd
    const [, next] = planned([start('DAY')], START);
    expect(next?.atMs).toBe(at('2026-11-23T18:00:00') + 1);
  });

  it('trap: a time more than 25 days away does not overflow 32 bits of milliseconds', () => {
    const steps = planned([start('LONG')], START);
    const next = steps.find(({ step }) => step === 'NEXT');
    expect(next?.atMs).toBe(at('2026-12-31T00:00:00') + 1);
    expect((next?.atMs ?? 0) - START).toBeGreaterThan(2 ** 31);
  });

  it('again every day is every day, though a calendar day is over at 24:00', () => {
    const day: TimeTarget = { amount: 1, unit: 'CALENDAR_DAYS' };
    const daily = { code: 'DAILY', ...word, at: 'RED', after: day, act: 'REMIND' } as const;
    const steps = shelf(ladder([{ ...daily, repeat: { every: day, times: 2 } }]));
    expect(planned([start('LONG')], START, steps).map(({ atMs }) => atMs)).toEqual(
      ['2027-01-01', '2027-01-02', '2027-01-03'].map((text) => at(`${text}T00:00:00`)),
    );
  });

  it('trap: paused, stopped, cancelled and merged clocks have no step', () => {
    const later = START + HOUR;
    const ends: ClockEvent[] = [
      { type: 'PAUSE', atMs: START + 1, which: {}, cause: 'SUSPENDED', reason: null },
      { type: 'PAUSE', atMs: START + 1, which: {}, cause: 'MERGED', reason: 'wo_main' },
      { type: 'STOP', atMs: START + 1, which: {} },
      { type: 'CANCEL', atMs: START + 1, which: {}, reason: 'void' },
    ];
    for (const end of ends) {
      expect(planned([start('TEN'), end], later), end.type).toEqual([]);
      expect(lampPlan(clockViews([start('TEN'), end], BOOK, later))).toEqual({
        amberAtMs: null,
        dueAtMs: null,
      });
    }
  });

  it('trap: a pause moves every step by its length and survives a change of policy', () => {
    const events: ClockEvent[] = [
      start('TEN'),
      { type: 'PAUSE', atMs: START + 5 * MINUTE, which: {}, cause: 'SUSPENDED', reason: null },
      { type: 'RESUME', atMs: START + 65 * MINUTE, which: {}, cause: 'SUSPENDED' },
      {
        type: 'POLICY',
        atMs: START + 66 * MINUTE,
        which: {},
        policy: 'TEN@1',
        counting: 'FROM_START',
        reason: null,
      },
    ];
    const [remind, next] = planned(events, START + 66 * MINUTE);
    expect(remind?.atMs).toBe(START + 67.5 * MINUTE);
    expect(next?.atMs).toBe(START + 70 * MINUTE + 1);
  });

  it('each stage has its own steps; one that is reached has none', () => {
    const events: ClockEvent[] = [
      start('STAGED'),
      { type: 'STAGE', atMs: START + MINUTE, which: {}, stage: 'S1' },
    ];
    expect(new Set(planned([start('STAGED')], START).map(({ stage }) => stage))).toEqual(
      new Set(['S1', 'S2']),
    );
    expect(new Set(planned(events, START + HOUR).map(({ stage }) => stage))).toEqual(new Set(['S2']));
  });

  it('the ladder with the lowest number that fits holds; one with steps from the start widens with time (AQ-17)', () => {
    const critical = ladder(
      [
        {
          code: 'WIDEN',
          ...word,
          at: 'START',
          after: { amount: 5, unit: 'MINUTES' },
          act: 'ESCALATE',
          levels: 2,
        },
      ],
      { code: 'critical', order: 1, when: { severities: ['critical'], grids: ['5114'] } },
    );
    const both = shelf(ladder(STEPS), critical);
    expect(planned([start('TEN')], START, both, { ...FACTS, severity: 'critical' })).toMatchObject([
      { key: 'RESPOND#1/*/critical/WIDEN#1', atMs: START + 5 * MINUTE, stage: null, act: 'ESCALATE' },
    ]);
    expect(planned([start('TEN')], START, both).map(({ ladder: code }) => code)).toContain('standard');
    const elsewhere = { ...FACTS, severity: 'critical', gridCode: '3415' } as const;
    expect(planned([start('TEN')], START, both, elsewhere)[0]?.ladder).toBe('standard');
  });

  it('whoever wakes up asks again: not due yet, gone, or a reminder that red has overtaken', () => {
    const ladders = shelf(ladder(STEPS));
    const ask = (key: string, nowMs: number, events: ClockEvent[] = [start('TEN')]) =>
      stillDue(`RESPOND#1/S1/standard/${key}`, clockViews(events, BOOK, nowMs), ladders, FACTS, nowMs);
    expect(ask('REMIND#1', START + 7 * MINUTE)).toBeNull();
    expect(ask('REMIND#1', START + 8 * MINUTE)?.planned.act).toBe('REMIND');
    expect(ask('REMIND#1', START + 11 * MINUTE)).toBeNull();
    expect(ask('NEXT#1', START + 10 * MINUTE)).toBeNull();
    expect(ask('NEXT#1', START + 10 * MINUTE + 1)?.planned.act).toBe('ESCALATE');
    // after a downtime one reminder is enough
    const late = START + 140 * MINUTE;
    expect([1, 2, 3].map((n) => ask(`DAILY#${n}`, late) !== null)).toEqual([false, true, false]);
    const stopped: ClockEvent = { type: 'STOP', atMs: START + 10 * MINUTE, which: {} };
    expect(ask('NEXT#1', START + HOUR, [start('TEN'), stopped])).toBeNull();
  });

  it('property: planning again at any later moment gives the same keys and times while nothing happens', () => {
    const event = fc.record({
      offset: fc.integer({ min: 0, max: 3 * 24 * 60 }),
      what: fc.constantFrom('PAUSE', 'RESUME', 'STAGE', 'POLICY'),
    });
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 8 }),
        fc.constantFrom('TEN', 'DAY', 'STAGED', 'LONG'),
        fc.nat(40 * 24 * 60),
        (happened, key, wait) => {
          const events: ClockEvent[] = [
            start(key),
            ...happened
              .toSorted((a, b) => a.offset - b.offset)
              .map(({ offset, what }): ClockEvent => {
                const atMs = START + offset * MINUTE;
                if (what === 'PAUSE')
                  return { type: 'PAUSE', atMs, which: {}, cause: 'SUSPENDED', reason: null };
                if (what === 'RESUME') return { type: 'RESUME', atMs, which: {}, cause: 'SUSPENDED' };
                if (what === 'STAGE') return { type: 'STAGE', atMs, which: {}, stage: 'S1' };
                return {
                  type: 'POLICY',
                  atMs,
                  which: {},
                  policy: 'DAY@1',
                  counting: 'FROM_START',
                  reason: null,
                };
              }),
          ];
          const lastMs = Math.max(...events.map(({ atMs }) => atMs));
          const now = planned(events, lastMs);
          const later = planned(events, lastMs + wait * MINUTE);
          expect(times(later)).toEqual(times(now));
          expect(new Set(now.map((one) => one.key)).size).toBe(now.length);
          const views = clockViews(events, BOOK, lastMs);
          if (views.some(({ paused }) => paused)) expect(now).toEqual([]);
          // no step is due before its moment
          for (const one of now) {
            const view = views.find(({ run }) => run.id === one.runId);
            const stage = view?.stages.find(({ stage: { code } }) => code === one.stage);
            if (one.moment === 'RED') expect(one.atMs).toBeGreaterThan(stage?.dueAtMs ?? 0);
            if (one.moment === 'AMBER') expect(one.atMs).toBe(stage?.amberAtMs);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('a document with a wrong reference, span or key is refused with its path', () => {
    const lookup = { has: () => false, codes: () => ['noise', 'parking'] };
    const broken = ladder(
      [
        {
          code: 'A',
          ...word,
          at: 'RED',
          act: 'REMIND',
          levels: 2,
          after: { amount: 1.5, unit: 'WORKING_DAYS' },
        },
        { code: 'A', ...word, at: 'RED', act: 'ESCALATE', supervisor: 'BRANCH' },
      ],
      { when: { matters: ['nois'], grids: ['x'] } },
    );
    const paths = checkEscalation(broken, lookup).map(({ path }) => path);
    expect(paths).toEqual([
      '/when/matters/0',
      '/when/grids/0',
      '/steps/0/after',
      '/steps/0/levels',
      '/steps/1/code',
      '/steps/1/supervisor',
    ]);
  });
});
