import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { askableId } from '../access.ts';
import { type DeviceRow, effectiveGrid, lockDevice } from './store.ts';

/**
 * A device that the caller may see, locked for a change.
 * @throws HubError NOT_FOUND | CONFLICT when it has another version than the caller has seen
 */
export async function lockForChange(
  tx: pg.PoolClient,
  by: Principal,
  { deviceId, expectedVersion }: { deviceId: string; expectedVersion?: number | null | undefined },
): Promise<DeviceRow> {
  const id = askableId(deviceId);
  const device = id === null ? null : await lockDevice(tx, id);
  if (device === null || !inScope(by, effectiveGrid(device))) {
    throw new HubError('NOT_FOUND', { what: 'device', id: deviceId, whatZh: '设备' });
  }
  requireVersion(device.id, expectedVersion ?? device.version, device.version);
  return device;
}

/** @throws HubError CONFLICT */
export function requireVersion(id: string, expected: number, actual: number): void {
  if (expected === actual) return;
  throw new HubError('CONFLICT', { what: 'device', id, expected, actual, whatZh: '设备' });
}
