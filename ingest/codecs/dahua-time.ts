import { parseEventTime, zoneOffsetMs } from '../../core/event-time.ts';
import type { EventTime } from '../../core/signal.ts';
import { numberOf } from './alert.ts';
import type { DahuaData } from './dahua-schema.ts';

/** A device's clock this near to the hub's is right; nothing is known of the future beyond it. */
const NEAR_MS = 10 * 60_000;
/** `UTC` and `LocaleTime` are taken one after the other. */
const SAME_MS = 2000;

/**
 * Event time of a Dahua event. `RealUTC` is what newer firmwares add beside a wrong `UTC`. Without it some firmwares put
 * local time into `UTC`, which shows in two ways:
 * - it reads as UTC what `LocaleTime` says: then `LocaleTime`, in the zone of the site, is the time, unless `UTC` is now
 *   (a device set to UTC);
 * - it lies ahead of the hub, and no more than the zone of the site explains: then that much is taken off.
 * A local `UTC` that comes hours late and without `LocaleTime` cannot be told, and is taken as it is.
 */
export function dahuaTime(data: DahuaData, receivedAt: number, siteZone: string): EventTime {
  const locale = parseEventTime(data.LocaleTime, receivedAt, siteZone);
  const real = numberOf(data.RealUTC);
  const utc = real !== undefined && real > 0 ? real : numberOf(data.UTC);
  if (utc === undefined || utc <= 0) return locale;
  const within = numberOf(data.UTCMS) ?? 0;
  const fraction = within >= 0 && within < 1000 ? Math.floor(within) : 0;
  const time = parseEventTime(utc, receivedAt, siteZone);
  if (time.quality === 'BAD') return locale;
  const told: EventTime = { ms: time.ms + fraction, quality: 'GOOD' };
  if (utc === real || Math.abs(time.ms - receivedAt) <= NEAR_MS) return told;
  const offset = zoneOffsetMs(siteZone, time.ms);
  const local: EventTime = { ms: told.ms - offset, quality: 'GOOD' };
  const readsAsLocal = locale.quality === 'GOOD' && Math.abs(time.ms - (locale.ms + offset)) <= SAME_MS;
  if (offset !== 0 && readsAsLocal) return local;
  const ahead = time.ms - receivedAt;
  return ahead > NEAR_MS && ahead <= offset + NEAR_MS ? local : told;
}
