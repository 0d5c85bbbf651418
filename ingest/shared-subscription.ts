import type { ProtocolVersion } from './publish-packet.ts';

/** Where mosquitto says what it is. */
export const VERSION_TOPIC = '$SYS/broker/version';

/**
 * Why `$share` filters of MQTT_TOPICS may not be used with this broker; null when they may. mosquitto 2.0 restores a
 * persistent shared subscription without its members: after a restart of the broker it delivered 0 of 100 messages
 * until the client subscribed anew, and nothing told of it.
 * @param brokerVersion what `$SYS/broker/version` holds; null when the broker does not say
 */
export function sharedRefusal(
  brokerVersion: string | null,
  protocol: ProtocolVersion,
): { en: string; zh: string } | null {
  if (protocol !== 5) {
    return {
      en: 'MQTT_TOPICS holds a $share filter, but this broker does not speak MQTT 5, which defines them: use plain filters',
      zh: 'MQTT_TOPICS 含 $share 过滤器，但该服务器不支持定义它的 MQTT 5：请改用普通过滤器',
    };
  }
  const mosquitto = /^mosquitto version ([01]\.|2\.0\.)/.exec(brokerVersion ?? '');
  if (mosquitto === null) return null;
  return {
    en: `MQTT_TOPICS holds a $share filter, but ${brokerVersion} loses shared subscriptions when it restarts: give each ingest process plain filters of its own and its own MQTT_CLIENT_ID`,
    zh: `MQTT_TOPICS 含 $share 过滤器，但 ${brokerVersion} 重启后会丢失共享订阅：请为每个接入进程设置各自的普通过滤器与 MQTT_CLIENT_ID`,
  };
}
