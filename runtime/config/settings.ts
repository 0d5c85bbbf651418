import {
  host,
  integer,
  type Kind,
  key32,
  namedSecrets,
  namedUrls,
  networks,
  oneOf,
  onOff,
  origins,
  originsOrAll,
  port,
  text,
  topicFilters,
  url,
  zone,
} from './kinds.ts';

/** One environment variable: what it is for, how it is read, what it is when it is not set. */
export interface Setting<T> {
  section: SectionName;
  kind: Kind<T>;
  /** The default as one would write it; null: not set. */
  shown: string | null;
  /** The default as read. */
  fallback: T | null;
  en: string;
  zh: string;
  /** A secret is never shown in a fault, and `<NAME>_FILE` may name a file that holds it. */
  secret: boolean;
  /** The file of `<NAME>_FILE` is made by its owner when it is not there yet. */
  fileMayBeMissing: boolean;
}

/** A setting that always has a value. */
export interface Settled<T> extends Setting<T> {
  shown: string;
  fallback: T;
}

export const SECTIONS = {
  hub: { en: 'The hub itself', zh: '枢纽本身' },
  mqtt: {
    en: 'An MQTT broker of your own instead of the built-in one',
    zh: '使用已有的 MQTT 服务器代替内置服务器',
  },
  postgres: {
    en: 'Postgres of your own instead of the embedded one',
    zh: '使用已有的 Postgres 代替内嵌数据库',
  },
  influx: { en: 'InfluxDB for the alert history', zh: '用于告警历史的 InfluxDB' },
  auth: { en: 'Tokens', zh: '令牌' },
  notify: { en: 'Notifications', zh: '通知外发' },
  residents: { en: 'Residents and the public', zh: '居民与公众' },
  apart: { en: 'Every process by itself', zh: '各进程独立运行' },
  telemetry: {
    en: 'Traces to an OpenTelemetry collector; nothing is sent without an endpoint',
    zh: '向 OpenTelemetry 收集器发送链路追踪；未设置地址时不发送任何数据',
  },
  retention: { en: 'How long things are kept', zh: '保留时长' },
  limits: { en: 'Limits', zh: '上限' },
} as const satisfies Record<string, { en: string; zh: string }>;
export type SectionName = keyof typeof SECTIONS;

type Extra = { secret?: boolean; fileMayBeMissing?: boolean };

function unset<T>(
  section: SectionName,
  kind: Kind<T>,
  en: string,
  zh: string,
  extra: Extra = {},
): Setting<T> {
  return {
    section,
    kind,
    shown: null,
    fallback: null,
    en,
    zh,
    secret: false,
    fileMayBeMissing: false,
    ...extra,
  };
}

function settled<T>(section: SectionName, kind: Kind<T>, shown: string, en: string, zh: string): Settled<T> {
  const reading = kind.read(shown);
  if ('fault' in reading) throw new Error(`default ${shown} ${reading.fault.en}`);
  return { section, kind, shown, fallback: reading.value, en, zh, secret: false, fileMayBeMissing: false };
}

const secret = { secret: true };

