import { describe, expect, it } from 'vitest';
import { ALERT_TYPES, alertType } from './alert-types.ts';
import { SEVERITIES, severityRank } from './severity.ts';
import {
  BUILT_IN_SEVERITY_RULES,
  gradeSeverity,
  type SeverityFacts,
  type SeverityRule,
} from './severity-policy.ts';

const facts = (type: string, more: Partial<SeverityFacts> = {}): SeverityFacts => ({
  type: alertType(type),
  severity: null,
  gridCode: '511421001001001',
  confidence: null,
  localHour: 12,
  ...more,
});
const RULE: SeverityRule = {
  id: 'r',
  typePattern: null,
  gridPrefix: null,
  confidenceMin: null,
  confidenceMax: null,
  hours: null,
  set: { severity: 'critical' },
  reasonZh: '因',
  reasonEn: 'because',
};

describe('severity policy', () => {
  it('without a rule it is what the source says, else what the type has', () => {
    expect(gradeSeverity(facts('camera.intrusion'), [])).toEqual({ severity: 'major', reason: null });
    const given = facts('camera.intrusion', { severity: 'info' });
    expect(gradeSeverity(given, [])).toEqual({ severity: 'info', reason: null });
  });

  it('the first rule that matches wins and says why', () => {
    const rules = [{ ...RULE, typePattern: 'sensor.*' }, RULE, { ...RULE, id: 'later' }];
    const { severity, reason } = gradeSeverity(facts('camera.intrusion'), rules);
    expect(severity).toBe('critical');
    expect(reason).toBe('因 (because): major -> critical [r]');
  });

  it.each<[string, Partial<SeverityRule>, Partial<SeverityFacts>, boolean]>([
    ['a grid below', { gridPrefix: '511421001' }, {}, true],
    ['no grid beside', { gridPrefix: '511422' }, {}, false],
    ['no place at all', { gridPrefix: '511421' }, { gridCode: null }, false],
    ['hours over midnight', { hours: [22, 6] }, { localHour: 3 }, true],
    ['no hour outside', { hours: [22, 6] }, { localHour: 6 }, false],
    ['a confidence within', { confidenceMin: 0.5, confidenceMax: 0.8 }, { confidence: 0.5 }, true],
    ['no confidence above', { confidenceMax: 0.8 }, { confidence: 0.8 }, false],
    ['no alert without a confidence', { confidenceMin: 0 }, {}, false],
  ])('a rule matches %s', (_, rule, more, matched) => {
    const { reason } = gradeSeverity(facts('camera.intrusion', more), [{ ...RULE, ...rule }]);
    expect(reason !== null).toBe(matched);
  });

  it('a step stays within the scale', () => {
    const down = { ...RULE, set: { step: -3 } };
    expect(gradeSeverity(facts('camera.loitering'), [down]).severity).toBe('info');
  });

  it('no rule, built in or not, makes less than its default of a type on which a life hangs', () => {
    for (const type of [...ALERT_TYPES.values()].filter(({ lifeSafety }) => lifeSafety)) {
      for (const rules of [BUILT_IN_SEVERITY_RULES, [{ ...RULE, set: { severity: 'info' as const } }]]) {
        for (const severity of [null, ...SEVERITIES]) {
          const graded = gradeSeverity(
            { ...facts(type.code), severity, confidence: 0.1, localHour: 2 },
            rules,
          );
          const floor = Math.min(
            severityRank(severity ?? type.defaultSeverity),
            severityRank(type.defaultSeverity),
          );
          expect(severityRank(graded.severity)).toBeGreaterThanOrEqual(floor);
        }
      }
    }
  });
});
