import { alertType } from './alert-types.ts';
import type { DispatchCondition, DispatchFacts } from './dispatch-rules.ts';
import { GRID_LEVELS, gridLevel } from './grid.ts';
import { hourMatches, typeMatches } from './patterns.ts';
import { SEVERITY_ZH } from './severity.ts';

interface Said {
  zh: string;
  en: string;
}

/** A condition that does not hold, with what the facts say of it. */
export interface Unmet extends Said {
  key: keyof DispatchCondition;
}

type Condition = (when: DispatchCondition, facts: DispatchFacts) => Unmet | null;

/** A condition of the table: whether it holds, and what the facts are where it does not. */
function condition<Key extends keyof DispatchCondition>(
  key: Key,
  holds: (value: NonNullable<DispatchCondition[Key]>, facts: DispatchFacts) => boolean,
  said: (facts: DispatchFacts) => Said,
): Condition {
  return (when, facts) => {
    const value = when[key];
    if (value === undefined || value === null || holds(value, facts)) return null;
    return { key, ...said(facts) };
  };
}

const same = (text: string): Said => ({ zh: text, en: text });
const lives = (facts: DispatchFacts) => alertType(facts.type).lifeSafety;

const CONDITIONS: readonly Condition[] = [
  condition(
    'types',
    (types, facts) => types.some((pattern) => typeMatches(pattern, facts.type)),
    ({ type }) => ({ zh: `类型为 ${type}`, en: `the type is ${type}` }),
  ),
  condition(
    'matters',
    (matters, { matter }) => matter !== undefined && matter !== null && matters.includes(matter),
    ({ matter }) => ({ zh: `事项为 ${matter ?? '未定'}`, en: `the matter is ${matter ?? 'not known yet'}` }),
  ),
  condition(
    'severities',
    (severities, { severity }) => severities.includes(severity),
    ({ severity }) => ({ zh: `级别为${SEVERITY_ZH[severity]}`, en: `the severity is ${severity}` }),
  ),
  condition(
    'statuses',
    (statuses, { status }) => statuses.includes(status),
    ({ status }) => ({ zh: `状态为 ${status}`, en: `the status is ${status}` }),
  ),
  condition(
    'lifeSafety',
    (wanted, facts) => wanted === lives(facts),
    (facts) =>
      lives(facts)
        ? { zh: '涉及生命安全', en: 'a life may hang on it' }
        : { zh: '不涉及生命安全', en: 'no life hangs on it' },
  ),
  condition(
    'placed',
    (wanted, { gridCode }) => wanted === (gridCode !== null),
    ({ gridCode }) =>
      gridCode === null
        ? { zh: '位置不明', en: 'its place is unknown' }
        : { zh: '位置已知', en: 'its place is known' },
  ),
  condition(
    'grids',
    (prefixes, { gridCode }) => gridCode !== null && prefixes.some((prefix) => gridCode.startsWith(prefix)),
    ({ gridCode }) =>
      gridCode === null
        ? { zh: '位置不明', en: 'its place is unknown' }
        : { zh: `位于网格 ${gridCode}`, en: `it lies in ${gridCode}` },
  ),
  condition(
    'levels',
    (levels, { gridCode }) => levels.some((level) => gridCode !== null && gridLevel(gridCode) === level),
    ({ gridCode }) => {
      const level = gridCode === null ? null : gridLevel(gridCode);
      if (level === null) return { zh: '位置不明', en: 'its place is unknown' };
      return {
        zh: `网格层级为${GRID_LEVELS[level].zh}`,
        en: `the grid is a ${GRID_LEVELS[level].en.toLowerCase()}`,
      };
    },
  ),
  condition(
    'hours',
    (hours, { localHour }) => hourMatches(hours, localHour),
    ({ localHour }) => ({ zh: `当地 ${localHour} 时`, en: `it is ${localHour} h local time` }),
  ),
  condition(
    'lateOverHours',
    (hours, { lateHours }) => lateHours > hours,
    ({ lateHours }) => ({ zh: `迟报 ${lateHours} 小时`, en: `it came ${lateHours} h late` }),
  ),
  condition(
    'sources',
    (sources, { source }) => sources.includes(source ?? 'INCIDENT'),
    ({ source }) => ({ zh: `来源为 ${source ?? 'INCIDENT'}`, en: `the source is ${source ?? 'INCIDENT'}` }),
  ),
  condition(
    'channels',
    (channels, { channel }) => channel !== undefined && channel !== null && channels.includes(channel),
    ({ channel }) =>
      channel === undefined || channel === null
        ? { zh: '无上报渠道', en: 'nobody reported it' }
        : same(channel),
  ),
];

/** Whether all that a condition names holds. */
export function matches(when: DispatchCondition, facts: DispatchFacts): boolean {
  return CONDITIONS.every((unmet) => unmet(when, facts) === null);
}

/** Every condition that does not hold, with what the facts say; none when it matches. */
export function unmetOf(when: DispatchCondition, facts: DispatchFacts): Unmet[] {
  return CONDITIONS.map((unmet) => unmet(when, facts)).filter((one) => one !== null);
}
