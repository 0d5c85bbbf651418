import type { FeedEvent, IncidentChangeKind } from '../core/feed-event.ts';
import type { Severity } from '../core/severity.ts';

/** A thing as a row of the feed tells it: after a change, or before it. What a topic does not have is null. */
export interface Phase {
  gridCode: string | null;
  deviceId: string | null;
  commandId: string | null;
  type: string | null;
  severity: Severity | null;
  state: string;
  assigneeId: string | null;
  /** Whether anybody has been told of it: no for an incident that is waited on. */
  told: boolean;
}

const NOTHING = {
  ...{ deviceId: null, commandId: null, type: null, severity: null, assigneeId: null, told: true },
} as const satisfies Partial<Phase>;

/**
 * What an incident's state was before a change that says it. An act of a person tells it beside; the severity of an
 * incident never falls, and of all changes only REOPENED moves several things at once: then the state alone is known.
 */
const STATE_BEFORE: Partial<Record<IncidentChangeKind, 'ACTIVE' | 'CLEARED'>> = {
  CLEARED: 'ACTIVE',
  FALSE_ALARM: 'ACTIVE',
  REOPENED: 'CLEARED',
};

/** What a filter is asked of: the thing after the change, and before it where the change could take it out of a list. */
export function phasesOf(event: FeedEvent): readonly Phase[] {
  switch (event.topic) {
    case 'incident': {
      const { gridCode, deviceId, type, severity, state, told = true, before, change } = event;
      const after: Phase = { ...NOTHING, gridCode, deviceId, type, severity, state, told };
      if (before !== undefined) return [after, { ...after, ...before }];
      const was = STATE_BEFORE[change];
      return was === undefined ? [after] : [after, { ...after, state: was }];
    }
    case 'workOrder': {
      const { gridCode, severity, state, assigneeId, before } = event;
      const after: Phase = { ...NOTHING, gridCode, severity, state, assigneeId };
      return before === undefined ? [after] : [after, { ...after, ...before }];
    }
    case 'deviceCommand': {
      const { gridCode, deviceId, commandId, change } = event;
      return [{ ...NOTHING, gridCode, deviceId, commandId, state: change }];
    }
    case 'device':
      return [];
  }
}
