import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INCIDENT_CHANGES } from './feed-event.ts';
import {
  type Bucket,
  circuitOpenMs,
  decideTelling,
  eventPatterns,
  isEventPattern,
  type LastTold,
  NOTIFY_EVENTS,
  quietUntil,
  retryAt,
  takeTokens,
} from './notify.ts';
import { cutBytes, maskText, plain, type Told, titleOf, webhookBody } from './notify-message.ts';
import { SEVERITIES, severityRank } from './severity.ts';

const ZONE = 'Asia/Shanghai';
const severity = fc.constantFrom(...SEVERITIES);

describe('events', () => {
  it('are those of the feed, in lower case, one by one or all of a kind', () => {
    expect(NOTIFY_EVENTS.filter((name) => name.startsWith('incident.'))).toHaveLength(
      INCIDENT_CHANGES.length,
    );
    expect(eventPatterns('work_order.opened')).toEqual(['work_order.opened', 'work_order.*']);
    expect(['incident.false_alarm', 'incident.*', 'work_order.*'].every(isEventPattern)).toBe(true);
    expect(['incident.FALSE_ALARM', '*', 'incident', 'device.*'].some(isEventPattern)).toBe(false);
  });
});

describe('quiet hours', () => {
  const night = { days: [1, 2, 3, 4, 5, 6, 7], minuteFrom: 22 * 60, minuteTo: 6 * 60 };
  const at = (text: string) => Date.parse(`${text}+08:00`);

  it('last over midnight and join those that follow', () => {
    expect(quietUntil([night], 'major', at('2026-03-02T23:00'), ZONE)).toBe(at('2026-03-03T06:00'));
    expect(quietUntil([night], 'major', at('2026-03-02T06:00'), ZONE)).toBeNull();
    const morning = { ...night, minuteFrom: 5 * 60, minuteTo: 9 * 60 };
    expect(quietUntil([night, null, morning], 'info', at('2026-03-02T23:00'), ZONE)).toBe(
      at('2026-03-03T09:00'),
    );
    const friday = { ...night, days: [5] };
    expect(quietUntil([friday], 'major', at('2026-03-07T05:00'), ZONE)).toBe(at('2026-03-07T06:00'));
    expect(quietUntil([friday], 'major', at('2026-03-07T23:00'), ZONE)).toBeNull();
  });

  it('never hold what is critical', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    const hours = fc.record({
      days: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
      minuteFrom: minute,
      minuteTo: minute,
    });
    const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) });
    fc.assert(
      fc.property(fc.array(hours, { maxLength: 3 }), moment, (quiet, nowMs) => {
        expect(quietUntil(quiet, 'critical', nowMs, ZONE)).toBeNull();
        const end = quietUntil(quiet, 'minor', nowMs, ZONE);
        if (end !== null) expect(end).toBeGreaterThan(nowMs);
      }),
    );
  });
});

describe('a window', () => {
  const last: LastTold = { id: 'd1', createdMs: 0, severity: 'minor', pending: false, dueMs: 0 };
  const event = { severity: 'minor', nowMs: 1_000, quietEndMs: null, windowSeconds: 60 } as const;

  it('holds the second event to its end, takes the third into it, and nothing after it', () => {
    expect(decideTelling(event, null)).toEqual({ do: 'send', atMs: 1_000, held: null, supersedes: null });
    expect(decideTelling(event, last)).toEqual({
      do: 'send',
      atMs: 60_000,
      held: 'WINDOW',
      supersedes: null,
    });
    expect(decideTelling(event, { ...last, pending: true, dueMs: 60_000 })).toEqual({
      do: 'fold',
      into: 'd1',
    });
    expect(decideTelling({ ...event, nowMs: 60_000 }, last)).toMatchObject({ atMs: 60_000, held: null });
  });

  it('never holds a rise in severity, unless it is quiet and not critical', () => {
    const told = fc.record({
      ...{ id: fc.constant('d1'), createdMs: fc.nat(), severity, pending: fc.boolean(), dueMs: fc.nat() },
    });
    const happens = fc.record({ severity, nowMs: fc.nat(), windowSeconds: fc.nat(86_400) });
    fc.assert(
      fc.property(told, happens, fc.option(fc.nat(), { nil: null }), (before, one, quiet) => {
        const quietEndMs = quiet === null || one.severity === 'critical' ? null : one.nowMs + quiet + 1;
        const decision = decideTelling({ ...one, quietEndMs }, before);
        const rises = severityRank(one.severity) > severityRank(before.severity);
        if (rises && quietEndMs === null) {
          expect(decision).toMatchObject({ do: 'send', atMs: one.nowMs, held: null });
          // what waited is not told a second time
          expect(decision).toHaveProperty('supersedes', before.pending ? 'd1' : null);
        }
        if (decision.do === 'send') expect(decision.atMs).toBeGreaterThanOrEqual(one.nowMs);
        else expect(before.pending).toBe(true);
      }),
    );
  });
});

