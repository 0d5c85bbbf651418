import { ROLES, type Role } from '../core/permissions.ts';
import type { Missing } from './missing.ts';

export interface BannerFacts {
  httpUrl: string;
  mqttUrl: string;
  series: 'embedded' | 'influx';
  influxUrl: string | null;
  dataDir: string;
  /** A ready token per role for the demo; empty elsewhere: what is printed ends up in somebody's log. */
  tokens: readonly { role: Role; token: string }[];
  /** A device and its grid for the example frame; null where no grid exists yet. */
  example: { gridCode: string; deviceId: string } | null;
  /** Servers that cannot be used at the moment. */
  missing: readonly Missing[];
}

/** The query that the README starts with: an incident with fields of four subgraphs. */
export const FIRST_QUERY =
  '{ incidents(first: 3) { nodes { type { nameZh nameEn } severity count device { name } grid { name duty { post { role { nameZh } } person { title } } } workOrder { caseNumber state dispatchExplanation } } } }';

function mqttExample(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  if (protocol === 'mqtts:') return `-h ${hostname} -p ${port === '' ? '8883' : port} --tls-use-os-certs`;
  return `-h ${hostname} -p ${port === '' ? '1883' : port}`;
}

/** What is asked, as the body of a POST. */
const body = (query: string) => JSON.stringify({ query });
const WATCH =
  'subscription { incidentChanged { cursor change incident { type { nameZh } severity grid { name } workOrder { caseNumber } } } }';

export const READY = 'Wangge Hub 网格枢纽 is ready 已就绪';

function missingLines(missing: readonly Missing[]): string[] {
  return [
    'Wangge Hub 网格枢纽 has started, but not all of it works yet 已启动，以下部分尚不可用',
    '',
    ...missing.flatMap(({ name, en, zh }) => [`  ${name}: ${en}`, ...(zh === en ? [] : [`    ${zh}`])]),
  ];
}

/** What `npm start` prints on standard output once the hub has started. */
export function banner(facts: BannerFacts): string {
  const { httpUrl, mqttUrl, example } = facts;
  const rows: [string, string][] = [
    ['GraphQL', `${httpUrl}/graphql`],
    ['WebSocket', `${httpUrl.replace(/^http/, 'ws')}/graphql`],
    ['SSE', `${httpUrl}/graphql/stream`],
    ['MQTT', mqttUrl],
    ['Series 时序库', facts.series === 'influx' ? `InfluxDB ${facts.influxUrl}` : 'embedded 内嵌'],
    ['Health 健康', `${httpUrl}/readyz?verbose   ${httpUrl}/metrics`],
    ['Data 数据', facts.dataDir],
  ];
  const width = Math.max(...rows.map(([label]) => displayWidth(label)));
  const table = rows.map(
    ([label, value]) => `  ${label}${' '.repeat(width - displayWidth(label))}  ${value}`,
  );
  const headers = `-H 'content-type: application/json' -H "authorization: Bearer $TOKEN"`;
  return [
    '',
    ...(facts.missing.length === 0 ? [READY] : missingLines(facts.missing)),
    '',
    ...table,
    '',
    'For a second terminal, in this folder 以下命令在另一终端的同一目录中运行',
    '',
    ...tokenLines(facts.tokens),
    '',
    'Ask 查询',
    `  curl -s ${httpUrl}/graphql ${headers} -d '${body(FIRST_QUERY)}'`,
    '',
    ...(example === null ? EMPTY_SITE : exampleLines(mqttUrl, example)),
    '',
    'Watch live 实时订阅',
    `  curl -sN ${httpUrl}/graphql/stream ${headers} -d '${body(WATCH)}'`,
    '',
    'Ctrl-C stops it; the data stays. 按 Ctrl-C 停止，数据保留。',
    '',
  ].join('\n');
}

/** The operations centre's token, ready for the commands below it; then one per other role. */
function tokenLines(tokens: BannerFacts['tokens']): string[] {
  const [first] = tokens.filter(({ role }) => role === 'operations');
  if (first === undefined) {
    return [
      'A token, for 12 hours, made with the settings of this hub; or one of your OIDC issuer',
      '令牌（12 小时有效），须以与本枢纽相同的设置生成；或由您的 OIDC 签发方提供',
      "  TOKEN=$(npx hub token --role operations --grid '*')",
    ];
  }
  return [
    'Token of the operations centre, for 12 hours 运行中心令牌（12 小时有效）',
    `  TOKEN=${first.token}`,
    'Tokens of the other roles 其他角色的令牌',
    ...tokens
      .filter(({ role }) => role !== first.role)
      .map(({ role, token }) => `  ${role} ${ROLES[role].zh}\n    ${token}`),
  ];
}

function exampleLines(
  mqttUrl: string,
  { gridCode, deviceId }: { gridCode: string; deviceId: string },
): string[] {
  const frame = JSON.stringify({ id: 'try-1', type: 'elevator.ebike', confidence: 0.93 });
  return [
    'Send an alert (npx mqtt_pub where there is no mosquitto) 发送告警（没有 mosquitto 时用 npx mqtt_pub）',
    `  mosquitto_pub ${mqttExample(mqttUrl)} -q 1 -t community/v1/${gridCode}/elevator/${deviceId}/alert -m '${frame}'`,
  ];
}

/** Without the demo there is nothing yet that an alert could belong to. */
const EMPTY_SITE = [
  'No grids yet 尚无网格',
  '  npx hub import grids deploy/grids.example.csv     (then posts, devices 再导入岗位与设备)',
];

/** Columns on a terminal: a CJK character takes two. */
function displayWidth(text: string): number {
  return [...text].reduce((width, char) => width + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);
}
