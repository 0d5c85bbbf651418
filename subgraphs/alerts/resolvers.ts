import { ALERT_TYPES, type AlertType as AlertTypeRow, alertType } from '../../core/alert-types.ts';
import { severityOfRank } from '../../core/severity.ts';
import type { Evidence as EvidenceRef } from '../../core/signal.ts';
import type { AlertCountRow, AlertRecord } from '../../runtime/series/port.ts';
import { timeOfMinute } from '../day-time.ts';
import type { CountedPage } from '../page.ts';
import type { AlertsPage } from './alerts.ts';
import {
  analyticsOfDevice,
  analyticsOfGrid,
  analyticsQueries,
  analyticsTypes,
} from './analytics-resolvers.ts';
import type { IncidentChangeRow } from './changes.ts';
import { knownCommunity } from './counts.ts';
import type { IncidentEventRow } from './incident-log.ts';
import type { IncidentRow } from './incident-store.ts';
import type { WindowRow } from './maintenance.ts';
import type { EventRange } from './range.ts';
import type { AlertsService } from './service.ts';
import type { RuleRow } from './severity-rules.ts';
import type * as T from './types.generated.ts';

export interface AlertsContext {
  alerts: AlertsService;
}

const FAMILY_NAMES = {
  camera: 'CAMERA',
  elevator: 'ELEVATOR',
  charger: 'CHARGER',
  sensor: 'SENSOR',
  device: 'DEVICE',
  other: 'OTHER',
} as const satisfies Record<AlertTypeRow['family'], T.AlertFamily>;

const CLEAR_MODE_NAMES = {
  explicit: 'EXPLICIT',
  state: 'STATE',
  latched: 'LATCHED',
  pulse: 'PULSE',
} as const satisfies Record<AlertTypeRow['clearMode'], T.ClearMode>;

const EVIDENCE_KIND_NAMES = {
  image: 'IMAGE',
  video: 'VIDEO',
  audio: 'AUDIO',
  document: 'DOCUMENT',
  other: 'OTHER',
} as const satisfies Record<EvidenceRef['kind'], T.EvidenceKind>;

function gridRef(code: string | null | undefined) {
  return code === null || code === undefined ? null : { code };
}

const AlertType = {
  family: ({ family }) => FAMILY_NAMES[family],
  clearMode: ({ clearMode }) => CLEAR_MODE_NAMES[clearMode],
} satisfies T.AlertTypeResolvers<AlertsContext, AlertTypeRow>;

const Evidence = {
  kind: ({ kind }) => EVIDENCE_KIND_NAMES[kind],
} satisfies T.EvidenceResolvers<AlertsContext, EvidenceRef>;

const Alert = {
  __resolveReference: ({ id }, { alerts }) => alerts.alert(id),
  type: (alert) => alertType(alert.type),
  time: ({ timeNs }) => new Date(Number(timeNs / 1_000_000n)),
  receivedAt: ({ receivedAtMs }) => new Date(receivedAtMs),
  device: ({ deviceId }) => ({ id: deviceId }),
  grid: ({ gridCode }) => gridRef(gridCode),
  incident: ({ incidentId }, _, { alerts }) => (incidentId === null ? null : alerts.incident(incidentId)),
} satisfies T.AlertResolvers<AlertsContext, AlertRecord>;

const Incident = {
  __resolveReference: ({ id }, { alerts }) => alerts.incident(id),
  type: (incident) => alertType(incident.type),
  severity: ({ severity }) => severityOfRank(severity),
  device: ({ deviceId }) => ({ id: deviceId }),
  grid: ({ gridCode }) => gridRef(gridCode),
  lastAlert: ({ lastAlertId }, _, { alerts }) => alerts.alert(lastAlertId),
  alerts: (incident, page, { alerts }) => alerts.alertsOfIncident(incident, page),
  history: (incident, { first }, { alerts }) => alerts.history(incident, first),
  suppressedBy: ({ suppressedBy }, _, { alerts }) =>
    suppressedBy === null ? null : alerts.incident(suppressedBy),
  maintenance: ({ maintenanceId }, _, { alerts }) =>
    maintenanceId === null ? null : alerts.maintenanceWindow(maintenanceId),
} satisfies T.IncidentResolvers<AlertsContext, IncidentRow>;

const MaintenanceWindow = {
  type: ({ typePattern }) => typePattern,
  device: ({ deviceId }) => (deviceId === null ? null : { id: deviceId }),
  grid: ({ gridCode }) => gridRef(gridCode),
  weekly: ({ days, minuteFrom, minuteTo }) =>
    days === null || minuteFrom === null || minuteTo === null
      ? null
      : { days, from: timeOfMinute(minuteFrom), to: timeOfMinute(minuteTo) },
  active: (window, _, { alerts }) => alerts.windowIsActive(window),
} satisfies T.MaintenanceWindowResolvers<AlertsContext, WindowRow>;

const SeverityRule = {
  grid: ({ gridPrefix }) => gridRef(gridPrefix),
} satisfies T.SeverityRuleResolvers<AlertsContext, RuleRow>;

