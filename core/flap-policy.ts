/** A measured value that must fall (or rise) clear of the threshold before a clear is believed. */
export interface Hysteresis {
  /** Name in the values of the source's clear. */
  metric: string;
  /** Inside the band, the condition is not over: a value not below (`below`) or not above (`above`) the limit. */
  clears: 'below' | 'above';
  limit: number;
  /** A clear inside the band counts when nothing has contradicted it for this long. */
  holdSeconds: number;
}

/**
 * Flap control of one alert type (domain rule 5). Everything is judged per key: no limit is ever shared between
 * devices. A severity other than the one an incident began with tells it at once, whatever is still waited for.
 */
export interface FlapPolicy {
  /** The condition must last this long before anybody is told. */
  onDelaySeconds: number;
  /** A clear counts when no raise has followed it for this long. */
  offDelaySeconds: number;
  /** Told only once `count` alerts lie within `withinSeconds` of event time. */
  atLeast: { count: number; withinSeconds: number } | null;
  /**
   * Cleared and raised again `changes` times within `withinSeconds`: the FLAPPING mark, told once; the incident then
   * stays open until there was no change for `calmSeconds`.
   */
  flapping: { changes: number; withinSeconds: number; calmSeconds: number };
  hysteresis: Hysteresis | null;
}

export const DEFAULT_FLAP_POLICY: FlapPolicy = {
  onDelaySeconds: 0,
  offDelaySeconds: 0,
  atLeast: null,
  flapping: { changes: 5, withinSeconds: 600, calmSeconds: 600 },
  hysteresis: null,
};

/** What differs from the default, by type code. A type on which a life hangs waits for nothing (tested). */
export const FLAP_POLICIES: Readonly<Record<string, Partial<FlapPolicy>>> = {
  // a reconnect takes seconds; a summary of a storm wants to know who is still away
  'device.offline': {
    onDelaySeconds: 20,
    flapping: { changes: 4, withinSeconds: 1800, calmSeconds: 900 },
  },
  'device.no_data': { flapping: { changes: 3, withinSeconds: 7200, calmSeconds: 3600 } },
  // the percentage of a cold battery wanders around the limit
  'device.battery_low': {
    hysteresis: { metric: 'battery', clears: 'above', limit: 25, holdSeconds: 86_400 },
    flapping: { changes: 3, withinSeconds: 86_400, calmSeconds: 43_200 },
  },
  // a switch of day and night, or a key frame lost
  'camera.video_loss': {
    onDelaySeconds: 5,
    offDelaySeconds: 10,
    flapping: { changes: 4, withinSeconds: 900, calmSeconds: 600 },
  },
  // GB/T 12325-2008, 4.2: 220 V is supplied within +7 % and -10 %
  'charger.overvoltage': {
    offDelaySeconds: 5,
    hysteresis: { metric: 'voltageV', clears: 'below', limit: 235.4, holdSeconds: 300 },
  },
  'charger.undervoltage': {
    offDelaySeconds: 5,
    hysteresis: { metric: 'voltageV', clears: 'above', limit: 198, holdSeconds: 300 },
  },
};

const CACHE = new Map<string, FlapPolicy>();

export function flapPolicy(typeCode: string): FlapPolicy {
  const known = CACHE.get(typeCode);
  if (known !== undefined) return known;
  const policy = { ...DEFAULT_FLAP_POLICY, ...FLAP_POLICIES[typeCode] };
  if (typeCode in FLAP_POLICIES) CACHE.set(typeCode, policy);
  return policy;
}

/** Whether a clear with this value leaves the condition inside its band. Without a value nothing speaks against it. */
export function insideBand(policy: FlapPolicy, value: number | null): boolean {
  const { hysteresis } = policy;
  if (hysteresis === null || value === null) return false;
  return hysteresis.clears === 'below' ? value >= hysteresis.limit : value <= hysteresis.limit;
}
