import { CLOCK_KINDS, type ClockKind } from './clocks.ts';

/** A number of what, and in which words. */
export interface FigureMeasureRow {
  zh: string;
  en: string;
  /** What exactly is counted, and when. */
  meaningZh: string;
  meaningEn: string;
  unit: 'LIVES' | 'TIMES' | 'STARS' | 'MINUTES';
}

const lives = (zh: string, en: string, meaningZh: string, meaningEn: string) =>
  ({ zh, en, meaningZh, meaningEn, unit: 'LIVES' }) as const;

/**
 * What figures count. One life of an order is its course from the opening, or from a reopening, to the next reopening;
 * each is counted in the period in which the thing happened. Merged and void lives are left out of all but their own.
 */
const OWN_MEASURES = {
  REPORTED: lives('上报数', 'Reported', '期内开单的工单', 'Orders that were opened'),
  FILED: lives(
    '立案数',
    'Filed',
    '期内首次立案（或直接派单）的工单；重办不再计',
    'Orders that were filed, or sent to somebody, for the first time; a reopening is no second filing',
  ),
  REJECTED: lives('不予受理数', 'Rejected', '期内不予受理', 'Lives that ended as rejected'),
  DISPATCHED: lives(
    '派单数',
    'Dispatched',
    '期内首次派单',
    'Lives that were sent to somebody for the first time',
  ),
  TAKEN: lives(
    '接单数',
    'Taken',
    '期内首次接单或抢单',
    'Lives that somebody took or claimed for the first time',
  ),
  RESPONDED: lives('已响应数', 'Responded', '期内完成响应', 'Lives whose response was done'),
  REPORTED_BACK: lives('已反馈数', 'Reported back', '期内完成反馈', 'Lives that were reported back'),
  HANDLED: lives('已处置数', 'Handled', '期内完成处置', 'Lives whose handling was done'),
  CLOSED: lives('结案数', 'Closed', '期内结案', 'Lives that were closed'),
  ON_TIME: lives(
    '按期结案数',
    'Closed on time',
    '期内结案，且响应、反馈、处置时限均未超',
    'Lives closed with none of their respond, report-back and handle clocks over',
  ),
  OVERDUE: lives(
    '超期结案数',
    'Closed overdue',
    '期内结案，且响应、反馈、处置时限至少一项超时',
    'Lives closed with at least one of their respond, report-back and handle clocks over',
  ),
  UNPROMISED: lives(
    '无时限结案数',
    'Closed without a promise',
    '期内结案，且没有响应、反馈、处置时限',
    'Lives closed that had no respond, report-back or handle clock',
  ),
  REWORKED: lives(
    '返工件数',
    'Reworked',
    '期内结案，且至少返工一次',
    'Lives closed that had failed a check at least once',
  ),
  REWORKS: {
    zh: '返工次数',
    en: 'Reworks',
    meaningZh: '期内结案件的返工次数之和，每次核查不通过计一次',
    meaningEn: 'Failed checks of the lives that were closed, each counted once',
    unit: 'TIMES',
  },
  RETURNED: lives(
    '回退件数',
    'Returned',
    '期内结案，且曾申请回退',
    'Lives closed of which a return was asked',
  ),
  REOPENED: lives('重办数', 'Reopened', '期内重办', 'Lives that began with a reopening'),
  SUPERVISED: lives('督办数', 'Supervised', '期内首次督办', 'Lives whose first supervision was opened'),
  REMINDED: lives('催办数', 'Reminded', '期内首次催办', 'Lives that were reminded of for the first time'),
  RATED: lives('评价数', 'Rated', '期内评价', 'Lives that were rated'),
  SATISFIED: lives(
    '满意数',
    'Satisfied',
    '期内评价为四星或五星',
    'Lives that were rated with four or five stars',
  ),
  UNSATISFIED: lives(
    '不满意数',
    'Unsatisfied',
    '期内评价为一星或二星',
    'Lives that were rated with one or two stars',
  ),
  STARS: {
    zh: '星数之和',
    en: 'Stars',
    meaningZh: '期内评价的星数之和',
    meaningEn: 'Stars given',
    unit: 'STARS',
  },
  RESPOND_MINUTES: {
    zh: '响应时长之和',
    en: 'Minutes to respond',
    meaningZh: '期内完成响应者的响应时长之和（扣除暂停）',
    meaningEn: 'Minutes, without pauses, of the responses that were done',
    unit: 'MINUTES',
  },
  REPORT_BACK_MINUTES: {
    zh: '反馈时长之和',
    en: 'Minutes to report back',
    meaningZh: '期内完成反馈者的反馈时长之和（扣除暂停）',
    meaningEn: 'Minutes, without pauses, until those that were reported back were',
    unit: 'MINUTES',
  },
  HANDLE_MINUTES: {
    zh: '处置时长之和',
    en: 'Minutes to handle',
    meaningZh: '期内完成处置者的处置时长之和（扣除暂停）',
    meaningEn: 'Minutes, without pauses, of the handling that was done',
    unit: 'MINUTES',
  },
  CLOSE_MINUTES: {
    zh: '结案时长之和',
    en: 'Minutes to close',
    meaningZh: '期内结案者从首个信号到结案的时长之和（扣除暂停）',
    meaningEn: 'Minutes, without pauses, from the first signal to the closing of those that were closed',
    unit: 'MINUTES',
  },
  PENDING: lives(
    '待立案数',
    'Waiting to be filed',
    '期末（未结束的期取当前）已上报、未立案、未办结',
    'Lives open at the end of the period (now, where it goes on) that were not filed by then',
  ),
  BACKLOG: lives(
    '在办数',
    'Backlog',
    '期末（未结束的期取当前）已立案、未办结',
    'Lives filed and not ended at the end of the period (now, where it goes on)',
  ),
  BACKLOG_OVERDUE: lives(
    '在办超期数',
    'Backlog overdue',
    '在办，且响应、反馈、处置时限至少一项已超',
    'Backlog of which a respond, report-back or handle clock is over',
  ),
  BACKLOG_UNDER_1_DAY: lives(
    '在办不足 1 天',
    'Backlog under 1 day',
    '在办，立案不足 24 小时',
    'Backlog filed less than 24 hours before',
  ),
  BACKLOG_1_TO_3_DAYS: lives(
    '在办 1-3 天',
    'Backlog 1-3 days',
    '在办，立案满 1 天不足 3 天',
    'Backlog filed 1 to less than 3 days before',
  ),
  BACKLOG_3_TO_7_DAYS: lives(
    '在办 3-7 天',
    'Backlog 3-7 days',
    '在办，立案满 3 天不足 7 天',
    'Backlog filed 3 to less than 7 days before',
  ),
  BACKLOG_7_TO_30_DAYS: lives(
    '在办 7-30 天',
    'Backlog 7-30 days',
    '在办，立案满 7 天不足 30 天',
    'Backlog filed 7 to less than 30 days before',
  ),
  BACKLOG_OVER_30_DAYS: lives(
    '在办 30 天以上',
    'Backlog 30 days and more',
    '在办，立案满 30 天',
    'Backlog filed 30 days before or earlier',
  ),
  VOIDED: lives('作废数', 'Voided', '期内作废；其余各项均不计', 'Lives that were voided; in no other figure'),
  MERGED: lives(
    '并单数',
    'Merged',
    '期内并入其他工单；随主单计，其余各项均不计',
    'Lives that were merged into another order: counted with it, in no other figure',
  ),
} as const satisfies Record<string, FigureMeasureRow>;

