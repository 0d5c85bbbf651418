import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { url } from '../../runtime/config/kinds.ts';
import type { FaultList, Path } from './faults.ts';
import { kindFault } from './misfits.ts';
import { type BrokerEntry, HUB_BROKER, SOURCE_NAME } from './schema.ts';

/** A broker that is read besides (or in place of) the hub's own or the one of MQTT_URL. */
export interface BrokerSettings {
  name: string;
  url: string;
  username: string | null;
  password: string | null;
  clientId: string;
  /** Null: as MQTT_RECEIVE_MAXIMUM says. */
  receiveMaximum: number | null;
}

const LARGEST_SECRET = 65_536;

/** What a password file holds; null, with the fault told, when it holds none. */
export function passwordOf(faults: FaultList, path: Path, file: string): string | null {
  try {
    if (statSync(file).size > LARGEST_SECRET) throw new Error('it is too large for a password');
    const secret = readFileSync(file, 'utf8').trim();
    if (secret === '') throw new Error('it is empty');
    return secret;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    faults.add(path, `cannot be read: ${why}`, `无法读取：${why}`);
    return null;
  }
}

/** Checks one broker of the file. `folder` is where its password file is looked for. */
export function brokerOf(
  faults: FaultList,
  name: string,
  entry: BrokerEntry,
  options: { folder: string; clientId: string },
): BrokerSettings {
  const path = ['brokers', name];
  if (!SOURCE_NAME.test(name))
    faults.add(path, 'is no name: letters, digits, . _ - /', '名称只能含字母、数字与 . _ - /');
  if (name === HUB_BROKER) {
    faults.add(
      path,
      `${HUB_BROKER} is the broker of MQTT_URL, or the built-in one: choose another name`,
      `${HUB_BROKER} 指 MQTT_URL 的服务器或内置服务器：请换一个名称`,
    );
  }
  kindFault(faults, [...path, 'url'], entry.url, url('mqtt', 'mqtts'));
  const address = URL.canParse(entry.url) ? new URL(entry.url) : null;
  if (address !== null && (address.username !== '' || address.password !== '')) {
    faults.add(
      [...path, 'url'],
      'holds a user or password: put them into username and passwordFile',
      '含用户名或密码：请改用 username 与 passwordFile',
    );
  }
  if (entry.passwordFile !== undefined && entry.username === undefined)
    faults.add([...path, 'passwordFile'], 'needs username', '须同时设置 username');
  return {
    name,
    url: entry.url,
    username: entry.username ?? null,
    password:
      entry.passwordFile === undefined
        ? null
        : passwordOf(faults, [...path, 'passwordFile'], resolve(options.folder, entry.passwordFile)),
    clientId: entry.clientId ?? `${options.clientId}-${name}`,
    receiveMaximum: entry.receiveMaximum ?? null,
  };
}

/** Two sessions of one client id at one server throw each other out. */
export function checkSessions(faults: FaultList, brokers: readonly BrokerSettings[]): void {
  const seen = new Set<string>();
  for (const { name, url: address, clientId } of brokers) {
    const session = JSON.stringify([address, clientId]);
    if (seen.has(session)) {
      faults.add(
        ['brokers', name],
        'has the url and client id of another broker here: the two would throw each other out',
        '与另一服务器的 url 与 clientId 相同：两个连接会互相踢下线',
      );
    }
    seen.add(session);
  }
}
