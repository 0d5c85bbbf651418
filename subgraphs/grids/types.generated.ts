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

/** Level of a grid; the code's digit count says which. 网格层级，由编码位数决定。 */
export type GridLevel =
  /** City, 4 digits. 市 */
  | 'CITY'
  /** County or district, 6 digits (GB/T 2260). 区县 */
  | 'COUNTY'
  /** Sub-district or town, 9 digits (GB/T 10114). 街道、乡镇 */
  | 'SUBDISTRICT'
  /** Community or village, 12 digits. 社区、村 */
  | 'COMMUNITY'
  /** Grid, 15 digits; a closed compound is one grid. 网格（小区） */
  | 'GRID'
  /** Micro-grid of 50-80 households, 17 digits. 微网格 */
  | 'MICRO_GRID'
  /** Neighbour unit of 10-20 households, 19 digits. 邻（邻管家） */
  | 'NEIGHBOUR_UNIT';

/** Coordinate system of a position that is given; what is stored and answered is WGS-84. 坐标系（存储与返回均为 WGS-84）。 */
export type CoordinateSystem =
  /** GPS, GeoJSON. 全球定位坐标。 */
  | 'WGS84'
  /** Shifted coordinates of Chinese map services. 国测局坐标（高德、腾讯等地图）。 */
  | 'GCJ02';

/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type Grid = {
  /** Full grid code, 4 to 19 digits. 网格编码 */
  code: Scalars['ID']['output'];
  /** The same as `code`, for clients that keep objects by `id`. 与 code 相同 */
  id: Scalars['ID']['output'];
  /** Level. 层级 */
  level: GridLevel;
  /** Name as people say it. 名称 */
  name: Scalars['String']['output'];
  /** The grid one level up; null at the top, or when it lies outside your scope. 上级网格 */
  parent?: Maybe<Grid>;
  /** Grids one level down that you may see, in order of code. 下级网格 */
  children: GridConnection;
  /** From the parent up to the top, nearest first; only those within your scope. 上级链（由近到远） */
  ancestors: Array<Grid>;
  /** Permanent households; null when not counted. 常住户数 */
  households?: Maybe<Scalars['Int']['output']>;
  /** Boundary as a GeoJSON geometry, WGS-84; null when not drawn. 边界（GeoJSON，WGS-84） */
  boundary?: Maybe<Scalars['JSON']['output']>;
  /** Who is on duty: one entry for every rung of the duty ladder that somebody holds here or above, first to be called first. 当值人员，按值守阶梯排序 */
  duty: Array<DutyEntry>;
  /** Posts held at this very grid at a moment, absent holders included. 本网格的岗位（含请假者） */
  posts: Array<Post>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridChildrenArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridDutyArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridPostsArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One page of grids. 网格分页 */
export type GridConnection = {
  /** The grids with their cursors. 网格及游标 */
  edges: Array<GridEdge>;
  /** The grids alone. 网格 */
  nodes: Array<Grid>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. Counted only when asked for. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A grid on a page. 分页中的网格 */
export type GridEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The grid. 网格 */
  node: Grid;
};

/** A duty on the ladder, such as grid worker. 岗位角色 */
export type PostRole = {
  /** Stable code. 代码 */
  code: Scalars['String']['output'];
  /** Chinese name. 中文名 */
  nameZh: Scalars['String']['output'];
  /** English name. 英文名 */
  nameEn: Scalars['String']['output'];
};

/** A role held by a person at a grid for a time. 岗位：某人在某网格、某时段担任的角色 */
export type Post = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** The role. 角色 */
  role: PostRole;
  /** Code of the grid it is held at. 所在网格编码 */
  gridCode: Scalars['ID']['output'];
  /** The grid it is held at; null when that lies above your scope. 所在网格 */
  grid?: Maybe<Grid>;
  /** Who holds it. 任职人 */
  person?: Maybe<Person>;
  /** The organisation it is held for. 所属组织 */
  party?: Maybe<Party>;
  /** First moment. 起始 */
  validFrom: Scalars['DateTime']['output'];
  /** Moment after the last; null while open-ended. 终止 */
  validTo?: Maybe<Scalars['DateTime']['output']>;
};

