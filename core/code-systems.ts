/**
 * Vendor and standard code systems that alert types are mapped from. A bare code means nothing: two cities use the
 * same lift number for different faults, so the system is part of the key and both are stored as received.
 * `standardRef` names the source of the codes; those of implementations (not of a standard's own text) say so.
 */
export const CODE_SYSTEMS = {
  hikvision: { zh: '海康威视', en: 'Hikvision', standardRef: 'iSecure Center event codes; ISAPI eventType' },
  dahua: { zh: '大华', en: 'Dahua', standardRef: 'Dahua CGI event codes, read in implementations' },
  megcube: { zh: '旷视魔方', en: 'MegCube', standardRef: 'MegCube-style AI box: alarm class / minor code' },
  gbt28181: {
    zh: 'GB/T 28181',
    en: 'GB/T 28181',
    standardRef: 'GB/T 28181-2016 and -2022, AlarmMethod/AlarmType',
  },
  onvif: { zh: 'ONVIF', en: 'ONVIF', standardRef: 'ONVIF event topics' },
  'gbt47678.5': { zh: 'GB/T 47678.5', en: 'GB/T 47678.5', standardRef: 'read in implementations' },
  gbt24476: {
    zh: 'GB/T 24476 系电梯物联网',
    en: 'GB/T 24476 family',
    standardRef: 'read in implementations; 11 = trapped',
  },
  'gbt24476-b': {
    zh: 'GB/T 24476 系电梯物联网（另一城市编码）',
    en: 'GB/T 24476 family, second city list',
    standardRef: 'read in implementations; 11 = overspeed, 93 = trapped',
  },
  'elevator-vendor': { zh: '电梯厂商编码', en: 'Lift vendor codes', standardRef: 'read in implementations' },
  ocpp16: { zh: 'OCPP 1.6', en: 'OCPP 1.6', standardRef: 'OCPP 1.6 ChargePointErrorCode' },
  'pile-fault': {
    zh: '充电桩故障码',
    en: 'Charging pile fault list',
    standardRef: 'read in implementations',
  },
  'sensor-state': {
    zh: '传感器状态字',
    en: 'Sensor state words',
    standardRef:
      'names of booleans on sensor platforms, without _, -, spaces and case; read in implementations',
  },
  zigbee2mqtt: { zh: 'Zigbee2MQTT', en: 'Zigbee2MQTT', standardRef: 'Zigbee2MQTT exposes' },
} as const satisfies Record<string, { zh: string; en: string; standardRef: string }>;

export type CodeSystem = keyof typeof CODE_SYSTEMS;

/** A vendor's code beside the system that gives it meaning. */
export interface SourceCode {
  system: CodeSystem;
  code: string;
}

/** Several codes of one system. */
export function sourceCodes(system: CodeSystem, ...codes: string[]): SourceCode[] {
  return codes.map((code) => ({ system, code }));
}
