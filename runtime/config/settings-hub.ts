import { host, integer, namedUrls, oneOf, onOff, origins, port, text, url, zone } from './kinds.ts';
import { secret, settled, unset } from './setting.ts';

/** The hub itself, its tokens, its processes apart, and what it tells of itself. */
export const HUB_SETTINGS = {
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
  HUB_GRAPH_ORIGINS: unset(
    'hub',
    origins,
    'Other origins whose web pages may use the graph from a browser: HTTP, event streams, WebSockets; none when not set',
    '允许在浏览器中跨源访问图接口（HTTP、事件流、WebSocket）的网页源；未设置时仅限同源',
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

  HUB_TRUST_TRACEPARENT: settled(
    'telemetry',
    onOff,
    'off',
    'The traces of whoever asks the gateway go on in the hub, and say what is recorded; off: they are only linked to',
    '沿用网关调用方的链路追踪及其采样标志；关闭时仅建立链接',
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
};
