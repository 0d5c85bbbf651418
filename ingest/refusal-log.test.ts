import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal } from '../core/errors.ts';
import { createRefusalLog } from './refusal-log.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function refused(
  topic: string,
  reason: Refusal['reason'] = 'MALFORMED_JSON',
  codec: string | null = 'canonical',
) {
  return {
    frame: { topic },
    codec: codec === null ? null : { name: codec },
    refusals: [new Refusal(reason, '/type', 'cut short')],
    replayOf: null,
  };
}

function opened() {
  const warn = vi.fn();
  return { warn, log: createRefusalLog({ warn }) };
}

describe('the log of refused frames', () => {
  it('tells the first of a codec and reason at once, with its topic', () => {
    const { warn, log } = opened();
    log.told([refused('a/1')]);
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      {
        codec: 'canonical',
        reason: 'MALFORMED_JSON',
        reasonZh: '负载不是有效的 JSON',
        path: '/type',
        detail: 'the payload is not valid JSON: cut short',
        topic: 'a/1',
        count: 1,
      },
      'frame refused',
    );
  });

  it('tells those that follow once a minute, with their count and the newest topic', () => {
    const { warn, log } = opened();
    log.told([refused('a/1'), refused('a/2')]);
    log.told([refused('a/3')]);
    expect(warn).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    expect(warn).toHaveBeenLastCalledWith(
      expect.objectContaining({ topic: 'a/3', count: 2 }),
      'frame refused',
    );
    log.told([refused('a/4')]);
    expect(warn).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(60_000);
    expect(warn).toHaveBeenLastCalledWith(expect.objectContaining({ count: 1 }), 'frame refused');
    // a quiet minute ends it: the next is news again
    vi.advanceTimersByTime(60_000);
    log.told([refused('a/5')]);
    expect(warn).toHaveBeenCalledTimes(4);
  });

  it('keeps codecs and reasons apart', () => {
    const { warn, log } = opened();
    log.told([refused('a'), refused('b', 'TOO_LARGE'), refused('c', 'UNKNOWN_TOPIC', null)]);
    expect(warn).toHaveBeenCalledTimes(3);
  });

  it('is silent about frames that were taken, and those of a replay', () => {
    const { warn, log } = opened();
    log.told([
      { ...refused('a'), refusals: [] },
      { ...refused('b'), replayOf: 'qs_1' },
    ]);
    expect(warn).not.toHaveBeenCalled();
  });

  it('tells the rest when it closes', () => {
    const { warn, log } = opened();
    log.told([refused('a/1'), refused('a/2')]);
    log.close();
    expect(warn).toHaveBeenLastCalledWith(
      expect.objectContaining({ topic: 'a/2', count: 1 }),
      'frame refused',
    );
  });
});
