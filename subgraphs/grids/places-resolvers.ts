import { type BoundaryFinding as Finding, findingText } from '../../core/grid-overlap.ts';
import { isCodeOf, KEY_PERSON_CATEGORIES, PROPERTY_CLASSES } from '../../core/households.ts';
import { maskName, maskPhone } from '../../core/mask.ts';
import type { CountedPage } from '../page.ts';
import { type Boundaries, type PlanFaultRow, storedArea } from './boundaries.ts';
import type { Households } from './households.ts';
import type { PlacesService } from './places-service.ts';
import type {
  BoundaryVersion,
  Building as BuildingRow,
  Household as HouseholdRow,
  KeyPerson as KeyPersonRow,
  Lineage,
} from './places-store.ts';
import type { Reorganise, Reorganised } from './reorganise.ts';
import type { GridsContext } from './resolvers.ts';
import type { GridRulesService } from './rules.ts';
import type { GridRow } from './store.ts';
import type * as T from './types.generated.ts';

export interface PlacesContext extends GridsContext {
  places: PlacesService;
  households: Households;
  boundaries: Boundaries;
  reorganise: Reorganise;
  gridRules: GridRulesService;
}

/** Only the payload of a reveal shows a person as stored. */
type Shown<T> = T & { revealed?: boolean };

const categoryOf = (code: string) => (isCodeOf(KEY_PERSON_CATEGORIES, code) ? code : 'OTHER');

const Grid = {
  status: async ({ code }, _, { places }) => (await places.facts(code))?.status ?? 'ACTIVE',
  validFrom: async ({ code }, _, { places }) => (await places.facts(code))?.validFrom,
  validTo: async ({ code }, _, { places }) => (await places.facts(code))?.validTo,
  compound: async ({ code }, _, { places }) => (await places.facts(code))?.compound,
  propertyClass: async ({ code }, _, { places }) => {
    const known = (await places.facts(code))?.propertyClass ?? '';
    return isCodeOf(PROPERTY_CLASSES, known) ? known : null;
  },
  fullMembers: async ({ code }, _, { places }) => (await places.facts(code))?.fullMembers,
  aliases: ({ code }, _, { places }) => places.aliases(code),
  boundary: ({ code }, { at }, { places }) => places.boundary(code, at),
  boundaryVersions: ({ code }, _, { places }) => places.boundaryVersions(code),
  predecessors: ({ code }, _, { places }) => places.predecessors(code),
  successors: ({ code }, _, { places }) => places.successors(code),
  buildings: ({ code }, args, { places }) => places.buildings(code, args),
  householdList: ({ code }, args, { places }) => places.households(code, args),
  registeredHouseholds: ({ code }, _, { places }) => places.registeredHouseholds(code),
  keyPersons: ({ code }, args, { places }) => places.keyPersons(code, args),
  keyPersonTotals: ({ code }, _, { places }) => places.keyPersonTotals(code),
} satisfies T.GridResolvers<PlacesContext, GridRow>;

const GridBoundaryVersion = {
  areaM2: ({ boundary }) => storedArea(boundary),
} satisfies T.GridBoundaryVersionResolvers<PlacesContext, BoundaryVersion>;

const GridLineage = {
  grid: ({ otherCode }, _, { grids }) => grids.grid(otherCode),
  gridCode: ({ otherCode }) => otherCode,
} satisfies T.GridLineageResolvers<PlacesContext, Lineage>;

const Building = {
  leader: ({ leaderId }, _, { grids }) => grids.person(leaderId),
  floorLeaders: ({ id }, _, { places }) => places.floors(id),
} satisfies T.BuildingResolvers<PlacesContext, BuildingRow>;

const BuildingFloor = {
  leader: ({ leaderId }, _, { grids }) => grids.person(leaderId),
} satisfies T.BuildingFloorResolvers<PlacesContext, { floor: string; leaderId: string | null }>;

const Household = {
  headName: ({ headName, revealed }) =>
    headName === null || revealed === true ? headName : maskName(headName),
  phone: ({ phone, revealed }) => (phone === null || revealed === true ? phone : maskPhone(phone)),
} satisfies T.HouseholdResolvers<PlacesContext, Shown<HouseholdRow>>;

