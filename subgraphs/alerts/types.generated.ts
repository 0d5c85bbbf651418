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

/** CAP 1.2 status: tests and exercises are stored and shown, never dispatched. 告警性质。 */
export type AlertStatus =
  /** Real. 真实。 */
  | 'ACTUAL'
  /** A test, e.g. a smoke detector's test button. 测试。 */
  | 'TEST'
  /** A drill. 演练。 */
  | 'EXERCISE';

/** Whether the device's own time was usable. 时间质量。 */
export type TimeQuality =
  /** The device's time. 设备时间可用。 */
  | 'GOOD'
  /** The receive time stands in for it. 设备时间不可用，以接收时间代替。 */
  | 'BAD';

/** What family of devices an alert type belongs to. 告警类型所属大类。 */
export type AlertFamily =
  /** Camera. 摄像头。 */
  | 'CAMERA'
  /** Elevator. 电梯。 */
  | 'ELEVATOR'
  /** Charging pile. 充电桩。 */
  | 'CHARGER'
  /** Sensor. 传感器。 */
  | 'SENSOR'
  /** Any device: offline, battery. 设备自身。 */
  | 'DEVICE'
  /** Codes nobody has mapped yet. 其他。 */
  | 'OTHER';

/** What ends an incident of a type. 解除方式。 */
export type ClearMode =
  /** The source says so. 由来源明确解除。 */
  | 'EXPLICIT'
  /** Its state goes back to normal. 状态恢复即解除。 */
  | 'STATE'
  /** A person, after giving a reason. 须人工说明原因后解除。 */
  | 'LATCHED'
  /** Silence for a while. 静默超时解除。 */
  | 'PULSE';

/** A kind of alert: a row of the hub's own table. 告警类型。 */
export type AlertType = {
  /** Stable code, e.g. `camera.fire`. 代码。 */
  code: Scalars['String']['output'];
  /** Chinese name. 中文名。 */
  nameZh: Scalars['String']['output'];
  /** English name. 英文名。 */
  nameEn: Scalars['String']['output'];
  /** Family. 大类。 */
  family: AlertFamily;
  /** Severity when nothing raises or lowers it. 默认严重程度。 */
  defaultSeverity: Severity;
  /** What ends its incidents. 解除方式。 */
  clearMode: ClearMode;
  /** Whether life is at risk: never suppressed. 是否涉及生命安全。 */
  lifeSafety: Scalars['Boolean']['output'];
};

/** What a reference to evidence leads to. 证据类别。 */
export type EvidenceKind =
  /** A picture. 图片。 */
  | 'IMAGE'
  /** A video. 视频。 */
  | 'VIDEO'
  /** A sound recording. 音频。 */
  | 'AUDIO'
  /** A document. 文档。 */
  | 'DOCUMENT'
  /** Anything else. 其他。 */
  | 'OTHER';

/** A file that shows what happened; a reference, never the bytes. 证据引用。 */
export type Evidence = {
  /** Where it can be fetched. 地址。 */
  url: Scalars['String']['output'];
  /** What it is. 类别。 */
  kind: EvidenceKind;
  /** SHA-256 of the bytes in lower-case hex, when the device gave it. 摘要。 */
  sha256?: Maybe<Scalars['String']['output']>;
};

/** One occurrence as a device told it; never changes. 告警。 */
export type Alert = {
  /** Address of the alert in the series store; opaque. 告警编号。 */
  id: Scalars['ID']['output'];
  /** Kind. 类型。 */
  type: AlertType;
  /** Severity at raise. 发生时的严重程度。 */
  severity: Severity;
  /** Actual, test or exercise. 性质。 */
  status: AlertStatus;
  /** When it happened (event time). 发生时间。 */
  time: Scalars['DateTime']['output'];
  /** Whether that time is the device's own. 时间质量。 */
  timeQuality: TimeQuality;
  /** When the hub received it. 接收时间。 */
  receivedAt: Scalars['DateTime']['output'];
  /** Camera channel, connector, port or lift part; empty when the device is one thing. 通道。 */
  channel: Scalars['String']['output'];
  /** AI confidence, 0-1. 置信度。 */
  confidence?: Maybe<Scalars['Float']['output']>;
  /** Vendor's code system, as received. 来源代码体系。 */
  codeSystem?: Maybe<Scalars['String']['output']>;
  /** Vendor's code, as received. 来源代码。 */
  code?: Maybe<Scalars['String']['output']>;
  /** The source's own event id. 来源事件号。 */
  sourceEventId?: Maybe<Scalars['String']['output']>;
  /** Further values as the device named them. 其他数值。 */
  values: Scalars['JSON']['output'];
  /** References to pictures, clips and files. 证据。 */
  evidence: Array<Evidence>;
  /** Name of the codec that read it. 编解码器。 */
  codec: Scalars['String']['output'];
  /** Who sent it. 设备。 */
  device?: Maybe<Device>;
  /** The grid it happened in, as known then. 所属网格。 */
  grid?: Maybe<Grid>;
  /** The incident it counts for; null for a historical occurrence. 所属事件。 */
  incident?: Maybe<Incident>;
  /** Whether it counts in its incident; false for late occurrences. 是否计入事件。 */
  counted: Scalars['Boolean']['output'];
};

/** State of an incident. 事件状态。 */
export type IncidentState =
  /** It goes on. 进行中。 */
  | 'ACTIVE'
  /** It has ended. 已解除。 */
  | 'CLEARED';

/** What repeated alerts of one device, channel and type are about. 事件。 */
export type Incident = {
  /** Id. 事件编号。 */
  id: Scalars['ID']['output'];
  /** Kind. 类型。 */
  type: AlertType;
  /** Highest severity so far. 严重程度。 */
  severity: Severity;
  /** Active or cleared. 状态。 */
  state: IncidentState;
  /** Actual, test or exercise. 性质。 */
  status: AlertStatus;
  /** Whether a person has acknowledged it. 是否已确认。 */
  acknowledged: Scalars['Boolean']['output'];
  /** When it was acknowledged. 确认时间。 */
  acknowledgedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Subject of the token that acknowledged it. 确认人。 */
  acknowledgedBy?: Maybe<Scalars['String']['output']>;
  /** How many alerts it counts. 告警次数。 */
  count: Scalars['Int']['output'];
  /** Event time of its first alert. 首次发生时间。 */
  firstSeenAt: Scalars['DateTime']['output'];
  /** Event time of its last alert. 最近发生时间。 */
  lastSeenAt: Scalars['DateTime']['output'];
  /** When the hub opened it. 立事件时间。 */
  openedAt: Scalars['DateTime']['output'];
  /** When it ended. 解除时间。 */
  clearedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who cleared it; null when the source or silence did. 解除人。 */
  clearedBy?: Maybe<Scalars['String']['output']>;
  /** Why it was cleared. 解除原因。 */
  clearReason?: Maybe<Scalars['String']['output']>;
  /** Until when it is put aside. 搁置至。 */
  shelvedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Why it was put aside. 搁置原因。 */
  shelveReason?: Maybe<Scalars['String']['output']>;
  /** Whether a person found it to be false. 是否误报。 */
  falseAlarm: Scalars['Boolean']['output'];
  /** Why the severity is not the one that the device gave, or its type has. 严重程度调整原因。 */
  severityReason?: Maybe<Scalars['String']['output']>;
  /** Whether people were told of it; false while its on-delay runs, or while another incident explains it. 是否已通报。 */
  announced: Scalars['Boolean']['output'];
  /** Whether it comes and goes. 是否频繁抖动。 */
  flapping: Scalars['Boolean']['output'];
  /** The incident that explains it: its parent's, or the summary of a storm. 被其抑制的根事件。 */
  suppressedBy?: Maybe<Incident>;
  /** The planned work in which it began; nobody is sent before that is over. 所处检修窗口。 */
  maintenance?: Maybe<MaintenanceWindow>;
  /** When that planned work is over. 检修结束时间。 */
  maintenanceUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Camera channel, connector, port or lift part; empty when the device is one thing. 通道。 */
  channel: Scalars['String']['output'];
  /** Grows by one with every change; send it back as `expectedVersion`. 版本号。 */
  version: Scalars['Int']['output'];
  /** Whose alerts it groups. 设备。 */
  device?: Maybe<Device>;
  /** Where it is. 所属网格。 */
  grid?: Maybe<Grid>;
  /** Its newest alert. 最近一条告警。 */
  lastAlert?: Maybe<Alert>;
  /** Its alerts, newest first. 所含告警，新的在前。 */
  alerts: AlertConnection;
  /** What happened to it, newest first. 变更记录，新的在前。 */
  history: Array<IncidentEvent>;
};


/** What repeated alerts of one device, channel and type are about. 事件。 */
export type IncidentAlertsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What repeated alerts of one device, channel and type are about. 事件。 */
export type IncidentHistoryArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One line of an incident's history. 事件变更记录。 */
export type IncidentEvent = {
  /** What happened. 变更。 */
  change: IncidentChangeKind;
  /** When it happened (event time, or the person's act). 发生时间。 */
  at: Scalars['DateTime']['output'];
  /** When the hub wrote it down. 记录时间。 */
  recordedAt: Scalars['DateTime']['output'];
  /** Subject of the token that did it; null for devices and timers. 操作人。 */
  actor?: Maybe<Scalars['String']['output']>;
  /** Reason given. 原因。 */
  reason?: Maybe<Scalars['String']['output']>;
  /** Severity after it. 变更后的严重程度。 */
  severity?: Maybe<Severity>;
  /** Count after it. 变更后的告警次数。 */
  count?: Maybe<Scalars['Int']['output']>;
};

