import { afterAll, describe, expect, it } from 'vitest';
import { createHttp } from './http.ts';
import { silentLog } from './log.ts';
import { createMetrics } from './metrics.ts';

const app = createHttp({ log: silentLog(), metrics: createMetrics(), server: 'test', bodyBytes: 100 });
app.post('/graphql', async () => ({}));

afterAll(() => app.close());

const json = { 'content-type': 'application/json' };

describe('what HTTP itself refuses', () => {
  it.each([
    [404, 'an address with nothing', { method: 'GET', url: '/nowhere' }, '该地址不存在。', /\/graphql/],
    [
      415,
      'a body that is no JSON',
      { method: 'POST', url: '/graphql', headers: { 'content-type': 'text/csv' }, body: 'a,b' },
      '不支持该请求体的媒体类型。',
      /content-type: application\/json/,
    ],
    [
      413,
      'a body that is too large',
      { method: 'POST', url: '/graphql', headers: json, body: JSON.stringify('a'.repeat(200)) },
      '请求体过大。',
      /HUB_MAX_BODY_BYTES/,
    ],
    [
      400,
      'half a JSON',
      { method: 'POST', url: '/graphql', headers: json, body: '{' },
      /^请求无效：/,
      /POST/,
    ],
  ] as const)('%i, %s: says so and what to do, in both languages', async (status, _, request, zh, fix) => {
    const answer = await app.inject(request);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({
      errors: [
        {
          message: expect.any(String),
          extensions: {
            code: 'BAD_REQUEST',
            messageZh: typeof zh === 'string' ? zh : expect.stringMatching(zh),
            fix: expect.stringMatching(fix),
            fixZh: expect.stringMatching(/\p{Script=Han}/u),
          },
        },
      ],
    });
  });
});