const KeyPerson = {
  category: ({ category }) => categoryOf(category),
  name: ({ name, revealed }) => (revealed === true ? name : maskName(name)),
  phone: ({ phone, revealed }) => (phone === null || revealed === true ? phone : maskPhone(phone)),
  careNote: ({ careNote, revealed }) => (revealed === true ? careNote : null),
} satisfies T.KeyPersonResolvers<PlacesContext, Shown<KeyPersonRow>>;

const KeyPersonTotal = {
  category: ({ category }) => categoryOf(category),
  categoryZh: ({ category }) => KEY_PERSON_CATEGORIES[categoryOf(category)].zh,
} satisfies T.KeyPersonTotalResolvers<PlacesContext, { category: string }>;

const BuildingConnection = {
  totalCount: (page) => page.count(),
} satisfies T.BuildingConnectionResolvers<PlacesContext, CountedPage<BuildingRow>>;
const HouseholdConnection = {
  totalCount: (page) => page.count(),
} satisfies T.HouseholdConnectionResolvers<PlacesContext, CountedPage<HouseholdRow>>;
const KeyPersonConnection = {
  totalCount: (page) => page.count(),
} satisfies T.KeyPersonConnectionResolvers<PlacesContext, CountedPage<KeyPersonRow>>;

const BoundaryFinding = {
  gridCodes: ({ codes }) => [...codes],
  longitude: ({ at }) => at.longitude,
  latitude: ({ at }) => at.latitude,
  textEn: (finding) => findingText(finding).en,
  textZh: (finding) => findingText(finding).zh,
} satisfies T.BoundaryFindingResolvers<PlacesContext, Finding>;

const GridRuleFinding = {
  textEn: ({ en }) => en,
  textZh: ({ zh }) => zh,
} satisfies T.GridRuleFindingResolvers<PlacesContext, { en: string; zh: string }>;

const GridPlanFault = {
  textEn: ({ en }) => en,
  textZh: ({ zh }) => zh,
} satisfies T.GridPlanFaultResolvers<PlacesContext, PlanFaultRow>;

const ReorganiseGridsPayload = {
  grids: async ({ gridCodes }, _, { grids }) => {
    const found = await Promise.all(gridCodes.map((code) => grids.grid(code)));
    return found.filter((grid) => grid !== null);
  },
} satisfies T.ReorganiseGridsPayloadResolvers<PlacesContext, Reorganised>;

const SetGridBoundaryPayload = {
  grid: ({ gridCode }, _, { grids }) => grids.grid(gridCode),
} satisfies T.SetGridBoundaryPayloadResolvers<PlacesContext, { gridCode: string }>;

const Query = {
  boundaryReport: (_, { gridCode, minAreaM2, at }, { boundaries }) =>
    boundaries.report(gridCode, minAreaM2 ?? 1, at ?? null),
  gridRuleReport: (_, { gridCode, first }, { gridRules }) => gridRules.report(gridCode, first),
} satisfies T.QueryResolvers<PlacesContext>;

const Mutation = {
  splitGrid: (_, { input }, { reorganise }) => reorganise.split(input),
  mergeGrids: (_, { input }, { reorganise }) => reorganise.merge(input),
  setGridBoundary: (_, { input }, { boundaries }) => boundaries.set(input),
  saveHousehold: async (_, { input }, { households }) => ({
    household: await households.saveHousehold(input),
  }),
  saveKeyPerson: async (_, { input }, { households }) => ({
    keyPerson: await households.saveKeyPerson(input),
  }),
  revealHousehold: async (_, { input }, { households }) => ({
    household: { ...(await households.revealHousehold(input)), revealed: true },
  }),
  revealKeyPerson: async (_, { input }, { households }) => ({
    keyPerson: { ...(await households.revealKeyPerson(input)), revealed: true },
  }),
} satisfies T.MutationResolvers<PlacesContext>;

export const placesResolvers = {
  Grid,
  GridBoundaryVersion,
  GridLineage,
  Building,
  BuildingFloor,
  Household,
  KeyPerson,
  KeyPersonTotal,
  BuildingConnection,
  HouseholdConnection,
  KeyPersonConnection,
  BoundaryFinding,
  GridRuleFinding,
  GridPlanFault,
  ReorganiseGridsPayload,
  SetGridBoundaryPayload,
  Query,
  Mutation,
};
