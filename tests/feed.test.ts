import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FeedEvent } from '../core/feed-event.ts';
import { appendFeed, createFeed, type Feed } from '../runtime/feed.ts';
import type { FeedRow } from '../runtime/feed-row.ts';
import type { FeedTail } from '../runtime/feed-tail.ts';
import { type Db, openPostgres } from '../runtime/postgres.ts';
import { type TestDb, testDb } from './support/db.ts';
import { testLog as log } from './support/log.ts';
import { until } from './support/until.ts';

let test: TestDb;
let db: Db;
let feed: Feed;
let abort: AbortController;

beforeAll(async () => {
  test = await testDb({ poolSize: 30 });
  db = test.db;
});
afterAll(() => test.close());
beforeEach(() => {
  feed = createFeed(db, { log, keptDays: 7 });
  abort = new AbortController();
});
afterEach(async () => {
  abort.abort();
  await feed.close();
});

function event(name: string): FeedEvent {
  return { topic: 'device', change: 'REGISTERED', deviceId: name, gridCode: '511401' };
}

function nameOf(row: FeedRow): string {
  return row.event.topic === 'device' ? row.event.deviceId : row.event.topic;
}

/** Reads in the background; what came and how it ended can be looked at any time. */
function collect(tail: FeedTail) {
  const got: FeedRow[] = [];
  const state: { ended: boolean; error: unknown } = { ended: false, error: null };
  const done = (async () => {
    try {
      for await (const row of tail) got.push(row);
    } catch (error) {
      state.error = error;
    }
    state.ended = true;
  })();
  return { got, state, done, names: () => got.map(nameOf) };
}

async function begin() {
  const client = await db.pool.connect();
  await client.query('BEGIN');
  return {
    append: (...names: string[]) => appendFeed(client, names.map(event)),
    query: (text: string) => client.query(text),
    async end(how: 'COMMIT' | 'ROLLBACK') {
      await client.query(how);
      client.release();
    },
  };
}

describe('commit order', () => {
  it('does not skip a row whose transaction commits after a later one', async () => {
    const tail = collect(feed.tail({ after: await feed.latest(), signal: abort.signal }));
    const [first, second] = [await begin(), await begin()];
    await first.append('first');
    await second.append('second');
    await second.end('COMMIT');
    // a reader that runs now must wait, not pass over the open one
    const seen: string[] = [];
    expect(await feed.followOnce('overlap', ['device'], async (row) => void seen.push(nameOf(row)))).toBe(
      'held',
    );
    expect(tail.names()).toEqual([]);
    await first.end('COMMIT');
    await until(() => tail.got.length === 2);
    expect(tail.names()).toEqual(['first', 'second']);
    await until(
      async () =>
        (await feed.followOnce('overlap', ['device'], async (row) => void seen.push(nameOf(row)))) === 'idle',
    );
    expect(seen).toEqual(['first', 'second']);
  });

  it('shows rows soon after the transaction that held them back ends without a NOTIFY', async () => {
    const tail = feed.tail({ after: null, signal: abort.signal });
    const reading = collect(tail);
    await tail.ready;
    const other = await begin();
    await other.query("INSERT INTO party (id, kind, name) VALUES ('held', 'k', 'n')");
    await appendFeed(db.pool, [event('behind it')]);
    await other.end('ROLLBACK');
    const from = performance.now();
    await until(() => reading.got.length === 1);
    expect(performance.now() - from).toBeLessThan(700);
  });

  it('skips and doubles nothing under 20 writers in any order of steps', async () => {
    const step = fc.record({
      writer: fc.nat(19),
      act: fc.constantFrom('append', 'append', 'COMMIT', 'ROLLBACK' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 120 }), async (steps) => {
        const stop = new AbortController();
        const tail = collect(
          feed.tail({ after: await feed.latest(), signal: stop.signal, maxQueue: 10_000 }),
        );
        const open = new Map<number, { tx: Awaited<ReturnType<typeof begin>>; names: string[] }>();
        const committed: string[] = [];
        const end = async (writer: number, how: 'COMMIT' | 'ROLLBACK') => {
          const running = open.get(writer);
          if (running === undefined) return;
          open.delete(writer);
          await running.tx.end(how);
          if (how === 'COMMIT') committed.push(...running.names);
        };
        for (const [number, { writer, act }] of steps.entries()) {
          if (act === 'COMMIT' || act === 'ROLLBACK') {
            await end(writer, act);
            continue;
          }
          const running = open.get(writer) ?? { tx: await begin(), names: [] };
          open.set(writer, running);
          await running.tx.append(`${number}a`, `${number}b`);
          running.names.push(`${number}a`, `${number}b`);
        }
        for (const writer of [...open.keys()]) await end(writer, 'COMMIT');
        await until(() => tail.got.length >= committed.length);
        await appendFeed(db.pool, [event('last')]);
        await until(() => tail.names().at(-1) === 'last');
        stop.abort();
        await tail.done;
        expect(tail.names().slice(0, -1).sort()).toEqual(committed.sort());
      }),
      { numRuns: 15 },
    );
  });
});

