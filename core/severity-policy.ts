import type { AlertType } from './alert-types.ts';
import { hourMatches, typeMatches } from './patterns.ts';
import { type Severity, severityOfRank, severityRank } from './severity.ts';

/** One row of the severity policy: type x place x confidence x hour. What a row leaves out (null) matches all. */
export interface SeverityRule {
  id: string;
  /** A type code, or `camera.*`. */
  typePattern: string | null;
  gridPrefix: string | null;
  /** AI confidence from (inclusive) and to (exclusive); an alert without one matches no row that names either. */
  confidenceMin: number | null;
  confidenceMax: number | null;
  /** Hours of the site's day, from (inclusive) to (exclusive); over midnight when from > to. */
  hours: readonly [from: number, to: number] | null;
  /** What the severity becomes, or by how many steps it moves. */
  set: { severity: Severity } | { step: number };
  reasonZh: string;
  reasonEn: string;
}

export interface SeverityFacts {
  type: AlertType;
  /** As the source graded it; null leaves it to the type's default. */
  severity: Severity | null;
  gridCode: string | null;
  confidence: number | null;
  /** 0-23 in the site's zone. */
  localHour: number;
}

export interface GradedSeverity {
  severity: Severity;
  /** Which rule changed it, Chinese and English; null when none did. */
  reason: string | null;
}

/** Rules that hold where the site's own (table severity_rule) say nothing. */
export const BUILT_IN_SEVERITY_RULES: readonly SeverityRule[] = [
  {
    id: 'built-in:uncertain',
    typePattern: 'camera.*',
    gridPrefix: null,
    confidenceMin: null,
    // CAP 1.2, 3.2.2 certainty: "Likely" is a probability above about 50 %
    confidenceMax: 0.5,
    hours: null,
    set: { step: -1 },
    reasonZh: '识别置信度低于 50%',
    reasonEn: 'recognised with less than 50 % confidence',
  },
  {
    id: 'built-in:loitering-at-night',
    typePattern: 'camera.loitering',
    gridPrefix: null,
    confidenceMin: null,
    confidenceMax: null,
    hours: [0, 5],
    set: { step: 1 },
    reasonZh: '深夜徘徊',
    reasonEn: 'loitering late at night',
  },
];

function confidenceMatches({ confidenceMin, confidenceMax }: SeverityRule, confidence: number | null) {
  if (confidenceMin === null && confidenceMax === null) return true;
  if (confidence === null) return false;
  return confidence >= (confidenceMin ?? 0) && confidence < (confidenceMax ?? Number.POSITIVE_INFINITY);
}

function matches(rule: SeverityRule, facts: SeverityFacts): boolean {
  return (
    typeMatches(rule.typePattern, facts.type.code) &&
    (facts.gridCode ?? '').startsWith(rule.gridPrefix ?? '') &&
    confidenceMatches(rule, facts.confidence) &&
    hourMatches(rule.hours, facts.localHour)
  );
}

/**
 * The severity of an alert: the source's, else the type's default, as the first rule that matches changes it. A type
 * on which a life hangs is never made less than its default, whatever a rule says.
 */
export function gradeSeverity(
  facts: SeverityFacts,
  rules: readonly SeverityRule[] = BUILT_IN_SEVERITY_RULES,
): GradedSeverity {
  const { type } = facts;
  const given = facts.severity ?? type.defaultSeverity;
  const rule = rules.find((one) => matches(one, facts));
  if (rule === undefined) return { severity: given, reason: null };
  const wanted =
    'severity' in rule.set ? severityRank(rule.set.severity) : severityRank(given) + rule.set.step;
  const floor = type.lifeSafety ? Math.min(severityRank(given), severityRank(type.defaultSeverity)) : 0;
  const severity = severityOfRank(Math.max(wanted, floor));
  if (severity === given) return { severity, reason: null };
  return { severity, reason: `${rule.reasonZh} (${rule.reasonEn}): ${given} -> ${severity} [${rule.id}]` };
}