describe('a failed delivery', () => {
  const policy = { attempts: 12, maxAgeMs: 86_400_000, backoffScale: 1 };

  it('comes again later and later, never before the receiver asked, until it is dead', () => {
    const failure = { attempts: 1, queuedMs: 0, nowMs: 1_000, retryAfterMs: null, chance: 0.5 };
    const waits = Array.from(
      { length: 11 },
      (_, n) => (retryAt(policy, { ...failure, attempts: n + 1 }) ?? 0) - 1_000,
    );
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits[0]).toBe(5_000);
    expect(retryAt(policy, { ...failure, attempts: 12 })).toBeNull();
    expect(retryAt(policy, { ...failure, retryAfterMs: 600_000 })).toBe(601_000);
    expect(retryAt(policy, { ...failure, nowMs: 86_400_000 })).toBeNull();
  });

  it('opens the circuit after five in a row, for ten minutes at most', () => {
    expect([0, 1, 4].map((failures) => circuitOpenMs(failures))).toEqual([0, 0, 0]);
    expect(circuitOpenMs(5)).toBe(10_000);
    expect(circuitOpenMs(1_000)).toBe(600_000);
  });
});

describe('a token bucket', () => {
  it('lets no minute see more than its limit, and always something through in the end', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), steps, (perMinute, waits) => {
        let bucket: Bucket | null = null;
        let nowMs = 0;
        const sent: number[] = [];
        for (const wait of waits) {
          nowMs += wait;
          const took = takeTokens(bucket, perMinute, 1, nowMs);
          bucket = took.bucket;
          if (took.taken === 1) sent.push(nowMs);
          else {
            const later = takeTokens(bucket, perMinute, 1, took.nextMs + 1);
            expect(later.taken).toBe(1);
          }
        }
        const most = Math.max(
          ...sent.map((from) => sent.filter((at) => at >= from && at < from + 60_000).length),
        );
        expect(most).toBeLessThanOrEqual(perMinute);
      }),
    );
  });
});

describe('what is told', () => {
  it('shows no mobile or identity number', () => {
    expect(maskText('请联系13812345678，身份证51112219900101123X')).toBe(
      '请联系138****5678，身份证511122********123X',
    );
    expect(maskText('网格 51142100100100101 案卷 C0302202603010001')).toBe(
      '网格 51142100100100101 案卷 C0302202603010001',
    );
  });

  it('is plain text of one line', () => {
    expect(plain('a\r\nb\u0000<@all>[x](y)`*#')).toBe('a b ＜＠all＞［x］(y)｀＊＃');
  });

  it('is cut between signs, to bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 3, max: 60 }), (text, most) => {
        const cut = cutBytes(text, most);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(most);
        expect(cut.isWellFormed()).toBe(text.isWellFormed() || cut.isWellFormed());
        if (Buffer.byteLength(text) <= most) expect(cut).toBe(text);
      }),
    );
  });

  it('says in the title how bad, where, what and which reminder', () => {
    const message: Told['message'] = {
      ...{ event: 'incident.opened', at: '2026-03-01T00:00:00.000Z', severity: 'major', grid: null },
      ...{ incident: null, workOrder: null, link: null, acknowledgeLink: null },
    };
    const told = { id: 'x', message, folded: 0, repeatNo: 2, test: false };
    expect(titleOf(told, 'ZH')).toBe('【重要】 通知 新事件 （第 2 次重复提醒）');
    expect(titleOf({ ...told, repeatNo: 0, test: true }, 'BOTH')).toContain(
      '测试通知，请忽略 test, please ignore',
    );
    const trial = { ...message, event: 'notification.test' };
    expect(JSON.parse(webhookBody({ ...told, message: trial, test: true }, null))).toMatchObject({
      type: 'notification.test',
      data: { label: { zh: '测试', en: 'test' } },
    });
  });
});
