import { isGridCode } from '../core/grid.ts';
import {
  OPEN311_MOST,
  Open311Fault,
  type Open311Request,
  open311Closed,
  open311Degrees,
  open311List,
  open311Span,
  open311Time,
} from '../core/open311.ts';
import { isClosedStage, REPORT_STAGES, type ReportStage } from '../core/residents-stages.ts';
import type { GatewayContext } from './context.ts';
import type { AnswerValue } from './open311-answer.ts';
import type { GraphMatter, GraphOrder, Open311Graph } from './open311-graph.ts';

/** Arguments of a call, from the query of its URL or the form in its body. */
export type Open311Arguments = ReadonlyMap<string, string>;

export interface Open311Answer {
  /** XML's root element. */
  root: string;
  value: AnswerValue;
}

export interface Open311Site {
  graph: Open311Graph;
  /** jurisdiction_id of the site; null: it has none of its own. */
  jurisdiction: string | null;
  zone: string;
  now: () => number;
}

function isStage(stage: string): stage is ReportStage {
  return Object.hasOwn(REPORT_STAGES, stage);
}

const argument = (args: Open311Arguments, name: string): string | null => {
  const value = args.get(name)?.trim() ?? '';
  return value === '' ? null : value;
};

/** The grid that a jurisdiction_id means; null: the whole site. @throws Open311Fault 404 */
function jurisdictionOf({ jurisdiction }: Open311Site, args: Open311Arguments): string | null {
  const asked = argument(args, 'jurisdiction_id');
  if (asked === null || asked === jurisdiction) return null;
  if (isGridCode(asked)) return asked;
  throw new Open311Fault(404, 'jurisdiction_id was not found 未找到该 jurisdiction_id');
}

function serviceOf({ code, nameZh, nameEn, group, keywords }: GraphMatter) {
  return {
    service_code: code,
    service_name: nameZh,
    description: nameEn,
    metadata: false,
    type: 'realtime',
    keywords: keywords.join(', '),
    group,
  };
}

function requestOf(order: GraphOrder, zone: string): Open311Request {
  const stage = isStage(order.stage) ? order.stage : 'ACCEPTED';
  const time = (text: string) => open311Time(new Date(text), zone);
  return {
    service_request_id: order.caseNumber,
    status: isClosedStage(stage) ? 'closed' : 'open',
    status_notes: order.notes.at(-1)?.text ?? `${order.stateLabel.zh} ${order.stateLabel.en}`,
    service_name: order.matter.zh,
    service_code: order.matterCode,
    // a reporter's words may name people; they stay inside
    description: null,
    agency_responsible: null,
    service_notice: null,
    requested_datetime: time(order.openedAt),
    updated_datetime: time(order.updatedAt),
    expected_datetime: order.expectedAt === null ? null : time(order.expectedAt),
    address: order.place.name,
    address_id: order.place.code,
    zipcode: null,
    lat: order.place.latitude,
    long: order.place.longitude,
    media_url: null,
  };
}

const rows = (requests: readonly Open311Request[]): AnswerValue => requests.map((one) => ({ ...one }));

async function known(site: Open311Site, code: string, context: GatewayContext): Promise<GraphMatter> {
  const [matter] = await site.graph.services(code, context);
  if (matter === undefined) throw new Open311Fault(404, 'service_code was not found 未找到该 service_code');
  return matter;
}

/** GET services: what can be reported. */
export async function listServices(site: Open311Site, args: Open311Arguments, context: GatewayContext) {
  jurisdictionOf(site, args);
  const matters = await site.graph.services(null, context);
  return { root: 'services', value: matters.map(serviceOf) } satisfies Open311Answer;
}

/** GET services/[service_code]: no service of ours asks for attributes beside the usual arguments. */
export async function defineService(
  site: Open311Site,
  code: string,
  args: Open311Arguments,
  context: GatewayContext,
) {
  jurisdictionOf(site, args);
  const matter = await known(site, code, context);
  const value = { service_code: matter.code, attributes: [] };
  return { root: 'service_definition', value } satisfies Open311Answer;
}

