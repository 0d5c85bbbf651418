import { dahua, frigate, gbt28181, hikvisionIsapi, hikvisionIsecure, megcube, onvif } from './cameras.ts';
import { canonical } from './canonical.ts';
import { ocpp16, ocpp201 } from './chargers.ts';
import type { Format } from './format.ts';
import { homeAssistant, sparkplug } from './learned.ts';
import { elevatorVendor } from './lifts.ts';
import { alink, chirpstack, thingsboard, zigbee2mqtt } from './sensors.ts';

/** Every format that the simulator speaks, by the name of its codec. */
export const FORMATS: readonly Format[] = [
  canonical,
  ocpp16,
  ocpp201,
  frigate,
  hikvisionIsapi,
  hikvisionIsecure,
  dahua,
  onvif,
  gbt28181,
  megcube,
  elevatorVendor,
  zigbee2mqtt,
  thingsboard,
  chirpstack,
  alink,
  sparkplug,
  homeAssistant,
];

export function formatNamed(name: string): Format | null {
  return FORMATS.find((format) => format.name === name) ?? null;
}
