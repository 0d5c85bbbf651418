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

/** State of a work order. 工单状态 */
export type WorkOrderState =
  /** Told, not yet judged. 已上报 */
  | 'REPORTED'
  /** Being verified on the spot. 核实中 */
  | 'VERIFYING'
  /** Not taken on; the end. 不予受理 */
  | 'REJECTED'
  /** Taken on, duplicates checked. 已受理 */
  | 'ACCEPTED'
  /** Filed as a case; the handling clock runs. 已立案 */
  | 'FILED'
  /** Waiting for residents' deliberation. 前置审议中 */
  | 'AWAITING_GATE'
  /** Sent to a person or party. 已派单 */
  | 'DISPATCHED'
  /** Taken by the one it was sent to. 已接单 */
  | 'TAKEN'
  /** Being handled. 处置中 */
  | 'IN_PROGRESS'
  /** Put on hold with a reason and a date. 挂账 */
  | 'SUSPENDED'
  /** The receiver asks to hand it back. 申请回退 */
  | 'RETURN_REQUESTED'
  /** Handled and reported back with evidence. 已反馈 */
  | 'FEEDBACK'
  /** Being checked by somebody else than the handler. 核查中 */
  | 'CHECKING'
  /** The check failed; to be done again. 返工 */
  | 'REWORK'
  /** Closed. 已结案 */
  | 'CLOSED'
  /** Closed and rated by the reporter. 已评价 */
  | 'RATED'
  /** Opened again after closing. 重办 */
  | 'REOPENED'
  /** Cancelled; the end. 已作废 */
  | 'VOIDED'
  /** Merged into another order, which it follows until the merge is undone. 已并单 */
  | 'MERGED';

/** Where a work order comes from. 工单来源 */
export type WorkOrderSource =
  /** An incident of a device. 设备事件 */
  | 'INCIDENT'
  /** A resident. 居民 */
  | 'RESIDENT'
  /** A patrol of grid or property staff. 巡查 */
  | 'PATROL'
  /** The 12345 government hotline. 12345 热线 */
  | 'HOTLINE_12345'
  /** The property company. 物业 */
  | 'PROPERTY'
  /** Handed down by a higher authority. 上级交办 */
  | 'SUPERIOR'
  /** Found by a supervision group or owners' supervisors. 督导检查 */
  | 'SUPERVISION'
  /** A recurring duty, opened by its schedule (HUA-22, AQ-06, LA-19). 例行任务 */
  | 'RECURRING_DUTY';

/** How a report reached us. 上报渠道 */
export type ReportChannel =
  /** WeChat message or official account. 微信 */
  | 'WECHAT'
  /** Mini programme. 小程序 */
  | 'MINI_PROGRAM'
  /** Council hall on the phone (RS-18). 掌上议事厅 */
  | 'MOBILE_COUNCIL'
  /** Direct line for opinions. 民意直通车 */
  | 'DIRECT_LINE'
  /** 12345 government hotline. 12345 热线 */
  | 'HOTLINE_12345'
  /** Suggestion box. 意见箱 */
  | 'SUGGESTION_BOX'
  /** Sticky note (HY-30). 便利贴 */
  | 'STICKY_NOTE'
  /** Meeting with residents (HY-30). 民情恳谈、议事会 */
  | 'MEETING'
  /** Open311 client. Open311 接口 */
  | 'OPEN311'
  /** Mobile app. 移动端 */
  | 'APP'
  /** Chat group. 微信群 */
  | 'CHAT_GROUP'
  /** Telephone. 电话 */
  | 'PHONE'
  /** At the service counter. 服务窗口 */
  | 'COUNTER'
  /** Face to face, on a visit or patrol. 上门、走访 */
  | 'VISIT'
  /** Another system. 外部系统 */
  | 'SYSTEM'
  /** Anything else. 其他 */
  | 'OTHER';

/** What can be done to a work order; its profile says which of it, when and by whom. 工单操作 */
export type WorkOrderAction =
  /** verifyMatter: a grid worker looks on the spot. 核实 */
  | 'VERIFY'
  /** acceptWorkOrder. 受理 */
  | 'ACCEPT'
  /** rejectMatter. 不予受理 */
  | 'REJECT'
  /** Filing, done by fileWorkOrder or dispatchWorkOrder. 立案 */
  | 'FILE'
  /** Put before its gate, by the deliberation that is opened. 提请前置审议 */
  | 'AWAIT_GATE'
  /** The gate is passed. 审议通过 */
  | 'PASS_GATE'
  /** The gate is refused. 审议未通过 */
  | 'REFUSE_GATE'
  /** dispatchWorkOrder. 派单 */
  | 'DISPATCH'
  /** claimWorkOrder: the first who claims has it. 抢单 */
  | 'CLAIM'
  /** takeWorkOrder. 接单 */
  | 'TAKE'
  /** startWork. 开始处置 */
  | 'START'
  /** reachWorkStage: one stage of a staged target is done. 完成阶段 */
  | 'REACH_STAGE'
  /** requestSuspension. 申请挂账 */
  | 'REQUEST_SUSPEND'
  /** suspendWork; grants what somebody else asked for. 挂账 */
  | 'SUSPEND'
  /** refuseSuspension. 不同意挂账 */
  | 'REFUSE_SUSPEND'
  /** resumeWork. 恢复处置 */
  | 'RESUME'
  /** requestReturn. 申请回退 */
  | 'REQUEST_RETURN'
  /** decideReturn with grant: true. 同意回退 */
  | 'GRANT_RETURN'
  /** decideReturn with grant: false. 不同意回退 */
  | 'REFUSE_RETURN'
  /** offerTransfer. 提出转办 */
  | 'OFFER_TRANSFER'
  /** answerTransfer with accept: true. 接收转办 */
  | 'ACCEPT_TRANSFER'
  /** answerTransfer with accept: false. 不接收转办 */
  | 'DECLINE_TRANSFER'
  /** requestExtension. 申请延时 */
  | 'REQUEST_EXTENSION'
  /** decideExtension with grant: true. 同意延时 */
  | 'GRANT_EXTENSION'
  /** decideExtension with grant: false. 不同意延时 */
  | 'REFUSE_EXTENSION'
  /** giveFeedback. 反馈 */
  | 'FEEDBACK'
  /** checkWork with pass: true. 核查通过 */
  | 'CHECK_PASS'
  /** checkWork with pass: false. 核查不通过（返工） */
  | 'CHECK_FAIL'
  /** closeWorkOrder. 结案 */
  | 'CLOSE'
  /** rateWorkOrder. 评价 */
  | 'RATE'
  /** reopenWorkOrder. 重办 */
  | 'REOPEN'
  /** remindWorkOrder: a reminder of a supervisor. 催办 */
  | 'REMIND'
  /** regradeWorkOrder: another severity. 调整等级 */
  | 'REGRADE'
  /** Merged into another order. 并单 */
  | 'MERGE'
  /** The merge is undone. 撤销并单 */
  | 'UNMERGE'
  /** voidWorkOrder. 作废 */
  | 'VOID';

/** A word in both languages. 双语标签 */
export type WorkOrderLabel = {
  /** Chinese. 中文 */
  zh: Scalars['String']['output'];
  /** English. 英文 */
  en: Scalars['String']['output'];
};

/** One step in the life of a work order; never changed afterwards. 工单流转记录 */
export type WorkOrderEvent = {
  /** Version of the order after this step, from 1. 版本 */
  version: Scalars['Int']['output'];
  /** What was done; OPEN for the first step. 操作 */
  action: Scalars['String']['output'];
  /** State before; null for the first step. 原状态 */
  fromState?: Maybe<WorkOrderState>;
  /** State after. 新状态 */
  toState: WorkOrderState;
  /** Who did it: a token's subject, `reporter:` with a case number, or what acts by itself: `dispatcher`, `graded-response`, `escalation`, `gates` (also for a vote of which you see only the count), `schedule`. 操作人；系统自动操作以其名称记录，无权查看的表决记为 `gates` */
  actor: Scalars['ID']['output'];
  /** Why, in the actor's words. 原因 */
  reason?: Maybe<Scalars['String']['output']>;
  /** What came with it: evidence references, check result, person it was sent to. Orders and incidents that you may not see are left out. 附带信息；无权查看的工单与事件不列出 */
  detail?: Maybe<Scalars['JSON']['output']>;
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
};

/** One page of the steps of an order. 流转记录分页 */
export type WorkOrderEventConnection = {
  /** The steps with their cursors. 记录及游标 */
  edges: Array<WorkOrderEventEdge>;
  /** The steps alone. 记录 */
  nodes: Array<WorkOrderEvent>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all. 总数 */
  totalCount: Scalars['Int']['output'];
};

/** A step on a page. 分页中的记录 */
export type WorkOrderEventEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The step. 记录 */
  node: WorkOrderEvent;
};

/** Who does what by when: opened by an incident or a report, carried to a close on the grid. 工单 */
export type WorkOrder = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Case number: class, categories, day and serial. 案卷号 */
  caseNumber: Scalars['String']['output'];
  /** State. 状态 */
  state: WorkOrderState;
  /** State in the words of its profile. 状态名称（按流程模板） */
  stateLabel: WorkOrderLabel;
  /** Whether it has not ended yet. 是否在办 */
  live: Scalars['Boolean']['output'];
  /** Code of the workflow profile it follows; `profileInfo` tells all of it. 流程模板 */
  profile: Scalars['String']['output'];
  /** Where it comes from. 来源 */
  source: WorkOrderSource;
  /** Matter code. 事项代码 */
  matter: Scalars['String']['output'];
  /** One line. 标题 */
  title: Scalars['String']['output'];
  /** More words, as told. 描述 */
  description?: Maybe<Scalars['String']['output']>;
  /** Severity; follows its incident upwards. 严重程度 */
  severity: Severity;
  /** Where. 所在网格 */
  grid?: Maybe<Grid>;
  /** Code of that grid; null while unknown. 网格编码 */
  gridCode?: Maybe<Scalars['ID']['output']>;
  /** Incidents it was opened for or that were linked to it, newest first. 关联事件 */
  incidents: Array<Incident>;
  /** The person it is with. 承办人 */
  assignee?: Maybe<Person>;
  /** The organisation it is with. 承办组织 */
  party?: Maybe<Party>;
  /** Why it went where it went: the rule, the severity, the steps of the duty ladder passed over. 派单说明 */
  dispatchExplanation: Scalars['String']['output'];
  /** Name of the dispatch rule that decided; null when a person did. 命中的派单规则 */
  rule?: Maybe<Scalars['String']['output']>;
  /** Its time limits. 时限 */
  clocks: Array<WorkOrderClock>;
  /**
   * The steps so far, oldest first; of more than 500 the newest 500. 流转记录（超过 500 步时为最近 500 步）
   * @deprecated Cut off at the newest 500 steps: read `events`.
   */
  history: Array<WorkOrderEvent>;
  /** Every step so far, by pages. 流转记录（分页） */
  events: WorkOrderEventConnection;
  /** What you may do to it now; `actions` tells what stands in the way of the rest. 当前可执行的操作（其余操作的阻碍见 `actions`） */
  allowedActions: Array<WorkOrderAction>;
  /** When it was opened. 创建时间 */
  createdAt: Scalars['DateTime']['output'];
  /** When it last changed. 更新时间 */
  updatedAt: Scalars['DateTime']['output'];
  /** When it ended; null while live. 结束时间 */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Grows by one with every step; send it as `expectedVersion`. 版本 */
  version: Scalars['Int']['output'];
  /** Approval of a matter outside the task catalogue; null where none was asked for (LA-10). 目录外事项准入 */
  admission?: Maybe<OrderAdmission>;
  /** Whether its matter stands in the task catalogue (LA-10, LA-11). 是否在任务目录内 */
  inTaskCatalogue: Scalars['Boolean']['output'];
  /** Whether it is drawn for a check by somebody else: all critical ones, of the others the profile's share. 是否抽中核查 */
  sampledForCheck: Scalars['Boolean']['output'];
  /** Services that serve its matter at its grid, whoever has room first, then the nearest: the demand list matched with the service list (LC-22, LC-23, HD-04). 匹配的服务 */
  matchingServices: Array<ServiceOffer>;
  /** Open while nobody has the order and somebody should; null otherwise. 无人承办告警 */
  alarm?: Maybe<WorkOrderAlarm>;
  /** Who was told of it beside the one it is with, because it was not taken in time (AQ-17). 已扩大告知的人员 */
  circle: Array<CircleMember>;
  /** Steps of the graded response that wait or were taken while nobody took the order (AQ-17). 分级响应步骤 */
  widening: Array<WideningStep>;
  /** Suspicious duplicates among live orders, the most suspicious first. 疑似重复工单 */
  duplicateCandidates: Array<DuplicateCandidate>;
  /** Evidence, oldest first. 佐证 */
  evidence: Array<OrderEvidence>;
  /** What its matter still asks for, line by line. 尚缺的佐证 */
  evidenceMissing: Array<OrderLack>;
  /** Deliberations of the order, oldest first; while it waits, each says for what. 前置审议 */
  gates: Array<OrderGate>;
  /** Who helps the lead, in the order they were asked (HY-08). 协办列表 */
  helpers: Array<OrderHelper>;
  /** Calls to several departments, oldest first (RS-15). 吹哨记录 */
  whistles: Array<OrderWhistle>;
  /** Lists of your grids that it is on (AQ-07). 所在清单 */
  lists: Array<FollowUpList>;
  /** Its matter as it was when the order was opened; null for a code that the catalogue does not have. 事项（立案时版本） */
  matterDetail?: Maybe<Matter>;
  /** The order that this one is, or was until it was closed with it, merged into. 主单 */
  mergedParent?: Maybe<WorkOrder>;
  /** Orders merged into this one; they follow it in every state. 并入的工单 */
  mergedOrders: Array<WorkOrder>;
  /** The state of the order it follows: its own, or its parent's while it is merged. 实际办理状态 */
  effectiveState: WorkOrderState;
  /** Reports of the same matter that reopened it instead of opening a second. 复发上报 */
  recurrences: Array<OrderRecurrence>;
  /** Supervisions, oldest first (HY-31, HUA-11, HD-07). 督办 */
  supervisions: Array<OrderSupervision>;
  /** The version of the profile that it follows. 流程模板 */
  profileInfo: WorkflowProfile;
  /** The step of the method that it is in; null outside of it, such as void. 当前步骤 */
  step?: Maybe<WorkflowStep>;
  /** Every step that its profile has from here, with what stands in your way. 当前流程操作及阻碍 */
  actions: Array<WorkOrderActionInfo>;
  /** How the report reached us (HY-30). 上报渠道 */
  channel?: Maybe<ReportChannel>;
  /** Who received it first in its present life (首接负责). 首接人 */
  firstReceiver?: Maybe<Person>;
  /** What is asked for and not decided yet. 待办申请 */
  requests: Array<WorkOrderRequest>;
  /** Returns asked for in its present life. 已申请回退次数 */
  returnsUsed: Scalars['Int']['output'];
};


/** Who does what by when: opened by an incident or a report, carried to a close on the grid. 工单 */
export type WorkOrderIncidentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Who does what by when: opened by an incident or a report, carried to a close on the grid. 工单 */
export type WorkOrderEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  newestFirst?: InputMaybe<Scalars['Boolean']['input']>;
};


/** Who does what by when: opened by an incident or a report, carried to a close on the grid. 工单 */
export type WorkOrderMatchingServicesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One page of work orders, newest first. 工单分页（最新在前） */
export type WorkOrderConnection = {
  /** The orders with their cursors. 工单及游标 */
  edges: Array<WorkOrderEdge>;
  /** The orders alone. 工单 */
  nodes: Array<WorkOrder>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. Counted only when asked for. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A work order on a page. 分页中的工单 */
export type WorkOrderEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The order. 工单 */
  node: WorkOrder;
};

/** Which work orders; every given condition must hold. 工单筛选（各条件同时满足） */
export type WorkOrderFilter = {
  /** This grid and everything below it. 网格编码（含下级） */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** In one of these states. 状态 */
  states?: InputMaybe<Array<WorkOrderState>>;
  /** true: not ended; false: ended. 是否在办 */
  live?: InputMaybe<Scalars['Boolean']['input']>;
  /** With this person. 承办人编号 */
  assigneeId?: InputMaybe<Scalars['ID']['input']>;
  /** At least this severe. 最低严重程度 */
  minSeverity?: InputMaybe<Severity>;
  /** From one of these sources. 来源 */
  sources?: InputMaybe<Array<WorkOrderSource>>;
  /** Opened at or after. 创建时间起（含） */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Opened before. 创建时间止（不含） */
  to?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Part of the case number, of one or two characters its beginning (`E0`).
   * 案卷号（部分匹配；仅一两个字符时匹配开头）
   */
  search?: InputMaybe<Scalars['String']['input']>;
  /** true: a clock that runs is past due; false: none is. 是否超时 */
  overdue?: InputMaybe<Scalars['Boolean']['input']>;
  /** A clock that runs is due before this time. 到期早于 */
  dueBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** The worst lamp of its running clocks; suspended and ended orders are green. 灯色 */
  light?: InputMaybe<ClockLight>;
};

export type Grid = {
  code: Scalars['ID']['output'];
  /** Work orders of this grid and everything below it, newest first. 本网格及下级的工单 */
  workOrders: WorkOrderConnection;
};


export type GridWorkOrdersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  states?: InputMaybe<Array<WorkOrderState>>;
};

export type Person = {
  id: Scalars['ID']['output'];
  /** Work orders that are with this person, newest first. 承办的工单 */
  workOrders: WorkOrderConnection;
};


export type PersonWorkOrdersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  states?: InputMaybe<Array<WorkOrderState>>;
};

export type Party = {
  id: Scalars['ID']['output'];
};

export type Incident = {
  id: Scalars['ID']['output'];
  /** Its live work order, else the latest one. 当前工单，无则最近一张 */
  workOrder?: Maybe<WorkOrder>;
  /** Every work order it ever had, newest first. 全部工单 */
  workOrders: Array<WorkOrder>;
};

/** What happened to a work order. 工单变更类别 */
export type WorkOrderChangeKind =
  /** Opened. 新建 */
  | 'OPENED'
  /** Went to another state. 流转 */
  | 'TRANSITIONED'
  /** Went to another person or party. 改派 */
  | 'ASSIGNED'
  /** Its severity changed, by its incident or by a person. 等级调整（事件或人员） */
  | 'INCIDENT_LINKED'
  /** Nobody has it and nobody is on duty for it: an alarm. 无人承办告警 */
  | 'UNASSIGNED'
  /** Not taken in time: more people were told of it (AQ-17). 扩大响应范围 */
  | 'WIDENED'
  /** A helper was asked, came, reported, declined or was let go; a whistle was blown. 协办、吹哨 */
  | 'HELPER'
  /** A gate was opened, voted at or closed. 前置审议 */
  | 'GATE'
  /** A supervision was opened, reported on, judged or withdrawn. 督办 */
  | 'SUPERVISED'
  /** It was reminded of. 催办 */
  | 'REMINDED'
  /** Its time ran out and the next level of the duty ladder was called (LA-09). 升级 */
  | 'ESCALATED'
  /** It was merged or unmerged, or follows its parent. 并单 */
  | 'MERGED'
  /** Evidence was added, or duplicates were decided on. 佐证、重复判定 */
  | 'EVIDENCE'
  /** The same matter was reported again. 复发 */
  | 'RECURRED'
  /** A matter outside the task catalogue was asked for or decided on. 目录外事项准入 */
  | 'ADMISSION';

/** One change of a work order, as told by the feed. 工单变更 */
export type WorkOrderChange = {
  /** Send it as `after` to hear what comes next. 游标，用于续订 */
  cursor: Scalars['String']['output'];
  /** What happened. 变更类别 */
  change: WorkOrderChangeKind;
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
  /** The order as it is now. 工单（当前） */
  workOrder: WorkOrder;
};

/** Kind of an evidence file. 证据类型 */
export type WorkEvidenceKind =
  /** Image. 图片 */
  | 'IMAGE'
  /** Video. 视频 */
  | 'VIDEO'
  /** Audio. 音频 */
  | 'AUDIO'
  /** Document. 文档 */
  | 'DOCUMENT'
  /** Anything else. 其他 */
  | 'OTHER';

/** When an evidence file was made. 证据阶段 */
export type WorkEvidencePhase =
  /** Before the work. 处置前 */
  | 'BEFORE'
  /** During the work. 处置中 */
  | 'DURING'
  /** After the work. 处置后 */
  | 'AFTER';

/** A reference to evidence; the bytes stay where they are. 证据引用（不存原始内容） */
export type WorkEvidenceInput = {
  /** Where it can be fetched: https on a public name, or an origin that HUB_EVIDENCE_ORIGINS names. 地址 */
  url: Scalars['String']['input'];
  /** SHA-256 of the bytes, 64 lower-case hex digits. 摘要 */
  sha256?: InputMaybe<Scalars['String']['input']>;
  /** Kind. 类型 */
  kind?: WorkEvidenceKind;
  /** Before, during or after the work. 阶段 */
  phase: WorkEvidencePhase;
  /** When it was made. 拍摄时间 */
  takenAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Where: degrees east, WGS-84; with `latitude`. 经度（与纬度同时给出） */
  longitude?: InputMaybe<Scalars['Float']['input']>;
  /** Degrees north. 纬度 */
  latitude?: InputMaybe<Scalars['Float']['input']>;
};

/** A position, degrees WGS-84. 位置（WGS-84） */
export type MatterPositionInput = {
  /** East, -180 to 180. 经度 */
  longitude: Scalars['Float']['input'];
  /** North, -90 to 90. 纬度 */
  latitude: Scalars['Float']['input'];
};