describe('follow', () => {
  it('goes on after a restart from where it stopped', async () => {
    const seen: string[] = [];
    const handler = async (row: FeedRow) => void seen.push(nameOf(row));
    await until(async () => (await feed.followOnce('restart', ['device'], async () => {})) === 'idle');
    await appendFeed(db.pool, ['a', 'b'].map(event));
    const first = new AbortController();
    const running = feed.follow('restart', ['device'], handler, first.signal);
    await until(() => seen.length === 2);
    first.abort();
    await running;
    await appendFeed(db.pool, ['c'].map(event));
    const again = createFeed(db, { log, keptDays: 7 });
    const more = again.follow('restart', ['device'], handler, abort.signal);
    await until(() => seen.length === 3);
    expect(seen).toEqual(['a', 'b', 'c']);
    abort.abort();
    await more;
    await again.close();
  });

  it('lets one of two replicas act, and the other take over', async () => {
    const other = await openPostgres(test.url, { log });
    const otherFeed = createFeed(other, { log, keptDays: 7 });
    await until(async () => (await feed.followOnce('replicas', ['device'], async () => {})) === 'idle');
    const seen: string[] = [];
    let acting = 0;
    let most = 0;
    const handler = async (row: FeedRow) => {
      acting += 1;
      most = Math.max(most, acting);
      await db.pool.query('SELECT 1');
      seen.push(nameOf(row));
      acting -= 1;
    };
    const stopOne = new AbortController();
    const one = feed.follow('replicas', ['device'], handler, stopOne.signal);
    const two = otherFeed.follow('replicas', ['device'], handler, abort.signal);
    const names = Array.from({ length: 200 }, (_, n) => `r${n}`);
    for (const name of names.slice(0, 100)) await appendFeed(db.pool, [event(name)]);
    stopOne.abort();
    await one;
    for (const name of names.slice(100)) await appendFeed(db.pool, [event(name)]);
    await until(() => seen.length >= 200);
    expect(seen).toEqual(names);
    expect(most).toBe(1);
    abort.abort();
    await two;
    await otherFeed.close();
    await other.close();
  });

  it('rolls back what a failing handler wrote, its cursor too, and tries again', async () => {
    await until(async () => (await feed.followOnce('failing', ['device'], async () => {})) === 'idle');
    await appendFeed(db.pool, ['ok', 'fails twice', 'after'].map(event));
    const seen: string[] = [];
    let failures = 0;
    const running = feed.follow(
      'failing',
      ['device'],
      async (row, client) => {
        const name = nameOf(row);
        await client.query("INSERT INTO party (id, kind, name) VALUES ($1, 'handled', $1)", [name]);
        if (name === 'fails twice' && failures < 2) {
          failures += 1;
          throw new Error('not now');
        }
        seen.push(name);
      },
      abort.signal,
    );
    await until(() => seen.includes('after'));
    abort.abort();
    await running;
    const { rows } = await db.pool.query("SELECT id FROM party WHERE kind = 'handled' ORDER BY id");
    expect(rows.map((row) => row.id)).toEqual(['after', 'fails twice', 'ok']);
    expect(failures).toBe(2);
  });

  it('does not take a hidden SQL failure for success', async () => {
    await until(async () => (await feed.followOnce('hidden', ['device'], async () => {})) === 'idle');
    await appendFeed(db.pool, [event('hidden')]);
    const hides = feed.followOnce('hidden', ['device'], async (_row, client) => {
      await client.query('SELECT nothing').catch(() => {});
    });
    await expect(hides).rejects.toThrow();
    expect(await feed.followOnce('hidden', ['device'], async () => {})).toBe('worked');
  });

  it('passes only the topics asked for, and moves past the others', async () => {
    await until(async () => (await feed.followOnce('topics', ['workOrder'], async () => {})) === 'idle');
    await appendFeed(db.pool, [event('not for it')]);
    const seen: string[] = [];
    expect(await feed.followOnce('topics', ['workOrder'], async (row) => void seen.push(nameOf(row)))).toBe(
      'worked',
    );
    expect(await feed.followOnce('topics', ['workOrder'], async () => {})).toBe('idle');
    expect(seen).toEqual([]);
  });
});

