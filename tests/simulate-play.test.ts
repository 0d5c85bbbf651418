import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { afterEach, expect, test, vi } from 'vitest';
import { simulate } from '../hub/scenarios/command.ts';
import { play } from '../hub/scenarios/play.ts';
import { testLog } from './support/log.ts';
import { until } from './support/until.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address: AddressInfo | string | null = server.address();
  return `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

/** Greets, and acknowledges nothing. */
function deafBroker(): { server: Server; heard: () => number } {
  let heard = 0;
  const server = createServer((socket: Socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      // CONNACK, no session, accepted
      socket.write(Buffer.from([0x20, 2, 0, 0]));
      socket.on('data', (bytes) => {
        heard += bytes.length;
      });
    });
  });
  return { server, heard: () => heard };
}

test('a script that is ended while the broker acknowledges nothing ends', async () => {
  const { server, heard } = deafBroker();
  const mqttUrl = await listening(server);
  const frame = { atMs: 0, topic: 'a', payload: 'b', dup: false, restMs: 0 };
  const options = { mqttUrl, startMs: 0, speed: 1, log: testLog };
  for (const inFlight of [1, 200]) {
    const stop = new AbortController();
    const before = heard();
    const played = play({ ...options, frames: [frame, frame], inFlight, signal: stop.signal });
    await until(() => heard() > before);
    stop.abort();
    expect(await played).toBe(0);
  }
});

test('a day that is played faster than the clock is played once', async () => {
  const broker = await Aedes.createBroker();
  const url = await listening(createServer(broker.handle));
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  await simulate('day', { seed: '1', speed: '1000000', format: 'canonical', brokerUrl: url, check: false });
  expect(said.mock.calls.flat()).toEqual([expect.stringMatching(/^day 1: \d+ frames/)]);
  said.mockRestore();
  await new Promise<void>((resolve) => broker.close(resolve));
});
