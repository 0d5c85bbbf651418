import { HubError } from '../../core/errors.ts';
import type { Config } from '../../runtime/config.ts';
import type { BrokerSettings } from '../sources/brokers.ts';
import type { SlotSettings } from '../sources/slots.ts';
import type { Slot } from './slot.ts';

/** The configuration of a consumer that reads another broker than MQTT_URL's. */
export function configFor(config: Config, broker: BrokerSettings): Pick<Config, 'mqtt' | 'limits'> {
  const { url, clientId, username, password } = broker;
  const receiveMaximum = broker.receiveMaximum ?? config.mqtt.receiveMaximum;
  return { ...config, mqtt: { ...config.mqtt, url, clientId, username, password, receiveMaximum } };
}

/** A slot with what its broker's settings leave to it. @throws HubError CONFIG_INVALID */
export function slotOf(config: Config, brokers: readonly BrokerSettings[], settings: SlotSettings): Slot {
  const broker = brokers.find(({ name }) => name === settings.broker);
  const { url, clientId } = broker ?? config.mqtt;
  if (url === null) {
    throw new HubError('CONFIG_INVALID', {
      count: 1,
      faults: '  - slots of HUB_SOURCES_FILE divide the topics of the broker of MQTT_URL, which is not set',
      faultsZh: '  - HUB_SOURCES_FILE 的 slots 用于划分 MQTT_URL 服务器的主题，但未设置 MQTT_URL',
    });
  }
  const whole = settings.name === settings.broker;
  return {
    ...settings,
    url,
    clientId: settings.clientId ?? (whole ? clientId : `${clientId}-${settings.name}`),
  };
}

/** The configuration of the consumer that reads a slot. */
export function configForSlot(
  config: Config,
  brokers: readonly BrokerSettings[],
  { broker, clientId, credentials }: Slot,
): Pick<Config, 'mqtt' | 'limits'> {
  const named = brokers.find(({ name }) => name === broker);
  const base = named === undefined ? config : configFor(config, named);
  return { ...base, mqtt: { ...base.mqtt, clientId, ...credentials } };
}
