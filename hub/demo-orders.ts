import type { Principal, Role } from '../core/permissions.ts';
import type { Severity } from '../core/severity.ts';
import type { SubgraphDeps } from '../subgraphs/deps.ts';
import { createActions } from '../subgraphs/workorders/actions.ts';
import type { OrderRow } from '../subgraphs/workorders/rows.ts';
import { createTrackActs } from '../subgraphs/workorders/track-acts.ts';
import type { ReportChannel } from '../subgraphs/workorders/types.generated.ts';
import { linesOf } from './demo-lines.ts';
import { DAY_ENDED, type DemoStory, demoStories, type StoryStep } from './demo-stories.ts';

type Deps = Pick<SubgraphDeps, 'db' | 'config' | 'governance'>;

const MINUTE_MS = 60_000;
/** Lines of stories that are told at the same time, each on a connection. */
export const SIDE_BY_SIDE = 4;

/** Where evidence of the demo would lie; nothing is fetched from it. */
const EVIDENCE = 'https://evidence.example/demo';

function principal(subject: string, role: Role): Principal {
  return { subject, roles: [role], grids: [''], expiresAt: Number.POSITIVE_INFINITY };
}

/** Plays one story through the services that the graph calls, at the times that it tells. */
async function play(
  deps: Deps,
  story: DemoStory,
  nowMs: number,
  others: Map<string, OrderRow>,
): Promise<OrderRow> {
  let atMs = nowMs - story.startedMinutesAgo * MINUTE_MS;
  const clock = () => atMs;
  const reporter = principal('demo-resident-desk', 'community');
  const staff = principal('demo-community', 'community');
  const operations = principal('demo-operations', 'operations');
  const acts = (who: Principal) => createActions(deps, who, clock);
  const beside = (who: Principal) => createTrackActs(deps, who, clock);

  const channel: ReportChannel = story.channel;
  let order = await acts(reporter).report({
    matter: story.matter,
    title: story.title,
    description: story.description,
    gridCode: story.gridCode,
    severity: story.severity satisfies Severity,
    source: story.source,
    channel,
    profile: story.profile,
  });

  const holder = () => principal(order.assigneeId ?? 'demo-gridWorker', 'gridWorker');
  const step: Record<StoryStep['do'], (said: StoryStep) => Promise<unknown>> = {
    verify: () => acts(staff).verify({ workOrderId: order.id, note: '到场核实属实' }),
    accept: () => acts(staff).accept({ workOrderId: order.id, note: null }),
    reject: ({ why }) => acts(staff).reject({ workOrderId: order.id, reason: why ?? '不属受理范围' }),
    file: () => acts(staff).file({ workOrderId: order.id }),
    gate: ({ why }) =>
      beside(staff).gates.open({
        workOrderId: order.id,
        gate: 'CONSENT_80',
        subject: why ?? order.title,
        households: 68,
      }),
    dispatch: () => acts(staff).dispatch({ workOrderId: order.id }),
    take: () => acts(holder()).take({ workOrderId: order.id }),
    start: () => acts(holder()).start({ workOrderId: order.id, note: null }),
    suspend: async ({ why }) => {
      await acts(holder()).requestSuspension({
        workOrderId: order.id,
        reason: why ?? '等待配件',
        until: new Date(nowMs + 3 * 1440 * MINUTE_MS),
      });
      await acts(staff).suspend({ workOrderId: order.id });
    },
    requestReturn: ({ why }) => acts(holder()).requestReturn({ workOrderId: order.id, reason: why ?? '' }),
    reachStages: async () => {
      const target = { workOrderId: order.id, note: null };
      // 先控后修: the stages of the matter's clock
      await acts(holder()).reachStage({ ...target, stage: 'SECURE' });
      await acts(holder()).reachStage({ ...target, stage: 'REPAIR' });
    },
    feedback: ({ why }) =>
      acts(holder()).feedback({
        workOrderId: order.id,
        note: why ?? '已处置完毕',
        evidence: [
          {
            url: `${EVIDENCE}/${order.id}/before.jpg`,
            kind: 'IMAGE',
            phase: 'BEFORE',
            takenAt: new Date(atMs),
          },
          {
            url: `${EVIDENCE}/${order.id}/after.jpg`,
            kind: 'IMAGE',
            phase: 'AFTER',
            takenAt: new Date(atMs),
          },
        ],
      }),
    pass: () => acts(operations).check({ workOrderId: order.id, pass: true, note: '现场复核通过' }),
    fail: ({ why }) =>
      acts(operations).check({ workOrderId: order.id, pass: false, note: why ?? '未整改到位' }),
    close: () => acts(operations).close({ workOrderId: order.id, note: null }),
    rate: ({ stars }) => acts(reporter).rate({ workOrderId: order.id, stars: stars ?? 5, comment: null }),
    reopen: ({ why }) => acts(reporter).reopen({ workOrderId: order.id, reason: why ?? '问题再次出现' }),
    void: ({ why }) => acts(operations).void({ workOrderId: order.id, reason: why ?? '重复登记' }),
    supervise: ({ why }) =>
      beside(operations).supervisions.open({
        workOrderId: order.id,
        by: 'BRANCH',
        reason: why ?? '临近时限，党支部督办',
        reportRequired: true,
        blocksClosing: true,
      }),
    merge: async ({ into }) => {
      const parent = others.get(into ?? '');
      if (parent === undefined)
        throw new Error(`the story "${story.title}" joins one that was not told before`);
      return beside(staff).merges.merge({
        workOrderId: order.id,
        intoId: parent.id,
        reason: '同一事项，并案办理',
      });
    },
  };

  for (const said of story.steps) {
    atMs = Math.min(nowMs, atMs + said.after * MINUTE_MS);
    await step[said.do](said);
    const [row] = (
      await deps.db.pool.query('SELECT assignee_id AS "assigneeId" FROM work_order WHERE id = $1', [order.id])
    ).rows;
    const assigneeId: unknown = row?.assigneeId;
    order = { ...order, assigneeId: typeof assigneeId === 'string' ? assigneeId : null };
  }
  return order;
}

