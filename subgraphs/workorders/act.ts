import type pg from 'pg';
import type { Principal } from '../../core/permissions.ts';
import type { ActorFacts } from '../../core/workflow/actor.ts';
import type { Receiver } from '../../core/workflow/order-state.ts';
import { allowed, bad } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { actorFor, type HeldPost, postsOf, servingPosts } from './actor.ts';
import { helpedBy } from './helpers-store.ts';
import { orderTx } from './order-tx.ts';
import type { OrderRow } from './rows.ts';
import { type Step, takeStep } from './steps.ts';
import { lockSeen, type Target } from './tracks.ts';

export type Maybe<T> = T | null | undefined;

/** Answers to the form of an action. */
export interface WithForm {
  form?: unknown;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws HubError BAD_USER_INPUT for what is no object */
export function formArgument(form: unknown): { form: Record<string, unknown> | null } {
  if (form === null || form === undefined) return { form: null };
  if (isRecord(form) && JSON.stringify(form).length <= 16_000) return { form };
  throw bad(
    'input.form',
    'an object of answers by field, of up to 16,000 characters',
    '须为以字段名为键的对象，至多 16000 个字符',
  );
}

/** The longest reason or note. */
export const TEXT = 2000;

/** An order in a transaction that holds it locked, and who acts on it. */
export interface Held {
  client: pg.PoolClient;
  who: Principal;
  order: OrderRow;
  by: ActorFacts;
  /** The actor as one to whom an order may go; null for a subject that is no person of the hub. */
  self: Receiver | null;
  atMs: number;
}

function selfOf(who: Principal, order: OrderRow, posts: readonly HeldPost[]): Receiver | null {
  if (posts.length === 0) return null;
  const [post] = servingPosts(order, posts);
  return { personId: who.subject, partyId: post?.partyId ?? null, postRole: post?.role ?? null };
}

export type ActingDeps = Pick<SubgraphDeps, 'db' | 'config' | 'governance'>;

/** What every action of a person on an order does: lock, look whether it is as the caller saw it, take the step. */
export function createActing({ db, governance }: ActingDeps, principal: Principal | null, now: () => number) {
  const book = () => governance.current();

  /** Runs `work` with the order locked, as the caller saw it. Who may do what is the profile's to say, step by step. */
  function withOrder(target: Target, work: (held: Held) => Promise<OrderRow>): Promise<OrderRow> {
    const who = allowed(principal, 'order.read');
    return orderTx(db, async (client) => {
      const order = await lockSeen(client, who, target);
      const atMs = now();
      const posts = await postsOf(client, who.subject, atMs);
      const actor = actorFor(who, order, posts);
      const helped = await helpedBy(client, [order.id], who.subject, actor.partyIds);
      const by = { ...actor, helper: helped.has(order.id) };
      return work({ client, who, order, by, self: selfOf(who, order, posts), atMs });
    });
  }

  /** A step of an order that is held. */
  function stepOf(held: Held, order: OrderRow, step: Omit<Step, 'actor' | 'by' | 'atMs'>): Promise<OrderRow> {
    const { client, who, by, atMs } = held;
    return takeStep(client, order, { ...step, actor: who.subject, by, atMs }, book());
  }

  /** One step with nothing to look up. */
  function act(
    target: Target,
    action: Step['action'],
    more: Pick<Step, 'input' | 'detail'> = {},
  ): Promise<OrderRow> {
    return withOrder(target, (held) => {
      const taker = held.self === null ? {} : { taker: held.self };
      return stepOf(held, held.order, { action, ...more, input: { ...taker, ...more.input } });
    });
  }

  return { book, withOrder, stepOf, act };
}

export type Acting = ReturnType<typeof createActing>;
