import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { Principal } from '../../core/permissions.ts';
import type { Subgraph } from '../../runtime/subgraph.ts';
import { MARK, PHONE } from './access-rows.ts';
import type { AccessWorld } from './access-world.ts';

type Field = GraphQLField<unknown, unknown>;

/** All that can be asked of a type without arguments, so many objects deep. */
export function selection(type: GraphQLOutputType, depth = 4): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).filter(
    ({ name, args }) => name !== 'edges' && !args.some(isRequiredArgument),
  );
  const inner = fields.flatMap((field) => {
    if (isLeafType(getNamedType(field.type))) return [field.name];
    return depth > 1 ? [`${field.name} ${selection(field.type, depth - 1)}`] : [];
  });
  return `{ __typename ${inner.join(' ')} }`;
}

/** Which type of the graph an argument names an object of, by its name. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ gridCode: 'Grid', code: 'Grid', parent: 'Grid', gridCodes: 'Grid', into: 'Grid', to: 'Grid' },
  ...{ workOrderId: 'WorkOrder', intoId: 'WorkOrder', different: 'WorkOrder', same: 'WorkOrder' },
  ...{ deviceId: 'Device', parentId: 'Device', incidentId: 'Incident', windowId: 'MaintenanceWindow' },
  ...{ personId: 'Person', assigneeId: 'Person', byId: 'Person', voters: 'Person', partyId: 'Party' },
  ...{ postId: 'Post', absenceId: 'Absence', substituteId: 'Substitute', rosterId: 'Roster' },
  ...{ helperId: 'OrderHelper', gateId: 'OrderGate', supervisionId: 'OrderSupervision' },
  ...{ listId: 'FollowUpList', serviceOfferId: 'ServiceOffer', reportId: 'Report', buildingId: 'Building' },
  ...{
    endpointId: 'NotificationEndpoint',
    fallbackEndpointId: 'NotificationEndpoint',
    ruleId: 'NotificationRule',
  },
  ...{ deliveryId: 'NotificationDelivery', deliveryIds: 'NotificationDelivery', householdId: 'Household' },
  ...{ groupId: 'TalentGroup', groupIds: 'TalentGroup', ids: 'QuarantinedFrame', caseNumber: 'CaseNumber' },
  ...{ caseNumbers: 'CaseNumber', subjectId: 'WorkOrder', objectId: 'Device' },
};

/** Of what the `id` in an input is, by the mutation. */
const OWN_ID: Readonly<Record<string, string>> = {
  ...{ revealHousehold: 'Household', revealKeyPerson: 'KeyPerson', revealTalent: 'Talent' },
  ...{ saveHousehold: 'Household', saveKeyPerson: 'KeyPerson', saveTalent: 'Talent' },
  ...{ saveTalentGroup: 'TalentGroup', registerDevice: 'Device', createPerson: 'Person' },
  putSeverityRule: 'SeverityRule',
};
/** Another object than the argument's name says elsewhere. */
const OF_FIELD: Readonly<Record<string, string>> = {
  'removeSeverityRule.ruleId': 'SeverityRule',
  'undoShiftChange.changeId': 'ShiftChange',
};

/** What a scalar is given where nothing of the site fits. */
const PLAIN: Readonly<Record<string, unknown>> = {
  ...{ Int: 1, Float: 1, Boolean: true, Duration: 'PT1H', JSON: {} },
  DateTime: '2030-01-01T00:00:00Z',
};
/** And what an argument is given by its name, so that it is not its shape that is refused. */
const SHAPED: Readonly<Record<string, unknown>> = {
  ...{ url: 'https://files.example/a.jpg', address: 'https://hooks.example/a', stars: 5, reason: '说明' },
  ...{ startsAt: '2030-01-01T00:00:00Z', endsAt: '2031-01-01T00:00:00Z', until: '2035-01-01T00:00:00Z' },
  ...{ role: 'GRID_WORKER', kind: 'PROPERTY', fields: 'LAW', matters: 'environment', matter: 'environment' },
  ...{ day: '2030-01-01', channel: 'WECHAT', schedule: 'elderly-visit', gate: 'COUNCIL', silence: 'PT1H' },
  ...{ longitude: 104, latitude: 30, command: 'reboot', phone: '13900000000' },
};

/** Values of an argument that name something of the other community: the first is what others are tried beside. */
function candidates({ ids, cursors }: AccessWorld, field: Field, name: string): readonly string[] {
  if (name === 'cursor') return cursors;
  const type =
    name === 'id'
      ? (OWN_ID[field.name] ?? getNamedType(field.type).name)
      : (OF_FIELD[`${field.name}.${name}`] ?? NAMED[name]);
  const own = type === undefined ? undefined : ids.get(type);
  // an id of nothing in particular: each that there is
  return own ?? (name === 'id' ? [...ids.values()].flat() : []);
}

