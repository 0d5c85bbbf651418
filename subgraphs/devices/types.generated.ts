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

/** A point on WGS-84. 经纬度（WGS-84）。 */
export type GeoPoint = {
  /** Degrees east. 东经，度。 */
  longitude: Scalars['Float']['output'];
  /** Degrees north. 北纬，度。 */
  latitude: Scalars['Float']['output'];
};

/** Something that sends frames: a camera, an elevator probe, a charging pile, a sensor. 设备。 */
export type Device = {
  /** The id that its topic or payload names. 设备编号。 */
  id: Scalars['ID']['output'];
  /** Name given when it was claimed, else its id. 名称。 */
  name: Scalars['String']['output'];
  /** Family. 设备大类。 */
  family: DeviceFamily;
  /** Maker's model, when known. 型号。 */
  model?: Maybe<Scalars['String']['output']>;
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
  /** Where it hangs. 位置。 */
  position?: Maybe<GeoPoint>;
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
  /** Grows by one with every change; send it back as `expectedVersion`. 版本号。 */
  version: Scalars['Int']['output'];
  /**
   * Measured values of one metric, oldest first; with `interval`, the mean, least and greatest of each bucket.
   * The range defaults to the last 24 hours. 某一指标的读数，按时间升序；默认最近 24 小时。
   */
  readings: Array<Reading>;
};


