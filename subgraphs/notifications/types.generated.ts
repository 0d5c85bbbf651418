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

/** A way to tell people or programs. 外发渠道 */
export type NotificationEndpointKind =
  /** HTTPS POST of JSON, signed as Standard Webhooks has it. 网络回调（签名 JSON） */
  | 'WEBHOOK'
  /** Robot of a WeCom group. 企业微信群机器人 */
  | 'WECOM'
  /** Robot of a DingTalk group, signed where a secret is given. 钉钉群机器人 */
  | 'DINGTALK'
  /** Robot of a Feishu group, signed where a secret is given. 飞书群机器人 */
  | 'FEISHU'
  /** Mail over the site's SMTP server. 电子邮件 */
  | 'MAIL';

/** How a robot's message looks. 消息样式 */
export type NotificationFormat =
  /** Plain text. 纯文本 */
  | 'TEXT'
  /** Markdown; rich text for Feishu. Markdown（飞书为富文本） */
  | 'MARKDOWN'
  /** A card with buttons; without a link to open it is markdown. 卡片（无链接时退为 Markdown） */
  | 'CARD';

/** Language of robots' messages and mails; a webhook has both. 消息语言（网络回调始终双语） */
export type NotificationLanguage =
  /** Chinese. 中文 */
  | 'ZH'
  /** English. 英文 */
  | 'EN'
  /** Chinese, then English. 中英双语 */
  | 'BOTH';

/** Whom a rule tells. 通知对象 */
export type NotificationTarget =
  /** One endpoint. 指定外发地址 */
  | 'ENDPOINT'
  /** Whoever is on duty in a role at the place of the event, at that person's own endpoints. 事发网格某岗位的当值人员 */
  | 'ROLE_ON_DUTY'
  /** The assignee of the work order, at that person's own endpoints. 工单承办人 */
  | 'ASSIGNEE'
  /**
   * Everybody who was told of the order beside its assignee, by graded response or by an escalation, at their own endpoints
   * (AQ-17, RS-11). 工单知晓范围内全部人员：分级响应、超时升级告知的人
   */
  | 'CIRCLE';

/** What became of a notification. 通知状态 */
export type NotificationDeliveryState =
  /** Waits, is held by a window or quiet hours, or is being tried. 待发送 */
  | 'QUEUED'
  /** The receiver has taken it. 已送达 */
  | 'DELIVERED'
  /** Given up after too many attempts or too long; can be replayed. 死信（可重放） */
  | 'DEAD'
  /** Overtaken by a newer one, or no longer needed. 已取消 */
  | 'CANCELLED'
  /** There was nobody to tell. 无人可通知 */
  | 'UNREACHABLE';

/** What one attempt came to. 发送结果 */
export type NotificationAttemptOutcome =
  /** Taken by the receiver. 已送达 */
  | 'DELIVERED'
  /** Failed, and tried again while attempts are left. 失败，将重试 */
  | 'RETRY'
  /** Failed for good: no such receiver, or an address that may not be told. 失败，不再重试 */
  | 'REFUSED';

/** Why a notification waits. 暂缓原因 */
export type NotificationHold =
  /** Until the end of its rule's window, together with what comes meanwhile. 合并窗口 */
  | 'WINDOW'
  /** Until the end of quiet hours. 免打扰时段 */
  | 'QUIET';

/** Hours of the day, in the site's zone, in which what is not critical waits. 免打扰时段（紧急不受限） */
export type QuietHours = {
  /** First minute, `HH:mm`. 开始 */
  from: Scalars['String']['output'];
  /** Minute after the last, `HH:mm`; before `from`: of the next day. 结束（早于开始则为次日） */
  to: Scalars['String']['output'];
  /** Days on which they begin, 1 Monday to 7 Sunday. 星期（1 周一至 7 周日） */
  days: Array<Scalars['Int']['output']>;
};

/**
 * Where notifications go: a program, a group's robot, mailboxes. Its address and secrets are sealed in the database and
 * never shown again. Serves alarms that must reach people (RS-28, HY-06, LA-09). 通知外发地址（地址与密钥加密保存，不再显示）
 */
export type NotificationEndpoint = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** What it is. 渠道 */
  kind: NotificationEndpointKind;
  /** Name. 名称 */
  name: Scalars['String']['output'];
  /** Whose it is; null: the whole site's. 所属网格（空为全域） */
  grid?: Maybe<Grid>;
  /** The person who is reached here, for rules that tell whoever is on duty. 对应人员 */
  person?: Maybe<Person>;
  /** Whether anything is sent. 是否启用 */
  enabled: Scalars['Boolean']['output'];
  /** Where it goes, without what must stay secret: the host, or masked mailboxes. 地址（脱敏） */
  address: Scalars['String']['output'];
  /** Whether messages are signed. 是否签名 */
  signed: Scalars['Boolean']['output'];
  /** When its secret was made or last changed. 密钥更新时间 */
  secretAt?: Maybe<Scalars['DateTime']['output']>;
  /** Until then messages are signed with the secret before, too. 旧密钥有效期至 */
  oldSecretUntil?: Maybe<Scalars['DateTime']['output']>;
  /** How a robot's message looks. 消息样式 */
  format: NotificationFormat;
  /** Language of robots' messages and mails. 消息语言 */
  language: NotificationLanguage;
  /** When it rests; critical comes through. 免打扰时段（紧急照发） */
  quietHours?: Maybe<QuietHours>;
  /** Messages a minute at most; robots allow 20, of Feishu 100. 每分钟上限（机器人 20，飞书 100） */
  perMinute: Scalars['Int']['output'];
  /** Messages under way at once at most. 并发上限 */
  concurrency: Scalars['Int']['output'];
  /** One after the other in the order of events: one that fails holds up those behind it. 是否严格按序 */
  ordered: Scalars['Boolean']['output'];
  /** How it does. 运行状况 */
  health: NotificationHealth;
  /** What was sent here, newest first. 发送记录 */
  deliveries: NotificationDeliveryConnection;
  /** Who made it. 创建人 */
  createdBy: Scalars['String']['output'];
  /** When it was made. 创建时间 */
  createdAt: Scalars['DateTime']['output'];
  /** When it was last changed. 更新时间 */
  updatedAt: Scalars['DateTime']['output'];
  /** Grows by one with every change; send it back as `expectedVersion`. 版本号 */
  version: Scalars['Int']['output'];
};


