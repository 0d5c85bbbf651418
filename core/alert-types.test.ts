import { describe, expect, it } from 'vitest';
import { ALERT_TYPE_ROWS } from './alert-type-rows.ts';
import { ALERT_TYPES, alertType, offlineSeverity, typeOfSourceCode } from './alert-types.ts';

describe('alert types', () => {
  it('every row is named once, in both languages, and has a timeout exactly when it is a pulse', () => {
    expect(ALERT_TYPES.size).toBe(ALERT_TYPE_ROWS.length);
    for (const type of ALERT_TYPE_ROWS) {
      expect(type.nameZh, type.code).toMatch(/\p{Script=Han}/u);
      expect(type.nameEn, type.code).not.toBe('');
      expect(type.pulseTimeoutSeconds > 0, type.code).toBe(type.clearMode === 'pulse');
      expect(type.reopenWindowSeconds, type.code).toBeGreaterThan(0);
      if (type.code !== 'other') expect(type.code.startsWith(`${type.family}.`), type.code).toBe(true);
    }
  });

  it('no source code of one system stands for two types', () => {
    const keys = ALERT_TYPE_ROWS.flatMap((type) =>
      type.sourceCodes.map(({ system, code }) => `${system} ${code.toLowerCase()}`),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('every listed source code leads back to its type', () => {
    for (const type of ALERT_TYPE_ROWS) {
      for (const { system, code } of type.sourceCodes) expect(typeOfSourceCode(system, code)).toBe(type.code);
    }
  });

  it.each([
    ['hikvision', '192515', 'camera.fire'],
    ['hikvision', 'firedetection', 'camera.fire'],
    ['megcube', 'safety_alarm/SMOKE', 'camera.smoke'],
    ['gbt24476', '11', 'elevator.trapped'],
    ['gbt24476-b', '11', 'elevator.overspeed'],
    ['gbt28181', '5/6', 'camera.intrusion'],
    ['ocpp16', 'HighTemperature', 'charger.overheat'],
    ['pile-fault', '13', 'charger.overheat'],
    ['nobody', '11', 'other'],
    ['hikvision', '__proto__', 'other'],
  ])('%s %s is %s', (system, code, type) => {
    expect(typeOfSourceCode(system, code)).toBe(type);
  });

  it('an unknown type is the other row', () => {
    expect(alertType('no.such.type').code).toBe('other');
    expect(alertType('constructor').code).toBe('other');
  });

  it('a thing that guards lives is missed more than a camera', () => {
    expect(offlineSeverity('elevator')).toBe('major');
    expect(offlineSeverity('camera')).toBe('minor');
  });
});
