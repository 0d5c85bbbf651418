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

/** How a resident's report reached us, online or offline (HY-30, HUA-14, HUA-15, AQ-06, RS-17, RS-18, HD-02). 居民上报渠道 */
export type IntakeChannel =
  /** WeChat message or official account. 微信 */
  | 'WECHAT'
  /** Chat group of neighbours. 微信群 */
  | 'CHAT_GROUP'
  /** Mini programme. 小程序 */
  | 'MINI_PROGRAM'
  /** Mobile app. 手机应用 */
  | 'APP'
  /** Council hall on the phone. 掌上议事厅 */
  | 'MOBILE_COUNCIL'
  /** Direct line for opinions. 民意直通车 */
  | 'DIRECT_LINE'
  /** 12345 government hotline. 12345 热线 */
  | 'HOTLINE_12345'
  /** Telephone. 电话 */
  | 'PHONE'
  /** Service counter. 服务窗口 */
  | 'COUNTER'
  /** Suggestion box. 意见箱 */
  | 'SUGGESTION_BOX'
  /** Sticky note. 便利贴 */
  | 'STICKY_NOTE'
  /** Visit at home. 入户走访 */
  | 'VISIT'
  /** Meeting with residents. 民情恳谈、议事会 */
  | 'MEETING'
  /** Open311 client. Open311 接口 */
  | 'OPEN311'
  /** Anything else. 其他 */
  | 'OTHER';

/** Where a report stands, in few words; the states of every profile map onto them. 上报进度 */
export type ReportStage =
  /** Received, not yet judged. 已收到 */
  | 'RECEIVED'
  /** Taken on; sent to whoever handles it. 已受理 */
  | 'ACCEPTED'
  /** Being handled. 办理中 */
  | 'IN_PROGRESS'
  /** On hold. 暂缓办理 */
  | 'ON_HOLD'
  /** Done, being checked. 已办理，待核查 */
  | 'DONE'
  /** Closed; may be rated and reopened. 已办结 */
  | 'CLOSED'
  /** Not taken on. 不予受理 */
  | 'NOT_ACCEPTED'
  /** Withdrawn by its reporter. 已撤回 */
  | 'WITHDRAWN';

/** A word in both languages. 双语文字 */
export type ReportLabel = {
  /** Chinese. 中文 */
  zh: Scalars['String']['output'];
  /** English. 英文 */
  en: Scalars['String']['output'];
};

/** A matter that can be reported; service_code of Open311. 可上报的事项 */
export type ReportableMatter = {
  /** Matter code. 事项代码 */
  code: Scalars['String']['output'];
  /** Chinese name. 中文名称 */
  nameZh: Scalars['String']['output'];
  /** English name. 英文名称 */
  nameEn: Scalars['String']['output'];
  /** Category that it belongs to, in Chinese; null where the catalogue has none. 所属大类 */
  group?: Maybe<Scalars['String']['output']>;
  /** Words to find it by. 关键词 */
  keywords: Array<Scalars['String']['output']>;
  /** Whether orders of this matter are published (publicWorkOrders). 是否公示 */
  published: Scalars['Boolean']['output'];
};

/** A place as it may be published: the unit grid at most, never a household or a position. 公开的地点（至单元网格） */
export type PublicPlace = {
  /** Code of the unit grid or of what lies above it. 网格编码 */
  code: Scalars['String']['output'];
  /** Its name; null where the grid is gone. 名称 */
  name?: Maybe<Scalars['String']['output']>;
  /** Middle of that grid's boundary, east, degrees WGS-84; null where none is drawn. Never the reported position. 网格中心经度 */
  longitude?: Maybe<Scalars['Float']['output']>;
  /** Middle of that grid's boundary, north. 网格中心纬度 */
  latitude?: Maybe<Scalars['Float']['output']>;
};

/** A step in the life of a report, without who took it. 办理步骤（不含人员） */
export type ReportStep = {
  /** What was done. 步骤 */
  label: ReportLabel;
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
};

/** What staff publish to the reporters of an order; numbers of telephones and identity cards are starred. 对外说明 */
export type PublicNote = {
  /** The note. 内容 */
  text: Scalars['String']['output'];
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
};

/** What a reporter is told of a merger: joined to another case, closed with it, handled by itself again. 并单告知 */
export type ReportNotice = {
  /** The notice. 内容 */
  text: ReportLabel;
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
};

