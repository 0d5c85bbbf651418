import type { Actor, Beat } from '../scenario.ts';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

interface More {
  status?: 'Test' | 'Exercise';
  confidence?: number;
  clock?: string | number;
  /** When it is sent, where that is not when it happened. */
  atMs?: number;
  dup?: boolean;
  restMs?: number;
}

/** `times` moments. */
export function again<T>(times: number, of: (index: number) => T): T[] {
  return Array.from({ length: times }, (_, index) => of(index));
}

function beat(say: Beat['say'], timeMs: number, { atMs = timeMs, dup, restMs }: More): Beat {
  return {
    atMs,
    say,
    ...(dup === undefined ? {} : { dup }),
    ...(restMs === undefined ? {} : { restMs }),
  };
}

/** An alert. */
export function raise(actor: Actor, type: string, timeMs: number, eventId: string, more: More = {}): Beat {
  const { status, confidence, clock } = more;
  const say = {
    kind: 'raise',
    actor,
    type,
    timeMs,
    eventId,
    ...(status === undefined ? {} : { status }),
    ...(confidence === undefined ? {} : { confidence }),
    ...(clock === undefined ? {} : { clock }),
  } as const;
  return beat(say, timeMs, more);
}

/** The source's word that it is over. */
export function clear(actor: Actor, type: string, timeMs: number, eventId: string, more: More = {}): Beat {
  const { clock } = more;
  const say = {
    kind: 'clear',
    actor,
    type,
    timeMs,
    eventId,
    ...(clock === undefined ? {} : { clock }),
  } as const;
  return beat(say, timeMs, more);
}

export function status(actor: Actor, kind: 'online' | 'offline', timeMs: number, more: More = {}): Beat {
  return beat({ kind, actor, timeMs }, timeMs, more);
}
