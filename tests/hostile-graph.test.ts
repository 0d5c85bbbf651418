// Every argument of every query and mutation is given what means something to SQL, InfluxQL, line protocol, JSON or
// UTF-8, one at a time, the others being of what there is: answered, or refused with a code that blames the caller.
import { Supergraph } from '@apollo/federation-internals';
import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS } from '../core/errors.ts';
import { supergraphSdl } from '../schema/load.ts';
import { ask, codesOf } from './e2e/graph-client.ts';
import { demoDevices, makeIncidents, openSite, type Site } from './e2e/site.ts';
import { influxdServer, startInfluxd } from './support/influxd.ts';

const api = Supergraph.build(supergraphSdl()).apiSchema().toGraphQLJSSchema();

const TEXTS = [
  `x' OR '1'='1"; DROP MEASUREMENT "alert"; DROP TABLE incident; -- \\`,
  'alert,type=forged device="x" 1\nalert,a=b c=1 \t%_$1{}[](.*)+^|/',
  'a\0b',
  'half \ud800 a pair',
  '重'.repeat(6_000),
];
/** What each scalar may be given beside: at the ends of its range, and past those of a store's. */
const EXTREMES: Readonly<Record<string, readonly unknown[]>> = {
  String: TEXTS,
  ID: TEXTS,
  Int: [-2_147_483_648, -1, 0, 2_147_483_647],
  Float: [-1e308, 1e308, -0.1, 1e-300],
  DateTime: ['1678-01-01T00:00:00Z', '2261-12-31T23:59:59.999Z', 0],
  Duration: ['PT0S', 'PT0.001S', 'P3650000D'],
  JSON: [...TEXTS, { [TEXTS[1] ?? '']: TEXTS[0] }, [null, [[{}]]], 1e308],
  Boolean: [],
};

type Path = readonly (string | number)[];

/** Ids of what there is, by the argument that takes them: so that the others of a call are not what refuses it. */
let known: Record<string, unknown> = {};

/** Something that the type takes. */
function plain(type: GraphQLInputType, name: string): unknown {
  const inner = getNullableType(type);
  if (isListType(inner)) return [plain(inner.ofType, name)];
  if (isInputObjectType(inner)) {
    const fields = Object.values(inner.getFields());
    // what names the object, though it may be left out
    const wanted = fields.filter((field) => isNonNullType(field.type) || field.name in known);
    return Object.fromEntries(wanted.map((field) => [field.name, plain(field.type, field.name)]));
  }
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  if (name in known) return known[name];
  const values: Record<string, unknown> = {
    ...{ Int: 1, Float: 1, Boolean: true, Duration: 'PT1H', JSON: {} },
    DateTime: new Date().toISOString(),
  };
  return values[inner.name] ?? 'x';
}

/** Where in a value of the type a scalar stands, and which. */
function leaves(type: GraphQLInputType, depth = 0): [Path, string][] {
  const inner = getNullableType(type);
  if (isListType(inner)) {
    return leaves(inner.ofType, depth).map(([path, scalar]) => [[0, ...path], scalar]);
  }
  if (isInputObjectType(inner)) {
    if (depth === 3) return [];
    return Object.values(inner.getFields()).flatMap((field) =>
      leaves(field.type, depth + 1).map(([path, scalar]): [Path, string] => [[field.name, ...path], scalar]),
    );
  }
  return [[[], inner.name]];
}

function put(type: GraphQLInputType, name: string, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  const inner = getNullableType(type);
  if (isListType(inner)) return [put(inner.ofType, name, rest, value)];
  if (!isInputObjectType(inner)) return value;
  const field = inner.getFields()[step];
  const others = plain(type, name);
  return field === undefined
    ? others
    : { ...Object(others), [step]: put(field.type, field.name, rest, value) };
}

/** Plain fields, and one object deeper. */
function selection(type: GraphQLOutputType, depth = 0): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).filter(({ args }) => args.length === 0);
  const inner = fields.flatMap((field) => {
    if (isLeafType(getNamedType(field.type))) return [field.name];
    return depth < 2 && ['nodes', 'pageInfo'].includes(field.name)
      ? [`${field.name} ${selection(field.type, depth + 1)}`]
      : [];
  });
  return `{ __typename ${inner.join(' ')} }`;
}

interface Call {
  label: string;
  variables: Record<string, unknown>;
}

function callsOf(field: GraphQLField<unknown, unknown>): {
  document: (kind: string) => string;
  calls: Call[];
} {
  const { name, args } = field;
  const required = args.filter(({ type }) => isNonNullType(type));
  const others = () => Object.fromEntries(required.map((arg) => [arg.name, plain(arg.type, arg.name)]));
  const calls = args.flatMap((arg) =>
    leaves(arg.type).flatMap(([path, scalar]) =>
      (EXTREMES[scalar] ?? []).map((value, n) => ({
        label: `${name}(${[arg.name, ...path].join('.')}) ${scalar} ${n}`,
        variables: { ...others(), [arg.name]: put(arg.type, arg.name, path, value) },
      })),
    ),
  );
  const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const document = (kind: string) =>
    args.length === 0
      ? `${kind} { ${name} ${selection(field.type)} }`
      : `${kind} (${declared}) { ${name}(${passed}) ${selection(field.type)} }`;
  return { document, calls };
}

