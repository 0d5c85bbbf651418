import { type Severity, severityRank } from '../severity.ts';

/**
 * A number in [0, 1) from an order's id: FNV-1a with a last mixing, spread evenly whatever the ids look like. The same on
 * every replica and on every later look, so that nobody can draw again.
 */
export function lotOf(orderId: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(orderId)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** Whether an order is drawn for a check 抽查 by somebody else: all critical ones, of the others `rate` (0 to 1). */
export function isSampled(order: { id: string; severity: Severity }, rate: number): boolean {
  return severityRank(order.severity) >= severityRank('critical') || lotOf(order.id) < rate;
}
