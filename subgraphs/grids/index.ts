import { createGridLocator } from '../../runtime/grid-locator.ts';
import { defineSubgraph, type Subgraph } from '../../runtime/subgraph.ts';
import { subgraphTypeDefs } from '../../schema/load.ts';
import type { SubgraphDeps } from '../deps.ts';
import { mergeResolvers } from '../merge-resolvers.ts';
import { createBoundaries } from './boundaries.ts';
import { createDutyService } from './duty-answer.ts';
import { type DutyContext, dutyResolvers } from './duty-resolvers.ts';
import { createHouseholds } from './households.ts';
import { createLeaveWrites } from './leave-writes.ts';
import { createPeopleService } from './people-service.ts';
import { createPeopleWrites } from './people-writes.ts';
import { type PlacesContext, placesResolvers } from './places-resolvers.ts';
import { createPlacesService } from './places-service.ts';
import { createPlacesStore } from './places-store.ts';
import { createReorganise } from './reorganise.ts';
import { gridsResolvers } from './resolvers.ts';
import { createRosterService } from './roster-service.ts';
import { createRosterWrites } from './roster-writes.ts';
import { createGridRules } from './rules.ts';
import { createGridsService } from './service.ts';
import { createGridStore } from './store.ts';
import { createTalents } from './talents.ts';
import { type TalentsContext, talentsResolvers } from './talents-resolvers.ts';
import { createTalentWrites } from './talents-writes.ts';

/** The governance grid: places, posts, people, parties, and who is on duty. */
export function createGrids(deps: Pick<SubgraphDeps, 'db' | 'log' | 'governance' | 'config'>): Subgraph {
  const store = createGridStore(deps.db);
  const placesStore = createPlacesStore(deps.db);
  const locator = createGridLocator(deps.db, deps.log);
  return defineSubgraph<DutyContext & PlacesContext & TalentsContext>({
    name: 'grids',
    typeDefs: subgraphTypeDefs('grids'),
    resolvers: mergeResolvers(gridsResolvers, dutyResolvers, placesResolvers, talentsResolvers),
    context(base) {
      const now = new Date();
      const { principal } = base;
      const { zone } = deps.config.site;
      const book = deps.governance.current();
      const grids = createGridsService(store, locator, principal, now);
      return {
        ...base,
        grids,
        places: createPlacesService(placesStore, principal, now),
        households: createHouseholds(deps.db, principal, now),
        boundaries: createBoundaries(deps.db, principal, now),
        reorganise: createReorganise({ db: deps.db, zone }, principal, now),
        gridRules: createGridRules(deps.db, () => book, principal, now),
        duty: createDutyService({ db: deps.db, zone, book, hasLeft: grids.hasLeft }, principal, now),
        people: createPeopleService(deps, principal, now),
        peopleWrites: createPeopleWrites(deps, principal, now),
        leaveWrites: createLeaveWrites(deps, principal, now),
        talents: createTalents(deps.db, principal),
        talentWrites: createTalentWrites(deps.db, principal, now),
        rosters: createRosterService({ db: deps.db, zone }, principal, now),
        rosterWrites: createRosterWrites({ db: deps.db, zone }, principal, now),
      };
    },
    log: deps.log,
  });
}
