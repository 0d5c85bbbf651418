import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHINA_CALENDAR } from '../tests/support/china-calendar.ts';
import { openCalendar } from './calendar.ts';
import { localText } from './calendar-days.ts';
import type { ClockEvent } from './clock-engine.ts';
import { explainClock } from './clock-engine-explain.ts';
import { type ClockPolicy, checkPolicies, openClockBook, policyAt } from './clock-engine-policy.ts';
import { type ClockView, clockTimers, clockViews } from './clock-engine-view.ts';
import { parseEventTime } from './event-time.ts';
import type { TimeTarget } from './working-time.ts';
import { countMinutes } from './working-time-reference.ts';

const at = (text: string) => parseEventTime(text, Date.UTC(2099, 0, 1)).ms;
const shown = (ms: number | null | undefined) =>
  typeof ms === 'number' ? localText(ms, 'Asia/Shanghai') : ms;
const CHINA = openCalendar(CHINA_CALENDAR);

function policy(
  key: string,
  version: number,
  validFrom: string,
  targets: Record<string, TimeTarget>,
): ClockPolicy {
  return {
    id: `${key}@${version}`,
    key,
    version,
    nameZh: '处置',
    nameEn: 'Handle',
    validFromMs: at(validFrom),
    calendar: 'china',
    amberPart: 0.75,
    stages: Object.entries(targets).map(([code, target]) => ({ code, nameZh: code, nameEn: code, target })),
  };
}

const POLICIES = [
  policy('RESPOND', 1, '2026-01-01', { RESPOND: { amount: 10, unit: 'MINUTES' } }),
  policy('HANDLE', 1, '2026-01-01', {
    STOP: { amount: 4, unit: 'WORKING_HOURS' },
    PENALISE: { amount: 7, unit: 'WORKING_DAYS' },
  }),
  policy('HANDLE', 2, '2026-10-01', {
    STOP: { amount: 2, unit: 'WORKING_HOURS' },
    PENALISE: { amount: 5, unit: 'WORKING_DAYS' },
  }),
  policy('FIRST_LONGER', 1, '2026-01-01', {
    STOP: { amount: 6, unit: 'WORKING_HOURS' },
    PENALISE: { amount: 5, unit: 'WORKING_DAYS' },
  }),
  policy('LAST_LONGER', 1, '2026-01-01', {
    STOP: { amount: 1, unit: 'WORKING_HOURS' },
    PENALISE: { amount: 15, unit: 'WORKING_DAYS' },
  }),
  policy('URGENT', 1, '2026-01-01', { DONE: { amount: 2, unit: 'HOURS' } }),
  policy('UNIT', 1, '2026-01-01', { DONE: { amount: 8, unit: 'WORKING_HOURS' } }),
  policy('LONG', 1, '2026-01-01', { DONE: { amount: 60, unit: 'CALENDAR_DAYS', ends: 'SAME_TIME' } }),
  policy('LONGER', 1, '2026-01-01', { DONE: { amount: 90, unit: 'CALENDAR_DAYS', ends: 'SAME_TIME' } }),
];
const BOOK = openClockBook(POLICIES, [CHINA]);

const START = '2026-09-07 10:00';
const start = (kind: string, when = START, id = `${kind}@1`, holder: string | null = null): ClockEvent => ({
  type: 'START',
  atMs: at(when),
  kind,
  holder,
  policy: id,
});
const stop = (when: string, kind?: string): ClockEvent => ({
  type: 'STOP',
  atMs: at(when),
  which: kind === undefined ? {} : { kind },
});
const pause = (when: string, cause = 'SUSPENDED', kind?: string): ClockEvent => ({
  type: 'PAUSE',
  atMs: at(when),
  which: kind === undefined ? {} : { kind },
  cause,
  reason: '等待配件',
});
const resume = (when: string, cause = 'SUSPENDED'): ClockEvent => ({
  type: 'RESUME',
  atMs: at(when),
  which: {},
  cause,
});
const regrade = (when: string, id: string, counting: 'FROM_START' | 'FROM_CHANGE'): ClockEvent => ({
  type: 'POLICY',
  atMs: at(when),
  which: { kind: 'HANDLE' },
  policy: id,
  counting,
  reason: '重新定级',
});
const grant = (when: string, id: string): ClockEvent => ({
  ...{ type: 'POLICY', atMs: at(when), which: { kind: 'HANDLE' }, policy: id, counting: 'FROM_START' },
  ...{ reason: '材料未到', granted: true },
});
const read = (events: ClockEvent[], now: string) => clockViews(events, BOOK, at(now));
function only(events: ClockEvent[], now: string): ClockView {
  const [view, ...more] = read(events, now);
  if (view === undefined || more.length > 0) throw new Error(`${more.length + 1} clocks`);
  return view;
}

