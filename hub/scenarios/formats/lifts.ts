import { type Format, json, siteTime } from './format.ts';

const CODES: ReadonlyMap<string, [codeSystem: string, code: string]> = new Map([
  ['elevator.ebike', ['elevator-vendor', '0317']],
  ['elevator.trapped', ['gbt24476', '0101']],
  ['elevator.door_blocked', ['gbt24476', '0201']],
  ['elevator.level_fault', ['gbt24476', '0203']],
  ['elevator.unintended_movement', ['gbt24476', '0207']],
  ['elevator.overspeed', ['gbt24476-b', '11']],
  ['elevator.stopped', ['gbt24476', '41']],
]);

/** Lift makers' JSON, code with code system; times without a zone, as most of them send. */
export const elevatorVendor: Format = {
  name: 'elevator-vendor',
  say(saying) {
    if (saying.kind !== 'raise' && saying.kind !== 'clear') return null;
    const [system, code] = CODES.get(saying.type) ?? [];
    if (system === undefined || (saying.kind === 'raise' && saying.status !== undefined)) return null;
    const time = saying.clock ?? siteTime(saying.timeMs, saying.zone);
    const told =
      saying.kind === 'raise'
        ? {
            faultId: saying.eventId,
            faultTime: time,
            disposal: '01',
            snapshot: { serviceMode: 1, carStatus: 1 },
          }
        : { time, disposal: '00' };
    return json(`elevator/${system}/${saying.actor.id}/fault`, { code, ...told });
  },
};
