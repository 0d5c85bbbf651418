import type { FastifyReply } from 'fastify';
import type { SubscriptionMessage } from './subscriptions.ts';

/** A comment line keeps proxies from closing a quiet stream. */
const KEEP_ALIVE_MS = 12_000;

/**
 * Writes a subscription as server-sent events: the distinct-connections mode of the GraphQL over SSE protocol
 * (graphql-sse PROTOCOL.md), with the event's cursor as `id`, so that a reconnecting EventSource resumes by
 * Last-Event-ID.
 */
export async function writeEventStream(
  reply: FastifyReply,
  messages: AsyncGenerator<SubscriptionMessage, void>,
  asError: (error: unknown) => unknown,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  raw.write(':\n\n');
  const keepAlive = setInterval(() => raw.write(':\n\n'), KEEP_ALIVE_MS);
  const closed = new Promise<void>((resolve) => raw.once('close', resolve));

  /** Waits while the socket is full: the bounded queue of the tail then decides, not this process's memory. */
  async function write(text: string): Promise<void> {
    if (raw.destroyed) return;
    if (!raw.write(text)) {
      await Promise.race([new Promise<void>((resolve) => raw.once('drain', resolve)), closed]);
    }
  }

  try {
    for await (const { cursor, result } of messages) {
      await write(`event: next\nid: ${cursor}\ndata: ${JSON.stringify(result)}\n\n`);
      if (raw.destroyed) break;
    }
  } catch (error) {
    await write(`event: next\ndata: ${JSON.stringify({ errors: [asError(error)] })}\n\n`);
  } finally {
    clearInterval(keepAlive);
    raw.end('event: complete\ndata:\n\n');
  }
}
