/**
 * Types that say no more than that a device cannot be reached: while its parent (gateway, NVR, power, network) is down
 * they are explained by it. None on which a life hangs (tested).
 */
export const FOLLOWS_PARENT: ReadonlySet<string> = new Set([
  'device.offline',
  'device.no_data',
  'camera.video_loss',
]);

/** Type of the incident that is the root for everything below a device. */
export const ROOT_TYPE = 'device.offline';

/** Channel of an incident that sums up a storm, so that it is none of the device's own. */
export const SUMMARY_CHANNEL = 'summary';

/** How many parents are followed upwards. */
export const TOPOLOGY_DEPTH = 8;

/** Many devices of one place or one parent gone at about the same time are one thing that happened. */
export const STORM = {
  /** As many as this, within `withinMs`, are summed up. */
  atLeast: 20,
  withinMs: 60_000,
  /** The summary ends when fewer than this are still away; those are then judged one by one. */
  endsBelow: 10,
} as const;

/** A returned parent's children get this long to come back before they are judged again. */
export const RETURN_GRACE_MS = 60_000;

/** Children that went this long before their parent was seen to be down went because of it. */
export const ROOT_LEAD_MS = 600_000;

/** The made-up device that stands for a community where no parent is known. */
export function siteDeviceId(communityCode: string): string {
  return `site:${communityCode}`;
}
