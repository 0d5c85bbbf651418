import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';

it('secrets do not reach the log', () => {
  let text = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  const log = createLog({ logLevel: 'info', logFormat: 'json' }, 'hub', sink);
  log.info(
    { token: 'hunter2', headers: { authorization: 'hunter2' }, config: { influx: { password: 'hunter2' } } },
    'x',
  );
  log.debug('not at this level');
  expect(text).not.toContain('hunter2');
  expect(text.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(text)).toMatchObject({ name: 'hub', msg: 'x', token: '(secret)' });
});

it('a line holds its own fields and none of those before it', () => {
  const lines: unknown[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const log = createLog({ logLevel: 'info', logFormat: 'json' }, 'hub', sink);
  log.warn({ err: new Error('gone'), household: 'h1' }, 'first');
  log.child({ broker: 'b' }).info('second');
  expect(lines[1]).not.toHaveProperty('err');
  expect(lines[1]).not.toHaveProperty('household');
  expect(lines[1]).toMatchObject({ msg: 'second', broker: 'b' });
});

it('a metric asked for twice is one, and registries do not share', async () => {
  const metrics = createMetrics({ processMetrics: false });
  const options = { name: 'hub_things_total', help: 'Things', labels: ['kind'] };
  metrics.counter(options).inc({ kind: 'a' });
  metrics.counter(options).inc({ kind: 'a' });
  metrics.gauge({ name: 'hub_depth', help: 'Depth', collect: (gauge) => gauge.set(7) });
  metrics.histogram({ name: 'hub_seconds', help: 'Seconds' }).observe(0.003);
  const text = await metrics.text();
  expect(text).toContain('hub_things_total{kind="a"} 2');
  expect(text).toContain('hub_depth 7');
  expect(text).toContain('hub_seconds_bucket{le="0.005"} 1');
  expect(await createMetrics({ processMetrics: false }).text()).toBe('\n');
});
