import type { Db } from '../../runtime/postgres.ts';
import { createAlertsSubgraph } from '../../subgraphs/alerts/index.ts';
import { testDb } from './db.ts';
import {
  addAlert,
  addIncident,
  asker,
  EAST,
  principalOf,
  seedGrids,
  subgraphDeps,
  WEST,
} from './subgraph-world.ts';

export const NOW = Date.now();
export const MINUTE = 60_000;
export const EASTERN = principalOf(['community'], EAST);
export const WESTERN = principalOf(['community'], WEST);
export const number = (n: number) => String(n).padStart(2, '0');
export const ids = (nodes: { id: string }[]) => nodes.map(({ id }) => id);
export const entities = (selection: string) =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ${selection} } }`;

/** Ids of alerts. */
interface Told {
  /** Newest first. */
  eastAlerts: string[];
  /** The newest of the west. */
  westAlert: string;
  /** Of no grid. */
  placeless: string;
}

/** 50 incidents, 25 a community, two of each last seen at once; each of the east's has three alerts. */
async function seed(db: Db): Promise<Told> {
  const eastAlerts: string[] = [];
  let westAlert = '';
  await seedGrids(db);
  for (let n = 1; n <= 25; n += 1) {
    for (const [side, community] of [
      ['east', EAST],
      ['west', WEST],
    ] as const) {
      const lastSeenMs = NOW - n * MINUTE;
      const id = `inc_${side}-${number(n)}`;
      const gridCode = `${community}00${(n % 2) + 1}`;
      const deviceId = `${side}-${number(n)}`;
      const severity = n % 4;
      await addIncident(db, {
        id,
        deviceId,
        gridCode,
        severity,
        firstSeenMs: lastSeenMs - 2000,
        lastSeenMs,
        count: 3,
      });
      if (side === 'west' && n > 1) continue;
      for (const back of [0, 1000, 2000]) {
        const alert = await addAlert(db, { deviceId, gridCode, timeMs: lastSeenMs - back, incidentId: id });
        if (side === 'east') eastAlerts.push(alert);
        else if (westAlert === '') westAlert = alert;
      }
    }
  }
  await addIncident(db, {
    id: 'inc_nowhere',
    deviceId: 'stranger',
    gridCode: null,
    firstSeenMs: NOW - 3 * 86_400_000,
    state: 'CLEARED',
  });
  const placeless = await addAlert(db, { deviceId: 'stranger', gridCode: null, timeMs: NOW - 100 });
  return { eastAlerts, westAlert, placeless };
}

export type AlertsPlace = Awaited<ReturnType<typeof alertsPlace>>;

/** Two communities with their incidents and alerts, and the alerts subgraph over them. */
export async function alertsPlace() {
  const test = await testDb();
  const { db } = test;
  const deps = subgraphDeps(db);
  return {
    ...{ db, deps, ask: asker(createAlertsSubgraph(deps)) },
    ...(await seed(db)),
    async close() {
      await deps.feed.close();
      await test.close();
    },
  };
}
