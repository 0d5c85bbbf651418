import type pg from 'pg';
import { STALE_AFTER_HOURS } from '../../core/dispatch-rules.ts';
import type { IncidentFeedEvent, WorkOrderFeedEvent } from '../../core/feed-event.ts';
import { eventName, eventPatterns } from '../../core/notify.ts';
import { typeMatches } from '../../core/patterns.ts';
import { severityRank } from '../../core/severity.ts';
import type { FeedRow } from '../../runtime/feed-row.ts';
import { isWorthARetry } from '../../runtime/postgres.ts';
import type { SubgraphDeps } from '../deps.ts';
import { enqueue, noteUnreachable, startRepeats } from './enqueue.ts';
import type { IncidentFacts } from './facts.ts';
import { type MessageSources, messageOf, type Subject, subjectOf } from './message.ts';
import { type Recipient, recipientsOf } from './recipients.ts';
import { RULE_COLUMNS, type RuleRow, readRules } from './rows.ts';

/** Name of the notifier's cursor in the feed. */
export const NOTIFIER_CONSUMER = 'notifier';

/** Changes that call somebody; the others only tell what was done about it. */
const ALARMS: readonly string[] = ['OPENED', 'REPEATED', 'REOPENED', 'ESCALATED', 'FLAPPING'];
/** After these nothing holds an incident back any more. */
const LET_GO: readonly string[] = ['RELEASED', 'UNSHELVED', 'MAINTENANCE_ENDED'];
/** With these an incident is told as opened when nobody was told of it before: it was held, or came too late. */
const LIKE_OPENED: readonly string[] = [...LET_GO, 'REPEATED'];

type Told = IncidentFeedEvent | WorkOrderFeedEvent;

/** Why nobody is called for an incident now; null when somebody may be. A rise in severity breaks a shelf. */
function heldBy(incident: IncidentFacts, change: string, nowMs: number): string | null {
  if (!ALARMS.includes(change) && !LET_GO.includes(change)) return null;
  if (incident.falseAlarm) return 'false-alarm';
  if (incident.suppressed) return 'suppressed';
  if (incident.inMaintenance) return 'maintenance';
  const shelved = (incident.shelvedUntil?.getTime() ?? 0) > nowMs;
  if (shelved && change !== 'ESCALATED') return 'shelved';
  const lateMs = incident.openedAt.getTime() - incident.lastSeenAt.getTime();
  return lateMs > STALE_AFTER_HOURS * 3_600_000 ? 'late' : null;
}

async function rulesFor(client: pg.PoolClient, event: Told, name: string, at: Date): Promise<RuleRow[]> {
  const likeOpened = event.topic === 'incident' && LIKE_OPENED.includes(event.change);
  const sql = `SELECT ${RULE_COLUMNS} FROM notification_rule r
    WHERE r.enabled AND r.active_from <= $4 AND r.min_severity <= $2
      AND (r.grid_code IS NULL OR starts_with($3, r.grid_code))
      AND (r.events && $1::text[] OR ($5 AND 'incident.opened' = ANY(r.events) AND NOT EXISTS (
        SELECT FROM notification_delivery d WHERE d.subject = $6)))
    ORDER BY r.repeat_seconds NULLS LAST, r.id`;
  const values = [
    ...[eventPatterns(name), severityRank(event.severity), event.gridCode ?? '', at, likeOpened],
    event.topic === 'incident' ? event.incidentId : event.workOrderId,
  ];
  // asked of every event of a busy feed: planned once
  return readRules(await client.query({ name: 'notify-rules', text: sql, values }));
}

/** What is asked of the thing itself, beyond the event. */
function matches(rule: RuleRow, name: string, { incident, order }: Subject): boolean {
  const named = eventPatterns(name).some((pattern) => rule.events.includes(pattern));
  if (!named && (incident?.state !== 'ACTIVE' || incident.acknowledged)) return false;
  const types = order?.types ?? (incident === null ? [] : [incident.type]);
  if (rule.typePattern !== null && !types.some((type) => typeMatches(rule.typePattern, type))) return false;
  if (order === null) return true;
  if (rule.orderStates !== null && !rule.orderStates.includes(order.state)) return false;
  return !rule.unassignedOnly || (order.assigneeId === null && !order.closed);
}

