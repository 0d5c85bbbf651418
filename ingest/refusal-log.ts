import type { RefusalReason } from '../core/errors.ts';
import { REFUSAL_REASONS } from '../core/errors.ts';
import type { Log } from '../runtime/log.ts';
import { safeText } from './sanitise.ts';

/** A frame as decoding left it: what was refused of it, if anything. */
interface Looked {
  frame: { topic: string };
  codec: { name: string } | null;
  refusals: readonly { reason: RefusalReason; path: string; message: string }[];
  replayOf: string | null;
}

export interface RefusalLog {
  told(frames: readonly Looked[]): void;
  /** Tells what is still to be told. */
  close(): void;
}

interface Quiet {
  count: number;
  last: Looked;
  timer: NodeJS.Timeout;
}

const QUIET_MS = 60_000;
const MAX_TEXT = 500;

/**
 * Says in the log that frames are refused: of each codec and reason the first at once, those that follow together, once
 * a minute. Frames of a replay are told by what came of the replay.
 */
export function createRefusalLog(log: Pick<Log, 'warn'>): RefusalLog {
  const quiet = new Map<string, Quiet>();

  function tell({ frame, codec, refusals }: Looked, count: number): void {
    const [refusal] = refusals;
    if (refusal === undefined) return;
    const { reason, path, message } = refusal;
    log.warn(
      {
        codec: codec?.name ?? null,
        reason,
        reasonZh: REFUSAL_REASONS[reason].zh,
        path: safeText(path, MAX_TEXT),
        detail: safeText(message, MAX_TEXT),
        topic: safeText(frame.topic, MAX_TEXT),
        count,
      },
      'frame refused',
    );
  }

  function minuteOver(key: string): void {
    const group = quiet.get(key);
    if (group === undefined) return;
    if (group.count === 0) {
      quiet.delete(key);
      return;
    }
    tell(group.last, group.count);
    group.count = 0;
    group.timer = later(key);
  }

  function later(key: string): NodeJS.Timeout {
    return setTimeout(() => minuteOver(key), QUIET_MS).unref();
  }

  return {
    told(frames) {
      for (const looked of frames) {
        const [refusal] = looked.refusals;
        if (refusal === undefined || looked.replayOf !== null) continue;
        const key = `${refusal.reason} ${looked.codec?.name ?? ''}`;
        const group = quiet.get(key);
        if (group === undefined) {
          tell(looked, 1);
          quiet.set(key, { count: 0, last: looked, timer: later(key) });
        } else {
          group.count += 1;
          group.last = looked;
        }
      }
    },
    close() {
      for (const { count, last, timer } of quiet.values()) {
        clearTimeout(timer);
        if (count > 0) tell(last, count);
      }
      quiet.clear();
    },
  };
}
