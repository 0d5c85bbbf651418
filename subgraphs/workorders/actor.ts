import Type, { type Static } from 'typebox';
import type { Principal } from '../../core/permissions.ts';
import { type ActorFacts, actorOf } from '../../core/workflow/actor.ts';
import { nullable, type Queryable, rowsOf } from '../rows.ts';

const HeldPost = Type.Object({
  role: nullable(Type.String()),
  gridCode: nullable(Type.String()),
  partyId: nullable(Type.String()),
  partyKind: nullable(Type.String()),
});
/** A post held now, with the party it is of; a person without a post has one row with no role. */
export type HeldPost = Static<typeof HeldPost>;
const heldPosts = rowsOf(HeldPost);

/** What a subject holds at an instant; nothing for one that is no person of the hub. */
export async function postsOf(db: Queryable, subject: string, atMs: number): Promise<HeldPost[]> {
  return heldPosts(
    await db.query(
      `SELECT post.role, coalesce(post.grid_code, party.grid_code) AS "gridCode", party.id AS "partyId",
         party.kind AS "partyKind"
       FROM person
       LEFT JOIN post ON post.person_id = person.id AND post.valid_from <= $2
         AND (post.valid_to IS NULL OR post.valid_to > $2)
       LEFT JOIN party ON party.id = coalesce(post.party_id, person.party_id)
       WHERE person.id = $1 ORDER BY post.id`,
      [subject, new Date(atMs)],
    ),
  );
}

/** Whether a post or party of one grid serves an order of another: at it, above it or below it; null serves all. */
function serves(own: string | null, order: string | null): boolean {
  return own === null || order === null || order.startsWith(own) || own.startsWith(order);
}

/** The posts that serve an order. */
export function servingPosts(order: { gridCode: string | null }, posts: readonly HeldPost[]): HeldPost[] {
  return posts.filter(({ gridCode }) => serves(gridCode, order.gridCode));
}

/** The asker as a profile sees them at an order. */
export function actorFor(
  principal: Principal,
  order: { gridCode: string | null },
  posts: readonly HeldPost[],
): ActorFacts {
  const serving = servingPosts(order, posts);
  const every = (of: (post: HeldPost) => string | null) => [
    ...new Set(serving.map(of).filter((value) => value !== null)),
  ];
  return {
    ...actorOf(principal),
    partyIds: every(({ partyId }) => partyId),
    partyKinds: every(({ partyKind }) => partyKind),
    postRoles: every(({ role }) => role),
  };
}
