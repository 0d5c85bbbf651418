import { bad, boundsArgument, gridCodeArgument, textArgument } from '../core/arguments.ts';
import { caseFound, caseSearch } from '../core/case-number.ts';
import { HubError } from '../core/errors.ts';
import { isSeverity, severityRank } from '../core/severity.ts';
import { typesArgument } from '../core/type-filter.ts';
import { isLive, isWorkOrderState } from '../core/work-order.ts';
import type { FeedSubject } from '../runtime/feed-subject.ts';
import { DateTime } from '../runtime/scalars.ts';
import type { Phase } from './subscription-phases.ts';

type PhaseTest = (phase: Phase) => boolean;
type SubjectTest = (subject: FeedSubject) => boolean;

/**
 * How a field of a `filter` argument is kept to. `row`: the feed's row says it. `subject`: the thing itself is looked up.
 * Both take the value, coerced by the schema and not null, and the path by which a refusal names it.
 */
export type FilterRule =
  | { by: 'row'; test: (value: unknown, path: string) => PhaseTest; unset?: unknown }
  | { by: 'subject'; test: (value: unknown, path: string) => SubjectTest };

/** The rules of one `filter` argument: a row for each field that the schema gives it. */
export interface FilterRules {
  fields: Readonly<Record<string, FilterRule>>;
  /** What fields ask of each other. @throws HubError BAD_USER_INPUT */
  check?: (filter: Readonly<Record<string, unknown>>) => void;
}

/** A `filter` argument, ready to be asked of every event. */
export interface EventFilter {
  /** Whether the row alone lets it through, after the change or before it. */
  row: (phases: readonly Phase[]) => boolean;
  /** What is asked of the thing itself, of what the row lets through; null when that is nothing. */
  subject: SubjectTest | null;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The gateway's own schema has no code for scalars: a time comes as it was sent. */
function timeOf(value: unknown, path: string): Date {
  try {
    return DateTime.parseValue(value);
  } catch {
    throw bad(
      path,
      'an ISO 8601 time with a zone, or milliseconds since 1970, of the years 1678 to 2261',
      '须为带时区的 ISO 8601 时间或 1970 年起的毫秒数，年份 1678 至 2261',
    );
  }
}

function timeIn(filter: Readonly<Record<string, unknown>>, name: string): Date | null {
  const value = filter[name];
  return value === null || value === undefined ? null : timeOf(value, `filter.${name}`);
}

/** A range that is none is refused, as by the list. */
export function checkRange(filter: Readonly<Record<string, unknown>>): void {
  boundsArgument('filter', { from: timeIn(filter, 'from'), to: timeIn(filter, 'to') });
}

/** Equal to one text. */
function equals(name: 'deviceId' | 'commandId' | 'assigneeId'): FilterRule {
  return { by: 'row', test: (value) => (phase) => phase[name] === value };
}

function refusal(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('FILTER_NOT_STREAMED', { path, reason, reasonZh });
}

/** A field that no stream can keep to is refused, not passed over. */
export function refused(reason: string, reasonZh: string): FilterRule {
  return {
    by: 'row',
    test(_value, path) {
      throw refusal(path, reason, reasonZh);
    },
  };
}

/** The rules that more than one filter has, by the names of their fields. */
export const RULES = {
  gridCode: {
    by: 'row',
    test(value, path) {
      const prefix = gridCodeArgument(path, text(value)) ?? '';
      return ({ gridCode }) => (gridCode ?? '').startsWith(prefix);
    },
  },
  deviceId: equals('deviceId'),
  commandId: equals('commandId'),
  assigneeId: equals('assigneeId'),
  states: {
    by: 'row',
    test(value) {
      const states = new Set(strings(value));
      return ({ state }) => states.has(state);
    },
  },
  types: {
    by: 'row',
    test(value, path) {
      const types = new Set(typesArgument(path, strings(value)));
      return ({ type }) => type !== null && types.has(type);
    },
  },
  minSeverity: {
    by: 'row',
    test(value, path) {
      const least = text(value).toLowerCase();
      if (!isSeverity(least)) throw bad(path, `${least} is no severity`, `${least} 不是有效的严重程度`);
      return ({ severity }) => severity !== null && severityRank(severity) >= severityRank(least);
    },
  },
  pending: {
    by: 'row',
    // left out, it says no
    unset: false,
    test(value, path) {
      if (value !== true) return ({ told }) => told;
      throw refusal(
        path,
        'what is still waited on is told to nobody, so no change of it comes; ask incidents(filter: {pending: true})',
        '尚未通报的事件不产生推送；请用 incidents(filter: {pending: true}) 查询',
      );
    },
  },
  live: {
    by: 'row',
    test:
      (value) =>
      ({ state }) =>
        (isWorkOrderState(state) && isLive(state)) === value,
  },
  sources: {
    by: 'subject',
    test(value) {
      const sources = new Set(strings(value));
      return ({ source }) => source !== null && sources.has(source);
    },
  },
  search: {
    by: 'subject',
    test(value, path) {
      const search = caseSearch(textArgument(path, text(value), 64) ?? '');
      return ({ caseNumber }) => caseNumber !== null && caseFound(search, caseNumber);
    },
  },
} as const satisfies Record<string, FilterRule>;

/** At or after (`from`) or before (`to`) a time of the thing. */
export function timed(which: 'from' | 'to', of: 'lastSeenAt' | 'createdAt'): FilterRule {
  return {
    by: 'subject',
    test(value, path) {
      const bound = timeOf(value, path).getTime();
      return ({ [of]: at }) =>
        at !== null && (which === 'from' ? at.getTime() >= bound : at.getTime() < bound);
    },
  };
}

/** @throws HubError BAD_USER_INPUT for a value that lists refuse too, FILTER_NOT_STREAMED for what no stream can tell */
export function compileFilter(rules: FilterRules, filter: Readonly<Record<string, unknown>>): EventFilter {
  const phaseTests: PhaseTest[] = [];
  const subjectTests: SubjectTest[] = [];
  for (const name of Object.keys(filter)) {
    // a field of a newer schema than this table: passing over it would deliver what it excludes
    if (!Object.hasOwn(rules.fields, name)) {
      throw refusal(`filter.${name}`, 'no stream knows this field', '推送不支持该条件');
    }
  }
  rules.check?.(filter);
  for (const [name, rule] of Object.entries(rules.fields)) {
    const path = `filter.${name}`;
    const value = filter[name] ?? (rule.by === 'row' ? rule.unset : undefined) ?? null;
    if (value === null) continue;
    if (rule.by === 'row') phaseTests.push(rule.test(value, path));
    else subjectTests.push(rule.test(value, path));
  }
  return {
    row: (phases) => phases.some((phase) => phaseTests.every((test) => test(phase))),
    subject: subjectTests.length === 0 ? null : (subject) => subjectTests.every((test) => test(subject)),
  };
}
