import { createHash } from 'node:crypto';
import type { Refusal } from '../core/errors.ts';
import { isGridCode } from '../core/grid.ts';
import type { Codec } from './codec.ts';
import { safeText } from './sanitise.ts';
import { filterMatches } from './sources/topic-table.ts';

/** What tells one fault from another. Frames of the same fault are one row of the quarantine. */
export interface Fault {
  /** Hash of all the others. */
  id: string;
  broker: string;
  /** Name of the source; '' where none is bound to the topic. */
  source: string;
  codec: string | null;
  codecVersion: number | null;
  reason: Refusal['reason'];
  /** JSON Pointer with `*` for array indices. */
  path: string;
  topicPattern: string;
  /** The community that the topic names; null: none. */
  gridCode: string | null;
}

export interface FaultBook {
  faultOf(frame: { topic: string; broker: string; codec: Codec | null; refusal: Refusal }): Fault;
}

/** Faults of one codec and reason that are told apart by path, topic pattern and community; further ones are one. */
const FAULTS_APART = 200;
const PATTERN_LEVELS = 8;
const COMMUNITY_DIGITS = 12;
const MAX_TEXT = 1_024;

/** Array indices are not what is wrong. */
export function pathPattern(path: string): string {
  return safeText(path.replaceAll(/\/\d+(?=\/|$)/g, '/*'), MAX_TEXT);
}

/**
 * The form of a topic that no source is bound to: levels that are words stand, those that look like ids or numbers
 * become `+`, what is deeper than 8 levels `#`.
 */
export function topicPattern(topic: string): string {
  const levels = topic.split('/', PATTERN_LEVELS + 1);
  const words = levels
    .slice(0, PATTERN_LEVELS)
    .map((level) => (/^(?:v\d{1,2}|\$?[a-z][a-z_-]{0,31})?$/i.test(level) ? level : '+'));
  return (levels.length > PATTERN_LEVELS ? [...words, '#'] : words).join('/');
}

function communityIn(topic: string): string | null {
  const code = /^community\/v1\/(\d{4,19})(?:\/|$)/.exec(topic)?.[1];
  return isGridCode(code) ? code.slice(0, COMMUNITY_DIGITS) : null;
}

/**
 * Folds refused frames into faults. What a hostile sender can choose (path, topic) tells faults apart only up to a
 * bound, so that a flood of invented ones is few rows. The bound is this process's own; the ids are the same everywhere.
 */
export function createFaultBook(limit = FAULTS_APART): FaultBook {
  const known = new Map<string, Set<string>>();

  return {
    faultOf({ topic, broker, codec, refusal }) {
      const { reason } = refusal;
      const source = codec?.source?.name ?? codec?.name ?? '';
      const fixed = {
        ...{ broker, source, reason },
        codec: codec?.name ?? null,
        codecVersion: codec?.version ?? null,
      };
      const group = JSON.stringify(fixed);
      const apart = {
        path: pathPattern(refusal.path),
        topicPattern: safeText(
          codec === null
            ? topicPattern(topic)
            : (codec.filters.find((filter) => filterMatches(filter, topic)) ?? '#'),
          MAX_TEXT,
        ),
        gridCode: communityIn(topic) ?? codec?.source?.gridCode?.slice(0, COMMUNITY_DIGITS) ?? null,
      };
      const key = JSON.stringify(apart);
      const keys = known.get(group) ?? new Set();
      known.set(group, keys);
      const folded = !keys.has(key) && keys.size >= limit;
      if (!folded) keys.add(key);
      const told = folded ? { path: '', topicPattern: '#', gridCode: null } : apart;
      const hash = createHash('sha256').update(group).update(JSON.stringify(told)).digest('base64url');
      return { id: `qf_${hash.slice(0, 24)}`, ...fixed, ...told };
    },
  };
}
