import type pg from 'pg';
import { HubError } from '../../core/errors.ts';
import type { Principal } from '../../core/permissions.ts';
import { inScope } from '../../core/permissions.ts';
import { isTalentField, isTalentGroupKind, TALENT_FIELDS, TALENT_GROUP_KINDS } from '../../core/talents.ts';
import { appendAudit } from '../../runtime/audit.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, askableId, textArgument } from '../access.ts';
import { standingsOf } from '../ties.ts';
import { checkVersion, gridInUse, leastText } from './households.ts';
import { badInput, codeArgument, missing } from './people-arguments.ts';
import { GROUP, type GroupRow, groupRows, TALENT, type TalentRow, talentRows } from './talents-store.ts';
import type * as T from './types.generated.ts';

const TALENT_NAMED = { en: 'Talent', zh: '人才' };
const GROUP_NAMED = { en: 'Group', zh: '群团组织' };

/** What the audit trail keeps of a talent: no names and phones. */
const trace = (row: TalentRow | null) =>
  row === null
    ? null
    : {
        ...{ gridCode: row.gridCode, version: row.version, fields: row.fields, available: row.available },
        ...{ consented: row.consentedAt !== null, ended: row.endedAt !== null },
      };

/** Groups of the caller's grids that have not ended. @throws HubError NOT_FOUND */
async function knownGroups(client: pg.PoolClient, by: Principal, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)];
  const askable = wanted.filter((id) => askableId(id) !== null);
  const sql = `SELECT ${GROUP} FROM talent_group g WHERE g.id = ANY($1::text[]) AND g.ended_at IS NULL FOR SHARE`;
  const found = new Map(groupRows(await client.query(sql, [askable])).map((row) => [row.id, row]));
  for (const id of wanted) {
    const group = found.get(id);
    if (group === undefined || !inScope(by, group.gridCode)) {
      throw missing(GROUP_NAMED.en, GROUP_NAMED.zh, id);
    }
  }
  return wanted;
}

