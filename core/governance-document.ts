import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { DAY_MS, dayNumber, instantOf } from './calendar-days.ts';
import { misfitsOf } from './governance-misfits.ts';

/** Every kind of document that a county may write, and its folder below `governance/` (or HUB_GOVERNANCE_DIR). */
export const GOVERNANCE_KINDS = {
  CALENDAR: { folder: 'calendars', zh: '工作日历', en: 'Working calendar' },
  CLOCK: { folder: 'clocks', zh: '时限政策', en: 'Clock policy' },
  LADDER: { folder: 'ladders', zh: '值守阶梯', en: 'Duty ladder' },
  PROFILE: { folder: 'profiles', zh: '流程模板', en: 'Workflow profile' },
  MATTER: { folder: 'matters', zh: '事项', en: 'Matter' },
  DISPATCH: { folder: 'dispatch', zh: '派单规则', en: 'Dispatch rules' },
  ESCALATION: { folder: 'escalations', zh: '升级阶梯', en: 'Escalation ladder' },
  GRID_RULES: { folder: 'gridrules', zh: '网格规则', en: 'Rules of the grid' },
  SCHEDULE: { folder: 'schedules', zh: '例行任务', en: 'Recurring duty' },
  FORMULA: { folder: 'formulas', zh: '考核公式', en: 'Formula of figures' },
} as const satisfies Record<string, { folder: string; zh: string; en: string }>;

export type GovernanceKind = keyof typeof GOVERNANCE_KINDS;

export function isGovernanceKind(value: string): value is GovernanceKind {
  return Object.hasOwn(GOVERNANCE_KINDS, value);
}

/** What is wrong with a document. `path` is a JSON Pointer into it. */
export interface GovernanceFault {
  path: string;
  zh: string;
  en: string;
}

/** Where a version came from. What is the place's own (FOLDER, APPLIED) goes before what is shipped. */
export const GOVERNANCE_ORIGINS = {
  SHIPPED: { zh: '随产品提供', en: 'Shipped with the hub' },
  FOLDER: { zh: '本地目录', en: 'Folder of the place (HUB_GOVERNANCE_DIR)' },
  APPLIED: { zh: '在线发布', en: 'Applied over the graph or the command line' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type GovernanceOrigin = keyof typeof GOVERNANCE_ORIGINS;

/** Keys that every document begins with; a kind's schema is `Type.Object({ ...DOCUMENT_HEADER, … }, CLOSED)`. */
export const DOCUMENT_HEADER = {
  /** Unique in its kind. */
  code: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$' }),
  /** Published versions never change: what is changed gets the next number. */
  version: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  /** Day (of the site's zone) or instant (ISO 8601 with zone) from which new orders take it; without it, from its publication. */
  validFrom: Type.Optional(
    Type.String({
      pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2}))?$',
    }),
  ),
  nameZh: Type.String({ minLength: 1, maxLength: 200 }),
  nameEn: Type.String({ minLength: 1, maxLength: 200 }),
} as const;

/** Options of a closed object: a mistyped key is a fault, not silence. */
export const CLOSED = { additionalProperties: false } as const;

/** A version of a document before its kind has looked at it. */
export interface RawDocument {
  kind: GovernanceKind;
  code: string;
  version: number;
  /** Ms since the epoch; 0: since ever. */
  validFromMs: number;
  origin: GovernanceOrigin;
  sha256: string;
  body: unknown;
}

/** A published version. */
export interface Published<T> extends Omit<RawDocument, 'body'> {
  body: T;
}

/** What else there is, for the check of references between documents. */
export interface GovernanceLookup {
  has(kind: GovernanceKind, code: string): boolean;
  /** Codes of a kind, for "did you mean". */
  codes(kind: GovernanceKind): readonly string[];
  /** Every version's body of a code, where what a document says of another is checked. */
  bodies?(kind: GovernanceKind, code: string): readonly unknown[];
  /** Set for what is about to be published: what was published before a check was made goes on to hold. */
  fresh?: boolean;
}

