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

/** Families of devices, as in the canonical MQTT topic. 设备大类。 */
export type DeviceFamily =
  /** Camera or AI box. 摄像头。 */
  | 'CAMERA'
  /** Elevator AI probe or controller. 电梯探针。 */
  | 'ELEVATOR'
  /** Charging pile or e-bike charging post. 充电桩。 */
  | 'CHARGER'
  /** Smoke, gas, water, SOS and other sensors. 传感器。 */
  | 'SENSOR';

/** Where a device stands with the registry. 设备登记状态。 */
export type DeviceState =
  /** It spoke by itself and nobody has said yet where it hangs. 待认领。 */
  | 'UNCLAIMED'
  /** A person has bound it to a grid. 已认领。 */
  | 'CLAIMED'
  /** Out of service; what it still says is stored. 已停用。 */
  | 'RETIRED';

/** How a device is powered and reached: how long it may be silent. 在线监测类别。 */
export type DeviceClass =
  /** Mains-powered, reports regularly: 5 min. 市电供电设备，5 分钟。 */
  | 'MAINS'
  /** Battery, wakes now and then: 25 h. 电池供电设备，25 小时。 */
  | 'BATTERY'
  /** Gateway: 3 min; lives as long as anything behind it is heard. 网关，3 分钟；其下任一设备有上报即视为在线。 */
  | 'GATEWAY'
  /** Network video recorder: 3 min. 录像机，3 分钟。 */
  | 'NVR'
  /** Power supply: 5 min. 供电设备，5 分钟。 */
  | 'POWER'
  /** Switch or router: 3 min. 网络设备，3 分钟。 */
  | 'NETWORK';

/** A point on WGS-84. 经纬度（WGS-84）。 */
export type GeoPoint = {
  /** Degrees east. 东经，度。 */
  longitude: Scalars['Float']['output'];
  /** Degrees north. 北纬，度。 */
  latitude: Scalars['Float']['output'];
};

/** Coordinate system of a position that is given; what is stored and answered is WGS-84. 坐标系（存储与返回均为 WGS-84）。 */
export type CoordinateSystem =
  /** GPS, GeoJSON. 全球定位坐标。 */
  | 'WGS84'
  /** Shifted coordinates of Chinese map services. 国测局坐标（高德、腾讯等地图）。 */
  | 'GCJ02';

/** A position as it is given. 位置输入。 */
export type GeoPointInput = {
  /** Degrees east. 东经，度。 */
  longitude: Scalars['Float']['input'];
  /** Degrees north. 北纬，度。 */
  latitude: Scalars['Float']['input'];
  /** What the two are given in. 坐标系。 */
  coordinateSystem?: CoordinateSystem;
};

/** How a device does, as the registry sums it up; the first that holds. The sum is told anew on every read. 设备健康状态。 */
export type DeviceHealthStatus =
  /** It has never spoken. 从未上报。 */
  | 'UNSEEN'
  /** It said, or was found, to be offline. 离线。 */
  | 'OFFLINE'
  /** Nothing was heard of it for a day. 静默超过一天。 */
  | 'SILENT'
  /** A frame of it was refused within the last hour. 一小时内有报文被拒。 */
  | 'REFUSED'
  /** Its clock is a minute or more off. 时钟偏差达一分钟。 */
  | 'DRIFTING'
  /** Its battery is at 20 % or less. 电量不高于 20%。 */
  | 'LOW_BATTERY'
  /** Nothing of the above. 正常。 */
  | 'HEALTHY';