const IncidentEvent = {
  severity: ({ severity }) => (severity === null ? null : severityOfRank(severity)),
} satisfies T.IncidentEventResolvers<AlertsContext, IncidentEventRow>;

const IncidentChange = {
  incident: ({ incidentId }, _, { alerts }) => alerts.incident(incidentId),
  alert: ({ alertId }, _, { alerts }) => (alertId === null ? null : alerts.alert(alertId)),
} satisfies T.IncidentChangeResolvers<AlertsContext, IncidentChangeRow>;

const Device = {
  ...analyticsOfDevice,
  __resolveReference: ({ id }) => ({ id }),
  incidents: ({ id }, { states, ...page }, { alerts }) => alerts.incidentsOfDevice(id, { states }, page),
  alerts: ({ id }, { first, after, ...filter }, { alerts }) =>
    alerts.alertsOfDevice(id, filter, { first, after }),
} satisfies T.DeviceResolvers<AlertsContext, { id: string }>;

const Grid = {
  ...analyticsOfGrid,
  __resolveReference: ({ code }) => ({ code }),
  incidents: ({ code }, { states, minSeverity, ...page }, { alerts }) =>
    alerts.incidentsOfGrid(code, { states, minSeverity }, page),
  alertCounts: ({ code }, args, { alerts }) => alerts.countsOfGrid(code, args),
} satisfies T.GridResolvers<AlertsContext, { code: string }>;

const AlertCount = {
  start: ({ startMs }) => (startMs === null ? null : new Date(startMs)),
  type: ({ type }) => (type === undefined ? null : alertType(type)),
  community: ({ communityCode }) => gridRef(knownCommunity(communityCode)),
  grid: ({ gridCode }) => gridRef(gridCode),
} satisfies T.AlertCountResolvers<AlertsContext, AlertCountRow>;

const TimeRange = {
  from: ({ fromMs }) => new Date(fromMs),
  to: ({ toMs }) => new Date(toMs),
} satisfies T.TimeRangeResolvers<AlertsContext, EventRange>;

const AlertConnection = {
  range: (page) => page.range,
} satisfies T.AlertConnectionResolvers<AlertsContext, AlertsPage>;

const IncidentConnection = {
  totalCount: (page) => page.count(),
} satisfies T.IncidentConnectionResolvers<AlertsContext, CountedPage<IncidentRow>>;

const Query = {
  ...analyticsQueries,
  maintenanceWindows: (_, args, { alerts }) => alerts.maintenanceWindows(args),
  severityRules: (_, _args, { alerts }) => alerts.severityRules(),
  incidents: (_, { filter, ...page }, { alerts }) => alerts.incidents({ ...filter }, page),
  incident: (_, { id }, { alerts }) => alerts.incident(id),
  alerts: (_, { filter, ...page }, { alerts }) => alerts.alerts(filter, page),
  alert: (_, { id }, { alerts }) => alerts.alert(id),
  alertCounts: (_, { filter, ...args }, { alerts }) => alerts.counts(filter, args),
  alertTypes: () => [...ALERT_TYPES.values()],
  incidentChange: (_, { cursor }, { alerts }) => alerts.incidentChange(cursor),
} satisfies T.QueryResolvers<AlertsContext>;

async function payload(
  input: { clientMutationId?: string | null | undefined },
  changed: Promise<IncidentRow>,
) {
  return { incident: await changed, clientMutationId: input.clientMutationId };
}

const Mutation = {
  acknowledgeIncident: (_, { input }, { alerts }) => payload(input, alerts.acknowledge(input)),
  clearIncident: (_, { input }, { alerts }) => payload(input, alerts.clear(input)),
  shelveIncident: (_, { input }, { alerts }) => payload(input, alerts.shelve(input)),
  markFalseAlarm: (_, { input }, { alerts }) => payload(input, alerts.markFalseAlarm(input)),
  createMaintenanceWindow: async (_, { input }, { alerts }) => ({
    window: await alerts.createMaintenanceWindow(input),
    clientMutationId: input.clientMutationId,
  }),
  endMaintenanceWindow: async (_, { input }, { alerts }) => ({
    window: await alerts.endMaintenanceWindow(input.windowId),
    clientMutationId: input.clientMutationId,
  }),
  putSeverityRule: async (_, { input }, { alerts }) => ({
    rule: await alerts.putSeverityRule(input),
    clientMutationId: input.clientMutationId,
  }),
  removeSeverityRule: async (_, { input }, { alerts }) => ({
    removed: await alerts.removeSeverityRule(input.ruleId),
    clientMutationId: input.clientMutationId,
  }),
} satisfies T.MutationResolvers<AlertsContext>;

export const alertsResolvers = {
  ...analyticsTypes,
  AlertType,
  Evidence,
  Alert,
  Incident,
  MaintenanceWindow,
  SeverityRule,
  IncidentEvent,
  IncidentChange,
  Device,
  Grid,
  AlertCount,
  TimeRange,
  AlertConnection,
  IncidentConnection,
  Query,
  Mutation,
};
