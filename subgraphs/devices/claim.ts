import type { DeviceFeedEvent } from '../../core/feed-event.ts';
import { communityOf } from '../../core/grid.ts';
import type { Principal } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { appendFeed } from '../../runtime/feed.ts';
import type { GridLocator } from '../../runtime/grid-locator.ts';
import type { Db } from '../../runtime/postgres.ts';
import { textArgument } from '../access.ts';
import type { Queryable } from '../rows.ts';
import { difference } from './fields.ts';
import { lockForChange } from './lock.ts';
import { gridArgument, type PositionInput, positionArgument, requireGrid } from './place.ts';
import { type DeviceRow, saveClaim } from './store.ts';

export interface ClaimInput {
  deviceId: string;
  gridCode?: string | null | undefined;
  position?: PositionInput | null | undefined;
  name?: string | null | undefined;
  address?: string | null | undefined;
  expectedVersion?: number | null | undefined;
}

const claimOf = ({ state, gridCode, name, address, longitude, latitude }: DeviceRow) => ({
  state,
  gridCode,
  name,
  address,
  longitude,
  latitude,
});

/**
 * What goes on at a device goes with it: its new keepers see it and act on it, and the old ones hear no more of what
 * happens elsewhere now. What is over stays where it was; one without a place learns it with its next alert.
 */
async function moveOpenIncidents(tx: Queryable, deviceId: string, gridCode: string): Promise<void> {
  await tx.query(
    `UPDATE incident SET grid_code = $2, community_code = $3, version = version + 1
     WHERE device_id = $1 AND state = 'ACTIVE' AND grid_code IS NOT NULL AND grid_code <> $2`,
    [deviceId, gridCode, communityOf(gridCode)],
  );
}

/**
 * Binds a device to a grid, which its position may tell, and tells it on the feed, in one transaction. The same claim
 * again changes nothing; a retired device is back in service.
 * @throws HubError NOT_FOUND (also when it lies outside the caller's grids) | OUT_OF_SCOPE | BAD_USER_INPUT | CONFLICT
 *   | GRID_RETIRED
 */
export async function claimDevice(
  db: Db,
  locator: GridLocator,
  by: Principal,
  input: ClaimInput,
  now: Date,
): Promise<DeviceRow> {
  const name = textArgument('input.name', input.name, 200);
  const address = textArgument('input.address', input.address, 500);
  const position = positionArgument('input.position', input.position);
  const gridCode = await gridArgument(locator, by, input.gridCode, position);

  return db.tx(async (tx) => {
    // the grid before the device, as a split or merger locks them
    await requireGrid(tx, gridCode);
    const device = await lockForChange(tx, by, input);
    const claim = {
      state: 'CLAIMED' as const,
      gridCode,
      name: name ?? device.name,
      address: address ?? device.address,
      longitude: position?.longitude ?? device.longitude,
      latitude: position?.latitude ?? device.latitude,
    };
    const changed = difference(claimOf(device), claim);
    if (changed === null) return device;
    const saved = await saveClaim(tx, device.id, { ...claim, by: by.subject, at: now });
    await moveOpenIncidents(tx, device.id, gridCode);
    const moved = device.state === 'CLAIMED' && device.gridCode !== gridCode;
    const event: DeviceFeedEvent = {
      topic: 'device',
      change: moved ? 'MOVED' : 'CLAIMED',
      deviceId: device.id,
      gridCode,
    };
    await appendFeed(tx, [event]);
    await appendAudit(tx, {
      ...{ actor: by.subject, action: 'claimDevice', kind: 'device', objectId: device.id, gridCode, at: now },
      ...changed,
    });
    return saved;
  });
}
