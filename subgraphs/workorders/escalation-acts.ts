import type pg from 'pg';
import { localText } from '../../core/calendar-days.ts';
import { CLOCK_KINDS, isClockKind } from '../../core/clocks.ts';
import { type Ladder, ladderFor } from '../../core/duty-ladder.ts';
import { roleNames } from '../../core/duty-roles.ts';
import type { EscalationStep } from '../../core/escalation-schema.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { severityOfRank } from '../../core/severity.ts';
import type { SubgraphDeps } from '../deps.ts';
import { type Assignee, type Bilingual, findOnDuty, inBoth } from './assign.ts';
import { localHourOf } from './dispatch-incident.ts';
import type { DueStep, TakeEscalation } from './escalation-worker.ts';
import type { OrderRow } from './rows.ts';
import { openSupervisionOf } from './supervision.ts';
import { besideStep } from './tracks.ts';
import { lockOrder } from './writes.ts';

/** The actor in the history of what timers did. */
export const ESCALATOR = 'escalation';
/** Steps of the circle from here on are those of escalation ladders; those of the duty ladder's widening lie below. */
const CIRCLE_STEP = 1000;

interface Context {
  book: GovernanceBook;
  nowMs: number;
  zone: string;
}

function stepOf({ planned }: DueStep, book: GovernanceBook): EscalationStep | null {
  const ladder = book.escalations.version(planned.ladder, planned.ladderVersion);
  return ladder?.body.steps.find(({ code }) => code === planned.step) ?? null;
}

/** Which clock, which stage, and where it stands, in words. */
function clockWords({ planned, view }: DueStep): Bilingual {
  const { kind } = view.run;
  const stage = view.stages.find(({ stage: { code } }) => code === planned.stage);
  const name = isClockKind(kind) ? CLOCK_KINDS[kind] : { zh: kind, en: kind };
  const due = stage?.dueAtMs == null ? null : localText(stage.dueAtMs, view.calendar.zone);
  const several = view.stages.length > 1 && stage !== undefined;
  return {
    zh: `${name.zh}时限${several ? `「${stage.stage.nameZh}」` : ''}（${view.policy.nameZh}）${due === null ? '' : `，截止 ${due}`}`,
    en: `${name.en.toLowerCase()} clock${several ? `, stage ${stage.stage.nameEn}` : ''} (${view.policy.nameEn})${due === null ? '' : `, due ${due}`}`,
  };
}

function detailOf({ planned, view }: DueStep) {
  const { key, ladder, ladderVersion, step, stage } = planned;
  return {
    timer: key,
    ladder: `${ladder}@${ladderVersion}`,
    step,
    stage,
    kind: view.run.kind,
    holder: view.run.holder,
  };
}

async function remind(
  client: pg.PoolClient,
  order: OrderRow,
  due: DueStep,
  step: EscalationStep,
  context: Context,
) {
  const clock = clockWords(due);
  await besideStep(
    client,
    order,
    {
      act: 'CLOCK_REMINDED',
      actor: ESCALATOR,
      reason: inBoth({ zh: `${step.zh}：${clock.zh}`, en: `${step.en}: ${clock.en}` }),
      detail: { ...detailOf(due), personId: order.assigneeId, partyId: order.partyId },
      atMs: context.nowMs,
    },
    context.book,
  );
}

/** The steps of the duty ladder above the one that the order is with; all of them while it is with nobody on it. */
function above(ladder: Ladder, order: OrderRow, levels: number) {
  const at = ladder.steps.findIndex(({ roles }) => roles.some((role) => role === order.postRole));
  return ladder.steps.slice(at + levels);
}

