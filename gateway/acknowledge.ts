import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { GatewayContext } from './context.ts';
import type { Engine } from './engine.ts';

const Params = Compile(
  Type.Object({
    id: Type.String({ pattern: '^ntf_[0-9a-f]{32}$' }),
    token: Type.String({ pattern: '^[A-Za-z0-9_-]{32}$' }),
  }),
);

const ACKNOWLEDGE = `mutation Acknowledge($input: AcknowledgeNotificationInput!) {
  acknowledgeNotification(input: $input) { delivery { acknowledgedAt } } }`;

const QUESTION = `<form method="post"><p>确认收到后不再重复提醒；事件与工单本身不变。<br>
Nobody is reminded again; the incident or order itself stays as it is.</p>
<button>确认收到 Acknowledge</button></form>`;

/** A page of its own: it loads nothing from anywhere, and no chat's preview can press its button. */
function page(body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>确认通知 Acknowledge</title>
<style>
  body { font: 18px/1.6 system-ui, sans-serif; max-width: 32rem; margin: 3rem auto; padding: 0 1rem; color: #1c2733; }
  button { font: inherit; padding: .6em 1.5em; border: 0; border-radius: 6px; background: #1769aa; color: #fff; }
</style>
<h1>通知 Notification</h1>
${body}
</html>
`;
}

function show(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    )
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .send(page(body));
}

export interface AcknowledgeOptions {
  engine: Engine;
  contextOf: (
    authorization: string | undefined,
    requestId: string,
    address: string,
  ) => Promise<GatewayContext>;
}

/**
 * The page that a link in a message opens: GET asks, POST acknowledges. A link is opened by previews and scanners too, so
 * looking at it changes nothing.
 */
export function registerAcknowledge(app: FastifyInstance, { engine, contextOf }: AcknowledgeOptions): void {
  async function press(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { params } = request;
    if (!Params.Check(params)) return show(reply, 404, '<p>链接无效。 This link is not valid.</p>');
    // whoever opens it, it counts as the link's, not as a login's
    const context = await contextOf(undefined, request.id, request.ip);
    const variables = { input: { deliveryId: params.id, token: params.token } };
    const { errors = [] } = await engine.execute({ query: ACKNOWLEDGE, variables }, context);
    const code = errors[0]?.extensions?.code;
    if (errors.length === 0) return show(reply, 200, '<p>已确认收到。 Acknowledged.</p>');
    if (code === 'NOT_FOUND') {
      return show(
        reply,
        404,
        '<p>链接无效或通知已过期。 This link is not valid, or the notification is gone.</p>',
      );
    }
    if (code === 'RATE_LIMITED') return show(reply, 429, '<p>请求过多，请稍后再试。 Try again later.</p>');
    return show(reply, 503, '<p>暂时无法确认，请稍后再试。 It cannot be done now; try again later.</p>');
  }

  app.register(
    async (door) => {
      // a form without fields has an empty body
      door.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: 1_024 },
        (_request, _body, done) => done(null, null),
      );
      door.get('/:id/:token', async (request, reply) =>
        Params.Check(request.params)
          ? show(reply, 200, QUESTION)
          : show(reply, 404, '<p>链接无效。 This link is not valid.</p>'),
      );
      door.post('/:id/:token', press);
    },
    { prefix: '/acknowledge' },
  );
}
