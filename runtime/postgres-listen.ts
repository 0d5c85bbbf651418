import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

export interface Listening {
  close(): Promise<void>;
}

interface Subscriber {
  channel: string;
  onMessage: (payload: string) => void;
  onReconnect: () => void;
}

/**
 * All LISTENs of a process over one connection, which comes back by itself. A NOTIFY is a hint: those sent while the
 * connection is away are lost, so `onReconnect` tells each subscriber to look, and readers poll besides.
 */
export interface Listener {
  /** @param channel a plain lower-case identifier */
  listen(channel: string, onMessage: (payload: string) => void, onReconnect: () => void): Promise<Listening>;
  close(): Promise<void>;
}

export interface ListenerOptions {
  /** Between two questions whether the server is still there, ms (10,000). */
  beatMs?: number;
  /** How long it has for the answer, ms (5,000). */
  answerMs?: number;
}

/**
 * A queue of notifications that has once been full stays so, with every COMMIT that tells something failing, after those who
 * did not read it are gone: only who tells something looks where its end is, and nobody can. Asking for its size looks, too.
 */
const BEAT = 'SELECT pg_notification_queue_usage()';

export function createListener(
  config: pg.ClientConfig,
  log: Logger,
  { beatMs = 10_000, answerMs = 5_000 }: ListenerOptions = {},
): Listener {
  const subscribers = new Set<Subscriber>();
  let client: pg.Client | null = null;
  /** Under `client`, or under the one that is being opened. */
  let socket = new Socket();
  let connecting: Promise<pg.Client> | null = null;
  let closed = false;
  /** Statements of the one connection go one after the other. */
  let last: Promise<unknown> = Promise.resolve();

  function say(to: pg.Client, statement: string): Promise<unknown> {
    const said = last.then(() => to.query(statement));
    last = said.catch(() => {});
    return said;
  }

  /**
   * A server that went without a word (a fail-over, a firewall that forgot the connection) sends nothing for hours, as one
   * does where nothing changes: only asking tells them apart. Who does not answer is left, and `end` brings another.
   */
  function watch(of: pg.Client, over: Socket): void {
    const timer = setInterval(() => {
      const silent = setTimeout(() => {
        log.warn({ answerMs }, 'the LISTEN connection is silent: it is left');
        over.destroy();
      }, answerMs);
      say(of, BEAT).then(
        () => clearTimeout(silent),
        () => clearTimeout(silent),
      );
    }, beatMs);
    timer.unref();
    of.once('end', () => clearInterval(timer));
  }

  async function open(): Promise<pg.Client> {
    const over = new Socket();
    socket = over;
    const fresh = new pg.Client({
      ...{ ...config, keepAlive: true, connectionTimeoutMillis: 5_000 },
      stream: () => over,
    });
    fresh.on('error', (error) => log.warn({ err: error }, 'LISTEN connection failed'));
    fresh.on('notification', ({ channel, payload }) => {
      for (const subscriber of subscribers) {
        if (subscriber.channel === channel) subscriber.onMessage(payload ?? '');
      }
    });
    try {
      await fresh.connect();
      watch(fresh, over);
      for (const channel of new Set([...subscribers].map((one) => one.channel))) {
        await say(fresh, `LISTEN ${fresh.escapeIdentifier(channel)}`);
      }
    } catch (error) {
      over.destroy();
      await fresh.end().catch(() => {});
      throw error;
    }
    fresh.once('end', () => {
      if (client === fresh) client = null;
      if (!closed) void reconnect();
    });
    client = fresh;
    return fresh;
  }

  function connection(): Promise<pg.Client> {
    if (client !== null) return Promise.resolve(client);
    connecting ??= open().finally(() => {
      connecting = null;
    });
    return connecting;
  }

  async function reconnect(): Promise<void> {
    for (let wait = 50; !closed; wait = Math.min(wait * 2, 2_000)) {
      try {
        await connection();
        log.info('LISTEN connection is back');
        for (const subscriber of subscribers) subscriber.onReconnect();
        return;
      } catch {
        await sleep(wait * (0.5 + Math.random() / 2));
      }
    }
  }

  return {
    async listen(channel, onMessage, onReconnect) {
      const subscriber = { channel, onMessage, onReconnect };
      subscribers.add(subscriber);
      try {
        const open = await connection();
        // a channel added while the connection was being opened may be listened to already: that is harmless
        await say(open, `LISTEN ${open.escapeIdentifier(channel)}`);
      } catch (error) {
        subscribers.delete(subscriber);
        throw error;
      }
      return {
        async close() {
          subscribers.delete(subscriber);
          if ([...subscribers].some((one) => one.channel === channel)) return;
          if (client === null) return;
          await say(client, `UNLISTEN ${client.escapeIdentifier(channel)}`).catch(() => {});
        },
      };
    },
    async close() {
      closed = true;
      subscribers.clear();
      await connecting?.catch(() => {});
      // a goodbye that nobody hears is not waited for
      const silent = setTimeout(() => socket.destroy(), answerMs);
      await client?.end().catch(() => {});
      clearTimeout(silent);
    },
  };
}
