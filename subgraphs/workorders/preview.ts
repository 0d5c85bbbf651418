import { ALERT_TYPES } from '../../core/alert-types.ts';
import {
  type DispatchDecision,
  type DispatchFacts,
  decideDispatch,
  rulesFor,
  type TriedRule,
  tryRules,
} from '../../core/dispatch.ts';
import { type Ladder, ladderFor, type PlannedStep, wideningOf } from '../../core/duty-ladder.ts';
import { HubError } from '../../core/errors.ts';
import { matterAt } from '../../core/matters.ts';
import { inScope, type Principal, placeNamed, requireScope } from '../../core/permissions.ts';
import { ALERT_STATUSES } from '../../core/signal.ts';
import { allowed, askableId, gridCodeArgument, textArgument } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { explainDuty, type FoundDuty, findOnDuty } from './assign.ts';
import { leadParty } from './dispatch-helpers.ts';
import { factsOfIncident, localHourOf, readIncident, WITH_OPERATIONS } from './dispatch-incident.ts';
import type { PreviewDispatchInput } from './types.generated.ts';

/** What would be done about some facts, and by whom. */
export interface Preview {
  decision: DispatchDecision;
  tried: TriedRule[];
  ladder: Ladder | null;
  /** Null when no order is opened. */
  found: FoundDuty | null;
  /** The organisation that leads where nobody of the ladder is on duty. */
  partyId: string | null;
  widening: PlannedStep[];
  explanationZh: string;
  explanationEn: string;
}

type Deps = Pick<SubgraphDeps, 'db' | 'config' | 'governance'>;

async function factsOf(
  { db, config, governance }: Deps,
  who: Principal,
  input: PreviewDispatchInput,
  nowMs: number,
): Promise<DispatchFacts> {
  const atMs = input.at?.getTime() ?? nowMs;
  const localHour = localHourOf(atMs, config.site.zone);
  if (input.incidentId != null) {
    const id = askableId(input.incidentId);
    const incident = id === null ? null : await readIncident(db.pool, id);
    if (incident === null || !inScope(who, incident.gridCode)) {
      throw new HubError('NOT_FOUND', { what: 'Incident', whatZh: '事件', id: input.incidentId });
    }
    return {
      ...factsOfIncident(incident, localHour),
      ...(input.severity == null ? {} : { severity: input.severity }),
    };
  }
  const gridCode = gridCodeArgument('input.gridCode', input.gridCode);
  requireScope(who, gridCode, placeNamed(gridCode));
  const type = textArgument('input.type', input.type, 64) ?? 'other';
  if (!ALERT_TYPES.has(type)) {
    throw new HubError('BAD_USER_INPUT', {
      ...{ path: 'input.type', reason: `"${type}" is no alert type (alertTypes lists them)` },
      reasonZh: `“${type}”不是已知的告警类型（全部类型见 alertTypes）`,
    });
  }
  const status = ALERT_STATUSES.find((one) => one === (input.status ?? 'ACTUAL'));
  if (status === undefined) {
    const known = ALERT_STATUSES.join(', ');
    throw new HubError('BAD_USER_INPUT', {
      path: 'input.status',
      reason: `one of ${known}`,
      reasonZh: `应为 ${known} 之一`,
    });
  }
  const matter = textArgument('input.matter', input.matter, 64);
  const known = matter === null ? null : matterAt(governance.current(), matter, atMs);
  return {
    type,
    matter,
    ...(known === null ? {} : { matterNames: { zh: known.nameZh, en: known.nameEn } }),
    severity: input.severity ?? 'minor',
    gridCode,
    status,
    deviceClaimed: true,
    localHour,
    lateHours: input.lateHours ?? 0,
    source: textArgument('input.source', input.source, 64) ?? 'INCIDENT',
    channel: textArgument('input.channel', input.channel, 64),
  };
}

/** The dispatcher's decision without its deeds: rules, ladder, people, and what would follow. */
export async function previewDispatch(
  deps: Deps,
  principal: Principal | null,
  input: PreviewDispatchInput,
  nowMs: number,
): Promise<Preview> {
  const who = allowed(principal, 'order.dispatch');
  const { db, config, governance } = deps;
  const { zone } = config.site;
  const book = governance.current();
  const atMs = input.at?.getTime() ?? nowMs;
  const facts = await factsOf(deps, who, input, nowMs);
  const rules = rulesFor(book.dispatch, facts.gridCode, atMs);
  const decision = decideDispatch(facts, rules);
  const tried = tryRules(facts, rules);
  const plain = { decision, tried, ladder: null, found: null, partyId: null, widening: [] };
  const { explanationZh, explanationEn } = decision;
  if (!decision.open) return { ...plain, explanationZh, explanationEn };
  const { gridCode, type, severity, localHour } = facts;
  const named = decision.ladder;
  const place = { gridCode, matter: decision.matter, type, severity, localHour, named };
  const ladder = named === null ? null : ladderFor(book.ladders, place, atMs);
  const found = await findOnDuty(db.pool, { gridCode, steps: ladder?.steps ?? [], nowMs: atMs, zone });
  const lead =
    found.assignee === null && decision.lead !== null
      ? await leadParty(db.pool, decision.lead, gridCode)
      : null;
  const duty =
    lead?.words ??
    (ladder === null ? WITH_OPERATIONS : explainDuty(found.assignee, found.answer.skipped, found.answer));
  const by =
    ladder === null ? { zh: '', en: '' } : { zh: `；阶梯 ${ladder.nameZh}`, en: `; ladder ${ladder.nameEn}` };
  return {
    ...plain,
    ladder,
    found,
    partyId: lead?.partyId ?? null,
    widening: ladder === null ? [] : wideningOf(ladder, facts.severity, atMs),
    explanationZh: `${explanationZh}${by.zh}；${duty.zh}`,
    explanationEn: `${explanationEn}${by.en}; ${duty.en}`,
  };
}