describe('one clock', () => {
  it.each([
    ['fresh', '2026-09-07 10:00', [], 'RUNNING', 'GREEN'],
    ['amber from three quarters', '2026-09-07 10:07:30', [], 'RUNNING', 'AMBER'],
    ['in time at its due moment', '2026-09-07 10:10', [], 'RUNNING', 'AMBER'],
    ['over right after it', '2026-09-07 10:10:01', [], 'BREACHED', 'RED'],
    ['stopped in time', '2026-09-08 10:00', [stop('2026-09-07 10:10')], 'MET', 'GREEN'],
    ['stopped late', '2026-09-08 10:00', [stop('2026-09-07 10:10:01')], 'BREACHED', 'RED'],
    ['paused', '2026-09-08 10:00', [pause('2026-09-07 10:05')], 'PAUSED', 'GREEN'],
    ['paused while amber', '2026-09-08 10:00', [pause('2026-09-07 10:08')], 'PAUSED', 'AMBER'],
    ['paused at its due moment', '2026-09-08 10:00', [pause('2026-09-07 10:10')], 'PAUSED', 'AMBER'],
    ['over before it was paused', '2026-09-08 10:00', [pause('2026-09-07 10:11')], 'BREACHED', 'RED'],
    [
      'stopped while paused',
      '2026-09-09 10:00',
      [pause('2026-09-07 10:05'), stop('2026-09-08 10:00')],
      'MET',
      'GREEN',
    ],
    [
      'void',
      '2026-09-09 10:00',
      [{ type: 'CANCEL', atMs: at('2026-09-07 10:05'), which: {}, reason: null }],
      'CANCELLED',
      'GREEN',
    ],
  ] as const)('%s', (_, now, events, state, light) => {
    expect(only([start('RESPOND'), ...events], now)).toMatchObject({ state, light });
  });

  it('a pause moves it by what it took, and while it lasts there is no due time', () => {
    const events = [start('RESPOND'), pause('2026-09-07 10:04'), resume('2026-09-07 13:00')];
    const paused = only(events, '2026-09-07 12:00');
    expect(paused).toMatchObject({ state: 'PAUSED', dueAtMs: null, paused: true, live: true });
    expect(paused.stages[0]?.remaining).toBe(6);
    expect(shown(only(events, '2026-09-07 13:01').dueAtMs)).toBe('2026-09-07 13:06');
  });

  it('a pause that begins at the due moment makes nothing late: 1 ms after it is', () => {
    const events = [start('RESPOND'), pause('2026-09-07 10:10')];
    expect(only(events, '2026-09-07 12:00').stages[0]).toMatchObject({ lateFromMs: null, remaining: 0 });
    const resumed = [...events, resume('2026-09-07 13:00')];
    const view = only(resumed, '2026-09-07 13:00');
    expect(view.state).toBe('RUNNING');
    expect(clockTimers(view).at(-1)).toMatchObject({ light: 'RED', atMs: at('2026-09-07 13:00') + 1 });
    expect(only(resumed, '2026-09-07 13:00:01').state).toBe('BREACHED');
    expect(only([...resumed, stop('2026-09-07 13:00')], '2026-09-08 10:00').state).toBe('MET');
  });

  it('two causes pause it until both are gone, and what is told twice changes nothing', () => {
    const events = [
      start('RESPOND'),
      pause('2026-09-07 10:02'),
      pause('2026-09-07 10:03', 'GATE'),
      pause('2026-09-07 10:03', 'GATE'),
      resume('2026-09-07 11:00'),
      start('RESPOND', '2026-09-07 11:30'),
      resume('2026-09-07 12:00', 'GATE'),
      resume('2026-09-07 12:30', 'GATE'),
    ];
    expect(only(events, '2026-09-07 11:30').state).toBe('PAUSED');
    expect(shown(only(events, '2026-09-07 12:01').dueAtMs)).toBe('2026-09-07 12:08');
    // a phone that was offline tells late: order of arrival is not the order of time
    expect(shown(only([...events.slice(1), ...events.slice(0, 1)], '2026-09-07 12:01').dueAtMs)).toBe(
      '2026-09-07 12:08',
    );
  });

  it('a reopened order has a new run with its lineage, not the suspension of its last life', () => {
    const events = [
      start('RESPOND'),
      pause('2026-09-07 10:05'),
      stop('2026-09-07 10:06'),
      start('RESPOND', '2026-09-08 09:00'),
    ];
    const views = read(events, '2026-09-08 09:01');
    expect(views.map(({ run, state }) => [run.id, run.generation, state])).toEqual([
      ['RESPOND#1', 1, 'MET'],
      ['RESPOND#2', 2, 'RUNNING'],
    ]);
  });

  it('begun anew while it runs, the old run is neither met nor breached', () => {
    const restart: ClockEvent = {
      type: 'RESTART',
      atMs: at('2026-09-07 10:09'),
      kind: 'RESPOND',
      holder: null,
      policy: 'RESPOND@1',
    };
    const views = read([start('RESPOND'), restart], '2026-09-07 10:15');
    expect(views.map(({ state }) => state)).toEqual(['CANCELLED', 'RUNNING']);
  });
});

