/** How long a worker may be silent, in ms. */
export interface SlotTiming {
  /** A lease lasts so long from each renewal, by the server's clock. */
  leaseMs: number;
  /** Between two renewals. */
  renewMs: number;
  /** A worker stops reading so long before its lease ends, by its own clock. */
  marginMs: number;
  /** Without a gap for so long, it may take over from others, and slots of others are moved to it. */
  steadyMs: number;
  /** A worker that does not reach its broker for so long gives its slots up to one who does. */
  graceMs: number;
}

/** Taken over within leaseMs + renewMs of the last renewal: 19 s, and what it takes to connect. */
export const SLOT_TIMING: SlotTiming = {
  leaseMs: 15_000,
  renewMs: 4_000,
  marginMs: 2_000,
  steadyMs: 10_000,
  graceMs: 20_000,
};

/** A moment on this process's clocks. */
export interface Moment {
  steadyMs: number;
  wallMs: number;
}

export function moment(): Moment {
  return { steadyMs: performance.now(), wallMs: Date.now() };
}

/** Ms since a moment; the longer of two clocks, since one stands still while the machine sleeps and the other may be set. */
export function since({ steadyMs, wallMs }: Moment, now: Moment = moment()): number {
  return Math.max(now.steadyMs - steadyMs, now.wallMs - wallMs);
}
