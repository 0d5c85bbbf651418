import Type from 'typebox';
import { CalendarSchema, checkCalendarDocument } from './calendar-schema.ts';
import { ClockPolicySchema, checkClockPolicy } from './clock-policy-schema.ts';
import { DOCUMENT_HEADER, defineKind, type GovernanceKind, type KindRow } from './governance-document.ts';
import { checkMatter, MatterSchema, matterIdentities } from './matter-schema.ts';

/** A kind whose owner has not said yet what it holds. */
const Open = Type.Object(DOCUMENT_HEADER);

/** Every kind with its schema and check; a new one is a row here, in GOVERNANCE_KINDS and in GovernanceBook. */
export const KINDS = {
  CALENDAR: defineKind({ schema: CalendarSchema, check: checkCalendarDocument }),
  CLOCK: defineKind({ schema: ClockPolicySchema, check: checkClockPolicy }),
  LADDER: defineKind({ schema: Open, check: () => [] }),
  PROFILE: defineKind({ schema: Open, check: () => [] }),
  MATTER: defineKind({ schema: MatterSchema, check: checkMatter, identities: matterIdentities }),
  DISPATCH: defineKind({ schema: Open, check: () => [] }),
  ESCALATION: defineKind({ schema: Open, check: () => [] }),
  SCHEDULE: defineKind({ schema: Open, check: () => [] }),
} satisfies Record<GovernanceKind, KindRow<unknown>>;
