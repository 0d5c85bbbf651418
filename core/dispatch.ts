import { alertType } from './alert-types.ts';
import { matches, type Unmet, unmetOf } from './dispatch-conditions.ts';
import type { DispatchFacts, DispatchPlan, DispatchRule } from './dispatch-rules.ts';
import { type DispatchDocument, rulesOf } from './dispatch-schema.ts';
import type { Shelf } from './governance-document.ts';
import { SEVERITY_ZH, type Severity } from './severity.ts';

export { matches } from './dispatch-conditions.ts';
export type { DispatchCondition, DispatchFacts, DispatchPlan, DispatchRule } from './dispatch-rules.ts';

interface Explained {
  /** Name of the rule that won. */
  rule: string;
  /** The document it stands in, as `default@1`; '' when no rule matched. */
  document: string;
  explanationZh: string;
  explanationEn: string;
}

/** No order, and why. */
export interface NoOrder extends Explained {
  open: false;
  /** The incident's history says it, and another sign of it is judged anew. */
  tell: boolean;
}

/** An order to open. */
export interface OpenOrder extends Explained, DispatchPlan {
  open: true;
  severity: Severity;
  titleZh: string;
}

export type DispatchDecision = NoOrder | OpenOrder;

const ordered = new WeakMap<Shelf<DispatchDocument>, Map<string, readonly DispatchRule[]>>();
/** Places whose order of rules is kept; a hub asks about the same few thousand over and over. */
const KEPT_PLACES = 10_000;

const made = new WeakMap<DispatchDocument, readonly DispatchRule[]>();

/** The rules of a document, made once: thousands of places share those of the few documents that concern them. */
function rulesIn(document: DispatchDocument): readonly DispatchRule[] {
  const rules = made.get(document) ?? rulesOf(document);
  made.set(document, rules);
  return rules;
}

/** How well a document fits a place: the length of its prefix; -1 for one of another place. */
function fit(document: DispatchDocument, gridCode: string | null): number {
  if (document.grids === undefined) return 0;
  const fits = document.grids.filter((prefix) => gridCode?.startsWith(prefix) === true);
  return Math.max(-1, ...fits.map((prefix) => prefix.length));
}

/**
 * Every rule that can concern a place, in the order they are asked: the documents of the nearest place first, those for
 * everywhere by their codes, `default` last.
 */
export function rulesFor(
  shelf: Shelf<DispatchDocument>,
  gridCode: string | null,
  atMs: number,
): readonly DispatchRule[] {
  const inForce = shelf.inForce(atMs);
  const key = `${gridCode ?? ''} ${inForce.map(({ code, version }) => `${code}@${version}`).join(' ')}`;
  const kept = ordered.get(shelf) ?? new Map<string, readonly DispatchRule[]>();
  ordered.set(shelf, kept);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const rules = inForce
    .map(({ body }) => ({ body, length: fit(body, gridCode) }))
    .filter(({ length }) => length >= 0)
    .sort(
      (a, b) =>
        b.length - a.length ||
        Number(a.body.code === 'default') - Number(b.body.code === 'default') ||
        (a.body.code < b.body.code ? -1 : 1),
    )
    .flatMap(({ body }) => [...rulesIn(body)]);
  if (kept.size >= KEPT_PLACES) kept.clear();
  kept.set(key, rules);
  return rules;
}

function explain(rule: DispatchRule, facts: DispatchFacts): Explained {
  const { nameZh, nameEn } = alertType(facts.type);
  const { plan } = rule;
  const { matter = null } = facts;
  const reported = matter === null ? null : (facts.matterNames ?? { zh: matter, en: matter });
  const zh = [
    `规则 ${rule.name}（${rule.zh}）`,
    `${reported?.zh ?? nameZh}，${SEVERITY_ZH[facts.severity]}`,
    facts.gridCode === null ? '位置不明' : `网格 ${facts.gridCode}`,
    ...(facts.deviceClaimed ? [] : ['设备待认领，位置取自设备自报']),
    ...(plan === null ? ['不派单'] : []),
    ...(plan === null || plan.notesZh === '' ? [] : [plan.notesZh]),
  ];
  const en = [
    `rule ${rule.name} (${rule.en})`,
    `${reported?.en ?? nameEn}, ${facts.severity}`,
    facts.gridCode === null ? 'place unknown' : `grid ${facts.gridCode}`,
    ...(facts.deviceClaimed ? [] : ['the device is unclaimed, its place is what it says itself']),
    ...(plan === null ? ['no order'] : []),
    ...(plan === null || plan.notesEn === '' ? [] : [plan.notesEn]),
  ];
  return {
    rule: rule.name,
    document: rule.document,
    explanationZh: zh.join('；'),
    explanationEn: en.join('; '),
  };
}

function orderOf(plan: DispatchPlan, facts: DispatchFacts): Omit<OpenOrder, keyof Explained> {
  return {
    open: true,
    ...plan,
    matter: facts.matter ?? plan.matter,
    severity: facts.severity,
    titleZh: `${alertType(facts.type).nameZh}（${SEVERITY_ZH[facts.severity]}）`,
  };
}

/** The first rule that matches; null only for a table without a last row that takes all. */
export function firstMatch(facts: DispatchFacts, rules: readonly DispatchRule[]): DispatchRule | null {
  return rules.find((rule) => matches(rule.when, facts)) ?? null;
}

/** Whether an incident opens an order, what kind, and for whom: the first rule that matches wins and says why. */
export function decideDispatch(facts: DispatchFacts, rules: readonly DispatchRule[]): DispatchDecision {
  const rule = firstMatch(facts, rules);
  if (rule === null) {
    return {
      open: false,
      tell: true,
      rule: '',
      document: '',
      explanationZh: '没有匹配的派单规则',
      explanationEn: 'no dispatch rule matches',
    };
  }
  const explained = explain(rule, facts);
  return rule.plan === null
    ? { open: false, tell: rule.tell, ...explained }
    : { ...orderOf(rule.plan, facts), ...explained };
}

/** A rule that was asked on the way to the one that won. */
export interface TriedRule {
  rule: DispatchRule;
  matched: boolean;
  /** Why not; empty for the one that matched. */
  unmet: readonly Unmet[];
}

/** Every rule that was asked, the winner last. */
export function tryRules(facts: DispatchFacts, rules: readonly DispatchRule[]): TriedRule[] {
  const tried: TriedRule[] = [];
  for (const rule of rules) {
    const unmet = unmetOf(rule.when, facts);
    tried.push({ rule, matched: unmet.length === 0, unmet });
    if (unmet.length === 0) break;
  }
  return tried;
}

/** Rules whose example another rule takes: unreachable rows, or rows in the wrong order. Empty for a sound table. */
export function unreachableRules(rules: readonly DispatchRule[]): string[] {
  return rules.filter((rule) => firstMatch(rule.example, rules) !== rule).map((rule) => rule.name);
}