/** How a reporter judged the handling. 评价 */
export type ReportRating = {
  /** 1 (bad) to 5 (good). 评分 1-5 */
  stars: Scalars['Int']['output'];
  /** In words; shown to the reporter and to staff only. 评语 */
  comment?: Maybe<Scalars['String']['output']>;
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
};

/**
 * What a reporter sees of a report, with the case number and the secret alone (HUA-17, AQ-05, LC-23): where it stands, what
 * was done and when, what comes next; never a name, a telephone number, an internal note or a household. A report that was
 * merged shows the order that it was merged into. 上报人凭案卷号与查询码所见
 */
export type ReportStatus = {
  /** Case number. 案卷号 */
  caseNumber: Scalars['String']['output'];
  /** Where it stands. 进度 */
  stage: ReportStage;
  /** The state in the words of its profile. 状态名称（按流程模板） */
  stateLabel: ReportLabel;
  /** What it is about. 事项 */
  matter: ReportLabel;
  /** Matter code. 事项代码 */
  matterCode: Scalars['String']['output'];
  /** How it reached us. 渠道 */
  channel: IntakeChannel;
  /** Where, at the unit grid at most. 地点（至单元网格） */
  place: PublicPlace;
  /** When it was told. 上报时间 */
  submittedAt: Scalars['DateTime']['output'];
  /** When it last changed. 更新时间 */
  updatedAt: Scalars['DateTime']['output'];
  /** When it is expected to be done; null when no clock runs. 预计办结时间 */
  expectedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it ended; null while live. 结束时间 */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was done so far, oldest first. 办理步骤 */
  steps: Array<ReportStep>;
  /** What the reporter is told of mergers, oldest first. 并单告知 */
  notices: Array<ReportNotice>;
  /** What staff published, oldest first. 对外说明 */
  notes: Array<PublicNote>;
  /** Why it was not taken on; null otherwise. 不予受理的原因 */
  rejectedBecause?: Maybe<Scalars['String']['output']>;
  /** Whether it is handled together with another report of the same matter. 是否与其他上报合并办理 */
  merged: Scalars['Boolean']['output'];
  /** The reporter's own rating; null before. 本人评价 */
  rating?: Maybe<ReportRating>;
  /** Whether it can be rated now. 当前可否评价 */
  canRate: Scalars['Boolean']['output'];
  /** Whether it can be reopened now. 当前可否申请重办 */
  canReopen: Scalars['Boolean']['output'];
  /** Until when it can be reopened; null while it is live. 可申请重办的截止时间 */
  reopenUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it can be withdrawn now. 当前可否撤回 */
  canWithdraw: Scalars['Boolean']['output'];
};

/** A work order as it is published (公示): matter, place to the unit grid, stage and times; no texts of reporters. 公示的工单 */
export type PublicWorkOrder = {
  /** Case number. 案卷号 */
  caseNumber: Scalars['String']['output'];
  /** Where it stands. 进度 */
  stage: ReportStage;
  /** The state in the words of its profile. 状态名称（按流程模板） */
  stateLabel: ReportLabel;
  /** What it is about. 事项 */
  matter: ReportLabel;
  /** Matter code. 事项代码 */
  matterCode: Scalars['String']['output'];
  /** Where, at the unit grid at most. 地点（至单元网格） */
  place: PublicPlace;
  /** When it was opened. 创建时间 */
  openedAt: Scalars['DateTime']['output'];
  /** When it last changed. 更新时间 */
  updatedAt: Scalars['DateTime']['output'];
  /** When it is expected to be done; null when no clock runs. 预计办结时间 */
  expectedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it ended; null while live. 结束时间 */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What staff published, oldest first. 对外说明 */
  notes: Array<PublicNote>;
  /** Mean of its reporters' ratings; null before the first. 平均评分 */
  stars?: Maybe<Scalars['Float']['output']>;
};

/** One page of published work orders, newest first. 公示工单分页 */
export type PublicWorkOrderConnection = {
  /** The orders with their cursors. 工单及游标 */
  edges: Array<PublicWorkOrderEdge>;
  /** The orders alone. 工单 */
  nodes: Array<PublicWorkOrder>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
};

/** A published work order on a page. 分页中的公示工单 */
export type PublicWorkOrderEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The order. 工单 */
  node: PublicWorkOrder;
};

