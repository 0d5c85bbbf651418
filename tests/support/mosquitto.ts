import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type ChildServer, serverFolder, startChildServer } from './child-server.ts';
import { freePort } from './free-port.ts';
import { findServer, noteUse } from './servers.ts';

/** Null where no mosquitto could be had; `npm test` says so, and fails with CI=true. */
export const mosquittoServer = findServer('mosquitto');

export interface Mosquitto extends ChildServer {
  /** `mqtt://127.0.0.1:<port>` */
  url: string;
  port: number;
  version: string;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** A real mosquitto on loopback that keeps what it acknowledged through a restart. `lines` are added to its config. */
export async function startMosquitto(options: { lines?: string[] } = {}): Promise<Mosquitto> {
  if (mosquittoServer === null) throw new Error('no mosquitto: run `npm test` once, or install the package');
  noteUse('mosquitto');
  const folder = await serverFolder('mosquitto');
  const port = await freePort();
  const config = join(folder, 'mosquitto.conf');
  await writeFile(
    config,
    `listener ${port} 127.0.0.1
allow_anonymous true
user ${process.getuid?.() === 0 ? 'root' : 'mosquitto'}
persistence true
persistence_location ${folder}/
autosave_on_changes true
autosave_interval 1
max_queued_messages 1000000
max_queued_bytes 0
log_dest stderr
log_type error
log_type warning
${(options.lines ?? []).join('\n')}
`,
  );
  const server = await startChildServer({
    server: mosquittoServer,
    folder,
    args: ['-c', config],
    answers: () => accepts(port),
  });
  return { ...server, url: `mqtt://127.0.0.1:${port}`, port, version: mosquittoServer.version };
}