describe('staged targets', () => {
  const STAGES = [start('HANDLE')];
  const reached: ClockEvent = {
    type: 'STAGE',
    atMs: at('2026-09-07 15:00'),
    which: { kind: 'HANDLE' },
    stage: 'STOP',
  };

  it('stop in 4 working hours, penalise in 7 working days: each has its own due time', () => {
    const view = only(STAGES, '2026-09-07 10:30');
    expect(view.stages.map(({ dueAtMs }) => shown(dueAtMs))).toEqual([
      '2026-09-07 15:00',
      '2026-09-16 18:00',
    ]);
    expect(shown(view.dueAtMs)).toBe('2026-09-07 15:00');
  });

  it('a stage reached in time hands over to the next', () => {
    const view = only([...STAGES, reached], '2026-09-10 10:00');
    expect(view.stages.map(({ state }) => state)).toEqual(['MET', 'RUNNING']);
    expect([view.state, shown(view.dueAtMs)]).toEqual(['RUNNING', '2026-09-16 18:00']);
  });

  it('a stage missed breaches the clock, which goes on', () => {
    const view = only(STAGES, '2026-09-10 10:00');
    expect(view).toMatchObject({ state: 'BREACHED', live: true });
    expect(view.stages.map(({ state }) => state)).toEqual(['BREACHED', 'RUNNING']);
  });

  it('with every stage reached the clock is over', () => {
    const last: ClockEvent = { ...reached, atMs: at('2026-09-11 10:00'), stage: 'PENALISE' };
    expect(only([...STAGES, reached, last], '2026-12-01 10:00')).toMatchObject({ state: 'MET', live: false });
  });
});

