import Type, { type Static } from 'typebox';
import { HubError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { type MaintenanceWindow, windowEnd } from '../../core/maintenance.ts';
import { inScope, type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import { type Connection, clampFirst } from '../../runtime/connection.ts';
import { allowed, askableId, gridCodeArgument, textArgument } from '../access.ts';
import { idLoader } from '../batch.ts';
import { minuteArgument, weekdaysArgument } from '../day-time.ts';
import type { SubgraphDeps } from '../deps.ts';
import { liveGrid } from '../live-grid.ts';
import { instantCursor, pageOf } from '../page.ts';
import { Instant, nullable, type Queryable, rowsOf } from '../rows.ts';
import { typePattern } from '../type-pattern.ts';

const WindowSchema = Type.Object({
  id: Type.String(),
  title: Type.String(),
  deviceId: nullable(Type.String()),
  typePattern: nullable(Type.String()),
  gridCode: nullable(Type.String()),
  startsAt: Instant,
  endsAt: nullable(Instant),
  days: nullable(Type.Array(Type.Integer())),
  minuteFrom: nullable(Type.Integer()),
  minuteTo: nullable(Type.Integer()),
  includeLifeSafety: Type.Boolean(),
  createdBy: Type.String(),
  createdAt: Instant,
  endedBy: nullable(Type.String()),
  endedAt: nullable(Instant),
  /** Where it holds: its grid, else its device's; null for the whole site. */
  place: nullable(Type.String()),
});
export type WindowRow = Static<typeof WindowSchema>;
const readWindows = rowsOf(WindowSchema);

const SELECT = `SELECT w.id, w.title, w.device_id AS "deviceId", w.type_pattern AS "typePattern",
    w.grid_code AS "gridCode", w.starts_at AS "startsAt", w.ends_at AS "endsAt", w.days, w.minute_from AS "minuteFrom",
    w.minute_to AS "minuteTo", w.include_life_safety AS "includeLifeSafety", w.created_by AS "createdBy",
    w.created_at AS "createdAt", w.ended_by AS "endedBy", w.ended_at AS "endedAt",
    COALESCE(w.grid_code, d.grid_code, d.grid_hint) AS place
  FROM maintenance_window w LEFT JOIN device d ON d.id = w.device_id`;

type Maybe<T> = T | null | undefined;

export interface WindowInput {
  title: string;
  deviceId?: Maybe<string>;
  type?: Maybe<string>;
  gridCode?: Maybe<string>;
  startsAt: Date;
  endsAt?: Maybe<Date>;
  weekly?: Maybe<{ days: readonly number[]; from: string; to: string }>;
  includeLifeSafety?: Maybe<boolean>;
}

function refuse(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path: `input.${path}`, reason, reasonZh });
}

function weeklyOf(weekly: WindowInput['weekly']) {
  if (weekly === null || weekly === undefined) return { days: null, minuteFrom: null, minuteTo: null };
  const days = weekdaysArgument('input.weekly.days', weekly.days);
  const minuteFrom = minuteArgument('input.weekly.from', weekly.from) % 1440;
  return { days, minuteFrom, minuteTo: minuteArgument('input.weekly.to', weekly.to) };
}

/** Whether the window holds at `nowMs`. */
export function isActive(row: WindowRow, nowMs: number, zone: string): boolean {
  const { days, minuteFrom, minuteTo } = row;
  const window: MaintenanceWindow = {
    id: row.id,
    deviceId: row.deviceId,
    typePattern: row.typePattern,
    gridCode: row.gridCode,
    startsMs: row.startsAt.getTime(),
    endsMs: row.endsAt?.getTime() ?? null,
    recurs: days === null || minuteFrom === null || minuteTo === null ? null : { days, minuteFrom, minuteTo },
    includeLifeSafety: row.includeLifeSafety,
  };
  return row.endedAt === null && windowEnd(window, nowMs, zone) !== null;
}

async function deviceGrid(db: Queryable, by: Principal, id: string): Promise<string | null> {
  const read = rowsOf(Type.Object({ grid: nullable(Type.String()) }));
  const sql = 'SELECT COALESCE(grid_code, grid_hint) AS grid FROM device WHERE id = $1';
  const device = askableId(id) === null ? undefined : read(await db.query(sql, [id]))[0];
  if (device === undefined || !inScope(by, device.grid)) {
    throw new HubError('NOT_FOUND', { what: 'device', id, whatZh: '设备' });
  }
  return device.grid;
}