/** What can happen to an incident. 事件变更类别。 */
export type IncidentChangeKind =
  /** It was opened. 新事件。 */
  | 'OPENED'
  /** The same came again. 重复告警。 */
  | 'REPEATED'
  /** Its severity rose. 升级。 */
  | 'ESCALATED'
  /** The same came again soon after it ended. 重新激活。 */
  | 'REOPENED'
  /** A person has taken notice. 已确认。 */
  | 'ACKNOWLEDGED'
  /** A person has put it aside for a while. 已搁置。 */
  | 'SHELVED'
  /** It ended. 已解除。 */
  | 'CLEARED'
  /** A person found it to be false. 误报。 */
  | 'FALSE_ALARM'
  /** The time for which it was put aside is over, and it still goes on. 搁置到期。 */
  | 'UNSHELVED'
  /** It comes and goes; told once, while it lasts only a rise in severity is told. 频繁抖动。 */
  | 'FLAPPING'
  /** It has not changed for a while and still goes on. 抖动平息。 */
  | 'STEADY'
  /** Another incident explains it (its parent is down, or a storm): nobody is sent. 已抑制。 */
  | 'SUPPRESSED'
  /** What explained it is over, and it still goes on. 解除抑制。 */
  | 'RELEASED'
  /** The planned work in which it began is over, and it still goes on. 检修结束。 */
  | 'MAINTENANCE_ENDED'
  /** Evidence of one of its alerts came later. 补充证据。 */
  | 'EVIDENCE'
  /** It came too late for anybody to be sent; the reason says so. In the history alone. 迟报未派单（仅见于历史）。 */
  | 'NOT_DISPATCHED';

/** One change of one incident, with the cursor to resume after it. 事件变更。 */
export type IncidentChange = {
  /** Send it as `after` to go on from here. 游标。 */
  cursor: Scalars['String']['output'];
  /** What happened. 变更类别。 */
  change: IncidentChangeKind;
  /** When it was committed. 提交时间。 */
  at: Scalars['DateTime']['output'];
  /** The incident, as it is now. 事件（当前）。 */
  incident: Incident;
  /** The alert behind it; null for a person's act. 触发告警。 */
  alert?: Maybe<Alert>;
};

export type Device = {
  id: Scalars['ID']['output'];
  /** Incidents of this device, newest first. 该设备的事件，新的在前。 */
  incidents: IncidentConnection;
  /** Alerts of this device, newest first; the last 24 hours by default. 该设备的告警；默认最近 24 小时。 */
  alerts: AlertConnection;
  /** Figures of this device's incidents; the last 30 days by default. 该设备的事件统计；默认最近 30 天。 */
  incidentStatistics: IncidentStatistics;
};


export type DeviceIncidentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  states?: InputMaybe<Array<IncidentState>>;
};


export type DeviceAlertsArgs = {
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  types?: InputMaybe<Array<Scalars['String']['input']>>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type DeviceIncidentStatisticsArgs = {
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  types?: InputMaybe<Array<Scalars['String']['input']>>;
  minSeverity?: InputMaybe<Severity>;
  includeTests?: Scalars['Boolean']['input'];
};

export type Grid = {
  code: Scalars['ID']['output'];
  /** Incidents of this grid and everything below it, newest first. 本网格及下级的事件，新的在前。 */
  incidents: IncidentConnection;
  /** How many alerts in this grid and everything below it; the last 24 hours by default. 告警统计；默认最近 24 小时。 */
  alertCounts: Array<AlertCount>;
  /** Figures of the incidents of this grid and everything below it; the last 30 days by default. 本网格及下级的事件统计；默认最近 30 天。 */
  incidentStatistics: IncidentStatistics;
};


export type GridIncidentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  states?: InputMaybe<Array<IncidentState>>;
  minSeverity?: InputMaybe<Severity>;
};


export type GridAlertCountsArgs = {
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  interval?: InputMaybe<Scalars['Duration']['input']>;
  groupBy?: InputMaybe<Array<AlertDimension>>;
  types?: InputMaybe<Array<Scalars['String']['input']>>;
};


export type GridIncidentStatisticsArgs = {
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  types?: InputMaybe<Array<Scalars['String']['input']>>;
  minSeverity?: InputMaybe<Severity>;
  includeTests?: Scalars['Boolean']['input'];
};

/** Which alerts; conditions are joined by AND. 告警筛选条件（与）。 */
export type AlertFilter = {
  /** This grid and everything below it. 网格及其下级。 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these type codes. 类型代码。 */
  types?: InputMaybe<Array<Scalars['String']['input']>>;
  /** At least this severe. 最低严重程度。 */
  minSeverity?: InputMaybe<Severity>;
  /** Of this device. 设备。 */
  deviceId?: InputMaybe<Scalars['ID']['input']>;
  /** Event time from, inclusive; 24 hours ago by default (24 hours before `to`, if given). 发生时间起（含）；默认 24 小时前。 */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /**
   * Event time to, exclusive. By default 24 hours ahead: a device whose clock is ahead is believed that far.
   * 发生时间止（不含）；默认为未来 24 小时，以容纳时钟超前的设备。
   */
  to?: InputMaybe<Scalars['DateTime']['input']>;
  /** Any of these; all by default. 性质。 */
  statuses?: InputMaybe<Array<AlertStatus>>;
};

/** The range of event time that was read. 实际查询的时间范围。 */
export type TimeRange = {
  /** From, inclusive. 起（含）。 */
  from: Scalars['DateTime']['output'];
  /** To, exclusive. 止（不含）。 */
  to: Scalars['DateTime']['output'];
  /** True when one end was not given and a default stands in. 是否使用了默认值。 */
  defaulted: Scalars['Boolean']['output'];
};

/** A page of alerts, newest first. 告警分页，新的在前。 */
export type AlertConnection = {
  /** Rows with their cursors. 行与游标。 */
  edges: Array<AlertEdge>;
  /** Rows alone. 行。 */
  nodes: Array<Alert>;
  /** Where this page stands. 分页信息。 */
  pageInfo: PageInfo;
  /** The range of event time that was read. 实际查询的时间范围。 */
  range: TimeRange;
};

/** One alert of a page. 分页中的一条告警。 */
export type AlertEdge = {
  /** Opaque cursor of this row. 游标。 */
  cursor: Scalars['String']['output'];
  /** The alert. 告警。 */
  node: Alert;
};

