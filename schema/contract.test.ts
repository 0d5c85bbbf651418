// The names that clients were promised first. They may be added to; none may go, or take or answer something else.
import { Supergraph } from '@apollo/federation-internals';
import {
  astFromValue,
  buildASTSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  parse,
  print,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { supergraphSdl } from './load.ts';

const api = Supergraph.build(supergraphSdl()).apiSchema().toGraphQLJSSchema();

/** Where only a name was promised its type is what it is: `_`. */
const CONTRACT = buildASTSchema(
  parse(`
    scalar _
    type Query {
      incidents(filter: IncidentFilter, first: Int = 50, after: String): IncidentConnection!
      incident(id: ID!): Incident
      alerts(filter: AlertFilter!, first: Int = 50, after: String): AlertConnection!
      alert(id: ID!): Alert
      alertCounts(filter: AlertFilter!, interval: Duration, groupBy: [AlertDimension!]): [AlertCount!]!
      grids(level: GridLevel, parent: ID, first: Int = 100, after: String): GridConnection!
      grid(code: ID!): Grid
      devices(filter: DeviceFilter, first: Int = 50, after: String): DeviceConnection!
      device(id: ID!): Device
      workOrders(filter: WorkOrderFilter, first: Int = 50, after: String): WorkOrderConnection!
      workOrder(id: ID!): WorkOrder
      quarantine(filter: QuarantineFilter, first: Int = 50, after: String): QuarantineConnection!
    }
    type Mutation {
      acknowledgeIncident(input: AcknowledgeIncidentInput!): AcknowledgeIncidentPayload!
      clearIncident(input: ClearIncidentInput!): ClearIncidentPayload!
      shelveIncident(input: ShelveIncidentInput!): ShelveIncidentPayload!
      markFalseAlarm(input: MarkFalseAlarmInput!): MarkFalseAlarmPayload!
      reportMatter(input: ReportMatterInput!): WorkOrderPayload!
      takeWorkOrder(input: TakeWorkOrderInput!): WorkOrderPayload!
      startWork(input: StartWorkInput!): WorkOrderPayload!
      giveFeedback(input: GiveFeedbackInput!): WorkOrderPayload!
      checkWork(input: CheckWorkInput!): WorkOrderPayload!
      closeWorkOrder(input: CloseWorkOrderInput!): WorkOrderPayload!
      claimDevice(input: ClaimDeviceInput!): ClaimDevicePayload!
    }
    type Subscription {
      incidentChanged(filter: IncidentFilter, after: String): IncidentChange!
      workOrderChanged(filter: WorkOrderFilter, after: String): WorkOrderChange!
    }
    type IncidentChange { cursor: String!, change: IncidentChangeKind!, incident: Incident!, alert: Alert }
    type WorkOrderChange { cursor: String!, change: WorkOrderChangeKind!, workOrder: WorkOrder! }
    enum IncidentChangeKind { OPENED REPEATED ESCALATED ACKNOWLEDGED CLEARED }
    enum WorkOrderChangeKind { OPENED }
    input IncidentFilter {
      gridCode: ID, states: [IncidentState!], types: [String!], minSeverity: Severity, deviceId: ID
      from: DateTime, to: DateTime
    }
    type Incident {
      id: ID!
      type: AlertType!
      severity: Severity!
      state: IncidentState!
      acknowledged: Boolean!
      count: Int!
      firstSeenAt: DateTime!
      lastSeenAt: DateTime!
      clearedAt: DateTime
      device: Device
      grid: Grid
      alerts(first: Int = 20): AlertConnection!
      workOrder: WorkOrder
    }
    type AlertType { code: String!, nameZh: String!, nameEn: String! }
    type Alert { id: ID!, incident: Incident, device: Device, grid: Grid }
    type Device {
      id: ID!, grid: Grid
      incidents: IncidentConnection!
      readings(metric: String!, from: DateTime, to: DateTime, interval: Duration): [Reading!]!
    }
    type Grid {
      code: ID!
      name: String!
      level: GridLevel!
      parent: Grid
      children(first: Int = 100): GridConnection!
      ancestors: [Grid!]!
      duty(at: DateTime): [DutyEntry!]!
      devices: DeviceConnection!
      incidents: IncidentConnection!
      alertCounts(interval: Duration): [AlertCount!]!
      workOrders: WorkOrderConnection!
    }
    type DutyEntry { post: Post!, person: Person, party: Party }
    type WorkOrder {
      id: ID!
      caseNumber: String!
      state: WorkOrderState!
      profile: String!
      source: WorkOrderSource!
      matter: String!
      severity: Severity!
      grid: Grid
      incidents: [Incident!]!
      assignee: Person
      dispatchExplanation: String!
      clocks: [WorkOrderClock!]!
      history: [WorkOrderEvent!]!
    }
    type WorkOrderClock { kind: _, targetMinutes: _, startedAt: _, dueAt: _, state: _ }
    enum Severity { INFO MINOR MAJOR CRITICAL }
    enum IncidentState { ACTIVE CLEARED }
    enum GridLevel { CITY COUNTY SUBDISTRICT COMMUNITY GRID MICRO_GRID }
    scalar DateTime
    scalar Duration
    input AlertFilter { gridCode: ID, types: [String!], minSeverity: Severity, deviceId: ID, from: DateTime, to: DateTime }
    enum AlertDimension { TYPE SEVERITY }
    ${['Alert', 'Incident', 'Grid', 'Device', 'WorkOrder']
      .map(
        (name) =>
          `type ${name}Connection { nodes: [${name}!]!, edges: [${name}Edge!]!, pageInfo: PageInfo! }`,
      )
      .join('\n')}
    ${['Alert', 'Incident', 'Grid', 'Device', 'WorkOrder']
      .map((name) => `type ${name}Edge { cursor: String!, node: ${name}! }`)
      .join('\n')}
    type QuarantineConnection { pageInfo: PageInfo! }
    type PageInfo { hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String, endCursor: String }
    ${['AcknowledgeIncident', 'ClearIncident', 'ShelveIncident', 'MarkFalseAlarm']
      .map(
        (name) => `input ${name}Input { incidentId: ID!, clientMutationId: String }
      type ${name}Payload { incident: Incident!, clientMutationId: String }`,
      )
      .join('\n')}
    ${['TakeWorkOrder', 'StartWork', 'GiveFeedback', 'CheckWork', 'CloseWorkOrder']
      .map((name) => `input ${name}Input { workOrderId: ID!, clientMutationId: String }`)
      .join('\n')}
    type WorkOrderPayload { workOrder: WorkOrder!, clientMutationId: String }
    input ReportMatterInput { gridCode: ID!, clientMutationId: String }
    input ClaimDeviceInput { deviceId: ID!, gridCode: ID, clientMutationId: String }
    type ClaimDevicePayload { device: Device!, clientMutationId: String }
    input DeviceFilter { gridCode: ID }
    input WorkOrderFilter { gridCode: ID }
    input QuarantineFilter { from: DateTime, to: DateTime }
    type AlertCount { count: Int! }
    type Reading { value: Float! }
    type Post { id: ID! }
    type Person { id: ID! }
    type Party { id: ID! }
    type WorkOrderEvent { at: DateTime! }
    enum WorkOrderState { REPORTED ACCEPTED FILED DISPATCHED TAKEN IN_PROGRESS FEEDBACK CHECKING CLOSED }
    enum WorkOrderSource { INCIDENT RESIDENT PATROL HOTLINE_12345 }
  `),
);

function argument({ name, type, defaultValue }: GraphQLArgument): string {
  const value = defaultValue === undefined ? null : astFromValue(defaultValue, type);
  return `${name}: ${type}${value ? ` = ${print(value)}` : ''}`;
}

type Field = GraphQLField<unknown, unknown>;

/** What of a field differs from what was promised; an argument that came later must be one that can be left out. */
function broken(promised: Field, there: Field | undefined): string[] {
  if (there === undefined) return [`${promised.name} is gone`];
  const faults: string[] = [];
  if (String(promised.type) !== '_' && String(promised.type) !== String(there.type)) {
    faults.push(`${promised.name} gives ${there.type}, not ${promised.type}`);
  }
  for (const one of promised.args) {
    const now = there.args.find(({ name }) => name === one.name);
    if (now === undefined) faults.push(`${promised.name} does not take ${one.name}`);
    else if (argument(now) !== argument(one)) faults.push(`${promised.name} takes ${argument(now)}`);
  }
  for (const one of there.args) {
    const known = promised.args.some(({ name }) => name === one.name);
    if (!known && String(one.type).endsWith('!') && one.defaultValue === undefined) {
      faults.push(`${promised.name} demands ${one.name}`);
    }
  }
  return faults;
}

function enumValues(type: GraphQLNamedType | undefined): string[] {
  return isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
}

function brokenInput(promised: GraphQLNamedType, there: GraphQLNamedType | undefined): string[] {
  if (!isInputObjectType(promised) || !isInputObjectType(there)) return [`${promised.name} is no input`];
  const now = there.getFields();
  return Object.values(promised.getFields())
    .filter(({ name, type }) => String(now[name]?.type) !== String(type))
    .map(({ name, type }) => `${name} is ${now[name]?.type ?? 'gone'}, not ${type}`);
}

function brokenType(promised: GraphQLNamedType, there: GraphQLNamedType | undefined): string[] {
  if (isInputObjectType(promised)) return brokenInput(promised, there);
  if (isEnumType(promised)) {
    const now = enumValues(there);
    return enumValues(promised).filter((value) => !now.includes(value));
  }
  if (!isObjectType(promised)) return there === undefined ? ['is gone'] : [];
  if (!isObjectType(there)) return ['is no object type'];
  const now = there.getFields();
  return Object.values(promised.getFields()).flatMap((field) => broken(field, now[field.name]));
}

describe("the graph's contract", () => {
  const promised = Object.values(CONTRACT.getTypeMap()).filter(
    ({ name }) => !name.startsWith('_') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
  );

  it.each(promised)('$name is as it was promised', (type) => {
    expect(brokenType(type, api.getType(type.name))).toEqual([]);
  });

  it('tells what is gone, or takes or gives something else', () => {
    const other = buildASTSchema(
      parse(
        'type Query { incidents(first: Int = 20, must: ID!): [ID!]!, incident(id: ID!): ID } enum Severity { INFO }',
      ),
    );
    const faults = promised
      .filter(({ name }) => name === 'Severity' || name === 'Query')
      .flatMap((type) => brokenType(type, other.getType(type.name)));
    expect(faults.filter((fault) => !fault.endsWith(' is gone'))).toEqual([
      'incidents gives [ID!]!, not IncidentConnection!',
      'incidents does not take filter',
      'incidents takes first: Int = 20',
      'incidents does not take after',
      'incidents demands must',
      'incident gives ID, not Incident',
      ...['MINOR', 'MAJOR', 'CRITICAL'],
    ]);
  });
});