describe('tail', () => {
  it('gives each subscriber every row after its cursor, once, while writers run', async () => {
    const whole = collect(feed.tail({ after: await feed.latest(), signal: abort.signal }));
    let writing = true;
    let written = 0;
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      while (writing) {
        await appendFeed(db.pool, [event(`w${writer}-${written}`), event(`w${writer}-${written}'`)]);
        written += 2;
      }
    });
    const late: { from: string; reading: ReturnType<typeof collect> }[] = [];
    for (let n = 0; n < 12; n++) {
      await until(() => whole.got.length > 40 * (n + 1));
      const from = whole.got[(n * 17) % whole.got.length]?.cursor ?? '';
      late.push({ from, reading: collect(feed.tail({ after: from, signal: abort.signal })) });
    }
    writing = false;
    await Promise.all(writers);
    await until(() => whole.got.length === written);
    const all = whole.got.map((row) => row.cursor);
    for (const { from, reading } of late) {
      const expected = all.slice(all.indexOf(from) + 1);
      await until(() => reading.got.length >= expected.length);
      expect(reading.got.map((row) => row.cursor)).toEqual(expected);
    }
  });

  it('starts from now without a cursor', async () => {
    await appendFeed(db.pool, [event('before')]);
    await until(async () => (await feed.followOnce('settle', ['device'], async () => {})) === 'idle');
    const tail = feed.tail({ after: null, signal: abort.signal });
    await tail.ready;
    await appendFeed(db.pool, [event('after')]);
    const reading = collect(tail);
    await until(() => reading.got.length > 0);
    expect(reading.names()).toEqual(['after']);
  });

  it('tells a slow reader and drops it, and goes on with the others', async () => {
    const slow = feed.tail({ after: null, signal: abort.signal, maxQueue: 10 });
    const fast = feed.tail({ after: null, signal: abort.signal });
    const reading = collect(fast);
    await Promise.all([slow.ready, fast.ready]);
    for (let n = 0; n < 50; n++) await appendFeed(db.pool, [event(`s${n}`)]);
    await until(() => reading.got.length === 50);
    await expect(slow[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'SLOW_CONSUMER' });
    await appendFeed(db.pool, [event('s50')]);
    await until(() => reading.got.length === 51);
    expect(reading.state.error).toBeNull();
  });

  it('ends quietly on abort and on return, also while it waits', async () => {
    const aborted = collect(feed.tail({ after: null, signal: abort.signal }));
    const returned = feed.tail({ after: null, signal: new AbortController().signal });
    await returned.ready;
    const iterator = returned[Symbol.asyncIterator]();
    const pending = iterator.next();
    await iterator.return?.();
    expect((await pending).done).toBe(true);
    abort.abort();
    await aborted.done;
    expect(aborted.state.error).toBeNull();
  });

  it('refuses a cursor that it never gave', async () => {
    for (const cursor of [
      '',
      'x',
      'MTIz',
      Buffer.from('f1.1.2 OR 1').toString('base64url'),
      '\u0000',
      '网格',
    ]) {
      expect(() => feed.tail({ after: cursor, signal: abort.signal })).toThrow(
        expect.objectContaining({ code: 'BAD_CURSOR' }),
      );
      await expect(feed.at(cursor)).rejects.toMatchObject({ code: 'BAD_CURSOR' });
    }
    const ofAnotherDatabase = Buffer.from('f1.999999999999.1').toString('base64url');
    const reading = collect(feed.tail({ after: ofAnotherDatabase, signal: abort.signal }));
    await reading.done;
    expect(reading.state.error).toMatchObject({ code: 'BAD_CURSOR' });
  });

  it('finds one event by its cursor', async () => {
    const reading = collect(feed.tail({ after: await feed.latest(), signal: abort.signal }));
    await appendFeed(db.pool, [event('findable')]);
    const row = await until(() => reading.got[0]);
    expect(await feed.at(row.cursor)).toEqual(row);
    expect(await feed.at(await feed.latest())).toBeNull();
  });
});

describe('prune', () => {
  it('removes what is old and read, keeps what a consumer still needs, and tells a cursor from before', async () => {
    await until(async () => (await feed.followOnce('keeper', ['device'], async () => {})) === 'idle');
    const from = await feed.latest();
    await appendFeed(db.pool, ['old 1', 'old 2', 'new'].map(event));
    await db.pool.query(
      "UPDATE feed_consumer SET updated_at = now() - interval '100 days' WHERE name <> 'keeper'",
    );
    await db.pool.query("UPDATE feed SET at = now() - interval '8 days' WHERE key <> 'new'");

    await feed.prune();
    const kept = collect(feed.tail({ after: from, signal: abort.signal }));
    await until(() => kept.got.length === 3);

    await until(async () => (await feed.followOnce('keeper', ['device'], async () => {})) === 'idle');
    expect(await feed.prune()).toBe(2);
    const late = collect(feed.tail({ after: from, signal: abort.signal }));
    await late.done;
    expect(late.state.error).toMatchObject({ code: 'CURSOR_EXPIRED' });

    const last = kept.got[1]?.cursor ?? '';
    const onTime = collect(feed.tail({ after: last, signal: abort.signal }));
    await until(() => onTime.names().includes('new'));
    expect(await feed.prune()).toBe(0);
  });
});
