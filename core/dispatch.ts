import { alertType } from './alert-types.ts';
import {
  DISPATCH_RULES,
  type DispatchCondition,
  type DispatchFacts,
  type DispatchPlan,
  type DispatchRule,
} from './dispatch-rules.ts';
import { POST_ROLES, type PostRole } from './duty.ts';
import { SEVERITY_ZH, type Severity } from './severity.ts';

export type { DispatchCondition, DispatchFacts, DispatchPlan, DispatchRule } from './dispatch-rules.ts';

interface Explained {
  /** Name of the rule that won. */
  rule: string;
  explanationZh: string;
  explanationEn: string;
}

/** No order, and why. */
export interface NoOrder extends Explained {
  open: false;
}

/** An order to open. An empty ladder leaves it with the operations centre. */
export interface OpenOrder extends Explained {
  open: true;
  profile: string;
  matter: string;
  severity: Severity;
  ladder: PostRole[];
  respondMinutes: number;
  reportBackMinutes: number;
  handleMinutes: number;
  titleZh: string;
}

export type DispatchDecision = NoOrder | OpenOrder;

function typeMatches(pattern: string, type: string): boolean {
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}

function hourMatches([from, to]: readonly [number, number], hour: number): boolean {
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** Whether all that a condition names holds. */
export function matches(when: DispatchCondition, facts: DispatchFacts): boolean {
  return (
    (when.statuses?.includes(facts.status) ?? true) &&
    (when.severities?.includes(facts.severity) ?? true) &&
    (when.types?.some((pattern) => typeMatches(pattern, facts.type)) ?? true) &&
    (when.lifeSafety === undefined || when.lifeSafety === alertType(facts.type).lifeSafety) &&
    (when.placed === undefined || when.placed === (facts.gridCode !== null)) &&
    (when.hours === undefined || hourMatches(when.hours, facts.localHour)) &&
    (when.lateOverHours === undefined || facts.lateHours > when.lateOverHours)
  );
}

function explain(rule: DispatchRule, facts: DispatchFacts): Explained {
  const { nameZh, nameEn } = alertType(facts.type);
  const first = rule.plan?.ladder[0];
  const limits = rule.plan;
  const zh = [
    `规则 ${rule.name}（${rule.zh}）`,
    `${nameZh}，${SEVERITY_ZH[facts.severity]}`,
    facts.gridCode === null ? '位置不明' : `网格 ${facts.gridCode}`,
    ...(facts.deviceClaimed ? [] : ['设备待认领，位置取自设备自报']),
    ...(limits === null
      ? ['不派单']
      : [`${limits.respondMinutes} 分钟响应，${limits.reportBackMinutes} 分钟反馈`]),
    ...(first === undefined ? [] : [`先找${POST_ROLES[first].zh}`]),
  ];
  const en = [
    `rule ${rule.name} (${rule.en})`,
    `${nameEn}, ${facts.severity}`,
    facts.gridCode === null ? 'place unknown' : `grid ${facts.gridCode}`,
    ...(facts.deviceClaimed ? [] : ['the device is unclaimed, its place is what it says itself']),
    ...(limits === null
      ? ['no order']
      : [`respond in ${limits.respondMinutes} min, report back in ${limits.reportBackMinutes} min`]),
    ...(first === undefined ? [] : [`${POST_ROLES[first].en.toLowerCase()} first`]),
  ];
  return { rule: rule.name, explanationZh: zh.join('；'), explanationEn: en.join('; ') };
}

function orderOf(plan: DispatchPlan, facts: DispatchFacts): Omit<OpenOrder, keyof Explained> {
  return {
    open: true,
    ...plan,
    severity: facts.severity,
    ladder: [...plan.ladder],
    titleZh: `${alertType(facts.type).nameZh}（${SEVERITY_ZH[facts.severity]}）`,
  };
}

/** The first rule that matches; null only for a table without a last row that takes all. */
export function firstMatch(
  facts: DispatchFacts,
  rules: readonly DispatchRule[] = DISPATCH_RULES,
): DispatchRule | null {
  return rules.find((rule) => matches(rule.when, facts)) ?? null;
}

/** Whether an incident opens an order, what kind, and for whom: the first rule that matches wins and says why. */
export function decideDispatch(
  facts: DispatchFacts,
  rules: readonly DispatchRule[] = DISPATCH_RULES,
): DispatchDecision {
  const rule = firstMatch(facts, rules);
  if (rule === null) {
    return {
      open: false,
      rule: '',
      explanationZh: '没有匹配的派单规则',
      explanationEn: 'no dispatch rule matches',
    };
  }
  const explained = explain(rule, facts);
  return rule.plan === null ? { open: false, ...explained } : { ...orderOf(rule.plan, facts), ...explained };
}

/** Rules whose example another rule takes: unreachable rows, or rows in the wrong order. Empty for a sound table. */
export function unreachableRules(rules: readonly DispatchRule[] = DISPATCH_RULES): string[] {
  return rules.filter((rule) => firstMatch(rule.example, rules) !== rule).map((rule) => rule.name);
}

/** Targets of an order that somebody reports, by severity: what an incident of no special type would get. */
export function targetsFor(
  severity: Severity,
): Pick<DispatchPlan, 'profile' | 'respondMinutes' | 'reportBackMinutes' | 'handleMinutes'> {
  const plan = DISPATCH_RULES.find((rule) => rule.name === severity)?.plan ?? DISPATCH_RULES.at(-1)?.plan;
  if (plan === null || plan === undefined) throw new Error('the last dispatch rule opens no order');
  const { profile, respondMinutes, reportBackMinutes, handleMinutes } = plan;
  return { profile, respondMinutes, reportBackMinutes, handleMinutes };
}