/** Which published work orders; every given condition must hold. 公示工单筛选 */
export type PublicWorkOrderFilter = {
  /** This grid and everything below it. 网格编码（含下级） */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Of one of these matters. 事项代码 */
  matters?: InputMaybe<Array<Scalars['String']['input']>>;
  /** With one of these case numbers. 案卷号 */
  caseNumbers?: InputMaybe<Array<Scalars['String']['input']>>;
  /** true: ended; false: not ended. 是否已办结 */
  closed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Opened at or after. 创建时间起（含） */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Opened before. 创建时间止（不含） */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How to reach a reporter; masked. 上报人联系方式（脱敏） */
export type ReportContact = {
  /** First character of the name. 姓名 */
  name?: Maybe<Scalars['String']['output']>;
  /** Telephone, its middle starred. 电话 */
  phone?: Maybe<Scalars['String']['output']>;
  /** Mail address, its front starred. 邮箱 */
  email?: Maybe<Scalars['String']['output']>;
};

/** A reference to a photo that a reporter sent; the bytes stay where they are. 照片引用（不存原始内容） */
export type ReportPhoto = {
  /** Where it can be fetched, https. 地址 */
  url: Scalars['String']['output'];
  /** SHA-256 of the bytes. 摘要 */
  sha256?: Maybe<Scalars['String']['output']>;
};

/** A resident's report as staff see it: a row of the demand list 需求清单 (HD-02, LC-22). 居民上报 */
export type Report = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Case number that the reporter knows. 案卷号 */
  caseNumber: Scalars['String']['output'];
  /** How it reached us. 渠道 */
  channel: IntakeChannel;
  /** Where. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** The place in the reporter's words. 地点描述 */
  address?: Maybe<Scalars['String']['output']>;
  /** Position as given, east, degrees WGS-84. 经度 */
  longitude?: Maybe<Scalars['Float']['output']>;
  /** Position as given, north. 纬度 */
  latitude?: Maybe<Scalars['Float']['output']>;
  /** Photos. 照片 */
  photos: Array<ReportPhoto>;
  /** When it was told. 上报时间 */
  submittedAt: Scalars['DateTime']['output'];
  /** Subject of the token it came with; null: nobody logged in. 提交方 */
  submittedBy?: Maybe<Scalars['String']['output']>;
  /** How to reach the reporter; null when none was left or it was forgotten. 联系方式（脱敏） */
  contact?: Maybe<ReportContact>;
  /** The reporter's rating. 评价 */
  rating?: Maybe<ReportRating>;
  /** When the reporter withdrew it. 撤回时间 */
  withdrawnAt?: Maybe<Scalars['DateTime']['output']>;
  /** The order that it opened. 工单 */
  workOrder: WorkOrder;
};

/** One page of reports, newest first. 上报分页 */
export type ReportConnection = {
  /** The reports with their cursors. 上报及游标 */
  edges: Array<ReportEdge>;
  /** The reports alone. 上报 */
  nodes: Array<Report>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. Counted only when asked for. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A report on a page. 分页中的上报 */
export type ReportEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The report. 上报 */
  node: Report;
};

