import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { HubError } from '../core/errors.ts';
import type { CodecExample } from '../ingest/codec.ts';
import { CODECS, codecFor } from '../ingest/codecs/table.ts';
import { lintFrames, lintText } from './mqtt-lint.ts';

const TOPIC = 'community/v1/511421001001001/elevator/lift-001/alert';
const intake = { codecFor, siteZone: 'Asia/Shanghai', payloadBytes: 262_144, nowMs: Date.UTC(2026, 2, 5) };
const good = { id: 'e1', type: 'elevator.trapped', time: '2026-03-05T08:30:00+08:00' };
const lint = (text: string, options = {}) => lintFrames(Buffer.from(text), options, intake);

describe('hub mqtt lint', () => {
  test('says by which codec a payload would be read, into what', () => {
    const [report] = lint(JSON.stringify(good), { topic: TOPIC });
    expect(report).toMatchObject({
      codec: { name: 'canonical', version: 2 },
      signals: [{ kind: 'alert', deviceId: 'lift-001', type: 'elevator.trapped' }],
      refusals: [],
    });
    if (report === undefined) throw new Error('no report');
    expect(lintText(report)).toMatch(
      /✓ accepted 接收 canonical 2 \(canonical\)\n {4}alert elevator lift-001/,
    );
  });

  test('says why not, with the path, in both languages', () => {
    const [report] = lint(JSON.stringify({ ...good, values: 3 }), { topic: TOPIC });
    expect(report?.refusals).toMatchObject([{ reason: 'SCHEMA_MISMATCH', path: '/values' }]);
    if (report === undefined) throw new Error('no report');
    expect(lintText(report)).toMatch(/✗ refused 拒收.*\n {4}SCHEMA_MISMATCH \/values .*字段缺失或类型错误/s);
  });

  test('reads JSON lines, text and bytes, and lets codecs remember what came before', () => {
    const lines = [
      { topic: TOPIC, payload: good },
      { topic: TOPIC.replace('alert', 'status'), payload: 'online' },
      { topic: TOPIC, payloadBase64: Buffer.from([0xff, 0xfe]).toString('base64') },
      { topic: 'nobody/knows', payload: {} },
    ];
    const reports = lint(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
    expect(reports.map(({ line, refusals }) => [line, refusals[0]?.reason ?? null])).toEqual([
      [1, null],
      [2, null],
      [3, 'NOT_UTF8'],
      [4, 'UNKNOWN_TOPIC'],
    ]);
  });

  test('agrees with every example of every codec', () => {
    for (const codec of CODECS) {
      const check = (example: CodecExample, signals: number | null) => {
        const lines = [...(example.after ?? []), example].map(({ topic, payload }) =>
          JSON.stringify({ topic, payloadBase64: Buffer.from(payload).toString('base64') }),
        );
        const last = lint(lines.join('\n')).at(-1);
        // a codec may show what it refuses on a topic that is not bound to it
        if (signals === null) expect(last?.refusals.length, example.name).toBeGreaterThan(0);
        else expect([last?.codec?.name, last?.signals.length], example.name).toEqual([codec.name, signals]);
      };
      for (const example of codec.accepted) check(example, example.gives.length);
      for (const example of codec.refused) check(example, null);
    }
  });

  test('with a codec and no topic uses a topic of that codec', () => {
    expect(lint('[2,"m1","Heartbeat",{}]', { codec: 'ocpp16' })[0]).toMatchObject({
      codec: { name: 'ocpp16' },
      refusals: [],
    });
  });

  test.each([
    ['{"x":1}', {}, 'line 1'],
    ['', { codec: 'nothing' }, '--codec'],
  ])('refuses what it cannot understand: %j', (text, options, path) => {
    expect(() => lint(text, options)).toThrow(HubError);
    expect(() => lint(text, options)).toThrow(path);
  });

  test('ends with 1 when a frame is refused, with 0 when none is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lint-'));
    writeFileSync(join(folder, 'good.json'), JSON.stringify(good));
    writeFileSync(join(folder, 'bad.json'), '{');
    const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
    const run = (name: string) =>
      new Promise<{ code: number; out: string }>((resolve) => {
        const args = [cli, 'mqtt', 'lint', join(folder, name), '--topic', TOPIC];
        const child = execFile(process.execPath, args, { cwd: folder }, (_error, out) =>
          resolve({ code: child.exitCode ?? -1, out }),
        );
      });
    const [accepted, refused] = await Promise.all([run('good.json'), run('bad.json')]);
    expect(accepted).toMatchObject({ code: 0, out: expect.stringContaining('✓ accepted 接收') });
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('MALFORMED_JSON') });
  }, 30_000);
});
