import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports that Linux gives to outgoing connections and to those who listen on port 0 (32768 and up): while the
 * server of a test is away, nobody else gets its port by chance, and no client meets itself there.
 * https://docs.kernel.org/networking/ip-sysctl.html, ip_local_port_range
 */
const FIRST = 20_000;
/** Workers of a run each have ports of their own. */
const OF_A_WORKER = 3_000;
const WORKERS = 4;

const base = FIRST + (Number(process.env.VITEST_POOL_ID ?? 0) % WORKERS) * OF_A_WORKER;
let next = Math.floor(Math.random() * OF_A_WORKER);

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  probe.listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}

/** A port of 127.0.0.1 that nobody listens on, and that is given once. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < OF_A_WORKER; tries += 1) {
    next = (next + 1) % OF_A_WORKER;
    // several may be asked for at once
    const port = base + next;
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}