export interface NotifierOptions {
  now: () => number;
  sources: MessageSources;
}

/** What came of one event, for the counter. */
type Outcome = 'queued' | 'held' | 'folded' | 'unreachable' | 'not_told';

/**
 * Follows incidents and work orders in the feed, matches them with the rules and queues what is to be told, in the
 * transaction of its cursor: each event is queued once, whatever dies. Close it before the feed.
 */
export function startNotifier(
  { feed, log, metrics, config }: Pick<SubgraphDeps, 'feed' | 'log' | 'metrics' | 'config'>,
  { now, sources }: NotifierOptions,
): { close(): Promise<void> } {
  const outcomes = metrics.counter({
    name: 'hub_notify_events_total',
    help: 'Tellings by what was done: queued, held (window, quiet hours), folded, unreachable, not_told (test, held incident)',
    labels: ['did'],
  });
  const failures = metrics.counter({
    name: 'hub_notify_event_failures_total',
    help: 'Events that the notifier could not handle and passed over; the log has the cause',
  });
  const { zone } = config.site;

  async function tell(
    event: Told,
    name: string,
    rules: readonly RuleRow[],
    at: Date,
    client: pg.PoolClient,
  ): Promise<Outcome[]> {
    const id = event.topic === 'incident' ? event.incidentId : event.workOrderId;
    const subject = await subjectOf(client, event.topic, id);
    if (subject === null) return [];
    const { incident, order } = subject;
    // Test and Exercise are shown, never told
    if (order?.onlyTests === true || (incident !== null && incident.status !== 'ACTUAL')) return ['not_told'];
    if (incident !== null && heldBy(incident, event.change, now()) !== null) return ['not_told'];
    const matching = rules.filter((rule) => matches(rule, name, subject));
    if (matching.length === 0) return [];
    const message = await messageOf(client, subject, { event: name, at, severity: event.severity }, sources);
    const did: Outcome[] = [];
    // an endpoint that several rules name is told once: by the first, of which those that repeat come first
    const chosen = new Map<string, Recipient & { rule: RuleRow }>();
    for (const rule of matching) {
      const { told, missed } = await recipientsOf(client, rule, subject, { nowMs: now(), zone });
      for (const recipient of told) {
        if (!chosen.has(recipient.endpoint.id)) chosen.set(recipient.endpoint.id, { rule, ...recipient });
      }
      for (const { personId, reason } of missed) {
        const noted = await noteUnreachable(client, rule, { personId, subject: id, message, reason }, now());
        if (noted) log.warn({ ruleId: rule.id, subject: id, reason }, 'a notification reaches nobody');
        did.push('unreachable');
      }
    }
    for (const { rule, endpoint, personId } of chosen.values()) {
      const telling = { rule, endpoint, personId, subject: id, message };
      const queued = await enqueue(client, telling, { nowMs: now(), zone });
      if (ALARMS.includes(event.change) || LET_GO.includes(event.change) || order !== null) {
        await startRepeats(client, telling, queued.deliveryId, now());
      }
      did.push(queued.did);
    }
    return did;
  }

  async function handle({ event, at, cursor }: FeedRow, client: pg.PoolClient): Promise<void> {
    if (event.topic !== 'incident' && event.topic !== 'workOrder') return;
    const name = eventName(event.topic, event.change);
    const rules = await rulesFor(client, event, name, at);
    if (rules.length === 0) return;
    await client.query('SAVEPOINT notify');
    try {
      const did = await tell(event, name, rules, at, client);
      await client.query('RELEASE SAVEPOINT notify');
      for (const one of did) outcomes.inc({ did: one });
    } catch (error) {
      if (isWorthARetry(error)) throw error;
      await client.query('ROLLBACK TO SAVEPOINT notify');
      failures.inc();
      log.error({ err: error, cursor, topic: event.topic }, 'an event could not be told');
    }
  }

  const stop = new AbortController();
  const running = feed.follow(NOTIFIER_CONSUMER, ['incident', 'workOrder'], handle, stop.signal);
  running.catch((error) => log.error({ err: error }, 'the notifier ended'));
  return {
    async close() {
      stop.abort();
      await running.catch(() => undefined);
    },
  };
}