describe('policies over time', () => {
  it('a clock keeps the version of its start when a new one is published', () => {
    expect(policyAt(BOOK, 'HANDLE', at('2026-09-07'))?.id).toBe('HANDLE@1');
    expect(policyAt(BOOK, 'HANDLE', at('2026-10-01'))?.id).toBe('HANDLE@2');
    expect(policyAt(BOOK, 'HANDLE', at('2025-10-01'))).toBeNull();
    expect(only([start('HANDLE')], '2026-10-09 10:00').policy.id).toBe('HANDLE@1');
  });

  it('a pause survives re-grading, before it, over it and after it', () => {
    const events = [
      start('HANDLE'),
      pause('2026-09-07 10:30'),
      regrade('2026-09-07 11:00', 'HANDLE@2', 'FROM_START'),
      resume('2026-09-07 11:30'),
    ];
    expect(only(events, '2026-09-07 11:00')).toMatchObject({ state: 'PAUSED', policy: { id: 'HANDLE@2' } });
    // 2 working hours from 10:00, an hour paused, an hour of lunch
    expect(shown(only(events, '2026-09-07 12:00').dueAtMs)).toBe('2026-09-07 14:00');
    const later = [
      ...events.slice(0, 2),
      resume('2026-09-07 11:30'),
      regrade('2026-09-08 09:00', 'HANDLE@2', 'FROM_START'),
    ];
    expect(shown(only(later, '2026-09-08 09:00').stages[0]?.dueAtMs)).toBe('2026-09-07 14:00');
  });

  it('an extension that was granted survives re-grading and ends with its run; a longer grant takes its place', () => {
    const events = [
      start('HANDLE'),
      grant('2026-09-07 10:30', 'LONG@1'),
      regrade('2026-09-07 11:00', 'URGENT@1', 'FROM_START'),
    ];
    expect(only(events, '2026-09-07 12:00').policy.id).toBe('LONG@1');
    expect(only([...events, grant('2026-09-07 12:00', 'LONGER@1')], '2026-09-07 12:00').policy.id).toBe(
      'LONGER@1',
    );
    const again: ClockEvent = {
      ...{ type: 'RESTART', atMs: at('2026-09-08 10:00'), kind: 'HANDLE', holder: null, policy: 'HANDLE@1' },
    };
    const reworked = [...events, again, regrade('2026-09-08 11:00', 'URGENT@1', 'FROM_START')];
    expect(read(reworked, '2026-09-08 11:00').at(-1)?.policy.id).toBe('URGENT@1');
  });

  it.each([
    ['shorter than the promise', [start('HANDLE', START, 'LONG@1'), grant('2026-09-07 10:30', 'UNIT@1')]],
    [
      'shorter than the promise of a new severity',
      [
        start('HANDLE'),
        grant('2026-09-07 10:30', 'UNIT@1'),
        regrade('2026-09-07 11:00', 'LONG@1', 'FROM_START'),
      ],
    ],
    [
      'shorter than the one before',
      [start('HANDLE'), grant('2026-09-07 10:30', 'LONG@1'), grant('2026-09-07 11:00', 'UNIT@1')],
    ],
    [
      'shorter than the promise, granted in a pause',
      [start('HANDLE', START, 'LONG@1'), pause('2026-09-07 10:15'), grant('2026-09-07 10:30', 'UNIT@1')],
    ],
  ])('an extension makes nothing due earlier: %s', (_, events) => {
    const view = only(events, '2026-09-07 12:00');
    expect(view.policy.id).toBe('LONG@1');
    expect(explainClock(view, BOOK, at('2026-09-07 12:00')).policy).toBe('LONG@1');
    const resumed = only([...events, resume('2026-09-07 12:00')], '2026-09-07 12:00');
    const paused = events.some(({ type }) => type === 'PAUSE');
    expect(shown(resumed.dueAtMs)).toBe(paused ? '2026-11-06 11:45' : '2026-11-06 10:00');
  });

  it.each([
    ['the first stage longer', 'FIRST_LONGER@1', 'HANDLE@1', ['FIRST_LONGER@1', 'HANDLE@1']],
    ['the last stage longer', 'LAST_LONGER@1', 'LAST_LONGER@1', ['HANDLE@1', 'LAST_LONGER@1']],
  ])('an extension makes no stage due earlier: %s', (_, extension, held, byStage) => {
    const now = '2026-09-07 11:00';
    const alone = (id: string) =>
      only([start('HANDLE', START, id)], now).stages.map(({ dueAtMs }) => dueAtMs ?? 0);
    const latest = alone('HANDLE@1').map((due, index) => Math.max(due, alone(extension)[index] ?? 0));
    const view = only([start('HANDLE', START, 'HANDLE@1'), grant('2026-09-07 10:30', extension)], now);
    expect(view.policy.id).toBe(held);
    expect(view.stages.map(({ dueAtMs }) => dueAtMs)).toEqual(latest);
    expect(view.stages.map(({ policy: { id } }) => id)).toEqual(byStage);
    const { en } = explainClock(view, BOOK, at(now));
    expect(en.filter((line) => line.startsWith('for this stage'))).toHaveLength(1);
  });

  it('an explanation names what was granted, and which of the two holds', () => {
    const events = [start('HANDLE', START, 'LONG@1'), grant('2026-09-07 10:30', 'UNIT@1')];
    const { zh, en } = explainClock(only(events, '2026-09-07 12:00'), BOOK, at('2026-09-07 12:00'));
    expect(zh.slice(2, 4)).toEqual([
      expect.stringContaining('2026-09-07 10:30 同意延时，时限政策 UNIT@1'),
      '以截止较晚者为准：时限政策 LONG@1',
    ]);
    expect(en.slice(2, 4)).toEqual([
      expect.stringContaining('2026-09-07 10:30 extended by policy UNIT@1'),
      'policy LONG@1 is due later, and holds',
    ]);
  });

  it('a change may count from itself, still with the pause that lasts', () => {
    const events = [
      start('HANDLE'),
      pause('2026-09-07 10:30'),
      regrade('2026-09-07 11:00', 'HANDLE@2', 'FROM_CHANGE'),
      resume('2026-09-07 11:30'),
    ];
    expect(shown(only(events, '2026-09-07 12:00').dueAtMs)).toBe('2026-09-07 14:30');
  });

  it('read as of an earlier moment, the policy of that moment holds', () => {
    const events = [start('HANDLE'), regrade('2026-09-08 09:00', 'HANDLE@2', 'FROM_START')];
    expect(only(events, '2026-09-07 16:00').policy.id).toBe('HANDLE@1');
    expect(only(events, '2026-09-08 16:00').policy.id).toBe('HANDLE@2');
  });

  it('faults are told all at once', () => {
    const bad = {
      ...policy('HANDLE', 3, '2026-05-01', {
        STOP: { amount: 0, unit: 'HOURS' },
        DAYS: { amount: 1.5, unit: 'WORKING_DAYS' },
      }),
      calendar: 'mars',
      amberPart: 1,
    };
    const none = { ...policy('X', 1, '2026-05-01', {}), id: 'Y@1' };
    const faults = checkPolicies([...POLICIES, bad, none], BOOK.calendars);
    expect(faults.map(({ path }) => path)).toEqual([
      'HANDLE@3/stages/0/target',
      'HANDLE@3/stages/1/target',
      'HANDLE@3/amberPart',
      'HANDLE@3/calendar',
      'HANDLE@3/validFromMs',
      'Y@1/stages',
      'Y@1/id',
    ]);
    expect(() => openClockBook([bad], [CHINA])).toThrow(/fault/);
    expect(() => only([start('NOBODY')], START)).toThrow(/NOBODY@1/);
  });
});

