import { type HealthStatus, healthStatus, messagesPerHour } from '../../core/device-health.ts';
import type { HealthRow } from './health-store.ts';
import type { DeviceRow } from './store.ts';

export interface DeviceHealthView {
  status: HealthStatus;
  lastSeenAt: Date | null;
  clockDriftSeconds: number | null;
  messagesPerHour: number;
  batteryPercent: number | null;
  batteryAt: Date | null;
  refusedFrames: number;
  lastRefusedAt: Date | null;
}

function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** How a device does at `now`. `health` is null while intake has written nothing of it. */
export function healthView(device: DeviceRow, health: HealthRow | null, now: Date): DeviceHealthView {
  const lastSeenAt = later(device.lastSeenAt ?? device.firstSeenAt, health?.lastSeenAt ?? null);
  const nowMs = now.getTime();
  const facts = {
    online: device.online,
    lastSeenMs: lastSeenAt?.getTime() ?? null,
    clockDriftMs: health?.driftMs ?? null,
    batteryPercent: health?.batteryPercent ?? null,
    refusedMs: health?.refusedAt?.getTime() ?? null,
  };
  return {
    status: healthStatus(facts, nowMs),
    lastSeenAt,
    clockDriftSeconds: facts.clockDriftMs === null ? null : facts.clockDriftMs / 1_000,
    messagesPerHour:
      health === null
        ? 0
        : messagesPerHour(
            { hourMs: health.hour.getTime(), thisHour: health.thisHour, lastHour: health.lastHour },
            nowMs,
          ),
    batteryPercent: facts.batteryPercent,
    batteryAt: health?.batteryAt ?? null,
    // a GraphQL Int ends there
    refusedFrames: Math.min(health?.refused ?? 0, 2_147_483_647),
    lastRefusedAt: health?.refusedAt ?? null,
  };
}
