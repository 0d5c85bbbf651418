import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import { holdsIdentityNumber, type KeyPersonCategory } from '../../core/households.ts';
import { inScope, type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, askableId, gridCodeArgument, textArgument } from '../access.ts';
import { unusableId } from '../chosen-ids.ts';
import { liveGrid } from '../live-grid.ts';
import { rowsOf } from '../rows.ts';
import {
  HOUSEHOLD_COLUMNS,
  type Household,
  HouseholdSchema,
  KEY_PERSON_COLUMNS,
  type KeyPerson,
  KeyPersonSchema,
} from './places-store.ts';

type Maybe<T> = T | null | undefined;

export interface SaveHousehold {
  id: string;
  gridCode: string;
  buildingId?: Maybe<string>;
  floor?: Maybe<string>;
  room?: Maybe<string>;
  headName?: Maybe<string>;
  phone?: Maybe<string>;
  permanent?: boolean | undefined;
  members?: Maybe<number>;
  expectedVersion?: Maybe<number>;
}

export interface SaveKeyPerson {
  id: string;
  gridCode: string;
  householdId?: Maybe<string>;
  category: KeyPersonCategory;
  name: string;
  phone?: Maybe<string>;
  careNote?: Maybe<string>;
  weeklyVisit?: boolean | undefined;
  ended?: boolean | undefined;
  expectedVersion?: Maybe<number>;
}

const householdRows = rowsOf(HouseholdSchema);
const keyPersonRows = rowsOf(KeyPersonSchema);

const HOUSEHOLD = { en: 'Household', zh: '住户' };
const KEY_PERSON = { en: 'Key person', zh: '重点人员' };

/** A text without a number of an identity card in it. @throws HubError BAD_USER_INPUT */
export function leastText(path: string, value: Maybe<string>, max: number): string | null {
  const text = textArgument(path, value, max);
  if (text === null || !holdsIdentityNumber(text)) return text;
  throw new HubError('BAD_USER_INPUT', {
    path,
    reason: 'identity numbers are not kept here',
    reasonZh: '此处不保存身份证号',
  });
}

/** @throws HubError OUT_OF_SCOPE | GRID_RETIRED | BAD_USER_INPUT unless it exists and is in use */
export async function gridInUse(client: pg.PoolClient, by: Principal, code: string): Promise<string> {
  const gridCode = gridCodeArgument('input.gridCode', code) ?? code;
  requireScope(by, gridCode, placeNamed(gridCode));
  if (await liveGrid(client, gridCode)) return gridCode;
  throw new HubError('BAD_USER_INPUT', {
    path: 'input.gridCode',
    reason: `grid ${gridCode} does not exist or is retired`,
    reasonZh: `网格 ${gridCode} 不存在或已停用`,
  });
}

/**
 * A version that somebody has read belongs to a row: of none, as of one outside the caller's grids, nothing was read. An id
 * of something outside cannot be given to something new.
 * @throws HubError CONFLICT | NOT_FOUND | BAD_USER_INPUT
 */
export function checkVersion(
  by: Principal,
  what: { en: string; zh: string },
  before: { id: string; gridCode: string; version: number } | null,
  input: { id: string; expectedVersion?: Maybe<number> },
): void {
  const expected = input.expectedVersion ?? 0;
  const outside = before !== null && !inScope(by, before.gridCode);
  if (outside && expected === 0) throw unusableId();
  if (before === null ? expected !== 0 : outside) {
    throw new HubError('NOT_FOUND', { what: what.en, whatZh: what.zh, id: input.id });
  }
  const actual = before?.version ?? 0;
  if (expected === actual) return;
  throw new HubError('CONFLICT', { what: what.en, whatZh: what.zh, id: input.id, expected, actual });
}

/** What the audit trail keeps of a change: that it was made and where, not names and phones. */
const trace = (row: { gridCode: string; version: number } | null) =>
  row === null ? null : { gridCode: row.gridCode, version: row.version };

