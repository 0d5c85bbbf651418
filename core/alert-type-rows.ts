import type { AlertType } from './alert-types.ts';
import { type SourceCode, sourceCodes } from './code-systems.ts';

/** Everything a row may leave out has one meaning: explicit needs no timeout, no source code is known. */
type Row = [
  code: string,
  nameZh: string,
  nameEn: string,
  severity: AlertType['defaultSeverity'],
  clears: { mode: 'explicit' | 'state' | 'latched' } | { mode: 'pulse'; silenceSeconds: number },
  reopenWindowSeconds: number,
  care: 'life' | '',
  sources: SourceCode[],
];

const EXPLICIT = { mode: 'explicit' } as const;
const STATE = { mode: 'state' } as const;
const LATCHED = { mode: 'latched' } as const;
const silence = (silenceSeconds: number) => ({ mode: 'pulse' as const, silenceSeconds });

// A vendor's own codes and the local extensions come in over the canonical topic under our type: no code to list.
// biome-ignore format: one type a line
const ROWS: readonly Row[] = [
  ['camera.fire', '火情', 'Fire seen by camera', 'critical', LATCHED, 600, 'life', [...sourceCodes('hikvision', 'fireDetection', '192515', '254104'), ...sourceCodes('dahua', 'FireDetection', 'FireWarning'), ...sourceCodes('megcube', 'safety_alarm/FIRE')]],
  ['camera.smoke', '烟雾', 'Smoke seen by camera', 'critical', LATCHED, 600, 'life', [...sourceCodes('hikvision', 'smokeDetection', '192513', '192514'), ...sourceCodes('dahua', 'SmokeDetection'), ...sourceCodes('megcube', 'safety_alarm/SMOKE')]],
  ['camera.falling_object', '高空抛物', 'Object thrown or fallen from height', 'major', silence(60), 300, '', [...sourceCodes('megcube', 'gkpw_alarm/falling_goods')]],
  ['camera.intrusion', '入侵', 'Intrusion', 'major', silence(60), 300, '', [...sourceCodes('hikvision', 'fieldDetection', '131588'), ...sourceCodes('gbt28181', '5/6'), ...sourceCodes('dahua', 'CrossRegionDetection'), ...sourceCodes('onvif', 'FieldDetector')]],
  ['camera.loitering', '徘徊', 'Loitering', 'minor', silence(120), 600, '', [...sourceCodes('hikvision', 'loitering', '131590'), ...sourceCodes('gbt28181', '5/8'), ...sourceCodes('dahua', 'WanderDetection'), ...sourceCodes('onvif', 'LoiteringDetector'), ...sourceCodes('megcube', 'alert_alarm/WANDER')]],
  ['camera.fall', '人员跌倒', 'Person fallen', 'critical', silence(120), 300, 'life', [...sourceCodes('hikvision', '131605'), ...sourceCodes('dahua', 'TumbleDetection'), ...sourceCodes('megcube', 'alert_alarm/FALL')]],
  ['camera.gathering', '人员聚集', 'People gathering', 'minor', silence(120), 600, '', [...sourceCodes('hikvision', 'group', '131593'), ...sourceCodes('dahua', 'RioterDetection')]],
  ['camera.fire_lane_blocked', '消防通道占用', 'Fire lane blocked', 'major', silence(300), 1800, '', [...sourceCodes('hikvision', '254103')]],
  ['camera.garbage_overflow', '垃圾满溢', 'Bin overflowing', 'minor', silence(1800), 3600, '', [...sourceCodes('megcube', 'OVERFLOWED_GARBAGE'), ...sourceCodes('gbt47678.5', '06042')]],
  ['camera.garbage_exposed', '暴露垃圾', 'Rubbish lying about', 'minor', silence(1800), 3600, '', [...sourceCodes('megcube', 'EXPOSED_GARBAGE'), ...sourceCodes('gbt47678.5', '06010')]],
  ['camera.unattended_child', '儿童/老人看护', 'Child or elder needs looking after', 'major', silence(120), 300, '', []],
  ['camera.fly_wire_charging', '飞线充电', 'Charging over a wire from a window', 'major', silence(600), 1800, '', []],
  ['camera.tampered', '镜头遮挡/移位', 'Lens covered or moved', 'major', EXPLICIT, 300, '', [...sourceCodes('hikvision', 'shelteralarm', 'tamperdetection', 'scenechangedetection', '131330', '131612'), ...sourceCodes('gbt28181', '2/2'), ...sourceCodes('dahua', 'VideoBlind', 'SceneChange'), ...sourceCodes('onvif', 'TamperDetector', 'VideoSource/GlobalSceneChange')]],
  ['camera.video_loss', '视频丢失', 'Video lost', 'major', EXPLICIT, 300, '', [...sourceCodes('hikvision', 'videoloss', '131329'), ...sourceCodes('gbt28181', '2/1'), ...sourceCodes('dahua', 'VideoLoss'), ...sourceCodes('onvif', 'VideoSource/SignalLoss')]],
  ['elevator.trapped', '电梯困人', 'Person trapped in lift', 'critical', LATCHED, 600, 'life', [...sourceCodes('gbt24476', '0101', '11'), ...sourceCodes('gbt24476-b', '93')]],
  ['elevator.ebike', '电动车进电梯', 'E-bike in lift', 'major', silence(60), 300, '', [...sourceCodes('elevator-vendor', '0317'), ...sourceCodes('megcube', 'ELECTRIC_BIKE_IN_ELEVATOR')]],
  ['elevator.door_blocked', '电梯门阻挡/反复开关', 'Lift door blocked or reopening', 'minor', EXPLICIT, 300, '', [...sourceCodes('gbt24476', '0201', '02', '03', '14'), ...sourceCodes('gbt24476-b', '02', '03', '14')]],
  ['elevator.level_fault', '平层/越程(冲顶、蹲底)', 'Lift off level or over-travelled', 'major', EXPLICIT, 300, '', [...sourceCodes('gbt24476', '0203', '0204', '0205', '04', '09', '10'), ...sourceCodes('gbt24476-b', '04', '09', '10')]],
  ['elevator.overspeed', '超速', 'Lift overspeed', 'critical', LATCHED, 600, 'life', [...sourceCodes('gbt24476-b', '11')]],
  ['elevator.unintended_movement', '轿厢意外移动', 'Unintended car movement', 'critical', LATCHED, 600, 'life', [...sourceCodes('gbt24476', '0207', '05'), ...sourceCodes('gbt24476-b', '05')]],
  ['elevator.stopped', '停梯/故障', 'Lift stopped or out of order', 'major', EXPLICIT, 600, '', [...sourceCodes('gbt24476', '01', '06', '07', '08', '41', '42'), ...sourceCodes('gbt24476-b', '01', '06', '07', '08', '41', '42')]],
  ['charger.overheat', '充电过温', 'Charger overheating', 'critical', EXPLICIT, 600, 'life', [...sourceCodes('ocpp16', 'HighTemperature'), ...sourceCodes('pile-fault', '1', '13')]],
  ['charger.smoke', '充电烟雾', 'Smoke at charger', 'critical', LATCHED, 600, 'life', []],
  ['charger.overcurrent', '过流', 'Overcurrent', 'major', EXPLICIT, 300, '', [...sourceCodes('ocpp16', 'OverCurrentFailure'), ...sourceCodes('pile-fault', '9', '15')]],
  ['charger.overvoltage', '过压', 'Overvoltage', 'major', EXPLICIT, 300, '', [...sourceCodes('ocpp16', 'OverVoltage'), ...sourceCodes('pile-fault', '10')]],
  ['charger.undervoltage', '欠压', 'Undervoltage', 'major', EXPLICIT, 300, '', [...sourceCodes('ocpp16', 'UnderVoltage'), ...sourceCodes('pile-fault', '11')]],
  ['charger.ground_fault', '漏电/接地', 'Ground fault or leakage', 'critical', EXPLICIT, 600, 'life', [...sourceCodes('ocpp16', 'GroundFailure'), ...sourceCodes('pile-fault', '14')]],
  ['charger.emergency_stop', '急停', 'Emergency stop pressed', 'major', EXPLICIT, 300, '', [...sourceCodes('pile-fault', '6')]],
  ['charger.fault', '充电桩故障', 'Charger fault', 'minor', EXPLICIT, 600, '', [...sourceCodes('ocpp16', 'ConnectorLockFailure', 'InternalError', 'LocalListConflict', 'OtherError', 'PowerMeterFailure', 'PowerSwitchFailure', 'ReaderFailure', 'ResetFailure', 'WeakSignal')]],
  ['sensor.smoke', '烟感', 'Smoke detector', 'critical', STATE, 600, 'life', [...sourceCodes('zigbee2mqtt', 'smoke'), ...sourceCodes('sensor-state', 'smoke', 'smokeAlarm', 'smokeDetected', 'smokeStatus', 'smokeSensorState', 'fire', 'fireAlarm', '烟雾报警')]],
  ['sensor.gas', '燃气', 'Gas detector', 'critical', STATE, 600, 'life', [...sourceCodes('zigbee2mqtt', 'gas', 'carbon_monoxide'), ...sourceCodes('sensor-state', 'gas', 'gasAlarm', 'gasLeak', 'gasDetected', 'gasStatus', 'gasSensorState', 'carbonMonoxide', 'coAlarm', '燃气报警')]],
  ['sensor.water_leak', '水浸', 'Water leak', 'major', STATE, 600, '', [...sourceCodes('zigbee2mqtt', 'water_leak'), ...sourceCodes('sensor-state', 'waterLeak', 'waterLeakAlarm', 'waterLeakage', 'waterLeakageStatus', 'waterSensorState', 'waterAlarm', 'leak', 'leakage', 'flood', 'moisture', '水浸报警')]],
  ['sensor.sos', '一键求助', 'Help button', 'critical', STATE, 600, 'life', [...sourceCodes('zigbee2mqtt', 'sos', 'emergency', 'panic', 'help'), ...sourceCodes('sensor-state', 'sos', 'sosAlarm', 'panic', 'panicAlarm', 'emergency', 'emergencyCall', 'help', '一键求助')]],
  ['device.offline', '设备离线', 'Device offline', 'minor', STATE, 600, '', [...sourceCodes('hikvision', '889196545')]],
  ['device.tampered', '设备被拆动', 'Device opened or removed', 'major', STATE, 600, '', [...sourceCodes('zigbee2mqtt', 'tamper'), ...sourceCodes('sensor-state', 'tamper', 'tampered', 'tamperAlarm', 'tamperStatus', 'tamperState', 'dismantle')]],
  ['device.no_data', '指标无数据', 'No data of a metric', 'minor', STATE, 600, '', []],
  ['device.battery_low', '电量低', 'Battery low', 'info', STATE, 3600, '', [...sourceCodes('zigbee2mqtt', 'battery_low'), ...sourceCodes('sensor-state', 'batteryLow', 'lowBattery', 'batteryAlarm', 'lowBatteryAlarm', 'batteryLowAlarm')]],
];

const FAMILIES_OF_TYPES = ['camera', 'elevator', 'charger', 'sensor', 'device'] as const;

function toType([code, nameZh, nameEn, defaultSeverity, clears, reopen, care, sources]: Row): AlertType {
  return {
    code,
    nameZh,
    nameEn,
    family: FAMILIES_OF_TYPES.find((family) => code.startsWith(`${family}.`)) ?? 'other',
    defaultSeverity,
    clearMode: clears.mode,
    pulseTimeoutSeconds: clears.mode === 'pulse' ? clears.silenceSeconds : 0,
    reopenWindowSeconds: reopen,
    lifeSafety: care === 'life',
    sourceCodes: sources,
  };
}

/** What nobody has mapped yet; its severity is the source's, or minor. */
export const OTHER_TYPE: AlertType = toType(['other', '其他', 'Other', 'minor', silence(300), 600, '', []]);

/** The first table of alert types (domain.md). A new type is one more row; nothing else changes. */
export const ALERT_TYPE_ROWS: readonly AlertType[] = [...ROWS.map(toType), OTHER_TYPE];
