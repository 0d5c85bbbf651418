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

export function createListener(config: pg.ClientConfig, log: Logger): Listener {
  const subscribers = new Set<Subscriber>();
  let client: pg.Client | null = null;
  let connecting: Promise<pg.Client> | null = null;
  let closed = false;
  /** Statements of the one connection go one after the other. */
  let last: Promise<unknown> = Promise.resolve();

  function say(to: pg.Client, verb: 'LISTEN' | 'UNLISTEN', channel: string): Promise<unknown> {
    const said = last.then(() => to.query(`${verb} ${to.escapeIdentifier(channel)}`));
    last = said.catch(() => {});
    return said;
  }

  async function open(): Promise<pg.Client> {
    const fresh = new pg.Client({ ...config, keepAlive: true, connectionTimeoutMillis: 5_000 });
    fresh.on('error', (error) => log.warn({ err: error }, 'LISTEN connection failed'));
    fresh.on('notification', ({ channel, payload }) => {
      for (const subscriber of subscribers) {
        if (subscriber.channel === channel) subscriber.onMessage(payload ?? '');
      }
    });
    try {
      await fresh.connect();
      for (const channel of new Set([...subscribers].map((one) => one.channel))) {
        await say(fresh, 'LISTEN', channel);
      }
    } catch (error) {
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
        await say(open, 'LISTEN', channel);
      } catch (error) {
        subscribers.delete(subscriber);
        throw error;
      }
      return {
        async close() {
          subscribers.delete(subscriber);
          if ([...subscribers].some((one) => one.channel === channel)) return;
          if (client !== null) await say(client, 'UNLISTEN', channel).catch(() => {});
        },
      };
    },
    async close() {
      closed = true;
      subscribers.clear();
      await connecting?.catch(() => {});
      await client?.end().catch(() => {});
    },
  };
}
