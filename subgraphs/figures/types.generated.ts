// Made by `npm run codegen` from schema.graphql; not edited by hand.
import type { Severity } from '../../core/severity.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
export type EnumResolverSignature<T, AllowedValues = any> = { [key in keyof T]?: AllowedValues };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment, UTC, as ISO 8601 with milliseconds and Z. Input: ISO 8601 with a zone, or milliseconds since 1970. 时刻 */
  DateTime: { input: Date; output: Date; }
  /** A length of time as an ISO 8601 duration (PT1H30M, P1D). Input also in short: 30s, 5m, 1h, 1d. 时长 */
  Duration: { input: number; output: number; }
  /** Any JSON value. 任意 JSON 值 */
  JSON: { input: unknown; output: unknown; }
};

export type Grid = {
  code: Scalars['ID']['output'];
  /**
   * Figures of this grid with all below it, as far as your scope reaches (LA-11, RS-11).
   * 本网格及下级（限辖区内）的统计
   */
  figures: Figure;
};


export type GridFiguresArgs = {
  period?: InputMaybe<FigurePeriodInput>;
};

export type Party = {
  id: Scalars['ID']['output'];
  /**
   * Figures of the orders that this organisation had last, within your scope (HUA-10, HY-32).
   * 该组织承办工单的统计（限辖区内）
   */
  figures: Figure;
};


export type PartyFiguresArgs = {
  period?: InputMaybe<FigurePeriodInput>;
};

export type Person = {
  id: Scalars['ID']['output'];
  /**
   * Figures of the orders that this person had last, within your scope (HUA-10). Needs the right duty.read.
   * 该人员承办工单的统计（限辖区内），需查看值守权限
   */
  figures: Figure;
};


export type PersonFiguresArgs = {
  period?: InputMaybe<FigurePeriodInput>;
};

export type WorkOrder = {
  id: Scalars['ID']['output'];
};

/** Whole days, weeks, months, quarters or years of the site's zone. 统计周期，按站点时区的日历 */
export type FigurePeriodUnit =
  /** From midnight. 日 */
  | 'DAY'
  /** From Monday (ISO 8601). 周，周一起 */
  | 'WEEK'
  /** Of the calendar. 月 */
  | 'MONTH'
  /** From January, April, July or October. 季 */
  | 'QUARTER'
  /** Of the calendar. 年 */
  | 'YEAR';

/** What figures are grouped by: a row for each combination. 分组维度 */
export type FigureDimension =
  /** City, 4 digits. 市 */
  | 'CITY'
  /** County, 6 digits. 区县 */
  | 'COUNTY'
  /** Sub-district, 9 digits. 街道、乡镇 */
  | 'SUBDISTRICT'
  /** Community, 12 digits. 社区、村 */
  | 'COMMUNITY'
  /** Grid, 15 digits. 网格（小区） */
  | 'GRID'
  /** Micro-grid, 17 digits. 微网格 */
  | 'MICRO_GRID'
  /** Neighbour unit, 19 digits. 邻（邻管家） */
  | 'NEIGHBOUR_UNIT'
  /** The organisation that had the order last. 承办组织 */
  | 'PARTY'
  /** The person who had the order last; needs the right duty.read. 承办人，需查看值守权限 */
  | 'PERSON'
  /** Matter of the catalogue. 事项 */
  | 'MATTER'
  /** Where the order came from. 来源 */
  | 'SOURCE'
  /** How the report reached us. 渠道 */
  | 'CHANNEL'
  /** Workflow profile. 流程模板 */
  | 'PROFILE'
  /** Severity. 严重程度 */
  | 'SEVERITY'
  /** Each unit of the period by itself: a trend (RS-21). 逐期（趋势） */
  | 'PERIOD';

/**
 * What is counted. One life of an order is its course from the opening, or from a reopening, to the next reopening: a
 * reopened order has a second life with clocks of its own. Each is counted in the period in which the thing happened.
 * Merged and void lives are in no figure but their own.
 * 统计指标。“一次办理”指从开单（或重办）到下一次重办；每项计入其发生的统计期；并单、作废只计入各自的指标
 */
