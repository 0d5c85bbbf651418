import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type AuditEntry, appendAudit, verifyAudit } from '../runtime/audit.ts';
import { type TestDb, testDb } from './support/db.ts';

let database: TestDb;
beforeAll(async () => {
  database = await testDb();
});
afterAll(() => database.close());

const entry = (n: number): AuditEntry => ({
  actor: `actor-${n % 3}`,
  action: 'updateDevice',
  kind: 'device',
  objectId: `d-${n}`,
  gridCode: '511402001001',
  before: { name: `旧 ${n}`, tags: ['a', 'b'], longitude: 104.0612345678901, none: null },
  after: { z: 1e21, a: -0.5, name: '新', nested: { y: true, b: [] }, gone: undefined },
});
const append = (n: number) => database.db.tx((client) => appendAudit(client, entry(n)));

/** What only somebody with the database's own rights can do. */
async function tamper(statement: string): Promise<void> {
  await database.db.pool.query(
    `ALTER TABLE audit_log DISABLE TRIGGER audit_is_append_only; ${statement};
     ALTER TABLE audit_log ENABLE TRIGGER audit_is_append_only`,
  );
}

beforeEach(async () => {
  for (let n = 0; n < 5; n += 1) await append(n);
});
afterEach(() =>
  tamper("DELETE FROM audit_log; UPDATE audit_head SET seq = 0, hash = decode(repeat('00', 32), 'hex')"),
);

test('a chain that nobody touched is sound, whatever JSON it carries', async () => {
  expect(await verifyAudit(database.db.pool)).toEqual({ sound: true, rows: 5 });
});

test('writers at once make one chain', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => append(n)));
  expect(await verifyAudit(database.db.pool)).toEqual({ sound: true, rows: 45 });
});

test('a change that is rolled back leaves no row and no gap', async () => {
  const failing = database.db.tx(async (client) => {
    await appendAudit(client, entry(9));
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await append(10);
  expect(await verifyAudit(database.db.pool)).toEqual({ sound: true, rows: 6 });
});

test.each([
  ['changed', `UPDATE audit_log SET actor = 'somebody else' WHERE seq = 3`, { seq: 3n, reason: 'CHANGED' }],
  [
    'changed inside',
    `UPDATE audit_log SET after = jsonb_set(after, '{name}', '"x"') WHERE seq = 2`,
    { seq: 2n, reason: 'CHANGED' },
  ],
  [
    'moved in time',
    `UPDATE audit_log SET at = at + interval '1 day' WHERE seq = 5`,
    { seq: 5n, reason: 'CHANGED' },
  ],
  ['taken out', 'DELETE FROM audit_log WHERE seq = 4', { seq: 4n, reason: 'MISSING' }],
  ['cut off the end', 'DELETE FROM audit_log WHERE seq = 5', { seq: 5n, reason: 'MISSING' }],
])('a row %s is found', async (_, statement, fault) => {
  await tamper(statement);
  expect(await verifyAudit(database.db.pool)).toMatchObject({ sound: false, ...fault });
});

test.each(['UPDATE audit_log SET actor = $1', 'DELETE FROM audit_log WHERE actor = $1'])(
  'the table itself refuses %s',
  async (statement) => {
    await expect(database.db.pool.query(statement, ['x'])).rejects.toThrow('append-only');
  },
);
