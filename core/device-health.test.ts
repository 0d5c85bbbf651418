import { describe, expect, test } from 'vitest';
import { HEALTH_STATUSES, type HealthFacts, healthStatus, messagesPerHour } from './device-health.ts';

const NOW = Date.UTC(2026, 2, 5, 8, 30);
const well: HealthFacts = {
  online: true,
  lastSeenMs: NOW - 1_000,
  clockDriftMs: 200,
  batteryPercent: 80,
  refusedMs: null,
};

describe('the state of health', () => {
  test.each([
    ['HEALTHY', {}],
    ['HEALTHY', { batteryPercent: null, clockDriftMs: null, online: null }],
    ['UNSEEN', { lastSeenMs: null, online: null }],
    ['OFFLINE', { online: false, clockDriftMs: 90_000 }],
    ['SILENT', { lastSeenMs: NOW - 25 * 3_600_000 }],
    ['REFUSED', { refusedMs: NOW - 60_000 }],
    ['HEALTHY', { refusedMs: NOW - 2 * 3_600_000 }],
    ['DRIFTING', { clockDriftMs: 60_000 }],
    ['DRIFTING', { clockDriftMs: -60_000 }],
    ['LOW_BATTERY', { batteryPercent: 20 }],
  ] as const)('is %s for %j', (status, facts) => {
    expect(healthStatus({ ...well, ...facts }, NOW)).toBe(status);
  });

  test('has a rule in the order for every state', () => {
    const sick = {
      online: false,
      lastSeenMs: NOW - 1e10,
      clockDriftMs: 1e9,
      batteryPercent: 0,
      refusedMs: NOW,
    };
    expect(Object.keys(HEALTH_STATUSES).at(-1)).toBe('HEALTHY');
    expect(healthStatus(sick, NOW)).toBe('OFFLINE');
  });
});

describe('the message rate', () => {
  const hourMs = Date.UTC(2026, 2, 5, 8);
  const counters = { hourMs, thisHour: 30, lastHour: 60 };

  test.each([
    ['half of the hour before counts at half past', NOW, 60],
    ['all of the hour before counts on the hour', hourMs, 90],
    ['an hour later only what was counted then', NOW + 3_600_000, 15],
    ['two hours later nothing', NOW + 2 * 3_600_000, 0],
    ['a row of the hour that another clock is in already', hourMs - 1_000, 30],
  ])('%s', (_, nowMs, rate) => {
    expect(messagesPerHour(counters, nowMs)).toBeCloseTo(rate, 0);
  });
});