export type FigureMeasure =
  /** Reported: orders that were opened. 上报数：期内开单的工单 */
  | 'REPORTED'
  /** Filed: orders that were filed, or sent to somebody, for the first time; a reopening is no second filing. 立案数：期内首次立案（或直接派单）的工单；重办不再计 */
  | 'FILED'
  /** Rejected: lives that ended as rejected. 不予受理数：期内不予受理 */
  | 'REJECTED'
  /** Dispatched: lives that were sent to somebody for the first time. 派单数：期内首次派单 */
  | 'DISPATCHED'
  /** Taken: lives that somebody took or claimed for the first time. 接单数：期内首次接单或抢单 */
  | 'TAKEN'
  /** Responded: lives whose response was done. 已响应数：期内完成响应 */
  | 'RESPONDED'
  /** Reported back: lives that were reported back. 已反馈数：期内完成反馈 */
  | 'REPORTED_BACK'
  /** Handled: lives whose handling was done. 已处置数：期内完成处置 */
  | 'HANDLED'
  /** Closed: lives that were closed. 结案数：期内结案 */
  | 'CLOSED'
  /** Closed on time: lives closed with none of their respond, report-back and handle clocks over. 按期结案数：期内结案，且响应、反馈、处置时限均未超 */
  | 'ON_TIME'
  /** Closed overdue: lives closed with at least one of their respond, report-back and handle clocks over. 超期结案数：期内结案，且响应、反馈、处置时限至少一项超时 */
  | 'OVERDUE'
  /** Closed without a promise: lives closed that had no respond, report-back or handle clock. 无时限结案数：期内结案，且没有响应、反馈、处置时限 */
  | 'UNPROMISED'
  /** Reworked: lives closed that had failed a check at least once. 返工件数：期内结案，且至少返工一次 */
  | 'REWORKED'
  /** Reworks: failed checks of the lives that were closed, each counted once. 返工次数：期内结案件的返工次数之和，每次核查不通过计一次 */
  | 'REWORKS'
  /** Returned: lives closed of which a return was asked. 回退件数：期内结案，且曾申请回退 */
  | 'RETURNED'
  /** Reopened: lives that began with a reopening. 重办数：期内重办 */
  | 'REOPENED'
  /** Supervised: lives whose first supervision was opened. 督办数：期内首次督办 */
  | 'SUPERVISED'
  /** Reminded: lives that were reminded of for the first time. 催办数：期内首次催办 */
  | 'REMINDED'
  /** Rated: lives that were rated. 评价数：期内评价 */
  | 'RATED'
  /** Satisfied: lives that were rated with four or five stars. 满意数：期内评价为四星或五星 */
  | 'SATISFIED'
  /** Unsatisfied: lives that were rated with one or two stars. 不满意数：期内评价为一星或二星 */
  | 'UNSATISFIED'
  /** Stars: stars given. 星数之和：期内评价的星数之和 */
  | 'STARS'
  /** Minutes to respond: minutes, without pauses, of the responses that were done. 响应时长之和：期内完成响应者的响应时长之和（扣除暂停） */
  | 'RESPOND_MINUTES'
  /** Minutes to report back: minutes, without pauses, until those that were reported back were. 反馈时长之和：期内完成反馈者的反馈时长之和（扣除暂停） */
  | 'REPORT_BACK_MINUTES'
  /** Minutes to handle: minutes, without pauses, of the handling that was done. 处置时长之和：期内完成处置者的处置时长之和（扣除暂停） */
  | 'HANDLE_MINUTES'
  /** Minutes to close: minutes, without pauses, from the first signal to the closing of those that were closed. 结案时长之和：期内结案者从首个信号到结案的时长之和（扣除暂停） */
  | 'CLOSE_MINUTES'
  /** Waiting to be filed: lives open at the end of the period (now, where it goes on) that were not filed by then. 待立案数：期末（未结束的期取当前）已上报、未立案、未办结 */
  | 'PENDING'
  /** Backlog: lives filed and not ended at the end of the period (now, where it goes on). 在办数：期末（未结束的期取当前）已立案、未办结 */
  | 'BACKLOG'
  /** Backlog overdue: backlog of which a respond, report-back or handle clock is over. 在办超期数：在办，且响应、反馈、处置时限至少一项已超 */
  | 'BACKLOG_OVERDUE'
  /** Backlog under 1 day: backlog filed less than 24 hours before. 在办不足 1 天：在办，立案不足 24 小时 */
  | 'BACKLOG_UNDER_1_DAY'
  /** Backlog 1-3 days: backlog filed 1 to less than 3 days before. 在办 1-3 天：在办，立案满 1 天不足 3 天 */
  | 'BACKLOG_1_TO_3_DAYS'
  /** Backlog 3-7 days: backlog filed 3 to less than 7 days before. 在办 3-7 天：在办，立案满 3 天不足 7 天 */
  | 'BACKLOG_3_TO_7_DAYS'
  /** Backlog 7-30 days: backlog filed 7 to less than 30 days before. 在办 7-30 天：在办，立案满 7 天不足 30 天 */
  | 'BACKLOG_7_TO_30_DAYS'
  /** Backlog 30 days and more: backlog filed 30 days before or earlier. 在办 30 天以上：在办，立案满 30 天 */
  | 'BACKLOG_OVER_30_DAYS'
  /** Voided: lives that were voided; in no other figure. 作废数：期内作废；其余各项均不计 */
  | 'VOIDED'
  /** Merged: lives that were merged into another order: counted with it, in no other figure. 并单数：期内并入其他工单；随主单计，其余各项均不计 */
  | 'MERGED'
  /** Respond in time: lives whose clocks of RESPOND had all ended, none of them over. 响应按时数：期内响应时限全部停表且均未超 */
  | 'RESPOND_MET'
  /** Respond over: lives of which a clock of RESPOND was over for the first time, whether it has ended or not. 响应超时数：期内响应时限首次超时，未停表者亦计 */
  | 'RESPOND_BREACHED'
  /** Report back in time: lives whose clocks of REPORT_BACK had all ended, none of them over. 反馈按时数：期内反馈时限全部停表且均未超 */
  | 'REPORT_BACK_MET'
  /** Report back over: lives of which a clock of REPORT_BACK was over for the first time, whether it has ended or not. 反馈超时数：期内反馈时限首次超时，未停表者亦计 */
  | 'REPORT_BACK_BREACHED'
  /** Handle in time: lives whose clocks of HANDLE had all ended, none of them over. 处置按时数：期内处置时限全部停表且均未超 */
  | 'HANDLE_MET'
  /** Handle over: lives of which a clock of HANDLE was over for the first time, whether it has ended or not. 处置超时数：期内处置时限首次超时，未停表者亦计 */
  | 'HANDLE_BREACHED'
  /** Unit in time: lives whose clocks of UNIT had all ended, none of them over. 单位时限按时数：期内单位时限时限全部停表且均未超 */
  | 'UNIT_MET'
  /** Unit over: lives of which a clock of UNIT was over for the first time, whether it has ended or not. 单位时限超时数：期内单位时限时限首次超时，未停表者亦计 */
  | 'UNIT_BREACHED'
  /** Check in time: lives whose clocks of CHECK had all ended, none of them over. 核查按时数：期内核查时限全部停表且均未超 */
  | 'CHECK_MET'
  /** Check over: lives of which a clock of CHECK was over for the first time, whether it has ended or not. 核查超时数：期内核查时限首次超时，未停表者亦计 */
  | 'CHECK_BREACHED'
  /** Rate in time: lives whose clocks of RATE had all ended, none of them over. 评价按时数：期内评价时限全部停表且均未超 */
  | 'RATE_MET'
  /** Rate over: lives of which a clock of RATE was over for the first time, whether it has ended or not. 评价超时数：期内评价时限首次超时，未停表者亦计 */
  | 'RATE_BREACHED'
  /** Gate in time: lives whose clocks of GATE had all ended, none of them over. 前置审议按时数：期内前置审议时限全部停表且均未超 */
  | 'GATE_MET'
  /** Gate over: lives of which a clock of GATE was over for the first time, whether it has ended or not. 前置审议超时数：期内前置审议时限首次超时，未停表者亦计 */
  | 'GATE_BREACHED'
  /** Supervision in time: lives whose clocks of SUPERVISION had all ended, none of them over. 督办按时数：期内督办时限全部停表且均未超 */
  | 'SUPERVISION_MET'
  /** Supervision over: lives of which a clock of SUPERVISION was over for the first time, whether it has ended or not. 督办超时数：期内督办时限首次超时，未停表者亦计 */
  | 'SUPERVISION_BREACHED';

