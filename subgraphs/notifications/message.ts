import { alertType } from '../../core/alert-types.ts';
import type { GovernanceBook } from '../../core/governance.ts';
import { maskText, type NotifyMessage } from '../../core/notify-message.ts';
import { type Severity, severityOfRank } from '../../core/severity.ts';
import { isWorkOrderState } from '../../core/work-order-states.ts';
import { stateLabel } from '../../core/workflow/profile.ts';
import type { Queryable } from '../rows.ts';
import { profileOf } from '../workorders/workflow.ts';
import { dueClocks, type IncidentFacts, incidentFacts, type OrderFacts, orderFacts } from './facts.ts';

/** What an event is about, as it is now. */
export interface Subject {
  id: string;
  incident: IncidentFacts | null;
  order: OrderFacts | null;
  gridCode: string | null;
}

/** Null: it is gone. */
export async function subjectOf(
  client: Queryable,
  topic: 'incident' | 'workOrder',
  id: string,
): Promise<Subject | null> {
  if (topic === 'incident') {
    const incident = await incidentFacts(client, id);
    return incident === null ? null : { id, incident, order: null, gridCode: incident.gridCode };
  }
  const order = await orderFacts(client, id);
  return order === null ? null : { id, incident: null, order, gridCode: order.gridCode };
}

export function severityOf({ incident, order }: Subject): Severity {
  return severityOfRank(order?.severity ?? incident?.severity ?? 0);
}

/** `{kind}` and `{id}` of the template are filled in; a URL writes the braces as %7B and %7D. */
function linkOf(template: string | null, { id, order }: Subject): string | null {
  if (template === null) return null;
  const kind = order === null ? 'incident' : 'workOrder';
  return template
    .replaceAll(/\{kind\}|%7Bkind%7D/gi, kind)
    .replaceAll(/\{id\}|%7Bid%7D/gi, encodeURIComponent(id));
}

/** A state as the order's own profile calls it. */
function stateOf(order: OrderFacts, book: GovernanceBook): { code: string; zh: string; en: string } {
  const { state } = order;
  const words = isWorkOrderState(state)
    ? stateLabel(profileOf(book, order), state)
    : { zh: state, en: state };
  return { code: state, ...words };
}

/** Where a message takes what the rows do not say. */
export interface MessageSources {
  linkTemplate: string | null;
  /** Profiles, clock policies and calendars in force. */
  book: () => GovernanceBook;
}

/** What is told of it: no description, no name, no phone of anybody. */
export async function messageOf(
  client: Queryable,
  subject: Subject,
  told: { event: string; at: Date; severity: Severity },
  { linkTemplate, book }: MessageSources,
): Promise<NotifyMessage> {
  const { incident, order, gridCode } = subject;
  const gridName = order?.gridName ?? incident?.gridName ?? null;
  const type = incident === null ? null : alertType(incident.type);
  return {
    event: told.event,
    at: told.at.toISOString(),
    severity: told.severity,
    grid: gridCode === null ? null : { code: gridCode, name: gridName ?? gridCode },
    incident:
      incident === null || type === null
        ? null
        : {
            id: incident.id,
            type: { code: incident.type, zh: type.nameZh, en: type.nameEn },
            ...{ state: incident.state, acknowledged: incident.acknowledged, count: incident.count },
            firstSeenAt: incident.firstSeenAt.toISOString(),
            lastSeenAt: incident.lastSeenAt.toISOString(),
            ...{ deviceId: incident.deviceId, channel: incident.channel },
            deviceName: incident.deviceName === null ? null : maskText(incident.deviceName),
          },
    workOrder:
      order === null
        ? null
        : {
            ...{ id: order.id, caseNumber: order.caseNumber, matter: order.matter, profile: order.profile },
            title: maskText(order.title).slice(0, 200),
            state: stateOf(order, book()),
            assigned: order.assigneeId !== null,
            clocks: order.closed
              ? []
              : await dueClocks(client, order.id, book().clockBook, told.at.getTime()),
          },
    link: linkOf(linkTemplate, subject),
    acknowledgeLink: null,
  };
}