/** Something that the type takes, naming the other community wherever it can. */
export function namingThere(world: AccessWorld, field: Field, type: GraphQLInputType, name: string): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [namingThere(world, field, inner.ofType, name)];
  if (isInputObjectType(inner)) {
    const fields = Object.values(inner.getFields()).filter(
      (one) => isRequiredInputField(one) || candidates(world, field, one.name).length > 0,
    );
    return Object.fromEntries(fields.map((one) => [one.name, namingThere(world, field, one.type, one.name)]));
  }
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  const [first] = candidates(world, field, name);
  return first ?? SHAPED[name] ?? PLAIN[inner.name] ?? 'x';
}

export interface Call {
  label: string;
  query: string;
  variables: Record<string, unknown>;
}

function document(kind: string, { name, args, type }: Field, used: readonly GraphQLArgument[]): string {
  const declared = used.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = used.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  if (args.length === 0 || used.length === 0) return `${kind} { ${name} ${selection(type)} }`;
  return `${kind} (${declared}) { ${name}(${passed}) ${selection(type)} }`;
}

/** One argument's value with what it names put in place of the first. */
function withName(value: unknown, from: string, to: string): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll(JSON.stringify(from), JSON.stringify(to)));
}

/** A root field as it is asked plainly, and once for each thing of the other community that an argument can name. */
export function callsOf(world: AccessWorld, kind: string, field: Field): Call[] {
  const required = field.args.filter(isRequiredArgument);
  const given = (args: readonly GraphQLArgument[]) =>
    Object.fromEntries(args.map((arg) => [arg.name, namingThere(world, field, arg.type, arg.name)]));
  const plain = { label: field.name, query: document(kind, field, required), variables: given(required) };
  const named = field.args.flatMap((arg) => {
    const used = [...new Set([...required, arg])];
    const variables = given(used);
    const names = candidates(world, field, arg.name);
    const filter = isInputObjectType(getNullableType(arg.type));
    const all = names.length > 0 ? names : filter ? [null] : [];
    return all.map((one) => ({
      label: `${field.name}(${arg.name}${one === null ? '' : ` ${one.slice(0, 24)}`})`,
      query: document(kind, field, used),
      variables:
        one === null || names[0] === undefined
          ? variables
          : { ...variables, [arg.name]: withName(variables[arg.name], names[0], one) },
    }));
  });
  return [plain, ...named];
}

/** A call in which the caller's own grid stands wherever the other community's did. */
export function atHome({ ids }: AccessWorld, variables: Record<string, unknown>, grid: string) {
  let json = JSON.stringify(variables);
  for (const code of ids.get('Grid') ?? [])
    json = json.replaceAll(JSON.stringify(code), JSON.stringify(grid));
  const changed: Record<string, unknown> = JSON.parse(json);
  return changed;
}

/** A call with other names: what there is none of. Grid codes stay codes, outside the scope. */
export function asNobody({ ids }: AccessWorld, variables: Record<string, unknown>) {
  let json = JSON.stringify(variables);
  for (const [type, known] of ids) {
    for (const id of known.toSorted((a, b) => b.length - a.length)) {
      json = json.replaceAll(
        JSON.stringify(id),
        JSON.stringify(type === 'Grid' ? nobodyGrid(id) : nobody(type, id)),
      );
    }
  }
  const changed: Record<string, unknown> = JSON.parse(json);
  return { changed, differs: json !== JSON.stringify(variables) };
}
const nobodyGrid = (code: string) => `${code.slice(0, -1)}9`;
const nobody = (type: string, id: string) => (type === 'Alert' ? `${id.slice(0, -4)}AAAA` : `${id}-nobody`);

/** An answer as text: no times, and what was sent as what it was sent instead of. */
export function told(
  answer: { data?: unknown; errors?: readonly unknown[] | undefined },
  { ids }: AccessWorld,
) {
  let json = JSON.stringify({ data: answer.data, errors: answer.errors });
  for (const [type, known] of ids) {
    for (const id of known) {
      json = json.replaceAll(type === 'Grid' ? nobodyGrid(id) : nobody(type, id), id);
    }
  }
  return json
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T')
    .replaceAll(/"(column|line|errorId)":("[^"]*"|\d+)/g, '');
}

/** What of the other community an answer shows that the caller did not send. */
export function leaks(json: string, { ids }: AccessWorld, variables: Record<string, unknown>): string[] {
  const sent = JSON.stringify(variables);
  const shown = [MARK, PHONE, PHONE.slice(-4), ...[...ids.values()].flat()];
  return shown.filter((one) => json.includes(one) && !sent.includes(one));
}

export function run(subgraph: Subgraph, who: Principal | null, { query, variables }: Omit<Call, 'label'>) {
  return subgraph.execute({ query, variables }, { principal: who, requestId: 'attack' });
}
