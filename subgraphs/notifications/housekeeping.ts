import type { Db } from '../../runtime/postgres.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 2_000;

/** Does `round` until it did less than it may at once. @returns how many in all */
async function all(round: () => Promise<number>): Promise<number> {
  for (let done = 0; ; ) {
    const now = await round();
    done += now;
    if (now < AT_ONCE) return done;
  }
}

/** Removes what finished before the kept days; its receipts go with it. @returns rows removed */
export function pruneDeliveries(db: Db, nowMs: number, keptDays: number): Promise<number> {
  const before = new Date(nowMs - keptDays * DAY_MS);
  return all(async () => {
    const { rowCount } = await db.pool.query(
      `DELETE FROM notification_delivery WHERE id IN (
         SELECT id FROM notification_delivery WHERE finished_at < $1 LIMIT ${AT_ONCE})`,
      [before],
    );
    return rowCount ?? 0;
  });
}

/**
 * Makes dead letters of what has waited too long: behind an endpoint that fails or is disabled most of the queue is never
 * tried, and nobody wants an alarm of last week when it is back. @returns how many
 */
export function expireDeliveries(db: Db, nowMs: number, maxAgeMs: number): Promise<number> {
  const now = new Date(nowMs);
  return all(async () => {
    const { rowCount } = await db.pool.query(
      `WITH old AS (
         UPDATE notification_delivery SET state = 'DEAD', finished_at = $1, lease = NULL, attempts = attempts + 1
         WHERE id IN (
           SELECT id FROM notification_delivery
           WHERE state = 'QUEUED' AND queued_at < $2 AND held_by IS NULL AND (lease IS NULL OR next_at <= $1)
           ORDER BY queued_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
         RETURNING id, attempts)
       INSERT INTO notification_attempt (delivery_id, no, at, ms, outcome, error)
       SELECT id, attempts, $1, 0, 'REFUSED', 'waited too long, not tried again' FROM old ON CONFLICT DO NOTHING`,
      [now, new Date(nowMs - maxAgeMs)],
    );
    return rowCount ?? 0;
  });
}
