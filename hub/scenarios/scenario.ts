import type { RefusalReason } from '../../core/errors.ts';
import type { IncidentChangeKind } from '../../core/feed-event.ts';
import type { Severity } from '../../core/severity.ts';
import type { Family } from '../../core/signal.ts';

/** A device that plays a part. */
export interface Actor {
  id: string;
  family: Family;
  gridCode: string;
}

/** Something a device has to say, whatever the words of its format for it. */
export type Saying =
  | (Spoken & {
      kind: 'raise';
      type: string;
      eventId: string;
      status?: 'Test' | 'Exercise';
      confidence?: number;
    })
  | (Spoken & { kind: 'clear'; type: string; eventId: string })
  | (Spoken & { kind: 'online' })
  | (Spoken & { kind: 'offline' })
  | (Spoken & { kind: 'reading'; values: Readonly<Record<string, number>> });

interface Spoken {
  actor: Actor;
  /** Event time, epoch ms. */
  timeMs: number;
  /** What a wrong or odd clock tells instead of `timeMs`, as it goes into the frame. */
  clock?: string | number;
  /** Of the site, where times are told without one; by default China's. */
  zone?: string | undefined;
}

/** Bytes for the broker. */
export interface Told {
  topic: string;
  payload: string | Buffer;
  retain?: boolean;
}

/** One moment of a script: something said in the actor's format, or bytes as they are. */
export interface Beat {
  /** When it is sent, epoch ms of the script's own time. */
  atMs: number;
  say: Saying | Told;
  /** Sent with the DUP flag: the device has had no acknowledgement of the same frame before. */
  dup?: boolean;
  /** Before it this much of the hub's own time passes at any speed, ms: for timers of the hub. */
  restMs?: number;
}

/** A beat as it goes to the broker. */
export interface TimedFrame extends Told {
  atMs: number;
  dup: boolean;
  restMs: number;
}

/** A part and how many devices play it. */
export interface Role {
  name: string;
  family: Family;
  count: number;
  /** Behind one device of this role (gateway, recorder), named before. */
  behind?: string;
}

/** Devices by role. */
export interface Cast {
  /** @throws Error when nobody plays it */
  one(role: string): Actor;
  all(role: string): readonly Actor[];
  everybody(): readonly Actor[];
}

export interface ScriptOptions {
  /** Epoch ms; the script's time begins here. */
  startMs: number;
  /** What a scenario has more of: see each. */
  rate: number;
  seed: number;
  /** Of the site; by default China's. */
  zone?: string | undefined;
}

/** An incident that must be there; what is not named may be anything. */
export interface ExpectedIncident {
  actor: Actor;
  type: string;
  channel?: string;
  /** Alerts counted in it. */
  count: number;
  state?: 'ACTIVE' | 'CLEARED';
  severity?: Severity;
  /** Work orders opened for it. */
  orders: number;
  flapping?: boolean;
  /** Whether people have been told of it (OPENED). */
  told?: boolean;
  /** How often its history tells each of these. */
  changes?: Partial<Record<IncidentChangeKind, number>>;
  /** The actor whose incident explains this one. */
  suppressedBy?: Actor;
}

/** What must have happened once a script is played and the hub has settled. */
export interface Expectation {
  /** All incidents of all actors, no more and no less; those of one key in order of time. */
  incidents: readonly ExpectedIncident[] | 'not counted';
  /** Alerts stored, tests and historical ones included. */
  alerts: number;
  /** Of them: CAP status Test or Exercise. */
  tests: number;
  /** Of them: older than the last clear, part of no incident. */
  historical: number;
  /** Of them: without a usable time of their own. */
  badTimes: number | 'any';
  /** Frames in quarantine by reason. */
  quarantined: Partial<Record<RefusalReason, number>>;
}

interface Words {
  en: string;
  zh: string;
}

/** Pure data and pure functions: the same seed, cast and options give the same script and expectation. */
export interface Scenario {
  name: string;
  title: Words;
  /** What goes in, as told in docs/scenarios.md. */
  input: Words;
  /** The rule that it shows. */
  shows: Words;
  roles: readonly Role[];
  /** `rate` when none is given. */
  defaultRate: number;
  /** How long the script's time lasts, ms. */
  durationMs: number;
  /** In order of `atMs`. */
  script(cast: Cast, options: ScriptOptions): Iterable<Beat>;
  expected(cast: Cast, options: ScriptOptions): Expectation;
  /** What it comes to does not hang on the times that devices tell. */
  byReceiveTime?: true;
  /** How long the hub may take until it has settled, ms (20,000). */
  settleMs?: number;
}

export const NOTHING_ELSE = { tests: 0, historical: 0, badTimes: 0, quarantined: {} } as const;

export function isSaying(say: Saying | Told): say is Saying {
  return 'kind' in say;
}
