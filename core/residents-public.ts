/** Which doors are open to people without a token. */
export interface PublicDoors {
  /** HUB_PUBLIC_REPORTS: anybody may report and read what is published. */
  publicReports: boolean;
  /** HUB_OPEN311: the facade's reads need no token either. */
  open311: boolean;
}

/** Held by whoever has a case number and its secret: always open. */
const WITH_SECRET = [
  'Query.reportStatus',
  'Query.reportOfSecret',
  'Mutation.rateReport',
  'Mutation.reopenReport',
  'Mutation.withdrawReport',
] as const;

/** What a place publishes. */
const PUBLISHED = ['Query.publicWorkOrders', 'Query.publicWorkOrder', 'Query.reportableMatters'] as const;

const SUBMIT = 'Mutation.submitReport';

/** Every root field that can be open without a token under some setting. */
export const PUBLIC_ROOT_FIELDS: readonly string[] = [...WITH_SECRET, ...PUBLISHED, SUBMIT];

/**
 * The root fields (`Query.reportStatus`) that answer without a token; the gateway and the subgraph both ask this.
 * Whatever is not in it needs one.
 */
export function publicRootFields({ publicReports, open311 }: PublicDoors): ReadonlySet<string> {
  return new Set([
    ...WITH_SECRET,
    ...(publicReports || open311 ? PUBLISHED : []),
    ...(publicReports ? [SUBMIT] : []),
  ]);
}
