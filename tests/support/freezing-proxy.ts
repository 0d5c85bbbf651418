import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can fall silent without being closed, as after a fail-over or behind a forgetful firewall. */
export interface FreezingProxy {
  /** The url with this proxy in place of the server. */
  url: string;
  /** What is connected now hears and says nothing more, and is not closed; who connects later is served. */
  freeze(): void;
  /** What is connected now is heard and gets no answer any more, until `cut` ends it. */
  deafen(): void;
  cut(): void;
  close(): Promise<void>;
}

export async function freezingProxy(url: string): Promise<FreezingProxy> {
  const to = new URL(url);
  const sockets = new Set<Socket>();
  let freezers: (() => void)[] = [];
  let deafeners: (() => void)[] = [];
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
    freezers.push(() => {
      near.unpipe(far).pause();
      far.unpipe(near).pause();
    });
    deafeners.push(() => far.unpipe(near).resume());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(address.port);
  return {
    url: through.href,
    freeze() {
      for (const freeze of freezers) freeze();
      freezers = [];
    },
    deafen() {
      for (const deafen of deafeners) deafen();
      deafeners = [];
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