/** Registers and opens households and key persons; who only reads them gets them masked. */
export function createHouseholds(db: Db, principal: Principal | null, now: Date) {
  return {
    async saveHousehold(input: SaveHousehold): Promise<Household> {
      const by = allowed(principal, 'household.manage');
      const id = textArgument('input.id', input.id, 128) ?? '';
      const values = {
        floor: leastText('input.floor', input.floor, 100),
        room: leastText('input.room', input.room, 100),
        headName: leastText('input.headName', input.headName, 100),
        phone: leastText('input.phone', input.phone, 40),
      };
      return db.tx(async (client) => {
        const gridCode = await gridInUse(client, by, input.gridCode);
        const found = await client.query(
          `SELECT ${HOUSEHOLD_COLUMNS} FROM household WHERE id = $1 FOR UPDATE`,
          [id],
        );
        const before = householdRows(found)[0] ?? null;
        checkVersion(by, HOUSEHOLD, before, input);
        if (input.buildingId) {
          const { rowCount } = await client.query('SELECT FROM building WHERE id = $1 AND grid_code = $2', [
            askableId(input.buildingId),
            gridCode,
          ]);
          if (rowCount === 0) {
            throw new HubError('BAD_USER_INPUT', {
              path: 'input.buildingId',
              reason: 'there is no such building in that grid',
              reasonZh: '该网格内没有此楼栋',
            });
          }
        }
        const saved = householdRows(
          await client.query(
            `INSERT INTO household (id, grid_code, building_id, floor, room, head_name, phone, permanent, members)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (id) DO UPDATE SET grid_code = excluded.grid_code, building_id = excluded.building_id,
               floor = excluded.floor, room = excluded.room, head_name = excluded.head_name, phone = excluded.phone,
               permanent = excluded.permanent, members = excluded.members, version = household.version + 1,
               updated_at = now()
             RETURNING ${HOUSEHOLD_COLUMNS}`,
            [
              ...[id, gridCode, input.buildingId ?? null, values.floor, values.room, values.headName],
              ...[values.phone, input.permanent ?? true, input.members ?? null],
            ],
          ),
        )[0];
        if (saved === undefined) throw new HubError('INTERNAL', { errorId: 'household' });
        await appendAudit(client, {
          ...{
            actor: by.subject,
            action: 'saveHousehold',
            kind: 'household',
            objectId: id,
            gridCode,
            at: now,
          },
          ...{ before: trace(before), after: trace(saved) },
        });
        return saved;
      });
    },

    async saveKeyPerson(input: SaveKeyPerson): Promise<KeyPerson> {
      const by = allowed(principal, 'household.manage');
      const id = textArgument('input.id', input.id, 128) ?? '';
      const name = leastText('input.name', input.name, 100);
      const phone = leastText('input.phone', input.phone, 40);
      const careNote = leastText('input.careNote', input.careNote, 500);
      return db.tx(async (client) => {
        const gridCode = await gridInUse(client, by, input.gridCode);
        const found = await client.query(
          `SELECT ${KEY_PERSON_COLUMNS} FROM key_person WHERE id = $1 FOR UPDATE`,
          [id],
        );
        const before = keyPersonRows(found)[0] ?? null;
        checkVersion(by, KEY_PERSON, before, input);
        if (input.householdId) {
          const { rowCount } = await client.query('SELECT FROM household WHERE id = $1 AND grid_code = $2', [
            askableId(input.householdId),
            gridCode,
          ]);
          if (rowCount === 0) {
            throw new HubError('BAD_USER_INPUT', {
              path: 'input.householdId',
              reason: 'there is no such household in that grid',
              reasonZh: '该网格内没有此住户',
            });
          }
        }
        const saved = keyPersonRows(
          await client.query(
            `INSERT INTO key_person (id, grid_code, household_id, category, name, phone, care_note, weekly_visit,
               ended_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (id) DO UPDATE SET grid_code = excluded.grid_code, household_id = excluded.household_id,
               category = excluded.category, name = excluded.name, phone = excluded.phone,
               care_note = excluded.care_note, weekly_visit = excluded.weekly_visit, ended_at = excluded.ended_at,
               version = key_person.version + 1, updated_at = now()
             RETURNING ${KEY_PERSON_COLUMNS}`,
            [
              ...[id, gridCode, input.householdId ?? null, input.category, name, phone, careNote],
              ...[input.weeklyVisit ?? false, input.ended === true ? now : null],
            ],
          ),
        )[0];
        if (saved === undefined) throw new HubError('INTERNAL', { errorId: 'key person' });
        await appendAudit(client, {
          ...{
            actor: by.subject,
            action: 'saveKeyPerson',
            kind: 'keyPerson',
            objectId: id,
            gridCode,
            at: now,
          },
          ...{ before: trace(before), after: { ...trace(saved), ended: input.ended ?? false } },
        });
        return saved;
      });
    },

    /** @throws HubError NOT_FOUND, also for one outside the caller's grids */
    async revealHousehold(input: { id: string; reason: string }): Promise<Household> {
      const by = allowed(principal, 'personal.read');
      allowed(principal, 'household.read');
      const reason = textArgument('input.reason', input.reason, 500);
      return db.tx(async (client) => {
        const found = await client.query(`SELECT ${HOUSEHOLD_COLUMNS} FROM household WHERE id = $1`, [
          askableId(input.id),
        ]);
        const row = householdRows(found)[0];
        if (row === undefined || !inScope(by, row.gridCode)) {
          throw new HubError('NOT_FOUND', { what: HOUSEHOLD.en, whatZh: HOUSEHOLD.zh, id: input.id });
        }
        await appendAudit(client, {
          ...{ actor: by.subject, action: 'revealHousehold', kind: 'household', objectId: row.id, at: now },
          ...{ gridCode: row.gridCode, before: null, after: { reason } },
        });
        return row;
      });
    },

    /** @throws HubError NOT_FOUND, also for one outside the caller's grids */
    async revealKeyPerson(input: { id: string; reason: string }): Promise<KeyPerson> {
      const by = allowed(principal, 'personal.read');
      allowed(principal, 'household.read');
      const reason = textArgument('input.reason', input.reason, 500);
      return db.tx(async (client) => {
        const found = await client.query(`SELECT ${KEY_PERSON_COLUMNS} FROM key_person WHERE id = $1`, [
          askableId(input.id),
        ]);
        const row = keyPersonRows(found)[0];
        if (row === undefined || !inScope(by, row.gridCode)) {
          throw new HubError('NOT_FOUND', { what: KEY_PERSON.en, whatZh: KEY_PERSON.zh, id: input.id });
        }
        await appendAudit(client, {
          ...{ actor: by.subject, action: 'revealKeyPerson', kind: 'keyPerson', objectId: row.id, at: now },
          ...{ gridCode: row.gridCode, before: null, after: { reason } },
        });
        return row;
      });
    },
  };
}

export type Households = ReturnType<typeof createHouseholds>;
