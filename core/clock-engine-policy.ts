import type { WorkCalendar } from './calendar.ts';
import { HubError } from './errors.ts';
import { TIME_UNITS, type TimeTarget, targetFault } from './working-time.ts';

/** One target of a clock; a staged one (先停后罚: stop in 4 working hours, penalise in 7 working days) has several. */
export interface ClockStage {
  code: string;
  nameZh: string;
  nameEn: string;
  target: TimeTarget;
}

/** One version of a promise. Published versions are never changed: a change is a new version, valid from its day. */
export interface ClockPolicy {
  /** `<key>@<version>`, what events name. */
  id: string;
  /** What it is about, over all its versions: `HANDLE/06042`. */
  key: string;
  version: number;
  nameZh: string;
  nameEn: string;
  /** For clocks that start from here (ms since the epoch) until the next version; running clocks keep theirs. */
  validFromMs: number;
  /** Code of a calendar. */
  calendar: string;
  /** Part of a target after which a running clock turns amber (黄灯), 0.75-0.8 as a rule; red (红灯) is the whole. */
  amberPart: number;
  /** In the order they are reached. */
  stages: readonly ClockStage[];
}

/** All that a reading needs beside the events. */
export interface ClockBook {
  policies: ReadonlyMap<string, ClockPolicy>;
  calendars: ReadonlyMap<string, WorkCalendar>;
}

export interface PolicyFault {
  /** Id of the policy, then a JSON Pointer into it. */
  path: string;
  zh: string;
  en: string;
}

function stageFaults({ id, stages }: ClockPolicy): PolicyFault[] {
  const faults: PolicyFault[] = [];
  if (stages.length === 0)
    faults.push({ path: `${id}/stages`, zh: '没有任何时限', en: 'there is no target' });
  stages.forEach(({ code, target }, index) => {
    const path = `${id}/stages/${index}`;
    if (!Object.hasOwn(TIME_UNITS, target.unit)) {
      const en = `"${target.unit}" is none of ${Object.keys(TIME_UNITS).join(', ')}`;
      faults.push({ path: `${path}/target/unit`, zh: `未知单位“${target.unit}”`, en });
    } else {
      const fault = targetFault(target);
      if (fault !== null) faults.push({ path: `${path}/target`, ...fault });
    }
    if (stages.findIndex((stage) => stage.code === code) !== index) {
      faults.push({ path: `${path}/code`, zh: `阶段 ${code} 重复`, en: `stage ${code} is there twice` });
    }
  });
  return faults;
}

/** Every fault of a set of policies at once; none for a sound one. */
export function checkPolicies(
  policies: readonly ClockPolicy[],
  calendars: ReadonlyMap<string, WorkCalendar>,
): PolicyFault[] {
  return policies.flatMap((policy, index) => {
    const { id, key, version, amberPart, calendar, validFromMs } = policy;
    const faults = stageFaults(policy);
    const fault = (path: string, zh: string, en: string) => faults.push({ path: `${id}${path}`, zh, en });
    if (id !== `${key}@${version}`)
      fault('/id', `应为 ${key}@${version}`, `it should read ${key}@${version}`);
    if (policies.findIndex((one) => one.id === id) !== index)
      fault('/id', '版本重复', 'the version is there twice');
    if (!(amberPart > 0 && amberPart < 1)) fault('/amberPart', '应在 0 与 1 之间', 'it lies between 0 and 1');
    if (!calendars.has(calendar)) {
      fault('/calendar', `没有日历 ${calendar}`, `there is no calendar ${calendar}`);
    }
    const before = policies.find(
      (one) => one.key === key && one.version < version && one.validFromMs >= validFromMs,
    );
    if (before !== undefined) {
      fault('/validFromMs', `不晚于 ${before.id} 的生效时间`, `it does not begin after ${before.id}`);
    }
    return faults;
  });
}

/** A checked book. @throws HubError CONFIG_INVALID that names every fault at once */
export function openClockBook(
  policies: readonly ClockPolicy[],
  calendars: readonly WorkCalendar[],
): ClockBook {
  const byCode = new Map(calendars.map((calendar) => [calendar.code, calendar]));
  const faults = checkPolicies(policies, byCode);
  if (faults.length > 0) {
    throw new HubError('CONFIG_INVALID', {
      count: faults.length,
      faults: faults.map(({ path, en }) => `clock policy ${path}: ${en}`).join('\n'),
      faultsZh: faults.map(({ path, zh }) => `时限政策 ${path}：${zh}`).join('\n'),
    });
  }
  return { policies: new Map(policies.map((policy) => [policy.id, policy])), calendars: byCode };
}

/** The version that a clock started at an instant takes; null before the first. */
export function policyAt(book: ClockBook, key: string, atMs: number): ClockPolicy | null {
  let found: ClockPolicy | null = null;
  for (const policy of book.policies.values()) {
    if (policy.key !== key || policy.validFromMs > atMs) continue;
    if (found === null || policy.validFromMs > found.validFromMs) found = policy;
  }
  return found;
}

/** @throws HubError NOT_FOUND */
export function policyOf(book: ClockBook, id: string): { policy: ClockPolicy; calendar: WorkCalendar } {
  const policy = book.policies.get(id);
  const calendar = book.calendars.get(policy?.calendar ?? '');
  if (policy === undefined || calendar === undefined) {
    throw new HubError('NOT_FOUND', { what: 'Clock policy', whatZh: '时限政策', id });
  }
  return { policy, calendar };
}