describe('several clocks', () => {
  const transfer: ClockEvent = {
    type: 'TRANSFER',
    atMs: at('2026-09-08 11:00'),
    kind: 'UNIT',
    from: 'pt_water',
    to: 'pt_power',
    policy: 'UNIT@1',
  };
  const events = [start('HANDLE'), start('UNIT', '2026-09-07 11:00', 'UNIT@1', 'pt_water'), transfer];

  it('a transfer gives the new unit its own clock; the clock of the case goes on', () => {
    const [handle, water, power] = read(events, '2026-09-08 12:00');
    expect([water?.run.id, water?.state, water?.live]).toEqual(['UNIT:pt_water#1', 'MET', false]);
    expect([power?.run.id, power?.state]).toEqual(['UNIT:pt_power#1', 'RUNNING']);
    expect(shown(power?.dueAtMs)).toBe('2026-09-09 11:00');
    expect([handle?.run.startedAtMs, handle?.live]).toEqual([at(START), true]);
    const back = read(
      [...events, { ...transfer, atMs: at('2026-09-08 14:00'), from: 'pt_power', to: 'pt_water' }],
      '2026-09-08 15:00',
    );
    expect(back.map(({ run }) => run.id)).toEqual([
      'HANDLE#1',
      'UNIT:pt_water#1',
      'UNIT:pt_power#1',
      'UNIT:pt_water#2',
    ]);
  });

  it('a clock begun while its order is suspended begins paused, one named alone pauses alone', () => {
    const suspended = [
      start('HANDLE'),
      pause('2026-09-07 10:30'),
      start('UNIT', '2026-09-07 11:00', 'UNIT@1', 'pt_water'),
    ];
    expect(read(suspended, '2026-09-07 12:00').map(({ paused }) => paused)).toEqual([true, true]);
    const resumed = read([...suspended, resume('2026-09-07 15:00')], '2026-09-07 16:00');
    expect(shown(resumed[1]?.dueAtMs)).toBe('2026-09-08 15:00');
    const alone = [start('HANDLE'), start('RESPOND'), pause('2026-09-07 10:01', 'SUSPENDED', 'HANDLE')];
    expect(read(alone, '2026-09-07 10:02').map(({ state }) => state)).toEqual(['PAUSED', 'RUNNING']);
  });
});

