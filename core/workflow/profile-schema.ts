import Type, { type Static, type TSchema } from 'typebox';
import { CLOCK_KINDS } from '../clocks.ts';
import { CLOSED, DOCUMENT_HEADER } from '../governance-document.ts';
import { keysOf } from '../keys.ts';
import { RIGHTS } from '../permissions.ts';
import { GUARDS, NEEDS } from '../work-order-conditions.ts';
import { WORK_ORDER_STATES } from '../work-order-states.ts';
import { TRANSITIONS } from '../work-order-transitions.ts';
import { GateRule } from './gates-rules.ts';
import { SUPERVISOR_KINDS } from './supervision.ts';

function oneOf<T extends object>(table: T) {
  return Type.Enum(keysOf(table));
}

function closed<T extends Record<string, TSchema>>(properties: T) {
  return Type.Object(properties, CLOSED);
}

const Code = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,62}$' });
const Words = Type.String({ minLength: 1, maxLength: 400 });
const Label = { zh: Words, en: Words };
const Action = oneOf(TRANSITIONS);
const State = oneOf(WORK_ORDER_STATES);
const ClockKindName = oneOf(CLOCK_KINDS);
const PolicyKey = Type.String({ minLength: 1, maxLength: 200 });

/** What an actor is to the order. `party:KIND` and `post:ROLE` are read beside these. */
export const ACTOR_ROLES = {
  REPORTER: { zh: '上报人', en: 'the reporter' },
  LEAD: { zh: '承办人', en: 'the lead assignee' },
  LEAD_PARTY: { zh: '承办组织成员', en: 'the organisation it is with' },
  HANDLER: { zh: '处置人', en: 'its handler' },
  HELPER: { zh: '协办人', en: 'a helper' },
  FIRST_RECEIVER: { zh: '首接人', en: 'the first receiver' },
  OFFERED: { zh: '拟接收人', en: 'the one it is offered to' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type ActorRole = keyof typeof ACTOR_ROLES;

const Who = closed({
  right: Type.Enum([...RIGHTS]),
  /** Any one of these; left out: the right is enough. */
  as: Type.Optional(
    Type.Array(
      Type.String({
        pattern: `^(${Object.keys(ACTOR_ROLES).join('|')}|party:[A-Z][A-Z_]*|post:[A-Z][A-Z_]*)$`,
      }),
      { minItems: 1 },
    ),
  ),
});

export const FIELD_TYPES = ['TEXT', 'NUMBER', 'BOOLEAN', 'DATE', 'CHOICE'] as const;
const Field = closed({
  code: Type.String({ pattern: '^[a-z][A-Za-z0-9]{0,40}$' }),
  ...Label,
  type: Type.Enum([...FIELD_TYPES]),
  required: Type.Optional(Type.Boolean()),
  max: Type.Optional(Type.Number()),
  choices: Type.Optional(
    Type.Array(closed({ code: Type.String({ minLength: 1 }), ...Label }), { minItems: 1 }),
  ),
});

const ProfileTransition = closed({
  action: Action,
  from: Type.Optional(Type.Array(State, { minItems: 1, uniqueItems: true })),
  to: Type.Optional(Type.Enum([...keysOf(WORK_ORDER_STATES), 'SAME', 'BEFORE'])),
  zh: Type.Optional(Words),
  en: Type.Optional(Words),
  /** Alternatives: any one suffices. */
  who: Type.Optional(Type.Array(Who, { minItems: 1 })),
  needs: Type.Optional(Type.Array(oneOf(NEEDS), { uniqueItems: true })),
  guards: Type.Optional(Type.Array(oneOf(GUARDS), { uniqueItems: true })),
  /** Codes of gates of this profile that must be passed first. */
  gates: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true })),
  form: Type.Optional(Type.Array(Field, { minItems: 1 })),
});

const StartedBy = Type.Enum(['OPEN', ...keysOf(TRANSITIONS)]);
const ProfileClock = closed({
  kind: ClockKindName,
  zh: Type.Optional(Words),
  en: Type.Optional(Words),
  /**
   * Key of a clock policy (`governance/clocks`). Before it go `byMatter`, the matter's own handling target
   * (`ofMatter`), and `bySeverity`, in this order.
   */
  policy: PolicyKey,
  bySeverity: Type.Optional(
    closed({
      info: Type.Optional(PolicyKey),
      minor: Type.Optional(PolicyKey),
      major: Type.Optional(PolicyKey),
      critical: Type.Optional(PolicyKey),
    }),
  ),
  byMatter: Type.Optional(Type.Record(Type.String(), PolicyKey)),
  ofMatter: Type.Optional(Type.Boolean()),
  /** The whole allowance once an extension is granted. */
  extended: Type.Optional(PolicyKey),
  start: Type.Optional(Type.Array(StartedBy, { minItems: 1, uniqueItems: true })),
  restart: Type.Optional(Type.Array(Action, { minItems: 1, uniqueItems: true })),
  stop: Type.Array(Action, { uniqueItems: true }),
  /** One for each unit that holds the order (单位时钟): handed over with it, ended by a return. */
  perHolder: Type.Optional(Type.Boolean()),
});

