import type { Severity } from '../../core/severity.ts';

// Tables of GB/T 28181-2016, A.2.5, read in implementations. What `AlarmMethod/AlarmType` means to us is in
// core/alert-type-rows.ts, code system gbt28181.

/** CmdType of a Notify, in lower case: an alarm, a sign of life, or nothing that the hub stores. */
export const COMMANDS: ReadonlyMap<string, 'alarm' | 'online' | 'nothing'> = new Map([
  ['alarm', 'alarm'],
  ['keepalive', 'online'],
  ['catalog', 'nothing'],
  ['mobileposition', 'nothing'],
  ['mediastatus', 'nothing'],
  ['broadcast', 'nothing'],
  ['uploadsnapshotfinished', 'nothing'],
  ['videouploadnotify', 'nothing'],
  ['deviceupgraderesult', 'nothing'],
]);

/** AlarmMethod 报警方式, kept in words beside the code. */
export const ALARM_METHODS: ReadonlyMap<string, string> = new Map([
  ['1', '电话报警 phone'],
  ['2', '设备报警 device'],
  ['3', '短信报警 SMS'],
  ['4', 'GPS报警 GPS'],
  ['5', '视频报警 video'],
  ['6', '设备故障报警 device failure'],
  ['7', '其他报警 other'],
]);

/** AlarmPriority 报警级别, 一级警情 first; 0 and others grade nothing. */
export const PRIORITIES: ReadonlyMap<string, Severity> = new Map([
  ['1', 'critical'],
  ['2', 'major'],
  ['3', 'minor'],
  ['4', 'info'],
]);

/** AlarmTypeParam/EventType of a region, 5/6. */
export const EVENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['1', '进入区域 entered'],
  ['2', '离开区域 left'],
]);