describe('timers', () => {
  const rows = (events: ClockEvent[], now: string) =>
    read(events, now).flatMap((view) => clockTimers(view).map(({ key, atMs }) => [key, shown(atMs)]));

  it('are rows for amber and red of every stage still open, red right after the due moment', () => {
    expect(rows([start('RESPOND')], START)).toEqual([
      ['RESPOND#1/RESPOND/AMBER', '2026-09-07 10:07:30'],
      ['RESPOND#1/RESPOND/RED', '2026-09-07 10:10:00'],
    ]);
    expect(clockTimers(only([start('RESPOND')], START))[1]?.atMs).toBe(at('2026-09-07 10:10') + 1);
    expect(rows([start('HANDLE')], START)).toHaveLength(4);
  });

  it.each([
    ['paused', pause('2026-09-07 10:05')],
    ['closed', stop('2026-09-07 10:05')],
    ['merged or void', { type: 'CANCEL', atMs: at('2026-09-07 10:05'), which: {}, reason: '并单' }],
  ] as const)('there are none for a clock that is %s', (_, event) => {
    expect(rows([start('RESPOND'), event], '2026-09-09 10:00')).toEqual([]);
  });

  it('beyond 24.8 days, where setTimeout fires at once, they are right', () => {
    const view = only([start('LONG')], START);
    expect(clockTimers(view).map(({ atMs }) => atMs - at(START))).toEqual([
      45 * 86_400_000,
      60 * 86_400_000 + 1,
    ]);
    expect(view.state).toBe('RUNNING');
  });
});

