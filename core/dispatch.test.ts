import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ALERT_TYPE_ROWS } from './alert-type-rows.ts';
import { alertType } from './alert-types.ts';
import { type DispatchFacts, type DispatchRule, decideDispatch, unreachableRules } from './dispatch.ts';
import { STALE_AFTER_HOURS } from './dispatch-rules.ts';
import { DispatchSchema, rulesOf } from './dispatch-schema.ts';
import { SEVERITIES } from './severity.ts';
import { ALERT_STATUSES } from './signal.ts';

const SHIPPED = Value.Parse(
  DispatchSchema,
  parse(readFileSync(new URL('../governance/dispatch/default.yaml', import.meta.url), 'utf8')),
);
const DISPATCH_RULES = rulesOf(SHIPPED);
const decided = (one: DispatchFacts) => decideDispatch(one, DISPATCH_RULES);

const anyFacts: fc.Arbitrary<DispatchFacts> = fc.record({
  type: fc.oneof(fc.constantFrom(...ALERT_TYPE_ROWS.map((row) => row.code)), fc.string()),
  severity: fc.constantFrom(...SEVERITIES),
  gridCode: fc.constantFrom('511402001001001', null),
  status: fc.constantFrom(...ALERT_STATUSES),
  deviceClaimed: fc.boolean(),
  localHour: fc.integer({ min: 0, max: 23 }),
  lateHours: fc.constantFrom(0, 24, 24.1, 48),
});
const facts = (more: Partial<DispatchFacts>): DispatchFacts => ({
  type: 'other',
  severity: 'minor',
  gridCode: '511402001001001',
  status: 'ACTUAL',
  deviceClaimed: true,
  localHour: 10,
  lateHours: 0,
  ...more,
});

describe('dispatch rules', () => {
  it.each(DISPATCH_RULES.map((rule) => [rule.name, rule] as const))('%s wins its example', (name, rule) => {
    expect(decided(rule.example)).toMatchObject({ rule: name, open: rule.plan !== null });
  });

  it('no rule is unreachable, no name stands twice, and a rule behind one that takes all is found', () => {
    expect(unreachableRules(DISPATCH_RULES)).toEqual([]);
    expect(new Set(DISPATCH_RULES.map((rule) => rule.name)).size).toBe(DISPATCH_RULES.length);
    const late: DispatchRule = {
      document: 'x@1',
      name: 'late',
      zh: '',
      en: '',
      when: {},
      plan: null,
      tell: false,
      example: facts({}),
    };
    expect(unreachableRules([...DISPATCH_RULES, late])).toEqual(['late']);
  });

  it('every row that opens an order names a ladder, but for a place that nobody knows', () => {
    for (const { name, plan } of DISPATCH_RULES) {
      if (plan === null) continue;
      expect(plan.ladder === null, name).toBe(name === 'unplaced-life-safety');
    }
  });

  it('any facts get a decision by a rule of the table, explained in both languages', () => {
    fc.assert(
      fc.property(anyFacts, (one) => {
        const decision = decided(one);
        expect(DISPATCH_RULES.map((rule) => rule.name)).toContain(decision.rule);
        expect(decision.explanationZh).toContain(decision.rule);
        expect(decision.explanationEn).toContain(decision.rule);
      }),
    );
  });

  it('a test, an exercise or mere information never opens an order', () => {
    fc.assert(
      fc.property(anyFacts, (one) => {
        if (one.status !== 'ACTUAL' || one.severity === 'info') expect(decided(one).open).toBe(false);
      }),
    );
  });

  it('a real alert about lives that came in time always opens one, by the profile of ten minutes', () => {
    fc.assert(
      fc.property(anyFacts, (one) => {
        if (one.status !== 'ACTUAL' || !alertType(one.type).lifeSafety) return;
        const inTime = { ...one, lateHours: Math.min(one.lateHours, STALE_AFTER_HOURS) };
        const decision = decided({ ...inTime, severity: 'critical' });
        expect(decision).toMatchObject({ open: true, profile: 'huaying-demand' });
      }),
    );
  });

  it('of the known types only info and a minor device offline open nothing when their grid is known', () => {
    const silent = ALERT_TYPE_ROWS.filter(
      (row) => !decided(facts({ type: row.code, severity: row.defaultSeverity })).open,
    );
    expect(silent.map((row) => row.code)).toEqual(['device.offline', 'device.battery_low']);
  });

  it('an unclaimed device is dispatched to the grid it names, and the explanation says so', () => {
    const decision = decided(facts({ type: 'elevator.ebike', severity: 'major', deviceClaimed: false }));
    expect(decision).toMatchObject({ open: true, rule: 'fire-hazard' });
    expect(decision.explanationZh).toContain('待认领');
    expect(decision.explanationEn).toContain('unclaimed');
  });

  it.each([
    [21, 'public-order'],
    [22, 'public-order-night'],
    [0, 'public-order-night'],
    [5, 'public-order-night'],
    [6, 'public-order'],
  ])('at %i h loitering goes by %s', (localHour, rule) => {
    expect(decided(facts({ type: 'camera.loitering', localHour })).rule).toBe(rule);
  });

  it('a table with a hole opens nothing and says so', () => {
    expect(decideDispatch(facts({}), [])).toMatchObject({ open: false, rule: '' });
  });
});
