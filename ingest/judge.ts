import type { PoolClient } from 'pg';
import { flapPolicy } from '../core/flap-policy.ts';
import { ancestorCodes, UNKNOWN_COMMUNITY } from '../core/grid.ts';
import { newIncidentId } from '../core/ids.ts';
import {
  type IncidentEventRecord,
  type IncidentState,
  NOTHING_PENDING,
  record,
} from '../core/incident-state.ts';
import { higherSeverity, severityRank } from '../core/severity.ts';
import {
  FOLLOWS_PARENT,
  ROOT_LEAD_MS,
  ROOT_TYPE,
  STORM,
  SUMMARY_CHANNEL,
  siteDeviceId,
  TOPOLOGY_DEPTH,
} from '../core/topology.ts';
import { lockIncidents } from './incident-reads.ts';

/** What a judgement changes beside the incidents judged: summaries made or grown, roots made graver. */
export interface Judgement {
  /** Incident id -> id of the incident that explains it. */
  explainedBy: Map<string, string>;
  created: IncidentState[];
  changed: { state: IncidentState; events: IncidentEventRecord[] }[];
}

/** The incident of the topmost ancestor that is down, per device; of the device itself for types other than its own loss. */
async function rootsOf(client: PoolClient, judged: readonly IncidentState[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ id: string; root: string }>({
    name: 'judge_roots',
    text: `WITH RECURSIVE up (incident_id, ancestor, depth) AS (
        SELECT k.id, CASE WHEN k.type = $3 THEN d.parent_id ELSE d.id END, 1
        FROM unnest($1::text[], $2::text[], $4::text[]) AS k (id, device_id, type) JOIN device d ON d.id = k.device_id
        UNION ALL
        SELECT up.incident_id, p.parent_id, up.depth + 1
        FROM up JOIN device p ON p.id = up.ancestor WHERE p.parent_id IS NOT NULL AND up.depth < ${TOPOLOGY_DEPTH})
      SELECT DISTINCT ON (up.incident_id) up.incident_id AS id, r.id AS root
      FROM up JOIN incident r ON r.device_id = up.ancestor AND r.channel = '' AND r.type = $3 AND r.state = 'ACTIVE'
      WHERE r.id <> up.incident_id
      ORDER BY up.incident_id, up.depth DESC`,
    values: [
      judged.map((state) => state.id),
      judged.map((state) => state.deviceId),
      ROOT_TYPE,
      judged.map((state) => state.type),
    ],
  });
  return new Map(rows.map(({ id, root }) => [id, root]));
}

/** What lost devices have in common: their parent, else their community. */
interface Scope {
  deviceId: string;
  members: IncidentState[];
}

async function scopesOf(client: PoolClient, lost: readonly IncidentState[]): Promise<Scope[]> {
  const { rows } = await client.query<{ id: string; parent: string | null }>(
    'SELECT id, parent_id AS parent FROM device WHERE id = ANY($1::text[])',
    [lost.map((state) => state.deviceId)],
  );
  const parents = new Map(rows.map(({ id, parent }) => [id, parent]));
  const scopes = new Map<string, Scope>();
  for (const state of lost) {
    const deviceId = parents.get(state.deviceId) ?? siteDeviceId(state.communityCode);
    const scope = scopes.get(deviceId) ?? { deviceId, members: [] };
    scope.members.push(state);
    scopes.set(deviceId, scope);
  }
  return [...scopes.values()];
}