const Gate = closed({
  /** Code of a gate: one that ships (core/workflow/gates-rules.ts), or of `rule`. */
  gate: Type.String({ pattern: '^[A-Z][A-Z0-9_]{0,63}$' }),
  /** The profile's own rule, where none that ships fits. */
  rule: Type.Optional(GateRule),
  /** Only for orders of these matters; left out: for all. */
  matters: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true })),
  /** Policy of its GATE clock. */
  deadline: Type.Optional(PolicyKey),
});

const part = { minimum: 0, maximum: 1 };
const Supervision = closed({
  code: Code,
  ...Label,
  by: oneOf(SUPERVISOR_KINDS),
  /** Only for orders of these sources or matters; left out: for all. */
  sources: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true })),
  matters: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true })),
  /** Opens when the order comes into one of these. */
  fromStates: Type.Array(State, { minItems: 1, uniqueItems: true }),
  /** Policy of its SUPERVISION clock. */
  deadline: Type.Optional(PolicyKey),
  blocksClosing: Type.Boolean(),
  /** A verdict needs a report first. */
  reportRequired: Type.Optional(Type.Boolean()),
  /** Whether the supervisor may remind 催办. */
  remind: Type.Optional(Type.Boolean()),
});

const Helper = closed({
  code: Code,
  ...Label,
  /** Kinds of party that help 协办. */
  parties: Type.Array(Type.String({ pattern: '^[A-Z][A-Z_]*$' }), { minItems: 1, uniqueItems: true }),
  /** Summoned by the sub-district 街道吹哨 with attendance 部门报到. */
  summons: Type.Optional(Type.Boolean()),
  /** ON_DISPATCH: asked by the hub when the order is dispatched; left out as BY_HAND: somebody asks them. */
  ask: Type.Optional(Type.Union([Type.Literal('ON_DISPATCH'), Type.Literal('BY_HAND')])),
  deadline: Type.Optional(PolicyKey),
});

/** One version of a method of work, as a file or a row: the steps, states, rights, clocks and tracks of its orders. */
export const WorkflowProfileSchema = closed({
  ...DOCUMENT_HEADER,
  /** Requirement rows and standards that it follows. */
  sources: Type.Array(Words, { minItems: 1, uniqueItems: true }),
  /** Where it holds by itself, before what the matter names; without it only where a matter, rule or report names it. */
  applies: Type.Optional(
    closed({
      /** Grid codes; what lies below counts. */
      grids: Type.Array(Type.String({ pattern: '^[0-9]{2,19}$' }), { minItems: 1, uniqueItems: true }),
      matters: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true })),
      sources: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1, uniqueItems: true })),
    }),
  ),
  /** Where an order begins; a source that `startBySource` does not name begins at `start`. */
  start: State,
  startBySource: Type.Optional(Type.Record(Type.String(), State)),
  /** The states that it uses, with the names that the method gives them where they differ from the usual ones. */
  states: Type.Array(closed({ state: State, zh: Type.Optional(Words), en: Type.Optional(Words) }), {
    minItems: 1,
  }),
  /** The method's own steps, in order, and the states that belong to each. */
  steps: Type.Array(closed({ code: Code, ...Label, states: Type.Array(State, { minItems: 1 }) }), {
    minItems: 1,
  }),
  transitions: Type.Array(ProfileTransition, { minItems: 1 }),
  clocks: Type.Array(ProfileClock),
  gates: Type.Optional(Type.Array(Gate)),
  supervision: Type.Optional(Type.Array(Supervision)),
  helpers: Type.Optional(Type.Array(Helper)),
  /** Part of the orders that are drawn for a check; 1 when left out. */
  checkSampling: Type.Optional(Type.Number(part)),
  returnLimit: Type.Optional(Type.Integer({ minimum: 0, maximum: 20 })),
  reopenWithinDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })),
  /** 首接负责: whoever received it first is named on it until it ends, and gets it back when a return is granted. */
  firstReceiverResponsible: Type.Optional(Type.Boolean()),
});

export type WorkflowProfile = Static<typeof WorkflowProfileSchema>;
export type ProfileTransition = Static<typeof ProfileTransition>;
export type ProfileClock = Static<typeof ProfileClock>;
export type ProfileGate = Static<typeof Gate>;
export type ProfileSupervision = Static<typeof Supervision>;
export type ProfileHelper = Static<typeof Helper>;
export type ProfileField = Static<typeof Field>;