/** Those who are visited each week have the recurring duty of it, since last week: this week's orders come at once. */
async function bindVisits({ db, config }: Deps, now: Date): Promise<void> {
  await db.pool.query(
    `INSERT INTO duty_schedule_binding (schedule, grid_code, subject, title, starts_on, created_by)
     SELECT 'elderly-visit', grid_code, id, '探访对象 ' || row_number() OVER (ORDER BY id),
       ($1::timestamptz AT TIME ZONE $2)::date - 7, 'demo'
     FROM key_person WHERE weekly_visit AND ended_at IS NULL ON CONFLICT DO NOTHING`,
    [now, config.site.zone],
  );
}

/**
 * A day, and the month before it, of orders for the demo community: some in every state, with gates, supervision, merges,
 * rework and ratings, made by the services that people call. Does nothing where there is any order.
 * @returns how many orders were made; null when nothing was done
 */
export async function seedDemoOrders(deps: Deps, now = new Date()): Promise<number | null> {
  const existing = await deps.db.pool.query('SELECT FROM work_order LIMIT 1');
  if (existing.rowCount !== 0) return null;
  const grids = await deps.db.pool.query(
    `SELECT code FROM grid WHERE level = 'MICRO_GRID' AND EXISTS (
       SELECT FROM post WHERE role = 'GRID_WORKER' AND post.grid_code = grid.code
         AND NOT EXISTS (SELECT FROM absence WHERE absence.person_id = post.person_id AND absence.ends_at > $1))
     ORDER BY code LIMIT 12`,
    [now],
  );
  const codes = grids.rows.flatMap((row: { code: unknown }) =>
    typeof row.code === 'string' ? [row.code] : [],
  );
  if (codes.length === 0) return null;
  const told = new Map<string, OrderRow>();
  const nowMs = now.getTime();
  const stories = demoStories(codes, DAY_ENDED);
  await Promise.all(
    linesOf(stories, SIDE_BY_SIDE).map(async (line) => {
      for (const story of line) told.set(story.key, await play(deps, story, nowMs, told));
    }),
  );
  await bindVisits(deps, now);
  return stories.length;
}