/** Something that sends frames: a camera, an elevator probe, a charging pile, a sensor. 设备。 */
export type DeviceReadingsArgs = {
  metric: Scalars['String']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
  interval?: InputMaybe<Scalars['Duration']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
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
  /** Part of the id, name or address, any case. 编号、名称或地址中的文字。 */
  search?: InputMaybe<Scalars['String']['input']>;
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

/** An MQTT message that could not be taken, kept so that it can be understood and replayed. 隔离的报文。 */
export type QuarantinedFrame = {
  /** Id of the row. 编号。 */
  id: Scalars['ID']['output'];
  /** MQTT topic. 主题。 */
  topic: Scalars['String']['output'];
  /** When it arrived. 接收时间。 */
  receivedAt: Scalars['DateTime']['output'];
  /** Stable reason code. 拒收原因。 */
  reason: QuarantineReason;
  /** The reason in Chinese. 原因（中文）。 */
  reasonZh: Scalars['String']['output'];
  /** JSON Pointer to the faulty field; empty for the whole frame. 出错字段的 JSON 指针。 */
  path: Scalars['String']['output'];
  /** What exactly was wrong. 详细说明。 */
  message: Scalars['String']['output'];
  /** Codec that tried, if any. 编解码器。 */
  codec?: Maybe<Scalars['String']['output']>;
  /** Its version. 编解码器版本。 */
  codecVersion?: Maybe<Scalars['Int']['output']>;
  /** Whole size in bytes; of an oversized payload only the first part is kept. 原始大小（字节）。 */
  size: Scalars['Int']['output'];
  /** Kept bytes as UTF-8 text, bad bytes replaced. 负载（文本）。 */
  payloadText: Scalars['String']['output'];
  /** Kept bytes, base64. 负载（Base64）。 */
  payloadBase64: Scalars['String']['output'];
};

/** Which quarantined frames; conditions are joined by AND. 隔离报文筛选条件（与）。 */
export type QuarantineFilter = {
  /** Any of these reasons. 拒收原因。 */
  reasons?: InputMaybe<Array<QuarantineReason>>;
  /** Topics that start with this. 主题前缀。 */
  topicPrefix?: InputMaybe<Scalars['String']['input']>;
  /** Codec that tried. 编解码器。 */
  codec?: InputMaybe<Scalars['String']['input']>;
  /** Arrived at or after. 接收时间起（含）。 */
  from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Arrived before. 接收时间止（不含）。 */
  to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A page of quarantined frames, newest first. 隔离报文分页，新的在前。 */
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

/** One quarantined frame of a page. 分页中的一条隔离报文。 */
export type QuarantineEdge = {
  /** Opaque cursor of this row. 游标。 */
  cursor: Scalars['String']['output'];
  /** The frame. 报文。 */
  node: QuarantinedFrame;
};

export type Query = {
  /** Devices by id, within your grids. 设备列表。 */
  devices: DeviceConnection;
  /** One device; null when it does not exist or lies outside your grids. 单台设备。 */
  device?: Maybe<Device>;
  /**
   * Frames that were refused, newest first. Needs the right quarantine.read; outside a whole-site scope only those whose
   * topic names one of your grids. 被拒收的报文，新的在前；非全域权限仅可见主题属于本网格的报文。
   */
  quarantine: QuarantineConnection;
};


export type QueryDevicesArgs = {
  filter?: InputMaybe<DeviceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryDeviceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryQuarantineArgs = {
  filter?: InputMaybe<QuarantineFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Binds a device to a grid. 认领设备。 */
export type ClaimDeviceInput = {
  /** Device to claim, or to move to another grid. 设备编号。 */
  deviceId: Scalars['ID']['input'];
  /** Grid it hangs in; must exist and lie within your grids. 所属网格。 */
  gridCode: Scalars['ID']['input'];
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

export type Mutation = {
  /**
   * Says where a device hangs. Repeating the same claim changes nothing. Needs the right device.claim and a scope that
   * covers both where it is and where it goes. 认领设备（重复认领不产生变更）。
   */
  claimDevice: ClaimDevicePayload;
};


export type MutationClaimDeviceArgs = {
  input: ClaimDeviceInput;
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
  GeoPoint: ResolverTypeWrapper<unknown>;
  Float: ResolverTypeWrapper<unknown>;
  Device: ResolverTypeWrapper<unknown>;
  ID: ResolverTypeWrapper<unknown>;
  String: ResolverTypeWrapper<unknown>;
  Boolean: ResolverTypeWrapper<unknown>;
  Int: ResolverTypeWrapper<unknown>;
  Reading: ResolverTypeWrapper<unknown>;
  Grid: ResolverTypeWrapper<unknown>;
  DeviceFilter: ResolverTypeWrapper<unknown>;
  DeviceConnection: ResolverTypeWrapper<unknown>;
  DeviceEdge: ResolverTypeWrapper<unknown>;
  QuarantineReason: ResolverTypeWrapper<unknown>;
  QuarantinedFrame: ResolverTypeWrapper<unknown>;
  QuarantineFilter: ResolverTypeWrapper<unknown>;
  QuarantineConnection: ResolverTypeWrapper<unknown>;
  QuarantineEdge: ResolverTypeWrapper<unknown>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ClaimDeviceInput: ResolverTypeWrapper<unknown>;
  ClaimDevicePayload: ResolverTypeWrapper<unknown>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
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
  Device: unknown;
  ID: unknown;
  String: unknown;
  Boolean: unknown;
  Int: unknown;
  Reading: unknown;
  Grid: unknown;
  DeviceFilter: unknown;
  DeviceConnection: unknown;
  DeviceEdge: unknown;
  QuarantinedFrame: unknown;
  QuarantineFilter: unknown;
  QuarantineConnection: unknown;
  QuarantineEdge: unknown;
  Query: Record<PropertyKey, never>;
  ClaimDeviceInput: unknown;
  ClaimDevicePayload: unknown;
  Mutation: Record<PropertyKey, never>;
  DateTime: unknown;
  Duration: unknown;
  JSON: unknown;
  PageInfo: unknown;
};

export type GeoPointResolvers<ContextType = any, ParentType extends ResolversParentTypes['GeoPoint'] = ResolversParentTypes['GeoPoint']> = {
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type DeviceResolvers<ContextType = any, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device'], FederationReferenceType extends FederationReferenceTypes['Device'] = FederationReferenceTypes['Device']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Device']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  family?: Resolver<ResolversTypes['DeviceFamily'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeviceState'], ParentType, ContextType>;
  online?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  onlineAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  firstSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSeenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  position?: Resolver<Maybe<ResolversTypes['GeoPoint']>, ParentType, ContextType>;
  codec?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  gridHint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  claimedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  claimedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  readings?: Resolver<Array<ResolversTypes['Reading']>, ParentType, ContextType, RequireFields<DeviceReadingsArgs, 'metric' | 'limit'>>;
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
  topic?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['QuarantineReason'], ParentType, ContextType>;
  reasonZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  codec?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  codecVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  payloadText?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payloadBase64?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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
  quarantine?: Resolver<ResolversTypes['QuarantineConnection'], ParentType, ContextType, RequireFields<QueryQuarantineArgs, 'first'>>;
};

export type ClaimDevicePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ClaimDevicePayload'] = ResolversParentTypes['ClaimDevicePayload']> = {
  device?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  claimDevice?: Resolver<ResolversTypes['ClaimDevicePayload'], ParentType, ContextType, RequireFields<MutationClaimDeviceArgs, 'input'>>;
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
  Device?: DeviceResolvers<ContextType>;
  Reading?: ReadingResolvers<ContextType>;
  Grid?: GridResolvers<ContextType>;
  DeviceConnection?: DeviceConnectionResolvers<ContextType>;
  DeviceEdge?: DeviceEdgeResolvers<ContextType>;
  QuarantinedFrame?: QuarantinedFrameResolvers<ContextType>;
  QuarantineConnection?: QuarantineConnectionResolvers<ContextType>;
  QuarantineEdge?: QuarantineEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ClaimDevicePayload?: ClaimDevicePayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Severity?: SeverityResolvers;
  PageInfo?: PageInfoResolvers<ContextType>;
};
