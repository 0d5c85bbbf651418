import { isPartyKind, isPostRole, PARTY_KINDS, POST_ROLES } from '../duty-roles.ts';
import { hasRight, type Principal, RIGHT_NAMES_ZH, RIGHTS, type Right } from '../permissions.ts';
import type { Blocker } from './guard-facts.ts';
import type { OrderState } from './order-state.ts';
import type { Who } from './profile.ts';
import { ACTOR_ROLES, type ActorRole } from './profile-schema.ts';

/** Whoever acts, as far as it decides what they may do to one order. */
export interface ActorFacts {
  subject: string;
  rights: readonly Right[];
  /** Parties that the actor belongs to, and their kinds, as far as they serve the order's grid. */
  partyIds: readonly string[];
  partyKinds: readonly string[];
  /** Roles of the posts held now that serve the order's grid. */
  postRoles: readonly string[];
  /** Whether the actor is a helper 协办 of the order. */
  helper: boolean;
}

/** An actor of whom only the token is known. */
export function actorOf(principal: Principal): ActorFacts {
  return {
    subject: principal.subject,
    rights: RIGHTS.filter((right) => hasRight(principal, right)),
    partyIds: [],
    partyKinds: [],
    postRoles: [],
    helper: false,
  };
}

function isReceiver(to: { personId: string | null; partyId: string | null } | undefined, actor: ActorFacts) {
  if (to === undefined) return false;
  if (to.personId !== null) return to.personId === actor.subject;
  return to.partyId !== null && actor.partyIds.includes(to.partyId);
}

const HOLDS = {
  REPORTER: (order, actor) => order.reportedBy === actor.subject,
  LEAD: (order, actor) => order.assigneeId === actor.subject,
  LEAD_PARTY: (order, actor) => order.partyId !== null && actor.partyIds.includes(order.partyId),
  HANDLER: (order, actor) => order.handledBy === actor.subject,
  HELPER: (_, actor) => actor.helper,
  FIRST_RECEIVER: (order, actor) => isReceiver(order.firstReceiver ?? undefined, actor),
  OFFERED: (order, actor) => isReceiver(order.pending.transfer?.to, actor),
} as const satisfies Record<ActorRole, (order: OrderState, actor: ActorFacts) => boolean>;

/** Whether the actor acts on the order: has it, has handled it, or helps with it. */
export function actsOn(order: OrderState, actor: ActorFacts): boolean {
  return (['LEAD', 'LEAD_PARTY', 'HANDLER', 'HELPER'] as const).some((role) => HOLDS[role](order, actor));
}

function isActorRole(role: string): role is ActorRole {
  return Object.hasOwn(ACTOR_ROLES, role);
}

function holds(role: string, order: OrderState, actor: ActorFacts): boolean {
  if (isActorRole(role)) return HOLDS[role](order, actor);
  const [kind, name = ''] = role.split(':');
  return kind === 'party' ? actor.partyKinds.includes(name) : actor.postRoles.includes(name);
}

/** A role as `who.as` of a profile names it, in words. */
export function roleLabel(role: string): { zh: string; en: string } {
  if (isActorRole(role)) return ACTOR_ROLES[role];
  const [, name = ''] = role.split(':');
  if (isPostRole(name)) return { zh: POST_ROLES[name].zh, en: POST_ROLES[name].en.toLowerCase() };
  if (isPartyKind(name)) return { zh: PARTY_KINDS[name].zh, en: PARTY_KINDS[name].en.toLowerCase() };
  return { zh: name, en: name };
}

/** Why an actor may not do what only `who` may do; null when they may. */
export function whoBlocks(who: readonly Who[], order: OrderState, actor: ActorFacts): Blocker | null {
  const withRight = who.filter(({ right }) => actor.rights.includes(right));
  const [first] = who;
  if (withRight.length === 0) {
    const right = first?.right ?? 'order.work';
    return {
      ref: `right:${right}`,
      zh: `您的角色无权${RIGHT_NAMES_ZH[right]}`,
      en: `your roles do not hold ${right}`,
    };
  }
  if (withRight.some(({ as }) => as.length === 0 || as.some((role) => holds(role, order, actor))))
    return null;
  const roles = [...new Set(withRight.flatMap(({ as }) => as))];
  const labels = roles.map(roleLabel);
  return {
    ref: `role:${roles.join(',')}`,
    zh: `仅限${labels.map(({ zh }) => zh).join('、')}`,
    en: `only for ${labels.map(({ en }) => en).join(', ')}`,
  };
}