/** Which reports; every given condition must hold. 上报筛选 */
export type ReportFilter = {
  /** This grid and everything below it. 网格编码（含下级） */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** By one of these channels. 渠道 */
  channels?: InputMaybe<Array<IntakeChannel>>;
  /** Told at or after. 上报时间起（含） */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Told before. 上报时间止（不含） */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How the reporters of an order judged it. 满意度 */
export type Satisfaction = {
  /** Mean of the stars; null before the first rating. 平均评分 */
  stars?: Maybe<Scalars['Float']['output']>;
  /** How many rated. 评价数 */
  ratings: Scalars['Int']['output'];
};

export type WorkOrder = {
  id: Scalars['ID']['output'];
  /** Reports of residents behind it, those of orders merged into it included, oldest first (HUA-17). 居民上报（含并入工单） */
  reports: Array<Report>;
  /** How its reporters judged it. 满意度 */
  satisfaction: Satisfaction;
  /** What was published to its reporters, oldest first. 对外说明 */
  publicNotes: Array<PublicNote>;
};

/** Coordinate system of a position that is given; what is stored and answered is WGS-84. 坐标系（存储与返回均为 WGS-84）。 */
export type CoordinateSystem =
  /** GPS, GeoJSON. 全球定位坐标。 */
  | 'WGS84'
  /** Shifted coordinates of Chinese map services. 国测局坐标（高德、腾讯等地图）。 */
  | 'GCJ02';

/** A position. 位置 */
export type ReportPositionInput = {
  /** East, degrees. 经度 */
  longitude: Scalars['Float']['input'];
  /** North, degrees. 纬度 */
  latitude: Scalars['Float']['input'];
  /** Coordinate system. 坐标系 */
  system?: CoordinateSystem;
};

/** A reference to a photo. 照片引用 */
export type ReportPhotoInput = {
  /** Where it can be fetched, https only. 地址（仅 https） */
  url: Scalars['String']['input'];
  /** SHA-256 of the bytes, 64 lower-case hex digits. 摘要 */
  sha256?: InputMaybe<Scalars['String']['input']>;
};

/** How to reach the reporter: optional, and only what is needed. 联系方式（可选，最少必要） */
export type ReportContactInput = {
  /** Up to 50 characters. 姓名 */
  name?: InputMaybe<Scalars['String']['input']>;
  /** 5 to 20 digits, spaces, dashes or +. 电话 */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Mail address. 邮箱 */
  email?: InputMaybe<Scalars['String']['input']>;
};

/** A resident's report. The place is a grid code, a position, or an address that names a grid. 居民上报 */
export type SubmitReportInput = {
  /** Matter code of reportableMatters. 事项代码 */
  matter: Scalars['String']['input'];
  /** What is the matter, up to 4,000 characters. 描述 */
  description?: InputMaybe<Scalars['String']['input']>;
  /** How it reached us. 渠道 */
  channel?: IntakeChannel;
  /** Where: code of the grid. 网格编码 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Where: a position, resolved to the grid that it lies in. 位置 */
  position?: InputMaybe<ReportPositionInput>;
  /** Where, in words, up to 200 characters; alone it must name exactly one grid. 地点描述 */
  address?: InputMaybe<Scalars['String']['input']>;
  /** Up to 9 photos. 照片 */
  photos?: InputMaybe<Array<ReportPhotoInput>>;
  /** How to reach the reporter. 联系方式 */
  contact?: InputMaybe<ReportContactInput>;
  /** A UUID made by the client: sending the same report again with it within 24 hours answers the same case number and secret. 客户端请求号（UUID），用于重试 */
  clientRequestId?: InputMaybe<Scalars['String']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Answer to a report. 上报结果 */
export type SubmitReportPayload = {
  /** Case number. 案卷号 */
  caseNumber: Scalars['String']['output'];
  /** Shown this once: with the case number it opens the status. 查询码，仅显示一次 */
  secret: Scalars['String']['output'];
  /** Whether the same request was answered before. 是否为重复请求 */
  repeated: Scalars['Boolean']['output'];
  /** Where it stands. 进度 */
  status: ReportStatus;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Rate a closed report. 评价 */
export type RateReportInput = {
  /** Case number. 案卷号 */
  caseNumber: Scalars['String']['input'];
  /** The secret. 查询码 */
  secret: Scalars['String']['input'];
  /** 1 (bad) to 5 (good). 评分 1-5 */
  stars: Scalars['Int']['input'];
  /** In words, up to 1,000 characters. 评语 */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Ask for a closed report to be handled again, when unhappy. 申请重办 */
export type ReopenReportInput = {
  /** Case number. 案卷号 */
  caseNumber: Scalars['String']['input'];
  /** The secret. 查询码 */
  secret: Scalars['String']['input'];
  /** Why, up to 1,000 characters. 原因 */
  reason: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Take a report back. 撤回上报 */
export type WithdrawReportInput = {
  /** Case number. 案卷号 */
  caseNumber: Scalars['String']['input'];
  /** The secret. 查询码 */
  secret: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The report after the change. 变更后的上报 */
export type ReportStatusPayload = {
  /** Where it stands. 进度 */
  status: ReportStatus;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Publish a note to the reporters of an order. 发布对外说明 */
export type PublishNoteInput = {
  /** Which order. 工单编号 */
  workOrderId: Scalars['ID']['input'];
  /** The note, up to 1,000 characters, without names. 内容（勿含姓名） */
  text: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The order with its notes. 工单及对外说明 */
export type PublishNotePayload = {
  /** The order. 工单 */
  workOrder: WorkOrder;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Read a reporter's contact unmasked; leaves an audit row. 查看联系方式原文（留痕） */
export type RevealReportContactInput = {
  /** Which report. 上报编号 */
  reportId: Scalars['ID']['input'];
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A contact unmasked. 联系方式原文 */
export type RevealReportContactPayload = {
  /** Name. 姓名 */
  name?: Maybe<Scalars['String']['output']>;
  /** Telephone. 电话 */
  phone?: Maybe<Scalars['String']['output']>;
  /** Mail address. 邮箱 */
  email?: Maybe<Scalars['String']['output']>;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  /**
   * A report by case number and secret, without a token. A wrong secret and an unknown number answer alike (NOT_FOUND); too
   * many tries answer RATE_LIMITED. 凭案卷号与查询码查询进度（无需登录）
   */
  reportStatus: ReportStatus;
  /** Case number of a report by its secret alone (token of Open311); null for a secret that is none. 凭查询码取案卷号 */
  reportOfSecret?: Maybe<Scalars['String']['output']>;
  /** Matters that can be reported. 可上报的事项 */
  reportableMatters: Array<ReportableMatter>;
  /** Published work orders (公示), newest first: those of matters that are marked so. 公示的工单 */
  publicWorkOrders: PublicWorkOrderConnection;
  /** One published work order; with a token also one that this token reported or may read. 单张公示工单 */
  publicWorkOrder?: Maybe<PublicWorkOrder>;
  /** Reports of residents, newest first: the demand list 需求清单 (HD-02, LC-22). 居民上报列表（需求清单） */
  reports: ReportConnection;
};


export type QueryReportStatusArgs = {
  caseNumber: Scalars['String']['input'];
  secret: Scalars['String']['input'];
};


export type QueryReportOfSecretArgs = {
  secret: Scalars['String']['input'];
};


export type QueryReportableMattersArgs = {
  code?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPublicWorkOrdersArgs = {
  filter?: InputMaybe<PublicWorkOrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPublicWorkOrderArgs = {
  caseNumber: Scalars['String']['input'];
};


export type QueryReportsArgs = {
  filter?: InputMaybe<ReportFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  /**
   * Report a matter (HY-15, HY-29, HY-30, HUA-17, AQ-13, LC-23, HD-04): opens a work order in state REPORTED, and answers its
   * case number with a secret that is shown this once. Needs a token with right order.report, or HUB_PUBLIC_REPORTS=on.
   * 居民上报，返回案卷号与查询码
   */
  submitReport: SubmitReportPayload;
  /** Rate a closed report, without a token (AQ-05 群众评事). 评价（无需登录） */
  rateReport: ReportStatusPayload;
  /** Ask for a closed report to be handled again within its window, without a token. 申请重办（无需登录） */
  reopenReport: ReportStatusPayload;
  /** Take a report back, without a token: ends an order that nobody took on yet; forgets the contact in any case. 撤回（无需登录） */
  withdrawReport: ReportStatusPayload;
  /** Publish a note to the reporters of an order (right order.work). 发布对外说明 */
  publishNote: PublishNotePayload;
  /** A reporter's contact unmasked (right personal.read); every call leaves an audit row. 查看联系方式原文（留痕） */
  revealReportContact: RevealReportContactPayload;
};


export type MutationSubmitReportArgs = {
  input: SubmitReportInput;
};


export type MutationRateReportArgs = {
  input: RateReportInput;
};


export type MutationReopenReportArgs = {
  input: ReopenReportInput;
};


export type MutationWithdrawReportArgs = {
  input: WithdrawReportInput;
};


export type MutationPublishNoteArgs = {
  input: PublishNoteInput;
};


export type MutationRevealReportContactArgs = {
  input: RevealReportContactInput;
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
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  WorkOrder:
    ( { __typename: 'WorkOrder' }
    & GraphQLRecursivePick<FederationTypes['WorkOrder'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  IntakeChannel: ResolverTypeWrapper<unknown>;
  ReportStage: ResolverTypeWrapper<unknown>;
  ReportLabel: ResolverTypeWrapper<unknown>;
  String: ResolverTypeWrapper<unknown>;
  ReportableMatter: ResolverTypeWrapper<unknown>;
  Boolean: ResolverTypeWrapper<unknown>;
  PublicPlace: ResolverTypeWrapper<unknown>;
  Float: ResolverTypeWrapper<unknown>;
  ReportStep: ResolverTypeWrapper<unknown>;
  PublicNote: ResolverTypeWrapper<unknown>;
  ReportNotice: ResolverTypeWrapper<unknown>;
  ReportRating: ResolverTypeWrapper<unknown>;
  Int: ResolverTypeWrapper<unknown>;
  ReportStatus: ResolverTypeWrapper<unknown>;
  PublicWorkOrder: ResolverTypeWrapper<unknown>;
  PublicWorkOrderConnection: ResolverTypeWrapper<unknown>;
  PublicWorkOrderEdge: ResolverTypeWrapper<unknown>;
  PublicWorkOrderFilter: ResolverTypeWrapper<unknown>;
  ID: ResolverTypeWrapper<unknown>;
  ReportContact: ResolverTypeWrapper<unknown>;
  ReportPhoto: ResolverTypeWrapper<unknown>;
  Report: ResolverTypeWrapper<unknown>;
  ReportConnection: ResolverTypeWrapper<unknown>;
  ReportEdge: ResolverTypeWrapper<unknown>;
  ReportFilter: ResolverTypeWrapper<unknown>;
  Satisfaction: ResolverTypeWrapper<unknown>;
  WorkOrder: ResolverTypeWrapper<unknown>;
  CoordinateSystem: ResolverTypeWrapper<unknown>;
  ReportPositionInput: ResolverTypeWrapper<unknown>;
  ReportPhotoInput: ResolverTypeWrapper<unknown>;
  ReportContactInput: ResolverTypeWrapper<unknown>;
  SubmitReportInput: ResolverTypeWrapper<unknown>;
  SubmitReportPayload: ResolverTypeWrapper<unknown>;
  RateReportInput: ResolverTypeWrapper<unknown>;
  ReopenReportInput: ResolverTypeWrapper<unknown>;
  WithdrawReportInput: ResolverTypeWrapper<unknown>;
  ReportStatusPayload: ResolverTypeWrapper<unknown>;
  PublishNoteInput: ResolverTypeWrapper<unknown>;
  PublishNotePayload: ResolverTypeWrapper<unknown>;
  RevealReportContactInput: ResolverTypeWrapper<unknown>;
  RevealReportContactPayload: ResolverTypeWrapper<unknown>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  DateTime: ResolverTypeWrapper<unknown>;
  Duration: ResolverTypeWrapper<unknown>;
  JSON: ResolverTypeWrapper<unknown>;
  Severity: Severity;
  PageInfo: ResolverTypeWrapper<unknown>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ReportLabel: unknown;
  String: unknown;
  ReportableMatter: unknown;
  Boolean: unknown;
  PublicPlace: unknown;
  Float: unknown;
  ReportStep: unknown;
  PublicNote: unknown;
  ReportNotice: unknown;
  ReportRating: unknown;
  Int: unknown;
  ReportStatus: unknown;
  PublicWorkOrder: unknown;
  PublicWorkOrderConnection: unknown;
  PublicWorkOrderEdge: unknown;
  PublicWorkOrderFilter: unknown;
  ID: unknown;
  ReportContact: unknown;
  ReportPhoto: unknown;
  Report: unknown;
  ReportConnection: unknown;
  ReportEdge: unknown;
  ReportFilter: unknown;
  Satisfaction: unknown;
  WorkOrder: unknown;
  ReportPositionInput: unknown;
  ReportPhotoInput: unknown;
  ReportContactInput: unknown;
  SubmitReportInput: unknown;
  SubmitReportPayload: unknown;
  RateReportInput: unknown;
  ReopenReportInput: unknown;
  WithdrawReportInput: unknown;
  ReportStatusPayload: unknown;
  PublishNoteInput: unknown;
  PublishNotePayload: unknown;
  RevealReportContactInput: unknown;
  RevealReportContactPayload: unknown;
  Query: Record<PropertyKey, never>;
  Mutation: Record<PropertyKey, never>;
  DateTime: unknown;
  Duration: unknown;
  JSON: unknown;
  PageInfo: unknown;
};

export type ReportLabelResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportLabel'] = ResolversParentTypes['ReportLabel']> = {
  zh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReportableMatterResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportableMatter'] = ResolversParentTypes['ReportableMatter']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  group?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  keywords?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  published?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PublicPlaceResolvers<ContextType = any, ParentType extends ResolversParentTypes['PublicPlace'] = ResolversParentTypes['PublicPlace']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ReportStepResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportStep'] = ResolversParentTypes['ReportStep']> = {
  label?: Resolver<ResolversTypes['ReportLabel'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type PublicNoteResolvers<ContextType = any, ParentType extends ResolversParentTypes['PublicNote'] = ResolversParentTypes['PublicNote']> = {
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ReportNoticeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportNotice'] = ResolversParentTypes['ReportNotice']> = {
  text?: Resolver<ResolversTypes['ReportLabel'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ReportRatingResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportRating'] = ResolversParentTypes['ReportRating']> = {
  stars?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ReportStatusResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportStatus'] = ResolversParentTypes['ReportStatus']> = {
  caseNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['ReportStage'], ParentType, ContextType>;
  stateLabel?: Resolver<ResolversTypes['ReportLabel'], ParentType, ContextType>;
  matter?: Resolver<ResolversTypes['ReportLabel'], ParentType, ContextType>;
  matterCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['IntakeChannel'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['PublicPlace'], ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['ReportStep']>, ParentType, ContextType>;
  notices?: Resolver<Array<ResolversTypes['ReportNotice']>, ParentType, ContextType>;
  notes?: Resolver<Array<ResolversTypes['PublicNote']>, ParentType, ContextType>;
  rejectedBecause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  merged?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rating?: Resolver<Maybe<ResolversTypes['ReportRating']>, ParentType, ContextType>;
  canRate?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canReopen?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reopenUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  canWithdraw?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PublicWorkOrderResolvers<ContextType = any, ParentType extends ResolversParentTypes['PublicWorkOrder'] = ResolversParentTypes['PublicWorkOrder']> = {
  caseNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stage?: Resolver<ResolversTypes['ReportStage'], ParentType, ContextType>;
  stateLabel?: Resolver<ResolversTypes['ReportLabel'], ParentType, ContextType>;
  matter?: Resolver<ResolversTypes['ReportLabel'], ParentType, ContextType>;
  matterCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['PublicPlace'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  notes?: Resolver<Array<ResolversTypes['PublicNote']>, ParentType, ContextType>;
  stars?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type PublicWorkOrderConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['PublicWorkOrderConnection'] = ResolversParentTypes['PublicWorkOrderConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PublicWorkOrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['PublicWorkOrder']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PublicWorkOrderEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['PublicWorkOrderEdge'] = ResolversParentTypes['PublicWorkOrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PublicWorkOrder'], ParentType, ContextType>;
};

export type ReportContactResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportContact'] = ResolversParentTypes['ReportContact']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReportPhotoResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportPhoto'] = ResolversParentTypes['ReportPhoto']> = {
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReportResolvers<ContextType = any, ParentType extends ResolversParentTypes['Report'] = ResolversParentTypes['Report']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  caseNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['IntakeChannel'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  photos?: Resolver<Array<ResolversTypes['ReportPhoto']>, ParentType, ContextType>;
  submittedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  submittedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['ReportContact']>, ParentType, ContextType>;
  rating?: Resolver<Maybe<ResolversTypes['ReportRating']>, ParentType, ContextType>;
  withdrawnAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  workOrder?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType>;
};

export type ReportConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportConnection'] = ResolversParentTypes['ReportConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ReportEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Report']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ReportEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportEdge'] = ResolversParentTypes['ReportEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Report'], ParentType, ContextType>;
};

export type SatisfactionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Satisfaction'] = ResolversParentTypes['Satisfaction']> = {
  stars?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  ratings?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type WorkOrderResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrder'] = ResolversParentTypes['WorkOrder'], FederationReferenceType extends FederationReferenceTypes['WorkOrder'] = FederationReferenceTypes['WorkOrder']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['WorkOrder']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reports?: Resolver<Array<ResolversTypes['Report']>, ParentType, ContextType>;
  satisfaction?: Resolver<ResolversTypes['Satisfaction'], ParentType, ContextType>;
  publicNotes?: Resolver<Array<ResolversTypes['PublicNote']>, ParentType, ContextType>;
};

export type SubmitReportPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['SubmitReportPayload'] = ResolversParentTypes['SubmitReportPayload']> = {
  caseNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  repeated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReportStatus'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReportStatusPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReportStatusPayload'] = ResolversParentTypes['ReportStatusPayload']> = {
  status?: Resolver<ResolversTypes['ReportStatus'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PublishNotePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['PublishNotePayload'] = ResolversParentTypes['PublishNotePayload']> = {
  workOrder?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RevealReportContactPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RevealReportContactPayload'] = ResolversParentTypes['RevealReportContactPayload']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  reportStatus?: Resolver<ResolversTypes['ReportStatus'], ParentType, ContextType, RequireFields<QueryReportStatusArgs, 'caseNumber' | 'secret'>>;
  reportOfSecret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType, RequireFields<QueryReportOfSecretArgs, 'secret'>>;
  reportableMatters?: Resolver<Array<ResolversTypes['ReportableMatter']>, ParentType, ContextType, Partial<QueryReportableMattersArgs>>;
  publicWorkOrders?: Resolver<ResolversTypes['PublicWorkOrderConnection'], ParentType, ContextType, RequireFields<QueryPublicWorkOrdersArgs, 'first'>>;
  publicWorkOrder?: Resolver<Maybe<ResolversTypes['PublicWorkOrder']>, ParentType, ContextType, RequireFields<QueryPublicWorkOrderArgs, 'caseNumber'>>;
  reports?: Resolver<ResolversTypes['ReportConnection'], ParentType, ContextType, RequireFields<QueryReportsArgs, 'first'>>;
};

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  submitReport?: Resolver<ResolversTypes['SubmitReportPayload'], ParentType, ContextType, RequireFields<MutationSubmitReportArgs, 'input'>>;
  rateReport?: Resolver<ResolversTypes['ReportStatusPayload'], ParentType, ContextType, RequireFields<MutationRateReportArgs, 'input'>>;
  reopenReport?: Resolver<ResolversTypes['ReportStatusPayload'], ParentType, ContextType, RequireFields<MutationReopenReportArgs, 'input'>>;
  withdrawReport?: Resolver<ResolversTypes['ReportStatusPayload'], ParentType, ContextType, RequireFields<MutationWithdrawReportArgs, 'input'>>;
  publishNote?: Resolver<ResolversTypes['PublishNotePayload'], ParentType, ContextType, RequireFields<MutationPublishNoteArgs, 'input'>>;
  revealReportContact?: Resolver<ResolversTypes['RevealReportContactPayload'], ParentType, ContextType, RequireFields<MutationRevealReportContactArgs, 'input'>>;
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
  ReportLabel?: ReportLabelResolvers<ContextType>;
  ReportableMatter?: ReportableMatterResolvers<ContextType>;
  PublicPlace?: PublicPlaceResolvers<ContextType>;
  ReportStep?: ReportStepResolvers<ContextType>;
  PublicNote?: PublicNoteResolvers<ContextType>;
  ReportNotice?: ReportNoticeResolvers<ContextType>;
  ReportRating?: ReportRatingResolvers<ContextType>;
  ReportStatus?: ReportStatusResolvers<ContextType>;
  PublicWorkOrder?: PublicWorkOrderResolvers<ContextType>;
  PublicWorkOrderConnection?: PublicWorkOrderConnectionResolvers<ContextType>;
  PublicWorkOrderEdge?: PublicWorkOrderEdgeResolvers<ContextType>;
  ReportContact?: ReportContactResolvers<ContextType>;
  ReportPhoto?: ReportPhotoResolvers<ContextType>;
  Report?: ReportResolvers<ContextType>;
  ReportConnection?: ReportConnectionResolvers<ContextType>;
  ReportEdge?: ReportEdgeResolvers<ContextType>;
  Satisfaction?: SatisfactionResolvers<ContextType>;
  WorkOrder?: WorkOrderResolvers<ContextType>;
  SubmitReportPayload?: SubmitReportPayloadResolvers<ContextType>;
  ReportStatusPayload?: ReportStatusPayloadResolvers<ContextType>;
  PublishNotePayload?: PublishNotePayloadResolvers<ContextType>;
  RevealReportContactPayload?: RevealReportContactPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Severity?: SeverityResolvers;
  PageInfo?: PageInfoResolvers<ContextType>;
};
