import type { FormattedExecutionResult } from 'graphql';
import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Open311Fault } from '../core/open311.ts';
import type { GatewayContext } from './context.ts';
import type { Engine } from './engine.ts';

const Words = Type.Object({ zh: Type.String(), en: Type.String() });
const Order = Type.Object({
  caseNumber: Type.String(),
  stage: Type.String(),
  stateLabel: Words,
  matter: Words,
  matterCode: Type.String(),
  place: Type.Object({
    code: Type.String(),
    name: Type.Union([Type.String(), Type.Null()]),
    longitude: Type.Union([Type.Number(), Type.Null()]),
    latitude: Type.Union([Type.Number(), Type.Null()]),
  }),
  openedAt: Type.String(),
  updatedAt: Type.String(),
  expectedAt: Type.Union([Type.String(), Type.Null()]),
  notes: Type.Array(Type.Object({ text: Type.String() })),
});
export type GraphOrder = Static<typeof Order>;

const Matter = Type.Object({
  code: Type.String(),
  nameZh: Type.String(),
  nameEn: Type.String(),
  group: Type.Union([Type.String(), Type.Null()]),
  keywords: Type.Array(Type.String()),
});
export type GraphMatter = Static<typeof Matter>;

const ORDER = `caseNumber stage stateLabel { zh en } matter { zh en } matterCode
  place { code name longitude latitude } openedAt updatedAt expectedAt notes { text }`;

interface GraphError {
  code: string;
  message: string;
  messageZh: string;
  retryAfter: number | null;
}

const Fault = Compile(
  Type.Object({
    message: Type.String(),
    extensions: Type.Object({
      code: Type.String(),
      messageZh: Type.Optional(Type.String()),
      detail: Type.Optional(Type.Object({ retryAfterSeconds: Type.Optional(Type.Number()) })),
    }),
  }),
);

function firstError({ errors = [] }: FormattedExecutionResult): GraphError | null {
  const [error] = errors;
  if (error === undefined) return null;
  if (!Fault.Check(error))
    return { code: 'INTERNAL', message: error.message, messageZh: '', retryAfter: null };
  const { code, messageZh = '', detail } = error.extensions;
  return { code, message: error.message, messageZh, retryAfter: detail?.retryAfterSeconds ?? null };
}

/** HTTP status of an error of the graph; what is not here is the hub's own fault. */
const STATUS: Readonly<Record<string, 400 | 403 | 404 | 429 | 503>> = {
  BAD_USER_INPUT: 400,
  GRID_RETIRED: 400,
  EVIDENCE_REFUSED: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  UNAUTHENTICATED: 403,
  FORBIDDEN: 403,
  OUT_OF_SCOPE: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  SUBGRAPH_UNAVAILABLE: 503,
  STORE_UNAVAILABLE: 503,
  ISSUER_UNAVAILABLE: 503,
};

function faultOf({ code, message, messageZh, retryAfter }: GraphError): Open311Fault {
  return new Open311Fault(STATUS[code] ?? 500, `${message} ${messageZh}`.trim(), retryAfter);
}

const Services = Type.Object({ reportableMatters: Type.Array(Matter) });
const Requests = Type.Object({ publicWorkOrders: Type.Object({ nodes: Type.Array(Order) }) });
const OneRequest = Type.Object({ publicWorkOrder: Type.Union([Order, Type.Null()]) });
const CaseOfToken = Type.Object({ reportOfSecret: Type.Union([Type.String(), Type.Null()]) });
const Submitted = Type.Object({
  submitReport: Type.Object({ caseNumber: Type.String(), secret: Type.String() }),
});

/** The graph as the facade asks it: through the gateway's own front door, admission and limits included. */
export function open311Graph(engine: Engine) {
  function asking<T extends TSchema>(shape: T, query: string) {
    const answer = Compile(shape);
    return async (
      variables: Readonly<Record<string, unknown>>,
      context: GatewayContext,
    ): Promise<Static<T>> => {
      const result = await engine.execute({ query, variables }, context);
      const error = firstError(result);
      if (error !== null) throw faultOf(error);
      if (answer.Check(result.data)) return result.data;
      throw new Error('the graph answered the facade in another shape');
    };
  }

  const services = asking(
    Services,
    `query Open311Services($code: String) {
      reportableMatters(code: $code) { code nameZh nameEn group keywords } }`,
  );
  const requests = asking(
    Requests,
    `query Open311Requests($filter: PublicWorkOrderFilter!, $first: Int!) {
      publicWorkOrders(filter: $filter, first: $first) { nodes { ${ORDER} } } }`,
  );
  const request = asking(
    OneRequest,
    `query Open311Request($caseNumber: String!) { publicWorkOrder(caseNumber: $caseNumber) { ${ORDER} } }`,
  );
  const caseOfToken = asking(
    CaseOfToken,
    'query Open311Token($secret: String!) { reportOfSecret(secret: $secret) }',
  );
  const submit = asking(
    Submitted,
    `mutation Open311Submit($input: SubmitReportInput!) {
      submitReport(input: $input) { caseNumber secret } }`,
  );

  return {
    services: async (code: string | null, context: GatewayContext): Promise<readonly GraphMatter[]> =>
      (await services({ code }, context)).reportableMatters,
    requests: async (
      filter: Readonly<Record<string, unknown>>,
      first: number,
      context: GatewayContext,
    ): Promise<readonly GraphOrder[]> => (await requests({ filter, first }, context)).publicWorkOrders.nodes,
    request: async (caseNumber: string, context: GatewayContext): Promise<GraphOrder | null> =>
      (await request({ caseNumber }, context)).publicWorkOrder,
    caseOfToken: async (secret: string, context: GatewayContext): Promise<string | null> =>
      (await caseOfToken({ secret }, context)).reportOfSecret,
    submit: async (input: Readonly<Record<string, unknown>>, context: GatewayContext) =>
      (await submit({ input }, context)).submitReport,
  };
}

export type Open311Graph = ReturnType<typeof open311Graph>;