/** What a figure is compared with. 对比方式 */
export type FigureComparison =
  /** The period before, of as many units. 环比 */
  | 'PREVIOUS'
  /** The same period of the year before; of weeks, 52 weeks before (LA-02). 同比；按周时取 52 周前 */
  | 'YEAR_BEFORE';

/** How a change is to be read. 变化的口径 */
export type FigureChangeBase =
  /** The base is not zero: `percent` holds. 基期不为零，变化率有效 */
  | 'COMPARED'
  /** The base is zero and the figure is not: there is no rate, only a difference. 基期为零：变化率无意义，只看增减量 */
  | 'FROM_ZERO'
  /** Both are zero: no change. 两期均为零：无变化 */
  | 'BOTH_ZERO';

/** What comes out of a formula. 公式结果的单位 */
export type FormulaUnit =
  /** Percent. 百分比 */
  | 'PERCENT'
  /** Points of 100. 百分制得分 */
  | 'SCORE'
  /** A plain quotient. 比值 */
  | 'RATIO'
  /** Minutes. 分钟 */
  | 'MINUTES'
  /** Stars, 1 to 5. 星 */
  | 'STARS';

/** Which way is better. 评价方向 */
export type FormulaDirection =
  /** The higher, the better. 越高越好 */
  | 'HIGHER'
  /** The lower, the better. 越低越好 */
  | 'LOWER';

/** What a formula is of a zero denominator, or of a part that has no value. 分母为零（或分项无值）时的取值规则 */
export type FormulaEmptyRule =
  /** No value. 无值 */
  | 'NONE'
  /** 0. 记零 */
  | 'ZERO'
  /** The full value. 记满分 */
  | 'FULL';

/** File format of an export. 导出格式 */
export type FigureExportFormat =
  /** CSV, UTF-8 with a mark so that Excel reads it. CSV（UTF-8 带 BOM） */
  | 'CSV'
  /** Excel workbook. Excel 工作簿 */
  | 'XLSX';

