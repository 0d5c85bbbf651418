import { readFileSync } from 'node:fs';
import { Kind } from 'graphql';
import { describe, expect, test } from 'vitest';
import { ALERT_TYPES } from '../core/alert-types.ts';
import { DAY_KINDS } from '../core/calendar.ts';
import { CLOCK_LIGHTS, CLOCK_STATES } from '../core/clock-engine-view.ts';
import { CLOCK_KINDS } from '../core/clocks.ts';
import { DEVICE_CLASSES } from '../core/device-class.ts';
import { HEALTH_STATUSES } from '../core/device-health.ts';
import { SKIP_KINDS } from '../core/duty.ts';
import { REFUSAL_REASONS } from '../core/errors.ts';
import { COMMAND_STATES, INCIDENT_CHANGES, WORK_ORDER_CHANGES } from '../core/feed-event.ts';
import { EMPTY_RULES, FORMULA_DIRECTIONS, FORMULA_UNITS } from '../core/figures-formulas.ts';
import { FIGURE_MEASURE_NAMES } from '../core/figures-measures.ts';
import { CHANGE_BASES, FIGURE_COMPARISONS, FIGURE_UNITS } from '../core/figures-periods.ts';
import { FOLLOW_UP_KINDS } from '../core/follow-up-lists.ts';
import { GOVERNANCE_KINDS, GOVERNANCE_ORIGINS } from '../core/governance-document.ts';
import { GRID_LEVEL_NAMES } from '../core/grid.ts';
import { BOUNDARY_FINDINGS } from '../core/grid-overlap.ts';
import { HOLDING_KINDS } from '../core/grid-split.ts';
import { GRID_STATUSES, KEY_PERSON_CATEGORIES, PROPERTY_CLASSES } from '../core/households.ts';
import { CLOSING_NEEDS, CODE_READINGS, FILING_NEEDS, MATTER_KINDS } from '../core/matter-schema.ts';
import {
  ATTEMPT_OUTCOMES,
  DELIVERY_STATES,
  ENDPOINT_KINDS,
  HOLDS,
  MESSAGE_FORMATS,
  MESSAGE_LANGUAGES,
  NOTIFY_TARGETS,
} from '../core/notify.ts';
import { ROLES } from '../core/permissions.ts';
import { REPORT_CHANNELS } from '../core/report-channels.ts';
import { REPORT_CHANNELS as INTAKE_CHANNELS } from '../core/residents-channels.ts';
import { REPORT_STAGES } from '../core/residents-stages.ts';
import { COVERAGES, SHIFT_CHANGES } from '../core/roster.ts';
import { ROSTER_FAULTS } from '../core/roster-report.ts';
import { SCHEDULE_UNITS } from '../core/schedule-schema.ts';
import { SEVERITIES } from '../core/severity.ts';
import { ALERT_STATUSES, EVIDENCE_KINDS, FAMILIES } from '../core/signal.ts';
import { WORK_ORDER_ACTIONS, WORK_ORDER_STATE_NAMES } from '../core/work-order.ts';
import { PENDING_KINDS } from '../core/work-order-conditions.ts';
import { ADMISSION_STATES } from '../core/workflow/admission.ts';
import { DUPLICATE_VERDICTS } from '../core/workflow/duplicates.ts';
import { GEOFENCE_RESULTS, WORK_EVIDENCE_KINDS, WORK_EVIDENCE_PHASES } from '../core/workflow/evidence.ts';
import { GATE_STATES, VOTE_CHOICES } from '../core/workflow/gates.ts';
import { GATE_KINDS } from '../core/workflow/gates-rules.ts';
import { HELPER_STATES } from '../core/workflow/helpers.ts';
import { FIELD_TYPES } from '../core/workflow/profile-schema.ts';
import { SUPERVISION_ENTRIES, SUPERVISION_STATES, SUPERVISOR_KINDS } from '../core/workflow/supervision.ts';
import { TIME_UNITS } from '../core/working-time.ts';
import { subgraphNames, subgraphTypeDefs } from './load.ts';

const upper = (names: Iterable<string>) => [...new Set(names)].map((name) => name.toUpperCase());

