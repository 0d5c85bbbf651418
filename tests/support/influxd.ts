import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChildServer, serverFolder, startChildServer } from './child-server.ts';
import { freePort } from './free-port.ts';
import { findServer, noteUse } from './servers.ts';

/** Null where no influxd could be had; `npm test` says so, and fails with CI=true. */
export const influxdServer = findServer('influxd');

export interface Influxd extends ChildServer {
  url: string;
  port: number;
  version: string;
  /** InfluxQL by plain HTTP, apart from any client under test: the answer's `results`. */
  query(statement: string, database?: string): Promise<unknown>;
}

/** A real influxd 1.x with data and ports of its own. `http` are further lines of its [http] section. */
export async function startInfluxd(options: { http?: string[]; data?: string[] } = {}): Promise<Influxd> {
  if (influxdServer === null)
    throw new Error('no influxd: run `npm test` once, or install the package influxdb');
  noteUse('influxd');
  const folder = await serverFolder('influxd');
  const [port, rpcPort] = [await freePort(), await freePort()];
  const config = join(folder, 'influxdb.conf');
  await writeFile(
    config,
    `reporting-disabled = true
bind-address = "127.0.0.1:${rpcPort}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  query-log-enabled = false
${(options.data ?? []).map((line) => `  ${line}\n`).join('')}[monitor]
  store-enabled = false
[subscriber]
  enabled = false
[http]
  enabled = true
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
${(options.http ?? []).map((line) => `  ${line}\n`).join('')}`,
  );
  const url = `http://127.0.0.1:${port}`;
  const server = await startChildServer({
    server: influxdServer,
    folder,
    args: ['-config', config],
    answers: async () => (await fetch(`${url}/ping`)).status === 204,
  });
  return {
    ...server,
    url,
    port,
    version: influxdServer.version,
    async query(statement, database) {
      const body = new URLSearchParams({ q: statement, ...(database === undefined ? {} : { db: database }) });
      const response = await fetch(`${url}/query?epoch=ns`, { method: 'POST', body });
      const answer: unknown = await response.json();
      if (!response.ok || typeof answer !== 'object' || answer === null || !('results' in answer)) {
        throw new Error(`influxd answered ${response.status}: ${JSON.stringify(answer)}`);
      }
      return answer.results;
    },
  };
}