/** Planned work: who may see it, announce it and end it. */
export function createMaintenance({ db, config }: SubgraphDeps, principal: Principal | null, nowMs: number) {
  const { zone } = config.site;
  const byId = idLoader(
    async (ids) => readWindows(await db.pool.query(`${SELECT} WHERE w.id = ANY($1::text[])`, [ids])),
    (row) => row.id,
  );

  return {
    /** The window of an incident that the caller may see. */
    maintenanceWindow: async (id: string): Promise<WindowRow | null> => byId.load(id),

    windowIsActive: (row: WindowRow) => isActive(row, nowMs, zone),

    /** Newest first: those of the caller's grids, and those above them that hold there too. */
    async maintenanceWindows({
      ended,
      first,
      after,
    }: {
      ended?: Maybe<boolean>;
      first?: Maybe<number>;
      after?: Maybe<string>;
    }): Promise<Connection<WindowRow>> {
      const who = allowed(principal, 'incident.read');
      const size = clampFirst(first);
      const cursor = instantCursor(after);
      const sql = `SELECT * FROM (${SELECT}) x
        WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) p
            WHERE starts_with(COALESCE(x.place, ''), p)
              -- what is announced of one device holds for nothing below where it stands
              OR x."deviceId" IS NULL AND starts_with(p, COALESCE(x.place, '')))
          AND ($2::boolean OR (x."endedAt" IS NULL AND (x."endsAt" IS NULL OR x."endsAt" > $3)))
          AND ($4::timestamptz IS NULL OR (x."createdAt", x.id) < ($4, $5))
        ORDER BY x."createdAt" DESC, x.id DESC LIMIT $6`;
      const values = [who.grids, ended ?? false, new Date(nowMs), cursor?.at, cursor?.id, size + 1];
      const rows = readWindows(await db.pool.query(sql, values));
      return pageOf(rows, size, cursor !== null, (row) => [row.createdAt.getTime(), row.id]);
    },

    /** @throws HubError BAD_USER_INPUT | OUT_OF_SCOPE | NOT_FOUND | GRID_RETIRED */
    async createMaintenanceWindow(input: WindowInput): Promise<WindowRow> {
      const by = allowed(principal, 'maintenance.manage');
      const title = textArgument('input.title', input.title, 200);
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
      const pattern = typePattern('input.type', input.type);
      const { days, minuteFrom, minuteTo } = weeklyOf(input.weekly);
      const endsAt = input.endsAt ?? null;
      if (endsAt === null && days === null)
        throw refuse('endsAt', 'needed unless it recurs', '非周期窗口必填');
      if (endsAt !== null && endsAt.getTime() <= Math.max(input.startsAt.getTime(), nowMs)) {
        throw refuse('endsAt', 'it must lie ahead and after startsAt', '须晚于开始时间且在将来');
      }
      const deviceId = input.deviceId ?? null;
      if (deviceId === null && pattern === null && gridCode === null) {
        throw refuse('gridCode', 'name a device, a type or a grid', '须指定设备、类型或网格');
      }
      const ofDevice = deviceId === null ? null : await deviceGrid(db.pool, by, deviceId);
      const place = gridCode ?? ofDevice;
      requireScope(by, place, placeNamed(place));
      const id = newId('mw');
      return db.tx(async (tx) => {
        if (gridCode !== null) await liveGrid(tx, gridCode);
        await tx.query(
          `INSERT INTO maintenance_window (id, title, device_id, type_pattern, grid_code, starts_at, ends_at, days,
             minute_from, minute_to, include_life_safety, created_by)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
          [
            ...[id, title, deviceId, pattern, gridCode, input.startsAt, endsAt, days, minuteFrom, minuteTo],
            ...[input.includeLifeSafety ?? false, by.subject],
          ],
        );
        const [row] = readWindows(await tx.query(`${SELECT} WHERE w.id = $1`, [id]));
        if (row === undefined) throw new HubError('INTERNAL', { errorId: id });
        await appendAudit(tx, {
          ...{
            actor: by.subject,
            action: 'createMaintenanceWindow',
            kind: 'maintenanceWindow',
            objectId: id,
          },
          ...{
            gridCode: place,
            before: null,
            after: {
              ...{
                title,
                deviceId,
                type: pattern,
                gridCode,
                startsAt: input.startsAt,
                endsAt,
                ...input.weekly,
              },
              includeLifeSafety: input.includeLifeSafety ?? false,
            },
          },
        });
        return row;
      });
    },

    /** Ends it before its time; what still goes on is told within a second. Ending it again changes nothing. */
    async endMaintenanceWindow(id: string): Promise<WindowRow> {
      const by = allowed(principal, 'maintenance.manage');
      const missing = new HubError('NOT_FOUND', { what: 'maintenance window', id, whatZh: '检修窗口' });
      if (askableId(id) === null) throw missing;
      const row = await db.tx(async (tx) => {
        const found = readWindows(await tx.query(`${SELECT} WHERE w.id = $1 FOR UPDATE OF w`, [id]))[0];
        if (found === undefined || !inScope(by, found.place)) throw missing;
        if (found.endedAt !== null) return found;
        const at = new Date(nowMs);
        await tx.query('UPDATE maintenance_window SET ended_at = $2, ended_by = $3 WHERE id = $1', [
          id,
          at,
          by.subject,
        ]);
        // locked in the order of ingest, then left to the timers, which tell it
        await tx.query(
          `WITH held AS (
             SELECT id FROM incident WHERE maintenance_id = $1 ORDER BY device_id, channel, type FOR UPDATE)
           UPDATE incident i SET maintenance_until = $2, due_at = LEAST(i.due_at, $2) FROM held WHERE held.id = i.id`,
          [id, at],
        );
        await appendAudit(tx, {
          ...{ actor: by.subject, action: 'endMaintenanceWindow', kind: 'maintenanceWindow', objectId: id },
          ...{ gridCode: found.place, before: { endedAt: null }, after: { endedAt: at } },
        });
        return { ...found, endedAt: at, endedBy: by.subject };
      });
      byId.clear(id);
      return row;
    },
  };
}
