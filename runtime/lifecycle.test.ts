import { describe, expect, it } from 'vitest';
import { createLifecycle } from './lifecycle.ts';
import { silentLog } from './log.ts';

const log = silentLog();

describe('closing', () => {
  it('goes from the last opened to the first, one at a time', async () => {
    const lifecycle = createLifecycle(log);
    const told: string[] = [];
    for (const name of ['database', 'broker', 'server']) {
      lifecycle.onClose(name, async () => {
        told.push(`${name} begins`);
        await Promise.resolve();
        told.push(`${name} ends`);
      });
    }
    await lifecycle.close();
    expect(told).toEqual([
      'server begins',
      'server ends',
      'broker begins',
      'broker ends',
      'database begins',
      'database ends',
    ]);
  });

  it('goes on past a closer that fails', async () => {
    const lifecycle = createLifecycle(log);
    let closed = false;
    lifecycle.onClose('database', () => {
      closed = true;
    });
    lifecycle.onClose('broker', () => Promise.reject(new Error('stuck')));
    lifecycle.onClose('server', () => {
      throw new Error('stuck too');
    });
    await lifecycle.close();
    expect(closed).toBe(true);
  });

  it('ends at the deadline though a closer hangs', async () => {
    const lifecycle = createLifecycle(log, { deadlineMs: 20 });
    lifecycle.onClose('hanging', () => new Promise(() => undefined));
    await lifecycle.close();
  });

  it('happens once, aborts the signal, and closes at once what is opened too late', async () => {
    const lifecycle = createLifecycle(log);
    let times = 0;
    lifecycle.onClose('server', () => {
      times += 1;
    });
    await Promise.all([lifecycle.close(), lifecycle.close()]);
    expect(lifecycle.signal.aborted).toBe(true);
    lifecycle.onClose('late', () => {
      times += 1;
    });
    expect(times).toBe(2);
  });
});