/** Which incidents; conditions are joined by AND. 事件筛选条件（与）。 */
export type IncidentFilter = {
  /** This grid and everything below it. 网格及其下级。 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these states. 状态。 */
  states?: InputMaybe<Array<IncidentState>>;
  /** Any of these type codes. 类型代码。 */
  types?: InputMaybe<Array<Scalars['String']['input']>>;
  /** At least this severe. 最低严重程度。 */
  minSeverity?: InputMaybe<Severity>;
  /** Of this device. 设备。 */
  deviceId?: InputMaybe<Scalars['ID']['input']>;
  /** Last seen at or after (event time). 最近发生时间起（含）。 */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Last seen before (event time). 最近发生时间止（不含）。 */
  to?: InputMaybe<Scalars['DateTime']['input']>;
  /** Also those that are still waited on (on-delay, least number) and told to nobody. 含尚未通报的事件。 */
  pending?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Days and hours of every week, in the site's zone. 每周时段（站点时区）。 */
export type WeeklyTime = {
  /** 1 (Monday) to 7 (Sunday). 星期，1 为周一。 */
  days: Array<Scalars['Int']['output']>;
  /** From, HH:mm. 起。 */
  from: Scalars['String']['output'];
  /** To, HH:mm; not after `from`: on the next day. 止；不晚于起时为次日。 */
  to: Scalars['String']['output'];
};

/** Planned work: alerts are stored, incidents are shown and marked, nobody is sent. 检修窗口。 */
export type MaintenanceWindow = {
  /** Id. 编号。 */
  id: Scalars['ID']['output'];
  /** What is done. 事由。 */
  title: Scalars['String']['output'];
  /** Of this device only. 设备。 */
  device?: Maybe<Device>;
  /** Of this type only, or of a family (`camera.*`). 类型。 */
  type?: Maybe<Scalars['String']['output']>;
  /** Of this grid and everything below it. 网格及其下级。 */
  grid?: Maybe<Grid>;
  /** First moment, of a recurring one of the series. 开始时间。 */
  startsAt: Scalars['DateTime']['output'];
  /** Last moment; null for a series without an end. 结束时间。 */
  endsAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it recurs. 周期。 */
  weekly?: Maybe<WeeklyTime>;
  /** Whether it covers types on which a life hangs. 是否包含生命安全类。 */
  includeLifeSafety: Scalars['Boolean']['output'];
  /** Whether it holds now. 当前是否生效。 */
  active: Scalars['Boolean']['output'];
  /** Subject of the token that announced it. 创建人。 */
  createdBy: Scalars['String']['output'];
  /** When it was announced. 创建时间。 */
  createdAt: Scalars['DateTime']['output'];
  /** Who ended it before its time. 提前结束人。 */
  endedBy?: Maybe<Scalars['String']['output']>;
  /** When it was ended before its time. 提前结束时间。 */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of maintenance windows, newest first. 检修窗口分页。 */
export type MaintenanceWindowConnection = {
  /** Rows with their cursors. 行与游标。 */
  edges: Array<MaintenanceWindowEdge>;
  /** Rows alone. 行。 */
  nodes: Array<MaintenanceWindow>;
  /** Where this page stands. 分页信息。 */
  pageInfo: PageInfo;
};

/** One maintenance window of a page. 分页中的一个检修窗口。 */
export type MaintenanceWindowEdge = {
  /** Opaque cursor of this row. 游标。 */
  cursor: Scalars['String']['output'];
  /** The window. 检修窗口。 */
  node: MaintenanceWindow;
};

/**
 * A row of the severity policy: the first that matches changes the severity of an alert, and its reason is kept. What a row
 * leaves out matches all. A type on which a life hangs is never made less than its default. 严重程度策略规则。
 */
export type SeverityRule = {
  /** Name. 名称。 */
  id: Scalars['ID']['output'];
  /** Lower ones come first. 次序。 */
  rank: Scalars['Int']['output'];
  /** Type code, or a family (`camera.*`). 类型。 */
  type?: Maybe<Scalars['String']['output']>;
  /** This grid and everything below it. 网格及其下级。 */
  grid?: Maybe<Grid>;
  /** AI confidence from, inclusive. 置信度下限（含）。 */
  confidenceMin?: Maybe<Scalars['Float']['output']>;
  /** AI confidence to, exclusive. 置信度上限（不含）。 */
  confidenceMax?: Maybe<Scalars['Float']['output']>;
  /** Hour of the site's day from, inclusive. 起始小时（含）。 */
  hourFrom?: Maybe<Scalars['Int']['output']>;
  /** Hour to, exclusive; less than `hourFrom`: over midnight. 结束小时（不含）。 */
  hourTo?: Maybe<Scalars['Int']['output']>;
  /** What the severity becomes. 调整为。 */
  severity?: Maybe<Severity>;
  /** By how many steps it moves. 调整级数。 */
  step?: Maybe<Scalars['Int']['output']>;
  /** Why. 原因。 */
  reason: Scalars['String']['output'];
  /** Whether it comes with the program; those hold after all others. 是否内置。 */
  builtIn: Scalars['Boolean']['output'];
};

/** A page of incidents, last seen first. 事件分页，最近发生的在前。 */
export type IncidentConnection = {
  /** Rows with their cursors. 行与游标。 */
  edges: Array<IncidentEdge>;
  /** Rows alone. 行。 */
  nodes: Array<Incident>;
  /** Where this page stands. 分页信息。 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. Counted only when asked for. 总数；超过 10000 为空。 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One incident of a page. 分页中的一个事件。 */
export type IncidentEdge = {
  /** Opaque cursor of this row. 游标。 */
  cursor: Scalars['String']['output'];
  /** The incident. 事件。 */
  node: Incident;
};

/** What counts are split by. 统计维度。 */
export type AlertDimension =
  /** Alert type. 告警类型。 */
  | 'TYPE'
  /** Severity at raise. 严重程度。 */
  | 'SEVERITY'
  /** Community, 12 digits. 社区。 */
  | 'COMMUNITY'
  /** Full grid code of the device. 网格。 */
  | 'GRID';

/** How many alerts share an interval and the asked dimensions; rows of zero are left out. 告警统计。 */
export type AlertCount = {
  /** Start of the interval; null without one. 区间起点。 */
  start?: Maybe<Scalars['DateTime']['output']>;
  /** Type, when split by TYPE. 类型。 */
  type?: Maybe<AlertType>;
  /** Severity, when split by SEVERITY. 严重程度。 */
  severity?: Maybe<Severity>;
  /** Community, when split by COMMUNITY; null for alerts of no known place. 社区。 */
  community?: Maybe<Grid>;
  /** Grid, when split by GRID; null for alerts of no known grid. 网格。 */
  grid?: Maybe<Grid>;
  /** How many. 数量。 */
  count: Scalars['Int']['output'];
};

export type Query = {
  /** Incidents within your grids, last seen first. 事件列表，最近发生的在前。 */
  incidents: IncidentConnection;
  /** One incident; null when it does not exist or lies outside your grids. 单个事件。 */
  incident?: Maybe<Incident>;
  /**
   * Alerts within your grids, newest first. The time range defaults to the last 24 hours and `range` says what was read.
   * 告警列表，新的在前；时间范围默认最近 24 小时，实际范围见 `range`。
   */
  alerts: AlertConnection;
  /** One alert; null when it does not exist or lies outside your grids. 单条告警。 */
  alert?: Maybe<Alert>;
  /** How many alerts; the range defaults to the last 24 hours. 告警统计；默认最近 24 小时。 */
  alertCounts: Array<AlertCount>;
  /** The table of alert types. 告警类型表。 */
  alertTypes: Array<AlertType>;
  /** Planned work that touches your grids, newest first. 检修窗口列表，新的在前。 */
  maintenanceWindows: MaintenanceWindowConnection;
  /** The severity policy as it holds in your grids, in the order in which it is asked, built-in rules last. 本人网格适用的严重程度策略。 */
  severityRules: Array<SeverityRule>;
  /**
   * One change by its feed cursor; null when it is no incident's, is gone, or lies outside your grids.
   * 按游标取一次事件变更。
   */
  incidentChange?: Maybe<IncidentChange>;
  /**
   * Figures of incidents within your grids: one row over all, or the groups with most incidents first. Needs incident.read.
   * 事件统计：不分组时为一行，否则按事件数降序返回各组。
   */
  incidentStatistics: Array<IncidentStatistics>;
  /**
   * Incidents over time, with the period before: one trend over all, or of the groups with most incidents. At most 400
   * buckets a trend and 5,000 in all. 事件趋势及与上期对比：每条趋势至多 400 个周期，合计至多 5000 个。
   */
  incidentTrend: Array<IncidentTrend>;
  /** Devices whose incidents come and go most within the range, by type; most reopenings first. 抖动最频繁的设备。 */
  flappingDevices: Array<FlappingDevice>;
};


export type QueryIncidentsArgs = {
  filter?: InputMaybe<IncidentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryIncidentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAlertsArgs = {
  filter: AlertFilter;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryAlertArgs = {
  id: Scalars['ID']['input'];
};


export type QueryAlertCountsArgs = {
  filter: AlertFilter;
  interval?: InputMaybe<Scalars['Duration']['input']>;
  groupBy?: InputMaybe<Array<AlertDimension>>;
};


export type QueryMaintenanceWindowsArgs = {
  ended?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryIncidentChangeArgs = {
  cursor: Scalars['String']['input'];
};


export type QueryIncidentStatisticsArgs = {
  filter: IncidentStatisticsFilter;
  groupBy?: InputMaybe<Array<IncidentDimension>>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryIncidentTrendArgs = {
  filter: IncidentStatisticsFilter;
  interval?: TrendInterval;
  timeZone?: InputMaybe<Scalars['String']['input']>;
  groupBy?: InputMaybe<Array<IncidentDimension>>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryFlappingDevicesArgs = {
  filter: IncidentStatisticsFilter;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Takes notice of an incident. 确认事件。 */
export type AcknowledgeIncidentInput = {
  /** Which incident. 事件编号。 */
  incidentId: Scalars['ID']['input'];
  /** Remark. 说明。 */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Refuse with CONFLICT when the incident has another version by now. 期望版本。 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The acknowledged incident. 确认结果。 */
export type AcknowledgeIncidentPayload = {
  /** The incident after the change. 变更后的事件。 */
  incident: Incident;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Ends an incident by hand. 人工解除事件。 */
export type ClearIncidentInput = {
  /** Which incident. 事件编号。 */
  incidentId: Scalars['ID']['input'];
  /** Why; required for latched types (fire, trapped, …). 原因；锁存类告警必填。 */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** Refuse with CONFLICT when the incident has another version by now. 期望版本。 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The cleared incident. 解除结果。 */
export type ClearIncidentPayload = {
  /** The incident after the change. 变更后的事件。 */
  incident: Incident;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Puts an incident aside for a while. 搁置事件。 */
export type ShelveIncidentInput = {
  /** Which incident. 事件编号。 */
  incidentId: Scalars['ID']['input'];
  /** Until when; must lie ahead. 搁置至。 */
  until: Scalars['DateTime']['input'];
  /** Why. 原因。 */
  reason: Scalars['String']['input'];
  /** Refuse with CONFLICT when the incident has another version by now. 期望版本。 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The shelved incident. 搁置结果。 */
export type ShelveIncidentPayload = {
  /** The incident after the change. 变更后的事件。 */
  incident: Incident;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Ends an incident as false. 标记误报。 */
export type MarkFalseAlarmInput = {
  /** Which incident. 事件编号。 */
  incidentId: Scalars['ID']['input'];
  /** What it really was. 原因。 */
  reason: Scalars['String']['input'];
  /** Refuse with CONFLICT when the incident has another version by now. 期望版本。 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The incident found to be false. 误报标记结果。 */
export type MarkFalseAlarmPayload = {
  /** The incident after the change. 变更后的事件。 */
  incident: Incident;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Days and hours of every week, in the site's zone. 每周时段（站点时区）。 */
export type WeeklyTimeInput = {
  /** 1 (Monday) to 7 (Sunday). 星期，1 为周一。 */
  days: Array<Scalars['Int']['input']>;
  /** From, HH:mm. 起。 */
  from: Scalars['String']['input'];
  /** To, HH:mm, up to 24:00; not after `from`: on the next day. 止；不晚于起时为次日。 */
  to: Scalars['String']['input'];
};

/** Announces planned work; what it names must all match. 创建检修窗口（所列条件须同时满足）。 */
export type CreateMaintenanceWindowInput = {
  /** What is done. 事由。 */
  title: Scalars['String']['input'];
  /** Of this device only. 设备。 */
  deviceId?: InputMaybe<Scalars['ID']['input']>;
  /** Of this type only, or of a family (`camera.*`). 类型。 */
  type?: InputMaybe<Scalars['String']['input']>;
  /** Of this grid and everything below it. 网格及其下级。 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** First moment. 开始时间。 */
  startsAt: Scalars['DateTime']['input'];
  /** Last moment; may be left out when it recurs. 结束时间；周期窗口可不填。 */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only at these times of every week. 每周时段。 */
  weekly?: InputMaybe<WeeklyTimeInput>;
  /** Also cover types on which a life hangs. 是否包含生命安全类。 */
  includeLifeSafety?: InputMaybe<Scalars['Boolean']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The announced window. 创建结果。 */
export type CreateMaintenanceWindowPayload = {
  /** The window. 检修窗口。 */
  window: MaintenanceWindow;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Ends planned work before its time. 提前结束检修窗口。 */
export type EndMaintenanceWindowInput = {
  /** Which window. 检修窗口编号。 */
  windowId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The ended window. 结束结果。 */
export type EndMaintenanceWindowPayload = {
  /** The window. 检修窗口。 */
  window: MaintenanceWindow;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Writes a rule of the severity policy; the same id again replaces it. 新增或替换严重程度规则。 */
export type PutSeverityRuleInput = {
  /** Name. 名称。 */
  id: Scalars['ID']['input'];
  /** Lower ones come first; 100 by default. 次序，默认 100。 */
  rank?: InputMaybe<Scalars['Int']['input']>;
  /** Type code, or a family (`camera.*`). 类型。 */
  type?: InputMaybe<Scalars['String']['input']>;
  /** This grid and everything below it. 网格及其下级。 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** AI confidence from, inclusive, 0-1. 置信度下限（含）。 */
  confidenceMin?: InputMaybe<Scalars['Float']['input']>;
  /** AI confidence to, exclusive, 0-1. 置信度上限（不含）。 */
  confidenceMax?: InputMaybe<Scalars['Float']['input']>;
  /** Hour of the site's day from, inclusive, 0-23. 起始小时（含）。 */
  hourFrom?: InputMaybe<Scalars['Int']['input']>;
  /** Hour to, exclusive, 0-24; less than `hourFrom`: over midnight. 结束小时（不含）。 */
  hourTo?: InputMaybe<Scalars['Int']['input']>;
  /** What the severity becomes; either this or `step`. 调整为；与 step 二选一。 */
  severity?: InputMaybe<Severity>;
  /** By how many steps it moves, -3 to 3. 调整级数。 */
  step?: InputMaybe<Scalars['Int']['input']>;
  /** Why, for whoever sees it changed. 原因。 */
  reason: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The written rule. 写入结果。 */
export type PutSeverityRulePayload = {
  /** The rule. 规则。 */
  rule: SeverityRule;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Removes a rule of the severity policy. 删除严重程度规则。 */
export type RemoveSeverityRuleInput = {
  /** Which rule. 规则名称。 */
  ruleId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What came of it. 删除结果。 */
export type RemoveSeverityRulePayload = {
  /** Whether there was such a rule. 是否存在该规则。 */
  removed: Scalars['Boolean']['output'];
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

export type Mutation = {
  /** Announces planned work. Needs maintenance.manage and a scope over its place. 创建检修窗口。 */
  createMaintenanceWindow: CreateMaintenanceWindowPayload;
  /** Ends planned work before its time; ending it again changes nothing. Needs maintenance.manage. 提前结束检修窗口。 */
  endMaintenanceWindow: EndMaintenanceWindowPayload;
  /** Writes a rule of the severity policy. Needs policy.manage and a scope over its grid. 写入严重程度规则。 */
  putSeverityRule: PutSeverityRulePayload;
  /** Removes a rule of the severity policy. Needs policy.manage. 删除严重程度规则。 */
  removeSeverityRule: RemoveSeverityRulePayload;
  /** A person takes notice. Needs incident.acknowledge. 确认事件。 */
  acknowledgeIncident: AcknowledgeIncidentPayload;
  /** A person ends it. Needs incident.clear. 解除事件。 */
  clearIncident: ClearIncidentPayload;
  /** A person puts it aside until a time. Needs incident.shelve. 搁置事件。 */
  shelveIncident: ShelveIncidentPayload;
  /** A person ends it as false. Needs incident.markFalse. 标记误报。 */
  markFalseAlarm: MarkFalseAlarmPayload;
};


export type MutationCreateMaintenanceWindowArgs = {
  input: CreateMaintenanceWindowInput;
};


export type MutationEndMaintenanceWindowArgs = {
  input: EndMaintenanceWindowInput;
};


export type MutationPutSeverityRuleArgs = {
  input: PutSeverityRuleInput;
};


export type MutationRemoveSeverityRuleArgs = {
  input: RemoveSeverityRuleInput;
};


export type MutationAcknowledgeIncidentArgs = {
  input: AcknowledgeIncidentInput;
};


export type MutationClearIncidentArgs = {
  input: ClearIncidentInput;
};


export type MutationShelveIncidentArgs = {
  input: ShelveIncidentInput;
};


export type MutationMarkFalseAlarmArgs = {
  input: MarkFalseAlarmInput;
};

export type Subscription = {
  /**
   * Every change of incidents within your grids, as it is committed. With `after`, first what was missed since.
   * 事件变更推送；给出 `after` 时先补发错过的变更。
   */
  incidentChanged: IncidentChange;
};


export type SubscriptionIncidentChangedArgs = {
  filter?: InputMaybe<IncidentFilter>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/**
 * What incidents are grouped by; at most one level of the grid. An incident whose grid lies above the level, or that has no
 * grid, is in a group without one. 事件分组维度；网格层级至多一个。
 */
export type IncidentDimension =
  /** City, 4 digits. 市。 */
  | 'CITY'
  /** County, 6 digits. 区县。 */
  | 'COUNTY'
  /** Sub-district, 9 digits. 街道。 */
  | 'SUBDISTRICT'
  /** Community, 12 digits. 社区。 */
  | 'COMMUNITY'
  /** Grid, 15 digits. 网格（小区）。 */
  | 'GRID'
  /** Micro-grid, 17 digits. 微网格。 */
  | 'MICRO_GRID'
  /** Neighbour unit, 19 digits. 邻（邻管家）。 */
  | 'NEIGHBOUR_UNIT'
  /** Alert type. 告警类型。 */
  | 'TYPE'
  /** Highest severity of the incident. 事件最高严重程度。 */
  | 'SEVERITY'
  /** Device. 设备。 */
  | 'DEVICE'
  /**
   * The codec that reads the device, as registered now; with TYPE, one detection algorithm of one make.
   * 读取该设备的编解码器（当前登记）；与 TYPE 并用即为某家的某一算法。
   */
  | 'CODEC'
  /** Model of the device, as registered now. 设备型号（当前登记）。 */
  | 'MODEL';

/** A part of a cohort of incidents: what a figure counts, and what its list then holds. 事件子集，与指标口径一致。 */
export type IncidentPart =
  /** All that began within the range. 时间范围内开始的全部事件。 */
  | 'ALL'
  /** Those that go on. 进行中。 */
  | 'OPEN'
  /** Those that have ended, false ones too. 已解除（含误报）。 */
  | 'ENDED'
  /** Those that a person has acknowledged at least once. 至少被人工确认过一次。 */
  | 'ACKNOWLEDGED'
  /** Those that have ended and were not false. 已解除且非误报。 */
  | 'RESOLVED'
  /** Those that ended as false. 误报。 */
  | 'FALSE_ALARM'
  /** Those of more than one alert. 告警多于一次。 */
  | 'REPEATED'
  /** Those that came back at least once after they had ended. 解除后重新激活过。 */
  | 'REOPENED'
  /**
   * Those whose device, channel and type had an earlier incident, last seen in the 7 days before they began.
   * 开始前 7 天内，同设备、同通道、同类型已有更早事件。
   */
  | 'RECURRING';

/** Length of one bucket of a trend, by the calendar of a time zone. 趋势的统计周期（按时区日历）。 */
export type TrendInterval =
  /** Whole hours. 小时。 */
  | 'HOUR'
  /** Days from midnight. 日。 */
  | 'DAY'
  /** Weeks from Monday (ISO 8601). 周（周一起）。 */
  | 'WEEK'
  /** Months of the calendar. 月。 */
  | 'MONTH';

/**
 * Which incidents figures are made of: those that began (event time of the first alert) within the range, joined by AND.
 * 统计范围：首次告警（事件时间）在时间范围内的事件；条件为“与”。
 */
export type IncidentStatisticsFilter = {
  /** This grid and everything below it. 网格及其下级。 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these type codes. 类型代码。 */
  types?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Highest severity at least this. 最低严重程度。 */
  minSeverity?: InputMaybe<Severity>;
  /** Of this device. 设备。 */
  deviceId?: InputMaybe<Scalars['ID']['input']>;
  /** First alert at or after; 30 days before `to` by default. 首次告警时间起（含）；默认 `to` 之前 30 天。 */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** First alert before; now by default, and never later. At most 400 days after `from`. 止（不含）；默认且不晚于当前，跨度至多 400 天。 */
  to?: InputMaybe<Scalars['DateTime']['input']>;
  /** Tests and exercises too. 是否包含测试与演练。 */
  includeTests?: Scalars['Boolean']['input'];
  /**
   * Also what nobody was told of: shorter than the on-delay of its type, or explained by another incident.
   * 是否包含未通知的事件（短于延时，或由其他事件解释）。
   */
  includeUntold?: Scalars['Boolean']['input'];
};

/** A figure beside the same figure of the period before. 指标与上一周期对比。 */
export type Comparison = {
  /** In the unit of the figure; null of nothing. 本期值。 */
  value?: Maybe<Scalars['Float']['output']>;
  /** Of the period before. 上期值。 */
  previous?: Maybe<Scalars['Float']['output']>;
  /** `value` - `previous`, in the unit of the figure; null when either is. 变化量（绝对值）。 */
  change?: Maybe<Scalars['Float']['output']>;
  /** `change` in percent of `previous`; null when that is null or 0. 变化率（%）。 */
  changePercent?: Maybe<Scalars['Float']['output']>;
};

/**
 * Figures of a period beside those of the period before; each as `IncidentStatistics` defines it.
 * 各项指标与上一周期对比，口径同 `IncidentStatistics`。
 */
export type IncidentComparison = {
  /** Incidents. 事件数。 */
  incidents: Comparison;
  /** Alerts. 告警数。 */
  alerts: Comparison;
  /** 0-1. 误报率。 */
  falseAlarmRate: Comparison;
  /** 0-1. 重复率。 */
  repeatRate: Comparison;
  /** MTTA, median, seconds. 确认时长中位数（秒）。 */
  acknowledgeMedianSeconds: Comparison;
  /** MTTA, 90th percentile, seconds. 确认时长九成分位（秒）。 */
  acknowledgeP90Seconds: Comparison;
  /** MTTR, median, seconds. 解除时长中位数（秒）。 */
  clearMedianSeconds: Comparison;
  /** MTTR, 90th percentile, seconds. 解除时长九成分位（秒）。 */
  clearP90Seconds: Comparison;
};

/** How long something took, in seconds; percentiles are interpolated (percentile_cont). 时长分布（秒）。 */
export type DurationStatistics = {
  /** How many incidents it is made of. 样本数。 */
  count: Scalars['Int']['output'];
  /** Half took no longer; null of none. 中位数。 */
  medianSeconds?: Maybe<Scalars['Float']['output']>;
  /** Nine in ten took no longer; null of none. 九成分位。 */
  p90Seconds?: Maybe<Scalars['Float']['output']>;
  /** Arithmetic mean; null of none. 平均值。 */
  meanSeconds?: Maybe<Scalars['Float']['output']>;
};

/**
 * Figures of one group of incidents. The cohort of every figure is the same: incidents within your grids that match the
 * filter and whose first alert (event time) lies in `range`, as they are now; tests, exercises and what nobody was told of
 * are left out unless asked for. Every figure lists its incidents by `incidents(of: …)`.
 * 一组事件的统计指标。所有指标的统计口径一致：您辖区内、符合筛选条件、首次告警时间在 `range` 内的事件（按当前状态）；
 * 默认不含测试、演练与未通知的事件。每项指标均可用 `incidents(of: …)` 下钻到事件。
 */
export type IncidentStatistics = {
  /** Group: the grid, when grouped by a level (or asked of a grid); null where incidents have none. 分组：网格。 */
  grid?: Maybe<Grid>;
  /** Group: the type. 分组：类型。 */
  type?: Maybe<AlertType>;
  /** Group: the severity. 分组：严重程度。 */
  severity?: Maybe<Severity>;
  /** Group: the device. 分组：设备。 */
  device?: Maybe<Device>;
  /** Group: the codec; null where none is registered. 分组：编解码器。 */
  codec?: Maybe<Scalars['String']['output']>;
  /** Group: the model of the device; null where none is registered. 分组：设备型号。 */
  model?: Maybe<Scalars['String']['output']>;
  /** The range of first alerts. 统计时间范围。 */
  range: TimeRange;
  /** Number of incidents. List: ALL. 事件数。 */
  incidentCount: Scalars['Int']['output'];
  /** Number of alerts that they count (sum of `Incident.count`); a whole number. List: ALL. 告警数（事件所计告警次数之和）。 */
  alertCount: Scalars['Float']['output'];
  /** Number of those that go on. List: OPEN. 进行中事件数。 */
  openCount: Scalars['Int']['output'];
  /**
   * MTTA: from the first alert to the first acknowledgement by a person, in seconds. Left out: what nobody has acknowledged.
   * An acknowledgement that is older than the first alert (a device's clock is ahead) took 0. List: ACKNOWLEDGED.
   * 平均确认时间：首次告警至首次人工确认（秒）；未确认的不计，负值按 0 计。
   */
  timeToAcknowledge: DurationStatistics;
  /**
   * MTTR: from the first alert to the end that holds now, in seconds, times between reopenings included. Left out: what goes
   * on, and false alarms. An end that is older than the first alert took 0. List: RESOLVED.
   * 平均解除时间：首次告警至当前有效的解除（秒），含重新激活的间隔；进行中与误报不计，负值按 0 计。
   */
  timeToClear: DurationStatistics;
  /** Number of those that ended as false. List: FALSE_ALARM. 误报数。 */
  falseAlarmCount: Scalars['Int']['output'];
  /**
   * False alarms (FALSE_ALARM) of what has ended (ENDED), 0-1; null when nothing has ended. Left out: what goes on, since
   * nobody can have judged it. 误报率：误报数 ÷ 已解除数；进行中的不计；无已解除事件时为空。
   */
  falseAlarmRate?: Maybe<Scalars['Float']['output']>;
  /**
   * Share of alerts that repeated an incident instead of beginning one: (alerts - incidents) / alerts, 0-1; null of none.
   * List: REPEATED. 重复率：（告警数 - 事件数）÷ 告警数；无告警时为空。
   */
  repeatRate?: Maybe<Scalars['Float']['output']>;
  /** Share of incidents that came back after they had ended, 0-1; null of none. List: REOPENED. 重新激活率：重新激活过的事件数 ÷ 事件数。 */
  reopenRate?: Maybe<Scalars['Float']['output']>;
  /**
   * Share of incidents that came after another: an earlier one of the same device, channel and type was last seen in the 7
   * days before, 0-1; null of none. List: RECURRING. 复发率：开始前 7 天内同设备、同通道、同类型已有更早事件的占比。
   */
  recurrenceRate?: Maybe<Scalars['Float']['output']>;
  /**
   * Permanent households of the place: of the group's grid, else of the filter's, as far as you may see it; a grid's own
   * number, else the sum of those below it. Null where nobody has counted, and for a group without a grid.
   * 常住户数：取分组网格，否则取筛选网格（限您可见范围）；本级无数则累加下级；无人登记时为空。
   */
  households?: Maybe<Scalars['Int']['output']>;
  /** Incidents for every 100 households of the place; null without households. List: ALL. 每百户事件数。 */
  incidentsPer100Households?: Maybe<Scalars['Float']['output']>;
  /** Alerts for every 100 households of the place; null without households. List: ALL. 每百户告警数。 */
  alertsPer100Households?: Maybe<Scalars['Float']['output']>;
  /** Figures beside those of the period of the same length just before `range`. 与等长上一周期对比。 */
  comparison: IncidentComparison;
  /** The same group in the period of the same length just before `range`. 等长上一周期的同组指标。 */
  previous: IncidentStatistics;
  /** The same group over time; `range` widens to whole buckets at its start. 同组趋势。 */
  trend: IncidentTrend;
  /** The incidents behind the figures, last seen first. 指标所含事件，最近发生的在前。 */
  incidents: IncidentConnection;
};


/**
 * Figures of one group of incidents. The cohort of every figure is the same: incidents within your grids that match the
 * filter and whose first alert (event time) lies in `range`, as they are now; tests, exercises and what nobody was told of
 * are left out unless asked for. Every figure lists its incidents by `incidents(of: …)`.
 * 一组事件的统计指标。所有指标的统计口径一致：您辖区内、符合筛选条件、首次告警时间在 `range` 内的事件（按当前状态）；
 * 默认不含测试、演练与未通知的事件。每项指标均可用 `incidents(of: …)` 下钻到事件。
 */
export type IncidentStatisticsTrendArgs = {
  interval?: TrendInterval;
  timeZone?: InputMaybe<Scalars['String']['input']>;
};


/**
 * Figures of one group of incidents. The cohort of every figure is the same: incidents within your grids that match the
 * filter and whose first alert (event time) lies in `range`, as they are now; tests, exercises and what nobody was told of
 * are left out unless asked for. Every figure lists its incidents by `incidents(of: …)`.
 * 一组事件的统计指标。所有指标的统计口径一致：您辖区内、符合筛选条件、首次告警时间在 `range` 内的事件（按当前状态）；
 * 默认不含测试、演练与未通知的事件。每项指标均可用 `incidents(of: …)` 下钻到事件。
 */
export type IncidentStatisticsIncidentsArgs = {
  of?: IncidentPart;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Incidents over time. 事件趋势。 */
export type IncidentTrend = {
  /** Figures of the whole of it, and whose it is. 整段统计与分组。 */
  statistics: IncidentStatistics;
  /** Length of one bucket. 统计周期。 */
  interval: TrendInterval;
  /** The zone that buckets are aligned to. 对齐所用时区。 */
  timeZone: Scalars['String']['output'];
  /** Every bucket of the range in order, those without incidents too. 各周期，按时间升序，无事件的周期为零。 */
  buckets: Array<IncidentBucket>;
};

/** One bucket of a trend. 趋势中的一个周期。 */
export type IncidentBucket = {
  /** Start, inclusive. 起（含）。 */
  start: Scalars['DateTime']['output'];
  /** End, exclusive; where the range ends, if that is earlier. 止（不含）；不晚于统计范围末尾。 */
  end: Scalars['DateTime']['output'];
  /** False when the range ends before the bucket does. 是否为完整周期。 */
  complete: Scalars['Boolean']['output'];
  /**
   * Figures of incidents that began in it, beside the bucket as many places earlier as the trend has buckets (a week beside
   * the week before, by day); an incomplete one beside as much of its counterpart.
   * 本周期内开始的事件的指标，与上一段的对应周期对比；不完整的周期按已过时长对比。
   */
  figures: IncidentComparison;
  /** The incidents that began in it, last seen first. 本周期内开始的事件，最近发生的在前。 */
  incidents: IncidentConnection;
};


/** One bucket of a trend. 趋势中的一个周期。 */
export type IncidentBucketIncidentsArgs = {
  of?: IncidentPart;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/**
 * A device whose incidents of one type come and go. Counted is what their history tells within the range, whenever they
 * began; while an incident is marked FLAPPING it stays open, so its changes show as a mark and not as reopenings.
 * 频繁抖动的设备（按类型）。按历史记录的发生时间统计；已标记 FLAPPING 的事件保持打开，其变化计为标记。
 */
export type FlappingDevice = {
  /** Which device. 设备。 */
  device: Device;
  /** Of which type. 类型。 */
  type: AlertType;
  /** How often an incident came back after it had ended (history lines REOPENED). 重新激活次数。 */
  reopens: Scalars['Int']['output'];
  /** How often an incident ended: CLEARED, or marked false while it went on. 解除次数。 */
  clears: Scalars['Int']['output'];
  /**
   * Reopenings of ends, `reopens` / `clears`; null without ends. Above 1 when an end lies before the range.
   * 重新激活率：重新激活次数 ÷ 解除次数。
   */
  reopenRate?: Maybe<Scalars['Float']['output']>;
  /** How often an incident was marked FLAPPING. 抖动标记次数。 */
  flappingMarks: Scalars['Int']['output'];
  /** Number of incidents that came back or were marked. 涉及的事件数。 */
  incidentCount: Scalars['Int']['output'];
  /** Those incidents, last seen first. 涉及的事件，最近发生的在前。 */
  incidents: IncidentConnection;
};


/**
 * A device whose incidents of one type come and go. Counted is what their history tells within the range, whenever they
 * began; while an incident is marked FLAPPING it stays open, so its changes show as a mark and not as reopenings.
 * 频繁抖动的设备（按类型）。按历史记录的发生时间统计；已标记 FLAPPING 的事件保持打开，其变化计为标记。
 */
export type FlappingDeviceIncidentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
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
  Alert: Alert;
  Incident: Incident;
  Device: Device;
  Grid: Grid;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Alert:
    ( { __typename: 'Alert' }
    & GraphQLRecursivePick<FederationTypes['Alert'], {"id":true}> );
  Incident:
    ( { __typename: 'Incident' }
    & GraphQLRecursivePick<FederationTypes['Incident'], {"id":true}> );
  Device:
    ( { __typename: 'Device' }
    & GraphQLRecursivePick<FederationTypes['Device'], {"id":true}> );
  Grid:
    ( { __typename: 'Grid' }
    & GraphQLRecursivePick<FederationTypes['Grid'], {"code":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AlertStatus: ResolverTypeWrapper<unknown>;
  TimeQuality: ResolverTypeWrapper<unknown>;
  AlertFamily: ResolverTypeWrapper<unknown>;
  ClearMode: ResolverTypeWrapper<unknown>;
  AlertType: ResolverTypeWrapper<unknown>;
  String: ResolverTypeWrapper<unknown>;
  Boolean: ResolverTypeWrapper<unknown>;
  EvidenceKind: ResolverTypeWrapper<unknown>;
  Evidence: ResolverTypeWrapper<unknown>;
  Alert: ResolverTypeWrapper<unknown>;
  ID: ResolverTypeWrapper<unknown>;
  Float: ResolverTypeWrapper<unknown>;
  IncidentState: ResolverTypeWrapper<unknown>;
  Incident: ResolverTypeWrapper<unknown>;
  Int: ResolverTypeWrapper<unknown>;
  IncidentEvent: ResolverTypeWrapper<unknown>;
  IncidentChangeKind: ResolverTypeWrapper<unknown>;
  IncidentChange: ResolverTypeWrapper<unknown>;
  Device: ResolverTypeWrapper<unknown>;
  Grid: ResolverTypeWrapper<unknown>;
  AlertFilter: ResolverTypeWrapper<unknown>;
  TimeRange: ResolverTypeWrapper<unknown>;
  AlertConnection: ResolverTypeWrapper<unknown>;
  AlertEdge: ResolverTypeWrapper<unknown>;
  IncidentFilter: ResolverTypeWrapper<unknown>;
  WeeklyTime: ResolverTypeWrapper<unknown>;
  MaintenanceWindow: ResolverTypeWrapper<unknown>;
  MaintenanceWindowConnection: ResolverTypeWrapper<unknown>;
  MaintenanceWindowEdge: ResolverTypeWrapper<unknown>;
  SeverityRule: ResolverTypeWrapper<unknown>;
  IncidentConnection: ResolverTypeWrapper<unknown>;
  IncidentEdge: ResolverTypeWrapper<unknown>;
  AlertDimension: ResolverTypeWrapper<unknown>;
  AlertCount: ResolverTypeWrapper<unknown>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  AcknowledgeIncidentInput: ResolverTypeWrapper<unknown>;
  AcknowledgeIncidentPayload: ResolverTypeWrapper<unknown>;
  ClearIncidentInput: ResolverTypeWrapper<unknown>;
  ClearIncidentPayload: ResolverTypeWrapper<unknown>;
  ShelveIncidentInput: ResolverTypeWrapper<unknown>;
  ShelveIncidentPayload: ResolverTypeWrapper<unknown>;
  MarkFalseAlarmInput: ResolverTypeWrapper<unknown>;
  MarkFalseAlarmPayload: ResolverTypeWrapper<unknown>;
  WeeklyTimeInput: ResolverTypeWrapper<unknown>;
  CreateMaintenanceWindowInput: ResolverTypeWrapper<unknown>;
  CreateMaintenanceWindowPayload: ResolverTypeWrapper<unknown>;
  EndMaintenanceWindowInput: ResolverTypeWrapper<unknown>;
  EndMaintenanceWindowPayload: ResolverTypeWrapper<unknown>;
  PutSeverityRuleInput: ResolverTypeWrapper<unknown>;
  PutSeverityRulePayload: ResolverTypeWrapper<unknown>;
  RemoveSeverityRuleInput: ResolverTypeWrapper<unknown>;
  RemoveSeverityRulePayload: ResolverTypeWrapper<unknown>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  IncidentDimension: ResolverTypeWrapper<unknown>;
  IncidentPart: ResolverTypeWrapper<unknown>;
  TrendInterval: ResolverTypeWrapper<unknown>;
  IncidentStatisticsFilter: ResolverTypeWrapper<unknown>;
  Comparison: ResolverTypeWrapper<unknown>;
  IncidentComparison: ResolverTypeWrapper<unknown>;
  DurationStatistics: ResolverTypeWrapper<unknown>;
  IncidentStatistics: ResolverTypeWrapper<unknown>;
  IncidentTrend: ResolverTypeWrapper<unknown>;
  IncidentBucket: ResolverTypeWrapper<unknown>;
  FlappingDevice: ResolverTypeWrapper<unknown>;
  DateTime: ResolverTypeWrapper<unknown>;
  Duration: ResolverTypeWrapper<unknown>;
  JSON: ResolverTypeWrapper<unknown>;
  Severity: Severity;
  PageInfo: ResolverTypeWrapper<unknown>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AlertType: unknown;
  String: unknown;
  Boolean: unknown;
  Evidence: unknown;
  Alert: unknown;
  ID: unknown;
  Float: unknown;
  Incident: unknown;
  Int: unknown;
  IncidentEvent: unknown;
  IncidentChange: unknown;
  Device: unknown;
  Grid: unknown;
  AlertFilter: unknown;
  TimeRange: unknown;
  AlertConnection: unknown;
  AlertEdge: unknown;
  IncidentFilter: unknown;
  WeeklyTime: unknown;
  MaintenanceWindow: unknown;
  MaintenanceWindowConnection: unknown;
  MaintenanceWindowEdge: unknown;
  SeverityRule: unknown;
  IncidentConnection: unknown;
  IncidentEdge: unknown;
  AlertCount: unknown;
  Query: Record<PropertyKey, never>;
  AcknowledgeIncidentInput: unknown;
  AcknowledgeIncidentPayload: unknown;
  ClearIncidentInput: unknown;
  ClearIncidentPayload: unknown;
  ShelveIncidentInput: unknown;
  ShelveIncidentPayload: unknown;
  MarkFalseAlarmInput: unknown;
  MarkFalseAlarmPayload: unknown;
  WeeklyTimeInput: unknown;
  CreateMaintenanceWindowInput: unknown;
  CreateMaintenanceWindowPayload: unknown;
  EndMaintenanceWindowInput: unknown;
  EndMaintenanceWindowPayload: unknown;
  PutSeverityRuleInput: unknown;
  PutSeverityRulePayload: unknown;
  RemoveSeverityRuleInput: unknown;
  RemoveSeverityRulePayload: unknown;
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  IncidentStatisticsFilter: unknown;
  Comparison: unknown;
  IncidentComparison: unknown;
  DurationStatistics: unknown;
  IncidentStatistics: unknown;
  IncidentTrend: unknown;
  IncidentBucket: unknown;
  FlappingDevice: unknown;
  DateTime: unknown;
  Duration: unknown;
  JSON: unknown;
  PageInfo: unknown;
};

export type AlertTypeResolvers<ContextType = any, ParentType extends ResolversParentTypes['AlertType'] = ResolversParentTypes['AlertType']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  family?: Resolver<ResolversTypes['AlertFamily'], ParentType, ContextType>;
  defaultSeverity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  clearMode?: Resolver<ResolversTypes['ClearMode'], ParentType, ContextType>;
  lifeSafety?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type EvidenceResolvers<ContextType = any, ParentType extends ResolversParentTypes['Evidence'] = ResolversParentTypes['Evidence']> = {
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['EvidenceKind'], ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AlertResolvers<ContextType = any, ParentType extends ResolversParentTypes['Alert'] = ResolversParentTypes['Alert'], FederationReferenceType extends FederationReferenceTypes['Alert'] = FederationReferenceTypes['Alert']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Alert']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['AlertType'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AlertStatus'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  timeQuality?: Resolver<ResolversTypes['TimeQuality'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  confidence?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  codeSystem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceEventId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  values?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['Evidence']>, ParentType, ContextType>;
  codec?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType>;
  counted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type IncidentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Incident'] = ResolversParentTypes['Incident'], FederationReferenceType extends FederationReferenceTypes['Incident'] = FederationReferenceTypes['Incident']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Incident']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['AlertType'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['Severity'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['IncidentState'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['AlertStatus'], ParentType, ContextType>;
  acknowledged?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  acknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  acknowledgedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  clearedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  clearedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  clearReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  shelvedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  shelveReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  falseAlarm?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  severityReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  announced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  flapping?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  suppressedBy?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType>;
  maintenance?: Resolver<Maybe<ResolversTypes['MaintenanceWindow']>, ParentType, ContextType>;
  maintenanceUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  lastAlert?: Resolver<Maybe<ResolversTypes['Alert']>, ParentType, ContextType>;
  alerts?: Resolver<ResolversTypes['AlertConnection'], ParentType, ContextType, RequireFields<IncidentAlertsArgs, 'first'>>;
  history?: Resolver<Array<ResolversTypes['IncidentEvent']>, ParentType, ContextType, RequireFields<IncidentHistoryArgs, 'first'>>;
};

export type IncidentEventResolvers<ContextType = any, ParentType extends ResolversParentTypes['IncidentEvent'] = ResolversParentTypes['IncidentEvent']> = {
  change?: Resolver<ResolversTypes['IncidentChangeKind'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  severity?: Resolver<Maybe<ResolversTypes['Severity']>, ParentType, ContextType>;
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type IncidentChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['IncidentChange'] = ResolversParentTypes['IncidentChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  change?: Resolver<ResolversTypes['IncidentChangeKind'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  incident?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
  alert?: Resolver<Maybe<ResolversTypes['Alert']>, ParentType, ContextType>;
};

export type DeviceResolvers<ContextType = any, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device'], FederationReferenceType extends FederationReferenceTypes['Device'] = FederationReferenceTypes['Device']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Device']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<DeviceIncidentsArgs, 'first'>>;
  alerts?: Resolver<ResolversTypes['AlertConnection'], ParentType, ContextType, RequireFields<DeviceAlertsArgs, 'first'>>;
  incidentStatistics?: Resolver<ResolversTypes['IncidentStatistics'], ParentType, ContextType, RequireFields<DeviceIncidentStatisticsArgs, 'includeTests'>>;
};

export type GridResolvers<ContextType = any, ParentType extends ResolversParentTypes['Grid'] = ResolversParentTypes['Grid'], FederationReferenceType extends FederationReferenceTypes['Grid'] = FederationReferenceTypes['Grid']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Grid']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<GridIncidentsArgs, 'first'>>;
  alertCounts?: Resolver<Array<ResolversTypes['AlertCount']>, ParentType, ContextType, Partial<GridAlertCountsArgs>>;
  incidentStatistics?: Resolver<ResolversTypes['IncidentStatistics'], ParentType, ContextType, RequireFields<GridIncidentStatisticsArgs, 'includeTests'>>;
};

export type TimeRangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['TimeRange'] = ResolversParentTypes['TimeRange']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  defaulted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AlertConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['AlertConnection'] = ResolversParentTypes['AlertConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AlertEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Alert']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  range?: Resolver<ResolversTypes['TimeRange'], ParentType, ContextType>;
};

export type AlertEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['AlertEdge'] = ResolversParentTypes['AlertEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Alert'], ParentType, ContextType>;
};

export type WeeklyTimeResolvers<ContextType = any, ParentType extends ResolversParentTypes['WeeklyTime'] = ResolversParentTypes['WeeklyTime']> = {
  days?: Resolver<Array<ResolversTypes['Int']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MaintenanceWindowResolvers<ContextType = any, ParentType extends ResolversParentTypes['MaintenanceWindow'] = ResolversParentTypes['MaintenanceWindow']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  weekly?: Resolver<Maybe<ResolversTypes['WeeklyTime']>, ParentType, ContextType>;
  includeLifeSafety?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MaintenanceWindowConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['MaintenanceWindowConnection'] = ResolversParentTypes['MaintenanceWindowConnection']> = {
  edges?: Resolver<Array<ResolversTypes['MaintenanceWindowEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['MaintenanceWindow']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MaintenanceWindowEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['MaintenanceWindowEdge'] = ResolversParentTypes['MaintenanceWindowEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MaintenanceWindow'], ParentType, ContextType>;
};

export type SeverityRuleResolvers<ContextType = any, ParentType extends ResolversParentTypes['SeverityRule'] = ResolversParentTypes['SeverityRule']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  confidenceMin?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  confidenceMax?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  hourFrom?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  hourTo?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  severity?: Resolver<Maybe<ResolversTypes['Severity']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  builtIn?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type IncidentConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['IncidentConnection'] = ResolversParentTypes['IncidentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['IncidentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Incident']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type IncidentEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['IncidentEdge'] = ResolversParentTypes['IncidentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
};

export type AlertCountResolvers<ContextType = any, ParentType extends ResolversParentTypes['AlertCount'] = ResolversParentTypes['AlertCount']> = {
  start?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['AlertType']>, ParentType, ContextType>;
  severity?: Resolver<Maybe<ResolversTypes['Severity']>, ParentType, ContextType>;
  community?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<QueryIncidentsArgs, 'first'>>;
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType, RequireFields<QueryIncidentArgs, 'id'>>;
  alerts?: Resolver<ResolversTypes['AlertConnection'], ParentType, ContextType, RequireFields<QueryAlertsArgs, 'filter' | 'first'>>;
  alert?: Resolver<Maybe<ResolversTypes['Alert']>, ParentType, ContextType, RequireFields<QueryAlertArgs, 'id'>>;
  alertCounts?: Resolver<Array<ResolversTypes['AlertCount']>, ParentType, ContextType, RequireFields<QueryAlertCountsArgs, 'filter'>>;
  alertTypes?: Resolver<Array<ResolversTypes['AlertType']>, ParentType, ContextType>;
  maintenanceWindows?: Resolver<ResolversTypes['MaintenanceWindowConnection'], ParentType, ContextType, RequireFields<QueryMaintenanceWindowsArgs, 'ended' | 'first'>>;
  severityRules?: Resolver<Array<ResolversTypes['SeverityRule']>, ParentType, ContextType>;
  incidentChange?: Resolver<Maybe<ResolversTypes['IncidentChange']>, ParentType, ContextType, RequireFields<QueryIncidentChangeArgs, 'cursor'>>;
  incidentStatistics?: Resolver<Array<ResolversTypes['IncidentStatistics']>, ParentType, ContextType, RequireFields<QueryIncidentStatisticsArgs, 'filter' | 'first'>>;
  incidentTrend?: Resolver<Array<ResolversTypes['IncidentTrend']>, ParentType, ContextType, RequireFields<QueryIncidentTrendArgs, 'filter' | 'interval' | 'first'>>;
  flappingDevices?: Resolver<Array<ResolversTypes['FlappingDevice']>, ParentType, ContextType, RequireFields<QueryFlappingDevicesArgs, 'filter' | 'first'>>;
};

export type AcknowledgeIncidentPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['AcknowledgeIncidentPayload'] = ResolversParentTypes['AcknowledgeIncidentPayload']> = {
  incident?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ClearIncidentPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClearIncidentPayload'] = ResolversParentTypes['ClearIncidentPayload']> = {
  incident?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ShelveIncidentPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ShelveIncidentPayload'] = ResolversParentTypes['ShelveIncidentPayload']> = {
  incident?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MarkFalseAlarmPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['MarkFalseAlarmPayload'] = ResolversParentTypes['MarkFalseAlarmPayload']> = {
  incident?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateMaintenanceWindowPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['CreateMaintenanceWindowPayload'] = ResolversParentTypes['CreateMaintenanceWindowPayload']> = {
  window?: Resolver<ResolversTypes['MaintenanceWindow'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EndMaintenanceWindowPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['EndMaintenanceWindowPayload'] = ResolversParentTypes['EndMaintenanceWindowPayload']> = {
  window?: Resolver<ResolversTypes['MaintenanceWindow'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PutSeverityRulePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['PutSeverityRulePayload'] = ResolversParentTypes['PutSeverityRulePayload']> = {
  rule?: Resolver<ResolversTypes['SeverityRule'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RemoveSeverityRulePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RemoveSeverityRulePayload'] = ResolversParentTypes['RemoveSeverityRulePayload']> = {
  removed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createMaintenanceWindow?: Resolver<ResolversTypes['CreateMaintenanceWindowPayload'], ParentType, ContextType, RequireFields<MutationCreateMaintenanceWindowArgs, 'input'>>;
  endMaintenanceWindow?: Resolver<ResolversTypes['EndMaintenanceWindowPayload'], ParentType, ContextType, RequireFields<MutationEndMaintenanceWindowArgs, 'input'>>;
  putSeverityRule?: Resolver<ResolversTypes['PutSeverityRulePayload'], ParentType, ContextType, RequireFields<MutationPutSeverityRuleArgs, 'input'>>;
  removeSeverityRule?: Resolver<ResolversTypes['RemoveSeverityRulePayload'], ParentType, ContextType, RequireFields<MutationRemoveSeverityRuleArgs, 'input'>>;
  acknowledgeIncident?: Resolver<ResolversTypes['AcknowledgeIncidentPayload'], ParentType, ContextType, RequireFields<MutationAcknowledgeIncidentArgs, 'input'>>;
  clearIncident?: Resolver<ResolversTypes['ClearIncidentPayload'], ParentType, ContextType, RequireFields<MutationClearIncidentArgs, 'input'>>;
  shelveIncident?: Resolver<ResolversTypes['ShelveIncidentPayload'], ParentType, ContextType, RequireFields<MutationShelveIncidentArgs, 'input'>>;
  markFalseAlarm?: Resolver<ResolversTypes['MarkFalseAlarmPayload'], ParentType, ContextType, RequireFields<MutationMarkFalseAlarmArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  incidentChanged?: SubscriptionResolver<ResolversTypes['IncidentChange'], "incidentChanged", ParentType, ContextType, Partial<SubscriptionIncidentChangedArgs>>;
};

export type ComparisonResolvers<ContextType = any, ParentType extends ResolversParentTypes['Comparison'] = ResolversParentTypes['Comparison']> = {
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  change?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  changePercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type IncidentComparisonResolvers<ContextType = any, ParentType extends ResolversParentTypes['IncidentComparison'] = ResolversParentTypes['IncidentComparison']> = {
  incidents?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType>;
  alerts?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType>;
  falseAlarmRate?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType>;
  repeatRate?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType>;
  acknowledgeMedianSeconds?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType>;
  acknowledgeP90Seconds?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType>;
  clearMedianSeconds?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType>;
  clearP90Seconds?: Resolver<ResolversTypes['Comparison'], ParentType, ContextType>;
};

export type DurationStatisticsResolvers<ContextType = any, ParentType extends ResolversParentTypes['DurationStatistics'] = ResolversParentTypes['DurationStatistics']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medianSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p90Seconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  meanSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type IncidentStatisticsResolvers<ContextType = any, ParentType extends ResolversParentTypes['IncidentStatistics'] = ResolversParentTypes['IncidentStatistics']> = {
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['AlertType']>, ParentType, ContextType>;
  severity?: Resolver<Maybe<ResolversTypes['Severity']>, ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  codec?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  range?: Resolver<ResolversTypes['TimeRange'], ParentType, ContextType>;
  incidentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  alertCount?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  openCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timeToAcknowledge?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  timeToClear?: Resolver<ResolversTypes['DurationStatistics'], ParentType, ContextType>;
  falseAlarmCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  falseAlarmRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  repeatRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  reopenRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  recurrenceRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  households?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  incidentsPer100Households?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  alertsPer100Households?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  comparison?: Resolver<ResolversTypes['IncidentComparison'], ParentType, ContextType>;
  previous?: Resolver<ResolversTypes['IncidentStatistics'], ParentType, ContextType>;
  trend?: Resolver<ResolversTypes['IncidentTrend'], ParentType, ContextType, RequireFields<IncidentStatisticsTrendArgs, 'interval'>>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<IncidentStatisticsIncidentsArgs, 'of' | 'first'>>;
};

export type IncidentTrendResolvers<ContextType = any, ParentType extends ResolversParentTypes['IncidentTrend'] = ResolversParentTypes['IncidentTrend']> = {
  statistics?: Resolver<ResolversTypes['IncidentStatistics'], ParentType, ContextType>;
  interval?: Resolver<ResolversTypes['TrendInterval'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  buckets?: Resolver<Array<ResolversTypes['IncidentBucket']>, ParentType, ContextType>;
};

export type IncidentBucketResolvers<ContextType = any, ParentType extends ResolversParentTypes['IncidentBucket'] = ResolversParentTypes['IncidentBucket']> = {
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  end?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  figures?: Resolver<ResolversTypes['IncidentComparison'], ParentType, ContextType>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<IncidentBucketIncidentsArgs, 'of' | 'first'>>;
};

export type FlappingDeviceResolvers<ContextType = any, ParentType extends ResolversParentTypes['FlappingDevice'] = ResolversParentTypes['FlappingDevice']> = {
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['AlertType'], ParentType, ContextType>;
  reopens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  clears?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reopenRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  flappingMarks?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  incidentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  incidents?: Resolver<ResolversTypes['IncidentConnection'], ParentType, ContextType, RequireFields<FlappingDeviceIncidentsArgs, 'first'>>;
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
  AlertType?: AlertTypeResolvers<ContextType>;
  Evidence?: EvidenceResolvers<ContextType>;
  Alert?: AlertResolvers<ContextType>;
  Incident?: IncidentResolvers<ContextType>;
  IncidentEvent?: IncidentEventResolvers<ContextType>;
  IncidentChange?: IncidentChangeResolvers<ContextType>;
  Device?: DeviceResolvers<ContextType>;
  Grid?: GridResolvers<ContextType>;
  TimeRange?: TimeRangeResolvers<ContextType>;
  AlertConnection?: AlertConnectionResolvers<ContextType>;
  AlertEdge?: AlertEdgeResolvers<ContextType>;
  WeeklyTime?: WeeklyTimeResolvers<ContextType>;
  MaintenanceWindow?: MaintenanceWindowResolvers<ContextType>;
  MaintenanceWindowConnection?: MaintenanceWindowConnectionResolvers<ContextType>;
  MaintenanceWindowEdge?: MaintenanceWindowEdgeResolvers<ContextType>;
  SeverityRule?: SeverityRuleResolvers<ContextType>;
  IncidentConnection?: IncidentConnectionResolvers<ContextType>;
  IncidentEdge?: IncidentEdgeResolvers<ContextType>;
  AlertCount?: AlertCountResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  AcknowledgeIncidentPayload?: AcknowledgeIncidentPayloadResolvers<ContextType>;
  ClearIncidentPayload?: ClearIncidentPayloadResolvers<ContextType>;
  ShelveIncidentPayload?: ShelveIncidentPayloadResolvers<ContextType>;
  MarkFalseAlarmPayload?: MarkFalseAlarmPayloadResolvers<ContextType>;
  CreateMaintenanceWindowPayload?: CreateMaintenanceWindowPayloadResolvers<ContextType>;
  EndMaintenanceWindowPayload?: EndMaintenanceWindowPayloadResolvers<ContextType>;
  PutSeverityRulePayload?: PutSeverityRulePayloadResolvers<ContextType>;
  RemoveSeverityRulePayload?: RemoveSeverityRulePayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Comparison?: ComparisonResolvers<ContextType>;
  IncidentComparison?: IncidentComparisonResolvers<ContextType>;
  DurationStatistics?: DurationStatisticsResolvers<ContextType>;
  IncidentStatistics?: IncidentStatisticsResolvers<ContextType>;
  IncidentTrend?: IncidentTrendResolvers<ContextType>;
  IncidentBucket?: IncidentBucketResolvers<ContextType>;
  FlappingDevice?: FlappingDeviceResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Severity?: SeverityResolvers;
  PageInfo?: PageInfoResolvers<ContextType>;
};
