import type { FastifyReply, FastifyRequest } from 'fastify';

/** What a person sees who opens the printed address in a browser: where things are. It loads nothing from anywhere. */
function landingPage(protocol: string, host: string): string {
  const base = `${protocol}://${host}`;
  const row = (label: string, value: string) =>
    `<tr><th scope="row">${label}</th><td><code>${value}</code></td></tr>`;
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Wangge Hub 网格枢纽</title>
<style>
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 56rem; margin: 3rem auto; padding: 0 1rem; color: #1c2733; }
  th { text-align: left; padding-right: 1.5rem; vertical-align: top; font-weight: 600; white-space: nowrap; }
  code, pre { font: 14px/1.5 ui-monospace, monospace; background: #f1f4f7; border-radius: 4px; padding: .1em .35em; }
  pre { padding: .8em 1em; overflow-x: auto; }
</style>
<h1>Wangge Hub 网格枢纽</h1>
<p>This is a GraphQL server; it is asked by programs. 这是 GraphQL 服务，供程序访问。</p>
<table>
${row('Queries, mutations 查询与变更', `POST ${base}/graphql`)}
${row('Subscriptions 订阅', `${protocol === 'https' ? 'wss' : 'ws'}://${host}/graphql (graphql-transport-ws)`)}
${row('Event stream 事件流', `POST ${base}/graphql/stream (SSE)`)}
${row('Health 健康', `${base}/readyz?verbose`)}
${row('Metrics 指标', `${base}/metrics`)}
</table>
<p>Ask with a token, which <code>npx hub token --role operations --grid 5114</code> prints. 携带令牌访问，令牌由上述命令生成。</p>
<pre>curl -s ${base}/graphql -H 'content-type: application/json' -H "authorization: Bearer $TOKEN" \\
  -d '{"query":"{ incidents(first: 3) { nodes { type { nameZh nameEn } severity count } } }"}'</pre>
</html>
`;
}

const HOST = /^[\w.:[\]-]{1,255}$/;

/** Whether a browser asks to be shown something, and not a program to be answered. */
export function wantsPage(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').includes('text/html') && !request.url.includes('query=');
}

export function sendLandingPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const host = HOST.test(request.host) ? request.host : 'localhost';
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    )
    .header('cache-control', 'no-store')
    .send(landingPage(request.protocol, host));
}
