import { integer, key32, namedSecrets, networks, onOff, originsOrAll, text, url } from './kinds.ts';
import { secret, settled, unset } from './setting.ts';

/** What goes out to people, and what is open to them. */
export const PEOPLE_SETTINGS = {
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
};