/**
 * Where notifications go: a program, a group's robot, mailboxes. Its address and secrets are sealed in the database and
 * never shown again. Serves alarms that must reach people (RS-28, HY-06, LA-09). 通知外发地址（地址与密钥加密保存，不再显示）
 */
export type NotificationEndpointDeliveriesArgs = {
  states?: InputMaybe<Array<NotificationDeliveryState>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** How an endpoint does. 外发地址运行状况 */
export type NotificationHealth = {
  /** Failures in a row; 0 when the last message was taken. 连续失败次数 */
  failures: Scalars['Int']['output'];
  /** Nothing is sent before: it fails, asked for a rest, or its limit is reached. 暂停至 */
  blockedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Why: FAILING or RATE. 暂停原因 */
  blockedWhy?: Maybe<Scalars['String']['output']>;
  /** When a message was last taken. 最近送达 */
  deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why the last failure failed. 最近错误 */
  lastError?: Maybe<Scalars['String']['output']>;
  /** When that was. 最近错误时间 */
  lastErrorAt?: Maybe<Scalars['DateTime']['output']>;
  /** Notifications that wait. 待发送数 */
  queued: Scalars['Int']['output'];
  /** When the oldest of them was queued. 最早待发送时间 */
  oldestQueuedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Dead letters. 死信数 */
  dead: Scalars['Int']['output'];
};

/** One page of endpoints. 外发地址分页 */
export type NotificationEndpointConnection = {
  /** The endpoints with their cursors. 外发地址及游标 */
  edges: Array<NotificationEndpointEdge>;
  /** The endpoints alone. 外发地址 */
  nodes: Array<NotificationEndpoint>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
};

/** An endpoint on a page. 分页中的外发地址 */
export type NotificationEndpointEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The endpoint. 外发地址 */
  node: NotificationEndpoint;
};

/**
 * Who is told of what (RS-28 一点布控、全网响应; LA-09 and AQ-17 through roles on duty). What a rule leaves out matches all. Test
 * and Exercise alarms are never told. 通知规则（测试与演练不外发）
 */
export type NotificationRule = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Name. 名称 */
  name: Scalars['String']['output'];
  /** Whether it holds. 是否启用 */
  enabled: Scalars['Boolean']['output'];
  /** This grid and everything below it; null: the whole site. 网格及其下级（空为全域） */
  grid?: Maybe<Grid>;
  /** Events, such as `incident.opened`, or all of a kind: `work_order.*`. 变化种类 */
  events: Array<Scalars['String']['output']>;
  /** Alert type, or a family (`elevator.*`); of an order the type of an incident behind it. 告警类型 */
  type?: Maybe<Scalars['String']['output']>;
  /** Least severity. 最低等级 */
  minSeverity: Severity;
  /** Orders in these states only. 工单状态 */
  orderStates?: Maybe<Array<Scalars['String']['output']>>;
  /** Orders that nobody has, only. 仅无人承办的工单 */
  unassignedOnly: Scalars['Boolean']['output'];
  /** Whom it tells. 通知对象 */
  target: NotificationTarget;
  /** The endpoint, when it names one. 外发地址 */
  endpoint?: Maybe<NotificationEndpoint>;
  /** Code of the role, when it names one. 岗位角色代码 */
  postRole?: Maybe<Scalars['String']['output']>;
  /** Told when the person cannot be reached. 兜底外发地址 */
  fallbackEndpoint?: Maybe<NotificationEndpoint>;
  /** When it rests; critical comes through. 免打扰时段（紧急照发） */
  quietHours?: Maybe<QuietHours>;
  /** Further events of the same incident or order wait this long and are told together; a rise in severity is not held. 合并窗口（等级升高不合并） */
  window: Scalars['Duration']['output'];
  /** Told again this often until somebody acknowledges the incident, takes the order, or acknowledges the notification. 重复提醒间隔 */
  repeatEvery?: Maybe<Scalars['Duration']['output']>;
  /** How often at most. 最多重复次数 */
  repeatMax?: Maybe<Scalars['Int']['output']>;
  /** Who made it. 创建人 */
  createdBy: Scalars['String']['output'];
  /** When it was made. 创建时间 */
  createdAt: Scalars['DateTime']['output'];
  /** When it was last changed. 更新时间 */
  updatedAt: Scalars['DateTime']['output'];
  /** Grows by one with every change; send it back as `expectedVersion`. 版本号 */
  version: Scalars['Int']['output'];
};

/** One page of rules. 通知规则分页 */
export type NotificationRuleConnection = {
  /** The rules with their cursors. 规则及游标 */
  edges: Array<NotificationRuleEdge>;
  /** The rules alone. 规则 */
  nodes: Array<NotificationRule>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
};

