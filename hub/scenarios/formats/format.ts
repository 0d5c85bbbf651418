import { zoneOffsetMs } from '../../../core/event-time.ts';
import type { Family } from '../../../core/signal.ts';
import type { Actor, Saying, Told } from '../scenario.ts';

/**
 * How a device of some format says something: the counterpart of a codec, for the simulator. Pure: the same saying gives
 * the same bytes, so a frame can be sent twice.
 */
export interface Format {
  /** Name of the codec that reads it. */
  name: string;
  /** The words for it; null when the format has none. */
  say(saying: Saying): Told | null;
  /** What it announces of itself before it says anything, in formats where later frames only point at that. */
  introduce?(actor: Actor, timeMs: number): Told[];
  /** Its frames carry no time of their own. */
  untimed?: true;
  /** The id that a device of this family must have to be named in this format; any by default. */
  idOf?(plain: string, family: Family): string;
}

/** The frame of a device; a Map of types that it has words for is all that most formats need. */
export function json(topic: string, payload: unknown): Told {
  return { topic, payload: JSON.stringify(payload) };
}

/** ISO 8601 without a zone, in the site's. */
export function siteTime(ms: number, zone = 'Asia/Shanghai'): string {
  return new Date(ms + zoneOffsetMs(zone, ms)).toISOString().slice(0, -1);
}

/** ISO 8601 with China's zone. */
export function chinaZoned(ms: number): string {
  return `${siteTime(ms)}+08:00`;
}

/** A small whole number that stands for a text, the same each time. */
export function numberFor(text: string): number {
  let hash = 0;
  for (const char of text) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return hash % 1_000_000_000;
}

export type { Actor, Saying, Told };