/** Whoever is on duty there; the order stays with whom it is, whoever is called is told of it. */
async function findNext(
  client: pg.PoolClient,
  order: OrderRow,
  levels: number,
  { book, nowMs, zone }: Context,
): Promise<{ assignee: Assignee | null; ladder: Ladder; passed: Bilingual }> {
  const facts = {
    gridCode: order.gridCode,
    matter: order.matter,
    severity: severityOfRank(order.severity),
    localHour: localHourOf(nowMs, zone),
    named: null,
  };
  const ladder = ladderFor(book.ladders, facts, nowMs);
  const steps = above(ladder, order, levels);
  const { assignee, answer } = await findOnDuty(client, { gridCode: order.gridCode, steps, nowMs, zone });
  return {
    assignee,
    ladder,
    passed: {
      zh: answer.skipped.map(({ reasonZh, gridCode }) => `${reasonZh}（${gridCode}）`).join('、'),
      en: answer.skipped.map(({ reasonEn, gridCode }) => `${reasonEn} (${gridCode})`).join(', '),
    },
  };
}

async function tell(
  client: pg.PoolClient,
  order: OrderRow,
  to: Assignee,
  levels: number,
  reason: string,
  nowMs: number,
) {
  await client.query(
    `INSERT INTO work_order_circle (work_order_id, person_id, post_role, grid_code, step, reason, told_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (work_order_id, person_id) DO NOTHING`,
    [order.id, to.personId, to.postRole, to.gridCode, CIRCLE_STEP + levels, reason, new Date(nowMs)],
  );
}

async function escalate(
  client: pg.PoolClient,
  order: OrderRow,
  due: DueStep,
  step: EscalationStep,
  context: Context,
) {
  const levels = step.levels ?? 1;
  const { assignee, ladder, passed } = await findNext(client, order, levels, context);
  const clock = clockWords(due);
  const skipped =
    passed.zh === '' ? { zh: '', en: '' } : { zh: `；跳过：${passed.zh}`, en: `; passed over: ${passed.en}` };
  const role = assignee === null ? null : roleNames(assignee.postRole);
  const called =
    assignee === null || role === null
      ? {
          zh: `值守阶梯 ${ladder.nameZh} 以上无人当值，由运行中心处理`,
          en: `nobody above is on duty (ladder ${ladder.nameEn}): the operations centre has it`,
        }
      : {
          zh: `升级至 ${assignee.title}（${role.zh}，网格 ${assignee.gridCode}）`,
          en: `called ${assignee.title} (${role.en.toLowerCase()}, grid ${assignee.gridCode})`,
        };
  const reason = inBoth({
    zh: `${step.zh}：${clock.zh}；${called.zh}${skipped.zh}`,
    en: `${step.en}: ${clock.en}; ${called.en}${skipped.en}`,
  });
  await besideStep(
    client,
    order,
    {
      act: 'ESCALATED',
      actor: ESCALATOR,
      reason,
      detail: {
        ...detailOf(due),
        levels,
        dutyLadder: `${ladder.code}@${ladder.version}`,
        personId: assignee?.personId ?? null,
        postRole: assignee?.postRole ?? null,
        gridCode: assignee?.gridCode ?? null,
      },
      atMs: context.nowMs,
    },
    context.book,
  );
  if (assignee !== null) await tell(client, order, assignee, levels, reason, context.nowMs);
}

async function supervise(
  client: pg.PoolClient,
  order: OrderRow,
  due: DueStep,
  step: EscalationStep,
  context: Context,
) {
  const clock = clockWords(due);
  await openSupervisionOf(
    client,
    order,
    {
      by: step.supervisor ?? 'GROUP',
      reason: inBoth({ zh: `${step.zh}：${clock.zh}`, en: `${step.en}: ${clock.en}` }),
      policyKey: step.deadline ?? null,
      code: `escalation:${due.view.run.kind}`,
      actor: ESCALATOR,
      atMs: context.nowMs,
    },
    context.book,
  );
}

const ACTS = { REMIND: remind, ESCALATE: escalate, SUPERVISE: supervise } as const;

/** Takes the steps of escalation ladders through the history of their orders. */
export function escalationActs({ config }: Pick<SubgraphDeps, 'config'>): TakeEscalation {
  return async (client, { id }, due, book, nowMs) => {
    const order = await lockOrder(client, id);
    const step = stepOf(due, book);
    if (order === null || step === null) return;
    await ACTS[step.act](client, order, due, step, { book, nowMs, zone: config.site.zone });
  };
}
