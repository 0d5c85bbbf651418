import type { SubgraphBase } from '../../runtime/subgraph.ts';
import type { Published } from './published.ts';
import type { Reporters } from './reporter.ts';
import type { ReportRow } from './rows.ts';
import type { Staff } from './staff.ts';
import type { Intake } from './submit.ts';
import type * as T from './types.generated.ts';
import { type ReportStatus, ratingOf } from './view.ts';

export interface ResidentsContext extends SubgraphBase {
  intake: Intake;
  reporters: Reporters;
  published: Published;
  staff: Staff;
}

type ReportPage = Awaited<ReturnType<Staff['list']>>;

async function payload(
  status: Promise<ReportStatus>,
  { clientMutationId }: { clientMutationId?: string | null | undefined },
) {
  return { status: await status, clientMutationId };
}

const Report = {
  contact: (report, _, { staff }) => staff.contactOf(report),
  rating: (report) => ratingOf(report),
  workOrder: ({ workOrderId }) => ({ id: workOrderId }),
} satisfies T.ReportResolvers<ResidentsContext, ReportRow>;

const ReportConnection = {
  totalCount: (page) => page.count(),
} satisfies T.ReportConnectionResolvers<ResidentsContext, ReportPage>;

const WorkOrder = {
  __resolveReference: ({ id }) => ({ id }),
  reports: ({ id }, _, { staff }) => staff.reportsOf(id),
  satisfaction: ({ id }, _, { staff }) => staff.satisfactionOf(id),
  publicNotes: ({ id }, _, { staff }) => staff.notesOf(id),
} satisfies T.WorkOrderResolvers<ResidentsContext, { id: string }>;

const Query = {
  reportStatus: (_, key, { reporters }) => reporters.status(key),
  reportOfSecret: (_, { secret }, { reporters }) => reporters.caseOfSecret(secret),
  reportableMatters: (_, { code }, { published }) => published.matters(code),
  publicWorkOrders: (_, { filter, ...page }, { published }) => published.list(filter ?? {}, page),
  publicWorkOrder: (_, { caseNumber }, { published, principal }) => published.one(principal, caseNumber),
  reports: (_, { filter, ...page }, { staff }) => staff.list(filter ?? {}, page),
} satisfies T.QueryResolvers<ResidentsContext>;

const Mutation = {
  async submitReport(_, { input }, { intake, reporters, principal }) {
    const { report, secret, repeated } = await intake.submit(principal, input);
    const status = await reporters.statusOf(report);
    const { clientMutationId } = input;
    return { caseNumber: report.caseNumber, secret, repeated, status, clientMutationId };
  },
  rateReport: (_, { input }, { reporters }) =>
    payload(reporters.rate(input, input.stars, input.comment), input),
  reopenReport: (_, { input }, { reporters }) => payload(reporters.reopen(input, input.reason), input),
  withdrawReport: (_, { input }, { reporters }) => payload(reporters.withdraw(input), input),
  async publishNote(_, { input }, { staff }) {
    const { id } = await staff.publishNote(input.workOrderId, input.text);
    return { workOrder: { id }, clientMutationId: input.clientMutationId };
  },
  async revealReportContact(_, { input }, { staff }) {
    const contact = await staff.revealContact(input.reportId, input.reason);
    return { ...contact, clientMutationId: input.clientMutationId };
  },
} satisfies T.MutationResolvers<ResidentsContext>;

export const residentsResolvers = {
  Report,
  ReportConnection,
  WorkOrder,
  Query,
  Mutation,
};