/** The person on duty for one rung of the ladder. 当值条目 */
export type DutyEntry = {
  /** The post that answers. 应答岗位 */
  post: Post;
  /** Who holds it. 当值人 */
  person?: Maybe<Person>;
  /** The organisation behind it. 所属组织 */
  party?: Maybe<Party>;
  /** The grid the post is held at; null when that lies above your scope. 岗位所在网格 */
  grid?: Maybe<Grid>;
  /** Steps of this rung that were passed over before this post was found. 被跳过的步骤 */
  skipped: Array<SkippedDuty>;
};

/** A step of the duty ladder that was passed over, and why. 被跳过的值守步骤及原因 */
export type SkippedDuty = {
  /** The role that was looked for. 角色 */
  role: PostRole;
  /** The grid it was looked for at. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** Why, in Chinese. 原因（中文） */
  reasonZh: Scalars['String']['output'];
  /** Why, in English. 原因（英文） */
  reasonEn: Scalars['String']['output'];
};

/** A person who holds posts, known by duty title. 人员（以职务称呼） */
export type Person = {
  /** Id; equals the subject of that person's token. 编号（与令牌主体一致） */
  id: Scalars['ID']['output'];
  /** Duty title. 职务称呼 */
  title: Scalars['String']['output'];
  /** Phone number; without the right personal.read the middle is hidden (138****0000). 电话；无权限时中间隐藏 */
  phone?: Maybe<Scalars['String']['output']>;
  /** The organisation the person belongs to. 所属组织 */
  party?: Maybe<Party>;
  /** Posts held at a moment that lie in your scope or above it. 任职岗位 */
  posts: Array<Post>;
};


/** A person who holds posts, known by duty title. 人员（以职务称呼） */
export type PersonPostsArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

/** An organisation: party branch, owners' committee, property company, department … 组织：党支部、业委会、物业、部门等 */
export type Party = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Kind, such as PROPERTY or OWNERS_COMMITTEE. 类别 */
  kind: Scalars['String']['output'];
  /** Name. 名称 */
  name: Scalars['String']['output'];
  /** The grid it serves; null when it serves the whole site or lies above your scope. 服务网格 */
  grid?: Maybe<Grid>;
};

export type Query = {
  /** Grids in order of code, of one level or under one parent when asked. 网格列表 */
  grids: GridConnection;
  /** One grid by its code; null when it does not exist or lies outside your scope. 单个网格 */
  grid?: Maybe<Grid>;
  /**
   * The grid at a point: the deepest one that is drawn there; a point on a shared edge belongs to the lowest code. Null where
   * none is drawn, or when it lies outside your scope. 坐标所在网格（公共边界归编码最小者）；未绘制边界或超出权限时为空
   */
  gridAt?: Maybe<Grid>;
  /** One person; null when unknown or not serving your grids. 单个人员 */
  person?: Maybe<Person>;
  /** One organisation; null when unknown or not serving your grids. 单个组织 */
  party?: Maybe<Party>;
};


export type QueryGridsArgs = {
  level?: InputMaybe<GridLevel>;
  parent?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGridArgs = {
  code: Scalars['ID']['input'];
};


export type QueryGridAtArgs = {
  longitude: Scalars['Float']['input'];
  latitude: Scalars['Float']['input'];
  coordinateSystem?: CoordinateSystem;
};


export type QueryPersonArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPartyArgs = {
  id: Scalars['ID']['input'];
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
  Person: Person;
  Party: Party;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Grid:
    ( { __typename: 'Grid' }
    & GraphQLRecursivePick<FederationTypes['Grid'], {"code":true}> );
  Person:
    ( { __typename: 'Person' }
    & GraphQLRecursivePick<FederationTypes['Person'], {"id":true}> );
  Party:
    ( { __typename: 'Party' }
    & GraphQLRecursivePick<FederationTypes['Party'], {"id":true}> );
};



/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  GridLevel: ResolverTypeWrapper<unknown>;
  CoordinateSystem: ResolverTypeWrapper<unknown>;
  Grid: ResolverTypeWrapper<unknown>;
  ID: ResolverTypeWrapper<unknown>;
  String: ResolverTypeWrapper<unknown>;
  Int: ResolverTypeWrapper<unknown>;
  GridConnection: ResolverTypeWrapper<unknown>;
  GridEdge: ResolverTypeWrapper<unknown>;
  PostRole: ResolverTypeWrapper<unknown>;
  Post: ResolverTypeWrapper<unknown>;
  DutyEntry: ResolverTypeWrapper<unknown>;
  SkippedDuty: ResolverTypeWrapper<unknown>;
  Person: ResolverTypeWrapper<unknown>;
  Party: ResolverTypeWrapper<unknown>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Float: ResolverTypeWrapper<unknown>;
  DateTime: ResolverTypeWrapper<unknown>;
  Duration: ResolverTypeWrapper<unknown>;
  JSON: ResolverTypeWrapper<unknown>;
  Severity: Severity;
  PageInfo: ResolverTypeWrapper<unknown>;
  Boolean: ResolverTypeWrapper<unknown>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Grid: unknown;
  ID: unknown;
  String: unknown;
  Int: unknown;
  GridConnection: unknown;
  GridEdge: unknown;
  PostRole: unknown;
  Post: unknown;
  DutyEntry: unknown;
  SkippedDuty: unknown;
  Person: unknown;
  Party: unknown;
  Query: Record<PropertyKey, never>;
  Float: unknown;
  DateTime: unknown;
  Duration: unknown;
  JSON: unknown;
  PageInfo: unknown;
  Boolean: unknown;
};