/** Which time figures are of: the whole units that hold `from` to `to`. 统计期：覆盖 from 至 to 的整周期 */
export type FigurePeriodInput = {
  /** Length of one unit. 周期 */
  unit?: FigurePeriodUnit;
  /** A moment of the first unit; left out: that of `to`. 首期内的任一时刻 */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** A moment of the last unit; now by default. 末期内的任一时刻，默认现在 */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Which orders; conditions are joined by AND. 筛选条件，取交集 */
export type WorkOrderFigureFilter = {
  /** In or below this grid. 网格及其下级 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Of these matters. 事项 */
  matters?: InputMaybe<Array<Scalars['String']['input']>>;
  /** From these sources. 来源 */
  sources?: InputMaybe<Array<Scalars['String']['input']>>;
  /** By these channels. 渠道 */
  channels?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Of these profiles. 流程模板 */
  profiles?: InputMaybe<Array<Scalars['String']['input']>>;
  /** This bad or worse. 最低严重程度 */
  minSeverity?: InputMaybe<Severity>;
  /** With this organisation last. 承办组织 */
  partyId?: InputMaybe<Scalars['ID']['input']>;
  /** With this person last; needs the right duty.read. 承办人，需查看值守权限 */
  personId?: InputMaybe<Scalars['ID']['input']>;
};

/** Which rows come first. 排序 */
export type FigureOrder = {
  /** By the value of this. 指标 */
  measure: FigureMeasure;
  /** The greatest first. 降序 */
  descending?: Scalars['Boolean']['input'];
};

/** A period that figures are of. 统计期 */
export type FigurePeriod = {
  /** Its unit. 周期 */
  unit: FigurePeriodUnit;
  /** How many units it holds. 周期数 */
  units: Scalars['Int']['output'];
  /** `2026-11-21`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`; first and last where there are several. 名称 */
  label: Scalars['String']['output'];
  /** First moment. 起 */
  from: Scalars['DateTime']['output'];
  /** Moment after the last. 止（不含） */
  to: Scalars['DateTime']['output'];
  /** False while it goes on: then it is counted up to now. 是否已结束；未结束者统计至当前 */
  complete: Scalars['Boolean']['output'];
};

/** One measure with its value. 指标值 */
export type FigureValue = {
  /** Which. 指标 */
  measure: FigureMeasure;
  /** Chinese name. 中文名 */
  nameZh: Scalars['String']['output'];
  /** English name. 英文名 */
  nameEn: Scalars['String']['output'];
  /** Its value: a count, but for sums of times, stars and minutes. 数值 */
  value: Scalars['Float']['output'];
};

/** A measure of the vocabulary, with its definition. 指标定义 */
export type FigureMeasureInfo = {
  /** Which. 指标 */
  measure: FigureMeasure;
  /** Chinese name. 中文名 */
  nameZh: Scalars['String']['output'];
  /** English name. 英文名 */
  nameEn: Scalars['String']['output'];
  /** What exactly is counted, in Chinese. 口径（中文） */
  meaningZh: Scalars['String']['output'];
  /** What exactly is counted, in English. 口径（英文） */
  meaningEn: Scalars['String']['output'];
  /** LIVES, TIMES, STARS or MINUTES. 单位 */
  unit: Scalars['String']['output'];
};

/**
 * How long something took, in seconds, suspensions and mergers left out; percentiles are interpolated (percentile_cont).
 * 时长分布（秒，扣除挂账与并单期间）
 */
export type FigureLength = {
  /** How many it is made of. 样本数 */
  count: Scalars['Int']['output'];
  /** Half took no longer; null of none. 中位数 */
  medianSeconds?: Maybe<Scalars['Float']['output']>;
  /** Nine in ten took no longer; null of none. 九成分位 */
  p90Seconds?: Maybe<Scalars['Float']['output']>;
};

/** What reporters said (HUA-10). 满意度 */
export type FigureSatisfaction = {
  /** Ratings. 评价数 */
  rated: Scalars['Int']['output'];
  /** Four or five stars. 满意数 */
  satisfied: Scalars['Int']['output'];
  /** Mean of the stars; null of none. 平均星级 */
  averageStars?: Maybe<Scalars['Float']['output']>;
};

/** A figure beside that of another period (LA-02). 指标变化 */
export type FigureChange = {
  /** Of this period. 本期值 */
  value: Scalars['Float']['output'];
  /** Of the other. 基期值 */
  before: Scalars['Float']['output'];
  /** `value` - `before`. 增减量 */
  difference: Scalars['Float']['output'];
  /** `difference` in percent of `before`; null when only `before` is 0, 0 when both are. 变化率（%）；基期为零而本期不为零时为空 */
  percent?: Maybe<Scalars['Float']['output']>;
  /** How it is to be read. 口径 */
  base: FigureChangeBase;
  /** The other period, cut after the same part while this one goes on. 基期（本期未结束时取同样进度） */
  period: FigurePeriod;
};

/** A formula that figures may be put into (GB/T 30428.4 family, HY-13). 考核公式 */
export type Formula = {
  /** Code. 代码 */
  code: Scalars['String']['output'];
  /** Version; published ones never change. 版本 */
  version: Scalars['Int']['output'];
  /** Chinese name. 中文名 */
  nameZh: Scalars['String']['output'];
  /** English name. 英文名 */
  nameEn: Scalars['String']['output'];
  /** Where it comes from: standard and clause, or a place's own rule. 来源 */
  source: Scalars['String']['output'];
  /** Unit of its value. 单位 */
  unit: FormulaUnit;
  /** Which way is better. 方向 */
  better: FormulaDirection;
  /** What it is of a zero denominator. 分母为零的规则 */
  empty: FormulaEmptyRule;
  /** What is summed above the line; empty of a weighted mean. 分子 */
  numerator: Array<FormulaTerm>;
  /** What is summed below the line. 分母 */
  denominator: Array<FormulaTerm>;
  /** Formulas that it is the weighted mean of. 分项与权重 */
  parts: Array<FormulaPart>;
};

/** A measure, so many times. 公式项 */
export type FormulaTerm = {
  /** Which. 指标 */
  measure: FigureMeasure;
  /** How many times. 系数 */
  times: Scalars['Float']['output'];
};

/** A formula with its weight in another. 分项 */
export type FormulaPart = {
  /** Code of the formula. 公式代码 */
  formula: Scalars['String']['output'];
  /** Its weight. 权重 */
  weight: Scalars['Float']['output'];
};

/** What a formula came to. 公式结果 */
export type FormulaValue = {
  /** Which. 公式 */
  formula: Formula;
  /** In the unit of the formula; null when nothing can be said. 数值 */
  value?: Maybe<Scalars['Float']['output']>;
  /** Sum above the line; null of a weighted mean. 分子 */
  numerator?: Maybe<Scalars['Float']['output']>;
  /** Sum below the line; null of a weighted mean. 分母 */
  denominator?: Maybe<Scalars['Float']['output']>;
  /** How it was worked out, in Chinese. 计算过程（中文） */
  explainZh: Scalars['String']['output'];
  /** How it was worked out, in English. 计算过程（英文） */
  explainEn: Scalars['String']['output'];
};

/**
 * Figures of a group of orders in a period. Everything is counted within your scope; every count leads to the orders it
 * counts by `workOrders(measure: …)`.
 * 一组工单在统计期内的指标；只计辖区内工单，每个数均可用 workOrders(measure: …) 下钻到所计工单
 */
export type Figure = {
  /** The period. 统计期 */
  period: FigurePeriod;
  /** The place, when grouped by one; null for orders above that level. 网格 */
  grid?: Maybe<Grid>;
  /** The organisation, when grouped by it; null for orders with none. 组织 */
  party?: Maybe<Party>;
  /** The person, when grouped by it; null for orders with nobody. 人员 */
  person?: Maybe<Person>;
  /** The matter, when grouped by it. 事项 */
  matter?: Maybe<Scalars['String']['output']>;
  /** The source, when grouped by it. 来源 */
  source?: Maybe<Scalars['String']['output']>;
  /** The channel, when grouped by it; null for orders without one. 渠道 */
  channel?: Maybe<Scalars['String']['output']>;
  /** The profile, when grouped by it. 流程模板 */
  profile?: Maybe<Scalars['String']['output']>;
  /** The severity, when grouped by it. 严重程度 */
  severity?: Maybe<Severity>;
  /** Opened (REPORTED). 上报数 */
  reported: Scalars['Int']['output'];
  /** Filed (FILED). 立案数 */
  filed: Scalars['Int']['output'];
  /** Sent to somebody (AQ-17) (DISPATCHED). 派单数 */
  dispatched: Scalars['Int']['output'];
  /** Taken or claimed (AQ-17) (TAKEN). 接单数 */
  taken: Scalars['Int']['output'];
  /** Closed (CLOSED). 结案数 */
  closed: Scalars['Int']['output'];
  /** Closed on time (ON_TIME). 按期结案数 */
  onTime: Scalars['Int']['output'];
  /** Closed overdue (OVERDUE). 超期结案数 */
  overdue: Scalars['Int']['output'];
  /** Closed after a rework (REWORKED). 返工件数 */
  reworked: Scalars['Int']['output'];
  /** Failed checks of those (REWORKS). 返工次数 */
  reworks: Scalars['Int']['output'];
  /** Reopened (REOPENED). 重办数 */
  reopened: Scalars['Int']['output'];
  /** Supervised (SUPERVISED). 督办数 */
  supervised: Scalars['Int']['output'];
  /** Reminded of (REMINDED). 催办数 */
  reminded: Scalars['Int']['output'];
  /** Filed and open at the end (BACKLOG). 期末在办数 */
  backlog: Scalars['Int']['output'];
  /** Of the backlog, overdue (BACKLOG_OVERDUE). 在办超期数 */
  backlogOverdue: Scalars['Int']['output'];
  /** The backlog by age, youngest first. 在办积压龄 */
  backlogAges: Array<FigureValue>;
  /** Any measure. 任一指标 */
  value: Scalars['Float']['output'];
  /** Several measures; all by default. 多项指标，默认全部 */
  values: Array<FigureValue>;
  /** From the first signal until somebody responded (HUA-10, HUA-16, RS-11). 响应时长 */
  respond: FigureLength;
  /** From the first signal until the report back (HUA-16). 反馈时长 */
  reportBack: FigureLength;
  /** As the handling clock ran; without one, from taking to the last report back. 处置时长 */
  handle: FigureLength;
  /** From the first signal until closing. 结案时长 */
  close: FigureLength;
  /** What reporters said. 满意度 */
  satisfaction: FigureSatisfaction;
  /** A measure beside that of another period (LA-02). 同比、环比 */
  change: FigureChange;
  /** A formula with its value here, in the version in force; null when there is no such formula. 按公式计算 */
  formula?: Maybe<FormulaValue>;
  /** Every formula in force with its value here. 全部公式 */
  formulas: Array<FormulaValue>;
  /**
   * The very orders that a measure counts, newest opening first; needs the right order.read. An order with two lives in it
   * is there twice.
   * 下钻：该指标所计的工单（需查看工单权限）；同一工单两次办理均计入时列两次
   */
  workOrders: FigureWorkOrderConnection;
};


/**
 * Figures of a group of orders in a period. Everything is counted within your scope; every count leads to the orders it
 * counts by `workOrders(measure: …)`.
 * 一组工单在统计期内的指标；只计辖区内工单，每个数均可用 workOrders(measure: …) 下钻到所计工单
 */
export type FigureValueArgs = {
  measure: FigureMeasure;
};


/**
 * Figures of a group of orders in a period. Everything is counted within your scope; every count leads to the orders it
 * counts by `workOrders(measure: …)`.
 * 一组工单在统计期内的指标；只计辖区内工单，每个数均可用 workOrders(measure: …) 下钻到所计工单
 */
export type FigureValuesArgs = {
  measures?: InputMaybe<Array<FigureMeasure>>;
};


/**
 * Figures of a group of orders in a period. Everything is counted within your scope; every count leads to the orders it
 * counts by `workOrders(measure: …)`.
 * 一组工单在统计期内的指标；只计辖区内工单，每个数均可用 workOrders(measure: …) 下钻到所计工单
 */
export type FigureChangeArgs = {
  measure: FigureMeasure;
  against?: FigureComparison;
};


/**
 * Figures of a group of orders in a period. Everything is counted within your scope; every count leads to the orders it
 * counts by `workOrders(measure: …)`.
 * 一组工单在统计期内的指标；只计辖区内工单，每个数均可用 workOrders(measure: …) 下钻到所计工单
 */
export type FigureFormulaArgs = {
  code: Scalars['String']['input'];
};


/**
 * Figures of a group of orders in a period. Everything is counted within your scope; every count leads to the orders it
 * counts by `workOrders(measure: …)`.
 * 一组工单在统计期内的指标；只计辖区内工单，每个数均可用 workOrders(measure: …) 下钻到所计工单
 */
export type FigureWorkOrdersArgs = {
  measure: FigureMeasure;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** One page of figures. 统计分页 */
export type FigureConnection = {
  /** The figures with their cursors. 统计行及游标 */
  edges: Array<FigureEdge>;
  /** The figures alone. 统计行 */
  nodes: Array<Figure>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many rows in all; exact up to 10,000, null beyond. 总行数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A figure on a page. 分页中的统计行 */
export type FigureEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The figure. 统计行 */
  node: Figure;
};

/** One page of the orders behind a figure. 下钻分页 */
export type FigureWorkOrderConnection = {
  /** The orders with what the figure counts of them. 工单及其计数 */
  edges: Array<FigureWorkOrderEdge>;
  /** The orders alone. 工单 */
  nodes: Array<WorkOrder>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An order behind a figure. 下钻的工单 */
export type FigureWorkOrderEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The order. 工单 */
  node: WorkOrder;
  /** Which of its lives is counted: 1 from the opening, 2 from the first reopening. 第几次办理 */
  life: Scalars['Int']['output'];
  /** What it adds to the figure: 1 for a count. 计入的数值 */
  value: Scalars['Float']['output'];
};

/** A file of figures. 导出文件 */
export type FigureExport = {
  /** Name for saving. 文件名 */
  fileName: Scalars['String']['output'];
  /** Media type. 媒体类型 */
  mediaType: Scalars['String']['output'];
  /** The file, Base64. 文件内容（Base64） */
  base64: Scalars['String']['output'];
  /** Rows in it, the header apart. 行数 */
  rows: Scalars['Int']['output'];
  /** False when there were more rows than one file holds. 是否完整；行数过多时截断 */
  complete: Scalars['Boolean']['output'];
};

export type Query = {
  /**
   * Figures of work orders, a row for each group: by grid, organisation, person, matter, source, profile and period (LA-11,
   * HUA-10, RS-11, RS-21, AQ-17, HY-32, LC-18). Needs the right figures.read; only what lies in your scope is counted.
   * 工单统计，每组一行；需查看统计权限，只计辖区内工单
   */
  workOrderFigures: FigureConnection;
  /** Every measure with its definition. 指标口径 */
  figureMeasures: Array<FigureMeasureInfo>;
  /** Formulas in force, in the order of their codes (HY-13, GB/T 30428.4 family). 在用公式 */
  formulas: Array<Formula>;
  /**
   * The same figures as a file with Chinese headers: the first 2,000 rows (LA-02). `npx hub export figures` has no such
   * limit. 导出统计，首行中文表头，至多 2000 行
   */
  exportWorkOrderFigures: FigureExport;
};


export type QueryWorkOrderFiguresArgs = {
  filter?: InputMaybe<WorkOrderFigureFilter>;
  period?: InputMaybe<FigurePeriodInput>;
  groupBy?: InputMaybe<Array<FigureDimension>>;
  orderBy?: InputMaybe<FigureOrder>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryExportWorkOrderFiguresArgs = {
  filter?: InputMaybe<WorkOrderFigureFilter>;
  period?: InputMaybe<FigurePeriodInput>;
  groupBy?: InputMaybe<Array<FigureDimension>>;
  format?: FigureExportFormat;
};

export type { Severity };

/** Where a page lies in its list. 分页信息 */
export type PageInfo = {
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
  endCursor?: Maybe<Scalars['String']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Grid: Grid;
  Party: Party;
  Person: Person;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Grid:
    ( { __typename: 'Grid' }
    & GraphQLRecursivePick<FederationTypes['Grid'], {"code":true}> );
  Party:
    ( { __typename: 'Party' }
    & GraphQLRecursivePick<FederationTypes['Party'], {"id":true}> );
  Person:
    ( { __typename: 'Person' }
    & GraphQLRecursivePick<FederationTypes['Person'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Grid: ResolverTypeWrapper<unknown>;
  ID: ResolverTypeWrapper<unknown>;
  Party: ResolverTypeWrapper<unknown>;
  Person: ResolverTypeWrapper<unknown>;
  WorkOrder: ResolverTypeWrapper<unknown>;
  FigurePeriodUnit: ResolverTypeWrapper<unknown>;
  FigureDimension: ResolverTypeWrapper<unknown>;
  FigureMeasure: ResolverTypeWrapper<unknown>;
  FigureComparison: ResolverTypeWrapper<unknown>;
  FigureChangeBase: ResolverTypeWrapper<unknown>;
  FormulaUnit: ResolverTypeWrapper<unknown>;
  FormulaDirection: ResolverTypeWrapper<unknown>;
  FormulaEmptyRule: ResolverTypeWrapper<unknown>;
  FigureExportFormat: ResolverTypeWrapper<unknown>;
  FigurePeriodInput: ResolverTypeWrapper<unknown>;
  WorkOrderFigureFilter: ResolverTypeWrapper<unknown>;
  String: ResolverTypeWrapper<unknown>;
  FigureOrder: ResolverTypeWrapper<unknown>;
  Boolean: ResolverTypeWrapper<unknown>;
  FigurePeriod: ResolverTypeWrapper<unknown>;
  Int: ResolverTypeWrapper<unknown>;
  FigureValue: ResolverTypeWrapper<unknown>;
  Float: ResolverTypeWrapper<unknown>;
  FigureMeasureInfo: ResolverTypeWrapper<unknown>;
  FigureLength: ResolverTypeWrapper<unknown>;
  FigureSatisfaction: ResolverTypeWrapper<unknown>;
  FigureChange: ResolverTypeWrapper<unknown>;
  Formula: ResolverTypeWrapper<unknown>;
  FormulaTerm: ResolverTypeWrapper<unknown>;
  FormulaPart: ResolverTypeWrapper<unknown>;
  FormulaValue: ResolverTypeWrapper<unknown>;
  Figure: ResolverTypeWrapper<unknown>;
  FigureConnection: ResolverTypeWrapper<unknown>;
  FigureEdge: ResolverTypeWrapper<unknown>;
  FigureWorkOrderConnection: ResolverTypeWrapper<unknown>;
  FigureWorkOrderEdge: ResolverTypeWrapper<unknown>;
  FigureExport: ResolverTypeWrapper<unknown>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  DateTime: ResolverTypeWrapper<unknown>;
  Duration: ResolverTypeWrapper<unknown>;
  JSON: ResolverTypeWrapper<unknown>;
  Severity: Severity;
  PageInfo: ResolverTypeWrapper<unknown>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Grid: unknown;
  ID: unknown;
  Party: unknown;
  Person: unknown;
  WorkOrder: unknown;
  FigurePeriodInput: unknown;
  WorkOrderFigureFilter: unknown;
  String: unknown;
  FigureOrder: unknown;
  Boolean: unknown;
  FigurePeriod: unknown;
  Int: unknown;
  FigureValue: unknown;
  Float: unknown;
  FigureMeasureInfo: unknown;
  FigureLength: unknown;
  FigureSatisfaction: unknown;
  FigureChange: unknown;
  Formula: unknown;
  FormulaTerm: unknown;
  FormulaPart: unknown;
  FormulaValue: unknown;
  Figure: unknown;
  FigureConnection: unknown;
  FigureEdge: unknown;
  FigureWorkOrderConnection: unknown;
  FigureWorkOrderEdge: unknown;
  FigureExport: unknown;
  Query: Record<PropertyKey, never>;
  DateTime: unknown;
  Duration: unknown;
  JSON: unknown;
  PageInfo: unknown;
};

export type GridResolvers<ContextType = any, ParentType extends ResolversParentTypes['Grid'] = ResolversParentTypes['Grid'], FederationReferenceType extends FederationReferenceTypes['Grid'] = FederationReferenceTypes['Grid']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Grid']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  figures?: Resolver<ResolversTypes['Figure'], ParentType, ContextType, Partial<GridFiguresArgs>>;
};

export type PartyResolvers<ContextType = any, ParentType extends ResolversParentTypes['Party'] = ResolversParentTypes['Party'], FederationReferenceType extends FederationReferenceTypes['Party'] = FederationReferenceTypes['Party']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Party']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  figures?: Resolver<ResolversTypes['Figure'], ParentType, ContextType, Partial<PartyFiguresArgs>>;
};

export type PersonResolvers<ContextType = any, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'], FederationReferenceType extends FederationReferenceTypes['Person'] = FederationReferenceTypes['Person']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Person']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  figures?: Resolver<ResolversTypes['Figure'], ParentType, ContextType, Partial<PersonFiguresArgs>>;
};

export type WorkOrderResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrder'] = ResolversParentTypes['WorkOrder']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type FigurePeriodResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigurePeriod'] = ResolversParentTypes['FigurePeriod']> = {
  unit?: Resolver<ResolversTypes['FigurePeriodUnit'], ParentType, ContextType>;
  units?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type FigureValueResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigureValue'] = ResolversParentTypes['FigureValue']> = {
  measure?: Resolver<ResolversTypes['FigureMeasure'], ParentType, ContextType>;
  nameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type FigureMeasureInfoResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigureMeasureInfo'] = ResolversParentTypes['FigureMeasureInfo']> = {
  measure?: Resolver<ResolversTypes['FigureMeasure'], ParentType, ContextType>;
  nameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  meaningZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  meaningEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FigureLengthResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigureLength'] = ResolversParentTypes['FigureLength']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medianSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p90Seconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type FigureSatisfactionResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigureSatisfaction'] = ResolversParentTypes['FigureSatisfaction']> = {
  rated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  satisfied?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  averageStars?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type FigureChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigureChange'] = ResolversParentTypes['FigureChange']> = {
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  difference?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  percent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  base?: Resolver<ResolversTypes['FigureChangeBase'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['FigurePeriod'], ParentType, ContextType>;
};

export type FormulaResolvers<ContextType = any, ParentType extends ResolversParentTypes['Formula'] = ResolversParentTypes['Formula']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['FormulaUnit'], ParentType, ContextType>;
  better?: Resolver<ResolversTypes['FormulaDirection'], ParentType, ContextType>;
  empty?: Resolver<ResolversTypes['FormulaEmptyRule'], ParentType, ContextType>;
  numerator?: Resolver<Array<ResolversTypes['FormulaTerm']>, ParentType, ContextType>;
  denominator?: Resolver<Array<ResolversTypes['FormulaTerm']>, ParentType, ContextType>;
  parts?: Resolver<Array<ResolversTypes['FormulaPart']>, ParentType, ContextType>;
};