type OwnMeasure = keyof typeof OWN_MEASURES;
type ClockMeasure = `${ClockKind}_${'MET' | 'BREACHED'}`;
/** Everything that may be counted. */
export type FigureMeasure = OwnMeasure | ClockMeasure;

const met = (kind: ClockKind) =>
  lives(
    `${CLOCK_KINDS[kind].zh}按时数`,
    `${CLOCK_KINDS[kind].en} in time`,
    `期内${CLOCK_KINDS[kind].zh}时限全部停表且均未超`,
    `Lives whose clocks of ${kind} had all ended, none of them over`,
  );
const breached = (kind: ClockKind) =>
  lives(
    `${CLOCK_KINDS[kind].zh}超时数`,
    `${CLOCK_KINDS[kind].en} over`,
    `期内${CLOCK_KINDS[kind].zh}时限首次超时，未停表者亦计`,
    `Lives of which a clock of ${kind} was over for the first time, whether it has ended or not`,
  );

export const FIGURE_MEASURES = {
  ...OWN_MEASURES,
  RESPOND_MET: met('RESPOND'),
  RESPOND_BREACHED: breached('RESPOND'),
  REPORT_BACK_MET: met('REPORT_BACK'),
  REPORT_BACK_BREACHED: breached('REPORT_BACK'),
  HANDLE_MET: met('HANDLE'),
  HANDLE_BREACHED: breached('HANDLE'),
  UNIT_MET: met('UNIT'),
  UNIT_BREACHED: breached('UNIT'),
  CHECK_MET: met('CHECK'),
  CHECK_BREACHED: breached('CHECK'),
  RATE_MET: met('RATE'),
  RATE_BREACHED: breached('RATE'),
  GATE_MET: met('GATE'),
  GATE_BREACHED: breached('GATE'),
  SUPERVISION_MET: met('SUPERVISION'),
  SUPERVISION_BREACHED: breached('SUPERVISION'),
} as const satisfies Record<FigureMeasure, FigureMeasureRow>;

export function isFigureMeasure(value: string): value is FigureMeasure {
  return Object.hasOwn(FIGURE_MEASURES, value);
}

export const FIGURE_MEASURE_NAMES: readonly FigureMeasure[] =
  Object.keys(FIGURE_MEASURES).filter(isFigureMeasure);

/** How old the backlog is. */
export const BACKLOG_AGES = [
  'BACKLOG_UNDER_1_DAY',
  'BACKLOG_1_TO_3_DAYS',
  'BACKLOG_3_TO_7_DAYS',
  'BACKLOG_7_TO_30_DAYS',
  'BACKLOG_OVER_30_DAYS',
] as const satisfies FigureMeasure[];