/** A rule on a page. 分页中的通知规则 */
export type NotificationRuleEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The rule. 规则 */
  node: NotificationRule;
};

/** One telling of one endpoint, from the queue to its receipts. 一次通知（自排队至回执） */
export type NotificationDelivery = {
  /** Id; the `webhook-id` of every attempt and the Message-ID of a mail, so that a receiver can drop doubles. 编号（各次重试相同，供接收方去重） */
  id: Scalars['ID']['output'];
  /** Where it goes; null when there was nobody to tell. 外发地址 */
  endpoint?: Maybe<NotificationEndpoint>;
  /** The rule; null for a test. 规则（测试为空） */
  rule?: Maybe<NotificationRule>;
  /** The person it is meant for. 通知人员 */
  person?: Maybe<Person>;
  /** The event, such as `incident.opened`. 变化种类 */
  event: Scalars['String']['output'];
  /** The incident it tells of. 事件 */
  incident?: Maybe<Incident>;
  /** The work order it tells of. 工单 */
  workOrder?: Maybe<WorkOrder>;
  /** Where that is. 网格 */
  grid?: Maybe<Grid>;
  /** The worst that it tells. 等级 */
  severity: Severity;
  /** What became of it. 状态 */
  state: NotificationDeliveryState;
  /** Why it waits. 暂缓原因 */
  heldBy?: Maybe<NotificationHold>;
  /** Further events told by this one. 合并的其他变化数 */
  folded: Scalars['Int']['output'];
  /** 0: the first telling; else which reminder. 第几次重复提醒（0 为首次） */
  repeat: Scalars['Int']['output'];
  /** Attempts so far. 已尝试次数 */
  attempts: Scalars['Int']['output'];
  /** When it is due; null when it is finished. 下次尝试时间 */
  nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** What is told, as a webhook's `data` has it. 内容 */
  message: Scalars['JSON']['output'];
  /** Every attempt, in order. 各次发送回执 */
  receipts: Array<NotificationReceipt>;
  /** When somebody acknowledged it. 确认时间 */
  acknowledgedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who. 确认人 */
  acknowledgedBy?: Maybe<Scalars['String']['output']>;
  /** When it was queued first. 创建时间 */
  createdAt: Scalars['DateTime']['output'];
  /** When it reached its end. 完结时间 */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** One attempt to tell. 一次发送的回执 */
export type NotificationReceipt = {
  /** Which attempt; 0 when nobody was there to be told. 第几次 */
  no: Scalars['Int']['output'];
  /** When it began. 开始时间 */
  at: Scalars['DateTime']['output'];
  /** How long it took, ms. 耗时（毫秒） */
  ms: Scalars['Int']['output'];
  /** HTTP status or SMTP reply; null when none came. 响应码 */
  status?: Maybe<Scalars['Int']['output']>;
  /** What it came to. 结果 */
  outcome: NotificationAttemptOutcome;
  /** Why it failed. 错误 */
  error?: Maybe<Scalars['String']['output']>;
};

/** One page of notifications. 通知分页 */
export type NotificationDeliveryConnection = {
  /** The notifications with their cursors. 通知及游标 */
  edges: Array<NotificationDeliveryEdge>;
  /** The notifications alone. 通知 */
  nodes: Array<NotificationDelivery>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. Counted only when asked for. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A notification on a page. 分页中的通知 */
export type NotificationDeliveryEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The notification. 通知 */
  node: NotificationDelivery;
};

/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type Grid = {
  /** Full grid code, 4 to 19 digits. 网格编码 */
  code: Scalars['ID']['output'];
};

/** A person who holds posts, known by duty title. 人员（以职务称呼） */
export type Person = {
  /** Id; equals the subject of that person's token. 编号（与令牌主体一致） */
  id: Scalars['ID']['output'];
};

/** What repeated alerts of one device, channel and type are about. 事件。 */
export type Incident = {
  /** Id. 事件编号。 */
  id: Scalars['ID']['output'];
  /** Who was told of it, newest first, 50 at most. Needs notification.read. 该事件的通知记录 */
  notifications: Array<NotificationDelivery>;
};

/** Who does what by when: opened by an incident or a report, carried to a close on the grid. 工单 */
export type WorkOrder = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Who was told of it, newest first, 50 at most. Needs notification.read. 该工单的通知记录 */
  notifications: Array<NotificationDelivery>;
};

