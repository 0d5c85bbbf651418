import Type, { type Static } from 'typebox';
import { DEVICE_CLASSES, type DeviceClass } from '../../core/device-class.ts';
import { HubError } from '../../core/errors.ts';
import { inScope, type Principal } from '../../core/permissions.ts';
import { TOPOLOGY_DEPTH } from '../../core/topology.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { appendFeed } from '../../runtime/feed.ts';
import type { Db } from '../../runtime/postgres.ts';
import { askableId, textArgument } from '../access.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';
import { lockForChange } from './lock.ts';
import { type DeviceRow, devicesById, effectiveGrid } from './store.ts';

type Maybe<T> = T | null | undefined;

const CLASS_NAMES = [
  'MAINS',
  'BATTERY',
  'GATEWAY',
  'NVR',
  'POWER',
  'NETWORK',
] as const satisfies readonly DeviceClass[];

const LinkSchema = Type.Object({
  id: Type.String(),
  parentId: nullable(Type.String()),
  class: nullable(Type.Enum(CLASS_NAMES)),
  silenceSeconds: nullable(Type.Integer()),
});
/** What a device hangs on, and what is expected of it. */
export type LinkRow = Static<typeof LinkSchema>;
const readLinks = rowsOf(LinkSchema);
const LINK = 'id, parent_id AS "parentId", class, silence_seconds AS "silenceSeconds"';

export async function linksOf(db: Queryable, ids: readonly string[]): Promise<LinkRow[]> {
  return readLinks(await db.query(`SELECT ${LINK} FROM device WHERE id = ANY($1::text[])`, [ids]));
}

const readChildIds = rowsOf(Type.Object({ place: Type.Integer(), id: Type.String() }));

/** The first `limit` children of each device, by id. */
export async function childIds(db: Queryable, ids: readonly string[], limit: number) {
  const sql = `SELECT k.place::int - 1 AS place, c.id FROM unnest($1::text[]) WITH ORDINALITY AS k (id, place)
    CROSS JOIN LATERAL (SELECT d.id FROM device d WHERE d.parent_id = k.id ORDER BY d.id LIMIT $2) c
    ORDER BY k.place, c.id`;
  return readChildIds(await db.query(sql, [ids, limit]));
}

/** Silence after which the device counts as offline, s; null when none is expected of it. */
export function silenceOf(link: Pick<LinkRow, 'class' | 'silenceSeconds'>): number | null {
  return link.class === null ? null : (link.silenceSeconds ?? DEVICE_CLASSES[link.class].silenceSeconds);
}

export interface LinkInput {
  deviceId: string;
  /** Null: hangs on nothing. Left out: as it is. */
  parentId?: Maybe<string>;
  class?: Maybe<DeviceClass>;
  /** ms */
  silence?: Maybe<number>;
  expectedVersion?: Maybe<number>;
}

function refuse(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path: `input.${path}`, reason, reasonZh });
}

/** Refuses what would make a ring, or a chain longer than suppression follows. */
async function requireNoRing(tx: Queryable, id: string, parentId: string): Promise<void> {
  const read = rowsOf(Type.Object({ ring: Type.Boolean(), depth: Type.Integer() }));
  const sql = `WITH RECURSIVE up (id, depth) AS (
      SELECT $2::text COLLATE "C", 1
      UNION ALL SELECT d.parent_id, up.depth + 1 FROM up JOIN device d ON d.id = up.id
      WHERE d.parent_id IS NOT NULL AND up.depth <= ${TOPOLOGY_DEPTH})
    SELECT COALESCE(bool_or(id = $1), false) AS ring, max(depth)::int AS depth FROM up`;
  const [found] = read(await tx.query(sql, [id, parentId]));
  if (found?.ring === true)
    throw refuse('parentId', 'it hangs on this device itself', '该上级本身挂在此设备之下');
  if ((found?.depth ?? 0) > TOPOLOGY_DEPTH) {
    throw refuse('parentId', `at most ${TOPOLOGY_DEPTH} levels`, `最多 ${TOPOLOGY_DEPTH} 级`);
  }
}

/** Any number no other lock of this database uses: two links made at once must not close a ring together. */
const LINK_LOCK = 7_245_110;

/**
 * Says what a device hangs on and what is expected of it; the same again changes nothing.
 * @throws HubError NOT_FOUND (device or parent, also outside the caller's grids) | BAD_USER_INPUT | CONFLICT
 */
export async function linkDevice(db: Db, by: Principal, input: LinkInput, now: Date): Promise<DeviceRow> {
  return db.tx(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LINK_LOCK]);
    const device = await lockForChange(tx, by, input);
    const [before] = await linksOf(tx, [device.id]);
    if (before === undefined) throw new HubError('INTERNAL', { errorId: device.id });
    const parentId =
      input.parentId === undefined ? before.parentId : textArgument('input.parentId', input.parentId, 256);
    const silenceSeconds =
      input.silence === undefined
        ? before.silenceSeconds
        : input.silence === null
          ? null
          : Math.round(input.silence / 1000);
    const after = {
      parentId,
      class: input.class === undefined ? before.class : input.class,
      silenceSeconds,
    };
    if (silenceSeconds !== null && !(silenceSeconds >= 60 && silenceSeconds <= 90 * 86_400)) {
      throw refuse('silence', '1 minute to 90 days', '须在 1 分钟至 90 天之间');
    }
    if (parentId !== null && parentId !== before.parentId) {
      if (parentId === device.id)
        throw refuse('parentId', 'a device cannot hang on itself', '不能以自身为上级');
      const [parent] = askableId(parentId) === null ? [] : await devicesById(tx, [parentId]);
      if (parent === undefined || !inScope(by, effectiveGrid(parent))) {
        throw new HubError('NOT_FOUND', { what: 'device', id: parentId, whatZh: '上级设备' });
      }
      await requireNoRing(tx, device.id, parentId);
    }
    const was = { parentId: before.parentId, class: before.class, silenceSeconds: before.silenceSeconds };
    if (JSON.stringify(was) === JSON.stringify(after)) return device;
    await tx.query(
      'UPDATE device SET parent_id = $2, class = $3, silence_seconds = $4, version = version + 1 WHERE id = $1',
      [device.id, after.parentId, after.class, after.silenceSeconds],
    );
    await appendFeed(tx, [
      { topic: 'device', change: 'UPDATED', deviceId: device.id, gridCode: effectiveGrid(device) },
    ]);
    await appendAudit(tx, {
      ...{ actor: by.subject, action: 'setDeviceParent', kind: 'device', objectId: device.id, at: now },
      ...{ gridCode: effectiveGrid(device), before: was, after },
    });
    return { ...device, version: device.version + 1 };
  });
}
