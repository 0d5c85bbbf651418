import type { Codec } from '../codec.ts';
import { alink } from './alink.ts';
import { canonical } from './canonical.ts';
import { chirpstack } from './chirpstack.ts';
import { dahua } from './dahua.ts';
import { elevatorVendor } from './elevator-vendor.ts';
import { frigate } from './frigate.ts';
import { gbt28181 } from './gbt28181.ts';
import { hikvisionIsapi } from './hikvision-isapi.ts';
import { hikvisionIsecure } from './hikvision-isecure.ts';
import { megcube } from './megcube.ts';
import { ocpp16 } from './ocpp16.ts';
import { ocpp201 } from './ocpp201.ts';
import { onvif } from './onvif.ts';
import { thingsboard } from './thingsboard.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

/** Every device format the hub understands. A new one is one file and one line here. */
export const CODECS: readonly Codec[] = [
  canonical,
  ocpp16,
  frigate,
  hikvisionIsapi,
  hikvisionIsecure,
  dahua,
  onvif,
  gbt28181,
  megcube,
  thingsboard,
  chirpstack,
  zigbee2mqtt,
  alink,
  elevatorVendor,
  ocpp201,
];

interface Filter {
  levels: readonly string[];
  codec: Codec;
}

// Looked up by first level: a topic is matched against the few filters that can fit, however many codecs there are.
const BY_ROOT = new Map<string, Filter[]>();
for (const codec of CODECS) {
  for (const filter of codec.filters) {
    const levels = filter.split('/');
    const root = levels[0] ?? '';
    BY_ROOT.set(root, [...(BY_ROOT.get(root) ?? []), { levels, codec }]);
  }
}

/** The codec bound to a topic; null when none is (the frame is quarantined as UNKNOWN_TOPIC). */
export function codecFor(topic: string): Codec | null {
  const slash = topic.indexOf('/');
  const candidates = BY_ROOT.get(slash === -1 ? topic : topic.slice(0, slash));
  if (candidates === undefined) return null;
  const levels = topic.split('/');
  return candidates.find((filter) => matches(filter.levels, levels))?.codec ?? null;
}

/** MQTT 3.1.1, 4.7: `+` is one level, a trailing `#` the rest. No filter here starts with a wildcard. */
function matches(filter: readonly string[], levels: readonly string[]): boolean {
  for (const [index, part] of filter.entries()) {
    if (part === '#') return true;
    if (index >= levels.length || (part !== '+' && part !== levels[index])) return false;
  }
  return filter.length === levels.length;
}

/** Every topic filter of every codec, for the subscription of the consumer. */
export function allFilters(): string[] {
  return CODECS.flatMap((codec) => [...codec.filters]);
}