/** Devices of the scope that were lost lately and are explained by nothing yet, told or still waited for. */
async function lostLately(client: PoolClient, { deviceId, members }: Scope, nowMs: number): Promise<number> {
  const since = nowMs - STORM.withinMs - flapPolicy(ROOT_TYPE).onDelaySeconds * 1000;
  const site = members[0] !== undefined && deviceId === siteDeviceId(members[0].communityCode);
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM incident i JOIN device d ON d.id = i.device_id
     WHERE i.type = $1 AND i.channel = '' AND i.state = 'ACTIVE' AND i.suppressed_by IS NULL AND i.opened_at >= $2
       AND ${site ? 'd.parent_id IS NULL AND i.community_code = $3' : 'd.parent_id = $3'}`,
    [ROOT_TYPE, new Date(since), site ? (members[0]?.communityCode ?? UNKNOWN_COMMUNITY) : deviceId],
  );
  return rows[0]?.count ?? 0;
}

/** The longest grid code that all lie in; null when any has none. */
export function commonGrid(codes: readonly (string | null)[]): string | null {
  const [first = null] = codes;
  if (first === null) return null;
  return (
    [first, ...ancestorCodes(first)].find((code) => codes.every((other) => other?.startsWith(code))) ?? null
  );
}

function summaryReason(count: number): string {
  return `${count} 台设备同时离线 (${count} devices offline at about the same time)`;
}

function newSummary({ deviceId, members }: Scope, first: IncidentState, nowMs: number): IncidentState {
  const newest = members.reduce((a, b) => (b.lastSeenMs > a.lastSeenMs ? b : a), first);
  return {
    ...first,
    ...NOTHING_PENDING,
    id: newIncidentId({ nowMs }),
    deviceId,
    channel: SUMMARY_CHANNEL,
    gridCode: commonGrid(members.map((state) => state.gridCode)),
    severity: members.reduce((worst, state) => higherSeverity(worst, state.severity), first.severity),
    severityReason: null,
    acknowledged: false,
    count: members.length,
    firstSeenMs: Math.min(...members.map((state) => state.firstSeenMs)),
    lastSeenMs: newest.lastSeenMs,
    lastAlertId: newest.lastAlertId,
    lastClearMs: null,
    clearedMs: null,
    shelvedUntilMs: null,
    falseAlarm: false,
    openedMs: nowMs,
    announced: true,
    activeSinceMs: Math.min(...members.map((state) => state.firstSeenMs)),
    priorUntilMs: null,
    changesMs: [],
    version: 1,
  };
}

async function sumUp(client: PoolClient, scope: Scope, nowMs: number, judgement: Judgement): Promise<void> {
  const { deviceId, members } = scope;
  const [first] = members;
  if (first === undefined) return;
  const [open] = await lockIncidents(
    client,
    `x.device_id = $1 AND x.channel = $2 AND x.type = $3 AND x.state = 'ACTIVE'`,
    [deviceId, SUMMARY_CHANNEL, ROOT_TYPE],
    1,
  );
  if (open === undefined && (await lostLately(client, scope, nowMs)) < STORM.atLeast) return;
  if (open === undefined) {
    const state = newSummary(scope, first, nowMs);
    judgement.created.push(state);
    const reason = summaryReason(members.length);
    const event = record(state, 'OPENED', nowMs, { reason, alertId: state.lastAlertId });
    judgement.changed.push({ state, events: [event] });
    for (const member of members) judgement.explainedBy.set(member.id, state.id);
    return;
  }
  const severity = members.reduce((worst, state) => higherSeverity(worst, state.severity), open.severity);
  const state: IncidentState = {
    ...open,
    severity,
    count: open.count + members.length,
    lastSeenMs: Math.max(open.lastSeenMs, ...members.map((member) => member.lastSeenMs)),
    version: open.version + 1,
  };
  const change = severity === open.severity ? 'REPEATED' : 'ESCALATED';
  judgement.changed.push({ state, events: [record(state, change, nowMs)] });
  for (const member of members) judgement.explainedBy.set(member.id, open.id);
}

/**
 * Whether something explains the incidents that are about to be told: an ancestor that is down, or many others of the
 * same parent or community that went at the same time. Only one process judges at a time (advisory lock): a storm is
 * counted once.
 * @returns null when another process is judging: leave them for the next look
 */
export async function judgeIncidents(
  client: PoolClient,
  judged: readonly IncidentState[],
  nowMs: number,
): Promise<Judgement | null> {
  const judgement: Judgement = { explainedBy: new Map(), created: [], changed: [] };
  const candidates = judged.filter((state) => FOLLOWS_PARENT.has(state.type));
  if (candidates.length === 0) return judgement;
  const lock = await client.query(
    "SELECT pg_try_advisory_xact_lock(hashtextextended('incident judge', 0)) AS got",
  );
  if (lock.rows[0]?.got !== true) return null;
  judgement.explainedBy = await rootsOf(client, candidates);
  const lost = candidates.filter(
    (state) =>
      state.type === ROOT_TYPE && state.channel !== SUMMARY_CHANNEL && !judgement.explainedBy.has(state.id),
  );
  if (lost.length > 0) {
    for (const scope of await scopesOf(client, lost)) await sumUp(client, scope, nowMs, judgement);
  }
  return judgement;
}

/** A root is at least as grave as what it takes from sight. */
export async function graverRoots(
  client: PoolClient,
  children: readonly { severity: IncidentState['severity']; rootId: string }[],
  known: ReadonlyMap<string, IncidentState>,
  nowMs: number,
): Promise<{ state: IncidentState; events: IncidentEventRecord[] }[]> {
  const worst = new Map<string, IncidentState['severity']>();
  for (const { severity, rootId } of children) {
    worst.set(rootId, higherSeverity(severity, worst.get(rootId) ?? 'info'));
  }
  const missing = [...worst.keys()].filter((id) => !known.has(id));
  const loaded =
    missing.length === 0
      ? []
      : await lockIncidents(client, 'x.id = ANY($1::text[])', [missing], missing.length);
  const roots = [...loaded, ...[...worst.keys()].flatMap((id) => known.get(id) ?? [])];
  return roots.flatMap((root) => {
    const severity = worst.get(root.id) ?? 'info';
    if (root.state !== 'ACTIVE' || severityRank(severity) <= severityRank(root.severity)) return [];
    const reason = `下级设备离线为 ${severity} (a device below it is lost with severity ${severity})`;
    const state = { ...root, severity, severityReason: reason, version: root.version + 1 };
    return [{ state, events: [record(state, 'ESCALATED', nowMs, { reason })] }];
  });
}

/** Incidents already told that a device which is now seen to be down explains: they began about when it went. */
export async function lockExplained(client: PoolClient, root: IncidentState): Promise<IncidentState[]> {
  return lockIncidents(
    client,
    `x.state = 'ACTIVE' AND x.announced AND x.suppressed_by IS NULL AND x.id <> $2 AND x.type = ANY($3::text[])
     AND x.first_seen_at >= to_timestamp($4::float8 / 1000) AND x.device_id IN (
       WITH RECURSIVE down (id, depth) AS (
         SELECT d.id, 1 FROM device d WHERE d.parent_id = $1
         UNION ALL SELECT d.id, down.depth + 1 FROM down JOIN device d ON d.parent_id = down.id
         WHERE down.depth < ${TOPOLOGY_DEPTH})
       SELECT id FROM down)`,
    [root.deviceId, root.id, [...FOLLOWS_PARENT], root.activeSinceMs - ROOT_LEAD_MS],
    2_000,
  );
}