/** Every setting of the hub. `.env.example` is made from this table; nothing else reads the environment. */
export const SETTINGS = {
  HUB_HTTP_HOST: settled('hub', host, '127.0.0.1', 'Address that GraphQL listens on', 'GraphQL 监听地址'),
  HUB_HTTP_PORT: settled('hub', port, '4000', 'Port of GraphQL', 'GraphQL 端口'),
  HUB_MQTT_HOST: settled(
    'hub',
    host,
    '127.0.0.1',
    'Address of the built-in MQTT broker',
    '内置 MQTT 服务器地址',
  ),
  HUB_MQTT_PORT: settled('hub', port, '1883', 'Port of the built-in MQTT broker', '内置 MQTT 服务器端口'),
  HUB_DATA_DIR: settled('hub', text, './.hub', 'Folder of the database and the key', '数据库与密钥所在目录'),
  HUB_DEMO: unset(
    'hub',
    onOff,
    'Demo community and simulator; on when not set, but off with MQTT_URL, HUB_SOURCES_FILE or DATABASE_URL',
    '演示社区与模拟器；默认开启，设置了 MQTT_URL、HUB_SOURCES_FILE 或 DATABASE_URL 时默认关闭',
  ),
  HUB_SITE_ZONE: settled(
    'hub',
    zone,
    'Asia/Shanghai',
    'Zone of times that a device gives without one',
    '设备时间未带时区时所用的时区',
  ),
  HUB_GOVERNANCE_DIR: unset(
    'hub',
    text,
    'Folder of the place’s own calendars, clock policies, matters, profiles and rules (docs/governance.md)',
    '本地日历、时限政策、事项、流程与规则所在目录（docs/governance.md）',
  ),
  HUB_EVIDENCE_ORIGINS: unset(
    'hub',
    origins,
    'Where evidence files may lie beside https on public names, for example an object store of your own',
    '除公网 https 地址外，佐证文件允许存放的源，例如自建对象存储',
  ),
  HUB_LOG_LEVEL: settled(
    'hub',
    oneOf('trace', 'debug', 'info', 'warn', 'error', 'silent'),
    'info',
    'Least level that is logged',
    '最低日志级别',
  ),
  HUB_LOG_FORMAT: settled(
    'hub',
    oneOf('auto', 'json', 'pretty'),
    'auto',
    'auto: pretty on a terminal, JSON elsewhere',
    'auto：终端为易读格式，其他为 JSON',
  ),
  HUB_INTROSPECTION: unset(
    'hub',
    onOff,
    'Schema introspection; off when NODE_ENV=production, else on',
    '模式自省；NODE_ENV=production 时默认关闭，否则开启',
  ),

  MQTT_URL: unset('mqtt', url('mqtt', 'mqtts'), 'Broker to read from', '读取消息的服务器', secret),
  MQTT_USERNAME: unset('mqtt', text, 'User name at the broker', '服务器用户名'),
  MQTT_PASSWORD: unset('mqtt', text, 'Password at the broker', '服务器密码', secret),
  MQTT_CLIENT_ID: settled(
    'mqtt',
    text,
    'wangge-hub',
    'Client id; its persistent session keeps what arrives while the hub is down',
    '客户端标识；其持久会话保留停机期间到达的消息',
  ),
  MQTT_RECEIVE_MAXIMUM: settled(
    'mqtt',
    integer(1, 65_535),
    '2000',
    'Messages in flight before the broker waits (MQTT 5)',
    '未确认消息数上限（MQTT 5）',
  ),
  MQTT_TOPICS: unset(
    'mqtt',
    topicFilters,
    'Topic filters to read; all that a codec knows when not set',
    '订阅的主题过滤器；未设置时为全部编解码器的主题',
  ),
  HUB_PROBE_SECONDS: settled(
    'mqtt',
    integer(0, 3_600),
    '10',
    'Every so many seconds a probe goes through each broker into intake and the database; 0: none',
    '每隔多少秒经各服务器向接入与数据库发送一次探测；0 为关闭',
  ),
  HUB_SOURCES_FILE: unset(
    'mqtt',
    text,
    'YAML or JSON file that says which codec reads which topics of which brokers (docs/sources.md)',
    '说明各服务器各主题由哪个编解码器读取的 YAML 或 JSON 文件（docs/sources.md）',
  ),

  DATABASE_URL: unset(
    'postgres',
    url('postgres', 'postgresql'),
    'Postgres 15 or later',
    'Postgres 15 及以上',
    secret,
  ),
  HUB_POSTGRES_CONNECTIONS: settled(
    'postgres',
    integer(2, 500),
    '10',
    'Connections of one process at most',
    '每个进程的最大连接数',
  ),

  INFLUX_URL: unset('influx', url('http', 'https'), 'InfluxDB 1.x, 2.x or 3.x', 'InfluxDB 1.x、2.x 或 3.x'),
  INFLUX_VERSION: settled(
    'influx',
    oneOf('auto', '1', '2', '3'),
    'auto',
    'Which one it is; auto asks the server',
    '版本；auto 由服务器告知',
  ),
  INFLUX_DATABASE: unset(
    'influx',
    text,
    'Database (1.x, 3.x); with a bucket, the database mapped to it (the bucket’s name when not set)',
    '数据库（1.x、3.x）；使用存储桶时为其映射的数据库（默认同名）',
  ),
  INFLUX_RETENTION_POLICY: unset('influx', text, 'Retention policy (1.x)', '保留策略（1.x）'),
  INFLUX_USERNAME: unset('influx', text, 'User name (1.x)', '用户名（1.x）'),
  INFLUX_PASSWORD: unset('influx', text, 'Password (1.x)', '密码（1.x）', secret),
  INFLUX_TOKEN: unset('influx', text, 'Token (2.x, 3.x)', '令牌（2.x、3.x）', secret),
  INFLUX_ORG: unset('influx', text, 'Organisation (2.x)', '组织（2.x）'),
  INFLUX_BUCKET: unset('influx', text, 'Bucket (2.x)', '存储桶（2.x）'),
  INFLUX_TIMEOUT_MS: settled(
    'influx',
    integer(100, 600_000),
    '10000',
    'Deadline of one call, ms',
    '单次调用的期限（毫秒）',
  ),

  HUB_AUTH_KEY: unset(
    'auth',
    text,
    'Ed25519 private key (JWK or PEM) that signs and checks tokens; made in the data folder when not set. ' +
      'Processes apart share it by HUB_AUTH_KEY_FILE, which is made when missing',
    '签发与校验令牌的 Ed25519 私钥（JWK 或 PEM）；未设置时在数据目录中生成。' +
      '独立进程通过 HUB_AUTH_KEY_FILE 共用，文件不存在时自动生成',
    { secret: true, fileMayBeMissing: true },
  ),
  HUB_JWKS_URL: unset(
    'auth',
    url('http', 'https'),
    'Keys of an OIDC issuer whose tokens count; needs HUB_ISSUER and HUB_AUDIENCE',
    'OIDC 签发方的公钥地址；须同时设置 HUB_ISSUER 与 HUB_AUDIENCE',
  ),
  HUB_ISSUER: unset('auth', text, '`iss` that a token must have', '令牌必须具有的 `iss`'),
  HUB_AUDIENCE: unset('auth', text, '`aud` that a token must have', '令牌必须具有的 `aud`'),

  HUB_SECRET_KEY: unset(
    'notify',
    key32,
    'Key that seals the addresses and secrets of notification endpoints in the database; made in the data folder when ' +
      'not set. Processes apart share it by HUB_SECRET_KEY_FILE, which is made when missing. Keep it with the backups',
    '加密数据库中通知外发地址与密钥所用的密钥；未设置时在数据目录中生成。' +
      '独立进程通过 HUB_SECRET_KEY_FILE 共用，文件不存在时自动生成。请与备份一同保存',
    { secret: true, fileMayBeMissing: true },
  ),
  HUB_WEBHOOK_ALLOW_PRIVATE: unset(
    'notify',
    networks,
    'Private networks that notifications may be sent to; none when not set',
    '允许外发通知的内网网段；未设置时一律禁止',
  ),
  HUB_NOTIFY_LINK: unset(
    'notify',
    url('http', 'https'),
    'Page of an incident or work order in your console, with {kind} (incident, workOrder) and {id}; messages link to it',
    '控制台中事件或工单的页面地址，可含 {kind}（incident、workOrder）与 {id}；通知将附带该链接',
  ),
  HUB_PUBLIC_URL: unset(
    'notify',
    url('http', 'https'),
    'Address of the gateway for people’s browsers; messages then carry a link that acknowledges them without a login',
    '供浏览器访问网关的地址；设置后通知附带免登录的确认链接',
  ),
  HUB_NOTIFY_TIMEOUT_MS: settled(
    'notify',
    integer(100, 120_000),
    '10000',
    'Deadline of one attempt, ms',
    '单次发送的期限（毫秒）',
  ),
  HUB_NOTIFY_ATTEMPTS: settled(
    'notify',
    integer(1, 100),
    '12',
    'Attempts before a notification is a dead letter',
    '转入死信前的最大发送次数',
  ),
  HUB_NOTIFY_MAX_HOURS: settled(
    'notify',
    integer(1, 720),
    '24',
    'Hours of trying before a notification is a dead letter',
    '转入死信前的最长重试小时数',
  ),
  HUB_SMTP_URL: unset(
    'notify',
    url('smtp', 'smtps'),
    'Mail server: smtp://user:password@host:587 (STARTTLS where it is offered) or smtps://…:465',
    '邮件服务器：smtp://user:password@host:587（支持时使用 STARTTLS）或 smtps://…:465',
    secret,
  ),
  HUB_SMTP_FROM: unset('notify', text, 'Sender of mails', '邮件发件人'),

  HUB_PUBLIC_REPORTS: settled(
    'residents',
    onOff,
    'off',
    'Anybody may report and read what is published, without a token',
    '允许未登录者上报并查看公示内容',
  ),
  HUB_PUBLIC_REQUESTS_PER_MINUTE: settled(
    'residents',
    integer(1, 100_000),
    '60',
    'Root fields a minute that one address may ask without a token',
    '同一地址每分钟可免登录查询的根字段数',
  ),
  HUB_PUBLIC_REPORTS_PER_MINUTE: settled(
    'residents',
    integer(1, 100_000),
    '60',
    'Reports a minute without a token, all addresses together; one address may send a tenth of it',
    '每分钟免登录上报总数上限；同一地址为其十分之一',
  ),
  HUB_TRUSTED_PROXIES: unset(
    'residents',
    networks,
    'Addresses or networks of the proxies in front of the gateway, whose X-Forwarded-For counts for the limits',
    '网关前反向代理的地址或网段，其 X-Forwarded-For 用于限流',
  ),
  HUB_OPEN311: unset(
    'residents',
    onOff,
    'Open311 GeoReport v2 at /open311/v2; on in the demo, else off',
    'Open311 GeoReport v2 接口（/open311/v2）；演示时默认开启，否则关闭',
  ),
  HUB_OPEN311_KEYS: unset(
    'residents',
    namedSecrets,
    'api_key of each Open311 client: name=key, separated by commas; a key has at least 16 characters',
    '各 Open311 客户端的 api_key：名称=密钥，以逗号分隔；密钥至少 16 个字符',
    secret,
  ),
  HUB_OPEN311_JURISDICTION: unset(
    'residents',
    text,
    'jurisdiction_id of this site; without it any grid code of the site, or none',
    '本站点的 jurisdiction_id；未设置时为本站点任一网格编码，或不填',
  ),
  HUB_OPEN311_ORIGINS: unset(
    'residents',
    originsOrAll,
    'Web pages of other origins that may use Open311 from a browser (CORS); none when not set',
    '允许在浏览器中跨源访问 Open311 的网页源（CORS）；未设置时一律不允许',
  ),

  HUB_SUBGRAPH_HOST: settled('apart', host, '127.0.0.1', 'Address of a subgraph', '子图监听地址'),
  HUB_SUBGRAPH_PORT: settled('apart', port, '4001', 'Port of a subgraph', '子图端口'),
  HUB_SUBGRAPHS: unset(
    'apart',
    namedUrls,
    'Where the gateway finds the subgraphs: alerts=http://host:4001/graphql,devices=…',
    '网关访问各子图的地址：alerts=http://host:4001/graphql,devices=…',
  ),
  HUB_OPS_PORT: settled(
    'apart',
    port,
    '4010',
    'Port of /livez, /readyz and /metrics of the ingest process',
    '接入进程的 /livez、/readyz、/metrics 端口',
  ),

  OTEL_EXPORTER_OTLP_ENDPOINT: unset(
    'telemetry',
    url('http', 'https'),
    'Collector (OTLP/HTTP, JSON), for example http://collector:4318; /v1/traces is added',
    '收集器地址（OTLP/HTTP，JSON），例如 http://collector:4318；自动追加 /v1/traces',
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: unset(
    'telemetry',
    url('http', 'https'),
    'The same, whole, for traces alone',
    '仅用于链路追踪的完整地址',
  ),
  OTEL_EXPORTER_OTLP_HEADERS: unset(
    'telemetry',
    text,
    'Headers for the collector: name=value, separated by commas',
    '发往收集器的请求头：名称=值，以逗号分隔',
    secret,
  ),
  OTEL_EXPORTER_OTLP_PROTOCOL: unset(
    'telemetry',
    oneOf('http/json'),
    'How the collector is spoken to',
    '与收集器通信的协议',
  ),
  OTEL_EXPORTER_OTLP_COMPRESSION: unset(
    'telemetry',
    oneOf('none', 'gzip'),
    'Compression of what is sent',
    '发送内容的压缩方式',
  ),
  OTEL_EXPORTER_OTLP_TIMEOUT: unset(
    'telemetry',
    integer(1, 600_000),
    'Deadline of one batch, ms (10000)',
    '发送一批的期限（毫秒，默认 10000）',
  ),
  OTEL_SERVICE_NAME: unset(
    'telemetry',
    text,
    'Name of this process in the traces; wangge-hub, or wangge-hub-gateway, … when not set',
    '本进程在链路追踪中的名称；默认为 wangge-hub，或 wangge-hub-gateway 等',
  ),
  OTEL_RESOURCE_ATTRIBUTES: unset(
    'telemetry',
    text,
    'More about this process: key=value, separated by commas',
    '本进程的其他属性：键=值，以逗号分隔',
  ),
  OTEL_TRACES_SAMPLER: unset(
    'telemetry',
    oneOf(
      'always_on',
      'always_off',
      'traceidratio',
      'parentbased_always_on',
      'parentbased_always_off',
      'parentbased_traceidratio',
    ),
    'Which traces are kept (parentbased_always_on)',
    '采样策略（默认 parentbased_always_on）',
  ),
  OTEL_TRACES_SAMPLER_ARG: unset(
    'telemetry',
    text,
    'Share that the traceidratio samplers keep, 0 to 1',
    'traceidratio 采样比例，0 至 1',
  ),
  OTEL_BSP_SCHEDULE_DELAY: unset(
    'telemetry',
    integer(1, 600_000),
    'A batch is sent so many ms after its first span (5000)',
    '首个 span 之后多少毫秒发送一批（默认 5000）',
  ),
  OTEL_BSP_MAX_QUEUE_SIZE: unset(
    'telemetry',
    integer(1, 1_000_000),
    'Spans that may wait in memory; more are dropped (2048)',
    '内存中等待的 span 数上限，超出则丢弃（默认 2048）',
  ),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: unset(
    'telemetry',
    integer(1, 1_000_000),
    'Spans of one batch at most (512)',
    '每批 span 数上限（默认 512）',
  ),
  OTEL_TRACES_EXPORTER: unset(
    'telemetry',
    oneOf('otlp', 'none'),
    'none: no traces, whatever the endpoint',
    'none：不发送链路追踪',
  ),
  OTEL_SDK_DISABLED: unset(
    'telemetry',
    oneOf('true', 'false'),
    'true: nothing is loaded or sent',
    'true：不加载也不发送',
  ),

  HUB_ALERT_LOG_HOURS: settled(
    'retention',
    integer(1, 8_760),
    '48',
    'Hours that alerts stay in Postgres once InfluxDB has them',
    '告警写入 InfluxDB 后在 Postgres 中保留的小时数',
  ),
  HUB_SERIES_DAYS: settled(
    'retention',
    integer(1, 36_500),
    '400',
    'Days that alerts and readings are kept',
    '告警与读数的保留天数',
  ),
  HUB_FEED_DAYS: settled(
    'retention',
    integer(1, 365),
    '7',
    'Days that a subscriber may be away and resume',
    '订阅者可离线后续传的天数',
  ),
  HUB_NOTIFY_DAYS: settled(
    'retention',
    integer(1, 3_650),
    '90',
    'Days that finished notifications and their receipts are kept',
    '已完结通知及其回执的保留天数',
  ),
  HUB_QUARANTINE_DAYS: settled(
    'retention',
    integer(1, 3_650),
    '30',
    'Days that refused frames are kept',
    '被拒报文的保留天数',
  ),
  HUB_QUARANTINE_ROWS: settled(
    'retention',
    integer(100, 100_000_000),
    '100000',
    'Refused frames kept at most',
    '被拒报文的最大条数',
  ),
  HUB_QUARANTINE_SAMPLES: settled(
    'retention',
    integer(1, 10_000),
    '50',
    'Refused frames kept of one fault, so that they can be looked at and replayed',
    '同一故障保留的报文数，供查看与重放',
  ),
  HUB_CONTACT_DAYS: settled(
    'retention',
    integer(1, 3_650),
    '90',
    "Days that a reporter's name, telephone and mail address are kept after the order ended",
    '上报人联系方式在工单办结后的保留天数',
  ),

  HUB_MAX_PAYLOAD_BYTES: settled(
    'limits',
    integer(1_024, 268_435_455),
    '262144',
    'Largest MQTT payload that is read',
    'MQTT 负载上限（字节）',
  ),
  HUB_BATCH_SIZE: settled('limits', integer(1, 20_000), '2000', 'Frames of one commit', '单次提交的报文数'),
  HUB_QUEUE_FRAMES: settled(
    'limits',
    integer(1, 1_000_000),
    '20000',
    'Frames that may wait in memory',
    '内存中等待的报文数上限',
  ),
  HUB_MAX_SUBSCRIPTIONS: settled(
    'limits',
    integer(1, 1_000_000),
    '10000',
    'GraphQL subscriptions of one gateway',
    '单个网关的订阅数上限',
  ),
  HUB_SUBSCRIPTION_QUEUE: settled(
    'limits',
    integer(1, 1_000_000),
    '1000',
    'Events that may wait for one slow subscriber',
    '单个慢订阅者的积压上限',
  ),
  HUB_MAX_BODY_BYTES: settled(
    'limits',
    integer(1_024, 104_857_600),
    '1048576',
    'Largest GraphQL request',
    'GraphQL 请求上限（字节）',
  ),
  HUB_MAX_TOKENS: settled(
    'limits',
    integer(100, 1_000_000),
    '4000',
    'Tokens of a document',
    '文档词法单元上限',
  ),
  HUB_MAX_DEPTH: settled('limits', integer(2, 100), '14', 'Depth of a document', '文档嵌套深度上限'),
  HUB_MAX_ALIASES: settled('limits', integer(1, 10_000), '60', 'Aliases of a document', '文档别名数上限'),
  HUB_MAX_ROOT_FIELDS: settled(
    'limits',
    integer(1, 1_000),
    '20',
    'Root fields of a document',
    '文档根字段数上限',
  ),
  HUB_MAX_SELECTIONS: settled(
    'limits',
    integer(10, 100_000),
    '1500',
    'Selections of a document, fragments spread out',
    '文档选择数上限（展开片段后）',
  ),
  HUB_MAX_COST: settled(
    'limits',
    integer(100, 100_000_000),
    '100000',
    'Cost of a document: fields times the length of the lists around them',
    '文档代价上限：字段数乘以外层列表长度',
  ),
  HUB_SUBGRAPH_TIMEOUT_MS: settled(
    'limits',
    integer(100, 600_000),
    '15000',
    'Deadline of one call to a subgraph, ms',
    '调用子图的期限（毫秒）',
  ),
  HUB_SUBGRAPH_RESPONSE_BYTES: settled(
    'limits',
    integer(10_000, 1_073_741_824),
    '33554432',
    'Largest answer of a subgraph',
    '子图响应上限（字节）',
  ),
};

export type SettingName = keyof typeof SETTINGS;
