/** A figure beside the same figure of the period before. */
export interface Comparison {
  value: number | null;
  previous: number | null;
  /** `value - previous`, in the unit of the figure; null when either is missing. */
  change: number | null;
  /** `change` in percent of `previous`; null when that is missing or zero. */
  changePercent: number | null;
}

export function compared(value: number | null, previous: number | null): Comparison {
  const change = value === null || previous === null ? null : value - previous;
  const known = change !== null && previous !== null && previous !== 0;
  return { value, previous, change, changePercent: known ? (change / previous) * 100 : null };
}

/** `part` of `whole`, 0-1; null of nothing. */
export function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** How many for every 100 households; null where no households are known. */
export function per100Households(count: number, households: number | null): number | null {
  return households === null || households === 0 ? null : (count / households) * 100;
}

/** The range of the same length that ends where this one begins. */
export function periodBefore({ fromMs, toMs }: { fromMs: number; toMs: number }) {
  return { fromMs: fromMs - (toMs - fromMs), toMs: fromMs };
}

/** How far before an incident another of the same device, channel and type makes it a recurrence. */
export const RECURRENCE_DAYS = 7;
