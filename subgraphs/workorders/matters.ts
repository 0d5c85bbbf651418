import type { GovernanceBook } from '../../core/governance.ts';
import { policyAt } from '../../core/governance-promises.ts';
import { MATTER_KINDS, type MatterDocument } from '../../core/matter-schema.ts';
import { matterAt } from '../../core/matters.ts';
import type { Principal } from '../../core/permissions.ts';
import { isSeverity, type Severity } from '../../core/severity.ts';
import { clampFirst, decodeCursor } from '../../runtime/connection.ts';
import { allowed, askableId, textArgument } from '../access.ts';
import type { SubgraphDeps } from '../deps.ts';
import { pageOf } from '../page.ts';
import type { PageArguments } from './service.ts';
import type * as T from './types.generated.ts';

/** A matter with the book that its policies stand in. */
export interface MatterShown {
  body: MatterDocument;
  book: GovernanceBook;
  atMs: number;
}

/** What one request may read of the catalogue of matters. */
export function createMattersService(
  { governance }: Pick<SubgraphDeps, 'governance'>,
  principal: Principal | null,
  now: Date,
) {
  const book = governance.current();
  const reader = () => allowed(principal, 'order.read');
  const shown = (body: MatterDocument, atMs: number): MatterShown => ({ body, book, atMs });

  return {
    /** By code. @throws HubError BAD_CURSOR */
    list(filter: T.MatterFilter, args: PageArguments) {
      reader();
      const first = clampFirst(args.first);
      const after = decodeCursor(args.after, 1)?.[0] ?? null;
      const search = textArgument('filter.search', filter.search, 64)?.toLowerCase() ?? null;
      const fits = ({ code, nameZh, nameEn, standard, inTaskCatalogue, leadParty }: MatterDocument) =>
        (filter.standardRef == null || standard.ref === filter.standardRef) &&
        (filter.kind == null || standard.kind === filter.kind) &&
        (filter.inTaskCatalogue == null || inTaskCatalogue === filter.inTaskCatalogue) &&
        (filter.leadParty == null || leadParty === filter.leadParty) &&
        (search === null || `${code} ${nameZh} ${nameEn}`.toLowerCase().includes(search));
      const all = book.matters.inForce(now.getTime()).filter(({ body }) => fits(body));
      const rest = all.filter(({ code }) => after === null || code > after).slice(0, first + 1);
      const rows = rest.map(({ body }) => shown(body, now.getTime()));
      return { ...pageOf(rows, first, after !== null, ({ body }) => [body.code]), totalCount: all.length };
    },

    /** As orders took it at a time; null for a code that the catalogue does not have. */
    one(code: string, at: Date | null): MatterShown | null {
      reader();
      const id = askableId(code);
      if (id === null) return null;
      const atMs = (at ?? now).getTime();
      const body = matterAt(book, id, atMs);
      return body === null ? null : shown(body, atMs);
    },
  };
}

export type MattersService = ReturnType<typeof createMattersService>;

function handlingOf({ book, atMs }: MatterShown, severity: Severity | null, key: string) {
  const policy = policyAt(book, key, atMs);
  // told in the log when the book was read; one matter never spoils a list of them
  if (policy === null) {
    const label = { zh: `没有时限政策 ${key}`, en: `There is no clock policy ${key}` };
    return { severity, policy: key, label, stages: [] };
  }
  return {
    severity,
    policy: key,
    label: { zh: policy.nameZh, en: policy.nameEn },
    stages: policy.stages.map(({ code, nameZh, nameEn, target }) => ({
      code,
      label: { zh: nameZh, en: nameEn },
      target: target.amount,
      unit: target.unit,
    })),
  };
}

export const Matter = {
  code: ({ body }) => body.code,
  version: ({ body }) => body.version,
  label: ({ body }) => ({ zh: body.nameZh, en: body.nameEn }),
  standardRef: ({ body }) => body.standard.ref,
  kind: ({ body }) => body.standard.kind,
  standardCode: ({ body }) => body.standard.code,
  codeReading: ({ body }) => body.standard.read,
  caseCategory: ({ body }) => `${MATTER_KINDS[body.standard.kind].caseClass}${body.category}${body.sub}`,
  filing: ({ body }) => body.filing,
  closing: ({ body }) => body.closing,
  handling(matter) {
    const { standard, bySeverity = {} } = matter.body.handling;
    const own = Object.entries(bySeverity).flatMap(([severity, key]) =>
      isSeverity(severity) && key !== undefined ? [handlingOf(matter, severity, key)] : [],
    );
    return [...own, handlingOf(matter, null, standard)];
  },
  profile: ({ body }) => body.profile,
  leadParty: ({ body }) => body.leadParty,
  evidence: ({ body }) => body.evidence,
  inTaskCatalogue: ({ body }) => body.inTaskCatalogue,
  sources: ({ body }) => body.sources ?? [],
} satisfies T.MatterResolvers<unknown, MatterShown>;
