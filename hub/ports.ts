import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { HubError } from '../core/errors.ts';
import type { Config } from '../runtime/config.ts';
import { holderOf } from '../runtime/embedded-orphan.ts';

/** A port that the hub listens on, and the settings that say which. */
export interface OwnPort {
  what: string;
  host: string;
  port: number;
  hostSetting: string;
  portSetting: string;
}

/** The ports that this configuration makes the hub open; those of 0 are any. */
export async function ownPorts(config: Config): Promise<OwnPort[]> {
  const http = { what: 'HTTP', hostSetting: 'HUB_HTTP_HOST', portSetting: 'HUB_HTTP_PORT', ...config.http };
  const { host, port } = config.mqtt;
  const mqtt = { what: 'MQTT', hostSetting: 'HUB_MQTT_HOST', portSetting: 'HUB_MQTT_PORT', host, port };
  return [http, ...((await opensBroker(config)) ? [mqtt] : [])].filter((one) => one.port !== 0);
}

/** @throws HubError CONFIG_INVALID with every fault of the sources file */
async function opensBroker(config: Config): Promise<boolean> {
  if (config.mqtt.url !== null) return false;
  if (config.sourcesFile === null) return true;
  const { loadBindings } = await import('../ingest/sources/bind.ts');
  return loadBindings(config).hubFilters !== null;
}

interface Fault {
  en: string;
  zh: string;
}

const FAULTS: Readonly<Record<string, (port: OwnPort) => Fault>> = {
  EADDRINUSE: ({ what, port, portSetting }) => ({
    en: `${portSetting}: port ${port} (${what}) is already in use: stop the other process, or set a free port`,
    zh: `${portSetting}：端口 ${port}（${what}）已被占用：请停止占用端口的进程，或改为空闲端口`,
  }),
  EACCES: ({ what, port, portSetting }) => ({
    en: `${portSetting}: this user may not open port ${port} (${what}): set one above 1023`,
    zh: `${portSetting}：当前用户无权打开端口 ${port}（${what}）：请改为 1024 以上的端口`,
  }),
  EADDRNOTAVAIL: ({ what, host, hostSetting }) => ({
    en: `${hostSetting}: ${host} (${what}) is no address of this machine`,
    zh: `${hostSetting}：${host}（${what}）不是本机地址`,
  }),
};

async function opened({ host, port }: OwnPort): Promise<Server | string> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return server;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}

/**
 * Tells every port that the hub could not open, at once and before anything is started. Where a hub has the data folder
 * already, that is what there is to tell, and the database's to say.
 * @throws HubError PORT_BUSY for one that is taken; CONFIG_INVALID for several, or for what cannot be an address
 */
export async function requireOwnPorts(config: Config): Promise<void> {
  const ports = await ownPorts(config);
  if (config.databaseUrl === null && (await holderOf(join(config.dataDir, 'postgres'))) !== null) return;
  const faults: Fault[] = [];
  const busy: OwnPort[] = [];
  const servers: Server[] = [];
  // all of them at the same time: two settings may name one port
  for (const port of ports) {
    const server = await opened(port);
    if (typeof server !== 'string') {
      servers.push(server);
      continue;
    }
    // what else there is, the server itself tells when it listens
    const fault = FAULTS[server]?.(port);
    if (fault !== undefined) faults.push(fault);
    if (server === 'EADDRINUSE') busy.push(port);
  }
  await Promise.all(
    servers.map(async (server) => {
      const closed = once(server, 'close');
      server.close();
      await closed;
    }),
  );
  const [first] = busy;
  if (first !== undefined && faults.length === 1) {
    const { port, what, portSetting: setting } = first;
    throw new HubError('PORT_BUSY', { port, what, setting });
  }
  if (faults.length === 0) return;
  throw new HubError('CONFIG_INVALID', {
    count: faults.length,
    faults: faults.map(({ en }) => `  - ${en}`).join('\n'),
    faultsZh: faults.map(({ zh }) => `  - ${zh}`).join('\n'),
  });
}
