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
  /** Grids one level down that are in use and you may see, in order of code. 下级网格（在用） */
  children: GridConnection;
  /** From the parent up to the top, nearest first; only those within your scope. 上级链（由近到远） */
  ancestors: Array<Grid>;
  /** Permanent households; null when not counted. 常住户数 */
  households?: Maybe<Scalars['Int']['output']>;
  /** Boundary as a GeoJSON geometry, WGS-84, as drawn at a moment; null when not drawn. 某时刻的边界（GeoJSON，WGS-84） */
  boundary?: Maybe<Scalars['JSON']['output']>;
  /** Who is on duty: one entry for every rung of the duty ladder that somebody holds here or above, first to be called first. 当值人员，按值守阶梯排序 */
  duty: Array<DutyEntry>;
  /** Posts held at this very grid at a moment, absent holders included. 本网格的岗位（含请假者） */
  posts: Array<Post>;
  /**
   * Who answers for this grid at a moment: the one that a dispatched order would go to, the ladder that says so and every
   * step that was passed over (HY-03, HUA-03, LA-09, RS-05, HD-08). 当值应答：按阶梯选定的人员及每一步跳过的原因
   */
  dutyAnswer: DutyAnswer;
  /** Rosters of this very grid in force at a moment. 本网格的排班表 */
  rosters: Array<Roster>;
  /** Whether it is in use. 状态 */
  status: GridStatus;
  /** First moment; null: since ever. 启用时间 */
  validFrom?: Maybe<Scalars['DateTime']['output']>;
  /** The moment from which it is no more; null while in use. 停用时间 */
  validTo?: Maybe<Scalars['DateTime']['output']>;
  /** The closed compound it is, or is a part of (LA-07). 所属封闭小区 */
  compound?: Maybe<Scalars['String']['output']>;
  /** How its property is managed (LC-14). 物业类别 */
  propertyClass?: Maybe<PropertyClass>;
  /** Full Party members, counted and not named (RS-03). 正式党员数 */
  fullMembers?: Maybe<Scalars['Int']['output']>;
  /** Codes of other schemes that mean this grid, such as the 20 digits of CJ/T 349. 其他编码体系中的编码 */
  aliases: Array<GridAlias>;
  /** Every version of the boundary, newest first. 边界的各个版本（由新到旧） */
  boundaryVersions: Array<GridBoundaryVersion>;
  /** The grids that this one was made from. 前身网格 */
  predecessors: Array<GridLineage>;
  /** The grids that were made from this one. 后继网格 */
  successors: Array<GridLineage>;
  /** Buildings of this grid and all below it, in order of id. 楼栋 */
  buildings: BuildingConnection;
  /** Households of this grid and all below it, names and phones masked; needs household.read. 住户（姓名、电话已隐去） */
  householdList: HouseholdConnection;
  /** Permanent households that are registered here and below; needs household.read. 已登记的常住户数 */
  registeredHouseholds: Scalars['Int']['output'];
  /** Key persons of this grid and all below it, names and phones masked; needs household.read (HUA-22). 重点人员（已隐去） */
  keyPersons: KeyPersonConnection;
  /** How many key persons there are by category, here and below; needs household.read. 重点人员分类统计 */
  keyPersonTotals: Array<KeyPersonTotal>;
  /** Talents here and below, in order of id; needs household.read (HY-05). 本网格及下级的人才 */
  talents: TalentConnection;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridChildrenArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridBoundaryArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridDutyArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  matter?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['String']['input']>;
  ladder?: InputMaybe<Scalars['String']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridPostsArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridDutyAnswerArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  matter?: InputMaybe<Scalars['String']['input']>;
  type?: InputMaybe<Scalars['String']['input']>;
  ladder?: InputMaybe<Scalars['String']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridRostersArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridBuildingsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridHouseholdListArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridKeyPersonsArgs = {
  category?: InputMaybe<KeyPersonCategory>;
  weeklyVisit?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A place on the governance grid. Its code is the path: a child's code starts with its parent's. 网格：编码即路径，下级编码以上级编码开头。 */
export type GridTalentsArgs = {
  fields?: InputMaybe<Array<Scalars['String']['input']>>;
  available?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
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
  /** Live orders that its holder takes at most; null asks nothing. 在办工单上限，空为不限 */
  capacity?: Maybe<Scalars['Int']['output']>;
  /** What its holder does there: the five roles 五员 (HUA-06), the four duties of micro-grid workers (RS-10). 职责 */
  duties: Array<NamedCode>;
  /** Who stands in for it now or later. 当前及以后的替班 */
  substitutes: Array<Substitute>;
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
  /** Who answers for the post now: its holder, or who stands in. 实际当值人 */
  answering?: Maybe<Person>;
  /** True when somebody stands in. 是否替班 */
  substituted: Scalars['Boolean']['output'];
  /** Live orders that they have; 0 of who has left your grids. 在办工单数；已离任者为 0 */
  liveOrders: Scalars['Int']['output'];
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
  /** Why. 原因类别 */
  kind: DutySkipKind;
  /** Id of the post that was passed over; null for a vacant role. 岗位编号 */
  postId?: Maybe<Scalars['ID']['output']>;
};

/** A person who holds posts, known by duty title. 人员（以职务称呼） */
export type Person = {
  /** Id; equals the subject of that person's token. 编号（与令牌主体一致） */
  id: Scalars['ID']['output'];
  /** Duty title. 职务称呼 */
  title: Scalars['String']['output'];
  /**
   * Phone number; without the right personal.read the middle is hidden (138****0000); null of who has left your grids.
   * 电话；无权限时中间隐藏，已离任者为空
   */
  phone?: Maybe<Scalars['String']['output']>;
  /** The organisation the person belongs to; null of who has left your grids. 所属组织；已离任者为空 */
  party?: Maybe<Party>;
  /** Posts held at a moment that lie in your scope or above it. 任职岗位 */
  posts: Array<Post>;
  /** Leave of now and later, none of who has left your grids; no reason (revealAbsenceReason). 当前及以后的请假（不显示事由） */
  absences: Array<Absence>;
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
  /** Names of the kind: branch, owners' committee, owners' supervisors, property company … (HY-04, HUA-05). 类别名称 */
  kindLabel: NamedCode;
  /** When it ended; null while it works. 终止时间 */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Posts that are held for it at a moment. 该组织的岗位 */
  posts: Array<Post>;
};


/** An organisation: party branch, owners' committee, property company, department … 组织：党支部、业委会、物业、部门等 */
export type PartyPostsArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};

export type Query = {
  /** Grids in order of code, of one level or under one parent when asked. 网格列表 */
  grids: GridConnection;
  /** One grid by its code, retired ones too; null when it does not exist or lies outside your scope. 单个网格（含已停用） */
  grid?: Maybe<Grid>;
  /**
   * The grid at a point: the deepest one that is drawn there; a point on a shared edge belongs to the lowest code. Null where
   * none is drawn, or when it lies outside your scope. 坐标所在网格（公共边界归编码最小者）；未绘制边界或超出权限时为空
   */
  gridAt?: Maybe<Grid>;
  /**
   * One person; null when unknown, or when they never served your grids. Of who has left them, only the title and the posts of
   * then are told. 单个人员；从未服务于您的网格者为空，已离任者仅显示称呼与当时岗位
   */
  person?: Maybe<Person>;
  /** One organisation; null when unknown or not serving your grids. 单个组织 */
  party?: Maybe<Party>;
  /** One roster; null when it does not exist or lies outside your grids. 单个排班表 */
  roster?: Maybe<Roster>;
  /** What the rosters in or below a grid leave uncovered in the next days, earliest first, at most 500. 今后若干天的值守缺口 */
  dutyGaps: Array<RosterFault>;
  /** Kinds of organisations. 组织类别 */
  partyKinds: Array<NamedCode>;
  /** Roles that a post can have. 岗位角色 */
  postRoles: Array<PostRole>;
  /** Duties of posts: 五员 (HUA-06), 四项职责 (RS-10). 岗位职责 */
  postDuties: Array<NamedCode>;
  /** Organisations that serve your grids, in order of id. 组织列表 */
  parties: PartyConnection;
  /** Posts held at a moment in or below a grid, in order of id: building leaders, legal advisers (LA-12, HY-03) … 岗位列表 */
  posts: PostConnection;
  /** People who hold all of these roles in one grid 一肩挑, such as branch secretary and owners'-committee director (HY-04, HUA-05). 一肩挑 */
  crossPosts: Array<CrossPost>;
  /** Whether each community in use has the team asked for, by default 2+1+X of community policing (HY-17). 队伍配置检查 */
  teamChecks: Array<TeamCheck>;
  /**
   * Overlaps, gaps and overreach of the drawn boundaries: of the children of a grid against it and each other. Needs
   * grid.read. 下级边界检查：重叠、空隙、超出上级
   */
  boundaryReport: Array<BoundaryFinding>;
  /**
   * What breaks the rules that the place has for its grids (RS-09, LA-08, LA-07, RS-03), in a grid and all below it. Needs
   * household.read. 网格规则报告：列出不符合规则的网格
   */
  gridRuleReport: GridRuleReport;
  /** Fields of the talent registry. 专长 */
  talentFields: Array<NamedCode>;
  /** Kinds of groups. 群团组织类别 */
  talentGroupKinds: Array<NamedCode>;
  /** Talents of your grids, in order of id; needs household.read (HY-05). 人才库 */
  talents: TalentConnection;
  /** Groups of your grids, in order of id; needs household.read (HY-05). 群团组织 */
  talentGroups: TalentGroupConnection;
};


