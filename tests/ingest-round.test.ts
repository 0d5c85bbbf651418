import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Begun, createRound, type Round } from '../ingest/round.ts';
import { sqlState } from '../runtime/postgres.ts';
import { type TestDb, testDb } from './support/db.ts';

let test: TestDb;
beforeAll(async () => {
  test = await testDb({ poolSize: 1 });
  await test.db.pool.query('CREATE TABLE kept (n int PRIMARY KEY, words text)');
});
afterAll(() => test.close());

const insert = (round: Round, n: number) =>
  round.query({ name: 'insert', text: 'INSERT INTO kept (n) VALUES ($1::int)', values: [String(n)] });

const stored = async () => (await test.db.pool.query('SELECT n, words FROM kept ORDER BY n')).rows;

const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;

describe('a round of statements', () => {
  it('answers each in order, with rows as pg parses them', async () => {
    await test.db.tx(async (client) => {
      const round = createRound(client);
      const text = 'SELECT $1::int AS n, true AS yes, NULL AS none, \'{"a":[1]}\'::jsonb AS json';
      const first = round.query({ name: 'first', text, values: ['7'] });
      const copied = round.copy('copy', 'COPY kept (n, words) FROM STDIN', '1\t烟雾\n2\t\\N\n');
      const none = round.query({ name: 'none', text: 'SELECT n FROM kept WHERE n > $1::int', values: ['8'] });
      const last = round.query({ name: 'last', text: 'SELECT max(n) AS most FROM kept', values: [] });
      round.send();
      expect(await first).toEqual([{ n: 7, yes: true, none: null, json: { a: [1] } }]);
      await copied;
      expect([await none, await last]).toEqual([[], [{ most: 2 }]]);
    });
    expect(await stored()).toEqual([
      { n: 1, words: '烟雾' },
      { n: 2, words: null },
    ]);
  });

  it('runs nothing after a statement that fails, and the connection works on', async () => {
    for (const again of [false, true, true]) {
      const failing = test.db.tx(async (client) => {
        const round = createRound(client);
        const [good, bad, never] = [insert(round, 3), insert(round, 1), insert(round, 4)];
        round.send();
        await good;
        expect(sqlState(await never.catch((error: unknown) => error))).toBe('23505');
        await bad;
      });
      await expect(failing, `again: ${again}`).rejects.toMatchObject({ code: '23505' });
    }
    expect(await stored()).toHaveLength(2);
  });

  it('tells a COPY that was refused from what came after it', async () => {
    const failing = test.db.tx(async (client) => {
      const round = createRound(client);
      const copied = round.copy('copy', 'COPY kept (n, words) FROM STDIN', '5\ta\n2\tb\n');
      insert(round, 6);
      round.send();
      await copied;
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    await test.db.tx(async (client) => {
      const round = createRound(client);
      const done = insert(round, 7);
      round.send();
      await done;
    });
    expect(await stored()).toHaveLength(3);
  });

  it('keeps no timer once it is answered', async () => {
    const before = timers();
    for (let n = 100; n < 120; n += 1) {
      await test.db.tx(async (client) => {
        const round = createRound(client);
        const done = insert(round, n);
        round.send();
        await done;
      });
    }
    expect(timers() - before).toBeLessThan(5);
  });

  it('fails when the connection is lost', async () => {
    const lost = test.db.tx(async (client) => {
      const round = createRound(client);
      const done = round.query({
        name: 'end',
        text: 'SELECT pg_terminate_backend(pg_backend_pid())',
        values: [],
      });
      round.send();
      await done;
    });
    await expect(lost).rejects.toThrow();
    expect(await stored()).toHaveLength(23);
  });

  describe('that is all of its transaction', () => {
    const lone = (work: (round: Round) => void) =>
      test.db.pool.connect().then(async (client) => {
        const transaction: Begun = { state: 'no' };
        const round = createRound(client, transaction);
        work(round);
        const committed = round.commit();
        round.send();
        expect(transaction.state).toBe('lone');
        try {
          await committed;
        } finally {
          client.release();
        }
      });
    const sent = async (work: () => Promise<unknown>) => {
      const texts: string[] = [];
      const end = test.db.onQuery((_, text) => texts.push(text));
      await work();
      end();
      return texts.join('\n');
    };
    const numbers = async () => (await stored()).map(({ n }) => n);

    it('is committed when it has been answered, without BEGIN and COMMIT', async () => {
      const work = () =>
        lone((round) => {
          insert(round, 201);
          void round.copy('copy', 'COPY kept (n, words) FROM STDIN', '202\tb\n');
        });
      expect(await sent(work)).not.toMatch(/BEGIN|COMMIT/);
      expect(await numbers()).toEqual(expect.arrayContaining([201, 202]));
    });

    it('stores nothing when one statement fails, whichever, and the connection works on', async () => {
      const before = await numbers();
      const failing = lone((round) => {
        insert(round, 203);
        void round.copy('copy', 'COPY kept (n, words) FROM STDIN', '204\tb\n201\ttaken\n');
        insert(round, 205);
      });
      await expect(failing).rejects.toMatchObject({ code: '23505' });
      expect(await numbers()).toEqual(before);
    });

    it('fails when what is checked at its end fails', async () => {
      await test.db.pool.query(
        `CREATE TABLE later (n int REFERENCES kept (n) DEFERRABLE INITIALLY DEFERRED)`,
      );
      const late = lone((round) => {
        void round.query({ name: 'later', text: 'INSERT INTO later VALUES (-1)', values: [] });
      });
      await expect(late).rejects.toMatchObject({ code: '23503' });
      expect((await test.db.pool.query('SELECT FROM later')).rows).toEqual([]);
    });

    it('that has nothing to say is no error', async () => {
      await lone(() => {});
    });
  });
});

it('whatever comes of a statement, its connection tells when it owes nothing any more, which the limit of silence goes by', async () => {
  const client = await test.db.pool.connect();
  const round = (work: (of: Round) => Promise<unknown>) => {
    const of = createRound(client, { state: 'no' });
    const done = work(of);
    const committed = of.commit();
    of.send();
    return Promise.allSettled([done, committed]);
  };
  const works = [
    () => client.query('SELECT 1'),
    () => client.query('SELECT 1 / 0').catch(() => {}),
    () => client.query({ name: 'named', text: 'SELECT 1 / $1::int', values: [0] }).catch(() => {}),
    () => client.query(''),
    () => Promise.all([client.query('SELECT 1'), client.query('SELECT 2')]),
    () => round((of) => insert(of, 301)),
    () => round((of) => insert(of, 301)),
    () => round((of) => of.copy('copy', 'COPY kept (n, words) FROM STDIN', 'none\tb\n')),
    () => round((of) => of.copy('copy', 'COPY kept (n, words) FROM STDIN', '302\tb\n')),
    () => round((of) => of.copy('nothing', 'COPY nothing FROM STDIN', '302\tb\n')),
  ];
  for (const work of works) {
    const drained = once(client, 'drain');
    await work();
    await drained;
  }
  client.release();
});