/** An enum of the schema, and the table of the code that it shows. */
const SHOWN: readonly [name: string, values: readonly string[]][] = [
  ['IncidentChangeKind', INCIDENT_CHANGES],
  ['WorkOrderChangeKind', WORK_ORDER_CHANGES],
  ['DeviceCommandState', COMMAND_STATES],
  ['QuarantineReason', Object.keys(REFUSAL_REASONS)],
  ['WorkOrderState', WORK_ORDER_STATE_NAMES],
  ['WorkOrderAction', WORK_ORDER_ACTIONS],
  ['WorkOrderRequestKind', upper(Object.keys(PENDING_KINDS))],
  ['WorkFormFieldType', FIELD_TYPES],
  ['ReportChannel', Object.keys(REPORT_CHANNELS)],
  ['ClockKind', Object.keys(CLOCK_KINDS)],
  ['ClockState', Object.keys(CLOCK_STATES)],
  ['ClockLight', CLOCK_LIGHTS],
  ['TimeUnit', Object.keys(TIME_UNITS)],
  ['GovernanceKind', Object.keys(GOVERNANCE_KINDS)],
  ['GovernanceOrigin', Object.keys(GOVERNANCE_ORIGINS)],
  ['MatterKind', Object.keys(MATTER_KINDS)],
  ['MatterCodeReading', Object.keys(CODE_READINGS)],
  ['FilingNeed', Object.keys(FILING_NEEDS)],
  ['ClosingNeed', Object.keys(CLOSING_NEEDS)],
  ['ScheduleUnit', Object.keys(SCHEDULE_UNITS)],
  ['CalendarDayKind', Object.keys(DAY_KINDS)],
  ['ClearMode', upper([...ALERT_TYPES.values()].map(({ clearMode }) => clearMode))],
  ['AlertFamily', upper([...ALERT_TYPES.values()].map(({ family }) => family))],
  ['AlertStatus', ALERT_STATUSES],
  ['EvidenceKind', upper(EVIDENCE_KINDS)],
  ['DeviceFamily', upper(FAMILIES)],
  ['DeviceClass', Object.keys(DEVICE_CLASSES)],
  ['DeviceHealthStatus', Object.keys(HEALTH_STATUSES)],
  ['GridLevel', GRID_LEVEL_NAMES],
  ['FigureMeasure', FIGURE_MEASURE_NAMES],
  ['FigurePeriodUnit', Object.keys(FIGURE_UNITS)],
  ['FigureComparison', Object.keys(FIGURE_COMPARISONS)],
  ['FigureChangeBase', Object.keys(CHANGE_BASES)],
  ['FormulaUnit', Object.keys(FORMULA_UNITS)],
  ['FormulaDirection', Object.keys(FORMULA_DIRECTIONS)],
  ['FormulaEmptyRule', Object.keys(EMPTY_RULES)],
  ['DutySkipKind', Object.keys(SKIP_KINDS)],
  ['RosterCoverage', Object.keys(COVERAGES)],
  ['RosterFaultKind', Object.keys(ROSTER_FAULTS)],
  ['ShiftChangeKind', Object.keys(SHIFT_CHANGES)],
  ['GridStatus', Object.keys(GRID_STATUSES)],
  ['PropertyClass', Object.keys(PROPERTY_CLASSES)],
  ['KeyPersonCategory', Object.keys(KEY_PERSON_CATEGORIES)],
  ['BoundaryFindingKind', Object.keys(BOUNDARY_FINDINGS)],
  ['HoldingKind', Object.keys(HOLDING_KINDS)],
  ['NotificationEndpointKind', Object.keys(ENDPOINT_KINDS)],
  ['NotificationTarget', NOTIFY_TARGETS],
  ['NotificationFormat', MESSAGE_FORMATS],
  ['NotificationLanguage', MESSAGE_LANGUAGES],
  ['NotificationDeliveryState', DELIVERY_STATES],
  ['NotificationAttemptOutcome', ATTEMPT_OUTCOMES],
  ['NotificationHold', HOLDS],
  ['IntakeChannel', Object.keys(INTAKE_CHANNELS)],
  ['ReportStage', Object.keys(REPORT_STAGES)],
  ['Severity', upper(SEVERITIES)],
  ['OrderHelperState', Object.keys(HELPER_STATES)],
  ['OrderGateKind', Object.keys(GATE_KINDS)],
  ['OrderGateState', Object.keys(GATE_STATES)],
  ['VoteChoice', Object.keys(VOTE_CHOICES)],
  ['SupervisorKind', Object.keys(SUPERVISOR_KINDS)],
  ['OrderSupervisionState', Object.keys(SUPERVISION_STATES)],
  ['OrderSupervisionEntryKind', Object.keys(SUPERVISION_ENTRIES)],
  ['OrderAdmissionState', Object.keys(ADMISSION_STATES)],
  ['WorkEvidenceKind', Object.keys(WORK_EVIDENCE_KINDS)],
  ['WorkEvidencePhase', Object.keys(WORK_EVIDENCE_PHASES)],
  ['GeofenceResult', Object.keys(GEOFENCE_RESULTS)],
  ['DuplicateVerdict', Object.keys(DUPLICATE_VERDICTS)],
  ['FollowUpKind', Object.keys(FOLLOW_UP_KINDS)],
];

const ENUMS = new Map<string, string[][]>();
for (const subgraph of subgraphNames()) {
  for (const node of subgraphTypeDefs(subgraph).definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION) continue;
    const values = (node.values ?? []).map(({ name }) => name.value);
    ENUMS.set(node.name.value, [...(ENUMS.get(node.name.value) ?? []), values]);
  }
}

const page = (name: string) => readFileSync(new URL(`../docs/${name}`, import.meta.url), 'utf8');

describe('the schema and the code', () => {
  test.each(SHOWN)('%s has the values that the code has', (name, values) => {
    const shown = ENUMS.get(name) ?? [];
    expect(shown.length).toBeGreaterThan(0);
    for (const own of shown) expect(own.toSorted()).toEqual([...values].toSorted());
  });

  test('graph.md tells every value of `change`', () => {
    const text = page('graph.md');
    const told = (value: string) => new RegExp(`\\b${value}\\b`).test(text);
    expect([...INCIDENT_CHANGES, ...WORK_ORDER_CHANGES].filter((value) => !told(value))).toEqual([]);
  });

  test('operations.md names every role', () => {
    const text = page('operations.md');
    expect(Object.keys(ROLES).filter((role) => !text.includes(`\`${role}\``))).toEqual([]);
  });
});
