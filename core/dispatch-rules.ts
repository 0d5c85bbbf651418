import type { Severity } from './severity.ts';
import type { AlertStatus } from './signal.ts';

/** What a rule may look at: an incident, or a matter that somebody reports. */
export interface DispatchFacts {
  /** Alert type; `other` for what no device told. */
  type: string;
  /** Of a report; null while the rule says it. */
  matter?: string | null;
  /** Its names in the catalogue; the code is shown without them. */
  matterNames?: { zh: string; en: string };
  severity: Severity;
  /** Where; null while the device is unclaimed and named no known grid. */
  gridCode: string | null;
  status: AlertStatus;
  deviceClaimed: boolean;
  /** 0-23 in the site's zone. */
  localHour: number;
  /** How old its newest evidence was when the hub was told of the incident, hours; 0 for what came in time. */
  lateHours: number;
  /** Where it comes from; INCIDENT without it. */
  source?: string;
  /** How a person reported it; null for an incident. */
  channel?: string | null;
}

/** News that came later than this sends nobody by the shipped rules: it is over, or shows itself again. Hours. */
export const STALE_AFTER_HOURS = 24;

/** Every condition named must hold; an empty one always does. */
export interface DispatchCondition {
  /** Type codes, or a family as `camera.*`. */
  types?: readonly string[] | undefined;
  matters?: readonly string[] | undefined;
  severities?: readonly Severity[] | undefined;
  statuses?: readonly AlertStatus[] | undefined;
  /** Whether a life may hang on the type. */
  lifeSafety?: boolean | undefined;
  /** Whether a grid is known. */
  placed?: boolean | undefined;
  /** Code prefixes. */
  grids?: readonly string[] | undefined;
  levels?: readonly string[] | undefined;
  /** From (inclusive) to (exclusive), over midnight when from > to. */
  hours?: readonly number[] | undefined;
  /** Late by more hours than this. */
  lateOverHours?: number | undefined;
  sources?: readonly string[] | undefined;
  channels?: readonly string[] | undefined;
}

/** Somebody asked to help 协办: a kind of organisation, or a role. */
export interface DispatchHelper {
  party?: string | undefined;
  role?: string | undefined;
}

/** What an opened order gets. */
export interface DispatchPlan {
  /** Code of a workflow profile. */
  profile: string;
  /** Code of a matter; a report keeps its own. */
  matter: string;
  /** Code of a ladder (governance/ladders); null leaves the order with the operations centre. */
  ladder: string | null;
  /** Kind of the organisation that leads 主办. */
  lead: string | null;
  helpers: readonly DispatchHelper[];
  notesZh: string;
  notesEn: string;
}

export interface DispatchRule {
  /** The document it stands in, as `default@1`. */
  document: string;
  name: string;
  zh: string;
  en: string;
  when: DispatchCondition;
  /** Null: no order. */
  plan: DispatchPlan | null;
  /** No order: the incident's history says why, and another sign of it is judged anew. */
  tell: boolean;
  /** Facts that this rule and no earlier one must win: its documentation and its test. */
  example: DispatchFacts;
}
