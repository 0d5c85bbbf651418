import Fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { sendLandingPage, wantsPage } from './landing.ts';

const app = Fastify();
app.get('/', async (request, reply) => sendLandingPage(request, reply));
app.get('/graphql', async (request, reply) =>
  wantsPage(request) ? sendLandingPage(request, reply) : 'program',
);
afterEach(() => {
  app.server.closeAllConnections();
});

describe('the page at the printed address', () => {
  it('names the addresses of this host and loads nothing', async () => {
    const { body, headers } = await app.inject({ url: '/', headers: { host: 'hub.example:4000' } });
    expect(body).toContain('http://hub.example:4000/graphql/stream');
    expect(body).not.toMatch(/<(script|link|img|iframe)|url\(|@import/);
    expect([...body.matchAll(/https?:\/\/([^/\s'"<]+)/g)].map(([, host]) => host)).toSatisfy(
      (hosts: string[]) => hosts.every((host) => host === 'hub.example:4000'),
    );
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('does not put a hostile Host header into the page', async () => {
    const { body } = await app.inject({ url: '/', headers: { host: 'x"><script>alert(1)</script>' } });
    expect(body).not.toContain('<script>');
  });

  it('is for browsers; a program that asks by GET is answered as before', async () => {
    const page = await app.inject({ url: '/graphql', headers: { accept: 'text/html,*/*' } });
    expect(page.headers['content-type']).toContain('text/html');
    const program = await app.inject({
      url: '/graphql?query=%7B__typename%7D',
      headers: { accept: 'text/html' },
    });
    expect(program.body).toBe('program');
  });
});
