import Type from 'typebox';
import { CalendarSchema, checkCalendarDocument } from './calendar-schema.ts';
import { ClockPolicySchema, checkClockPolicy } from './clock-policy-schema.ts';
import { checkDispatch, DispatchSchema } from './dispatch-schema.ts';
import { checkLadder, LadderSchema } from './duty-ladder.ts';
import { checkEscalation, EscalationSchema } from './escalation-schema.ts';
import { DOCUMENT_HEADER, defineKind, type GovernanceKind, type KindRow } from './governance-document.ts';
import { checkMatter, MatterSchema, matterIdentities } from './matter-schema.ts';

/** A kind whose owner has not said yet what it holds. */
const Open = Type.Object(DOCUMENT_HEADER);

/** Every kind with its schema and check; a new one is a row here, in GOVERNANCE_KINDS and in GovernanceBook. */
export const KINDS = {
  CALENDAR: defineKind({ schema: CalendarSchema, check: checkCalendarDocument }),
  CLOCK: defineKind({ schema: ClockPolicySchema, check: checkClockPolicy }),
  LADDER: defineKind({ schema: LadderSchema, check: checkLadder }),
  PROFILE: defineKind({ schema: Open, check: () => [] }),
  MATTER: defineKind({ schema: MatterSchema, check: checkMatter, identities: matterIdentities }),
  DISPATCH: defineKind({ schema: DispatchSchema, check: checkDispatch }),
  ESCALATION: defineKind({ schema: EscalationSchema, check: checkEscalation }),
  SCHEDULE: defineKind({ schema: Open, check: () => [] }),
} satisfies Record<GovernanceKind, KindRow<unknown>>;
