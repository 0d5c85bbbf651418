import { newId } from '../../core/ids.ts';
import { type Principal, requireRight } from '../../core/permissions.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, askableId, textArgument } from '../access.ts';
import { badInput, spanArgument, spanOf } from './people-arguments.ts';
import { absenceOf, appointable, audited, personOf, postOf, substituteOf } from './people-scope.ts';
import { createPeopleStore } from './people-store.ts';
import type * as T from './types.generated.ts';

/** What one request may change of leave and substitutes: each is one audited transaction. */
export function createLeaveWrites({ db }: { db: Db }, principal: Principal | null, now: Date) {
  const own = { db, now };
  const store = createPeopleStore(db.pool);
  const reader = () => allowed(principal, 'duty.read');
  const manager = () => allowed(principal, 'duty.manage');

  /** Oneself, or somebody with the right to manage duty. */
  function managerOrSelf(personId: string | null): Principal {
    const who = reader();
    if (who.subject !== personId) requireRight(who, 'duty.manage');
    return who;
  }

  return {
    recordAbsence(input: T.RecordAbsenceInput) {
      const who = managerOrSelf(input.personId);
      spanArgument('input.endsAt', input.startsAt, input.endsAt);
      const reason = textArgument('input.reason', input.reason, 400) ?? '';
      return audited(own, who, 'recordAbsence', async (tx) => {
        const { person, gridCode } = await personOf(tx, who, input.personId, now);
        const absence = { id: newId('ab'), personId: person.id, ...spanOf(input) };
        await tx.insertAbsence(absence, reason);
        // the reason is private: the chain of audit is read by more people than the roster
        return {
          result: absence,
          kind: 'absence',
          id: absence.id,
          gridCode,
          before: null,
          after: { personId: person.id, ...spanOf(absence) },
        };
      });
    },

    async endAbsence({ absenceId }: T.EndAbsenceInput) {
      const seen = askableId(absenceId) === null ? null : await store.absence(absenceId);
      // who may end nobody's but their own hears the same of another's as of none
      const who = managerOrSelf(seen?.personId ?? null);
      return audited(own, who, 'endAbsence', async (tx) => {
        const { absence: found, gridCode } = await absenceOf(tx, who, absenceId, now);
        if (found.endsAt <= now) throw badInput('input.absenceId', 'it is over', '请假已结束');
        await tx.endSpan('absence', found.id, found.startsAt, now);
        const result = { ...found, endsAt: found.startsAt < now ? now : found.startsAt };
        return {
          result,
          kind: 'absence',
          id: found.id,
          gridCode,
          before: spanOf(found),
          after: spanOf(result),
        };
      });
    },

    revealAbsenceReason({ absenceId }: T.RevealAbsenceReasonInput) {
      const who = manager();
      requireRight(who, 'personal.read');
      return audited(own, who, 'revealAbsenceReason', async (tx) => {
        const { absence, gridCode } = await absenceOf(tx, who, absenceId, now);
        const reason = (await tx.absenceReason(absence.id)) ?? '';
        return {
          result: reason,
          kind: 'absence',
          id: absence.id,
          gridCode,
          before: null,
          after: { revealed: 'reason' },
        };
      });
    },

    addSubstitute(input: T.AddSubstituteInput) {
      const who = manager();
      spanArgument('input.endsAt', input.startsAt, input.endsAt);
      return audited(own, who, 'addSubstitute', async (tx) => {
        const post = await postOf(tx, who, input.postId);
        const person = await appointable(tx, who, input.personId, now);
        if (person.id === post.personId)
          throw badInput('input.personId', 'they hold the post themselves', '本人即任职人，无须替班');
        const result = { id: newId('su'), postId: post.id, personId: person.id, ...spanOf(input) };
        await tx.insertSubstitute(result);
        return {
          result,
          kind: 'substitute',
          id: result.id,
          gridCode: post.gridCode,
          before: null,
          after: { ...result },
        };
      });
    },

    endSubstitute({ substituteId }: T.EndSubstituteInput) {
      const who = manager();
      return audited(own, who, 'endSubstitute', async (tx) => {
        const { substitute: found, post } = await substituteOf(tx, who, substituteId);
        if (found.endsAt <= now) throw badInput('input.substituteId', 'it is over', '替班已结束');
        await tx.endSpan('post_substitute', found.id, found.startsAt, now);
        const result = { ...found, endsAt: found.startsAt < now ? now : found.startsAt };
        return {
          result,
          kind: 'substitute',
          id: found.id,
          gridCode: post.gridCode,
          before: spanOf(found),
          after: spanOf(result),
        };
      });
    },
  };
}

export type LeaveWrites = ReturnType<typeof createLeaveWrites>;
