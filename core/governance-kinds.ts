import { CalendarSchema, checkCalendarDocument } from './calendar-schema.ts';
import { ClockPolicySchema, checkClockPolicy } from './clock-policy-schema.ts';
import { checkDispatch, DispatchSchema } from './dispatch-schema.ts';
import { checkLadder, LadderSchema } from './duty-ladder.ts';
import { checkEscalation, EscalationSchema } from './escalation-schema.ts';
import { checkFormula, FormulaSchema } from './figures-formulas.ts';
import { defineKind, type GovernanceKind, type KindRow } from './governance-document.ts';
import { checkGridRules, GridRulesSchema } from './grid-rules-schema.ts';
import { checkMatter, MatterSchema, matterIdentities } from './matter-schema.ts';
import { checkSchedule, ScheduleSchema } from './schedule-schema.ts';
import { checkProfile } from './workflow/profile-check.ts';
import { WorkflowProfileSchema } from './workflow/profile-schema.ts';

/** Every kind with its schema and check; a new one is a row here, in GOVERNANCE_KINDS and in GovernanceBook. */
export const KINDS = {
  CALENDAR: defineKind({ schema: CalendarSchema, check: checkCalendarDocument }),
  CLOCK: defineKind({ schema: ClockPolicySchema, check: checkClockPolicy }),
  LADDER: defineKind({ schema: LadderSchema, check: checkLadder }),
  PROFILE: defineKind({ schema: WorkflowProfileSchema, check: checkProfile }),
  MATTER: defineKind({ schema: MatterSchema, check: checkMatter, identities: matterIdentities }),
  DISPATCH: defineKind({ schema: DispatchSchema, check: checkDispatch }),
  ESCALATION: defineKind({ schema: EscalationSchema, check: checkEscalation }),
  GRID_RULES: defineKind({ schema: GridRulesSchema, check: checkGridRules }),
  SCHEDULE: defineKind({ schema: ScheduleSchema, check: checkSchedule }),
  FORMULA: defineKind({ schema: FormulaSchema, check: checkFormula }),
} satisfies Record<GovernanceKind, KindRow<unknown>>;
