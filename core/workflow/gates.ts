import { type GateRule, shareOf } from './gates-rules.ts';

export const VOTE_CHOICES = {
  YES: { zh: '同意', en: 'Yes' },
  NO: { zh: '不同意', en: 'No' },
  ABSTAIN: { zh: '弃权', en: 'Abstain' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type VoteChoice = keyof typeof VOTE_CHOICES;

export const GATE_STATES = {
  OPEN: { zh: '进行中', en: 'Open' },
  PASSED: { zh: '通过', en: 'Passed' },
  REFUSED: { zh: '未通过', en: 'Refused' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type GateState = keyof typeof GATE_STATES;

/** Who may vote, as taken down when the gate opened. */
export interface Roll {
  size: number;
  /** Floor area of all, m²; null where it is not known of everybody. */
  area: number | null;
}

/** The vote of one voter as it holds now. */
export interface Ballot {
  voter: string;
  choice: VoteChoice;
  area: number | null;
}

/** One measure of a count: heads, or floor area. */
export interface Measure {
  roll: number;
  cast: number;
  yes: number;
  /** What must have been cast, and how much of it yes; with `of: CAST` the latter grows with the votes. */
  castNeeded: number;
  yesNeeded: number;
  quorate: boolean;
  reached: boolean;
}

export interface Tally {
  roll: number;
  cast: number;
  yes: number;
  no: number;
  abstain: number;
  heads: Measure;
  /** Null where floor area does not count. */
  area: Measure | null;
  /** Stages that have not been held, in their order. */
  stagesMissing: readonly { code: string; zh: string; en: string }[];
  /** What closing it now would give. */
  result: 'PASSED' | 'REFUSED';
  /** Whether the votes still missing, and none changed, could make it pass. */
  canPass: boolean;
  /** How it came to that, in one sentence. */
  zh: string;
  en: string;
}

/** The least that is the share of a whole number, or (`moreThan`) the least whole number above it. */
function needed(total: number, share: string, moreThan: boolean): number {
  const { parts, whole } = shareOf(share);
  const exact = total * parts;
  const least = Math.ceil(exact / whole);
  return moreThan && exact % whole === 0 ? least + 1 : least;
}

/** How many are counted as one: heads are whole, floor area counts to the hundredth of a square metre. */
const HEADS = 1;
const HUNDREDTHS = 100;

/** Counts in whole numbers: a sum of square metres is a little off its true value, and a vote must not hang on that. */
function measure(rule: GateRule, roll: number, cast: number, yes: number, per: number): Measure {
  const counted = (one: number) => Math.round(one * per);
  const [all, voted, agreed] = [counted(roll), counted(cast), counted(yes)];
  const castNeeded = needed(all, rule.quorum, false);
  const base = rule.of === 'ROLL' ? all : voted;
  const yesNeeded = needed(base, rule.threshold, rule.moreThan === true);
  return {
    roll,
    cast,
    yes,
    castNeeded: castNeeded / per,
    yesNeeded: yesNeeded / per,
    // nobody has decided anything where nobody may vote, or nobody did
    quorate: all > 0 && voted > 0 && voted >= castNeeded,
    reached: all > 0 && agreed > 0 && agreed >= yesNeeded,
  };
}

const passes = (one: Measure) => one.quorate && one.reached;

const figure = (value: number) => String(Math.round(value * 100) / 100);

function measureText(one: Measure, rule: GateRule, unit: { zh: string; en: string }) {
  const base = rule.of === 'ROLL' ? { zh: '总数', en: 'of all' } : { zh: '已投', en: 'of those cast' };
  const more = rule.moreThan === true ? { zh: '超过', en: 'more than ' } : { zh: '不少于', en: 'at least ' };
  return {
    zh:
      `${unit.zh}：应投 ${figure(one.roll)}，已投 ${figure(one.cast)}（法定 ${figure(one.castNeeded)}，${one.quorate ? '达到' : '未达'}），` +
      `同意 ${figure(one.yes)}（须${more.zh}${base.zh}的 ${rule.threshold}，即 ${figure(one.yesNeeded)}，${one.reached ? '达到' : '未达'}）`,
    en:
      `${unit.en}: ${figure(one.cast)} of ${figure(one.roll)} cast (quorum ${figure(one.castNeeded)}, ${one.quorate ? 'met' : 'not met'}), ` +
      `${figure(one.yes)} yes (${more.en}${rule.threshold} ${base.en}, so ${figure(one.yesNeeded)}, ${one.reached ? 'reached' : 'not reached'})`,
  };
}

function areaMeasure(
  rule: GateRule,
  roll: Roll,
  ballots: readonly Ballot[],
  missingYes: number,
): Measure | null {
  if (rule.byArea !== true || roll.area === null) return null;
  const sum = (of: readonly Ballot[]) => of.reduce((total, { area }) => total + (area ?? 0), 0);
  const cast = sum(ballots) + missingYes;
  const yes = sum(ballots.filter(({ choice }) => choice === 'YES')) + missingYes;
  return measure(rule, roll.area, cast, yes, HUNDREDTHS);
}

/**
 * Counts a gate: purely from its rule, its roll and the votes that hold now, so that anybody can count again. A vote of
 * somebody who is not on the roll must not come in here.
 */
export function tally(
  rule: GateRule,
  roll: Roll,
  ballots: readonly Ballot[],
  stagesDone: readonly string[] = [],
): Tally {
  const count = (choice: VoteChoice) => ballots.filter((ballot) => ballot.choice === choice).length;
  const [yes, no, abstain] = [count('YES'), count('NO'), count('ABSTAIN')];
  const cast = ballots.length;
  const heads = measure(rule, roll.size, cast, yes, HEADS);
  const area = areaMeasure(rule, roll, ballots, 0);
  const stagesMissing = (rule.stages ?? []).filter(({ code }) => !stagesDone.includes(code));
  // a rule by area of a roll whose area is not known cannot be met by heads alone
  const areaPasses = rule.byArea !== true || (area !== null && passes(area));
  const result = passes(heads) && areaPasses && stagesMissing.length === 0 ? 'PASSED' : 'REFUSED';

  const missing = Math.max(0, roll.size - cast);
  const bestHeads = measure(rule, roll.size, cast + missing, yes + missing, HEADS);
  const missingArea = Math.max(0, (roll.area ?? 0) - (area?.cast ?? 0));
  const bestArea = areaMeasure(rule, roll, ballots, missingArea);
  const canPass = passes(bestHeads) && (rule.byArea !== true || (bestArea !== null && passes(bestArea)));

  const texts = [measureText(heads, rule, { zh: '人数', en: 'heads' })];
  if (area !== null) texts.push(measureText(area, rule, { zh: '面积', en: 'floor area' }));
  else if (rule.byArea === true) texts.push({ zh: '面积：名册缺面积', en: 'floor area: not known of all' });
  if (stagesMissing.length > 0) {
    texts.push({
      zh: `尚缺环节：${stagesMissing.map((stage) => stage.zh).join('、')}`,
      en: `not held yet: ${stagesMissing.map((stage) => stage.en).join(', ')}`,
    });
  }
  return {
    ...{ roll: roll.size, cast, yes, no, abstain, heads, area, stagesMissing, result, canPass },
    zh: `${texts.map(({ zh }) => zh).join('；')}；反对 ${no}，弃权 ${abstain}`,
    en: `${texts.map(({ en }) => en).join('; ')}; ${no} no, ${abstain} abstained`,
  };
}

/** What an open gate still waits for. */
export function waitingFor(rule: GateRule, count: Tally): { zh: string; en: string } {
  const [stage] = count.stagesMissing;
  if (stage !== undefined)
    return { zh: `${rule.zh}：等待${stage.zh}`, en: `${rule.en}: ${stage.en.toLowerCase()}` };
  if (count.result === 'PASSED') {
    return { zh: `${rule.zh}：已达标，等待宣布结果`, en: `${rule.en}: enough, to be closed` };
  }
  if (!count.canPass) {
    return {
      zh: `${rule.zh}：已不可能通过，等待宣布结果`,
      en: `${rule.en}: it can no longer pass, to be closed`,
    };
  }
  const votes = Math.max(0, count.heads.castNeeded - count.cast);
  const consents = Math.max(0, count.heads.yesNeeded - count.yes);
  const zh = [votes > 0 ? `${votes} 票` : '', consents > 0 ? `${consents} 个同意` : ''].filter(
    (part) => part !== '',
  );
  const en = [votes > 0 ? `${votes} votes` : '', consents > 0 ? `${consents} more yes` : ''].filter(
    (part) => part !== '',
  );
  if (zh.length === 0) return { zh: `${rule.zh}：面积未达标`, en: `${rule.en}: not enough floor area` };
  return { zh: `${rule.zh}：还差 ${zh.join('、')}`, en: `${rule.en}: ${en.join(', ')} missing` };
}

/** The stage that may be recorded next; null when all are done. */
export function nextStage(rule: GateRule, done: readonly string[]): string | null {
  return (rule.stages ?? []).find(({ code }) => !done.includes(code))?.code ?? null;
}