/** A matter as somebody tells it. 上报事项 */
export type ReportMatterInput = {
  /** Who tells; INCIDENT and RECURRING_DUTY are the hub's own. 来源；INCIDENT、RECURRING_DUTY 仅由系统使用 */
  source: WorkOrderSource;
  /** How it reached us. 渠道 */
  channel?: ReportChannel;
  /** Matter code, up to 64 letters, digits, dots, dashes. 事项代码 */
  matter: Scalars['String']['input'];
  /** One line, up to 200 characters. 标题 */
  title: Scalars['String']['input'];
  /** More words, up to 4,000 characters. 描述 */
  description?: InputMaybe<Scalars['String']['input']>;
  /** How severe. 严重程度 */
  severity?: Severity;
  /** Where. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** Where exactly; a matter that was closed there within its profile's window reopens that order, and this one is merged into it. 位置：同一位置复发时重办原工单 */
  position?: InputMaybe<MatterPositionInput>;
  /** Code of a workflow profile in force; without it the one of the matter. 流程模板；不填则按事项目录 */
  profile?: InputMaybe<Scalars['String']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Take a reported matter on. 受理 */
export type AcceptWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** A note. 备注 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Answers to the form of the action (`WorkOrderActionInfo.form`). 表单 */
  form?: InputMaybe<Scalars['JSON']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Turn a reported matter down. 不予受理 */
export type RejectMatterInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why; told to the reporter. 原因 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Send an order to somebody; files it first where needed. 派单（必要时先立案） */
export type DispatchWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** To this person; without it the duty ladder of its grid decides. 指定人员；不填则按值守阶梯 */
  personId?: InputMaybe<Scalars['ID']['input']>;
  /** To this organisation, without naming a person. 指定组织 */
  partyId?: InputMaybe<Scalars['ID']['input']>;
  /** Why. 说明 */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Take an order. 接单 */
export type TakeWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Begin the work. 开始处置 */
export type StartWorkInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** A note. 备注 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Put an order on hold, as somebody else asked for. 同意挂账 */
export type SuspendWorkInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why; may be left out when it was asked for. 原因；审批申请时可不填 */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Until when; may be left out when it was asked for. 挂账至；审批申请时可不填 */
  until?: InputMaybe<Scalars['DateTime']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Go on after a hold. 恢复处置 */
export type ResumeWorkInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** A note. 备注 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Ask to hand an order back. 申请回退 */
export type RequestReturnInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Report back what was done. 反馈 */
export type GiveFeedbackInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** What was done. 处置情况 */
  note: Scalars['String']['input'];
  /** Before and after, by reference. 证据（处置前后） */
  evidence: Array<WorkEvidenceInput>;
  /** Answers to the form of the action (`WorkOrderActionInfo.form`). 表单 */
  form?: InputMaybe<Scalars['JSON']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Check the work of somebody else. 核查 */
export type CheckWorkInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Whether it is done. 是否通过 */
  pass: Scalars['Boolean']['input'];
  /** What was seen; needed when it does not pass. 核查意见，不通过时必填 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Answers to the form of the action (`WorkOrderActionInfo.form`). 表单 */
  form?: InputMaybe<Scalars['JSON']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Close an order. 结案 */
export type CloseWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** A note. 结案说明 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Answers to the form of the action (`WorkOrderActionInfo.form`). 表单 */
  form?: InputMaybe<Scalars['JSON']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Rate a closed order. 评价 */
export type RateWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** 1 (bad) to 5 (good). 评分 1-5 */
  stars: Scalars['Int']['input'];
  /** In words. 评语 */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Open a closed order again. 重办 */
export type ReopenWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Cancel an order. 作废 */
export type VoidWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The order after the change. 变更后的工单 */
export type WorkOrderPayload = {
  /** The order. 工单 */
  workOrder: WorkOrder;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  /** Work orders, newest first. 工单列表（最新在前） */
  workOrders: WorkOrderConnection;
  /** One work order; null when it does not exist or lies outside your scope. 单张工单 */
  workOrder?: Maybe<WorkOrder>;
  /** One change by its cursor; null when it is not one of a work order that you may see. 按游标查一次变更 */
  workOrderChange?: Maybe<WorkOrderChange>;
  /** Services that are offered in your grids, in order of id: the service list 服务清单 (LC-22, HD-03). 服务清单 */
  serviceOffers: ServiceOfferConnection;
  /** What the dispatch rules would do, with every rule that was asked and everybody who was looked at; nothing is written. Needs the right order.dispatch. 派单试算 */
  previewDispatch: DispatchPreview;
  /** Live orders that nobody has, the one that waits longest first. 无人承办的工单，等待最久者在前 */
  unassignedWorkOrders: UnassignedWorkOrderConnection;
  /** Calendars, clock policies, matters, profiles and rules, every version. 治理文档 */
  governanceDocuments: GovernanceDocumentConnection;
  /** One document; without a version the one that new orders take now. 单个文档 */
  governanceDocument?: Maybe<GovernanceDocument>;
  /** Lists of your grids, in the order of opening: decided matters followed as lists (AQ-07), secretaries' projects (AQ-14), stubborn issues (HUA-18). 跟踪清单 */
  followUpLists: FollowUpListConnection;
  /** One list; null when there is none in your grids. 单个清单 */
  followUpList?: Maybe<FollowUpList>;
  /** The catalogue of matters as new orders take it (LA-10). 事项目录 */
  matters: MatterConnection;
  /** One matter; null for a code that the catalogue does not have. 单个事项 */
  matter?: Maybe<Matter>;
  /** Every recurring duty in force. 例行任务 */
  recurringDuties: Array<RecurringDuty>;
  /** The profiles in force. 现行流程模板 */
  workflowProfiles: Array<WorkflowProfile>;
  /** One profile; the version in force without a number. 单个流程模板 */
  workflowProfile?: Maybe<WorkflowProfile>;
};


export type QueryWorkOrdersArgs = {
  filter?: InputMaybe<WorkOrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryWorkOrderArgs = {
  id: Scalars['ID']['input'];
};


export type QueryWorkOrderChangeArgs = {
  cursor: Scalars['String']['input'];
};


export type QueryServiceOffersArgs = {
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  matter?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPreviewDispatchArgs = {
  input: PreviewDispatchInput;
};


export type QueryUnassignedWorkOrdersArgs = {
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGovernanceDocumentsArgs = {
  filter?: InputMaybe<GovernanceDocumentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGovernanceDocumentArgs = {
  kind: GovernanceKind;
  code: Scalars['ID']['input'];
  version?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryFollowUpListsArgs = {
  filter?: FollowUpListFilter;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryFollowUpListArgs = {
  id: Scalars['ID']['input'];
};


export type QueryMattersArgs = {
  filter?: InputMaybe<MatterFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryMatterArgs = {
  code: Scalars['ID']['input'];
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryWorkflowProfileArgs = {
  code: Scalars['String']['input'];
  version?: InputMaybe<Scalars['Int']['input']>;
};

export type Mutation = {
  /** Tell of a matter; opens an order where its profile begins those of its source, REPORTED as a rule. 上报事项 */
  reportMatter: WorkOrderPayload;
  /** Take a reported matter on. 受理 */
  acceptWorkOrder: WorkOrderPayload;
  /** Turn a reported matter down. 不予受理 */
  rejectMatter: WorkOrderPayload;
  /** Send an order to a person, or to whoever is on duty. 派单 */
  dispatchWorkOrder: WorkOrderPayload;
  /** Take an order; stops the response clock. 接单 */
  takeWorkOrder: WorkOrderPayload;
  /** Begin the work. 开始处置 */
  startWork: WorkOrderPayload;
  /**
   * Put an order on hold. The shipped profiles want it asked for (requestSuspension), by somebody else.
   * 同意挂账：随产品提供的流程须先由他人申请
   */
  suspendWork: WorkOrderPayload;
  /** Go on after a hold. 恢复处置 */
  resumeWork: WorkOrderPayload;
  /** Ask to hand an order back. 申请回退 */
  requestReturn: WorkOrderPayload;
  /** Report back with evidence; stops the report-back clock. 反馈 */
  giveFeedback: WorkOrderPayload;
  /** Check the work; the handler may not (four eyes). 核查（四眼原则） */
  checkWork: WorkOrderPayload;
  /** Close a checked order. 结案 */
  closeWorkOrder: WorkOrderPayload;
  /** Rate a closed order. 评价 */
  rateWorkOrder: WorkOrderPayload;
  /** Open a closed order again. 重办 */
  reopenWorkOrder: WorkOrderPayload;
  /** Cancel an order. 作废 */
  voidWorkOrder: WorkOrderPayload;
  /** Ask the county to let a matter in (LA-10). 申请目录外事项准入 */
  askAdmission: WorkOrderPayload;
  /** Decide, as somebody who speaks for the whole county; to approve, funds or people are named (LA-10). 审批目录外事项 */
  decideAdmission: WorkOrderPayload;
  /** Offers a service; needs the right duty.manage. 登记服务 */
  offerService: ServiceOfferPayload;
  /** Ends a service; needs the right duty.manage. 终止服务 */
  endServiceOffer: ServiceOfferPayload;
  /** Decide on suspicious duplicates; recorded, and asked for before a report is taken on. 判定疑似重复 */
  decideDuplicates: WorkOrderPayload;
  /** Add evidence by reference: before, during or after the work. 添加佐证 */
  addEvidence: WorkOrderPayload;
  /** Open a gate: the roll is taken down now, and the order waits (HY-07, HUA-04, LC-10). 发起前置审议 */
  openGate: WorkOrderPayload;
  /** Write down a part of the deliberation, in its order: survey, opinion, consensus (HUA-07). 记录审议环节 */
  recordGateStage: WorkOrderPayload;
  /** Vote: one vote a voter, to be changed until the gate closes; every change stays on record. Needs gate.vote for oneself or one's party, gate.record for households and guests. 表决：本人及本组织须 gate.vote，代记居民与受邀人员须 gate.record */
  castVote: WorkOrderPayload;
  /** Close a gate: it is counted, and the order goes on or is turned down. 宣布审议结果 */
  closeGate: WorkOrderPayload;
  /** Publishes calendars, clock policies, matters, profiles or rules for new orders. Needs governance.manage over the whole site. 发布治理文档 */
  applyGovernance: ApplyGovernancePayload;
  /** Ask parties or persons to help; each gets its own unit clock (HY-08). 发起协办 */
  addHelpers: WorkOrderPayload;
  /** Call several departments to one order; who comes is counted (RS-15). 街道吹哨 */
  blowWhistle: WorkOrderPayload;
  /** Report in, as the helper itself. 报到 */
  arriveAsHelper: WorkOrderPayload;
  /** Report back, as the helper itself; stops its clock. 协办反馈 */
  reportAsHelper: WorkOrderPayload;
  /** Decline, as the helper itself; the lead asks another or lets it go. 谢绝协办 */
  declineAsHelper: WorkOrderPayload;
  /** Let a helper go; the lead no longer waits for it. 解除协办 */
  releaseHelper: WorkOrderPayload;
  /** Write down the decision of the joint meeting (RS-15). 记录会商纪要 */
  recordWhistleMinutes: WorkOrderPayload;
  /** Opens a list; needs the right order.dispatch. 建立清单 */
  createFollowUpList: FollowUpListPayload;
  /** Changes a list; needs the right order.dispatch. 修改清单 */
  updateFollowUpList: FollowUpListPayload;
  /** Ends a list; needs the right order.dispatch. 清单销号 */
  endFollowUpList: FollowUpListPayload;
  /** Puts an order on a list (AQ-07); needs the right order.dispatch. 列入清单 */
  addFollowUpItem: FollowUpListPayload;
  /** Takes an order off a list; needs the right order.dispatch. 移出清单 */
  removeFollowUpItem: FollowUpListPayload;
  /** Merge an order into another: it follows that one in every state, is closed with it and never escalates meanwhile. 并单 */
  mergeWorkOrder: WorkOrderPayload;
  /** Undo a merge: the order has its own state and clocks back. 撤销并单 */
  unmergeWorkOrder: WorkOrderPayload;
  /** Binds a recurring duty (HUA-22, AQ-06). Needs duty.manage over the grid. 绑定例行任务 */
  bindRecurringDuty: RecurringDutyPayload;
  /** Ends a binding. Needs duty.manage over the grid. 解除例行任务绑定 */
  unbindRecurringDuty: RecurringDutyPayload;
  /** Begin to supervise an order, beside its own course. 启动督办 */
  openSupervision: WorkOrderPayload;
  /** Remind those who work on it; it is counted and told. 催办 */
  remindSupervision: WorkOrderPayload;
  /** Add a note while following it through all its length (HY-31). 全程跟踪记录 */
  trackSupervision: WorkOrderPayload;
  /** Report to the supervisor, as whoever works on it. 提交督办报告 */
  reportToSupervision: WorkOrderPayload;
  /** Judge: satisfied ends it, not satisfied opens it again. 督办评判 */
  judgeSupervision: WorkOrderPayload;
  /** Withdraw a supervision. 撤销督办 */
  withdrawSupervision: WorkOrderPayload;
  /** Look on the spot whether it is so: 网格核 (HY-29). 核实 */
  verifyMatter: WorkOrderPayload;
  /** File an accepted order without sending it yet. 立案 */
  fileWorkOrder: WorkOrderPayload;
  /** Claim an order; of many at once exactly one has it (AQ-13, LC-23). 抢单 */
  claimWorkOrder: WorkOrderPayload;
  /** Say that one stage of a staged target is done, such as stopped 先停后罚. 完成阶段 */
  reachWorkStage: WorkOrderPayload;
  /** Ask for an order to be put on hold. 申请挂账 */
  requestSuspension: WorkOrderPayload;
  /** Refuse a suspension that was asked for; suspendWork grants it. 不同意挂账 */
  refuseSuspension: WorkOrderPayload;
  /** Grant or refuse a return; the first receiver stays responsible where the profile says so 首接负责. 审批回退 */
  decideReturn: WorkOrderPayload;
  /** Offer an order to somebody else; it goes over once they accept. 提出转办 */
  offerTransfer: WorkOrderPayload;
  /** Accept or decline an order that is offered to you; its unit clock begins anew. 答复转办 */
  answerTransfer: WorkOrderPayload;
  /** Ask for more time; the state stays as it is. 申请延时 */
  requestExtension: WorkOrderPayload;
  /**
   * Grant or refuse more time: the handling clock takes the longer promise from its start, and is never due earlier than before.
   * The shipped profiles want it granted by somebody else than who asked. 审批延时：截止时间不会因此提前；随产品提供的流程须由申请人以外的人同意
   */
  decideExtension: WorkOrderPayload;
  /** Give another severity: its promises hold from the start, pauses stay. 调整等级 */
  regradeWorkOrder: WorkOrderPayload;
  /** Remind whoever has the order; the state stays as it is. 催办 */
  remindWorkOrder: WorkOrderPayload;
};


export type MutationReportMatterArgs = {
  input: ReportMatterInput;
};


export type MutationAcceptWorkOrderArgs = {
  input: AcceptWorkOrderInput;
};


export type MutationRejectMatterArgs = {
  input: RejectMatterInput;
};


export type MutationDispatchWorkOrderArgs = {
  input: DispatchWorkOrderInput;
};


export type MutationTakeWorkOrderArgs = {
  input: TakeWorkOrderInput;
};


export type MutationStartWorkArgs = {
  input: StartWorkInput;
};


export type MutationSuspendWorkArgs = {
  input: SuspendWorkInput;
};


export type MutationResumeWorkArgs = {
  input: ResumeWorkInput;
};


export type MutationRequestReturnArgs = {
  input: RequestReturnInput;
};


export type MutationGiveFeedbackArgs = {
  input: GiveFeedbackInput;
};


export type MutationCheckWorkArgs = {
  input: CheckWorkInput;
};


export type MutationCloseWorkOrderArgs = {
  input: CloseWorkOrderInput;
};


export type MutationRateWorkOrderArgs = {
  input: RateWorkOrderInput;
};


export type MutationReopenWorkOrderArgs = {
  input: ReopenWorkOrderInput;
};


export type MutationVoidWorkOrderArgs = {
  input: VoidWorkOrderInput;
};


export type MutationAskAdmissionArgs = {
  input: AskAdmissionInput;
};


export type MutationDecideAdmissionArgs = {
  input: DecideAdmissionInput;
};


export type MutationOfferServiceArgs = {
  input: OfferServiceInput;
};


export type MutationEndServiceOfferArgs = {
  input: EndServiceOfferInput;
};


export type MutationDecideDuplicatesArgs = {
  input: DecideDuplicatesInput;
};


export type MutationAddEvidenceArgs = {
  input: AddEvidenceInput;
};


export type MutationOpenGateArgs = {
  input: OpenGateInput;
};


export type MutationRecordGateStageArgs = {
  input: RecordGateStageInput;
};


export type MutationCastVoteArgs = {
  input: CastVoteInput;
};


export type MutationCloseGateArgs = {
  input: CloseGateInput;
};


export type MutationApplyGovernanceArgs = {
  input: ApplyGovernanceInput;
};


export type MutationAddHelpersArgs = {
  input: AddHelpersInput;
};


export type MutationBlowWhistleArgs = {
  input: BlowWhistleInput;
};


export type MutationArriveAsHelperArgs = {
  input: ArriveAsHelperInput;
};


export type MutationReportAsHelperArgs = {
  input: ReportAsHelperInput;
};


export type MutationDeclineAsHelperArgs = {
  input: DeclineAsHelperInput;
};


export type MutationReleaseHelperArgs = {
  input: ReleaseHelperInput;
};


export type MutationRecordWhistleMinutesArgs = {
  input: RecordWhistleMinutesInput;
};


export type MutationCreateFollowUpListArgs = {
  input: CreateFollowUpListInput;
};


export type MutationUpdateFollowUpListArgs = {
  input: UpdateFollowUpListInput;
};


export type MutationEndFollowUpListArgs = {
  input: EndFollowUpListInput;
};


export type MutationAddFollowUpItemArgs = {
  input: AddFollowUpItemInput;
};


export type MutationRemoveFollowUpItemArgs = {
  input: RemoveFollowUpItemInput;
};


export type MutationMergeWorkOrderArgs = {
  input: MergeWorkOrderInput;
};


export type MutationUnmergeWorkOrderArgs = {
  input: UnmergeWorkOrderInput;
};


export type MutationBindRecurringDutyArgs = {
  input: BindRecurringDutyInput;
};


export type MutationUnbindRecurringDutyArgs = {
  input: UnbindRecurringDutyInput;
};


export type MutationOpenSupervisionArgs = {
  input: OpenSupervisionInput;
};


export type MutationRemindSupervisionArgs = {
  input: RemindSupervisionInput;
};


export type MutationTrackSupervisionArgs = {
  input: TrackSupervisionInput;
};


export type MutationReportToSupervisionArgs = {
  input: ReportToSupervisionInput;
};


export type MutationJudgeSupervisionArgs = {
  input: JudgeSupervisionInput;
};


export type MutationWithdrawSupervisionArgs = {
  input: WithdrawSupervisionInput;
};


export type MutationVerifyMatterArgs = {
  input: VerifyMatterInput;
};


export type MutationFileWorkOrderArgs = {
  input: FileWorkOrderInput;
};


export type MutationClaimWorkOrderArgs = {
  input: ClaimWorkOrderInput;
};


export type MutationReachWorkStageArgs = {
  input: ReachWorkStageInput;
};


export type MutationRequestSuspensionArgs = {
  input: RequestSuspensionInput;
};


export type MutationRefuseSuspensionArgs = {
  input: RefuseSuspensionInput;
};


export type MutationDecideReturnArgs = {
  input: DecideReturnInput;
};


export type MutationOfferTransferArgs = {
  input: OfferTransferInput;
};


export type MutationAnswerTransferArgs = {
  input: AnswerTransferInput;
};


export type MutationRequestExtensionArgs = {
  input: RequestExtensionInput;
};


export type MutationDecideExtensionArgs = {
  input: DecideExtensionInput;
};


export type MutationRegradeWorkOrderArgs = {
  input: RegradeWorkOrderInput;
};


export type MutationRemindWorkOrderArgs = {
  input: RemindWorkOrderInput;
};

export type Subscription = {
  /** Every change of a work order that you may see, as it happens. 工单变更订阅 */
  workOrderChanged: WorkOrderChange;
};


export type SubscriptionWorkOrderChangedArgs = {
  filter?: InputMaybe<WorkOrderFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** What was decided on a matter outside the task catalogue. 目录外事项审批状态 */
export type OrderAdmissionState =
  /** Asked for. 待审批 */
  | 'ASKED'
  /** Approved with funds or people. 已批准 */
  | 'APPROVED'
  /** Refused. 未批准 */
  | 'REFUSED';

/** The county's word on a matter outside the task catalogue (LA-10). 目录外事项准入 */
export type OrderAdmission = {
  /** State. 状态 */
  state: OrderAdmissionState;
  /** Why it should be taken on. 申请理由 */
  ask: Scalars['String']['output'];
  /** Who asked. 申请人 */
  askedBy: Scalars['ID']['output'];
  /** When. 申请时间 */
  askedAt: Scalars['DateTime']['output'];
  /** Who decided. 审批人 */
  decidedBy?: Maybe<Scalars['ID']['output']>;
  /** When. 审批时间 */
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where the money comes from. 经费 */
  funds?: Maybe<Scalars['String']['output']>;
  /** Who does it. 人员 */
  people?: Maybe<Scalars['String']['output']>;
  /** In words. 审批意见 */
  reason?: Maybe<Scalars['String']['output']>;
};

/** Ask the county to let a matter in that is outside the task catalogue. 申请目录外事项准入 */
export type AskAdmissionInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why. 理由 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Decide on a matter outside the task catalogue. 审批目录外事项 */
export type DecideAdmissionInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Whether it is let in. 是否批准 */
  approve: Scalars['Boolean']['input'];
  /** Where the money comes from; this or `people` is needed to approve. 经费 */
  funds?: InputMaybe<Scalars['String']['input']>;
  /** Who does it. 人员 */
  people?: InputMaybe<Scalars['String']['input']>;
  /** In words; needed to refuse. 意见，不批准时必填 */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Which promise a clock measures. 时限类别 */
export type ClockKind =
  /** From opening until somebody takes it (HUA-16, RS-11). 响应 */
  | 'RESPOND'
  /** Until the first report back (HUA-16). 反馈 */
  | 'REPORT_BACK'
  /** Until it is handled, in stages where its policy has some. 处置 */
  | 'HANDLE'
  /** For as long as one unit has it; a transfer gives the next its own. 单位时限 */
  | 'UNIT'
  /** From feedback until it is checked. 核查 */
  | 'CHECK'
  /** For the reporter to rate. 评价 */
  | 'RATE'
  /** For a deliberation that it waits for. 前置审议 */
  | 'GATE'
  /** For whom it is supervised by. 督办 */
  | 'SUPERVISION';

/** Where a clock stands. 时限状态 */
export type ClockState =
  /** Running, not yet due. 计时中 */
  | 'RUNNING'
  /** Stands still; the rest is kept exactly. 已暂停 */
  | 'PAUSED'
  /** Stopped in time. 按时 */
  | 'MET'
  /** Past due, stopped or not. 超时 */
  | 'BREACHED'
  /** Its order was voided, or it began anew: neither met nor breached. 已取消 */
  | 'CANCELLED';

/** The lamp of a clock. 时限灯色 */
export type ClockLight =
  /** In time. 绿灯 */
  | 'GREEN'
  /** The part of its time that the policy names (0.75 as a rule) is gone. 黄灯 */
  | 'AMBER'
  /** Past due. 红灯 */
  | 'RED';

/** What time is counted in. 时限单位 */
export type TimeUnit =
  /** Around the clock. 分钟 */
  | 'MINUTES'
  /** Around the clock. 小时 */
  | 'HOURS'
  /** Hours of an urgent matter, around the clock. 紧急工作时 */
  | 'URGENT_HOURS'
  /** Hours of the calendar's windows. 工作时 */
  | 'WORKING_HOURS'
  /** Days of the calendar, not 24 working hours. 工作日 */
  | 'WORKING_DAYS'
  /** Every day. 自然日 */
  | 'CALENDAR_DAYS';

/** What a day is to a calendar. 日历日类别 */
export type CalendarDayKind =
  /** A working day. 工作日 */
  | 'WORKDAY'
  /** A day of rest. 休息日 */
  | 'WEEKEND'
  /** A day off as published. 放假 */
  | 'HOLIDAY'
  /** Worked in exchange for a day off. 调休上班 */
  | 'MAKE_UP'
  /** An arrangement of the place. 特别安排 */
  | 'EXCEPTION';

/** A time limit of a work order, computed on reading from its events and the version of its policy. 工单时限（读取时计算） */
export type WorkOrderClock = {
  /** Which run of which clock; stable. 编号 */
  id: Scalars['ID']['output'];
  /** Which promise. 类别 */
  kind: ClockKind;
  /** Its name. 名称 */
  label: WorkOrderLabel;
  /** The unit that it belongs to; null for a clock of the case. 所属单位 */
  holder?: Maybe<Scalars['ID']['output']>;
  /** 1 for the first run; a reopened order's is 2. 第几次计时 */
  generation: Scalars['Int']['output'];
  /** Version of the policy in force, as `HUAYING/RESPOND@1`. 时限政策版本 */
  policy: Scalars['ID']['output'];
  /** Name of that policy. 时限政策名称 */
  policyLabel: WorkOrderLabel;
  /** Code of the calendar that it counts by. 工作日历 */
  calendar: Scalars['ID']['output'];
  /**
   * Minutes allowed, a day taken for 1,440. 时限（分钟，一天按 1440 分钟）
   * @deprecated Cannot tell working days or stages: read `stages`.
   */
  targetMinutes: Scalars['Int']['output'];
  /** When it started. 开始 */
  startedAt: Scalars['DateTime']['output'];
  /** When the next stage is due; null while a pause lasts, as it moves with it. 到期（暂停中为空） */
  dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** When that turns amber. 黄灯时间 */
  amberAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it stopped; null while it runs. 停止 */
  stoppedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it stands. 状态 */
  state: ClockState;
  /** Its lamp. 灯色 */
  light: ClockLight;
  /**
   * Whether it is amber. 黄灯
   * @deprecated Read `light`.
   */
  amber: Scalars['Boolean']['output'];
  /** Whether it stands still now. 是否暂停 */
  paused: Scalars['Boolean']['output'];
  /** Whether it counts, or waits in a pause. 是否有效 */
  live: Scalars['Boolean']['output'];
  /** Unit of `elapsed` and `remaining`. 单位 */
  unit: TimeUnit;
  /** What has counted of the next stage. 已计 */
  elapsed: Scalars['Float']['output'];
  /** What is left of it; less than 0 when over. 剩余（超时为负） */
  remaining: Scalars['Float']['output'];
  /** Its targets, in the order they are reached (stop first, penalise later). 分阶段时限（先停后罚） */
  stages: Array<WorkOrderClockStage>;
  /** When it stood still, and why. 暂停记录 */
  pauses: Array<ClockPause>;
  /** Years whose days off nobody has told its calendar. 日历提示 */
  warnings: Array<CalendarWarning>;
  /** Why it stands where it stands: windows counted, days passed over, pauses, policy versions. 计时说明 */
  explain: ClockExplanation;
};

/** One target of a clock. 时限阶段 */
export type WorkOrderClockStage = {
  /** Code in its policy. 代码 */
  code: Scalars['String']['output'];
  /** Its name. 名称 */
  label: WorkOrderLabel;
  /** How much of `unit`. 数量 */
  target: Scalars['Float']['output'];
  /** Unit. 单位 */
  unit: TimeUnit;
  /** The unit in words. 单位名称 */
  unitLabel: WorkOrderLabel;
  /** Where it stands. 状态 */
  state: ClockState;
  /** Its lamp. 灯色 */
  light: ClockLight;
  /** From where it counts: days count from the next day on (Civil Code of China, art. 201). 起算时间 */
  countsFrom: Scalars['DateTime']['output'];
  /** When it is due; in time up to and at that moment. 到期 */
  dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it turns amber. 黄灯时间 */
  amberAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was reached, or its clock ended. 完成 */
  doneAt?: Maybe<Scalars['DateTime']['output']>;
  /** What has counted. 已计 */
  elapsed: Scalars['Float']['output'];
  /** What is left; less than 0 when over. 剩余 */
  remaining: Scalars['Float']['output'];
};

/** Time that did not count. 暂停 */
export type ClockPause = {
  /** From. 开始 */
  from: Scalars['DateTime']['output'];
  /** Until; null while it lasts. 结束 */
  to?: Maybe<Scalars['DateTime']['output']>;
  /** What paused it: SUSPENDED, MERGED. 原因类别 */
  cause: Scalars['String']['output'];
  /** In words. 说明 */
  reason?: Maybe<Scalars['String']['output']>;
};

/** A year whose days off nobody has told a calendar: only its weekly hours count there. 日历提示：该年放假安排未公布 */
export type CalendarWarning = {
  /** Which year. 年份 */
  year: Scalars['Int']['output'];
  /** Chinese. 中文 */
  zh: Scalars['String']['output'];
  /** English. 英文 */
  en: Scalars['String']['output'];
};

/** Why a clock stands where it stands. 计时说明 */
export type ClockExplanation = {
  /** Every version of a policy that it has been under; the last one holds. 适用过的时限政策 */
  policies: Array<ClockPolicyInForce>;
  /** Stage by stage. 各阶段 */
  stages: Array<ClockStageExplanation>;
  /** As lines for a person, Chinese. 中文说明 */
  zh: Array<Scalars['String']['output']>;
  /** As lines for a person, English. 英文说明 */
  en: Array<Scalars['String']['output']>;
};

/** A policy that a clock has been under. 适用的时限政策 */
export type ClockPolicyInForce = {
  /** Version. 版本 */
  policy: Scalars['ID']['output'];
  /** Since when. 起 */
  since: Scalars['DateTime']['output'];
  /** From here its targets count; pauses stay. 起算时间 */
  countsFrom: Scalars['DateTime']['output'];
  /** Why it was changed. 原因 */
  reason?: Maybe<Scalars['String']['output']>;
};

/** What of the days counted for a stage. 阶段计时明细 */
export type ClockStageExplanation = {
  /** Code of the stage. 阶段 */
  stage: Scalars['String']['output'];
  /** Days that counted, or the whole stretch around the clock. 计入 */
  counted: Array<ClockCountedDay>;
  /** Days that did not. 未计入 */
  skipped: Array<ClockSkippedDays>;
};

/** A local day (around the clock: the whole stretch) that counted. 计入的日期 */
export type ClockCountedDay = {
  /** YYYY-MM-DD; null around the clock. 日期 */
  day?: Maybe<Scalars['String']['output']>;
  /** What the day is; null around the clock. 类别 */
  dayKind?: Maybe<CalendarDayKind>;
  /** Of the holiday or make-up day. 名称 */
  label?: Maybe<WorkOrderLabel>;
  /** The windows that counted. 计入的时段 */
  windows: Array<ClockWindow>;
  /** In the unit of the stage. 计入数量 */
  amount: Scalars['Float']['output'];
};

/** Part of time. 时段 */
export type ClockWindow = {
  /** From. 起 */
  from: Scalars['DateTime']['output'];
  /** Until; null without an end. 止 */
  to?: Maybe<Scalars['DateTime']['output']>;
};

/** Days in a row that did not count, for one reason. 未计入的连续日期 */
export type ClockSkippedDays = {
  /** First day. 首日 */
  from: Scalars['String']['output'];
  /** Last day. 末日 */
  to: Scalars['String']['output'];
  /** What they are: WORKDAY where nothing was left to count. 类别 */
  dayKind: CalendarDayKind;
  /** Of the holiday. 名称 */
  label?: Maybe<WorkOrderLabel>;
};

/** A service that an organisation or a person offers: a row of the service list 服务清单 (LC-22, HD-03, HD-04). 服务清单条目 */
export type ServiceOffer = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** What is offered. 服务名称 */
  title: Scalars['String']['output'];
  /** In more words. 说明 */
  description?: Maybe<Scalars['String']['output']>;
  /** Codes of the matters that it serves. 适用事项 */
  matters: Array<Scalars['String']['output']>;
  /** Where, with all below it; null for the whole site. 服务网格编码 */
  gridCode?: Maybe<Scalars['ID']['output']>;
  /** The organisation that offers it. 提供组织 */
  party?: Maybe<Party>;
  /** The person who offers it. 提供人 */
  person?: Maybe<Person>;
  /** Live orders that it takes at most; null asks nothing. 同时承接上限 */
  capacity?: Maybe<Scalars['Int']['output']>;
  /** Live orders that whoever offers it has. 在办工单数 */
  liveOrders: Scalars['Int']['output'];
  /** When it was offered. 提供时间 */
  offeredAt: Scalars['DateTime']['output'];
  /** When it ended; null while it is offered. 终止时间 */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Live orders that it would serve and nobody has taken yet, oldest first: what can be claimed 双向认领 (HD-04). 可认领的工单 */
  matchingOrders: Array<WorkOrder>;
};


/** A service that an organisation or a person offers: a row of the service list 服务清单 (LC-22, HD-03, HD-04). 服务清单条目 */
export type ServiceOfferMatchingOrdersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One page of services. 服务清单分页 */
export type ServiceOfferConnection = {
  /** The services with their cursors. 服务及游标 */
  edges: Array<ServiceOfferEdge>;
  /** The services alone. 服务 */
  nodes: Array<ServiceOffer>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A service on a page. 分页中的服务 */
export type ServiceOfferEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The service. 服务 */
  node: ServiceOffer;
};

/** Offers a service. 登记服务 */
export type OfferServiceInput = {
  /** What is offered. 服务名称 */
  title: Scalars['String']['input'];
  /** In more words. 说明 */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Codes of the matters that it serves. 适用事项 */
  matters: Array<Scalars['String']['input']>;
  /** Where, with all below it; the whole site without it. 服务网格编码 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** The organisation that offers it; this or `personId`. 提供组织 */
  partyId?: InputMaybe<Scalars['ID']['input']>;
  /** The person who offers it; this or `partyId`. 提供人 */
  personId?: InputMaybe<Scalars['ID']['input']>;
  /** Live orders at most. 同时承接上限 */
  capacity?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Ends a service. 终止服务 */
export type EndServiceOfferInput = {
  /** Which. 服务编号 */
  serviceOfferId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The service after the change. 服务变更结果 */
export type ServiceOfferPayload = {
  /** The service. 服务 */
  serviceOffer: ServiceOffer;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Why nobody has an order. 无人承办告警 */
export type WorkOrderAlarm = {
  /** Since when. 起始时间 */
  since: Scalars['DateTime']['output'];
  /** Why, Chinese then English; null while nobody said. 原因 */
  reason?: Maybe<Scalars['String']['output']>;
  /** How often somebody was looked for. 已尝试次数 */
  attempts: Scalars['Int']['output'];
  /** Looked for again by itself at this time at latest; null when a person decides. 下次自动尝试时间 */
  nextTryAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Somebody who was told of an order. 被告知人员 */
export type CircleMember = {
  /** Who. 人员 */
  person?: Maybe<Person>;
  /** Code of the role for which they were told. 岗位角色代码 */
  postRole: Scalars['String']['output'];
  /** Where their post is. 岗位所在网格编码 */
  gridCode: Scalars['ID']['output'];
  /** Which step told them. 步骤 */
  step: Scalars['Int']['output'];
  /** Why, Chinese then English. 原因 */
  reason: Scalars['String']['output'];
  /** When. 告知时间 */
  toldAt: Scalars['DateTime']['output'];
};

/** A step of the graded response 分级响应 (AQ-17). 分级响应步骤 */
export type WideningStep = {
  /** Its number, from 1. 序号 */
  step: Scalars['Int']['output'];
  /** When it is due, unless somebody takes the order before. 触发时间 */
  dueAt: Scalars['DateTime']['output'];
  /** When it was taken; null while it waits. 执行时间 */
  doneAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it does, Chinese. 内容（中文） */
  zh: Scalars['String']['output'];
  /** What it does, English. 内容（英文） */
  en: Scalars['String']['output'];
  /** Codes of the roles that are told. 告知的岗位角色 */
  tell: Array<Scalars['String']['output']>;
  /** Codes of the roles that the order goes to. 改派的岗位角色 */
  assign: Array<Scalars['String']['output']>;
  /** What came of it, Chinese then English. 结果 */
  outcome?: Maybe<Scalars['String']['output']>;
};

/** One page of orders that nobody has. 无人承办工单分页 */
export type UnassignedWorkOrderConnection = {
  /** The orders with their cursors. 工单及游标 */
  edges: Array<UnassignedWorkOrderEdge>;
  /** The orders alone. 工单 */
  nodes: Array<WorkOrder>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An order on a page. 分页中的工单 */
export type UnassignedWorkOrderEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The order. 工单 */
  node: WorkOrder;
};

/**
 * What would be dispatched: an incident that exists, or facts that are made up. What is left out is a minor alert of an
 * ordinary day. 派单试算输入
 */
export type PreviewDispatchInput = {
  /** An incident to take the facts from. 以某事件的事实试算 */
  incidentId?: InputMaybe<Scalars['ID']['input']>;
  /** Alert type. 告警类型 */
  type?: InputMaybe<Scalars['String']['input']>;
  /** Matter of a report. 上报事项 */
  matter?: InputMaybe<Scalars['String']['input']>;
  /** Severity. 级别 */
  severity?: InputMaybe<Severity>;
  /** Where; unknown without it. 网格编码，缺省为位置不明 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** ACTUAL, TEST or EXERCISE. 状态 */
  status?: InputMaybe<Scalars['String']['input']>;
  /** Where it comes from, INCIDENT by default. 来源 */
  source?: InputMaybe<Scalars['String']['input']>;
  /** How a person reported it. 上报渠道 */
  channel?: InputMaybe<Scalars['String']['input']>;
  /** When; now by default: the hour, who is on duty and how many orders they have. 时刻，默认现在 */
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /** How late it came, hours. 迟报小时数 */
  lateHours?: InputMaybe<Scalars['Float']['input']>;
};

/** What would be done, and why: nothing is written. 派单试算结果 */
export type DispatchPreview = {
  /** True when an order would be opened. 是否派单 */
  opens: Scalars['Boolean']['output'];
  /** The rule that wins; null when none matches. 生效规则 */
  rule?: Maybe<Scalars['String']['output']>;
  /** The document it stands in, such as default@1. 规则文档 */
  document?: Maybe<Scalars['String']['output']>;
  /** Code of the profile. 流程 */
  profile?: Maybe<Scalars['String']['output']>;
  /** Code of the matter. 事项 */
  matter?: Maybe<Scalars['String']['output']>;
  /** Kind of the organisation that leads when nobody of the ladder is on duty. 主办组织类别（阶梯无人当值时） */
  lead?: Maybe<Scalars['String']['output']>;
  /** Who is asked to help: kinds of organisations and roles. 协办 */
  helpers: Array<DispatchHelper>;
  /** Why, Chinese: the rule, the ladder, who and who not. 说明（中文） */
  explanationZh: Scalars['String']['output'];
  /** Why, English. 说明（英文） */
  explanationEn: Scalars['String']['output'];
  /** Every rule that was asked, the winner last. 逐条规则 */
  tried: Array<TriedRule>;
  /** The ladder that is asked; null when no order is opened or the operations centre has it. 值守阶梯 */
  ladder?: Maybe<PreviewLadder>;
  /** Whom it would go to; null when nobody is on duty. 承办人 */
  assignee?: Maybe<Person>;
  /** The role for which it would go to them. 岗位角色代码 */
  postRole?: Maybe<Scalars['String']['output']>;
  /** The organisation that it would go to, where a rule names who leads and nobody of the ladder is on duty. 无人当值时的主办组织 */
  party?: Maybe<Party>;
  /** Everybody who was equal, the chosen one first, with what they have. 同级人员负荷比较 */
  equals: Array<DispatchCandidate>;
  /** Every step and holder that was passed over. 被跳过的步骤 */
  skipped: Array<PassedStep>;
  /** What would follow while nobody takes it (AQ-17). 无人接单时的分级响应 */
  widening: Array<WideningStep>;
};

/** Somebody asked to help. 协办 */
export type DispatchHelper = {
  /** Kind of the organisation. 组织类别 */
  party?: Maybe<Scalars['String']['output']>;
  /** Code of the role. 岗位角色代码 */
  role?: Maybe<Scalars['String']['output']>;
};

/** The ladder that was asked. 值守阶梯 */
export type PreviewLadder = {
  /** Code. 代码 */
  code: Scalars['String']['output'];
  /** Version. 版本 */
  version: Scalars['Int']['output'];
  /** Chinese name. 中文名 */
  nameZh: Scalars['String']['output'];
  /** English name. 英文名 */
  nameEn: Scalars['String']['output'];
  /** Roles of each step, in order. 各步骤的角色 */
  steps: Array<Array<Scalars['String']['output']>>;
};

/** A rule that was asked. 试算中的规则 */
export type TriedRule = {
  /** Name. 规则名 */
  rule: Scalars['String']['output'];
  /** The document it stands in. 规则文档 */
  document: Scalars['String']['output'];
  /** Chinese name. 中文名 */
  nameZh: Scalars['String']['output'];
  /** English name. 英文名 */
  nameEn: Scalars['String']['output'];
  /** Whether it matched. 是否匹配 */
  matched: Scalars['Boolean']['output'];
  /** Why not, Chinese; empty for the winner. 不匹配原因（中文） */
  whyNotZh: Scalars['String']['output'];
  /** Why not, English; empty for the winner. 不匹配原因（英文） */
  whyNotEn: Scalars['String']['output'];
};

/** One of several equals, and what they have at hand. 同级人员 */
export type DispatchCandidate = {
  /** Who. 人员 */
  person?: Maybe<Person>;
  /** Their post. 岗位编号 */
  postId: Scalars['ID']['output'];
  /** Live orders. 在办工单数 */
  liveOrders: Scalars['Int']['output'];
  /** When they were given the last one. 上次派单时间 */
  lastGivenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Orders that the post takes at most. 上限 */
  capacity?: Maybe<Scalars['Int']['output']>;
  /** True when they stand in for the holder. 是否替班 */
  substituted: Scalars['Boolean']['output'];
};

/** A step or a holder that was passed over. 被跳过的步骤 */
export type PassedStep = {
  /** VACANT, ON_LEAVE, NOT_ON_SHIFT, SUBSTITUTED or OVER_CAPACITY. 类别 */
  kind: Scalars['String']['output'];
  /** Code of the role. 岗位角色代码 */
  role: Scalars['String']['output'];
  /** Where. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** Why, Chinese. 原因（中文） */
  reasonZh: Scalars['String']['output'];
  /** Why, English. 原因（英文） */
  reasonEn: Scalars['String']['output'];
};

/** What was decided on a suspicious duplicate. 重复判定 */
export type DuplicateVerdict =
  /** Not decided. 待判定 */
  | 'UNDECIDED'
  /** Another matter. 非重复 */
  | 'DIFFERENT'
  /** The same; to be merged. 重复，待并单 */
  | 'SAME';

/** Something that speaks for a duplicate. 疑似重复理由 */
export type DuplicateReason = {
  /** Points, of 100 in all. 分值 */
  points: Scalars['Int']['output'];
  /** In words. 说明 */
  label: WorkOrderLabel;
};

/** Another order that may be about the same: same matter, within one grid, near in time and place. 疑似重复工单 */
export type DuplicateCandidate = {
  /** The other order. 工单 */
  workOrder: WorkOrder;
  /** 0 to 100. 相似度 */
  score: Scalars['Int']['output'];
  /** What speaks for it; the points add up to the score. 理由 */
  reasons: Array<DuplicateReason>;
  /** What was decided. 判定 */
  verdict: DuplicateVerdict;
};

/** Decide on suspicious duplicates. 判定疑似重复 */
export type DecideDuplicatesInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Orders that are about something else; none and no `same`: every one that is suggested now. 非重复工单 */
  different?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Orders that are about the same and will be merged. 重复工单 */
  same?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** A note. 备注 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Where evidence was made, against the grid of its order. 佐证位置 */
export type GeofenceResult =
  /** Within the grid. 网格内 */
  | 'INSIDE'
  /** Outside of it. 网格外 */
  | 'OUTSIDE'
  /** No position, or the grid is not drawn. 无法判断 */
  | 'UNKNOWN';

/** A reference to evidence of an order; the bytes stay where they are. 工单佐证 */
export type OrderEvidence = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Where it can be fetched. 地址 */
  url: Scalars['String']['output'];
  /** SHA-256 of the bytes. 摘要 */
  sha256?: Maybe<Scalars['String']['output']>;
  /** Kind. 类型 */
  kind: WorkEvidenceKind;
  /** Before, during or after the work. 阶段 */
  phase: WorkEvidencePhase;
  /** When it was made. 拍摄时间 */
  takenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Degrees east, WGS-84. 经度 */
  longitude?: Maybe<Scalars['Float']['output']>;
  /** Degrees north. 纬度 */
  latitude?: Maybe<Scalars['Float']['output']>;
  /** Against the grid of the order. 与网格范围的关系 */
  geofence: GeofenceResult;
  /** Who added it. 添加人 */
  addedBy: Scalars['ID']['output'];
  /** When. 添加时间 */
  addedAt: Scalars['DateTime']['output'];
};

/** What is not there yet. 缺少的内容 */
export type OrderLack = {
  /** What it is about: evidence, a gate, a helper. 对象 */
  ref: Scalars['String']['output'];
  /** In words. 说明 */
  label: WorkOrderLabel;
};

/** Add evidence to an order. 添加佐证 */
export type AddEvidenceInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** 1 to 20 references. 佐证 */
  evidence: Array<WorkEvidenceInput>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What a gate is for. 前置审议类别 */
export type OrderGateKind =
  /** The party branch decides first (HY-07, HUA-04, AQ-09). 支部前置审议 */
  | 'BRANCH_REVIEW'
  /** The building leaders talk it over first (HUA-07). 楼栋长先行议事 */
  | 'BUILDING_LEADERS'
  /** So many of the residents have to agree (LC-10). 居民同意 */
  | 'CONSENT'
  /** A council or joint meeting votes (HUA-12, AQ-05, LC-18, RS-13). 议事会、联席会 */
  | 'COUNCIL'
  /** Those in a dispute come to terms (HY-19). 调解 */
  | 'MEDIATION';

/** Where a gate stands. 审议状态 */
export type OrderGateState =
  /** Votes are taken. 进行中 */
  | 'OPEN'
  /** Passed. 通过 */
  | 'PASSED'
  /** Refused. 未通过 */
  | 'REFUSED';

/** What a voter says. 表决意见 */
export type VoteChoice =
  /** Yes. 同意 */
  | 'YES'
  /** No. 不同意 */
  | 'NO'
  /** Neither. 弃权 */
  | 'ABSTAIN';

/** One side of a count: heads or floor area. 计票口径 */
export type OrderGateMeasure = {
  /** All who may vote. 应投 */
  roll: Scalars['Float']['output'];
  /** Voted. 已投 */
  cast: Scalars['Float']['output'];
  /** Said yes. 同意 */
  yes: Scalars['Float']['output'];
  /** What must have voted. 法定参与数 */
  castNeeded: Scalars['Float']['output'];
  /** What must say yes. 须同意数 */
  yesNeeded: Scalars['Float']['output'];
  /** Enough voted. 参与达标 */
  quorate: Scalars['Boolean']['output'];
  /** Enough said yes. 同意达标 */
  reached: Scalars['Boolean']['output'];
};

/** The count of a gate, made anew from its votes whenever it is read. 计票结果 */
export type OrderGateTally = {
  /** How many may vote. 应投票数 */
  roll: Scalars['Int']['output'];
  /** How many voted. 已投票数 */
  cast: Scalars['Int']['output'];
  /** Yes. 同意 */
  yes: Scalars['Int']['output'];
  /** No. 反对 */
  no: Scalars['Int']['output'];
  /** Abstained. 弃权 */
  abstain: Scalars['Int']['output'];
  /** By heads. 按人数（户数） */
  heads: OrderGateMeasure;
  /** By floor area; null where it does not count. 按面积 */
  area?: Maybe<OrderGateMeasure>;
  /** What closing it now would give. 此刻宣布的结果 */
  result: OrderGateState;
  /** Whether it can still pass. 是否仍可能通过 */
  canPass: Scalars['Boolean']['output'];
  /** How it was counted. 计票说明 */
  explanation: WorkOrderLabel;
};

/** A vote that was cast; of one voter the newest holds. 一次表决 */
export type OrderGateVote = {
  /** Household, person or party. 表决人（户、人、组织）编号 */
  voter: Scalars['ID']['output'];
  /** 1, 2, … of this voter. 第几次 */
  turn: Scalars['Int']['output'];
  /** Whether it is the one that holds. 是否有效 */
  holds: Scalars['Boolean']['output'];
  /** What was said. 意见 */
  choice: VoteChoice;
  /** Who voted for the voter, masked; null: the voter. 受托人（脱敏） */
  proxy?: Maybe<Scalars['String']['output']>;
  /** A note. 备注 */
  note?: Maybe<Scalars['String']['output']>;
  /** Who took it down. 记录人 */
  recordedBy: Scalars['ID']['output'];
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
};

/** What a voter is. 表决人类别 */
export type GateVoterKind =
  /** A household. 户 */
  | 'HOUSEHOLD'
  /** A person. 人员 */
  | 'PERSON'
  /** A party. 组织 */
  | 'PARTY'
  /** Somebody who was named when the gate opened, and is none of these. 指定人 */
  | 'NAMED';

/** Somebody on the roll of a gate. 名册中的表决人 */
export type OrderGateVoter = {
  /** Id of the household, person or party. 编号 */
  voter: Scalars['ID']['output'];
  /** What it is the id of. 类别 */
  kind: GateVoterKind;
  /** Floor area in m², where it is on file. 面积（平方米） */
  area?: Maybe<Scalars['Float']['output']>;
  /** What they say; null: not voted yet. 意见；未表决为空 */
  choice?: Maybe<VoteChoice>;
  /** When they said so last. 表决时间 */
  votedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** One page of a roll. 名册分页 */
export type OrderGateVoterConnection = {
  /** The voters with their cursors. 表决人及游标 */
  edges: Array<OrderGateVoterEdge>;
  /** The voters alone. 表决人 */
  nodes: Array<OrderGateVoter>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. Counted only when asked for. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A voter on a page. 分页中的表决人 */
export type OrderGateVoterEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The voter. 表决人 */
  node: OrderGateVoter;
};

/** A part of the deliberation before the vote. 审议环节 */
export type OrderGateStage = {
  /** Code. 代码 */
  code: Scalars['String']['output'];
  /** Name. 名称 */
  label: WorkOrderLabel;
  /** When it was held; null: not yet. 完成时间 */
  doneAt?: Maybe<Scalars['DateTime']['output']>;
  /** What came of it. 结论 */
  note?: Maybe<Scalars['String']['output']>;
  /** Who wrote it down. 记录人 */
  by?: Maybe<Scalars['ID']['output']>;
};

/** A deliberation that an order has to pass (HY-07, HUA-04, HUA-07, AQ-09, LC-10). 前置审议 */
export type OrderGate = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Code of its rule. 规则代码 */
  code: Scalars['String']['output'];
  /** Kind. 类别 */
  kind: OrderGateKind;
  /** Name. 名称 */
  label: WorkOrderLabel;
  /** 1 for the first; a refused one may be held again. 第几轮 */
  round: Scalars['Int']['output'];
  /** What is decided on. 议题 */
  subject: Scalars['String']['output'];
  /** State. 状态 */
  state: OrderGateState;
  /** What it waits for; null once it is closed. 等待事项 */
  waitingFor?: Maybe<WorkOrderLabel>;
  /** The count: as it stands while open, as announced afterwards. 计票 */
  tally: OrderGateTally;
  /** The parts before the vote. 环节 */
  stages: Array<OrderGateStage>;
  /** Whether every voter is listed; households may only be counted. 名册是否逐一列明 */
  rollListed: Scalars['Boolean']['output'];
  /**
   * Whether you see who voted how: those who hold gates or take votes down do (`gate.manage`, `gate.record`); of a council
   * those on its roll too, and those who act on the order. Without it `roll` and `votes` are empty, and the count is shown.
   * 是否可见各人意见：管理审议、代记表决者可见；议事会类审议，名册内人员与承办、协办工单者亦可见；其余仅见计票，名册与表决记录为空
   */
  votesShown: Scalars['Boolean']['output'];
  /** Who may vote, in order of their ids, each with the vote that holds; empty where households are only counted (`rollListed`), and without `votesShown`. 名册及各人表决 */
  roll: OrderGateVoterConnection;
  /** Every vote, oldest first; none without `votesShown`. 表决记录；无权查看时为空 */
  votes: Array<OrderGateVote>;
  /** Who opened it. 发起人 */
  openedBy: Scalars['ID']['output'];
  /** When. 发起时间 */
  openedAt: Scalars['DateTime']['output'];
  /** Until when votes are taken; then it is counted by itself and the order goes on. By the GATE clock where the profile gives a deadline (none while that is paused), else the calendar days of the rule. 截止时间：到期自动计票；流程档案给出时限的以其时钟为准（暂停期间为空），否则按规则的自然日 */
  dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who closed it. 宣布人 */
  closedBy?: Maybe<Scalars['ID']['output']>;
  /** When. 宣布时间 */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
};


/** A deliberation that an order has to pass (HY-07, HUA-04, HUA-07, AQ-09, LC-10). 前置审议 */
export type OrderGateRollArgs = {
  voted?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A deliberation that an order has to pass (HY-07, HUA-04, HUA-07, AQ-09, LC-10). 前置审议 */
export type OrderGateVotesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Open a gate for an order. 发起前置审议 */
export type OpenGateInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Code of a gate of the profile, or of one that ships: BRANCH_REVIEW, BUILDING_LEADERS, CONSENT_80, OWNERS_VOTE, COUNCIL, JOINT_MEETING, DEPARTMENTS, MEDIATION. 审议规则代码 */
  gate: Scalars['String']['input'];
  /** What is decided on; the order's title without it. 议题 */
  subject?: InputMaybe<Scalars['String']['input']>;
  /** Who may vote, where the rule says that they are named: ids of persons, parties or households. 指定表决人 */
  voters?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** How many households may vote, where none are on file. 户数（未建档时） */
  households?: InputMaybe<Scalars['Int']['input']>;
  /** Floor area of all who may vote in m², where votes count by it. 总面积（平方米，按面积计票时） */
  floorArea?: InputMaybe<Scalars['Float']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Write down that a part of the deliberation was held. 记录审议环节 */
export type RecordGateStageInput = {
  /** Which gate. 审议编号 */
  gateId: Scalars['ID']['input'];
  /** Code of the stage. 环节代码 */
  stage: Scalars['String']['input'];
  /** What came of it. 结论 */
  note: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Vote, or take down the vote of another. 表决 */
export type CastVoteInput = {
  /** Which gate. 审议编号 */
  gateId: Scalars['ID']['input'];
  /** Id of a household, person or party, never a name; yourself without it. 表决人编号（勿填姓名）；不填为本人 */
  voter?: InputMaybe<Scalars['ID']['input']>;
  /** What is said. 意见 */
  choice: VoteChoice;
  /** Who votes for the voter. 受托人 */
  proxy?: InputMaybe<Scalars['String']['input']>;
  /** Floor area in m², where it counts and is not on file. 面积（平方米） */
  area?: InputMaybe<Scalars['Float']['input']>;
  /** A note. 备注 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Close a gate and announce the count. 宣布审议结果 */
export type CloseGateInput = {
  /** Which gate. 审议编号 */
  gateId: Scalars['ID']['input'];
  /** A note. 备注 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Take the order on at once, or turn it down, as its profile has it; without it the order waits until the gate is closed once more with it. 同时推进工单；为 false 时工单留在审议中，可再次宣布以推进 */
  moveOrder?: Scalars['Boolean']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Kinds of governance documents. 治理文档类别 */
export type GovernanceKind =
  /** Working calendar, folder `calendars`. 工作日历 */
  | 'CALENDAR'
  /** Clock policy, folder `clocks`. 时限政策 */
  | 'CLOCK'
  /** Duty ladder, folder `ladders`. 值守阶梯 */
  | 'LADDER'
  /** Workflow profile, folder `profiles`. 流程模板 */
  | 'PROFILE'
  /** Matter, folder `matters`. 事项 */
  | 'MATTER'
  /** Dispatch rules, folder `dispatch`. 派单规则 */
  | 'DISPATCH'
  /** Escalation ladder, folder `escalations`. 升级阶梯 */
  | 'ESCALATION'
  /** Recurring duty, folder `schedules`. 例行任务 */
  | 'SCHEDULE'
  /** Formula of figures, folder `formulas`. 考核公式 */
  | 'FORMULA'
  /** Rules of the make-up of grids, folder `gridrules`. 网格规则 */
  | 'GRID_RULES';

/** Where a version came from; the place's own go before what is shipped. 文档来源 */
export type GovernanceOrigin =
  /** Shipped with the hub. 随产品提供 */
  | 'SHIPPED'
  /** From HUB_GOVERNANCE_DIR. 本地目录 */
  | 'FOLDER'
  /** By applyGovernance or `npx hub governance apply`. 在线发布 */
  | 'APPLIED';

/** One version of a calendar, clock policy, matter, profile or rule. Published versions never change; running orders keep the ones they took. 治理文档（版本） */
export type GovernanceDocument = {
  /** Kind, code and version. 编号 */
  id: Scalars['ID']['output'];
  /** Kind. 类别 */
  kind: GovernanceKind;
  /** Code, unique in its kind. 代码 */
  code: Scalars['ID']['output'];
  /** Version. 版本 */
  version: Scalars['Int']['output'];
  /** Name. 名称 */
  label: WorkOrderLabel;
  /** From when new orders take it; null: since ever. 生效时间 */
  validFrom?: Maybe<Scalars['DateTime']['output']>;
  /** Whether new orders take it now. 现行 */
  inForce: Scalars['Boolean']['output'];
  /** Where it came from. 来源 */
  origin: GovernanceOrigin;
  /** SHA-256 of its content. 摘要 */
  sha256: Scalars['String']['output'];
  /** The whole document. 内容 */
  body: Scalars['JSON']['output'];
  /** The whole document as YAML, ready to be changed and applied as the next version. 内容（YAML） */
  yaml: Scalars['String']['output'];
  /** Who published it. 发布人 */
  createdBy: Scalars['String']['output'];
  /** When. 发布时间 */
  createdAt: Scalars['DateTime']['output'];
};

/** One page of documents, by kind, code and version. 文档分页 */
export type GovernanceDocumentConnection = {
  /** The documents with their cursors. 文档及游标 */
  edges: Array<GovernanceDocumentEdge>;
  /** The documents alone. 文档 */
  nodes: Array<GovernanceDocument>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
};

/** A document on a page. 分页中的文档 */
export type GovernanceDocumentEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The document. 文档 */
  node: GovernanceDocument;
};

/** Which documents; every given condition must hold. 文档筛选 */
export type GovernanceDocumentFilter = {
  /** Of these kinds. 类别 */
  kinds?: InputMaybe<Array<GovernanceKind>>;
  /** With this code. 代码 */
  code?: InputMaybe<Scalars['ID']['input']>;
  /** true: only what new orders take now; false: only what they do not. 是否现行 */
  inForce?: InputMaybe<Scalars['Boolean']['input']>;
  /** From one of these. 来源 */
  origins?: InputMaybe<Array<GovernanceOrigin>>;
};

/** What is wrong with a document. 文档错误 */
export type GovernanceFault = {
  /** Line, or number of the document in the text. 位置 */
  at: Scalars['String']['output'];
  /** JSON Pointer into the document. 路径 */
  path: Scalars['String']['output'];
  /** Chinese. 中文 */
  zh: Scalars['String']['output'];
  /** English. 英文 */
  en: Scalars['String']['output'];
};

/** Documents to be published: `yaml` or `json`. 发布治理文档 */
export type ApplyGovernanceInput = {
  /** Their kind. 类别 */
  kind: GovernanceKind;
  /** One or several YAML documents, parted by `---`. YAML 文本 */
  yaml?: InputMaybe<Scalars['String']['input']>;
  /** One document. JSON 内容 */
  json?: InputMaybe<Scalars['JSON']['input']>;
  /** Check only, change nothing. 仅校验 */
  dryRun?: Scalars['Boolean']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What became of it: all of the documents are published, or none. 发布结果 */
export type ApplyGovernancePayload = {
  /** Whether they are published now (never with `dryRun` or faults). 是否已发布 */
  applied: Scalars['Boolean']['output'];
  /** What was, or would be, added. 新增版本 */
  documents: Array<GovernanceDocument>;
  /** How many were published before with the same content. 内容未变的版本数 */
  unchanged: Scalars['Int']['output'];
  /** Everything that is wrong, at once; nothing changes when there is any. 全部错误 */
  faults: Array<GovernanceFault>;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Where a helper stands. 协办状态 */
export type OrderHelperState =
  /** Asked, not answered. 待响应 */
  | 'ASKED'
  /** There, or accepted. 已报到 */
  | 'ARRIVED'
  /** Did its part and reported back. 已反馈 */
  | 'REPORTED'
  /** Does not help, and says why. 已谢绝 */
  | 'DECLINED'
  /** Not needed any more. 已解除 */
  | 'RELEASED';

/** A party or person that helps the lead with an order, with a clock and a report of its own (HY-08). 协办 */
export type OrderHelper = {
  /** Id; also the holder of its unit clock. 编号，亦为其单位时限的持有方 */
  id: Scalars['ID']['output'];
  /** The party that helps; null for a person. 协办组织 */
  party?: Maybe<Party>;
  /** The person who helps; null for a party. 协办人 */
  person?: Maybe<Person>;
  /** State. 状态 */
  state: OrderHelperState;
  /** State in words. 状态名称 */
  stateLabel: WorkOrderLabel;
  /** The lead waits for it. 是否必须反馈 */
  required: Scalars['Boolean']['output'];
  /** What it is asked to do. 协办任务 */
  task?: Maybe<Scalars['String']['output']>;
  /** The whistle that called it; null when it was asked alone. 所属吹哨 */
  whistleId?: Maybe<Scalars['ID']['output']>;
  /** Who asked. 发起人 */
  askedBy: Scalars['ID']['output'];
  /** When. 发起时间 */
  askedAt: Scalars['DateTime']['output'];
  /** When it reported in 报到. 报到时间 */
  arrivedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who of it was there. 报到人 */
  arrivedBy?: Maybe<Scalars['ID']['output']>;
  /** Where. 报到地点 */
  arrivedPlace?: Maybe<Scalars['String']['output']>;
  /** When it reported back. 反馈时间 */
  reportedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it did. 协办情况 */
  report?: Maybe<Scalars['String']['output']>;
  /** Why it does not help. 谢绝原因 */
  declineReason?: Maybe<Scalars['String']['output']>;
  /** What it brought along. 协办佐证 */
  evidence: Array<OrderEvidence>;
};

/** Several departments called to one order: 街道吹哨—部门报到 (RS-15). 吹哨 */
export type OrderWhistle = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** What for. 事由 */
  subject: Scalars['String']['output'];
  /** Where to come. 集合地点 */
  place?: Maybe<Scalars['String']['output']>;
  /** When to come. 集合时间 */
  meetAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who blew. 吹哨人 */
  blownBy: Scalars['ID']['output'];
  /** When. 吹哨时间 */
  blownAt: Scalars['DateTime']['output'];
  /** Those that were called. 应到部门 */
  called: Array<OrderHelper>;
  /** How many came. 实到数 */
  arrivedCount: Scalars['Int']['output'];
  /** Those that did not come. 未到部门 */
  absent: Array<OrderHelper>;
  /** What the joint meeting decided. 会商纪要 */
  minutes?: Maybe<Scalars['String']['output']>;
  /** Who wrote it down. 记录人 */
  minutesBy?: Maybe<Scalars['ID']['output']>;
  /** When. 记录时间 */
  minutesAt?: Maybe<Scalars['DateTime']['output']>;
};

/** One helper: a party, a person, or whoever the profile's helper of this code means. 协办方（三选一） */
export type HelperInput = {
  /** A party. 组织编号 */
  partyId?: InputMaybe<Scalars['ID']['input']>;
  /** A person. 人员编号 */
  personId?: InputMaybe<Scalars['ID']['input']>;
  /** Code of a helper of the order's profile: every party of its kinds that serves the grid. 流程模板中的协办代码 */
  code?: InputMaybe<Scalars['String']['input']>;
  /** What it is to do. 任务 */
  task?: InputMaybe<Scalars['String']['input']>;
};

/** Ask others to help with an order. 发起协办 */
export type AddHelpersInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Whom, 1 to 20. 协办方 */
  helpers: Array<HelperInput>;
  /** Whether the lead waits for them. 是否必须反馈 */
  required?: Scalars['Boolean']['input'];
  /** Key of the policy of their unit clocks; without it the profile's. 单位时限政策 */
  clock?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Call several departments to an order. 街道吹哨 */
export type BlowWhistleInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** What for. 事由 */
  subject: Scalars['String']['input'];
  /** Where to come. 集合地点 */
  place?: InputMaybe<Scalars['String']['input']>;
  /** When to come. 集合时间 */
  meetAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whom, 2 to 20 parties. 部门 */
  departments: Array<HelperInput>;
  /** Key of the policy of their unit clocks; without it the profile's. 单位时限政策 */
  clock?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Report in at an order that one was asked to. 部门报到 */
export type ArriveAsHelperInput = {
  /** Which helper. 协办编号 */
  helperId: Scalars['ID']['input'];
  /** Where. 地点 */
  place?: InputMaybe<Scalars['String']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Report what a helper did. 协办反馈 */
export type ReportAsHelperInput = {
  /** Which helper. 协办编号 */
  helperId: Scalars['ID']['input'];
  /** What was done. 协办情况 */
  report: Scalars['String']['input'];
  /** By reference. 佐证 */
  evidence?: Array<WorkEvidenceInput>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Say that one does not help. 谢绝协办 */
export type DeclineAsHelperInput = {
  /** Which helper. 协办编号 */
  helperId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Let a helper go. 解除协办 */
export type ReleaseHelperInput = {
  /** Which helper. 协办编号 */
  helperId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Write down what the meeting of a whistle decided. 会商纪要 */
export type RecordWhistleMinutesInput = {
  /** Which whistle. 吹哨编号 */
  whistleId: Scalars['ID']['input'];
  /** What was decided, up to 4,000 characters. 纪要 */
  minutes: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What a list follows. 清单类别 */
export type FollowUpKind =
  /** Projects 项目清单 (AQ-07). 项目清单 */
  | 'PROJECT_LIST'
  /** A named class of stubborn issues, such as ageing lifts (HUA-18). 顽疾清单 */
  | 'STUBBORN_ISSUES'
  /** A branch secretary's project (AQ-14). 书记项目 */
  | 'SECRETARY_PROJECT'
  /** What a joint meeting decided (AQ-07). 联席会议定事项 */
  | 'JOINT_MEETING';

/** A list by which decided matters are followed until they are done (AQ-07, AQ-14, HUA-18). 跟踪清单 */
export type FollowUpList = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Code, once in its grid. 代码 */
  code: Scalars['String']['output'];
  /** Chinese name. 中文名 */
  nameZh: Scalars['String']['output'];
  /** English name. 英文名 */
  nameEn: Scalars['String']['output'];
  /** What it follows. 类别 */
  kind: FollowUpKind;
  /** Names of the kind. 类别名称 */
  kindLabel: WorkOrderLabel;
  /** Whose it is; null for the whole site. 网格编码 */
  gridCode?: Maybe<Scalars['ID']['output']>;
  /** The organisation that answers for it. 责任组织 */
  ownerParty?: Maybe<Party>;
  /** The person who answers for it. 责任人 */
  ownerPerson?: Maybe<Person>;
  /** When it was decided. 议定时间 */
  decidedAt: Scalars['DateTime']['output'];
  /** The meeting or paper that decided it. 来源说明 */
  source?: Maybe<Scalars['String']['output']>;
  /** The gate that decided it. 来源审议编号 */
  gateId?: Maybe<Scalars['ID']['output']>;
  /** By when all of it is to be done. 完成时限 */
  targetDate?: Maybe<Scalars['DateTime']['output']>;
  /** When it ended; an ended list does not change. 销号时间 */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** For `expectedVersion`. 版本 */
  version: Scalars['Int']['output'];
  /** How far it is; of an ended list, how far it was then. 进度 */
  progress: FollowUpProgress;
  /** What is on it, in the order of adding. 清单事项 */
  items: FollowUpItemConnection;
};


/** A list by which decided matters are followed until they are done (AQ-07, AQ-14, HUA-18). 跟踪清单 */
export type FollowUpListItemsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** How far a list is; a merged order counts as what it was merged into. 清单进度 */
export type FollowUpProgress = {
  /** Orders on the list: open, ended and dropped. 总数 */
  total: Scalars['Int']['output'];
  /** Somebody still has to do something. 在办数 */
  open: Scalars['Int']['output'];
  /** Closed. 办结数 */
  ended: Scalars['Int']['output'];
  /** Rejected or void: neither done nor owed. 不予受理及作废数 */
  dropped: Scalars['Int']['output'];
  /** Closed by the target, with none of their respond, report-back and handle clocks over. 按期办结数 */
  onTime: Scalars['Int']['output'];
  /** Closed too late, or open and late already. 超期数 */
  overdue: Scalars['Int']['output'];
};

/** An order on a list. 清单事项 */
export type FollowUpItem = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** The order; null when it has gone where you may not see it. 工单 */
  workOrder?: Maybe<WorkOrder>;
  /** What the list says of it. 说明 */
  note?: Maybe<Scalars['String']['output']>;
  /** When it was added. 列入时间 */
  addedAt: Scalars['DateTime']['output'];
};

/** One page of items. 清单事项分页 */
export type FollowUpItemConnection = {
  /** The items with their cursors. 事项及游标 */
  edges: Array<FollowUpItemEdge>;
  /** The items alone. 事项 */
  nodes: Array<FollowUpItem>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all. 总数 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An item on a page. 分页中的事项 */
export type FollowUpItemEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The item. 事项 */
  node: FollowUpItem;
};

/** One page of lists. 清单分页 */
export type FollowUpListConnection = {
  /** The lists with their cursors. 清单及游标 */
  edges: Array<FollowUpListEdge>;
  /** The lists alone. 清单 */
  nodes: Array<FollowUpList>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A list on a page. 分页中的清单 */
export type FollowUpListEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The list. 清单 */
  node: FollowUpList;
};

/** Which lists. 清单筛选 */
export type FollowUpListFilter = {
  /** Of this grid or one below it. 网格编码 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Of these kinds. 类别 */
  kinds?: InputMaybe<Array<FollowUpKind>>;
  /** True: not ended; false: ended. 是否未销号 */
  open?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Opens a list. 建立清单 */
export type CreateFollowUpListInput = {
  /** Code, once in its grid. 代码 */
  code: Scalars['String']['input'];
  /** Chinese name. 中文名 */
  nameZh: Scalars['String']['input'];
  /** English name. 英文名 */
  nameEn: Scalars['String']['input'];
  /** What it follows. 类别 */
  kind: FollowUpKind;
  /** Whose it is; the whole site's without it, which needs a token of the whole site. 网格编码 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** The organisation that answers for it. 责任组织编号 */
  partyId?: InputMaybe<Scalars['ID']['input']>;
  /** The person who answers for it. 责任人编号 */
  personId?: InputMaybe<Scalars['ID']['input']>;
  /** When it was decided; now without it. 议定时间 */
  decidedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The meeting or paper that decided it. 来源说明 */
  source?: InputMaybe<Scalars['String']['input']>;
  /** The gate that decided it; it must have passed. 来源审议编号 */
  gateId?: InputMaybe<Scalars['ID']['input']>;
  /** By when all of it is to be done. 完成时限 */
  targetDate?: InputMaybe<Scalars['DateTime']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Changes a list; what is left out stays. 修改清单 */
export type UpdateFollowUpListInput = {
  /** Which. 清单编号 */
  listId: Scalars['ID']['input'];
  /** Version that was read. 已读版本 */
  expectedVersion: Scalars['Int']['input'];
  /** Chinese name. 中文名 */
  nameZh?: InputMaybe<Scalars['String']['input']>;
  /** English name. 英文名 */
  nameEn?: InputMaybe<Scalars['String']['input']>;
  /** The organisation that answers for it; null takes it away. 责任组织编号 */
  partyId?: InputMaybe<Scalars['ID']['input']>;
  /** The person who answers for it; null takes them away. 责任人编号 */
  personId?: InputMaybe<Scalars['ID']['input']>;
  /** The meeting or paper that decided it; null takes it away. 来源说明 */
  source?: InputMaybe<Scalars['String']['input']>;
  /** By when all of it is to be done; null takes it away. 完成时限 */
  targetDate?: InputMaybe<Scalars['DateTime']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Ends a list: it stays as it is. 清单销号 */
export type EndFollowUpListInput = {
  /** Which. 清单编号 */
  listId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Puts an order on a list; of one that is on it, the note is replaced. 列入清单 */
export type AddFollowUpItemInput = {
  /** Which list. 清单编号 */
  listId: Scalars['ID']['input'];
  /** Which order; it lies in the grid of the list. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** What the list says of it. 说明 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Takes an order off a list. 移出清单 */
export type RemoveFollowUpItemInput = {
  /** Which list. 清单编号 */
  listId: Scalars['ID']['input'];
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The list after the change. 清单变更结果 */
export type FollowUpListPayload = {
  /** The list. 清单 */
  followUpList: FollowUpList;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Kind of a matter in the standards. 事项种类 */
export type MatterKind =
  /** A thing that is broken; case class C. 部件 */
  | 'COMPONENT'
  /** Something that happens; case class E. 事件 */
  | 'EVENT';

/** Where a code was read. 代码依据 */
export type MatterCodeReading =
  /** In the standard's own text. 标准文本 */
  | 'TEXT'
  /** In implementations of it, not in its text. 据实现系统，未核对标准文本 */
  | 'IMPLEMENTATION'
  /** A local extension. 本地扩展 */
  | 'LOCAL';

/** What the hub itself can see of a filing condition. 立案条件要素 */
export type FilingNeed =
  /** Its grid is known. 已定位到网格 */
  | 'GRID'
  /** It is described. 有情况描述 */
  | 'DESCRIPTION'
  /** There is evidence made before the work. 有处置前佐证 */
  | 'EVIDENCE_BEFORE'
  /** Somebody verified it on the spot. 已现场核实 */
  | 'VERIFIED'
  /** A gate of kind CONSENT has passed. 居民同意的审议已通过 */
  | 'CONSENT';

/** What the hub itself can see of a closing condition. 结案条件要素 */
export type ClosingNeed =
  /** There is evidence made after the work. 有处置后佐证 */
  | 'EVIDENCE_AFTER'
  /** What was done was reported back. 已反馈 */
  | 'FEEDBACK'
  /** A check was passed. 核查通过 */
  | 'CHECKED'
  /** Every stage of its clock is reached. 各阶段均已完成 */
  | 'STAGES';

/** What an order is about, from filing to closing, as new orders take it (LA-10). 事项 */
export type Matter = {
  /** What orders carry as `matter`. 代码 */
  code: Scalars['ID']['output'];
  /** Version of the document. 版本 */
  version: Scalars['Int']['output'];
  /** Name. 名称 */
  label: WorkOrderLabel;
  /** The standard, or LOCAL. 标准 */
  standardRef: Scalars['String']['output'];
  /** Its kind there. 种类 */
  kind: MatterKind;
  /** Its code there; unique with the standard and the kind. 标准代码 */
  standardCode: Scalars['String']['output'];
  /** Where that code was read. 代码依据 */
  codeReading: MatterCodeReading;
  /** Class, category and sub-category of its case numbers, as `E0602`. 案卷分类 */
  caseCategory: Scalars['String']['output'];
  /** When it may be filed. 立案条件 */
  filing: MatterFiling;
  /** When it may be closed. 结案条件 */
  closing: MatterClosing;
  /** Handling targets by severity. 处置时限 */
  handling: Array<MatterHandling>;
  /** Code of the workflow profile that its orders take. 流程模板 */
  profile: Scalars['ID']['output'];
  /** Kind of party that leads; null: whoever is on duty. 主办组织类别 */
  leadParty?: Maybe<Scalars['String']['output']>;
  /** Evidence that has to be there. 佐证要求 */
  evidence: Array<MatterEvidence>;
  /** Whether it stands in the task catalogue; what does not needs approval with funds or people (LA-10). 是否在任务目录内 */
  inTaskCatalogue: Scalars['Boolean']['output'];
  /** Requirement rows or rules of the place that it serves. 依据 */
  sources: Array<Scalars['String']['output']>;
};

/** A filing condition. 立案条件 */
export type MatterFiling = {
  /** Chinese. 中文 */
  zh: Scalars['String']['output'];
  /** English. 英文 */
  en: Scalars['String']['output'];
  /** What of it the hub checks. 系统核对要素 */
  requires: Array<FilingNeed>;
};

/** A closing condition. 结案条件 */
export type MatterClosing = {
  /** Chinese. 中文 */
  zh: Scalars['String']['output'];
  /** English. 英文 */
  en: Scalars['String']['output'];
  /** What of it the hub checks. 系统核对要素 */
  requires: Array<ClosingNeed>;
};

/** How long handling may take at a severity, in stages. 处置时限 */
export type MatterHandling = {
  /** At this severity; null: at every other. 严重程度；空为其余 */
  severity?: Maybe<Severity>;
  /** Key of the clock policy. 时限政策 */
  policy: Scalars['ID']['output'];
  /** Name of the policy. 政策名称 */
  label: WorkOrderLabel;
  /** Its stages, in order. 分阶段时限 */
  stages: Array<MatterStage>;
};

/** One stage of a handling target. 阶段 */
export type MatterStage = {
  /** Code. 代码 */
  code: Scalars['String']['output'];
  /** Name. 名称 */
  label: WorkOrderLabel;
  /** How much of `unit`. 数量 */
  target: Scalars['Float']['output'];
  /** Unit. 单位 */
  unit: TimeUnit;
};

/** Evidence that a matter asks for. 佐证要求 */
export type MatterEvidence = {
  /** Before or after the work. 阶段 */
  phase: WorkEvidencePhase;
  /** Kind. 类型 */
  kind: WorkEvidenceKind;
  /** How many at least. 最少数量 */
  count: Scalars['Int']['output'];
};

/** One page of matters, by code. 事项分页 */
export type MatterConnection = {
  /** The matters with their cursors. 事项及游标 */
  edges: Array<MatterEdge>;
  /** The matters alone. 事项 */
  nodes: Array<Matter>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all. 总数 */
  totalCount: Scalars['Int']['output'];
};

/** A matter on a page. 分页中的事项 */
export type MatterEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The matter. 事项 */
  node: Matter;
};

/** Which matters; every given condition must hold. 事项筛选 */
export type MatterFilter = {
  /** Of this standard, or LOCAL. 标准 */
  standardRef?: InputMaybe<Scalars['String']['input']>;
  /** Of this kind. 种类 */
  kind?: InputMaybe<MatterKind>;
  /** In or outside the task catalogue (LA-10). 是否在任务目录内 */
  inTaskCatalogue?: InputMaybe<Scalars['Boolean']['input']>;
  /** Led by this kind of party. 主办组织类别 */
  leadParty?: InputMaybe<Scalars['String']['input']>;
  /** Part of the code or name. 代码或名称（部分匹配） */
  search?: InputMaybe<Scalars['String']['input']>;
};

/** A report that came in on an order that was there already: the matter came back (复发). 复发上报 */
export type OrderRecurrence = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** One line, as told. 标题 */
  title: Scalars['String']['output'];
  /** More words. 描述 */
  description?: Maybe<Scalars['String']['output']>;
  /** Where it came from. 来源 */
  source: WorkOrderSource;
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
};

/** Merge an order into another of the same matter, place and time. 并单 */
export type MergeWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Into which. 主单编号 */
  intoId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Undo a merge. 撤销并单 */
export type UnmergeWorkOrderInput = {
  /** Which order, the one that was merged. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** How often a recurring duty comes. 周期 */
export type ScheduleUnit =
  /** Every day. 每日 */
  | 'DAY'
  /** Every week (HUA-22). 每周 */
  | 'WEEK'
  /** Every month (AQ-06). 每月 */
  | 'MONTH'
  /** Every quarter (LA-19, LC-18). 每季度 */
  | 'QUARTER'
  /** Every year (LA-21, HY-11). 每年 */
  | 'YEAR';

/** A duty that opens one order a period wherever it is bound (HUA-22, AQ-06, LA-19, LC-18, LA-21, HY-11). 例行任务 */
export type RecurringDuty = {
  /** Code of its document. 代码 */
  code: Scalars['ID']['output'];
  /** Version in force. 版本 */
  version: Scalars['Int']['output'];
  /** Name. 名称 */
  label: WorkOrderLabel;
  /** Whether it opens orders. 是否启用 */
  enabled: Scalars['Boolean']['output'];
  /** How often. 周期 */
  unit: ScheduleUnit;
  /** Matter of its orders. 事项 */
  matter: Scalars['ID']['output'];
  /** When the next orders are opened; null while it is not enabled. 下一次 */
  nextAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name of that period, as `2026-W48`. 下一期 */
  nextPeriod?: Maybe<Scalars['String']['output']>;
  /** Where it is bound, within your scope, in order of grid and subject. 绑定 */
  bindings: Array<RecurringDutyBinding>;
};


/** A duty that opens one order a period wherever it is bound (HUA-22, AQ-06, LA-19, LC-18, LA-21, HY-11). 例行任务 */
export type RecurringDutyBindingsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Where, and about whom, a recurring duty is done. 例行任务绑定 */
export type RecurringDutyBinding = {
  /** Code of the duty. 例行任务 */
  schedule: Scalars['ID']['output'];
  /** Where. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** The grid. 网格 */
  grid: Grid;
  /** Whom or what it is about: id of a key person, household or party; null: the grid. 对象编号 */
  subject?: Maybe<Scalars['ID']['output']>;
  /** Shown in the title of its orders instead of `subject`; no personal data. 标题用名 */
  title?: Maybe<Scalars['String']['output']>;
  /** First day. 起始日 */
  startsOn: Scalars['String']['output'];
  /** Last day; null: until it is unbound. 截止日 */
  endsOn?: Maybe<Scalars['String']['output']>;
  /** What became of its periods, newest first. 各期情况 */
  runs: Array<RecurringDutyRun>;
};


/** Where, and about whom, a recurring duty is done. 例行任务绑定 */
export type RecurringDutyBindingRunsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What became of a period of a recurring duty. 例行任务期次 */
export type RecurringDutyRun = {
  /** Name of the period. 期次 */
  period: Scalars['String']['output'];
  /** When it was due. 应开始时间 */
  dueAt: Scalars['DateTime']['output'];
  /** The order; null when the period was passed over after a downtime. 工单 */
  workOrder?: Maybe<WorkOrder>;
};

/** Bind a recurring duty to a grid, or to a person or household there. 绑定例行任务 */
export type BindRecurringDutyInput = {
  /** Code of the duty. 例行任务代码 */
  schedule: Scalars['ID']['input'];
  /** Where. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** Whom or what it is about: an id, never a name. 对象编号 */
  subject?: InputMaybe<Scalars['ID']['input']>;
  /** Shown in the titles of its orders; no personal data. 标题用名 */
  title?: InputMaybe<Scalars['String']['input']>;
  /** First day, YYYY-MM-DD; today when left out. 起始日 */
  startsOn?: InputMaybe<Scalars['String']['input']>;
  /** Last day. 截止日 */
  endsOn?: InputMaybe<Scalars['String']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** End a binding; its orders stay. 解除绑定 */
export type UnbindRecurringDutyInput = {
  /** Code of the duty. 例行任务代码 */
  schedule: Scalars['ID']['input'];
  /** Where. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** Whom or what it was about. 对象编号 */
  subject?: InputMaybe<Scalars['ID']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The duty after the change. 变更后的例行任务 */
export type RecurringDutyPayload = {
  /** The duty. 例行任务 */
  duty: RecurringDuty;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Who supervises. 督办方 */
export type SupervisorKind =
  /** The owners' committee. 业委会 */
  | 'OWNERS_COMMITTEE'
  /** Owners' supervisors (HUA-11). 业主监督员 */
  | 'OWNERS_SUPERVISORS'
  /** The party branch. 党支部 */
  | 'BRANCH'
  /** A supervision group (HY-31). 监督小组 */
  | 'GROUP'
  /** A superior authority. 上级 */
  | 'SUPERIOR';

/** Where a supervision stands. 督办状态 */
export type OrderSupervisionState =
  /** Open. 督办中 */
  | 'OPEN'
  /** Reported on, not yet judged. 已报告 */
  | 'REPORTED'
  /** Satisfied. 满意办结 */
  | 'SATISFIED'
  /** Withdrawn. 已撤销 */
  | 'WITHDRAWN';

/** What a row of a supervision says. 督办记录类别 */
export type OrderSupervisionEntryKind =
  /** Opened. 启动 */
  | 'OPEN'
  /** Reminded. 催办 */
  | 'REMIND'
  /** Noted while following the matter through all its length (HY-31). 全程跟踪 */
  | 'TRACK'
  /** Reported. 报告 */
  | 'REPORT'
  /** Satisfied. 满意 */
  | 'SATISFIED'
  /** Not satisfied. 不满意 */
  | 'UNSATISFIED'
  /** Withdrawn. 撤销 */
  | 'WITHDRAW';

/** A row of a supervision. 督办记录 */
export type OrderSupervisionEntry = {
  /** What it says. 类别 */
  kind: OrderSupervisionEntryKind;
  /** In words. 内容 */
  text?: Maybe<Scalars['String']['output']>;
  /** Who. 操作人 */
  by: Scalars['ID']['output'];
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
};

/** Somebody keeps an eye on an order from beside it (HY-31, HUA-11, HD-07). 督办 */
export type OrderSupervision = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Who supervises. 督办方 */
  by: SupervisorKind;
  /** Who, in words. 督办方名称 */
  byLabel: WorkOrderLabel;
  /** The party that does, where one is named. 督办组织 */
  party?: Maybe<Party>;
  /** Why. 事由 */
  reason: Scalars['String']['output'];
  /** State. 状态 */
  state: OrderSupervisionState;
  /** A report has to come before it can be satisfied. 是否须报告 */
  reportRequired: Scalars['Boolean']['output'];
  /** The order cannot be closed before it is satisfied. 是否阻止结案 */
  blocksClosing: Scalars['Boolean']['output'];
  /** When it should be settled: by the clock of its policy where it has one (none while that is paused), else as it was opened. 期限：有时限政策的以其时钟为准，暂停期间为空 */
  dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether that went by. 是否逾期 */
  overdue: Scalars['Boolean']['output'];
  /** How often it was reminded of. 催办次数 */
  reminders: Scalars['Int']['output'];
  /** Its own history, oldest first. 记录 */
  entries: Array<OrderSupervisionEntry>;
  /** Who opened it. 发起人 */
  openedBy: Scalars['ID']['output'];
  /** When. 发起时间 */
  openedAt: Scalars['DateTime']['output'];
  /** When it ended. 结束时间 */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Begin to supervise an order. 启动督办 */
export type OpenSupervisionInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Who supervises. 督办方 */
  by: SupervisorKind;
  /** Which party of theirs. 督办组织 */
  partyId?: InputMaybe<Scalars['ID']['input']>;
  /** Why. 事由 */
  reason: Scalars['String']['input'];
  /** When it should be settled. 期限 */
  dueAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** A report has to come first. 是否须报告 */
  reportRequired?: Scalars['Boolean']['input'];
  /** The order cannot be closed before. 是否阻止结案 */
  blocksClosing?: Scalars['Boolean']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Remind of a supervised order. 催办 */
export type RemindSupervisionInput = {
  /** Which supervision. 督办编号 */
  supervisionId: Scalars['ID']['input'];
  /** What of. 内容 */
  text: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A note on the way. 全程跟踪 */
export type TrackSupervisionInput = {
  /** Which supervision. 督办编号 */
  supervisionId: Scalars['ID']['input'];
  /** What was seen. 内容 */
  text: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Report to the supervisor. 提交督办报告 */
export type ReportToSupervisionInput = {
  /** Which supervision. 督办编号 */
  supervisionId: Scalars['ID']['input'];
  /** What was done. 报告 */
  text: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Withdraw a supervision. 撤销督办 */
export type WithdrawSupervisionInput = {
  /** Which supervision. 督办编号 */
  supervisionId: Scalars['ID']['input'];
  /** Why. 原因 */
  text: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Judge what was reported. 督办评判 */
export type JudgeSupervisionInput = {
  /** Which supervision. 督办编号 */
  supervisionId: Scalars['ID']['input'];
  /** Whether one is satisfied. 是否满意 */
  satisfied: Scalars['Boolean']['input'];
  /** Why; needed when not. 理由，不满意时必填 */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A step of a method of work, in its own words. 工作法步骤 */
export type WorkflowStep = {
  /** Code. 代码 */
  code: Scalars['String']['output'];
  /** Name that the method gives it. 名称 */
  label: WorkOrderLabel;
  /** From 1. 序号 */
  index: Scalars['Int']['output'];
  /** States that belong to it. 对应状态 */
  states: Array<WorkOrderState>;
};

/** A state of a profile with its own name. 流程状态 */
export type WorkflowState = {
  /** State. 状态 */
  state: WorkOrderState;
  /** Name that the method gives it. 名称 */
  label: WorkOrderLabel;
  /** Step that it belongs to; null for one outside the method, such as void. 所属步骤 */
  step?: Maybe<WorkflowStep>;
};

/** Who may do something in a profile. 操作人要求 */
export type WorkflowActor = {
  /** Right of the token. 权限 */
  right: Scalars['String']['output'];
  /** What the actor has to be to the order, any one of these; empty: nothing more. 与工单的关系（任一） */
  as: Array<WorkOrderLabel>;
};

/** Kind of a field of a form. 表单字段类型 */
export type WorkFormFieldType =
  /** Text. 文本 */
  | 'TEXT'
  /** Number. 数字 */
  | 'NUMBER'
  /** Yes or no. 是否 */
  | 'BOOLEAN'
  /** ISO 8601 date or time. 日期 */
  | 'DATE'
  /** One of its choices. 单选 */
  | 'CHOICE';

/** A choice of a form field. 选项 */
export type WorkFormChoice = {
  /** Code, as it is sent. 代码 */
  code: Scalars['String']['output'];
  /** Words. 名称 */
  label: WorkOrderLabel;
};

/** A field that an action asks for. 表单字段 */
export type WorkFormField = {
  /** Name in `form`. 字段名 */
  code: Scalars['String']['output'];
  /** Words. 名称 */
  label: WorkOrderLabel;
  /** Kind. 类型 */
  type: WorkFormFieldType;
  /** Whether it must be there. 是否必填 */
  required: Scalars['Boolean']['output'];
  /** Greatest number, or most characters. 上限 */
  max?: Maybe<Scalars['Float']['output']>;
  /** Choices; empty unless CHOICE. 选项 */
  choices: Array<WorkFormChoice>;
};

/** A transition of a profile. 流程操作 */
export type WorkflowTransition = {
  /** Action. 操作 */
  action: WorkOrderAction;
  /** Name that the method gives it. 名称 */
  label: WorkOrderLabel;
  /** States in which it can be done. 起始状态 */
  from: Array<WorkOrderState>;
  /** Where it leads; null: the state stays, or goes back to where it came from. 目标状态 */
  to?: Maybe<WorkOrderState>;
  /** Who may; any one suffices. 操作人（任一） */
  who: Array<WorkflowActor>;
  /** What it wants to be told. 须填写 */
  needs: Array<Scalars['String']['output']>;
  /** What must hold. 前提条件 */
  guards: Array<WorkOrderLabel>;
  /** Fields it asks for. 表单 */
  form: Array<WorkFormField>;
};

/** A clock of a profile. 流程时限 */
export type WorkflowClock = {
  /** Which promise. 类别 */
  kind: ClockKind;
  /** Key of the clock policy where neither matter nor severity names another. 时限政策 */
  policy: Scalars['String']['output'];
  /** Actions that start it; OPEN: the report or first signal. 启动 */
  start: Array<Scalars['String']['output']>;
  /** Actions that stop it, beside the end of the order. 停止 */
  stop: Array<Scalars['String']['output']>;
};

/** A gate of a profile 前置审议; its rule is `GateRule` data. 流程中的前置审议 */
export type WorkflowGate = {
  /** Code of its rule. 规则代码 */
  code: Scalars['String']['output'];
  /** Only for orders of these matters; empty: all. 适用事项 */
  matters: Array<Scalars['String']['output']>;
};

/** A supervision of a profile 督办. 流程中的督办 */
export type WorkflowSupervision = {
  /** Code. 代码 */
  code: Scalars['String']['output'];
  /** Name. 名称 */
  label: WorkOrderLabel;
  /** Who supervises. 督办方 */
  by: WorkOrderLabel;
  /** Opens when the order comes into one of these. 启动状态 */
  fromStates: Array<WorkOrderState>;
  /** Whether it must be satisfied before the close. 是否阻止结案 */
  blocksClosing: Scalars['Boolean']['output'];
};

/** A method of work as data: steps, states, rights, clocks (HY-06, HY-08, HY-15, HY-29, HUA-17, AQ-05, AQ-13, AQ-17, LC-23, RS-11, RS-15, HD-04, HD-07). 流程模板 */
export type WorkflowProfile = {
  /** Code. 代码 */
  code: Scalars['String']['output'];
  /** Version; orders keep the one they began with. 版本 */
  version: Scalars['Int']['output'];
  /** Name. 名称 */
  label: WorkOrderLabel;
  /** Requirement rows and standards it follows. 依据 */
  sources: Array<Scalars['String']['output']>;
  /** Steps, in order. 步骤 */
  steps: Array<WorkflowStep>;
  /** States. 状态 */
  states: Array<WorkflowState>;
  /** Transitions. 操作 */
  transitions: Array<WorkflowTransition>;
  /** Clocks. 时限 */
  clocks: Array<WorkflowClock>;
  /** Gates. 前置审议 */
  gates: Array<WorkflowGate>;
  /** Supervisions. 督办 */
  supervision: Array<WorkflowSupervision>;
  /** Part of the orders drawn for a check, 0 to 1. 抽查比例 */
  checkSampling: Scalars['Float']['output'];
  /** How often an order may be returned; null: no limit. 回退次数上限 */
  returnLimit?: Maybe<Scalars['Int']['output']>;
  /** Days after the close within which the reporter may reopen. 重办期限（天） */
  reopenWithinDays: Scalars['Int']['output'];
  /** Whether the first receiver stays responsible. 首接负责 */
  firstReceiverResponsible: Scalars['Boolean']['output'];
  /** The whole document. 模板全文 */
  body: Scalars['JSON']['output'];
};

/** Something that stands in the way of a step. 阻碍 */
export type WorkOrderBlocker = {
  /** What it comes from: a guard, a gate, a supervision, a helper, a right. 来源 */
  ref: Scalars['String']['output'];
  /** In words. 说明 */
  label: WorkOrderLabel;
};

/** A step that the profile has from the present state. 当前流程操作 */
export type WorkOrderActionInfo = {
  /** Action. 操作 */
  action: WorkOrderAction;
  /** The mutation that carries it, by name; where one carries two, its input says which (checkWork: pass, decideReturn: grant). 执行该操作的变更名称 */
  mutation: Scalars['String']['output'];
  /** Name that the method gives it. 名称 */
  label: WorkOrderLabel;
  /** Where it would lead. 目标状态 */
  to: WorkOrderState;
  /** Whether you may do it now. 是否可执行 */
  allowed: Scalars['Boolean']['output'];
  /** What stands in the way; empty when allowed. 阻碍原因 */
  blockedBy: Array<WorkOrderBlocker>;
  /** What it wants to be told. 须填写 */
  needs: Array<Scalars['String']['output']>;
  /** Fields it asks for. 表单 */
  form: Array<WorkFormField>;
};

/** What is asked for beside the state of an order. 待办申请类别 */
export type WorkOrderRequestKind =
  /** To be put on hold. 申请挂账 */
  | 'SUSPEND'
  /** More time. 申请延时 */
  | 'EXTENSION'
  /** To go to somebody else. 申请转办 */
  | 'TRANSFER'
  /** To be returned; the order is `RETURN_REQUESTED` until it is decided. 申请回退 */
  | 'RETURN';

/** A request that lies over the state of an order until it is decided. 待办申请 */
export type WorkOrderRequest = {
  /** What is asked for. 类别 */
  kind: WorkOrderRequestKind;
  /** Who asks. 申请人 */
  by: Scalars['ID']['output'];
  /** Why. 原因 */
  reason?: Maybe<Scalars['String']['output']>;
  /** When it was asked. 申请时间 */
  at: Scalars['DateTime']['output'];
  /** Until when, of a suspension. 截止时间 */
  until?: Maybe<Scalars['DateTime']['output']>;
  /** The person it is offered to, of a transfer. 拟接收人 */
  toPerson?: Maybe<Person>;
  /** The organisation it is offered to, of a transfer. 拟接收组织 */
  toParty?: Maybe<Party>;
};

/** Look on the spot whether it is so: 网格核 (HY-29). 核实 */
export type VerifyMatterInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** A note. 备注 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Answers to the form of the action. 表单 */
  form?: InputMaybe<Scalars['JSON']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** File an accepted order without sending it yet. 立案 */
export type FileWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** A note. 备注 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Answers to the form of the action. 表单 */
  form?: InputMaybe<Scalars['JSON']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Claim an order; of many at once exactly one has it (AQ-13, LC-23). 抢单 */
export type ClaimWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Say that one stage of a staged target is done, such as stopped 先停后罚. 完成阶段 */
export type ReachWorkStageInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Code of the stage, as its clock policy has it. 阶段代码 */
  stage: Scalars['String']['input'];
  /** A note. 备注 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Remind whoever has an order. 催办 */
export type RemindWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why. 催办说明 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Ask for an order to be put on hold. 申请挂账 */
export type RequestSuspensionInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Until when. 挂账至 */
  until: Scalars['DateTime']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Refuse a suspension that was asked for; suspendWork grants it. 不同意挂账 */
export type RefuseSuspensionInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Grant or refuse a return; the first receiver stays responsible where the profile says so 首接负责. The shipped profiles want it granted by somebody else than who asked. 审批回退：随产品提供的流程须由申请人以外的人同意 */
export type DecideReturnInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Whether it is granted. 是否同意 */
  grant: Scalars['Boolean']['input'];
  /** Why; needed to refuse. 原因；不同意时必填 */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Offer an order to somebody else; it goes over once they accept. 提出转办 */
export type OfferTransferInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** To this person. 拟接收人 */
  personId?: InputMaybe<Scalars['ID']['input']>;
  /** Or to this organisation. 拟接收组织 */
  partyId?: InputMaybe<Scalars['ID']['input']>;
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Accept or decline an order that is offered to you; its unit clock begins anew. 答复转办 */
export type AnswerTransferInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Whether you take it. 是否接收 */
  accept: Scalars['Boolean']['input'];
  /** Why; needed to decline. 原因；不接收时必填 */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Ask for more time; the state stays as it is. 申请延时 */
export type RequestExtensionInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Grant or refuse more time: the handling clock takes the longer promise from its start, never an earlier one. 审批延时 */
export type DecideExtensionInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** Whether it is granted. 是否同意 */
  grant: Scalars['Boolean']['input'];
  /** Why; needed to refuse. 原因；不同意时必填 */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Give another severity: its promises hold from the start, pauses stay. 调整等级 */
export type RegradeWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** The new severity. 新等级 */
  severity: Severity;
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Refuse when the order is no longer at this version. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
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
  WorkOrder: WorkOrder;
  Grid: Grid;
  Person: Person;
  Incident: Incident;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  WorkOrder:
    ( { __typename: 'WorkOrder' }
    & GraphQLRecursivePick<FederationTypes['WorkOrder'], {"id":true}> );
  Grid:
    ( { __typename: 'Grid' }
    & GraphQLRecursivePick<FederationTypes['Grid'], {"code":true}> );
  Person:
    ( { __typename: 'Person' }
    & GraphQLRecursivePick<FederationTypes['Person'], {"id":true}> );
  Incident:
    ( { __typename: 'Incident' }
    & GraphQLRecursivePick<FederationTypes['Incident'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  WorkOrderState: ResolverTypeWrapper<unknown>;
  WorkOrderSource: ResolverTypeWrapper<unknown>;
  ReportChannel: ResolverTypeWrapper<unknown>;
  WorkOrderAction: ResolverTypeWrapper<unknown>;
  WorkOrderLabel: ResolverTypeWrapper<unknown>;
  String: ResolverTypeWrapper<unknown>;
  WorkOrderEvent: ResolverTypeWrapper<unknown>;
  Int: ResolverTypeWrapper<unknown>;
  ID: ResolverTypeWrapper<unknown>;
  WorkOrderEventConnection: ResolverTypeWrapper<unknown>;
  WorkOrderEventEdge: ResolverTypeWrapper<unknown>;
  WorkOrder: ResolverTypeWrapper<unknown>;
  Boolean: ResolverTypeWrapper<unknown>;
  WorkOrderConnection: ResolverTypeWrapper<unknown>;
  WorkOrderEdge: ResolverTypeWrapper<unknown>;
  WorkOrderFilter: ResolverTypeWrapper<unknown>;
  Grid: ResolverTypeWrapper<unknown>;
  Person: ResolverTypeWrapper<unknown>;
  Party: ResolverTypeWrapper<unknown>;
  Incident: ResolverTypeWrapper<unknown>;
  WorkOrderChangeKind: ResolverTypeWrapper<unknown>;
  WorkOrderChange: ResolverTypeWrapper<unknown>;
  WorkEvidenceKind: ResolverTypeWrapper<unknown>;
  WorkEvidencePhase: ResolverTypeWrapper<unknown>;
  WorkEvidenceInput: ResolverTypeWrapper<unknown>;
  Float: ResolverTypeWrapper<unknown>;
  MatterPositionInput: ResolverTypeWrapper<unknown>;
  ReportMatterInput: ResolverTypeWrapper<unknown>;
  AcceptWorkOrderInput: ResolverTypeWrapper<unknown>;
  RejectMatterInput: ResolverTypeWrapper<unknown>;
  DispatchWorkOrderInput: ResolverTypeWrapper<unknown>;
  TakeWorkOrderInput: ResolverTypeWrapper<unknown>;
  StartWorkInput: ResolverTypeWrapper<unknown>;
  SuspendWorkInput: ResolverTypeWrapper<unknown>;
  ResumeWorkInput: ResolverTypeWrapper<unknown>;
  RequestReturnInput: ResolverTypeWrapper<unknown>;
  GiveFeedbackInput: ResolverTypeWrapper<unknown>;
  CheckWorkInput: ResolverTypeWrapper<unknown>;
  CloseWorkOrderInput: ResolverTypeWrapper<unknown>;
  RateWorkOrderInput: ResolverTypeWrapper<unknown>;
  ReopenWorkOrderInput: ResolverTypeWrapper<unknown>;
  VoidWorkOrderInput: ResolverTypeWrapper<unknown>;
  WorkOrderPayload: ResolverTypeWrapper<unknown>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OrderAdmissionState: ResolverTypeWrapper<unknown>;
  OrderAdmission: ResolverTypeWrapper<unknown>;
  AskAdmissionInput: ResolverTypeWrapper<unknown>;
  DecideAdmissionInput: ResolverTypeWrapper<unknown>;
  ClockKind: ResolverTypeWrapper<unknown>;
  ClockState: ResolverTypeWrapper<unknown>;
  ClockLight: ResolverTypeWrapper<unknown>;
  TimeUnit: ResolverTypeWrapper<unknown>;
  CalendarDayKind: ResolverTypeWrapper<unknown>;
  WorkOrderClock: ResolverTypeWrapper<unknown>;
  WorkOrderClockStage: ResolverTypeWrapper<unknown>;
  ClockPause: ResolverTypeWrapper<unknown>;
  CalendarWarning: ResolverTypeWrapper<unknown>;
  ClockExplanation: ResolverTypeWrapper<unknown>;
  ClockPolicyInForce: ResolverTypeWrapper<unknown>;
  ClockStageExplanation: ResolverTypeWrapper<unknown>;
  ClockCountedDay: ResolverTypeWrapper<unknown>;
  ClockWindow: ResolverTypeWrapper<unknown>;
  ClockSkippedDays: ResolverTypeWrapper<unknown>;
  ServiceOffer: ResolverTypeWrapper<unknown>;
  ServiceOfferConnection: ResolverTypeWrapper<unknown>;
  ServiceOfferEdge: ResolverTypeWrapper<unknown>;
  OfferServiceInput: ResolverTypeWrapper<unknown>;
  EndServiceOfferInput: ResolverTypeWrapper<unknown>;
  ServiceOfferPayload: ResolverTypeWrapper<unknown>;
  WorkOrderAlarm: ResolverTypeWrapper<unknown>;
  CircleMember: ResolverTypeWrapper<unknown>;
  WideningStep: ResolverTypeWrapper<unknown>;
  UnassignedWorkOrderConnection: ResolverTypeWrapper<unknown>;
  UnassignedWorkOrderEdge: ResolverTypeWrapper<unknown>;
  PreviewDispatchInput: ResolverTypeWrapper<unknown>;
  DispatchPreview: ResolverTypeWrapper<unknown>;
  DispatchHelper: ResolverTypeWrapper<unknown>;
  PreviewLadder: ResolverTypeWrapper<unknown>;
  TriedRule: ResolverTypeWrapper<unknown>;
  DispatchCandidate: ResolverTypeWrapper<unknown>;
  PassedStep: ResolverTypeWrapper<unknown>;
  DuplicateVerdict: ResolverTypeWrapper<unknown>;
  DuplicateReason: ResolverTypeWrapper<unknown>;
  DuplicateCandidate: ResolverTypeWrapper<unknown>;
  DecideDuplicatesInput: ResolverTypeWrapper<unknown>;
  GeofenceResult: ResolverTypeWrapper<unknown>;
  OrderEvidence: ResolverTypeWrapper<unknown>;
  OrderLack: ResolverTypeWrapper<unknown>;
  AddEvidenceInput: ResolverTypeWrapper<unknown>;
  OrderGateKind: ResolverTypeWrapper<unknown>;
  OrderGateState: ResolverTypeWrapper<unknown>;
  VoteChoice: ResolverTypeWrapper<unknown>;
  OrderGateMeasure: ResolverTypeWrapper<unknown>;
  OrderGateTally: ResolverTypeWrapper<unknown>;
  OrderGateVote: ResolverTypeWrapper<unknown>;
  GateVoterKind: ResolverTypeWrapper<unknown>;
  OrderGateVoter: ResolverTypeWrapper<unknown>;
  OrderGateVoterConnection: ResolverTypeWrapper<unknown>;
  OrderGateVoterEdge: ResolverTypeWrapper<unknown>;
  OrderGateStage: ResolverTypeWrapper<unknown>;
  OrderGate: ResolverTypeWrapper<unknown>;
  OpenGateInput: ResolverTypeWrapper<unknown>;
  RecordGateStageInput: ResolverTypeWrapper<unknown>;
  CastVoteInput: ResolverTypeWrapper<unknown>;
  CloseGateInput: ResolverTypeWrapper<unknown>;
  GovernanceKind: ResolverTypeWrapper<unknown>;
  GovernanceOrigin: ResolverTypeWrapper<unknown>;
  GovernanceDocument: ResolverTypeWrapper<unknown>;
  GovernanceDocumentConnection: ResolverTypeWrapper<unknown>;
  GovernanceDocumentEdge: ResolverTypeWrapper<unknown>;
  GovernanceDocumentFilter: ResolverTypeWrapper<unknown>;
  GovernanceFault: ResolverTypeWrapper<unknown>;
  ApplyGovernanceInput: ResolverTypeWrapper<unknown>;
  ApplyGovernancePayload: ResolverTypeWrapper<unknown>;
  OrderHelperState: ResolverTypeWrapper<unknown>;
  OrderHelper: ResolverTypeWrapper<unknown>;
  OrderWhistle: ResolverTypeWrapper<unknown>;
  HelperInput: ResolverTypeWrapper<unknown>;
  AddHelpersInput: ResolverTypeWrapper<unknown>;
  BlowWhistleInput: ResolverTypeWrapper<unknown>;
  ArriveAsHelperInput: ResolverTypeWrapper<unknown>;
  ReportAsHelperInput: ResolverTypeWrapper<unknown>;
  DeclineAsHelperInput: ResolverTypeWrapper<unknown>;
  ReleaseHelperInput: ResolverTypeWrapper<unknown>;
  RecordWhistleMinutesInput: ResolverTypeWrapper<unknown>;
  FollowUpKind: ResolverTypeWrapper<unknown>;
  FollowUpList: ResolverTypeWrapper<unknown>;
  FollowUpProgress: ResolverTypeWrapper<unknown>;
  FollowUpItem: ResolverTypeWrapper<unknown>;
  FollowUpItemConnection: ResolverTypeWrapper<unknown>;
  FollowUpItemEdge: ResolverTypeWrapper<unknown>;
  FollowUpListConnection: ResolverTypeWrapper<unknown>;
  FollowUpListEdge: ResolverTypeWrapper<unknown>;
  FollowUpListFilter: ResolverTypeWrapper<unknown>;
  CreateFollowUpListInput: ResolverTypeWrapper<unknown>;
  UpdateFollowUpListInput: ResolverTypeWrapper<unknown>;
  EndFollowUpListInput: ResolverTypeWrapper<unknown>;
  AddFollowUpItemInput: ResolverTypeWrapper<unknown>;
  RemoveFollowUpItemInput: ResolverTypeWrapper<unknown>;
  FollowUpListPayload: ResolverTypeWrapper<unknown>;
  MatterKind: ResolverTypeWrapper<unknown>;
  MatterCodeReading: ResolverTypeWrapper<unknown>;
  FilingNeed: ResolverTypeWrapper<unknown>;
  ClosingNeed: ResolverTypeWrapper<unknown>;
  Matter: ResolverTypeWrapper<unknown>;
  MatterFiling: ResolverTypeWrapper<unknown>;
  MatterClosing: ResolverTypeWrapper<unknown>;
  MatterHandling: ResolverTypeWrapper<unknown>;
  MatterStage: ResolverTypeWrapper<unknown>;
  MatterEvidence: ResolverTypeWrapper<unknown>;
  MatterConnection: ResolverTypeWrapper<unknown>;
  MatterEdge: ResolverTypeWrapper<unknown>;
  MatterFilter: ResolverTypeWrapper<unknown>;
  OrderRecurrence: ResolverTypeWrapper<unknown>;
  MergeWorkOrderInput: ResolverTypeWrapper<unknown>;
  UnmergeWorkOrderInput: ResolverTypeWrapper<unknown>;
  ScheduleUnit: ResolverTypeWrapper<unknown>;
  RecurringDuty: ResolverTypeWrapper<unknown>;
  RecurringDutyBinding: ResolverTypeWrapper<unknown>;
  RecurringDutyRun: ResolverTypeWrapper<unknown>;
  BindRecurringDutyInput: ResolverTypeWrapper<unknown>;
  UnbindRecurringDutyInput: ResolverTypeWrapper<unknown>;
  RecurringDutyPayload: ResolverTypeWrapper<unknown>;
  SupervisorKind: ResolverTypeWrapper<unknown>;
  OrderSupervisionState: ResolverTypeWrapper<unknown>;
  OrderSupervisionEntryKind: ResolverTypeWrapper<unknown>;
  OrderSupervisionEntry: ResolverTypeWrapper<unknown>;
  OrderSupervision: ResolverTypeWrapper<unknown>;
  OpenSupervisionInput: ResolverTypeWrapper<unknown>;
  RemindSupervisionInput: ResolverTypeWrapper<unknown>;
  TrackSupervisionInput: ResolverTypeWrapper<unknown>;
  ReportToSupervisionInput: ResolverTypeWrapper<unknown>;
  WithdrawSupervisionInput: ResolverTypeWrapper<unknown>;
  JudgeSupervisionInput: ResolverTypeWrapper<unknown>;
  WorkflowStep: ResolverTypeWrapper<unknown>;
  WorkflowState: ResolverTypeWrapper<unknown>;
  WorkflowActor: ResolverTypeWrapper<unknown>;
  WorkFormFieldType: ResolverTypeWrapper<unknown>;
  WorkFormChoice: ResolverTypeWrapper<unknown>;
  WorkFormField: ResolverTypeWrapper<unknown>;
  WorkflowTransition: ResolverTypeWrapper<unknown>;
  WorkflowClock: ResolverTypeWrapper<unknown>;
  WorkflowGate: ResolverTypeWrapper<unknown>;
  WorkflowSupervision: ResolverTypeWrapper<unknown>;
  WorkflowProfile: ResolverTypeWrapper<unknown>;
  WorkOrderBlocker: ResolverTypeWrapper<unknown>;
  WorkOrderActionInfo: ResolverTypeWrapper<unknown>;
  WorkOrderRequestKind: ResolverTypeWrapper<unknown>;
  WorkOrderRequest: ResolverTypeWrapper<unknown>;
  VerifyMatterInput: ResolverTypeWrapper<unknown>;
  FileWorkOrderInput: ResolverTypeWrapper<unknown>;
  ClaimWorkOrderInput: ResolverTypeWrapper<unknown>;
  ReachWorkStageInput: ResolverTypeWrapper<unknown>;
  RemindWorkOrderInput: ResolverTypeWrapper<unknown>;
  RequestSuspensionInput: ResolverTypeWrapper<unknown>;
  RefuseSuspensionInput: ResolverTypeWrapper<unknown>;
  DecideReturnInput: ResolverTypeWrapper<unknown>;
  OfferTransferInput: ResolverTypeWrapper<unknown>;
  AnswerTransferInput: ResolverTypeWrapper<unknown>;
  RequestExtensionInput: ResolverTypeWrapper<unknown>;
  DecideExtensionInput: ResolverTypeWrapper<unknown>;
  RegradeWorkOrderInput: ResolverTypeWrapper<unknown>;
  DateTime: ResolverTypeWrapper<unknown>;
  Duration: ResolverTypeWrapper<unknown>;
  JSON: ResolverTypeWrapper<unknown>;
  Severity: Severity;
  PageInfo: ResolverTypeWrapper<unknown>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  WorkOrderLabel: unknown;
  String: unknown;
  WorkOrderEvent: unknown;
  Int: unknown;
  ID: unknown;
  WorkOrderEventConnection: unknown;
  WorkOrderEventEdge: unknown;
  WorkOrder: unknown;
  Boolean: unknown;
  WorkOrderConnection: unknown;
  WorkOrderEdge: unknown;
  WorkOrderFilter: unknown;
  Grid: unknown;
  Person: unknown;
  Party: unknown;
  Incident: unknown;
  WorkOrderChange: unknown;
  WorkEvidenceInput: unknown;
  Float: unknown;
  MatterPositionInput: unknown;
  ReportMatterInput: unknown;
  AcceptWorkOrderInput: unknown;
  RejectMatterInput: unknown;
  DispatchWorkOrderInput: unknown;
  TakeWorkOrderInput: unknown;
  StartWorkInput: unknown;
  SuspendWorkInput: unknown;
  ResumeWorkInput: unknown;
  RequestReturnInput: unknown;
  GiveFeedbackInput: unknown;
  CheckWorkInput: unknown;
  CloseWorkOrderInput: unknown;
  RateWorkOrderInput: unknown;
  ReopenWorkOrderInput: unknown;
  VoidWorkOrderInput: unknown;
  WorkOrderPayload: unknown;
  Query: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  OrderAdmission: unknown;
  AskAdmissionInput: unknown;
  DecideAdmissionInput: unknown;
  WorkOrderClock: unknown;
  WorkOrderClockStage: unknown;
  ClockPause: unknown;
  CalendarWarning: unknown;
  ClockExplanation: unknown;
  ClockPolicyInForce: unknown;
  ClockStageExplanation: unknown;
  ClockCountedDay: unknown;
  ClockWindow: unknown;
  ClockSkippedDays: unknown;
  ServiceOffer: unknown;
  ServiceOfferConnection: unknown;
  ServiceOfferEdge: unknown;
  OfferServiceInput: unknown;
  EndServiceOfferInput: unknown;
  ServiceOfferPayload: unknown;
  WorkOrderAlarm: unknown;
  CircleMember: unknown;
  WideningStep: unknown;
  UnassignedWorkOrderConnection: unknown;
  UnassignedWorkOrderEdge: unknown;
  PreviewDispatchInput: unknown;
  DispatchPreview: unknown;
  DispatchHelper: unknown;
  PreviewLadder: unknown;
  TriedRule: unknown;
  DispatchCandidate: unknown;
  PassedStep: unknown;
  DuplicateReason: unknown;
  DuplicateCandidate: unknown;
  DecideDuplicatesInput: unknown;
  OrderEvidence: unknown;
  OrderLack: unknown;
  AddEvidenceInput: unknown;
  OrderGateMeasure: unknown;
  OrderGateTally: unknown;
  OrderGateVote: unknown;
  OrderGateVoter: unknown;
  OrderGateVoterConnection: unknown;
  OrderGateVoterEdge: unknown;
  OrderGateStage: unknown;
  OrderGate: unknown;
  OpenGateInput: unknown;
  RecordGateStageInput: unknown;
  CastVoteInput: unknown;
  CloseGateInput: unknown;
  GovernanceDocument: unknown;
  GovernanceDocumentConnection: unknown;
  GovernanceDocumentEdge: unknown;
  GovernanceDocumentFilter: unknown;
  GovernanceFault: unknown;
  ApplyGovernanceInput: unknown;
  ApplyGovernancePayload: unknown;
  OrderHelper: unknown;
  OrderWhistle: unknown;
  HelperInput: unknown;
  AddHelpersInput: unknown;
  BlowWhistleInput: unknown;
  ArriveAsHelperInput: unknown;
  ReportAsHelperInput: unknown;
  DeclineAsHelperInput: unknown;
  ReleaseHelperInput: unknown;
  RecordWhistleMinutesInput: unknown;
  FollowUpList: unknown;
  FollowUpProgress: unknown;
  FollowUpItem: unknown;
  FollowUpItemConnection: unknown;
  FollowUpItemEdge: unknown;
  FollowUpListConnection: unknown;
  FollowUpListEdge: unknown;
  FollowUpListFilter: unknown;
  CreateFollowUpListInput: unknown;
  UpdateFollowUpListInput: unknown;
  EndFollowUpListInput: unknown;
  AddFollowUpItemInput: unknown;
  RemoveFollowUpItemInput: unknown;
  FollowUpListPayload: unknown;
  Matter: unknown;
  MatterFiling: unknown;
  MatterClosing: unknown;
  MatterHandling: unknown;
  MatterStage: unknown;
  MatterEvidence: unknown;
  MatterConnection: unknown;
  MatterEdge: unknown;
  MatterFilter: unknown;
  OrderRecurrence: unknown;
  MergeWorkOrderInput: unknown;
  UnmergeWorkOrderInput: unknown;
  RecurringDuty: unknown;
  RecurringDutyBinding: unknown;
  RecurringDutyRun: unknown;
  BindRecurringDutyInput: unknown;
  UnbindRecurringDutyInput: unknown;
  RecurringDutyPayload: unknown;
  OrderSupervisionEntry: unknown;
  OrderSupervision: unknown;
  OpenSupervisionInput: unknown;
  RemindSupervisionInput: unknown;
  TrackSupervisionInput: unknown;
  ReportToSupervisionInput: unknown;
  WithdrawSupervisionInput: unknown;
  JudgeSupervisionInput: unknown;
  WorkflowStep: unknown;
  WorkflowState: unknown;
  WorkflowActor: unknown;
  WorkFormChoice: unknown;
  WorkFormField: unknown;
  WorkflowTransition: unknown;
  WorkflowClock: unknown;
  WorkflowGate: unknown;
  WorkflowSupervision: unknown;
  WorkflowProfile: unknown;
  WorkOrderBlocker: unknown;
  WorkOrderActionInfo: unknown;
  WorkOrderRequest: unknown;
  VerifyMatterInput: unknown;
  FileWorkOrderInput: unknown;
  ClaimWorkOrderInput: unknown;
  ReachWorkStageInput: unknown;
  RemindWorkOrderInput: unknown;
  RequestSuspensionInput: unknown;
  RefuseSuspensionInput: unknown;
  DecideReturnInput: unknown;
  OfferTransferInput: unknown;
  AnswerTransferInput: unknown;
  RequestExtensionInput: unknown;
  DecideExtensionInput: unknown;
  RegradeWorkOrderInput: unknown;
  DateTime: unknown;
  Duration: unknown;
  JSON: unknown;
  PageInfo: unknown;
};

export type WorkOrderLabelResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderLabel'] = ResolversParentTypes['WorkOrderLabel']> = {
  zh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WorkOrderEventResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderEvent'] = ResolversParentTypes['WorkOrderEvent']> = {
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fromState?: Resolver<Maybe<ResolversTypes['WorkOrderState']>, ParentType, ContextType>;
  toState?: Resolver<ResolversTypes['WorkOrderState'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type WorkOrderEventConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderEventConnection'] = ResolversParentTypes['WorkOrderEventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['WorkOrderEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['WorkOrderEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WorkOrderEventEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderEventEdge'] = ResolversParentTypes['WorkOrderEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WorkOrderEvent'], ParentType, ContextType>;
};

export type WorkOrderResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrder'] = ResolversParentTypes['WorkOrder'], FederationReferenceType extends FederationReferenceTypes['WorkOrder'] = FederationReferenceTypes['WorkOrder']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['WorkOrder']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  caseNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['WorkOrderState'], ParentType, ContextType>;
  stateLabel?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  live?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['WorkOrderSource'], ParentType, ContextType>;
  matter?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  gridCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  incidents?: Resolver<Array<ResolversTypes['Incident']>, ParentType, ContextType, RequireFields<WorkOrderIncidentsArgs, 'first'>>;
  assignee?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  dispatchExplanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  clocks?: Resolver<Array<ResolversTypes['WorkOrderClock']>, ParentType, ContextType>;
  history?: Resolver<Array<ResolversTypes['WorkOrderEvent']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['WorkOrderEventConnection'], ParentType, ContextType, RequireFields<WorkOrderEventsArgs, 'first' | 'newestFirst'>>;
  allowedActions?: Resolver<Array<ResolversTypes['WorkOrderAction']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  admission?: Resolver<Maybe<ResolversTypes['OrderAdmission']>, ParentType, ContextType>;
  inTaskCatalogue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sampledForCheck?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  matchingServices?: Resolver<Array<ResolversTypes['ServiceOffer']>, ParentType, ContextType, RequireFields<WorkOrderMatchingServicesArgs, 'first'>>;
  alarm?: Resolver<Maybe<ResolversTypes['WorkOrderAlarm']>, ParentType, ContextType>;
  circle?: Resolver<Array<ResolversTypes['CircleMember']>, ParentType, ContextType>;
  widening?: Resolver<Array<ResolversTypes['WideningStep']>, ParentType, ContextType>;
  duplicateCandidates?: Resolver<Array<ResolversTypes['DuplicateCandidate']>, ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['OrderEvidence']>, ParentType, ContextType>;
  evidenceMissing?: Resolver<Array<ResolversTypes['OrderLack']>, ParentType, ContextType>;
  gates?: Resolver<Array<ResolversTypes['OrderGate']>, ParentType, ContextType>;
  helpers?: Resolver<Array<ResolversTypes['OrderHelper']>, ParentType, ContextType>;
  whistles?: Resolver<Array<ResolversTypes['OrderWhistle']>, ParentType, ContextType>;
  lists?: Resolver<Array<ResolversTypes['FollowUpList']>, ParentType, ContextType>;
  matterDetail?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType>;
  mergedParent?: Resolver<Maybe<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
  mergedOrders?: Resolver<Array<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
  effectiveState?: Resolver<ResolversTypes['WorkOrderState'], ParentType, ContextType>;
  recurrences?: Resolver<Array<ResolversTypes['OrderRecurrence']>, ParentType, ContextType>;
  supervisions?: Resolver<Array<ResolversTypes['OrderSupervision']>, ParentType, ContextType>;
  profileInfo?: Resolver<ResolversTypes['WorkflowProfile'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['WorkflowStep']>, ParentType, ContextType>;
  actions?: Resolver<Array<ResolversTypes['WorkOrderActionInfo']>, ParentType, ContextType>;
  channel?: Resolver<Maybe<ResolversTypes['ReportChannel']>, ParentType, ContextType>;
  firstReceiver?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  requests?: Resolver<Array<ResolversTypes['WorkOrderRequest']>, ParentType, ContextType>;
  returnsUsed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WorkOrderConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderConnection'] = ResolversParentTypes['WorkOrderConnection']> = {
  edges?: Resolver<Array<ResolversTypes['WorkOrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type WorkOrderEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderEdge'] = ResolversParentTypes['WorkOrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType>;
};

export type GridResolvers<ContextType = any, ParentType extends ResolversParentTypes['Grid'] = ResolversParentTypes['Grid'], FederationReferenceType extends FederationReferenceTypes['Grid'] = FederationReferenceTypes['Grid']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Grid']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workOrders?: Resolver<ResolversTypes['WorkOrderConnection'], ParentType, ContextType, RequireFields<GridWorkOrdersArgs, 'first'>>;
};

export type PersonResolvers<ContextType = any, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'], FederationReferenceType extends FederationReferenceTypes['Person'] = FederationReferenceTypes['Person']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Person']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workOrders?: Resolver<ResolversTypes['WorkOrderConnection'], ParentType, ContextType, RequireFields<PersonWorkOrdersArgs, 'first'>>;
};

export type PartyResolvers<ContextType = any, ParentType extends ResolversParentTypes['Party'] = ResolversParentTypes['Party']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type IncidentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Incident'] = ResolversParentTypes['Incident'], FederationReferenceType extends FederationReferenceTypes['Incident'] = FederationReferenceTypes['Incident']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Incident']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workOrder?: Resolver<Maybe<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
  workOrders?: Resolver<Array<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
};

export type WorkOrderChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderChange'] = ResolversParentTypes['WorkOrderChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  change?: Resolver<ResolversTypes['WorkOrderChangeKind'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  workOrder?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType>;
};

export type WorkOrderPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderPayload'] = ResolversParentTypes['WorkOrderPayload']> = {
  workOrder?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  workOrders?: Resolver<ResolversTypes['WorkOrderConnection'], ParentType, ContextType, RequireFields<QueryWorkOrdersArgs, 'first'>>;
  workOrder?: Resolver<Maybe<ResolversTypes['WorkOrder']>, ParentType, ContextType, RequireFields<QueryWorkOrderArgs, 'id'>>;
  workOrderChange?: Resolver<Maybe<ResolversTypes['WorkOrderChange']>, ParentType, ContextType, RequireFields<QueryWorkOrderChangeArgs, 'cursor'>>;
  serviceOffers?: Resolver<ResolversTypes['ServiceOfferConnection'], ParentType, ContextType, RequireFields<QueryServiceOffersArgs, 'first'>>;
  previewDispatch?: Resolver<ResolversTypes['DispatchPreview'], ParentType, ContextType, RequireFields<QueryPreviewDispatchArgs, 'input'>>;
  unassignedWorkOrders?: Resolver<ResolversTypes['UnassignedWorkOrderConnection'], ParentType, ContextType, RequireFields<QueryUnassignedWorkOrdersArgs, 'first'>>;
  governanceDocuments?: Resolver<ResolversTypes['GovernanceDocumentConnection'], ParentType, ContextType, RequireFields<QueryGovernanceDocumentsArgs, 'first'>>;
  governanceDocument?: Resolver<Maybe<ResolversTypes['GovernanceDocument']>, ParentType, ContextType, RequireFields<QueryGovernanceDocumentArgs, 'kind' | 'code'>>;
  followUpLists?: Resolver<ResolversTypes['FollowUpListConnection'], ParentType, ContextType, RequireFields<QueryFollowUpListsArgs, 'filter' | 'first'>>;
  followUpList?: Resolver<Maybe<ResolversTypes['FollowUpList']>, ParentType, ContextType, RequireFields<QueryFollowUpListArgs, 'id'>>;
  matters?: Resolver<ResolversTypes['MatterConnection'], ParentType, ContextType, RequireFields<QueryMattersArgs, 'first'>>;
  matter?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType, RequireFields<QueryMatterArgs, 'code'>>;
  recurringDuties?: Resolver<Array<ResolversTypes['RecurringDuty']>, ParentType, ContextType>;
  workflowProfiles?: Resolver<Array<ResolversTypes['WorkflowProfile']>, ParentType, ContextType>;
  workflowProfile?: Resolver<Maybe<ResolversTypes['WorkflowProfile']>, ParentType, ContextType, RequireFields<QueryWorkflowProfileArgs, 'code'>>;
};

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  reportMatter?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationReportMatterArgs, 'input'>>;
  acceptWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationAcceptWorkOrderArgs, 'input'>>;
  rejectMatter?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRejectMatterArgs, 'input'>>;
  dispatchWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationDispatchWorkOrderArgs, 'input'>>;
  takeWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationTakeWorkOrderArgs, 'input'>>;
  startWork?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationStartWorkArgs, 'input'>>;
  suspendWork?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationSuspendWorkArgs, 'input'>>;
  resumeWork?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationResumeWorkArgs, 'input'>>;
  requestReturn?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRequestReturnArgs, 'input'>>;
  giveFeedback?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationGiveFeedbackArgs, 'input'>>;
  checkWork?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationCheckWorkArgs, 'input'>>;
  closeWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationCloseWorkOrderArgs, 'input'>>;
  rateWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRateWorkOrderArgs, 'input'>>;
  reopenWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationReopenWorkOrderArgs, 'input'>>;
  voidWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationVoidWorkOrderArgs, 'input'>>;
  askAdmission?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationAskAdmissionArgs, 'input'>>;
  decideAdmission?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationDecideAdmissionArgs, 'input'>>;
  offerService?: Resolver<ResolversTypes['ServiceOfferPayload'], ParentType, ContextType, RequireFields<MutationOfferServiceArgs, 'input'>>;
  endServiceOffer?: Resolver<ResolversTypes['ServiceOfferPayload'], ParentType, ContextType, RequireFields<MutationEndServiceOfferArgs, 'input'>>;
  decideDuplicates?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationDecideDuplicatesArgs, 'input'>>;
  addEvidence?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationAddEvidenceArgs, 'input'>>;
  openGate?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationOpenGateArgs, 'input'>>;
  recordGateStage?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRecordGateStageArgs, 'input'>>;
  castVote?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationCastVoteArgs, 'input'>>;
  closeGate?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationCloseGateArgs, 'input'>>;
  applyGovernance?: Resolver<ResolversTypes['ApplyGovernancePayload'], ParentType, ContextType, RequireFields<MutationApplyGovernanceArgs, 'input'>>;
  addHelpers?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationAddHelpersArgs, 'input'>>;
  blowWhistle?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationBlowWhistleArgs, 'input'>>;
  arriveAsHelper?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationArriveAsHelperArgs, 'input'>>;
  reportAsHelper?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationReportAsHelperArgs, 'input'>>;
  declineAsHelper?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationDeclineAsHelperArgs, 'input'>>;
  releaseHelper?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationReleaseHelperArgs, 'input'>>;
  recordWhistleMinutes?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRecordWhistleMinutesArgs, 'input'>>;
  createFollowUpList?: Resolver<ResolversTypes['FollowUpListPayload'], ParentType, ContextType, RequireFields<MutationCreateFollowUpListArgs, 'input'>>;
  updateFollowUpList?: Resolver<ResolversTypes['FollowUpListPayload'], ParentType, ContextType, RequireFields<MutationUpdateFollowUpListArgs, 'input'>>;
  endFollowUpList?: Resolver<ResolversTypes['FollowUpListPayload'], ParentType, ContextType, RequireFields<MutationEndFollowUpListArgs, 'input'>>;
  addFollowUpItem?: Resolver<ResolversTypes['FollowUpListPayload'], ParentType, ContextType, RequireFields<MutationAddFollowUpItemArgs, 'input'>>;
  removeFollowUpItem?: Resolver<ResolversTypes['FollowUpListPayload'], ParentType, ContextType, RequireFields<MutationRemoveFollowUpItemArgs, 'input'>>;
  mergeWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationMergeWorkOrderArgs, 'input'>>;
  unmergeWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationUnmergeWorkOrderArgs, 'input'>>;
  bindRecurringDuty?: Resolver<ResolversTypes['RecurringDutyPayload'], ParentType, ContextType, RequireFields<MutationBindRecurringDutyArgs, 'input'>>;
  unbindRecurringDuty?: Resolver<ResolversTypes['RecurringDutyPayload'], ParentType, ContextType, RequireFields<MutationUnbindRecurringDutyArgs, 'input'>>;
  openSupervision?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationOpenSupervisionArgs, 'input'>>;
  remindSupervision?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRemindSupervisionArgs, 'input'>>;
  trackSupervision?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationTrackSupervisionArgs, 'input'>>;
  reportToSupervision?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationReportToSupervisionArgs, 'input'>>;
  judgeSupervision?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationJudgeSupervisionArgs, 'input'>>;
  withdrawSupervision?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationWithdrawSupervisionArgs, 'input'>>;
  verifyMatter?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationVerifyMatterArgs, 'input'>>;
  fileWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationFileWorkOrderArgs, 'input'>>;
  claimWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationClaimWorkOrderArgs, 'input'>>;
  reachWorkStage?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationReachWorkStageArgs, 'input'>>;
  requestSuspension?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRequestSuspensionArgs, 'input'>>;
  refuseSuspension?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRefuseSuspensionArgs, 'input'>>;
  decideReturn?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationDecideReturnArgs, 'input'>>;
  offerTransfer?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationOfferTransferArgs, 'input'>>;
  answerTransfer?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationAnswerTransferArgs, 'input'>>;
  requestExtension?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRequestExtensionArgs, 'input'>>;
  decideExtension?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationDecideExtensionArgs, 'input'>>;
  regradeWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRegradeWorkOrderArgs, 'input'>>;
  remindWorkOrder?: Resolver<ResolversTypes['WorkOrderPayload'], ParentType, ContextType, RequireFields<MutationRemindWorkOrderArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  workOrderChanged?: SubscriptionResolver<ResolversTypes['WorkOrderChange'], "workOrderChanged", ParentType, ContextType, Partial<SubscriptionWorkOrderChangedArgs>>;
};

export type OrderAdmissionResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderAdmission'] = ResolversParentTypes['OrderAdmission']> = {
  state?: Resolver<ResolversTypes['OrderAdmissionState'], ParentType, ContextType>;
  ask?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  askedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  askedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  decidedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  funds?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  people?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WorkOrderClockResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderClock'] = ResolversParentTypes['WorkOrderClock']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ClockKind'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  holder?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  generation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  policyLabel?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  calendar?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  targetMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  amberAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  stoppedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ClockState'], ParentType, ContextType>;
  light?: Resolver<ResolversTypes['ClockLight'], ParentType, ContextType>;
  amber?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  paused?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  live?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['TimeUnit'], ParentType, ContextType>;
  elapsed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  stages?: Resolver<Array<ResolversTypes['WorkOrderClockStage']>, ParentType, ContextType>;
  pauses?: Resolver<Array<ResolversTypes['ClockPause']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['CalendarWarning']>, ParentType, ContextType>;
  explain?: Resolver<ResolversTypes['ClockExplanation'], ParentType, ContextType>;
};

export type WorkOrderClockStageResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderClockStage'] = ResolversParentTypes['WorkOrderClockStage']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['TimeUnit'], ParentType, ContextType>;
  unitLabel?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ClockState'], ParentType, ContextType>;
  light?: Resolver<ResolversTypes['ClockLight'], ParentType, ContextType>;
  countsFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  amberAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  doneAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  elapsed?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ClockPauseResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClockPause'] = ResolversParentTypes['ClockPause']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CalendarWarningResolvers<ContextType = any, ParentType extends ResolversParentTypes['CalendarWarning'] = ResolversParentTypes['CalendarWarning']> = {
  year?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  zh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ClockExplanationResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClockExplanation'] = ResolversParentTypes['ClockExplanation']> = {
  policies?: Resolver<Array<ResolversTypes['ClockPolicyInForce']>, ParentType, ContextType>;
  stages?: Resolver<Array<ResolversTypes['ClockStageExplanation']>, ParentType, ContextType>;
  zh?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  en?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ClockPolicyInForceResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClockPolicyInForce'] = ResolversParentTypes['ClockPolicyInForce']> = {
  policy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  countsFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ClockStageExplanationResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClockStageExplanation'] = ResolversParentTypes['ClockStageExplanation']> = {
  stage?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  counted?: Resolver<Array<ResolversTypes['ClockCountedDay']>, ParentType, ContextType>;
  skipped?: Resolver<Array<ResolversTypes['ClockSkippedDays']>, ParentType, ContextType>;
};

export type ClockCountedDayResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClockCountedDay'] = ResolversParentTypes['ClockCountedDay']> = {
  day?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dayKind?: Resolver<Maybe<ResolversTypes['CalendarDayKind']>, ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['WorkOrderLabel']>, ParentType, ContextType>;
  windows?: Resolver<Array<ResolversTypes['ClockWindow']>, ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ClockWindowResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClockWindow'] = ResolversParentTypes['ClockWindow']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ClockSkippedDaysResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClockSkippedDays'] = ResolversParentTypes['ClockSkippedDays']> = {
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dayKind?: Resolver<ResolversTypes['CalendarDayKind'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['WorkOrderLabel']>, ParentType, ContextType>;
};

export type ServiceOfferResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceOffer'] = ResolversParentTypes['ServiceOffer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  matters?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  gridCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  capacity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  liveOrders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  offeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  matchingOrders?: Resolver<Array<ResolversTypes['WorkOrder']>, ParentType, ContextType, RequireFields<ServiceOfferMatchingOrdersArgs, 'first'>>;
};

export type ServiceOfferConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceOfferConnection'] = ResolversParentTypes['ServiceOfferConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ServiceOfferEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ServiceOffer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ServiceOfferEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceOfferEdge'] = ResolversParentTypes['ServiceOfferEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ServiceOffer'], ParentType, ContextType>;
};

export type ServiceOfferPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ServiceOfferPayload'] = ResolversParentTypes['ServiceOfferPayload']> = {
  serviceOffer?: Resolver<ResolversTypes['ServiceOffer'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WorkOrderAlarmResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderAlarm'] = ResolversParentTypes['WorkOrderAlarm']> = {
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nextTryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CircleMemberResolvers<ContextType = any, ParentType extends ResolversParentTypes['CircleMember'] = ResolversParentTypes['CircleMember']> = {
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  postRole?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  toldAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type WideningStepResolvers<ContextType = any, ParentType extends ResolversParentTypes['WideningStep'] = ResolversParentTypes['WideningStep']> = {
  step?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dueAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  doneAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  zh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tell?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  assign?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UnassignedWorkOrderConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['UnassignedWorkOrderConnection'] = ResolversParentTypes['UnassignedWorkOrderConnection']> = {
  edges?: Resolver<Array<ResolversTypes['UnassignedWorkOrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type UnassignedWorkOrderEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['UnassignedWorkOrderEdge'] = ResolversParentTypes['UnassignedWorkOrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType>;
};

export type DispatchPreviewResolvers<ContextType = any, ParentType extends ResolversParentTypes['DispatchPreview'] = ResolversParentTypes['DispatchPreview']> = {
  opens?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rule?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  matter?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lead?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  helpers?: Resolver<Array<ResolversTypes['DispatchHelper']>, ParentType, ContextType>;
  explanationZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  explanationEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tried?: Resolver<Array<ResolversTypes['TriedRule']>, ParentType, ContextType>;
  ladder?: Resolver<Maybe<ResolversTypes['PreviewLadder']>, ParentType, ContextType>;
  assignee?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  postRole?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  equals?: Resolver<Array<ResolversTypes['DispatchCandidate']>, ParentType, ContextType>;
  skipped?: Resolver<Array<ResolversTypes['PassedStep']>, ParentType, ContextType>;
  widening?: Resolver<Array<ResolversTypes['WideningStep']>, ParentType, ContextType>;
};

export type DispatchHelperResolvers<ContextType = any, ParentType extends ResolversParentTypes['DispatchHelper'] = ResolversParentTypes['DispatchHelper']> = {
  party?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PreviewLadderResolvers<ContextType = any, ParentType extends ResolversParentTypes['PreviewLadder'] = ResolversParentTypes['PreviewLadder']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  steps?: Resolver<Array<Array<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type TriedRuleResolvers<ContextType = any, ParentType extends ResolversParentTypes['TriedRule'] = ResolversParentTypes['TriedRule']> = {
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  matched?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  whyNotZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  whyNotEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DispatchCandidateResolvers<ContextType = any, ParentType extends ResolversParentTypes['DispatchCandidate'] = ResolversParentTypes['DispatchCandidate']> = {
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  postId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  liveOrders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastGivenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  capacity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  substituted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PassedStepResolvers<ContextType = any, ParentType extends ResolversParentTypes['PassedStep'] = ResolversParentTypes['PassedStep']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reasonZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reasonEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DuplicateReasonResolvers<ContextType = any, ParentType extends ResolversParentTypes['DuplicateReason'] = ResolversParentTypes['DuplicateReason']> = {
  points?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
};

export type DuplicateCandidateResolvers<ContextType = any, ParentType extends ResolversParentTypes['DuplicateCandidate'] = ResolversParentTypes['DuplicateCandidate']> = {
  workOrder?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reasons?: Resolver<Array<ResolversTypes['DuplicateReason']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['DuplicateVerdict'], ParentType, ContextType>;
};

export type OrderEvidenceResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderEvidence'] = ResolversParentTypes['OrderEvidence']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['WorkEvidenceKind'], ParentType, ContextType>;
  phase?: Resolver<ResolversTypes['WorkEvidencePhase'], ParentType, ContextType>;
  takenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  geofence?: Resolver<ResolversTypes['GeofenceResult'], ParentType, ContextType>;
  addedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  addedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type OrderLackResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderLack'] = ResolversParentTypes['OrderLack']> = {
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
};

export type OrderGateMeasureResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderGateMeasure'] = ResolversParentTypes['OrderGateMeasure']> = {
  roll?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  cast?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  yes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  castNeeded?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  yesNeeded?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  quorate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reached?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type OrderGateTallyResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderGateTally'] = ResolversParentTypes['OrderGateTally']> = {
  roll?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cast?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  yes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  no?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  abstain?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  heads?: Resolver<ResolversTypes['OrderGateMeasure'], ParentType, ContextType>;
  area?: Resolver<Maybe<ResolversTypes['OrderGateMeasure']>, ParentType, ContextType>;
  result?: Resolver<ResolversTypes['OrderGateState'], ParentType, ContextType>;
  canPass?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
};

export type OrderGateVoteResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderGateVote'] = ResolversParentTypes['OrderGateVote']> = {
  voter?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  turn?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  holds?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  choice?: Resolver<ResolversTypes['VoteChoice'], ParentType, ContextType>;
  proxy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type OrderGateVoterResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderGateVoter'] = ResolversParentTypes['OrderGateVoter']> = {
  voter?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['GateVoterKind'], ParentType, ContextType>;
  area?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  choice?: Resolver<Maybe<ResolversTypes['VoteChoice']>, ParentType, ContextType>;
  votedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type OrderGateVoterConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderGateVoterConnection'] = ResolversParentTypes['OrderGateVoterConnection']> = {
  edges?: Resolver<Array<ResolversTypes['OrderGateVoterEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['OrderGateVoter']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type OrderGateVoterEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderGateVoterEdge'] = ResolversParentTypes['OrderGateVoterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['OrderGateVoter'], ParentType, ContextType>;
};

export type OrderGateStageResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderGateStage'] = ResolversParentTypes['OrderGateStage']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  doneAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type OrderGateResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderGate'] = ResolversParentTypes['OrderGate']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['OrderGateKind'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  round?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OrderGateState'], ParentType, ContextType>;
  waitingFor?: Resolver<Maybe<ResolversTypes['WorkOrderLabel']>, ParentType, ContextType>;
  tally?: Resolver<ResolversTypes['OrderGateTally'], ParentType, ContextType>;
  stages?: Resolver<Array<ResolversTypes['OrderGateStage']>, ParentType, ContextType>;
  rollListed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  votesShown?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  roll?: Resolver<ResolversTypes['OrderGateVoterConnection'], ParentType, ContextType, RequireFields<OrderGateRollArgs, 'first'>>;
  votes?: Resolver<Array<ResolversTypes['OrderGateVote']>, ParentType, ContextType, RequireFields<OrderGateVotesArgs, 'first'>>;
  openedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type GovernanceDocumentResolvers<ContextType = any, ParentType extends ResolversParentTypes['GovernanceDocument'] = ResolversParentTypes['GovernanceDocument']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['GovernanceKind'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inForce?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['GovernanceOrigin'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  body?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  yaml?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type GovernanceDocumentConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['GovernanceDocumentConnection'] = ResolversParentTypes['GovernanceDocumentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['GovernanceDocumentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['GovernanceDocument']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type GovernanceDocumentEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['GovernanceDocumentEdge'] = ResolversParentTypes['GovernanceDocumentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['GovernanceDocument'], ParentType, ContextType>;
};

export type GovernanceFaultResolvers<ContextType = any, ParentType extends ResolversParentTypes['GovernanceFault'] = ResolversParentTypes['GovernanceFault']> = {
  at?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  zh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ApplyGovernancePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ApplyGovernancePayload'] = ResolversParentTypes['ApplyGovernancePayload']> = {
  applied?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  documents?: Resolver<Array<ResolversTypes['GovernanceDocument']>, ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  faults?: Resolver<Array<ResolversTypes['GovernanceFault']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OrderHelperResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderHelper'] = ResolversParentTypes['OrderHelper']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OrderHelperState'], ParentType, ContextType>;
  stateLabel?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  task?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  whistleId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  askedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  askedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  arrivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  arrivedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  arrivedPlace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reportedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  report?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  declineReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['OrderEvidence']>, ParentType, ContextType>;
};

export type OrderWhistleResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderWhistle'] = ResolversParentTypes['OrderWhistle']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meetAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  blownBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  blownAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  called?: Resolver<Array<ResolversTypes['OrderHelper']>, ParentType, ContextType>;
  arrivedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  absent?: Resolver<Array<ResolversTypes['OrderHelper']>, ParentType, ContextType>;
  minutes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  minutesBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  minutesAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type FollowUpListResolvers<ContextType = any, ParentType extends ResolversParentTypes['FollowUpList'] = ResolversParentTypes['FollowUpList']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['FollowUpKind'], ParentType, ContextType>;
  kindLabel?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  gridCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  ownerParty?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  ownerPerson?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  gateId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  targetDate?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  progress?: Resolver<ResolversTypes['FollowUpProgress'], ParentType, ContextType>;
  items?: Resolver<ResolversTypes['FollowUpItemConnection'], ParentType, ContextType, RequireFields<FollowUpListItemsArgs, 'first'>>;
};

export type FollowUpProgressResolvers<ContextType = any, ParentType extends ResolversParentTypes['FollowUpProgress'] = ResolversParentTypes['FollowUpProgress']> = {
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ended?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dropped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onTime?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FollowUpItemResolvers<ContextType = any, ParentType extends ResolversParentTypes['FollowUpItem'] = ResolversParentTypes['FollowUpItem']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  workOrder?: Resolver<Maybe<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  addedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type FollowUpItemConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['FollowUpItemConnection'] = ResolversParentTypes['FollowUpItemConnection']> = {
  edges?: Resolver<Array<ResolversTypes['FollowUpItemEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['FollowUpItem']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FollowUpItemEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['FollowUpItemEdge'] = ResolversParentTypes['FollowUpItemEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['FollowUpItem'], ParentType, ContextType>;
};

export type FollowUpListConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['FollowUpListConnection'] = ResolversParentTypes['FollowUpListConnection']> = {
  edges?: Resolver<Array<ResolversTypes['FollowUpListEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['FollowUpList']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FollowUpListEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['FollowUpListEdge'] = ResolversParentTypes['FollowUpListEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['FollowUpList'], ParentType, ContextType>;
};

export type FollowUpListPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['FollowUpListPayload'] = ResolversParentTypes['FollowUpListPayload']> = {
  followUpList?: Resolver<ResolversTypes['FollowUpList'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MatterResolvers<ContextType = any, ParentType extends ResolversParentTypes['Matter'] = ResolversParentTypes['Matter']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  standardRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['MatterKind'], ParentType, ContextType>;
  standardCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  codeReading?: Resolver<ResolversTypes['MatterCodeReading'], ParentType, ContextType>;
  caseCategory?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  filing?: Resolver<ResolversTypes['MatterFiling'], ParentType, ContextType>;
  closing?: Resolver<ResolversTypes['MatterClosing'], ParentType, ContextType>;
  handling?: Resolver<Array<ResolversTypes['MatterHandling']>, ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  leadParty?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['MatterEvidence']>, ParentType, ContextType>;
  inTaskCatalogue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sources?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MatterFilingResolvers<ContextType = any, ParentType extends ResolversParentTypes['MatterFiling'] = ResolversParentTypes['MatterFiling']> = {
  zh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requires?: Resolver<Array<ResolversTypes['FilingNeed']>, ParentType, ContextType>;
};

export type MatterClosingResolvers<ContextType = any, ParentType extends ResolversParentTypes['MatterClosing'] = ResolversParentTypes['MatterClosing']> = {
  zh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requires?: Resolver<Array<ResolversTypes['ClosingNeed']>, ParentType, ContextType>;
};

export type MatterHandlingResolvers<ContextType = any, ParentType extends ResolversParentTypes['MatterHandling'] = ResolversParentTypes['MatterHandling']> = {
  severity?: Resolver<Maybe<ResolversTypes['Severity']>, ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  stages?: Resolver<Array<ResolversTypes['MatterStage']>, ParentType, ContextType>;
};

export type MatterStageResolvers<ContextType = any, ParentType extends ResolversParentTypes['MatterStage'] = ResolversParentTypes['MatterStage']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['TimeUnit'], ParentType, ContextType>;
};

export type MatterEvidenceResolvers<ContextType = any, ParentType extends ResolversParentTypes['MatterEvidence'] = ResolversParentTypes['MatterEvidence']> = {
  phase?: Resolver<ResolversTypes['WorkEvidencePhase'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['WorkEvidenceKind'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MatterConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['MatterConnection'] = ResolversParentTypes['MatterConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MatterEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Matter']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MatterEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['MatterEdge'] = ResolversParentTypes['MatterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Matter'], ParentType, ContextType>;
};

export type OrderRecurrenceResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderRecurrence'] = ResolversParentTypes['OrderRecurrence']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['WorkOrderSource'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type RecurringDutyResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecurringDuty'] = ResolversParentTypes['RecurringDuty']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['ScheduleUnit'], ParentType, ContextType>;
  matter?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nextAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nextPeriod?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bindings?: Resolver<Array<ResolversTypes['RecurringDutyBinding']>, ParentType, ContextType, Partial<RecurringDutyBindingsArgs>>;
};

export type RecurringDutyBindingResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecurringDutyBinding'] = ResolversParentTypes['RecurringDutyBinding']> = {
  schedule?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  grid?: Resolver<ResolversTypes['Grid'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startsOn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  endsOn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runs?: Resolver<Array<ResolversTypes['RecurringDutyRun']>, ParentType, ContextType, RequireFields<RecurringDutyBindingRunsArgs, 'first'>>;
};

export type RecurringDutyRunResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecurringDutyRun'] = ResolversParentTypes['RecurringDutyRun']> = {
  period?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dueAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  workOrder?: Resolver<Maybe<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
};

export type RecurringDutyPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RecurringDutyPayload'] = ResolversParentTypes['RecurringDutyPayload']> = {
  duty?: Resolver<ResolversTypes['RecurringDuty'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type OrderSupervisionEntryResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderSupervisionEntry'] = ResolversParentTypes['OrderSupervisionEntry']> = {
  kind?: Resolver<ResolversTypes['OrderSupervisionEntryKind'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  by?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type OrderSupervisionResolvers<ContextType = any, ParentType extends ResolversParentTypes['OrderSupervision'] = ResolversParentTypes['OrderSupervision']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['SupervisorKind'], ParentType, ContextType>;
  byLabel?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OrderSupervisionState'], ParentType, ContextType>;
  reportRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  blocksClosing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reminders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  entries?: Resolver<Array<ResolversTypes['OrderSupervisionEntry']>, ParentType, ContextType>;
  openedBy?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type WorkflowStepResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkflowStep'] = ResolversParentTypes['WorkflowStep']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  states?: Resolver<Array<ResolversTypes['WorkOrderState']>, ParentType, ContextType>;
};

export type WorkflowStateResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkflowState'] = ResolversParentTypes['WorkflowState']> = {
  state?: Resolver<ResolversTypes['WorkOrderState'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['WorkflowStep']>, ParentType, ContextType>;
};

export type WorkflowActorResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkflowActor'] = ResolversParentTypes['WorkflowActor']> = {
  right?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  as?: Resolver<Array<ResolversTypes['WorkOrderLabel']>, ParentType, ContextType>;
};

export type WorkFormChoiceResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkFormChoice'] = ResolversParentTypes['WorkFormChoice']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
};

export type WorkFormFieldResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkFormField'] = ResolversParentTypes['WorkFormField']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['WorkFormFieldType'], ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  choices?: Resolver<Array<ResolversTypes['WorkFormChoice']>, ParentType, ContextType>;
};

export type WorkflowTransitionResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkflowTransition'] = ResolversParentTypes['WorkflowTransition']> = {
  action?: Resolver<ResolversTypes['WorkOrderAction'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  from?: Resolver<Array<ResolversTypes['WorkOrderState']>, ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['WorkOrderState']>, ParentType, ContextType>;
  who?: Resolver<Array<ResolversTypes['WorkflowActor']>, ParentType, ContextType>;
  needs?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  guards?: Resolver<Array<ResolversTypes['WorkOrderLabel']>, ParentType, ContextType>;
  form?: Resolver<Array<ResolversTypes['WorkFormField']>, ParentType, ContextType>;
};

export type WorkflowClockResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkflowClock'] = ResolversParentTypes['WorkflowClock']> = {
  kind?: Resolver<ResolversTypes['ClockKind'], ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  start?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  stop?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WorkflowGateResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkflowGate'] = ResolversParentTypes['WorkflowGate']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  matters?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WorkflowSupervisionResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkflowSupervision'] = ResolversParentTypes['WorkflowSupervision']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  fromStates?: Resolver<Array<ResolversTypes['WorkOrderState']>, ParentType, ContextType>;
  blocksClosing?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type WorkflowProfileResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkflowProfile'] = ResolversParentTypes['WorkflowProfile']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  sources?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['WorkflowStep']>, ParentType, ContextType>;
  states?: Resolver<Array<ResolversTypes['WorkflowState']>, ParentType, ContextType>;
  transitions?: Resolver<Array<ResolversTypes['WorkflowTransition']>, ParentType, ContextType>;
  clocks?: Resolver<Array<ResolversTypes['WorkflowClock']>, ParentType, ContextType>;
  gates?: Resolver<Array<ResolversTypes['WorkflowGate']>, ParentType, ContextType>;
  supervision?: Resolver<Array<ResolversTypes['WorkflowSupervision']>, ParentType, ContextType>;
  checkSampling?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  returnLimit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reopenWithinDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstReceiverResponsible?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  body?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type WorkOrderBlockerResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderBlocker'] = ResolversParentTypes['WorkOrderBlocker']> = {
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
};

export type WorkOrderActionInfoResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderActionInfo'] = ResolversParentTypes['WorkOrderActionInfo']> = {
  action?: Resolver<ResolversTypes['WorkOrderAction'], ParentType, ContextType>;
  mutation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['WorkOrderState'], ParentType, ContextType>;
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  blockedBy?: Resolver<Array<ResolversTypes['WorkOrderBlocker']>, ParentType, ContextType>;
  needs?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  form?: Resolver<Array<ResolversTypes['WorkFormField']>, ParentType, ContextType>;
};

export type WorkOrderRequestResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderRequest'] = ResolversParentTypes['WorkOrderRequest']> = {
  kind?: Resolver<ResolversTypes['WorkOrderRequestKind'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  toPerson?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  toParty?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
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
  WorkOrderLabel?: WorkOrderLabelResolvers<ContextType>;
  WorkOrderEvent?: WorkOrderEventResolvers<ContextType>;
  WorkOrderEventConnection?: WorkOrderEventConnectionResolvers<ContextType>;
  WorkOrderEventEdge?: WorkOrderEventEdgeResolvers<ContextType>;
  WorkOrder?: WorkOrderResolvers<ContextType>;
  WorkOrderConnection?: WorkOrderConnectionResolvers<ContextType>;
  WorkOrderEdge?: WorkOrderEdgeResolvers<ContextType>;
  Grid?: GridResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  Party?: PartyResolvers<ContextType>;
  Incident?: IncidentResolvers<ContextType>;
  WorkOrderChange?: WorkOrderChangeResolvers<ContextType>;
  WorkOrderPayload?: WorkOrderPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  OrderAdmission?: OrderAdmissionResolvers<ContextType>;
  WorkOrderClock?: WorkOrderClockResolvers<ContextType>;
  WorkOrderClockStage?: WorkOrderClockStageResolvers<ContextType>;
  ClockPause?: ClockPauseResolvers<ContextType>;
  CalendarWarning?: CalendarWarningResolvers<ContextType>;
  ClockExplanation?: ClockExplanationResolvers<ContextType>;
  ClockPolicyInForce?: ClockPolicyInForceResolvers<ContextType>;
  ClockStageExplanation?: ClockStageExplanationResolvers<ContextType>;
  ClockCountedDay?: ClockCountedDayResolvers<ContextType>;
  ClockWindow?: ClockWindowResolvers<ContextType>;
  ClockSkippedDays?: ClockSkippedDaysResolvers<ContextType>;
  ServiceOffer?: ServiceOfferResolvers<ContextType>;
  ServiceOfferConnection?: ServiceOfferConnectionResolvers<ContextType>;
  ServiceOfferEdge?: ServiceOfferEdgeResolvers<ContextType>;
  ServiceOfferPayload?: ServiceOfferPayloadResolvers<ContextType>;
  WorkOrderAlarm?: WorkOrderAlarmResolvers<ContextType>;
  CircleMember?: CircleMemberResolvers<ContextType>;
  WideningStep?: WideningStepResolvers<ContextType>;
  UnassignedWorkOrderConnection?: UnassignedWorkOrderConnectionResolvers<ContextType>;
  UnassignedWorkOrderEdge?: UnassignedWorkOrderEdgeResolvers<ContextType>;
  DispatchPreview?: DispatchPreviewResolvers<ContextType>;
  DispatchHelper?: DispatchHelperResolvers<ContextType>;
  PreviewLadder?: PreviewLadderResolvers<ContextType>;
  TriedRule?: TriedRuleResolvers<ContextType>;
  DispatchCandidate?: DispatchCandidateResolvers<ContextType>;
  PassedStep?: PassedStepResolvers<ContextType>;
  DuplicateReason?: DuplicateReasonResolvers<ContextType>;
  DuplicateCandidate?: DuplicateCandidateResolvers<ContextType>;
  OrderEvidence?: OrderEvidenceResolvers<ContextType>;
  OrderLack?: OrderLackResolvers<ContextType>;
  OrderGateMeasure?: OrderGateMeasureResolvers<ContextType>;
  OrderGateTally?: OrderGateTallyResolvers<ContextType>;
  OrderGateVote?: OrderGateVoteResolvers<ContextType>;
  OrderGateVoter?: OrderGateVoterResolvers<ContextType>;
  OrderGateVoterConnection?: OrderGateVoterConnectionResolvers<ContextType>;
  OrderGateVoterEdge?: OrderGateVoterEdgeResolvers<ContextType>;
  OrderGateStage?: OrderGateStageResolvers<ContextType>;
  OrderGate?: OrderGateResolvers<ContextType>;
  GovernanceDocument?: GovernanceDocumentResolvers<ContextType>;
  GovernanceDocumentConnection?: GovernanceDocumentConnectionResolvers<ContextType>;
  GovernanceDocumentEdge?: GovernanceDocumentEdgeResolvers<ContextType>;
  GovernanceFault?: GovernanceFaultResolvers<ContextType>;
  ApplyGovernancePayload?: ApplyGovernancePayloadResolvers<ContextType>;
  OrderHelper?: OrderHelperResolvers<ContextType>;
  OrderWhistle?: OrderWhistleResolvers<ContextType>;
  FollowUpList?: FollowUpListResolvers<ContextType>;
  FollowUpProgress?: FollowUpProgressResolvers<ContextType>;
  FollowUpItem?: FollowUpItemResolvers<ContextType>;
  FollowUpItemConnection?: FollowUpItemConnectionResolvers<ContextType>;
  FollowUpItemEdge?: FollowUpItemEdgeResolvers<ContextType>;
  FollowUpListConnection?: FollowUpListConnectionResolvers<ContextType>;
  FollowUpListEdge?: FollowUpListEdgeResolvers<ContextType>;
  FollowUpListPayload?: FollowUpListPayloadResolvers<ContextType>;
  Matter?: MatterResolvers<ContextType>;
  MatterFiling?: MatterFilingResolvers<ContextType>;
  MatterClosing?: MatterClosingResolvers<ContextType>;
  MatterHandling?: MatterHandlingResolvers<ContextType>;
  MatterStage?: MatterStageResolvers<ContextType>;
  MatterEvidence?: MatterEvidenceResolvers<ContextType>;
  MatterConnection?: MatterConnectionResolvers<ContextType>;
  MatterEdge?: MatterEdgeResolvers<ContextType>;
  OrderRecurrence?: OrderRecurrenceResolvers<ContextType>;
  RecurringDuty?: RecurringDutyResolvers<ContextType>;
  RecurringDutyBinding?: RecurringDutyBindingResolvers<ContextType>;
  RecurringDutyRun?: RecurringDutyRunResolvers<ContextType>;
  RecurringDutyPayload?: RecurringDutyPayloadResolvers<ContextType>;
  OrderSupervisionEntry?: OrderSupervisionEntryResolvers<ContextType>;
  OrderSupervision?: OrderSupervisionResolvers<ContextType>;
  WorkflowStep?: WorkflowStepResolvers<ContextType>;
  WorkflowState?: WorkflowStateResolvers<ContextType>;
  WorkflowActor?: WorkflowActorResolvers<ContextType>;
  WorkFormChoice?: WorkFormChoiceResolvers<ContextType>;
  WorkFormField?: WorkFormFieldResolvers<ContextType>;
  WorkflowTransition?: WorkflowTransitionResolvers<ContextType>;
  WorkflowClock?: WorkflowClockResolvers<ContextType>;
  WorkflowGate?: WorkflowGateResolvers<ContextType>;
  WorkflowSupervision?: WorkflowSupervisionResolvers<ContextType>;
  WorkflowProfile?: WorkflowProfileResolvers<ContextType>;
  WorkOrderBlocker?: WorkOrderBlockerResolvers<ContextType>;
  WorkOrderActionInfo?: WorkOrderActionInfoResolvers<ContextType>;
  WorkOrderRequest?: WorkOrderRequestResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Severity?: SeverityResolvers;
  PageInfo?: PageInfoResolvers<ContextType>;
};
