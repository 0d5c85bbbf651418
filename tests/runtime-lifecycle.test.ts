import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { processEnv } from './support/process-env.ts';
import { until } from './support/until.ts';

const fixture = fileURLToPath(new URL('./fixtures/lifecycle-process.ts', import.meta.url));
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function start(how: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [fixture, how], {
    env: { ...processEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { child, out: '', err: '', ended: once(child, 'exit') };
  child.stdout.on('data', (chunk) => {
    told.out += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    told.err += String(chunk);
  });
  running.push(child);
  return told;
}

describe('a process', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'closes on %s, last opened first, and ends with 0',
    async (signal) => {
      const told = start('none');
      await until(() => told.out.includes('ready'));
      told.child.kill(signal);
      expect(await told.ended).toEqual([0, null]);
      expect(told.out).toBe('ready\nsecond closing\nfirst closed\n');
    },
  );

  it('ends at once on a second signal, though a closer hangs', async () => {
    const told = start('hangs');
    await until(() => told.out.includes('ready'));
    told.child.kill('SIGINT');
    await until(() => told.out.includes('second closing'));
    await until(() => {
      told.child.kill('SIGINT');
      return told.child.exitCode !== null;
    });
    expect(await told.ended).toEqual([130, null]);
  });

  it('takes a Ctrl-C that npm forwards as well for one', async () => {
    const told = start('slow');
    await until(() => told.out.includes('ready'));
    told.child.kill('SIGINT');
    await until(() => told.out.includes('second closing'));
    for (let times = 0; times < 3; times += 1) told.child.kill('SIGINT');
    expect(await told.ended).toEqual([0, null]);
    expect(told.out).toBe('ready\nsecond closing\nfirst closed\n');
  });

  it.each([
    ['uncaught', 'uncaught exception'],
    ['rejection', 'nobody waits for this'],
    ['throws', 'set HUB_HTTP_PORT to a free port'],
  ])('%s: logs it, closes and ends with 1', async (how, words) => {
    const told = start(how);
    expect(await told.ended).toEqual([1, null]);
    expect(told.err).toContain(words);
    expect(told.out).toContain('first closed');
  });

  it('tells every fault of its configuration in words, without a stack', async () => {
    const told = start('none', { HUB_HTTP_PORT: 'x', HUB_DEMMO: 'on' });
    expect(await told.ended).toEqual([1, null]);
    expect(told.err).toContain('did you mean HUB_DEMO?');
    expect(told.err).toContain('配置有 2 处错误');
    expect(told.err).not.toMatch(/^\s+at /m);
    expect(told.out).toBe('');
  });
});