/** Registers and opens talents and groups (HY-05); who only reads them gets them masked. */
export function createTalentWrites(db: Db, principal: Principal | null, now: Date) {
  /** What of a person is kept: nothing after they left, no phone without their consent. */
  function kept(input: T.SaveTalentInput, before: TalentRow | null) {
    const personId = input.personId ?? null;
    const name = leastText('input.name', input.name, 100);
    const phone = leastText('input.phone', input.phone, 40);
    if ((personId === null) === (name === null)) {
      throw badInput('input.name', 'one of `personId` and `name`', '`personId` 与 `name` 须且仅须填一项');
    }
    const consent = input.contactConsent === true;
    if (phone !== null && !consent) {
      throw badInput('input.phone', 'a phone is kept only with consent', '未经本人同意不得留存电话');
    }
    if (input.ended === true) {
      return { personId, name: personId === null ? '' : null, phone: null, consentedAt: null };
    }
    return { personId, name, phone, consentedAt: consent ? (before?.consentedAt ?? now) : null };
  }

  return {
    async saveTalent(input: T.SaveTalentInput): Promise<TalentRow> {
      const by = allowed(principal, 'household.manage');
      const id = textArgument('input.id', input.id, 128) ?? '';
      const note = leastText('input.note', input.note, 500);
      const fields = [
        ...new Set(
          input.fields.map((field, at) =>
            codeArgument(`input.fields.${at}`, field, isTalentField, TALENT_FIELDS),
          ),
        ),
      ];
      if (fields.length === 0) throw badInput('input.fields', 'one field or more', '至少一项专长');
      return db.tx(async (client) => {
        const gridCode = await gridInUse(client, by, input.gridCode);
        const found = await client.query(`SELECT ${TALENT} FROM talent WHERE id = $1 FOR UPDATE`, [id]);
        const before = talentRows(found)[0] ?? null;
        checkVersion(by, TALENT_NAMED, before, { id, expectedVersion: input.expectedVersion });
        const { personId, name, phone, consentedAt } = kept(input, before);
        // who is registered already stays, wherever they have gone since
        if (personId !== null && personId !== before?.personId) {
          const standings = await standingsOf(client, by, [personId], now);
          if (!standings.has(personId)) throw missing('Person', '人员', personId);
        }
        const groups = await knownGroups(client, by, input.groupIds ?? []);
        const [saved] = talentRows(
          await client.query(
            `INSERT INTO talent (id, grid_code, person_id, name, phone, consented_at, fields, note, available, ended_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (id) DO UPDATE SET grid_code = excluded.grid_code, person_id = excluded.person_id,
               name = excluded.name, phone = excluded.phone, consented_at = excluded.consented_at,
               fields = excluded.fields, note = excluded.note, available = excluded.available,
               ended_at = excluded.ended_at, version = talent.version + 1, updated_at = now()
             RETURNING ${TALENT}`,
            [
              ...[
                id,
                gridCode,
                personId,
                name,
                phone,
                consentedAt,
                fields,
                input.ended === true ? null : note,
              ],
              ...[input.available ?? true, input.ended === true ? now : null],
            ],
          ),
        );
        if (saved === undefined) throw new HubError('INTERNAL', { errorId: 'talent' });
        await client.query('DELETE FROM talent_group_member WHERE talent_id = $1', [id]);
        await client.query(
          'INSERT INTO talent_group_member (group_id, talent_id) SELECT unnest($1::text[]), $2',
          [groups, id],
        );
        await appendAudit(client, {
          ...{ actor: by.subject, action: 'saveTalent', kind: 'talent', objectId: id, gridCode, at: now },
          ...{ before: trace(before), after: { ...trace(saved), groups } },
        });
        return saved;
      });
    },

    async saveTalentGroup(input: T.SaveTalentGroupInput): Promise<GroupRow> {
      const by = allowed(principal, 'household.manage');
      const id = textArgument('input.id', input.id, 128) ?? '';
      const name = leastText('input.name', input.name, 100);
      const kind = codeArgument('input.kind', input.kind, isTalentGroupKind, TALENT_GROUP_KINDS);
      if (input.memberCount < 0 || input.memberCount > 1_000_000) {
        throw badInput('input.memberCount', 'a whole number from 0 to 1000000', '须为 0 至 1000000 的整数');
      }
      return db.tx(async (client) => {
        const gridCode = await gridInUse(client, by, input.gridCode);
        const found = await client.query(`SELECT ${GROUP} FROM talent_group g WHERE g.id = $1 FOR UPDATE`, [
          id,
        ]);
        const before = groupRows(found)[0] ?? null;
        checkVersion(by, GROUP_NAMED, before, { id, expectedVersion: input.expectedVersion });
        const [saved] = groupRows(
          await client.query(
            `INSERT INTO talent_group AS g (id, grid_code, kind, name, member_count, ended_at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (id) DO UPDATE SET grid_code = excluded.grid_code, kind = excluded.kind, name = excluded.name,
               member_count = excluded.member_count, ended_at = excluded.ended_at, version = g.version + 1,
               updated_at = now()
             RETURNING ${GROUP}`,
            [id, gridCode, kind, name, input.memberCount, input.ended === true ? now : null],
          ),
        );
        if (saved === undefined) throw new HubError('INTERNAL', { errorId: 'talent group' });
        await appendAudit(client, {
          ...{
            actor: by.subject,
            action: 'saveTalentGroup',
            kind: 'talentGroup',
            objectId: id,
            gridCode,
            at: now,
          },
          ...{ before, after: { ...saved, ended: input.ended ?? false } },
        });
        return saved;
      });
    },

    /** @throws HubError NOT_FOUND, also for one outside the caller's grids */
    async revealTalent(input: T.RevealInput): Promise<TalentRow> {
      const by = allowed(principal, 'personal.read');
      allowed(principal, 'household.read');
      const reason = textArgument('input.reason', input.reason, 500);
      return db.tx(async (client) => {
        const sql = `SELECT ${TALENT} FROM talent WHERE id = $1 AND ended_at IS NULL`;
        const [row] = talentRows(await client.query(sql, [askableId(input.id)]));
        if (row === undefined || !inScope(by, row.gridCode)) {
          throw missing(TALENT_NAMED.en, TALENT_NAMED.zh, input.id);
        }
        await appendAudit(client, {
          ...{ actor: by.subject, action: 'revealTalent', kind: 'talent', objectId: row.id, at: now },
          ...{ gridCode: row.gridCode, before: null, after: { reason } },
        });
        return row;
      });
    },
  };
}

export type TalentWrites = ReturnType<typeof createTalentWrites>;