/** All versions of the documents of one kind. */
export interface Shelf<T> {
  /** The version that something begun at an instant takes; null: no such code, or not in force yet. */
  at(code: string, atMs: number): Published<T> | null;
  /** The very version that a running order took. */
  version(code: string, version: number): Published<T> | null;
  /** One version per code: those in force at an instant, in the order of their codes. */
  inForce(atMs: number): readonly Published<T>[];
  readonly all: readonly Published<T>[];
}

/** The place's own before the shipped, the later valid before the earlier, the higher version before the lower. */
function byPrecedence(a: Published<unknown>, b: Published<unknown>): number {
  const own = (one: Published<unknown>) => (one.origin === 'SHIPPED' ? 0 : 1);
  return own(b) - own(a) || b.validFromMs - a.validFromMs || b.version - a.version;
}

function shelfOf<T>(documents: readonly Published<T>[]): Shelf<T> {
  const byCode = Map.groupBy(documents, ({ code }) => code);
  for (const versions of byCode.values()) versions.sort(byPrecedence);
  const at = (code: string, atMs: number) =>
    byCode.get(code)?.find(({ validFromMs }) => validFromMs <= atMs) ?? null;
  const codes = [...byCode.keys()].sort();
  return {
    at,
    version: (code, version) => byCode.get(code)?.find((one) => one.version === version) ?? null,
    inForce: (atMs) => codes.map((code) => at(code, atMs)).filter((one) => one !== null),
    all: documents,
  };
}

/** A kind: its schema, and what a schema cannot say. */
export interface KindRow<T> {
  /** Every fault of a body at once; none for a sound one. */
  faults(body: unknown, lookup: GovernanceLookup): GovernanceFault[];
  /** What no two codes of the kind may share. */
  identities(body: unknown): readonly string[];
  /** The sound ones among the documents (the others are left out: `faults` tells why). */
  shelf(documents: readonly RawDocument[]): Shelf<T>;
}

/**
 * A row of the kind table (core/governance-kinds.ts).
 * @param check what a schema cannot say; it only sees bodies that fit the schema
 */
export function defineKind<S extends TSchema>(row: {
  schema: S;
  check: (body: Static<S>, lookup: GovernanceLookup) => readonly GovernanceFault[];
  identities?: (body: Static<S>) => readonly string[];
}): KindRow<Static<S>> {
  const shape = Compile(row.schema);
  return {
    faults: (body, lookup) =>
      shape.Check(body)
        ? [...validFromFaults(body), ...row.check(body, lookup)]
        : misfitsOf(shape, row.schema, body),
    identities: (body) => (shape.Check(body) ? (row.identities?.(body) ?? []) : []),
    shelf(documents) {
      const sound: Published<Static<S>>[] = [];
      for (const { body, ...rest } of documents) if (shape.Check(body)) sound.push({ ...rest, body });
      return shelfOf(sound);
    },
  };
}

/** Whether there is such a day and such an hour: Date would take 30 February for 2 March. */
function isValidFrom(text: string): boolean {
  return dayNumber(text.slice(0, 10)) !== null && !Number.isNaN(Date.parse(text));
}

/** Ms since the epoch of `validFrom`; a day alone begins with the first midnight of the zone. Null: no such day. */
export function validFromMs(text: string, zone: string): number | null {
  if (!isValidFrom(text)) return null;
  const day = dayNumber(text);
  return day === null ? Date.parse(text) : instantOf(day * DAY_MS, zone);
}

/** A day that there is not would else be read as none, and hold since ever. */
function validFromFaults(body: unknown): GovernanceFault[] {
  const text = typeof body === 'object' && body !== null && 'validFrom' in body ? body.validFrom : undefined;
  if (typeof text !== 'string' || isValidFrom(text)) return [];
  return [
    { path: '/validFrom', zh: `“${text}”不是有效的日期或时刻`, en: `"${text}" is not a day or an instant` },
  ];
}
