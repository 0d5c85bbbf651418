import { integer, oneOf, text, topicFilters, url } from './kinds.ts';
import { secret, settled, unset } from './setting.ts';

/** Servers of one’s own: broker, Postgres, InfluxDB. */
export const SERVER_SETTINGS = {
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
    '8000',
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
};