/** Which notifications. 通知筛选 */
export type NotificationDeliveryFilter = {
  /** In these states. 状态 */
  states?: InputMaybe<Array<NotificationDeliveryState>>;
  /** To this endpoint. 外发地址 */
  endpointId?: InputMaybe<Scalars['ID']['input']>;
  /** Of this rule. 规则 */
  ruleId?: InputMaybe<Scalars['ID']['input']>;
  /** Of this incident or work order. 事件或工单 */
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  /** In this grid and everything below it. 网格及其下级 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Queued from then on. 起始时间 */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Queued before then. 截止时间 */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

export type Query = {
  /** Endpoints of your grids, by id. Needs notification.read. 外发地址列表 */
  notificationEndpoints: NotificationEndpointConnection;
  /** One endpoint; null when it is not there or lies outside your grids. 单个外发地址 */
  notificationEndpoint?: Maybe<NotificationEndpoint>;
  /** Rules of your grids, by id. Needs notification.read. 通知规则列表 */
  notificationRules: NotificationRuleConnection;
  /** One rule; null when it is not there or lies outside your grids. 单条通知规则 */
  notificationRule?: Maybe<NotificationRule>;
  /** Notifications of your grids, newest first. Needs notification.read. 通知记录 */
  notificationDeliveries: NotificationDeliveryConnection;
  /** One notification; null when it is not there or lies outside your grids. 单条通知 */
  notificationDelivery?: Maybe<NotificationDelivery>;
};


export type QueryNotificationEndpointsArgs = {
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryNotificationEndpointArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNotificationRulesArgs = {
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryNotificationRuleArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNotificationDeliveriesArgs = {
  filter?: InputMaybe<NotificationDeliveryFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryNotificationDeliveryArgs = {
  id: Scalars['ID']['input'];
};

/** Hours of rest. 免打扰时段 */
export type QuietHoursInput = {
  /** First minute, `HH:mm`, in the site's zone. 开始 */
  from: Scalars['String']['input'];
  /** Minute after the last, `HH:mm`; before `from`: of the next day. 结束（早于开始则为次日） */
  to: Scalars['String']['input'];
  /** Days on which they begin, 1 Monday to 7 Sunday; every day when left out. 星期，默认每天 */
  days?: InputMaybe<Array<Scalars['Int']['input']>>;
};

/** A new endpoint. 新建外发地址 */
export type CreateNotificationEndpointInput = {
  /** What it is. 渠道 */
  kind: NotificationEndpointKind;
  /** Name. 名称 */
  name: Scalars['String']['input'];
  /** URL of a webhook or robot (https), or mailboxes separated by commas. 网址（https），或以逗号分隔的邮箱 */
  address: Scalars['String']['input'];
  /** Signing secret: of DingTalk 加签 and Feishu 签名校验 as their robot gives it; of a webhook `whsec_…`, made when left out. 签名密钥（网络回调可不填，由系统生成） */
  secret?: InputMaybe<Scalars['String']['input']>;
  /** Whose it is; the whole site's when left out. 所属网格，默认全域 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** The person who is reached here: somebody with a post in your grids, or yourself. 对应人员（在本人网格任职者或本人） */
  personId?: InputMaybe<Scalars['ID']['input']>;
  /** How a robot's message looks; markdown by default. 消息样式，默认 Markdown */
  format?: InputMaybe<NotificationFormat>;
  /** Language of robots' messages and mails; Chinese by default. 消息语言，默认中文 */
  language?: InputMaybe<NotificationLanguage>;
  /** When it rests. 免打扰时段 */
  quietHours?: InputMaybe<QuietHoursInput>;
  /** Messages a minute at most. 每分钟上限 */
  perMinute?: InputMaybe<Scalars['Int']['input']>;
  /** Messages under way at once at most, 1-16. 并发上限 */
  concurrency?: InputMaybe<Scalars['Int']['input']>;
  /** One after the other in the order of events. 是否严格按序 */
  ordered?: InputMaybe<Scalars['Boolean']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Changes of an endpoint; what is left out stays, null takes it away. 修改外发地址 */
export type UpdateNotificationEndpointInput = {
  /** Which. 编号 */
  endpointId: Scalars['ID']['input'];
  /** The version it is changed from. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Name. 名称 */
  name?: InputMaybe<Scalars['String']['input']>;
  /** A new address. 新地址 */
  address?: InputMaybe<Scalars['String']['input']>;
  /** The person who is reached here: somebody with a post in your grids, or yourself. 对应人员（在本人网格任职者或本人） */
  personId?: InputMaybe<Scalars['ID']['input']>;
  /** Whether anything is sent; what waits stays queued. 是否启用（停用时排队保留） */
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** How a robot's message looks. 消息样式 */
  format?: InputMaybe<NotificationFormat>;
  /** Language of robots' messages and mails. 消息语言 */
  language?: InputMaybe<NotificationLanguage>;
  /** When it rests. 免打扰时段 */
  quietHours?: InputMaybe<QuietHoursInput>;
  /** Messages a minute at most. 每分钟上限 */
  perMinute?: InputMaybe<Scalars['Int']['input']>;
  /** Messages under way at once at most, 1-16. 并发上限 */
  concurrency?: InputMaybe<Scalars['Int']['input']>;
  /** One after the other in the order of events. 是否严格按序 */
  ordered?: InputMaybe<Scalars['Boolean']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Gives an endpoint a new secret. 更换签名密钥 */
export type RotateNotificationSecretInput = {
  /** Which. 编号 */
  endpointId: Scalars['ID']['input'];
  /** The new secret of a robot; a webhook's is made when left out. 新密钥（网络回调可不填） */
  secret?: InputMaybe<Scalars['String']['input']>;
  /** How long webhooks are signed with the old secret, too; a day by default, 7 days at most, 0s: not at all. 旧密钥保留时长，默认一天，最长七天 */
  keepOld?: InputMaybe<Scalars['Duration']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The endpoint, and its secret this once. 外发地址及其密钥（仅此一次） */
export type NotificationEndpointPayload = {
  /** The endpoint. 外发地址 */
  endpoint: NotificationEndpoint;
  /** The secret that was made; shown now and never again. 新生成的密钥（仅显示一次） */
  secret?: Maybe<Scalars['String']['output']>;
  /** As sent. 客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Queues a test message. 发送测试通知 */
export type TestNotificationEndpointInput = {
  /** Which endpoint. 外发地址 */
  endpointId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Acknowledges a notification: its repeats end. 确认通知（停止重复提醒） */
export type AcknowledgeNotificationInput = {
  /** Which. 编号 */
  deliveryId: Scalars['ID']['input'];
  /** From the link in its message; then no login is needed. 消息链接中的凭据（无需登录） */
  token?: InputMaybe<Scalars['String']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A notification that was changed or queued. 通知 */
export type NotificationDeliveryPayload = {
  /** The notification. 通知 */
  delivery: NotificationDelivery;
  /** As sent. 客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Sends dead letters again: the named ones, or all of an endpoint. 重放死信 */
export type ReplayNotificationsInput = {
  /** These, 500 at most. 编号，最多 500 个 */
  deliveryIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** All dead letters of this endpoint, oldest first, 10,000 at a time. 该外发地址的全部死信 */
  endpointId?: InputMaybe<Scalars['ID']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What was put back into the queue. 重放结果 */
export type ReplayNotificationsPayload = {
  /** How many. 条数 */
  replayed: Scalars['Int']['output'];
  /** As sent. 客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** A new rule. 新建通知规则 */
export type CreateNotificationRuleInput = {
  /** Name. 名称 */
  name: Scalars['String']['input'];
  /** This grid and everything below it; the whole site when left out. 网格及其下级，默认全域 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Events, such as `incident.opened`, or all of a kind: `work_order.*`; by default what opens, reopens or raises an incident. 变化种类 */
  events?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Alert type, or a family (`elevator.*`). 告警类型 */
  type?: InputMaybe<Scalars['String']['input']>;
  /** Least severity; all by default. 最低等级 */
  minSeverity?: InputMaybe<Severity>;
  /** Orders in these states only, as `WorkOrderState` has them. 工单状态 */
  orderStates?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Orders that nobody has, only. 仅无人承办的工单 */
  unassignedOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whom it tells. 通知对象 */
  target: NotificationTarget;
  /** The endpoint, for ENDPOINT. 外发地址 */
  endpointId?: InputMaybe<Scalars['ID']['input']>;
  /** Code of the role, for ROLE_ON_DUTY, as `postRoles` has it. 岗位角色代码 */
  postRole?: InputMaybe<Scalars['String']['input']>;
  /** Told when the person cannot be reached. 兜底外发地址 */
  fallbackEndpointId?: InputMaybe<Scalars['ID']['input']>;
  /** When it rests. 免打扰时段 */
  quietHours?: InputMaybe<QuietHoursInput>;
  /** Further events of the same incident or order wait this long and are told together; 60 s by default, a day at most. 合并窗口，默认 60 秒 */
  window?: InputMaybe<Scalars['Duration']['input']>;
  /** Told again this often, from 1 minute to a day, until somebody acknowledges. 重复提醒间隔 */
  repeatEvery?: InputMaybe<Scalars['Duration']['input']>;
  /** How often at most, 1-100; 10 by default. 最多重复次数，默认 10 */
  repeatMax?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Changes of a rule; what is left out stays, null takes it away. 修改通知规则 */
export type UpdateNotificationRuleInput = {
  /** Which. 编号 */
  ruleId: Scalars['ID']['input'];
  /** The version it is changed from. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Name. 名称 */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Whether it holds; one that is enabled again tells what happens from then on. 是否启用 */
  enabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Events. 变化种类 */
  events?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Alert type, or a family. 告警类型 */
  type?: InputMaybe<Scalars['String']['input']>;
  /** Least severity. 最低等级 */
  minSeverity?: InputMaybe<Severity>;
  /** Orders in these states only. 工单状态 */
  orderStates?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Orders that nobody has, only. 仅无人承办的工单 */
  unassignedOnly?: InputMaybe<Scalars['Boolean']['input']>;
  /** Told when the person cannot be reached. 兜底外发地址 */
  fallbackEndpointId?: InputMaybe<Scalars['ID']['input']>;
  /** When it rests. 免打扰时段 */
  quietHours?: InputMaybe<QuietHoursInput>;
  /** Window in which further events are told together. 合并窗口 */
  window?: InputMaybe<Scalars['Duration']['input']>;
  /** Told again this often until somebody acknowledges. 重复提醒间隔 */
  repeatEvery?: InputMaybe<Scalars['Duration']['input']>;
  /** How often at most. 最多重复次数 */
  repeatMax?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The rule. 通知规则 */
export type NotificationRulePayload = {
  /** The rule. 通知规则 */
  rule: NotificationRule;
  /** As sent. 客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

export type Mutation = {
  /** Makes an endpoint; a webhook's secret is in the answer, this once. Needs notification.manage and a scope over its grid. 新建外发地址 */
  createNotificationEndpoint: NotificationEndpointPayload;
  /** Changes or disables an endpoint. Needs notification.manage. 修改或停用外发地址 */
  updateNotificationEndpoint: NotificationEndpointPayload;
  /** Gives an endpoint a new secret; webhooks are signed with both for a while. Needs notification.manage. 更换签名密钥 */
  rotateNotificationSecret: NotificationEndpointPayload;
  /** Queues a test message; quiet hours do not hold it. Needs notification.manage. 发送测试通知 */
  testNotificationEndpoint: NotificationDeliveryPayload;
  /** Makes a rule. Needs notification.manage and a scope over its grid and endpoints. 新建通知规则 */
  createNotificationRule: NotificationRulePayload;
  /** Changes or disables a rule. Needs notification.manage. 修改或停用通知规则 */
  updateNotificationRule: NotificationRulePayload;
  /** Puts dead letters back into the queue; their ids stay. Needs notification.manage. 重放死信 */
  replayNotifications: ReplayNotificationsPayload;
  /** Acknowledges a notification, so that nobody is reminded of it again; the incident itself stays as it is. Needs notification.read, or the token of its link where HUB_PUBLIC_URL is set. 确认通知（事件本身不变） */
  acknowledgeNotification: NotificationDeliveryPayload;
};


export type MutationCreateNotificationEndpointArgs = {
  input: CreateNotificationEndpointInput;
};


export type MutationUpdateNotificationEndpointArgs = {
  input: UpdateNotificationEndpointInput;
};


export type MutationRotateNotificationSecretArgs = {
  input: RotateNotificationSecretInput;
};


export type MutationTestNotificationEndpointArgs = {
  input: TestNotificationEndpointInput;
};


export type MutationCreateNotificationRuleArgs = {
  input: CreateNotificationRuleInput;
};


export type MutationUpdateNotificationRuleArgs = {
  input: UpdateNotificationRuleInput;
};


export type MutationReplayNotificationsArgs = {
  input: ReplayNotificationsInput;
};


export type MutationAcknowledgeNotificationArgs = {
  input: AcknowledgeNotificationInput;
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
  NotificationEndpoint: NotificationEndpoint;
  NotificationRule: NotificationRule;
  NotificationDelivery: NotificationDelivery;
  Incident: Incident;
  WorkOrder: WorkOrder;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  NotificationEndpoint:
    ( { __typename: 'NotificationEndpoint' }
    & GraphQLRecursivePick<FederationTypes['NotificationEndpoint'], {"id":true}> );
  NotificationRule:
    ( { __typename: 'NotificationRule' }
    & GraphQLRecursivePick<FederationTypes['NotificationRule'], {"id":true}> );
  NotificationDelivery:
    ( { __typename: 'NotificationDelivery' }
    & GraphQLRecursivePick<FederationTypes['NotificationDelivery'], {"id":true}> );
  Incident:
    ( { __typename: 'Incident' }
    & GraphQLRecursivePick<FederationTypes['Incident'], {"id":true}> );
  WorkOrder:
    ( { __typename: 'WorkOrder' }
    & GraphQLRecursivePick<FederationTypes['WorkOrder'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  NotificationEndpointKind: ResolverTypeWrapper<unknown>;
  NotificationFormat: ResolverTypeWrapper<unknown>;
  NotificationLanguage: ResolverTypeWrapper<unknown>;
  NotificationTarget: ResolverTypeWrapper<unknown>;
  NotificationDeliveryState: ResolverTypeWrapper<unknown>;
  NotificationAttemptOutcome: ResolverTypeWrapper<unknown>;
  NotificationHold: ResolverTypeWrapper<unknown>;
  QuietHours: ResolverTypeWrapper<unknown>;
  String: ResolverTypeWrapper<unknown>;
  Int: ResolverTypeWrapper<unknown>;
  NotificationEndpoint: ResolverTypeWrapper<unknown>;
  ID: ResolverTypeWrapper<unknown>;
  Boolean: ResolverTypeWrapper<unknown>;
  NotificationHealth: ResolverTypeWrapper<unknown>;
  NotificationEndpointConnection: ResolverTypeWrapper<unknown>;
  NotificationEndpointEdge: ResolverTypeWrapper<unknown>;
  NotificationRule: ResolverTypeWrapper<unknown>;
  NotificationRuleConnection: ResolverTypeWrapper<unknown>;
  NotificationRuleEdge: ResolverTypeWrapper<unknown>;
  NotificationDelivery: ResolverTypeWrapper<unknown>;
  NotificationReceipt: ResolverTypeWrapper<unknown>;
  NotificationDeliveryConnection: ResolverTypeWrapper<unknown>;
  NotificationDeliveryEdge: ResolverTypeWrapper<unknown>;
  Grid: ResolverTypeWrapper<unknown>;
  Person: ResolverTypeWrapper<unknown>;
  Incident: ResolverTypeWrapper<unknown>;
  WorkOrder: ResolverTypeWrapper<unknown>;
  NotificationDeliveryFilter: ResolverTypeWrapper<unknown>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QuietHoursInput: ResolverTypeWrapper<unknown>;
  CreateNotificationEndpointInput: ResolverTypeWrapper<unknown>;
  UpdateNotificationEndpointInput: ResolverTypeWrapper<unknown>;
  RotateNotificationSecretInput: ResolverTypeWrapper<unknown>;
  NotificationEndpointPayload: ResolverTypeWrapper<unknown>;
  TestNotificationEndpointInput: ResolverTypeWrapper<unknown>;
  AcknowledgeNotificationInput: ResolverTypeWrapper<unknown>;
  NotificationDeliveryPayload: ResolverTypeWrapper<unknown>;
  ReplayNotificationsInput: ResolverTypeWrapper<unknown>;
  ReplayNotificationsPayload: ResolverTypeWrapper<unknown>;
  CreateNotificationRuleInput: ResolverTypeWrapper<unknown>;
  UpdateNotificationRuleInput: ResolverTypeWrapper<unknown>;
  NotificationRulePayload: ResolverTypeWrapper<unknown>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  DateTime: ResolverTypeWrapper<unknown>;
  Duration: ResolverTypeWrapper<unknown>;
  JSON: ResolverTypeWrapper<unknown>;
  Severity: Severity;
  PageInfo: ResolverTypeWrapper<unknown>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  QuietHours: unknown;
  String: unknown;
  Int: unknown;
  NotificationEndpoint: unknown;
  ID: unknown;
  Boolean: unknown;
  NotificationHealth: unknown;
  NotificationEndpointConnection: unknown;
  NotificationEndpointEdge: unknown;
  NotificationRule: unknown;
  NotificationRuleConnection: unknown;
  NotificationRuleEdge: unknown;
  NotificationDelivery: unknown;
  NotificationReceipt: unknown;
  NotificationDeliveryConnection: unknown;
  NotificationDeliveryEdge: unknown;
  Grid: unknown;
  Person: unknown;
  Incident: unknown;
  WorkOrder: unknown;
  NotificationDeliveryFilter: unknown;
  Query: Record<PropertyKey, never>;
  QuietHoursInput: unknown;
  CreateNotificationEndpointInput: unknown;
  UpdateNotificationEndpointInput: unknown;
  RotateNotificationSecretInput: unknown;
  NotificationEndpointPayload: unknown;
  TestNotificationEndpointInput: unknown;
  AcknowledgeNotificationInput: unknown;
  NotificationDeliveryPayload: unknown;
  ReplayNotificationsInput: unknown;
  ReplayNotificationsPayload: unknown;
  CreateNotificationRuleInput: unknown;
  UpdateNotificationRuleInput: unknown;
  NotificationRulePayload: unknown;
  Mutation: Record<PropertyKey, never>;
  DateTime: unknown;
  Duration: unknown;
  JSON: unknown;
  PageInfo: unknown;
};

export type QuietHoursResolvers<ContextType = any, ParentType extends ResolversParentTypes['QuietHours'] = ResolversParentTypes['QuietHours']> = {
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  days?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type NotificationEndpointResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationEndpoint'] = ResolversParentTypes['NotificationEndpoint'], FederationReferenceType extends FederationReferenceTypes['NotificationEndpoint'] = FederationReferenceTypes['NotificationEndpoint']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['NotificationEndpoint']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['NotificationEndpointKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  signed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  secretAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  oldSecretUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  format?: Resolver<ResolversTypes['NotificationFormat'], ParentType, ContextType>;
  language?: Resolver<ResolversTypes['NotificationLanguage'], ParentType, ContextType>;
  quietHours?: Resolver<Maybe<ResolversTypes['QuietHours']>, ParentType, ContextType>;
  perMinute?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  concurrency?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ordered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  health?: Resolver<ResolversTypes['NotificationHealth'], ParentType, ContextType>;
  deliveries?: Resolver<ResolversTypes['NotificationDeliveryConnection'], ParentType, ContextType, RequireFields<NotificationEndpointDeliveriesArgs, 'first'>>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NotificationHealthResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationHealth'] = ResolversParentTypes['NotificationHealth']> = {
  failures?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  blockedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  blockedWhy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastErrorAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  queued?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  oldestQueuedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dead?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NotificationEndpointConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationEndpointConnection'] = ResolversParentTypes['NotificationEndpointConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NotificationEndpointEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['NotificationEndpoint']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type NotificationEndpointEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationEndpointEdge'] = ResolversParentTypes['NotificationEndpointEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['NotificationEndpoint'], ParentType, ContextType>;
};

export type NotificationRuleResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationRule'] = ResolversParentTypes['NotificationRule'], FederationReferenceType extends FederationReferenceTypes['NotificationRule'] = FederationReferenceTypes['NotificationRule']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['NotificationRule']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  events?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  minSeverity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  orderStates?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  unassignedOnly?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['NotificationTarget'], ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['NotificationEndpoint']>, ParentType, ContextType>;
  postRole?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fallbackEndpoint?: Resolver<Maybe<ResolversTypes['NotificationEndpoint']>, ParentType, ContextType>;
  quietHours?: Resolver<Maybe<ResolversTypes['QuietHours']>, ParentType, ContextType>;
  window?: Resolver<ResolversTypes['Duration'], ParentType, ContextType>;
  repeatEvery?: Resolver<Maybe<ResolversTypes['Duration']>, ParentType, ContextType>;
  repeatMax?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type NotificationRuleConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationRuleConnection'] = ResolversParentTypes['NotificationRuleConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NotificationRuleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['NotificationRule']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type NotificationRuleEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationRuleEdge'] = ResolversParentTypes['NotificationRuleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['NotificationRule'], ParentType, ContextType>;
};

export type NotificationDeliveryResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationDelivery'] = ResolversParentTypes['NotificationDelivery'], FederationReferenceType extends FederationReferenceTypes['NotificationDelivery'] = FederationReferenceTypes['NotificationDelivery']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['NotificationDelivery']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['NotificationEndpoint']>, ParentType, ContextType>;
  rule?: Resolver<Maybe<ResolversTypes['NotificationRule']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  event?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType>;
  workOrder?: Resolver<Maybe<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['NotificationDeliveryState'], ParentType, ContextType>;
  heldBy?: Resolver<Maybe<ResolversTypes['NotificationHold']>, ParentType, ContextType>;
  folded?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  repeat?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  receipts?: Resolver<Array<ResolversTypes['NotificationReceipt']>, ParentType, ContextType>;
  acknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  acknowledgedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type NotificationReceiptResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationReceipt'] = ResolversParentTypes['NotificationReceipt']> = {
  no?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ms?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['NotificationAttemptOutcome'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NotificationDeliveryConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationDeliveryConnection'] = ResolversParentTypes['NotificationDeliveryConnection']> = {
  edges?: Resolver<Array<ResolversTypes['NotificationDeliveryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['NotificationDelivery']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type NotificationDeliveryEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationDeliveryEdge'] = ResolversParentTypes['NotificationDeliveryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['NotificationDelivery'], ParentType, ContextType>;
};

export type GridResolvers<ContextType = any, ParentType extends ResolversParentTypes['Grid'] = ResolversParentTypes['Grid']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PersonResolvers<ContextType = any, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type IncidentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Incident'] = ResolversParentTypes['Incident'], FederationReferenceType extends FederationReferenceTypes['Incident'] = FederationReferenceTypes['Incident']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Incident']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notifications?: Resolver<Array<ResolversTypes['NotificationDelivery']>, ParentType, ContextType>;
};

export type WorkOrderResolvers<ContextType = any, ParentType extends ResolversParentTypes['WorkOrder'] = ResolversParentTypes['WorkOrder'], FederationReferenceType extends FederationReferenceTypes['WorkOrder'] = FederationReferenceTypes['WorkOrder']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['WorkOrder']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  notifications?: Resolver<Array<ResolversTypes['NotificationDelivery']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  notificationEndpoints?: Resolver<ResolversTypes['NotificationEndpointConnection'], ParentType, ContextType, RequireFields<QueryNotificationEndpointsArgs, 'first'>>;
  notificationEndpoint?: Resolver<Maybe<ResolversTypes['NotificationEndpoint']>, ParentType, ContextType, RequireFields<QueryNotificationEndpointArgs, 'id'>>;
  notificationRules?: Resolver<ResolversTypes['NotificationRuleConnection'], ParentType, ContextType, RequireFields<QueryNotificationRulesArgs, 'first'>>;
  notificationRule?: Resolver<Maybe<ResolversTypes['NotificationRule']>, ParentType, ContextType, RequireFields<QueryNotificationRuleArgs, 'id'>>;
  notificationDeliveries?: Resolver<ResolversTypes['NotificationDeliveryConnection'], ParentType, ContextType, RequireFields<QueryNotificationDeliveriesArgs, 'first'>>;
  notificationDelivery?: Resolver<Maybe<ResolversTypes['NotificationDelivery']>, ParentType, ContextType, RequireFields<QueryNotificationDeliveryArgs, 'id'>>;
};

export type NotificationEndpointPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationEndpointPayload'] = ResolversParentTypes['NotificationEndpointPayload']> = {
  endpoint?: Resolver<ResolversTypes['NotificationEndpoint'], ParentType, ContextType>;
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NotificationDeliveryPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationDeliveryPayload'] = ResolversParentTypes['NotificationDeliveryPayload']> = {
  delivery?: Resolver<ResolversTypes['NotificationDelivery'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReplayNotificationsPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReplayNotificationsPayload'] = ResolversParentTypes['ReplayNotificationsPayload']> = {
  replayed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NotificationRulePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['NotificationRulePayload'] = ResolversParentTypes['NotificationRulePayload']> = {
  rule?: Resolver<ResolversTypes['NotificationRule'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createNotificationEndpoint?: Resolver<ResolversTypes['NotificationEndpointPayload'], ParentType, ContextType, RequireFields<MutationCreateNotificationEndpointArgs, 'input'>>;
  updateNotificationEndpoint?: Resolver<ResolversTypes['NotificationEndpointPayload'], ParentType, ContextType, RequireFields<MutationUpdateNotificationEndpointArgs, 'input'>>;
  rotateNotificationSecret?: Resolver<ResolversTypes['NotificationEndpointPayload'], ParentType, ContextType, RequireFields<MutationRotateNotificationSecretArgs, 'input'>>;
  testNotificationEndpoint?: Resolver<ResolversTypes['NotificationDeliveryPayload'], ParentType, ContextType, RequireFields<MutationTestNotificationEndpointArgs, 'input'>>;
  createNotificationRule?: Resolver<ResolversTypes['NotificationRulePayload'], ParentType, ContextType, RequireFields<MutationCreateNotificationRuleArgs, 'input'>>;
  updateNotificationRule?: Resolver<ResolversTypes['NotificationRulePayload'], ParentType, ContextType, RequireFields<MutationUpdateNotificationRuleArgs, 'input'>>;
  replayNotifications?: Resolver<ResolversTypes['ReplayNotificationsPayload'], ParentType, ContextType, RequireFields<MutationReplayNotificationsArgs, 'input'>>;
  acknowledgeNotification?: Resolver<ResolversTypes['NotificationDeliveryPayload'], ParentType, ContextType, RequireFields<MutationAcknowledgeNotificationArgs, 'input'>>;
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
  QuietHours?: QuietHoursResolvers<ContextType>;
  NotificationEndpoint?: NotificationEndpointResolvers<ContextType>;
  NotificationHealth?: NotificationHealthResolvers<ContextType>;
  NotificationEndpointConnection?: NotificationEndpointConnectionResolvers<ContextType>;
  NotificationEndpointEdge?: NotificationEndpointEdgeResolvers<ContextType>;
  NotificationRule?: NotificationRuleResolvers<ContextType>;
  NotificationRuleConnection?: NotificationRuleConnectionResolvers<ContextType>;
  NotificationRuleEdge?: NotificationRuleEdgeResolvers<ContextType>;
  NotificationDelivery?: NotificationDeliveryResolvers<ContextType>;
  NotificationReceipt?: NotificationReceiptResolvers<ContextType>;
  NotificationDeliveryConnection?: NotificationDeliveryConnectionResolvers<ContextType>;
  NotificationDeliveryEdge?: NotificationDeliveryEdgeResolvers<ContextType>;
  Grid?: GridResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  Incident?: IncidentResolvers<ContextType>;
  WorkOrder?: WorkOrderResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  NotificationEndpointPayload?: NotificationEndpointPayloadResolvers<ContextType>;
  NotificationDeliveryPayload?: NotificationDeliveryPayloadResolvers<ContextType>;
  ReplayNotificationsPayload?: ReplayNotificationsPayloadResolvers<ContextType>;
  NotificationRulePayload?: NotificationRulePayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Severity?: SeverityResolvers;
  PageInfo?: PageInfoResolvers<ContextType>;
};
