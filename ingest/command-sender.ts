import type { PoolClient } from 'pg';
import type { Logger } from 'pino';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { COMMAND_STATES, type CommandState, type DeviceCommandFeedEvent } from '../core/feed-event.ts';
import { appendFeed } from '../runtime/feed.ts';
import type { Metrics } from '../runtime/metrics.ts';
import type { Db } from '../runtime/postgres.ts';
import { type OutgoingChannel, PublishRefused } from './outgoing.ts';

export interface CommandSenderOptions {
  db: Db;
  log: Logger;
  metrics: Metrics;
  /** May grow after the start. */
  channels: readonly OutgoingChannel[];
  /** Time between two looks when nobody tells of a command, ms (1,000). */
  everyMs?: number;
}

export interface CommandSender {
  close(): Promise<void>;
}

/** How many are on their way at once: no more than the least that brokers take (mosquitto: 20). */
const AT_ONCE = 16;
/** A process that has not said what became of a command by then is taken for dead, and another sends it. */
const LEASE_SECONDS = 15;
const PUBLISH_MS = 5_000;
const AGAIN_SECONDS = 1;

const Instant = Type.Refine(Type.Unsafe<Date>({}), (value: unknown) => value instanceof Date);
const LeasedSchema = Type.Object({
  id: Type.String(),
  broker: Type.String(),
  topic: Type.String(),
  command: Type.String(),
  params: Type.Unknown(),
  createdAt: Instant,
  expiresAt: Instant,
  secondsLeft: Type.Number(),
});
type LeasedCommand = Static<typeof LeasedSchema>;
const Leased = Compile(LeasedSchema);

const Changed = Compile(
  Type.Object({
    commandId: Type.String(),
    deviceId: Type.String(),
    gridCode: Type.Union([Type.String(), Type.Null()]),
    change: Type.Enum(COMMAND_STATES),
  }),
);
const TOLD = `id AS "commandId", device_id AS "deviceId", grid_code AS "gridCode", state AS change`;

function events(rows: readonly unknown[]): DeviceCommandFeedEvent[] {
  return rows.map((row) => {
    if (!Changed.Check(row)) throw new TypeError('a command row is not of the expected shape');
    return { topic: 'deviceCommand', ...row };
  });
}

/** Ends commands whose time is over. @returns how many */
export function expireCommands(db: Db): Promise<number> {
  return db.tx(async (client) => {
    const { rows } = await client.query(
      `WITH due AS (
         SELECT id FROM device_command WHERE state IN ('PENDING', 'SENT') AND expires_at <= now()
         ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 500)
       UPDATE device_command SET state = 'TIMED_OUT', finished_at = now()
       WHERE id IN (SELECT id FROM due) RETURNING ${TOLD}`,
    );
    await appendFeed(client, events(rows));
    return rows.length;
  });
}

/** Commands that wait for these brokers, oldest first, kept from other processes for a while. */
async function lease(db: Db, brokers: readonly string[]): Promise<LeasedCommand[]> {
  const { rows } = await db.pool.query(
    `WITH due AS (
       SELECT id FROM device_command
       WHERE state = 'PENDING' AND broker = ANY($1::text[]) AND expires_at > now()
         AND (leased_until IS NULL OR leased_until <= now())
       ORDER BY created_at, id FOR UPDATE SKIP LOCKED LIMIT ${AT_ONCE}),
     leased AS (
       UPDATE device_command SET leased_until = now() + make_interval(secs => ${LEASE_SECONDS}),
         attempts = attempts + 1
       WHERE id IN (SELECT id FROM due)
       RETURNING id, broker, topic, command, params, created_at, expires_at)
     SELECT id, broker, topic, command, params, created_at AS "createdAt", expires_at AS "expiresAt",
       extract(epoch FROM expires_at - now())::float8 AS "secondsLeft"
     FROM leased ORDER BY created_at, id`,
    [brokers],
  );
  return rows.map((row) => {
    if (!Leased.Check(row)) throw new TypeError('a command row is not of the expected shape');
    return row;
  });
}