/** What intake learned of a device; written at most once a minute, so up to a minute old. 设备健康（最多滞后一分钟）。 */
export type DeviceHealth = {
  /** The sum. 健康状态。 */
  status: DeviceHealthStatus;
  /** When the hub last heard of it; null when never. 最近上报时间。 */
  lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Median of receive time minus event time over its newest 15 frames with a usable time, seconds. Positive: its clock is
   * behind, or its frames wait on the way. Null when no frame had one. 时钟偏差（秒，接收时间减事件时间的中位数）。
   */
  clockDriftSeconds?: Maybe<Scalars['Float']['output']>;
  /** Frames of the hour that ends now, estimated from two counters of whole hours. 近一小时报文数（估算）。 */
  messagesPerHour: Scalars['Float']['output'];
  /** As it told last; null when it never did. 电量（%）。 */
  batteryPercent?: Maybe<Scalars['Float']['output']>;
  /** When it told its battery last. 电量上报时间。 */
  batteryAt?: Maybe<Scalars['DateTime']['output']>;
  /** Frames that were refused and whose topic names it, since it is known. 被拒报文数。 */
  refusedFrames: Scalars['Int']['output'];
  /** When one was refused last. 最近被拒时间。 */
  lastRefusedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What became of a command. 指令状态。 */
export type DeviceCommandState =
  /** Stored; not yet given to a broker. 待发送。 */
  | 'PENDING'
  /** The broker has it; the device has not answered. 已发送。 */
  | 'SENT'
  /** The device answered that it did. 设备已确认。 */
  | 'ACKNOWLEDGED'
  /** The device answered that it could not, or the broker refused it. 失败。 */
  | 'FAILED'
  /** Its time was over before the device answered. 超时。 */
  | 'TIMED_OUT';

/** A command to a device. 下发指令。 */
export type DeviceCommand = {
  /** Id; the device's reply names it. 编号。 */
  id: Scalars['ID']['output'];
  /** The device it goes to. 设备。 */
  device?: Maybe<Device>;
  /** What to do. 指令名。 */
  command: Scalars['String']['output'];
  /** With what. 参数。 */
  params?: Maybe<Scalars['JSON']['output']>;
  /** State. 状态。 */
  state: DeviceCommandState;
  /** Topic it is sent on. 主题。 */
  topic: Scalars['String']['output'];
  /** When it was given. 下发时间。 */
  createdAt: Scalars['DateTime']['output'];
  /** Subject of the token that gave it. 下发人。 */
  createdBy: Scalars['String']['output'];
  /** When its time is over. 超时时刻。 */
  expiresAt: Scalars['DateTime']['output'];
  /** When the broker had it. 发送时间。 */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was acknowledged, failed or timed out. 完成时间。 */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the device answered; one that came too late is here too. 应答内容。 */
  reply?: Maybe<Scalars['JSON']['output']>;
  /** When the device answered. 应答时间。 */
  repliedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it failed, or why sending it is tried again. 失败原因。 */
  error?: Maybe<Scalars['String']['output']>;
  /** How often a process set out to send it. 发送次数。 */
  attempts: Scalars['Int']['output'];
};

/** A page of commands, newest first. 指令分页，新的在前。 */
export type DeviceCommandConnection = {
  /** Rows with their cursors. 行与游标。 */
  edges: Array<DeviceCommandEdge>;
  /** Rows alone. 行。 */
  nodes: Array<DeviceCommand>;
  /** Where this page stands. 分页信息。 */
  pageInfo: PageInfo;
};

/** One command of a page. 分页中的一条指令。 */
export type DeviceCommandEdge = {
  /** Opaque cursor of this row. 游标。 */
  cursor: Scalars['String']['output'];
  /** The command. 指令。 */
  node: DeviceCommand;
};

/** What happened to a command. 指令变更。 */
export type DeviceCommandChange = {
  /** Cursor of this change; give it as `after` to go on behind it. 游标。 */
  cursor: Scalars['String']['output'];
  /** The state it came into. 变更后的状态。 */
  change: DeviceCommandState;
  /** When. 时间。 */
  at: Scalars['DateTime']['output'];
  /** The command as it is now. 指令当前状态。 */
  command: DeviceCommand;
};

/** Which commands. 指令筛选条件（与）。 */
export type DeviceCommandFilter = {
  /** This grid and everything below it. 网格及其下级。 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Of this device. 设备编号。 */
  deviceId?: InputMaybe<Scalars['ID']['input']>;
  /** This very command. 指令编号。 */
  commandId?: InputMaybe<Scalars['ID']['input']>;
  /** Only changes into these states. 状态。 */
  states?: InputMaybe<Array<DeviceCommandState>>;
};

/** A part of a device that its alerts name: a camera channel, a connector, a port. 设备通道（摄像头通道、充电枪、端口）。 */
export type DeviceChannel = {
  /** As alerts name it. 通道号。 */
  channel: Scalars['String']['output'];
  /** Name for people. 名称。 */
  name?: Maybe<Scalars['String']['output']>;
  /** What it looks at or where it is. 位置。 */
  place?: Maybe<Scalars['String']['output']>;
};

/** Something that sends frames: a camera, an elevator probe, a charging pile, a sensor. 设备。 */
export type Device = {
  /** The id that its topic or payload names. 设备编号。 */
  id: Scalars['ID']['output'];
  /** Name given when it was claimed, else its id. 名称。 */
  name: Scalars['String']['output'];
  /** Family. 设备大类。 */
  family: DeviceFamily;
  /** Maker. 厂商。 */
  vendor?: Maybe<Scalars['String']['output']>;
  /** Maker's model, when known. 型号。 */
  model?: Maybe<Scalars['String']['output']>;
  /** Serial number. 序列号。 */
  serial?: Maybe<Scalars['String']['output']>;
  /** Firmware version. 固件版本。 */
  firmware?: Maybe<Scalars['String']['output']>;
  /** Registry state. 登记状态。 */
  state: DeviceState;
  /** Whether it is online; null when it never said. 是否在线。 */
  online?: Maybe<Scalars['Boolean']['output']>;
  /** When `online` last changed. 在线状态变更时间。 */
  onlineAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the hub first heard of it. 首次上报时间。 */
  firstSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the hub last heard of it. 最近上报时间。 */
  lastSeenAt?: Maybe<Scalars['DateTime']['output']>;
  /** Building, floor, part. 安装地址。 */
  address?: Maybe<Scalars['String']['output']>;
  /** Building it hangs in. 楼栋。 */
  building?: Maybe<Scalars['String']['output']>;
  /** Floor it hangs on. 楼层。 */
  floor?: Maybe<Scalars['String']['output']>;
  /** Where it hangs, on WGS-84. 位置（WGS-84）。 */
  position?: Maybe<GeoPoint>;
  /** Words to find it by, in order. 标签。 */
  tags: Array<Scalars['String']['output']>;
  /** Its parts, by channel. 通道。 */
  channels: Array<DeviceChannel>;
  /** Name of the codec that read its last frame. 编解码器。 */
  codec?: Maybe<Scalars['String']['output']>;
  /** The grid it was claimed for; null while unclaimed. 所属网格。 */
  grid?: Maybe<Grid>;
  /** The grid code that its own topic names; used while nobody has claimed it. 主题中自报的网格编码。 */
  gridHint?: Maybe<Scalars['String']['output']>;
  /** When it was claimed. 认领时间。 */
  claimedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Subject of the token that claimed it. 认领人。 */
  claimedBy?: Maybe<Scalars['String']['output']>;
  /** When it was taken out of service; null while in service. 停用时间。 */
  retiredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Subject of the token that retired it. 停用人。 */
  retiredBy?: Maybe<Scalars['String']['output']>;
  /** Why it was retired. 停用原因。 */
  retireReason?: Maybe<Scalars['String']['output']>;
  /** Grows by one with every change; send it back as `expectedVersion`. 版本号。 */
  version: Scalars['Int']['output'];
  /** How it does. 健康状况。 */
  health: DeviceHealth;
  /** Commands it was given, newest first. Needs the right device.command. 下发过的指令（需 device.command 权限）。 */
  commands: DeviceCommandConnection;
  /** What is expected of it; null: nothing, it is offline only when something says so. 在线监测类别。 */
  class?: Maybe<DeviceClass>;
  /** Silence after which it counts as offline; null when none is expected. 静默多久视为离线。 */
  silence?: Maybe<Scalars['Duration']['output']>;
  /** The gateway, NVR, power or network device that it hangs on; null also outside your grids. 上级设备。 */
  parent?: Maybe<Device>;
  /** Metrics that are expected of it, by name. 断流监测的指标。 */
  metricWatches: Array<MetricWatch>;
  /** What hangs on it, by id. 下级设备。 */
  children: Array<Device>;
  /**
   * Measured values of one metric, oldest first; with `interval`, the mean, least and greatest of each bucket.
   * The range defaults to the last 24 hours. Of a device that came from grids outside yours, what it measured since.
   * 某一指标的读数，按时间升序；默认最近 24 小时；由您范围之外迁入的设备仅含迁入之后的读数。
   */
  readings: Array<Reading>;
};


/** Something that sends frames: a camera, an elevator probe, a charging pile, a sensor. 设备。 */
export type DeviceCommandsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Something that sends frames: a camera, an elevator probe, a charging pile, a sensor. 设备。 */
export type DeviceChildrenArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Something that sends frames: a camera, an elevator probe, a charging pile, a sensor. 设备。 */
export type DeviceReadingsArgs = {
  metric: Scalars['String']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  interval?: InputMaybe<Scalars['Duration']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
};

/** A metric that is expected to come: its absence is a `device.no_data` incident on the channel of its name. 断流监测。 */
export type MetricWatch = {
  /** Name of the metric with its unit, e.g. `temperatureC`. 指标名。 */
  metric: Scalars['String']['output'];
  /** How long it may stay away. 静默时限。 */
  silence: Scalars['Duration']['output'];
  /** Whether it has stayed away for longer, as intake found last. 是否已断流。 */
  silent: Scalars['Boolean']['output'];
  /** Since when it is expected. 监测起始时间。 */
  since: Scalars['DateTime']['output'];
};

/** One measured value, or one bucket of them. 一个读数或一个聚合区间。 */
export type Reading = {
  /** Time of the value, or start of the bucket. 时间。 */
  at: Scalars['DateTime']['output'];
  /** Value, or mean of the bucket, in the unit that the metric names. 值或均值。 */
  value: Scalars['Float']['output'];
  /** Least value of the bucket. 最小值。 */
  min: Scalars['Float']['output'];
  /** Greatest value of the bucket. 最大值。 */
  max: Scalars['Float']['output'];
};

export type Grid = {
  code: Scalars['ID']['output'];
  /** Devices of this grid and everything below it, by id; unclaimed ones whose topic names it too. 本网格及下级的设备（含自报本网格的待认领设备）。 */
  devices: DeviceConnection;
};


export type GridDevicesArgs = {
  filter?: InputMaybe<DeviceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Which devices; conditions are joined by AND. 设备筛选条件（与）。 */
export type DeviceFilter = {
  /** This grid and everything below it; unclaimed devices whose topic names it too. 网格及其下级（含自报该网格的待认领设备）。 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Any of these families. 设备大类。 */
  families?: InputMaybe<Array<DeviceFamily>>;
  /** Registry state. 登记状态。 */
  state?: InputMaybe<DeviceState>;
  /** Online or not; devices that never said are matched by neither. 是否在线。 */
  online?: InputMaybe<Scalars['Boolean']['input']>;
  /** Part of the id, name, address or serial number, any case. 编号、名称、地址或序列号中的文字。 */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Not heard of since this moment, or never. 自该时刻起未上报（含从未上报）。 */
  silentSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** Clock off by more than this, either way. 时钟偏差超过。 */
  clockDriftOver?: InputMaybe<Scalars['Duration']['input']>;
  /** Battery below this percentage. 电量低于（%）。 */
  batteryBelow?: InputMaybe<Scalars['Float']['input']>;
  /** A frame of it was refused since this moment. 自该时刻起有报文被拒。 */
  refusedSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** All of these tags. 同时具有的标签。 */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Building. 楼栋。 */
  building?: InputMaybe<Scalars['String']['input']>;
  /** Maker. 厂商。 */
  vendor?: InputMaybe<Scalars['String']['input']>;
};

/** A page of devices. 设备分页。 */
export type DeviceConnection = {
  /** Rows with their cursors. 行与游标。 */
  edges: Array<DeviceEdge>;
  /** Rows alone. 行。 */
  nodes: Array<Device>;
  /** Where this page stands. 分页信息。 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. Counted only when asked for. 总数；超过 10000 为空。 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One device of a page. 分页中的一台设备。 */
export type DeviceEdge = {
  /** Opaque cursor of this row. 游标。 */
  cursor: Scalars['String']['output'];
  /** The device. 设备。 */
  node: Device;
};

/** Why a frame was refused. 拒收原因。 */
export type QuarantineReason =
  /** No codec is bound to this topic. 没有编解码器绑定到该主题。 */
  | 'UNKNOWN_TOPIC'
  /** The payload is larger than the limit. 负载超过大小上限。 */
  | 'TOO_LARGE'
  /** The payload is empty. 负载为空。 */
  | 'EMPTY_PAYLOAD'
  /** The payload is not valid UTF-8. 负载不是有效的 UTF-8。 */
  | 'NOT_UTF8'
  /** The payload is not text in the charset it declares. 负载与其声明的字符集不符。 */
  | 'BAD_CHARSET'
  /** The payload is not valid JSON. 负载不是有效的 JSON。 */
  | 'MALFORMED_JSON'
  /** The payload is not well-formed XML. 负载不是格式良好的 XML。 */
  | 'MALFORMED_XML'
  /** The payload is not a valid protobuf message. 负载不是有效的 protobuf 消息。 */
  | 'MALFORMED_PROTOBUF'
  /** What the frame refers to was announced in a frame that has not been seen. 报文所引用的内容尚未声明。 */
  | 'NEEDS_BIRTH'
  /** A field is missing or has the wrong type. 字段缺失或类型错误。 */
  | 'SCHEMA_MISMATCH'
  /** A level of the topic is not valid. 主题中的某一级无效。 */
  | 'BAD_TOPIC'
  /** The codec knows this message but does not take it. 编解码器不接收此类消息。 */
  | 'UNSUPPORTED_MESSAGE'
  /** The database refused the values of this frame. 数据库拒绝该帧的数据。 */
  | 'STORE_REFUSED'
  /** The codec failed on this frame. 编解码器处理该帧时出错。 */
  | 'CODEC_FAULT';

/**
 * A fault of frames that could not be taken: the same reason at the same place of the same kind of topic, as read by the
 * same source and codec, counted. Some of its frames are kept, to be looked at and replayed. 同一故障的隔离报文：合并计数，保留部分样本。
 */
export type QuarantinedFrame = {
  /** Id of the fault. 编号。 */
  id: Scalars['ID']['output'];
  /** Broker it came over, by its name in the sources file; `hub` is the built-in one or that of MQTT_URL. 服务器。 */
  broker: Scalars['String']['output'];
  /** Source that read it, by its name in the sources file; the codec's name without one; empty when none is bound. 数据源。 */
  source: Scalars['String']['output'];
  /** Codec that tried, if any. 编解码器。 */
  codec?: Maybe<Scalars['String']['output']>;
  /** Its version. 编解码器版本。 */
  codecVersion?: Maybe<Scalars['Int']['output']>;
  /** Stable reason code. 拒收原因。 */
  reason: QuarantineReason;
  /** The reason in Chinese. 原因（中文）。 */
  reasonZh: Scalars['String']['output'];
  /** JSON Pointer to the faulty field, array indices as `*`; empty for the whole frame. 出错字段的 JSON 指针。 */
  path: Scalars['String']['output'];
  /** What exactly was wrong, of the newest frame. 详细说明（最近一帧）。 */
  message: Scalars['String']['output'];
  /** What the topics have in common, as a topic filter. 主题形式。 */
  topicPattern: Scalars['String']['output'];
  /** Topic of the newest frame. 最近一帧的主题。 */
  topic: Scalars['String']['output'];
  /** Code of the community that the topics name. 主题所指小区编码。 */
  gridCode?: Maybe<Scalars['ID']['output']>;
  /** How many frames (at most 2147483647 is shown). 报文数。 */
  count: Scalars['Int']['output'];
  /** When the first one arrived. 首次出现时间。 */
  firstSeenAt: Scalars['DateTime']['output'];
  /** When the newest one arrived. 最近出现时间。 */
  lastSeenAt: Scalars['DateTime']['output'];
  /** The same as `lastSeenAt`. 同 lastSeenAt。 */
  receivedAt: Scalars['DateTime']['output'];
  /** Whole size of the newest kept frame in bytes; 0 when none is kept any more. 最近样本的原始大小（字节）。 */
  size: Scalars['Int']['output'];
  /** Bytes of the newest kept frame as UTF-8 text, bad bytes replaced. 最近样本的负载（文本）。 */
  payloadText: Scalars['String']['output'];
  /** Bytes of the newest kept frame, base64. 最近样本的负载（Base64）。 */
  payloadBase64: Scalars['String']['output'];
  /** How many of the frames are kept. 样本数。 */
  sampleCount: Scalars['Int']['output'];
  /** Frames that are kept, newest first. 样本，新的在前。 */
  samples: Array<QuarantineSample>;
};


/**
 * A fault of frames that could not be taken: the same reason at the same place of the same kind of topic, as read by the
 * same source and codec, counted. Some of its frames are kept, to be looked at and replayed. 同一故障的隔离报文：合并计数，保留部分样本。
 */
export type QuarantinedFrameSamplesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** One frame of a fault, as it arrived. 隔离报文样本。 */
export type QuarantineSample = {
  /** Id of the sample. 编号。 */
  id: Scalars['ID']['output'];
  /** MQTT topic. 主题。 */
  topic: Scalars['String']['output'];
  /** When it arrived. 接收时间。 */
  receivedAt: Scalars['DateTime']['output'];
  /** Whole size in bytes. 原始大小（字节）。 */
  size: Scalars['Int']['output'];
  /** Whether all of it was kept; only then can it be replayed. 是否完整保存（可重放）。 */
  whole: Scalars['Boolean']['output'];
  /** JSON Pointer to the faulty field. 出错字段的 JSON 指针。 */
  path: Scalars['String']['output'];
  /** What exactly was wrong. 详细说明。 */
  message: Scalars['String']['output'];
  /** Kept bytes as UTF-8 text, bad bytes replaced. 负载（文本）。 */
  payloadText: Scalars['String']['output'];
  /** Kept bytes, base64. 负载（Base64）。 */
  payloadBase64: Scalars['String']['output'];
  /** Its newest replay; null when it was never replayed. 最近一次重放。 */
  replay?: Maybe<QuarantineSampleReplay>;
};

/** What came of a replay. 重放状态。 */
export type QuarantineReplayState =
  /** Asked for; ingest has not done it yet. 等待重放。 */
  | 'PENDING'
  /** The codec takes it now; what it says is stored, once. 已接收。 */
  | 'ACCEPTED'
  /** Some of its entries are still refused. 部分接收。 */
  | 'PARTLY'
  /** It is still refused. 仍被拒收。 */
  | 'REFUSED';

/** The newest replay of one sample. 样本的最近一次重放。 */
export type QuarantineSampleReplay = {
  /** Id of the demand. 重放请求编号。 */
  replayId: Scalars['ID']['output'];
  /** Where it stands. 状态。 */
  state: QuarantineReplayState;
  /** When it was replayed. 重放时间。 */
  replayedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Codec that read it this time. 编解码器。 */
  codec?: Maybe<Scalars['String']['output']>;
  /** Its version. 编解码器版本。 */
  codecVersion?: Maybe<Scalars['Int']['output']>;
  /** How many signals were read in it; those that were stored already are not stored twice. 解析出的信号数。 */
  signals?: Maybe<Scalars['Int']['output']>;
  /** Why it is still refused. 仍被拒收的原因。 */
  reason?: Maybe<QuarantineReason>;
  /** The reason in Chinese. 原因（中文）。 */
  reasonZh?: Maybe<Scalars['String']['output']>;
  /** JSON Pointer to the faulty field. 出错字段的 JSON 指针。 */
  path?: Maybe<Scalars['String']['output']>;
  /** What exactly is wrong. 详细说明。 */
  message?: Maybe<Scalars['String']['output']>;
};

/** A demand to replay quarantined frames; numbers are of the frames that you may see. 重放请求；各数仅计您可见的报文。 */
export type QuarantineReplay = {
  /** Id of the demand. 编号。 */
  id: Scalars['ID']['output'];
  /** Subject of the token that asked. 请求人。 */
  requestedBy: Scalars['String']['output'];
  /** When. 请求时间。 */
  requestedAt: Scalars['DateTime']['output'];
  /** Frames that are replayed. 重放报文数。 */
  total: Scalars['Int']['output'];
  /** Frames passed over: not kept whole, under way already, or (asked for by filter) accepted before. 跳过数。 */
  skipped: Scalars['Int']['output'];
  /** Of these accepted. 已接收数。 */
  accepted: Scalars['Int']['output'];
  /** Of these accepted in part. 部分接收数。 */
  partly: Scalars['Int']['output'];
  /** Of these still refused. 仍被拒收数。 */
  refused: Scalars['Int']['output'];
  /** Of these not done yet. 未完成数。 */
  pending: Scalars['Int']['output'];
  /** When the last of them was done. 完成时间。 */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Which faults; conditions are joined by AND. 隔离报文筛选条件（与）。 */
export type QuarantineFilter = {
  /** Any of these reasons. 拒收原因。 */
  reasons?: InputMaybe<Array<QuarantineReason>>;
  /** The newest topic, or that of a sample, starts with this. 主题前缀。 */
  topicPrefix?: InputMaybe<Scalars['String']['input']>;
  /** Codec that tried. 编解码器。 */
  codec?: InputMaybe<Scalars['String']['input']>;
  /** Source that read it. 数据源。 */
  source?: InputMaybe<Scalars['String']['input']>;
  /** Seen at or after. 出现时间起（含）。 */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Seen before. 出现时间止（不含）。 */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A page of faults, seen last first. 隔离报文分页，新的在前。 */
export type QuarantineConnection = {
  /** Rows with their cursors. 行与游标。 */
  edges: Array<QuarantineEdge>;
  /** Rows alone. 行。 */
  nodes: Array<QuarantinedFrame>;
  /** Where this page stands. 分页信息。 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. Counted only when asked for. 总数；超过 10000 为空。 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One fault of a page. 分页中的一条隔离报文。 */
export type QuarantineEdge = {
  /** Opaque cursor of this row. 游标。 */
  cursor: Scalars['String']['output'];
  /** The fault. 故障。 */
  node: QuarantinedFrame;
};

export type Query = {
  /** Devices by id, within your grids. 设备列表。 */
  devices: DeviceConnection;
  /** One device; null when it does not exist or lies outside your grids. 单台设备。 */
  device?: Maybe<Device>;
  /** One command; null when it does not exist or lies outside your grids. Needs device.command. 单条指令。 */
  deviceCommand?: Maybe<DeviceCommand>;
  /** One change by its feed cursor; null when it is no command's, is gone, or lies outside your grids. 按游标取一次指令变更。 */
  deviceCommandChange?: Maybe<DeviceCommandChange>;
  /** Who changed what, newest first, within your grids. Needs the right audit.read. 审计记录，新的在前。 */
  auditTrail: AuditConnection;
  /**
   * Walks the whole audit chain and says whether a row was changed or taken out. Needs audit.read and a whole-site scope.
   * 校验审计链是否被篡改（需全域权限）。
   */
  auditCheck: AuditCheck;
  /**
   * Faults of frames that were refused, seen last first. Needs the right quarantine.read; outside a whole-site scope only
   * those whose topic or source names one of your communities. A token of grids below a community sees what is kept of frames
   * on the canonical topics of these grids, counted by what is kept. 被拒收的报文（按故障合并），新的在前；非全域权限仅可见本社区的报文，
   * 社区以下的权限仅可见本网格标准主题上留存的样本。
   */
  quarantine: QuarantineConnection;
  /**
   * One demand to replay frames, with what came so far of the frames that you may see; null when there are none, unless the
   * demand is yours. Needs quarantine.read. 单个重放请求及其结果；仅计您可见的报文，均不可见时为空（本人请求除外）。
   */
  quarantineReplay?: Maybe<QuarantineReplay>;
};


export type QueryDevicesArgs = {
  filter?: InputMaybe<DeviceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryDeviceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDeviceCommandArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDeviceCommandChangeArgs = {
  cursor: Scalars['String']['input'];
};


export type QueryAuditTrailArgs = {
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryQuarantineArgs = {
  filter?: InputMaybe<QuarantineFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryQuarantineReplayArgs = {
  id: Scalars['ID']['input'];
};

/** Binds a device to a grid. 认领设备。 */
export type ClaimDeviceInput = {
  /** Device to claim, or to move to another grid. 设备编号。 */
  deviceId: Scalars['ID']['input'];
  /** Grid it hangs in; must exist and lie within your grids. Found by `position` when left out. 所属网格；缺省时按位置判定。 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Where it hangs; kept as it is when left out. 位置。 */
  position?: InputMaybe<GeoPointInput>;
  /** A name for people; kept as it is when left out. 名称。 */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Building, floor, part; kept as it is when left out. 安装地址。 */
  address?: InputMaybe<Scalars['String']['input']>;
  /** Refuse with CONFLICT when the device has another version by now. 期望版本。 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The claimed device. 认领结果。 */
export type ClaimDevicePayload = {
  /** The device after the change. 变更后的设备。 */
  device: Device;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** A part of a device. 设备通道输入。 */
export type DeviceChannelInput = {
  /** As alerts name it. 通道号。 */
  channel: Scalars['String']['input'];
  /** Name for people. 名称。 */
  name?: InputMaybe<Scalars['String']['input']>;
  /** What it looks at or where it is. 位置。 */
  place?: InputMaybe<Scalars['String']['input']>;
};

/** A device that is put into the registry before it speaks. 登记设备。 */
export type RegisterDeviceInput = {
  /** The id that its topic or payload will name. 设备编号。 */
  id: Scalars['ID']['input'];
  /** Family. 设备大类。 */
  family: DeviceFamily;
  /** A name for people; the id when left out. 名称。 */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Grid it hangs in; must exist and lie within your grids. Found by `position` when left out. 所属网格；缺省时按位置判定。 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Where it hangs. 位置。 */
  position?: InputMaybe<GeoPointInput>;
  /** Maker. 厂商。 */
  vendor?: InputMaybe<Scalars['String']['input']>;
  /** Maker's model. 型号。 */
  model?: InputMaybe<Scalars['String']['input']>;
  /** Serial number. 序列号。 */
  serial?: InputMaybe<Scalars['String']['input']>;
  /** Firmware version. 固件版本。 */
  firmware?: InputMaybe<Scalars['String']['input']>;
  /** Building, floor, part. 安装地址。 */
  address?: InputMaybe<Scalars['String']['input']>;
  /** Building. 楼栋。 */
  building?: InputMaybe<Scalars['String']['input']>;
  /** Floor. 楼层。 */
  floor?: InputMaybe<Scalars['String']['input']>;
  /** Words to find it by. 标签。 */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Its parts. 通道。 */
  channels?: InputMaybe<Array<DeviceChannelInput>>;
  /** 0, or left out: refused with CONFLICT when the device exists. 期望版本（0 表示尚不存在）。 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The registered device. 登记结果。 */
export type RegisterDevicePayload = {
  /** The device. 设备。 */
  device: Device;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** What is known of a device. A field left out is kept, null empties it. 更新设备（缺省保留，null 清空）。 */
export type UpdateDeviceInput = {
  /** Device to change. 设备编号。 */
  deviceId: Scalars['ID']['input'];
  /** A name for people; cannot be emptied. 名称（不可清空）。 */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Where it hangs; its grid stays (claimDevice moves it). 位置（不改变所属网格）。 */
  position?: InputMaybe<GeoPointInput>;
  /** Maker. 厂商。 */
  vendor?: InputMaybe<Scalars['String']['input']>;
  /** Maker's model. 型号。 */
  model?: InputMaybe<Scalars['String']['input']>;
  /** Serial number. 序列号。 */
  serial?: InputMaybe<Scalars['String']['input']>;
  /** Firmware version. 固件版本。 */
  firmware?: InputMaybe<Scalars['String']['input']>;
  /** Building, floor, part. 安装地址。 */
  address?: InputMaybe<Scalars['String']['input']>;
  /** Building. 楼栋。 */
  building?: InputMaybe<Scalars['String']['input']>;
  /** Floor. 楼层。 */
  floor?: InputMaybe<Scalars['String']['input']>;
  /** Words to find it by; all of them. 标签（整体替换）。 */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Its parts; all of them. 通道（整体替换）。 */
  channels?: InputMaybe<Array<DeviceChannelInput>>;
  /** Refuse with CONFLICT when the device has another version by now. 期望版本。 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The changed device. 更新结果。 */
export type UpdateDevicePayload = {
  /** The device after the change. 变更后的设备。 */
  device: Device;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Takes a device out of service. 停用设备。 */
export type RetireDeviceInput = {
  /** Device to retire. 设备编号。 */
  deviceId: Scalars['ID']['input'];
  /** Why. 原因。 */
  reason: Scalars['String']['input'];
  /** Refuse with CONFLICT when the device has another version by now. 期望版本。 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The retired device. 停用结果。 */
export type RetireDevicePayload = {
  /** The device after the change. 变更后的设备。 */
  device: Device;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** A command to a device. 下发指令输入。 */
export type SendDeviceCommandInput = {
  /** Device it goes to. 设备编号。 */
  deviceId: Scalars['ID']['input'];
  /** What to do: a letter, then up to 63 letters, digits, `_`, `.`, `:` or `-`. 指令名。 */
  command: Scalars['String']['input'];
  /** With what; at most 16 KiB as JSON. 参数。 */
  params?: InputMaybe<Scalars['JSON']['input']>;
  /** How long a reply is waited for, 1-3600 s. 等待应答的秒数。 */
  timeoutSeconds?: Scalars['Int']['input'];
  /** Handed back unchanged; the same again from you is the same command, not sent twice. 客户端标识；重复提交不会重复下发。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The command. 下发结果。 */
export type SendDeviceCommandPayload = {
  /** The command; follow it by `deviceCommandChanged` or `deviceCommand`. 指令。 */
  command: DeviceCommand;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** A row of the audit chain. 审计记录。 */
export type AuditEntry = {
  /** Place in the chain, from 1 without a gap. 序号。 */
  seq: Scalars['ID']['output'];
  /** When. 时间。 */
  at: Scalars['DateTime']['output'];
  /** Who: subject of the token, or the name of a process. 操作人。 */
  actor: Scalars['String']['output'];
  /** What was done, e.g. `claimDevice`. 操作。 */
  action: Scalars['String']['output'];
  /** What it was done to, e.g. `device`. 对象类别。 */
  kind: Scalars['String']['output'];
  /** Its id. 对象编号。 */
  objectId: Scalars['String']['output'];
  /** Grid of the object; null when it has none. 对象所在网格。 */
  gridCode?: Maybe<Scalars['ID']['output']>;
  /** What the change touched, as it was; null for something new. 变更前。 */
  before?: Maybe<Scalars['JSON']['output']>;
  /** The same, as it is since. 变更后。 */
  after?: Maybe<Scalars['JSON']['output']>;
  /** SHA-256 over the row and the hash before it, hex. 哈希。 */
  hash: Scalars['String']['output'];
};

/** Which audit rows; conditions are joined by AND. 审计筛选条件（与）。 */
export type AuditFilter = {
  /** Who. 操作人。 */
  actor?: InputMaybe<Scalars['String']['input']>;
  /** What was done. 操作。 */
  action?: InputMaybe<Scalars['String']['input']>;
  /** What it was done to. 对象类别。 */
  kind?: InputMaybe<Scalars['String']['input']>;
  /** Its id. 对象编号。 */
  objectId?: InputMaybe<Scalars['String']['input']>;
  /** This grid and everything below it. 网格及其下级。 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** At or after. 起（含）。 */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Before. 止（不含）。 */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A page of audit rows, newest first. 审计分页，新的在前。 */
export type AuditConnection = {
  /** Rows with their cursors. 行与游标。 */
  edges: Array<AuditEdge>;
  /** Rows alone. 行。 */
  nodes: Array<AuditEntry>;
  /** Where this page stands. 分页信息。 */
  pageInfo: PageInfo;
};

/** One audit row of a page. 分页中的一条审计记录。 */
export type AuditEdge = {
  /** Opaque cursor of this row. 游标。 */
  cursor: Scalars['String']['output'];
  /** The row. 记录。 */
  node: AuditEntry;
};

/** What a walk along the audit chain found. 审计链校验结果。 */
export type AuditCheck = {
  /** Whether every row is as it was written. 是否完好。 */
  sound: Scalars['Boolean']['output'];
  /** Rows that are, from the first on. 校验通过的条数。 */
  rows: Scalars['Int']['output'];
  /** The first row that is not; null when sound. 首条异常记录的序号。 */
  brokenAt?: Maybe<Scalars['ID']['output']>;
  /** CHANGED or MISSING; null when sound. 异常类型。 */
  reason?: Maybe<Scalars['String']['output']>;
};

/** Which frames to replay: ids, a filter, or both together. 重放内容。 */
export type ReplayQuarantineInput = {
  /** Ids of faults (all their samples) or of samples, at most 1,000. 故障或样本编号。 */
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Samples of the faults that fit; those that were accepted before are passed over. 筛选条件。 */
  filter?: InputMaybe<QuarantineFilter>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The demand. 重放请求结果。 */
export type ReplayQuarantinePayload = {
  /** The demand; ask `quarantineReplay` for what came of it. 重放请求。 */
  replay: QuarantineReplay;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Says what a device hangs on and what is expected of it; what is left out stays. 设置上级与在线监测。 */
export type SetDeviceParentInput = {
  /** Which device. 设备编号。 */
  deviceId: Scalars['ID']['input'];
  /** The gateway, NVR, power or network device above it; null: none. 上级设备；空为无。 */
  parentId?: InputMaybe<Scalars['ID']['input']>;
  /** What is expected of it; null: nothing. 在线监测类别；空为不监测。 */
  class?: InputMaybe<DeviceClass>;
  /** Silence after which it counts as offline, instead of its class's, e.g. `10m`; null: its class's. 静默时限；空为按类别。 */
  silence?: InputMaybe<Scalars['Duration']['input']>;
  /** Refuse with CONFLICT when the device has another version by now. 期望版本。 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The device after the change. 设置结果。 */
export type SetDeviceParentPayload = {
  /** The device. 设备。 */
  device: Device;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** A metric that is to be expected of a device. 断流监测设置。 */
export type WatchMetricInput = {
  /** Which device. 设备编号。 */
  deviceId: Scalars['ID']['input'];
  /** Name of the metric with its unit, e.g. `temperatureC`; for one that has never come too. 指标名。 */
  metric: Scalars['String']['input'];
  /** How long it may stay away, 1 minute to 90 days, e.g. `15m`. 静默时限。 */
  silence: Scalars['Duration']['input'];
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The device with its watches. 断流监测设置结果。 */
export type WatchMetricPayload = {
  /** The device. 设备。 */
  device: Device;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** A metric that is no longer expected. 取消断流监测。 */
export type UnwatchMetricInput = {
  /** Which device. 设备编号。 */
  deviceId: Scalars['ID']['input'];
  /** Name of the metric. 指标名。 */
  metric: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回。 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The device with the watches that are left. 取消断流监测结果。 */
export type UnwatchMetricPayload = {
  /** The device. 设备。 */
  device: Device;
  /** As sent. 原样返回的客户端标识。 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

export type Mutation = {
  /**
   * Expects a metric of a device: when it stays away for longer than `silence`, that is a `device.no_data` incident. The
   * same again changes nothing. At most 100 metrics a device. Needs the right device.manage and a scope over the device.
   * 设置断流监测：指标超过时限未上报即产生断流事件（需 device.manage 权限）。
   */
  watchMetric: WatchMetricPayload;
  /**
   * Expects it no longer; one that is not watched is left so. An open `device.no_data` incident stays: nobody would see the
   * metric come back, so a person ends it. Needs the right device.manage. 取消断流监测；已打开的断流事件由人工解除。
   */
  unwatchMetric: UnwatchMetricPayload;
  /**
   * Says what a device hangs on and what is expected of it: when its parent is down, its own loss is explained by that.
   * Needs the right device.manage and a scope over both; the same again changes nothing. 设置上级设备与在线监测。
   */
  setDeviceParent: SetDeviceParentPayload;
  /**
   * Sends kept frames through intake again, as of the time they came, at most 10,000 a call, oldest first. What is stored
   * of them already is not stored twice. Needs quarantine.replay. 重放隔离报文（幂等），单次最多 10000 条。
   */
  replayQuarantine: ReplayQuarantinePayload;
  /**
   * Sends a command to a device over MQTT, on the canonical topic, at least once and always with the same id; the reply is
   * waited for. A device whose last frame came in another format (`Device.codec`) is refused with BAD_USER_INPUT. Needs the
   * right device.command and a scope over the device; at most 10 a minute for one device and 60 for one caller
   * (RATE_LIMITED). Every command is audited. 向设备下发指令（仅限标准主题的设备；需 device.command 权限，限流，留痕）。
   */
  sendDeviceCommand: SendDeviceCommandPayload;
  /** Puts a device into the registry before it speaks. Needs the right device.manage and a scope over its grid. 登记设备。 */
  registerDevice: RegisterDevicePayload;
  /**
   * Changes what is known of a device. Needs the right device.manage and a scope over where it is; the same values again
   * change nothing. 更新设备资料（相同内容不产生变更）。
   */
  updateDevice: UpdateDevicePayload;
  /**
   * Takes a device out of service; what it still says is stored, and claiming it puts it back. Needs the right
   * device.manage. 停用设备（仍存储其上报；再次认领即恢复）。
   */
  retireDevice: RetireDevicePayload;
  /**
   * Says where a device hangs. Repeating the same claim changes nothing. Needs the right device.claim and a scope that
   * covers both where it is and where it goes. 认领设备（重复认领不产生变更）。
   */
  claimDevice: ClaimDevicePayload;
};


export type MutationWatchMetricArgs = {
  input: WatchMetricInput;
};


export type MutationUnwatchMetricArgs = {
  input: UnwatchMetricInput;
};


export type MutationSetDeviceParentArgs = {
  input: SetDeviceParentInput;
};


export type MutationReplayQuarantineArgs = {
  input: ReplayQuarantineInput;
};


export type MutationSendDeviceCommandArgs = {
  input: SendDeviceCommandInput;
};


export type MutationRegisterDeviceArgs = {
  input: RegisterDeviceInput;
};


export type MutationUpdateDeviceArgs = {
  input: UpdateDeviceInput;
};


export type MutationRetireDeviceArgs = {
  input: RetireDeviceInput;
};


export type MutationClaimDeviceArgs = {
  input: ClaimDeviceInput;
};

export type Subscription = {
  /**
   * Every change of commands within your grids, as it is committed. With `after`, first what was missed since. Needs
   * device.command. 指令变更推送；给出 `after` 时先补发错过的变更。
   */
  deviceCommandChanged: DeviceCommandChange;
};


export type SubscriptionDeviceCommandChangedArgs = {
  filter?: InputMaybe<DeviceCommandFilter>;
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
  Device: Device;
  Grid: Grid;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Device:
    ( { __typename: 'Device' }
    & GraphQLRecursivePick<FederationTypes['Device'], {"id":true}> );
  Grid:
    ( { __typename: 'Grid' }
    & GraphQLRecursivePick<FederationTypes['Grid'], {"code":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DeviceFamily: ResolverTypeWrapper<unknown>;
  DeviceState: ResolverTypeWrapper<unknown>;
  DeviceClass: ResolverTypeWrapper<unknown>;
  GeoPoint: ResolverTypeWrapper<unknown>;
  Float: ResolverTypeWrapper<unknown>;
  CoordinateSystem: ResolverTypeWrapper<unknown>;
  GeoPointInput: ResolverTypeWrapper<unknown>;
  DeviceHealthStatus: ResolverTypeWrapper<unknown>;
  DeviceHealth: ResolverTypeWrapper<unknown>;
  Int: ResolverTypeWrapper<unknown>;
  DeviceCommandState: ResolverTypeWrapper<unknown>;
  DeviceCommand: ResolverTypeWrapper<unknown>;
  ID: ResolverTypeWrapper<unknown>;
  String: ResolverTypeWrapper<unknown>;
  DeviceCommandConnection: ResolverTypeWrapper<unknown>;
  DeviceCommandEdge: ResolverTypeWrapper<unknown>;
  DeviceCommandChange: ResolverTypeWrapper<unknown>;
  DeviceCommandFilter: ResolverTypeWrapper<unknown>;
  DeviceChannel: ResolverTypeWrapper<unknown>;
  Device: ResolverTypeWrapper<unknown>;
  Boolean: ResolverTypeWrapper<unknown>;
  MetricWatch: ResolverTypeWrapper<unknown>;
  Reading: ResolverTypeWrapper<unknown>;
  Grid: ResolverTypeWrapper<unknown>;
  DeviceFilter: ResolverTypeWrapper<unknown>;
  DeviceConnection: ResolverTypeWrapper<unknown>;
  DeviceEdge: ResolverTypeWrapper<unknown>;
  QuarantineReason: ResolverTypeWrapper<unknown>;
  QuarantinedFrame: ResolverTypeWrapper<unknown>;
  QuarantineSample: ResolverTypeWrapper<unknown>;
  QuarantineReplayState: ResolverTypeWrapper<unknown>;
  QuarantineSampleReplay: ResolverTypeWrapper<unknown>;
  QuarantineReplay: ResolverTypeWrapper<unknown>;
  QuarantineFilter: ResolverTypeWrapper<unknown>;
  QuarantineConnection: ResolverTypeWrapper<unknown>;
  QuarantineEdge: ResolverTypeWrapper<unknown>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ClaimDeviceInput: ResolverTypeWrapper<unknown>;
  ClaimDevicePayload: ResolverTypeWrapper<unknown>;
  DeviceChannelInput: ResolverTypeWrapper<unknown>;
  RegisterDeviceInput: ResolverTypeWrapper<unknown>;
  RegisterDevicePayload: ResolverTypeWrapper<unknown>;
  UpdateDeviceInput: ResolverTypeWrapper<unknown>;
  UpdateDevicePayload: ResolverTypeWrapper<unknown>;
  RetireDeviceInput: ResolverTypeWrapper<unknown>;
  RetireDevicePayload: ResolverTypeWrapper<unknown>;
  SendDeviceCommandInput: ResolverTypeWrapper<unknown>;
  SendDeviceCommandPayload: ResolverTypeWrapper<unknown>;
  AuditEntry: ResolverTypeWrapper<unknown>;
  AuditFilter: ResolverTypeWrapper<unknown>;
  AuditConnection: ResolverTypeWrapper<unknown>;
  AuditEdge: ResolverTypeWrapper<unknown>;
  AuditCheck: ResolverTypeWrapper<unknown>;
  ReplayQuarantineInput: ResolverTypeWrapper<unknown>;
  ReplayQuarantinePayload: ResolverTypeWrapper<unknown>;
  SetDeviceParentInput: ResolverTypeWrapper<unknown>;
  SetDeviceParentPayload: ResolverTypeWrapper<unknown>;
  WatchMetricInput: ResolverTypeWrapper<unknown>;
  WatchMetricPayload: ResolverTypeWrapper<unknown>;
  UnwatchMetricInput: ResolverTypeWrapper<unknown>;
  UnwatchMetricPayload: ResolverTypeWrapper<unknown>;
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
  GeoPoint: unknown;
  Float: unknown;
  GeoPointInput: unknown;
  DeviceHealth: unknown;
  Int: unknown;
  DeviceCommand: unknown;
  ID: unknown;
  String: unknown;
  DeviceCommandConnection: unknown;
  DeviceCommandEdge: unknown;
  DeviceCommandChange: unknown;
  DeviceCommandFilter: unknown;
  DeviceChannel: unknown;
  Device: unknown;
  Boolean: unknown;
  MetricWatch: unknown;
  Reading: unknown;
  Grid: unknown;
  DeviceFilter: unknown;
  DeviceConnection: unknown;
  DeviceEdge: unknown;
  QuarantinedFrame: unknown;
  QuarantineSample: unknown;
  QuarantineSampleReplay: unknown;
  QuarantineReplay: unknown;
  QuarantineFilter: unknown;
  QuarantineConnection: unknown;
  QuarantineEdge: unknown;
  Query: Record<PropertyKey, never>;
  ClaimDeviceInput: unknown;
  ClaimDevicePayload: unknown;
  DeviceChannelInput: unknown;
  RegisterDeviceInput: unknown;
  RegisterDevicePayload: unknown;
  UpdateDeviceInput: unknown;
  UpdateDevicePayload: unknown;
  RetireDeviceInput: unknown;
  RetireDevicePayload: unknown;
  SendDeviceCommandInput: unknown;
  SendDeviceCommandPayload: unknown;
  AuditEntry: unknown;
  AuditFilter: unknown;
  AuditConnection: unknown;
  AuditEdge: unknown;
  AuditCheck: unknown;
  ReplayQuarantineInput: unknown;
  ReplayQuarantinePayload: unknown;
  SetDeviceParentInput: unknown;
  SetDeviceParentPayload: unknown;
  WatchMetricInput: unknown;
  WatchMetricPayload: unknown;
  UnwatchMetricInput: unknown;
  UnwatchMetricPayload: unknown;
  Mutation: Record<PropertyKey, never>;
  Subscription: Record<PropertyKey, never>;
  DateTime: unknown;
  Duration: unknown;
  JSON: unknown;
  PageInfo: unknown;
};

export type GeoPointResolvers<ContextType = any, ParentType extends ResolversParentTypes['GeoPoint'] = ResolversParentTypes['GeoPoint']> = {
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type DeviceHealthResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeviceHealth'] = ResolversParentTypes['DeviceHealth']> = {
  status?: Resolver<ResolversTypes['DeviceHealthStatus'], ParentType, ContextType>;
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  clockDriftSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  messagesPerHour?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  batteryPercent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  batteryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  refusedFrames?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastRefusedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DeviceCommandResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeviceCommand'] = ResolversParentTypes['DeviceCommand']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  command?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  params?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeviceCommandState'], ParentType, ContextType>;
  topic?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reply?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  repliedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DeviceCommandConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeviceCommandConnection'] = ResolversParentTypes['DeviceCommandConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DeviceCommandEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['DeviceCommand']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DeviceCommandEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeviceCommandEdge'] = ResolversParentTypes['DeviceCommandEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeviceCommand'], ParentType, ContextType>;
};

export type DeviceCommandChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeviceCommandChange'] = ResolversParentTypes['DeviceCommandChange']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  change?: Resolver<ResolversTypes['DeviceCommandState'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  command?: Resolver<ResolversTypes['DeviceCommand'], ParentType, ContextType>;
};

export type DeviceChannelResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeviceChannel'] = ResolversParentTypes['DeviceChannel']> = {
  channel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeviceResolvers<ContextType = any, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device'], FederationReferenceType extends FederationReferenceTypes['Device'] = FederationReferenceTypes['Device']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Device']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  family?: Resolver<ResolversTypes['DeviceFamily'], ParentType, ContextType>;
  vendor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  serial?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firmware?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeviceState'], ParentType, ContextType>;
  online?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  onlineAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  firstSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  building?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  floor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['GeoPoint']>, ParentType, ContextType>;
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  channels?: Resolver<Array<ResolversTypes['DeviceChannel']>, ParentType, ContextType>;
  codec?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  gridHint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  claimedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  claimedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retiredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  retiredBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retireReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  health?: Resolver<ResolversTypes['DeviceHealth'], ParentType, ContextType>;
  commands?: Resolver<ResolversTypes['DeviceCommandConnection'], ParentType, ContextType, RequireFields<DeviceCommandsArgs, 'first'>>;
  class?: Resolver<Maybe<ResolversTypes['DeviceClass']>, ParentType, ContextType>;
  silence?: Resolver<Maybe<ResolversTypes['Duration']>, ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  metricWatches?: Resolver<Array<ResolversTypes['MetricWatch']>, ParentType, ContextType>;
  children?: Resolver<Array<ResolversTypes['Device']>, ParentType, ContextType, RequireFields<DeviceChildrenArgs, 'first'>>;
  readings?: Resolver<Array<ResolversTypes['Reading']>, ParentType, ContextType, RequireFields<DeviceReadingsArgs, 'metric' | 'limit'>>;
};

export type MetricWatchResolvers<ContextType = any, ParentType extends ResolversParentTypes['MetricWatch'] = ResolversParentTypes['MetricWatch']> = {
  metric?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  silence?: Resolver<ResolversTypes['Duration'], ParentType, ContextType>;
  silent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type ReadingResolvers<ContextType = any, ParentType extends ResolversParentTypes['Reading'] = ResolversParentTypes['Reading']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  min?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type GridResolvers<ContextType = any, ParentType extends ResolversParentTypes['Grid'] = ResolversParentTypes['Grid'], FederationReferenceType extends FederationReferenceTypes['Grid'] = FederationReferenceTypes['Grid']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Grid']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  devices?: Resolver<ResolversTypes['DeviceConnection'], ParentType, ContextType, RequireFields<GridDevicesArgs, 'first'>>;
};

export type DeviceConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeviceConnection'] = ResolversParentTypes['DeviceConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DeviceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Device']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DeviceEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['DeviceEdge'] = ResolversParentTypes['DeviceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
};

export type QuarantinedFrameResolvers<ContextType = any, ParentType extends ResolversParentTypes['QuarantinedFrame'] = ResolversParentTypes['QuarantinedFrame']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  broker?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  codec?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  codecVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['QuarantineReason'], ParentType, ContextType>;
  reasonZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  topicPattern?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  topic?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gridCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  payloadText?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payloadBase64?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sampleCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  samples?: Resolver<Array<ResolversTypes['QuarantineSample']>, ParentType, ContextType, RequireFields<QuarantinedFrameSamplesArgs, 'first'>>;
};

export type QuarantineSampleResolvers<ContextType = any, ParentType extends ResolversParentTypes['QuarantineSample'] = ResolversParentTypes['QuarantineSample']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  topic?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  whole?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payloadText?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payloadBase64?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  replay?: Resolver<Maybe<ResolversTypes['QuarantineSampleReplay']>, ParentType, ContextType>;
};

export type QuarantineSampleReplayResolvers<ContextType = any, ParentType extends ResolversParentTypes['QuarantineSampleReplay'] = ResolversParentTypes['QuarantineSampleReplay']> = {
  replayId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['QuarantineReplayState'], ParentType, ContextType>;
  replayedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  codec?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  codecVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  signals?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['QuarantineReason']>, ParentType, ContextType>;
  reasonZh?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QuarantineReplayResolvers<ContextType = any, ParentType extends ResolversParentTypes['QuarantineReplay'] = ResolversParentTypes['QuarantineReplay']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  skipped?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  accepted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  partly?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type QuarantineConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['QuarantineConnection'] = ResolversParentTypes['QuarantineConnection']> = {
  edges?: Resolver<Array<ResolversTypes['QuarantineEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['QuarantinedFrame']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type QuarantineEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['QuarantineEdge'] = ResolversParentTypes['QuarantineEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['QuarantinedFrame'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  devices?: Resolver<ResolversTypes['DeviceConnection'], ParentType, ContextType, RequireFields<QueryDevicesArgs, 'first'>>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType, RequireFields<QueryDeviceArgs, 'id'>>;
  deviceCommand?: Resolver<Maybe<ResolversTypes['DeviceCommand']>, ParentType, ContextType, RequireFields<QueryDeviceCommandArgs, 'id'>>;
  deviceCommandChange?: Resolver<Maybe<ResolversTypes['DeviceCommandChange']>, ParentType, ContextType, RequireFields<QueryDeviceCommandChangeArgs, 'cursor'>>;
  auditTrail?: Resolver<ResolversTypes['AuditConnection'], ParentType, ContextType, RequireFields<QueryAuditTrailArgs, 'first'>>;
  auditCheck?: Resolver<ResolversTypes['AuditCheck'], ParentType, ContextType>;
  quarantine?: Resolver<ResolversTypes['QuarantineConnection'], ParentType, ContextType, RequireFields<QueryQuarantineArgs, 'first'>>;
  quarantineReplay?: Resolver<Maybe<ResolversTypes['QuarantineReplay']>, ParentType, ContextType, RequireFields<QueryQuarantineReplayArgs, 'id'>>;
};

export type ClaimDevicePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClaimDevicePayload'] = ResolversParentTypes['ClaimDevicePayload']> = {
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RegisterDevicePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RegisterDevicePayload'] = ResolversParentTypes['RegisterDevicePayload']> = {
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UpdateDevicePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['UpdateDevicePayload'] = ResolversParentTypes['UpdateDevicePayload']> = {
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RetireDevicePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RetireDevicePayload'] = ResolversParentTypes['RetireDevicePayload']> = {
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SendDeviceCommandPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['SendDeviceCommandPayload'] = ResolversParentTypes['SendDeviceCommandPayload']> = {
  command?: Resolver<ResolversTypes['DeviceCommand'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  seq?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  objectId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gridCode?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditConnection'] = ResolversParentTypes['AuditConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AuditEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditEdge'] = ResolversParentTypes['AuditEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEntry'], ParentType, ContextType>;
};

export type AuditCheckResolvers<ContextType = any, ParentType extends ResolversParentTypes['AuditCheck'] = ResolversParentTypes['AuditCheck']> = {
  sound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  brokenAt?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReplayQuarantinePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReplayQuarantinePayload'] = ResolversParentTypes['ReplayQuarantinePayload']> = {
  replay?: Resolver<ResolversTypes['QuarantineReplay'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SetDeviceParentPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['SetDeviceParentPayload'] = ResolversParentTypes['SetDeviceParentPayload']> = {
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WatchMetricPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['WatchMetricPayload'] = ResolversParentTypes['WatchMetricPayload']> = {
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UnwatchMetricPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['UnwatchMetricPayload'] = ResolversParentTypes['UnwatchMetricPayload']> = {
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  watchMetric?: Resolver<ResolversTypes['WatchMetricPayload'], ParentType, ContextType, RequireFields<MutationWatchMetricArgs, 'input'>>;
  unwatchMetric?: Resolver<ResolversTypes['UnwatchMetricPayload'], ParentType, ContextType, RequireFields<MutationUnwatchMetricArgs, 'input'>>;
  setDeviceParent?: Resolver<ResolversTypes['SetDeviceParentPayload'], ParentType, ContextType, RequireFields<MutationSetDeviceParentArgs, 'input'>>;
  replayQuarantine?: Resolver<ResolversTypes['ReplayQuarantinePayload'], ParentType, ContextType, RequireFields<MutationReplayQuarantineArgs, 'input'>>;
  sendDeviceCommand?: Resolver<ResolversTypes['SendDeviceCommandPayload'], ParentType, ContextType, RequireFields<MutationSendDeviceCommandArgs, 'input'>>;
  registerDevice?: Resolver<ResolversTypes['RegisterDevicePayload'], ParentType, ContextType, RequireFields<MutationRegisterDeviceArgs, 'input'>>;
  updateDevice?: Resolver<ResolversTypes['UpdateDevicePayload'], ParentType, ContextType, RequireFields<MutationUpdateDeviceArgs, 'input'>>;
  retireDevice?: Resolver<ResolversTypes['RetireDevicePayload'], ParentType, ContextType, RequireFields<MutationRetireDeviceArgs, 'input'>>;
  claimDevice?: Resolver<ResolversTypes['ClaimDevicePayload'], ParentType, ContextType, RequireFields<MutationClaimDeviceArgs, 'input'>>;
};

export type SubscriptionResolvers<ContextType = any, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  deviceCommandChanged?: SubscriptionResolver<ResolversTypes['DeviceCommandChange'], "deviceCommandChanged", ParentType, ContextType, Partial<SubscriptionDeviceCommandChangedArgs>>;
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
  GeoPoint?: GeoPointResolvers<ContextType>;
  DeviceHealth?: DeviceHealthResolvers<ContextType>;
  DeviceCommand?: DeviceCommandResolvers<ContextType>;
  DeviceCommandConnection?: DeviceCommandConnectionResolvers<ContextType>;
  DeviceCommandEdge?: DeviceCommandEdgeResolvers<ContextType>;
  DeviceCommandChange?: DeviceCommandChangeResolvers<ContextType>;
  DeviceChannel?: DeviceChannelResolvers<ContextType>;
  Device?: DeviceResolvers<ContextType>;
  MetricWatch?: MetricWatchResolvers<ContextType>;
  Reading?: ReadingResolvers<ContextType>;
  Grid?: GridResolvers<ContextType>;
  DeviceConnection?: DeviceConnectionResolvers<ContextType>;
  DeviceEdge?: DeviceEdgeResolvers<ContextType>;
  QuarantinedFrame?: QuarantinedFrameResolvers<ContextType>;
  QuarantineSample?: QuarantineSampleResolvers<ContextType>;
  QuarantineSampleReplay?: QuarantineSampleReplayResolvers<ContextType>;
  QuarantineReplay?: QuarantineReplayResolvers<ContextType>;
  QuarantineConnection?: QuarantineConnectionResolvers<ContextType>;
  QuarantineEdge?: QuarantineEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ClaimDevicePayload?: ClaimDevicePayloadResolvers<ContextType>;
  RegisterDevicePayload?: RegisterDevicePayloadResolvers<ContextType>;
  UpdateDevicePayload?: UpdateDevicePayloadResolvers<ContextType>;
  RetireDevicePayload?: RetireDevicePayloadResolvers<ContextType>;
  SendDeviceCommandPayload?: SendDeviceCommandPayloadResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditConnection?: AuditConnectionResolvers<ContextType>;
  AuditEdge?: AuditEdgeResolvers<ContextType>;
  AuditCheck?: AuditCheckResolvers<ContextType>;
  ReplayQuarantinePayload?: ReplayQuarantinePayloadResolvers<ContextType>;
  SetDeviceParentPayload?: SetDeviceParentPayloadResolvers<ContextType>;
  WatchMetricPayload?: WatchMetricPayloadResolvers<ContextType>;
  UnwatchMetricPayload?: UnwatchMetricPayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Severity?: SeverityResolvers;
  PageInfo?: PageInfoResolvers<ContextType>;
};
