import type { Family } from '../../core/signal.ts';
import type { Db } from '../../runtime/postgres.ts';
import { type Chance, chance } from '../simulator-scenes.ts';
import type { Format } from './formats/format.ts';
import type { Actor, Cast, Role, Scenario } from './scenario.ts';

/** `claimed_by` of the devices that a check brings along. */
export const SCENARIO_CLAIMANT = 'scenario';

function castWith(roles: readonly Role[], actorOf: (role: Role, index: number) => Actor): Cast {
  const byRole = new Map(
    roles.map((role) => [role.name, Array.from({ length: role.count }, (_, index) => actorOf(role, index))]),
  );
  const all = (role: string) => {
    const actors = byRole.get(role);
    if (actors === undefined) throw new Error(`nobody plays ${role}`);
    return actors;
  };
  return {
    all,
    one(role) {
      const [actor] = all(role);
      if (actor === undefined) throw new Error(`nobody plays ${role}`);
      return actor;
    },
    everybody: () => [...byRole.values()].flat(),
  };
}

function plainId(role: Role, run: string, index: number): string {
  return `${role.name}-${run}-${String(index + 1).padStart(2, '0')}`;
}

/**
 * Devices that nobody has seen before, so that what happened before means nothing to them.
 * @param run part of their ids: another run, other devices
 * @param gridCodes where they stand, dealt out by the seed
 */
export function newCast(
  { name, roles }: Pick<Scenario, 'name' | 'roles'>,
  options: { run: string; seed: number; gridCodes: readonly string[]; format: Format },
): Cast {
  const random = chance(options.seed);
  const { run, gridCodes, format } = options;
  return castWith(roles, (role, index) => {
    const plain = plainId(role, `${name}-${run}`, index);
    return {
      id: format.idOf?.(plain, role.family) ?? plain,
      family: role.family,
      gridCode: random.pick(gridCodes),
    };
  });
}

/** The demo's own devices, as far as there are any of the family; the others are ones that nobody has claimed yet. */
export function demoCast(
  { name, roles }: Pick<Scenario, 'name' | 'roles'>,
  options: { seed: number; devices: readonly Actor[]; format: Format },
): Cast {
  const random = chance(options.seed);
  const free = new Map<Family, Actor[]>();
  for (const device of options.devices) {
    const { id, family, gridCode } = device;
    free.set(family, [...(free.get(family) ?? []), { id, family, gridCode }]);
  }
  return castWith(roles, (role, index) => {
    const plain = plainId(role, name, index);
    const found = role.behind === undefined ? take(free.get(role.family), random) : undefined;
    const { gridCode } = found ?? random.pick(options.devices);
    const id = found?.id ?? plain;
    return { id: options.format.idOf?.(id, role.family) ?? id, family: role.family, gridCode };
  });
}

function take(from: Actor[] | undefined, random: Chance): Actor | undefined {
  return from?.splice(random.between(0, from.length - 1), 1)[0];
}

/** Codes of the smallest grids in use, of those that may have a worker of their own: where devices stand. */
export async function standingPlaces(db: Db): Promise<string[]> {
  const { rows } = await db.pool.query(
    `SELECT code FROM grid WHERE status = 'ACTIVE' AND level = (
       SELECT level FROM grid WHERE status = 'ACTIVE' AND level IN ('COMMUNITY', 'GRID', 'MICRO_GRID')
       ORDER BY length(code) DESC LIMIT 1) ORDER BY code`,
  );
  return rows.map((row) => String(row.code));
}

/** Registers a cast as claimed devices; those behind another get it as their parent. */
export async function enlist(db: Db, scenario: Scenario, cast: Cast, now: Date): Promise<void> {
  for (const role of scenario.roles) {
    const parent = role.behind === undefined ? null : cast.one(role.behind).id;
    for (const [index, { id, family, gridCode }] of cast.all(role.name).entries()) {
      await db.pool.query(
        `INSERT INTO device (id, family, name, model, grid_code, state, claimed_at, claimed_by, parent_id)
         VALUES ($1, $2, $3, 'simulator', $4, 'CLAIMED', $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
        [
          id,
          family,
          `${scenario.title.zh} ${role.name} ${index + 1}`,
          gridCode,
          now,
          SCENARIO_CLAIMANT,
          parent,
        ],
      );
    }
  }
}