export type GridResolvers<ContextType = any, ParentType extends ResolversParentTypes['Grid'] = ResolversParentTypes['Grid'], FederationReferenceType extends FederationReferenceTypes['Grid'] = FederationReferenceTypes['Grid']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Grid']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  level?: Resolver<ResolversTypes['GridLevel'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parent?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  children?: Resolver<ResolversTypes['GridConnection'], ParentType, ContextType, RequireFields<GridChildrenArgs, 'first'>>;
  ancestors?: Resolver<Array<ResolversTypes['Grid']>, ParentType, ContextType>;
  households?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  boundary?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  duty?: Resolver<Array<ResolversTypes['DutyEntry']>, ParentType, ContextType, Partial<GridDutyArgs>>;
  posts?: Resolver<Array<ResolversTypes['Post']>, ParentType, ContextType, Partial<GridPostsArgs>>;
};

export type GridConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['GridConnection'] = ResolversParentTypes['GridConnection']> = {
  edges?: Resolver<Array<ResolversTypes['GridEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Grid']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type GridEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['GridEdge'] = ResolversParentTypes['GridEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Grid'], ParentType, ContextType>;
};

export type PostRoleResolvers<ContextType = any, ParentType extends ResolversParentTypes['PostRole'] = ResolversParentTypes['PostRole']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PostResolvers<ContextType = any, ParentType extends ResolversParentTypes['Post'] = ResolversParentTypes['Post']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['PostRole'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DutyEntryResolvers<ContextType = any, ParentType extends ResolversParentTypes['DutyEntry'] = ResolversParentTypes['DutyEntry']> = {
  post?: Resolver<ResolversTypes['Post'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  skipped?: Resolver<Array<ResolversTypes['SkippedDuty']>, ParentType, ContextType>;
};

export type SkippedDutyResolvers<ContextType = any, ParentType extends ResolversParentTypes['SkippedDuty'] = ResolversParentTypes['SkippedDuty']> = {
  role?: Resolver<ResolversTypes['PostRole'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reasonZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reasonEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PersonResolvers<ContextType = any, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'], FederationReferenceType extends FederationReferenceTypes['Person'] = FederationReferenceTypes['Person']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Person']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  posts?: Resolver<Array<ResolversTypes['Post']>, ParentType, ContextType, Partial<PersonPostsArgs>>;
};

export type PartyResolvers<ContextType = any, ParentType extends ResolversParentTypes['Party'] = ResolversParentTypes['Party'], FederationReferenceType extends FederationReferenceTypes['Party'] = FederationReferenceTypes['Party']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Party']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  grids?: Resolver<ResolversTypes['GridConnection'], ParentType, ContextType, RequireFields<QueryGridsArgs, 'first'>>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType, RequireFields<QueryGridArgs, 'code'>>;
  gridAt?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType, RequireFields<QueryGridAtArgs, 'longitude' | 'latitude' | 'coordinateSystem'>>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<QueryPersonArgs, 'id'>>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType, RequireFields<QueryPartyArgs, 'id'>>;
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
  GridConnection?: GridConnectionResolvers<ContextType>;
  GridEdge?: GridEdgeResolvers<ContextType>;
  PostRole?: PostRoleResolvers<ContextType>;
  Post?: PostResolvers<ContextType>;
  DutyEntry?: DutyEntryResolvers<ContextType>;
  SkippedDuty?: SkippedDutyResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  Party?: PartyResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Severity?: SeverityResolvers;
  PageInfo?: PageInfoResolvers<ContextType>;
};
