import { ROLES, type Role } from '../core/permissions.ts';

export interface BannerFacts {
  httpUrl: string;
  mqttUrl: string;
  series: 'embedded' | 'influx';
  influxUrl: string | null;
  dataDir: string;
  /** A ready token per role; empty when an OIDC issuer signs them. */
  tokens: readonly { role: Role; token: string }[];
  /** A device and its grid for the example frame. */
  example: { gridCode: string; deviceId: string };
}

/** The query that the README starts with: an incident with fields of four subgraphs. */
export const FIRST_QUERY =
  '{ incidents(first: 3) { nodes { type { nameZh nameEn } severity count device { name } grid { name duty { post { role { nameZh } } person { title } } } workOrder { caseNumber state dispatchExplanation } } } }';

function mqttExample(url: string): string {
  const { hostname, port } = new URL(url);
  return `-h ${hostname} -p ${port === '' ? '1883' : port}`;
}

/** What `npm start` prints on standard output once the hub is ready. */
export function banner(facts: BannerFacts): string {
  const token = facts.tokens.find(({ role }) => role === 'operations')?.token ?? '$TOKEN';
  const wsUrl = facts.httpUrl.replace(/^http/, 'ws');
  const frame = JSON.stringify({ id: 'try-1', type: 'elevator.ebike', confidence: 0.93 });
  const topic = `community/v1/${facts.example.gridCode}/elevator/${facts.example.deviceId}/alert`;
  const rows = [
    ['GraphQL', `${facts.httpUrl}/graphql`],
    [
      'Subscriptions 订阅',
      `${wsUrl}/graphql  (graphql-transport-ws) · ${facts.httpUrl}/graphql/stream  (SSE)`,
    ],
    ['MQTT', facts.mqttUrl],
    ['Series 时序库', facts.series === 'influx' ? `InfluxDB ${facts.influxUrl}` : 'embedded 内嵌'],
    ['Health 健康', `${facts.httpUrl}/readyz?verbose · ${facts.httpUrl}/metrics`],
    ['Data 数据', facts.dataDir],
  ];
  const width = Math.max(...rows.map(([label = '']) => displayWidth(label)));
  const lines = rows.map(
    ([label = '', value = '']) => `  ${label}${' '.repeat(width - displayWidth(label))}  ${value}`,
  );
  const tokens = facts.tokens.map(({ role, token: text }) => `  ${`${role} ${ROLES[role].zh}`}\n    ${text}`);
  return [
    '',
    'Wangge Hub 网格枢纽 is ready 已就绪',
    '',
    ...lines,
    '',
    ...(tokens.length === 0
      ? ['Tokens come from your OIDC issuer 令牌由您的 OIDC 签发方提供.']
      : ['Tokens, valid for 12 hours 令牌（12 小时有效）', ...tokens]),
    '',
    'Ask 查询',
    `  curl -s ${facts.httpUrl}/graphql -H 'content-type: application/json' -H 'authorization: Bearer ${token}' \\`,
    `    -d '${JSON.stringify({ query: FIRST_QUERY })}'`,
    '',
    'Send an alert 发送告警',
    `  mosquitto_pub ${mqttExample(facts.mqttUrl)} -q 1 -t ${topic} \\`,
    `    -m '${frame}'`,
    '',
    'Watch live 实时订阅',
    `  curl -sN ${facts.httpUrl}/graphql/stream -H 'content-type: application/json' -H 'authorization: Bearer ${token}' \\`,
    `    -d '${JSON.stringify({ query: 'subscription { incidentChanged { cursor change incident { type { nameZh } severity grid { name } workOrder { caseNumber } } } }' })}'`,
    '',
    'Ctrl-C stops it; the data stays. 按 Ctrl-C 停止，数据保留。',
    '',
  ].join('\n');
}

/** Columns on a terminal: a CJK character takes two. */
function displayWidth(text: string): number {
  return [...text].reduce((width, char) => width + (/[\u2e80-\uffef]/.test(char) ? 2 : 1), 0);
}
