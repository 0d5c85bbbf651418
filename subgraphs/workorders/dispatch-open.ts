import type pg from 'pg';
import type { OpenOrder } from '../../core/dispatch.ts';
import { type Ladder, ladderFor } from '../../core/duty-ladder.ts';
import { zoneOffsetMs } from '../../core/event-time.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import type { Receiver } from '../../core/workflow/order-state.ts';
import { explainDuty, findOnDuty, inBoth } from './assign.ts';
import { nextTryMs, raiseAlarm, refusal } from './dispatch-alarm.ts';
import { leadParty, summonHelpers } from './dispatch-helpers.ts';
import type { IncidentRow } from './dispatch-incident.ts';
import { openUnplanned } from './open.ts';
import { planTimers } from './plan.ts';
import type { OrderRow } from './rows.ts';
import { type Step, takeStep } from './steps.ts';
import { linkIncident } from './writes.ts';

/** The actor in the history of what no person did. */
export const DISPATCHER = 'dispatcher';

/** When the event was told, and when it is handled; epoch ms. And the rules in force then. */
export interface DispatchTimes {
  toldMs: number;
  nowMs: number;
  zone: string;
  book: GovernanceBook;
}

/** 0-23 on the clocks of the site. */
export function localHourOf(atMs: number, zone: string): number {
  return new Date(atMs + zoneOffsetMs(zone, atMs)).getUTCHours();
}

/** A rule without a ladder. */
export const WITH_OPERATIONS = {
  zh: '由运行中心查明位置后派单',
  en: 'the operations centre finds the place and dispatches it',
};

/** The ladder of the place for what the rule decided; null where the rule leaves it with the operations centre. */
function ladderOf(
  incident: IncidentRow,
  decision: OpenOrder,
  { book, toldMs, nowMs, zone }: DispatchTimes,
): Ladder | null {
  if (decision.ladder === null) return null;
  const facts = {
    gridCode: incident.gridCode,
    matter: decision.matter,
    type: incident.type,
    severity: decision.severity,
    localHour: localHourOf(toldMs, zone),
    named: decision.ladder,
  };
  return ladderFor(book.ladders, facts, nowMs);
}

/**
 * Opens the order, links it, sends it to whoever is on duty; where the rule names a kind of organisation that leads, to
 * the nearest of those when nobody of the ladder is there; else it raises the alarm. Null when another live order has
 * the incident.
 */
export async function openDispatched(
  client: pg.PoolClient,
  incident: IncidentRow,
  decision: OpenOrder,
  times: DispatchTimes,
): Promise<OrderRow | null> {
  const { toldMs, nowMs, zone, book } = times;
  const { gridCode } = incident;
  const ladder = ladderOf(incident, decision, times);
  const found = await findOnDuty(client, { gridCode, steps: ladder?.steps ?? [], nowMs, zone });
  const { assignee, answer } = found;
  const lead =
    assignee === null && decision.lead !== null ? await leadParty(client, decision.lead, gridCode) : null;
  const duty =
    lead?.words ?? (ladder === null ? WITH_OPERATIONS : explainDuty(assignee, answer.skipped, answer));
  const text = inBoth({
    zh: `${decision.explanationZh}；${duty.zh}`,
    en: `${decision.explanationEn}; ${duty.en}`,
  });
  const sentBy = ladder === null ? {} : { ladder: `${ladder.code}@${ladder.version}` };
  const { rule, document } = decision;
  const { order: opened, clocks } = await openUnplanned(
    client,
    {
      state: 'FILED',
      profile: decision.profile,
      source: 'INCIDENT',
      matter: decision.matter,
      title: incident.deviceName === null ? decision.titleZh : `${decision.titleZh} ${incident.deviceName}`,
      description: null,
      severity: decision.severity,
      gridCode,
      rule,
      explanation: text,
      reportedBy: null,
      actor: DISPATCHER,
      detail: { incidentId: incident.id, rule, document, ...sentBy },
      clocksFromMs: toldMs,
      atMs: nowMs,
      zone,
    },
    book,
  );
  if (!(await linkIncident(client, opened.id, incident.id))) return null;
  const helped = (order: OrderRow) =>
    decision.helpers.length === 0
      ? order
      : summonHelpers(client, order, decision.helpers, assignee, { actor: DISPATCHER, book, nowMs, zone });
  const alarm = { reason: duty, ladder, nextTryMs: nextTryMs(found, nowMs, zone) };
  const to: Receiver | null =
    lead === null ? assignee : { personId: null, partyId: lead.partyId, postRole: null };
  if (to === null) {
    await planTimers(client, opened, book, nowMs, clocks);
    await raiseAlarm(client, opened, alarm, nowMs);
    return helped(opened);
  }
  const { personId, partyId, postRole } = to;
  const step: Step = {
    action: 'DISPATCH',
    actor: DISPATCHER,
    input: { assignee: { personId, partyId, postRole } },
    detail: { personId, partyId, postRole, ...sentBy },
    explanation: { rule, text },
    fresh: clocks,
    atMs: nowMs,
  };
  try {
    return helped(await takeStep(client, opened, step, book));
  } catch (error) {
    // its profile wants something first: a gate, an approval
    const why = refusal(error);
    if (why === null) throw error;
    await planTimers(client, opened, book, nowMs, clocks);
    await raiseAlarm(client, opened, { ...alarm, reason: why, ladder: null }, nowMs);
    return opened;
  }
}
