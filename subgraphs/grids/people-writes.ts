import { isPartyKind, isPostRole, PARTY_KINDS, POST_ROLES } from '../../core/duty-roles.ts';
import { newId } from '../../core/ids.ts';
import { inScope, type Principal, placeNamed, requireRight, requireScope } from '../../core/permissions.ts';
import { appendAudit } from '../../runtime/audit.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, askableId, gridCodeArgument, textArgument } from '../access.ts';
import { maskPhone, servesScope } from './people.ts';
import {
  badInput,
  capacityArgument,
  codeArgument,
  dutiesArgument,
  missing,
  spanArgument,
  spanOf,
} from './people-arguments.ts';
import { type AbsenceRow, createPeopleStore, type HeldPost, type PeopleStore } from './people-store.ts';
import type * as T from './types.generated.ts';

/** What one request may change of organisations, posts, leave and substitutes: each is one audited transaction. */
export function createPeopleWrites({ db }: { db: Db }, principal: Principal | null, now: Date) {
  const store = createPeopleStore(db.pool);
  const reader = () => allowed(principal, 'duty.read');
  const manager = () => allowed(principal, 'duty.manage');

  /** A post that the manager may change, read in the transaction of the change. */
  async function postOf(tx: PeopleStore, who: Principal, id: string): Promise<HeldPost> {
    const askable = askableId(id);
    const [post] = askable === null ? [] : await tx.postsById([askable]);
    if (post === undefined || !inScope(who, post.gridCode)) throw missing('Post', '岗位', id);
    return post;
  }

  /** Somebody, with the posts that they hold now or will hold; what they held elsewhere once gives nobody a say. */
  async function holderOf(tx: PeopleStore, id: string) {
    const askable = askableId(id);
    const [person] = askable === null ? [] : await tx.personsById([askable]);
    if (person === undefined) throw missing('Person', '人员', id);
    const posts = await tx.postsOfPerson(person.id);
    return { person, posts: posts.filter(({ validTo }) => validTo === null || validTo > now) };
  }

  /** A person with a post in the manager's grids, or the manager. */
  async function personOf(tx: PeopleStore, who: Principal, id: string) {
    const { person, posts } = await holderOf(tx, id);
    const own = posts.find((post) => inScope(who, post.gridCode));
    if (own === undefined && id !== who.subject && !who.grids.includes(''))
      throw missing('Person', '人员', id);
    return { person, gridCode: own?.gridCode ?? null };
  }

  /**
   * Whom a manager may give a post or a substitution: who has none yet, or one that serves the manager's grids. With a post
   * come the person's phone and leave, so nobody takes them from elsewhere.
   */
  async function appointable(tx: PeopleStore, who: Principal, id: string) {
    const { person, posts } = await holderOf(tx, id);
    const free = posts.length === 0 || posts.some((post) => servesScope(who, post.gridCode));
    if (free || id === who.subject || who.grids.includes('')) return person;
    throw missing('Person', '人员', id);
  }

  /** An organisation that serves the manager's grids. */
  async function partyOf(tx: PeopleStore, who: Principal, id: string) {
    const askable = askableId(id);
    const [party] = askable === null ? [] : await tx.partiesById([askable]);
    if (party !== undefined && servesScope(who, party.gridCode)) return party;
    throw missing('Party', '组织', id);
  }

  /** Oneself, or somebody with the right to manage duty. */
  function managerOrSelf(personId: string): Principal {
    const who = reader();
    if (who.subject !== personId) requireRight(who, 'duty.manage');
    return who;
  }

  function audited<R>(
    who: Principal,
    action: string,
    work: (tx: PeopleStore) => Promise<{
      result: R;
      kind: string;
      id: string;
      gridCode: string | null;
      before: object | null;
      after: object | null;
    }>,
  ): Promise<R> {
    return db.tx(async (client) => {
      const { result, kind, id, gridCode, before, after } = await work(createPeopleStore(client));
      await appendAudit(client, {
        actor: who.subject,
        action,
        kind,
        objectId: id,
        gridCode,
        before,
        after,
        at: now,
      });
      return result;
    });
  }

  return {
    createParty(input: T.CreatePartyInput) {
      const who = manager();
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
      requireScope(who, gridCode, placeNamed(gridCode));
      const kind = codeArgument('input.kind', input.kind, isPartyKind, PARTY_KINDS);
      const name = textArgument('input.name', input.name, 200) ?? '';
      return audited(who, 'createParty', async (tx) => {
        if (gridCode !== null && !(await tx.lockGrid(gridCode))) throw missing('Grid', '网格', gridCode);
        const party = { id: newId('pt'), kind, name, gridCode };
        await tx.insertParty(party);
        return {
          result: { ...party, endedAt: null },
          kind: 'party',
          id: party.id,
          gridCode,
          before: null,
          after: { kind, name, gridCode },
        };
      });
    },

    endParty({ partyId }: T.EndPartyInput) {
      const who = manager();
      return audited(who, 'endParty', async (tx) => {
        const askable = askableId(partyId);
        const [party] = askable === null ? [] : await tx.partiesById([askable]);
        if (party === undefined || !inScope(who, party.gridCode)) throw missing('Party', '组织', partyId);
        const endedAt = party.endedAt ?? now;
        await tx.endParty(party.id, endedAt);
        const result = { ...party, endedAt };
        return {
          result,
          kind: 'party',
          id: party.id,
          gridCode: party.gridCode,
          before: { endedAt: party.endedAt },
          after: { endedAt },
        };
      });
    },

    createPerson(input: T.CreatePersonInput) {
      const who = manager();
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
      requireScope(who, gridCode, placeNamed(gridCode));
      const id = textArgument('input.id', input.id, 128) ?? newId('ps');
      const title = textArgument('input.title', input.title, 200) ?? '';
      const phone = textArgument('input.phone', input.phone, 40);
      return audited(who, 'createPerson', async (tx) => {
        const party = input.partyId == null ? null : await partyOf(tx, who, input.partyId);
        const person = { id, title, phone, partyId: party?.id ?? null };
        if (!(await tx.insertPerson(person)))
          throw badInput('input.id', 'somebody has this id', '该编号已被使用');
        const after = { title, phone: phone === null ? null : maskPhone(phone), partyId: person.partyId };
        return { result: person, kind: 'person', id, gridCode, before: null, after };
      });
    },

    createPost(input: T.CreatePostInput) {
      const who = manager();
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode) ?? '';
      requireScope(who, gridCode, placeNamed(gridCode));
      const validFrom = input.validFrom ?? now;
      const validTo = input.validTo ?? null;
      spanArgument('input.validTo', validFrom, validTo);
      const plain = {
        role: codeArgument('input.role', input.role, isPostRole, POST_ROLES),
        gridCode,
        validFrom,
        validTo,
        capacity: capacityArgument('input.capacity', input.capacity),
        duties: dutiesArgument('input.duties', input.duties ?? []),
      };
      return audited(who, 'createPost', async (tx) => {
        if (!(await tx.lockGrid(gridCode))) throw missing('Grid', '网格', gridCode);
        const person = await appointable(tx, who, input.personId);
        const given = input.partyId == null ? null : await partyOf(tx, who, input.partyId);
        const partyId = given?.id ?? person.partyId;
        const [party] = partyId === null ? [] : await tx.partiesById([partyId]);
        if (party !== undefined && party.endedAt !== null && party.endedAt <= validFrom) {
          throw badInput('input.partyId', 'the organisation has ended', '该组织已终止');
        }
        const post: HeldPost = { ...plain, id: newId('po'), personId: person.id, partyId };
        await tx.insertPost(post);
        return {
          result: post,
          kind: 'post',
          id: post.id,
          gridCode,
          before: null,
          after: { ...plain, personId: person.id, partyId },
        };
      });
    },

    updatePost(input: T.UpdatePostInput) {
      const who = manager();
      return audited(who, 'updatePost', async (tx) => {
        const post = await postOf(tx, who, input.postId);
        const capacity =
          input.capacity === undefined ? post.capacity : capacityArgument('input.capacity', input.capacity);
        const duties = input.duties == null ? post.duties : dutiesArgument('input.duties', input.duties);
        const result = { ...post, capacity, duties };
        await tx.updatePost(result);
        const before = { capacity: post.capacity, duties: post.duties };
        return {
          result,
          kind: 'post',
          id: post.id,
          gridCode: post.gridCode,
          before,
          after: { capacity, duties },
        };
      });
    },

    endPost({ postId, at }: T.EndPostInput) {
      const who = manager();
      const validTo = at ?? now;
      return audited(who, 'endPost', async (tx) => {
        const post = await postOf(tx, who, postId);
        if (post.validTo !== null && post.validTo <= now)
          throw badInput('input.postId', 'it has ended already', '该岗位已卸任');
        spanArgument('input.at', post.validFrom, validTo);
        const result = { ...post, validTo };
        await tx.updatePost(result);
        return {
          result,
          kind: 'post',
          id: post.id,
          gridCode: post.gridCode,
          before: { validTo: post.validTo },
          after: { validTo },
        };
      });
    },

    recordAbsence(input: T.RecordAbsenceInput) {
      const who = managerOrSelf(input.personId);
      spanArgument('input.endsAt', input.startsAt, input.endsAt);
      const reason = textArgument('input.reason', input.reason, 400) ?? '';
      return audited(who, 'recordAbsence', async (tx) => {
        const { person, gridCode } = await personOf(tx, who, input.personId);
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
      const found: AbsenceRow | null = askableId(absenceId) === null ? null : await store.absence(absenceId);
      if (found === null) throw missing('Absence', '请假', absenceId);
      const who = managerOrSelf(found.personId);
      return audited(who, 'endAbsence', async (tx) => {
        const { gridCode } = await personOf(tx, who, found.personId);
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
      return audited(who, 'revealAbsenceReason', async (tx) => {
        const absence = askableId(absenceId) === null ? null : await tx.absence(absenceId);
        if (absence === null) throw missing('Absence', '请假', absenceId);
        const { gridCode } = await personOf(tx, who, absence.personId);
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
      return audited(who, 'addSubstitute', async (tx) => {
        const post = await postOf(tx, who, input.postId);
        const person = await appointable(tx, who, input.personId);
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
      return audited(who, 'endSubstitute', async (tx) => {
        const found = askableId(substituteId) === null ? null : await tx.substitute(substituteId);
        if (found === null) throw missing('Substitute', '替班', substituteId);
        const post = await postOf(tx, who, found.postId);
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

export type PeopleWrites = ReturnType<typeof createPeopleWrites>;
