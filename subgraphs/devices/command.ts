import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import type { Principal } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { appendFeed } from '../../runtime/feed.ts';
import type { Db } from '../../runtime/postgres.ts';
import { textArgument } from '../access.ts';
import {
  type CommandRow,
  commandOfClient,
  countRecent,
  insertCommand,
  lockCaller,
  routeOf,
} from './command-store.ts';
import { lockForChange } from './lock.ts';
import { type DeviceRow, effectiveGrid } from './store.ts';

export interface CommandInput {
  deviceId: string;
  command: string;
  params?: unknown;
  timeoutSeconds?: number | undefined;
  clientMutationId?: string | null | undefined;
}

/** Commands of one minute. */
export const COMMANDS_A_MINUTE = { device: 10, caller: 60 } as const;
const MAX_PARAMS_BYTES = 16 * 1024;
const MAX_TIMEOUT_SECONDS = 3_600;
/** Where a device is that never said: the broker of MQTT_URL, or the built-in one. */
const DEFAULT_BROKER = 'hub';

function bad(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path, reason, reasonZh });
}

function paramsArgument(params: unknown): string {
  const json = JSON.stringify(params ?? null);
  if (Buffer.byteLength(json) > MAX_PARAMS_BYTES) {
    throw bad('input.params', `at most ${MAX_PARAMS_BYTES} bytes`, `最多 ${MAX_PARAMS_BYTES} 字节`);
  }
  // what jsonb refuses: NUL (22P05) and half a surrogate pair (22P02), escaped by JSON.stringify
  if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i.test(json)) {
    throw bad('input.params', 'it holds NUL or half a surrogate pair', '含有 NUL 或不成对的代理字符');
  }
  return json;
}

/** The one format in which commands are sent (ingest/codecs/canonical.ts). */
const CANONICAL = 'canonical';

/** A device that was heard in another format would never see the command: said now, not by a time-out. */
function requireCanonical({ codec }: DeviceRow): void {
  if (codec === null || codec === '' || codec === CANONICAL) return;
  throw bad(
    'input.deviceId',
    `the device speaks ${codec}; commands go to devices on the canonical topic only`,
    `该设备使用 ${codec} 协议，仅支持向标准主题的设备下发指令`,
  );
}

function topicOf(device: DeviceRow, topicGrid: string | null): string {
  // the device listens where it speaks, whatever grid it was claimed for
  const grid = topicGrid ?? device.gridHint ?? device.gridCode;
  if (grid === null) {
    throw bad(
      'input.deviceId',
      'the hub does not know its topic: claim it first',
      '主题未知：请先认领该设备',
    );
  }
  if (/[/+#\0]/.test(device.id)) {
    throw bad('input.deviceId', 'its id cannot stand in a topic', '设备编号不能用作主题');
  }
  return `community/v1/${grid}/${device.family}/${device.id}/command`;
}

async function requireRate(tx: pg.PoolClient, deviceId: string, by: string): Promise<void> {
  const { ofDevice, ofCaller } = await countRecent(tx, deviceId, by);
  if (ofDevice >= COMMANDS_A_MINUTE.device) {
    throw new HubError('RATE_LIMITED', {
      what: 'commands to this device',
      whatZh: '对该设备的指令',
      limit: COMMANDS_A_MINUTE.device,
    });
  }
  if (ofCaller >= COMMANDS_A_MINUTE.caller) {
    throw new HubError('RATE_LIMITED', {
      what: 'commands of yours',
      whatZh: '您的指令',
      limit: COMMANDS_A_MINUTE.caller,
    });
  }
}

/**
 * Stores a command; the ingest process that reads the device's broker sends it (ingest/command-sender.ts).
 * @throws HubError NOT_FOUND | BAD_USER_INPUT | RATE_LIMITED
 */
export async function sendDeviceCommand(db: Db, by: Principal, input: CommandInput): Promise<CommandRow> {
  const { command } = input;
  if (!/^[A-Za-z][A-Za-z0-9_.:-]{0,63}$/.test(command)) {
    throw bad(
      'input.command',
      'a letter, then up to 63 letters, digits, _ . : or -',
      '须以字母开头，至多 64 个字母、数字或 _ . : -',
    );
  }
  const timeoutSeconds = input.timeoutSeconds ?? 30;
  if (timeoutSeconds < 1 || timeoutSeconds > MAX_TIMEOUT_SECONDS) {
    const range = `1-${MAX_TIMEOUT_SECONDS}`;
    throw bad('input.timeoutSeconds', `it must lie in ${range}`, `须在 ${range} 之间`);
  }
  const params = paramsArgument(input.params);
  const clientMutationId = textArgument('input.clientMutationId', input.clientMutationId, 200);

  return db.tx(async (tx) => {
    const device = await lockForChange(tx, by, { deviceId: input.deviceId });
    await lockCaller(tx, by.subject);
    const again = clientMutationId === null ? null : await commandOfClient(tx, by.subject, clientMutationId);
    if (again !== null) {
      if (again.deviceId === device.id && again.command === command) return again;
      throw bad('input.clientMutationId', 'it stands for another command', '已用于另一条指令');
    }
    if (device.state === 'RETIRED') throw bad('input.deviceId', 'the device is retired', '设备已停用');
    requireCanonical(device);
    await requireRate(tx, device.id, by.subject);
    const route = await routeOf(tx, device.id);
    const gridCode = effectiveGrid(device);
    const [saved] = await insertCommand(tx, {
      ...{ id: newId('cmd'), deviceId: device.id, gridCode, topic: topicOf(device, route.topicGrid) },
      ...{ broker: route.broker ?? DEFAULT_BROKER, command, params, by: by.subject },
      ...{ clientMutationId, timeoutSeconds },
    });
    if (saved === undefined) throw new HubError('INTERNAL', { errorId: 'command' });
    const { id } = saved;
    await appendFeed(tx, [
      { topic: 'deviceCommand', change: 'PENDING', commandId: id, deviceId: device.id, gridCode },
    ]);
    await appendAudit(tx, {
      ...{ actor: by.subject, action: 'sendDeviceCommand', kind: 'device', objectId: device.id, gridCode },
      before: null,
      after: { commandId: id, command, params: saved.params, timeoutSeconds },
    });
    return saved;
  });
}
