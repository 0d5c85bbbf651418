import { once } from 'node:events';
import { connect } from 'node:net';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { writeEventStream } from './sse.ts';
import type { SubscriptionMessage } from './subscriptions.ts';

/** Messages without end; `ended` resolves once they are not asked for any more. */
function endless() {
  const ended = Promise.withResolvers<void>();
  async function* messages(): AsyncGenerator<SubscriptionMessage, void> {
    try {
      for (;;) yield { cursor: 'c', result: { data: { text: 'x'.repeat(100_000) } } };
    } finally {
      ended.resolve();
    }
  }
  return { messages: messages(), ended: ended.promise };
}

describe('an event stream', () => {
  it('ends when its reader takes nothing, and carries the headers of every answer', async () => {
    const source = endless();
    const app = Fastify();
    app.get('/', (_request, reply) => {
      reply.header('x-request-id', 'abc');
      return writeEventStream(reply, source.messages, String, 200);
    });
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    const [head] = await once(socket, 'data');
    expect(String(head)).toMatch(/x-request-id: abc/);
    socket.pause();
    await source.ended;
    socket.destroy();
    await app.close();
  });

  it('tells a fault that ends it without an id, so that its reader resumes before what was lost', async () => {
    const app = Fastify();
    app.get('/', (_request, reply) => {
      async function* messages(): AsyncGenerator<SubscriptionMessage, void> {
        yield { cursor: 'c1', result: { data: { text: 'told' } } };
        yield { cursor: null, result: { errors: [{ message: 'away' }] } };
      }
      return writeEventStream(reply, messages(), String);
    });
    const answer = await fetch(await app.listen({ host: '127.0.0.1', port: 0 }));
    expect((await answer.text()).split('\n').filter((line) => line !== '' && line !== ':')).toEqual([
      ...['event: next', 'id: c1', 'data: {"data":{"text":"told"}}'],
      ...['event: next', 'data: {"errors":[{"message":"away"}]}'],
      ...['event: complete', 'data:'],
    ]);
    await app.close();
  });
});
