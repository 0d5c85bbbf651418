import { DAY_MS, dayNumber, dayText } from '../../core/calendar-days.ts';
import { isPostRole, POST_ROLES } from '../../core/duty-roles.ts';
import { HubError } from '../../core/errors.ts';
import { newId } from '../../core/ids.ts';
import { inScope, type Principal, placeNamed, requireRight, requireScope } from '../../core/permissions.ts';
import { shiftsBetween } from '../../core/roster.ts';
import { appendAudit } from '../../runtime/audit.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, askableId, gridCodeArgument, textArgument } from '../access.ts';
import { liveGrid } from '../live-grid.ts';
import { badInput, codeArgument, missing, spanArgument } from './people-arguments.ts';
import { requireAppointable } from './people-scope.ts';
import { createPeopleStore, type PeopleStore } from './people-store.ts';
import { dayArgument, membersOf, patternArgument } from './roster-arguments.ts';
import {
  type ChangeRow,
  coreRoster,
  createRosterStore,
  type RosterRow,
  type RosterStore,
} from './roster-store.ts';
import type * as T from './types.generated.ts';

const MEMBERS = 'input.pattern.members';

/** What one request may change of rosters and their shifts: each is one audited transaction. */
export function createRosterWrites(
  { db, zone }: { db: Db; zone: string },
  principal: Principal | null,
  now: Date,
) {
  const reader = () => allowed(principal, 'duty.read');
  const manager = () => allowed(principal, 'duty.manage');

  /** A roster that may be changed, locked. */
  async function lockRoster(tx: RosterStore, who: Principal, id: string): Promise<RosterRow> {
    const roster = askableId(id) === null ? null : await tx.lock(id);
    if (roster === null || !inScope(who, roster.gridCode)) throw missing('Roster', '排班表', id);
    return roster;
  }

  interface Audited {
    result: RosterRow;
    before: object | null;
    after: object | null;
  }
  function audited(
    who: Principal,
    action: string,
    work: (tx: RosterStore, people: PeopleStore) => Promise<Audited>,
  ): Promise<RosterRow> {
    return db.tx(async (client) => {
      const { result, before, after } = await work(createRosterStore(client), createPeopleStore(client));
      const { id: objectId, gridCode } = result;
      await appendAudit(client, {
        actor: who.subject,
        action,
        kind: 'roster',
        objectId,
        gridCode,
        before,
        after,
        at: now,
      });
      return result;
    });
  }
  const seen = ({ name, pattern: plan, validTo }: RosterRow) => ({ name, pattern: plan, validTo });

  return {
    create(input: T.CreateRosterInput) {
      const who = manager();
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode) ?? '';
      requireScope(who, gridCode, placeNamed(gridCode));
      const validFrom = input.validFrom ?? now;
      const validTo = input.validTo ?? null;
      spanArgument('input.validTo', validFrom, validTo);
      const roster: RosterRow = {
        id: newId('ro'),
        gridCode,
        role: codeArgument('input.role', input.role, isPostRole, POST_ROLES),
        name: textArgument('input.name', input.name, 200) ?? '',
        pattern: patternArgument('input.pattern', input.pattern),
        validFrom,
        validTo,
        version: 1,
      };
      return db.tx(async (client) => {
        const tx = createRosterStore(client);
        if (!(await liveGrid(client, gridCode))) throw missing('Grid', '网格', gridCode);
        const members = membersOf(roster.pattern);
        await requireAppointable(createPeopleStore(client), who, MEMBERS, members, now);
        await tx.insert(roster);
        const after = { ...seen(roster), role: roster.role };
        await appendAudit(client, {
          ...{ actor: who.subject, action: 'createRoster', kind: 'roster', objectId: roster.id, gridCode },
          ...{ before: null, after, at: now },
        });
        return roster;
      });
    },

    change(input: T.ChangeRosterInput) {
      const who = manager();
      return audited(who, 'changeRoster', async (tx, people) => {
        const roster = await lockRoster(tx, who, input.rosterId);
        const expected = input.expectedVersion;
        if (expected != null && expected !== roster.version) {
          throw new HubError('CONFLICT', {
            ...{ what: 'Roster', whatZh: '排班表', id: roster.id, expected, actual: roster.version },
          });
        }
        const result: RosterRow = {
          ...roster,
          name: textArgument('input.name', input.name, 200) ?? roster.name,
          pattern: input.pattern == null ? roster.pattern : patternArgument('input.pattern', input.pattern),
          validTo: input.validTo === undefined ? roster.validTo : input.validTo,
          version: roster.version + 1,
        };
        spanArgument('input.validTo', result.validFrom, result.validTo);
        // who is on it already may have moved on since: that is the report's to tell (ROSTER_FAULTS)
        const before = new Set(membersOf(roster.pattern));
        const members = membersOf(result.pattern).filter((id) => !before.has(id));
        await requireAppointable(people, who, MEMBERS, members, now);
        await tx.update(result);
        return { result, before: seen(roster), after: seen(result) };
      });
    },

    changeShift(input: T.ChangeShiftInput) {
      const who = manager();
      const day = dayArgument('input.day', input.day);
      return audited(who, 'changeShift', async (tx, people) => {
        const roster = await lockRoster(tx, who, input.rosterId);
        const change: ChangeRow = {
          id: newId('sc'),
          rosterId: roster.id,
          kind: input.kind,
          day,
          shift: textArgument('input.shift', input.shift, 40),
          personId: input.kind === 'REPLACE' ? (input.personId ?? null) : null,
          byId: input.kind === 'OFF' ? null : (input.byId ?? null),
          fromMs: input.kind === 'EXTRA' ? (input.startsAt?.getTime() ?? null) : null,
          toMs: input.kind === 'EXTRA' ? (input.endsAt?.getTime() ?? null) : null,
        };
        if (change.kind !== 'OFF' && change.byId === null)
          throw badInput('input.byId', 'say who has it', '须写明现当班人');
        if (change.kind === 'REPLACE' && change.personId === null) {
          throw badInput('input.personId', 'say whose turn it is', '须写明原当班人');
        }
        if (
          change.kind === 'EXTRA' &&
          (change.fromMs === null || change.toMs === null || change.fromMs >= change.toMs)
        ) {
          throw badInput(
            'input.startsAt',
            'an extra shift needs a start and a later end',
            '加班须写明起止时间',
          );
        }
        const shifts = roster.pattern.shifts.map(({ name }) => name);
        if (change.shift !== null && !shifts.includes(change.shift)) {
          throw badInput('input.shift', `one of ${shifts.join(', ')}`, `应为 ${shifts.join('、')} 之一`);
        }
        const members = new Set(membersOf(roster.pattern));
        const others = [change.personId, change.byId]
          .filter((id) => id !== null)
          .filter((id) => !members.has(id));
        await requireAppointable(people, who, 'input.byId', others, now);
        await tx.insertChange(change);
        const { id: _, rosterId: __, ...after } = change;
        return { result: roster, before: null, after };
      });
    },

    swap({ rosterId, first, second }: T.SwapShiftsInput) {
      const who = reader();
      if (![first.personId, second.personId].includes(who.subject)) requireRight(who, 'duty.manage');
      const one = {
        day: dayArgument('input.first.day', first.day),
        shift: first.shift ?? null,
        personId: first.personId,
      };
      const two = {
        day: dayArgument('input.second.day', second.day),
        shift: second.shift ?? null,
        personId: second.personId,
      };
      return audited(who, 'swapShifts', async (tx) => {
        const roster = await lockRoster(tx, who, rosterId);
        for (const [at, turn] of [one, two].entries()) {
          const noon = (dayNumber(turn.day) ?? 0) * DAY_MS;
          const range = { fromMs: noon - DAY_MS, toMs: noon + 2 * DAY_MS };
          const rows = await tx.changes(
            [roster.id],
            dayText((dayNumber(turn.day) ?? 0) - 2),
            dayText((dayNumber(turn.day) ?? 0) + 2),
          );
          const held = shiftsBetween(coreRoster(roster, rows), range, zone).some(
            (shift) =>
              shift.day === turn.day &&
              (turn.shift === null || shift.name === turn.shift) &&
              shift.personIds.includes(turn.personId),
          );
          const path = at === 0 ? 'input.first' : 'input.second';
          if (!held) throw badInput(path, 'they have no such shift on that day', '此人当日没有该班次');
        }
        const plain = { rosterId: roster.id, kind: 'REPLACE' as const, fromMs: null, toMs: null };
        await tx.insertChange({
          ...plain,
          id: newId('sc'),
          day: one.day,
          shift: one.shift,
          personId: one.personId,
          byId: two.personId,
        });
        await tx.insertChange({
          ...plain,
          id: newId('sc'),
          day: two.day,
          shift: two.shift,
          personId: two.personId,
          byId: one.personId,
        });
        return { result: roster, before: null, after: { first: one, second: two } };
      });
    },

    undoChange({ changeId }: T.UndoShiftChangeInput) {
      const who = manager();
      return audited(who, 'undoShiftChange', async (tx) => {
        const change = askableId(changeId) === null ? null : await tx.change(changeId);
        const roster = change === null ? null : await tx.lock(change.rosterId);
        if (change === null || roster === null || !inScope(who, roster.gridCode)) {
          throw missing('Shift change', '调班', changeId);
        }
        await tx.deleteChange(change.id);
        const { id: _, rosterId: __, ...before } = change;
        return { result: roster, before, after: null };
      });
    },
  };
}

export type RosterWrites = ReturnType<typeof createRosterWrites>;
