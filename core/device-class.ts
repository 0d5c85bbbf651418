/**
 * What is expected of a device: how long it may be silent before it counts as offline. A device without a class is
 * only offline when something says so (its last will, its gateway, its platform): a camera that speaks only when it
 * sees something is not dead because it saw nothing. A row may be overridden per device (`silenceSeconds`).
 */
export const DEVICE_CLASSES = {
  MAINS: {
    zh: '市电供电设备',
    en: 'Mains-powered device that reports regularly',
    silenceSeconds: 300,
  },
  BATTERY: {
    zh: '电池供电设备',
    en: 'Battery device that wakes now and then',
    // most LoRaWAN and Zigbee sensors report at least once a day: a day and an hour of slack
    silenceSeconds: 90_000,
  },
  GATEWAY: { zh: '网关', en: 'Gateway', silenceSeconds: 180 },
  NVR: { zh: '录像机', en: 'Network video recorder', silenceSeconds: 180 },
  POWER: { zh: '供电设备', en: 'Power supply', silenceSeconds: 300 },
  NETWORK: { zh: '网络设备', en: 'Switch or router', silenceSeconds: 180 },
} as const satisfies Record<string, { zh: string; en: string; silenceSeconds: number }>;

export type DeviceClass = keyof typeof DEVICE_CLASSES;
