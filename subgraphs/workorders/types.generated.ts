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
  /** Merged into another order; the end. 已并单 */
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
  | 'SUPERIOR';

/** How a report reached us. 上报渠道 */
export type ReportChannel =
  /** Mobile app or mini programme. 移动端、小程序 */
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

/** What can be done to a work order. 工单操作 */
export type WorkOrderAction =
  /** acceptWorkOrder. 受理 */
  | 'ACCEPT'
  /** rejectMatter. 不予受理 */
  | 'REJECT'
  /** Filing, done by dispatchWorkOrder. 立案 */
  | 'FILE'
  /** dispatchWorkOrder. 派单 */
  | 'DISPATCH'
  /** takeWorkOrder. 接单 */
  | 'TAKE'
  /** startWork. 开始处置 */
  | 'START'
  /** suspendWork. 挂账 */
  | 'SUSPEND'
  /** resumeWork. 恢复处置 */
  | 'RESUME'
  /** requestReturn. 申请回退 */
  | 'REQUEST_RETURN'
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
  /** voidWorkOrder. 作废 */
  | 'VOID';

/** Which promise a clock measures. 时限类别 */
export type ClockKind =
  /** From opening until somebody takes it. 响应 */
  | 'RESPOND'
  /** Until the first report back. 反馈 */
  | 'REPORT_BACK'
  /** Until it is handled. 处置 */
  | 'HANDLE';

/** Where a clock stands. 时限状态 */
export type ClockState =
  /** Running, not yet due. 计时中 */
  | 'RUNNING'
  /** Stopped in time. 按时 */
  | 'MET'
  /** Past due, stopped or not. 超时 */
  | 'BREACHED';

/** A word in both languages. 双语标签 */
export type WorkOrderLabel = {
  /** Chinese. 中文 */
  zh: Scalars['String']['output'];
  /** English. 英文 */
  en: Scalars['String']['output'];
};

/** A time limit of a work order. 工单时限 */
export type WorkOrderClock = {
  /** Which promise. 类别 */
  kind: ClockKind;
  /** Its name. 名称 */
  label: WorkOrderLabel;
  /** Minutes allowed. 时限（分钟） */
  targetMinutes: Scalars['Int']['output'];
  /** When it started. 开始 */
  startedAt: Scalars['DateTime']['output'];
  /** When it is due. 到期 */
  dueAt: Scalars['DateTime']['output'];
  /** When it stopped; null while running. 停止 */
  stoppedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Computed on reading. 状态（读取时计算） */
  state: ClockState;
  /** Running and 75 % of the time is gone. 黄灯（已用 75%） */
  amber: Scalars['Boolean']['output'];
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
  /** Who did it: a token's subject, or `dispatcher`. 操作人 */
  actor: Scalars['ID']['output'];
  /** Why, in the actor's words. 原因 */
  reason?: Maybe<Scalars['String']['output']>;
  /** What came with it: evidence references, check result, person it was sent to. 附带信息 */
  detail?: Maybe<Scalars['JSON']['output']>;
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
};

/** Who does what by when: opened by an incident or a report, carried to a close on the grid. 工单 */
export type WorkOrder = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Case number: class, categories, day and serial. 案卷号 */
  caseNumber: Scalars['String']['output'];
  /** State. 状态 */
  state: WorkOrderState;
  /** State in words. 状态名称 */
  stateLabel: WorkOrderLabel;
  /** Whether it has not ended yet. 是否在办 */
  live: Scalars['Boolean']['output'];
  /** Code of the workflow profile it follows. 流程模板 */
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
  /** Every step so far, oldest first. 流转记录 */
  history: Array<WorkOrderEvent>;
  /** What you may do to it now. 当前可执行的操作 */
  allowedActions: Array<WorkOrderAction>;
  /** When it was opened. 创建时间 */
  createdAt: Scalars['DateTime']['output'];
  /** When it last changed. 更新时间 */
  updatedAt: Scalars['DateTime']['output'];
  /** When it ended; null while live. 结束时间 */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Grows by one with every step; send it as `expectedVersion`. 版本 */
  version: Scalars['Int']['output'];
};


