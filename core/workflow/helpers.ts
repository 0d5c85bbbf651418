import { HubError } from '../errors.ts';
import type { Blocker } from './guard-facts.ts';

/** Where a helper 协办 stands. */
export const HELPER_STATES = {
  ASKED: { zh: '待响应', en: 'Asked' },
  ARRIVED: { zh: '已报到', en: 'Arrived' },
  REPORTED: { zh: '已反馈', en: 'Reported back' },
  DECLINED: { zh: '已谢绝', en: 'Declined' },
  RELEASED: { zh: '已解除', en: 'Released' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type HelperState = keyof typeof HELPER_STATES;

/** What can be done to a helper's part, and by whom: the helper's own side, or the order's. */
export const HELPER_ACTIONS = {
  /** Accepts, or (whistle) is there 报到. */
  ARRIVE: { from: ['ASKED'], to: 'ARRIVED', zh: '报到', en: 'arrive' },
  REPORT: { from: ['ASKED', 'ARRIVED'], to: 'REPORTED', zh: '协办反馈', en: 'report back' },
  DECLINE: { from: ['ASKED', 'ARRIVED'], to: 'DECLINED', zh: '谢绝协办', en: 'decline' },
  /** Not needed any more. */
  RELEASE: { from: ['ASKED', 'ARRIVED', 'DECLINED'], to: 'RELEASED', zh: '解除协办', en: 'release' },
} as const satisfies Record<
  string,
  { from: readonly HelperState[]; to: HelperState; zh: string; en: string }
>;
export type HelperAction = keyof typeof HELPER_ACTIONS;

export interface Helper {
  id: string;
  /** Party or person, as people read it. */
  name: string;
  state: HelperState;
  /** The lead waits for a required one. */
  required: boolean;
}

/**
 * Where an action takes a helper.
 * @throws HubError ILLEGAL_TRANSITION
 */
export function helperStep(helper: Pick<Helper, 'id' | 'state'>, action: HelperAction): HelperState {
  const { from, to, zh, en } = HELPER_ACTIONS[action];
  if (from.some((state) => state === helper.state)) return to;
  const { zh: fromZh, en: fromEn } = HELPER_STATES[helper.state];
  throw new HubError('ILLEGAL_TRANSITION', { id: helper.id, from: fromEn, fromZh, action: en, actionZh: zh });
}

/**
 * Required helpers that have not reported back. One that declined still stands in the way until the lead's side releases
 * it or asks another: that nobody came is not that nothing was to do.
 */
export function outstanding(helpers: readonly Helper[]): Blocker[] {
  return helpers
    .filter(({ required, state }) => required && state !== 'REPORTED' && state !== 'RELEASED')
    .map(({ id, name, state }) => ({
      ref: id,
      zh: `${name}：${HELPER_STATES[state].zh}`,
      en: `${name}: ${HELPER_STATES[state].en.toLowerCase()}`,
    }));
}

export interface Attendance {
  called: number;
  arrived: number;
  absent: readonly { id: string; name: string }[];
}

/**
 * Who came at a whistle 吹哨报到: an arrival counts whatever came after it; those released before they came are not
 * counted at all.
 */
export function attendance(called: readonly (Helper & { arrivedAtMs: number | null })[]): Attendance {
  const asked = called.filter(({ state, arrivedAtMs }) => state !== 'RELEASED' || arrivedAtMs !== null);
  const absent = asked.filter(({ arrivedAtMs }) => arrivedAtMs === null);
  return {
    called: asked.length,
    arrived: asked.length - absent.length,
    absent: absent.map(({ id, name }) => ({ id, name })),
  };
}
