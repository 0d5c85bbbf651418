import { execFile, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Real servers that the tests use, with the Debian package of each. */
const PACKAGES = { influxd: 'influxdb', mosquitto: 'mosquitto' } as const;
export type ServerName = keyof typeof PACKAGES;

export interface Server {
  path: string;
  env: NodeJS.ProcessEnv;
  version: string;
}

/** Unpacked Debian packages, where nothing may be installed. */
export const CACHE =
  process.env.SERVERS_CACHE ?? fileURLToPath(new URL('../../.cache/servers', import.meta.url));

function cachedLibraries(): string {
  return ['usr/lib', 'lib']
    .map((folder) => join(CACHE, 'root', folder))
    .filter(existsSync)
    .flatMap((folder) => [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    .join(':');
}

function tryOut(name: ServerName, path: string, env: NodeJS.ProcessEnv): Server | null {
  const { stdout, stderr } = spawnSync(path, [name === 'influxd' ? 'version' : '-h'], {
    env,
    encoding: 'utf8',
  });
  const version = /(?:InfluxDB|mosquitto version) v?(\d\S*)/.exec(`${stdout ?? ''}${stderr ?? ''}`)?.[1];
  return version === undefined ? null : { path, env, version };
}

/** The server on this machine, or unpacked in the cache; null when there is none that runs. */
export function findServer(name: ServerName): Server | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin', '/usr/local/sbin'];
  for (const folder of new Set(folders)) {
    const path = join(folder, name);
    const found = existsSync(path) ? tryOut(name, path, process.env) : null;
    if (found !== null) return found;
  }
  const env = { ...process.env, LD_LIBRARY_PATH: cachedLibraries() };
  for (const folder of ['usr/sbin', 'usr/bin']) {
    const path = join(CACHE, 'root', folder, name);
    const found = existsSync(path) ? tryOut(name, path, env) : null;
    if (found !== null) return found;
  }
  return null;
}

// Debian starts a service that it installs: this keeps it from doing so (https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt)
async function withoutStartingServices(work: () => Promise<void>): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return work();
  await writeFile(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await work();
  } finally {
    await rm(policy, { force: true });
  }
}

async function installAsRoot(packages: string[]): Promise<void> {
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 };
  await run('apt-get', ['update', '-qq'], options);
  await withoutStartingServices(async () => {
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
  });
  // nor with the next boot
  await run('systemctl', ['disable', '--quiet', ...packages]).catch(() => {});
}

/** Noted for the closing report of `npm test`: which real server a run has started. */
export function noteUse(name: ServerName): void {
  const path = process.env.TEST_SERVERS_USED;
  if (path !== undefined) appendFileSync(path, `${name}\n`);
}

async function neededPackages(name: string, apt: string[]): Promise<string[]> {
  const quiet = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map(
    (kind) => `--no-${kind}`,
  );
  const { stdout } = await run('apt-cache', [...apt, 'depends', '--recurse', ...quiet, name]);
  const libraries = stdout.split('\n').filter((line) => /^lib[a-z0-9.+-]+$/.test(line));
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
  const installed = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Abbrev}\n']).catch(() => ({
    stdout: '',
  }));
  const have = new Set(
    installed.stdout
      .split('\n')
      .filter((line) => line.includes(' ii'))
      .map((line) => line.split(' ')[0]),
  );
  return [name, ...new Set(libraries)].filter((one) => one === name || !have.has(one));
}

async function unpackIntoCache(packages: string[]): Promise<void> {
  const downloads = join(CACHE, 'deb');
  const lists = join(CACHE, 'apt/lists');
  const archives = join(CACHE, 'apt/cache');
  for (const folder of [downloads, join(lists, 'partial'), join(archives, 'archives/partial')]) {
    mkdirSync(folder, { recursive: true });
  }
  // the machine's own lists may be empty, and only root may fetch them: these are ours
  const apt = [
    '-o',
    `Dir::State::Lists=${lists}`,
    '-o',
    `Dir::Cache=${archives}`,
    '-o',
    'APT::Sandbox::User=',
  ];
  await run('apt-get', [...apt, 'update', '-qq'], { timeout: 300_000 });
  for (const name of packages) {
    for (const one of await neededPackages(name, apt)) {
      // a virtual package cannot be downloaded; whether anything is missing shows when the server is tried
      await run('apt-get', [...apt, 'download', one], { cwd: downloads, timeout: 300_000 }).catch(() => {});
    }
  }
  for (const file of readdirSync(downloads).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg', ['-x', join(downloads, file), join(CACHE, 'root')]);
  }
}

export interface Provided {
  servers: Record<ServerName, Server | null>;
  /** What was done, line by line, to be printed. */
  notes: string[];
}

/** Finds the servers, and gets from Debian what is missing: apt-get as root, else unpacked into .cache. */
export async function provideServers(): Promise<Provided> {
  const notes: string[] = [];
  const missing = () => (['influxd', 'mosquitto'] as const).filter((name) => findServer(name) === null);
  const ways = [
    { name: 'apt-get install', when: process.getuid?.() === 0, go: installAsRoot },
    { name: 'apt-get download into .cache', when: process.platform === 'linux', go: unpackIntoCache },
  ];
  for (const way of ways) {
    const packages = missing().map((name) => PACKAGES[name]);
    if (packages.length === 0 || !way.when) continue;
    try {
      await way.go(packages);
      notes.push(`${way.name}: ${packages.join(', ')}`);
    } catch (error) {
      notes.push(
        `${way.name} failed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
      );
    }
  }
  return { servers: { influxd: findServer('influxd'), mosquitto: findServer('mosquitto') }, notes };
}

/** What CI=true will not have: a server that is not here, or that a run of everything has not started once. */
export function notUsed(
  servers: Provided['servers'],
  times: ((name: ServerName) => number) | null,
): string[] {
  return (['mosquitto', 'influxd'] as const)
    .filter((name) => servers[name] === null || times?.(name) === 0)
    .map((name) => `CI=true demands a real ${name}, and none was used`);
}
