import { openCalendar, type WorkCalendar } from './calendar.ts';
import { checkCalendar } from './calendar-check.ts';
import type { ClockBook } from './clock-engine-policy.ts';
import { clockPolicyOf } from './clock-policy-schema.ts';
import {
  GOVERNANCE_KINDS,
  type GovernanceFault,
  type GovernanceKind,
  type GovernanceLookup,
  isGovernanceKind,
  type KindRow,
  type RawDocument,
  type Shelf,
} from './governance-document.ts';
import { KINDS } from './governance-kinds.ts';
import { isMinutesKey, PolicyMap } from './governance-promises.ts';

type BodyOf<Row> = Row extends KindRow<infer T> ? T : never;
/** What a document of a kind holds. */
export type GovernanceBody<K extends GovernanceKind> = BodyOf<(typeof KINDS)[K]>;

/** All that is published, at one moment: pure data, the same for every reader of one revision. */
export interface GovernanceBook {
  readonly calendars: Shelf<GovernanceBody<'CALENDAR'>>;
  readonly clocks: Shelf<GovernanceBody<'CLOCK'>>;
  readonly ladders: Shelf<GovernanceBody<'LADDER'>>;
  readonly profiles: Shelf<GovernanceBody<'PROFILE'>>;
  readonly matters: Shelf<GovernanceBody<'MATTER'>>;
  readonly dispatch: Shelf<GovernanceBody<'DISPATCH'>>;
  readonly escalations: Shelf<GovernanceBody<'ESCALATION'>>;
  readonly schedules: Shelf<GovernanceBody<'SCHEDULE'>>;
  readonly formulas: Shelf<GovernanceBody<'FORMULA'>>;
  readonly gridRules: Shelf<GovernanceBody<'GRID_RULES'>>;
  /**
   * Every clock policy version (`HUAYING/RESPOND@1`) and the calendars in force, as core/clock-engine* takes them. A
   * calendar has one version at a time: once the State Council has published a year, running clocks count by it.
   */
  readonly clockBook: ClockBook;
}

/** A fault of one of several documents. */
export interface DocumentFault extends GovernanceFault {
  kind: GovernanceKind;
  code: string;
  version: number;
}

function lookupOf(documents: readonly RawDocument[], fresh: boolean): GovernanceLookup {
  // asked for every rule of every document: sorted once a kind
  const known = new Map<GovernanceKind, ReadonlySet<string>>();
  for (const [kind, all] of Map.groupBy(documents, (one) => one.kind)) {
    known.set(kind, new Set(all.map(({ code }) => code).sort()));
  }
  const listed = new Map([...known].map(([kind, codes]) => [kind, [...codes]]));
  return {
    fresh,
    codes: (kind) => listed.get(kind) ?? [],
    bodies: (kind, code) =>
      documents.filter((one) => one.kind === kind && one.code === code).map(({ body }) => body),
    has: (kind, code) => (kind === 'CLOCK' && isMinutesKey(code)) || known.get(kind)?.has(code) === true,
  };
}

/**
 * Every fault of `documents` at once, references to each other and to `others` included.
 * @param fresh they are about to be published: what only new documents are held to counts too
 */
export function governanceFaults(
  documents: readonly RawDocument[],
  others: readonly RawDocument[] = [],
  { fresh = false }: { fresh?: boolean } = {},
): DocumentFault[] {
  const lookup = lookupOf([...documents, ...others], fresh);
  const faults = documents.flatMap(({ kind, code, version, body }) =>
    KINDS[kind].faults(body, lookup).map((fault) => ({ ...fault, kind, code, version })),
  );
  return [...faults, ...sharedIdentities(documents, others)];
}

/** Two codes for one thing: two matters with the same place in a standard, say. */
function sharedIdentities(
  documents: readonly RawDocument[],
  others: readonly RawDocument[],
): DocumentFault[] {
  const owners = new Map<string, string>();
  const faults: DocumentFault[] = [];
  for (const one of [...others, ...documents]) {
    for (const identity of KINDS[one.kind].identities(one.body)) {
      const key = `${one.kind} ${identity}`;
      const owner = owners.get(key) ?? one.code;
      owners.set(key, owner);
      if (owner === one.code || !documents.includes(one)) continue;
      const { kind, code, version } = one;
      const zh = `“${identity}”已属于 ${owner}`;
      faults.push({ kind, code, version, path: '', zh, en: `"${identity}" belongs to ${owner} already` });
    }
  }
  return faults;
}

/**
 * The book of these documents; what does not fit its schema is left out (ask `governanceFaults` first).
 * @param nowMs which version of each calendar holds
 */
export function bookOf(documents: readonly RawDocument[], nowMs: number): GovernanceBook {
  const of = (kind: GovernanceKind) => documents.filter((one) => one.kind === kind);
  const calendars = KINDS.CALENDAR.shelf(of('CALENDAR'));
  const clocks = KINDS.CLOCK.shelf(of('CLOCK'));
  const open = new Map<string, WorkCalendar>();
  for (const { code, body } of calendars.inForce(nowMs)) {
    if (checkCalendar(body).length === 0) open.set(code, openCalendar(body));
  }
  const policies = clocks.all.map(clockPolicyOf).filter(({ calendar }) => open.has(calendar));
  return {
    calendars,
    clocks,
    ladders: KINDS.LADDER.shelf(of('LADDER')),
    profiles: KINDS.PROFILE.shelf(of('PROFILE')),
    matters: KINDS.MATTER.shelf(of('MATTER')),
    dispatch: KINDS.DISPATCH.shelf(of('DISPATCH')),
    escalations: KINDS.ESCALATION.shelf(of('ESCALATION')),
    schedules: KINDS.SCHEDULE.shelf(of('SCHEDULE')),
    formulas: KINDS.FORMULA.shelf(of('FORMULA')),
    gridRules: KINDS.GRID_RULES.shelf(of('GRID_RULES')),
    clockBook: { policies: new PolicyMap(policies.map((policy) => [policy.id, policy])), calendars: open },
  };
}

const BY_FOLDER = new Map<string, GovernanceKind>(
  Object.entries(GOVERNANCE_KINDS).flatMap(([kind, { folder }]) =>
    isGovernanceKind(kind) ? [[folder, kind]] : [],
  ),
);

/** The kind whose documents lie in a folder of this name. */
export function kindOfFolder(folder: string): GovernanceKind | null {
  return BY_FOLDER.get(folder) ?? null;
}
