import { severityOfRank } from '../../core/severity.ts';
import type { Observation, SeenIncident } from './observe.ts';
import type { Expectation, ExpectedIncident } from './scenario.ts';

/** Where what happened differs from what must have happened. */
export interface Difference {
  what: string;
  expected: string;
  found: string;
}

function differ(what: string, expected: unknown, found: unknown): Difference[] {
  const [one, other] = [JSON.stringify(expected), JSON.stringify(found)];
  return one === other ? [] : [{ what, expected: one ?? 'nothing', found: other ?? 'nothing' }];
}

function sorted(counts: Readonly<Record<string, number | undefined>>): Record<string, number> {
  const entries = Object.entries(counts).flatMap(([name, count]): [string, number][] =>
    count === undefined ? [] : [[name, count]],
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function ofKey<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

/** What is expected of one incident, as far as the expectation names it. */
function judgeOne(name: string, expected: ExpectedIncident, seen: SeenIncident): Difference[] {
  const { count, orders, channel, state, severity, flapping, told, suppressedBy, changes = {} } = expected;
  const optional = <T>(what: string, wanted: T | undefined, found: T) =>
    wanted === undefined ? [] : differ(`${name}: ${what}`, wanted, found);
  return [
    ...differ(`${name}: count`, count, seen.count),
    ...differ(`${name}: work orders`, orders, seen.orders),
    ...optional('channel', channel, seen.channel),
    ...optional('state', state, seen.state),
    ...optional('severity', severity, severityOfRank(seen.severity)),
    ...optional('flapping', flapping, seen.flapping),
    ...optional('told', told, seen.told),
    ...optional('suppressed by', suppressedBy?.id, seen.suppressedBy ?? ''),
    ...Object.entries(changes).flatMap(([change, times]) =>
      differ(`${name}: ${change}`, times, seen.changes.filter((told) => told === change).length),
    ),
  ];
}

function judgeIncidents(expected: readonly ExpectedIncident[], seen: readonly SeenIncident[]): Difference[] {
  const wanted = ofKey(expected, ({ actor, type }) => `${actor.id} ${type}`);
  const found = ofKey(seen, ({ deviceId, type }) => `${deviceId} ${type}`);
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((key) => {
    const [one, other] = [wanted.get(key) ?? [], found.get(key) ?? []];
    if (one.length !== other.length) {
      const counts = (list: readonly { count: number }[]) => list.map(({ count }) => count);
      return differ(`${key}: incidents by count`, counts(one), counts(other));
    }
    return one.flatMap((incident, index) => {
      const match = other[index];
      return match === undefined ? [] : judgeOne(key, incident, match);
    });
  });
}

/** Empty when everything that must have happened has, and nothing else. */
export function judge(expected: Expectation, seen: Observation): Difference[] {
  const { incidents, quarantined } = expected;
  const counted = seen.incidents.reduce((sum, incident) => sum + incident.count, 0);
  const open = ofKey(
    seen.incidents.filter(({ state }) => state === 'ACTIVE'),
    ({ deviceId, channel, type }) => `${deviceId} ${channel} ${type}`,
  );
  const some = Object.keys(quarantined).length > 0;
  return [
    ...differ('alerts stored', expected.alerts, seen.alerts),
    ...differ('tests and exercises', expected.tests, seen.tests),
    ...differ('historical alerts', expected.historical, seen.historical),
    ...(expected.badTimes === 'any'
      ? []
      : differ('alerts without a usable time', expected.badTimes, seen.badTimes)),
    ...(some
      ? differ('frames in quarantine', sorted(quarantined), sorted(seen.refused))
      : differ('frames in quarantine', 0, seen.refusedOfThem)),
    ...(incidents === 'not counted' ? [] : judgeIncidents(incidents, seen.incidents)),
    // whatever the scenario: an alert is in one incident or in none, and a key has one open incident
    ...differ('alerts in incidents', seen.alerts - seen.tests - seen.historical, counted),
    ...[...open].flatMap(([key, list]) => differ(`${key}: open incidents`, 1, list.length)),
    ...differ('events not dispatched yet', 0, seen.undispatched),
  ];
}

export function differenceText({ what, expected, found }: Difference): string {
  return `${what}: expected 预期 ${expected}, found 实际 ${found}`;
}
