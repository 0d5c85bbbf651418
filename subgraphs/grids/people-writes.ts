import { isPartyKind, isPostRole, PARTY_KINDS, POST_ROLES } from '../../core/duty-roles.ts';
import { newId } from '../../core/ids.ts';
import { maskPhone } from '../../core/mask.ts';
import { inScope, type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed, askableId, gridCodeArgument, textArgument } from '../access.ts';
import { unusableId } from '../chosen-ids.ts';
import {
  badInput,
  capacityArgument,
  codeArgument,
  dutiesArgument,
  missing,
  spanArgument,
} from './people-arguments.ts';
import { appointable, audited, partyOf, postOf } from './people-scope.ts';
import type { HeldPost } from './people-store.ts';
import type * as T from './types.generated.ts';

/** What one request may change of organisations, persons and posts: each is one audited transaction. */
export function createPeopleWrites({ db }: { db: Db }, principal: Principal | null, now: Date) {
  const own = { db, now };
  const manager = () => allowed(principal, 'duty.manage');

  return {
    createParty(input: T.CreatePartyInput) {
      const who = manager();
      const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
      requireScope(who, gridCode, placeNamed(gridCode));
      const kind = codeArgument('input.kind', input.kind, isPartyKind, PARTY_KINDS);
      const name = textArgument('input.name', input.name, 200) ?? '';
      return audited(own, who, 'createParty', async (tx) => {
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
      return audited(own, who, 'endParty', async (tx) => {
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
      return audited(own, who, 'createPerson', async (tx) => {
        if (gridCode !== null && !(await tx.lockGrid(gridCode))) throw missing('Grid', '网格', gridCode);
        const party = input.partyId == null ? null : await partyOf(tx, who, input.partyId);
        const person = { id, title, phone, partyId: party?.id ?? null };
        if (!(await tx.insertPerson(person, gridCode))) throw unusableId();
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
      return audited(own, who, 'createPost', async (tx) => {
        if (!(await tx.lockGrid(gridCode))) throw missing('Grid', '网格', gridCode);
        const person = await appointable(tx, who, input.personId, now);
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
      return audited(own, who, 'updatePost', async (tx) => {
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
      return audited(own, who, 'endPost', async (tx) => {
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
  };
}

export type PeopleWrites = ReturnType<typeof createPeopleWrites>;