export type QueryGridsArgs = {
  level?: InputMaybe<GridLevel>;
  parent?: InputMaybe<Scalars['ID']['input']>;
  status?: InputMaybe<GridStatus>;
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
  level?: InputMaybe<GridLevel>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryPersonArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPartyArgs = {
  id: Scalars['ID']['input'];
};


export type QueryRosterArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDutyGapsArgs = {
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  days?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPartiesArgs = {
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  kind?: InputMaybe<Scalars['String']['input']>;
  ended?: InputMaybe<Scalars['Boolean']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryPostsArgs = {
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  roles?: InputMaybe<Array<Scalars['String']['input']>>;
  duty?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryCrossPostsArgs = {
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  roles?: Array<Scalars['String']['input']>;
};


export type QueryTeamChecksArgs = {
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  team?: Array<TeamMemberInput>;
};


export type QueryBoundaryReportArgs = {
  gridCode: Scalars['ID']['input'];
  minAreaM2?: InputMaybe<Scalars['Float']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryGridRuleReportArgs = {
  gridCode: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryTalentsArgs = {
  filter?: TalentFilter;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QueryTalentGroupsArgs = {
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  kind?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** What a roster declares of its hours. 排班覆盖要求 */
export type RosterCoverage =
  /** Nothing. 不限 */
  | 'ANY'
  /** At least one on duty. 至少一人 */
  | 'AT_LEAST_ONE'
  /** At most one on duty. 至多一人 */
  | 'AT_MOST_ONE'
  /** Exactly one on duty. 恰好一人 */
  | 'EXACTLY_ONE';

/** Why a step of the ladder did not answer. 跳过原因 */
export type DutySkipKind =
  /** Nobody holds the post. 空缺 */
  | 'VACANT'
  /** Away. 请假 */
  | 'ON_LEAVE'
  /** Another shift. 不在班 */
  | 'NOT_ON_SHIFT'
  /** Somebody stands in. 由他人替班 */
  | 'SUBSTITUTED'
  /** As many orders as the post takes. 已满负荷 */
  | 'OVER_CAPACITY';

/** What is wrong with a stretch of a roster. 排班问题 */
export type RosterFaultKind =
  /** Nobody has a shift. 无人排班 */
  | 'NO_SHIFT'
  /** Everybody on the shift is away and nobody stands in. 均请假且无人替班 */
  | 'AWAY'
  /** Nobody on the shift holds the post any more. 已不在岗 */
  | 'NO_POST'
  /** More than one though at most one is declared. 多人当班 */
  | 'TOO_MANY';

/** How a shift differs from its roster. 调班类别 */
export type ShiftChangeKind =
  /** Not held. 停班 */
  | 'OFF'
  /** Another person. 换人 */
  | 'REPLACE'
  /** One more. 加班 */
  | 'EXTRA';

/** Who answers, by which ladder, and who was passed over. 当值应答 */
export type DutyAnswer = {
  /** Code of the ladder. 阶梯代码 */
  ladder: Scalars['String']['output'];
  /** Version of the ladder. 阶梯版本 */
  ladderVersion: Scalars['Int']['output'];
  /** Chinese name of the ladder. 阶梯中文名 */
  ladderNameZh: Scalars['String']['output'];
  /** English name of the ladder. 阶梯英文名 */
  ladderNameEn: Scalars['String']['output'];
  /** Its steps in order. 步骤 */
  steps: Array<DutyStep>;
  /** The post that answers; null when nobody does. 应答岗位 */
  post?: Maybe<Post>;
  /** Who answers: its holder, or who stands in. 当值人 */
  person?: Maybe<Person>;
  /** Which step answered, from 1. 应答步骤（从 1 起） */
  step?: Maybe<Scalars['Int']['output']>;
  /** Everybody who was equal there, the chosen one first. 同级人员比较 */
  equals: Array<DutyCandidate>;
  /** Every step and holder that was passed over, in order. 跳过的步骤 */
  skipped: Array<SkippedDuty>;
  /** All of it in words, Chinese. 说明（中文） */
  explanationZh: Scalars['String']['output'];
  /** All of it in words, English. 说明（英文） */
  explanationEn: Scalars['String']['output'];
};

/** A step of a ladder; its roles are equals. 阶梯步骤（角色同级） */
export type DutyStep = {
  /** The roles. 角色 */
  roles: Array<PostRole>;
  /** Levels of grids that are looked at; every level when empty. 查找层级，空为全部 */
  levels: Array<GridLevel>;
};

/** One of several equals. 同级人员 */
export type DutyCandidate = {
  /** The post. 岗位 */
  post: Post;
  /** Who answers for it. 当值人 */
  person?: Maybe<Person>;
  /** Live orders; 0 of who has left your grids. 在办工单数；已离任者为 0 */
  liveOrders: Scalars['Int']['output'];
  /** When they were given the last one; null of who has left your grids. 上次派单时间；已离任者为空 */
  lastGivenAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Who of the holders of a role is on duty when: a duty desk (LA-05), a rotation of committee members (LA-16). 排班表 */
export type Roster = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Name. 名称 */
  name: Scalars['String']['output'];
  /** The grid. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** The grid; null when it lies above your scope. 网格 */
  grid?: Maybe<Grid>;
  /** The role it is about. 岗位角色 */
  role: PostRole;
  /** The plan: WEEKLY shifts with their people, or a ROTATION by day, week or shift. 排班方案 */
  pattern: Scalars['JSON']['output'];
  /** What it declares. 覆盖要求 */
  coverage: RosterCoverage;
  /** First moment. 起始 */
  validFrom: Scalars['DateTime']['output'];
  /** Moment after the last; null while open-ended. 终止 */
  validTo?: Maybe<Scalars['DateTime']['output']>;
  /** Version, for expectedVersion. 版本 */
  version: Scalars['Int']['output'];
  /** Shifts that touch a stretch of time, at most 500. 班次 */
  shifts: Array<Shift>;
  /** Who is on duty at a moment. 当值人员 */
  onDuty: Array<Person>;
  /** Changes of shifts from a day on. 调班 */
  changes: Array<ShiftChange>;
  /** Where it does not do what it declares in the next days. 今后若干天的排班问题 */
  faults: Array<RosterFault>;
};


/** Who of the holders of a role is on duty when: a duty desk (LA-05), a rotation of committee members (LA-16). 排班表 */
export type RosterShiftsArgs = {
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Who of the holders of a role is on duty when: a duty desk (LA-05), a rotation of committee members (LA-16). 排班表 */
export type RosterOnDutyArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
};


/** Who of the holders of a role is on duty when: a duty desk (LA-05), a rotation of committee members (LA-16). 排班表 */
export type RosterChangesArgs = {
  from?: InputMaybe<Scalars['String']['input']>;
};


/** Who of the holders of a role is on duty when: a duty desk (LA-05), a rotation of committee members (LA-16). 排班表 */
export type RosterFaultsArgs = {
  days?: InputMaybe<Scalars['Int']['input']>;
};

/** One shift that is held. 班次 */
export type Shift = {
  /** Name; empty for an extra one. 名称 */
  name: Scalars['String']['output'];
  /** Local day on which it begins. 起始日 */
  day: Scalars['String']['output'];
  /** First moment. 起始 */
  startsAt: Scalars['DateTime']['output'];
  /** Moment after the last. 终止 */
  endsAt: Scalars['DateTime']['output'];
  /** Who has it. 当班人员 */
  persons: Array<Person>;
};

/** How a shift differs from its roster. 调班 */
export type ShiftChange = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** What. 类别 */
  kind: ShiftChangeKind;
  /** Local day on which the shift begins. 日期 */
  day: Scalars['String']['output'];
  /** Name of the shift; null for all of the day. 班次 */
  shift?: Maybe<Scalars['String']['output']>;
  /** Whose turn it was. 原当班人 */
  person?: Maybe<Person>;
  /** Who has it instead. 现当班人 */
  by?: Maybe<Person>;
};

/** A stretch in which a roster does not do what it declares. 排班问题时段 */
export type RosterFault = {
  /** The roster. 排班表 */
  roster: Roster;
  /** What. 类别 */
  kind: RosterFaultKind;
  /** In Chinese. 中文说明 */
  zh: Scalars['String']['output'];
  /** In English. 英文说明 */
  en: Scalars['String']['output'];
  /** First moment. 起始 */
  startsAt: Scalars['DateTime']['output'];
  /** Moment after the last. 终止 */
  endsAt: Scalars['DateTime']['output'];
  /** Who has the shift there. 当班人员 */
  persons: Array<Person>;
};

/** A roster. 排班表 */
export type CreateRosterInput = {
  /** Name. 名称 */
  name: Scalars['String']['input'];
  /** Where. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** Code of the role it is about. 岗位角色代码 */
  role: Scalars['String']['input'];
  /**
   * The plan, checked: {"kind":"WEEKLY","shifts":[{"name","from":"08:00","to":"20:00","days":["MON"],"members":["person"]}]} or
   * {"kind":"ROTATION","every":"DAY"|"WEEK"|"SHIFT","start":"2026-03-02","members":["person"],"shifts":[…]}; with
   * "coverage" and the hours "cover" that it must hold in. A shift that ends no later than it begins ends on the next day.
   * 排班方案
   */
  pattern: Scalars['JSON']['input'];
  /** From when; now without it. 起始，默认现在 */
  validFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** Until before when. 终止 */
  validTo?: InputMaybe<Scalars['DateTime']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Changes the plan of a roster. 修改排班表 */
export type ChangeRosterInput = {
  /** Which. 排班表编号 */
  rosterId: Scalars['ID']['input'];
  /** Refuse with CONFLICT when it has another version by now. 期望版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Name; left out keeps it. 名称 */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The plan; left out keeps it. 排班方案 */
  pattern?: InputMaybe<Scalars['JSON']['input']>;
  /** Until before when; left out keeps it. 终止 */
  validTo?: InputMaybe<Scalars['DateTime']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The roster after the change, with what it does not cover in the next 14 days. 排班表变更结果 */
export type RosterPayload = {
  /** The roster. 排班表 */
  roster: Roster;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** One shift differs from the roster. 调班 */
export type ChangeShiftInput = {
  /** Which roster. 排班表编号 */
  rosterId: Scalars['ID']['input'];
  /** What. 类别 */
  kind: ShiftChangeKind;
  /** Local day on which the shift begins, YYYY-MM-DD. 日期 */
  day: Scalars['String']['input'];
  /** Name of the shift; every shift of the day without it. 班次 */
  shift?: InputMaybe<Scalars['String']['input']>;
  /** REPLACE: whose turn it is. 原当班人 */
  personId?: InputMaybe<Scalars['ID']['input']>;
  /** REPLACE and EXTRA: who has it. 现当班人 */
  byId?: InputMaybe<Scalars['ID']['input']>;
  /** EXTRA: first moment. 加班起始 */
  startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** EXTRA: moment after the last. 加班终止 */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Two people take each other's shift. 换班 */
export type SwapShiftsInput = {
  /** Which roster. 排班表编号 */
  rosterId: Scalars['ID']['input'];
  /** Day and person of the first shift. 班次一 */
  first: ShiftTurnInput;
  /** Day and person of the second shift. 班次二 */
  second: ShiftTurnInput;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A turn of a person. 某人的班次 */
export type ShiftTurnInput = {
  /** Local day on which the shift begins, YYYY-MM-DD. 日期 */
  day: Scalars['String']['input'];
  /** Name of the shift; every shift of the day without it. 班次 */
  shift?: InputMaybe<Scalars['String']['input']>;
  /** Who has it. 当班人 */
  personId: Scalars['ID']['input'];
};

/** Takes a change of a shift back. 撤销调班 */
export type UndoShiftChangeInput = {
  /** Which. 调班编号 */
  changeId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A code with its names in both languages. 代码及名称 */
export type NamedCode = {
  /** Stable code. 代码 */
  code: Scalars['String']['output'];
  /** Chinese name. 中文名 */
  nameZh: Scalars['String']['output'];
  /** English name. 英文名 */
  nameEn: Scalars['String']['output'];
};

/** One page of organisations. 组织分页 */
export type PartyConnection = {
  /** The organisations with their cursors. 组织及游标 */
  edges: Array<PartyEdge>;
  /** The organisations alone. 组织 */
  nodes: Array<Party>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** An organisation on a page. 分页中的组织 */
export type PartyEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The organisation. 组织 */
  node: Party;
};

/** One page of posts. 岗位分页 */
export type PostConnection = {
  /** The posts with their cursors. 岗位及游标 */
  edges: Array<PostEdge>;
  /** The posts alone. 岗位 */
  nodes: Array<Post>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A post on a page. 分页中的岗位 */
export type PostEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The post. 岗位 */
  node: Post;
};

/** Somebody who stands in for a post for a time. 替班 */
export type Substitute = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** The post. 岗位 */
  post?: Maybe<Post>;
  /** Who stands in. 替班人 */
  person?: Maybe<Person>;
  /** First moment. 起始 */
  startsAt: Scalars['DateTime']['output'];
  /** Moment after the last. 终止 */
  endsAt: Scalars['DateTime']['output'];
};

/** Leave or absence of a person. 请假 */
export type Absence = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Who is away. 请假人 */
  person?: Maybe<Person>;
  /** First moment. 起始 */
  startsAt: Scalars['DateTime']['output'];
  /** Moment after the last. 终止 */
  endsAt: Scalars['DateTime']['output'];
};

/** A person who holds two of the roles asked about in one grid 一肩挑 (HY-04, HUA-05). 一肩挑人员 */
export type CrossPost = {
  /** Who. 人员 */
  person?: Maybe<Person>;
  /** Where both are held. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** The posts. 岗位 */
  posts: Array<Post>;
};

/** What a team of a community needs and has, such as 2 police, 1 grid worker and legal advisers (HY-17). 队伍配置 */
export type TeamCheck = {
  /** The community. 社区编码 */
  gridCode: Scalars['ID']['output'];
  /** True when nothing lacks. 是否配齐 */
  complete: Scalars['Boolean']['output'];
  /** Each role with what is wanted and what is there. 各岗位 */
  members: Array<TeamMember>;
};

/** One role of a team. 队伍岗位 */
export type TeamMember = {
  /** The role. 岗位角色 */
  role: PostRole;
  /** How many there must be at least. 应有人数 */
  wanted: Scalars['Int']['output'];
  /** How many there are. 现有人数 */
  present: Scalars['Int']['output'];
};

/** A role of a team and how many are wanted. 队伍岗位及人数 */
export type TeamMemberInput = {
  /** Code of the role. 岗位角色代码 */
  role: Scalars['String']['input'];
  /** How many at least; 0 for X. 至少人数，X 填 0 */
  atLeast: Scalars['Int']['input'];
};

/** Opens an organisation. 新建组织 */
export type CreatePartyInput = {
  /** Code of `partyKinds`. 类别代码 */
  kind: Scalars['String']['input'];
  /** Name. 名称 */
  name: Scalars['String']['input'];
  /** The grid it serves; the whole site without it, which needs a token of the whole site. 服务网格 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Ends an organisation: its posts stay as they are, new ones are refused. 终止组织 */
export type EndPartyInput = {
  /** Which. 组织编号 */
  partyId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The organisation after the change. 组织变更结果 */
export type PartyPayload = {
  /** The organisation. 组织 */
  party: Party;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Enters a person by duty title. 登记人员（以职务称呼） */
export type CreatePersonInput = {
  /** Id, the subject of their token; made when left out. 编号（与令牌主体一致），缺省自动生成 */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** Duty title, not the name. 职务称呼，不用姓名 */
  title: Scalars['String']['input'];
  /** Phone number; shown masked without the right personal.read. 电话 */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** The organisation they belong to. 所属组织 */
  partyId?: InputMaybe<Scalars['ID']['input']>;
  /** A grid that they are to serve: says who may enter them, and who may appoint them while they hold no post. 拟服务网格（决定可登记与首次任命者） */
  gridCode: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The person after the change. 人员变更结果 */
export type PersonPayload = {
  /** The person. 人员 */
  person: Person;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Gives a role at a grid to a person; one person may hold several 一肩挑 (HY-04, HUA-05). 任命岗位 */
export type CreatePostInput = {
  /** Code of `postRoles`. 岗位角色代码 */
  role: Scalars['String']['input'];
  /** Where. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** Who. 人员编号 */
  personId: Scalars['ID']['input'];
  /** The organisation it is held for; the person's own without it. 所属组织 */
  partyId?: InputMaybe<Scalars['ID']['input']>;
  /** From when; now without it. 起始，默认现在 */
  validFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** Until before when; open-ended without it. 终止，缺省为长期 */
  validTo?: InputMaybe<Scalars['DateTime']['input']>;
  /** Live orders at most. 在办工单上限 */
  capacity?: InputMaybe<Scalars['Int']['input']>;
  /** Codes of `postDuties`. 职责代码 */
  duties?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Changes how much a post takes and what it does. 调整岗位 */
export type UpdatePostInput = {
  /** Which. 岗位编号 */
  postId: Scalars['ID']['input'];
  /** Live orders at most; null takes the limit away, left out keeps it. 在办工单上限 */
  capacity?: InputMaybe<Scalars['Int']['input']>;
  /** Codes of `postDuties`; left out keeps them. 职责代码 */
  duties?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Ends a post; it stays in the history. 卸任岗位 */
export type EndPostInput = {
  /** Which. 岗位编号 */
  postId: Scalars['ID']['input'];
  /** Moment after the last; now without it. 终止时刻，默认现在 */
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The post after the change. 岗位变更结果 */
export type PostPayload = {
  /** The post. 岗位 */
  post: Post;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Enters leave; whoever holds no right duty.manage may enter their own. 登记请假；本人可登记本人的 */
export type RecordAbsenceInput = {
  /** Who. 人员编号 */
  personId: Scalars['ID']['input'];
  /** First moment. 起始 */
  startsAt: Scalars['DateTime']['input'];
  /** Moment after the last. 终止 */
  endsAt: Scalars['DateTime']['input'];
  /** Why; private. 事由（不公开） */
  reason: Scalars['String']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Ends leave early, or takes back one that has not begun. 提前结束或撤回请假 */
export type EndAbsenceInput = {
  /** Which. 请假编号 */
  absenceId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The leave after the change. 请假变更结果 */
export type AbsencePayload = {
  /** The leave. 请假 */
  absence: Absence;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Reads why somebody is away; every reading is audited. 查看请假事由（留痕） */
export type RevealAbsenceReasonInput = {
  /** Which. 请假编号 */
  absenceId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Why somebody is away. 请假事由 */
export type RevealAbsenceReasonPayload = {
  /** The reason. 事由 */
  reason: Scalars['String']['output'];
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Somebody stands in for a post for a time. 安排替班 */
export type AddSubstituteInput = {
  /** Which post. 岗位编号 */
  postId: Scalars['ID']['input'];
  /** Who stands in. 替班人编号 */
  personId: Scalars['ID']['input'];
  /** First moment. 起始 */
  startsAt: Scalars['DateTime']['input'];
  /** Moment after the last. 终止 */
  endsAt: Scalars['DateTime']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Ends a substitution early, or takes back one that has not begun. 提前结束或撤回替班 */
export type EndSubstituteInput = {
  /** Which. 替班编号 */
  substituteId: Scalars['ID']['input'];
  /** Handed back unchanged. 客户端标识，原样返回 */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The substitution after the change. 替班变更结果 */
export type SubstitutePayload = {
  /** The substitution. 替班 */
  substitute: Substitute;
  /** As sent. 原样返回的客户端标识 */
  clientMutationId?: Maybe<Scalars['String']['output']>;
};

/** Whether a grid is in use. 网格状态 */
export type GridStatus =
  /** In use. 在用 */
  | 'ACTIVE'
  /** Retired by a split or merger; still readable with its closed orders. 已因拆分或合并停用，历史仍可查 */
  | 'RETIRED';

/** How the property of a compound is managed (LC-14). 小区物业分类 */
export type PropertyClass =
  /** A property company manages it. 有物业小区 */
  | 'MANAGED'
  /** No property company. 无物业小区 */
  | 'UNMANAGED'
  /** Scattered buildings. 零散楼栋 */
  | 'SCATTERED';

/** Why somebody is looked after (HUA-22). 重点人员类别 */
export type KeyPersonCategory =
  /** Elderly living alone. 独居老人 */
  | 'ELDERLY_ALONE'
  /** Elderly without children at home. 空巢老人 */
  | 'EMPTY_NEST'
  /** Disabled. 残疾人 */
  | 'DISABLED'
  /** Child left behind. 留守儿童 */
  | 'LEFT_BEHIND_CHILD'
  /** Child in difficulty. 困境儿童 */
  | 'CHILD_IN_DIFFICULTY'
  /** Seriously ill. 重病患者 */
  | 'SERIOUS_ILLNESS'
  /** On minimum living allowance. 低保与特困 */
  | 'LOW_INCOME'
  /** Veteran or family with special care. 优抚对象 */
  | 'VETERAN'
  /** Other special care. 其他重点关爱 */
  | 'OTHER';

/** What a look at the drawn boundaries finds. 边界检查结果类别 */
export type BoundaryFindingKind =
  /** Two grids of one level overlap. 同级网格重叠 */
  | 'OVERLAP'
  /** A part of the parent lies in none of its children. 上级有空隙 */
  | 'GAP'
  /** A grid reaches beyond its parent. 超出上级边界 */
  | 'OUTSIDE_PARENT';

/** What hangs on a grid and goes with it. 随网格划转的对象类别 */
export type HoldingKind =
  /** Device. 设备 */
  | 'DEVICE'
  /** Building. 楼栋 */
  | 'BUILDING'
  /** Household. 住户 */
  | 'HOUSEHOLD'
  /** Key person. 重点人员 */
  | 'KEY_PERSON'
  /** Organisation. 组织 */
  | 'PARTY'
  /** Post. 岗位 */
  | 'POST'
  /** Roster. 排班 */
  | 'ROSTER'
  /** Talent of the registry. 人才 */
  | 'TALENT'
  /** Group of the registry. 群团组织 */
  | 'TALENT_GROUP'
  /** Service that is offered here. 服务项目 */
  | 'SERVICE_OFFER'
  /** Follow-up list that goes on. 未结束的跟踪清单 */
  | 'FOLLOW_UP_LIST'
  /** Recurring duty that is bound here; its id is `schedule` or `schedule subject`. 例行任务 */
  | 'RECURRING_DUTY'
  /** Open work order; closed ones stay where they were. 未结工单（已结工单不动） */
  | 'ORDER';

/** A code of another scheme. 其他编码 */
export type GridAlias = {
  /** Scheme, such as `CJ/T 349`. 编码体系 */
  scheme: Scalars['String']['output'];
  /** Code. 编码 */
  code: Scalars['ID']['output'];
};

/** One version of a boundary. 边界版本 */
export type GridBoundaryVersion = {
  /** GeoJSON geometry, WGS-84. 边界（GeoJSON，WGS-84） */
  boundary: Scalars['JSON']['output'];
  /** First moment; null: since ever. 起 */
  validFrom?: Maybe<Scalars['DateTime']['output']>;
  /** Moment after the last; null while it holds. 止 */
  validTo?: Maybe<Scalars['DateTime']['output']>;
  /** Square metres. 面积（平方米） */
  areaM2: Scalars['Float']['output'];
  /** Who drew it. 绘制人 */
  drawnBy: Scalars['String']['output'];
};

/** A step between a grid before and a grid after. 网格沿革 */
export type GridLineage = {
  /** The other grid. 网格 */
  grid?: Maybe<Grid>;
  /** Its code, also when it lies outside your scope. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** `SPLIT` or `MERGED`. 变更方式：拆分或合并 */
  change: Scalars['String']['output'];
  /** When. 时间 */
  at: Scalars['DateTime']['output'];
  /** Why. 原因 */
  reason: Scalars['String']['output'];
};

/** A building: an address in a grid (HY-03). 楼栋 */
export type Building = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Name or number. 名称 */
  name: Scalars['String']['output'];
  /** Code of its grid. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** The closed compound it stands in. 所在小区 */
  compound?: Maybe<Scalars['String']['output']>;
  /** Address. 地址 */
  address?: Maybe<Scalars['String']['output']>;
  /** Number of floors. 层数 */
  floors?: Maybe<Scalars['Int']['output']>;
  /** Degrees east, WGS-84. 经度 */
  longitude?: Maybe<Scalars['Float']['output']>;
  /** Degrees north, WGS-84. 纬度 */
  latitude?: Maybe<Scalars['Float']['output']>;
  /** Building leader 楼栋长. 楼栋长 */
  leader?: Maybe<Person>;
  /** Floors that have a leader 楼层长. 楼层及楼层长 */
  floorLeaders: Array<BuildingFloor>;
};

/** A floor with its leader (HY-03). 楼层 */
export type BuildingFloor = {
  /** Floor. 楼层 */
  floor: Scalars['String']['output'];
  /** Floor leader. 楼层长 */
  leader?: Maybe<Person>;
};

/** One page of buildings. 楼栋分页 */
export type BuildingConnection = {
  /** The buildings with their cursors. 楼栋及游标 */
  edges: Array<BuildingEdge>;
  /** The buildings alone. 楼栋 */
  nodes: Array<Building>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A building on a page. 分页中的楼栋 */
export type BuildingEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The building. 楼栋 */
  node: Building;
};

/** A household: the least that is needed, no identity numbers. 住户（仅必要信息） */
export type Household = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Code of its grid. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** Building. 楼栋 */
  buildingId?: Maybe<Scalars['ID']['output']>;
  /** Floor. 楼层 */
  floor?: Maybe<Scalars['String']['output']>;
  /** Room. 房号 */
  room?: Maybe<Scalars['String']['output']>;
  /** Head of the household; masked (王**) except in the payload of `revealHousehold`. 户主（隐去） */
  headName?: Maybe<Scalars['String']['output']>;
  /** Phone; masked (138****0000) except in the payload of `revealHousehold`. 电话（隐去） */
  phone?: Maybe<Scalars['String']['output']>;
  /** Whether it lives here for good. 是否常住 */
  permanent: Scalars['Boolean']['output'];
  /** Members, counted. 人数 */
  members?: Maybe<Scalars['Int']['output']>;
  /** Version, for `expectedVersion`. 版本 */
  version: Scalars['Int']['output'];
};

/** One page of households. 住户分页 */
export type HouseholdConnection = {
  /** The households with their cursors. 住户及游标 */
  edges: Array<HouseholdEdge>;
  /** The households alone. 住户 */
  nodes: Array<Household>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A household on a page. 分页中的住户 */
export type HouseholdEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The household. 住户 */
  node: Household;
};

/** Somebody who is looked after (HUA-22). 重点人员 */
export type KeyPerson = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Code of the grid. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** The household. 所在户 */
  householdId?: Maybe<Scalars['ID']['output']>;
  /** Why. 类别 */
  category: KeyPersonCategory;
  /** Name; masked except in the payload of `revealKeyPerson`. 姓名（隐去） */
  name: Scalars['String']['output'];
  /** Phone; masked except in the payload of `revealKeyPerson`. 电话（隐去） */
  phone?: Maybe<Scalars['String']['output']>;
  /** What who visits must know; null except in the payload of `revealKeyPerson`. 关爱说明（仅解密后可见） */
  careNote?: Maybe<Scalars['String']['output']>;
  /** Whether a visit a week is owed. 是否每周走访 */
  weeklyVisit: Scalars['Boolean']['output'];
  /** Version, for `expectedVersion`. 版本 */
  version: Scalars['Int']['output'];
};

/** One page of key persons. 重点人员分页 */
export type KeyPersonConnection = {
  /** The persons with their cursors. 重点人员及游标 */
  edges: Array<KeyPersonEdge>;
  /** The persons alone. 重点人员 */
  nodes: Array<KeyPerson>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A key person on a page. 分页中的重点人员 */
export type KeyPersonEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The person. 重点人员 */
  node: KeyPerson;
};

/** Key persons of one category. 一类重点人员 */
export type KeyPersonTotal = {
  /** Category. 类别 */
  category: KeyPersonCategory;
  /** Category in Chinese. 类别名称 */
  categoryZh: Scalars['String']['output'];
  /** How many. 人数 */
  count: Scalars['Int']['output'];
  /** Of them, how many are owed a visit a week. 其中每周走访人数 */
  weeklyVisit: Scalars['Int']['output'];
};

/** Something that does not fit among drawn boundaries. 边界问题 */
export type BoundaryFinding = {
  /** What. 类别 */
  kind: BoundaryFindingKind;
  /** OVERLAP: both grids; GAP: the parent; OUTSIDE_PARENT: the grid, then its parent. 涉及的网格 */
  gridCodes: Array<Scalars['ID']['output']>;
  /** Square metres. 面积（平方米） */
  areaM2: Scalars['Float']['output'];
  /** Degrees east of a corner of the greatest piece. 位置经度 */
  longitude: Scalars['Float']['output'];
  /** Degrees north of it. 位置纬度 */
  latitude: Scalars['Float']['output'];
  /** In English. 英文说明 */
  textEn: Scalars['String']['output'];
  /** In Chinese. 中文说明 */
  textZh: Scalars['String']['output'];
};

/** What breaks a rule of the grid (governance/gridrules). 违反网格规则的情形 */
export type GridRuleFinding = {
  /** Code of the document that holds the rule. 规则文件编码 */
  document: Scalars['String']['output'];
  /** Its version. 规则文件版本 */
  version: Scalars['Int']['output'];
  /** The rule in it, such as `micro-grid-size`. 规则 */
  rule: Scalars['String']['output'];
  /** The source it is taken from, such as `RS-09`. 依据 */
  source?: Maybe<Scalars['String']['output']>;
  /** The grid that breaks it. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** Other grids that have a part in it. 相关网格 */
  others: Array<Scalars['ID']['output']>;
  /** In English. 英文说明 */
  textEn: Scalars['String']['output'];
  /** In Chinese. 中文说明 */
  textZh: Scalars['String']['output'];
};

/** What a report of the rules found. 网格规则报告 */
export type GridRuleReport = {
  /** Grids that were looked at. 检查的网格数 */
  checked: Scalars['Int']['output'];
  /** How many findings there are in all. 问题总数 */
  total: Scalars['Int']['output'];
  /** The first of them, in order of grid. 问题（按网格排序，截取） */
  findings: Array<GridRuleFinding>;
};

/** Why a split, merger or boundary is refused: a stable code and what to mend. 不能执行的原因 */
export type GridPlanFault = {
  /** Stable code. 代码 */
  code: Scalars['String']['output'];
  /** What it is about: a code, or `DEVICE cam-1`. 对象 */
  object: Scalars['String']['output'];
  /** In English. 英文说明 */
  textEn: Scalars['String']['output'];
  /** In Chinese. 中文说明 */
  textZh: Scalars['String']['output'];
};

/** How many of one kind go from one grid to another. 划转数量 */
export type GridMove = {
  /** What. 类别 */
  kind: HoldingKind;
  /** From. 原网格 */
  from: Scalars['ID']['output'];
  /** To. 新网格 */
  to: Scalars['ID']['output'];
  /** How many. 数量 */
  count: Scalars['Int']['output'];
};

/** A grid that gets another code. 网格编码变更 */
export type GridRecoding = {
  /** Before. 原编码 */
  from: Scalars['ID']['output'];
  /** After. 新编码 */
  to: Scalars['ID']['output'];
};

/** A part that a grid is divided into. 拆分后的一部分 */
export type SplitPartInput = {
  /** Code: new, of the same level and parent, or the grid's own code for the part that keeps it. 编码（新编码，或沿用原编码） */
  code: Scalars['ID']['input'];
  /** Name. 名称 */
  name: Scalars['String']['input'];
  /** Permanent households. 常住户数 */
  households?: InputMaybe<Scalars['Int']['input']>;
  /** Boundary as a GeoJSON geometry; without one the part gets its things by name or as `rest`. 边界 */
  boundary?: InputMaybe<Scalars['JSON']['input']>;
};

/** Where something goes. 去向 */
export type HoldingTargetInput = {
  /** What; null for a grid below. 类别；下级网格则为空 */
  kind?: InputMaybe<HoldingKind>;
  /** Its id, or the code of the grid below. 编号 */
  id: Scalars['ID']['input'];
  /** Code of a part. 去往的部分 */
  to: Scalars['ID']['input'];
};

/** A split. 拆分网格 */
export type SplitGridInput = {
  /** The grid. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** At least two parts. 至少两部分 */
  parts: Array<SplitPartInput>;
  /** What goes where, before positions are asked. 指定去向（优先于位置） */
  targets?: InputMaybe<Array<HoldingTargetInput>>;
  /** The part that takes what has neither a name nor a position; without it each such thing is a fault. 其余归入 */
  rest?: InputMaybe<Scalars['ID']['input']>;
  /** Coordinate system of the boundaries. 边界坐标系 */
  coordinateSystem?: CoordinateSystem;
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Plan and check, change nothing. 仅试算 */
  dryRun?: Scalars['Boolean']['input'];
};

/** A merger. 合并网格 */
export type MergeGridsInput = {
  /** At least two grids of one level and parent. 同级同上级的网格 */
  gridCodes: Array<Scalars['ID']['input']>;
  /** Code of what they become: new, or one of theirs. 合并后的编码 */
  into: Scalars['ID']['input'];
  /** Name; needed for a new code. 名称 */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Why. 原因 */
  reason: Scalars['String']['input'];
  /** Plan and check, change nothing. 仅试算 */
  dryRun?: Scalars['Boolean']['input'];
};

/** What a split or merger does. 拆分或合并的结果 */
export type ReorganiseGridsPayload = {
  /** Whether anything was written. 是否已执行 */
  applied: Scalars['Boolean']['output'];
  /** Why not; every reason at once. 不能执行的原因 */
  faults: Array<GridPlanFault>;
  /** Grids that get another code. 编码变更 */
  recoded: Array<GridRecoding>;
  /** What goes where, counted. 划转数量 */
  moves: Array<GridMove>;
  /** Overlaps and gaps of the new boundaries against the old. 新边界与原边界的差异 */
  findings: Array<BoundaryFinding>;
  /** The grids after it; empty in a dry run. 变更后的网格 */
  grids: Array<Grid>;
};

/** A boundary that is drawn anew. 绘制边界 */
export type SetGridBoundaryInput = {
  /** The grid. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** GeoJSON Polygon or MultiPolygon. 边界 */
  boundary: Scalars['JSON']['input'];
  /** Coordinate system it is given in. 坐标系 */
  coordinateSystem?: CoordinateSystem;
  /** From when it holds; now by default. What was drawn for later is replaced. 生效时间，默认现在 */
  validFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** Check only. 仅检查 */
  dryRun?: Scalars['Boolean']['input'];
};

/** What drawing a boundary did. 绘制结果 */
export type SetGridBoundaryPayload = {
  /** Whether it was written. 是否已写入 */
  applied: Scalars['Boolean']['output'];
  /** What is wrong with the drawing, every ring; or that it takes ground of grids outside yours (GROUND_OF_OTHERS). 图形问题，或占用您范围之外网格的区域 */
  faults: Array<GridPlanFault>;
  /** Overlaps with neighbours that are yours and overreach beyond the parent; told, not refused. 与您范围内相邻网格及上级的冲突（提示） */
  findings: Array<BoundaryFinding>;
  /** The grid. 网格 */
  grid?: Maybe<Grid>;
};

/** Which record is opened, and why. 解密申请 */
export type RevealInput = {
  /** Id. 编号 */
  id: Scalars['ID']['input'];
  /** Why; kept in the audit trail. 原因（记入审计） */
  reason: Scalars['String']['input'];
};

/** A household, unmasked. 解密后的住户 */
export type RevealHouseholdPayload = {
  /** The household with its name and phone. 住户 */
  household: Household;
};

/** A key person, unmasked. 解密后的重点人员 */
export type RevealKeyPersonPayload = {
  /** The person with name, phone and care note. 重点人员 */
  keyPerson: KeyPerson;
};

/** A household as it is told. 登记住户 */
export type SaveHouseholdInput = {
  /** Id. 编号 */
  id: Scalars['ID']['input'];
  /** Code of its grid. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** Building. 楼栋 */
  buildingId?: InputMaybe<Scalars['ID']['input']>;
  /** Floor. 楼层 */
  floor?: InputMaybe<Scalars['String']['input']>;
  /** Room. 房号 */
  room?: InputMaybe<Scalars['String']['input']>;
  /** Head of the household; no identity numbers. 户主 */
  headName?: InputMaybe<Scalars['String']['input']>;
  /** Phone. 电话 */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Whether it lives here for good. 是否常住 */
  permanent?: Scalars['Boolean']['input'];
  /** Members. 人数 */
  members?: InputMaybe<Scalars['Int']['input']>;
  /** Version that was read; null for a new one. 已读版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** A household that was saved, masked. 已登记的住户 */
export type SaveHouseholdPayload = {
  /** The household. 住户 */
  household: Household;
};

/** A key person as told. 登记重点人员 */
export type SaveKeyPersonInput = {
  /** Id. 编号 */
  id: Scalars['ID']['input'];
  /** Code of the grid. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** The household. 所在户 */
  householdId?: InputMaybe<Scalars['ID']['input']>;
  /** Why. 类别 */
  category: KeyPersonCategory;
  /** Name; no identity numbers. 姓名 */
  name: Scalars['String']['input'];
  /** Phone. 电话 */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** What who visits must know; no identity numbers. 关爱说明 */
  careNote?: InputMaybe<Scalars['String']['input']>;
  /** Whether a visit a week is owed (HUA-22). 是否每周走访 */
  weeklyVisit?: Scalars['Boolean']['input'];
  /** Whether care has ended: the person is no longer listed. 是否结束关爱 */
  ended?: Scalars['Boolean']['input'];
  /** Version that was read; null for a new one. 已读版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** A key person who was saved, masked. 已登记的重点人员 */
export type SaveKeyPersonPayload = {
  /** The person. 重点人员 */
  keyPerson: KeyPerson;
};

/** Somebody of a grid who can help, such as a lawyer, a teacher or an electrician: the talent registry 人才库 (HY-05). 人才 */
export type Talent = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Code of the grid. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** The person, of one who is known to the hub. 关联人员 */
  person?: Maybe<Person>;
  /** Name of one who is not; masked except in the payload of `revealTalent`. 姓名（隐去） */
  name?: Maybe<Scalars['String']['output']>;
  /** Phone, kept by consent; masked except in the payload of `revealTalent`. 电话（经同意，隐去） */
  phone?: Maybe<Scalars['String']['output']>;
  /** When they agreed that the phone is kept. 同意留存联系方式的时间 */
  consentedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What they can help with. 专长 */
  fields: Array<NamedCode>;
  /** In more words. 说明 */
  note?: Maybe<Scalars['String']['output']>;
  /** Whether they can be asked now. 是否可邀请 */
  available: Scalars['Boolean']['output'];
  /** Groups that they belong to. 所属群团组织 */
  groups: Array<TalentGroup>;
  /** Version, for `expectedVersion`. 版本 */
  version: Scalars['Int']['output'];
};

/** One page of talents. 人才分页 */
export type TalentConnection = {
  /** The talents with their cursors. 人才及游标 */
  edges: Array<TalentEdge>;
  /** The talents alone. 人才 */
  nodes: Array<Talent>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A talent on a page. 分页中的人才 */
export type TalentEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The talent. 人才 */
  node: Talent;
};

/** A group of residents 群团组织: volunteers, an interest group … (HY-05). 群团组织 */
export type TalentGroup = {
  /** Id. 编号 */
  id: Scalars['ID']['output'];
  /** Code of the grid. 网格编码 */
  gridCode: Scalars['ID']['output'];
  /** Kind. 类别 */
  kind: NamedCode;
  /** Name. 名称 */
  name: Scalars['String']['output'];
  /** Members, as the group tells. 成员数 */
  memberCount: Scalars['Int']['output'];
  /** Of them, how many are registered as talents of your grids. 其中登记入库人数 */
  talentCount: Scalars['Int']['output'];
  /** Version, for `expectedVersion`. 版本 */
  version: Scalars['Int']['output'];
};

/** One page of groups. 群团组织分页 */
export type TalentGroupConnection = {
  /** The groups with their cursors. 群团组织及游标 */
  edges: Array<TalentGroupEdge>;
  /** The groups alone. 群团组织 */
  nodes: Array<TalentGroup>;
  /** Where this page lies. 分页信息 */
  pageInfo: PageInfo;
  /** How many in all; exact up to 10,000, null beyond. 总数；超过 10000 为空 */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A group on a page. 分页中的群团组织 */
export type TalentGroupEdge = {
  /** Opaque cursor. 游标 */
  cursor: Scalars['String']['output'];
  /** The group. 群团组织 */
  node: TalentGroup;
};

/** Which talents. 人才筛选 */
export type TalentFilter = {
  /** In this grid or below it. 网格编码 */
  gridCode?: InputMaybe<Scalars['ID']['input']>;
  /** With one of these fields, codes of `talentFields`. 专长代码 */
  fields?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whether they can be asked now. 是否可邀请 */
  available?: InputMaybe<Scalars['Boolean']['input']>;
  /** Of this group. 群团组织编号 */
  groupId?: InputMaybe<Scalars['ID']['input']>;
};

/** A talent as it is told: either `personId` or `name`. 登记人才 */
export type SaveTalentInput = {
  /** Id. 编号 */
  id: Scalars['ID']['input'];
  /** Code of the grid. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** Somebody known to the hub. 关联人员编号 */
  personId?: InputMaybe<Scalars['ID']['input']>;
  /** Name of somebody who is not; no identity numbers. 姓名 */
  name?: InputMaybe<Scalars['String']['input']>;
  /** Phone; only with `contactConsent`. 电话 */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Whether they agreed that the phone is kept; without it none is. 是否同意留存联系方式 */
  contactConsent?: Scalars['Boolean']['input'];
  /** Codes of `talentFields`. 专长代码 */
  fields: Array<Scalars['String']['input']>;
  /** In more words; no identity numbers. 说明 */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Whether they can be asked now. 是否可邀请 */
  available?: Scalars['Boolean']['input'];
  /** Groups that they belong to. 所属群团组织编号 */
  groupIds?: Array<Scalars['ID']['input']>;
  /** Whether they have left: name, phone and note are erased. 是否退出（姓名、电话、说明即清除） */
  ended?: Scalars['Boolean']['input'];
  /** Version that was read; null for a new one. 已读版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** The talent after the change. 人才变更结果 */
export type SaveTalentPayload = {
  /** The talent. 人才 */
  talent: Talent;
};

/** A group as it is told. 登记群团组织 */
export type SaveTalentGroupInput = {
  /** Id. 编号 */
  id: Scalars['ID']['input'];
  /** Code of the grid. 网格编码 */
  gridCode: Scalars['ID']['input'];
  /** Code of `talentGroupKinds`. 类别代码 */
  kind: Scalars['String']['input'];
  /** Name. 名称 */
  name: Scalars['String']['input'];
  /** Members. 成员数 */
  memberCount: Scalars['Int']['input'];
  /** Whether it has ended: it is no longer listed. 是否终止 */
  ended?: Scalars['Boolean']['input'];
  /** Version that was read; null for a new one. 已读版本 */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
};

/** The group after the change. 群团组织变更结果 */
export type SaveTalentGroupPayload = {
  /** The group. 群团组织 */
  group: TalentGroup;
};

/** A talent, unmasked. 解密后的人才 */
export type RevealTalentPayload = {
  /** The talent with name and phone. 人才 */
  talent: Talent;
};

export type { Severity };

/** Where a page lies in its list. 分页信息 */
export type PageInfo = {
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
  endCursor?: Maybe<Scalars['String']['output']>;
};

export type Mutation = {
  /** Makes a roster; needs the right duty.manage. 新建排班表 */
  createRoster: RosterPayload;
  /** Changes a roster; needs the right duty.manage. 修改排班表 */
  changeRoster: RosterPayload;
  /** One shift differs from the roster; needs the right duty.manage. 调班 */
  changeShift: RosterPayload;
  /** Two people take each other's shift; needs the right duty.manage, or one of them asks. 换班 */
  swapShifts: RosterPayload;
  /** Takes a change of a shift back; needs the right duty.manage. 撤销调班 */
  undoShiftChange: RosterPayload;
  /** Opens an organisation; needs the right duty.manage. 新建组织 */
  createParty: PartyPayload;
  /** Ends an organisation; needs the right duty.manage. 终止组织 */
  endParty: PartyPayload;
  /** Enters a person; needs the right duty.manage. 登记人员 */
  createPerson: PersonPayload;
  /**
   * Gives a role at a grid to a person who serves your grids, or who holds no post and was entered for your grids or served
   * them before; needs the right duty.manage. 任命岗位（限服务于本人网格者，或现无岗位而为本人网格登记、曾在本人网格任职者）
   */
  createPost: PostPayload;
  /** Changes how much a post takes and what it does; needs the right duty.manage. 调整岗位 */
  updatePost: PostPayload;
  /** Ends a post; needs the right duty.manage. 卸任岗位 */
  endPost: PostPayload;
  /** Enters leave of somebody with a post in your grids; needs the right duty.manage, or is one's own. 登记请假（限在本人网格任职者） */
  recordAbsence: AbsencePayload;
  /** Ends leave early or takes it back; needs the right duty.manage, or is one's own. 结束请假 */
  endAbsence: AbsencePayload;
  /** Reads why somebody is away; needs the rights duty.manage and personal.read, and is audited. 查看请假事由 */
  revealAbsenceReason: RevealAbsenceReasonPayload;
  /** Somebody whom you may appoint (as for `createPost`) stands in for a post; needs the right duty.manage. 安排替班（人员范围同任命岗位） */
  addSubstitute: SubstitutePayload;
  /** Ends a substitution early or takes it back; needs the right duty.manage. 结束替班 */
  endSubstitute: SubstitutePayload;
  /**
   * Divides a grid (LA-07). What hangs on it goes by name, by position, with its building, or to `rest`; closed orders stay
   * with the grid they were closed in. Needs grid.manage. 拆分网格：已结工单留在原网格
   */
  splitGrid: ReorganiseGridsPayload;
  /** Makes several grids one, with all below them. Needs grid.manage. 合并网格 */
  mergeGrids: ReorganiseGridsPayload;
  /** Draws a boundary from a moment on; what was drawn before stays for its time. Needs grid.manage. 绘制边界 */
  setGridBoundary: SetGridBoundaryPayload;
  /** Registers or changes a household. Needs household.manage. 登记或修改住户 */
  saveHousehold: SaveHouseholdPayload;
  /** Registers or changes a key person. Needs household.manage. 登记或修改重点人员 */
  saveKeyPerson: SaveKeyPersonPayload;
  /** Opens name and phone of one household. Needs personal.read; each opening is audited. 查看住户明文（逐次审计） */
  revealHousehold: RevealHouseholdPayload;
  /** Opens name, phone and care note of one key person. Needs personal.read; each opening is audited. 查看重点人员明文（逐次审计） */
  revealKeyPerson: RevealKeyPersonPayload;
  /** Registers or changes a talent (HY-05). Needs household.manage. 登记人才 */
  saveTalent: SaveTalentPayload;
  /** Registers or changes a group (HY-05). Needs household.manage. 登记群团组织 */
  saveTalentGroup: SaveTalentGroupPayload;
  /** Opens name and phone of one talent. Needs personal.read; each opening is audited. 查看人才明文（逐次审计） */
  revealTalent: RevealTalentPayload;
};


export type MutationCreateRosterArgs = {
  input: CreateRosterInput;
};


export type MutationChangeRosterArgs = {
  input: ChangeRosterInput;
};


export type MutationChangeShiftArgs = {
  input: ChangeShiftInput;
};


export type MutationSwapShiftsArgs = {
  input: SwapShiftsInput;
};


export type MutationUndoShiftChangeArgs = {
  input: UndoShiftChangeInput;
};


export type MutationCreatePartyArgs = {
  input: CreatePartyInput;
};


export type MutationEndPartyArgs = {
  input: EndPartyInput;
};


export type MutationCreatePersonArgs = {
  input: CreatePersonInput;
};


export type MutationCreatePostArgs = {
  input: CreatePostInput;
};


export type MutationUpdatePostArgs = {
  input: UpdatePostInput;
};


export type MutationEndPostArgs = {
  input: EndPostInput;
};


export type MutationRecordAbsenceArgs = {
  input: RecordAbsenceInput;
};


export type MutationEndAbsenceArgs = {
  input: EndAbsenceInput;
};


export type MutationRevealAbsenceReasonArgs = {
  input: RevealAbsenceReasonInput;
};


export type MutationAddSubstituteArgs = {
  input: AddSubstituteInput;
};


export type MutationEndSubstituteArgs = {
  input: EndSubstituteInput;
};


export type MutationSplitGridArgs = {
  input: SplitGridInput;
};


export type MutationMergeGridsArgs = {
  input: MergeGridsInput;
};


export type MutationSetGridBoundaryArgs = {
  input: SetGridBoundaryInput;
};


export type MutationSaveHouseholdArgs = {
  input: SaveHouseholdInput;
};


export type MutationSaveKeyPersonArgs = {
  input: SaveKeyPersonInput;
};


export type MutationRevealHouseholdArgs = {
  input: RevealInput;
};


export type MutationRevealKeyPersonArgs = {
  input: RevealInput;
};


export type MutationSaveTalentArgs = {
  input: SaveTalentInput;
};


export type MutationSaveTalentGroupArgs = {
  input: SaveTalentGroupInput;
};


export type MutationRevealTalentArgs = {
  input: RevealInput;
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
  Boolean: ResolverTypeWrapper<unknown>;
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
  RosterCoverage: ResolverTypeWrapper<unknown>;
  DutySkipKind: ResolverTypeWrapper<unknown>;
  RosterFaultKind: ResolverTypeWrapper<unknown>;
  ShiftChangeKind: ResolverTypeWrapper<unknown>;
  DutyAnswer: ResolverTypeWrapper<unknown>;
  DutyStep: ResolverTypeWrapper<unknown>;
  DutyCandidate: ResolverTypeWrapper<unknown>;
  Roster: ResolverTypeWrapper<unknown>;
  Shift: ResolverTypeWrapper<unknown>;
  ShiftChange: ResolverTypeWrapper<unknown>;
  RosterFault: ResolverTypeWrapper<unknown>;
  CreateRosterInput: ResolverTypeWrapper<unknown>;
  ChangeRosterInput: ResolverTypeWrapper<unknown>;
  RosterPayload: ResolverTypeWrapper<unknown>;
  ChangeShiftInput: ResolverTypeWrapper<unknown>;
  SwapShiftsInput: ResolverTypeWrapper<unknown>;
  ShiftTurnInput: ResolverTypeWrapper<unknown>;
  UndoShiftChangeInput: ResolverTypeWrapper<unknown>;
  NamedCode: ResolverTypeWrapper<unknown>;
  PartyConnection: ResolverTypeWrapper<unknown>;
  PartyEdge: ResolverTypeWrapper<unknown>;
  PostConnection: ResolverTypeWrapper<unknown>;
  PostEdge: ResolverTypeWrapper<unknown>;
  Substitute: ResolverTypeWrapper<unknown>;
  Absence: ResolverTypeWrapper<unknown>;
  CrossPost: ResolverTypeWrapper<unknown>;
  TeamCheck: ResolverTypeWrapper<unknown>;
  TeamMember: ResolverTypeWrapper<unknown>;
  TeamMemberInput: ResolverTypeWrapper<unknown>;
  CreatePartyInput: ResolverTypeWrapper<unknown>;
  EndPartyInput: ResolverTypeWrapper<unknown>;
  PartyPayload: ResolverTypeWrapper<unknown>;
  CreatePersonInput: ResolverTypeWrapper<unknown>;
  PersonPayload: ResolverTypeWrapper<unknown>;
  CreatePostInput: ResolverTypeWrapper<unknown>;
  UpdatePostInput: ResolverTypeWrapper<unknown>;
  EndPostInput: ResolverTypeWrapper<unknown>;
  PostPayload: ResolverTypeWrapper<unknown>;
  RecordAbsenceInput: ResolverTypeWrapper<unknown>;
  EndAbsenceInput: ResolverTypeWrapper<unknown>;
  AbsencePayload: ResolverTypeWrapper<unknown>;
  RevealAbsenceReasonInput: ResolverTypeWrapper<unknown>;
  RevealAbsenceReasonPayload: ResolverTypeWrapper<unknown>;
  AddSubstituteInput: ResolverTypeWrapper<unknown>;
  EndSubstituteInput: ResolverTypeWrapper<unknown>;
  SubstitutePayload: ResolverTypeWrapper<unknown>;
  GridStatus: ResolverTypeWrapper<unknown>;
  PropertyClass: ResolverTypeWrapper<unknown>;
  KeyPersonCategory: ResolverTypeWrapper<unknown>;
  BoundaryFindingKind: ResolverTypeWrapper<unknown>;
  HoldingKind: ResolverTypeWrapper<unknown>;
  GridAlias: ResolverTypeWrapper<unknown>;
  GridBoundaryVersion: ResolverTypeWrapper<unknown>;
  GridLineage: ResolverTypeWrapper<unknown>;
  Building: ResolverTypeWrapper<unknown>;
  BuildingFloor: ResolverTypeWrapper<unknown>;
  BuildingConnection: ResolverTypeWrapper<unknown>;
  BuildingEdge: ResolverTypeWrapper<unknown>;
  Household: ResolverTypeWrapper<unknown>;
  HouseholdConnection: ResolverTypeWrapper<unknown>;
  HouseholdEdge: ResolverTypeWrapper<unknown>;
  KeyPerson: ResolverTypeWrapper<unknown>;
  KeyPersonConnection: ResolverTypeWrapper<unknown>;
  KeyPersonEdge: ResolverTypeWrapper<unknown>;
  KeyPersonTotal: ResolverTypeWrapper<unknown>;
  BoundaryFinding: ResolverTypeWrapper<unknown>;
  GridRuleFinding: ResolverTypeWrapper<unknown>;
  GridRuleReport: ResolverTypeWrapper<unknown>;
  GridPlanFault: ResolverTypeWrapper<unknown>;
  GridMove: ResolverTypeWrapper<unknown>;
  GridRecoding: ResolverTypeWrapper<unknown>;
  SplitPartInput: ResolverTypeWrapper<unknown>;
  HoldingTargetInput: ResolverTypeWrapper<unknown>;
  SplitGridInput: ResolverTypeWrapper<unknown>;
  MergeGridsInput: ResolverTypeWrapper<unknown>;
  ReorganiseGridsPayload: ResolverTypeWrapper<unknown>;
  SetGridBoundaryInput: ResolverTypeWrapper<unknown>;
  SetGridBoundaryPayload: ResolverTypeWrapper<unknown>;
  RevealInput: ResolverTypeWrapper<unknown>;
  RevealHouseholdPayload: ResolverTypeWrapper<unknown>;
  RevealKeyPersonPayload: ResolverTypeWrapper<unknown>;
  SaveHouseholdInput: ResolverTypeWrapper<unknown>;
  SaveHouseholdPayload: ResolverTypeWrapper<unknown>;
  SaveKeyPersonInput: ResolverTypeWrapper<unknown>;
  SaveKeyPersonPayload: ResolverTypeWrapper<unknown>;
  Talent: ResolverTypeWrapper<unknown>;
  TalentConnection: ResolverTypeWrapper<unknown>;
  TalentEdge: ResolverTypeWrapper<unknown>;
  TalentGroup: ResolverTypeWrapper<unknown>;
  TalentGroupConnection: ResolverTypeWrapper<unknown>;
  TalentGroupEdge: ResolverTypeWrapper<unknown>;
  TalentFilter: ResolverTypeWrapper<unknown>;
  SaveTalentInput: ResolverTypeWrapper<unknown>;
  SaveTalentPayload: ResolverTypeWrapper<unknown>;
  SaveTalentGroupInput: ResolverTypeWrapper<unknown>;
  SaveTalentGroupPayload: ResolverTypeWrapper<unknown>;
  RevealTalentPayload: ResolverTypeWrapper<unknown>;
  DateTime: ResolverTypeWrapper<unknown>;
  Duration: ResolverTypeWrapper<unknown>;
  JSON: ResolverTypeWrapper<unknown>;
  Severity: Severity;
  PageInfo: ResolverTypeWrapper<unknown>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Grid: unknown;
  ID: unknown;
  String: unknown;
  Int: unknown;
  Boolean: unknown;
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
  DutyAnswer: unknown;
  DutyStep: unknown;
  DutyCandidate: unknown;
  Roster: unknown;
  Shift: unknown;
  ShiftChange: unknown;
  RosterFault: unknown;
  CreateRosterInput: unknown;
  ChangeRosterInput: unknown;
  RosterPayload: unknown;
  ChangeShiftInput: unknown;
  SwapShiftsInput: unknown;
  ShiftTurnInput: unknown;
  UndoShiftChangeInput: unknown;
  NamedCode: unknown;
  PartyConnection: unknown;
  PartyEdge: unknown;
  PostConnection: unknown;
  PostEdge: unknown;
  Substitute: unknown;
  Absence: unknown;
  CrossPost: unknown;
  TeamCheck: unknown;
  TeamMember: unknown;
  TeamMemberInput: unknown;
  CreatePartyInput: unknown;
  EndPartyInput: unknown;
  PartyPayload: unknown;
  CreatePersonInput: unknown;
  PersonPayload: unknown;
  CreatePostInput: unknown;
  UpdatePostInput: unknown;
  EndPostInput: unknown;
  PostPayload: unknown;
  RecordAbsenceInput: unknown;
  EndAbsenceInput: unknown;
  AbsencePayload: unknown;
  RevealAbsenceReasonInput: unknown;
  RevealAbsenceReasonPayload: unknown;
  AddSubstituteInput: unknown;
  EndSubstituteInput: unknown;
  SubstitutePayload: unknown;
  GridAlias: unknown;
  GridBoundaryVersion: unknown;
  GridLineage: unknown;
  Building: unknown;
  BuildingFloor: unknown;
  BuildingConnection: unknown;
  BuildingEdge: unknown;
  Household: unknown;
  HouseholdConnection: unknown;
  HouseholdEdge: unknown;
  KeyPerson: unknown;
  KeyPersonConnection: unknown;
  KeyPersonEdge: unknown;
  KeyPersonTotal: unknown;
  BoundaryFinding: unknown;
  GridRuleFinding: unknown;
  GridRuleReport: unknown;
  GridPlanFault: unknown;
  GridMove: unknown;
  GridRecoding: unknown;
  SplitPartInput: unknown;
  HoldingTargetInput: unknown;
  SplitGridInput: unknown;
  MergeGridsInput: unknown;
  ReorganiseGridsPayload: unknown;
  SetGridBoundaryInput: unknown;
  SetGridBoundaryPayload: unknown;
  RevealInput: unknown;
  RevealHouseholdPayload: unknown;
  RevealKeyPersonPayload: unknown;
  SaveHouseholdInput: unknown;
  SaveHouseholdPayload: unknown;
  SaveKeyPersonInput: unknown;
  SaveKeyPersonPayload: unknown;
  Talent: unknown;
  TalentConnection: unknown;
  TalentEdge: unknown;
  TalentGroup: unknown;
  TalentGroupConnection: unknown;
  TalentGroupEdge: unknown;
  TalentFilter: unknown;
  SaveTalentInput: unknown;
  SaveTalentPayload: unknown;
  SaveTalentGroupInput: unknown;
  SaveTalentGroupPayload: unknown;
  RevealTalentPayload: unknown;
  DateTime: unknown;
  Duration: unknown;
  JSON: unknown;
  PageInfo: unknown;
  Mutation: Record<PropertyKey, never>;
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
  boundary?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType, Partial<GridBoundaryArgs>>;
  duty?: Resolver<Array<ResolversTypes['DutyEntry']>, ParentType, ContextType, Partial<GridDutyArgs>>;
  posts?: Resolver<Array<ResolversTypes['Post']>, ParentType, ContextType, Partial<GridPostsArgs>>;
  dutyAnswer?: Resolver<ResolversTypes['DutyAnswer'], ParentType, ContextType, Partial<GridDutyAnswerArgs>>;
  rosters?: Resolver<Array<ResolversTypes['Roster']>, ParentType, ContextType, Partial<GridRostersArgs>>;
  status?: Resolver<ResolversTypes['GridStatus'], ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  compound?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  propertyClass?: Resolver<Maybe<ResolversTypes['PropertyClass']>, ParentType, ContextType>;
  fullMembers?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  aliases?: Resolver<Array<ResolversTypes['GridAlias']>, ParentType, ContextType>;
  boundaryVersions?: Resolver<Array<ResolversTypes['GridBoundaryVersion']>, ParentType, ContextType>;
  predecessors?: Resolver<Array<ResolversTypes['GridLineage']>, ParentType, ContextType>;
  successors?: Resolver<Array<ResolversTypes['GridLineage']>, ParentType, ContextType>;
  buildings?: Resolver<ResolversTypes['BuildingConnection'], ParentType, ContextType, RequireFields<GridBuildingsArgs, 'first'>>;
  householdList?: Resolver<ResolversTypes['HouseholdConnection'], ParentType, ContextType, RequireFields<GridHouseholdListArgs, 'first'>>;
  registeredHouseholds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  keyPersons?: Resolver<ResolversTypes['KeyPersonConnection'], ParentType, ContextType, RequireFields<GridKeyPersonsArgs, 'first'>>;
  keyPersonTotals?: Resolver<Array<ResolversTypes['KeyPersonTotal']>, ParentType, ContextType>;
  talents?: Resolver<ResolversTypes['TalentConnection'], ParentType, ContextType, RequireFields<GridTalentsArgs, 'first'>>;
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
  capacity?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  duties?: Resolver<Array<ResolversTypes['NamedCode']>, ParentType, ContextType>;
  substitutes?: Resolver<Array<ResolversTypes['Substitute']>, ParentType, ContextType>;
};

export type DutyEntryResolvers<ContextType = any, ParentType extends ResolversParentTypes['DutyEntry'] = ResolversParentTypes['DutyEntry']> = {
  post?: Resolver<ResolversTypes['Post'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  skipped?: Resolver<Array<ResolversTypes['SkippedDuty']>, ParentType, ContextType>;
  answering?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  substituted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  liveOrders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SkippedDutyResolvers<ContextType = any, ParentType extends ResolversParentTypes['SkippedDuty'] = ResolversParentTypes['SkippedDuty']> = {
  role?: Resolver<ResolversTypes['PostRole'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reasonZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reasonEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['DutySkipKind'], ParentType, ContextType>;
  postId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type PersonResolvers<ContextType = any, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person'], FederationReferenceType extends FederationReferenceTypes['Person'] = FederationReferenceTypes['Person']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Person']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType>;
  posts?: Resolver<Array<ResolversTypes['Post']>, ParentType, ContextType, Partial<PersonPostsArgs>>;
  absences?: Resolver<Array<ResolversTypes['Absence']>, ParentType, ContextType>;
};

export type PartyResolvers<ContextType = any, ParentType extends ResolversParentTypes['Party'] = ResolversParentTypes['Party'], FederationReferenceType extends FederationReferenceTypes['Party'] = FederationReferenceTypes['Party']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Party']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  kindLabel?: Resolver<ResolversTypes['NamedCode'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  posts?: Resolver<Array<ResolversTypes['Post']>, ParentType, ContextType, Partial<PartyPostsArgs>>;
};

export type QueryResolvers<ContextType = any, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  grids?: Resolver<ResolversTypes['GridConnection'], ParentType, ContextType, RequireFields<QueryGridsArgs, 'status' | 'first'>>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType, RequireFields<QueryGridArgs, 'code'>>;
  gridAt?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType, RequireFields<QueryGridAtArgs, 'longitude' | 'latitude' | 'coordinateSystem'>>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<QueryPersonArgs, 'id'>>;
  party?: Resolver<Maybe<ResolversTypes['Party']>, ParentType, ContextType, RequireFields<QueryPartyArgs, 'id'>>;
  roster?: Resolver<Maybe<ResolversTypes['Roster']>, ParentType, ContextType, RequireFields<QueryRosterArgs, 'id'>>;
  dutyGaps?: Resolver<Array<ResolversTypes['RosterFault']>, ParentType, ContextType, RequireFields<QueryDutyGapsArgs, 'days'>>;
  partyKinds?: Resolver<Array<ResolversTypes['NamedCode']>, ParentType, ContextType>;
  postRoles?: Resolver<Array<ResolversTypes['PostRole']>, ParentType, ContextType>;
  postDuties?: Resolver<Array<ResolversTypes['NamedCode']>, ParentType, ContextType>;
  parties?: Resolver<ResolversTypes['PartyConnection'], ParentType, ContextType, RequireFields<QueryPartiesArgs, 'ended' | 'first'>>;
  posts?: Resolver<ResolversTypes['PostConnection'], ParentType, ContextType, RequireFields<QueryPostsArgs, 'first'>>;
  crossPosts?: Resolver<Array<ResolversTypes['CrossPost']>, ParentType, ContextType, RequireFields<QueryCrossPostsArgs, 'roles'>>;
  teamChecks?: Resolver<Array<ResolversTypes['TeamCheck']>, ParentType, ContextType, RequireFields<QueryTeamChecksArgs, 'team'>>;
  boundaryReport?: Resolver<Array<ResolversTypes['BoundaryFinding']>, ParentType, ContextType, RequireFields<QueryBoundaryReportArgs, 'gridCode' | 'minAreaM2'>>;
  gridRuleReport?: Resolver<ResolversTypes['GridRuleReport'], ParentType, ContextType, RequireFields<QueryGridRuleReportArgs, 'gridCode' | 'first'>>;
  talentFields?: Resolver<Array<ResolversTypes['NamedCode']>, ParentType, ContextType>;
  talentGroupKinds?: Resolver<Array<ResolversTypes['NamedCode']>, ParentType, ContextType>;
  talents?: Resolver<ResolversTypes['TalentConnection'], ParentType, ContextType, RequireFields<QueryTalentsArgs, 'filter' | 'first'>>;
  talentGroups?: Resolver<ResolversTypes['TalentGroupConnection'], ParentType, ContextType, RequireFields<QueryTalentGroupsArgs, 'first'>>;
};

export type DutyAnswerResolvers<ContextType = any, ParentType extends ResolversParentTypes['DutyAnswer'] = ResolversParentTypes['DutyAnswer']> = {
  ladder?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ladderVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ladderNameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ladderNameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['DutyStep']>, ParentType, ContextType>;
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  step?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  equals?: Resolver<Array<ResolversTypes['DutyCandidate']>, ParentType, ContextType>;
  skipped?: Resolver<Array<ResolversTypes['SkippedDuty']>, ParentType, ContextType>;
  explanationZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  explanationEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DutyStepResolvers<ContextType = any, ParentType extends ResolversParentTypes['DutyStep'] = ResolversParentTypes['DutyStep']> = {
  roles?: Resolver<Array<ResolversTypes['PostRole']>, ParentType, ContextType>;
  levels?: Resolver<Array<ResolversTypes['GridLevel']>, ParentType, ContextType>;
};

export type DutyCandidateResolvers<ContextType = any, ParentType extends ResolversParentTypes['DutyCandidate'] = ResolversParentTypes['DutyCandidate']> = {
  post?: Resolver<ResolversTypes['Post'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  liveOrders?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastGivenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type RosterResolvers<ContextType = any, ParentType extends ResolversParentTypes['Roster'] = ResolversParentTypes['Roster']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['PostRole'], ParentType, ContextType>;
  pattern?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  coverage?: Resolver<ResolversTypes['RosterCoverage'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  shifts?: Resolver<Array<ResolversTypes['Shift']>, ParentType, ContextType, Partial<RosterShiftsArgs>>;
  onDuty?: Resolver<Array<ResolversTypes['Person']>, ParentType, ContextType, Partial<RosterOnDutyArgs>>;
  changes?: Resolver<Array<ResolversTypes['ShiftChange']>, ParentType, ContextType, Partial<RosterChangesArgs>>;
  faults?: Resolver<Array<ResolversTypes['RosterFault']>, ParentType, ContextType, RequireFields<RosterFaultsArgs, 'days'>>;
};

export type ShiftResolvers<ContextType = any, ParentType extends ResolversParentTypes['Shift'] = ResolversParentTypes['Shift']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  persons?: Resolver<Array<ResolversTypes['Person']>, ParentType, ContextType>;
};

export type ShiftChangeResolvers<ContextType = any, ParentType extends ResolversParentTypes['ShiftChange'] = ResolversParentTypes['ShiftChange']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ShiftChangeKind'], ParentType, ContextType>;
  day?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shift?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
};

export type RosterFaultResolvers<ContextType = any, ParentType extends ResolversParentTypes['RosterFault'] = ResolversParentTypes['RosterFault']> = {
  roster?: Resolver<ResolversTypes['Roster'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RosterFaultKind'], ParentType, ContextType>;
  zh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  persons?: Resolver<Array<ResolversTypes['Person']>, ParentType, ContextType>;
};

export type RosterPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RosterPayload'] = ResolversParentTypes['RosterPayload']> = {
  roster?: Resolver<ResolversTypes['Roster'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NamedCodeResolvers<ContextType = any, ParentType extends ResolversParentTypes['NamedCode'] = ResolversParentTypes['NamedCode']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PartyConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['PartyConnection'] = ResolversParentTypes['PartyConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PartyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Party']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PartyEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['PartyEdge'] = ResolversParentTypes['PartyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Party'], ParentType, ContextType>;
};

export type PostConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['PostConnection'] = ResolversParentTypes['PostConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PostEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Post']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type PostEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['PostEdge'] = ResolversParentTypes['PostEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Post'], ParentType, ContextType>;
};

export type SubstituteResolvers<ContextType = any, ParentType extends ResolversParentTypes['Substitute'] = ResolversParentTypes['Substitute']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  post?: Resolver<Maybe<ResolversTypes['Post']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AbsenceResolvers<ContextType = any, ParentType extends ResolversParentTypes['Absence'] = ResolversParentTypes['Absence']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CrossPostResolvers<ContextType = any, ParentType extends ResolversParentTypes['CrossPost'] = ResolversParentTypes['CrossPost']> = {
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  posts?: Resolver<Array<ResolversTypes['Post']>, ParentType, ContextType>;
};

export type TeamCheckResolvers<ContextType = any, ParentType extends ResolversParentTypes['TeamCheck'] = ResolversParentTypes['TeamCheck']> = {
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  members?: Resolver<Array<ResolversTypes['TeamMember']>, ParentType, ContextType>;
};

export type TeamMemberResolvers<ContextType = any, ParentType extends ResolversParentTypes['TeamMember'] = ResolversParentTypes['TeamMember']> = {
  role?: Resolver<ResolversTypes['PostRole'], ParentType, ContextType>;
  wanted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  present?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PartyPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['PartyPayload'] = ResolversParentTypes['PartyPayload']> = {
  party?: Resolver<ResolversTypes['Party'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PersonPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['PersonPayload'] = ResolversParentTypes['PersonPayload']> = {
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PostPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['PostPayload'] = ResolversParentTypes['PostPayload']> = {
  post?: Resolver<ResolversTypes['Post'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AbsencePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['AbsencePayload'] = ResolversParentTypes['AbsencePayload']> = {
  absence?: Resolver<ResolversTypes['Absence'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RevealAbsenceReasonPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RevealAbsenceReasonPayload'] = ResolversParentTypes['RevealAbsenceReasonPayload']> = {
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SubstitutePayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['SubstitutePayload'] = ResolversParentTypes['SubstitutePayload']> = {
  substitute?: Resolver<ResolversTypes['Substitute'], ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type GridAliasResolvers<ContextType = any, ParentType extends ResolversParentTypes['GridAlias'] = ResolversParentTypes['GridAlias']> = {
  scheme?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type GridBoundaryVersionResolvers<ContextType = any, ParentType extends ResolversParentTypes['GridBoundaryVersion'] = ResolversParentTypes['GridBoundaryVersion']> = {
  boundary?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  areaM2?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  drawnBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GridLineageResolvers<ContextType = any, ParentType extends ResolversParentTypes['GridLineage'] = ResolversParentTypes['GridLineage']> = {
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  change?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BuildingResolvers<ContextType = any, ParentType extends ResolversParentTypes['Building'] = ResolversParentTypes['Building']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  compound?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  floors?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  leader?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  floorLeaders?: Resolver<Array<ResolversTypes['BuildingFloor']>, ParentType, ContextType>;
};

export type BuildingFloorResolvers<ContextType = any, ParentType extends ResolversParentTypes['BuildingFloor'] = ResolversParentTypes['BuildingFloor']> = {
  floor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  leader?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
};

export type BuildingConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['BuildingConnection'] = ResolversParentTypes['BuildingConnection']> = {
  edges?: Resolver<Array<ResolversTypes['BuildingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Building']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BuildingEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['BuildingEdge'] = ResolversParentTypes['BuildingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Building'], ParentType, ContextType>;
};

export type HouseholdResolvers<ContextType = any, ParentType extends ResolversParentTypes['Household'] = ResolversParentTypes['Household']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  buildingId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  floor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  room?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  headName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  permanent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  members?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HouseholdConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['HouseholdConnection'] = ResolversParentTypes['HouseholdConnection']> = {
  edges?: Resolver<Array<ResolversTypes['HouseholdEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Household']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type HouseholdEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['HouseholdEdge'] = ResolversParentTypes['HouseholdEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Household'], ParentType, ContextType>;
};

export type KeyPersonResolvers<ContextType = any, ParentType extends ResolversParentTypes['KeyPerson'] = ResolversParentTypes['KeyPerson']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  householdId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['KeyPersonCategory'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  careNote?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  weeklyVisit?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type KeyPersonConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['KeyPersonConnection'] = ResolversParentTypes['KeyPersonConnection']> = {
  edges?: Resolver<Array<ResolversTypes['KeyPersonEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['KeyPerson']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type KeyPersonEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['KeyPersonEdge'] = ResolversParentTypes['KeyPersonEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['KeyPerson'], ParentType, ContextType>;
};

export type KeyPersonTotalResolvers<ContextType = any, ParentType extends ResolversParentTypes['KeyPersonTotal'] = ResolversParentTypes['KeyPersonTotal']> = {
  category?: Resolver<ResolversTypes['KeyPersonCategory'], ParentType, ContextType>;
  categoryZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  weeklyVisit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BoundaryFindingResolvers<ContextType = any, ParentType extends ResolversParentTypes['BoundaryFinding'] = ResolversParentTypes['BoundaryFinding']> = {
  kind?: Resolver<ResolversTypes['BoundaryFindingKind'], ParentType, ContextType>;
  gridCodes?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  areaM2?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  textEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  textZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GridRuleFindingResolvers<ContextType = any, ParentType extends ResolversParentTypes['GridRuleFinding'] = ResolversParentTypes['GridRuleFinding']> = {
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  others?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  textEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  textZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GridRuleReportResolvers<ContextType = any, ParentType extends ResolversParentTypes['GridRuleReport'] = ResolversParentTypes['GridRuleReport']> = {
  checked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  findings?: Resolver<Array<ResolversTypes['GridRuleFinding']>, ParentType, ContextType>;
};

export type GridPlanFaultResolvers<ContextType = any, ParentType extends ResolversParentTypes['GridPlanFault'] = ResolversParentTypes['GridPlanFault']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  object?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  textEn?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  textZh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GridMoveResolvers<ContextType = any, ParentType extends ResolversParentTypes['GridMove'] = ResolversParentTypes['GridMove']> = {
  kind?: Resolver<ResolversTypes['HoldingKind'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GridRecodingResolvers<ContextType = any, ParentType extends ResolversParentTypes['GridRecoding'] = ResolversParentTypes['GridRecoding']> = {
  from?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ReorganiseGridsPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['ReorganiseGridsPayload'] = ResolversParentTypes['ReorganiseGridsPayload']> = {
  applied?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  faults?: Resolver<Array<ResolversTypes['GridPlanFault']>, ParentType, ContextType>;
  recoded?: Resolver<Array<ResolversTypes['GridRecoding']>, ParentType, ContextType>;
  moves?: Resolver<Array<ResolversTypes['GridMove']>, ParentType, ContextType>;
  findings?: Resolver<Array<ResolversTypes['BoundaryFinding']>, ParentType, ContextType>;
  grids?: Resolver<Array<ResolversTypes['Grid']>, ParentType, ContextType>;
};

export type SetGridBoundaryPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['SetGridBoundaryPayload'] = ResolversParentTypes['SetGridBoundaryPayload']> = {
  applied?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  faults?: Resolver<Array<ResolversTypes['GridPlanFault']>, ParentType, ContextType>;
  findings?: Resolver<Array<ResolversTypes['BoundaryFinding']>, ParentType, ContextType>;
  grid?: Resolver<Maybe<ResolversTypes['Grid']>, ParentType, ContextType>;
};

export type RevealHouseholdPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RevealHouseholdPayload'] = ResolversParentTypes['RevealHouseholdPayload']> = {
  household?: Resolver<ResolversTypes['Household'], ParentType, ContextType>;
};

export type RevealKeyPersonPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RevealKeyPersonPayload'] = ResolversParentTypes['RevealKeyPersonPayload']> = {
  keyPerson?: Resolver<ResolversTypes['KeyPerson'], ParentType, ContextType>;
};

export type SaveHouseholdPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['SaveHouseholdPayload'] = ResolversParentTypes['SaveHouseholdPayload']> = {
  household?: Resolver<ResolversTypes['Household'], ParentType, ContextType>;
};

export type SaveKeyPersonPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['SaveKeyPersonPayload'] = ResolversParentTypes['SaveKeyPersonPayload']> = {
  keyPerson?: Resolver<ResolversTypes['KeyPerson'], ParentType, ContextType>;
};

export type TalentResolvers<ContextType = any, ParentType extends ResolversParentTypes['Talent'] = ResolversParentTypes['Talent']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consentedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  fields?: Resolver<Array<ResolversTypes['NamedCode']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  groups?: Resolver<Array<ResolversTypes['TalentGroup']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TalentConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['TalentConnection'] = ResolversParentTypes['TalentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['TalentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Talent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TalentEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['TalentEdge'] = ResolversParentTypes['TalentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Talent'], ParentType, ContextType>;
};

export type TalentGroupResolvers<ContextType = any, ParentType extends ResolversParentTypes['TalentGroup'] = ResolversParentTypes['TalentGroup']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  gridCode?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['NamedCode'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  memberCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  talentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TalentGroupConnectionResolvers<ContextType = any, ParentType extends ResolversParentTypes['TalentGroupConnection'] = ResolversParentTypes['TalentGroupConnection']> = {
  edges?: Resolver<Array<ResolversTypes['TalentGroupEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['TalentGroup']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type TalentGroupEdgeResolvers<ContextType = any, ParentType extends ResolversParentTypes['TalentGroupEdge'] = ResolversParentTypes['TalentGroupEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TalentGroup'], ParentType, ContextType>;
};

export type SaveTalentPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['SaveTalentPayload'] = ResolversParentTypes['SaveTalentPayload']> = {
  talent?: Resolver<ResolversTypes['Talent'], ParentType, ContextType>;
};

export type SaveTalentGroupPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['SaveTalentGroupPayload'] = ResolversParentTypes['SaveTalentGroupPayload']> = {
  group?: Resolver<ResolversTypes['TalentGroup'], ParentType, ContextType>;
};

export type RevealTalentPayloadResolvers<ContextType = any, ParentType extends ResolversParentTypes['RevealTalentPayload'] = ResolversParentTypes['RevealTalentPayload']> = {
  talent?: Resolver<ResolversTypes['Talent'], ParentType, ContextType>;
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

export type MutationResolvers<ContextType = any, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createRoster?: Resolver<ResolversTypes['RosterPayload'], ParentType, ContextType, RequireFields<MutationCreateRosterArgs, 'input'>>;
  changeRoster?: Resolver<ResolversTypes['RosterPayload'], ParentType, ContextType, RequireFields<MutationChangeRosterArgs, 'input'>>;
  changeShift?: Resolver<ResolversTypes['RosterPayload'], ParentType, ContextType, RequireFields<MutationChangeShiftArgs, 'input'>>;
  swapShifts?: Resolver<ResolversTypes['RosterPayload'], ParentType, ContextType, RequireFields<MutationSwapShiftsArgs, 'input'>>;
  undoShiftChange?: Resolver<ResolversTypes['RosterPayload'], ParentType, ContextType, RequireFields<MutationUndoShiftChangeArgs, 'input'>>;
  createParty?: Resolver<ResolversTypes['PartyPayload'], ParentType, ContextType, RequireFields<MutationCreatePartyArgs, 'input'>>;
  endParty?: Resolver<ResolversTypes['PartyPayload'], ParentType, ContextType, RequireFields<MutationEndPartyArgs, 'input'>>;
  createPerson?: Resolver<ResolversTypes['PersonPayload'], ParentType, ContextType, RequireFields<MutationCreatePersonArgs, 'input'>>;
  createPost?: Resolver<ResolversTypes['PostPayload'], ParentType, ContextType, RequireFields<MutationCreatePostArgs, 'input'>>;
  updatePost?: Resolver<ResolversTypes['PostPayload'], ParentType, ContextType, RequireFields<MutationUpdatePostArgs, 'input'>>;
  endPost?: Resolver<ResolversTypes['PostPayload'], ParentType, ContextType, RequireFields<MutationEndPostArgs, 'input'>>;
  recordAbsence?: Resolver<ResolversTypes['AbsencePayload'], ParentType, ContextType, RequireFields<MutationRecordAbsenceArgs, 'input'>>;
  endAbsence?: Resolver<ResolversTypes['AbsencePayload'], ParentType, ContextType, RequireFields<MutationEndAbsenceArgs, 'input'>>;
  revealAbsenceReason?: Resolver<ResolversTypes['RevealAbsenceReasonPayload'], ParentType, ContextType, RequireFields<MutationRevealAbsenceReasonArgs, 'input'>>;
  addSubstitute?: Resolver<ResolversTypes['SubstitutePayload'], ParentType, ContextType, RequireFields<MutationAddSubstituteArgs, 'input'>>;
  endSubstitute?: Resolver<ResolversTypes['SubstitutePayload'], ParentType, ContextType, RequireFields<MutationEndSubstituteArgs, 'input'>>;
  splitGrid?: Resolver<ResolversTypes['ReorganiseGridsPayload'], ParentType, ContextType, RequireFields<MutationSplitGridArgs, 'input'>>;
  mergeGrids?: Resolver<ResolversTypes['ReorganiseGridsPayload'], ParentType, ContextType, RequireFields<MutationMergeGridsArgs, 'input'>>;
  setGridBoundary?: Resolver<ResolversTypes['SetGridBoundaryPayload'], ParentType, ContextType, RequireFields<MutationSetGridBoundaryArgs, 'input'>>;
  saveHousehold?: Resolver<ResolversTypes['SaveHouseholdPayload'], ParentType, ContextType, RequireFields<MutationSaveHouseholdArgs, 'input'>>;
  saveKeyPerson?: Resolver<ResolversTypes['SaveKeyPersonPayload'], ParentType, ContextType, RequireFields<MutationSaveKeyPersonArgs, 'input'>>;
  revealHousehold?: Resolver<ResolversTypes['RevealHouseholdPayload'], ParentType, ContextType, RequireFields<MutationRevealHouseholdArgs, 'input'>>;
  revealKeyPerson?: Resolver<ResolversTypes['RevealKeyPersonPayload'], ParentType, ContextType, RequireFields<MutationRevealKeyPersonArgs, 'input'>>;
  saveTalent?: Resolver<ResolversTypes['SaveTalentPayload'], ParentType, ContextType, RequireFields<MutationSaveTalentArgs, 'input'>>;
  saveTalentGroup?: Resolver<ResolversTypes['SaveTalentGroupPayload'], ParentType, ContextType, RequireFields<MutationSaveTalentGroupArgs, 'input'>>;
  revealTalent?: Resolver<ResolversTypes['RevealTalentPayload'], ParentType, ContextType, RequireFields<MutationRevealTalentArgs, 'input'>>;
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
  DutyAnswer?: DutyAnswerResolvers<ContextType>;
  DutyStep?: DutyStepResolvers<ContextType>;
  DutyCandidate?: DutyCandidateResolvers<ContextType>;
  Roster?: RosterResolvers<ContextType>;
  Shift?: ShiftResolvers<ContextType>;
  ShiftChange?: ShiftChangeResolvers<ContextType>;
  RosterFault?: RosterFaultResolvers<ContextType>;
  RosterPayload?: RosterPayloadResolvers<ContextType>;
  NamedCode?: NamedCodeResolvers<ContextType>;
  PartyConnection?: PartyConnectionResolvers<ContextType>;
  PartyEdge?: PartyEdgeResolvers<ContextType>;
  PostConnection?: PostConnectionResolvers<ContextType>;
  PostEdge?: PostEdgeResolvers<ContextType>;
  Substitute?: SubstituteResolvers<ContextType>;
  Absence?: AbsenceResolvers<ContextType>;
  CrossPost?: CrossPostResolvers<ContextType>;
  TeamCheck?: TeamCheckResolvers<ContextType>;
  TeamMember?: TeamMemberResolvers<ContextType>;
  PartyPayload?: PartyPayloadResolvers<ContextType>;
  PersonPayload?: PersonPayloadResolvers<ContextType>;
  PostPayload?: PostPayloadResolvers<ContextType>;
  AbsencePayload?: AbsencePayloadResolvers<ContextType>;
  RevealAbsenceReasonPayload?: RevealAbsenceReasonPayloadResolvers<ContextType>;
  SubstitutePayload?: SubstitutePayloadResolvers<ContextType>;
  GridAlias?: GridAliasResolvers<ContextType>;
  GridBoundaryVersion?: GridBoundaryVersionResolvers<ContextType>;
  GridLineage?: GridLineageResolvers<ContextType>;
  Building?: BuildingResolvers<ContextType>;
  BuildingFloor?: BuildingFloorResolvers<ContextType>;
  BuildingConnection?: BuildingConnectionResolvers<ContextType>;
  BuildingEdge?: BuildingEdgeResolvers<ContextType>;
  Household?: HouseholdResolvers<ContextType>;
  HouseholdConnection?: HouseholdConnectionResolvers<ContextType>;
  HouseholdEdge?: HouseholdEdgeResolvers<ContextType>;
  KeyPerson?: KeyPersonResolvers<ContextType>;
  KeyPersonConnection?: KeyPersonConnectionResolvers<ContextType>;
  KeyPersonEdge?: KeyPersonEdgeResolvers<ContextType>;
  KeyPersonTotal?: KeyPersonTotalResolvers<ContextType>;
  BoundaryFinding?: BoundaryFindingResolvers<ContextType>;
  GridRuleFinding?: GridRuleFindingResolvers<ContextType>;
  GridRuleReport?: GridRuleReportResolvers<ContextType>;
  GridPlanFault?: GridPlanFaultResolvers<ContextType>;
  GridMove?: GridMoveResolvers<ContextType>;
  GridRecoding?: GridRecodingResolvers<ContextType>;
  ReorganiseGridsPayload?: ReorganiseGridsPayloadResolvers<ContextType>;
  SetGridBoundaryPayload?: SetGridBoundaryPayloadResolvers<ContextType>;
  RevealHouseholdPayload?: RevealHouseholdPayloadResolvers<ContextType>;
  RevealKeyPersonPayload?: RevealKeyPersonPayloadResolvers<ContextType>;
  SaveHouseholdPayload?: SaveHouseholdPayloadResolvers<ContextType>;
  SaveKeyPersonPayload?: SaveKeyPersonPayloadResolvers<ContextType>;
  Talent?: TalentResolvers<ContextType>;
  TalentConnection?: TalentConnectionResolvers<ContextType>;
  TalentEdge?: TalentEdgeResolvers<ContextType>;
  TalentGroup?: TalentGroupResolvers<ContextType>;
  TalentGroupConnection?: TalentGroupConnectionResolvers<ContextType>;
  TalentGroupEdge?: TalentGroupEdgeResolvers<ContextType>;
  SaveTalentPayload?: SaveTalentPayloadResolvers<ContextType>;
  SaveTalentGroupPayload?: SaveTalentGroupPayloadResolvers<ContextType>;
  RevealTalentPayload?: RevealTalentPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Severity?: SeverityResolvers;
  PageInfo?: PageInfoResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
};