describe('explanation', () => {
  const events = [
    start('HANDLE', '2026-09-28 15:00'),
    regrade('2026-09-29 10:00', 'HANDLE@2', 'FROM_START'),
    pause('2026-09-29 14:00'),
    resume('2026-09-29 15:00'),
  ];
  const now = at('2026-09-30 10:00');
  const [view] = clockViews(events, BOOK, now);
  if (view === undefined) throw new Error('no clock');
  const told = explainClock(view, BOOK, now);

  it('names the windows, the days that do not count, the pause and the policy version, in both languages', () => {
    expect(told.policy).toBe('HANDLE@2');
    expect(told.zh).toHaveLength(told.en.length);
    expect(told.zh).toContain('2026-09-30 周三 工作日：09:00–12:00、13:00–18:00，计 1 工作日');
    expect(told.zh).toContain('2026-10-01 至 2026-10-07 国庆节放假，不计');
    expect(told.zh).toContain('2026-10-10 周六 国庆节调休上班：09:00–12:00、13:00–18:00，计 1 工作日');
    // the hour of the pause, on the next working day
    expect(told.zh).toContain('2026-10-12 周一 工作日：09:00–10:00，计 0.13 工作日');
    expect(told.zh).toContain('暂停 2026-09-29 14:00 至 2026-09-29 15:00（SUSPENDED：等待配件）');
    expect(told.zh.join('\n')).toMatch(/改用时限政策 HANDLE@2 .*自启动时刻起计，已有暂停保留（重新定级）/);
    expect(told.en).toContain('2026-10-01 to 2026-10-07 National Day, holiday: does not count');
    expect(told.en.join('\n')).toContain('the first day does not count');
  });

  it('its windows add up to the target', () => {
    for (const [index, stage] of view.stages.entries()) {
      const sum = told.stages[index]?.counted.reduce((all, { amount }) => all + amount, 0);
      expect(sum).toBeCloseTo(stage.stage.target.amount, 9);
    }
  });

  it('warns of a year that is not published', () => {
    const late = at('2026-12-30 10:00');
    const [one] = clockViews([start('HANDLE', '2026-12-30 10:00')], BOOK, late);
    if (one === undefined) throw new Error('no clock');
    expect(one.warnings.map(({ year }) => year)).toEqual([2027]);
    expect(explainClock(one, BOOK, late).zh.at(-1)).toMatch(/^注意：.*2027 年/);
  });
});

describe('against counting every minute', () => {
  const MINUTE = 60_000;
  const slow = countMinutes(CHINA_CALENDAR);

  it('random histories of pauses and re-gradings give the due time of the minutes that were not paused', () => {
    const steps = fc.array(
      fc.record({
        minutes: fc.integer({ min: 1, max: 2000 }),
        type: fc.constantFrom('PAUSE' as const, 'RESUME' as const, 'POLICY' as const),
        cause: fc.constantFrom('A', 'B'),
        version: fc.constantFrom(1, 2),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), steps, fc.nat(20_000), (first, found, later) => {
        const startMs = at('2026-09-21 00:00') + first * MINUTE;
        let now = startMs;
        let held = 1;
        const events: ClockEvent[] = [
          { type: 'START', atMs: startMs, kind: 'HANDLE', holder: null, policy: 'HANDLE@1' },
        ];
        const open = new Map<string, number>();
        const paused: { fromMs: number; toMs: number }[] = [];
        for (const { minutes, type, cause, version } of found) {
          now += minutes * MINUTE;
          if (type === 'PAUSE') {
            events.push({ type, atMs: now, which: {}, cause, reason: null });
            if (!open.has(cause)) open.set(cause, now);
          } else if (type === 'RESUME') {
            events.push({ type, atMs: now, which: {}, cause });
            const from = open.get(cause);
            if (from !== undefined) paused.push({ fromMs: from, toMs: now });
            open.delete(cause);
          } else {
            held = version;
            events.push({
              type,
              atMs: now,
              which: { kind: 'HANDLE' },
              policy: `HANDLE@${version}`,
              counting: 'FROM_START',
              reason: null,
            });
          }
        }
        now += 1;
        for (const [cause, from] of open) {
          now += later * MINUTE;
          events.push({ type: 'RESUME', atMs: now - (now % MINUTE), which: {}, cause });
          paused.push({ fromMs: from, toMs: now - (now % MINUTE) });
        }
        const [view] = clockViews(events, BOOK, now);
        expect(view?.policy.id).toBe(`HANDLE@${held}`);
        for (const stage of view?.stages ?? []) {
          const due = slow.dueAt(startMs, stage.stage.target, paused);
          expect(Math.abs((stage.dueAtMs ?? Number.NaN) - due)).toBeLessThan(5);
          expect(stage.state).toBe(now > (stage.dueAtMs ?? 0) ? 'BREACHED' : 'RUNNING');
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