/** How an object of each type is reached, so that what its fields take is asked for too. */
const REACHED = {
  Alert: ['alert', 'id', 'alertId'],
  Device: ['device', 'id', 'deviceId'],
  Grid: ['grid', 'code', 'gridCode'],
  Incident: ['incident', 'id', 'incidentId'],
  Person: ['person', 'id', 'personId'],
  WorkOrder: ['workOrder', 'id', 'workOrderId'],
} as const;

function fieldsOf(type: string): GraphQLField<unknown, unknown>[] {
  const named = api.getType(type);
  const fields = isObjectType(named) ? Object.values(named.getFields()) : [];
  return fields.filter(({ args }) => args.length > 0);
}

/** A code of ours that says the fault lies with us, or none of ours at all. */
function blamesUs(code: string): boolean {
  const layer = /^(GRAPHQL_|BAD_|OPERATION_|PERSISTED_)/.test(code);
  const status = Object.entries(ERRORS).find(([name]) => name === code)?.[1].status;
  return status === undefined ? !layer : status >= 500;
}

for (const [stores, possible] of [
  ['Postgres alone', true],
  ['Postgres and InfluxDB', influxdServer !== null],
] as const) {
  describe.runIf(possible)(`over ${stores}`, () => {
    let site: Site;
    let token: string;
    let influxd: Awaited<ReturnType<typeof startInfluxd>> | null = null;

    beforeAll(async () => {
      influxd = stores === 'Postgres alone' ? null : await startInfluxd();
      await influxd?.query('CREATE DATABASE wangge');
      site = await openSite(influxd === null ? {} : { INFLUX_URL: influxd.url, INFLUX_DATABASE: 'wangge' });
      token = await site.token('admin', '*');
      const devices = (await demoDevices(site.db)).slice(0, 3);
      const [made] = await makeIncidents(site.db, devices);
      const { rows } = await site.db.pool.query('SELECT id FROM person ORDER BY id LIMIT 1');
      if (made === undefined) throw new Error('no incident');
      const { incidentId, workOrderId, deviceId, gridCode } = made;
      const alerts = await site.db.pool.query('SELECT id FROM alert_log WHERE incident_id = $1', [
        incidentId,
      ]);
      known = {
        incidentId,
        workOrderId,
        deviceId,
        gridCode,
        personId: rows[0]?.id,
        alertId: alerts.rows[0]?.id,
      };
    });
    afterAll(async () => {
      await site.close();
      await influxd?.close();
    });

    async function faultsOf(
      kind: 'query' | 'mutation',
      field: GraphQLField<unknown, unknown>,
      within: (document: string) => string = (document) => document,
    ) {
      const { document, calls } = callsOf(field);
      const faults: string[] = [];
      for (const { label, variables } of calls) {
        const answer = await ask(site.url, token, within(document(kind)), variables);
        const codes = codesOf(answer).filter(blamesUs);
        if (codes.length > 0 || answer.status >= 500)
          faults.push(`${label}: ${answer.status} ${codes.join()}`);
        if (codes.length > 0) faults.push(JSON.stringify(answer.errors?.[0]?.message));
      }
      return faults;
    }

    const queries = Object.values(api.getQueryType()?.getFields() ?? {});
    it.each(queries.filter(({ args }) => args.length > 0))('query $name', async (field) => {
      expect(await faultsOf('query', field)).toEqual([]);
    });

    const nested = Object.entries(REACHED).flatMap(([type, [root, key, id]]) =>
      fieldsOf(type).map((field) => ({ name: `${type}.${field.name}`, field, root, key, id })),
    );
    it.each(nested)('field $name', async ({ field, root, key, id }) => {
      const of = `${root}(${key}: ${JSON.stringify(known[id])})`;
      // `query ($a: T) { field(a: $a) … }` becomes `query ($a: T) { root(id: "…") { field(a: $a) … } }`
      const within = (document: string) => document.replace(/\) \{ /, `) { ${of} { `).concat(' }');
      const found = await ask(site.url, token, `{ ${of} { ${key} } }`);
      expect(found.data, of).toEqual({ [root]: { [key]: known[id] } });
      expect(await faultsOf('query', field, within)).toEqual([]);
    });

    if (stores === 'Postgres alone') {
      const mutations = Object.values(api.getMutationType()?.getFields() ?? {});
      it.each(mutations)('mutation $name', async (field) => {
        expect(await faultsOf('mutation', field)).toEqual([]);
      });
    }

    it('and the site is as it was', async () => {
      const answer = await ask(site.url, token, '{ incidents { totalCount nodes { id } } }');
      expect(answer.errors).toBeUndefined();
    });
  });
}
