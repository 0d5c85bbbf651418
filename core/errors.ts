/**
 * Every error a caller can meet, by its stable code (`extensions.code` in GraphQL, `code` in logs and the quarantine).
 * `status` is the HTTP status where one is shown; `fix` says how to mend it. `{name}` is filled from the error's detail.
 */
export const ERRORS = {
  UNAUTHENTICATED: {
    status: 401,
    en: 'This request carries no valid token: {reason}.',
    zh: '请求没有有效令牌：{reason}。',
    fix: 'Send `Authorization: Bearer <JWT>`; `npx hub token --role operations --grid 5114` prints one.',
  },
  FORBIDDEN: {
    status: 403,
    en: 'Your roles do not allow {action}.',
    zh: '您的角色无权执行 {action}。',
    fix: 'Ask an administrator for a role that holds this right.',
  },
  OUT_OF_SCOPE: {
    status: 403,
    en: '{what} lies outside the grids of your token.',
    zh: '{what} 不在您的网格范围内。',
    fix: 'Use a token whose `grids` claim covers it.',
  },
  NOT_FOUND: {
    status: 404,
    en: '{what} {id} does not exist, or you may not see it.',
    zh: '{what} {id} 不存在，或您无权查看。',
    fix: 'Check the id.',
  },
  BAD_USER_INPUT: {
    status: 400,
    en: '{path}: {reason}.',
    zh: '{path}：{reason}。',
    fix: 'Correct the named argument and send it again.',
  },
  BAD_CURSOR: {
    status: 400,
    en: 'The cursor in {path} is not one that this server gave.',
    zh: '{path} 中的游标不是本服务器发出的。',
    fix: 'Start again without it.',
  },
  CURSOR_EXPIRED: {
    status: 410,
    en: 'The cursor is older than the feed keeps ({keptDays} days).',
    zh: '游标早于事件流的保留期（{keptDays} 天）。',
    fix: 'Refetch the list, then subscribe again without `after`.',
  },
  ILLEGAL_TRANSITION: {
    status: 409,
    en: 'A work order in state {from} cannot {action}.',
    zh: '处于 {from} 状态的工单不能执行 {action}。',
    fix: 'Refetch the order; `WorkOrder.allowedActions` lists what it can do now.',
  },
  CONFLICT: {
    status: 409,
    en: '{what} {id} changed in the meantime (expected version {expected}, now {actual}).',
    zh: '{what} {id} 已被他人修改（期望版本 {expected}，当前 {actual}）。',
    fix: 'Refetch it and decide again.',
  },
  FOUR_EYES: {
    status: 409,
    en: 'The person who handled order {id} cannot also check it.',
    zh: '工单 {id} 的处置人不能兼任核查人。',
    fix: 'Let another person check it.',
  },
  DOCUMENT_TOO_LARGE: {
    status: 400,
    en: 'The document has {what} {actual}; this server takes {limit}.',
    zh: '查询文档的{what}为 {actual}，上限 {limit}。',
    fix: 'Ask for less in one document, or page through it.',
  },
  SLOW_CONSUMER: {
    status: 503,
    en: 'This subscription fell {behind} events behind and was ended.',
    zh: '该订阅积压 {behind} 条事件，已被断开。',
    fix: 'Subscribe again with `after` set to your last cursor.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    status: 429,
    en: 'This server already carries {limit} subscriptions.',
    zh: '本服务器的订阅数已达上限 {limit}。',
    fix: 'Retry later, or raise the limit the error names.',
  },
  SUBGRAPH_UNAVAILABLE: {
    status: 503,
    en: 'Subgraph {subgraph} did not answer: {reason}.',
    zh: '子图 {subgraph} 无响应：{reason}。',
    fix: 'Retry; see /readyz?verbose of the gateway.',
  },
  SERIES_UNAVAILABLE: {
    status: 503,
    en: 'The series store ({store}) did not answer: {reason}.',
    zh: '时序库（{store}）无响应：{reason}。',
    fix: 'Retry; alerts go on being taken in and will be written when it is back.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    en: 'Postgres did not answer: {reason}.',
    zh: 'Postgres 无响应：{reason}。',
    fix: 'Retry; see /readyz?verbose.',
  },
  CONFIG_INVALID: {
    status: 500,
    en: 'The configuration has {count} fault(s):\n{faults}',
    zh: '配置有 {count} 处错误：\n{faults}',
    fix: 'Correct the named settings; .env.example lists them all.',
  },
  PORT_BUSY: {
    status: 500,
    en: 'Port {port} ({what}) is already in use.',
    zh: '端口 {port}（{what}）已被占用。',
    fix: 'Stop the other process, or set {setting} to a free port.',
  },
  DATA_DIR: {
    status: 500,
    en: 'The data folder {path} cannot be used: {reason}.',
    zh: '数据目录 {path} 无法使用：{reason}。',
    fix: 'Set HUB_DATA_DIR to a folder that this user may write and no other hub uses.',
  },
  ISSUER_UNAVAILABLE: {
    status: 503,
    en: 'The token cannot be checked now: {reason}.',
    zh: '暂时无法校验令牌：{reason}。',
    fix: 'Retry; the operator should look at HUB_JWKS_URL.',
  },
  BROKER_UNAVAILABLE: {
    status: 503,
    en: 'The MQTT broker does not serve us: {reason}.',
    zh: 'MQTT 服务器不可用：{reason}。',
    fix: 'Check MQTT_URL, MQTT_TOPICS and the broker; the hub goes on trying by itself.',
  },
  RATE_LIMITED: {
    status: 429,
    en: 'Too many {what}: at most {limit} a minute.',
    zh: '{what}过于频繁：每分钟最多 {limit} 次。',
    fix: 'Wait a minute and send it again.',
  },
  INTERNAL: {
    status: 500,
    en: 'Something failed inside the hub (error id {errorId}).',
    zh: '系统内部错误（错误号 {errorId}）。',
    fix: 'Tell the operator the error id; the log has the cause.',
  },
} as const satisfies Record<string, { status: number; en: string; zh: string; fix: string }>;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorDetail = Readonly<Record<string, string | number | boolean | null>>;

function fill(template: string, detail: ErrorDetail): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    name in detail ? String(detail[name]) : whole,
  );
}

/** An error from the table: `message` English, `messageZh` Chinese, `detail` the values named in it. */
export class HubError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, detail: ErrorDetail = {}, options?: ErrorOptions) {
    super(fill(ERRORS[code].en, detail), options);
    this.name = 'HubError';
    this.code = code;
    this.detail = detail;
  }

  /** Chinese; `reasonZh` in the detail stands in for `reason` where both are given. */
  get messageZh(): string {
    const chinese = Object.entries(this.detail).flatMap(([name, value]) =>
      name.endsWith('Zh') ? [[name.slice(0, -2), value]] : [],
    );
    return fill(ERRORS[this.code].zh, { ...this.detail, ...Object.fromEntries(chinese) });
  }

  get fix(): string {
    return fill(ERRORS[this.code].fix, this.detail);
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