/** Who does what by when: opened by an incident or a report, carried to a close on the grid. 工单 */
export type WorkOrderIncidentsArgs = {
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
  /** Part of the case number. 案卷号（部分匹配） */
  search?: InputMaybe<Scalars['String']['input']>;
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
  /** An incident was linked, or raised its severity. 关联事件 */
  | 'INCIDENT_LINKED';

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
  /** After the work. 处置后 */
  | 'AFTER';

/** A reference to evidence; the bytes stay where they are. 证据引用（不存原始内容） */
export type WorkEvidenceInput = {
  /** Where it can be fetched, http or https. 地址 */
  url: Scalars['String']['input'];
  /** SHA-256 of the bytes, 64 lower-case hex digits. 摘要 */
  sha256?: InputMaybe<Scalars['String']['input']>;
  /** Kind. 类型 */
  kind?: WorkEvidenceKind;
  /** Before or after the work. 阶段 */
  phase: WorkEvidencePhase;
};

/** A matter as somebody tells it. 上报事项 */
export type ReportMatterInput = {
  /** Who tells. 来源；INCIDENT 仅由系统使用 */
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
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Take a reported matter on. 受理 */
export type AcceptWorkOrderInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** A note. 备注 */
  note?: InputMaybe<Scalars['String']['input']>;
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

/** Put an order on hold. 挂账 */
export type SuspendWorkInput = {
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

export type Mutation = {
  /** Tell of a matter; opens an order in state REPORTED. 上报事项 */
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
  /** Put an order on hold. 挂账 */
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

export type Subscription = {
  /** Every change of a work order that you may see, as it happens. 工单变更订阅 */
  workOrderChanged: WorkOrderChange;
};


export type SubscriptionWorkOrderChangedArgs = {
  filter?: InputMaybe<WorkOrderFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
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
  ClockKind: ResolverTypeWrapper<unknown>;
  ClockState: ResolverTypeWrapper<unknown>;
  WorkOrderLabel: ResolverTypeWrapper<unknown>;
  String: ResolverTypeWrapper<unknown>;
  WorkOrderClock: ResolverTypeWrapper<unknown>;
  Int: ResolverTypeWrapper<unknown>;
  Boolean: ResolverTypeWrapper<unknown>;
  WorkOrderEvent: ResolverTypeWrapper<unknown>;
  ID: ResolverTypeWrapper<unknown>;
  WorkOrder: ResolverTypeWrapper<unknown>;
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
  WorkOrderClock: unknown;
  Int: unknown;
  Boolean: unknown;
  WorkOrderEvent: unknown;
  ID: unknown;
  WorkOrder: unknown;
  WorkOrderConnection: unknown;
  WorkOrderEdge: unknown;
  WorkOrderFilter: unknown;
  Grid: unknown;
  Person: unknown;
  Party: unknown;
  Incident: unknown;
  WorkOrderChange: unknown;
  WorkEvidenceInput: unknown;
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
  DateTime: unknown;
  Duration: unknown;
  JSON: unknown;
  PageInfo: unknown;
};

export type WorkOrderLabelResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderLabel'] = ResolversParentTypes['WorkOrderLabel']> = {
  zh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type WorkOrderClockResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrderClock'] = ResolversParentTypes['WorkOrderClock']> = {
  kind?: Resolver<ResolversTypes['ClockKind'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['WorkOrderLabel'], ParentType, ContextType>;
  targetMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dueAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  stoppedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ClockState'], ParentType, ContextType>;
  amber?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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
  allowedActions?: Resolver<Array<ResolversTypes['WorkOrderAction']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
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
};

export type SubscriptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  workOrderChanged?: SubscriptionResolver<ResolversTypes['WorkOrderChange'], "workOrderChanged", ParentType, ContextType, Partial<SubscriptionWorkOrderChangedArgs>>;
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
  WorkOrderClock?: WorkOrderClockResolvers<ContextType>;
  WorkOrderEvent?: WorkOrderEventResolvers<ContextType>;
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
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Severity?: SeverityResolvers;
  PageInfo?: PageInfoResolvers<ContextType>;
};