/** A reply that was faster keeps what it made of the command. */
async function finish(db: Db, id: string, state: CommandState, error: string | null): Promise<void> {
  await db.tx(async (client: PoolClient) => {
    const { rows } = await client.query(
      `UPDATE device_command SET state = $2, error = $3,
         sent_at = CASE WHEN $2 = 'SENT' THEN now() END, finished_at = CASE WHEN $2 <> 'SENT' THEN now() END
       WHERE id = $1 AND state = 'PENDING' RETURNING ${TOLD}`,
      [id, state, error],
    );
    await appendFeed(client, events(rows));
  });
}

function payloadOf({ id, command, params, createdAt, expiresAt }: LeasedCommand): Buffer {
  return Buffer.from(JSON.stringify({ id, command, params, time: createdAt, expiresAt }));
}

/**
 * Sends the commands that stand in `device_command`, and ends those whose time is over; both stand in the rows, so nothing
 * is forgotten with the process. A command goes out at least once: when a process dies between sending it and writing
 * that down, it goes out again with the same id, which devices know it by. Several processes never send one at once.
 */
export async function startCommandSender(options: CommandSenderOptions): Promise<CommandSender> {
  const { db, log, channels, everyMs = 1_000 } = options;
  const outcomes = options.metrics.counter({
    name: 'hub_device_commands_total',
    help: 'Commands to devices: sent, refused by the broker, to be tried again, timed out',
    labels: ['outcome'],
  });
  const closing = new AbortController();
  let wake: () => void = () => {};
  let woken = false;

  async function send(command: LeasedCommand): Promise<void> {
    const { id, topic, secondsLeft } = command;
    const channel = channels.find(({ broker }) => broker === command.broker);
    if (channel === undefined) return;
    try {
      const message = {
        topic,
        payload: payloadOf(command),
        expirySeconds: Math.max(1, Math.ceil(secondsLeft)),
      };
      const deadline = AbortSignal.timeout(PUBLISH_MS);
      const late = new Promise<never>((_, reject) =>
        deadline.addEventListener('abort', () => reject(new Error('no PUBACK in time'))),
      );
      await Promise.race([channel.publish(message), late]);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof PublishRefused) {
        outcomes.inc({ outcome: 'refused' });
        return finish(db, id, 'FAILED', reason);
      }
      outcomes.inc({ outcome: 'again' });
      log.warn({ err: error, id }, 'command not sent: tried again');
      await db.pool.query(
        `UPDATE device_command SET leased_until = now() + make_interval(secs => ${AGAIN_SECONDS}), error = $2
         WHERE id = $1 AND state = 'PENDING'`,
        [id, reason],
      );
      return;
    }
    outcomes.inc({ outcome: 'sent' });
    await finish(db, id, 'SENT', null);
  }

  async function look(): Promise<void> {
    const open = await db.pool.query(
      `SELECT 1 FROM device_command WHERE state IN ('PENDING', 'SENT') LIMIT 1`,
    );
    if (open.rows.length === 0) return;
    const expired = await expireCommands(db);
    if (expired > 0) outcomes.inc({ outcome: 'timed out' }, expired);
    for (let sent = AT_ONCE; sent === AT_ONCE && !closing.signal.aborted; ) {
      const brokers = channels.filter((channel) => channel.ready()).map((channel) => channel.broker);
      const commands = brokers.length === 0 ? [] : await lease(db, brokers);
      await Promise.all(commands.map(send));
      sent = commands.length;
    }
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      woken = false;
      try {
        await look();
      } catch (error) {
        log.warn({ err: error }, 'commands could not be looked for: tried again');
      }
      if (woken || closing.signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  function poke(): void {
    woken = true;
    wake();
  }

  const listening = await db.listen('device_command', poke, poke);
  const running = run();
  return {
    async close() {
      closing.abort();
      wake();
      await running;
      await listening.close();
    },
  };
}
