import { maskName, maskPhone } from '../../core/mask.ts';
import { isTalentField, isTalentGroupKind, TALENT_FIELDS, TALENT_GROUP_KINDS } from '../../core/talents.ts';
import type { CountedPage } from '../page.ts';
import type { GridsContext } from './resolvers.ts';
import type { GridRow } from './store.ts';
import type { Talents } from './talents.ts';
import type { GroupRow, TalentRow } from './talents-store.ts';
import type { TalentWrites } from './talents-writes.ts';
import type * as T from './types.generated.ts';

export interface TalentsContext extends GridsContext {
  talents: Talents;
  talentWrites: TalentWrites;
}

/** Only the payload of a reveal shows a person as stored. */
type Shown = TalentRow & { revealed?: boolean };

const named = (code: string, { zh, en }: { zh: string; en: string }) => ({ code, nameZh: zh, nameEn: en });
const all = (table: Readonly<Record<string, { zh: string; en: string }>>) =>
  Object.entries(table).map(([code, names]) => named(code, names));
const fieldNamed = (code: string) => named(code, TALENT_FIELDS[isTalentField(code) ? code : 'OTHER']);

const Talent = {
  person: ({ personId }, _, { grids }) => grids.person(personId),
  name: ({ name, revealed }) => (name === null || revealed === true ? name : maskName(name)),
  phone: ({ phone, revealed }) => (phone === null || revealed === true ? phone : maskPhone(phone)),
  fields: ({ fields }) => fields.map(fieldNamed),
  groups: ({ id }, _, { talents }) => talents.groupsOf(id),
} satisfies T.TalentResolvers<TalentsContext, Shown>;

const TalentGroup = {
  kind: ({ kind }) => named(kind, TALENT_GROUP_KINDS[isTalentGroupKind(kind) ? kind : 'OTHER']),
  talentCount: ({ id }, _, { talents }) => talents.talentCount(id),
} satisfies T.TalentGroupResolvers<TalentsContext, GroupRow>;

const TalentConnection = {
  totalCount: (page) => page.count(),
} satisfies T.TalentConnectionResolvers<TalentsContext, CountedPage<TalentRow>>;
const TalentGroupConnection = {
  totalCount: (page) => page.count(),
} satisfies T.TalentGroupConnectionResolvers<TalentsContext, CountedPage<GroupRow>>;

const Grid = {
  talents: ({ code }, args, { talents }) => talents.ofGrid(code, args),
} satisfies T.GridResolvers<TalentsContext, GridRow>;

const Query = {
  talentFields: () => all(TALENT_FIELDS),
  talentGroupKinds: () => all(TALENT_GROUP_KINDS),
  talents: (_, args, { talents }) => talents.talents(args),
  talentGroups: (_, args, { talents }) => talents.groups(args),
} satisfies T.QueryResolvers<TalentsContext>;

const Mutation = {
  saveTalent: async (_, { input }, { talentWrites }) => ({ talent: await talentWrites.saveTalent(input) }),
  saveTalentGroup: async (_, { input }, { talentWrites }) => ({
    group: await talentWrites.saveTalentGroup(input),
  }),
  revealTalent: async (_, { input }, { talentWrites }) => ({
    talent: { ...(await talentWrites.revealTalent(input)), revealed: true },
  }),
} satisfies T.MutationResolvers<TalentsContext>;

export const talentsResolvers = {
  Talent,
  TalentGroup,
  TalentConnection,
  TalentGroupConnection,
  Grid,
  Query,
  Mutation,
};
