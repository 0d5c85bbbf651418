import type { Codec } from '../codec.ts';
import { topicTable } from '../sources/topic-table.ts';
import { alink } from './alink.ts';
import { canonical } from './canonical.ts';
import { chirpstack } from './chirpstack.ts';
import { dahua } from './dahua.ts';
import { elevatorVendor } from './elevator-vendor.ts';
import { frigate } from './frigate.ts';
import { gbt28181 } from './gbt28181.ts';
import { hikvisionIsapi } from './hikvision-isapi.ts';
import { hikvisionIsecure } from './hikvision-isecure.ts';
import { homeAssistant } from './home-assistant.ts';
import { megcube } from './megcube.ts';
import { ocpp16 } from './ocpp16.ts';
import { ocpp201 } from './ocpp201.ts';
import { onvif } from './onvif.ts';
import { sparkplug } from './sparkplug.ts';
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
  sparkplug,
  homeAssistant,
];

const TABLE = topicTable(
  CODECS.flatMap((codec) => codec.filters.map((filter): [string, Codec] => [filter, codec])),
);

/** The codec bound to a topic; null when none is (the frame is quarantined as UNKNOWN_TOPIC). */
export function codecFor(topic: string): Codec | null {
  return TABLE.find(topic);
}

/** Every topic filter of every codec, for the subscription of the consumer. */
export function allFilters(): string[] {
  return CODECS.flatMap((codec) => [...codec.filters]);
}
