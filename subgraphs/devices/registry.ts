import { HubError } from '../../core/errors.ts';
import type { DeviceFeedEvent } from '../../core/feed-event.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import type { Family } from '../../core/signal.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { appendFeed } from '../../runtime/feed.ts';
import type { GridLocator } from '../../runtime/grid-locator.ts';
import type { Db } from '../../runtime/postgres.ts';
import { textArgument } from '../access.ts';
import { unusableId } from '../chosen-ids.ts';
import {
  applyFields,
  channelsArgument,
  difference,
  type FieldsInput,
  type RegistryFields,
} from './fields.ts';
import { lockForChange, requireVersion } from './lock.ts';
import { gridArgument, requireGrid } from './place.ts';
import {
  addDevice,
  channelsOf,
  type DeviceRow,
  devicesById,
  effectiveGrid,
  replaceChannels,
  saveFields,
  saveRetirement,
} from './store.ts';

type Maybe<T> = T | null | undefined;

export interface RegisterInput extends FieldsInput {
  id: string;
  family: Family;
  gridCode?: Maybe<string>;
  expectedVersion?: Maybe<number>;
}

export interface UpdateInput extends FieldsInput {
  deviceId: string;
  expectedVersion?: Maybe<number>;
}

export interface RetireInput {
  deviceId: string;
  reason: string;
  expectedVersion?: Maybe<number>;
}

function deviceIdArgument(id: string): string {
  // what a codec takes for an id (ingest/codecs/json.ts)
  if (/^[^\p{Cc}]{1,128}$/u.test(id) && id.isWellFormed()) return id;
  throw new HubError('BAD_USER_INPUT', {
    path: 'input.id',
    reason: '1 to 128 characters without control characters',
    reasonZh: '须为 1 至 128 个字符，且不含控制字符',
  });
}

function fieldsOf(device: DeviceRow): RegistryFields {
  const { name, vendor, model, serial, firmware, address, building, floor, longitude, latitude, tags } =
    device;
  return { name, vendor, model, serial, firmware, address, building, floor, longitude, latitude, tags };
}

function told(change: DeviceFeedEvent['change'], device: DeviceRow): DeviceFeedEvent {
  return { topic: 'device', change, deviceId: device.id, gridCode: effectiveGrid(device) };
}

/**
 * Puts a device into the registry before it speaks, claimed for its grid.
 * @throws HubError CONFLICT when it exists | OUT_OF_SCOPE | BAD_USER_INPUT
 */
export async function registerDevice(
  db: Db,
  locator: GridLocator,
  by: Principal,
  input: RegisterInput,
  now: Date,
): Promise<DeviceRow> {
  const id = deviceIdArgument(input.id);
  const nothing = { vendor: null, model: null, serial: null, firmware: null, address: null };
  const noPlace = { building: null, floor: null, longitude: null, latitude: null };
  const named = { ...input, name: input.name ?? id };
  const fields = applyFields({ name: id, ...nothing, ...noPlace, tags: [] }, named);
  const { longitude, latitude } = fields;
  const position = longitude === null || latitude === null ? null : { longitude, latitude };
  const gridCode = await gridArgument(locator, by, input.gridCode, position);
  const channels = channelsArgument(input) ?? [];
  const { family } = input;

  return db.tx(async (tx) => {
    await requireGrid(tx, gridCode);
    const device = await addDevice(tx, { id, family, gridCode, fields, by: by.subject, at: now });
    if (device === null) {
      const [there] = await devicesById(tx, [id]);
      if (there === undefined || !inScope(by, effectiveGrid(there))) {
        // nothing was read of it: a version is wrong as that of a device that there is not
        requireVersion(id, input.expectedVersion ?? 0, 0);
        throw unusableId();
      }
      const actual = there.version;
      throw new HubError('CONFLICT', { what: 'device', id, expected: 0, actual, whatZh: '设备' });
    }
    requireVersion(id, input.expectedVersion ?? 0, 0);
    await replaceChannels(tx, id, channels);
    await appendFeed(tx, [told('REGISTERED', device)]);
    await appendAudit(tx, {
      ...{ actor: by.subject, action: 'registerDevice', kind: 'device', objectId: id, gridCode, at: now },
      before: null,
      after: { family, gridCode, ...fields, channels },
    });
    return device;
  });
}

/** @throws HubError NOT_FOUND | CONFLICT | BAD_USER_INPUT */
export async function updateDevice(db: Db, by: Principal, input: UpdateInput, now: Date): Promise<DeviceRow> {
  return db.tx(async (tx) => {
    const device = await lockForChange(tx, by, input);
    const wanted = applyFields(fieldsOf(device), input);
    const kept = await channelsOf(tx, [device.id]);
    const was = kept.map(({ channel, name, place }) => ({ channel, name, place }));
    const channels = channelsArgument(input) ?? was;
    const changed = difference({ ...fieldsOf(device), channels: was }, { ...wanted, channels });
    if (changed === null) return device;
    const saved = await saveFields(tx, device.id, wanted);
    if ('channels' in changed.after) await replaceChannels(tx, device.id, channels);
    await appendFeed(tx, [told('UPDATED', saved)]);
    await appendAudit(tx, {
      ...{ actor: by.subject, action: 'updateDevice', kind: 'device', objectId: device.id, at: now },
      gridCode: effectiveGrid(saved),
      ...changed,
    });
    return saved;
  });
}

/** Retiring again changes nothing. @throws HubError NOT_FOUND | CONFLICT | BAD_USER_INPUT */
export async function retireDevice(db: Db, by: Principal, input: RetireInput, now: Date): Promise<DeviceRow> {
  const reason = textArgument('input.reason', input.reason, 500) ?? '';
  return db.tx(async (tx) => {
    const device = await lockForChange(tx, by, input);
    if (device.state === 'RETIRED') return device;
    const saved = await saveRetirement(tx, device.id, { reason, by: by.subject, at: now });
    await appendFeed(tx, [told('RETIRED', saved)]);
    await appendAudit(tx, {
      ...{ actor: by.subject, action: 'retireDevice', kind: 'device', objectId: device.id, at: now },
      gridCode: effectiveGrid(saved),
      before: { state: device.state },
      after: { state: saved.state, reason },
    });
    return saved;
  });
}
