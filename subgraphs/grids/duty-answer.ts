import { type DutyAnswer as CoreAnswer, chooseOnDuty, stepsOf } from '../../core/duty.ts';
import { type Ladder, ladderFor } from '../../core/duty-ladder.ts';
import { roleNames } from '../../core/duty-roles.ts';
import { zoneOffsetMs } from '../../core/event-time.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import type { Principal } from '../../core/permissions.ts';
import type { Db } from '../../runtime/postgres.ts';
import { allowed } from '../access.ts';
import { groupedLoader } from '../batch.ts';
import { type DutyAround, dutyAround, type PostRow, postsServing } from '../duty-facts.ts';
import { badInput } from './people-arguments.ts';
import { createPeopleStore } from './people-store.ts';

type Maybe<V> = V | null | undefined;

/** What is asked of the duty of a grid. */
export interface DutyArguments {
  at?: Maybe<Date>;
  matter?: Maybe<string>;
  type?: Maybe<string>;
  ladder?: Maybe<string>;
}

/** Who answers for a grid, by which ladder. */
export interface GridDuty {
  ladder: Ladder;
  answer: CoreAnswer<PostRow>;
  /** One rung for every step that somebody holds, first to be asked first. */
  rungs: DutyRung[];
}

export interface DutyRung {
  post: PostRow;
  answering: string;
  substituted: boolean;
  liveOrders: number;
  skipped: CoreAnswer<PostRow>['skipped'];
}

interface DutyDeps {
  db: Db;
  zone: string;
  book: GovernanceBook;
  /** Whether somebody has left the asker's grids. */
  hasLeft(personId: string): Promise<boolean>;
}

/** The duty of grids as one request asks for it: two queries for all grids of one moment. */
export function createDutyService(
  { db, zone, book, hasLeft }: DutyDeps,
  principal: Principal | null,
  now: Date,
) {
  /** What is known now of who held posts in the past and has left since (their work, their organisation) is not told. */
  async function withoutLeft(held: readonly PostRow[], around: DutyAround, atMs: number) {
    if (atMs >= now.getTime()) return { posts: held, ...around };
    const people = [...held, ...around.substitutes].map(({ personId }) => personId);
    const ids = [...new Set(people)];
    const gone = await Promise.all(ids.map(hasLeft));
    const left = new Set(ids.filter((_, index) => gone[index] === true));
    if (left.size === 0) return { posts: held, ...around };
    const theirs = held.filter(({ personId }) => left.has(personId)).map(({ id }) => id);
    const rows = await createPeopleStore(db.pool).postsById(theirs);
    const partyOf = new Map(rows.map(({ id, partyId }) => [id, partyId]));
    return {
      ...around,
      posts: held.map((post) =>
        left.has(post.personId) ? { ...post, partyId: partyOf.get(post.id) ?? null } : post,
      ),
      loads: new Map([...around.loads].filter(([personId]) => !left.has(personId))),
    };
  }

  const load = groupedLoader(
    async (
      codes,
      args: { atMs: number; matter: string | null; type: string | null; ladder: string | null },
    ) => {
      const { atMs, matter, type, ladder: named } = args;
      const localHour = new Date(atMs + zoneOffsetMs(zone, atMs)).getUTCHours();
      const ladders = codes.map((gridCode) => {
        const own = named === null ? null : book.ladders.at(named, atMs);
        if (named !== null && own === null)
          throw badInput('ladder', `there is no ladder ${named}`, `没有值守阶梯 ${named}`);
        if (own !== null) return { ...own.body, widen: own.body.widen ?? [] };
        return ladderFor(book.ladders, { gridCode, matter, type, localHour, named: null }, atMs);
      });
      const roles = [...new Set(ladders.flatMap(({ steps }) => steps.flatMap((step) => step.roles)))];
      const held = await postsServing(db.pool, codes, roles, atMs);
      const known = await withoutLeft(held, await dutyAround(db.pool, held, atMs, zone), atMs);
      return codes.map((gridCode, index): GridDuty => {
        const ladder = ladders[index];
        if (ladder === undefined) throw new Error('a ladder for every grid');
        const facts = { gridCode, nowMs: atMs, zone, ...known };
        const answer = chooseOnDuty({ ...facts, steps: ladder.steps });
        const rungs: DutyRung[] = [];
        let passed: CoreAnswer<PostRow>['skipped'] = [];
        for (const step of ladder.steps.flatMap(({ roles: equals, levels }) =>
          stepsOf(equals).map((one) => ({ ...one, levels })),
        )) {
          const { post, personId, substituteFor, skipped, equals } = chooseOnDuty({
            ...facts,
            steps: [step],
          });
          passed.push(...skipped);
          if (post === null || personId === null) continue;
          const substituted = substituteFor !== null;
          rungs.push({
            post,
            answering: personId,
            substituted,
            liveOrders: equals[0]?.live ?? 0,
            skipped: passed,
          });
          passed = [];
        }
        return { ladder, answer, rungs };
      });
    },
  );

  return {
    async of(
      code: string,
      { at, matter = null, type = null, ladder = null }: DutyArguments,
    ): Promise<GridDuty> {
      allowed(principal, 'duty.read');
      return load(code, { atMs: (at ?? now).getTime(), matter, type, ladder });
    },
  };
}

export type DutyService = ReturnType<typeof createDutyService>;

/** Which ladder, who answers, why that one of several, who was passed over: in words. */
export function explainAnswer({ ladder, answer }: GridDuty): { zh: string; en: string } {
  const { post, skipped, choiceZh, choiceEn } = answer;
  const role = post === null ? null : roleNames(post.role);
  const zh = [
    `阶梯 ${ladder.nameZh}（${ladder.code}@${ladder.version}）`,
    post === null || role === null ? '无人当值' : `${role.zh}（${post.gridCode}）${post.title} 当值`,
    ...(choiceZh === '' ? [] : [choiceZh]),
    ...(skipped.length === 0
      ? []
      : [`跳过：${skipped.map((one) => `${one.reasonZh}（${one.gridCode}）`).join('、')}`]),
  ];
  const en = [
    `ladder ${ladder.nameEn} (${ladder.code}@${ladder.version})`,
    post === null || role === null
      ? 'nobody is on duty'
      : `${role.en.toLowerCase()} (${post.gridCode}) ${post.title} answers`,
    ...(choiceEn === '' ? [] : [choiceEn]),
    ...(skipped.length === 0
      ? []
      : [`passed over: ${skipped.map((one) => `${one.reasonEn} (${one.gridCode})`).join(', ')}`]),
  ];
  return { zh: zh.join('；'), en: en.join('; ') };
}