export type FormulaTermResolvers<ContextType = any, ParentType extends ResolversParentTypes['FormulaTerm'] = ResolversParentTypes['FormulaTerm']> = {
  measure?: Resolver<ResolversTypes['FigureMeasure'], ParentType, ContextType>;
  times?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type FormulaPartResolvers<ContextType = any, ParentType extends ResolversParentTypes['FormulaPart'] = ResolversParentTypes['FormulaPart']> = {
  formula?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type FormulaValueResolvers<ContextType = any, ParentType extends ResolversParentTypes['FormulaValue'] = ResolversParentTypes['FormulaValue']> = {
  formula?: Resolver<ResolversTypes['Formula'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  numerator?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  denominator?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  explainZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  explainEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FigureResolvers<ContextType = any, ParentType extends ResolversParentTypes['Figure'] = ResolversParentTypes['Figure']> = {
  period?: Resolver<ResolversTypes['FigurePeriod'], ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  matter?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  severity?: Resolver<Maybe<ResolversTypes['Severity']>, ParentType, ContextType>;
  reported?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  filed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dispatched?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  taken?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  closed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onTime?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reworked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reworks?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reopened?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  supervised?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reminded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  backlog?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  backlogOverdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  backlogAges?: Resolver<Array<ResolversTypes['FigureValue']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType, RequireFields<FigureValueArgs, 'measure'>>;
  values?: Resolver<Array<ResolversTypes['FigureValue']>, ParentType, ContextType, Partial<FigureValuesArgs>>;
  respond?: Resolver<ResolversTypes['FigureLength'], ParentType, ContextType>;
  reportBack?: Resolver<ResolversTypes['FigureLength'], ParentType, ContextType>;
  handle?: Resolver<ResolversTypes['FigureLength'], ParentType, ContextType>;
  close?: Resolver<ResolversTypes['FigureLength'], ParentType, ContextType>;
  satisfaction?: Resolver<ResolversTypes['FigureSatisfaction'], ParentType, ContextType>;
  change?: Resolver<ResolversTypes['FigureChange'], ParentType, ContextType, RequireFields<FigureChangeArgs, 'measure' | 'against'>>;
  formula?: Resolver<Maybe<ResolversTypes['FormulaValue']>, ParentType, ContextType, RequireFields<FigureFormulaArgs, 'code'>>;
  formulas?: Resolver<Array<ResolversTypes['FormulaValue']>, ParentType, ContextType>;
  workOrders?: Resolver<ResolversTypes['FigureWorkOrderConnection'], ParentType, ContextType, RequireFields<FigureWorkOrdersArgs, 'measure' | 'first'>>;
};

export type FigureConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigureConnection'] = ResolversParentTypes['FigureConnection']> = {
  edges?: Resolver<Array<ResolversTypes['FigureEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Figure']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FigureEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigureEdge'] = ResolversParentTypes['FigureEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Figure'], ParentType, ContextType>;
};

export type FigureWorkOrderConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigureWorkOrderConnection'] = ResolversParentTypes['FigureWorkOrderConnection']> = {
  edges?: Resolver<Array<ResolversTypes['FigureWorkOrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FigureWorkOrderEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigureWorkOrderEdge'] = ResolversParentTypes['FigureWorkOrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType>;
  life?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type FigureExportResolvers<ContextType = any, ParentType extends ResolversParentTypes['FigureExport'] = ResolversParentTypes['FigureExport']> = {
  fileName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mediaType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  base64?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  workOrderFigures?: Resolver<ResolversTypes['FigureConnection'], ParentType, ContextType, RequireFields<QueryWorkOrderFiguresArgs, 'first'>>;
  figureMeasures?: Resolver<Array<ResolversTypes['FigureMeasureInfo']>, ParentType, ContextType>;
  formulas?: Resolver<Array<ResolversTypes['Formula']>, ParentType, ContextType>;
  exportWorkOrderFigures?: Resolver<ResolversTypes['FigureExport'], ParentType, ContextType, RequireFields<QueryExportWorkOrderFiguresArgs, 'format'>>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DurationScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Duration'], any> {
  name: 'Duration';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type SeverityResolvers = EnumResolverSignature<{ INFO?: any, MINOR?: any, MAJOR?: any, CRITICAL?: any }, ResolversTypes['Severity']>;

export type PageInfoResolvers<ContextType = any, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = any> = {
  Grid?: GridResolvers<ContextType>;
  Party?: PartyResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  WorkOrder?: WorkOrderResolvers<ContextType>;
  FigurePeriod?: FigurePeriodResolvers<ContextType>;
  FigureValue?: FigureValueResolvers<ContextType>;
  FigureMeasureInfo?: FigureMeasureInfoResolvers<ContextType>;
  FigureLength?: FigureLengthResolvers<ContextType>;
  FigureSatisfaction?: FigureSatisfactionResolvers<ContextType>;
  FigureChange?: FigureChangeResolvers<ContextType>;
  Formula?: FormulaResolvers<ContextType>;
  FormulaTerm?: FormulaTermResolvers<ContextType>;
  FormulaPart?: FormulaPartResolvers<ContextType>;
  FormulaValue?: FormulaValueResolvers<ContextType>;
  Figure?: FigureResolvers<ContextType>;
  FigureConnection?: FigureConnectionResolvers<ContextType>;
  FigureEdge?: FigureEdgeResolvers<ContextType>;
  FigureWorkOrderConnection?: FigureWorkOrderConnectionResolvers<ContextType>;
  FigureWorkOrderEdge?: FigureWorkOrderEdgeResolvers<ContextType>;
  FigureExport?: FigureExportResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Severity?: SeverityResolvers;
  PageInfo?: PageInfoResolvers<ContextType>;
};
