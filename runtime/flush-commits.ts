import type pg from 'pg';

/**
 * Brings to the disk what was committed before with `synchronous_commit` off, by whomever: a COMMIT that waits, of a record
 * in the log that says nothing else, takes all before it along.
 */
export async function flushCommits(client: { query(text: string): Promise<pg.QueryResult> }): Promise<void> {
  await client.query(
    "BEGIN; SET LOCAL synchronous_commit = on; SELECT pg_logical_emit_message(true, 'wangge-hub', ''); COMMIT",
  );
}
