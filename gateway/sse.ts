import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { SubscriptionMessage } from './subscriptions.ts';

/** A comment line keeps proxies from closing a quiet stream. */
const KEEP_ALIVE_MS = 12_000;
/** How long a reader may leave its socket full; then the stream ends, and with it what the subscription holds. */
const STUCK_MS = 30_000;

/** Resolves when the socket takes more, or is gone; it is gone when it takes nothing for `stuckMs`. */
function drained(raw: ServerResponse, stuckMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => raw.destroy(), stuckMs);
    function end(): void {
      clearTimeout(timer);
      raw.off('drain', end).off('close', end);
      resolve();
    }
    raw.on('drain', end).on('close', end);
  });
}

/**
 * Writes a subscription as server-sent events: the distinct-connections mode of the GraphQL over SSE protocol
 * (graphql-sse PROTOCOL.md), with the event's cursor as `id`, so that a reconnecting EventSource resumes by
 * Last-Event-ID.
 */
export async function writeEventStream(
  reply: FastifyReply,
  messages: AsyncGenerator<SubscriptionMessage, void>,
  asError: (error: unknown) => unknown,
  stuckMs = STUCK_MS,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) raw.setHeader(name, value);
  }
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  raw.write(':\n\n');
  const keepAlive = setInterval(() => raw.write(':\n\n'), KEEP_ALIVE_MS);

  /** Waits while the socket is full: the bounded queue of the tail then decides, not this process's memory. */
  async function write(text: string): Promise<void> {
    if (raw.destroyed) return;
    if (!raw.write(text)) await drained(raw, stuckMs);
  }

  try {
    for await (const { cursor, result } of messages) {
      const id = cursor === null ? '' : `id: ${cursor}\n`;
      await write(`event: next\n${id}data: ${JSON.stringify(result)}\n\n`);
      if (raw.destroyed) break;
    }
  } catch (error) {
    await write(`event: next\ndata: ${JSON.stringify({ errors: [asError(error)] })}\n\n`);
  } finally {
    clearInterval(keepAlive);
    raw.end('event: complete\ndata:\n\n');
  }
}
