import { HubError } from '../../core/errors.ts';
import type { DeviceFeedEvent } from '../../core/feed-event.ts';
import { inScope, type Principal, requireScope } from '../../core/permissions.ts';
import { appendFeed } from '../../runtime/feed.ts';
import type { Db } from '../../runtime/postgres.ts';
import { askableId, gridCodeArgument, textArgument } from '../access.ts';
import { type DeviceRow, effectiveGrid, gridExists, lockDevice, saveClaim } from './store.ts';

export interface ClaimInput {
  deviceId: string;
  gridCode: string;
  name?: string | null | undefined;
  address?: string | null | undefined;
  expectedVersion?: number | null | undefined;
}

/**
 * Binds a device to a grid and tells it on the feed, in one transaction. The same claim again changes nothing.
 * @throws HubError NOT_FOUND (also when it lies outside the caller's grids) | OUT_OF_SCOPE | BAD_USER_INPUT | CONFLICT
 */
export async function claimDevice(db: Db, by: Principal, input: ClaimInput, now: Date): Promise<DeviceRow> {
  const gridCode = gridCodeArgument('input.gridCode', input.gridCode) ?? '';
  const name = textArgument('input.name', input.name, 200);
  const address = textArgument('input.address', input.address, 500);
  requireScope(by, gridCode, `grid ${gridCode}`);
  const id = askableId(input.deviceId);
  const missing = new HubError('NOT_FOUND', { what: 'device', id: input.deviceId, whatZh: '设备' });
  if (id === null) throw missing;

  return db.tx(async (tx) => {
    const device = await lockDevice(tx, id);
    if (device === null || !inScope(by, effectiveGrid(device))) throw missing;
    const expected = input.expectedVersion ?? device.version;
    if (expected !== device.version) {
      throw new HubError('CONFLICT', {
        what: 'device',
        id,
        expected,
        actual: device.version,
        whatZh: '设备',
      });
    }
    if (!(await gridExists(tx, gridCode))) {
      throw new HubError('BAD_USER_INPUT', {
        path: 'input.gridCode',
        reason: `grid ${gridCode} does not exist`,
        reasonZh: `网格 ${gridCode} 不存在`,
      });
    }
    const claim = { gridCode, name: name ?? device.name, address: address ?? device.address };
    const same =
      device.state === 'CLAIMED' &&
      device.gridCode === gridCode &&
      device.name === claim.name &&
      device.address === claim.address;
    if (same) return device;
    const saved = await saveClaim(tx, id, { ...claim, by: by.subject, at: now });
    if (saved === null) throw missing;
    const moved = device.state === 'CLAIMED' && device.gridCode !== gridCode;
    const event: DeviceFeedEvent = {
      topic: 'device',
      change: moved ? 'MOVED' : 'CLAIMED',
      deviceId: id,
      gridCode,
    };
    await appendFeed(tx, [event]);
    return saved;
  });
}