/** GET requests: those that are published, within 90 days and 1,000. */
export async function listRequests(site: Open311Site, args: Open311Arguments, context: GatewayContext) {
  const gridCode = jurisdictionOf(site, args);
  const caseNumbers = open311List(argument(args, 'service_request_id'));
  let filter: Record<string, unknown> = { gridCode, caseNumbers };
  if (caseNumbers === null) {
    const { fromMs, toMs } = open311Span(
      argument(args, 'start_date'),
      argument(args, 'end_date'),
      site.now(),
    );
    filter = {
      gridCode,
      matters: open311List(argument(args, 'service_code')),
      closed: open311Closed(argument(args, 'status')),
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
    };
  }
  const orders = await site.graph.requests(filter, OPEN311_MOST, context);
  const value = rows(orders.map((order) => requestOf(order, site.zone)));
  return { root: 'service_requests', value } satisfies Open311Answer;
}

/** GET requests/[service_request_id]: a published one, or one that this client sent. */
export async function oneRequest(
  site: Open311Site,
  id: string,
  args: Open311Arguments,
  context: GatewayContext,
) {
  const gridCode = jurisdictionOf(site, args) ?? '';
  const order = await site.graph.request(id, context);
  if (order === null || !order.place.code.startsWith(gridCode)) {
    throw new Open311Fault(404, 'service_request_id was not found 未找到该 service_request_id');
  }
  return { root: 'service_requests', value: rows([requestOf(order, site.zone)]) } satisfies Open311Answer;
}

/** GET tokens/[token]: the secret of a report is its token, and names its request at once. */
export async function requestOfToken(
  site: Open311Site,
  token: string,
  args: Open311Arguments,
  context: GatewayContext,
) {
  jurisdictionOf(site, args);
  const id = await site.graph.caseOfToken(token, context);
  if (id === null) throw new Open311Fault(404, 'token was not found 未找到该 token');
  return {
    root: 'service_requests',
    value: [{ service_request_id: id, token }],
  } satisfies Open311Answer;
}

/** The reporter as the form names them: least data, and all of it optional. */
function contactOf(args: Open311Arguments) {
  const name = [argument(args, 'last_name'), argument(args, 'first_name')].filter((part) => part !== null);
  const contact = {
    name: name.length === 0 ? null : name.join(' '),
    phone: argument(args, 'phone'),
    email: argument(args, 'email'),
  };
  return contact.name === null && contact.phone === null && contact.email === null ? null : contact;
}

/** POST requests: the same submitReport as every other client's. */
export async function sendRequest(site: Open311Site, args: Open311Arguments, context: GatewayContext) {
  const jurisdiction = jurisdictionOf(site, args);
  if (context.principal === null) throw new Open311Fault(403, 'api_key was not provided 未提供 api_key');
  const code = argument(args, 'service_code');
  if (code === null) throw new Open311Fault(400, 'service_code was not provided 未提供 service_code');
  const matter = await known(site, code, context);
  const latitude = open311Degrees('lat', argument(args, 'lat'), 90);
  const longitude = open311Degrees('long', argument(args, 'long'), 180);
  const gridCode = argument(args, 'address_id');
  const address = argument(args, 'address_string');
  if ((latitude === null) !== (longitude === null)) {
    throw new Open311Fault(400, 'lat and long come together lat 与 long 须同时提供');
  }
  if (latitude === null && gridCode === null && address === null) {
    throw new Open311Fault(
      400,
      'a location is needed: lat and long, address_string or address_id 须提供地点：lat 与 long、address_string 或 address_id',
    );
  }
  if (jurisdiction !== null && gridCode !== null && !gridCode.startsWith(jurisdiction)) {
    throw new Open311Fault(
      400,
      'address_id lies outside jurisdiction_id address_id 不在该 jurisdiction_id 内',
    );
  }
  const media = argument(args, 'media_url');
  const { caseNumber, secret } = await site.graph.submit(
    {
      matter: matter.code,
      channel: 'OPEN311',
      description: argument(args, 'description'),
      gridCode,
      position: latitude === null || longitude === null ? null : { latitude, longitude },
      address,
      photos: media === null ? [] : [{ url: media }],
      contact: contactOf(args),
      clientRequestId: argument(args, 'client_request_id'),
    },
    context,
  );
  const value = [
    {
      service_request_id: caseNumber,
      service_notice: `查询码（仅显示一次） secret, shown this once: ${secret}`,
      account_id: null,
    },
  ];
  return { root: 'service_requests', value } satisfies Open311Answer;
}
